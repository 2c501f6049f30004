//! What is read before everything else: a serious risk in a recording that tells of nothing done about anything.

use super::measures::Words;
use crate::placement::Placed;
use crate::recording::Draft;
use crate::rules::{Action, Status};
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

/// Whether a draft is read first. The gravest words count wherever they stand, for a placement can be wrong; what answers them is an action in other
/// words of the recording that protects or passes on, such as a call or a referral. *Case closed* and *left at four* answer nothing. A likely
/// risk in other words is answered by any action, because which action answers which risk is not yet read surely.
pub fn first(draft: &Draft, words: &Words) -> Option<First> {
    let text = &draft.recording.text;
    let told: Vec<&Placed> = draft.segments.iter().filter(|placed| placed.is_told()).collect();
    let is_grave = |placed: &&Placed| {
        words.is_gravest(text, placed.span) || (may_be_risk(placed) && words.is_grave(text, placed.span))
    };
    let (grave, other): (Vec<&Placed>, Vec<&Placed>) = told.into_iter().partition(is_grave);
    let grave: Vec<Span> = grave.into_iter().map(|placed| placed.span).collect();
    let answers = |action: &Action| !grave.contains(&action.segment) && words.protects(text, action.segment);
    if !grave.is_empty() && !draft.actions.iter().any(answers) {
        return Some(First { grave: true, risks: grave });
    }
    if draft.actions.iter().any(|action| action.status != Status::Standing) {
        return None;
    }
    let is_likely = |placed: &&Placed| placed.risk.is_some_and(|risk| risk >= LIKELY);
    let likely = other.into_iter().filter(|placed| placed.section == Section::PriorityRisks).filter(is_likely);
    let risks: Vec<Span> = likely.map(|placed| placed.span).collect();
    (!risks.is_empty()).then_some(First { grave: false, risks })
}

fn may_be_risk(placed: &Placed) -> bool {
    placed.section == Section::PriorityRisks || placed.also.contains(&Section::PriorityRisks)
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
    fn a_wish_to_die_is_never_hidden_by_a_line_that_answers_nothing() {
        for told in [
            "He said he is going to hang himself tonight.",
            "She said she wants to die and has counted sixty tablets.",
            "His dad hit him and he has a black eye.",
            "Her boyfriend beat her up on Friday.",
            "Mam says she does not want to be here any more.",
        ] {
            for line in [
                "NFA.",
                "Case closed.",
                "Visit ended 4.15.",
                "Advice given.",
                "Mum to take him to football.",
                "I left at four.",
            ] {
                assert!(read_first(&format!("{told} {line}")).is_some_and(|first| first.grave), "{told} {line}");
            }
            let answered = format!("{told} I rang the duty social worker at once and the police are going round.");
            assert!(read_first(&answered).is_none_or(|first| !first.grave), "{answered}");
        }
    }

    #[test]
    fn what_is_denied_is_no_harm() {
        let found = read_first("He denies any thoughts of suicide. He has no plans to harm himself. We had tea.");
        assert!(found.is_none_or(|first| !first.grave));
    }

    #[test]
    fn an_action_or_a_quiet_day_is_not() {
        let acted = "There were bruises on both of Leah's arms. I rang the duty social worker at 3pm and Leah will see Dr Rees tomorrow.";
        assert_eq!(read_first(acted), None);
        assert_eq!(read_first("Ron was cheerful and showed me his tomatoes. His sister had been on Sunday."), None);
    }
}
