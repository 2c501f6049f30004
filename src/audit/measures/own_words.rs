use super::{Judged, Verdict, Words, count, sure, told};
use crate::recording::Draft;
use crate::section::{Section, Voice};

pub fn judge(draft: &Draft, _: &Words) -> Option<Judged> {
    let quoted: Vec<_> =
        told(draft).filter(|(_, placed)| placed.quoted && placed.voice == Voice::Person).map(|(_, p)| p.span).collect();
    let wishes: Vec<_> = sure(draft, Section::WhatMatters).into_iter().map(|placed| placed.span).collect();
    let verdict = match (quoted.is_empty(), wishes.is_empty()) {
        (false, false) => Verdict::Evident,
        (true, true) => Verdict::NotEvident,
        _ => Verdict::Partly,
    };
    let because = format!(
        "{} in the person's own words, {} of what matters",
        count(quoted.len(), "passage"),
        count(wishes.len(), "sentence")
    );
    Some(Judged::new(verdict, because).with(quoted.into_iter().chain(wishes)))
}
