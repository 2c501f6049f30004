//! What stands together in a session: a question and what the next speaker answers, what somebody takes on and what it answers to, and the cases that
//! the talk comes to.

use super::Six;
use super::session::{Next, Said, Session};
use super::session_talk::Form;
use super::session_words::Lists;
use crate::rules::Status;
use crate::section::Section;
use crate::text::Span;

/// A question of one speaker with the next speaker's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// The numbers of the sentences that ask, and of those that answer, in [`Session::said`].
    pub question: std::ops::Range<usize>,
    pub answer: std::ops::Range<usize>,
    /// What the question reaches.
    pub reaches: Vec<Six>,
}

/// Something that somebody took on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undertaking {
    pub span: Span,
    pub time: Option<String>,
    /// By their number among the speakers, where they say it themselves; else by the name that notes give.
    pub speaker: Option<usize>,
    pub who: Option<String>,
    pub by: Option<String>,
    /// What another speaker said just before, which it answers.
    pub after: Option<(usize, Span)>,
}

/// The longest answer that is shown with its question, and the longest turn that is shown with what it takes on, in words.
const LONGEST_ANSWER: usize = 90;
const LONGEST_TURN: usize = 30;
/// The most cases for which something is asked.
const MOST_CASES: usize = 2;

/// Sentences that one speaker says one after the other, each stretch by the numbers of its first and one past its last.
fn turns(said: &[Said]) -> Vec<std::ops::Range<usize>> {
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    for at in 0..said.len() {
        match found.last_mut().filter(|last| said[last.start].speaker == said[at].speaker) {
            Some(last) => last.end = at + 1,
            None => found.push(at..at + 1),
        }
    }
    found
}

/// The same, each cut where its line ends.
fn on_lines(text: &str, said: &[Said]) -> Vec<std::ops::Range<usize>> {
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    for at in turns(said).into_iter().flatten() {
        let goes_on = |last: &&mut std::ops::Range<usize>| {
            let before = &said[last.end - 1];
            before.speaker == said[at].speaker && !text[before.span.end()..said[at].span.start()].contains('\n')
        };
        match found.last_mut().filter(goes_on) {
            Some(last) => last.end = at + 1,
            None => found.push(at..at + 1),
        }
    }
    found
}

/// Every question that reaches one of the six, where another speaker answers it.
pub fn exchanges(session: &Session) -> Vec<Exchange> {
    let said = &session.said;
    if session.speakers.len() < 2 {
        return Vec::new();
    }
    let turns = turns(said);
    let of = |pair: &[std::ops::Range<usize>]| {
        let (asking, answering) = (&pair[0], &pair[1]);
        let first = asking.clone().find(|&at| said[at].is_question && !said[at].reaches.is_empty())?;
        let mut reaches: Vec<Six> =
            (first..asking.end).filter(|&at| said[at].is_question).flat_map(|at| said[at].reaches.clone()).collect();
        reaches.sort();
        reaches.dedup();
        let last = asking.clone().rev().find(|&at| said[at].is_question).unwrap_or(first);
        let mut words = 0;
        let is_near = |at: &usize| {
            words += said[*at].words;
            words <= LONGEST_ANSWER
        };
        let end = answering.start + answering.clone().take_while(is_near).count().max(1);
        Some(Exchange { question: first..last + 1, answer: answering.start..end, reaches })
    };
    turns.windows(2).filter_map(of).collect()
}

/// What those who speak take on, or what notes say that somebody will do.
pub fn undertakings(session: &Session, lists: &Lists) -> Vec<Undertaking> {
    match session.form {
        Form::Notes => noted(session),
        _ => spoken(session, lists),
    }
}

fn spoken(session: &Session, lists: &Lists) -> Vec<Undertaking> {
    let (text, said) = (session.draft.recording.text.as_str(), &session.said);
    let turns = on_lines(text, said);
    let mut found: Vec<Undertaking> = Vec::new();
    for (number, turn) in turns.iter().enumerate() {
        let takes_on = |at: &usize| !said[*at].is_question && lists.takes_on(text, said[*at].span);
        let taking: Vec<usize> = turn.clone().filter(takes_on).collect();
        let words: usize = turn.clone().map(|at| said[at].words).sum();
        let is_whole = words <= LONGEST_TURN && !turn.clone().any(|at| said[at].is_question);
        let spans: Vec<Span> = match (taking.first(), is_whole) {
            (None, _) => Vec::new(),
            (Some(_), true) => vec![Span::new(said[turn.start].span.start(), said[turn.end - 1].span.end())],
            (Some(_), false) => taking.iter().map(|&at| said[at].span).collect(),
        };
        let is_other = |before: &&std::ops::Range<usize>| said[before.start].speaker != said[turn.start].speaker;
        // Nobody answers what was said long before.
        let after = turns[number.saturating_sub(2)..number]
            .iter()
            .rev()
            .find(is_other)
            .and_then(|before| answered(said, before));
        let by = taking.iter().find_map(|&at| lists.by_when(text, said[at].span));
        found.extend(spans.into_iter().map(|span| Undertaking {
            span,
            time: said[turn.start].time.map(str::to_owned),
            speaker: said[turn.start].speaker,
            who: None,
            by: lists.by_when(text, span).filter(|_| by.is_none() || !is_whole).or_else(|| by.clone()),
            after,
        }));
    }
    found
}

/// The end of another's turn, as what is taken on after it may only say *that*.
fn answered(said: &[Said], before: &std::ops::Range<usize>) -> Option<(usize, Span)> {
    const LAST: usize = 2;
    let first = before.end.saturating_sub(LAST).max(before.start);
    let speaker = said[first].speaker?;
    Some((speaker, Span::new(said[first].span.start(), said[before.end - 1].span.end())))
}

fn noted(session: &Session) -> Vec<Undertaking> {
    let draft = session.draft;
    let planned = draft.actions.iter().filter(|action| {
        let placed = draft.segments.iter().find(|placed| placed.span == action.segment);
        action.status == Status::Planned
            && placed.is_some_and(|placed| placed.aside.is_none() && placed.section == Section::AgreedActions)
    });
    let told = planned.map(|action| Undertaking {
        span: action.span,
        time: None,
        speaker: None,
        who: action.who.clone(),
        by: action.when.clone(),
        after: None,
    });
    told.collect()
}

/// A question for each case that the talk came to and left something open in, those hardly come to first.
pub fn next_of_cases(session: &Session, lists: &Lists) -> Vec<Next> {
    if !session.is_supervision || session.is_short {
        return Vec::new();
    }
    let text = session.draft.recording.text.as_str();
    let mut cases = cases(session, lists);
    let is_left = |range: &std::ops::Range<usize>| {
        session.said[range.clone()].iter().take(2).any(|said| lists.not_got_to(text, said.span))
    };
    cases.sort_by_key(|(_, range)| (!is_left(range), range.start));
    let of = |(name, range): (&str, std::ops::Range<usize>)| {
        let reached = |six: Six| session.said[range.clone()].iter().any(|said| said.reaches.contains(&six));
        let lacks = ORDER.into_iter().find(|six| !reached(*six))?;
        let question = &lists.next.iter().find(|next| next.lacks == lacks && next.beside.is_none())?.question;
        let mut letters = question.chars();
        let begun: String =
            letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default();
        Some(Next { lacks, about: Some(name.to_owned()), question: format!("About {name}: {begun}") })
    };
    cases.into_iter().filter_map(of).take(MOST_CASES).collect()
}

/// What is asked first of a case that was hardly come to.
const ORDER: [Six; 6] =
    [Six::WorkingTowards, Six::WorkingWell, Six::WorriedAbout, Six::WhereNow, Six::WhereToBe, Six::NeedsToHappen];

/// The names that begin what somebody says, each with the sentences from there to the next.
fn cases<'s>(session: &'s Session, lists: &Lists) -> Vec<(&'s str, std::ops::Range<usize>)> {
    let text = session.draft.recording.text.as_str();
    // A name by itself, or one whose case was not got to: *Mrs Parry.*, not *Mrs Parry rang*.
    let named = |at: usize| {
        let span = session.said[at].span;
        let name = lists.titled(span.of(text))?;
        let rest = span.of(text)[name.len()..].trim_start();
        let stands = rest.is_empty() || rest.starts_with(['.', ':', '-', '–', '?']) || lists.not_got_to(text, span);
        stands.then_some(name)
    };
    let begins: Vec<(&str, usize)> = (0..session.said.len()).filter_map(|at| Some((named(at)?, at))).collect();
    let mut found: Vec<(&str, std::ops::Range<usize>)> = Vec::new();
    for (number, (name, start)) in begins.iter().enumerate() {
        let end = begins.get(number + 1).map_or(session.said.len(), |(_, next)| *next);
        match found.iter_mut().find(|(other, _)| other == name) {
            // What is said of one case in several places is read from the first to the last.
            Some((_, range)) => range.end = end,
            None => found.push((name, *start..end)),
        }
    }
    found
}
