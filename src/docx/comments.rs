//! Comments put into a document, on the words that they are about.

use super::package::{DECLARATION, NAMESPACE, Package, attribute, before_the_end, run_of, tag_name};
use super::words::{Piece, Words};
use super::{DocxError, local};
use crate::text::Span;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;

/// What is said of some words; each line a paragraph.
pub struct Comment {
    pub span: Span,
    pub lines: Vec<String>,
}

const AUTHOR: &str = "whatmatters";

/// The package with the comments, and how many had no place.
pub fn add(package: &Package, words: &Words, comments: &[Comment]) -> Result<(Package, usize), DocxError> {
    let (relations, folder) = package.relations_of_document();
    let known = package.related(&relations, "/comments")?;
    let part = known.as_ref().map_or_else(
        || format!("{folder}comments.xml"),
        |target| target.strip_prefix('/').map_or_else(|| format!("{folder}{target}"), str::to_owned),
    );
    let before = package.text(&part)?.unwrap_or_else(|| part_of(""));
    let first = next_number(&before)?;

    let xml = package.document();
    let prefix = prefix(xml)?;
    let mut marks = Marks { prefix: &prefix, xml, words, inserted: BTreeMap::new() };
    let mut said = String::new();
    let mut number = first;
    for comment in comments {
        if marks.place(comment.span, number) {
            said.push_str(&of_lines(&comment.lines, number));
            number += 1;
        }
    }
    let unplaced = comments.len() - (number - first);

    let mut changed = package.with_document(marks.inserted());
    let said = before_the_end(&before, &said)?;
    if known.is_some() {
        changed.set(&part, said);
    } else {
        changed.add_related("comments", said)?;
    }
    Ok((changed, unplaced))
}

/// One more than the highest number of a comment.
fn next_number(xml: &str) -> Result<usize, DocxError> {
    let mut reader = Reader::from_str(xml);
    let mut next = 0;
    loop {
        match reader.read_event().map_err(|_| DocxError::Broken)? {
            Event::Start(tag) | Event::Empty(tag) if local(tag_name(&tag)) == "comment" => {
                let number = attribute(&tag, "id").and_then(|id| id.parse::<usize>().ok()).unwrap_or(0);
                next = next.max(number + 1);
            }
            Event::DocType(_) => return Err(DocxError::Entities),
            Event::Eof => return Ok(next),
            _ => {}
        }
    }
}

/// The prefix of the document's own elements, colon included.
fn prefix(xml: &str) -> Result<String, DocxError> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().map_err(|_| DocxError::Broken)? {
            Event::Start(tag) => {
                let name = tag_name(&tag);
                return Ok(name[..name.len() - local(name).len()].to_owned());
            }
            Event::Eof => return Err(DocxError::Broken),
            _ => {}
        }
    }
}

/// The part that holds `comments`.
pub fn part_of(comments: &str) -> String {
    format!("{DECLARATION}<w:comments {NAMESPACE}>{comments}</w:comments>")
}

/// A comment as the part holds it.
pub fn of_lines(lines: &[String], number: usize) -> String {
    let paragraphs: String = lines.iter().map(|line| format!("<w:p><w:r>{}</w:r></w:p>", run_of(line))).collect();
    format!("<w:comment {NAMESPACE} w:id=\"{number}\" w:author=\"{AUTHOR}\" w:initials=\"wm\">{paragraphs}</w:comment>")
}

/// What stands before and after the words that comment `number` is about.
pub fn range(w: &str, number: usize) -> (String, String) {
    (
        format!("<{w}commentRangeStart {w}id=\"{number}\"/>"),
        format!("<{w}commentRangeEnd {w}id=\"{number}\"/><{w}r><{w}commentReference {w}id=\"{number}\"/></{w}r>"),
    )
}

/// What is to be put into the document's XML, by place.
struct Marks<'a> {
    prefix: &'a str,
    xml: &'a str,
    words: &'a Words,
    inserted: BTreeMap<usize, String>,
}

impl Marks<'_> {
    /// Marks the words of `span` as those that comment `number` is about; false where that cannot be.
    fn place(&mut self, span: Span, number: usize) -> bool {
        let holding = |byte: usize| {
            let at = self.words.pieces.partition_point(|piece| piece.span.end() <= byte);
            self.words.pieces.get(at).filter(|piece| piece.span.start() <= byte && piece.takes_comments)
        };
        if span.is_empty() {
            return false;
        }
        let (Some(first), Some(last)) = (holding(span.start()), holding(span.end() - 1)) else { return false };
        let w = self.prefix;
        let (begin, end) = range(w, number);
        self.cut(first, place_of(first, span.start()), &begin);
        self.cut(last, place_of(last, span.end()), &end);
        true
    }

    /// Ends the run at `at`, puts `mark` there, and goes on in a run that looks the same.
    fn cut(&mut self, piece: &Piece, at: usize, mark: &str) {
        let w = self.prefix;
        let look = piece.look.clone().map_or("", |look| &self.xml[look]);
        let cut = format!("</{w}t></{w}r>{mark}<{w}r>{look}<{w}t xml:space=\"preserve\">");
        self.inserted.entry(at).or_default().push_str(&cut);
        if let Some(tag_end) = piece.unkept {
            self.inserted.entry(tag_end).or_insert_with(|| " xml:space=\"preserve\"".to_owned());
        }
    }

    fn inserted(&self) -> String {
        let mut changed = String::with_capacity(self.xml.len() + 200 * self.inserted.len());
        let mut rest = 0;
        for (&at, added) in &self.inserted {
            changed.push_str(&self.xml[rest..at]);
            changed.push_str(added);
            rest = at;
        }
        changed.push_str(&self.xml[rest..]);
        changed
    }
}

/// Where byte `byte` of the text stands in the XML: in a piece, or at its end.
fn place_of(piece: &Piece, byte: usize) -> usize {
    if piece.xml.len() == piece.span.len() {
        piece.xml.start + (byte - piece.span.start())
    } else if byte == piece.span.start() {
        piece.xml.start
    } else {
        piece.xml.end
    }
}
