//! Packs of phrase rules, as `packs/*.toml` writes them.

use super::phrase::Phrase;
use super::{Category, Finding, HOUSE_FILE, Severity};
use crate::text::{Span, on_one_line};
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// Every pack in this program, by file name.
pub(super) const BUILT_IN: [(&str, &str); 4] = [
    ("deficit.toml", include_str!("packs/deficit.toml")),
    ("defensive.toml", include_str!("packs/defensive.toml")),
    ("jargon.toml", include_str!("packs/jargon.toml")),
    ("vague.toml", include_str!("packs/vague.toml")),
];
pub(super) const ABBREVIATIONS: &str = include_str!("packs/abbreviations.toml");
pub(super) const UNLISTED: &str = include_str!("packs/unlisted.toml");
pub(super) const ANSWERS: &str = include_str!("packs/answers.toml");
pub(super) const ACTIONS: &str = include_str!("packs/actions.toml");
pub(super) const PARTIES: &str = include_str!("packs/parties.toml");
pub(super) const PLANS: &str = include_str!("packs/plans.toml");
pub(super) const TIMES: &str = include_str!("packs/times.toml");
pub(super) const CUES: &str = include_str!("packs/cues.toml");
pub(super) const QUESTIONS: &str = include_str!("packs/questions.toml");

pub struct Pack {
    pub rules: Vec<Rule>,
}

/// One phrase rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// `category/name`
    pub id: String,
    pub category: Category,
    pub severity: Severity,
    /// What the phrase does; it reads on from the phrase itself.
    pub message: String,
    pub why: String,
    pub source: String,
    pub suggestions: Vec<String>,
    /// Marked `[[so]]` where the rule speaks; without a mark it is silent.
    pub examples: Vec<String>,
    pub(super) wording: Wording,
}

/// The words that a rule listens for; none where something else than a list tells it.
#[derive(Clone, Debug, Default)]
pub(super) struct Wording {
    pub phrases: Vec<Written>,
    pub unless_before: Vec<Written>,
    pub unless_after: Vec<Written>,
    pub only_in_plans: bool,
    pub silent_when_negated: bool,
    pub exact_case: bool,
    pub in_earlier_mail: bool,
}

/// A phrase, as written and as read.
#[derive(Clone, Debug)]
pub(super) struct Written {
    pub words: String,
    pub pattern: Phrase,
}

#[derive(Debug, thiserror::Error)]
#[error("{pack}: {wrong}")]
pub struct PackError {
    pub pack: String,
    pub wrong: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PackFile {
    category: Category,
    rule: Vec<RuleEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleEntry {
    id: String,
    severity: Severity,
    message: String,
    why: String,
    source: String,
    suggestions: Vec<String>,
    #[serde(default)]
    phrases: Vec<String>,
    #[serde(default)]
    unless_before: Vec<String>,
    #[serde(default)]
    unless_after: Vec<String>,
    #[serde(default)]
    r#where: Where,
    #[serde(default)]
    negated: Negated,
    #[serde(default)]
    case: Case,
    #[serde(default)]
    earlier_mail: EarlierMail,
    #[serde(default)]
    examples: Vec<String>,
}

#[derive(Default, Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Where {
    #[default]
    Anywhere,
    Plan,
}

#[derive(Clone, Copy, Default, Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
pub(super) enum Negated {
    #[default]
    Silent,
    Flag,
}

#[derive(Default, Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Case {
    #[default]
    Any,
    Exact,
}

#[derive(Default, Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
enum EarlierMail {
    #[default]
    Silent,
    Flag,
}

impl Pack {
    /// Reads a pack; an error names the rule.
    pub fn parse(name: &str, text: &str) -> Result<Pack, PackError> {
        let failed = |wrong: String| PackError { pack: name.to_owned(), wrong };
        let file: PackFile = toml::from_str(text).map_err(|error| failed(error.to_string()))?;
        let rules = file
            .rule
            .into_iter()
            .map(|entry| {
                let id = entry.id.clone();
                entry.into_rule(file.category).map_err(|wrong| failed(format!("rule `{id}`: {wrong}")))
            })
            .collect::<Result<Vec<Rule>, PackError>>()?;
        Ok(Pack { rules })
    }
}

impl RuleEntry {
    /// A rule that asks for `say` in place of other words.
    pub(super) fn of_term(say: &str, instead_of: &[String], because: &str) -> RuleEntry {
        let slug: String =
            say.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
        RuleEntry {
            id: format!("say-{slug}"),
            severity: Severity::Style,
            message: format!("is not the word chosen here: {because}"),
            why: because.to_owned(),
            source: HOUSE_FILE.to_owned(),
            suggestions: vec![say.to_owned()],
            phrases: instead_of.to_vec(),
            unless_before: Vec::new(),
            unless_after: Vec::new(),
            r#where: Where::Anywhere,
            negated: Negated::Flag,
            case: Case::Any,
            earlier_mail: EarlierMail::Silent,
            examples: Vec::new(),
        }
    }

    pub(super) fn into_rule(self, category: Category) -> Result<Rule, String> {
        if self.phrases.is_empty() || self.suggestions.is_empty() {
            return Err("it needs a phrase and a suggestion".into());
        }
        self.into_any_rule(category)
    }

    /// The same for a rule that something else than a list of phrases may tell.
    pub(super) fn into_any_rule(self, category: Category) -> Result<Rule, String> {
        Ok(Rule {
            id: format!("{}/{}", category.name(), self.id),
            category,
            severity: self.severity,
            message: self.message,
            why: self.why,
            source: self.source,
            suggestions: self.suggestions,
            examples: self.examples,
            wording: Wording {
                phrases: read_phrases(self.phrases)?,
                unless_before: read_phrases(self.unless_before)?,
                unless_after: read_phrases(self.unless_after)?,
                only_in_plans: self.r#where == Where::Plan,
                silent_when_negated: self.negated == Negated::Silent,
                exact_case: self.case == Case::Exact,
                in_earlier_mail: self.earlier_mail == EarlierMail::Flag,
            },
        })
    }
}

fn read_phrases(written: Vec<String>) -> Result<Vec<Written>, String> {
    written.into_iter().map(|words| Ok(Written { pattern: Phrase::parse(&words)?, words })).collect()
}

impl Wording {
    /// True unless the rule asks for its own capitals and the text has others.
    pub(super) fn matches_case(&self, found: &str) -> bool {
        let listed = |word: &str| {
            let mut words = self.phrases.iter().flat_map(|phrase| phrase.words.split([' ', '(', ')', '|']));
            words.any(|written| written.trim_end_matches(['~', '+']) == word)
        };
        !self.exact_case || found.split_whitespace().all(listed)
    }
}

impl Rule {
    pub(super) fn finding(&self, text: &str, span: Span) -> Finding {
        Finding {
            rule: self.id.clone(),
            category: self.category,
            severity: self.severity,
            span,
            message: format!("“{}” {}", on_one_line(span.of(text)), self.message),
            suggestions: self.suggestions.clone(),
        }
    }
}

impl Category {
    pub const ALL: [Category; 4] = [Category::Deficit, Category::Defensive, Category::Jargon, Category::Vague];

    pub fn name(self) -> &'static str {
        match self {
            Category::Deficit => "deficit",
            Category::Defensive => "defensive",
            Category::Jargon => "jargon",
            Category::Vague => "vague",
        }
    }
}

/// The rules of every built-in pack.
pub(super) fn built_in() -> Result<Vec<Rule>, PackError> {
    let packs = BUILT_IN.iter().map(|(name, text)| Pack::parse(name, text)).collect::<Result<Vec<_>, _>>()?;
    Ok(packs.into_iter().flat_map(|pack| pack.rules).collect())
}

/// SHA-256 of all built-in packs and of `others`, in hexadecimal: findings are comparable between two engines that share it.
pub(super) fn hash(others: &[&str]) -> String {
    let mut hasher = Sha256::new();
    others.iter().for_each(|text| hasher.update(text));
    for text in BUILT_IN.iter().map(|(_, text)| *text).chain([
        ABBREVIATIONS,
        ANSWERS,
        UNLISTED,
        CUES,
        ACTIONS,
        PARTIES,
        PLANS,
        TIMES,
        QUESTIONS,
    ]) {
        hasher.update(text);
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Rules;
    use super::*;
    use crate::segment::segment;
    use std::collections::BTreeSet;

    /// The plain text of an example, and the spans it marks.
    fn unmarked(example: &str) -> (String, Vec<Span>) {
        let mut text = String::new();
        let mut spans = Vec::new();
        let mut rest = example;
        while let Some((before, after)) = rest.split_once("[[") {
            let (marked, after) = after.split_once("]]").expect("a mark is closed");
            text.push_str(before);
            spans.push(Span::new(text.len(), text.len() + marked.len()));
            text.push_str(marked);
            rest = after;
        }
        text.push_str(rest);
        (text, spans)
    }

    #[test]
    fn examples_in_packs_hold() {
        let rules = Rules::built_in();
        let mut wrong = Vec::new();
        for rule in &rules.rules {
            for example in &rule.examples {
                let (text, expected) = unmarked(example);
                let found: Vec<Span> = rules
                    .findings(&text, &segment(&text), &[])
                    .into_iter()
                    .filter(|f| f.rule == rule.id)
                    .map(|f| f.span)
                    .collect();
                if found != expected {
                    let found: Vec<&str> = found.iter().map(|span| span.of(&text)).collect();
                    wrong.push(format!("{}: {example}\n    found {found:?}", rule.id));
                }
            }
        }
        assert!(wrong.is_empty(), "{} examples do not hold:\n{}", wrong.len(), wrong.join("\n"));
    }

    #[test]
    fn every_rule_is_whole() {
        let rules = Rules::built_in();
        let mut ids = BTreeSet::new();
        for rule in &rules.rules {
            assert!(ids.insert(&rule.id), "duplicate id {}", rule.id);
            let marked = rule.examples.iter().filter(|example| example.contains("[[")).count();
            assert!(marked >= 2, "{}: fewer than two examples that fire", rule.id);
            assert!(rule.examples.len() - marked >= 2, "{}: fewer than two examples that stay silent", rule.id);
            assert!(!rule.why.is_empty() && !rule.source.is_empty(), "{}: no reason or source", rule.id);
        }
        for (category, least) in
            [(Category::Deficit, 25), (Category::Defensive, 25), (Category::Jargon, 25), (Category::Vague, 10)]
        {
            assert!(rules.rules.iter().filter(|rule| rule.category == category).count() >= least, "{category:?}");
        }
    }

    #[test]
    fn a_pack_with_a_mistake_names_the_rule() {
        let pack = |phrase: &str| {
            format!(
                "category = \"vague\"\n[[rule]]\nid = \"x\"\nseverity = \"style\"\nmessage = \"m\"\nwhy = \"w\"\nsource = \"s\"\n\
                 suggestions = [\"y\"]\nphrases = [\"{phrase}\"]\nexamples = []\n"
            )
        };
        assert!(Pack::parse("a.toml", &pack("asap")).is_ok());
        let error = Pack::parse("a.toml", &pack("(asap")).err().unwrap().to_string();
        assert!(error.contains("a.toml") && error.contains("rule `x`"), "{error}");
        assert!(Pack::parse("a.toml", "category = \"sneer\"").is_err());
    }
}
