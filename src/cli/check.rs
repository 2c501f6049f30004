use super::reading::{Inputs, each, standard_output, width};
use super::{Exit, Failure};
use crate::engine::Engine;
use crate::recording::Draft;
use crate::render::{Findings, Json, Render, Versions};
use crate::rules::Category;
use clap::{Args, ValueEnum};

/// Point out phrasing worth another look, as a linter does. Exit status 1 says that there was some.
#[derive(Args)]
pub struct Check {
    #[command(flatten)]
    inputs: Inputs,
    /// terminal shows each line; json gives one object to a line.
    #[arg(long, value_enum, default_value_t = Format::Terminal)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    Terminal,
    Json,
}

impl Check {
    pub fn run(self) -> Result<Exit, Failure> {
        let batch = self.inputs.read();
        // Findings need no model, and loading one takes longer than finding them.
        let engine = Engine::without_model();
        let render: Box<dyn Render + Sync> = match self.format {
            Format::Terminal => Box::new(Findings { width: width() }),
            Format::Json => Box::new(Json { versions: Versions::of(&engine), findings_only: true }),
        };
        let out = standard_output(self.format == Format::Terminal);
        let mut counts = [0usize; Category::ALL.len()];
        let work = |recording| {
            let findings = engine.findings(&recording);
            Draft { findings, ..Draft::unread(recording) }
        };
        let exit = each(batch, work, render.as_ref(), out, |draft| {
            draft.findings.iter().for_each(|finding| counts[finding.category as usize] += 1);
        })?;
        if self.format == Format::Terminal && exit != Exit::Failed {
            anstream::println!("{}", summary(&counts));
        }
        Ok(if exit == Exit::Done && counts.iter().any(|&count| count > 0) { Exit::FoundSomething } else { exit })
    }
}

fn summary(counts: &[usize; Category::ALL.len()]) -> String {
    let total: usize = counts.iter().sum();
    if total == 0 {
        return "Nothing in the phrasing to look at again.".into();
    }
    let parts: Vec<String> = Category::ALL
        .iter()
        .filter(|category| counts[**category as usize] > 0)
        .map(|category| format!("{} {}", counts[*category as usize], category.name()))
        .collect();
    format!("{total} {} worth another look: {}.", if total == 1 { "phrase" } else { "phrases" }, parts.join(", "))
}
