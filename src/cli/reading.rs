//! What commands that read recordings share: their arguments, and how a batch goes through the engine.

use super::{Exit, Failure, house};
use crate::engine::Engine;
use crate::input::{Columns, Origin, Problem, Severity, expand, read_each};
use crate::recording::Draft;
use crate::render::Render;
use crate::text::Recording;
use clap::Args;
use rayon::prelude::*;
use std::cell::OnceCell;
use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Inputs {
    /// Recordings to read: .docx, .rtf, .txt, .md; mail as .eml; transcripts as .vtt or .srt; .csv, .tsv, .xlsx, .xls, .ods or .jsonl with one
    /// to a row; folders and .zip archives of these; patterns such as "*.docx". None, or -, reads standard input.
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The column of a table that holds the recording; without it, the first of text, note, notes, recording, case_note and their like.
    #[arg(long, value_name = "NAME")]
    text_column: Option<String>,
    /// The column that tells recordings apart; without it, id and its like.
    #[arg(long, value_name = "NAME")]
    id_column: Option<String>,
    /// The files, those of patterns among them, once they have been asked for.
    #[arg(skip)]
    named: OnceCell<Vec<PathBuf>>,
}

impl Inputs {
    /// One file, however it was named.
    pub fn of(file: &Path) -> Inputs {
        Inputs { files: vec![file.to_owned()], text_column: None, id_column: None, named: OnceCell::new() }
    }

    pub fn files(&self) -> &[PathBuf] {
        self.named.get_or_init(|| expand(&self.files))
    }

    /// The columns that were asked for: of the recording, and of what tells them apart.
    pub fn columns(&self) -> (Option<&str>, Option<&str>) {
        (self.text_column.as_deref(), self.id_column.as_deref())
    }

    /// How many recordings there are, as far as can be known without taking standard input away from those who read it.
    pub fn count(&self) -> Option<usize> {
        let origins = Origin::from_arguments(self.files());
        if origins.iter().any(|origin| matches!(origin, Origin::StandardInput)) {
            return None;
        }
        let columns = Columns { text: self.text_column.clone(), id: self.id_column.clone() };
        let mut count = 0;
        read_each(&origins, &columns, &mut |recordings, _| {
            count += recordings.len();
            ControlFlow::Continue(())
        });
        Some(count)
    }

    /// What these inputs hold, which is read as it is worked on.
    pub fn read(&self) -> Incoming {
        Incoming::Unread {
            origins: Origin::from_arguments(self.files()),
            columns: Columns { text: self.text_column.clone(), id: self.id_column.clone() },
        }
    }
}

/// Recordings to work on.
pub enum Incoming {
    /// That are still to be read.
    Unread { origins: Vec<Origin>, columns: Columns },
    /// That had to be read together, and how many could not be; what stood in the way has been said.
    Read { recordings: Vec<Recording>, errors: usize },
}

impl Incoming {
    /// Gives recordings to `work` a portion at a time, in order, until it wants no more; says on standard error what stood in the way, and
    /// counts the errors.
    pub fn each(self, mut work: impl FnMut(Vec<Recording>) -> ControlFlow<()>) -> usize {
        let mut count = 0;
        let errors = self.each_with_errors(|recordings, errors| {
            count += errors.len();
            if recordings.is_empty() { ControlFlow::Continue(()) } else { work(recordings) }
        });
        count + errors
    }

    /// The same, with the errors of each portion. Returns how many were told before.
    pub fn each_with_errors(self, mut work: impl FnMut(Vec<Recording>, Vec<Problem>) -> ControlFlow<()>) -> usize {
        let (origins, columns) = match self {
            Incoming::Unread { origins, columns } => (origins, columns),
            Incoming::Read { recordings, errors } => {
                if !recordings.is_empty() {
                    // All of them are one portion, and nothing comes after it.
                    let _ = work(recordings, Vec::new());
                }
                return errors;
            }
        };
        read_each(&origins, &columns, &mut |recordings, mut problems| {
            for problem in &problems {
                let kind = if problem.severity == Severity::Error { "error" } else { "note" };
                anstream::eprintln!("{kind}: {problem}");
            }
            problems.retain(|problem| problem.severity == Severity::Error);
            work(recordings, problems)
        });
        0
    }
}

/// Where drafts go. Only what is made for a terminal passes through the stream that takes colour out where none is wanted: it would take
/// some characters of a recording with it.
pub fn standard_output(for_terminal: bool) -> Box<dyn Write> {
    if for_terminal { Box::new(anstream::stdout()) } else { Box::new(std::io::stdout()) }
}

/// Puts every recording through `work` and `render`, in order. `found` is told of each draft.
pub fn each(
    incoming: Incoming,
    work: impl Fn(Recording) -> Draft + Sync,
    render: &mut dyn Render,
    out: &mut dyn Write,
    mut found: impl FnMut(&Draft),
) -> Result<Exit, Failure> {
    let mut out = BufWriter::new(out);
    let (mut total, mut mistakes) = (0, 0);
    let mut written = Ok(());
    let unread = incoming.each(|recordings| {
        if total == 0 {
            written = render.begin(&mut out);
        }
        total += recordings.len();
        for outcome in recordings.into_par_iter().map(|recording| guarded(recording, &work)).collect::<Vec<_>>() {
            match &outcome {
                Ok(draft) if written.is_ok() => {
                    found(draft);
                    written = render.render(draft, &mut out);
                }
                Ok(_) => {}
                Err(problem) => {
                    mistakes += 1;
                    anstream::eprintln!("error: {problem}");
                }
            }
        }
        if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    if total == 0 {
        return Ok(Exit::Failed);
    }
    if let Err(error) = written.and_then(|()| render.end(&mut out)).and_then(|()| out.flush()) {
        return Failure::from_output(&error).map_or(Ok(Exit::Done), Err);
    }
    let read = total - mistakes;
    match unread + mistakes {
        0 => Ok(Exit::Done),
        _ if read == 0 => Ok(Exit::Failed),
        unread => {
            anstream::eprintln!("Read {read} of {} recordings.", read + unread);
            Ok(Exit::PartlyRead)
        }
    }
}

/// Writes nothing, where drafts are only gathered.
pub struct Nothing;

impl Render for Nothing {
    fn render(&mut self, _draft: &Draft, _out: &mut dyn Write) -> std::io::Result<()> {
        Ok(())
    }
}

/// A mistake of this program in one recording does not cost the others.
pub fn guarded<T>(recording: Recording, work: impl FnOnce(Recording) -> T) -> Result<T, Problem> {
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
        Ok(engine(model)?.with_rules(house::rules(self.files())?))
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
