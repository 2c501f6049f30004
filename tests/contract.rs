//! `whatmatters.recording/1`: every field there, with its type and its words. Fields may be added; these may not change.

#![allow(clippy::disallowed_methods, reason = "tests read what they test")]

use serde_json::Value;
use std::process::Command;

fn object() -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_whatmatters"))
        .args(["restructure", "corpora/examples/visit.txt", "--format", "json"])
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

fn is_one_of(value: &Value, words: &str) -> bool {
    value.as_str().is_some_and(|value| words.split(' ').any(|word| word == value))
}

const SECTIONS: &str = "what_matters strengths priority_risks agreed_actions context";

fn span(of: &Value, text: &str) -> (usize, usize) {
    let at = |key: &str| of[key].as_u64().unwrap() as usize;
    assert!(text.get(at("start")..at("end")).is_some_and(|words| !words.is_empty()), "{of}");
    (at("start"), at("end"))
}

/// Everything in the part `key`, of which there is at least one.
fn all<'a>(object: &'a Value, key: &str) -> &'a [Value] {
    let all = object[key].as_array().unwrap();
    assert!(!all.is_empty(), "{key}");
    all
}

/// True of numbers of segments.
fn are_numbers(of: &Value, object: &Value) -> bool {
    of.as_array().unwrap().iter().all(|number| is_number(number, object))
}

fn is_number(number: &Value, object: &Value) -> bool {
    let segments = object["segments"].as_array().unwrap().len() as u64;
    number.as_u64().is_some_and(|number| number < segments)
}

#[test]
fn what_read_it_and_what_was_read_are_told() {
    let object = object();
    assert_eq!(object["schema"], "whatmatters.recording/1");
    let engine = &object["engine"];
    assert!(engine["version"].is_string());
    let (name, hash) = engine["model"].as_str().unwrap().split_once('@').unwrap();
    assert!(!name.is_empty() && hash.len() == 12 && engine["rules"].as_str().unwrap().len() == 12);
    let source = &object["source"];
    assert_eq!(source["name"], "corpora/examples/visit.txt");
    assert!(source["id"].is_null() && source["row"].is_null() && source["encoding"] == "utf-8");
    assert_eq!(object["text"], std::fs::read_to_string("corpora/examples/visit.txt").unwrap());
    assert!(object["problems"].is_array());
}

#[test]
fn segments_are_in_order_and_leave_out_white_space_alone() {
    let object = object();
    let text = object["text"].as_str().unwrap();
    let mut rest = 0;
    for segment in all(&object, "segments") {
        let (start, end) = span(segment, text);
        assert!(text[rest..start].trim().is_empty());
        rest = end;
        assert!(is_one_of(&segment["section"], SECTIONS));
        assert!(is_one_of(&segment["voice"], "person family practitioner professional unattributed"));
        assert!((0.0..=1.0).contains(&segment["confidence"].as_f64().unwrap()));
        assert!(segment["also"].as_array().unwrap().iter().all(|also| is_one_of(also, SECTIONS)));
        assert!(segment["quoted"].is_boolean() && segment["reason"].is_string());
    }
    assert!(text[rest..].trim().is_empty());
}

#[test]
fn a_finding_tells_its_rule_its_place_and_what_could_be_written() {
    let object = object();
    for finding in all(&object, "findings") {
        span(finding, object["text"].as_str().unwrap());
        assert!(is_one_of(&finding["category"], "deficit defensive jargon vague"));
        assert!(finding["rule"].as_str().unwrap().starts_with(finding["category"].as_str().unwrap()));
        assert!(is_one_of(&finding["severity"], "harm unclear style"));
        assert!(finding["message"].is_string());
        assert!(finding["suggestions"].as_array().unwrap().iter().all(Value::is_string));
    }
}

#[test]
fn an_action_tells_its_parts_and_what_is_missing() {
    let object = object();
    for action in all(&object, "actions") {
        span(action, object["text"].as_str().unwrap());
        assert!(is_one_of(&action["status"], "planned done standing"));
        assert!(["who", "what", "when"].iter().all(|part| action[part].is_string() || action[part].is_null()));
        assert!(action["measurable"].is_boolean());
        assert!(action["missing"].as_array().unwrap().iter().all(|part| is_one_of(part, "who what when measurable")));
    }
}

#[test]
fn a_question_stands_on_a_section_and_a_reason() {
    let object = object();
    for asked in object["questions"].as_array().unwrap() {
        let is_told = asked["question"].is_string() && asked["because"].is_string();
        assert!(is_told && is_one_of(&asked["section"], SECTIONS));
    }
}

#[test]
fn what_is_joined_is_told_by_the_numbers_of_segments() {
    let object = object();
    for thread in object["threads"].as_array().unwrap() {
        assert!(is_number(&thread["outcome"], &object));
        assert!(["risks", "actions", "reviews"].iter().all(|part| are_numbers(&thread[part], &object)));
        assert!(thread["missing"].as_array().unwrap().iter().all(|part| is_one_of(part, "actions review")));
    }
    for risk in object["risks"].as_array().unwrap() {
        assert!(is_one_of(&risk["harm"], "named partly not_named"));
        let parts = ["evidence", "benefit", "view", "decision", "why"];
        assert!(parts.iter().all(|part| are_numbers(&risk[part], &object)));
    }
    for outcome in object["outcomes"].as_array().unwrap() {
        assert!(is_one_of(&outcome["kind"], "outcome service output other") && outcome["themes"].is_array());
    }
    assert!(["reviews", "contingencies"].iter().all(|part| are_numbers(&object[part], &object)));
}
