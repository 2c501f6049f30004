//! Days as a user meets them: in a log of several days, in Word's tables, and in what is still to come.

#![allow(clippy::disallowed_methods, reason = "tests read what they test")]

use serde_json::Value;
use std::process::Command;

fn restructure(arguments: &[&str]) -> String {
    let command = &mut Command::new(env!("CARGO_BIN_EXE_whatmatters"));
    let output = command.arg("restructure").args(arguments).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn of_text(text: &str, arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("log.txt");
    std::fs::write(&file, text).unwrap();
    let all: Vec<&str> = [file.to_str().unwrap()].into_iter().chain(arguments.iter().copied()).collect();
    restructure(&all)
}

/// Who, when, due and status of each action.
fn actions(json: &str) -> Vec<[String; 4]> {
    let draft: Value = serde_json::from_str(json).unwrap();
    let told = |part: &Value| part.as_str().unwrap_or_default().to_owned();
    let row = |action: &Value| ["who", "when", "due", "status"].map(|part| told(&action[part]));
    draft["actions"].as_array().unwrap().iter().map(row).collect()
}

fn due(text: &str) -> Vec<String> {
    actions(&of_text(text, &["--format", "json"])).into_iter().map(|[.., due, _]| due).collect()
}

const LOG: &str = "DUTY LOG - Dewi Marl, 15\n\nMon 11/05/26\nRang Dewi, no answer. Rang his nan, who said he was in bed.\n\n\
    Thurs 14/05/26\nSaw Dewi at school. He said he is not sleeping. I will see him again tomorrow. Nan to ring the GP on Monday.\n\n\
    Tues 19/05/26\nNan rang. She has not got through to the GP. I will ring her back by Thursday.\n";

#[test]
fn every_day_of_a_log_is_reckoned_from_its_own_entry() {
    let dues = due(LOG);
    for wanted in ["2026-05-15", "2026-05-18", "2026-05-21"] {
        assert!(dues.iter().any(|due| due == wanted), "{wanted}: {dues:?}");
    }
    // A bare day is no action, and nothing is due before its entry.
    assert!(!dues.iter().any(|due| matches!(due.as_str(), "2026-05-12" | "2026-05-14" | "2026-05-19")), "{dues:?}");
}

#[test]
fn what_is_to_be_done_today_is_no_date() {
    let text = "10/05/2026\n21:30 Bruise seen.\n11/05/2026\n07:00 Handover. Son to be told today.\n";
    assert_eq!(due(text), ["2026-05-11"]);
}

#[test]
fn a_chronology_puts_each_entry_under_its_own_day() {
    let told = of_text(LOG, &["--chronology", "--format", "json"]);
    let object: Value = serde_json::from_str(&told).unwrap();
    let text_of = |day: &Value| day.to_string();
    for day in object["days"].as_array().unwrap() {
        let holds = |words: &str| text_of(day).contains(words);
        let wanted = match day["date"].as_str().unwrap() {
            _ if holds("/05/26") => false,
            "2026-05-11" => !holds("sleeping") && !holds("got through"),
            "2026-05-14" => !holds("in bed") && !holds("got through"),
            "2026-05-19" => !holds("in bed") && !holds("sleeping"),
            _ => false,
        };
        assert!(wanted, "{day}");
    }
    assert!(told.contains("sleeping") && told.contains("got through"), "{told}");
}

#[test]
fn where_nobody_can_tell_the_day_none_is_stated() {
    let text = "Home visit 12 May 2026. All well.\n\nPlan\n20/05 dentist\nI will ring Dawn on Friday.\nSam to bring the form by 28 May.\n";
    let dues = due(text);
    assert!(
        dues.contains(&"2026-05-28".to_owned()) && !dues.iter().any(|due| due == "2026-05-15" || due == "2026-05-22"),
        "{dues:?}"
    );
}

#[test]
fn rows_of_a_word_table_are_actions() {
    let wanted = [
        ["Bethan Vole", "Fri 22 May", "2026-05-22", "planned"],
        ["Marek", "end of this week", "2026-05-22/2026-05-24", "planned"],
        ["PC Ludlow", "15 May", "", "done"],
        ["Marek", "Booked for 27 May", "2026-05-27", "planned"],
    ]
    .map(|row| row.map(str::to_owned));
    for file in ["core-group.docx", "core-group.rtf"] {
        let json = restructure(&[&format!("tests/documents/{file}"), "--format", "json"]);
        let found = actions(&json);
        assert_eq!(found[..wanted.len()], wanted, "{file}");
        assert!(json.contains("Hair strand test\\tGwen Tarrant\\t\\tDeclined"), "{file}");
    }
}

#[test]
fn what_is_booked_is_still_to_come_until_its_day() {
    for text in [
        "Home visit 12 May 2026.\nDentist appointment made for 19 May.",
        "Home visit 12 May 2026.\nTransport arranged for 20 May.",
        "Home visit 12 May 2026.\nTaxi booked for 9am tomorrow.",
    ] {
        let found = actions(&of_text(text, &["--format", "json"]));
        assert!(found.iter().all(|[.., due, status]| status == "planned" && !due.is_empty()), "{text}: {found:?}");
    }
}
