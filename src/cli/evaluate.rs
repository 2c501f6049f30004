#![expect(clippy::disallowed_methods, reason = "tables are written here")]

use super::{Exit, Failure};
use crate::corpus::{Entry, Split, read_split};
use crate::engine::Engine;
use crate::evaluate::{
    Figures, Scored, System, boundary_f1, misplaced_risks_table, placement_table, recordings_table, score,
};
use crate::files::in_words;
use crate::recording::Draft;
use crate::text::Span;
use clap::Args;
use std::path::{Path, PathBuf};

/// Measure the engine on labelled recordings and write the tables under evals/.
#[derive(Args)]
pub struct Evaluate {
    #[arg(long, value_name = "DIR", default_value = "corpora")]
    corpora: PathBuf,
    #[arg(long, value_enum, default_value = "test")]
    split: Split,
    /// Models to measure beside the built-in one.
    #[arg(long, value_name = "DIR")]
    model: Vec<PathBuf>,
    /// Where the tables are written.
    #[arg(long, value_name = "DIR", default_value = "evals/results")]
    output: PathBuf,
}

impl Evaluate {
    pub fn run(self) -> Result<Exit, Failure> {
        let entries = read_split(&self.corpora, self.split)
            .map_err(|error| Failure::new(error, "name the corpora with --corpora DIR"))?;
        let cues = Engine::without_model();
        let built_in = super::reading::engine(None)?;
        if let Err(error) = built_in.model() {
            return Err(Failure::new(
                format!("there is no model to measure: {error}"),
                "build again with the files of models/ in place",
            ));
        }
        let mut rows = vec![
            ("majority".to_owned(), figures(&measure(System::Majority, &entries))),
            ("word cues".to_owned(), figures(&measure(System::Engine(&cues), &entries))),
        ];
        let scored = measure(System::Engine(&built_in), &entries);
        rows.push(("built-in model".to_owned(), figures(&scored)));
        for folder in &self.model {
            let engine = super::reading::engine(Some(folder))?;
            rows.push((name(folder), figures(&measure(System::Engine(&engine), &entries))));
        }
        let split = self.split.folder();
        self.write(&format!("placement-{split}.csv"), &placement_table(&rows))?;
        self.write(&format!("recordings-{split}.csv"), &recordings_table(&entries, &scored))?;
        self.write(&format!("misplaced-risks-{split}.csv"), &misplaced_risks_table(&entries, &scored))?;
        print(&rows);
        anstream::println!(
            "Where segments begin in the same recordings without punctuation, F1: {:.3}",
            dictated(&built_in, &entries)
        );
        Ok(Exit::Done)
    }

    fn write(&self, name: &str, table: &str) -> Result<(), Failure> {
        let path = self.output.join(name);
        std::fs::create_dir_all(&self.output).and_then(|()| std::fs::write(&path, table)).map_err(|error| {
            Failure::new(
                format!("{} could not be written: {}", path.display(), in_words(error.kind())),
                "name a folder with --output",
            )
        })
    }
}

fn measure(system: System, entries: &[Entry]) -> Vec<Vec<Scored>> {
    entries.iter().zip(system.read(entries)).map(|(entry, draft)| score(entry, &draft)).collect()
}

fn dictated(engine: &Engine, entries: &[Entry]) -> f64 {
    let read: Vec<(Vec<Span>, Draft)> = entries
        .iter()
        .map(|entry| {
            let (text, spans) = entry.as_dictated();
            (spans, System::Engine(engine).read_text(&entry.id, text))
        })
        .collect();
    boundary_f1(read.iter().map(|(spans, draft)| (spans.as_slice(), draft)))
}

fn figures(scored: &[Vec<Scored>]) -> Figures {
    Figures::of(scored.iter().flatten())
}

fn name(folder: &Path) -> String {
    folder.file_name().map_or_else(|| "model".into(), |name| name.to_string_lossy().into_owned())
}

fn print(rows: &[(String, Figures)]) {
    anstream::println!(
        "{:<20} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9}",
        "",
        "macro-F1",
        "accept.",
        "risk",
        "shown",
        "voice",
        "calibr."
    );
    for (system, f) in rows {
        anstream::println!(
            "{system:<20} {:>9.3} {:>9.3} {:>9.3} {:>9.3} {:>9.3} {:>9.3}",
            f.macro_f1,
            f.acceptable,
            f.risk_recall,
            f.risk_shown,
            f.voice,
            f.calibration_error
        );
    }
}
