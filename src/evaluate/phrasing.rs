//! What the lists of phrases find alone, what the model finds alone, and what both find together.

use crate::corpus::Entry;
use crate::engine::Engine;
use crate::rules::{Category, Finding};
use crate::segment::segment;
use rayon::prelude::*;

/// Who finds the phrases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finder {
    Lists,
    Model,
    Together,
}

/// Labelled segments in which a finding of one category is wanted, and those in which one was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub wanted: usize,
    pub found: usize,
    pub right: usize,
}

impl Finder {
    pub const ALL: [Finder; 3] = [Finder::Lists, Finder::Model, Finder::Together];

    pub fn name(self) -> &'static str {
        match self {
            Finder::Lists => "lists",
            Finder::Model => "model",
            Finder::Together => "together",
        }
    }
}

impl Found {
    pub fn precision(self) -> f64 {
        self.right as f64 / self.found.max(1) as f64
    }

    pub fn recall(self) -> f64 {
        self.right as f64 / self.wanted.max(1) as f64
    }

    pub fn and(self, other: Found) -> Found {
        Found { wanted: self.wanted + other.wanted, found: self.found + other.found, right: self.right + other.right }
    }
}

/// Each finder's findings over `entries`, by category.
pub fn phrasing(engine: &Engine, entries: &[Entry]) -> [[Found; Category::ALL.len()]; Finder::ALL.len()] {
    let none = || [[Found::default(); Category::ALL.len()]; Finder::ALL.len()];
    entries.par_iter().map(|entry| of_entry(engine, entry)).reduce(none, |a, b| {
        std::array::from_fn(|finder| std::array::from_fn(|category| a[finder][category].and(b[finder][category])))
    })
}

fn of_entry(engine: &Engine, entry: &Entry) -> [[Found; Category::ALL.len()]; Finder::ALL.len()] {
    let text = &entry.text;
    let segments = segment(text);
    let proposals = engine.proposals(text, &segments).unwrap_or_default();
    Finder::ALL.map(|finder| {
        let findings = match finder {
            Finder::Lists => engine.rules().findings(text, &segments, &[]),
            Finder::Model => engine.rules().proposed(text, &segments, &proposals),
            Finder::Together => engine.rules().findings(text, &segments, &proposals),
        };
        Category::ALL.map(|category| of_category(entry, &findings, category))
    })
}

fn of_category(entry: &Entry, findings: &[Finding], category: Category) -> Found {
    let mut counted = Found::default();
    for label in &entry.segments {
        let Some(wanted) = label.wants(category) else { continue };
        let found = findings.iter().any(|f| f.category == category && f.span.overlaps(label.span()));
        counted.wanted += usize::from(wanted);
        counted.found += usize::from(found);
        counted.right += usize::from(found && wanted);
    }
    counted
}
