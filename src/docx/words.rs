//! The words of a document, each stretch with its place in the XML.

use super::package::{attribute, tag_name};
use super::tables::{on_one_line, reads_by_rows};
use super::{DocxError, local};
use crate::text::Span;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::ops::Range;

pub struct Words {
    pub text: String,
    pub pieces: Vec<Piece>,
    pub left_out: Vec<LeftOut>,
    tally: Tally,
}

/// A stretch of words as one run of the document holds it.
pub struct Piece {
    pub span: Span,
    /// Where it stands in the XML; as many bytes as `span`, but for a character written as a reference.
    pub xml: Range<usize>,
    /// The properties of its run.
    pub look: Option<Range<usize>>,
    /// Where the tag before it closes, if that has no attribute; one that has says how spaces are kept.
    pub unkept: Option<usize>,
    /// False in a text box, where Word takes no comment, and in what is no run of words.
    pub takes_comments: bool,
}

/// What was not read, with the number of words where it can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    TrackedDeletions,
    Comments,
    Notes(usize),
    /// They stand around every page; read as part of the recording they would move what stands beside them.
    HeadersAndFooters(usize),
    Diagrams(usize),
    /// Prompts such as *Click here to enter text*, in boxes that say that nobody filled them in.
    Prompts(usize),
    TickBoxes,
    Embedded,
    Macros,
    /// Words that stand in the document and were met in none of these places.
    Others(usize),
}

impl LeftOut {
    /// How many words there are, where that is counted.
    pub fn words(self) -> Option<usize> {
        match self {
            LeftOut::Notes(count)
            | LeftOut::HeadersAndFooters(count)
            | LeftOut::Diagrams(count)
            | LeftOut::Prompts(count)
            | LeftOut::Others(count) => Some(count),
            LeftOut::TrackedDeletions
            | LeftOut::Comments
            | LeftOut::TickBoxes
            | LeftOut::Embedded
            | LeftOut::Macros => None,
        }
    }

    /// A sentence without its stop.
    pub fn in_words(self) -> String {
        match self {
            LeftOut::TrackedDeletions => "tracked deletions were left out".into(),
            LeftOut::Comments => "comments were left out".into(),
            LeftOut::Notes(count) => words_left_out(count, "in footnotes and endnotes"),
            LeftOut::HeadersAndFooters(count) => words_left_out(count, "in headers and footers"),
            LeftOut::Diagrams(count) => words_left_out(count, "in diagrams"),
            LeftOut::Prompts(count) => words_left_out(count, "of prompts in boxes that were not filled in"),
            LeftOut::TickBoxes => "tick boxes, and whether they are ticked, were left out".into(),
            LeftOut::Embedded => "symbols, or parts of other documents, were left out".into(),
            LeftOut::Macros => "macros were left out, and not run".into(),
            LeftOut::Others(count) => words_left_out(count, "elsewhere in the document"),
        }
    }
}

fn words_left_out(count: usize, place: &str) -> String {
    if count == 1 { format!("1 word {place} was left out") } else { format!("{count} words {place} were left out") }
}

/// How many words all text elements of a part hold, by whatever is around them.
pub fn count(xml: &str) -> Result<usize, DocxError> {
    let mut reader = Reader::from_str(xml);
    let mut counted = 0;
    let mut text: Option<String> = None;
    loop {
        match reader.read_event().map_err(|_| DocxError::Broken)? {
            Event::Start(tag) if local(tag_name(&tag)) == "t" => text = Some(String::new()),
            Event::End(tag) if local(tag.name().as_ref()) == "t" => {
                counted += text.take().map_or(0, |text| text.split_whitespace().count());
            }
            Event::Text(words) => text = text.map(|text| text + &words),
            Event::CData(words) => text = text.map(|text| text + &words),
            // A reference is part of a word: none stands for white space that a writer typed.
            Event::GeneralRef(_) => text = text.map(|text| text + "&"),
            Event::DocType(_) => return Err(DocxError::Entities),
            Event::Eof => return Ok(counted),
            _ => {}
        }
    }
}

/// Words of text elements by what became of them.
#[derive(Default)]
struct Tally {
    read: usize,
    prompts: usize,
    /// Deleted, or moved from there to where they are read.
    deleted: usize,
    /// The same words again, for programs that cannot show the first.
    again: usize,
}

/// What is open around a place in the XML.
#[derive(Default)]
struct Around {
    /// The prefix of the document's own elements, colon included.
    prefix: String,
    /// Elements whose words are not read; of them, those of tracked changes, and those that say again what stands before them.
    silent: usize,
    deleted: usize,
    fallbacks: usize,
    /// For each open pair of a shape and what stands in for it: the words read of the one, and those that the other holds.
    pairs: Vec<(usize, usize)>,
    boxes: usize,
    look: Option<Range<usize>>,
    /// Where the run's properties begin, while they are open, and how many are: tracked formatting holds the old ones within.
    look_from: Option<usize>,
    looks: usize,
    /// Inside `t`: where its tag closes if it has no attribute, and whether it is of a run of words.
    words: Option<(Option<usize>, bool)>,
    /// What `t` holds, with a sign for each reference.
    held: String,
    /// For each open content control, whether it is known to hold only its prompt.
    controls: Vec<bool>,
    tables: Vec<Table>,
}

/// A table that is open.
struct Table {
    /// Where it begins in the text.
    from: usize,
    rows: Vec<Vec<Cell>>,
    /// It lays out more than rows.
    holds_another: bool,
}

/// Where the words of a cell stand, and how many columns it goes across.
struct Cell {
    text: Range<usize>,
    pieces: Range<usize>,
    columns: usize,
}

/// Elements that hold no words of the writer's, or the same words again.
const SILENT: [&str; 5] = ["del", "moveFrom", "Fallback", "sdtPr", "pPr"];

fn is_tracked(name: &str) -> bool {
    matches!(name, "del" | "moveFrom")
}

impl Words {
    pub fn of(xml: &str) -> Result<Words, DocxError> {
        let mut reader = Reader::from_str(xml);
        let mut words =
            Words { text: String::new(), pieces: Vec::new(), left_out: Vec::new(), tally: Tally::default() };
        let mut around = Around::default();
        loop {
            let from = reader.buffer_position() as usize;
            let event = reader.read_event().map_err(|_| DocxError::Broken)?;
            let to = reader.buffer_position() as usize;
            match event {
                Event::Start(tag) => words.open(&tag, from, to, &mut around),
                Event::Empty(tag) => words.empty(&tag, &mut around),
                Event::End(tag) => {
                    let name = tag.name();
                    words.close(local(name.as_ref()), to, &mut around);
                }
                Event::Text(_) | Event::CData(_) if around.words.is_none() => {}
                Event::CData(content) => {
                    around.held.push_str(&content);
                    around.words = around.words.map(|(unkept, _)| (unkept, false));
                    words.take(&content, from..to, &around);
                }
                Event::Text(_) => {
                    around.held.push_str(&xml[from..to]);
                    words.take(&xml[from..to], from..to, &around);
                }
                Event::GeneralRef(reference) => {
                    around.held.push('&');
                    let character = reference.resolve_char_ref().ok().flatten();
                    let named =
                        || quick_xml::escape::resolve_predefined_entity(&reference).and_then(|c| c.chars().next());
                    let character = character.or_else(named).ok_or(DocxError::Entities)?;
                    words.take(character.encode_utf8(&mut [0; 4]), from..to, &around);
                }
                Event::DocType(_) => return Err(DocxError::Entities),
                Event::Eof => break,
                _ => {}
            }
        }
        let Tally { read, prompts, deleted, again } = words.tally;
        let others = count(xml)?.saturating_sub(read + prompts + deleted + again);
        words.left_out.extend([LeftOut::Prompts(prompts), LeftOut::Others(others)]);
        words.left_out.retain(|left_out| left_out.words() != Some(0));
        words.left_out.sort();
        words.left_out.dedup();
        Ok(words)
    }

    fn open(&mut self, tag: &BytesStart, from: usize, to: usize, around: &mut Around) {
        match local(tag_name(tag)) {
            "p" => self.new_paragraph(),
            "tbl" => {
                self.new_paragraph();
                around.tables.iter_mut().for_each(|table| table.holds_another = true);
                around.tables.push(Table { from: self.text.len(), rows: Vec::new(), holds_another: false });
            }
            "tr" => {
                if let Some(table) = around.tables.last_mut() {
                    table.rows.push(Vec::new());
                }
            }
            "tc" => {
                let (at, piece) = (self.text.len(), self.pieces.len());
                let row = around.tables.last_mut().and_then(|table| table.rows.last_mut());
                let cell = Cell { text: at..at, pieces: piece..piece, columns: 1 };
                if let Some(row) = row {
                    row.push(cell);
                }
            }
            "r" => around.look = None,
            "rPr" if around.silent == 0 => {
                around.look_from = around.look_from.or(Some(from));
                around.looks += 1;
            }
            "t" => {
                let is_bare = tag.attributes().next().is_none();
                // Equations and drawings have a `t` of their own.
                let of_run = tag_name(tag).strip_suffix("t") == Some(around.prefix.as_str());
                around.words = Some((is_bare.then_some(to - 1), of_run));
                around.held.clear();
            }
            "AlternateContent" => around.pairs.push((0, 0)),
            "Fallback" => around.fallbacks += 1,
            "document" if around.prefix.is_empty() => {
                around.prefix = tag_name(tag).trim_end_matches("document").to_owned();
            }
            "txbxContent" => around.boxes += 1,
            "sdt" => around.controls.push(false),
            _ => self.note(tag, around),
        }
        let name = local(tag_name(tag));
        if SILENT.contains(&name) {
            around.silent += 1;
            if is_tracked(name) {
                around.deleted += 1;
                self.left_out.push(LeftOut::TrackedDeletions);
            }
        }
    }

    fn empty(&mut self, tag: &BytesStart, around: &mut Around) {
        match local(tag_name(tag)) {
            "tab" if around.silent == 0 => self.text.push('\t'),
            "br" | "cr" if around.silent == 0 => self.text.push('\n'),
            "noBreakHyphen" if around.silent == 0 => self.text.push('‑'),
            "gridSpan" => {
                /// More columns than a page holds.
                const MOST: usize = 60;
                let columns = attribute(tag, "val").and_then(|columns| columns.parse().ok()).unwrap_or(1);
                if let Some(cell) = open_cell(around) {
                    cell.columns = columns.clamp(1, MOST);
                }
            }
            _ => self.note(tag, around),
        }
    }

    /// What says that something is left out, whether as an empty element or not.
    fn note(&mut self, tag: &BytesStart, around: &mut Around) {
        match local(tag_name(tag)) {
            // A prompt such as *Click here to enter text* is nobody's words.
            "showingPlcHdr" => {
                let is_shown =
                    attribute(tag, "val").is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off"));
                if let Some(prompt) = around.controls.last_mut() {
                    *prompt |= is_shown;
                }
            }
            "commentReference" => self.left_out.push(LeftOut::Comments),
            "checkBox" => self.left_out.push(LeftOut::TickBoxes),
            "altChunk" | "sym" => self.left_out.push(LeftOut::Embedded),
            _ => {}
        }
    }

    fn close(&mut self, name: &str, to: usize, around: &mut Around) {
        match name {
            "rPr" if around.looks > 0 => {
                around.looks -= 1;
                if let Some(from) = around.look_from.take_if(|_| around.looks == 0) {
                    around.look = Some(from..to);
                }
            }
            "t" => {
                self.tell(around);
                around.words = None;
            }
            "AlternateContent" => {
                let (shown, again) = around.pairs.pop().unwrap_or_default();
                self.tally.again += shown.min(again);
            }
            "Fallback" => around.fallbacks = around.fallbacks.saturating_sub(1),
            "p" => self.new_paragraph(),
            "tc" => {
                let (text, piece) = (self.text.len(), self.pieces.len());
                if let Some(cell) = open_cell(around) {
                    (cell.text.end, cell.pieces.end) = (text, piece);
                }
            }
            "tbl" => {
                if let Some(table) = around.tables.pop() {
                    self.end_table(&table);
                }
                self.new_paragraph();
            }
            "txbxContent" => around.boxes = around.boxes.saturating_sub(1),
            "sdt" => {
                around.controls.pop();
            }
            _ => {}
        }
        if SILENT.contains(&name) {
            around.silent = around.silent.saturating_sub(1);
            around.deleted = around.deleted.saturating_sub(usize::from(is_tracked(name)));
        }
    }

    /// Reads each row of a table of short cells as one line, with a tab for each column.
    fn end_table(&mut self, table: &Table) {
        let words = |row: &Vec<Cell>| row.iter().map(|cell| &self.text[cell.text.clone()]).collect::<Vec<&str>>();
        if table.holds_another || !reads_by_rows(&table.rows.iter().map(words).collect::<Vec<_>>()) {
            return;
        }
        let mut text = String::new();
        for row in &table.rows {
            for (at, cell) in row.iter().enumerate() {
                self.take_cell(cell, table.from, &mut text);
                if at + 1 < row.len() {
                    text.push_str(&"\t".repeat(cell.columns));
                }
            }
            text.push('\n');
        }
        self.text.truncate(table.from);
        self.text.push_str(&text);
    }

    /// Adds the words of a cell to `text`, which stands from `from` on, and moves its pieces there.
    fn take_cell(&mut self, cell: &Cell, from: usize, text: &mut String) {
        let begins = text.len();
        let mut rest = cell.text.start;
        for piece in &mut self.pieces[cell.pieces.clone()] {
            between(&self.text[rest..piece.span.start()], begins, text);
            let start = from + text.len();
            text.push_str(&on_one_line(piece.span.of(&self.text)));
            rest = piece.span.end();
            piece.span = Span::new(start, from + text.len());
        }
        between(self.text[rest..cell.text.end].trim_end(), begins, text);
    }

    /// Counts the words of a text element that has just ended as what became of them.
    fn tell(&mut self, around: &mut Around) {
        let count = around.held.split_whitespace().count();
        if around.deleted > 0 {
            self.tally.deleted += count;
        } else if around.fallbacks > 0 {
            around.pairs.iter_mut().last().into_iter().for_each(|(_, again)| *again += count);
        } else if around.controls.contains(&true) {
            self.tally.prompts += count;
        } else if around.silent == 0 {
            self.tally.read += count;
            around.pairs.iter_mut().for_each(|(shown, _)| *shown += count);
        }
    }

    /// A blank line before whatever comes, where something stands already: paragraphs are no wrapped lines.
    fn new_paragraph(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push_str(if self.text.ends_with('\n') { "\n" } else { "\n\n" });
        }
    }

    fn take(&mut self, words: &str, xml: Range<usize>, around: &Around) {
        let Some((unkept, of_run)) = around.words else { return };
        if around.silent > 0 || around.controls.contains(&true) {
            return;
        }
        let start = self.text.len();
        self.text.push_str(words);
        self.pieces.push(Piece {
            span: Span::new(start, self.text.len()),
            xml,
            look: around.look.clone(),
            unkept,
            takes_comments: around.boxes == 0 && of_run,
        });
    }
}

/// The cell that is being read.
fn open_cell(around: &mut Around) -> Option<&mut Cell> {
    around.tables.last_mut()?.rows.last_mut()?.last_mut()
}

/// Adds what stands between two runs of a cell that begins at `begins` of `text`: white space as one space.
fn between(gap: &str, begins: usize, text: &mut String) {
    if !gap.trim().is_empty() {
        text.push_str(&on_one_line(gap));
    } else if !gap.is_empty() && text.len() > begins && !text.ends_with(' ') {
        text.push(' ');
    }
}
