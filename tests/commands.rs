//! The commands as a script sees them: output, exit status, and what is said of bad input.

#![allow(clippy::disallowed_methods, reason = "tests read what they test")]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_whatmatters")).args(arguments).output().unwrap()
}

fn run_on(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_whatmatters"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn status(output: &Output) -> i32 {
    output.status.code().expect("it was not killed")
}

/// What each bad input must say, and that it says nothing of the text.
#[test]
fn bad_input_is_told_with_what_to_do_next() {
    const SECRET: &str = "Zebedee";
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.display().to_string()
    };
    std::fs::create_dir(folder.path().join("empty")).unwrap();
    let long = format!("{SECRET} ").repeat(6_500_000);
    let cases = [
        (file("empty.txt", b""), "there is no text in it", "right file"),
        (file("blank.txt", b" \r\n\t\n"), "there is no text in it", "right file"),
        (file("letter.pdf", b"%PDF-1.7 Zebedee"), "it is a PDF", "copy the words out"),
        (file("form.docx", b"PK\x03\x04Zebedee"), "it is not a whole Word document", "save it again as .docx"),
        (file("locked.docx", b"\xd0\xcf\x11\xe0Zebedee"), "locked with a password", "take the password off"),
        (file("letter.txt", b"{\\rtf1 Zebedee}"), "it is a rich text file", "ends in .rtf"),
        (file("cut.rtf", b"{\\rtf1 Zebedee {\\b went"), "not a whole rich text file", "as .docx"),
        (file("old.doc", b"\xd0\xcf\x11\xe0Zebedee"), "does not read .doc files", "as .docx or .txt"),
        (file("form.txt", b"PK\x03\x04Zebedee"), "a Word, Excel or ZIP file", "save it as plain text"),
        (file("export.csv", b"id,words\n1,Zebedee\n"), "there is no field named `text`", "fields found: id, words"),
        (file("names.csv", b"id,note\n"), "there is no row under", "right file was exported"),
        (file("export.xlsx", b"PK\x03\x04Zebedee"), "cannot be opened as a spreadsheet", "save it again as .xlsx"),
        (file("locked.xlsx", b"\xd0\xcf\x11\xe0Zebedee"), "cannot be opened as a spreadsheet", "take off any password"),
        (file("photo.txt", b"Zebedee\0\x01\x02\xff"), "it is not text", "save it as plain text"),
        (file("nul.txt", b"Zebedee fell.\0 He got up."), "it is not text (byte 13)", "save it as plain text"),
        (file("half.txt", b"\xff\xfeZ\0e"), "not valid utf-16le", "save it as plain text"),
        (file("export.txt", long.as_bytes()), "too long for one recording", "a file of its own"),
        (file("line.txt", &vec![b'x'; 1_000_000]), "too long for one recording", "a file of its own"),
        (
            folder.path().join("empty").display().to_string(),
            "there is no recording in the folder",
            "recordings are .docx",
        ),
        (folder.path().join("none.txt").display().to_string(), "no such file", "check the name"),
        (
            file("rows.jsonl", b"{\"words\": \"Zebedee\"}\n"),
            "row 1: there is no field named `text`",
            "fields found: words",
        ),
        (
            file("null.jsonl", b"{\"text\": null, \"worker\": \"Zebedee\"}\n"),
            "row 1: the field `text` of the row is not text",
            "quotation marks",
        ),
        (file("broken.jsonl", b"Zebedee\n"), "row 1: the row is not JSON (byte 1", "one object"),
    ];
    for (path, what, next) in cases {
        for command in ["restructure", "check"] {
            let output = run(&[command, &path]);
            let said = err(&output);
            assert!(said.contains(&path) && said.contains(what) && said.contains(next), "{command} {path}: {said}");
            assert_eq!(status(&output), 2, "{command} {path}");
            assert!(!said.contains(SECRET) && out(&output).is_empty(), "{command} {path}: {said}");
        }
    }
}

#[test]
fn a_bad_file_does_not_stop_the_rest() {
    let output = run(&["restructure", "corpora/examples/visit.txt", "no-such.txt", "--format", "json"]);
    assert_eq!(status(&output), 3);
    assert_eq!(out(&output).lines().count(), 1);
    assert!(err(&output).contains("Read 1 of 2 recordings."));
}

#[test]
fn standard_input_is_read_where_no_file_is_named() {
    for arguments in [&["check"][..], &["check", "-"]] {
        let output = run_on(arguments, b"Mum failed to attend the review.\n");
        assert_eq!(status(&output), 1);
        assert!(out(&output).contains("standard input:1:5: “failed to attend”"), "{}", out(&output));
        assert!(out(&output).contains("\n      ^^^^^^^^^^^^^^^^\n"), "{}", out(&output));
    }
    assert_eq!(status(&run_on(&["check"], b"She made the tea and we sat down.\n")), 0);
}

/// Text that would steer a terminal loses nothing on its way into JSON or a document, and steers nothing on its way to a reader.
#[test]
fn control_characters_cost_nothing_and_do_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl");
    let text = "She fell \u{1b}]0;on Friday\u{7f} and \u{1b}[31mrang\u{202e} Mum. He came.";
    std::fs::write(&path, serde_json::json!({"text": text}).to_string()).unwrap();
    let read: serde_json::Value =
        serde_json::from_str(&out(&run(&["restructure", path.to_str().unwrap(), "--format", "json"]))).unwrap();
    assert_eq!(read["text"], text);
    for format in ["markdown", "terminal"] {
        let page = out(&run(&["restructure", path.to_str().unwrap(), "--format", format]));
        assert!(page.contains("on Friday") && page.contains("He came."), "{page}");
        assert!(!page.contains(['\u{1b}', '\u{7f}', '\u{202e}']), "{page}");
    }
}

#[test]
fn old_encodings_are_read_and_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.txt");
    std::fs::write(&path, b"Mum said \x93I\x92m fine\x94.\r\nHe lost \xA35.\r\n").unwrap();
    let output = run(&["restructure", path.to_str().unwrap(), "--format", "json"]);
    let read: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(read["text"], "Mum said “I’m fine”.\r\nHe lost £5.\r\n");
    assert_eq!(read["source"]["encoding"], "windows-1252");
    assert!(err(&output).contains("which is a guess"));
    assert_eq!(status(&output), 0);
}

#[test]
fn a_model_that_cannot_be_used_is_an_error() {
    let output = run(&["restructure", "corpora/examples/visit.txt", "--model", "evals"]);
    assert_eq!(status(&output), 2);
    assert!(
        err(&output).contains("evals/manifest.toml could not be read") && err(&output).contains("leave --model out")
    );
}

#[test]
fn colour_is_for_terminals() {
    let plain = run(&["restructure", "corpora/examples/visit.txt", "--format", "terminal"]);
    assert!(!out(&plain).contains('\u{1b}'));
}

#[test]
fn rules_are_listed_and_explained() {
    let listed = out(&run(&["rules"]));
    assert!(listed.lines().count() > 100 && listed.contains("jargon/unexplained-abbreviation"));
    let explained = out(&run(&["explain", "deficit/failed-to-attend"]));
    assert!(explained.contains("Source") && explained.contains("Stays silent"));
    let unknown = run(&["explain", "failed-to"]);
    assert_eq!(status(&unknown), 2);
    assert!(err(&unknown).contains("perhaps: deficit/failed-to"));
    assert_eq!(status(&run(&["privacy"])), 0);
    assert_eq!(status(&run(&["tidy"])), 2);
}

#[test]
fn nothing_is_written_beside_the_input() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    std::fs::write(&path, "She fell on Friday. Rang the GP.").unwrap();
    let before = std::fs::metadata(&path).unwrap().modified().unwrap();
    run(&["restructure", path.to_str().unwrap()]);
    run(&["check", path.to_str().unwrap()]);
    assert_eq!(std::fs::metadata(&path).unwrap().modified().unwrap(), before);
    assert_eq!(std::fs::read_dir(Path::new(folder.path())).unwrap().count(), 1);
}

#[test]
fn check_marks_lists_and_previews_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("visit.txt");
    let text = "Mum failed to attend <the> review.\nWe had tea.\n";
    std::fs::write(&path, text).unwrap();
    let path = path.display().to_string();
    let check = |arguments: &[&str]| {
        let output = run(&[&["check", path.as_str()], arguments].concat());
        assert_eq!(status(&output), 1);
        out(&output)
    };
    let page = check(&["--format", "html"]);
    assert!(page.contains("Mum <mark tabindex=\"0\" class=\"deficit\""), "{page}");
    assert!(
        page.contains(">failed to attend<sup") && page.contains("<li id=\"phrase-1-1\">“failed to attend”"),
        "{page}"
    );
    assert!(page.contains("&lt;the&gt; review.\nWe had tea.") && !page.contains("<script"), "{page}");
    assert!(check(&["--format", "markdown"]).contains("- Line 1: “failed to attend”"));
    let preview = check(&["--fix-preview"]);
    assert!(preview.contains("left for the writer\n  Line 1: “failed to attend” says"), "{preview}");
    assert!(preview.contains("\n    perhaps: say when") && !preview.contains("@@"), "{preview}");
    assert!(!preview.contains("tea"), "{preview}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    assert_eq!(status(&run(&["check", &path, "--fix-preview", "--format", "json"])), 2);
}

#[test]
fn a_word_document_comes_back_with_comments_and_all_its_words() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(file("visit.txt"), "Mum failed to attend the review.\n\nWe had tea & toast.\n").unwrap();
    let made = run(&["check", &file("visit.txt"), "--format", "docx", "--output", &file("checked.docx")]);
    assert_eq!(status(&made), 1, "{}", err(&made));
    assert!(out(&made).starts_with("1 comment in "), "{}", out(&made));
    let read = run(&["restructure", &file("checked.docx"), "--format", "json"]);
    let object: serde_json::Value = serde_json::from_slice(&read.stdout).unwrap();
    assert_eq!(object["text"], "Mum failed to attend the review.\n\nWe had tea & toast.");
    assert!(err(&read).contains("comments were left out"), "{}", err(&read));
    let before = std::fs::read(file("checked.docx")).unwrap();
    let refused = run(&["check", &file("checked.docx"), "--format", "docx", "--output", &file("checked.docx")]);
    assert_eq!(status(&refused), 2);
    assert!(err(&refused).contains("names the recording that is read"), "{}", err(&refused));
    assert_eq!(std::fs::read(file("checked.docx")).unwrap(), before);
    let nowhere = run(&["check", &file("visit.txt"), "--format", "docx"]);
    assert!(status(&nowhere) == 2 && err(&nowhere).contains("--output"), "{}", err(&nowhere));
}

/// A document that a word processor wrote reads as the text that it was made from.
#[test]
fn a_document_of_a_word_processor_reads_as_its_text() {
    let phrases = |path: &str| {
        let output = run(&["check", path, "--format", "json"]);
        let object: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let text = object["text"].as_str().unwrap().to_owned();
        let at = |finding: &serde_json::Value, key: &str| finding[key].as_u64().unwrap() as usize;
        let findings = object["findings"].as_array().unwrap().clone();
        findings
            .iter()
            .map(|finding| (finding["rule"].clone(), text[at(finding, "start")..at(finding, "end")].to_owned()))
            .collect::<Vec<_>>()
    };
    let found = phrases("tests/documents/poor-visit.docx");
    assert!(found.len() > 10);
    assert_eq!(found, phrases("tests/recordings/poor-visit.txt"));
}

#[test]
fn an_organisation_has_its_own_ways() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let visit = file("a/visit.txt", "Mum failed to attend the review.\n");
    assert_eq!(status(&run(&["check", &visit])), 1);
    let house = file("a/whatmatters.toml", "off = [\"deficit/failed-to-attend\"]\n");
    assert_eq!(status(&run(&["check", &visit])), 0);
    file("b/whatmatters.toml", "");
    let other = file("b/visit.txt", "Mum failed to attend the review.\n");
    let two = run(&["check", &visit, &other]);
    assert!(status(&two) == 2 && err(&two).contains("in more than one way"), "{}", err(&two));
    file("a/whatmatters.toml", "known = []\noff = [\"deficit/nothing\"]\n");
    let wrong = run(&["check", &visit]);
    assert!(
        status(&wrong) == 2 && err(&wrong).contains(&format!("{house}: line 2: there is no rule")),
        "{}",
        err(&wrong)
    );
    file("a/whatmatters.toml", "packs = [\"none.toml\"]\n");
    assert!(err(&run(&["check", &visit])).contains("none.toml: no such file"), "{}", err(&run(&["check", &visit])));
}

#[test]
fn the_page_of_rules_is_up_to_date() {
    let page = out(&run(&["rules", "--format", "markdown"]));
    let committed = std::fs::read_to_string("docs/rules.md").unwrap();
    assert!(page == committed, "cargo run --release -- rules --format markdown > docs/rules.md");
}

#[test]
fn a_dismissed_phrase_is_shown_with_its_reason_and_found_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("visit.txt");
    std::fs::write(&path, "Mum failed to attend the review.\n").unwrap();
    let file = path.to_str().unwrap();
    let found = run(&["check", file, "--format", "json"]);
    let mark = |output: &Output| {
        let object: serde_json::Value = serde_json::from_str(&out(output)).unwrap();
        object["findings"][0]["fingerprint"].as_str().unwrap().to_owned()
    };
    let kept = run(&["dismiss", &mark(&found), "--why", "these are the words of the letter.", file]);
    assert_eq!(status(&kept), 0, "{}", err(&kept));
    std::fs::write(&path, "A cold day.\n\nMum failed to attend the review. We talked.\n").unwrap();
    for format in ["terminal", "markdown", "html"] {
        let output = run(&["check", file, "--format", format]);
        assert_eq!(status(&output), 0, "{}", out(&output));
        assert!(out(&output).contains("because these are the words of the letter"), "{}", out(&output));
    }
    assert!(out(&run(&["restructure", file])).contains("because these are the words of the letter"));
    let object: serde_json::Value = serde_json::from_str(&out(&run(&["check", file, "--format", "json"]))).unwrap();
    assert_eq!((&object["findings"], object["dismissed"].as_array().unwrap().len()), (&serde_json::json!([]), 1));

    for (arguments, said) in [
        (vec!["dismiss", "3f2a", "--why", "so"], "is no fingerprint"),
        (vec!["dismiss", "3f2a9c01b7de", "--why", " "], "for a reason"),
        (vec!["dismiss", "3f2a9c01b7de", "--why", "so", "no-such.txt"], "no such file"),
    ] {
        let output = run(&arguments);
        assert!(status(&output) == 2 && err(&output).contains(said), "{}", err(&output));
    }
    std::fs::write(folder.path().join("whatmatters-dismissed.toml"), "dismissed = Zebedee\n").unwrap();
    let output = run(&["check", file]);
    assert!(status(&output) == 2 && err(&output).contains("line 1") && !err(&output).contains("Zebedee"));
}

/// What stands in the place of a file's bytes is whole before they go: another name of the file as it was shows that they are not written over.
#[test]
fn what_was_dismissed_before_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let dismiss = |mark: &str| {
        let kept = Command::new(env!("CARGO_BIN_EXE_whatmatters"))
            .args(["dismiss", mark, "--why", "her own words"])
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert_eq!(status(&kept), 0, "{}", err(&kept));
        std::fs::read_to_string(file("whatmatters-dismissed.toml")).unwrap()
    };
    let first = dismiss("3f2a9c01b7de");
    std::fs::hard_link(file("whatmatters-dismissed.toml"), file("before.toml")).unwrap();
    let second = dismiss("3f2a9c01b7df");
    assert!(second.contains("3f2a9c01b7de") && second.contains("3f2a9c01b7df"));
    assert_eq!(std::fs::read_to_string(file("before.toml")).unwrap(), first);
    let names = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(names, 2, "nothing is left beside them");
}

#[test]
fn a_baseline_sets_an_old_backlog_aside_and_never_overwrites_a_recording() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).display().to_string();
    let (visit, baseline) = (file("visit.txt"), file("baseline.toml"));
    std::fs::write(&visit, "Mum failed to attend the review.\n").unwrap();
    assert_eq!(status(&run(&["check", &visit, "--write-baseline", &visit])), 2);
    assert_eq!(std::fs::read_to_string(&visit).unwrap(), "Mum failed to attend the review.\n");
    let written = run(&["check", &visit, "--write-baseline", &baseline]);
    assert!(status(&written) == 0 && out(&written).contains("1 phrase set aside"), "{}", err(&written));
    assert_eq!(status(&run(&["check", &visit, "--write-baseline", &baseline])), 0, "a baseline can be made again");

    let before = run(&["check", &visit, "--baseline", &baseline]);
    assert_eq!(status(&before), 0);
    assert!(out(&before).contains("One phrase from before is set aside"), "{}", out(&before));
    std::fs::write(&visit, "Mum failed to attend the review.\nDad refused to engage.\n").unwrap();
    let now = run(&["check", &visit, "--baseline", &baseline]);
    assert!(status(&now) == 1 && out(&now).contains("refused to engage") && !out(&now).contains("failed to attend"));
    assert_eq!(status(&run(&["check", &visit, "--baseline", &file("none.toml")])), 2);
}

#[test]
fn a_chronology_says_that_it_is_of_several_people_however_their_column_is_called() {
    for column in ["Client ID", "client_id", "PersonRef", "Case number", "Service User Name"] {
        let table = format!("{column},text\nA1,Visited on 4 May 2026.\nB2,Rang on 5 May 2026.\nB2,Rang again.\n");
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("visits.csv");
        std::fs::write(&file, table).unwrap();
        let output = run(&["restructure", "--chronology", "--format", "json", file.to_str().unwrap()]);
        let object: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
        assert_eq!(object["people"], 2, "{column}");
    }
}

#[test]
fn a_chronology_puts_recordings_in_the_order_of_their_days_and_guesses_none() {
    let file = |name: &str| format!("tests/recordings/chronology/{name}.txt");
    let given = [file("third"), file("second"), file("first")];
    let mut arguments = vec!["restructure", "--chronology"];
    arguments.extend(given.iter().map(String::as_str));
    let page = out(&run(&arguments));
    let places: Vec<usize> =
        ["12 March 2026", "2 April 2026", "No date found"].iter().map(|date| page.find(date).unwrap()).collect();
    assert!(places.is_sorted(), "{page}");
    assert!(page.contains("lay there until the post came"), "{page}");
    arguments.extend(["--format", "json"]);
    let object: serde_json::Value = serde_json::from_str(&out(&run(&arguments))).unwrap();
    assert_eq!(object["schema"], "whatmatters.chronology/1");
    assert_eq!(object["days"][0]["date"], "2026-03-12");
    assert!(object["days"][2]["date"].is_null());
}

#[test]
fn a_plan_is_read_with_its_days_and_what_cannot_be_is_said() {
    let output = run(&["restructure", "tests/recordings/plan-review.txt", "--format", "json"]);
    let object: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    let action = |words: &str| {
        let text = object["text"].as_str().unwrap();
        let at = text.find(words).unwrap() as u64;
        let actions = object["actions"].as_array().unwrap();
        actions
            .iter()
            .find(|action| (action["start"].as_u64().unwrap()..action["end"].as_u64().unwrap()).contains(&at))
            .unwrap_or_else(|| panic!("{words}"))
            .clone()
    };
    assert_eq!(action("ring the housing officer")["due"], "2026-05-08");
    assert_eq!(action("ask the pool")["due"], "2026-05-18");
    assert!(action("Support with routines")["due"].is_null());
    let problems = object["problems"].as_array().unwrap();
    assert!(
        problems.iter().any(|problem| problem.as_str().unwrap().contains("no such day as “on 31 June”")),
        "{problems:?}"
    );
    assert_eq!(object["scores"][0]["score"], 3);
    assert_eq!(object["scores"][0]["earlier"], 2);
    assert_eq!(object["unheard"][0]["name"], "Tia");
    assert!(!object["contingencies"].as_array().unwrap().is_empty());
}

#[test]
fn recordings_of_several_people_in_one_file_are_told_and_not_guessed_apart() {
    let text = "Client: Ada Moss\nVisit 3 June 2026. Ada wants to keep her cat.\n\nClient: Joe Kerr\nJoe has not eaten since Sunday.\n";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("two.txt");
    std::fs::write(&path, text).unwrap();
    let out =
        std::process::Command::new(env!("CARGO_BIN_EXE_whatmatters")).arg("restructure").arg(&path).output().unwrap();
    let draft = String::from_utf8(out.stdout).unwrap();
    assert!(draft.contains("It seems to be about 2 people"), "{draft}");
    assert!(!draft.contains("due 3 June"), "the line that dates a recording is no action: {draft}");
}

#[test]
fn a_folder_is_read_with_its_tables_and_what_could_not_be_read_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    std::fs::create_dir(folder.path().join("north")).unwrap();
    write("export.csv", "id,note\n1,Mum failed to attend.\n2,\n");
    write("north/visit.txt", "He walked to the shop.");
    write("whatmatters.toml", "known = []");
    write("photo.png", "not a recording");
    let output = run(&["check", folder.path().to_str().unwrap(), "--format", "json"]);
    let names: Vec<String> = out(&output)
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["source"]["name"].as_str().unwrap().to_owned()
        })
        .collect();
    assert!(names.len() == 2 && names[0].ends_with("export.csv") && names[1].ends_with("visit.txt"), "{names:?}");
    assert!(
        err(&output).contains("the recordings are in the column `note` and `id` tells them apart"),
        "{}",
        err(&output)
    );
    assert!(err(&output).contains("row 3: there is no text in it") && status(&output) == 3, "{}", err(&output));
}
