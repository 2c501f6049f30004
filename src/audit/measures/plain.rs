use super::{Judged, Verdict, Words, count, findings_of};
use crate::recording::Draft;
use crate::rules::Category;

/// Words below which a recording is too short to be judged by how many of them are plain.
const SHORTEST: usize = 20;
/// Words to one phrase that still count as partly plain.
const WORDS_TO_ONE: usize = 50;

pub fn judge(draft: &Draft, _: &Words) -> Option<Judged> {
    let words = draft.recording.text.split_whitespace().count();
    if words < SHORTEST {
        return None;
    }
    let found = findings_of(draft, &[Category::Jargon, Category::Vague]);
    let verdict = match found.len() {
        0 => Verdict::Evident,
        some if some * WORDS_TO_ONE <= words => Verdict::Partly,
        _ => Verdict::NotEvident,
    };
    Some(Judged::new(verdict, format!("{} in {words} words", count(found.len(), "phrase"))).but(found))
}
