//! ## What it flags
//! The first time a recording uses an abbreviation that it explains nowhere.
//!
//! ## Why
//! The person the recording is about may read it, and would have to ask.
//!
//! ## Known misses
//! Abbreviations that are not in `packs/abbreviations.toml`: an unknown run of capitals is too often a shop, a name or a shout.

use super::super::lexicon::{Hit, Lexicon, Line};
use super::super::pack::{self, Rule, Wording};
use super::super::phrase::Phrase;
use super::super::{Category, Finding, Severity};
use serde::Deserialize;
use std::cell::OnceCell;
use std::collections::HashSet;

pub struct Abbreviations {
    entries: Vec<Abbreviation>,
    lexicon: Lexicon,
    /// Every abbreviation on the list, the everyday ones too, in lower case.
    known: HashSet<String>,
    /// Numbers of the entries that need no explanation here.
    unflagged: HashSet<usize>,
    rule: Rule,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    everyday: Vec<String>,
    abbreviation: Vec<Abbreviation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Abbreviation {
    /// As written; the first is the usual one.
    short: Vec<String>,
    long: String,
    /// True where another case is an ordinary word.
    #[serde(default)]
    exact: bool,
    /// It is used for this only where one of these words stands on its line, where there are any.
    #[serde(default)]
    beside: Vec<String>,
    /// It is not used for this where one of these does.
    #[serde(default)]
    not_beside: Vec<String>,
}

/// What a recording has met so far: each abbreviation is flagged once.
pub struct Met<'a> {
    text: &'a str,
    /// Of `text`; most recordings never ask for them.
    folded_text: OnceCell<String>,
    initials: OnceCell<HashSet<String>>,
    seen: HashSet<usize>,
}

impl<'a> Met<'a> {
    pub fn new(text: &'a str) -> Met<'a> {
        Met { text, folded_text: OnceCell::new(), initials: OnceCell::new(), seen: HashSet::new() }
    }

    fn folded_text(&self) -> &str {
        self.folded_text.get_or_init(|| self.text.to_lowercase())
    }

    /// True of the first letters of two words in a row with capitals: `DA` is no domestic abuse where `D. Achebe` signs, nor `RC to ring` a
    /// clinician where Reuben Castellano is named.
    fn are_initials(&self, written: &str) -> bool {
        let initials = self.initials.get_or_init(|| initials(self.text));
        written.split_whitespace().next().is_some_and(|first| initials.contains(first))
    }
}

fn initials(text: &str) -> HashSet<String> {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c == '.').filter(|word| !word.is_empty()).collect();
    let capital = |word: &str| word.chars().next().filter(|c| c.is_uppercase());
    let is_name = |word: &str| word.len() == 1 || word.contains(char::is_lowercase);
    let pairs = words.windows(2).filter(|pair| is_name(pair[0]) && is_name(pair[1]));
    pairs.filter_map(|pair| Some([capital(pair[0])?, capital(pair[1])?].iter().collect())).collect()
}

impl Abbreviations {
    pub fn built_in() -> Abbreviations {
        let file: File = toml::from_str(pack::ABBREVIATIONS).expect("the built-in list is read by a test");
        let everyday: HashSet<String> = file.everyday.iter().map(|word| word.to_lowercase()).collect();
        let entries: Vec<Abbreviation> = file
            .abbreviation
            .into_iter()
            .filter(|entry| !entry.short.iter().any(|s| everyday.contains(&s.to_lowercase())))
            .collect();
        let known = entries.iter().flat_map(|entry| &entry.short).map(|short| short.to_lowercase());
        let known = known.chain(everyday.iter().cloned()).collect();
        let mut lexicon = Lexicon::default();
        for (owner, entry) in entries.iter().enumerate() {
            for short in &entry.short {
                let plural = if short.ends_with(char::is_uppercase) { Some(format!("{short}s")) } else { None };
                for written in std::iter::once(short.clone()).chain(plural) {
                    lexicon.add(owner, Phrase::parse(&written).expect("the built-in list is read by a test"));
                }
            }
        }
        Abbreviations { entries, lexicon, known, unflagged: HashSet::new(), rule: rule() }
    }

    /// Takes `shorts` for words that need no explanation.
    pub fn take_as_known(&mut self, shorts: &[String]) {
        let shorts: HashSet<String> = shorts.iter().map(|short| short.to_lowercase()).collect();
        let known = |entry: &Abbreviation| entry.short.iter().any(|short| shorts.contains(&short.to_lowercase()));
        self.unflagged = (0..self.entries.len()).filter(|&owner| known(&self.entries[owner])).collect();
        self.known.extend(shorts);
    }

    pub fn rule(&self) -> &Rule {
        &self.rule
    }

    /// True where the list has had its say of these words: what is proposed beside it adds nothing.
    pub fn knows(&self, words: &str) -> bool {
        let folded = words.to_lowercase();
        self.known.contains(folded.strip_suffix('s').unwrap_or(&folded)) || self.known.contains(&folded)
    }

    pub fn findings(&self, line: &Line, met: &mut Met) -> Vec<Finding> {
        let mut found = Vec::new();
        for hit in self.lexicon.hits(line) {
            let entry = &self.entries[hit.owner];
            let span = line.span(hit);
            let written = span.of(line.text);
            if line.is_muted(hit)
                || self.unflagged.contains(&hit.owner)
                || !entry.is_written(written)
                || !entry.is_meant(line, hit)
                || met.are_initials(written)
                || !met.seen.insert(hit.owner)
            {
                continue;
            }
            let in_full = entry.meanings().any(|long| met.folded_text().contains(&long));
            if !in_full && !is_explained_after(&line.text[span.end()..], written) {
                found.push(Finding {
                    suggestions: vec![format!("write it in full the first time: {}", entry.long)],
                    ..self.rule.finding(line.text, span)
                });
            }
        }
        found
    }
}

impl Abbreviation {
    /// `a, or b` lists what it is used for.
    fn meanings(&self) -> impl Iterator<Item = String> + '_ {
        self.long.split(", or ").map(str::to_lowercase)
    }

    /// True where the words around it leave this meaning open.
    fn is_meant(&self, line: &Line, hit: Hit) -> bool {
        let stands = |words: &[String]| {
            let around = (0..line.words.len()).filter(|at| !(hit.first..hit.end).contains(at));
            around.into_iter().any(|at| words.contains(&line.words[at].folded))
        };
        (self.beside.is_empty() || stands(&self.beside)) && !stands(&self.not_beside)
    }

    fn is_written(&self, found: &str) -> bool {
        !self.exact || self.short.iter().any(|short| found == short || found.strip_suffix('s') == Some(short))
    }
}

/// `POC (package of care)`: what stands in brackets begins with the same letters.
pub fn is_explained_after(rest: &str, written: &str) -> bool {
    let Some((inside, _)) = rest.trim_start().strip_prefix('(').and_then(|rest| rest.split_once(')')) else {
        return false;
    };
    let initials: String = inside.split_whitespace().filter_map(|word| word.chars().next()).collect();
    let letters: String = written.chars().filter(|c| c.is_alphabetic()).collect();
    initials.chars().count() > 1 && initials.to_lowercase().contains(&letters.to_lowercase())
}

fn rule() -> Rule {
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    Rule {
        id: "jargon/unexplained-abbreviation".into(),
        category: Category::Jargon,
        severity: Severity::Unclear,
        message: "is not explained in this recording".into(),
        why: "The person may read this and would have to ask what it stands for; so may the next worker.".into(),
        source: "Leeds, hints and tips for SMART plans; Bromley direct work toolkit".into(),
        suggestions: owned(&["write it in full the first time"]),
        examples: owned(&[
            "Rang the [[CPN]] at ten.",
            "Referred to [[MASH]] today.",
            "Rang the community psychiatric nurse (CPN) at ten; CPN out.",
            "POC (package of care) starts Monday.",
            "Rang the GP about A&E.",
        ]),
        wording: Wording::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Rules;
    use crate::segment::segment;

    fn flagged(text: &str) -> Vec<String> {
        let found = Rules::built_in().findings(text, &segment(text), &[]);
        found
            .into_iter()
            .filter(|f| f.rule == "jargon/unexplained-abbreviation")
            .map(|f| f.span.of(text).to_owned())
            .collect()
    }

    #[test]
    fn only_the_first_and_only_where_unexplained() {
        assert_eq!(flagged("Rang the CPN at ten. CPN will visit."), ["CPN"]);
        assert!(flagged("Rang the community psychiatric nurse (CPN). CPN out.").is_empty());
        assert!(flagged("LAC (looked after child) review booked.").is_empty());
        assert!(flagged("She said \"my CPN is useless\".").is_empty());
        assert!(flagged("Worker: D. Achebe. DA to ring on Friday.").is_empty());
        assert!(flagged("The GP sent her to A&E at 10 pm.").is_empty());
        assert!(flagged("Reuben Castellano, 15. RC to ring school on Friday.").is_empty());
    }

    #[test]
    fn a_meaning_that_the_words_around_rule_out_is_not_given() {
        let long = |text: &str| -> Vec<String> {
            let found = Rules::built_in().findings(text, &segment(text), &[]).into_iter();
            found.filter(|f| f.rule == "jargon/unexplained-abbreviation").map(|f| f.suggestions[0].clone()).collect()
        };
        let is_told = |text: &str, wanted: &str| long(text).iter().any(|long| long.contains(wanted));
        assert!(is_told("#NOF, DHS 3/5.", "dynamic hip screw"));
        assert!(!is_told("#NOF, DHS 3/5.", "department"));
        assert!(is_told("The DHS worker came.", "department"));
        assert!(is_told("Chase the form COP tmrw.", "close of play"));
        assert!(is_told("I will ring by COP.", "close of play"));
        assert!(is_told("The COP application was made.", "Court of Protection"));
        assert!(long("He has his CSCS card for the site.").is_empty());
        assert!(is_told("Referred to CSC for an assessment.", "children's social care"));
    }
}
