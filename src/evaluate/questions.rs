//! How many of the questions put to recordings are answered in them already, or make no sense there, as people judged who read them.

use crate::corpus::{Answer, Entry, JudgedQuestion};
use crate::recording::Draft;
use std::collections::{BTreeMap, HashMap};

/// The questions that are put for one reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    pub asked: usize,
    /// Those that somebody has judged, and of them:
    pub judged: usize,
    pub answered: usize,
    pub partly: usize,
    pub not_apt: usize,
}

/// By the reason that is given for asking.
pub fn questions(entries: &[Entry], drafts: &[Draft], judged: &[JudgedQuestion]) -> BTreeMap<String, Judged> {
    let known: HashMap<(&str, &str), &JudgedQuestion> =
        judged.iter().map(|one| ((one.id.as_str(), one.question.as_str()), one)).collect();
    let mut by_reason: BTreeMap<String, Judged> = BTreeMap::new();
    for (entry, draft) in entries.iter().zip(drafts) {
        for asked in &draft.questions {
            let counted = by_reason.entry(asked.because.clone()).or_default();
            counted.asked += 1;
            let Some(verdict) = known.get(&(entry.id.as_str(), asked.question.as_str())) else { continue };
            counted.judged += 1;
            counted.answered += usize::from(verdict.answer == Answer::Answered);
            counted.partly += usize::from(verdict.answer == Answer::Partly);
            counted.not_apt += usize::from(!verdict.apt);
        }
    }
    by_reason
}
