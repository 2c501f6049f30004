//! What a closer reading adds below the sections. What the readable formats share. Threads and how risks are told are not among it: they are not
//! yet read well enough to be put before anybody (evals/README.md).

use super::page::{shortened, words_of};
use crate::recording::Draft;

/// A heading with its entries.
pub struct Block {
    pub heading: &'static str,
    pub entries: Vec<String>,
}

/// Everything a closer reading gives, headings that hold nothing left out.
pub fn blocks(draft: &Draft) -> Vec<Block> {
    let all = [
        Block { heading: "If things go otherwise", entries: quotes(draft, &draft.contingencies) },
        Block { heading: "Scores", entries: scores(draft) },
    ];
    all.into_iter().filter(|block| !block.entries.is_empty()).collect()
}

fn quote(draft: &Draft, at: usize) -> String {
    format!("“{}”", shortened(&words_of(draft, &draft.segments[at])))
}

fn quotes(draft: &Draft, segments: &[usize]) -> Vec<String> {
    // What is to be done stands at the end of such a sentence, so it is given whole.
    segments.iter().map(|&at| format!("“{}”", words_of(draft, &draft.segments[at]).trim_end_matches('.'))).collect()
}

fn scores(draft: &Draft) -> Vec<String> {
    let told = draft.scores.iter().map(|(segment, score)| {
        let earlier = score.earlier.map_or(String::new(), |earlier| format!(", {earlier} before"));
        format!("{} out of {}{earlier}: {}", score.given, score.of, quote(draft, *segment))
    });
    told.collect()
}
