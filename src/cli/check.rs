use super::output::Output;
use super::pseudonyms::Pseudonyms;
use super::reading::{Inputs, each, width};
use super::settled::Settled;
use super::{Exit, Failure, commented};
use crate::render::{Csv, Findings, Html, Json, Markdown, NOTHING_TO_LOOK_AT, Preview, Render, Versions, Workbook};
use crate::rules::Category;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Point out phrasing worth another look, as a linter does. Exit status 1 says that there was some.
#[derive(Args)]
pub struct Check {
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    pseudonyms: Pseudonyms,
    /// terminal shows each line; html shows the recording with its phrases marked; docx puts comments on a copy of it, the file named with
    /// --output; csv and xlsx give a row for each phrase; json gives one object to a line.
    #[arg(long, value_enum, default_value_t = Format::Terminal)]
    format: Format,
    #[command(flatten)]
    output: Output,
    /// Show as a diff what the recording would be with the first suggestions. Nothing is changed.
    #[arg(long, conflicts_with = "format")]
    fix_preview: bool,
    /// Leave out, and count, what was there when this file was made with --write-baseline.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Set all that is found now aside in this file, for --baseline.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["format", "fix_preview", "baseline", "pseudonymise"])]
    write_baseline: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    Terminal,
    Markdown,
    Html,
    Docx,
    Csv,
    Xlsx,
    Json,
}

impl Check {
    pub fn run(self) -> Result<Exit, Failure> {
        let engine = self.inputs.engine(None)?;
        let settled = Settled::read(self.inputs.files(), self.baseline.as_deref())?;
        if let Some(file) = &self.write_baseline {
            return settled.write_baseline(file, self.inputs.read(), &engine);
        }
        if self.format == Format::Docx && self.pseudonyms.asked() {
            return Err(Failure::new(
                "a Word document with comments is a copy of the writer's own, with its names in it",
                "choose another --format with --pseudonymise",
            ));
        }
        if self.format == Format::Docx {
            return commented::write(&engine, &self.inputs, &settled, self.output.file());
        }
        let for_terminal = self.format == Format::Terminal && !self.fix_preview;
        let mut out = self.output.open(&self.inputs, for_terminal)?;
        let incoming = self.pseudonyms.read(&self.inputs)?;
        let versions = Versions::of(&engine);
        let mut render: Box<dyn Render> = match self.format {
            _ if self.fix_preview => Box::new(Preview),
            Format::Terminal => Box::new(Findings { width: width() }),
            Format::Markdown => Box::new(Markdown { versions, findings_only: true }),
            Format::Html => Box::new(Html::new(versions, true)),
            Format::Docx => unreachable!("written above"),
            Format::Csv => Box::new(Csv { versions, findings_only: true }),
            Format::Xlsx => Box::new(Workbook::new(versions, true)),
            Format::Json => Box::new(Json { versions, findings_only: true }),
        };
        let mut counts = [0usize; Category::ALL.len()];
        let exit = each(
            incoming,
            |recording| self.pseudonyms.said(settled.settle(engine.check(recording))),
            render.as_mut(),
            &mut out,
            |draft| {
                draft.findings.iter().for_each(|finding| counts[finding.category as usize] += 1);
            },
        )?;
        out.finish(exit)?;
        if for_terminal && exit != Exit::Failed {
            anstream::println!("{}", summary(&counts));
        }
        Ok(if exit == Exit::Done && counts.iter().any(|&count| count > 0) { Exit::FoundSomething } else { exit })
    }
}

fn summary(counts: &[usize; Category::ALL.len()]) -> String {
    let total: usize = counts.iter().sum();
    if total == 0 {
        return NOTHING_TO_LOOK_AT.into();
    }
    let parts: Vec<String> = Category::ALL
        .iter()
        .filter(|category| counts[**category as usize] > 0)
        .map(|category| format!("{} {}", counts[*category as usize], category.name()))
        .collect();
    format!("{total} {} worth another look: {}.", if total == 1 { "phrase" } else { "phrases" }, parts.join(", "))
}
