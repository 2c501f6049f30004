//! What the tables of a spreadsheet hold: the columns and rows that CSV and workbooks share.

use super::Versions;
use super::page::{self, Look};
use crate::docx::xml_holds;
use crate::placement::Placed;
use crate::recording::{Asked, Draft};
use crate::rules::{Action, Status};
use crate::section::Voice;
use crate::settled::fingerprint;
use crate::text::{Span, positions, steers};

/// A table that every draft adds rows to. Its first columns say which recording a row is of.
pub struct Table {
    pub name: &'static str,
    /// Name and width in characters.
    pub columns: &'static [(&'static str, u32)],
    rows: fn(&Draft) -> Vec<Vec<Cell>>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Words(String),
    Number(f64),
}

pub const SOURCE: [(&str, u32); 3] = [("recording", 24), ("id", 12), ("row", 8)];

/// A row for each segment, in the order of the recording: together they hold every word of it.
pub const SEGMENTS: Table = Table {
    name: "Segments",
    columns: &[
        ("segment", 9),
        ("line", 7),
        ("section", 16),
        ("words", 80),
        ("voice", 14),
        ("quoted", 8),
        ("confidence", 11),
        ("also", 24),
        ("notes", 40),
    ],
    rows: segments,
};

pub const ACTIONS: Table = Table {
    name: "Actions",
    columns: &[
        ("line", 7),
        ("who", 20),
        ("what", 60),
        ("when", 24),
        ("due", 14),
        ("status", 10),
        ("measurable", 11),
        ("missing", 24),
        ("words", 60),
    ],
    rows: actions,
};

pub const PHRASING: Table = Table {
    name: "Phrasing",
    columns: &[
        ("line", 7),
        ("column", 8),
        ("phrase", 30),
        ("message", 60),
        ("suggestions", 60),
        ("category", 11),
        ("severity", 10),
        ("rule", 30),
        ("fingerprint", 15),
        ("dismissed", 30),
    ],
    rows: phrasing,
};

pub const QUESTIONS: Table =
    Table { name: "Questions", columns: &[("section", 16), ("question", 80), ("because", 60)], rows: questions };

impl Table {
    /// The rows of one draft, those of [`SOURCE`] first.
    pub fn rows(&self, draft: &Draft) -> Vec<Vec<Cell>> {
        (self.rows)(draft).into_iter().map(|row| source(draft).into_iter().chain(row).collect()).collect()
    }
}

impl Cell {
    pub fn count(number: usize) -> Cell {
        Cell::Number(number as f64)
    }
}

impl<T: AsRef<str>> From<T> for Cell {
    /// Words that steer nothing where they are shown. What no workbook can hold shows as such.
    fn from(words: T) -> Cell {
        let words = words.as_ref().replace("\r\n", "\n").replace('\r', "\n");
        let held = words.chars().map(|c| if xml_holds(c) { c } else { '\u{fffd}' });
        Cell::Words(held.filter(|c| matches!(c, '\n' | '\t') || !steers(*c)).collect())
    }
}

/// The cells that say which recording a row is of.
pub fn source(draft: &Draft) -> [Cell; SOURCE.len()] {
    let source = &draft.recording.source;
    let row = source.row.map_or_else(|| Cell::from(""), Cell::count);
    [Cell::from(&source.name), Cell::from(source.id.as_deref().unwrap_or_default()), row]
}

/// What is said of a draft beside its tables, a line each.
pub fn notes(draft: &Draft) -> Vec<Cell> {
    let mut notes: Vec<Cell> = draft.problems.iter().map(Cell::from).collect();
    if !draft.recording.text.chars().all(xml_holds) {
        notes.push(page::NOT_HELD.into());
    }
    notes.extend(page::set_aside(draft).map(Cell::from));
    notes
}

/// What every table is: [`page::foot`] in one cell, since rows are copied apart.
pub fn how_made(versions: &Versions, findings_only: bool) -> Cell {
    let foot = if findings_only { page::foot_of_findings(versions) } else { page::foot(versions) };
    foot.join(" ").into()
}

fn segments(draft: &Draft) -> Vec<Vec<Cell>> {
    let actions = page::actions_by_segment(draft);
    let lines = lines_of(draft, draft.segments.iter().map(|placed| placed.span));
    let row = |((at, placed), line): ((usize, &Placed), Cell)| {
        vec![
            Cell::count(at + 1),
            line,
            placed.section.title().into(),
            page::on_one_line(draft, placed.span).into(),
            voice(placed.voice).into(),
            yes_or_no(placed.quoted),
            Cell::Number((f64::from(placed.confidence) * 100.0).round() / 100.0),
            placed.also.iter().map(|section| section.title()).collect::<Vec<&str>>().join("; ").into(),
            page::notes(draft, placed, &actions).join("; ").into(),
        ]
    };
    draft.segments.iter().enumerate().zip(lines).map(row).collect()
}

fn actions(draft: &Draft) -> Vec<Vec<Cell>> {
    let lines = lines_of(draft, draft.actions.iter().map(|action| action.span));
    let told = |part: &Option<String>| Cell::from(part.as_deref().unwrap_or_default());
    let row = |(action, line): (&Action, Cell)| {
        vec![
            line,
            page::who(draft, action).into(),
            told(&action.what),
            told(&action.when),
            action.due.map(|due| due.iso()).unwrap_or_default().into(),
            status(action.status).into(),
            yes_or_no(action.measurable),
            action.missing().join("; ").into(),
            page::on_one_line(draft, action.span).into(),
        ]
    };
    draft.actions.iter().zip(lines).map(row).collect()
}

fn phrasing(draft: &Draft) -> Vec<Vec<Cell>> {
    let row = |look: &Look, dismissed: &str| {
        let finding = look.finding;
        vec![
            Cell::count(look.line),
            Cell::count(look.column),
            page::on_one_line(draft, finding.span).into(),
            (&finding.message).into(),
            finding.suggestions.join("\n").into(),
            finding.category.name().into(),
            page::severity(finding.severity).into(),
            (&finding.rule).into(),
            fingerprint(&draft.recording.text, finding).into(),
            dismissed.into(),
        ]
    };
    let standing = page::looks(draft).iter().map(|look| row(look, "")).collect::<Vec<_>>();
    let dismissed = page::looks_dismissed(draft);
    standing.into_iter().chain(dismissed.iter().map(|(look, why)| row(look, why))).collect()
}

fn questions(draft: &Draft) -> Vec<Vec<Cell>> {
    let row = |asked: &Asked| vec![asked.section.title().into(), (&asked.question).into(), (&asked.because).into()];
    draft.questions.iter().map(row).collect()
}

/// The line on which each of `spans`, which are in order, begins.
fn lines_of(draft: &Draft, spans: impl Iterator<Item = Span>) -> impl Iterator<Item = Cell> {
    positions(&draft.recording.text, spans.map(Span::start)).into_iter().map(|(line, _)| Cell::count(line))
}

fn yes_or_no(is_so: bool) -> Cell {
    if is_so { "yes".into() } else { "no".into() }
}

fn voice(voice: Voice) -> &'static str {
    match voice {
        Voice::Person => "person",
        Voice::Family => "family",
        Voice::Practitioner => "practitioner",
        Voice::Professional => "professional",
        Voice::Unattributed => "unattributed",
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Planned => "planned",
        Status::Done => "done",
        Status::Standing => "standing",
    }
}
