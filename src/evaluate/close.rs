//! How well actions, outcomes and what is told of risks are read, in segments that were read closely, given those segments.

use crate::closely::{close_scores, proposed_actions};
use crate::corpus::{Entry, Label, Named, ToldAction, Who};
use crate::engine::Engine;
use crate::model::{Join, Model, ModelError, TOLD_OF_RISK};
use crate::outcome::{Kind, Theme};
use crate::placement::Placed;
use crate::recording::{Ends, Harm, outcome_of, risks, threads, unheard};
use crate::rules::{Action, Rules, Status};
use crate::section::Section;
use crate::segment::Segment;
use crate::text::Span;
use rayon::prelude::*;

/// Right, found and labelled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    pub right: usize,
    pub found: usize,
    pub labelled: usize,
}

impl Counted {
    pub fn f1(self) -> f64 {
        2.0 * self.right as f64 / (self.found + self.labelled).max(1) as f64
    }

    /// Of those found, how many were right.
    pub fn precision(self) -> f64 {
        self.right as f64 / self.found.max(1) as f64
    }

    /// Where each is found once and labelled once: the share that is right.
    pub fn accuracy(self) -> f64 {
        self.right as f64 / self.labelled.max(1) as f64
    }

    pub(super) fn and(self, other: Counted) -> Counted {
        Counted {
            right: self.right + other.right,
            found: self.found + other.found,
            labelled: self.labelled + other.labelled,
        }
    }

    fn judged(right: bool) -> Counted {
        Counted { right: usize::from(right), found: 1, labelled: 1 }
    }
}

/// How actions were read: by the words alone, or with the model.
#[derive(Clone, Debug, Default)]
pub struct ActionFigures {
    /// The words of who and of when.
    pub who: Counted,
    pub when: Counted,
    /// Whether each part of a planned segment is missing: who, what, when, measurable.
    pub missing: [Counted; 4],
    pub status: Counted,
    /// Whether a segment holds as many actions as were found.
    pub number: Counted,
}

/// How outcomes were read.
#[derive(Clone, Debug, Default)]
pub struct OutcomeFigures {
    pub kind: Counted,
    /// Whether something is an outcome at all, of what is an outcome, a service or an output.
    pub aim: Counted,
    pub themes: [Counted; Theme::ALL.len()],
    /// Whether the theme that a sentence is most about is one of those labelled.
    pub most_about: Counted,
}

impl OutcomeFigures {
    /// The mean F1 of the themes that are labelled at all.
    pub fn theme_macro_f1(&self) -> f64 {
        let met: Vec<&Counted> = self.themes.iter().filter(|theme| theme.labelled > 0).collect();
        met.iter().map(|theme| theme.f1()).sum::<f64>() / met.len().max(1) as f64
    }
}

/// The actions of closely read segments against their labels; by word lists alone where no model is given.
pub fn actions(rules: &Rules, model: Option<&Model>, entries: &[Entry]) -> Result<ActionFigures, ModelError> {
    let of_entry = |entry: &Entry| -> Result<ActionFigures, ModelError> {
        let told: Vec<(&Label, &[ToldAction])> = entry
            .segments
            .iter()
            .filter_map(|label| Some((label, label.actions.as_deref().filter(|actions| !actions.is_empty())?)))
            .collect();
        let all: Vec<Span> = entry.segments.iter().map(Label::span).collect();
        let spans: Vec<Span> = told.iter().map(|(label, _)| label.span()).collect();
        let proposed = match model {
            Some(model) => {
                let reading = model.read_closely(&entry.text, &all)?;
                Some(proposed_actions(model, &reading, rules, &entry.text, &spans)?)
            }
            None => None,
        };
        let mut figures = ActionFigures::default();
        for (number, (label, labelled)) in told.iter().enumerate() {
            let segment = Segment::plain(label.span());
            let own = proposed.as_ref().map(|proposed| proposed[number].as_slice());
            figures.count(&rules.actions(&entry.text, &segment, own, None), labelled);
        }
        Ok(figures)
    };
    let figures = entries.par_iter().map(of_entry).collect::<Result<Vec<_>, _>>()?;
    Ok(figures.into_iter().fold(ActionFigures::default(), ActionFigures::and))
}

impl ActionFigures {
    fn count(&mut self, found: &[Action], labelled: &[ToldAction]) {
        let same = |a: &str, b: &str| {
            let (a, b) = (a.to_lowercase(), b.to_lowercase());
            a == b || (a.len() > 2 && b.contains(&a)) || (b.len() > 2 && a.contains(&b))
        };
        let words = |found: Vec<&str>, labelled: Vec<&str>| Counted {
            right: found.iter().filter(|own| labelled.iter().any(|label| same(own, label))).count().min(labelled.len()),
            found: found.len(),
            labelled: labelled.len(),
        };
        self.who = self.who.and(words(
            found.iter().filter_map(|action| action.who.as_deref()).collect(),
            labelled.iter().filter_map(|action| action.who.as_deref()).collect(),
        ));
        self.when = self.when.and(words(
            found.iter().filter_map(|action| action.when.as_deref()).collect(),
            labelled.iter().filter_map(|action| action.when.as_deref()).collect(),
        ));
        self.status = self.status.and(Counted::judged(
            found.first().map(|action| action.status) == labelled.first().map(|action| action.status),
        ));
        self.number = self.number.and(Counted::judged(found.len() == labelled.len()));
        if labelled[0].status == Status::Planned {
            let told = |part: &str| found.iter().any(|action| !action.missing().contains(&part));
            let wanted = [
                labelled.iter().any(|action| action.who.is_some()),
                labelled.iter().any(|action| action.what.is_some()),
                labelled.iter().any(|action| action.when.is_some()),
                labelled.iter().any(|action| action.measurable),
            ];
            for ((part, wanted), counted) in
                ["who", "what", "when", "measurable"].into_iter().zip(wanted).zip(&mut self.missing)
            {
                *counted = counted.and(Counted::judged(told(part) == wanted));
            }
        }
    }

    fn and(self, other: ActionFigures) -> ActionFigures {
        ActionFigures {
            who: self.who.and(other.who),
            when: self.when.and(other.when),
            missing: std::array::from_fn(|part| self.missing[part].and(other.missing[part])),
            status: self.status.and(other.status),
            number: self.number.and(other.number),
        }
    }
}

/// The kinds and themes of closely read segments against their labels.
pub fn outcomes(rules: &Rules, model: &Model, entries: &[Entry]) -> Result<OutcomeFigures, ModelError> {
    let of_entry = |entry: &Entry| -> Result<OutcomeFigures, ModelError> {
        let told: Vec<&Label> = entry.segments.iter().filter(|label| label.outcome.is_some()).collect();
        let all: Vec<Span> = entry.segments.iter().map(Label::span).collect();
        let spans: Vec<Span> = told.iter().map(|label| label.span()).collect();
        let reading = model.read_closely(&entry.text, &all)?;
        let found = close_scores(model, &reading, rules, &entry.text, &spans)?.outcomes;
        let mut figures = OutcomeFigures::default();
        for (label, scores) in told.iter().zip(found) {
            let Some(labelled) = &label.outcome else { continue };
            let reading = outcome_of(&scores);
            figures.kind = figures.kind.and(Counted::judged(reading.kind == labelled.kind));
            if labelled.kind != Kind::Other {
                let aim = |kind: Kind| kind == Kind::Outcome;
                figures.aim = figures.aim.and(Counted::judged(aim(reading.kind_of_aim) == aim(labelled.kind)));
            }
            figures.most_about = figures.most_about.and(super::themes::most_about(&reading, &labelled.themes));
            super::themes::count(&mut figures.themes, &reading.themes, &labelled.themes);
        }
        Ok(figures)
    };
    let figures = entries.par_iter().map(of_entry).collect::<Result<Vec<_>, _>>()?;
    Ok(figures.into_iter().fold(OutcomeFigures::default(), |a, b| OutcomeFigures {
        kind: a.kind.and(b.kind),
        aim: a.aim.and(b.aim),
        themes: std::array::from_fn(|theme| a.themes[theme].and(b.themes[theme])),
        most_about: a.most_about.and(b.most_about),
    }))
}

/// How lines between segments, what is told of risks, reviews, contingencies and unheard children were read.
#[derive(Clone, Debug, Default)]
pub struct BetweenFigures {
    /// By what a line joins.
    pub lines: [Counted; Join::ALL.len()],
    pub harm: Counted,
    /// Whether a risk's evidence, benefit, view, shared decision and reason are found at all.
    pub told: [Counted; TOLD_OF_RISK - 1],
    pub reviews: Counted,
    pub contingencies: Counted,
    pub unheard: Counted,
}

impl BetweenFigures {
    pub fn all_lines(&self) -> Counted {
        self.lines.iter().copied().fold(Counted::default(), Counted::and)
    }

    fn and(self, other: BetweenFigures) -> BetweenFigures {
        BetweenFigures {
            lines: std::array::from_fn(|join| self.lines[join].and(other.lines[join])),
            harm: self.harm.and(other.harm),
            told: std::array::from_fn(|part| self.told[part].and(other.told[part])),
            reviews: self.reviews.and(other.reviews),
            contingencies: self.contingencies.and(other.contingencies),
            unheard: self.unheard.and(other.unheard),
        }
    }
}

/// What stands between segments against the labels, given the segments, their sections and which of them act.
pub fn between(rules: &Rules, model: &Model, entries: &[Entry]) -> Result<BetweenFigures, ModelError> {
    let of_entry = |entry: &Entry| -> Result<BetweenFigures, ModelError> {
        let Some(links) = &entry.links else { return Ok(BetweenFigures::default()) };
        let text = &entry.text;
        let all: Vec<Span> = entry.segments.iter().map(Label::span).collect();
        let close = close_scores(model, &model.read_closely(text, &all)?, rules, text, &all)?;
        let placed: Vec<Placed> = entry.segments.iter().map(as_placed).collect();
        let outcomes: Vec<_> = close.outcomes.iter().map(outcome_of).collect();
        let reviews: Vec<bool> = all.iter().map(|span| rules.reviews(text, *span)).collect();
        let acts: Vec<bool> = entry
            .segments
            .iter()
            .map(|label| match &label.actions {
                Some(actions) => !actions.is_empty(),
                None => label.section == Section::AgreedActions,
            })
            .collect();
        let ends = Ends { placed: &placed, outcomes: &outcomes, reviews: &reviews, acts: &acts };
        let found = threads(&ends, &close.joins);
        let mut figures = BetweenFigures::default();
        for (join, from, line) in &found.lines {
            let right = links.contains(&[*from, line.segment]);
            figures.lines[*join as usize] =
                figures.lines[*join as usize].and(Counted { right: usize::from(right), found: 1, labelled: 0 });
        }
        for [from, to] in links {
            let join = join_of(entry, *from, *to);
            figures.lines[join as usize].labelled += 1;
        }
        let Some(labelled) = &entry.close else { return Ok(figures) };
        for risk in risks(&ends, &close.told, &close.joins) {
            let Some(label) = &entry.segments[risk.segment].risk else { continue };
            let named = matches!(
                (risk.harm, label.harm),
                (Harm::Named, Named::Yes) | (Harm::Partly, Named::Partly) | (Harm::NotNamed, Named::No)
            );
            figures.harm = figures.harm.and(Counted::judged(named));
            let parts = [
                (&risk.evidence, &label.evidence),
                (&risk.benefit, &label.benefit),
                (&risk.view, &label.view),
                (&risk.decision, &label.decision),
                (&risk.why, &label.why),
            ];
            for ((found, labelled), counted) in parts.into_iter().zip(&mut figures.told) {
                *counted = counted.and(Counted {
                    right: usize::from(!found.is_empty() && !labelled.is_empty()),
                    found: usize::from(!found.is_empty()),
                    labelled: usize::from(!labelled.is_empty()),
                });
            }
        }
        let each = |found: Vec<usize>, labelled: &[usize]| Counted {
            right: found.iter().filter(|at| labelled.contains(at)).count(),
            found: found.len(),
            labelled: labelled.len(),
        };
        figures.reviews = each(
            (0..all.len()).filter(|&at| reviews[at] && placed[at].section != Section::WhatMatters).collect(),
            &labelled.review,
        );
        figures.contingencies = each(
            (0..all.len()).filter(|&at| rules.is_contingent(text, all[at], placed[at].section)).collect(),
            &labelled.contingency,
        );
        let silent: Vec<_> =
            labelled.people.iter().filter(|person| person.should && !person.heard && person.is == Who::Child).collect();
        let unheard = unheard(text, &placed, rules);
        figures.unheard = Counted {
            right: unheard
                .iter()
                .filter(|child| {
                    labelled
                        .people
                        .iter()
                        .any(|person| person.should && !person.heard && person.name.contains(&child.name))
                })
                .count(),
            found: unheard.len(),
            labelled: silent.len(),
        };
        Ok(figures)
    };
    let figures = entries.par_iter().map(of_entry).collect::<Result<Vec<_>, _>>()?;
    Ok(figures.into_iter().fold(BetweenFigures::default(), BetweenFigures::and))
}

/// A labelled segment as if it had been placed so.
fn as_placed(label: &Label) -> Placed {
    Placed {
        span: label.span(),
        section: label.section,
        confidence: 1.0,
        risk: None,
        also: label.also.clone(),
        voice: label.voice,
        quoted: label.quoted,
        reason: String::new(),
        heading: false,
        speaker: None,
        aside: None,
    }
}

/// What a labelled line joins.
fn join_of(entry: &Entry, from: usize, to: usize) -> Join {
    let review = entry.close.as_ref().is_some_and(|close| close.review.contains(&to));
    let is_risk = |at: usize| entry.segments[at].section == Section::PriorityRisks;
    let aims = entry.segments[from].outcome.as_ref().is_some_and(|outcome| outcome.kind != Kind::Other)
        || entry.segments[from].section == Section::WhatMatters;
    match () {
        () if is_risk(from) => Join::RiskToAction,
        () if aims && is_risk(to) => Join::OutcomeToRisk,
        () if review => Join::ActionToReview,
        () => Join::OutcomeToAction,
    }
}

/// One row of the table of readings.
pub struct ReadingRow {
    pub reading: String,
    /// `words`: word lists alone; `model`: the model with them.
    pub by: &'static str,
    pub counted: Counted,
    /// F1 where words or segments are found, accuracy where each is judged.
    pub figure: f64,
}

/// Every reading of an engine over closely read entries, each with the lesser way beside it where there is one.
pub fn readings(engine: &Engine, entries: &[Entry]) -> Result<Vec<ReadingRow>, ModelError> {
    let Ok(model) = engine.model() else { return Ok(Vec::new()) };
    let rules = engine.rules();
    let mut rows = Vec::new();
    let mut found = |reading: &str, by, counted: Counted| {
        rows.push(ReadingRow { reading: reading.into(), by, figure: counted.f1(), counted })
    };
    for (by, model) in [("words", None), ("model", Some(model))] {
        let figures = actions(rules, model, entries)?;
        found("action: words of who", by, figures.who);
        found("action: words of when", by, figures.when);
        for (part, counted) in ["who", "what", "when", "measurable"].iter().zip(figures.missing) {
            found(&format!("action: {part} is missing or told"), by, counted);
        }
        found("action: status", by, figures.status);
        found("actions in a segment", by, figures.number);
    }
    let of_outcomes = outcomes(rules, model, entries)?;
    found("outcome, service, output or other", "model", of_outcomes.kind);
    found("outcome, or a service or output in its place", "model", of_outcomes.aim);
    for (theme, counted) in Theme::ALL.iter().zip(of_outcomes.themes) {
        found(&format!("theme: {}", theme.title()), "model", counted);
    }
    let mut macro_f1 = Counted::default();
    of_outcomes.themes.iter().for_each(|theme| macro_f1 = macro_f1.and(*theme));
    rows.push(ReadingRow {
        reading: "theme, macro-F1".into(),
        by: "model",
        figure: of_outcomes.theme_macro_f1(),
        counted: macro_f1,
    });
    rows.push(ReadingRow {
        reading: "theme it is most about: right of those found".into(),
        by: "model",
        figure: of_outcomes.most_about.precision(),
        counted: of_outcomes.most_about,
    });
    let mut found = |reading: &str, by, counted: Counted| {
        rows.push(ReadingRow { reading: reading.into(), by, figure: counted.f1(), counted })
    };
    let between = between(rules, model, entries)?;
    found("line of a thread", "model", between.all_lines());
    for (join, counted) in
        ["outcome to risk", "outcome to action", "risk to action", "action to review"].iter().zip(between.lines)
    {
        found(&format!("line: {join}"), "model", counted);
    }
    found("risk: harm named, partly or not", "model", between.harm);
    for (part, counted) in ["evidence", "benefit", "view", "shared decision", "reason"].iter().zip(between.told) {
        found(&format!("risk: {part} told"), "model", counted);
    }
    found("review", "words", between.reviews);
    found("contingency", "words", between.contingencies);
    found("child not heard", "words", between.unheard);
    Ok(rows)
}
