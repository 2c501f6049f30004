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

#[test]
fn a_name_is_never_a_service_word() {
    let text = "HV 11/2/25 1030 - Y/P Tyrese, 15. Mum (Shanice) + worker there.\nY/P KACPER was up. Child Xiadani asleep.\n\
                Spoke to Ioana (aunt), Oluwaseun and Caoimhe. SU Gurpreet has a new cat.";
    let found = findings(text);
    let names = ["Tyrese", "Shanice", "KACPER", "Xiadani", "Ioana", "Oluwaseun", "Caoimhe", "Gurpreet"];
    let told = told(text, &found).join("\n");
    assert!(!names.iter().any(|name| told.contains(name)), "{told}");
}

#[test]
fn each_finding_is_told_once() {
    let rules = |text: &str, rule: &str| findings(text).iter().filter(|finding| finding.rule == rule).count();
    assert_eq!(rules("Stat visit to Jayden.\n\nNext stat visit in six weeks.", "jargon/statutory-wording"), 1);
    assert_eq!(rules("| 6 | Family meeting | TBC | TBC |\n| 7 | Swimming | TBC | June |", "vague/to-be-confirmed"), 2);
    assert_eq!(rules("Mum failed to attend. Dad failed to attend.", "deficit/failed-to-attend"), 2);
}

#[test]
fn words_that_make_a_thing_of_a_person_are_found_in_earlier_mail_too() {
    let text = std::fs::read_to_string("tests/documents/chain.txt").unwrap();
    let text =
        text.replace("Can you visit", "The ward calls her no name but bed 4. She is a bed blocker. Can you visit");
    let source = Source::default();
    let recording = Recording { aside: whatmatters::input::asides(&text), ..Recording::new(text.clone(), source) };
    let found = ENGINE.check(recording).findings;
    let rules: Vec<&str> = found.iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(rules, ["deficit/failed-to-attend", "deficit/bed-blocker"], "what else the sender writes is hers");
    assert!(found[1].suggestions[0].contains("whoever sent it"));
}

#[test]
fn a_line_that_looks_like_mail_silences_nothing_below_it() {
    for (text, wanted) in [
        (
            "On Sunday Mum wrote:\nI am fine and he is well.\n\nVisited on Monday. Mum failed to engage with the plan.",
            &["deficit/failed-to-engage"][..],
        ),
        (
            "On Monday the surgery wrote:\n- he is ok\n\nHe is non-compliant with medication.",
            &["deficit/non-compliant"],
        ),
        ("Filed under Original Message-- today.\n\nHe is non-compliant with medication.", &["deficit/non-compliant"]),
        ("> He is non-compliant with medication.", &[]),
    ] {
        let source = Source::default();
        let recording = Recording { aside: whatmatters::input::asides(text), ..Recording::new(text.into(), source) };
        let found = ENGINE.check(recording).findings;
        let grave: Vec<&str> =
            found.iter().map(|one| one.rule.as_str()).filter(|rule| rule.starts_with("def")).collect();
        assert_eq!(grave, wanted, "{text}");
    }
}
