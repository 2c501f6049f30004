//! Mail and transcripts: what was written as the recording is read, and what stands around it is kept and left alone.

#![allow(clippy::disallowed_methods, reason = "tests read what they test")]

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_whatmatters")).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn object(file: &str) -> Value {
    let output = run(&["restructure", &format!("tests/documents/{file}"), "--format", "json"]);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{file}: {}", said(&output)))
}

fn words<'a>(object: &'a Value, of: &Value) -> &'a str {
    let at = |key: &str| of[key].as_u64().unwrap() as usize;
    &object["text"].as_str().unwrap()[at("start")..at("end")]
}

/// The segment that holds `some`.
fn holding<'a>(object: &'a Value, some: &str) -> &'a Value {
    let segments = object["segments"].as_array().unwrap();
    segments.iter().find(|segment| words(object, segment).contains(some)).unwrap_or_else(|| panic!("{some}"))
}

const FILES: [&str; 6] = ["meeting.vtt", "visit.srt", "transcript.txt", "chain.txt", "chain.eml", "outlook.eml"];

#[test]
fn what_stands_aside_is_context_and_brings_nothing() {
    for file in FILES {
        let object = object(file);
        let text = object["text"].as_str().unwrap();
        let mut rest = 0;
        for segment in object["segments"].as_array().unwrap() {
            let (start, end) = (segment["start"].as_u64().unwrap() as usize, segment["end"].as_u64().unwrap() as usize);
            assert!(text[rest..start].trim().is_empty(), "{file}");
            rest = end;
            if segment["aside"].is_null() {
                continue;
            }
            assert_eq!(
                (&segment["section"], &segment["confidence"]),
                (&"context".into(), &1.0.into()),
                "{file}: {segment}"
            );
            let overlaps = |other: &Value| {
                other["start"].as_u64().unwrap() < end as u64 && other["end"].as_u64().unwrap() > start as u64
            };
            for kind in ["findings", "actions", "scores"] {
                assert!(!object[kind].as_array().unwrap().iter().any(overlaps), "{file}: {segment}");
            }
        }
        assert!(text[rest..].trim().is_empty(), "{file}");
    }
}

#[test]
fn a_transcript_keeps_its_speakers_and_its_words() {
    let meeting = object("meeting.vtt");
    assert_eq!(meeting["text"], std::fs::read_to_string("tests/documents/meeting.vtt").unwrap());
    for (some, speaker, voice) in [
        ("what matters to you", "Social worker", "practitioner"),
        ("She fell twice", "Daughter", "family"),
        ("put the tablets in a box", "District nurse", "professional"),
    ] {
        let segment = holding(&meeting, some);
        assert_eq!((&segment["speaker"], &segment["voice"]), (&speaker.into(), &voice.into()), "{some}");
    }
    assert_eq!(holding(&meeting, "my own flat")["speaker"], "Grace Okoro");
    assert_eq!(holding(&meeting, "12 Larch Row")["aside"], "note");
    let found: Vec<&str> =
        meeting["findings"].as_array().unwrap().iter().map(|finding| words(&meeting, finding)).collect();
    assert!(found.contains(&"failed to attend") && !found.contains(&"non-compliant"), "{found:?}");

    let visit = object("visit.srt");
    assert_eq!(holding(&visit, "at the stables")["speaker"], "Young person");
    assert_eq!(holding(&visit, "at the stables")["voice"], "person");
    let transcript = object("transcript.txt");
    assert_eq!(holding(&transcript, "Nights are hard")["voice"], "family");
    assert_eq!(holding(&transcript, "00:00:15")["aside"], "time");

    let page =
        String::from_utf8(run(&["restructure", "tests/documents/meeting.vtt", "--format", "markdown"]).stdout).unwrap();
    assert!(page.contains("Read as a transcript") && !page.contains("00:00:12") && !page.contains("WEBVTT"), "{page}");
    assert!(page.contains("all night") && page.contains("(Grace Okoro"), "{page}");
}

#[test]
fn the_newest_message_is_the_recording() {
    for (file, heading) in [("chain.txt", "Sent: 04 May"), ("chain.eml", "On Mon, 4 May")] {
        let object = object(file);
        assert_eq!(holding(&object, heading)["aside"], "mail_heading", "{file}");
        let earlier = holding(&object, "on the floor all night");
        assert_eq!(earlier["aside"], "earlier_mail", "{file}");
        assert!(
            earlier["also"].as_array().unwrap().contains(&"priority_risks".into()),
            "{file}: a risk is marked wherever it stands"
        );
        let found: Vec<&str> =
            object["findings"].as_array().unwrap().iter().map(|finding| words(&object, finding)).collect();
        assert_eq!(found, ["failed to attend"], "{file}");
        let call = object["actions"]
            .as_array()
            .unwrap()
            .iter()
            .find(|action| words(&object, action).contains("ring the clinic"));
        assert_eq!(call.unwrap()["due"], "2026-05-06", "{file}: the heading tells the day");
        assert!(object["problems"][0].as_str().unwrap().starts_with("Read as mail"), "{file}");
    }
    let answered = object("chain.eml");
    assert!(holding(&answered, "out of hours team")["aside"].is_null());
    assert!(answered["text"].as_str().unwrap().contains("From: Siân Davies <sian.davies@larchshire.example>"));
    let told = said(&run(&["check", "tests/documents/chain.eml"]));
    assert!(told.contains("what is attached was not read: 1 PDF") && !told.contains("Grace"), "{told}");

    let outlook = object("outlook.eml");
    assert_eq!(words(&outlook, holding(&outlook, "ring the school")), "I will ring the school by Friday");
    assert_eq!(holding(&outlook, "Has anyone seen Tia")["aside"], "earlier_mail");
    assert!(
        outlook["text"]
            .as_str()
            .unwrap()
            .contains("From: Jo Hale <jo.hale@larchshire.example>\nSent: 05 May 2026 17:20\n")
    );
}

#[test]
fn comments_on_mail_are_put_on_the_newest_message_alone() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("checked.docx");
    let checked =
        run(&["check", "tests/documents/chain.txt", "--format", "docx", "--output", output.to_str().unwrap()]);
    assert!(String::from_utf8_lossy(&checked.stdout).starts_with("1 comment in"), "{checked:?}");
}

#[test]
fn bad_files_are_told_with_what_to_do_next() {
    const SECRET: &str = "Zebedee";
    let folder = tempfile::tempdir().unwrap();
    let huge =
        format!("From: a@x.example\nSubject: b\nContent-Transfer-Encoding: base64\n\n{}\n", "QUFB".repeat(3_000_000));
    let picture = "From: a@x.example\nSubject: Zebedee\nContent-Type: image/png; name=Zebedee.png\nContent-Disposition: attachment\n\nx\n";
    let cases: [(&str, &[u8], &str, &str); 11] = [
        ("empty.eml", b"", "there is no text in it", "right file"),
        ("blank.eml", b"From: a@x.example\nSubject: Zebedee\n\n \n", "there is no text in it", "right file"),
        ("picture.eml", picture.as_bytes(), "only what is attached: 1 picture", "a file of its own"),
        ("note.eml", b"Zebedee fell on Friday.\n", "it is not a mail", "save it again from the mail program"),
        (
            "renamed.eml",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1Zebedee",
            "an old Word, Excel or Outlook file",
            "save it as plain text",
        ),
        ("binary.eml", &[0, 159, 146, 150, 0, 7], "it is not a mail", "save it again"),
        ("huge.eml", huge.as_bytes(), "too long for one recording", "a file of its own"),
        ("empty.vtt", b"WEBVTT\n\n", "there are no cues in it", "export the transcript again"),
        ("words.srt", b"Zebedee fell.\n", "there are no cues in it", "save them as .txt"),
        ("binary.vtt", b"WEBVTT\n\n\0\x01\x02Zebedee", "it is not text", "save it as plain text"),
        ("mail.msg", b"Zebedee", "does not read .msg files", "save it as .eml"),
    ];
    for (name, bytes, what, next) in cases {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let output = run(&["check", path.to_str().unwrap()]);
        let told = said(&output);
        assert!(told.contains(what) && told.contains(next) && !told.contains(SECRET), "{name}: {told}");
        assert_eq!(output.status.code(), Some(2), "{name}");
    }
    let mail = std::fs::read("tests/documents/chain.eml").unwrap();
    let cut = folder.path().join("cut.eml");
    std::fs::write(&cut, &mail[..900]).unwrap();
    assert!(said(&run(&["check", cut.to_str().unwrap()])).contains("part of it is damaged or missing"));
    assert!(!said(&run(&["check", "tests/documents/chain.eml", "tests/documents/outlook.eml"])).contains("damaged"));
    let cut = folder.path().join("cut.vtt");
    std::fs::write(&cut, "WEBVTT\n\n00:01.000 --> 00:02.000\nShe fell.\n\n00:03.000 -->").unwrap();
    let output = run(&["check", cut.to_str().unwrap()]);
    assert!(
        said(&output).contains("its last cue has no words") && output.status.code() == Some(0),
        "{}",
        said(&output)
    );
}

#[test]
fn a_folder_gives_its_mail_and_transcripts() {
    let folder = tempfile::tempdir().unwrap();
    for file in FILES {
        std::fs::copy(Path::new("tests/documents").join(file), folder.path().join(file)).unwrap();
    }
    let output = run(&["check", folder.path().to_str().unwrap(), "--format", "json"]);
    assert_eq!(output.stdout.iter().filter(|&&b| b == b'\n').count(), FILES.len(), "{}", said(&output));
}

#[test]
fn rich_text_is_read_as_the_document_is() {
    // Each has the text box where its own format does.
    let paragraphs = |file: &str| {
        let text = object(file)["text"].as_str().unwrap().to_owned();
        text.split("\n\n").map(str::to_owned).collect::<BTreeSet<String>>()
    };
    assert_eq!(paragraphs("home-visit.rtf"), paragraphs("home-visit.docx"));
    let word = object("word.rtf");
    let text = word["text"].as_str().unwrap();
    for read in [
        "She said “I want my own bed back” and it’s £5 – no more. Gwenllian’s tŷ. Emoji 😀 done.",
        "First action by Mum\n\nSecond action\n\nWho\n\nWhat\n\nSian\n\nRing the GP\non Friday\n\n",
        "This was added.",
        "See the page for more.",
        "{braces} and back\\slash",
    ] {
        assert!(text.contains(read), "{text}");
    }
    assert_eq!(text.matches("In a text box.").count(), 1);
    for left_out in ["deleted", "comment", "footnote", "Northmoor", "HYPERLINK", "Times", "0100"] {
        assert!(!text.contains(left_out), "{left_out}");
    }
    let told = said(&run(&["check", "tests/documents/word.rtf"]));
    for left_out in ["tracked deletions", "comments", "2 words in footnotes", "3 words in headers and footers"] {
        assert!(told.contains(left_out), "{told}");
    }
}
