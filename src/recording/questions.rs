use super::Asked;
use crate::placement::Placed;
use crate::rules::{Action, Rules, Status, When};
use crate::section::{Section, Voice};
use crate::segment::bullet_length;

/// The most questions put to one recording: more are not read.
const MOST: usize = 7;

/// What a recording leaves open, most useful first. A short entry is asked little.
pub fn still_to_ask(text: &str, placed: &[Placed], actions: &[Action], rules: &Rules) -> Vec<Asked> {
    let told = placed.iter().filter(|segment| !segment.heading).count();
    let most = MOST.min(told.div_ceil(2));
    let mut asked: Vec<Asked> = Vec::new();
    for (when, quote) in gaps(text, placed, actions) {
        let Some(question) = rules.questions.for_gap(when, quote.is_some(), text.len()) else { continue };
        let words = quote.unwrap_or_default();
        let fill = |pattern: &str| pattern.replace("{quote}", &format!("“{words}”"));
        let next =
            Asked { section: question.section, question: fill(&question.question), because: fill(&question.because) };
        if !asked.iter().any(|other| other.question == next.question) {
            asked.push(next);
        }
    }
    asked.truncate(most);
    asked
}

/// The gaps of a recording in the order they are asked about, with the words each rests on.
fn gaps(text: &str, placed: &[Placed], actions: &[Action]) -> Vec<(When, Option<String>)> {
    let first = |section: Section| {
        placed.iter().find(|segment| segment.section == section).map(|segment| shortened(segment.span.of(text)))
    };
    let holds =
        |section: Section| placed.iter().any(|segment| segment.section == section || segment.also.contains(&section));
    let planned: Vec<&Action> = actions.iter().filter(|action| action.status != Status::Done).collect();
    let first_lacking = |part: &str| {
        planned.iter().find(|action| action.missing().contains(&part)).map(|action| shortened(action.span.of(text)))
    };
    let says = |words: [&str; 3]| {
        actions.iter().any(|action| words.iter().any(|word| action.span.of(text).to_lowercase().contains(word)))
    };
    let risk = first(Section::PriorityRisks).filter(|_| actions.is_empty());
    let wish = first(Section::WhatMatters).filter(|_| actions.is_empty() && risk.is_none());
    let mut found = Vec::new();
    let mut ask = |when: When, open: bool, quote: Option<String>| found.extend(open.then_some((when, quote)));
    ask(When::RiskWithoutAction, risk.is_some(), risk.clone());
    ask(When::NoPersonVoice, !placed.iter().any(|segment| segment.voice == Voice::Person), None);
    ask(When::NoWhatMatters, !holds(Section::WhatMatters), None);
    ask(When::NoStrengths, !holds(Section::Strengths), None);
    ask(When::WishWithoutAction, wish.is_some(), wish.clone());
    ask(When::NoActions, actions.is_empty() && risk.is_none() && wish.is_none(), None);
    for (when, part) in
        [(When::ActionWithoutWhat, "what"), (When::ActionWithoutWho, "who"), (When::ActionWithoutWhen, "when")]
    {
        let quote = first_lacking(part);
        ask(when, quote.is_some(), quote);
    }
    ask(When::NoReview, planned.len() > 1 && !says(["review", "again", "meet "]), None);
    ask(
        When::NoContingency,
        planned.len() > 1 && holds(Section::PriorityRisks) && !says(["if ", "in case", "otherwise"]),
        None,
    );
    found
}

/// The beginning of a segment, cut at a word, for quoting in a question.
fn shortened(words: &str) -> String {
    const LONGEST: usize = 70;
    let words = &words[bullet_length(words)..];
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= LONGEST {
        return words.trim_end_matches('.').to_owned();
    }
    let cut: String = words.chars().take(LONGEST).collect();
    format!("{} …", cut.rsplit_once(' ').map_or(cut.as_str(), |(kept, _)| kept))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn placed(section: Section, voice: Voice, span: Span) -> Placed {
        Placed {
            risk: 0.0,
            span,
            section,
            confidence: 0.9,
            also: Vec::new(),
            voice,
            quoted: false,
            reason: "a test".into(),
            heading: false,
        }
    }

    #[test]
    fn a_risk_that_nobody_answers_is_asked_about_first_in_its_own_words() {
        let text = "She sleeps in the car. She likes the sea.";
        let segments = [
            placed(Section::PriorityRisks, Voice::Person, Span::new(0, 22)),
            placed(Section::WhatMatters, Voice::Person, Span::new(23, 41)),
        ];
        let asked = still_to_ask(text, &segments, &[], &Rules::built_in());
        assert_eq!(asked.len(), 1, "a short entry is asked little");
        assert_eq!(asked[0].section, Section::PriorityRisks);
        assert!(asked[0].question.contains("“She sleeps in the car”"), "{}", asked[0].question);
    }
}
