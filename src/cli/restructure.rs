use super::output::{Destination, Output};
use super::pseudonyms::Pseudonyms;
use super::reading::{Incoming, Inputs, Nothing, each, width};
use super::settled::Settled;
use super::{Exit, Failure};
use crate::engine::Engine;
use crate::render::{
    As, Csv, Html, Json, Markdown, Render, Terminal, Text, Versions, Word, Workbook, write_chronology,
};
use clap::{Args, ValueEnum};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Arrange recordings into what matters, strengths, priority risks and agreed actions.
///
/// Every word shown is the writer's own. Then come phrasing worth another look, and the questions still to ask.
#[derive(Args)]
pub struct Restructure {
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    pseudonyms: Pseudonyms,
    /// Without it, as the name after --output ends; else terminal where the output is one, and markdown otherwise.
    #[arg(long, value_enum)]
    format: Option<Format>,
    #[command(flatten)]
    output: Output,
    /// Put recordings of one person in the order of their days: what happened, what stood around it, what went well.
    #[arg(long)]
    chronology: bool,
    /// Use the model in this folder.
    #[arg(long, value_name = "DIR")]
    model: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
enum Format {
    Terminal,
    Markdown,
    /// For pasting into a case system: hyphens, and no line broken
    Text,
    /// One page for a browser or paper, which needs nothing beside itself
    Html,
    /// A Word document: phrasing as comments, actions as a table, each recording from a page of its own
    Docx,
    /// A row for each segment; an apostrophe stands before what a spreadsheet could take for a formula
    Csv,
    /// The same, with sheets for actions, phrasing and questions
    Xlsx,
    /// One object to a line
    Json,
}

impl Restructure {
    pub fn run(self) -> Result<Exit, Failure> {
        let engine = self.inputs.engine(self.model.as_deref())?;
        let settled = Settled::read(self.inputs.files(), None)?;
        let format = self.format()?;
        let mut out = self.output.open(&self.inputs, format == Format::Terminal)?;
        let incoming = self.pseudonyms.read(&self.inputs)?;
        let versions = Versions::of(&engine);
        let exit = if self.chronology {
            chronology(&engine, &self.pseudonyms, incoming, &versions, format, &mut out)?
        } else {
            let mut render = render(format, versions);
            let work = |recording| self.pseudonyms.said(settled.settle(engine.read(recording)));
            each(incoming, work, render.as_mut(), &mut out, |_| {})?
        };
        out.finish(exit)?;
        Ok(exit)
    }

    /// The format asked for, by name or by that of the file, where it can go where it is to go.
    fn format(&self) -> Result<Format, Failure> {
        let to_terminal = self.output.file().is_none() && io::stdout().is_terminal();
        let unasked = if to_terminal { Format::Terminal } else { Format::Markdown };
        let format = self.format.or_else(|| self.output.file().and_then(format_of)).unwrap_or(unasked);
        if self.chronology && as_chronology(format).is_none() {
            return Err(Failure::new(
                "a chronology cannot be written so",
                "choose --format terminal, markdown, text or json",
            ));
        }
        if to_terminal && matches!(format, Format::Docx | Format::Xlsx) {
            return Err(Failure::new(
                "a terminal cannot show a document or a workbook",
                "name a file, for example --output draft.docx",
            ));
        }
        Ok(format)
    }
}

/// The format that a file's name tells.
fn format_of(file: &Path) -> Option<Format> {
    match file.extension()?.to_str()?.to_lowercase().as_str() {
        "md" => Some(Format::Markdown),
        "txt" => Some(Format::Text),
        "html" | "htm" => Some(Format::Html),
        "docx" => Some(Format::Docx),
        "csv" => Some(Format::Csv),
        "xlsx" => Some(Format::Xlsx),
        "json" | "jsonl" => Some(Format::Json),
        _ => None,
    }
}

fn render(format: Format, versions: Versions) -> Box<dyn Render> {
    match format {
        Format::Terminal => Box::new(Terminal { versions, width: width() }),
        Format::Markdown => Box::new(Markdown { versions, findings_only: false }),
        Format::Text => Box::new(Text { versions }),
        Format::Html => Box::new(Html::new(versions, false)),
        Format::Docx => Box::new(Word::new(versions)),
        Format::Csv => Box::new(Csv { versions, findings_only: false }),
        Format::Xlsx => Box::new(Workbook::new(versions, false)),
        Format::Json => Box::new(Json { versions, findings_only: false }),
    }
}

fn as_chronology(format: Format) -> Option<As> {
    match format {
        Format::Terminal | Format::Text => Some(As::Text),
        Format::Markdown => Some(As::Markdown),
        Format::Json => Some(As::Json),
        Format::Html | Format::Docx | Format::Csv | Format::Xlsx => None,
    }
}

fn chronology(
    engine: &Engine,
    pseudonyms: &Pseudonyms,
    incoming: Incoming,
    versions: &Versions,
    format: Format,
    out: &mut Destination,
) -> Result<Exit, Failure> {
    let mut drafts = Vec::new();
    let exit = each(
        incoming,
        |recording| pseudonyms.said(engine.read(recording)),
        &mut Nothing,
        &mut io::sink(),
        |draft| drafts.push(draft.clone()),
    )?;
    let Some(form) = as_chronology(format).filter(|_| exit != Exit::Failed) else { return Ok(exit) };
    if let Some(said) = pseudonyms.can_miss().filter(|_| form != As::Json)
        && let Err(error) = writeln!(out, "{said}\n")
    {
        return Failure::from_output(&error).map_or(Ok(exit), Err);
    }
    match write_chronology(&drafts, versions, form, out).and_then(|()| out.flush()) {
        Ok(()) => Ok(exit),
        Err(error) => Failure::from_output(&error).map_or(Ok(exit), Err),
    }
}
