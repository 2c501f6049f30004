//! Which tables tell of one thing a row, so that a row is read as one line.

/// Columns and rows of a table of rows; a form has a label and an answer.
const COLUMNS: usize = 3;
const ROWS: usize = 2;
/// Bytes and paragraphs of a cell; pages are laid out in tables whose cells hold more.
const LONGEST: usize = 250;
const PARAGRAPHS: usize = 3;

/// True of a table with several columns and short cells. `rows` hold the words of each cell, a blank line between paragraphs.
pub fn reads_by_rows(rows: &[Vec<&str>]) -> bool {
    let is_filled = |cell: &&&str| !cell.trim().is_empty();
    let filled = || rows.iter().filter(|row| row.iter().any(|cell| is_filled(&cell)));
    let wide = filled().filter(|row| row.len() >= COLUMNS).count();
    let has_head = rows.iter().any(|row| row.iter().filter(is_filled).count() >= COLUMNS);
    let is_short = |cell: &&str| {
        let paragraphs = cell.split("\n\n").filter(|own| !own.trim().is_empty()).count();
        cell.trim().len() <= LONGEST && paragraphs <= PARAGRAPHS
    };
    has_head && wide >= ROWS && wide * 2 > filled().count() && rows.iter().flatten().all(is_short)
}

/// White space as a cell of a row has it.
pub fn on_one_line(words: &str) -> String {
    words.replace(['\n', '\r', '\t'], " ")
}
