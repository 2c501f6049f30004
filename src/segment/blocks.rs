//! Lines into blocks: headings, form fields, bullets, and paragraphs whose lines were wrapped.

use crate::text::{Span, lines};

#[derive(Debug)]
pub enum Block {
    Heading(Span),
    Body { span: Span, label: Option<Span> },
}

pub fn blocks(text: &str) -> Vec<Block> {
    let shouted = is_mostly_capitals(text);
    let mut found: Vec<Block> = Vec::new();
    let mut follows_blank = true;
    let mut widths = paragraph_widths(text).into_iter();
    for line in lines(text) {
        let width = widths.next().unwrap_or(0);
        let Some(line) = line.trimmed(text) else {
            follows_blank = true;
            continue;
        };
        let bullet = bullet_length(line.of(text)) > 0;
        if is_heading(line.of(text), shouted) {
            found.push(Block::Heading(line));
        } else if let Some(label) = label_of(text, line) {
            found.push(Block::Body { span: line, label: Some(label) });
        } else if let (false, false, Some(Block::Body { span, .. })) = (follows_blank, bullet, found.last_mut())
            && (continues(span.of(text), line.of(text), width) || goes_on_with_a_cell(span.of(text), line.of(text)))
        {
            *span = Span::new(span.start(), line.end());
        } else {
            found.push(Block::Body { span: line, label: None });
        }
        follows_blank = false;
    }
    found
}

/// A recording typed in capitals has no headings in capitals.
fn is_mostly_capitals(text: &str) -> bool {
    let upper = text.chars().filter(|c| c.is_uppercase()).count();
    let lower = text.chars().filter(|c| c.is_lowercase()).count();
    upper > lower
}

/// Bytes of the bullet or number that begins a line, with the space after it; 0 where there is none.
pub fn bullet_length(line: &str) -> usize {
    let marker = line.trim_start_matches(['-', '*', '•', '·', '–', '—', '▪', '◦', 'o']);
    let marked = line.len() - marker.len();
    let one_mark = line.chars().next().map_or(0, char::len_utf8) == marked;
    if marked > 0 && one_mark && marker.starts_with([' ', '\t']) {
        return marked + (marker.len() - marker.trim_start().len());
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let after = &line[digits..];
    let numbered = (1..=2).contains(&digits) && after.starts_with([')', '.']) && after[1..].starts_with([' ', '\t']);
    if numbered { digits + 1 + (after.len() - 1 - after[1..].trim_start().len()) } else { 0 }
}

fn is_heading(line: &str, shouted: bool) -> bool {
    /// A longer line in capitals, or with a colon, is something said.
    const LONGEST_HEADING: usize = 60;
    // `# NOF` is a fracture where a ward writes it, so a mark alone makes no heading of a long line.
    if line.starts_with('#') && line.trim_start_matches('#').starts_with(' ') && line.chars().count() <= LONGEST_HEADING
    {
        return true;
    }
    let line = &line[bullet_length(line)..];
    let line = line.trim_matches(['*', '_', '=']);
    if line.chars().count() > LONGEST_HEADING || !line.contains(char::is_alphabetic) {
        return false;
    }
    let in_capitals =
        !shouted && line.chars().filter(|c| c.is_alphabetic()).count() > 3 && !line.contains(char::is_lowercase);
    let announces = line.ends_with(':') && line.split_whitespace().count() <= 8 && !line.contains(['.', '?', '!']);
    announces || (in_capitals && !line.ends_with(['.', ',', '?', '!']))
}

/// The form label that begins a line, where an answer follows it.
fn label_of(text: &str, line: Span) -> Option<Span> {
    const LONGEST_LABEL: usize = 60;
    let words = line.of(text);
    let from = bullet_length(words);
    let colon = from + words[from..].find(':')?;
    let label = &words[from..colon];
    let answer = words[colon + 1..].trim();
    let is_label = label.len() <= LONGEST_LABEL
        && label.split_whitespace().count() <= 7
        && label.starts_with(|c: char| c.is_alphabetic() || matches!(c, '*' | '_'))
        && !label.contains(['.', ',', ';', '"', '“', '!', '?'])
        && words[colon + 1..].starts_with(|c: char| c.is_whitespace() || matches!(c, '*' | '_'))
        && !answer.is_empty();
    is_label.then(|| Span::new(line.start(), line.start() + colon + 1))
}

/// True of a line whose columns are set apart by bars, tabs or wide spaces: a mark within a cell ends no part of the line.
pub fn is_row(line: &str) -> bool {
    line.matches('|').count() > 1 || line.matches('\t').count() > 1 || is_spaced_row(line)
}

fn is_spaced_row(line: &str) -> bool {
    const COLUMNS: usize = 3;
    const WIDE: &str = "   ";
    line.split(WIDE).filter(|cell| !cell.trim().is_empty()).take(COLUMNS).count() == COLUMNS
}

/// True of a line under a row, one of whose cells it goes on with.
fn goes_on_with_a_cell(before: &str, line: &str) -> bool {
    let row = before.split(['\n', '\r']).next().unwrap_or(before);
    line.starts_with(char::is_lowercase) && is_spaced_row(row) && !is_spaced_row(line)
}

/// For each line, the length of the longest line of its paragraph.
fn paragraph_widths(text: &str) -> Vec<usize> {
    let lengths: Vec<usize> = lines(text).map(|line| line.of(text).trim().chars().count()).collect();
    let mut widths = Vec::with_capacity(lengths.len());
    for paragraph in lengths.chunk_by(|a, b| (*a == 0) == (*b == 0)) {
        let widest = paragraph.iter().copied().max().unwrap_or(0);
        widths.extend(std::iter::repeat_n(widest, paragraph.len()));
    }
    widths
}

/// True where `line` goes on with the sentence that `before` left open, as text pasted from an e-mail does: the line before is broken
/// because the next word would have gone past the `width` of the paragraph.
fn continues(before: &str, line: &str, width: usize) -> bool {
    /// Shorter lines were ended on purpose.
    const WRAPPED: usize = 45;
    let last = before.rsplit(['\n', '\r']).next().unwrap_or(before).chars().count();
    let next_word = line.split_whitespace().next().unwrap_or("").chars().count();
    // A writer who begins without a capital begins every line so.
    let has_capital = before.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    let was_full = has_capital && last >= WRAPPED && last + 1 + next_word > width;
    was_full && !before.ends_with(['.', '?', '!', ':', ';', '"', '”']) && line.starts_with(char::is_lowercase)
}
