use super::{Judged, Verdict, Words, planned};
use crate::recording::Draft;
use crate::text::Span;

pub fn judge(draft: &Draft, words: &Words) -> Option<Judged> {
    let text = &draft.recording.text;
    if planned(draft).is_empty() {
        return None;
    }
    let reviews: Vec<Span> = draft.reviews.iter().map(|&at| draft.segments[at].span).collect();
    let timed = |review: &&Span| {
        let own = draft.actions.iter().any(|action| action.segment == **review && action.when.is_some());
        own || review.of(text).contains(|c: char| c.is_ascii_digit()) || words.times.holds(text, **review)
    };
    let (verdict, because) = match (reviews.is_empty(), reviews.iter().any(|review| timed(&review))) {
        (true, _) => (Verdict::NotEvident, "no review told"),
        (_, true) => (Verdict::Evident, "a review told with its time"),
        (_, false) => (Verdict::Partly, "a review told without a time"),
    };
    Some(Judged::new(verdict, because).with(reviews))
}
