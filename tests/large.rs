//! Large tables flow through: what is held does not grow with the file.

#![cfg(target_os = "linux")]
#![allow(clippy::disallowed_methods, reason = "tests write and read what they test")]

use std::fs::File;
use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::path::Path;
use whatmatters::input::{Columns, Origin, read_each};

const ROWS: usize = 10_000;
const BYTES_IN_ROW: usize = 3_000;
/// Above what the program holds before: a tenth of a file.
const MOST_HELD: usize = ROWS * BYTES_IN_ROW / 10;

#[test]
fn a_table_is_never_held_whole() {
    let folder = tempfile::tempdir().unwrap();
    let before = most_held();
    for (name, head, row) in [
        ("utf-8.csv", "id;note;history\n", "7;\"She said “no”.\nTwice.\";"),
        ("windows-1252.tsv", "id\tnote\thistory\n", "7\tShe said \u{93}no\u{94}.\t"),
        ("rows.jsonl", "", "{\"id\": 7, \"text\": \"She said “no”.\", \"history\": \""),
    ] {
        let path = folder.path().join(name);
        let end = if name.ends_with("jsonl") { "\"}\n" } else { "\n" };
        let bytes = |text: &str| match name {
            "windows-1252.tsv" => text.chars().map(|c| u8::try_from(c).unwrap()).collect(),
            _ => text.as_bytes().to_vec(),
        };
        write(&path, &bytes(head), &[bytes(row), vec![b'x'; BYTES_IN_ROW], bytes(end)].concat());
        let mut count = 0;
        read_each(&Origin::from_arguments(std::slice::from_ref(&path)), &Columns::default(), &mut |recordings, _| {
            assert!(recordings.iter().all(|recording| recording.text.starts_with("She said “no”.")));
            count += recordings.len();
            ControlFlow::Continue(())
        });
        assert_eq!(count, ROWS, "{name}");
        let held = most_held() - before;
        assert!(held < MOST_HELD, "{name}: {held} bytes");
        std::fs::remove_file(path).unwrap();
    }
}

fn write(path: &Path, head: &[u8], row: &[u8]) {
    let mut file = BufWriter::new(File::create(path).unwrap());
    file.write_all(head).unwrap();
    (0..ROWS).for_each(|_| file.write_all(row).unwrap());
    file.flush().unwrap();
}

/// The most bytes of memory that this process has held at once.
fn most_held() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    1024 * line.trim().trim_end_matches(" kB").parse::<usize>().unwrap()
}
