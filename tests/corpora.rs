//! The corpora keep their own rules: they can be read, no recording stands in two splits, and none is a template filled in.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;
use whatmatters::corpus::{Entry, Split, read_split};
use whatmatters::text::words;

const SPLITS: [Split; 3] = [Split::Train, Split::Development, Split::Test];

fn entries() -> Vec<(Split, Entry)> {
    let read = |split| read_split(Path::new("corpora"), split).unwrap_or_else(|error| panic!("{error}"));
    SPLITS.into_iter().flat_map(|split| read(split).into_iter().map(move |entry| (split, entry))).collect()
}

/// Runs of five words, as hashes.
fn five_grams(text: &str) -> HashSet<u64> {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let words: Vec<String> = words(text, 0).into_iter().map(|word| word.folded).collect();
    words
        .windows(5)
        .map(|run| {
            let mut hasher = DefaultHasher::new();
            run.hash(&mut hasher);
            hasher.finish()
        })
        .collect()
}

#[test]
fn identifiers_are_unique() {
    let mut seen = BTreeSet::new();
    for (_, entry) in entries() {
        assert!(seen.insert(entry.id.clone()), "{} stands twice", entry.id);
    }
}

/// No two recordings share half of their runs of five words, within a split or across.
#[test]
fn no_recording_is_nearly_another() {
    const MOST_SHARED: f64 = 0.5;
    let entries = entries();
    let grams: Vec<HashSet<u64>> = entries.iter().map(|(_, entry)| five_grams(&entry.text)).collect();
    let mut holders: HashMap<u64, Vec<usize>> = HashMap::new();
    for (number, grams) in grams.iter().enumerate() {
        grams.iter().for_each(|gram| holders.entry(*gram).or_default().push(number));
    }
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for numbers in holders.values() {
        for (at, &a) in numbers.iter().enumerate() {
            numbers[at + 1..].iter().for_each(|&b| *shared.entry((a, b)).or_default() += 1);
        }
    }
    for ((a, b), count) in shared {
        let all = grams[a].len() + grams[b].len() - count;
        let share = count as f64 / all as f64;
        assert!(share <= MOST_SHARED, "{} and {} share {share:.2}", entries[a].1.id, entries[b].1.id);
    }
}

/// Runs of five words that a recording shares with any other: high where text was expanded from a template.
#[test]
fn recordings_are_composed_and_not_expanded() {
    const MOST_SHARED: f64 = 0.05;
    let grams: Vec<HashSet<u64>> = entries().iter().map(|(_, entry)| five_grams(&entry.text)).collect();
    let mut counts: HashMap<u64, usize> = HashMap::new();
    grams.iter().flatten().for_each(|gram| *counts.entry(*gram).or_default() += 1);
    let total: usize = grams.iter().map(HashSet::len).sum();
    let repeated: usize = grams.iter().flatten().filter(|gram| counts[gram] > 1).count();
    let share = repeated as f64 / total as f64;
    println!("{repeated} of {total} runs of five words stand in more than one recording ({share:.4})");
    assert!(share <= MOST_SHARED, "{share:.3}");
}

/// No writer of a service stands on both sides of a split.
#[test]
fn splits_part_writers_and_services() {
    let mut home: HashMap<(String, String), Split> = HashMap::new();
    for (split, entry) in entries() {
        let first = *home.entry((entry.service.clone(), entry.writer.clone())).or_insert(split);
        assert!(first == split, "{}: {} in {} stands in two splits", entry.id, entry.writer, entry.service);
    }
}
