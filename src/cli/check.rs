use super::pseudonyms::Pseudonyms;
use super::reading::{Inputs, each, standard_output, width};
use super::settled::Settled;
use super::{Exit, Failure, commented};
use crate::render::{Findings, Json, Markdown, Marked, NOTHING_TO_LOOK_AT, Preview, Render, Versions};
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
    /// terminal shows each line; html shows the recording with its phrases marked; docx puts comments on it; json gives one object to a line.
    #[arg(long, value_enum, default_value_t = Format::Terminal)]
    format: Format,
    /// With --format docx: where the document with its comments is written. The one that was read stays as it is.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
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
            return commented::write(&engine, &self.inputs, &settled, self.output.as_deref());
        }
        let batch = self.pseudonyms.read(&self.inputs)?;
        let versions = Versions::of(&engine);
        let render: Box<dyn Render + Sync> = match self.format {
            _ if self.fix_preview => Box::new(Preview),
            Format::Terminal => Box::new(Findings { width: width() }),
            Format::Markdown => Box::new(Markdown { versions, findings_only: true }),
            Format::Html => Box::new(Marked { versions }),
            Format::Docx => unreachable!("written above"),
            Format::Json => Box::new(Json { versions, findings_only: true }),
        };
        let for_terminal = self.format == Format::Terminal && !self.fix_preview;
        let out = standard_output(for_terminal);
        let mut counts = [0usize; Category::ALL.len()];
        let exit = each(
            batch,
            |recording| self.pseudonyms.said(settled.settle(engine.check(recording))),
            render.as_ref(),
            out,
            |draft| {
                draft.findings.iter().for_each(|finding| counts[finding.category as usize] += 1);
            },
        )?;
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
