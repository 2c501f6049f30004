use super::{Judged, Verdict, Words, count, findings_of, own_findings};
use crate::recording::Draft;
use crate::rules::{Category, Severity};

pub fn judge(draft: &Draft, _: &Words) -> Option<Judged> {
    const LOOKED_FOR: [Category; 2] = [Category::Deficit, Category::Defensive];
    let found = findings_of(draft, &LOOKED_FOR);
    let harms = own_findings(draft)
        .filter(|finding| LOOKED_FOR.contains(&finding.category) && finding.severity == Severity::Harm)
        .count();
    let verdict = match (found.len(), harms) {
        (0, _) => Verdict::Evident,
        (_, 0) => Verdict::Partly,
        _ => Verdict::NotEvident,
    };
    let because = format!("{}, {harms} that blame or hide harm", count(found.len(), "phrase"));
    Some(Judged::new(verdict, because).but(found))
}
