//! How well it is told which of the six questions a supervision session reached, and by which sentences.

use crate::corpus::LabelledSession;
use crate::engine::Engine;
use crate::input::asides;
use crate::recording::Draft;
use crate::supervision::{Session, Six, session};
use crate::text::{Recording, Source, Span};
use rayon::prelude::*;

/// Counts, and what follows from them. One labelled sentence may be found in several parts, so what is right is counted from both sides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    pub labelled: usize,
    /// Of the labelled, those that are found.
    pub recalled: usize,
    pub found: usize,
    /// Of the found, those that are labelled.
    pub right: usize,
}

impl Reached {
    pub fn precision(self) -> f64 {
        self.right as f64 / self.found.max(1) as f64
    }

    pub fn recall(self) -> f64 {
        self.recalled as f64 / self.labelled.max(1) as f64
    }

    /// The harmonic mean of precision and recall.
    pub fn f1(self) -> f64 {
        let sum = self.precision() + self.recall();
        if sum > 0.0 { 2.0 * self.precision() * self.recall() / sum } else { 0.0 }
    }

    fn count(&mut self, labelled: bool, found: bool) {
        self.labelled += usize::from(labelled);
        self.found += usize::from(found);
        self.recalled += usize::from(labelled && found);
        self.right += usize::from(labelled && found);
    }

    fn count_spans(&mut self, labelled: &[Span], found: &[Span]) {
        let overlapping = |spans: &[Span], others: &[Span]| {
            spans.iter().filter(|span| others.iter().any(|other| other.overlaps(**span))).count()
        };
        self.labelled += labelled.len();
        self.found += found.len();
        self.recalled += overlapping(labelled, found);
        self.right += overlapping(found, labelled);
    }

    fn and(self, other: Reached) -> Reached {
        Reached {
            labelled: self.labelled + other.labelled,
            recalled: self.recalled + other.recalled,
            found: self.found + other.found,
            right: self.right + other.right,
        }
    }
}

/// One row: what was looked for, in what, and how it went.
pub struct SessionRow {
    /// `question of a session`, `sentence`, or what else is told.
    pub unit: &'static str,
    pub told: &'static str,
    pub counted: Reached,
}

/// Every labelled session as `supervise --session` reads it, and which recordings that are no session are taken for one.
pub fn sessions(engine: &Engine, labelled: &[LabelledSession], others: &[Draft]) -> Vec<SessionRow> {
    let drafts: Vec<Draft> = labelled.par_iter().map(|one| draft(engine, one)).collect();
    let read: Vec<Session> = drafts.iter().map(|draft| session(draft, engine.rules())).collect();
    let pairs = || labelled.iter().zip(&read);
    let mut rows = Vec::new();
    for six in Six::ALL {
        let mut counted = Reached::default();
        pairs().for_each(|(one, read)| {
            counted.count(labels(one, six).next().is_some(), read.reached(six).next().is_some());
        });
        rows.push(SessionRow { unit: "question of a session", told: six.title(), counted });
    }
    rows.push(all("question of a session", &rows));
    let from = rows.len();
    for six in Six::ALL {
        let mut counted = Reached::default();
        pairs().for_each(|(one, read)| {
            let found: Vec<Span> = read.reached(six).map(|said| said.span).collect();
            counted.count_spans(&labels(one, six).collect::<Vec<_>>(), &found);
        });
        rows.push(SessionRow { unit: "sentence", told: six.title(), counted });
    }
    rows.push(all("sentence", &rows[from..]));
    let mut carried = Reached::default();
    pairs().for_each(|(one, read)| {
        let wanted: Vec<Span> = one.labels.iter().filter(|label| label.carried).map(|label| label.span()).collect();
        carried.count_spans(&wanted, &read.carried().map(|said| said.span).collect::<Vec<_>>());
    });
    rows.push(SessionRow { unit: "sentence", told: "carries the person's or family's words", counted: carried });
    let mut known = Reached::default();
    read.iter().for_each(|read| known.count(true, read.is_supervision));
    let taken: Vec<bool> = others.par_iter().map(|draft| session(draft, engine.rules()).is_supervision).collect();
    taken.into_iter().for_each(|taken| known.count(false, taken));
    rows.push(SessionRow { unit: "session", told: "is a supervision session", counted: known });
    rows
}

fn draft(engine: &Engine, one: &LabelledSession) -> Draft {
    let source = Source { name: one.id.clone(), encoding: "utf-8".into(), ..Source::default() };
    engine.read(Recording { aside: asides(&one.text), ..Recording::new(one.text.clone(), source) })
}

fn labels(one: &LabelledSession, six: Six) -> impl Iterator<Item = Span> {
    one.labels.iter().filter(move |label| label.reaches.contains(&six)).map(|label| label.span())
}

fn all(unit: &'static str, rows: &[SessionRow]) -> SessionRow {
    SessionRow { unit, told: "all six", counted: rows.iter().fold(Reached::default(), |sum, row| sum.and(row.counted)) }
}

/// One row for each.
pub fn sessions_table(rows: &[SessionRow]) -> String {
    let mut table = String::from("unit,told,labelled,recalled,found,right,precision,recall,f1\n");
    for SessionRow { unit, told, counted } in rows {
        let Reached { labelled, recalled, found, right } = counted;
        let (precision, recall, f1) = (counted.precision(), counted.recall(), counted.f1());
        table.push_str(&format!(
            "{unit},{told},{labelled},{recalled},{found},{right},{precision:.3},{recall:.3},{f1:.3}\n"
        ));
    }
    table
}
