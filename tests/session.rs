//! `supervise --session` as a user meets it, and what the labelled sessions must hold.

#![allow(clippy::disallowed_methods, reason = "tests read what they test")]

use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};
use whatmatters::corpus::{Split, read_sessions};
use whatmatters::docx::Document;
use whatmatters::engine::Engine;
use whatmatters::evaluate::sessions;

const SESSIONS: &str = "tests/recordings/sessions";

fn supervise(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whatmatters"));
    command.arg("supervise").args(arguments).output().expect("the program starts")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn read(file: &str, name: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join(name);
    let output = supervise(&["--session", &format!("{SESSIONS}/{file}"), "--output", out.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    std::fs::read(out).unwrap()
}

fn json(file: &str) -> Value {
    serde_json::from_slice(&read(file, "session.json")).unwrap()
}

/// The questions that were reached.
fn reached(session: &Value) -> Vec<&str> {
    let questions = session["questions"].as_array().unwrap();
    let some = questions.iter().filter(|question| !question["sentences"].as_array().unwrap().is_empty());
    some.map(|question| question["question"].as_str().unwrap()).collect()
}

fn list(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect()
}

#[test]
fn a_transcript_in_the_terminal() {
    let output = supervise(&["--session", &format!("{SESSIONS}/talk.vtt")]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let text = String::from_utf8(output.stdout).unwrap();
    let (text, _) = text.rsplit_once("\nwhatmatters ").unwrap();
    insta::assert_snapshot!("session__transcript", text);
}

#[test]
fn a_transcript_tells_times_speakers_and_whose_words() {
    let session = json("talk.vtt");
    assert_eq!(session["schema"], "whatmatters.session/1");
    assert_eq!((&session["told_as"], &session["is_supervision"]), (&"transcript".into(), &true.into()));
    assert_eq!(reached(&session), ["working_towards", "working_well", "worried_about", "needs_to_happen"]);
    assert_eq!(list(&session["not_reached"]), ["where_now", "where_to_be"]);
    let speakers = session["speakers"].as_array().unwrap();
    assert_eq!(speakers[0]["role"], "supervisor");
    let words = |one: &Value| one["words"].as_u64().unwrap();
    assert_eq!(speakers.iter().map(words).sum::<u64>(), words(&session), "everything is said by somebody");
    assert_eq!(session["talk"].as_array().unwrap().iter().map(words).sum::<u64>(), words(&session));
    let carried = session["carried"].as_array().unwrap();
    assert!(carried.iter().any(|one| one["text"].as_str().unwrap().contains("sea again") && one["time"] == "00:00:06"));
    let next = session["next"].as_array().unwrap();
    assert_eq!(next.len(), 2, "one for each question that was not reached: {next:?}");
}

#[test]
fn every_format_holds_the_same_and_no_mark() {
    let markdown = String::from_utf8(read("talk.vtt", "session.md")).unwrap();
    let page = String::from_utf8(read("talk.vtt", "session.html")).unwrap();
    let document = Document::open(&read("talk.vtt", "session.docx")).unwrap();
    for text in [&markdown, &page, document.text()] {
        assert!(text.contains("What is working well?") && text.contains("Questions for next time"), "{text}");
        assert!(text.contains("Not a mark"), "{text}");
        for word in ["score:", "rating", "grade", "good session", "poor", "failed", "should have"] {
            assert!(!text.contains(word), "{word}");
        }
    }
    assert_eq!(markdown, String::from_utf8(read("talk.vtt", "session.md")).unwrap(), "same input, same bytes");
}

#[test]
fn headings_of_notes_announce_and_what_was_not_discussed_is_not_reached() {
    let session = json("six-headings.txt");
    assert_eq!(session["told_as"], "notes");
    assert_eq!(list(&session["not_reached"]), ["where_now", "where_to_be"]);
    let told = session["questions"].to_string();
    assert!(told.contains("four days a week") && told.contains("station"), "{told}");
    let sentences = session["questions"][2]["sentences"].to_string();
    assert!(!sentences.contains("What are we"), "a heading alone reaches nothing: {sentences}");
    assert!(!sentences.contains("new system"), "the worker's own matters stand apart: {sentences}");
}

#[test]
fn a_recording_of_a_visit_is_not_taken_for_a_session() {
    let session = json("visit.txt");
    assert_eq!((&session["is_supervision"], &session["not_reached"]), (&false.into(), &Value::Null));
    assert_eq!(session["next"], serde_json::json!([]));
    let text = String::from_utf8(read("visit.txt", "session.md")).unwrap();
    assert!(text.contains("Nothing in it was found that tells of a supervision session"), "{text}");
    assert!(!text.contains("Not reached") && !text.contains("Who spoke"), "{text}");
}

#[test]
fn a_transcript_without_speakers_says_so() {
    let session = json("nobody.txt");
    assert_eq!((&session["told_as"], session["speakers"].as_array().unwrap().len()), (&"transcript".into(), 0));
    assert!(session["notes"].to_string().contains("does not tell who is speaking"), "{}", session["notes"]);
    assert!(reached(&session).contains(&"working_well") && reached(&session).contains(&"worried_about"));
    let text = String::from_utf8(read("nobody.txt", "session.md")).unwrap();
    assert!(!text.contains("Of the words of those who are named"), "{text}");
}

#[test]
fn dictated_notes_without_stops_are_read() {
    let session = json("dictated.txt");
    assert_eq!((&session["told_as"], &session["is_supervision"]), (&"notes".into(), &true.into()));
    let reached = reached(&session);
    for six in ["working_well", "worried_about", "needs_to_happen"] {
        assert!(reached.contains(&six), "{six}: {reached:?}");
    }
    assert!(list(&session["not_reached"]).contains(&"where_to_be"));
}

#[test]
fn what_cannot_be_read_as_a_session_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let empty = supervise(&["--session", &file("empty.txt", " \n")]);
    assert_eq!(empty.status.code(), Some(2));
    assert!(said(&empty).contains("empty.txt") && empty.stdout.is_empty(), "{}", said(&empty));
    let several = supervise(&["--session", &file("many.jsonl", "{\"text\":\"Tea.\"}\n{\"text\":\"Toast.\"}\n")]);
    assert_eq!(several.status.code(), Some(2));
    assert!(said(&several).contains("more than one recording"), "{}", said(&several));
    let missing = supervise(&["--session", "no-such-file.vtt"]);
    assert_eq!(missing.status.code(), Some(2));
    let both = supervise(&["recordings", "--session", "a.txt"]);
    assert!(both.status.code() == Some(2) && said(&both).contains("cannot be used with"), "{}", said(&both));
    let own = file("own.md", "Supervision with Jean.");
    let over = supervise(&["--session", &own, "--output", &own]);
    assert_eq!(
        (over.status.code(), std::fs::read_to_string(&own).unwrap().as_str()),
        (Some(2), "Supervision with Jean.")
    );
    let short = supervise(&["--session", &own]);
    let text = String::from_utf8(short.stdout).unwrap();
    assert!(text.contains("It is short (3 words)") && !text.contains("NOT REACHED"), "{text}");
}

#[test]
fn labelled_sessions_are_apart_and_cover_the_questions() {
    let read = |split| read_sessions(Path::new("corpora"), split).unwrap();
    let (development, test) = (read(Split::Development), read(Split::Test));
    assert!(development.len() >= 6 && test.len() >= 6);
    for one in &development {
        assert!(test.iter().all(|other| other.id != one.id && other.text != one.text), "{}", one.id);
    }
    assert!(read(Split::Train).is_empty());
}

#[test]
fn sessions_are_read_as_well_as_the_tables_say() {
    let labelled = read_sessions(Path::new("corpora"), Split::Test).unwrap();
    let rows = sessions(&Engine::new(None), &labelled, &[]);
    let f1 = |unit: &str| rows.iter().find(|row| row.unit == unit && row.told == "all six").unwrap().counted.f1();
    assert!(f1("question of a session") >= 0.9, "{}", f1("question of a session"));
    assert!(f1("sentence") >= 0.8, "{}", f1("sentence"));
}

#[test]
fn answers_stand_with_their_questions_and_all_that_was_taken_on_is_shown() {
    let session = json("taken-on.txt");
    let asked = session["asked"].as_array().unwrap();
    let well = asked.iter().find(|one| one["reaches"].to_string().contains("working_well")).unwrap();
    assert!(well["question"]["text"].as_str().unwrap().contains("going well"), "{well}");
    assert!(well["answer"]["text"].as_str().unwrap().ends_with("And Ada is talking."), "the whole answer: {well}");
    let taken = session["undertakings"].as_array().unwrap();
    let of = |words: &str| {
        taken
            .iter()
            .find(|one| one["told"]["text"].as_str().unwrap().contains(words))
            .unwrap_or_else(|| panic!("{words}"))
    };
    assert_eq!(
        (&of("ring them tomorrow")["who"], &of("ring them tomorrow")["by"]),
        (&"Rhiannon".into(), &"tomorrow, on Thursday".into())
    );
    assert_eq!(
        (&of("talk to housing")["who"], &of("talk to housing")["by"]),
        (&"Dawn".into(), &"by the end of the week".into())
    );
    assert_eq!((&of("finance team")["who"], &of("finance team")["by"]), (&"Dawn".into(), &Value::Null));
    let next = session["next"].to_string();
    assert!(next.contains("\"about\":\"Mr Tudor\""), "{next}");

    let text = String::from_utf8(read("taken-on.txt", "session.md")).unwrap();
    let (text, _) = text.rsplit_once("\nwhatmatters ").unwrap();
    let taken_on = text.split("### Who has taken on what").nth(1).unwrap().split("###").next().unwrap();
    assert_eq!(taken_on.matches("\n- ").count(), taken.len(), "none is hidden: {taken_on}");
    assert!(!text.contains('%') && !text.contains("more."), "{text}");
    let reached = text.split("### Who has taken on what").next().unwrap();
    for six in ["working towards?", "working well?", "worried about?", "Where do we want to be?"] {
        let part = text.split(&format!("{six}\n")).nth(1).unwrap_or_default().split("###").next().unwrap();
        for line in part.lines().filter(|line| line.starts_with("- ")) {
            assert_eq!(reached.matches(line).count(), 1, "under one question alone: {line}");
        }
    }
}
