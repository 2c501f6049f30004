use super::{Judged, Verdict, Words, count, sure, told};
use crate::recording::Draft;
use crate::section::{Section, Voice};

pub fn judge(draft: &Draft, _: &Words) -> Option<Judged> {
    let spoken: Vec<_> =
        told(draft).map(|(_, placed)| placed).filter(|placed| placed.voice == Voice::Person).map(|p| p.span).collect();
    let wishes: Vec<_> = sure(draft, Section::WhatMatters).into_iter().map(|placed| placed.span).collect();
    let verdict = match (spoken.is_empty(), wishes.is_empty()) {
        (false, false) => Verdict::Evident,
        (true, true) => Verdict::NotEvident,
        _ => Verdict::Partly,
    };
    let because = format!(
        "of {}, {} the person's own account and {} of what matters",
        count(told(draft).count(), "sentence"),
        spoken.len(),
        wishes.len()
    );
    Some(Judged::new(verdict, because).with(spoken.into_iter().chain(wishes)))
}
