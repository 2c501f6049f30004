//! How fast an audit reads, how much of that is the encoder, and the most memory it holds.
//!
//!     cargo bench --bench audit -- 30000
//!
//! The number is of recordings, each of some 200 words put together from the corpora; 2,000 unless another is given.

#![allow(clippy::disallowed_methods, reason = "the export that is audited is made here")]

use rayon::prelude::*;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use whatmatters::corpus::{Split, read_split};
use whatmatters::engine::Engine;
use whatmatters::segment::segment;
use whatmatters::text::{Recording, Source, Span};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const WORDS: usize = 200;
/// Recordings of which the parts of the work are timed in this process.
const SAMPLE: usize = 400;

fn main() {
    let count = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(2_000);
    let folder = tempfile::tempdir().expect("there is room for an export");
    let texts = texts(count);
    let export = export(folder.path(), &texts);
    let sample = &texts[..texts.len().min(SAMPLE)];
    let (encoder, whole) = parts(sample);
    println!("of reading a recording, {:.0} % is the encoder", 100.0 * encoder / whole);

    let size = std::fs::metadata(&export).map_or(0, |about| about.len());
    let start = Instant::now();
    let most = audit(folder.path(), &export);
    let seconds = start.elapsed().as_secs_f64();
    println!("{count} recordings of some {WORDS} words, {:.1} MB: {seconds:.0} s", size as f64 / 1e6);
    let of_encoder = (count as f64 / seconds) / (sample.len() as f64 / encoder);
    println!("{:.1} recordings a second, {:.2} of what the encoder alone reads", count as f64 / seconds, of_encoder);
    match most {
        Some(most) => {
            println!("at most {:.0} MB of memory, {:.0} MB of them for the first 500 recordings", most.0, most.1)
        }
        None => println!("this system does not tell how much memory a program holds"),
    }
}

/// Whole sentences from all over the corpora until there are enough words, never the same recording twice.
fn texts(count: usize) -> Vec<String> {
    let entries = read_split(Path::new("corpora"), Split::Train).expect("the corpora are there");
    // Steps that have no part in common with the number of entries, so that nothing comes round soon.
    let mut step = 0;
    let one = |_| {
        let mut text = String::new();
        while text.split_whitespace().count() < WORDS {
            step += 1;
            let entry = &entries[step * 7_919 % entries.len()];
            let from = step * 31 % entry.segments.len();
            for label in &entry.segments[from..(from + 6).min(entry.segments.len())] {
                text.push_str(label.span().of(&entry.text));
            }
            text.push('\n');
        }
        text
    };
    (0..count).map(one).collect()
}

fn export(folder: &Path, texts: &[String]) -> PathBuf {
    let mut table = String::from("id,date,team,person,note\n");
    for (number, text) in texts.iter().enumerate() {
        let day = format!("2026-{:02}-{:02}", 1 + number % 6, 1 + number % 28);
        let (team, person) = (number % 12, number % (texts.len() / 8).max(1));
        let _ = writeln!(table, "n{number},{day},Team {team},P{person},\"{}\"", text.replace('"', "\"\""));
    }
    let path = folder.join("export.csv");
    std::fs::write(&path, table).expect("there is room for an export");
    path
}

/// Seconds of the encoder, and of reading as the program does.
fn parts(texts: &[String]) -> (f64, f64) {
    let engine = Engine::new(None);
    let model = engine.model().expect("the model is built in");
    let timed = |work: &(dyn Fn(&String) + Sync)| {
        let start = Instant::now();
        texts.par_iter().for_each(work);
        start.elapsed().as_secs_f64()
    };
    let encoder = timed(&|text| {
        let spans: Vec<Span> = segment(text).iter().map(|segment| segment.span).collect();
        drop(model.read_closely(text, &spans));
    });
    let whole = timed(&|text| drop(engine.read(Recording::new(text.clone(), Source::default()))));
    (encoder, whole)
}

/// The most memory an audit held, in MB, and what it held when it had read 500; nothing where the system does not tell.
fn audit(folder: &Path, export: &Path) -> Option<(f64, f64)> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whatmatters"));
    command.current_dir(folder).arg("audit").arg(export).args(["--output", "out"]).stdout(Stdio::null());
    let mut running = command.spawn().expect("the program was built");
    let (mut most, mut early) = (None, None);
    while running.try_wait().expect("it is this process's own").is_none() {
        let held = held(running.id());
        most = held.or(most);
        let read = std::fs::read(folder.join("out/recordings.jsonl"))
            .map_or(0, |rows| if early.is_some() { 0 } else { rows.iter().filter(|byte| **byte == b'\n').count() });
        if read >= 500 && early.is_none() {
            early = held;
        }
        std::thread::sleep(Duration::from_millis(250));
    }
    Some((most?, early.or(most)?))
}

/// The highest mark of a process's memory, in MB.
fn held(process: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1000.0)
}
