use super::{Judged, Verdict, Words, count, told};
use crate::recording::Draft;
use crate::section::Voice;
use crate::text::Span;

pub fn judge(draft: &Draft, _: &Words) -> Option<Judged> {
    let all = told(draft).count();
    if all == 0 {
        return None;
    }
    let person: Vec<Span> =
        told(draft).filter(|(_, placed)| placed.voice == Voice::Person).map(|(_, placed)| placed.span).collect();
    let unheard: Vec<Span> = draft.unheard.iter().map(|child| draft.segments[child.segment].span).collect();
    let (verdict, because) = match (person.is_empty(), unheard.len()) {
        (true, _) => (Verdict::NotEvident, format!("none of {} is the person's own account", count(all, "sentence"))),
        (false, 0) => (Verdict::Evident, format!("{} of the person's own account", count(person.len(), "sentence"))),
        (false, some) => (
            Verdict::Partly,
            format!("{} named and not heard", if some == 1 { "1 child".into() } else { format!("{some} children") }),
        ),
    };
    Some(Judged::new(verdict, because).with(person).but(unheard))
}
