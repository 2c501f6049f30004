//! Chooses on the development split how the cues weigh, the temperature and the thresholds, for the weights as they will be used and the
//! segments as the product cuts them.

use crate::corpus::{Entry, Label};
use crate::model::{ByCategory, Model, ModelError, Scores, Settings};
use crate::phrasing::proposals;
use crate::placement::{likeliest, shares};
use crate::rules::{Category, Reading, Rules};
use crate::section::Section;
use crate::segment::segment;
use crate::text::Span;
use rayon::prelude::*;

/// Share of risks that must be placed or shown as risks.
const RISKS_SHOWN: f64 = 0.97;

/// One segment with its label and what was said of it.
struct Judged<'a> {
    label: &'a Label,
    reading: Reading,
    scores: Scores,
}

pub fn settings(model: &Model, rules: &Rules, entries: &[Entry]) -> Result<Settings, ModelError> {
    let judged: Vec<Judged> = entries
        .par_iter()
        .map(|entry| judge(model, rules, entry))
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .flatten()
        .collect();
    let mut settings = model.manifest().settings;
    (settings.cues, settings.risk_lean) = weights(&judged, settings);
    settings.temperature = temperature(&judged, settings);
    settings.also = also(&judged, settings);
    settings.also_risk = also_risk(&judged, settings);
    settings.boundary = boundary(model, entries)?;
    settings.flag = flag(model, rules, entries)?;
    Ok(settings)
}

/// The product's own segments of an entry, headings apart, each with the label that covers most of it.
fn judge<'a>(model: &Model, rules: &Rules, entry: &'a Entry) -> Result<Vec<Judged<'a>>, ModelError> {
    let segments = segment(&entry.text);
    let spans: Vec<Span> = segments.iter().map(|segment| segment.span).collect();
    let scores = model.score(&model.read(&entry.text, &spans)?, &spans)?;
    let readings = rules.readings(&entry.text, &segments);
    let told = segments.iter().zip(scores).zip(readings).filter(|((segment, _), _)| !segment.heading);
    let with_label = told.filter_map(|((segment, scores), reading)| {
        let shared =
            |label: &&Label| label.end.min(segment.span.end()).saturating_sub(label.start.max(segment.span.start()));
        let label = entry.segments.iter().max_by_key(shared)?;
        Some(Judged { label, reading, scores })
    });
    Ok(with_label.collect())
}

/// The weight of cues and the lean towards risk under which most segments stand where they may and most risks among the risks.
fn weights(judged: &[Judged], settings: Settings) -> (f32, f32) {
    let worth = |cues: f32, risk_lean: f32| {
        let settings = Settings { cues, risk_lean, ..settings };
        let placed = |one: &Judged| likeliest(&Section::ALL, &shares(&one.reading, &one.scores, &settings));
        let accepted = judged.iter().filter(|one| one.label.accepts(placed(one))).count() as f64 / judged.len() as f64;
        let risks = || judged.iter().filter(|one| one.label.section == Section::PriorityRisks);
        let found =
            risks().filter(|one| placed(one) == Section::PriorityRisks).count() as f64 / risks().count().max(1) as f64;
        accepted + 0.3 * found
    };
    let choices = (0..=6).flat_map(|cues| (0..=7).map(move |lean| (cues as f32 / 20.0, lean as f32 / 10.0)));
    choices.max_by(|a, b| worth(a.0, a.1).total_cmp(&worth(b.0, b.1))).unwrap_or((0.0, 0.0))
}

/// The temperature under which the labels are least surprising.
fn temperature(judged: &[Judged], settings: Settings) -> f32 {
    let surprise = |temperature: f32| -> f64 {
        let settings = Settings { temperature, ..settings };
        let of_one = |one: &Judged| {
            -f64::from(shares(&one.reading, &one.scores, &settings)[one.label.section as usize].max(1e-9)).ln()
        };
        judged.iter().map(of_one).sum()
    };
    let steps = (10..=60).map(|step| step as f32 / 20.0);
    steps.min_by(|a, b| surprise(*a).total_cmp(&surprise(*b))).unwrap_or(1.0)
}

fn placed(one: &Judged, settings: Settings) -> Section {
    likeliest(&Section::ALL, &shares(&one.reading, &one.scores, &settings))
}

/// The threshold at which the other acceptable sections are told best (F1).
fn also(judged: &[Judged], settings: Settings) -> f32 {
    best_threshold(judged.iter().flat_map(|one| {
        let first = placed(one, settings);
        let others = Section::ALL.into_iter().filter(move |section| *section != first);
        others.map(|section| (one.scores.acceptable[section as usize], one.label.accepts(section)))
    }))
}

/// The highest threshold at which enough risks are placed or shown.
fn also_risk(judged: &[Judged], settings: Settings) -> f32 {
    let risks = || judged.iter().filter(|one| one.label.section == Section::PriorityRisks);
    let shown = |least: f32| {
        let is_shown = |one: &&Judged| {
            placed(one, settings) == Section::PriorityRisks
                || one.scores.acceptable[Section::PriorityRisks as usize] >= least
        };
        risks().filter(is_shown).count() as f64 / risks().count().max(1) as f64
    };
    (1..=50).rev().map(|step| step as f32 / 100.0).find(|&least| shown(least) >= RISKS_SHOWN).unwrap_or(0.01)
}

/// The threshold at which the beginnings of segments are found best in text without punctuation.
fn boundary(model: &Model, entries: &[Entry]) -> Result<f32, ModelError> {
    let judged = entries
        .par_iter()
        .map(|entry| {
            let (text, spans) = entry.as_dictated();
            let whole = [Span::new(0, text.len())];
            let likely = model.boundaries(&model.read(&text, &whole)?)?;
            let begins = |at: usize| spans.iter().any(|span| span.start() == at);
            Ok(likely.into_iter().map(|(span, likely)| (likely, begins(span.start()))).collect::<Vec<_>>())
        })
        .collect::<Result<Vec<_>, ModelError>>()?;
    Ok(best_threshold(judged.into_iter().flatten()))
}

/// For each category, the threshold at which the findings of lists and model together are best, precision weighing twice as much as recall
/// (F0.5).
fn flag(model: &Model, rules: &Rules, entries: &[Entry]) -> Result<ByCategory, ModelError> {
    let read = entries
        .par_iter()
        .map(|entry| {
            let segments = segment(&entry.text);
            let spans: Vec<Span> = segments.iter().map(|segment| segment.span).collect();
            let flags = model.flags(&model.read(&entry.text, &spans)?)?;
            Ok((entry, segments, flags))
        })
        .collect::<Result<Vec<_>, ModelError>>()?;
    let worth = |category: Category, least: f32| {
        let thresholds = ByCategory::from_each(|other| if other == category { least } else { f32::INFINITY });
        let (mut right, mut found, mut labelled) = (0usize, 0usize, 0usize);
        for (entry, segments, flags) in &read {
            let findings = rules.findings(&entry.text, segments, &proposals(flags, &thresholds));
            let of_category: Vec<Span> = findings.iter().filter(|f| f.category == category).map(|f| f.span).collect();
            for label in &entry.segments {
                let Some(wanted) = label.wants(category) else { continue };
                let is_found = of_category.iter().any(|span| span.overlaps(label.span()));
                found += usize::from(is_found);
                labelled += usize::from(wanted);
                right += usize::from(is_found && wanted);
            }
        }
        const WEIGHT_OF_RECALL: f64 = 0.25;
        (1.0 + WEIGHT_OF_RECALL) * right as f64 / (WEIGHT_OF_RECALL * labelled as f64 + found as f64).max(1.0)
    };
    Ok(ByCategory::from_each(|category| {
        let steps = (30..=95).step_by(5).map(|step| step as f32 / 100.0);
        steps.max_by(|a, b| worth(category, *a).total_cmp(&worth(category, *b))).unwrap_or(0.5)
    }))
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
    (10..=90).map(|step| step as f32 / 100.0).max_by(|a, b| f1(*a).total_cmp(&f1(*b))).unwrap_or(0.5)
}
