//! Fits what the clues to a name weigh to the labelled recordings of the development half, by logistic regression, and prints them as
//! `src/pseudonyms/names/likely.toml` holds them.

use std::collections::BTreeMap;
use std::path::Path;
use whatmatters::corpus::{Identified, Split, read_identified};
use whatmatters::pseudonyms::{Kind, Weighed, Writing, weigh};

/// From what sum on a word is taken, by writing: chosen on writers left out of the fit.
const ENOUGH: [(Writing, f64); 5] = [
    (Writing::Capital, -1.4),
    (Writing::Shouted, -1.0),
    (Writing::Letters, 0.5),
    (Writing::Small, -1.1),
    (Writing::SmallLetters, -0.5),
];
/// How strongly weights are held to nought.
const RESTRAINT: f64 = 3.0;

/// The clues of words and whether each is a name's.
type Rows = Vec<(Vec<&'static str>, bool)>;

fn main() {
    let recordings = match read_identified(Path::new("corpora"), Split::Development) {
        Ok(recordings) => recordings,
        Err(error) => {
            eprintln!("{error}");
            std::process::exit(2);
        }
    };
    let mut by_writing: BTreeMap<Writing, Rows> = BTreeMap::new();
    for one in &recordings {
        for word in weigh(&one.text) {
            let named = is_name(one, &word);
            by_writing.entry(word.writing).or_default().push((word.clues, named));
        }
    }
    println!(
        "# What the clues to a name weigh, by how a word is written: fitted by `cargo run --release --example fit-names`."
    );
    for (writing, enough) in ENOUGH {
        print(writing, enough, by_writing.get(&writing).map_or(&[], Vec::as_slice));
    }
}

fn is_name(one: &Identified, word: &Weighed) -> bool {
    let names = one.found.iter().filter(|label| label.kind == Kind::Name);
    names.into_iter().any(|label| label.start < word.span.end() && word.span.start() < label.end)
}

fn print(writing: Writing, enough: f64, rows: &[(Vec<&'static str>, bool)]) {
    const LEAST: f64 = 0.05;
    let names: Vec<&str> = {
        let mut names: Vec<&str> = rows.iter().flat_map(|(clues, _)| clues.iter().copied()).collect();
        names.sort_unstable();
        names.dedup();
        names
    };
    let weights = fit(rows, &names);
    println!(
        "\n[{}]\nstart = {:.2}\nenough = {enough:.2}\n\n[{}.clues]",
        writing.name(),
        weights[names.len()],
        writing.name()
    );
    for (name, weight) in names.iter().zip(&weights).filter(|(_, weight)| weight.abs() >= LEAST) {
        println!("\"{name}\" = {weight:.2}");
    }
}

/// A weight for each clue, and last the start, by Newton's steps.
fn fit(rows: &[(Vec<&'static str>, bool)], names: &[&str]) -> Vec<f64> {
    const STEPS: usize = 12;
    let size = names.len() + 1;
    let index: Vec<Vec<usize>> = rows
        .iter()
        .map(|(clues, _)| {
            let of_clue = |clue: &&str| names.binary_search(clue).ok();
            clues.iter().filter_map(of_clue).chain([names.len()]).collect()
        })
        .collect();
    let mut weights = vec![0.0; size];
    for _ in 0..STEPS {
        let mut slope: Vec<f64> = weights.iter().map(|weight| -RESTRAINT * weight).collect();
        let mut bend = vec![vec![0.0; size]; size];
        (0..size).for_each(|at| bend[at][at] = RESTRAINT);
        for ((_, named), clues) in rows.iter().zip(&index) {
            let sum: f64 = clues.iter().map(|&clue| weights[clue]).sum();
            let chance = 1.0 / (1.0 + (-sum).exp());
            for &one in clues {
                slope[one] += f64::from(*named) - chance;
                for &other in clues {
                    bend[one][other] += chance * (1.0 - chance);
                }
            }
        }
        let step = solve(bend, slope);
        weights.iter_mut().zip(step).for_each(|(weight, step)| *weight += step);
    }
    weights
}

/// What `matrix` takes to `right`, by elimination; the matrix is positive.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let size = right.len();
    for pivot in 0..size {
        let row = matrix[pivot].clone();
        for below in pivot + 1..size {
            let share = matrix[below][pivot] / row[pivot];
            matrix[below].iter_mut().zip(&row).for_each(|(one, other)| *one -= share * other);
            right[below] -= share * right[pivot];
        }
    }
    for at in (0..size).rev() {
        let known: f64 = (at + 1..size).map(|next| matrix[at][next] * right[next]).sum();
        right[at] = (right[at] - known) / matrix[at][at];
    }
    right
}
