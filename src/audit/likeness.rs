//! Recordings that were copied forward: how much of one stands in an earlier one too, in time that grows with their number.
//!
//! Runs of four words are hashed, and the lowest hashes under many orders kept (minhash). Those that share two of them in the same place are
//! compared.

use crate::segment::Segment;
use crate::text::words;
use foldhash::fast::FixedState;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, Hash};

/// Words in a run.
const RUN: usize = 4;
/// Runs below which a recording is too short to be called a copy.
const FEWEST_RUNS: usize = 20;
const ORDERS: usize = 128;
/// Orders that have to agree before two recordings are compared.
const BAND: usize = 2;
/// Recordings of one bucket that a further one is compared with, the latest.
const COMPARED: usize = 8;

/// What is kept of a recording's words to compare it by: half a kilobyte, from which no word can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    lowest: Box<[u32; ORDERS]>,
    runs: usize,
}

/// The earlier recording that a recording is most like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Alike {
    /// By number, as they were given.
    pub to: usize,
    /// Of its own runs of words, about how many stand in the other, from 0 to 1.
    pub share: f64,
}

impl Signature {
    /// Of what a recording tells: headings and what stands aside are left out. None where that is too short to be compared.
    pub fn of(text: &str, segments: &[Segment]) -> Option<Signature> {
        let told = segments.iter().filter(|segment| !segment.heading && segment.aside.is_none());
        let told: Vec<String> =
            told.flat_map(|segment| words(segment.body().of(text), 0)).map(|word| word.folded).collect();
        let hasher = FixedState::with_seed(1);
        let runs: HashSet<u64, FixedState> = told.windows(RUN).map(|run| hash(&hasher, run)).collect();
        if runs.len() < FEWEST_RUNS {
            return None;
        }
        let mut lowest = Box::new([u32::MAX; ORDERS]);
        for run in &runs {
            let mut random = crate::random::Random::new(*run);
            for low in lowest.iter_mut() {
                *low = (*low).min((random.next() >> 32) as u32);
            }
        }
        Some(Signature { lowest, runs: runs.len() })
    }

    /// About the share of this one's runs that stand in `other`.
    fn share_in(&self, other: &Signature) -> f64 {
        let agree = self.lowest.iter().zip(other.lowest.iter()).filter(|(own, others)| own == others).count();
        let jaccard = agree as f64 / ORDERS as f64;
        let both = jaccard * (self.runs + other.runs) as f64 / (1.0 + jaccard);
        (both / self.runs as f64).min(1.0)
    }
}

fn hash(hasher: &FixedState, value: &(impl Hash + ?Sized)) -> u64 {
    hasher.hash_one(value)
}

/// For each recording, the earlier one of the same person that it is most like, where any is at all. `recordings` are in the order of their
/// days, each with its number, its person where that is told, and its signature.
pub fn alike(recordings: &[(usize, Option<&str>, &Signature)]) -> HashMap<usize, Alike> {
    let hasher = FixedState::with_seed(2);
    let mut found: HashMap<usize, Alike> = HashMap::new();
    for band in (0..ORDERS).step_by(BAND) {
        let mut buckets: HashMap<u64, Vec<usize>, FixedState> = HashMap::default();
        for (at, (number, person, signature)) in recordings.iter().enumerate() {
            let bucket = buckets.entry(hash(&hasher, &(person, &signature.lowest[band..band + BAND]))).or_default();
            for (to, _, other) in bucket.iter().map(|&earlier| recordings[earlier]) {
                let share = signature.share_in(other);
                let best = found.get(number);
                // Of two as like, the one given first, so that the order of the bands settles nothing.
                if best.is_none_or(|best| share > best.share || (share == best.share && to < best.to)) {
                    found.insert(*number, Alike { to, share });
                }
            }
            if bucket.len() == COMPARED {
                bucket.remove(0);
            }
            bucket.push(at);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;
    use crate::segment::segment;

    /// A text of so many sentences that no other seed gives.
    fn text(seed: u64, sentences: usize) -> String {
        let mut random = Random::new(seed);
        let mut word =
            || (0..2 + random.below(6)).map(|_| char::from(b'a' + random.below(26) as u8)).collect::<String>();
        (0..sentences).map(|_| format!("S{}. ", (0..9).map(|_| word()).collect::<Vec<_>>().join(" "))).collect()
    }

    fn signature(text: &str) -> Option<Signature> {
        Signature::of(text, &segment(text))
    }

    fn compared(texts: &[(Option<&str>, String)]) -> HashMap<usize, Alike> {
        let signatures: Vec<Signature> = texts.iter().map(|(_, text)| signature(text).unwrap()).collect();
        let all: Vec<_> = texts.iter().zip(&signatures).enumerate().map(|(at, ((who, _), s))| (at, *who, s)).collect();
        alike(&all)
    }

    #[test]
    fn a_copy_is_found_and_its_source_named() {
        let first = text(1, 20);
        let with_more = format!("{first} {}", text(2, 2));
        let half = format!("{} {}", &first[..first.len() / 2], text(3, 10));
        let found = compared(&[(None, first), (None, text(9, 20)), (None, with_more), (None, half)]);
        assert!(!found.contains_key(&0) && found.get(&1).is_none_or(|alike| alike.share < 0.1));
        assert!(found[&2].to == 0 && found[&2].share > 0.8, "{:?}", found[&2]);
        assert!((0.35..0.65).contains(&found[&3].share), "{:?}", found[&3]);
    }

    #[test]
    fn others_recordings_are_not_compared_where_a_person_is_told() {
        let texts = [(Some("a"), text(1, 20)), (Some("b"), text(1, 20)), (Some("a"), text(1, 20))];
        let found = compared(&texts);
        assert!(!found.contains_key(&1));
        assert_eq!(found[&2], Alike { to: 0, share: 1.0 });
    }

    #[test]
    fn what_is_short_or_only_headings_is_not_compared() {
        assert_eq!(signature("Rang. No answer. Will try again on Monday."), None);
        assert_eq!(signature(""), None);
    }

    #[test]
    fn many_alike_are_compared_with_a_few_of_them() {
        let texts: Vec<_> = (0..400).map(|_| (None, text(4, 8))).collect();
        let found = compared(&texts);
        assert_eq!(found.len(), 399);
        assert!(found.iter().all(|(at, alike)| alike.to < *at && alike.share == 1.0));
    }
}
