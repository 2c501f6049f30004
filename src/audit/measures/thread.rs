use super::{Judged, Verdict, Words, count};
use crate::recording::{Draft, Thread};

pub fn judge(draft: &Draft, _: &Words) -> Option<Judged> {
    let threads = &draft.threads.threads;
    if threads.is_empty() {
        return None;
    }
    let span = |thread: &&Thread| draft.segments[thread.outcome].span;
    let (whole, broken): (Vec<&Thread>, Vec<&Thread>) = threads.iter().partition(|thread| thread.missing().is_empty());
    let acted_on = threads.iter().any(|thread| !thread.actions.is_empty());
    let verdict = match (broken.is_empty(), acted_on) {
        (true, _) => Verdict::Evident,
        (false, true) => Verdict::Partly,
        (false, false) => Verdict::NotEvident,
    };
    let because = format!("{} of {} with an action and a review", whole.len(), count(threads.len(), "outcome"));
    Some(Judged::new(verdict, because).with(whole.iter().map(span)).but(broken.iter().map(span)))
}
