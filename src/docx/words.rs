//! The words of a document, each stretch with its place in the XML.

use super::package::tag_name;
use super::{DocxError, local};
use crate::text::Span;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::ops::Range;

pub struct Words {
    pub text: String,
    pub pieces: Vec<Piece>,
    pub left_out: Vec<LeftOut>,
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

/// What was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    TrackedDeletions,
    Comments,
    Notes,
    HeadersAndFooters,
    Embedded,
}

impl LeftOut {
    pub fn in_words(self) -> &'static str {
        match self {
            LeftOut::TrackedDeletions => "tracked deletions",
            LeftOut::Comments => "comments",
            LeftOut::Notes => "footnotes and endnotes",
            LeftOut::HeadersAndFooters => "headers and footers",
            LeftOut::Embedded => "symbols, or parts of other documents,",
        }
    }
}

/// What is open around a place in the XML.
#[derive(Default)]
struct Around {
    /// The prefix of the document's own elements, colon included.
    prefix: String,
    /// Elements whose words are not read.
    silent: usize,
    boxes: usize,
    look: Option<Range<usize>>,
    /// Where the run's properties begin, while they are open, and how many are: tracked formatting holds the old ones within.
    look_from: Option<usize>,
    looks: usize,
    /// Inside `t`: where its tag closes if it has no attribute, and whether it is of a run of words.
    words: Option<(Option<usize>, bool)>,
    /// For each open content control, whether it is known to hold only its prompt.
    controls: Vec<bool>,
}

/// Elements that hold no words of the writer's, or the same words again.
const SILENT: [&str; 5] = ["del", "moveFrom", "Fallback", "sdtPr", "pPr"];

impl Words {
    pub fn of(xml: &str) -> Result<Words, DocxError> {
        let mut reader = Reader::from_str(xml);
        let mut words = Words { text: String::new(), pieces: Vec::new(), left_out: Vec::new() };
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
                    around.words = around.words.map(|(unkept, _)| (unkept, false));
                    words.take(&content, from..to, &around);
                }
                Event::Text(_) => words.take(&xml[from..to], from..to, &around),
                Event::GeneralRef(reference) => {
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
        words.left_out.sort();
        words.left_out.dedup();
        Ok(words)
    }

    fn open(&mut self, tag: &BytesStart, from: usize, to: usize, around: &mut Around) {
        match local(tag_name(tag)) {
            "p" | "tbl" => self.new_paragraph(),
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
            }
            "document" if around.prefix.is_empty() => {
                around.prefix = tag_name(tag).trim_end_matches("document").to_owned();
            }
            "txbxContent" => around.boxes += 1,
            "sdt" => around.controls.push(false),
            _ => {}
        }
        let name = local(tag_name(tag));
        if SILENT.contains(&name) {
            around.silent += 1;
            if matches!(name, "del" | "moveFrom") {
                self.left_out.push(LeftOut::TrackedDeletions);
            }
        }
    }

    fn empty(&mut self, tag: &BytesStart, around: &mut Around) {
        match local(tag_name(tag)) {
            "tab" if around.silent == 0 => self.text.push('\t'),
            "br" | "cr" if around.silent == 0 => self.text.push('\n'),
            "noBreakHyphen" if around.silent == 0 => self.text.push('‑'),
            // A prompt such as *Click here to enter text* is nobody's words.
            "showingPlcHdr" => {
                if let Some(prompt) = around.controls.last_mut().filter(|prompt| !**prompt) {
                    *prompt = true;
                }
            }
            "commentReference" => self.left_out.push(LeftOut::Comments),
            "footnoteReference" | "endnoteReference" => self.left_out.push(LeftOut::Notes),
            "headerReference" | "footerReference" => self.left_out.push(LeftOut::HeadersAndFooters),
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
            "t" => around.words = None,
            "p" => self.new_paragraph(),
            "txbxContent" => around.boxes = around.boxes.saturating_sub(1),
            "sdt" => {
                around.controls.pop();
            }
            _ => {}
        }
        if SILENT.contains(&name) {
            around.silent = around.silent.saturating_sub(1);
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
