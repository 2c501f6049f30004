//! Phrases that no list holds. Something else proposes them; the context disposes, as it does of those on the lists.

use super::coded::{Abbreviations, is_explained_after};
use super::lexicon::{Hit, Lexicon, Line};
use super::pack::{self, Rule, RuleEntry};
use super::phrase::Phrase;
use super::{Category, Finding};
use crate::text::Span;
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};

/// A stretch of text that may be a phrase of a category. Its ends need not be those of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub span: Span,
    pub category: Category,
}

pub struct Unlisted {
    /// In the order of the categories.
    rules: Vec<Rule>,
    /// Names of offences, of harm and of things, in which a word that judges elsewhere judges nobody.
    terms_of_art: Lexicon,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    terms_of_art: Vec<String>,
    rule: BTreeMap<Category, RuleEntry>,
}

impl Unlisted {
    pub fn built_in() -> Unlisted {
        let file: File = toml::from_str(pack::UNLISTED).expect("the built-in list is read by a test");
        let rules = file.rule.into_iter().map(|(category, entry)| entry.into_any_rule(category));
        let rules = rules.collect::<Result<_, _>>().expect("the built-in list is read by a test");
        let mut terms_of_art = Lexicon::default();
        for term in &file.terms_of_art {
            terms_of_art.add(0, Phrase::parse(term).expect("the built-in list is read by a test"));
        }
        Unlisted { rules, terms_of_art }
    }

    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// What is left of `proposals` in one sentence. Of jargon `met` holds what the recording has used before: it is pointed out once.
    pub fn findings(
        &self,
        line: &Line,
        proposals: &[Proposal],
        abbreviations: &Abbreviations,
        met: &mut HashSet<String>,
    ) -> Vec<Finding> {
        let mut near = near(line, proposals).peekable();
        if near.peek().is_none() {
            return Vec::new();
        }
        let terms: Vec<Span> = self.terms_of_art.hits(line).into_iter().map(|hit| line.span(hit)).collect();
        let mut found = Vec::new();
        for proposal in near {
            let Some(hit) = whole_words(line, proposal.span) else { continue };
            let denied = proposal.category == Category::Deficit && line.is_negated(hit);
            if denied || line.is_muted(hit) || line.names_a_service(hit) {
                continue;
            }
            let span = line.span(hit);
            if terms.iter().any(|term| term.overlaps(span)) {
                continue;
            }
            let words = span.of(line.text);
            // A letter by itself is a slip, or a list's.
            if words.chars().count() == 1 {
                continue;
            }
            let is_jargon = proposal.category == Category::Jargon;
            let is_explained = || abbreviations.knows(words) || is_explained_after(&line.text[span.end()..], words);
            if is_jargon && (names_somebody(line, hit) || !met.insert(words.to_lowercase()) || is_explained()) {
                continue;
            }
            found.push(self.rules[proposal.category as usize].finding(line.text, span));
        }
        found
    }
}

/// True of a word with a capital after what says whose name follows: *Y/P TYRESE*, *child Xiuying*.
fn names_somebody(line: &Line, hit: Hit) -> bool {
    const SAYS_WHO: [&str; 27] = [
        "adult", "baby", "brother", "child", "client", "cyp", "dad", "dr", "father", "miss", "mother", "mr", "mrs",
        "ms", "mum", "patient", "person", "pt", "pupil", "resident", "s/u", "sister", "su", "user", "y/p", "yp",
        "worker",
    ];
    let before = hit.first.checked_sub(1).map(|at| line.words[at].folded.as_str());
    before.is_some_and(|word| SAYS_WHO.contains(&word)) && line.span(hit).of(line.text).starts_with(char::is_uppercase)
}

/// The proposals that touch the sentence; `proposals` are in order, and those of one category do not overlap.
fn near<'a>(line: &Line, proposals: &'a [Proposal]) -> impl Iterator<Item = &'a Proposal> {
    let sentence = line.segment.span;
    // One of each category may have begun before the sentence and run on into it.
    let from = proposals.partition_point(|proposal| proposal.span.start() < sentence.start());
    let from = from.saturating_sub(Category::ALL.len());
    let until = move |proposal: &&Proposal| proposal.span.start() < sentence.end();
    proposals[from..].iter().take_while(until).filter(move |proposal| proposal.span.overlaps(sentence))
}

/// The words of the sentence that `span` touches, without those at its ends that say nothing.
fn whole_words(line: &Line, span: Span) -> Option<Hit> {
    let first = line.words.partition_point(|word| word.span.end() <= span.start());
    let end = line.words.partition_point(|word| word.span.start() < span.end());
    let hollow = |at: &usize| HOLLOW.contains(&line.words[*at].folded.as_str());
    let first = (first..end).find(|at| !hollow(at))?;
    let end = (first..end).rfind(|at| !hollow(at))? + 1;
    Some(Hit { owner: 0, first, end })
}

/// Words that no phrase begins or ends with.
const HOLLOW: [&str; 14] =
    ["a", "an", "and", "as", "at", "by", "for", "his", "her", "of", "or", "that", "the", "their"];
