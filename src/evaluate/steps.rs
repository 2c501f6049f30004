//! Sentences that are steps somebody is to take, or look like them.

use super::close::Counted;
use crate::closely::close_scores;
use crate::corpus::StepSentence;
use crate::engine::{Engine, STEP_BY_ITS_WORDS};
use crate::model::ModelError;
use crate::text::Span;
use std::collections::BTreeMap;

/// How sentences that stand alone were read: steps, and of each other kind how many were taken for one.
#[derive(Clone, Debug, Default)]
pub struct StepFigures {
    pub steps: Counted,
    /// By kind: found, of how many.
    pub others: BTreeMap<String, (usize, usize)>,
}

/// Sentences that stand alone, read by the reader of steps.
pub fn steps(engine: &Engine, sentences: &[StepSentence]) -> Result<StepFigures, ModelError> {
    let mut figures = StepFigures::default();
    let Ok(model) = engine.model() else { return Ok(figures) };
    for sentence in sentences {
        let span = [Span::new(0, sentence.text.len())];
        let reading = model.read_closely(&sentence.text, &span)?;
        let likely = close_scores(model, &reading, engine.rules(), &sentence.text, &span)?.steps[0];
        let found = likely >= STEP_BY_ITS_WORDS;
        figures.steps.found += usize::from(found);
        figures.steps.labelled += usize::from(sentence.step);
        figures.steps.right += usize::from(found && sentence.step);
        if !sentence.step {
            let kind = sentence.what.clone().unwrap_or_else(|| "other".to_owned());
            let (taken, of) = figures.others.entry(kind).or_default();
            *taken += usize::from(found);
            *of += 1;
        }
    }
    Ok(figures)
}

pub fn steps_table(StepFigures { steps, others }: &StepFigures) -> String {
    let Counted { labelled, found, right } = *steps;
    let figures = [steps.precision(), steps.accuracy(), steps.f1()].map(|figure| format!("{figure:.3}")).join(",");
    let mut table = String::from("sentences,labelled,found,right,precision,recall,F1\n");
    table.push_str(&format!("steps,{labelled},{found},{right},{figures}\n"));
    for (kind, (taken, of)) in others {
        table.push_str(&format!("no step: {kind},{of},{taken},,,,\n"));
    }
    table
}
