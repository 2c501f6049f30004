//! Many recordings into a report on how they are made.

mod baseline;
mod checkpoint;
mod measures;
mod moderation;
mod progress;
mod written;

use super::reading::{Inputs, guarded};
use super::settled::Settled;
use super::{Exit, Failure, house};
use crate::audit::{self, About, Asked, Dimension, Header, Role, Row, Summary, Used, sample};
use crate::engine::Engine;
use crate::input::Problem;
use crate::render::{Audited, Marks, Quotes, Versions};
use crate::text::{Recording, Source};
use checkpoint::Checkpoint;
use clap::{Args, Subcommand, ValueEnum};
use progress::Progress;
use rayon::prelude::*;
use std::ops::ControlFlow;
use std::path::PathBuf;

/// Say what is evident in many recordings and what is not: a report for a team, never about one worker.
///
/// Stopped at any moment and started again, it goes on where it was.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Audit {
    #[command(subcommand)]
    list: Option<List>,
    #[command(flatten)]
    inputs: Inputs,
    /// Folder for the report: a new or empty one, or one with the same audit.
    #[arg(long, value_name = "DIR", required = true)]
    output: Option<PathBuf>,
    /// Sentences in the report: none; masked, with names, numbers and addresses taken out as far as they are found; or full.
    #[arg(long, value_enum, default_value_t = Quoting::Masked)]
    quotes: Quoting,
    /// Folder of an earlier audit to compare with.
    #[arg(long, value_name = "DIR")]
    baseline: Option<PathBuf>,
    /// The column that tells the date, person, team, service, kind, month or worker, such as team="Ward name"; without it, columns with usual
    /// names. The report says which were read.
    #[arg(long = "column", value_name = "WHAT=NAME", value_parser = Asked::read)]
    columns: Vec<(Role, String)>,
    /// Draw so many recordings for people to judge, and write the sheet for it (moderation.xlsx).
    #[arg(long, value_name = "N")]
    sample: Option<usize>,
    /// Draw from each of these groups in proportion.
    #[arg(long, value_enum, requires = "sample")]
    stratify: Option<Stratify>,
    /// The same seed draws the same sample.
    #[arg(long, default_value_t = 1, requires = "sample")]
    seed: u64,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Stratify {
    Team,
    Service,
    Kind,
    Month,
}

impl Stratify {
    fn dimension(self) -> Dimension {
        match self {
            Stratify::Team => Dimension::Team,
            Stratify::Service => Dimension::Service,
            Stratify::Kind => Dimension::Kind,
            Stratify::Month => Dimension::Month,
        }
    }
}

#[derive(Subcommand)]
enum List {
    /// List the measures: what each asks, whom it serves, and how it could distort practice.
    Measures,
    Agree(moderation::Agree),
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Quoting {
    None,
    Masked,
    Full,
}

impl Quoting {
    fn quotes(self) -> Quotes {
        match self {
            Quoting::None => Quotes::none(),
            Quoting::Masked => Quotes::masked(),
            Quoting::Full => Quotes::full(),
        }
    }
}

/// What has been read so far.
struct Read {
    rows: Vec<Row>,
    abouts: Vec<About>,
    problems: Vec<Problem>,
    quotes: Quotes,
    used: Used,
}

impl Audit {
    pub fn run(self) -> Result<Exit, Failure> {
        let folder = match (self.list, self.output) {
            (Some(List::Agree(agree)), _) => return agree.run(),
            (None, Some(folder)) => folder,
            _ => return measures::list(),
        };
        let engine = self.inputs.engine(None)?;
        let measures = house::measures(self.inputs.files())?;
        let earlier = self.baseline.as_deref().map(baseline::read).transpose()?;
        let settled = Settled::read(self.inputs.files(), None)?;
        let header = Header::new(&Versions::of(&engine), &measures, asked(&self.inputs), settled.hash(), today());
        let checkpoint = Checkpoint::open(&folder, header, &self.inputs)?;
        let header = checkpoint.header.clone();
        let to_row = |recording: &Recording| match guarded(recording.clone(), |own| {
            audit::row(&settled.settle(engine.read(own)), &measures)
        }) {
            Ok(row) => row,
            Err(problem) => {
                anstream::eprintln!("error: {problem}");
                audit::unread(recording)
            }
        };
        let asked_columns = self.columns.iter().cloned().collect();
        let mut read = read(&self.inputs, &engine, checkpoint, to_row, self.quotes.quotes(), &asked_columns)?;
        if read.rows.is_empty() {
            return Ok(Exit::Failed);
        }
        let of_program = read
            .rows
            .iter()
            .filter(|row| row.unread)
            .map(|row| Problem::mistake(&Source { name: row.name.clone(), row: row.row, ..Source::default() }));
        read.problems.extend(of_program.collect::<Vec<_>>());
        let summary = Summary::of(&mut read.rows, &mut read.abouts, &measures, &header.begun);
        for (role, name) in read.used.missed() {
            anstream::eprintln!("note: no recording has anything in a column `{name}` for its {}", role.title());
        }
        let trend = earlier.as_ref().map(|earlier| baseline::compare(earlier, &header, &summary));
        let moderated = moderation::moderated(&folder)?;
        let audited = Audited {
            header: &header,
            summary: &summary,
            rows: &read.rows,
            abouts: &read.abouts,
            used: &read.used,
            measures: &measures,
            unread: &read.problems,
            quotes: &read.quotes,
            trend: trend.as_ref(),
            moderated: moderated.as_ref(),
        };
        written::write(&folder, &audited)?;
        if let Some(size) = self.sample {
            let group =
                |at: usize| self.stratify.and_then(|by| read.abouts[at].groups[by.dimension() as usize].as_deref());
            let strata = (0..read.rows.len()).filter(|&at| !read.rows[at].unread).map(|at| (at, group(at)));
            moderation::write(&folder, &audited, &sample(&strata.collect::<Vec<_>>(), size, self.seed))?;
        }
        anstream::println!("{}", audited.read_of());
        let (grave, likely) = audited.first();
        if !summary.first.is_empty() {
            anstream::println!(
                "Read first: {} with words of harm and no action, {} with a likely risk in other words.",
                grave.len(),
                likely.len()
            );
        }
        anstream::println!("Written to {}.", folder.join("report.html").display());
        Ok(match (summary.read, read.problems.is_empty()) {
            (0, _) => Exit::Failed,
            (_, true) => Exit::Done,
            (_, false) => Exit::PartlyRead,
        })
    }
}

/// Reads every recording, from where the checkpoint stands.
fn read(
    inputs: &Inputs,
    engine: &Engine,
    mut checkpoint: Checkpoint,
    to_row: impl Fn(&Recording) -> Row + Sync,
    quotes: Quotes,
    asked: &Asked,
) -> Result<Read, Failure> {
    let mut progress = Progress::begin(inputs, checkpoint.rows.len());
    let mut read = Read {
        rows: std::mem::take(&mut checkpoint.rows),
        abouts: Vec::new(),
        problems: Vec::new(),
        quotes,
        used: Used::new(asked.clone()),
    };
    let mut outcome = Ok(());
    inputs.read().each_with_errors(|recordings, problems| {
        read.problems.extend(problems);
        let from = read.abouts.len();
        let done = read.rows.len().saturating_sub(from).min(recordings.len());
        read.abouts.par_extend(recordings.par_iter().map(|recording| About::of(recording, asked, engine.rules())));
        let is_other = |(recording, row): (&Recording, &Row)| !row.is_of(recording);
        if recordings[..done].iter().zip(&read.rows[from..from + done]).any(is_other) {
            outcome = Err(checkpoint.of_others());
            return ControlFlow::Break(());
        }
        let rows: Vec<Row> = recordings[done..].par_iter().map(&to_row).collect();
        outcome = checkpoint.add(&rows);
        read.rows.extend(rows);
        // What cannot be masked is not quoted.
        let marked = |(recording, row): (&Recording, &Row)| {
            guarded(recording.clone(), |own| read.quotes.marks(row, &own.text)).ok().flatten()
        };
        let marks: Vec<Option<Marks>> = recordings.par_iter().zip(&read.rows[from..]).map(marked).collect();
        for ((number, recording), marks) in (from..).zip(&recordings).zip(&marks) {
            read.used.take(recording, engine.rules());
            if let Some(marks) = marks {
                read.quotes.take(number, &read.rows[number], &recording.text, marks);
            }
        }
        progress.tell(read.rows.len());
        if outcome.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    progress.end();
    outcome?;
    if read.rows.len() > read.abouts.len() {
        return Err(checkpoint.of_others());
    }
    Ok(read)
}

fn asked(inputs: &Inputs) -> audit::Inputs {
    let (text, id) = inputs.columns();
    audit::Inputs {
        names: inputs.files().iter().map(|file| file.display().to_string()).collect(),
        text_column: text.map(str::to_owned),
        id_column: id.map(str::to_owned),
    }
}

/// The day, everywhere the same at one moment, as ISO 8601 writes it.
fn today() -> String {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
}
