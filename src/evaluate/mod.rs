//! Measures the engine on labelled recordings that it did not learn from, end to end: its own segments against the labels.

mod bag;
mod cases;
mod close;
mod followed;
mod identifiers;
mod intervals;
mod measures;
mod phrasing;
mod questions;
mod score;
mod sessions;
mod steps;
mod swaps;
mod tables;
mod themes;

pub use bag::BagOfWords;
pub use cases::{CaseRow, cases, cases_table};
pub use close::{ReadingRow, readings};
pub use followed::{FollowedRow, followed, followed_table};
pub use identifiers::{Persons, Replacing, identifiers};
pub use intervals::intervals;
pub use measures::{MeasureRow, measures, measures_table};
pub use phrasing::{Finder, Found, phrasing};
pub use questions::{Judged, questions};
pub use score::{Figures, Scored, boundary_f1, score};
pub use sessions::{Reached, SessionRow, sessions, sessions_table};
pub use steps::{StepFigures, steps, steps_table};
pub use swaps::{Changes, Names, Swap};
pub use tables::{
    confusion_table, groups_table, identifiers_table, intervals_table, marks_table, misplaced_risks_table,
    phrasing_table, placement_table, questions_table, readings_table, recordings_table, swaps_table,
};
pub use themes::{ThemeFigures, themes, themes_table};

use crate::corpus::Entry;
use crate::engine::Engine;
use crate::placement::Placed;
use crate::recording::Draft;
use crate::section::{Section, Voice};
use crate::segment::{Segment, segment};
use crate::text::{Recording, Source, Span};
use rayon::prelude::*;

/// What gives the placements that are measured.
#[derive(Clone, Copy)]
pub enum System<'a> {
    /// Every segment in the commonest section, the writer's voice.
    Majority,
    /// An engine, with its model or with cues alone.
    Engine(&'a Engine),
    /// An engine that is given one segment at a time, without what stands around it.
    Alone(&'a Engine),
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
            Recording::new(text, Source { name: name.to_owned(), encoding: "utf-8".into(), ..Source::default() });
        match self {
            System::Engine(engine) => engine.read(recording),
            System::Alone(engine) => one_at_a_time(engine, recording),
            System::Majority => all_in_context(recording),
        }
    }
}

fn one_at_a_time(engine: &Engine, recording: Recording) -> Draft {
    let read = |segment: &Segment| {
        let text = segment.span.of(&recording.text).to_owned();
        let alone = engine.read(Recording::new(text, Source::default()));
        let shifted =
            move |span: Span| Span::new(span.start() + segment.span.start(), span.end() + segment.span.start());
        alone
            .segments
            .into_iter()
            .map(move |placed| Placed { span: shifted(placed.span), ..placed })
            .collect::<Vec<_>>()
    };
    let segments = segment(&recording.text).iter().flat_map(read).collect();
    Draft { segments, ..Draft::unread(recording) }
}

fn all_in_context(recording: Recording) -> Draft {
    let place = |segment: &Segment| Placed {
        span: segment.span,
        section: Section::Context,
        confidence: 1.0,
        risk: None,
        also: Vec::new(),
        voice: Voice::Practitioner,
        quoted: false,
        reason: String::new(),
        heading: segment.heading,
        speaker: None,
        aside: None,
    };
    let segments = segment(&recording.text).iter().map(place).collect();
    Draft { segments, ..Draft::unread(recording) }
}
