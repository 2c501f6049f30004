#![expect(clippy::disallowed_methods, reason = "the list of names is opened here")]

use super::{Exit, Failure};
use crate::corpus::{
    Entry, Split, read_cases, read_followed, read_identified, read_judged, read_judged_recordings, read_sessions,
    read_split, read_steps, read_themed,
};
use crate::engine::Engine;
use crate::evaluate::{
    BagOfWords, Changes, Figures, Finder, Found, Names, ReadingRow, Scored, Swap, System, boundary_f1, cases,
    cases_table, confusion_table, followed, followed_table, groups_table, identifiers, identifiers_table, intervals,
    intervals_table, marks_table, measures, measures_table, misplaced_risks_table, phrasing, phrasing_table,
    placement_table, questions, questions_table, readings, readings_table, recordings_table, score, sessions,
    sessions_table, steps, steps_table, swaps_table, themes, themes_table,
};
use crate::files::{in_words, write_whole};
use crate::random::Random;
use crate::recording::Draft;
use crate::rules::Category;
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
    /// Models to measure with one segment given at a time.
    #[arg(long, value_name = "DIR")]
    alone: Vec<PathBuf>,
    /// Names that are swapped to see whether a reading changes with them.
    #[arg(long, value_name = "FILE", default_value = "evals/names.toml")]
    names: PathBuf,
    /// Where the tables are written.
    #[arg(long, value_name = "DIR", default_value = "evals/results")]
    output: PathBuf,
}

impl Evaluate {
    pub fn run(self) -> Result<Exit, Failure> {
        let entries = self.entries(self.split)?;
        if self.split != Split::Train {
            self.followed()?;
        }
        let cues = Engine::without_model();
        let built_in = super::reading::engine(None)?;
        if let Err(error) = built_in.model() {
            return Err(Failure::new(
                format!("there is no model to measure: {error}"),
                "build again with the files of models/ in place",
            ));
        }
        let bag = BagOfWords::learn(&self.entries(Split::Train)?);
        let bag: Vec<Vec<Scored>> = entries.iter().map(|entry| bag.score(entry)).collect();
        let mut rows = vec![
            ("majority".to_owned(), figures(&measure(System::Majority, &entries))),
            ("word cues".to_owned(), figures(&measure(System::Engine(&cues), &entries))),
            ("bag of words".to_owned(), figures(&bag)),
        ];
        for folder in &self.alone {
            let engine = super::reading::engine(Some(folder))?;
            rows.push((name(folder), figures(&measure(System::Alone(&engine), &entries))));
        }
        for folder in &self.model {
            let engine = super::reading::engine(Some(folder))?;
            rows.push((name(folder), figures(&measure(System::Engine(&engine), &entries))));
        }
        let read = System::Engine(&built_in).read(&entries);
        let scored: Vec<Vec<Scored>> = entries.iter().zip(&read).map(|(entry, draft)| score(entry, draft)).collect();
        rows.push(("built-in model".to_owned(), figures(&scored)));
        let swaps = swaps(&built_in, &entries, &read, &self.names()?);
        self.write("placement", &placement_table(&rows))?;
        self.write("recordings", &recordings_table(&entries, &scored))?;
        self.write("groups", &groups_table(&entries, &scored))?;
        self.write("intervals", &intervals_table(&intervals(&scored)))?;
        self.write("confusion", &confusion_table(&figures(&scored)))?;
        self.write("misplaced-risks", &misplaced_risks_table(&entries, &scored))?;
        self.write("risk-marks", &marks_table(&scored))?;
        self.write("swaps", &swaps_table(&swaps))?;
        let phrasing = phrasing(&built_in, &entries);
        self.write("phrasing", &phrasing_table(&phrasing))?;
        let readings = readings(&built_in, &entries)
            .map_err(|error| Failure::new(error, "build again with the files of models/ in place"))?;
        self.write("readings", &readings_table(&readings))?;
        self.identifiers()?;
        self.themes(&built_in)?;
        self.steps(&built_in)?;
        self.sessions(&built_in, &read)?;
        self.cases(&built_in)?;
        let judged = read_judged(&self.corpora, self.split)
            .map_err(|error| Failure::new(error, "name the corpora with --corpora DIR"))?;
        self.write("questions", &questions_table(&questions(&entries, &read, &judged)))?;
        let judged = read_judged_recordings(&self.corpora, self.split)
            .map_err(|error| Failure::new(error, "name the corpora with --corpora DIR"))?;
        self.write("measures", &measures_table(&measures(&entries, &read, &judged)))?;
        print(&rows);
        print_phrasing(&phrasing);
        print_readings(&readings);
        print_swaps(&swaps);
        anstream::println!(
            "Where segments begin in the same recordings without punctuation, F1: {:.3}",
            dictated(&built_in, &entries)
        );
        Ok(Exit::Done)
    }

    /// The themes of sentences that stand alone, where the split has some.
    fn themes(&self, engine: &Engine) -> Result<(), Failure> {
        let sentences = read_themed(&self.corpora, self.split)
            .map_err(|error| Failure::new(error, "name the corpora with --corpora DIR"))?;
        if sentences.is_empty() {
            return Ok(());
        }
        let found = themes(engine, &sentences)
            .map_err(|error| Failure::new(error, "build again with the files of models/ in place"))?;
        self.write("themes", &themes_table(&found))
    }

    /// Sentences that are steps or look like them, where the split has some.
    fn steps(&self, engine: &Engine) -> Result<(), Failure> {
        let sentences = read_steps(&self.corpora, self.split)
            .map_err(|error| Failure::new(error, "name the corpora with --corpora DIR"))?;
        if sentences.is_empty() {
            return Ok(());
        }
        let found = steps(engine, &sentences)
            .map_err(|error| Failure::new(error, "build again with the files of models/ in place"))?;
        self.write("steps", &steps_table(&found))
    }

    /// Supervision sessions, where the split has any, beside the recordings of cases.
    fn sessions(&self, engine: &Engine, cases: &[Draft]) -> Result<(), Failure> {
        let labelled = read_sessions(&self.corpora, self.split)
            .map_err(|error| Failure::new(error, "name the corpora with --corpora DIR"))?;
        if labelled.is_empty() {
            return Ok(());
        }
        self.write("sessions", &sessions_table(&sessions(engine, &labelled, cases)))
    }

    /// What became of plans and risks in whole cases, where the split has some.
    fn cases(&self, engine: &Engine) -> Result<(), Failure> {
        let labelled = read_cases(&self.corpora, self.split)
            .map_err(|error| Failure::new(error, "name the corpora with --corpora DIR"))?;
        if labelled.is_empty() {
            return Ok(());
        }
        let rows =
            cases(engine, &labelled).map_err(|error| Failure::new(error, "name the corpora with --corpora DIR"))?;
        self.write("cases", &cases_table(&rows))
    }

    /// What tells who somebody is, where recordings of the split are labelled so.
    fn identifiers(&self) -> Result<(), Failure> {
        let labelled = read_identified(&self.corpora, self.split)
            .map_err(|error| Failure::new(error, "name the corpora with --corpora DIR"))?;
        if labelled.is_empty() {
            return Ok(());
        }
        let (by_kind, persons) = identifiers(&labelled);
        self.write("identifiers", &identifiers_table(&by_kind, persons))
    }

    fn entries(&self, split: Split) -> Result<Vec<Entry>, Failure> {
        read_split(&self.corpora, split).map_err(|error| Failure::new(error, "name the corpora with --corpora DIR"))
    }

    /// The pairs of plans and later sentences, which no model reads.
    fn followed(&self) -> Result<(), Failure> {
        let pairs = read_followed(&self.corpora, self.split)
            .map_err(|error| Failure::new(error, "name the corpora with --corpora DIR"))?;
        let rows = followed(&pairs);
        self.write("followed", &followed_table(&rows))?;
        for row in &rows {
            anstream::println!(
                "{:<20} {:<18} F1 {:.3} of {}",
                row.by,
                row.told,
                row.counted.f1(),
                row.counted.labelled
            );
        }
        Ok(())
    }

    fn names(&self) -> Result<Names, Failure> {
        let path = self.names.display();
        let text = std::fs::read_to_string(&self.names).map_err(|error| {
            Failure::new(format!("{path}: {}", in_words(error.kind())), "name the list with --names FILE")
        })?;
        Names::parse(&text)
            .map_err(|error| Failure::new(format!("{path}: {}", error.message()), "evals/names.toml shows its format"))
    }

    fn write(&self, name: &str, table: &str) -> Result<(), Failure> {
        let path = self.output.join(format!("{name}-{}.csv", self.split.folder()));
        std::fs::create_dir_all(&self.output).and_then(|()| write_whole(&path, table.as_bytes())).map_err(|error| {
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

/// What changes in the drafts when names, pronouns and ages are swapped, over the recordings that hold any.
fn swaps(engine: &Engine, entries: &[Entry], read: &[Draft], names: &Names) -> Vec<(Swap, Changes)> {
    let of_swap = |swap: Swap| {
        let changes = entries.iter().zip(read).enumerate().filter_map(|(number, (entry, before))| {
            let text = swap.of(&entry.text, names, Random::new(number as u64));
            (text != entry.text).then(|| Changes::between(before, &System::Engine(engine).read_text(&entry.id, text)))
        });
        (swap, changes.fold(Changes::default(), Changes::and))
    };
    Swap::ALL.map(of_swap).to_vec()
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

fn print_swaps(swaps: &[(Swap, Changes)]) {
    for (swap, changes) in swaps {
        let share = |count: usize| 100.0 * count as f64 / changes.segments.max(1) as f64;
        anstream::println!(
            "Read otherwise with other {}: section {:.2} %, voice {:.2} %, flags {:.2} % of {} segments",
            swap.name(),
            share(changes.section),
            share(changes.voice),
            share(changes.flags),
            changes.segments
        );
    }
}

fn print_phrasing(found: &[[Found; Category::ALL.len()]; Finder::ALL.len()]) {
    for (finder, by_category) in Finder::ALL.iter().zip(found) {
        let all = by_category.iter().copied().fold(Found::default(), Found::and);
        anstream::println!(
            "Phrasing, {:<9} precision {:.3}, recall {:.3} over {} flags",
            format!("{}:", finder.name()),
            all.precision(),
            all.recall(),
            all.wanted
        );
    }
}

fn print_readings(rows: &[ReadingRow]) {
    for row in rows {
        anstream::println!("{:<48} {:<6} {:.3} of {}", row.reading, row.by, row.figure, row.counted.labelled);
    }
}
