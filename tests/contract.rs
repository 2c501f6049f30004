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

#[test]
fn the_object_is_as_the_contract_has_it() {
    let object = object();
    assert_eq!(object["schema"], "whatmatters.recording/1");
    let engine = &object["engine"];
    assert!(engine["version"].is_string());
    let (name, hash) = engine["model"].as_str().unwrap().split_once('@').unwrap();
    assert!(!name.is_empty() && hash.len() == 12 && engine["rules"].as_str().unwrap().len() == 12);
    let source = &object["source"];
    assert_eq!(source["name"], "corpora/examples/visit.txt");
    assert!(source["id"].is_null() && source["row"].is_null() && source["encoding"] == "utf-8");
    let text = object["text"].as_str().unwrap();
    assert_eq!(text, std::fs::read_to_string("corpora/examples/visit.txt").unwrap());

    let mut rest = 0;
    for segment in object["segments"].as_array().unwrap() {
        let (start, end) = span(segment, text);
        assert!(text[rest..start].trim().is_empty(), "segments are in order and leave out white space alone");
        rest = end;
        assert!(is_one_of(&segment["section"], SECTIONS));
        assert!(is_one_of(&segment["voice"], "person family practitioner professional unattributed"));
        assert!((0.0..=1.0).contains(&segment["confidence"].as_f64().unwrap()));
        assert!(segment["also"].as_array().unwrap().iter().all(|also| is_one_of(also, SECTIONS)));
        assert!(segment["quoted"].is_boolean() && segment["reason"].is_string());
    }
    assert!(text[rest..].trim().is_empty());

    for finding in object["findings"].as_array().unwrap() {
        span(finding, text);
        assert!(is_one_of(&finding["category"], "deficit defensive jargon vague"));
        assert!(finding["rule"].as_str().unwrap().starts_with(finding["category"].as_str().unwrap()));
        assert!(is_one_of(&finding["severity"], "harm unclear style"));
        assert!(finding["message"].is_string());
        assert!(finding["suggestions"].as_array().unwrap().iter().all(Value::is_string));
    }
    assert!(!object["findings"].as_array().unwrap().is_empty());

    for action in object["actions"].as_array().unwrap() {
        span(action, text);
        assert!(is_one_of(&action["status"], "planned done standing"));
        assert!(["who", "what", "when"].iter().all(|part| action[part].is_string() || action[part].is_null()));
        assert!(action["measurable"].is_boolean());
        assert!(action["missing"].as_array().unwrap().iter().all(|part| is_one_of(part, "who what when measurable")));
    }
    assert!(!object["actions"].as_array().unwrap().is_empty());

    for asked in object["questions"].as_array().unwrap() {
        assert!(
            is_one_of(&asked["section"], SECTIONS) && asked["question"].is_string() && asked["because"].is_string()
        );
    }
    let segments = object["segments"].as_array().unwrap().len() as u64;
    let numbers = |of: &Value| {
        of.as_array().unwrap().iter().all(|number| number.as_u64().is_some_and(|number| number < segments))
    };
    for thread in object["threads"].as_array().unwrap() {
        assert!(thread["outcome"].as_u64().is_some_and(|number| number < segments));
        assert!(["risks", "actions", "reviews"].iter().all(|part| numbers(&thread[part])));
        assert!(thread["missing"].as_array().unwrap().iter().all(|part| is_one_of(part, "actions review")));
    }
    for risk in object["risks"].as_array().unwrap() {
        assert!(is_one_of(&risk["harm"], "named partly not_named"));
        assert!(["evidence", "benefit", "view", "decision", "why"].iter().all(|part| numbers(&risk[part])));
    }
    for outcome in object["outcomes"].as_array().unwrap() {
        assert!(is_one_of(&outcome["kind"], "outcome service output other") && outcome["themes"].is_array());
    }
    assert!(["reviews", "contingencies"].iter().all(|part| numbers(&object[part])));
    assert!(object["problems"].is_array());
}
