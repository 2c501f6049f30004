use super::{Judged, Verdict, Words, count, sure, told};
use crate::placement::Placed;
use crate::recording::Draft;
use crate::section::Section;

/// Risks to one strength that still count as beside each other.
const RISKS_TO_ONE: usize = 4;

pub fn judge(draft: &Draft, _: &Words) -> Option<Judged> {
    let risks = sure(draft, Section::PriorityRisks);
    let strengths: Vec<&Placed> =
        told(draft).map(|(_, placed)| placed).filter(|placed| placed.section == Section::Strengths).collect();
    let possible = told(draft).map(|(_, placed)| placed).filter(|placed| placed.also.contains(&Section::Strengths));
    if risks.is_empty() {
        return None;
    }
    let because = format!("{} beside {}", count(strengths.len(), "strength"), count(risks.len(), "risk"));
    Some(match strengths.len() {
        0 => {
            let unsure: Vec<_> = possible.map(|placed| placed.span).collect();
            let verdict = if unsure.is_empty() { Verdict::NotEvident } else { Verdict::Partly };
            Judged::new(verdict, because).with(unsure).but(risks.iter().map(|placed| placed.span))
        }
        some => {
            let enough = some * RISKS_TO_ONE >= risks.len();
            let verdict = if enough { Verdict::Evident } else { Verdict::Partly };
            Judged::new(verdict, because).with(strengths.iter().map(|placed| placed.span))
        }
    })
}
