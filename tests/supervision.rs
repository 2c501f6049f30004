//! `supervise` as a user meets it, and how well plans are followed.

#![allow(clippy::disallowed_methods, reason = "tests read what they test")]

use std::path::Path;
use std::process::{Command, Output};
use whatmatters::corpus::{Split, read_followed};
use whatmatters::docx::Document;
use whatmatters::evaluate::{followed, followed_table};

const CASES: &str = "tests/recordings/cases";

fn supervise(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whatmatters"));
    command.arg("supervise").args(arguments).output().expect("the program starts")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The pack of `paths`, by the name of its file.
fn pack(name: &str, arguments: &[&str]) -> (Output, Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    let mut all = arguments.to_vec();
    all.extend(["--output", file.to_str().unwrap()]);
    let output = supervise(&all);
    (output, std::fs::read(&file).unwrap_or_default())
}

fn pack_text(name: &str, arguments: &[&str]) -> String {
    let (output, bytes) = pack(name, arguments);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_pack_of_one_case() {
    let text = pack_text("pack.md", &[&format!("{CASES}/adeyemi-barnes"), "--worker", "Gareth Pugh"]);
    let (text, _) = text.rsplit_once("\nwhatmatters ").unwrap();
    insta::assert_snapshot!("supervision__pack", text);
}

#[test]
fn the_same_recordings_give_the_same_pack_in_every_format() {
    for name in ["pack.md", "pack.html", "pack.docx", "pack.json"] {
        let (_, one) = pack(name, &[CASES, "--worker", "Sunita Rawal"]);
        let (_, other) = pack(name, &[CASES, "--worker", "sunita rawal"]);
        assert_eq!(one.len(), other.len(), "{name}");
        assert!(!one.is_empty(), "{name}");
    }
    let (_, bytes) = pack("pack.docx", &[CASES, "--worker", "Sunita Rawal"]);
    let document = Document::open(&bytes).unwrap();
    assert!(
        document.text().contains("What are we working towards?") && document.text().contains("What needs to happen?")
    );
    assert!(!document.text().contains("Folasade"), "another worker's case");
    let page = pack_text("pack.html", &[CASES, "--worker", "Sunita Rawal"]);
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("<h2>leah</h2>"));
}

#[test]
fn threads_run_through_the_recordings_of_a_case() {
    let object: serde_json::Value = serde_json::from_str(&pack_text("pack.json", &[CASES])).unwrap();
    assert_eq!(object["schema"], "whatmatters.supervision/1");
    let cases = object["cases"].as_array().unwrap();
    assert_eq!(
        cases.iter().map(|case| case["name"].as_str().unwrap()).collect::<Vec<_>>(),
        ["adeyemi-barnes", "leah", "mr-kowalczyk"]
    );
    let became = |case: usize, plan: &str| {
        let actions = cases[case]["actions"].as_array().unwrap();
        let action = actions.iter().find(|action| action["planned"]["text"].as_str().unwrap().contains(plan));
        let action = action.unwrap_or_else(|| panic!("{plan}"));
        (action["became"].as_str().map(str::to_owned), action["later"]["text"].as_str().unwrap_or_default().to_owned())
    };
    let (lock, told) = became(0, "will change the lock");
    assert!(lock.as_deref() == Some("done") && told.contains("fitted the new lock"), "{told}");
    assert_eq!(became(0, "Mr Fairweather").0, None);
    assert_eq!(became(1, "request for Leah's file").0, None);
    assert_eq!(became(2, "licensing agency").0, None);
    assert!(became(2, "second stair rail").1.contains("three days late"));
    let lost = |case: usize| cases[case]["out_of_sight"].to_string();
    assert!(lost(0).contains("bruise"), "{}", lost(0));
    assert!(lost(1).contains("waited outside college"), "{}", lost(1));
    assert!(lost(2).contains("coughs with his tea"), "{}", lost(2));
    let asked = |case: usize| {
        let asked = cases[case]["asked"].as_array().unwrap();
        assert!(asked.len() <= 5);
        asked.iter().map(|asked| asked["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(asked(0) != asked(1) && asked(1) != asked(2) && asked(0) != asked(2), "never the same generic five");
    assert!(asked(0).iter().any(|id| id.starts_with("child-")), "Isaac is never heard: {:?}", asked(0));
}

#[test]
fn what_is_the_workers_own_stands_in_a_file_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("own.md");
    let text = pack_text("pack.md", &[CASES, "--worker", "Gareth Pugh", "--own", own.to_str().unwrap()]);
    let own_text = std::fs::read_to_string(&own).unwrap();
    assert!(own_text.contains("for you") && own_text.contains("One thing to try"), "{own_text}");
    assert!(!text.contains("One thing to try"));
    assert!(!own_text.contains("What are we worried about?"));
}

#[test]
fn what_stands_in_the_way_is_said_plainly() {
    let (output, bytes) = pack("pack.md", &[CASES, "--worker", "Nobody Known"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(bytes.is_empty());
    let told = said(&output);
    assert!(
        told.contains("no recording is by Nobody Known")
            && told.contains("Sunita Rawal")
            && told.contains("Gareth Pugh"),
        "{told}"
    );

    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let one = write("one/visit.txt", "Visit 4 May 2026\nWorker: Sam Okoro\nIda will ring the GP by Friday 8 May.\n");
    assert!(pack_text("pack.md", &[&one]).contains("There is one recording"));
    write("undated/a.txt", "Ida will ring the GP by Friday.\n");
    write("undated/b.txt", "Ida rang the GP.\n");
    let undated = folder.path().join("undated");
    assert!(pack_text("pack.md", &[undated.to_str().unwrap()]).contains("which came first is not known"));
    let mixed = write("mixed.csv", "text,date\nIda was glad.,2026-05-04\nTom was cold.,2026-05-05\n");
    assert!(pack_text("pack.md", &[&mixed]).contains("No column of this table says whose recordings these are"));
    let told_apart =
        write("people.csv", "text,date,Person\nIda was glad.,2026-05-04,Ida\nTom was cold.,2026-05-05,Tom\n");
    let text = pack_text("pack.md", &[&told_apart]);
    assert!(text.contains("## Ida") && text.contains("## Tom"), "{text}");
    write("two/a.txt", "Client: Ida Marsh\n4 May 2026\nShe was glad.\n");
    write("two/b.txt", "Client: Tom Reed\n5 May 2026\nHe was cold.\n");
    let two = folder.path().join("two");
    assert!(pack_text("pack.md", &[two.to_str().unwrap()]).contains("check that these recordings belong together"));

    let (output, _) = pack("pack.odt", &[&one]);
    assert!(
        output.status.code() == Some(2) && said(&output).contains(".docx, .html, .md or .json"),
        "{}",
        said(&output)
    );
    let among = folder.path().join("undated/pack.md");
    let output = supervise(&[undated.to_str().unwrap(), "--output", among.to_str().unwrap()]);
    assert!(output.status.code() == Some(2) && said(&output).contains("among the recordings"), "{}", said(&output));
    let output = supervise(&[CASES, "--output", "pack.md", "--own", "own.md"]);
    assert!(output.status.code() == Some(2) && said(&output).contains("add --worker NAME"), "{}", said(&output));
}

#[test]
fn an_ugly_recording_does_no_harm() {
    let folder = tempfile::tempdir().unwrap();
    let long = "a".repeat(30_000);
    let ugly = format!(
        "# VISIT 4 May 2026\r\n<script>alert(1)</script> & =1+1 \u{1}\u{202e}\r\nMum said \"I want ]]> tea\".\r\nSam to ring\u{202e} the GP by Friday\r\n{long}\r\n"
    );
    std::fs::write(folder.path().join("a.txt"), &ugly).unwrap();
    std::fs::write(folder.path().join("b.txt"), "5 May 2026\nSam rang the GP.\n").unwrap();
    std::fs::write(folder.path().join("c.txt"), "").unwrap();
    let path = folder.path().to_str().unwrap();
    for name in ["pack.md", "pack.html", "pack.docx", "pack.json"] {
        let (output, bytes) = pack(name, &[path]);
        assert_eq!(output.status.code(), Some(3), "one of three could not be read: {}", said(&output));
        assert!(!String::from_utf8_lossy(&bytes).contains("<script>alert") || name == "pack.json", "{name}");
        if name == "pack.docx" {
            Document::open(&bytes).unwrap();
        }
    }
}

/// The pack of some recordings of one family, as it was written earlier; and the folder that holds it.
fn earlier(kept: impl Fn(&str) -> bool) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("adeyemi-barnes");
    std::fs::create_dir(&case).unwrap();
    for entry in std::fs::read_dir(format!("{CASES}/adeyemi-barnes")).unwrap() {
        let file = entry.unwrap().path();
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        if kept(&name) {
            std::fs::copy(&file, case.join(&name)).unwrap();
        }
    }
    let text = pack_text("pack.json", &[case.to_str().unwrap()]);
    let file = folder.path().join("earlier.json");
    std::fs::write(&file, text).unwrap();
    let file = file.to_str().unwrap().to_owned();
    (folder, file)
}

#[test]
fn what_has_changed_since_an_earlier_pack() {
    let (folder, file) = earlier(|name| name < "2025-07");
    let all = format!("{CASES}/adeyemi-barnes");
    let text = pack_text("pack.md", &[&all, "--earlier", &file]);
    for wanted in [
        "which read up to 12 June 2025",
        "2 recordings are new (9 July 2025, 27 August 2025)",
        "mrs amadi sent the form on the fourteenth of may *(perhaps told since, 9 July 2025)*",
        "new since the last pack",
    ] {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
    assert!(!text.contains("by another version"), "{text}");
    let since = |arguments: &[&str]| {
        let object: serde_json::Value = serde_json::from_str(&pack_text("pack.json", arguments)).unwrap();
        object["cases"][0]["since"].clone()
    };
    let told = since(&[&all, "--earlier", &file]);
    assert_eq!((told["new"].as_array().unwrap().len(), told["gone"].as_u64()), (2, Some(0)));
    let traces = |told: &serde_json::Value, plan: &str| {
        let plans = told["plans"].as_array().unwrap();
        let one =
            plans.iter().find(|one| one["text"].as_str().unwrap().contains(plan)).unwrap_or_else(|| panic!("{plan}"));
        let told = |how: &str| one[how]["text"].as_str().map(str::to_owned);
        told("later").or_else(|| told("perhaps"))
    };
    let form = "mrs amadi sent the form on the fourteenth of may";
    assert_eq!(traces(&told, "Mrs Amadi at nursery").as_deref(), Some(form));
    assert_eq!(traces(&told, "Mr Fairweather"), None);

    // Only what is new is given: earlier plans are looked for by their words.
    let (new, _) = earlier(|name| name > "2025-07");
    let told = since(&[new.path().join("adeyemi-barnes").to_str().unwrap(), "--earlier", &file]);
    assert_eq!((told["new"].as_array().unwrap().len(), told["gone"].as_u64()), (2, Some(6)));
    assert_eq!(traces(&told, "Mrs Amadi at nursery").as_deref(), Some(form));

    // Nothing is new.
    let same = pack_text("pack.md", &[folder.path().join("adeyemi-barnes").to_str().unwrap(), "--earlier", &file]);
    assert!(same.contains("No recording is new"), "{same}");

    // Another set of cases, another engine, and what is no pack.
    let other = pack_text("pack.md", &[&format!("{CASES}/leah"), "--earlier", &file]);
    assert!(other.contains("is of other cases") && other.contains("not in this one: adeyemi-barnes"), "{other}");
    let text = std::fs::read_to_string(&file).unwrap();
    let by_another = folder.path().join("other.json");
    std::fs::write(&by_another, text.replacen("\"rules\":\"", "\"rules\":\"x", 1)).unwrap();
    let (output, bytes) = pack("pack.md", &[&all, "--earlier", by_another.to_str().unwrap()]);
    assert!(String::from_utf8(bytes).unwrap().contains("by another version"), "{}", said(&output));
    let no_pack = folder.path().join("no.json");
    for text in ["", "Folasade rang", "{\"schema\": \"whatmatters.recording/1\", \"text\": \"Folasade rang\"}", "[1]"] {
        std::fs::write(&no_pack, text).unwrap();
        let (output, bytes) = pack("pack.md", &[&all, "--earlier", no_pack.to_str().unwrap()]);
        let told = said(&output);
        assert!(output.status.code() == Some(2) && bytes.is_empty(), "{told}");
        assert!(told.contains("it is no pack") && !told.contains("Folasade"), "{told}");
    }
    let (output, _) = pack("pack.md", &[&all, "--earlier", "nowhere.json"]);
    assert!(output.status.code() == Some(2) && said(&output).contains("could not be read"), "{}", said(&output));
}

#[test]
fn progress_is_told_to_the_worker_since_the_earlier_pack() {
    let (folder, file) = earlier(|name| name < "2025-05");
    let own = folder.path().join("own.json");
    let all = format!("{CASES}/adeyemi-barnes");
    pack_text("pack.md", &[&all, "--worker", "Gareth Pugh", "--earlier", &file, "--own", own.to_str().unwrap()]);
    let object: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&own).unwrap()).unwrap();
    let progress = &object["progress"];
    assert_eq!(progress["by_earlier_pack"], true);
    // The mail of 21 May is the school's, though it was pasted by the worker.
    assert_eq!(progress["recordings"].to_string(), "[4,2]");
    let sum: u64 = progress["planned"].as_array().unwrap().iter().map(|planned| planned.as_u64().unwrap()).sum();
    assert_eq!(Some(sum), object["planned"].as_u64());
    let own = folder.path().join("own.md");
    pack_text("pack.md", &[&all, "--worker", "Gareth Pugh", "--earlier", &file, "--own", own.to_str().unwrap()]);
    let text = std::fs::read_to_string(&own).unwrap();
    assert!(text.contains("Your plans") && !text.contains("In the recordings of the last pack"), "{text}");
}

#[test]
fn a_sheet_for_a_group_names_nobody() {
    const NAMES: [&str; 14] = [
        "Folasade",
        "Adeyemi",
        "Barnes",
        "Temi ",
        "Isaac",
        "Dwayne",
        "Pugh",
        "Okafor",
        "Bhatt",
        "Leah",
        "Sunita",
        "Kowalczyk",
        "Halina",
        "Fairweather",
    ];
    for name in ["sheet.md", "sheet.html", "sheet.docx", "sheet.json"] {
        let folder = tempfile::tempdir().unwrap();
        let sheet = folder.path().join(name);
        let (output, _) = pack("pack.md", &[CASES, "--group", sheet.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        let bytes = std::fs::read(&sheet).unwrap();
        let text = match name {
            "sheet.docx" => Document::open(&bytes).unwrap().text().to_owned(),
            _ => String::from_utf8(bytes).unwrap(),
        };
        for part in [
            "Strengths",
            "Outcomes",
            "Priority risks",
            "What needs to happen?",
            "Where are we now?",
            "Where do we want to be?",
        ] {
            assert_eq!(text.matches(part).count(), 3, "{name}: {part}");
        }
        assert!(text.contains("are stand-ins") && text.contains("Case A") && text.contains("Case C"), "{name}");
        for somebody in NAMES {
            assert!(!text.to_lowercase().contains(&somebody.to_lowercase()), "{name}: {somebody}");
        }
    }
    let (output, _) = pack("pack.md", &[CASES, "--group", "a.md", "--earlier", "a.md"]);
    assert!(said(&output).contains("names the same file as --group"), "{}", said(&output));
}

#[test]
fn risks_stand_in_an_order_with_its_reasons() {
    let object: serde_json::Value = serde_json::from_str(&pack_text("pack.json", &[CASES])).unwrap();
    for case in object["cases"].as_array().unwrap() {
        let risks = case["priority_risks"].as_array().unwrap();
        assert!(risks.iter().any(|risk| !risk["reasons"].as_array().unwrap().is_empty()));
    }
    let risks = &object["cases"][0]["priority_risks"];
    let first: String = (0..3).map(|at| risks[at].to_string()).collect();
    assert!(first.contains("followed Folasade") && first.contains("mentions “kicked”"), "{first}");
    let fallen = object["cases"][2]["priority_risks"].as_array().unwrap();
    let at = fallen.iter().position(|risk| risk["told"]["text"].as_str().unwrap().contains("has not fallen"));
    assert!(at.is_none_or(|at| at > 5), "what is told as not so stands below");
}

/// The table that is committed is what the code gives, and good enough to be shown.
#[test]
fn plans_are_followed_as_the_committed_table_says() {
    for (split, file) in [(Split::Development, "development"), (Split::Test, "test")] {
        let pairs = read_followed(Path::new("corpora"), split).unwrap();
        let table = followed_table(&followed(&pairs));
        let path = format!("evals/results/followed-{file}.csv");
        assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), table, "`whatmatters evaluate` writes {path}");
    }
    let pairs = |split: Split| read_followed(Path::new("corpora"), split).unwrap().len();
    assert!(pairs(Split::Development) + pairs(Split::Test) >= 200);
}

/// Recordings by two workers of two people, in files of their own.
fn of_two_workers() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write(
        "marsh/a.txt",
        "Visit 4 May 2026\nWorker: Siân Owen\nI asked Ada what she would like for the evenings. She said \"my radio by the bed\".\nSO to ring the shop about the radio.\nAda will think about the day centre.\n",
    );
    write(
        "marsh/b.txt",
        "18/5/26 tel call with Ada Marsh. SO\nThe day centre rang her and she laughed about it.\nSO to send the leaflet. SO to ring the nurse.\n",
    );
    write(
        "marsh/c.txt",
        "From: Sian Owen\nTo: Housing Team, Calder Homes\nDate: 20 May 2026\n\nI visited Ada on Monday and she showed me the damp wall.\nI will come back in June.\n",
    );
    write(
        "reed/a.txt",
        "Visit 6 May 2026\nWorker: Kofi Bako\nI explained to Tom why I had to tell his manager.\nKB to write to the bank.\nKB to ask the landlord about the key.\nKB to look at the forms.\n",
    );
    write(
        "reed/b.txt",
        "Visit 20 May 2026\nTom was out and the curtains were shut all day.\nSomebody had left the gate open.\n",
    );
    folder
}

#[test]
fn a_writer_is_known_without_accents_and_by_initials() {
    let folder = of_two_workers();
    let path = folder.path().to_str().unwrap();
    let object: serde_json::Value =
        serde_json::from_str(&pack_text("pack.json", &[path, "--worker", "Sian Owen"])).unwrap();
    assert_eq!(object["worker"], "Siân Owen");
    let cases = object["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 1);
    for recording in cases[0]["recordings"].as_array().unwrap() {
        assert_eq!(recording["own"], true, "{recording}");
    }
    assert_eq!(object["notes"], serde_json::json!([]));
    let text = pack_text("pack.md", &[path, "--worker", "Kofi Bako"]);
    assert_eq!(text.matches("1 names no writer (reed 1)").count(), 1, "{text}");
    assert!(text.find("names no writer").unwrap() < text.find("## reed").unwrap(), "said once, of all cases");
    assert!(text.contains("I explained to Tom why I had to tell his manager."), "{text}");
}

#[test]
fn a_pack_begins_with_what_was_done_or_says_that_nothing_was_found() {
    let folder = of_two_workers();
    let text = pack_text("pack.md", &[folder.path().to_str().unwrap()]);
    let begins =
        |case: &str| text.split(&format!("## {case}\n")).nth(1).unwrap().split("### ").nth(1).unwrap().to_owned();
    assert!(begins("marsh").contains("I asked Ada what she would like for the evenings."), "{text}");
    let only = folder.path().join("reed/b.txt");
    let text = pack_text("pack.md", &[only.to_str().unwrap()]);
    assert!(text.contains("None was found in 1 recording"), "{text}");
}

#[test]
fn one_thing_to_try_rests_on_the_workers_own_sentence() {
    let folder = of_two_workers();
    let to_try = |worker: &str| {
        let own = folder.path().join("own.json");
        let path = |case: &str| folder.path().join(case).to_str().unwrap().to_owned();
        pack_text("pack.md", &[&path("marsh"), &path("reed"), "--worker", worker, "--own", own.to_str().unwrap()]);
        let object: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&own).unwrap()).unwrap();
        (
            object["to_try"].as_str().unwrap().to_owned(),
            object["to_try_from"]["text"].as_str().unwrap_or_default().to_owned(),
        )
    };
    let ((one, from), (other, from_other)) = (to_try("Siân Owen"), to_try("Kofi Bako"));
    assert_ne!(one, other);
    for (words, from) in [(&one, from), (&other, from_other)] {
        assert!(words.contains(from.trim_end_matches('.')) && !from.is_empty(), "{words}: {from}");
    }
}

#[test]
fn no_question_stands_in_most_cases_of_a_pack() {
    let object: serde_json::Value = serde_json::from_str(&pack_text("pack.json", &[CASES])).unwrap();
    let asked: Vec<&str> = object["cases"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|case| case["asked"].as_array().unwrap())
        .map(|asked| asked["id"].as_str().unwrap())
        .collect();
    assert!(asked.len() >= 6);
    for id in &asked {
        assert!(asked.iter().filter(|other| *other == id).count() <= 2, "{id}: {asked:?}");
    }
}

#[test]
fn a_group_page_holds_what_the_pack_shows_and_calls_nobody_two_things() {
    let folder = of_two_workers();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let sheet = path("sheet.md");
    let text = pack_text("pack.md", &[&path("marsh"), "--group", &sheet]);
    let group = std::fs::read_to_string(&sheet).unwrap();
    let under = |text: &str, heading: &str| text.split(heading).nth(1).unwrap().split("###").next().unwrap().to_owned();
    assert!(under(&text, "What needs to happen?").contains("\n- "), "{text}");
    assert!(!under(&group, "What needs to happen?").contains("Nothing was found"), "{group}");
    assert!(!group.contains("SO to") && !group.contains("tel call with Ada"), "{group}");
    assert!(group.contains("tells nothing of anybody's background"), "{group}");
}

#[test]
fn a_table_with_one_column_for_its_words_is_read_without_a_note() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let one = write("one.csv", "text,date,person\nIda was glad.,2026-05-04,Ida\n");
    let (output, _) = pack("pack.md", &[&one]);
    assert!(!said(&output).contains("are in the column"), "{}", said(&output));
    let two = write("two.csv", "text,notes,date\nIda was glad.,More.,2026-05-04\n");
    let (output, _) = pack("pack.md", &[&two]);
    assert!(said(&output).contains("`notes` could hold them too"), "{}", said(&output));
}
