//! Which words of names are one person's, in a recording and across those of a batch.

use super::{Place, Read};
use crate::pseudonyms::lists::LISTS;
use sha2::{Digest, Sha256};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Words of names that have one stand-in: the same word in recordings that are tied, and a short form with its long one in a recording. The most widely
/// met first.
pub(super) fn tie(read: &[Read], places: &BTreeSet<Place>, full: &[BTreeSet<Vec<String>>]) -> Vec<Vec<Place>> {
    let all: Vec<&Place> = places.iter().collect();
    let at: HashMap<&Place, usize> = all.iter().enumerate().map(|(at, place)| (*place, at)).collect();
    let mut ties = Ties((0..all.len()).collect());
    let mut met: HashMap<&Vec<String>, usize> = HashMap::new();
    for (number, names) in full.iter().enumerate() {
        for name in names {
            let other = *met.entry(name).or_insert(number);
            for word in name {
                ties.tie(at[&(number, word.clone())], at[&(other, word.clone())]);
            }
        }
    }
    let mut about: HashMap<(&str, &str), usize> = HashMap::new();
    for (place_at, (number, word)) in all.iter().enumerate() {
        if let Some(person) = &read[*number].person {
            let other = *about.entry((person, word)).or_insert(place_at);
            ties.tie(place_at, other);
        }
        for long in LISTS.short_forms.get(word).into_iter().flatten() {
            let family = |first: &String| {
                full[*number]
                    .iter()
                    .filter(|name| name[0] == *first)
                    .filter_map(|name| name.last())
                    .collect::<BTreeSet<_>>()
            };
            let (mine, theirs) = (family(word), family(long));
            let may_be_one = mine.is_empty() || theirs.is_empty() || !mine.is_disjoint(&theirs);
            if let Some(other) = at.get(&(*number, long.clone())).filter(|_| may_be_one) {
                ties.tie(place_at, *other);
            }
        }
    }
    let mut classes: BTreeMap<usize, Vec<Place>> = BTreeMap::new();
    for (number, place) in all.iter().enumerate() {
        classes.entry(ties.root(number)).or_default().push((*place).clone());
    }
    let mut classes: Vec<Vec<Place>> = classes.into_values().collect();
    // By what they hold, so that the order of the batch decides nothing.
    let digests: Vec<[u8; 32]> = read.iter().map(|read| Sha256::digest(read.text.text.as_bytes()).into()).collect();
    let least = |class: &Vec<Place>| class.iter().map(|(number, word)| (word.clone(), digests[*number])).min();
    classes.sort_by_cached_key(|class| (Reverse(class.len()), least(class)));
    classes
}

/// Things that are one, by number.
struct Ties(Vec<usize>);

impl Ties {
    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn tie(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other)] = one.min(other);
    }
}
