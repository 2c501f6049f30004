//! Chooses temperature and thresholds on the development split, for the weights as they will be used.

use super::dataset::{as_dictated, as_written};
use crate::corpus::{Entry, Label};
use crate::model::{Model, ModelError, Scores, Settings};
use crate::placement::Section;
use crate::text::Span;
use rayon::prelude::*;

/// Share of risks that must be placed or shown as risks.
const RISKS_SHOWN: f64 = 0.985;

/// `model` must give its scores at temperature 1.
pub fn settings(model: &Model, entries: &[Entry]) -> Result<Settings, ModelError> {
    let scored: Vec<(&Label, Scores)> = entries
        .par_iter()
        .map(|entry| {
            let (text, spans) = as_written(entry);
            let scores = model.score(&model.read(&text, &spans)?, &spans)?;
            Ok(entry.segments.iter().zip(scores).collect::<Vec<_>>())
        })
        .collect::<Result<Vec<_>, ModelError>>()?
        .into_iter()
        .flatten()
        .collect();
    Ok(Settings {
        temperature: temperature(&scored),
        also: also(&scored),
        also_risk: also_risk(&scored),
        boundary: boundary(model, entries)?,
    })
}

/// The temperature under which the labels are least surprising.
fn temperature(scored: &[(&Label, Scores)]) -> f32 {
    let surprise = |temperature: f32| -> f64 {
        let of_one = |(label, scores): &(&Label, Scores)| {
            let raised = scores.sections.map(|share| f64::from(share.max(1e-12)).powf(1.0 / f64::from(temperature)));
            -(raised[label.section as usize] / raised.iter().sum::<f64>()).ln()
        };
        scored.iter().map(of_one).sum()
    };
    let steps = (10..=60).map(|step| step as f32 * 0.05);
    steps.min_by(|a, b| surprise(*a).total_cmp(&surprise(*b))).unwrap_or(1.0)
}

/// The threshold at which the other acceptable sections are told best (F1).
fn also(scored: &[(&Label, Scores)]) -> f32 {
    best_threshold(scored.iter().flat_map(|(label, scores)| {
        let first = likeliest(scores);
        Section::ALL.into_iter().filter(move |section| *section != first).map(|section| (scores.acceptable[section as usize], label.accepts(section)))
    }))
}

/// The highest threshold at which enough risks are placed or shown.
fn also_risk(scored: &[(&Label, Scores)]) -> f32 {
    let risks = || scored.iter().filter(|(label, _)| label.section == Section::PriorityRisks);
    let shown = |least: f32| {
        let is_shown = |scores: &Scores| {
            likeliest(scores) == Section::PriorityRisks || scores.acceptable[Section::PriorityRisks as usize] >= least
        };
        risks().filter(|(_, scores)| is_shown(scores)).count() as f64 / risks().count().max(1) as f64
    };
    (1..=50).rev().map(|step| step as f32 * 0.01).find(|&least| shown(least) >= RISKS_SHOWN).unwrap_or(0.01)
}

/// The threshold at which the beginnings of segments are found best in text without punctuation.
fn boundary(model: &Model, entries: &[Entry]) -> Result<f32, ModelError> {
    let judged = entries
        .par_iter()
        .map(|entry| {
            let (text, spans) = as_dictated(entry);
            let whole = [Span::new(0, text.len())];
            let likely = model.boundaries(&model.read(&text, &whole)?)?;
            let begins = |at: usize| spans.binary_search_by_key(&at, |span| span.start()).is_ok();
            Ok(likely.into_iter().map(|(span, likely)| (likely, begins(span.start()))).collect::<Vec<_>>())
        })
        .collect::<Result<Vec<_>, ModelError>>()?;
    Ok(best_threshold(judged.into_iter().flatten()))
}

fn likeliest(scores: &Scores) -> Section {
    let best = (0..Section::ALL.len()).max_by(|&a, &b| scores.sections[a].total_cmp(&scores.sections[b]));
    Section::ALL[best.unwrap_or(0)]
}

/// The threshold with the best F1 over pairs of likelihood and truth, in steps of a hundredth.
fn best_threshold(judged: impl Iterator<Item = (f32, bool)>) -> f32 {
    let judged: Vec<(f32, bool)> = judged.collect();
    let f1 = |least: f32| {
        let found = judged.iter().filter(|(likely, _)| *likely >= least).count();
        let right = judged.iter().filter(|(likely, truth)| *likely >= least && *truth).count();
        let true_ones = judged.iter().filter(|(_, truth)| *truth).count();
        2.0 * right as f64 / (found + true_ones).max(1) as f64
    };
    (10..=90).map(|step| step as f32 * 0.01).max_by(|a, b| f1(*a).total_cmp(&f1(*b))).unwrap_or(0.5)
}
