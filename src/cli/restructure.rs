use super::pseudonyms::Pseudonyms;
use super::reading::{Inputs, Nothing, each, standard_output, width};
use super::settled::Settled;
use super::{Exit, Failure};
use crate::engine::Engine;
use crate::input::Batch;
use crate::render::{As, Json, Markdown, Render, Terminal, Versions, write_chronology};
use clap::{Args, ValueEnum};
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

/// Arrange recordings into what matters, strengths, priority risks and agreed actions.
///
/// Every word shown is the writer's own. Then come phrasing worth another look, and the questions still to ask.
#[derive(Args)]
pub struct Restructure {
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    pseudonyms: Pseudonyms,
    /// terminal where the output is one, else markdown. json gives one object to a line.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Put recordings of one person in the order of their days: what happened, what stood around it, what went well.
    #[arg(long)]
    chronology: bool,
    /// Use the model in this folder.
    #[arg(long, value_name = "DIR")]
    model: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    Terminal,
    Markdown,
    Json,
}

impl Restructure {
    pub fn run(self) -> Result<Exit, Failure> {
        let engine = self.inputs.engine(self.model.as_deref())?;
        let settled = Settled::read(self.inputs.files(), None)?;
        let batch = self.pseudonyms.read(&self.inputs)?;
        let versions = Versions::of(&engine);
        let unasked = if std::io::stdout().is_terminal() { Format::Terminal } else { Format::Markdown };
        let format = self.format.unwrap_or(unasked);
        if self.chronology {
            return chronology(&engine, &self.pseudonyms, batch, &versions, format);
        }
        let render: Box<dyn Render + Sync> = match format {
            Format::Terminal => Box::new(Terminal { versions, width: width() }),
            Format::Markdown => Box::new(Markdown { versions, findings_only: false }),
            Format::Json => Box::new(Json { versions, findings_only: false }),
        };
        let out = standard_output(format == Format::Terminal);
        let work = |recording| self.pseudonyms.said(settled.settle(engine.read(recording)));
        each(batch, work, render.as_ref(), out, |_| {})
    }
}

fn chronology(
    engine: &Engine,
    pseudonyms: &Pseudonyms,
    batch: Batch,
    versions: &Versions,
    format: Format,
) -> Result<Exit, Failure> {
    let mut drafts = Vec::new();
    let exit = each(
        batch,
        |recording| pseudonyms.said(engine.read(recording)),
        &Nothing,
        Box::new(io::sink()),
        |draft| drafts.push(draft.clone()),
    )?;
    if exit == Exit::Failed {
        return Ok(exit);
    }
    let form = match format {
        Format::Terminal => As::Text,
        Format::Markdown => As::Markdown,
        Format::Json => As::Json,
    };
    let mut out = standard_output(format == Format::Terminal);
    if let Some(said) = pseudonyms.can_miss().filter(|_| form != As::Json)
        && let Err(error) = writeln!(out, "{said}\n")
    {
        return Failure::from_output(&error).map_or(Ok(exit), Err);
    }
    match write_chronology(&drafts, versions, form, &mut out).and_then(|()| out.flush()) {
        Ok(()) => Ok(exit),
        Err(error) => Failure::from_output(&error).map_or(Ok(exit), Err),
    }
}
