//! Word documents: their words out, comments in, of which nothing else is changed; and documents of our own.

mod comments;
mod package;
mod tables;
mod words;
mod written;

pub use comments::Comment;
pub use package::{attribute, xml_holds};
pub use tables::{on_one_line, reads_by_rows};
pub use words::LeftOut;
pub use written::{Run, Style, Written};

use package::Package;
use std::collections::BTreeSet;
use words::Words;

/// A Word document, as it was written.
pub struct Document {
    package: Package,
    words: Words,
}

/// Why a document cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocxError {
    #[error("it is not a whole Word document")]
    Broken,
    #[error("it is locked with a password, or an old Word file by another name")]
    Locked,
    #[error("it would grow when opened far beyond what a document comes to")]
    TooLarge,
    #[error("it declares entities of its own, as no word processor writes them")]
    Entities,
}

impl Document {
    pub fn open(bytes: &[u8]) -> Result<Document, DocxError> {
        let package = Package::open(bytes)?;
        let mut words = Words::of(package.document())?;
        words.left_out.extend(beside(&package)?);
        words.left_out.sort();
        Ok(Document { package, words })
    }

    /// A document that holds `text`: a paragraph ends at a blank line.
    pub fn of_text(text: &str) -> Document {
        let package = Package::of_text(text);
        let words = Words::of(package.document()).expect("what was just written can be read");
        Document { package, words }
    }

    /// Its words: paragraphs, cells and text boxes in order, a blank line between them; a row of a table of short cells is a line, with tabs.
    pub fn text(&self) -> &str {
        &self.words.text
    }

    /// True of a document that holds macros, which Word opens only as .docm.
    pub fn has_macros(&self) -> bool {
        self.package.has_macros()
    }

    /// What stands in the document and was not read.
    pub fn left_out(&self) -> &[LeftOut] {
        &self.words.left_out
    }

    /// The document with `comments`, whose spans are of [`Document::text`], in order; and how many of them it cannot hold, because Word
    /// takes no comment in a text box.
    pub fn with_comments(&self, comments: &[Comment]) -> Result<(Vec<u8>, usize), DocxError> {
        let (package, unplaced) = comments::add(&self.package, &self.words, comments)?;
        Ok((package.to_bytes()?, unplaced))
    }
}

/// What stands in other parts of the document, which are not read, with the number of their words.
fn beside(package: &Package) -> Result<Vec<LeftOut>, DocxError> {
    let (relations, folder) = package.relations_of_document();
    let count = |ends: &[&str]| {
        let place = |target: String| match target.strip_prefix('/') {
            Some(whole) => whole.to_owned(),
            None => format!("{folder}{target}"),
        };
        let names: BTreeSet<String> = package.all_related(&relations, ends)?.into_iter().map(place).collect();
        let parts: Vec<Option<String>> = names.iter().map(|name| package.text(name)).collect::<Result<_, _>>()?;
        // The first page may have the header of the others over again.
        let different: BTreeSet<String> = parts.into_iter().flatten().collect();
        different.iter().map(|part| words::count(part)).sum::<Result<usize, DocxError>>()
    };
    let mut left_out = vec![
        LeftOut::Notes(count(&["/footnotes", "/endnotes"])?),
        LeftOut::HeadersAndFooters(count(&["/header", "/footer"])?),
        LeftOut::Diagrams(count(&["/diagramData"])?),
    ];
    left_out.retain(|left_out| left_out.words() != Some(0));
    left_out.extend(package.has_macros().then_some(LeftOut::Macros));
    Ok(left_out)
}

/// Part of a name after its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

#[cfg(test)]
mod tests;
