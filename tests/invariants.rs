//! What must hold of any recording at all. ARCHITECTURE.md numbers them.

#![allow(clippy::disallowed_methods, reason = "tests read what they test")]

use proptest::prelude::*;
use std::path::Path;
use std::sync::LazyLock;
use whatmatters::engine::Engine;
use whatmatters::input::{asides, decode};
use whatmatters::recording::Draft;
use whatmatters::render::{Json, Markdown, Render, Terminal, Text, Versions};
use whatmatters::text::{Recording, Source, What};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(None));
static RULES_ALONE: LazyLock<Engine> = LazyLock::new(Engine::without_model);

fn recording(text: &str) -> Recording {
    let source = Source { name: "a.txt".into(), encoding: "utf-8".into(), ..Source::default() };
    Recording { aside: asides(text), ..Recording::new(text.to_owned(), source) }
}

fn rendered(draft: &Draft, render: &mut dyn Render) -> String {
    let mut out = Vec::new();
    render.render(draft, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn json(draft: &Draft) -> String {
    rendered(draft, &mut Json { versions: Versions::of(&ENGINE), findings_only: false })
}

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Text as recordings are written, with everything that could trip a reader of it.
fn recording_text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Mum said ",
        "\"I don't want to go home\" ",
        "but ",
        "failed to attend ",
        "POC ",
        "Plan:\n",
        "- ",
        "\n",
        "\r\n",
        "\n\n",
        ". ",
        "; ",
        "by Friday ",
        "“it’s fine” ",
        "SW to ring ",
        "not ",
        "he fell twice",
        "(",
        ")",
        "VIEWS\n",
        "10.30 ",
        "é ",
        "🙂",
        "\u{200b}",
        "\t",
        "ß",
        "risk of harm",
        "# ",
        "* ",
        "Name: ",
        "İ",
        "ﬁ",
        "From: a@b.example\nSubject: x\n",
        "> she refused\n",
        "On 3 May 2024, x@y.example wrote:\n",
        "Her acopia ",
        "00:01.000 --> 00:02.000\n",
        "<v Mum>",
        "and then she went to the shop and came back and had her tea and ",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// 1. Nothing is lost, nothing is added, and what is shown carries its span.
    #[test]
    fn segments_and_the_space_between_give_the_source_back(text in recording_text()) {
        let draft = ENGINE.read(recording(&text));
        prop_assert_eq!(&draft.recording.text, &text);
        let mut rest = 0;
        for placed in &draft.segments {
            prop_assert!(placed.span.start() >= rest && text[rest..placed.span.start()].trim().is_empty());
            prop_assert!((0.0..=1.0).contains(&placed.confidence));
            prop_assert!(!placed.also.contains(&placed.section) && !placed.reason.is_empty());
            rest = placed.span.end();
        }
        prop_assert!(text[rest..].trim().is_empty());
        for finding in &draft.findings {
            prop_assert!(text.get(finding.span.start()..finding.span.end()).is_some_and(|words| !words.is_empty()));
            // The gravest words are found in earlier messages too.
            let is_grave = finding.rule == "deficit/acopia";
            let spares = |what: What| what == What::Mark || (what == What::EarlierMail && is_grave);
            let mut aside = draft.segments.iter().filter(|placed| placed.aside.is_some_and(|what| !spares(what)));
            prop_assert!(!aside.any(|placed| placed.span.overlaps(finding.span)), "{}", finding.rule);
        }
    }

    /// 1. Every segment is shown once, whole, in the formats people read.
    #[test]
    fn every_segment_is_shown(text in "[A-Za-z ,.;éß]{0,200}") {
        let draft = ENGINE.read(recording(&text));
        let page = rendered(&draft, &mut Terminal { versions: Versions::of(&ENGINE), width: 10_000 });
        let markdown = rendered(&draft, &mut Markdown { versions: Versions::of(&ENGINE), findings_only: false });
        let plain = rendered(&draft, &mut Text { versions: Versions::of(&ENGINE) });
        for placed in &draft.segments {
            let words = without_space(placed.span.of(&text));
            prop_assert!([&page, &markdown, &plain].iter().all(|page| without_space(page).contains(&words)));
        }
    }

    /// 2. What the lists find needs no model, and a model takes none of it away.
    #[test]
    fn the_lists_do_not_need_the_model(text in recording_text()) {
        let with = ENGINE.read(recording(&text)).findings;
        let without = RULES_ALONE.read(recording(&text)).findings;
        prop_assert!(without.iter().all(|finding| with.contains(finding)));
        prop_assert_eq!(&with, &ENGINE.check(recording(&text)).findings);
    }

    /// 3. The same bytes, read again.
    #[test]
    fn the_same_recording_gives_the_same_bytes(text in recording_text()) {
        prop_assert_eq!(json(&ENGINE.read(recording(&text))), json(&ENGINE.read(recording(&text))));
    }

    /// Any bytes at all are read or refused, and a refusal quotes none of them.
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(decoded) = decode(&bytes) {
            ENGINE.read(recording(&decoded.text));
        }
    }
}

/// The exception that the first of these makes is one that there is.
#[test]
fn grave_words_in_an_earlier_message_are_found() {
    let draft = ENGINE
        .read(recording("Tea.\n\nOn 3 May 2024, x@y.example wrote:\nHer acopia is known. Mum failed to attend.\n"));
    let rules: Vec<&str> = draft.findings.iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(rules, ["deficit/acopia"]);
}

/// 3. Whatever the batch, its order and the number of threads.
#[test]
fn batch_order_and_threads_change_nothing() {
    let texts: Vec<String> = std::fs::read_to_string("corpora/development/early-help.jsonl")
        .unwrap()
        .lines()
        .take(6)
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["text"].as_str().unwrap().to_owned())
        .collect();
    let one_by_one: Vec<String> = texts.iter().map(|text| json(&ENGINE.read(recording(text)))).collect();
    for threads in [1, 2, 5] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let backwards: Vec<String> = pool.install(|| {
            use rayon::prelude::*;
            texts.par_iter().rev().map(|text| json(&ENGINE.read(recording(text)))).collect()
        });
        assert!(backwards.iter().rev().eq(&one_by_one), "{threads} threads");
    }
}

/// 2. A model that cannot be used leaves the rules at work, and the draft says what is missing.
#[test]
fn a_broken_model_is_said() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["manifest.toml", "tokenizer.json", "words.txt", "model.safetensors"] {
        std::fs::copy(Path::new("models/recording-minilm").join(name), folder.path().join(name)).unwrap();
    }
    std::fs::write(folder.path().join("model.safetensors"), b"cut short").unwrap();
    let broken = Engine::new(Some(folder.path()));
    assert!(broken.model().err().unwrap().to_string().contains("SHA-256"));
    let text = "Mum failed to attend the review. She fell on Friday.";
    let draft = broken.read(recording(text));
    assert_eq!(draft.findings, ENGINE.read(recording(text)).findings);
    assert!(draft.problems[0].contains("the model could not be used"));
}

/// 4. Nothing in the source opens a connection.
#[test]
fn no_source_file_names_a_socket() {
    const NAMES: [&str; 7] =
        ["std::net", "net::", "TcpStream", "TcpListener", "UdpSocket", "UnixStream", "UnixListener"];
    let mut folders = vec![Path::new("src").to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let source = std::fs::read_to_string(&path).unwrap();
                let named = NAMES.iter().find(|name| source.contains(*name));
                assert!(named.is_none(), "{} in {}", named.unwrap(), path.display());
            }
        }
    }
}
