//! Measures the engine on labelled recordings that it did not learn from, end to end: its own segments against the labels.

mod score;
mod tables;

pub use score::{Figures, Scored, score};
pub use tables::{placement_table, recordings_table};

use crate::corpus::Entry;
use crate::engine::Engine;
use crate::placement::{Section, Voice};
use crate::recording::Draft;
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
        let source = Source { name: entry.id.clone(), encoding: "utf-8".into(), ..Source::default() };
        let recording = Recording { text: entry.text.clone(), source };
        match self {
            System::Engine(engine) => engine.read(recording),
            System::Majority => {
                let engine_free = crate::segment::segment(&recording.text);
                let segments = engine_free
                    .iter()
                    .map(|segment| crate::placement::Placed {
                        span: segment.span,
                        section: Section::Context,
                        confidence: 1.0,
                        also: Vec::new(),
                        voice: Voice::Practitioner,
                        quoted: false,
                        reason: String::new(),
                        heading: segment.heading,
                    })
                    .collect();
                Draft { segments, ..Draft::unread(recording) }
            }
        }
    }
}
