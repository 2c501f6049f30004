use super::{Judged, Verdict, Words, count, planned, sure};
use crate::recording::Draft;
use crate::section::Section;

pub fn judge(draft: &Draft, _: &Words) -> Option<Judged> {
    let risks = sure(draft, Section::PriorityRisks);
    if planned(draft).is_empty() || risks.is_empty() {
        return None;
    }
    let told = draft.contingencies.iter().map(|&at| draft.segments[at].span);
    let verdict = if draft.contingencies.is_empty() { Verdict::NotEvident } else { Verdict::Evident };
    let because = format!(
        "{} of what is then done, beside {}",
        count(draft.contingencies.len(), "sentence"),
        count(risks.len(), "risk")
    );
    let unanswered = risks.iter().map(|placed| placed.span).filter(|_| verdict == Verdict::NotEvident);
    Some(Judged::new(verdict, because).with(told).but(unanswered))
}
