//! What an audit found: a page, a workbook, tables, and figures for a later audit to compare with.

mod matters;
mod moderation;
mod page;
mod quotes;
mod rely;
mod tables;

pub use moderation::{Apart, Differ, NOTHING_TO_JUDGE, TOO_LOW, agreement_tables, moderation_sheet};
pub use page::audit_page;
pub use quotes::{Marks, Quotes};
pub use tables::{audit_summary, audit_tables, audit_workbook};

use crate::audit::measures::{Card, Measures};
use crate::audit::{About, Dimension, ENOUGH, Header, Judgement, Moderated, Row, Summary, Trend, Used, is_low};
use crate::input::Problem;

/// All that is shown of an audit.
pub struct Audited<'a> {
    pub header: &'a Header,
    pub summary: &'a Summary,
    pub rows: &'a [Row],
    /// What is told of each beside its words.
    pub abouts: &'a [About],
    /// The columns that were read.
    pub used: &'a Used,
    pub measures: &'a Measures,
    /// What could not be read.
    pub unread: &'a [Problem],
    pub quotes: &'a Quotes,
    /// Since an earlier audit, where one was named.
    pub trend: Option<&'a Trend>,
    /// How far people agreed with each other and with the program, where that was tried.
    pub moderated: Option<&'a Moderated>,
}

impl Audited<'_> {
    /// *Read 398 of 400 recordings.*
    pub fn read_of(&self) -> String {
        match self.unread.len() {
            0 if self.summary.read == 1 => "Read 1 recording.".into(),
            0 => format!("Read {} recordings.", self.summary.read),
            unread => format!("Read {} of {} recordings.", self.summary.read, self.summary.read + unread),
        }
    }

    /// The recordings to read first: those with words of harm, and the others.
    pub fn first(&self) -> (Vec<usize>, Vec<usize>) {
        let is_grave = |at: &usize| self.rows[*at].first.as_ref().is_some_and(|first| first.grave);
        self.summary.first.iter().copied().partition(is_grave)
    }

    /// A recording's day, its team and its service, empty where nothing tells them: whom to turn to about it.
    fn whose(&self, at: usize) -> [&str; 3] {
        let about = &self.abouts[at];
        let group = |dimension: Dimension| about.groups[dimension as usize].as_deref().unwrap_or_default();
        [about.day.as_deref().unwrap_or_default(), group(Dimension::Team), group(Dimension::Service)]
    }

    fn judgements(&self) -> &[Judgement] {
        self.moderated.map_or(&[], |moderated| &moderated.judgements)
    }

    /// True of a measure on which people and the program agree too little: here, or where nobody has judged a sample, when it was measured.
    fn is_unsure(&self, card: &Card) -> bool {
        let mut here = self.judgements().iter().filter(|one| one.measure == card.id && one.other.is_none()).peekable();
        match here.peek() {
            Some(_) => here.any(|one| is_low(&one.agreement)),
            None => card.ac1.is_some_and(|ac1| ac1 < ENOUGH),
        }
    }

    fn how_made(&self) -> [String; 2] {
        let Header { version, model, rules, .. } = self.header;
        [
            "Judged by machine against the criteria shown, for people to check: it marks nobody, and what it does not find may be there.".into(),
            format!("whatmatters {version}, model {model}, rules {rules}"),
        ]
    }
}

/// As a whole number of hundredths.
fn percent(share: f64) -> f64 {
    (share * 100.0).round()
}
