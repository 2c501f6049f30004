//! How much of what tells who somebody is gets replaced, and whether a person keeps one stand-in.

use crate::corpus::{Identified, IdentifierLabel};
use crate::pseudonyms::{Found, Kind, Pseudonymised, find, pseudonymise};
use crate::text::{Recording, Source};
use std::collections::{BTreeMap, HashMap, HashSet};

/// One kind of identifier over all recordings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Replacing {
    pub labelled: usize,
    /// Labelled ones of which every letter and digit is replaced, whatever they were taken for.
    pub replaced: usize,
    pub found: usize,
    /// Found ones of which every letter and digit is labelled.
    pub right: usize,
}

/// Persons of whom more than one name stands in a recording, and those whose names have stand-ins that belong together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Persons {
    pub named: usize,
    pub kept: usize,
}

impl Replacing {
    pub fn recall(&self) -> f64 {
        self.replaced as f64 / self.labelled.max(1) as f64
    }

    pub fn precision(&self) -> f64 {
        self.right as f64 / self.found.max(1) as f64
    }
}

/// Each kind in the order of [`Kind::ALL`], then persons.
pub fn identifiers(recordings: &[Identified]) -> ([Replacing; Kind::ALL.len()], Persons) {
    let mut by_kind = [Replacing::default(); Kind::ALL.len()];
    let mut persons = Persons::default();
    for one in recordings {
        let found = find(&one.text, &[]);
        let replaced: Vec<(usize, usize)> = found.iter().map(|found| (found.span.start(), found.span.end())).collect();
        let labelled: Vec<(usize, usize)> = one.found.iter().map(|label| (label.start, label.end)).collect();
        for label in &one.found {
            let counted = &mut by_kind[label.kind as usize];
            counted.labelled += 1;
            counted.replaced += usize::from(is_covered(&one.text, (label.start, label.end), &replaced));
        }
        for found in &found {
            let counted = &mut by_kind[found.kind as usize];
            counted.found += 1;
            counted.right += usize::from(is_covered(&one.text, (found.span.start(), found.span.end()), &labelled));
        }
        count_persons(one, &found, &replaced, &mut persons);
    }
    (by_kind, persons)
}

/// True where every letter and digit of the stretch is in one of `others`, which are in order.
fn is_covered(text: &str, (start, end): (usize, usize), others: &[(usize, usize)]) -> bool {
    let is_in = |at: usize| {
        let next = others.partition_point(|other| other.1 <= at);
        others.get(next).is_some_and(|other| other.0 <= at)
    };
    text[start..end].char_indices().filter(|(_, c)| c.is_alphanumeric()).all(|(at, _)| is_in(start + at))
}

fn count_persons(one: &Identified, found: &[Found], replaced: &[(usize, usize)], persons: &mut Persons) {
    let recording = Recording::new(one.text.clone(), Source::default());
    let done = pseudonymise(vec![recording]);
    let mut by_person: BTreeMap<&str, Vec<&IdentifierLabel>> = BTreeMap::new();
    for label in one.found.iter().filter(|label| label.kind == Kind::Name) {
        by_person.entry(label.who.as_deref().unwrap_or_default()).or_default().push(label);
    }
    for labels in by_person.into_values().filter(|labels| labels.len() > 1) {
        persons.named += 1;
        let whole = labels.iter().all(|label| is_covered(&one.text, (label.start, label.end), replaced));
        let names = labels.iter().filter_map(|label| {
            let over = found.iter().find(|found| found.span.start() < label.end && label.start < found.span.end())?;
            Some(over.span.of(&one.text))
        });
        persons.kept += usize::from(whole && agree(names, &done));
    }
}

/// Whether the same word has the same stand-in in every name, and an initial the first letter of that of the word it stands for.
fn agree<'a>(names: impl Iterator<Item = &'a str>, done: &Pseudonymised) -> bool {
    let stand_ins: HashMap<&str, &str> =
        done.replaced.iter().map(|one| (one.original.as_str(), one.stand_in.as_str())).collect();
    let split = |name: &str| -> Vec<String> {
        let words = name.split(|c: char| c.is_whitespace() || matches!(c, '.' | ','));
        words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let mut pairs: HashSet<(String, String)> = HashSet::new();
    for name in names {
        let Some(other) = stand_ins.get(name) else { return false };
        let (words, others) = (split(name), split(other));
        // Particles are dropped: such a name is held against others by its last word.
        if words.len() == others.len() {
            pairs.extend(words.into_iter().zip(others));
        } else {
            pairs.extend(words.last().cloned().zip(others.last().cloned()));
        }
    }
    let is_letter = |word: &str| word.chars().count() == 1;
    pairs.iter().all(|(word, other)| {
        pairs.iter().all(|(second, its)| {
            let same = word == second && !is_letter(word);
            let short = is_letter(word) && !is_letter(second) && second.starts_with(word.as_str());
            (!same || other == its) && (!short || its.starts_with(other.as_str()) || standing_for(&pairs, word) > 1)
        })
    })
}

/// How many of the names an initial could stand for.
fn standing_for(pairs: &HashSet<(String, String)>, letter: &str) -> usize {
    pairs.iter().filter(|(word, _)| word.chars().count() > 1 && word.starts_with(letter)).count()
}
