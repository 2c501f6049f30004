//! A draft or its findings as bytes. One file for each format.

mod audit;
mod chronology;
mod closer;
mod csv;
mod findings;
mod group;
mod html;
mod json;
mod markdown;
mod own;
mod pack;
mod pack_json;
mod page;
mod paper;
mod possible_risks;
mod preview;
mod session;
mod since;
mod tables;
mod terminal;
mod text;
mod word;
mod workbook;

pub use audit::{
    Apart, Audited, Differ, Marks, NOTHING_TO_JUDGE, Quotes, TOO_LOW, agreement_tables, audit_page, audit_summary,
    audit_tables, audit_workbook, moderation_sheet,
};
pub use chronology::{As, write_chronology};
pub use csv::{Csv, begins_formula};
pub use findings::Findings;
pub use group::{paper_of_group, write_group_json};
pub use html::Html;
pub use json::Json;
pub use markdown::Markdown;
pub use own::{paper_of_own, write_own_json};
pub use pack::paper_of_pack;
pub use pack_json::write_pack_json;
pub use page::{NOTHING_TO_LOOK_AT, comment, severity};
pub use paper::{Dress, Paper, write_paper, write_paper_to_terminal};
pub use preview::Preview;
pub use session::{paper_of_session, write_session_json};
pub use terminal::Terminal;
pub use text::Text;
pub use word::Word;
pub use workbook::Workbook;

use crate::engine::Engine;
use crate::recording::Draft;
use std::io;

/// Versions of what made a draft; every format of a draft holds them.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Versions {
    pub version: &'static str,
    /// `name@hash`, or `none`.
    pub model: String,
    pub rules: String,
}

impl Versions {
    pub fn of(engine: &Engine) -> Versions {
        Versions {
            version: env!("CARGO_PKG_VERSION"),
            model: engine.model().map_or_else(|_| "none".into(), |model| model.label()),
            rules: engine.rules().hash().to_owned(),
        }
    }
}

pub trait Render {
    /// What stands before the first draft.
    fn begin(&mut self, _out: &mut dyn io::Write) -> io::Result<()> {
        Ok(())
    }

    fn render(&mut self, draft: &Draft, out: &mut dyn io::Write) -> io::Result<()>;

    /// What stands after the last.
    fn end(&mut self, _out: &mut dyn io::Write) -> io::Result<()> {
        Ok(())
    }
}
