//! An organisation's own ways: `whatmatters.toml`, over the rules that are built in.

use super::pack::{self, Pack, Rule, RuleEntry};
use super::{Category, Rules, Severity};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The name of the file.
pub const HOUSE_FILE: &str = "whatmatters.toml";

/// What the file says.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct House {
    /// Further packs, as paths from the folder of the file.
    #[serde(default)]
    pub packs: Vec<String>,
    /// Rules that stay silent.
    #[serde(default)]
    off: Vec<String>,
    /// Abbreviations that everybody here knows.
    #[serde(default)]
    known: Vec<String>,
    /// Rules of another severity than their own.
    #[serde(default)]
    severity: BTreeMap<String, Severity>,
    #[serde(default, rename = "term")]
    terms: Vec<Term>,
    /// What audits look for here, which is read by those that look.
    #[serde(default)]
    pub audit: toml::Table,
}

/// A word that is preferred here, or by the person.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Term {
    say: String,
    instead_of: Vec<String>,
    /// Whose wish it is: *he says: autistic*.
    because: String,
    #[serde(default = "jargon")]
    category: Category,
}

fn jargon() -> Category {
    Category::Jargon
}

/// What is wrong in the file, or in a pack that it names, and in which line.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{wrong}", line.map_or(String::new(), |line| format!("line {line}: ")))]
pub struct HouseError {
    pub line: Option<usize>,
    pub wrong: String,
}

impl House {
    pub fn parse(text: &str) -> Result<House, HouseError> {
        toml::from_str(text).map_err(|error: toml::de::Error| HouseError {
            line: error.span().map(|span| text[..span.start].matches('\n').count() + 1),
            wrong: error.message().to_owned(),
        })
    }
}

impl Rules {
    /// The built-in rules under `house`, whose file holds `text`; `packs` are the names and texts of the packs that it names.
    pub fn of_house(house: &House, text: &str, packs: &[(String, String)]) -> Result<Rules, HouseError> {
        let wrong = |key: &str, wrong: String| HouseError { line: line_of(text, key), wrong };
        let mut listed = pack::built_in().expect("the built-in packs are read by a test");
        let built_in = listed.len();
        for (name, pack) in packs {
            listed.extend(Pack::parse(name, pack).map_err(|error| wrong(name, error.to_string()))?.rules);
        }
        for term in &house.terms {
            listed.push(term.rule().map_err(|error| wrong(&term.say, format!("term `{}`: {error}", term.say)))?);
        }
        for (at, rule) in listed.iter().enumerate().skip(built_in) {
            if listed[..at].iter().any(|other| other.id == rule.id) {
                let why = format!("there is a rule `{}` already; give this one another name", rule.id);
                return Err(wrong(rule.id.rsplit('/').next().unwrap_or_default(), why));
            }
        }
        let texts: Vec<&str> = std::iter::once(text).chain(packs.iter().map(|(_, pack)| pack.as_str())).collect();
        let mut rules = Rules::of(listed, pack::hash(&texts));
        for id in house.off.iter().chain(house.severity.keys()) {
            if !rules.all().any(|rule| rule.id == *id) {
                return Err(wrong(id, format!("there is no rule `{id}`; `whatmatters rules` lists them")));
            }
        }
        rules.abbreviations.take_as_known(&house.known);
        rules.off = house.off.iter().cloned().collect();
        rules.severity = house.severity.clone();
        Ok(rules)
    }
}

impl Term {
    fn rule(&self) -> Result<Rule, String> {
        RuleEntry::of_term(&self.say, &self.instead_of, &self.because).into_rule(self.category)
    }
}

/// The line that first holds `key`.
fn line_of(text: &str, key: &str) -> Option<usize> {
    text.lines().position(|line| line.contains(key)).map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;

    fn rules(text: &str) -> Result<Rules, HouseError> {
        Rules::of_house(&House::parse(text)?, text, &[])
    }

    fn found(text: &str, recording: &str) -> Vec<(String, Severity)> {
        let findings = rules(text).unwrap().findings(recording, &segment(recording), &[]);
        findings.into_iter().map(|finding| (finding.rule, finding.severity)).collect()
    }

    #[test]
    fn rules_are_silent_or_lighter_and_abbreviations_known_where_the_house_says_so() {
        let recording = "Mum failed to attend. Rang the CPN.";
        let all = found("", recording);
        assert_eq!(all.len(), 2);
        assert_eq!(found("off = [\"deficit/failed-to-attend\"]\nknown = [\"cpn\"]\n", recording), []);
        let lighter = found("[severity]\n\"deficit/failed-to-attend\" = \"style\"\n", recording);
        assert_eq!(lighter[0], ("deficit/failed-to-attend".to_owned(), Severity::Style));
    }

    #[test]
    fn a_preferred_term_is_suggested() {
        let house = "[[term]]\nsay = \"autistic\"\ninstead_of = [\"with autism\"]\nbecause = \"he says: autistic\"\n";
        assert_eq!(found(house, "A young man with autism."), [("jargon/say-autistic".to_owned(), Severity::Style)]);
    }

    #[test]
    fn what_is_wrong_is_named_by_line() {
        let error = |text: &str| rules(text).err().unwrap().to_string();
        assert!(error("known = []\nofff = []\n").starts_with("line 2: unknown field `offf`"));
        assert!(error("\n\noff = [\"deficit/nothing\"]\n").starts_with("line 3: there is no rule `deficit/nothing`"));
        assert!(error("known = [\n\"CPN\n]").starts_with("line 2: "));
        assert!(error("[[term]]\nsay = \"x\"\ninstead_of = []\nbecause = \"y\"\n").starts_with("line 2: term `x`"));
    }

    #[test]
    fn a_pack_of_the_house_is_heard() {
        let pack = "category = \"vague\"\n[[rule]]\nid = \"in-the-usual-way\"\nseverity = \"unclear\"\nmessage = \"says nothing\"\n\
            why = \"w\"\nsource = \"s\"\nsuggestions = [\"say how\"]\nphrases = [\"in the usual way\"]\n";
        let text = "packs = [\"ours.toml\"]\n";
        let rules = Rules::of_house(&House::parse(text).unwrap(), text, &[("ours.toml".into(), pack.into())]).unwrap();
        let recording = "Closed in the usual way.";
        assert_eq!(rules.findings(recording, &segment(recording), &[]).len(), 1);
        assert_ne!(rules.hash(), Rules::built_in().hash());
        let broken = Rules::of_house(&House::parse(text).unwrap(), text, &[("ours.toml".into(), "x".into())]);
        assert!(broken.err().unwrap().to_string().starts_with("line 1: ours.toml: "));
    }
}
