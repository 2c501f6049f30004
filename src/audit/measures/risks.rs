use super::{Judged, Verdict, Words, count, findings_of, sure};
use crate::recording::Draft;
use crate::rules::Category;
use crate::section::Section;
use crate::text::Span;

pub fn judge(draft: &Draft, _: &Words) -> Option<Judged> {
    let risks: Vec<Span> = sure(draft, Section::PriorityRisks).iter().map(|placed| placed.span).collect();
    if risks.is_empty() {
        return None;
    }
    let phrases = findings_of(draft, &[Category::Vague, Category::Defensive, Category::Deficit]);
    // Both are in the order of the text.
    let holds_one = |risk: &Span| {
        let from = phrases.partition_point(|phrase| phrase.end() <= risk.start());
        phrases.get(from).is_some_and(|phrase| phrase.overlaps(*risk))
    };
    let (unclear, clear): (Vec<Span>, Vec<Span>) = risks.iter().partition(|risk| holds_one(risk));
    let verdict = match unclear.len() {
        0 => Verdict::Evident,
        some if some * 2 < risks.len() => Verdict::Partly,
        _ => Verdict::NotEvident,
    };
    let because =
        format!("{} of {} with a vague, judging or defensive phrase", unclear.len(), count(risks.len(), "risk"));
    Some(Judged::new(verdict, because).with(clear).but(unclear))
}
