//! The words everything else shares: a recording, where it came from, and spans of its text.

mod aside;
mod columns;
mod letters;
mod lines;
mod quotes;
mod shown;
mod words;

pub use aside::{Aside, What};
pub use columns::{DATE, PERSON, WORKER, columns, plain_name};
pub use letters::plain_letters;
pub use lines::{lines, positions};
pub use quotes::quotations;
pub use shown::{cut_short, on_one_line, steers, title};
pub use words::{MONTHS, ORDINALS, Word, words};

use serde::Serialize;

/// One recording as it was written, and where it came from.
///
/// `text` is the decoded source, unchanged: every [`Span`] in the product indexes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    pub text: String,
    pub source: Source,
    /// What stands in the text and was not written as the recording: in order, without overlap.
    pub aside: Vec<Aside>,
}

impl Recording {
    /// A recording all of whose text was written as such.
    pub fn new(text: String, source: Source) -> Recording {
        Recording { text, source, aside: Vec::new() }
    }
}

/// Where a recording came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Source {
    /// File name as given, or `standard input`.
    pub name: String,
    /// The row's own identifier, where a table or JSON Lines file gives one.
    pub id: Option<String>,
    /// Row in the file, counted from 1, where a file holds several recordings.
    pub row: Option<usize>,
    /// The encoding the bytes were read as, for example `utf-8` or `windows-1252`.
    pub encoding: String,
    /// The row's other columns, which travel with it.
    #[serde(skip_serializing_if = "serde_json::Map::is_empty")]
    pub fields: serde_json::Map<String, serde_json::Value>,
    /// The columns that its text and its id were taken from.
    #[serde(skip)]
    pub taken: Taken,
}

impl Source {
    /// As a reader finds it again: its file, and its id or row there.
    pub fn title(&self) -> String {
        title(&self.name, self.id.as_deref(), self.row)
    }
}

/// Columns of a table, by their own names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    pub text: Option<String>,
    pub id: Option<String>,
}

/// A half-open byte range into [`Recording::text`], on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: usize, // Invariant: start <= end.
    end: usize,
}

impl Span {
    /// # Panics
    /// When `start > end`: such a span can only come from a mistake in this program.
    pub fn new(start: usize, end: usize) -> Span {
        assert!(start <= end, "span {start}..{end} runs backwards");
        Span { start, end }
    }

    pub fn start(self) -> usize {
        self.start
    }

    pub fn end(self) -> usize {
        self.end
    }

    pub fn len(self) -> usize {
        self.end - self.start
    }

    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The words of `text` that this span covers.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// This span without the white space at its ends, or `None` where there is nothing else.
    pub fn trimmed(self, text: &str) -> Option<Span> {
        let inside = self.of(text);
        let kept = inside.trim();
        if kept.is_empty() {
            return None;
        }
        let start = self.start + (inside.len() - inside.trim_start().len());
        Some(Span::new(start, start + kept.len()))
    }
}
