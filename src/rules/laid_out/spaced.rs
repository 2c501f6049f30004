//! Tables whose columns are set apart by spaces alone, with cells that go on below.

use super::Place;
use crate::text::Span;

/// A cell, and the character of its line at which it begins, from 0.
pub struct Spaced {
    pub column: usize,
    pub span: Span,
}

/// The cells of a line: two spaces or more end one, but for those after a sentence.
pub fn cells(text: &str, line: Span) -> Vec<Spaced> {
    let words = line.of(text).trim_end();
    let mut found = Vec::new();
    let (mut column, mut from, mut begins) = (0, 0, 0);
    let mut spaces = 0;
    for (at, c) in words.char_indices() {
        let ends = spaces > 1 && c != ' ' && !ends_sentence(&words[from..at]);
        if ends || words[from..at].trim().is_empty() && c != ' ' {
            found.extend(
                Span::new(line.start() + from, line.start() + at)
                    .trimmed(text)
                    .map(|span| Spaced { column: begins, span }),
            );
            (from, begins) = (at, column);
        }
        spaces = if c == ' ' { spaces + 1 } else { 0 };
        column += 1;
    }
    found.extend(
        Span::new(line.start() + from, line.start() + words.len())
            .trimmed(text)
            .map(|span| Spaced { column: begins, span }),
    );
    found
}

/// What a short line without a capital goes on with: the first cell of the row above.
pub fn rest_of_a_cell(text: &str, line: Span) -> Option<Spaced> {
    const LONGEST: usize = 60;
    let span = line.trimmed(text).filter(|own| own.len() <= LONGEST && own.of(text).starts_with(char::is_lowercase))?;
    Some(Spaced { column: 0, span })
}

/// True of words that end with a sentence's mark; the number of a row may have one too.
fn ends_sentence(words: &str) -> bool {
    let words = words.trim_end();
    words.ends_with(['.', '?', '!', ':']) && words.contains(char::is_alphabetic)
}

/// Each cell with the number of its column: by their order where there is one for each, else by where they begin.
pub fn in_columns(cells: &[Spaced], starts: &[usize]) -> Vec<(usize, Span)> {
    /// How far a cell may stand out to the left.
    const OUT: usize = 1;
    let by_place = |cell: &Spaced| starts.partition_point(|start| *start <= cell.column + OUT).saturating_sub(1);
    let is_full = cells.len() == starts.len();
    cells.iter().enumerate().map(|(at, cell)| (if is_full { at } else { by_place(cell) }, cell.span)).collect()
}

/// True where the cells of a line go on with those of the row above: they leave out the number of a row, or have no action that begins.
pub fn goes_on(text: &str, cells: &[(usize, Span)], places: &[Option<Place>]) -> bool {
    let has = |column: usize| cells.iter().any(|(other, _)| *other == column);
    let what = places.iter().position(|place| *place == Some(Place::What));
    let own = cells.iter().find(|(column, _)| Some(*column) == what);
    let is_numbered = places.first().is_some_and(|first| first.is_none()) && what != Some(0);
    (is_numbered && !has(0) && what == Some(1))
        || own.is_none_or(|(_, span)| span.of(text).starts_with(char::is_lowercase))
}
