use super::{Judged, Verdict, Words, count, told};
use crate::placement::Placed;
use crate::recording::Draft;
use crate::text::Span;

pub fn judge(draft: &Draft, words: &Words) -> Option<Judged> {
    let text = &draft.recording.text;
    let segments: Vec<&Placed> = told(draft).map(|(_, placed)| placed).collect();
    let (mut both, mut shared, mut explained) = (Vec::new(), 0, 0);
    let (mut some, mut neither): (Vec<Span>, Vec<Span>) = (Vec::new(), Vec::new());
    let decisions = (0..segments.len()).filter(|&at| words.decisions.holds(text, segments[at].span));
    for at in decisions {
        let own = segments[at].span;
        let is_shared = words.shared.holds(text, own);
        // A reason often stands in the sentence after.
        let is_explained =
            segments[at..(at + 2).min(segments.len())].iter().any(|near| words.reasons.holds(text, near.span));
        shared += usize::from(is_shared);
        explained += usize::from(is_explained);
        match (is_shared, is_explained) {
            (true, true) => both.push(own),
            (false, false) => neither.push(own),
            _ => some.push(own),
        }
    }
    let total = both.len() + some.len() + neither.len();
    if total == 0 {
        return None;
    }
    let verdict = match () {
        () if !both.is_empty() && shared * 2 >= total => Verdict::Evident,
        () if shared + explained > 0 => Verdict::Partly,
        () => Verdict::NotEvident,
    };
    let because = format!("of {}, {shared} told as shared and {explained} with a reason", count(total, "decision"));
    Some(Judged::new(verdict, because).with(both.into_iter().chain(some)).but(neither))
}
