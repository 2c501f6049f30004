//! Measures the engine on labelled recordings that it did not learn from, end to end: its own segments against the labels.

mod score;
mod tables;

pub use score::{Figures, Scored, boundary_f1, score};
pub use tables::{misplaced_risks_table, placement_table, recordings_table};

use crate::corpus::Entry;
use crate::engine::Engine;
use crate::placement::Placed;
use crate::recording::Draft;
use crate::section::{Section, Voice};
use crate::segment::{Segment, segment};
use crate::text::{Recording, Source};
use rayon::prelude::*;

/// What gives the placements that are measured.
#[derive(Clone, Copy)]
pub enum System<'a> {
    /// Every segment in the commonest section, the writer's voice.
    Majority,
    /// An engine, with its model or with cues alone.
    Engine(&'a Engine),
}

impl System<'_> {
    /// A draft of each entry, in order.
    pub fn read(self, entries: &[Entry]) -> Vec<Draft> {
        entries.par_iter().map(|entry| self.read_one(entry)).collect()
    }

    fn read_one(self, entry: &Entry) -> Draft {
        self.read_text(&entry.id, entry.text.clone())
    }

    /// A draft of any text.
    pub fn read_text(self, name: &str, text: String) -> Draft {
        let recording =
            Recording { text, source: Source { name: name.to_owned(), encoding: "utf-8".into(), ..Source::default() } };
        match self {
            System::Engine(engine) => engine.read(recording),
            System::Majority => all_in_context(recording),
        }
    }
}

fn all_in_context(recording: Recording) -> Draft {
    let place = |segment: &Segment| Placed {
        span: segment.span,
        section: Section::Context,
        confidence: 1.0,
        also: Vec::new(),
        voice: Voice::Practitioner,
        quoted: false,
        reason: String::new(),
        heading: segment.heading,
    };
    let segments = segment(&recording.text).iter().map(place).collect();
    Draft { segments, ..Draft::unread(recording) }
}
