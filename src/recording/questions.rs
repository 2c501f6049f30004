use super::steps::{Step, plain_steps};
use super::{Asked, Draft};
use crate::outcome::Kind;
use crate::placement::Placed;
use crate::rules::{Action, Rules, Status, When};
use crate::section::{Section, Voice};
use crate::segment::bullet_length;
use crate::text::{cut_short, on_one_line, words};
use std::collections::HashMap;

/// The most questions put to one recording: more are not read.
const MOST: usize = 7;
/// So many tasks for one person bring the question whether it can be done.
const MANY_TASKS: usize = 5;

/// What a recording leaves open, most useful first. A short entry is asked little.
pub fn still_to_ask(draft: &Draft, rules: &Rules) -> Vec<Asked> {
    let told = draft.segments.iter().filter(|segment| segment.is_told()).count();
    let most = MOST.min(told.div_ceil(2));
    let mut asked: Vec<Asked> = Vec::new();
    for (when, quote) in gaps(draft, rules) {
        let turn = draft.recording.text.len();
        let Some(question) = rules.questions.for_gap(when, quote.is_some(), turn) else { continue };
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
fn gaps(draft: &Draft, rules: &Rules) -> Vec<(When, Option<String>)> {
    let text = &draft.recording.text;
    let placed = &draft.segments;
    let actions = &draft.actions;
    let words_of = |at: usize| shortened(placed[at].span.of(text));
    let first = |section: Section| {
        placed.iter().find(|segment| segment.section == section).map(|segment| shortened(segment.span.of(text)))
    };
    let holds =
        |section: Section| placed.iter().any(|segment| segment.section == section || segment.also.contains(&section));
    let planned: Vec<&Action> = actions.iter().filter(|action| action.status == Status::Planned).collect();
    let steps = plain_steps(draft, rules);
    let first_step = |lacks: &dyn Fn(&Step) -> bool| {
        // Of a form or table the words of the action, without those of the places around them.
        let words = |action: &Action| match &action.what {
            Some(what) if action.laid_out => shortened(what),
            _ => shortened(action.span.of(text)),
        };
        steps.iter().find(|step| lacks(step)).map(|step| words(step.action))
    };
    let risk = first(Section::PriorityRisks).filter(|_| actions.is_empty());
    let wish = first(Section::WhatMatters).filter(|_| actions.is_empty() && risk.is_none());
    let of_kind = |kind: Kind| {
        let is_told = |at: usize| is_sure(&placed[at]) && !asks(placed[at].span.of(text));
        let found = draft.outcomes.iter().find(|outcome| outcome.reading.kind == kind && is_told(outcome.segment));
        found.map(|outcome| words_of(outcome.segment))
    };
    let unheard = draft.unheard.first().map(|child| child.name.clone());
    let mut found = Vec::new();
    let mut ask = |when: When, open: bool, quote: Option<String>| found.extend(open.then_some((when, quote)));
    ask(When::RiskWithoutAction, risk.is_some(), risk.clone());
    ask(When::VoiceAbsent, unheard.is_some(), unheard);
    let blank = left_blank(draft);
    ask(When::VoiceLeftBlank, blank.is_some(), blank);
    ask(When::NoPersonVoice, !placed.iter().any(|segment| tells_person(segment, text, rules)), None);
    ask(When::NoWhatMatters, !holds(Section::WhatMatters), None);
    ask(When::NoStrengths, !holds(Section::Strengths), None);
    for (when, quote) in
        [(When::ServiceInPlaceOfOutcome, of_kind(Kind::Service)), (When::OutputInPlaceOfOutcome, of_kind(Kind::Output))]
    {
        ask(when, quote.is_some(), quote);
    }
    ask(When::WishWithoutAction, wish.is_some(), wish.clone());
    ask(When::NoActions, actions.is_empty() && risk.is_none() && wish.is_none(), None);
    for (when, quote) in [
        (When::ActionWithoutWhat, first_step(&|step| step.action.what.is_none() && !step.is_stock_phrase())),
        (When::ActionWithoutWho, first_step(&|step| step.action.what.is_some() && step.has_nobody())),
        (When::ActionWithoutWhen, first_step(&|step| step.action.what.is_some() && step.has_no_time())),
    ] {
        ask(when, quote.is_some(), quote);
    }
    let busy = busiest(&planned);
    ask(When::ManyTasks, busy.is_some(), busy);
    // Whoever goes back on a day looks again then, whatever it is called.
    let looks_again = planned.iter().any(|action| action.when.is_some());
    ask(When::NoReview, planned.len() > 1 && draft.reviews.is_empty() && !looks_again, None);
    ask(
        When::NoContingency,
        planned.len() > 1
            && holds(Section::PriorityRisks)
            && !placed.iter().any(|segment| tells_what_if(segment, text)),
        None,
    );
    found
}

/// True where the person tells of themself, or somebody tells what they say, feel, want or show.
fn tells_person(segment: &Placed, text: &str, rules: &Rules) -> bool {
    const THE_PERSON: [&str; 8] = ["he", "she", "they", "i", "client", "person", "child", "yp"];
    segment.voice == Voice::Person || segment.quoted || rules.tells_of(text, segment.span, &THE_PERSON)
}

/// True where something hangs on an *if*, whether or not it is read as a contingency.
fn tells_what_if(segment: &Placed, text: &str) -> bool {
    const WHAT_IF: [&str; 4] = ["if", "unless", "otherwise", "fallback"];
    segment.is_told() && words(segment.span.of(text), 0).iter().any(|word| WHAT_IF.contains(&word.folded.as_str()))
}

/// The label of a form that asks for somebody's views, where the next label follows at once.
fn left_blank(draft: &Draft) -> Option<String> {
    const LONGEST: usize = 8;
    const LABEL: usize = 40;
    let text = draft.recording.text.as_str();
    let asks_for_views = |words: &str| {
        let own = crate::text::words(words, 0);
        let of_somebody = |word: &str| {
            word.starts_with('\'')
                || matches!(word, "parent" | "parents" | "child" | "carer" | "family" | "person" | "young")
        };
        own.len() <= LONGEST
            && own.iter().any(|word| matches!(word.folded.as_str(), "views" | "wishes" | "feelings" | "voice"))
            && own.iter().any(|word| of_somebody(&word.folded))
            && !words.trim_end().ends_with(['.', '?', '!', ','])
            && !words.trim_end_matches(':').contains(':')
    };
    let is_label = |placed: &Placed| {
        let words = placed.span.of(text);
        let colon = words.find(':').filter(|at| *at <= LABEL);
        placed.heading || colon.is_some_and(|at| words.starts_with(char::is_uppercase) && !words[..at].contains('.'))
    };
    let told: Vec<&Placed> = draft.segments.iter().filter(|placed| placed.aside.is_none()).collect();
    let is_blank = |at: &usize| {
        let next = told.get(at + 1);
        let stands_alone = next.is_none_or(|next| text[told[*at].span.end()..next.span.start()].contains('\n'));
        // *Parents' views* over *Mother's views:* is a heading of both.
        asks_for_views(told[*at].span.of(text))
            && stands_alone
            && next.is_none_or(|next| {
                is_label(next) && !asks_for_views(next.span.of(text).split(':').next().unwrap_or(""))
            })
    };
    let at = (0..told.len()).find(is_blank)?;
    let label = told[at].span.of(text);
    Some(label[bullet_length(label)..].trim_matches(['#', '*', '_', ':', ' ']).to_owned())
}

/// *Mr Rees asked whether he would like to*: a question, and no wish.
fn asks(sentence: &str) -> bool {
    let own = words(sentence, 0);
    let is_question = sentence.trim_end_matches(['"', '”', ' ']).ends_with('?');
    let asked = |pair: &[crate::text::Word]| {
        matches!(pair[0].folded.as_str(), "asked" | "asks" | "wondered")
            && matches!(pair[1].folded.as_str(), "whether" | "if" | "what" | "how" | "anyone" | "who" | "why")
    };
    is_question || own.windows(2).any(asked)
}

/// A question rests only on a segment that is likely where it belongs.
fn is_sure(placed: &Placed) -> bool {
    const SURE: f32 = 0.6;
    placed.confidence >= SURE && !placed.heading
}

/// Whoever is named for many tasks.
fn busiest(planned: &[&Action]) -> Option<String> {
    let mut tasks: HashMap<&str, usize> = HashMap::new();
    planned.iter().filter_map(|action| action.who.as_deref()).for_each(|who| *tasks.entry(who).or_default() += 1);
    let most = tasks.into_iter().max_by_key(|(who, count)| (*count, std::cmp::Reverse(*who)))?;
    (most.1 >= MANY_TASKS).then(|| most.0.to_owned())
}

/// The beginning of a segment, cut at a word, for quoting in a question.
fn shortened(words: &str) -> String {
    const LONGEST: usize = 70;
    let words = &words[bullet_length(words)..];
    cut_short(&on_one_line(words), LONGEST).trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Recording, Source, Span};

    fn placed(section: Section, voice: Voice, span: Span) -> Placed {
        Placed {
            risk: None,
            span,
            section,
            confidence: 0.9,
            also: Vec::new(),
            voice,
            quoted: false,
            reason: "a test".into(),
            heading: false,
            speaker: None,
            aside: None,
        }
    }

    #[test]
    fn views_that_a_form_leaves_empty_are_asked_for() {
        let text = "Mother's views: I want the mould gone.\nFather's views:\nSigned: S. Iqbal\nHe walks to school and he likes it.\nShe said so.";
        let lines: Vec<Placed> = crate::text::lines(text)
            .filter_map(|span| span.trimmed(text))
            .map(|span| Placed {
                heading: span.of(text).ends_with(':'),
                ..placed(Section::Context, Voice::Person, span)
            })
            .collect();
        let draft =
            |segments: Vec<Placed>| Draft { segments, ..Draft::unread(Recording::new(text.into(), Source::default())) };
        assert_eq!(left_blank(&draft(lines.clone())).as_deref(), Some("Father's views"));
        assert_eq!(left_blank(&draft(lines[2..].to_vec())), None);
        assert_eq!(left_blank(&draft(lines[..1].to_vec())), None);
    }

    #[test]
    fn what_is_only_asked_is_no_wish() {
        assert!(asks("Mr Rees asked whether anyone had asked Imran what he would like."));
        assert!(asks("Would he like a ramp?"));
        assert!(!asks("He asked for a ramp."));
    }

    #[test]
    fn a_risk_that_nobody_answers_is_asked_about_first_in_its_own_words() {
        let text = "She sleeps in the car. She likes the sea.";
        let segments = [
            placed(Section::PriorityRisks, Voice::Person, Span::new(0, 22)),
            placed(Section::WhatMatters, Voice::Person, Span::new(23, 41)),
        ];
        let recording = Recording::new(text.into(), Source::default());
        let draft = Draft { segments: segments.into(), ..Draft::unread(recording) };
        let asked = still_to_ask(&draft, &Rules::built_in());
        assert_eq!(asked.len(), 1, "a short entry is asked little");
        assert_eq!(asked[0].section, Section::PriorityRisks);
        assert!(asked[0].question.contains("“She sleeps in the car”"), "{}", asked[0].question);
    }
}
