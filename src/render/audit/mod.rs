//! What an audit found: a page, a workbook, tables, and figures for a later audit to compare with.

mod moderation;
mod page;
mod quotes;
mod tables;

pub use moderation::{Judgement, NOTHING_TO_JUDGE, agreement_tables, moderation_sheet};
pub use page::audit_page;
pub use quotes::Quotes;
pub use tables::{audit_summary, audit_tables, audit_workbook};

use crate::audit::measures::Measures;
use crate::audit::{Header, Row, Summary, Trend};
use crate::input::Problem;

/// All that is shown of an audit.
pub struct Audited<'a> {
    pub header: &'a Header,
    pub summary: &'a Summary,
    pub rows: &'a [Row],
    pub measures: &'a Measures,
    /// What could not be read.
    pub unread: &'a [Problem],
    pub quotes: &'a Quotes,
    /// Since an earlier audit, where one was named.
    pub trend: Option<&'a Trend>,
}

impl Audited<'_> {
    /// *Read 398 of 400 recordings.*
    fn read_of(&self) -> String {
        match self.unread.len() {
            0 => format!("Read {} recordings.", self.summary.read),
            unread => format!("Read {} of {} recordings.", self.summary.read, self.summary.read + unread),
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
