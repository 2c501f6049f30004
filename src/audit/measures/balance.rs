use super::{Judged, Verdict, Words, count};
use crate::recording::Draft;

pub fn judge(draft: &Draft, _: &Words) -> Option<Judged> {
    if draft.risks.is_empty() {
        return None;
    }
    let parts = |told: fn(&crate::recording::RiskReading) -> bool| draft.risks.iter().filter(|risk| told(risk)).count();
    let both = parts(|risk| !risk.benefit.is_empty() && !risk.view.is_empty());
    let either = parts(|risk| !risk.benefit.is_empty() || !risk.view.is_empty());
    let verdict = match (both, either) {
        (1.., _) => Verdict::Evident,
        (0, 1..) => Verdict::Partly,
        (0, 0) => Verdict::NotEvident,
    };
    let places = draft.risks.iter().flat_map(|risk| risk.benefit.iter().chain(&risk.view));
    let evidence = places.map(|&at| draft.segments[at].span).collect::<Vec<_>>();
    let because = format!("{both} of {} with a benefit and the person's view", count(draft.risks.len(), "risk"));
    Some(Judged::new(verdict, because).with(evidence))
}
