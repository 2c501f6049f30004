//! Actions as a user meets them: in a transcript, under a form, and where things could go otherwise.

#![allow(clippy::disallowed_methods, reason = "tests read what they test")]

use serde_json::Value;
use std::process::Command;

fn draft(name: &str, text: &str, format: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    std::fs::write(&file, text).unwrap();
    let command = &mut Command::new(env!("CARGO_BIN_EXE_whatmatters"));
    let output = command.args(["restructure", file.to_str().unwrap(), "--format", format]).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn who(draft: &str) -> Vec<String> {
    let draft: Value = serde_json::from_str(draft).unwrap();
    let told = |action: &Value| action["who"].as_str().unwrap_or_default().to_owned();
    draft["actions"].as_array().unwrap().iter().map(told).collect()
}

#[test]
fn in_a_transcript_whoever_speaks_is_named() {
    let talk = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Rhian Cole>I'll ring the surgery on Thursday and ask for a visit.\n\n\
                00:05.000 --> 00:08.000\n<v Stan Birch>Right. I will ask my sister about the bed tonight.\n";
    assert_eq!(who(&draft("talk.vtt", talk, "json")), ["Rhian Cole", "Stan Birch"]);
}

#[test]
fn a_form_that_leaves_a_place_open_is_asked_about() {
    let form = "Date of review: 14/05/2025\n\nBola sings in the choir and wants to go on with it.\nShe fell twice on the stairs in May.\n\nActions\n\
                Action: Rail for the back stairs\nOwner: TBC\nBy when: ASAP\nAction: Ring the choir about lifts\nOwner: Meg Rowe\nBy when: 16/05/2025\n";
    assert_eq!(who(&draft("form.txt", form, "json")), ["", "Meg Rowe"]);
    let page = draft("form.txt", form, "markdown");
    // How it is asked turns with the recording.
    let asked = page.split("Questions still to ask").nth(1).unwrap_or_else(|| panic!("{page}"));
    assert!(asked.contains("“Rail for the back stairs”") && !asked.contains("choir"), "{page}");
}

#[test]
fn what_is_done_if_things_go_otherwise_is_given_whole() {
    let text = "Visit 4 March 2025.\n\nPlan:\nIf Des grips your arm again at night you will go next door to Maureen's, lock the door behind you and ring 999.\n";
    let page = draft("plan.txt", text, "markdown");
    let part = page.split("If things go otherwise").nth(1).unwrap_or_else(|| panic!("{page}"));
    assert!(part.contains("ring 999"), "{part}");
}
