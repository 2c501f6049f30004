use super::{Judged, Verdict, Words, count, planned};
use crate::recording::Draft;
use crate::rules::Action;
use crate::text::Span;
use std::collections::HashSet;

pub fn judge(draft: &Draft, _: &Words) -> Option<Judged> {
    // What is done if things go otherwise has no day, and reviews are a measure of their own.
    let apart: HashSet<Span> =
        draft.contingencies.iter().chain(&draft.reviews).map(|&at| draft.segments[at].span).collect();
    let planned: Vec<&Action> = planned(draft).into_iter().filter(|action| !apart.contains(&action.segment)).collect();
    if planned.is_empty() {
        return None;
    }
    let (whole, lacking): (Vec<&Action>, Vec<&Action>) = planned.iter().partition(|action| action.missing().is_empty());
    let verdict = match whole.len() {
        0 => Verdict::NotEvident,
        some if some * 2 >= planned.len() => Verdict::Evident,
        _ => Verdict::Partly,
    };
    let without = |part: &str| lacking.iter().filter(|action| action.missing().contains(&part)).count();
    let parts = [("who", "no who"), ("what", "no what"), ("when", "no when"), ("measurable", "not measurable")];
    let parts = parts.map(|(part, words)| (without(part), words));
    let parts: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, words)| format!("{words} in {count}")).collect();
    let of = count(planned.len(), "planned action");
    let because = format!("{} of {of} say who, what and by when; {}", whole.len(), parts.join(", "));
    let because = because.trim_end_matches("; ").to_owned();
    let spans = |actions: Vec<&Action>| actions.into_iter().map(|action| action.span).collect::<Vec<_>>();
    Some(Judged::new(verdict, because).with(spans(whole)).but(spans(lacking)))
}
