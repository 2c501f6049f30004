use super::{Judged, Verdict, Words, count, planned, told};
use crate::recording::Draft;
use crate::text::Span;

pub fn judge(draft: &Draft, words: &Words) -> Option<Judged> {
    let planned = planned(draft);
    if planned.is_empty() {
        return None;
    }
    let named: Vec<Span> = draft.reviews.iter().map(|&at| draft.segments[at].span).collect();
    let (timed, untimed): (Vec<Span>, Vec<Span>) = named.into_iter().partition(|span| has_time(draft, words, *span));
    // A next visit with its time is when things are looked at again, whatever it is called.
    let further = told(draft).map(|(_, placed)| placed.span);
    let further =
        further.filter(|span| words.further.holds(&draft.recording.text, *span) && has_time(draft, words, *span));
    let further: Vec<Span> = further.collect();
    Some(match (timed.is_empty() && further.is_empty(), untimed.is_empty()) {
        (false, _) => Judged::new(Verdict::Evident, "a review or a next visit told with its time")
            .with(timed.into_iter().chain(further)),
        (true, false) => Judged::new(Verdict::Partly, "a review told without a time").with(untimed),
        (true, true) => {
            Judged::new(Verdict::NotEvident, format!("no review of {}", count(planned.len(), "planned action")))
                .but(planned.iter().map(|action| action.span))
        }
    })
}

fn has_time(draft: &Draft, words: &Words, span: Span) -> bool {
    let text = &draft.recording.text;
    let of_action = draft.actions_of(span).iter().any(|action| action.when.is_some());
    of_action || span.of(text).contains(|c: char| c.is_ascii_digit()) || words.times.holds(text, span)
}
