use super::{Judged, Verdict, Words, told};
use crate::recording::Draft;
use crate::section::Voice;
use crate::text::Span;

pub fn judge(draft: &Draft, words: &Words) -> Option<Judged> {
    let text = &draft.recording.text;
    let of = |wanted: &dyn Fn(Voice) -> bool| {
        told(draft).filter(|(_, placed)| wanted(placed.voice)).map(|(_, placed)| placed.span).collect::<Vec<Span>>()
    };
    let named = of(&|voice| matches!(voice, Voice::Family | Voice::Professional));
    let nobodys = of(&|voice| voice == Voice::Unattributed);
    if named.is_empty() && nobodys.is_empty() {
        return None;
    }
    let opinions = told(draft).map(|(_, placed)| placed.span).filter(|span| words.opinions.holds(text, *span));
    let verdict = match (named.len(), nobodys.len()) {
        (_, 0) => Verdict::Evident,
        (named, nobodys) if named > nobodys => Verdict::Partly,
        _ => Verdict::NotEvident,
    };
    let because = format!("{} told as somebody's, {} as nobody's", named.len(), nobodys.len());
    Some(Judged::new(verdict, because).with(named.into_iter().chain(opinions)).but(nobodys))
}
