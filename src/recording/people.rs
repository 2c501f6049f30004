//! Whom a recording is about, and the children whom it names and does not hear.

use crate::placement::Placed;
use crate::rules::Rules;
use crate::section::{Section, Voice};
use crate::text::{Word, words};
use std::collections::HashSet;

/// How many people a recording says that it is about: as many as stand, each by another name, after a label such as *Client:*.
pub fn subjects(text: &str) -> usize {
    const LABELS: [&str; 9] = [
        "client",
        "client name",
        "name of client",
        "service user",
        "service user name",
        "patient",
        "patient name",
        "resident",
        "young person",
    ];
    let named = |line: &str| {
        let (label, name) = line.split_once(':')?;
        let is_label = LABELS.contains(&label.trim().to_lowercase().as_str());
        (is_label && !name.trim().is_empty()).then(|| name.trim().to_lowercase())
    };
    text.lines().filter_map(named).collect::<HashSet<String>>().len()
}

/// Somebody who is named, and of whom no segment tells what they said, want, feel or showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unheard {
    pub name: String,
    /// In years.
    pub age: u32,
    /// The first segment that names them, by number from 0.
    pub segment: usize,
}

/// A recording shorter than this is asked for nobody's voice.
const SHORTEST: usize = 8;
/// A baby's voice is how they are, which words of saying do not tell.
const YOUNGEST: u32 = 3;

/// The children who are named with their age and not heard, where the recording tells of risks or plans that they live with. Says
/// nothing in doubt: a child is heard where a segment that names them is their own account, a quotation, or tells what they say, feel or show.
pub fn unheard(text: &str, placed: &[Placed], rules: &Rules) -> Vec<Unheard> {
    let told: Vec<&Placed> = placed.iter().filter(|segment| segment.is_told()).collect();
    let matters = told.iter().any(|segment| matches!(segment.section, Section::PriorityRisks | Section::AgreedActions));
    if told.len() < SHORTEST || !matters {
        return Vec::new();
    }
    let mut found: Vec<Unheard> = Vec::new();
    for (number, segment) in placed.iter().enumerate().filter(|(_, segment)| segment.aside.is_none()) {
        let words = words(segment.span.of(text), segment.span.start());
        for at in 0..words.len() {
            let Some(age) = age_after(text, &words, at) else { continue };
            let name = words[at].span.of(text);
            if (YOUNGEST..18).contains(&age) && is_name(name) && !found.iter().any(|other| other.name == name) {
                found.push(Unheard { name: name.to_owned(), age, segment: number });
            }
        }
    }
    let alone = found.len() == 1;
    let person_speaks = placed.iter().any(|segment| segment.voice == Voice::Person);
    let all_speak = placed.iter().any(|segment| rules.tells_of(text, segment.span, &ALL));
    found.retain(|child| {
        let named = |segment: &&Placed| names(segment.span.of(text), &child.name);
        let heard = placed.iter().filter(named).any(|segment| is_heard_in(text, segment, &child.name, rules));
        // Of a single child the recording may be the child's own.
        !(heard || all_speak || (alone && person_speaks))
    });
    found
}

/// The names of children that stand in a recording with their age, each once.
pub fn children(text: &str, placed: &[Placed]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for segment in placed.iter().filter(|segment| segment.aside.is_none()) {
        let words = words(segment.span.of(text), segment.span.start());
        for at in 0..words.len() {
            let name = words[at].span.of(text);
            let is_child = age_after(text, &words, at).is_some_and(|age| (YOUNGEST..18).contains(&age));
            if is_child && is_name(name) && !found.iter().any(|other| other == name) {
                found.push(name.to_owned());
            }
        }
    }
    found
}

/// True where a segment tells what somebody says, feels, wants or shows, or is their own account under their name.
pub fn is_told_of(text: &str, placed: &Placed, name: &str, rules: &Rules) -> bool {
    let speaks = placed.span.of(text).trim_start_matches(['-', '*', ' ']).starts_with(&format!("{name}:"));
    speaks || rules.tells_of(text, placed.span, &[name])
}

/// `Tobi (9)`, `Tobi, 9,`, `Tobi aged 9`; an age in weeks or months is a baby's.
fn age_after(text: &str, words: &[Word], at: usize) -> Option<u32> {
    let next = words.get(at + 1)?;
    let gap = &text[words[at].span.end()..next.span.start()];
    let (number, gap) = match next.folded.as_str() {
        "aged" => (words.get(at + 2)?, " ("),
        _ => (next, gap),
    };
    let age: u32 = number.folded.parse().ok()?;
    let after = &text[number.span.end()..];
    let in_brackets = gap == " ("
        && (after.starts_with(')')
            || after.starts_with(" y")
            || after.starts_with("y")
            || after.starts_with(',')
            || gap != &text[words[at].span.end()..next.span.start()]);
    let in_commas = gap == ", " && (after.starts_with(',') || after.starts_with(" and "));
    (in_brackets || in_commas).then_some(age)
}

fn is_name(word: &str) -> bool {
    const NO_NAMES: [&str; 16] = [
        "Dad", "Mum", "Mam", "Day", "Room", "Bed", "Flat", "Unit", "Section", "Step", "Week", "Age", "Year", "Level",
        "Ward", "Visit",
    ];
    word.starts_with(char::is_uppercase)
        && word.chars().skip(1).all(char::is_lowercase)
        && word.len() > 2
        && !NO_NAMES.contains(&word)
}

fn names(segment: &str, name: &str) -> bool {
    words(segment, 0).iter().any(|word| word.span.of(segment) == name)
}

/// Words for all the children at once.
const ALL: [&str; 8] = ["children", "kids", "boys", "girls", "siblings", "weans", "bairns", "twins"];

fn is_heard_in(text: &str, segment: &Placed, name: &str, rules: &Rules) -> bool {
    segment.voice == Voice::Person || segment.quoted || rules.tells_of(text, segment.span, &[name])
}
