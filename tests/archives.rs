//! Archives, patterns, and files that are large, damaged or made to do harm, as a script sees them.

#![allow(clippy::disallowed_methods, reason = "tests read what they test")]

use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::Command;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A word that no message may hold.
const SECRET: &str = "Zebedee";
const VISIT: &[u8] = b"Mum failed to attend. Zebedee came.\n";

struct Ran {
    status: i32,
    /// Name, row and text of each recording.
    recordings: Vec<(String, Option<u64>, String)>,
    said: String,
}

/// Checks `paths` as JSON in `folder`, and sees that no message tells of a recording.
fn check(folder: &Path, paths: &[&str]) -> Ran {
    let output = whatmatters(folder, &[&["check", "--format", "json"], paths].concat());
    let objects = output.1.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let recording = |object: serde_json::Value| {
        let source = &object["source"];
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        (text(&source["name"]), source["row"].as_u64(), text(&object["text"]))
    };
    Ran { status: output.0, recordings: objects.map(recording).collect(), said: output.2 }
}

/// Exit status, standard output and standard error.
fn whatmatters(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_whatmatters")).current_dir(folder).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let said = text(output.stderr);
    assert!(!said.contains(SECRET), "{said}");
    (output.status.code().expect("it was not killed"), text(output.stdout), said)
}

fn names(ran: &Ran) -> Vec<&str> {
    ran.recordings.iter().map(|(name, ..)| name.as_str()).collect()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The archive with the part `name` made into something else.
fn with_part(bytes: &[u8], name: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut members = Vec::new();
    for index in 0..archive.len() {
        let mut member = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        member.read_to_end(&mut content).unwrap();
        members.push((member.name().unwrap().into_owned(), content));
    }
    let (_, part) = members.iter_mut().find(|(member, _)| member == name).unwrap();
    *part = change(String::from_utf8(part.clone()).unwrap()).into_bytes();
    zip(&members.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>())
}

/// Writes `value` into the two headers of the member `name`, at these places in them.
fn in_headers(archive: &mut [u8], name: &str, (local, central): (usize, usize), value: &[u8]) {
    for (signature, length, at) in [(b"PK\x03\x04", 30, local), (b"PK\x01\x02", 46, central)] {
        let header = (0..archive.len())
            .find(|&place| {
                archive[place..].starts_with(signature) && archive[place + length..].starts_with(name.as_bytes())
            })
            .unwrap();
        archive[header + at..][..value.len()].copy_from_slice(value);
    }
}

const FLAGS: (usize, usize) = (6, 8);
const SIZE: (usize, usize) = (22, 24);

#[test]
fn an_archive_is_read_as_its_files_are_and_nothing_is_unpacked() {
    let folder = tempfile::tempdir().unwrap();
    let document = std::fs::read("tests/documents/poor-visit.docx").unwrap();
    let workbook = std::fs::read("tests/documents/export.xlsx").unwrap();
    let archive = zip(&[
        ("team/visit.txt", VISIT),
        ("team\\a.txt", VISIT),
        ("form.docx", &document),
        ("team/export.xlsx", &workbook),
        ("rows.csv", b"id,note\n1,He is non-compliant.\n"),
        ("__MACOSX/._form.docx", b"x"),
        ("team/.hidden.txt", VISIT),
        ("team/~$form.docx", b"x"),
        ("photo.PNG", b"x"),
        ("scan.pdf", b"x"),
        ("LICENCE", b"x"),
    ]);
    std::fs::write(folder.path().join("export.zip"), archive).unwrap();
    let ran = check(folder.path(), &["export.zip"]);
    let inside = ["form.docx", "rows.csv", "team/a.txt", "team/export.xlsx", "team/export.xlsx", "team/visit.txt"];
    assert_eq!(names(&ran), inside.map(|name| format!("export.zip/{name}")));
    assert_eq!(ran.recordings[3].1, Some(2));
    assert!(
        ran.said.contains("export.zip: 3 files in it of kinds that are not read: 1 without an ending, 1 .pdf, 1 .png")
    );
    assert!(ran.said.contains("export.zip/team/export.xlsx, row 4: there is no text in it"), "{}", ran.said);
    assert_eq!(ran.status, 3);
    assert_eq!(names(&check(folder.path(), &["."])).len(), 6);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_phrase_in_an_archive_is_dismissed_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.zip"), zip(&[("in/visit.txt", VISIT)])).unwrap();
    let (status, found, _) = whatmatters(folder.path(), &["check", "--format", "json", "a.zip"]);
    assert_eq!(status, 1);
    let object: serde_json::Value = serde_json::from_str(&found).unwrap();
    let mark = object["findings"][0]["fingerprint"].as_str().unwrap();
    let dismissed = whatmatters(folder.path(), &["dismiss", mark, "--why", "her own words", "a.zip/in/visit.txt"]);
    assert_eq!(dismissed.0, 0, "{}", dismissed.2);
    assert_eq!(check(folder.path(), &["a.zip"]).status, 0);
    let commented = whatmatters(folder.path(), &["check", "a.zip", "--format", "docx", "--output", "checked.docx"]);
    assert_eq!(commented.0, 0, "{}", commented.2);
}

#[test]
fn what_is_wrong_with_one_file_of_an_archive_costs_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let mut archive = zip(&[
        ("../up.txt", VISIT),
        ("/etc/root.txt", VISIT),
        ("C:\\drive.txt", VISIT),
        ("in/../../out.txt", VISIT),
        ("broken.docx", VISIT),
        ("damaged.txt", VISIT),
        ("locked.txt", VISIT),
        ("nested.zip", &zip(&[("visit.txt", VISIT)])),
        ("steer\u{1b}[31m.txt", VISIT),
        ("visit.txt", VISIT),
    ]);
    in_headers(&mut archive, "locked.txt", FLAGS, &[1, 0]);
    in_headers(&mut archive, "damaged.txt", (14, 16), &[1, 2, 3, 4]);
    std::fs::write(folder.path().join("a.zip"), archive).unwrap();
    let ran = check(folder.path(), &["a.zip"]);
    assert_eq!(names(&ran), ["a.zip/steer\u{fffd}[31m.txt", "a.zip/visit.txt"]);
    assert_eq!(ran.status, 3);
    for what in [
        "a.zip, ../up.txt: its path leads out of the archive",
        "a.zip, /etc/root.txt: its path leads out of the archive",
        "a.zip, C:/drive.txt: its path leads out of the archive",
        "a.zip, in/../../out.txt: its path leads out of the archive, and is not followed; ask for that file by itself",
        "a.zip/broken.docx: it is not a whole Word document",
        "a.zip/damaged.txt: it is damaged in the archive",
        "a.zip/locked.txt: it is locked with a password; unpack it with its password",
        "a.zip/nested.zip: it is an archive in an archive, which is not opened; unpack the outer archive",
        "Read 2 of 10 recordings.",
    ] {
        assert!(ran.said.contains(what), "{what}: {}", ran.said);
    }
}

#[test]
fn archives_that_are_damaged_or_made_to_do_harm_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let many: Vec<(String, &[u8])> = (0..10_001).map(|at| (format!("{at}.txt"), VISIT)).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let whole = zip(&[("a.txt", VISIT), ("b.txt", VISIT)]);
    let bomb = zip(&[("bomb.csv", &vec![b' '; 60_000_000])]);
    let mut lying = bomb.clone();
    in_headers(&mut lying, "bomb.csv", SIZE, &100u32.to_le_bytes());
    for (name, bytes, what) in [
        ("cut.zip", &whole[..whole.len() - 30], "it is not a whole ZIP archive; copy or download it again"),
        ("text.zip", VISIT, "it is not a whole ZIP archive"),
        ("empty.zip", &zip(&[]), "there is no recording in the archive; it should hold .docx"),
        ("photos.zip", &zip(&[("a.png", b"x")]), "there is no recording in the archive"),
        ("many.zip", &zip(&many), "it holds more than 10000 files"),
        ("bomb.zip", &bomb, "or to 200 times its own size, as no archive of recordings does"),
        ("lying.zip", &lying, "it is damaged in the archive"),
    ] {
        std::fs::write(folder.path().join(name), bytes).unwrap();
        let ran = check(folder.path(), &[name]);
        assert!(ran.said.contains(name) && ran.said.contains(what), "{name}: {}", ran.said);
        assert_eq!((ran.status, ran.recordings.len()), (2, 0), "{name}");
    }
}

#[test]
fn workbooks_made_to_do_harm_are_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let xlsx = std::fs::read("tests/documents/export.xlsx").unwrap();
    let ods = std::fs::read("tests/documents/export.ods").unwrap();
    let sheet = "xl/worksheets/sheet1.xml";
    let bomb =
        with_part(&xlsx, sheet, |xml| xml.replace("<sheetData>", &format!("<sheetData>{}", " ".repeat(60_000_000))));
    let mut lying = bomb.clone();
    in_headers(&mut lying, sheet, SIZE, &3000u32.to_le_bytes());
    let strings =
        with_part(&xlsx, "xl/sharedStrings.xml", |xml| xml.replace("uniqueCount=\"", "uniqueCount=\"99999999"));
    for (name, bytes, what) in [
        ("bomb.xlsx", &bomb, "or to 200 times its own size, as no spreadsheet of recordings does; open it in Excel"),
        ("lying.xlsx", &lying, "it cannot be opened as a spreadsheet"),
        ("strings.xlsx", &strings, "it cannot be opened as a spreadsheet"),
    ] {
        std::fs::write(folder.path().join(name), bytes).unwrap();
        let ran = check(folder.path(), &[name]);
        assert!(ran.said.contains(name) && ran.said.contains(what), "{name}: {}", ran.said);
        assert_eq!((ran.status, ran.recordings.len()), (2, 0), "{name}");
    }
    // A last cell in the last corner of a sheet: what lies between is not held.
    let corner = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>";
    let wide = with_part(&xlsx, sheet, |xml| xml.replace("</sheetData>", corner));
    let cells = "<table:table-row table:number-rows-repeated=\"100\"><table:table-cell table:number-columns-repeated=\"16384\" \
                 office:value-type=\"string\"><text:p><text:s text:c=\"4000000000\"/></text:p></table:table-cell></table:table-row></table:table>";
    let repeating = with_part(&ods, "content.xml", |xml| xml.replace("</table:table>", cells));
    for (name, bytes, told) in
        [("wide.xlsx", wide, "row 1048576: there is no text"), ("repeating.ods", repeating, "row 5: there is no text")]
    {
        std::fs::write(folder.path().join(name), bytes).unwrap();
        let ran = check(folder.path(), &[name]);
        assert_eq!((ran.status, ran.recordings.len()), (3, 2), "{}", ran.said);
        assert!(ran.said.contains(told), "{}", ran.said);
    }
}

#[test]
fn patterns_that_the_shell_left_are_expanded() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("north")).unwrap();
    for name in ["b.txt", "a.txt", "north/c.txt", "odd[1].txt"] {
        std::fs::write(folder.path().join(name), VISIT).unwrap();
    }
    // What an organisation keeps beside the recordings is found in their folder.
    std::fs::write(folder.path().join("north/whatmatters.toml"), "off = [\"deficit/failed-to-attend\"]\n").unwrap();
    assert_eq!(names(&check(folder.path(), &["?.txt"])), ["a.txt", "b.txt"]);
    assert_eq!(names(&check(folder.path(), &["odd[1].txt"])), ["odd[1].txt"]);
    let north = check(folder.path(), &["n*/*.txt"]);
    assert_eq!((names(&north), north.status), (vec!["north/c.txt"], 0));
    let none = check(folder.path(), &["*.docx", "a.txt"]);
    assert!(none.said.contains("*.docx: no file has this name, and none matches it as a pattern; check the folder"));
    assert_eq!((none.status, none.recordings.len()), (3, 1));
}

#[test]
fn what_a_document_holds_beside_its_words_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let document = std::fs::read("tests/documents/home-visit.docx").unwrap();
    let with_macros = with_part(&document, "word/settings.xml", |xml| xml);
    let mut archive = ZipWriter::new_append(Cursor::new(with_macros)).unwrap();
    archive.start_file("word/vbaProject.bin", SimpleFileOptions::default()).unwrap();
    archive.write_all(b"Zebedee").unwrap();
    std::fs::write(folder.path().join("visit.docm"), archive.finish().unwrap().into_inner()).unwrap();
    let ran = check(folder.path(), &["visit.docm"]);
    assert_eq!(
        ran.recordings[0].2,
        "Ada met me at the door and made tea.\n\nHer views\n\n“I want my own bed back.”\n\nSian will ring the GP on Friday.\n\n\
         Her daughter failed to attend."
    );
    for what in [
        "comments were left out",
        "5 words in footnotes and endnotes were left out",
        "8 words in headers and footers were left out",
        "macros were left out, and not run",
    ] {
        assert!(ran.said.contains(what), "{}", ran.said);
    }
    assert_eq!(ran.status, 1);
    let commented =
        |name: &str| whatmatters(folder.path(), &["check", "visit.docm", "--format", "docx", "--output", name]);
    let refused = commented("checked.docx");
    assert!(refused.0 == 2 && refused.2.contains("Word opens only under a name that ends in .docm"), "{}", refused.2);
    assert_eq!(commented("checked.docm").0, 1);
}

#[test]
fn documents_that_are_cut_short_locked_or_made_to_do_harm_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let document = std::fs::read("tests/documents/poor-visit.docx").unwrap();
    let part = "word/document.xml";
    let bomb =
        with_part(&document, part, |xml| xml.replace("<w:body>", &format!("<w:body>{}", " ".repeat(60_000_000))));
    let entities = with_part(&document, part, |xml| {
        xml.replacen("<w:document", "<!DOCTYPE a [<!ENTITY b \"Zebedee\"><!ENTITY c \"&b;&b;&b;\">]><w:document", 1)
    });
    let mut locked = document.clone();
    in_headers(&mut locked, part, FLAGS, &[1, 0]);
    for (name, bytes, what) in [
        ("cut.docx", &document[..document.len() - 400], "it is not a whole Word document"),
        ("bomb.docx", &bomb, "it would grow when opened far beyond what a document comes to"),
        ("entities.docx", &entities, "it declares entities of its own"),
        ("locked.docx", &locked, "it is locked with a password"),
        ("password.docm", b"\xd0\xcf\x11\xe0Zebedee", "it is locked with a password"),
    ] {
        std::fs::write(folder.path().join(name), bytes).unwrap();
        let ran = check(folder.path(), &[name]);
        assert!(ran.said.contains(name) && ran.said.contains(what), "{name}: {}", ran.said);
        assert_eq!((ran.status, ran.recordings.len()), (2, 0), "{name}");
    }
}

#[test]
fn what_a_table_leaves_open_is_told() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("ragged.csv"),
        "id,note,details\n1,Mum failed to attend.\n2,He went,to the shop,more\n",
    )
    .unwrap();
    let ran = check(folder.path(), &["ragged.csv"]);
    for what in [
        "in the column `note` and `id` tells them apart; `details` could hold them too; choose with --text-column",
        "row 2: it has 2 cells where the table has 3 columns",
        "row 3: it has 4 cells where the table has 3 columns",
    ] {
        assert!(ran.said.contains(what), "{}", ran.said);
    }
    assert_eq!((ran.status, ran.recordings.len()), (1, 2));
    let missing = check(folder.path(), &["ragged.csv", "--text-column", "story"]);
    assert!(missing.said.contains("there is no field named `story`; fields found: id, note, details; choose with"));
    assert_eq!(missing.status, 2);
    // Without names of columns the first row is a recording, and not to be shown.
    std::fs::write(folder.path().join("bare.csv"), "7,Zebedee came to the door and let me in.\n8,He went out.\n")
        .unwrap();
    let bare = check(folder.path(), &["bare.csv"]);
    assert!(bare.said.contains("fields found: 7, and 1 more; choose"), "{}", bare.said);
}

#[test]
fn a_long_table_keeps_its_order_and_tells_each_row_that_could_not_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let rows: String =
        (0..300).map(|at| if at % 100 == 50 { format!("{at},\n") } else { format!("{at},Tea.\n") }).collect();
    std::fs::write(folder.path().join("long.csv"), format!("id,note\n{rows}")).unwrap();
    let ran = check(folder.path(), &["long.csv"]);
    let numbers: Vec<u64> = ran.recordings.iter().filter_map(|(_, row, _)| *row).collect();
    assert_eq!(numbers, (2..302).filter(|row| row % 100 != 52).collect::<Vec<_>>());
    assert!(ran.said.contains("row 152: there is no text") && ran.said.contains("Read 297 of 300 recordings."));
    assert_eq!(ran.status, 3);
}
