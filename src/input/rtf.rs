//! Rich text as word processors save it: paragraphs, cells and text boxes in order, a blank line between them; a row of a table of short cells
//! is a line.

use super::{Batch, InputError, LONGEST_RECORDING, Problem, recording};
use crate::docx::{LeftOut, on_one_line, reads_by_rows};
use crate::text::Source;
use rtf_parser_tt::{ControlWord, Lexer, Parser, Part, Property, Token};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The most signs that are taken, since all of them are held together: ten for each byte of the longest recording. Pictures have few.
const MOST_SIGNS: usize = 10 * LONGEST_RECORDING;

/// Groups within one another; word processors come to a few dozen.
const DEEPEST: usize = 1000;

pub fn read(name: &str, bytes: &[u8], batch: &mut Batch) -> Result<(), Problem> {
    let failed = |error: InputError| Problem::error(name, error);
    // The parser may stumble over a damaged file, which then costs no other.
    let read = catch_unwind(AssertUnwindSafe(|| RichText::of(bytes))).unwrap_or(Err(InputError::BrokenRichText));
    let RichText { text, left_out } = read.map_err(failed)?;
    batch.problems.extend(left_out.into_iter().map(|left_out| Problem::left_out(name, left_out)));
    let source = Source { name: name.to_owned(), encoding: "rtf".into(), ..Source::default() };
    batch.recordings.push(recording(text, source).map_err(failed)?);
    Ok(())
}

struct RichText {
    text: String,
    /// What stands in the file and was not read.
    left_out: BTreeSet<LeftOut>,
}

impl RichText {
    fn of(bytes: &[u8]) -> Result<RichText, InputError> {
        let is_sign = |byte: &&u8| !byte.is_ascii() || matches!(byte, b'{' | b'}' | b'\\' | b'\r' | b'\n');
        if bytes.iter().filter(is_sign).count() > MOST_SIGNS {
            return Err(InputError::TooLong { bytes: bytes.len() });
        }
        let source = plain(bytes).filter(|source| source.starts_with("{\\rtf")).ok_or(InputError::BrokenRichText)?;
        let tokens = Lexer::scan(&source).map_err(|_| InputError::BrokenRichText)?;
        let (tokens, mut left_out) = as_read(tokens).ok_or(InputError::BrokenRichText)?;
        let document = Parser::new(tokens).parse().map_err(|_| InputError::BrokenRichText)?;
        let mut text = String::new();
        let (mut notes, mut around) = (String::new(), String::new());
        for block in &document.body {
            match block.part {
                Part::Body => text.push_str(&block.text),
                // The number at the place of a note.
                Part::NoteReference(_) => {}
                Part::Note(_) => notes.push_str(&block.text),
                _ => around.push_str(&block.text),
            }
        }
        let count = |text: &str| text.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count();
        left_out.extend(Some(count(&notes)).filter(|count| *count > 0).map(LeftOut::Notes));
        left_out.extend(Some(count(&around)).filter(|count| *count > 0).map(LeftOut::HeadersAndFooters));
        let text = with_rows(&text);
        let is_own = |own: &&str| !own.trim().is_empty();
        let paragraphs: Vec<&str> = text.split("\n\n").map(without_ends).filter(is_own).collect();
        Ok(RichText { text: paragraphs.join("\n\n"), left_out })
    }
}

/// What stands for the ends of rows and cells until the words are read: no text holds these.
const ROW_BEGINS: &str = "\u{fdd0}";
const CELL_ENDS: &str = "\u{fdd1}";
const ROW_ENDS: &str = "\u{fdd2}";

/// The words with each row of a table of short cells as one line, as the same document would have it from .docx.
fn with_rows(text: &str) -> String {
    let mut found = String::with_capacity(text.len());
    let mut rows: Vec<Vec<&str>> = Vec::new();
    let mut cells: Option<Vec<&str>> = None;
    let mut from = 0;
    for (at, mark) in text.match_indices(|c: char| ('\u{fdd0}'..='\u{fdd2}').contains(&c)) {
        let words = &text[from..at];
        from = at + mark.len();
        match (&mut cells, mark) {
            (None, _) => {
                if !words.trim().is_empty() {
                    end_table(&mut rows, &mut found);
                }
                found.push_str(words);
                cells = (mark == ROW_BEGINS).then(Vec::new);
            }
            // Word says again what a row is before it ends.
            (Some(cells), ROW_BEGINS) => cells.extend(Some(words).filter(|words| !words.trim().is_empty())),
            (Some(cells), CELL_ENDS) => cells.push(words),
            (Some(own), _) => {
                own.extend(Some(words).filter(|words| !words.trim().is_empty()));
                rows.extend(cells.take());
            }
        }
    }
    rows.extend(cells);
    end_table(&mut rows, &mut found);
    found + &text[from..]
}

fn end_table(rows: &mut Vec<Vec<&str>>, text: &mut String) {
    let rows = std::mem::take(rows);
    let is_by_rows = reads_by_rows(&rows);
    text.push_str(if rows.is_empty() { "" } else { "\n\n" });
    for row in rows {
        let cells: Vec<String> = match is_by_rows {
            true => {
                row.iter().map(|cell| on_one_line(&cell.split_whitespace().collect::<Vec<&str>>().join(" "))).collect()
            }
            false => row.iter().map(|cell| (*cell).to_owned()).collect(),
        };
        text.push_str(&cells.join(if is_by_rows { "\t" } else { "\n\n" }));
        text.push_str(if is_by_rows { "\n" } else { "\n\n" });
    }
    text.push('\n');
}

/// A paragraph without the white space at its ends; the first or last cell of a row may be empty.
fn without_ends(paragraph: &str) -> &str {
    let is_row = |line: &str| line.trim_end().matches('\t').count() > 1;
    match paragraph.lines().find(|line| !line.trim().is_empty()).is_some_and(is_row) {
        true => paragraph.trim_matches(['\n', '\r', ' ']),
        false => paragraph.trim(),
    }
}

/// The file as text. Bytes that are no ASCII are written as rich text writes them, so that the code page that it names tells what they say;
/// nothing of a file that holds such bytes and also counts them.
fn plain(bytes: &[u8]) -> Option<Cow<'_, str>> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(text.into());
    }
    if bytes.windows(5).any(|window| window.starts_with(b"\\bin") && window[4].is_ascii_digit()) {
        return None;
    }
    let mut text = String::with_capacity(bytes.len());
    for byte in bytes {
        if byte.is_ascii() {
            text.push(char::from(*byte));
        } else {
            text.push_str(&format!("\\'{byte:02x}"));
        }
    }
    Some(text.into())
}

/// The tokens with a blank line at the end of each paragraph and cell, what was deleted left out, and text boxes to be read where they stand;
/// and what was left out. Nothing where groups are open or too deep.
fn as_read(tokens: Vec<Token<'_>>) -> Option<(Vec<Token<'_>>, BTreeSet<LeftOut>)> {
    let mut read = Vec::with_capacity(tokens.len());
    let mut left_out = BTreeSet::new();
    // For each open group, whether its words are deleted.
    let mut deleted = vec![false];
    let paragraph = Token::ControlSymbol((ControlWord::Par, Property::None));
    for (at, token) in tokens.iter().enumerate() {
        let own = deleted.last_mut()?;
        let follows = |back: usize, other: &Token| at >= back && tokens[at - back] == *other;
        match token {
            Token::OpeningBracket => {
                let inherited = *own;
                deleted.push(inherited);
            }
            Token::ClosingBracket => {
                deleted.pop();
            }
            Token::IgnorableDestination if tokens.get(at + 1).and_then(word).is_some_and(is_read_after_all) => continue,
            Token::ControlSymbol((ControlWord::Unknown("\\deleted"), property)) => *own = property.as_bool(),
            Token::ControlSymbol((ControlWord::Plain, _)) => *own = false,
            Token::ControlSymbol((ControlWord::Unknown("\\annotation"), _))
                if follows(1, &Token::IgnorableDestination) =>
            {
                left_out.insert(LeftOut::Comments);
            }
            // The marks of lists, and text boxes over again for programs that cannot show them.
            Token::ControlSymbol((ControlWord::Unknown("\\listtext" | "\\pntext" | "\\shprslt"), _))
                if follows(1, &Token::OpeningBracket) =>
            {
                read.push(Token::IgnorableDestination);
            }
            Token::ControlSymbol((ControlWord::Unknown("\\shptxt"), _)) => read.push(paragraph.clone()),
            token if *own && says_something(token) => {
                left_out.insert(LeftOut::TrackedDeletions);
                continue;
            }
            _ => {}
        }
        if deleted.len() > DEEPEST {
            return None;
        }
        if word(token) == Some(&ControlWord::Unknown("\\trowd")) {
            read.push(Token::PlainText(ROW_BEGINS));
        }
        let end = match word(token) {
            Some(ControlWord::Cell) => Some(CELL_ENDS),
            Some(ControlWord::Row) => Some(ROW_ENDS),
            _ => None,
        };
        read.extend(end.map(Token::PlainText));
        if ends_paragraph(token) {
            read.extend([paragraph.clone(), paragraph.clone()]);
        } else {
            read.push(token.clone());
        }
    }
    (deleted.len() == 1).then_some((read, left_out))
}

fn word<'a, 't>(token: &'t Token<'a>) -> Option<&'t ControlWord<'a>> {
    match token {
        Token::ControlSymbol((word, _)) => Some(word),
        _ => None,
    }
}

/// True of what the parser knows, or what holds a text box, though it is marked as what may be passed over.
fn is_read_after_all(word: &ControlWord) -> bool {
    matches!(word, ControlWord::Unknown("\\footnote" | "\\shpinst"))
}

fn ends_paragraph(token: &Token) -> bool {
    use ControlWord::{Cell, NestCell, NestRow, Page, Par, Row, Sect};
    *token == Token::CRLF || matches!(word(token), Some(Par | Sect | Page | Cell | NestCell | Row | NestRow))
}

fn says_something(token: &Token) -> bool {
    use ControlWord::{
        Bullet, Emdash, Endash, HexChar, LeftDoubleQuote, LeftSingleQuote, Line, NonBreakingHyphen, NonBreakingSpace,
        OptionalHyphen, RightDoubleQuote, RightSingleQuote, Tab, Unicode,
    };
    match token {
        Token::PlainText(_) => true,
        token => matches!(
            word(token),
            Some(
                Bullet
                    | Emdash
                    | Endash
                    | HexChar
                    | LeftDoubleQuote
                    | LeftSingleQuote
                    | Line
                    | NonBreakingHyphen
                    | NonBreakingSpace
                    | OptionalHyphen
                    | RightDoubleQuote
                    | RightSingleQuote
                    | Tab
                    | Unicode
            )
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> Result<(String, Vec<LeftOut>), InputError> {
        RichText::of(bytes).map(|rich| (rich.text, rich.left_out.into_iter().collect()))
    }

    #[test]
    fn words_are_read_in_the_code_page_that_the_file_names() {
        for (bytes, text) in [
            (&b"{\\rtf1\\ansi\\ansicpg1252 caf\\'e9 \\'93no\\'94\\par}"[..], "café “no”"),
            (b"{\\rtf1\\ansi\\ansicpg1250 \x9aest\\par}\0", "šest"),
            ("{\\rtf1\\ansi\\uc1 t\\u375?, \\u-10179?\\u-8704? café}".as_bytes(), "tŷ, 😀 café"),
            (b"{\\rtf1\\ansi{\\fonttbl\\f0 Arial;}First \\\nSecond\\line on\\\n\\\n}", "First\n\nSecond\non"),
        ] {
            assert_eq!(read(bytes), Ok((text.into(), Vec::new())));
        }
    }

    #[test]
    fn a_row_of_short_cells_is_a_line() {
        let row = |cells: &[&str]| {
            let cells: String = cells.iter().map(|cell| format!("\\pard\\intbl {cell}\\cell\n")).collect();
            format!("\\trowd\\cellx1000\\cellx2000\\cellx3000 {cells}\\trowd\\cellx1000\\row\n")
        };
        let table = |rows: &[&[&str]]| {
            let rows: String = rows.iter().map(|own| row(own)).collect();
            read(format!("{{\\rtf1\\ansi Before.\\par {rows}\\pard After.\\par}}").as_bytes()).unwrap().0
        };
        assert_eq!(
            table(&[&["", "What", "Who", "When"], &["1", "Ring the GP", "Jan\\par Moss", ""]]),
            "Before.\n\n\tWhat\tWho\tWhen\n1\tRing the GP\tJan Moss\t\n\nAfter."
        );
        assert_eq!(table(&[&["Views", "He said no."]]), "Before.\n\nViews\n\nHe said no.\n\nAfter.");
        assert_eq!(
            table(&[&["What", "Who", "When"], &["Ring", "Jan", "Fri"]]),
            "Before.\n\nWhat\tWho\tWhen\nRing\tJan\tFri\n\nAfter."
        );
    }

    #[test]
    fn what_was_deleted_is_left_out_and_told() {
        let text = b"{\\rtf1\\ansi Ada {\\deleted\\b never\\u8212\\'97}\\deleted shouted\\deleted0 smiled{\\deleted x\\plain .}}";
        assert_eq!(read(text), Ok(("Ada smiled.".into(), vec![LeftOut::TrackedDeletions])));
    }

    #[test]
    fn what_is_not_whole_is_refused() {
        let deep = format!("{{\\rtf1 {}{}}}", "{".repeat(DEEPEST), "}".repeat(DEEPEST));
        let many = format!("{{\\rtf1 {}}}", "{}".repeat(MOST_SIGNS));
        for bytes in [
            &b"Ada"[..],
            b"",
            b"{\\rtf1 Ada",
            b"{\\rtf1 Ada}}",
            b"{\\rtf1 \\'zz}",
            b"{\\rtf1 \xe9\\bin3 abc}",
            deep.as_bytes(),
        ] {
            assert_eq!(read(bytes), Err(InputError::BrokenRichText));
        }
        assert_eq!(read(many.as_bytes()), Err(InputError::TooLong { bytes: many.len() }));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(
            parts in prop::collection::vec(
                prop_oneof![
                    Just("{"), Just("}"), Just("\\"), Just("\\*"), Just("\\'e"), Just("\\u-9"), Just("\\bin7 "), Just("\\deleted"),
                    Just("\\footnote "), Just("\\shptxt "), Just("\\cell"), Just("\\fonttbl"), Just("\\f0"), Just("\\upr"), Just("Ada é"),
                ],
                0..30,
            ),
        ) {
            // Whichever it is, nothing panics.
            let _ = read(format!("{{\\rtf1{}}}", parts.concat()).as_bytes());
        }
    }
}
