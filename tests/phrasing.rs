//! The whole engine's findings, lists and model together, on two banks: recordings that a good editor would leave as they are, and
//! sentences of which it is certain what she would do.

#![allow(clippy::disallowed_methods, reason = "tests read what they test")]

use std::sync::LazyLock;
use whatmatters::engine::Engine;
use whatmatters::rules::{Category, Finding};
use whatmatters::text::{Recording, Source, Span};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(None));

fn findings(text: &str) -> Vec<Finding> {
    ENGINE.check(Recording::new(text.to_owned(), Source::default())).findings
}

fn told(text: &str, findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|finding| format!("    [{}] {}", finding.rule, finding.span.of(text))).collect()
}

#[test]
fn exemplary_recordings_come_out_clean() {
    let mut files: Vec<_> = std::fs::read_dir("tests/clean").unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 60);
    let mut wrong = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let found = findings(&text);
        if !found.is_empty() {
            wrong.push(format!("{}\n{}", file.display(), told(&text, &found).join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{} recordings are not left alone:\n{}", wrong.len(), wrong.join("\n"));
}

/// A sentence of `tests/tricky.txt`: what must be found stands in `[[d:…]]` and its like, nothing else may be.
fn unmarked(line: &str) -> (String, Vec<(Category, Span)>) {
    let (mut text, mut wanted, mut rest) = (String::new(), Vec::new(), line);
    while let Some((before, after)) = rest.split_once("[[") {
        let (marked, after) = after.split_once("]]").expect("a mark is closed");
        let (kind, words) = marked.split_once(':').expect("a mark names its category");
        let category = match kind {
            "d" => Category::Deficit,
            "f" => Category::Defensive,
            "j" => Category::Jargon,
            "v" => Category::Vague,
            other => panic!("`{other}` is no category: {line}"),
        };
        text.push_str(before);
        wanted.push((category, Span::new(text.len(), text.len() + words.len())));
        text.push_str(words);
        rest = after;
    }
    text.push_str(rest);
    (text, wanted)
}

#[test]
fn tricky_sentences_have_their_verdicts() {
    let bank = std::fs::read_to_string("tests/tricky.txt").unwrap();
    assert!(bank.lines().count() >= 150);
    let mut wrong = Vec::new();
    for line in bank.lines() {
        let (text, wanted) = unmarked(line);
        let found = findings(&text);
        let is_wanted = |finding: &Finding| {
            wanted.iter().any(|(category, span)| *category == finding.category && span.overlaps(finding.span))
        };
        let is_found = |(category, span): &(Category, Span)| {
            found.iter().any(|f| f.category == *category && f.span.overlaps(*span))
        };
        if !found.iter().all(is_wanted) || !wanted.iter().all(is_found) {
            wrong.push(format!("{line}\n{}", told(&text, &found).join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{} verdicts do not hold:\n{}", wrong.len(), wrong.join("\n"));
}
