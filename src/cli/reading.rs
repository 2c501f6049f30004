//! What commands that read recordings share: their arguments, and how a batch goes through the engine.

use super::{Exit, Failure, house};
use crate::engine::Engine;
use crate::input::{Batch, Columns, Origin, Problem, Severity, read_all};
use crate::recording::Draft;
use crate::render::Render;
use crate::text::Recording;
use clap::Args;
use rayon::prelude::*;
use std::io::{BufWriter, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Inputs {
    /// Recordings to read: .docx, .txt, .md; mail as .eml; transcripts as .vtt or .srt; .csv, .tsv, .xlsx, .xls, .ods or .jsonl with one
    /// to a row; folders of these. None, or -, reads standard input.
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The column of a table that holds the recording; without it, the first of text, note, notes, recording, case_note and their like.
    #[arg(long, value_name = "NAME")]
    text_column: Option<String>,
    /// The column that tells recordings apart; without it, id and its like.
    #[arg(long, value_name = "NAME")]
    id_column: Option<String>,
}

impl Inputs {
    pub fn files(&self) -> &[PathBuf] {
        &self.files
    }

    /// Reads every input and says on standard error what stood in the way.
    pub fn read(&self) -> Batch {
        let columns = Columns { text: self.text_column.clone(), id: self.id_column.clone() };
        let batch = read_all(&Origin::from_arguments(&self.files), &columns);
        for problem in &batch.problems {
            let kind = if problem.severity == Severity::Error { "error" } else { "note" };
            anstream::eprintln!("{kind}: {problem}");
        }
        batch
    }
}

/// Recordings that are worked at once, so that drafts do not pile up.
const AT_ONCE: usize = 64;

/// Where drafts go. Only what is made for a terminal passes through the stream that takes colour out where none is wanted: it would take
/// some characters of a recording with it.
pub fn standard_output(for_terminal: bool) -> Box<dyn Write> {
    if for_terminal { Box::new(anstream::stdout()) } else { Box::new(std::io::stdout()) }
}

/// Puts every recording through `work` and `render`, in order. `found` is told of each draft.
pub fn each(
    batch: Batch,
    work: impl Fn(Recording) -> Draft + Sync,
    render: &(dyn Render + Sync),
    out: Box<dyn Write>,
    mut found: impl FnMut(&Draft),
) -> Result<Exit, Failure> {
    let mut unread = batch.problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    let total = batch.recordings.len() + unread;
    if batch.recordings.is_empty() {
        return Ok(Exit::Failed);
    }
    let mut out = BufWriter::new(out);
    let mut recordings = batch.recordings.into_iter();
    if let Err(error) = render.begin(&mut out) {
        return Failure::from_output(&error).map_or(Ok(Exit::Done), Err);
    }
    loop {
        let some: Vec<Recording> = recordings.by_ref().take(AT_ONCE).collect();
        if some.is_empty() {
            break;
        }
        for outcome in some.into_par_iter().map(|recording| guarded(recording, &work)).collect::<Vec<_>>() {
            let written = match &outcome {
                Ok(draft) => {
                    found(draft);
                    render.render(draft, &mut out)
                }
                Err(problem) => {
                    unread += 1;
                    anstream::eprintln!("error: {problem}");
                    Ok(())
                }
            };
            if let Err(error) = written {
                return Failure::from_output(&error).map_or(Ok(Exit::Done), Err);
            }
        }
    }
    if let Err(error) = render.end(&mut out).and_then(|()| out.flush()) {
        return Failure::from_output(&error).map_or(Ok(Exit::Done), Err);
    }
    match unread {
        0 => Ok(Exit::Done),
        unread if unread == total => Ok(Exit::Failed),
        unread => {
            anstream::eprintln!("Read {} of {total} recordings.", total - unread);
            Ok(Exit::PartlyRead)
        }
    }
}

/// Writes nothing, where drafts are only gathered.
pub struct Nothing;

impl Render for Nothing {
    fn render(&self, _draft: &Draft, _out: &mut dyn Write) -> std::io::Result<()> {
        Ok(())
    }
}

/// A mistake of this program in one recording does not cost the others.
fn guarded(recording: Recording, work: impl Fn(Recording) -> Draft) -> Result<Draft, Problem> {
    let source = recording.source.clone();
    catch_unwind(AssertUnwindSafe(|| work(recording))).map_err(|_| Problem::mistake(&source))
}

/// Columns of the terminal; 80 where the output goes elsewhere.
pub fn width() -> usize {
    const WIDEST: usize = 100;
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    columns.unwrap_or_else(textwrap::termwidth).clamp(30, WIDEST)
}

impl Inputs {
    /// An engine for these recordings, with the model asked for. A model named by the user must work; without the built-in one the rules go
    /// on alone.
    pub fn engine(&self, model: Option<&Path>) -> Result<Engine, Failure> {
        Ok(engine(model)?.with_rules(house::rules(&self.files)?))
    }
}

/// An engine with the built-in rules and the model asked for.
pub fn engine(model: Option<&Path>) -> Result<Engine, Failure> {
    let engine = Engine::new(model);
    match (engine.model(), model) {
        (Err(error), Some(folder)) => Err(Failure::new(
            format!("the model in {} cannot be used: {error}", folder.display()),
            "name a folder with manifest.toml, tokenizer.json and model.safetensors, or leave --model out",
        )),
        _ => Ok(engine),
    }
}
