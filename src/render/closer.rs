//! What a closer reading adds below the sections. What the readable formats share. Threads and how risks are told are not among it: they are not
//! yet read well enough to be put before anybody (evals/README.md).

use super::page::{Body, Item, Part, on_one_line, shortened};
use crate::recording::Draft;

/// Everything a closer reading gives.
pub fn parts(draft: &Draft) -> [Part<'static>; 2] {
    let part = |heading: &'static str, entries: Vec<String>| {
        Part::of(heading, Body::Items(entries.into_iter().map(Item::of).collect()))
    };
    [part("If things go otherwise", quotes(draft, &draft.contingencies)), part("Scores", scores(draft))]
}

fn quote(draft: &Draft, at: usize) -> String {
    format!("“{}”", shortened(&on_one_line(draft, draft.segments[at].span)))
}

fn quotes(draft: &Draft, segments: &[usize]) -> Vec<String> {
    // What is to be done stands at the end of such a sentence, so it is given whole.
    segments
        .iter()
        .map(|&at| format!("“{}”", on_one_line(draft, draft.segments[at].span).trim_end_matches('.')))
        .collect()
}

fn scores(draft: &Draft) -> Vec<String> {
    let told = draft.scores.iter().map(|(segment, score)| {
        let earlier = score.earlier.map_or(String::new(), |earlier| format!(", {earlier} before"));
        format!("{} out of {}{earlier}: {}", score.given, score.of, quote(draft, *segment))
    });
    told.collect()
}
