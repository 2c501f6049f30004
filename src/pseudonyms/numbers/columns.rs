//! Cells under the head of a column that says what they are.

use super::{Found, Kind, WORDS};
use crate::pseudonyms::digits;
use crate::text::{MONTHS, Span};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static HEADS: LazyLock<BTreeMap<&str, Kind>> = LazyLock::new(|| {
    let of_kind =
        |(kind, heads): (&Kind, &'static String)| heads.split('|').map(|head| (head, *kind)).collect::<Vec<_>>();
    WORDS.columns.iter().flat_map(of_kind).collect()
});

/// The kinds of a table's columns, and what parts its cells.
struct Table {
    mark: char,
    kinds: Vec<Option<Kind>>,
}

/// Cells with numbers, in order and apart from each other.
pub(super) fn find(text: &str) -> Vec<Found> {
    of_tables(text).into_iter().filter(|one| one.kind != Kind::Name).collect()
}

/// Cells under the head of a column of names, in order.
pub fn names(text: &str) -> Vec<Span> {
    of_tables(text).into_iter().filter(|one| one.kind == Kind::Name).map(|one| one.span).collect()
}

fn of_tables(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut table: Option<Table> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end_matches(['\n', '\r']);
        if let Some(head) = head(words) {
            table = Some(head);
        } else if let Some(table) = table.as_ref().filter(|table| words.contains(table.mark)) {
            found.extend(cells(words, start, table));
        } else {
            table = None;
        }
        start += line.len();
    }
    found
}

/// Two columns or more, one of them called as a kind is, and no cell with a number in it.
fn head(line: &str) -> Option<Table> {
    const FEWEST: usize = 3;
    if line.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mark = ['|', '\t', ';', ','].into_iter().find(|mark| line.matches(*mark).count() + 1 >= FEWEST)?;
    let kinds: Vec<Option<Kind>> = line.split(mark).map(of_head).collect();
    // A line of prose has commas too.
    let prose = mark == ',' && line.split(mark).any(|cell| cell.split_whitespace().count() > 3);
    (!prose && kinds.iter().any(Option::is_some)).then_some(Table { mark, kinds })
}

fn of_head(cell: &str) -> Option<Kind> {
    let plain = cell.trim().trim_matches(['*', '"', ':']).to_lowercase();
    HEADS.get(plain.as_str()).copied()
}

fn cells(line: &str, start: usize, table: &Table) -> Vec<Found> {
    let mut at = start;
    let mut found = Vec::new();
    for (number, cell) in line.split(table.mark).enumerate() {
        let kind = table.kinds.get(number).copied().flatten();
        let inside = kind.map_or("", |kind| inside(cell, kind));
        if let Some(kind) = kind.filter(|kind| is_written_so(inside, *kind)) {
            let from = at + (inside.as_ptr() as usize - cell.as_ptr() as usize);
            found.push(Found { span: Span::new(from, from + inside.len()), kind });
        }
        at += cell.len() + table.mark.len_utf8();
    }
    found
}

/// What a cell holds without its marks, and of a number or a date no more than goes to its last digit (*1 Jan 1935 approx*).
fn inside(cell: &str, kind: Kind) -> &str {
    let is_digit = |c: char| c.is_ascii_digit();
    let inside = cell.trim_matches([' ', '"', '*', '\t']);
    let last = inside.rfind(is_digit).map_or(inside.len(), |last| last + 1);
    match kind {
        Kind::Nhs => &inside[inside.find(is_digit).unwrap_or(last)..last],
        Kind::Birth => &inside[..last],
        _ => inside,
    }
}

/// Whether a cell can be what its column is called.
fn is_written_so(cell: &str, kind: Kind) -> bool {
    const LONGEST: usize = 40;
    let counted = digits::of(cell).len();
    let words = cell.split_whitespace().count();
    let month = || {
        let folded = cell.to_lowercase();
        MONTHS.iter().any(|month| folded.contains(&month[..3]))
    };
    // *Edd 14 Jan*, *bus 31*, *2 cars*.
    let begins = cell.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '\'' | '’')) || month();
    let plate = !cell.contains(char::is_lowercase) && cell.chars().filter(|c| c.is_alphabetic()).count() > 1;
    cell.len() <= LONGEST
        && match kind {
            Kind::Birth => begins && words <= 5 && ((4..=8).contains(&counted) || counted > 0 && month()),
            Kind::Nhs => (9..=11).contains(&counted),
            Kind::NationalInsurance => counted == 6,
            Kind::Phone => (6..=15).contains(&counted),
            Kind::PersonId => counted >= 4 && words <= 3,
            Kind::Postcode => (1..=3).contains(&counted) && (5..=9).contains(&cell.len()),
            Kind::Registration => plate && (1..=4).contains(&counted) && (5..=9).contains(&cell.len()),
            Kind::Address => counted > 0 && words > 1,
            Kind::Name => counted == 0 && (1..=4).contains(&words),
            Kind::Email => false,
        }
}
