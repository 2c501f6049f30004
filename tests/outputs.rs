//! Every way a draft leaves: what was written is opened again with the readers of this project.

#![allow(clippy::disallowed_methods, reason = "tests read what they test")]

use calamine::{Data, Reader, Xlsx};
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use whatmatters::docx::Document;
use whatmatters::engine::Engine;
use whatmatters::recording::Draft;
use whatmatters::render::{Csv, Html, Render, Text, Versions, Word, Workbook};
use whatmatters::text::{Recording, Source};

/// A recording with all that could trip a format: markup, a formula, characters that XML cannot hold, words from right to left, a word of
/// forty thousand letters.
fn ugly() -> String {
    let long = "a".repeat(40_000);
    format!(
        "VISIT\r\n\r\nMum failed to attend <script>alert(1)</script> & left.\r\n=1+1 was on the fridge. \u{1}Yosef \
         (\u{5d9}\u{5d5}\u{5e1}\u{5e3}) said \"I'm fine 🙂\".\r\n- @Sian to ring\u{202e} the GP by Friday\r\n- continue to\r\n  monitor\r\n{long} ]]> end.\r\n"
    )
}

fn versions() -> Versions {
    Versions { version: "0", model: "model".into(), rules: "rules".into() }
}

fn draft(name: &str, text: &str) -> Draft {
    let source = Source { name: name.into(), encoding: "utf-8".into(), ..Source::default() };
    Engine::new(None).read(Recording::new(text.into(), source))
}

fn written(render: &mut dyn Render, drafts: &[Draft]) -> Vec<u8> {
    let mut bytes = Vec::new();
    render.begin(&mut bytes).unwrap();
    drafts.iter().for_each(|draft| render.render(draft, &mut bytes).unwrap());
    render.end(&mut bytes).unwrap();
    bytes
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The words of a recording as documents hold them.
fn held(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('\u{1}', "\u{fffd}").replace('\u{202e}', "")
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

const FOOT: &str =
    "Arranged by machine from the writer's own words; nothing was added. For the writer to check before it is used.";

#[test]
fn pages_and_plain_text_of_whole_recordings() {
    for name in ["poor-visit", "plan-review"] {
        let text = std::fs::read_to_string(format!("tests/recordings/{name}.txt")).unwrap();
        let draft = draft(name, &text);
        let page = |render: &mut dyn Render| String::from_utf8(written(render, std::slice::from_ref(&draft))).unwrap();
        // The style is not what changes from draft to draft.
        let html = page(&mut Html::new(versions(), false));
        let (from, to) = (html.find("<body>").unwrap(), html.len());
        insta::assert_snapshot!(format!("{name}-html"), html[from..to].replace("><", ">\n<"));
        insta::assert_snapshot!(format!("{name}-text"), page(&mut Text { versions: versions() }));
    }
}

#[test]
fn a_page_holds_the_draft_and_nothing_that_acts() {
    let text = ugly();
    let drafts = [draft("ugly.txt", &text), draft("<b>other</b>.txt", "She fell on Friday.")];
    let page = String::from_utf8(written(&mut Html::new(versions(), false), &drafts)).unwrap();
    assert!(!page.contains("<script") && page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; left."), "{page}");
    assert!(!page.contains(['\u{1}', '\u{202e}', '\r']));
    assert!(
        page.contains("<a href=\"#recording-2\">&lt;b&gt;other&lt;/b&gt;.txt</a>")
            && page.contains("id=\"recording-2\"")
    );
    assert!(!["http:", "https:", "url(", "src=", "@import", "onload"].iter().any(|outside| page.contains(outside)));
    assert!(page.contains(FOOT) && page.contains("whatmatters 0, model model, rules rules"));
    for mark in page.split("aria-describedby=\"").skip(1) {
        let id = mark.split('"').next().unwrap();
        assert_eq!(page.matches(&format!("<li id=\"{id}\">")).count(), 1, "{id}");
    }
    assert_eq!(page.matches("<li id=\"phrase-1-").count(), drafts[0].findings.len());
    assert!(on_one_line(&page).contains("@Sian to ring the GP by Friday"), "{page}");
    let none = String::from_utf8(written(&mut Html::new(versions(), true), &drafts[1..])).unwrap();
    assert!(none.contains("Nothing in the phrasing to look at again."));
}

#[test]
fn a_document_holds_the_draft_its_comments_and_the_source() {
    for (name, text) in [
        ("ugly.txt", ugly()),
        ("poor-visit.txt", std::fs::read_to_string("tests/recordings/poor-visit.txt").unwrap()),
        ("plan-review.txt", std::fs::read_to_string("tests/recordings/plan-review.txt").unwrap()),
    ] {
        let draft = draft(name, &text);
        let bytes = written(&mut Word::new(versions()), &[draft.clone(), draft.clone()]);
        let document = Document::open(&bytes).unwrap();
        let one_draft = document.text().split(name).nth(1).unwrap();
        let (arranged, own) = one_draft.split_once("The recording in its own order").unwrap();
        let (own, foot) = own.split_once(FOOT).unwrap();
        assert_eq!(on_one_line(own), held(&text), "{name}: every word of the source, once and in its order");
        assert!(foot.contains("whatmatters 0, model model, rules rules"));
        for placed in &draft.segments {
            let words = held(placed.span.of(&text));
            assert!(on_one_line(arranged).contains(words.trim_start_matches("- ")), "{name}: {words}");
        }
        let xml = part(&bytes, "word/document.xml");
        let comments = part(&bytes, "word/comments.xml");
        let count = 2 * draft.findings.len();
        assert!(count > 0);
        for mark in ["<w:commentRangeStart ", "<w:commentRangeEnd ", "<w:commentReference "] {
            assert_eq!(xml.matches(mark).count(), count, "{name}: {mark}");
        }
        assert_eq!(comments.matches("<w:comment ").count(), count, "{name}");
        assert_eq!(xml.matches("w:val=\"Heading1\"").count(), 2);
        assert_eq!(xml.matches("<w:pageBreakBefore/>").count(), 1, "the second recording begins on a page of its own");
        assert!(
            xml.contains("w:val=\"Heading2\"")
                && part(&bytes, "word/styles.xml").contains("w:name w:val=\"heading 2\"")
        );
        assert_eq!(xml.contains("\u{fffd}"), name == "ugly.txt");
        assert_eq!(document.text().contains("cannot hold"), name == "ugly.txt", "what was put in its place is said");
        assert_eq!(bytes, written(&mut Word::new(versions()), &[draft.clone(), draft]), "the same bytes");
    }
    let plain = written(&mut Word::new(versions()), &[draft("calm.txt", "We had tea and toast.")]);
    assert!(Document::open(&plain).unwrap().left_out().is_empty(), "no comment, and no part for any");
}

fn sheet(bytes: &[u8], name: &str) -> Vec<Vec<Data>> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = workbook.worksheet_range(name).unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

fn column(rows: &[Vec<Data>], name: &str) -> Vec<String> {
    let at = rows[0].iter().position(|cell| *cell == Data::String(name.into())).unwrap_or_else(|| panic!("{name}"));
    rows[1..].iter().map(|row| row[at].to_string()).collect()
}

#[test]
fn a_workbook_holds_words_and_never_a_formula() {
    let text = ugly();
    let drafts = [draft("=cmd.txt", &text), draft("calm.txt", "We had tea and toast.")];
    let bytes = written(&mut Workbook::new(versions(), false), &drafts);
    let segments = sheet(&bytes, "Segments");
    let of_first: String = segments[1..]
        .iter()
        .filter(|row| row[0] != Data::String("calm.txt".into()))
        .map(|row| row[6].to_string() + " ")
        .collect();
    // A word too long for one cell goes on in the next row.
    let without_space = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let bulleted = held(&text).replace("- @Sian", "@Sian").replace("- continue", "continue");
    assert_eq!(without_space(&of_first), without_space(&bulleted), "every word, once and in its order");
    assert!(column(&segments, "words").iter().any(|words| words.starts_with("=1+1 was on the fridge")));
    assert!(column(&segments, "recording").contains(&"=cmd.txt".to_owned()));

    let actions = sheet(&bytes, "Actions");
    assert_eq!(actions.len() - 1, drafts.iter().map(|draft| draft.actions.len()).sum::<usize>());
    assert!(column(&actions, "when").iter().any(|when| when.contains("Friday")), "{actions:?}");
    let phrasing = sheet(&bytes, "Phrasing");
    assert_eq!(phrasing.len() - 1, drafts[0].findings.len());
    assert!(column(&phrasing, "phrase").contains(&"failed to attend".to_owned()));
    assert!(sheet(&bytes, "Questions").len() > 1);
    let about = column(&sheet(&bytes, "About"), "note");
    assert!(
        about.last().unwrap().starts_with(FOOT) && about.iter().any(|note| note.contains("cannot hold")),
        "{about:?}"
    );
    for number in 1..=5 {
        assert!(!part(&bytes, &format!("xl/worksheets/sheet{number}.xml")).contains("<f>"));
    }
    assert!(part(&bytes, "xl/styles.xml").contains("quotePrefix=\"1\""));
    assert_eq!(bytes, written(&mut Workbook::new(versions(), false), &drafts), "the same bytes");

    let found = written(&mut Workbook::new(versions(), true), &drafts);
    assert_eq!(Xlsx::new(Cursor::new(&found[..])).unwrap().sheet_names(), ["Phrasing", "About"]);
}

#[test]
fn a_table_holds_every_segment_and_says_what_it_is() {
    let text = ugly();
    let drafts = [draft("ugly.txt", &text)];
    let bytes = written(&mut Csv { versions: versions(), findings_only: false }, &drafts);
    let table = bytes.strip_prefix("\u{feff}".as_bytes()).expect("Excel reads it as UTF-8");
    let mut reader = csv::Reader::from_reader(table);
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let at = |name: &str| names.iter().position(|other| other == name).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), drafts[0].segments.len());
    assert!(rows.iter().all(|row| row[at("how_made")].starts_with(FOOT)));
    assert!(rows.iter().any(|row| row[at("words")].starts_with("'=1+1 was on the fridge")));
    assert!(rows.iter().all(|row| row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@']))));
    let found = written(&mut Csv { versions: versions(), findings_only: true }, &drafts);
    assert_eq!(csv::Reader::from_reader(&found[3..]).records().count(), drafts[0].findings.len());
}

/// Three hundred segments, each with its phrase: nothing grows but the file.
#[test]
fn a_long_recording_leaves_in_every_format() {
    let text = "Mum failed to attend. He will ring by Friday.\n\n".repeat(150);
    let drafts = [draft("long.txt", &text)];
    assert!(drafts[0].segments.len() >= 300 && drafts[0].findings.len() >= 150);
    let document = written(&mut Word::new(versions()), &drafts);
    assert_eq!(part(&document, "word/comments.xml").matches("<w:comment ").count(), drafts[0].findings.len());
    let page = String::from_utf8(written(&mut Html::new(versions(), false), &drafts)).unwrap();
    assert_eq!(page.matches("<mark ").count(), drafts[0].findings.len());
    assert!(sheet(&written(&mut Workbook::new(versions(), false), &drafts), "Segments").len() > 300);
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_whatmatters")).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

struct Folder {
    folder: tempfile::TempDir,
}

impl Folder {
    fn new() -> Folder {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("notes")).unwrap();
        std::fs::write(folder.path().join("notes/visit.txt"), "Mum failed to attend the review.\n").unwrap();
        Folder { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn name(&self, name: &str) -> String {
        self.path(name).display().to_string()
    }

    fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

#[test]
fn a_file_is_written_whole_and_its_name_tells_the_format() {
    let folder = Folder::new();
    let visit = folder.name("notes/visit.txt");
    for (name, begins) in [
        ("draft.html", "<!DOCTYPE html>"),
        ("draft.docx", "PK"),
        ("draft.xlsx", "PK"),
        ("draft.txt", ""),
        ("draft.md", "# "),
        ("draft.csv", "\u{feff}\"recording\""),
        ("draft.json", "{\"schema\""),
    ] {
        for _ in 0..2 {
            let output = run(&["restructure", &visit, "--output", &folder.name(name)]);
            assert!(
                output.status.success() && said(&output).contains(&format!("Written to {}", folder.name(name))),
                "{}",
                said(&output)
            );
            let bytes = std::fs::read(folder.path(name)).unwrap();
            assert!(bytes.starts_with(begins.as_bytes()) && bytes.len() > 100, "{name}");
        }
    }
    assert_eq!(folder.files().len(), 8, "nothing is left beside them: {:?}", folder.files());
    let same = run(&["restructure", &visit, "--format", "docx"]);
    assert_eq!(same.stdout, std::fs::read(folder.path("draft.docx")).unwrap(), "and to standard output the same");
    let found = run(&["check", &visit, "--format", "csv", "--output", &folder.name("found.csv")]);
    assert_eq!(found.status.code(), Some(1), "{}", said(&found));
    assert!(std::fs::read_to_string(folder.path("found.csv")).unwrap().contains("\"failed to attend\""));
}

#[test]
fn what_cannot_be_written_is_told_and_what_is_read_stays() {
    let folder = Folder::new();
    let visit = folder.name("notes/visit.txt");
    let notes = folder.name("notes");
    let before = std::fs::read(Path::new(&visit)).unwrap();
    for (input, output, why) in [
        (&visit, visit.clone(), "names the recording that is read"),
        (&notes, visit.clone(), "among the recordings that are read"),
        (&notes, folder.name("notes/draft.docx"), "among the recordings that are read"),
        (&visit, folder.name("none/draft.html"), "there is no folder"),
        (&visit, notes.clone(), "it is no file"),
        (&folder.name("none.txt"), folder.name("draft.html"), "no such file"),
    ] {
        for command in ["restructure", "check"] {
            let result = run(&[command, input, "--format", "html", "--output", &output]);
            assert_eq!(result.status.code(), Some(2), "{command} {output}: {}", said(&result));
            assert!(said(&result).contains(why), "{command} {output}: {}", said(&result));
        }
    }
    assert_eq!(std::fs::read(Path::new(&visit)).unwrap(), before);
    assert_eq!(folder.files(), ["notes"]);
    let chronology = run(&["restructure", "--chronology", &visit, "--output", &folder.name("draft.html")]);
    assert!(
        chronology.status.code() == Some(2) && said(&chronology).contains("choose --format"),
        "{}",
        said(&chronology)
    );
}
