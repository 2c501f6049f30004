use super::{Exit, Failure};
use crate::train::{Learn, Plan, train, train_closely};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use std::path::PathBuf;

/// Make the model from the corpora. CONTRIBUTING.md says where the base comes from.
#[derive(Args)]
pub struct Train {
    #[arg(long, value_name = "DIR", default_value = "corpora")]
    corpora: PathBuf,
    /// Folder with model.safetensors and tokenizer.json of all-MiniLM-L6-v2.
    #[arg(long, value_name = "DIR", default_value = "models/base")]
    base: PathBuf,
    /// Where the model is written, with its matrices in eight bits.
    #[arg(long, value_name = "DIR", default_value = "models/recording-minilm")]
    output: PathBuf,
    /// Where the same model is written in full numbers.
    #[arg(long, value_name = "DIR", default_value = "target/full-model")]
    full: PathBuf,
    /// Fit only what reads actions, outcomes and risks, on the model that is in the folder of --output.
    #[arg(long)]
    closely: bool,
    #[arg(long, default_value_t = 3)]
    epochs: usize,
    /// The encoder's highest learning rate.
    #[arg(long, default_value_t = 1.5e-4)]
    rate: f32,
    /// Windows to a step.
    #[arg(long, default_value_t = 8)]
    batch: usize,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// What is learnt; the lesser ways show what the whole is worth.
    #[arg(long, value_enum, default_value = "in-context")]
    learn: Learn,
    /// Share of the recordings to learn from, for a learning curve.
    #[arg(long, default_value_t = 1.0)]
    share: f32,
}

impl Train {
    pub fn run(self) -> Result<Exit, Failure> {
        let plan = Plan {
            epochs: self.epochs,
            rate: self.rate,
            batch: self.batch,
            seed: self.seed,
            learn: self.learn,
            share: self.share,
        };
        let bar = ProgressBar::no_length();
        bar.set_style(
            ProgressStyle::with_template("{bar:30} {pos}/{len} {eta} left, loss {msg}")
                .expect("the template is a constant"),
        );
        let progress = |step: usize, steps: usize, loss: f32| {
            bar.set_length(steps as u64);
            bar.set_position(step as u64);
            bar.set_message(format!("{loss:.3}"));
            if bar.is_hidden() && step.is_multiple_of(10) {
                anstream::eprintln!("step {step} of {steps}, loss {loss:.3}");
            }
        };
        let trained = match self.closely {
            true => Ok(()),
            false => train(&self.corpora, &self.base, &self.output, &self.full, &plan, &progress),
        };
        trained.and_then(|()| train_closely(&self.corpora, &self.output, &[&self.full], plan.seed)).map_err(
            |error| Failure::new(error, "CONTRIBUTING.md says how to fetch the base and where the corpora are"),
        )?;
        bar.finish();
        anstream::println!(
            "Wrote {} and {}. Build again to make it part of the program.",
            self.output.display(),
            self.full.display()
        );
        Ok(Exit::Done)
    }
}
