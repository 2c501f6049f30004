//! Comments put into a document, on the words that they are about.

use super::package::{
    CONTENT_TYPES, DECLARATION, NAMESPACE, PACKAGE_RELATIONS, Package, RELATION, TYPES, WORDPROCESSING, attribute,
    escaped, tag_name,
};
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
    let before = package.text(&part)?.unwrap_or_else(|| format!("{DECLARATION}<w:comments {NAMESPACE}></w:comments>"));
    let first = next_number(&before)?;

    let xml = package.document();
    let prefix = prefix(xml)?;
    let mut marks = Marks { prefix: &prefix, xml, words, inserted: BTreeMap::new() };
    let mut said = String::new();
    let mut number = first;
    for comment in comments {
        if marks.place(comment.span, number) {
            said.push_str(&of_comment(comment, number));
            number += 1;
        }
    }
    let unplaced = comments.len() - (number - first);

    let mut changed = package.with_document(marks.inserted());
    changed.set(&part, before_the_end(&before, &said)?);
    if known.is_none() {
        let relation = format!(
            "<Relationship xmlns=\"{PACKAGE_RELATIONS}\" Id=\"rIdWhatmatters\" Type=\"{RELATION}/comments\" Target=\"comments.xml\"/>"
        );
        let empty = || format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE_RELATIONS}\"></Relationships>");
        let before = package.text(&relations)?.unwrap_or_else(empty);
        changed.set(&relations, before_the_end(&before, &relation)?);
        let kind =
            format!("<Override xmlns=\"{TYPES}\" PartName=\"/{part}\" ContentType=\"{WORDPROCESSING}.comments+xml\"/>");
        let types = package.text(CONTENT_TYPES)?.ok_or(DocxError::Broken)?;
        changed.set(CONTENT_TYPES, before_the_end(&types, &kind)?);
    }
    Ok((changed, unplaced))
}

/// `xml` with `added`, which names its own namespace, as the last thing in its root.
fn before_the_end(xml: &str, added: &str) -> Result<String, DocxError> {
    let body = xml.trim_end();
    if let Some(open) = body.strip_suffix("/>") {
        // The root is one empty tag: it is opened, and closed after what is added.
        let root = open.rfind('<').map(|at| &open[at + 1..]).ok_or(DocxError::Broken)?;
        let name = root.split(char::is_whitespace).next().unwrap_or(root);
        return Ok(format!("{open}>{added}</{name}>"));
    }
    let at = body.rfind("</").ok_or(DocxError::Broken)?;
    Ok(format!("{}{added}{}", &body[..at], &body[at..]))
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

fn of_comment(comment: &Comment, number: usize) -> String {
    let paragraph =
        |line: &String| format!("<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escaped(line));
    let paragraphs: String = comment.lines.iter().map(paragraph).collect();
    format!("<w:comment {NAMESPACE} w:id=\"{number}\" w:author=\"{AUTHOR}\" w:initials=\"wm\">{paragraphs}</w:comment>")
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
        let begin = format!("<{w}commentRangeStart {w}id=\"{number}\"/>");
        let end =
            format!("<{w}commentRangeEnd {w}id=\"{number}\"/><{w}r><{w}commentReference {w}id=\"{number}\"/></{w}r>");
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
