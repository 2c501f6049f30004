//! ## What it flags
//! A one-word answer to a form's label that judges the person or covers the writer: *Engagement: poor*, *Voice of the child: obtained*.
//!
//! ## Why
//! The word is harmless elsewhere; after that label it stands in place of everything the box was for.
//!
//! ## Known misses
//! Labels and answers that are not in `packs/answers.toml`, and answers of a sentence or more, which the lists read.

use super::super::lexicon::Line;
use super::super::pack::{self, Rule, Wording};
use super::super::{Category, Finding, Severity};
use crate::text::Span;
use serde::Deserialize;
use std::collections::HashSet;

pub struct Answers {
    entries: Vec<(Rule, HashSet<String>, HashSet<String>)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rule: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    category: Category,
    id: String,
    severity: Severity,
    message: String,
    why: String,
    source: String,
    suggestions: Vec<String>,
    labels: HashSet<String>,
    answers: HashSet<String>,
    examples: Vec<String>,
}

impl Answers {
    pub fn built_in() -> Answers {
        let file: File = toml::from_str(pack::ANSWERS).expect("the built-in list is read by a test");
        Answers { entries: file.rule.into_iter().map(Entry::into_parts).collect() }
    }

    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.entries.iter().map(|(rule, _, _)| rule)
    }

    pub fn finding(&self, line: &Line) -> Option<Finding> {
        let label = folded(line.segment.label?.of(line.text));
        let body = line.segment.body();
        let answer = folded(body.of(line.text));
        let (rule, _, _) =
            self.entries.iter().find(|(_, labels, answers)| labels.contains(&label) && answers.contains(&answer))?;
        let words = body.of(line.text);
        if line.quotes_words() || words.trim_start().starts_with(['"', '“', '\'', '‘']) {
            return None;
        }
        let start = body.start() + words.find(char::is_alphanumeric)?;
        Some(rule.finding(line.text, Span::new(start, start + answer.len())))
    }
}

impl Entry {
    fn into_parts(self) -> (Rule, HashSet<String>, HashSet<String>) {
        let rule = Rule {
            id: format!("{}/{}", self.category.name(), self.id),
            category: self.category,
            severity: self.severity,
            message: self.message,
            why: self.why,
            source: self.source,
            suggestions: self.suggestions,
            examples: self.examples,
            wording: Wording::default(),
        };
        (rule, self.labels, self.answers)
    }
}

/// In lower case, without what stands around the words; as many bytes, since the lists are plain letters.
fn folded(words: &str) -> String {
    words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().replace('’', "'")
}

#[cfg(test)]
mod tests {
    use super::super::super::Rules;
    use crate::segment::segment;

    #[test]
    fn examples_hold() {
        let rules = Rules::built_in();
        for rule in rules.answers.rules() {
            for example in &rule.examples {
                let text = example.replace("[[", "").replace("]]", "");
                let found = rules.findings(&text, &segment(&text), &[]);
                let told: Vec<&str> = found.iter().filter(|f| f.rule == rule.id).map(|f| f.span.of(&text)).collect();
                let wanted: Vec<&str> =
                    example.split("[[").skip(1).map(|rest| rest.split("]]").next().unwrap()).collect();
                assert_eq!(told, wanted, "{example}");
            }
        }
    }
}
