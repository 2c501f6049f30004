//! What is read before everything else: a serious risk in a recording that tells of nothing done about anything.

use super::measures::Words;
use crate::placement::Placed;
use crate::recording::Draft;
use crate::rules::Status;
use crate::section::Section;
use crate::text::Span;

/// How likely a careful reader calls a segment a risk, from which it is serious whatever its words.
const LIKELY: f32 = 0.9;

/// A recording to read first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct First {
    /// True where its words are of harm, such as an injury, a threat or somebody left alone.
    pub grave: bool,
    /// The risks, those with words of harm first.
    pub risks: Vec<Span>,
}

/// Whether a draft is read first. It rests on no reading of which action answers which risk: any action, planned or done, takes a recording off
/// the list, because such lines are not yet sure.
pub fn first(draft: &Draft, words: &Words) -> Option<First> {
    if draft.actions.iter().any(|action| action.status != Status::Standing) {
        return None;
    }
    let text = &draft.recording.text;
    let is_risk = |placed: &&Placed| {
        placed.is_told() && (placed.section == Section::PriorityRisks || placed.also.contains(&Section::PriorityRisks))
    };
    let risks: Vec<&Placed> = draft.segments.iter().filter(is_risk).collect();
    let (grave, other): (Vec<&Placed>, Vec<&Placed>) =
        risks.into_iter().partition(|placed| words.is_grave(text, placed.span));
    let likely = other.into_iter().filter(|placed| placed.section == Section::PriorityRisks && placed.risk >= LIKELY);
    let is_grave = !grave.is_empty();
    let risks: Vec<Span> = grave.into_iter().chain(likely).map(|placed| placed.span).collect();
    (!risks.is_empty()).then_some(First { grave: is_grave, risks })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::measures::Measures;
    use crate::engine::Engine;
    use crate::text::{Recording, Source};

    fn read_first(text: &str) -> Option<First> {
        let draft = Engine::new(None).read(Recording::new(text.into(), Source::default()));
        first(&draft, &Measures::built_in().words)
    }

    #[test]
    fn a_serious_risk_without_an_action_is_read_first() {
        let text = "Visited on Monday. There were bruises on both of Leah's arms and she said he hit her again. It was raining.";
        let found = read_first(text).unwrap();
        assert!(found.grave && found.risks[0].of(text).contains("bruises"));
    }

    #[test]
    fn an_action_or_a_quiet_day_is_not() {
        let acted = "There were bruises on both of Leah's arms. I rang the duty social worker at 3pm and Leah will see Dr Rees tomorrow.";
        assert_eq!(read_first(acted), None);
        assert_eq!(read_first("Ron was cheerful and showed me his tomatoes. His sister had been on Sunday."), None);
    }
}
