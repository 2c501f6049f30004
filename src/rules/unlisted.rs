//! Phrases that no list holds. Something else proposes them; the context disposes, as it does of those on the lists.

use super::accounts::tells_of_self;
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
        let near = joined(line, near(line, proposals));
        if near.is_empty() {
            return Vec::new();
        }
        let terms: Vec<Span> = self.terms_of_art.hits(line).into_iter().map(|hit| line.span(hit)).collect();
        let mut found = Vec::new();
        for proposal in near {
            let Some(hit) = whole_words(line, proposal.span) else { continue };
            let denied = proposal.category == Category::Deficit && (line.is_negated(hit) || tells_of_self(line, hit));
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

/// True of a word with a capital after what says whose name follows, *Y/P TYRESE*, *child Xiuying*, and of a rank before one, *DS Nand*.
fn names_somebody(line: &Line, hit: Hit) -> bool {
    const RANKS: [&str; 12] = ["ds", "di", "dci", "dc", "pc", "ps", "sgt", "insp", "supt", "cllr", "rev", "prof"];
    const SAYS_WHO: [&str; 27] = [
        "adult", "baby", "brother", "child", "client", "cyp", "dad", "dr", "father", "miss", "mother", "mr", "mrs",
        "ms", "mum", "patient", "person", "pt", "pupil", "resident", "s/u", "sister", "su", "user", "y/p", "yp",
        "worker",
    ];
    let before = hit.first.checked_sub(1).map(|at| line.words[at].folded.as_str());
    let is_capital = |at: usize| line.words[at].span.of(line.text).starts_with(char::is_uppercase);
    let is_rank = hit.end == hit.first + 1 && RANKS.contains(&line.words[hit.first].folded.as_str());
    (before.is_some_and(|word| SAYS_WHO.contains(&word)) && is_capital(hit.first))
        || (is_rank && hit.end < line.words.len() && is_capital(hit.end))
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

/// Proposals of one category that nothing stands between are one: an apostrophe cut it.
fn joined<'a>(line: &Line, near: impl Iterator<Item = &'a Proposal>) -> Vec<Proposal> {
    let mut found: Vec<Proposal> = Vec::new();
    for proposal in near {
        let adjoins = |last: &&mut Proposal| {
            let between = line.text.get(last.span.end()..proposal.span.start());
            last.category == proposal.category
                && between.is_some_and(|between| between.trim_matches(['\'', '’']).is_empty())
        };
        match found.last_mut().filter(adjoins) {
            Some(last) => last.span = Span::new(last.span.start(), proposal.span.end()),
            None => found.push(*proposal),
        }
    }
    found
}

/// The words of the sentence that `span` touches, without those at its ends that say nothing.
fn whole_words(line: &Line, span: Span) -> Option<Hit> {
    let first = line.words.partition_point(|word| word.span.end() <= span.start());
    let end = line.words.partition_point(|word| word.span.start() < span.end());
    let hollow = |at: &usize| HOLLOW.contains(&line.words[*at].folded.as_str());
    let first = (first..end).find(|at| !hollow(at))?;
    let end = (first..end).rfind(|at| !hollow(at))? + 1;
    // The end of `req'd` is no word by itself, nor is `'s` the beginning of a phrase.
    let is_end = |at: usize| line.words.get(at).is_some_and(|word| word.folded.starts_with('\''));
    let first = if is_end(first) && first > 0 { first - 1 } else { first };
    let end = end + usize::from(is_end(end) && line.words[end].folded == "'d");
    Some(Hit { owner: 0, first, end })
}

/// Words that no phrase begins or ends with.
const HOLLOW: [&str; 14] =
    ["a", "an", "and", "as", "at", "by", "for", "his", "her", "of", "or", "that", "the", "their"];
