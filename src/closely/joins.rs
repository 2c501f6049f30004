//! What makes it likely that a line of a thread joins two segments: how alike they are, and how near.

use crate::model::{Join, OF_PAIR, STATES, sigmoid};
use crate::rules::Marked;
use std::collections::{HashMap, HashSet};

/// The segments of a recording, so that any two can be compared.
pub struct Joins {
    segments: Vec<Compared>,
    /// What a shared word counts: more the fewer segments hold it.
    counts: HashMap<String, f32>,
    weights: Vec<[f32; OF_PAIR]>,
}

struct Compared {
    /// Lengths of one.
    below: Vec<f32>,
    last: Vec<f32>,
    stems: HashSet<String>,
    /// What its words count in all.
    whole: f32,
}

/// A word and its inflections, as far as its first letters tell.
fn stem(word: &str) -> String {
    word.chars().take(5).collect()
}

/// A word that a list knows or that is very short joins nothing by itself.
fn tells(word: &Marked) -> bool {
    word.folded.chars().count() > 2 && word.lists.is_empty()
}

impl Joins {
    /// `states`: of each segment, with what is common to all taken out.
    pub fn new(words: &[Vec<Marked>], states: Vec<Vec<f32>>, weights: Vec<[f32; OF_PAIR]>) -> Joins {
        let stems: Vec<HashSet<String>> = words
            .iter()
            .map(|own| own.iter().filter(|word| tells(word)).map(|word| stem(&word.folded)).collect())
            .collect();
        let mut counts: HashMap<String, f32> = HashMap::new();
        stems.iter().flatten().for_each(|stem| *counts.entry(stem.clone()).or_default() += 1.0);
        let all = stems.len() as f32;
        counts.values_mut().for_each(|count| *count = ((all + 1.0) / *count).ln());
        let compared = |(stems, states): (HashSet<String>, Vec<f32>)| {
            let (below, last) = states.split_at(STATES / 2);
            let whole = sorted_sum(stems.iter().map(|stem| counts[stem]));
            Compared { below: of_length_one(below), last: of_length_one(last), whole, stems }
        };
        let segments = stems.into_iter().zip(states).map(compared).collect();
        Joins { segments, counts, weights }
    }

    /// How likely a line joins segment `from` to segment `to`.
    pub fn likely(&self, join: Join, from: usize, to: usize) -> f32 {
        let pair = self.pair(from, to);
        sigmoid(pair.iter().zip(&self.weights[join as usize]).map(|(clue, weight)| clue * weight).sum())
    }

    /// The clues of a pair; the last is always one.
    pub fn pair(&self, from: usize, to: usize) -> [f32; OF_PAIR] {
        let (a, b) = (&self.segments[from], &self.segments[to]);
        let shared = sorted_sum(a.stems.intersection(&b.stems).map(|stem| self.counts[stem]));
        let apart = to as isize - from as isize;
        let is = |holds: bool| f32::from(u8::from(holds));
        [
            product(&a.below, &b.below),
            product(&a.last, &b.last),
            shared / (a.whole * b.whole).sqrt().max(0.1),
            shared / 4.0,
            is(apart == 1),
            is((2..=3).contains(&apart)),
            is(apart == -1),
            is(apart < 0),
            (apart.unsigned_abs() as f32 / 20.0).min(1.0),
            1.0,
        ]
    }
}

fn product(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// A sum that does not turn on the order in which a set gives its members.
fn sorted_sum(counts: impl Iterator<Item = f32>) -> f32 {
    let mut counts: Vec<f32> = counts.collect();
    counts.sort_by(f32::total_cmp);
    counts.iter().sum()
}

fn of_length_one(values: &[f32]) -> Vec<f32> {
    let length = product(values, values).sqrt().max(1e-6);
    values.iter().map(|value| value / length).collect()
}
