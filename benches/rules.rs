//! How fast the rules read, alone and on one core: megabytes a second over one megabyte of recordings.
//!
//!     cargo bench --bench rules

use std::path::Path;
use std::time::Instant;
use whatmatters::corpus::{Split, read_split};
use whatmatters::rules::Rules;
use whatmatters::segment::segment;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const BYTES: usize = 1_000_000;
const PASSES: usize = 5;

fn main() {
    let rules = Rules::built_in();
    let entries = read_split(Path::new("corpora"), Split::Train).expect("the corpora are there");
    let mut texts: Vec<&str> = Vec::new();
    let mut bytes = 0;
    for entry in &entries {
        if bytes < BYTES {
            bytes += entry.text.len();
            texts.push(&entry.text);
        }
    }
    let segments: Vec<_> = texts.iter().map(|text| segment(text)).collect();
    let fastest = |work: &dyn Fn()| {
        let times = (0..PASSES).map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64()
        });
        times.fold(f64::INFINITY, f64::min)
    };
    let cut = fastest(&|| texts.iter().for_each(|text| drop(segment(text))));
    let found = fastest(&|| {
        texts.iter().zip(&segments).for_each(|(text, segments)| drop(rules.findings(text, segments, &[])));
    });
    let rate = |seconds: f64| bytes as f64 / 1e6 / seconds;
    println!("segments: {:.1} MB/s", rate(cut));
    println!("findings of {} rules: {:.1} MB/s", rules.all().count(), rate(found));
}
