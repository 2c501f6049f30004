//! One supervision session, as a paper and as JSON.

use super::Versions;
use super::pack::count;
use super::page::{made_by, on_one_line};
use super::paper::{Chapter, Line, Paper, PaperPart};
use crate::section::Section;
use crate::supervision::{Exchange, Form, Role, Said, Session, Six, Speaker, Undertaking};
use crate::text::{Source, Span};
use serde::Serialize;
use std::io::{self, Write};

/// What the talk can be about, in the order that is shown.
const ABOUT: [(Section, &str); 4] = [
    (Section::PriorityRisks, "risk"),
    (Section::Strengths, "what is going well"),
    (Section::WhatMatters, "what matters to people"),
    (Section::AgreedActions, "what needs to be done"),
];
/// In whole per cent: what is hardly spoken of, and how near two are to be called alike.
const HARDLY: usize = 8;
const ALIKE: usize = 5;
/// Speakers whose share is shown.
const MOST_SPEAKERS: usize = 8;
/// Sentences shown under a question, though never fewer than all that was asked and answered.
const SHOWN: usize = 4;

/// A session for reading by those who were in it.
pub fn paper_of_session(session: &Session, versions: &Versions) -> Paper {
    let mut notes = session.notes.clone();
    if versions.model == "none" {
        notes.push(
            "The model could not be used, so sentences were placed by words alone, which is much less sure.".into(),
        );
    }
    let mut parts: Vec<PaperPart> = Six::ALL.into_iter().filter_map(|six| reached(session, six)).collect();
    parts.push(part("Who has taken on what", undertakings(session), Vec::new()));
    parts.extend(not_reached(session));
    if session.is_supervision {
        parts.push(part("What the talk was about", about(session), Vec::new()));
        parts.push(part("Who spoke, and for whom", spoke(session), carried_apart(session)));
    }
    let next = session.next.iter().map(|next| Line { words: next.question.clone(), ..Line::default() }).collect();
    parts.push(part("Questions for next time, if they help", next, Vec::new()));
    parts.retain(|part| !part.is_empty());
    Paper {
        title: "A supervision session, to think about together".into(),
        intro: vec![format!(
            "What was reached, and by which words: {} in all. It says nothing of how good the session was, and most sessions reach some of the six \
             questions and not others. A machine read it and can be wrong.",
            count(session.words, "word")
        )],
        chapters: vec![Chapter { heading: session.draft.recording.source.title(), notes, parts }],
        foot: vec!["Not a mark, and not for comparing people.".into(), made_by(versions)],
    }
}

fn part(heading: &str, lines: Vec<Line>, after: Vec<String>) -> PaperPart {
    PaperPart { heading: heading.into(), lines, after }
}

/// A question that was reached: what was asked with its answer, then what else says most of it: what is known by its words, and of that the longest.
/// What somebody took on stands in a part of its own.
fn reached(session: &Session, six: Six) -> Option<PaperPart> {
    let asked: Vec<&Exchange> = session.asked.iter().filter(|one| one.reaches.contains(&six)).collect();
    let is_taken_on = |said: &Said| {
        six == Six::NeedsToHappen
            && session
                .undertakings
                .iter()
                .any(|one| one.span.overlaps(said.span) || one.after.is_some_and(|(_, span)| span.overlaps(said.span)))
    };
    let is_answer = |said: &Said| {
        let own = asked.iter().flat_map(|one| [one.question.clone(), one.answer.clone()]);
        let other = session.asked.iter().filter(|_| !said.by_words).map(|one| one.answer.clone());
        own.chain(other).any(|range| session.said[range].iter().any(|other| other.span == said.span))
    };
    // Beside what was asked and answered, a placement alone adds little.
    let is_sure = |said: &Said| asked.is_empty() || said.by_words;
    let rest = session.reached(six).filter(|said| !is_answer(said) && !is_taken_on(said) && is_sure(said)).collect();
    let all = together(session, rest);
    let mut shown: Vec<&Stretch> = all.iter().collect();
    shown.sort_by_key(|stretch| (!stretch.by_words, std::cmp::Reverse(stretch.words), stretch.span));
    shown.truncate(SHOWN.saturating_sub(asked.len()));
    let more = all.len() - shown.len();
    let mut lines: Vec<(Span, Line)> = asked.iter().map(|one| exchange(session, one)).collect();
    lines.extend(shown.into_iter().map(|stretch| (stretch.span, line(session, stretch.first, stretch.span))));
    lines.sort_by_key(|(span, _)| *span);
    let mut after = Vec::new();
    if more > 0 {
        after.push(format!("And {more} more: --output session.json holds all of them."));
    }
    if lines.is_empty() && session.reached(six).next().is_some() {
        after.push("Its words stand below, under what was taken on, or above, in an answer.".into());
    }
    let part = part(six.title(), lines.into_iter().map(|(_, line)| line).collect(), after);
    (!part.is_empty()).then_some(part)
}

/// A question with its answer.
fn exchange(session: &Session, one: &Exchange) -> (Span, Line) {
    let said = &session.said;
    let whole =
        |range: &std::ops::Range<usize>| Span::new(said[range.start].span.start(), said[range.end - 1].span.end());
    let (asks, answers) = (&said[one.question.start], &said[one.answer.start]);
    let question = line(session, asks, whole(&one.question));
    let answer = line(session, answers, whole(&one.answer));
    let line = Line { then: Some((answer.words, answer.beside.unwrap_or_default())), ..question };
    (asks.span, line)
}

/// What was taken on: by whom, by when, and what it answers.
fn undertakings(session: &Session) -> Vec<Line> {
    let of = |one: &Undertaking| {
        let who = one.speaker.map(|speaker| named(&session.speakers[speaker])).or_else(|| one.who.clone());
        let who = who.unwrap_or_else(|| "nobody named".into());
        let by = one.by.clone().unwrap_or_else(|| "no day said".into());
        let after = one.after.map(|(speaker, span)| {
            format!(
                "after {}: “{}”",
                session.speakers[speaker].name,
                on_one_line(session.draft, span).replace('"', "'")
            )
        });
        let beside: Vec<String> = one.time.clone().into_iter().chain([who, by]).chain(after).collect();
        Line { words: on_one_line(session.draft, one.span), beside: Some(beside.join("; ")), then: None }
    };
    session.undertakings.iter().map(of).collect()
}

/// Sentences that one person says one after the other.
struct Stretch<'a> {
    first: &'a Said<'a>,
    span: Span,
    words: usize,
    by_words: bool,
}

fn together<'a>(session: &Session, said: Vec<&'a Said<'a>>) -> Vec<Stretch<'a>> {
    let text = &session.draft.recording.text;
    let mut found: Vec<Stretch> = Vec::new();
    for one in said {
        let goes_on = |last: &&mut Stretch| {
            let between = &text[last.span.end()..one.span.start()];
            last.first.speaker == one.speaker && between.chars().all(|c| c == ' ')
        };
        match found.last_mut().filter(goes_on) {
            Some(last) => {
                last.span = Span::new(last.span.start(), one.span.end());
                last.words += one.words;
                last.by_words |= one.by_words;
            }
            None => found.push(Stretch { first: one, span: one.span, words: one.words, by_words: one.by_words }),
        }
    }
    found
}

fn not_reached(session: &Session) -> Option<PaperPart> {
    let lacking = session.not_reached()?;
    let lines = lacking.iter().map(|six| Line { words: six.title().to_owned(), ..Line::default() }).collect();
    let after = match lacking.as_slice() {
        [] => "Nothing: words were found for all six.",
        _ => {
            "No words were found for these. They may have been talked about in other words, or have been for another day."
        }
    };
    Some(part("Not reached, as far as the words tell", lines, vec![after.to_owned()]))
}

fn line(session: &Session, said: &Said, span: Span) -> Line {
    let who = said.speaker.map(|speaker| session.speakers[speaker].name.clone());
    let beside: Vec<String> = said.time.map(str::to_owned).into_iter().chain(who).collect();
    let beside = (!beside.is_empty()).then(|| beside.join(", "));
    Line { words: on_one_line(session.draft, span), beside, then: None }
}

/// What most of the talk was on, and what was hardly spoken of, in words.
fn about(session: &Session) -> Vec<Line> {
    let of = |section: Section| session.about(section) * 100 / session.words.max(1);
    let all: usize = ABOUT.iter().map(|(section, _)| of(*section)).sum();
    if session.is_short || all == 0 {
        return Vec::new();
    }
    let mut most: Vec<(usize, &str)> = ABOUT.iter().map(|(section, name)| (of(*section), *name)).collect();
    most.sort_by_key(|(share, _)| std::cmp::Reverse(*share));
    let hardly: Vec<&str> =
        most.iter().filter(|(share, _)| (1..HARDLY).contains(share)).map(|(_, name)| *name).collect();
    let never: Vec<&str> = most.iter().filter(|(share, _)| *share == 0).map(|(_, name)| *name).collect();
    let spoken: Vec<(usize, &str)> = most.into_iter().filter(|(share, _)| *share >= HARDLY).collect();
    let is_alike = |pair: &[(usize, &str)]| pair[0].0 < pair[1].0 + ALIKE;
    let mut told = Vec::new();
    match spoken.as_slice() {
        [] => {}
        [only] => told.push(format!("what was spoken of most was {}", only.1)),
        all if all.windows(2).all(is_alike) => {
            told.push(format!("about as much was said on each of these: {}", listed(&names(all))));
        }
        [first, rest @ ..] => {
            let most = if first.0 * 2 > all { "most of the talk was on" } else { "what was spoken of most was" };
            told.push(format!("{most} {}, then {}", first.1, listed(&names(rest))));
        }
    }
    let were = |names: &[&str], how: &str| {
        format!("{} {} {how}", listed(names), if names.len() == 1 { "was" } else { "were" })
    };
    if !hardly.is_empty() {
        told.push(were(&hardly, "hardly spoken of"));
    }
    if !never.is_empty() {
        told.push(format!("nothing was found on {}", listed(&never)));
    }
    let words = format!("{}.", told.join("; "));
    let mut letters = words.chars();
    let words: String = letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
    vec![Line { words, ..Line::default() }]
}

fn names<'n>(shares: &[(usize, &'n str)]) -> Vec<&'n str> {
    shares.iter().map(|(_, name)| *name).collect()
}

/// `risk, what matters and next steps`.
fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn spoke(session: &Session) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut say = |words: String| lines.push(Line { words, ..Line::default() });
    if session.speakers.len() > 1 {
        say(who_spoke(session));
        if !session.speakers.iter().any(|speaker| speaker.role == Some(Role::Supervisor)) {
            say("Which of them was the supervisor is not told.".into());
        }
    }
    let mut shown: Vec<&Said> = session.carried().collect();
    match (shown.is_empty(), session.is_short) {
        (true, true) => return lines,
        (true, false) => {
            say("Nothing was found in which the person or family are heard: what they say, feel or want.".to_owned());
        }
        (false, _) => say(
            "The person, the family or somebody else who was not there is heard in these words, as those in the room put them:".into(),
        ),
    }
    shown.sort_by_key(|said| (std::cmp::Reverse(said.words), said.span));
    shown.truncate(SHOWN);
    shown.sort_by_key(|said| said.span);
    lines.extend(shown.into_iter().map(|said| line(session, said, said.span)));
    lines
}

/// Whether one said more than the others, in words.
fn who_spoke(session: &Session) -> String {
    let mut speakers: Vec<&Speaker> = session.speakers.iter().collect();
    speakers.sort_by_key(|speaker| std::cmp::Reverse(speaker.words));
    let others = speakers.len().saturating_sub(MOST_SPEAKERS);
    let shown: Vec<String> = speakers.iter().take(MOST_SPEAKERS).map(|speaker| named(speaker)).collect();
    let shown: Vec<&str> = shown.iter().map(String::as_str).collect();
    let more = if others > 0 { format!(" and {others} more") } else { String::new() };
    let (most, least) = (speakers[0].words, speakers[speakers.len() - 1].words);
    if most * 4 <= least * 5 {
        return format!("{}{more} spoke about as much as each other.", listed(&shown));
    }
    let far = if most > speakers[1].words * 2 { "spoke most by far" } else { "spoke most" };
    format!("{} {far}, then {}{more}.", shown[0], listed(&shown[1..]))
}

fn carried_apart(session: &Session) -> Vec<String> {
    let is_rest = session.form == Form::Notes && session.carried().next().is_some();
    is_rest.then(|| "The rest is the account of whoever wrote the notes.".to_owned()).into_iter().collect()
}

/// `Ann`, or `Ann (supervisor)` where something else than the name tells.
fn named(speaker: &Speaker) -> String {
    let role = match speaker.role {
        Some(Role::Supervisor) => "supervisor",
        Some(Role::Worker) => "worker",
        Some(Role::Case) | None => return speaker.name.clone(),
    };
    if speaker.name.to_lowercase().contains(role) { speaker.name.clone() } else { format!("{} ({role})", speaker.name) }
}

#[derive(Serialize)]
struct SessionObject<'a> {
    schema: &'static str,
    engine: &'a Versions,
    source: &'a Source,
    told_as: Form,
    is_supervision: bool,
    words: usize,
    notes: &'a [String],
    questions: Vec<QuestionObject<'a>>,
    not_reached: Option<Vec<Six>>,
    talk: Vec<TalkObject>,
    speakers: Vec<SpeakerObject<'a>>,
    carried: Vec<SentenceObject<'a>>,
    /// Questions with the answers that follow.
    asked: Vec<ExchangeObject<'a>>,
    /// What somebody took on.
    undertakings: Vec<UndertakingObject<'a>>,
    next: Vec<NextObject<'a>>,
}

#[derive(Serialize)]
struct QuestionObject<'a> {
    question: Six,
    sentences: Vec<SentenceObject<'a>>,
}

/// A sentence by its bytes, and whoever says it by their number among the speakers.
#[derive(Serialize)]
struct SentenceObject<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    time: Option<&'a str>,
    speaker: Option<usize>,
}

#[derive(Serialize)]
struct TalkObject {
    section: Section,
    words: usize,
}

#[derive(Serialize)]
struct SpeakerObject<'a> {
    name: &'a str,
    role: Option<Role>,
    words: usize,
}

#[derive(Serialize)]
struct ExchangeObject<'a> {
    reaches: &'a [Six],
    question: SentenceObject<'a>,
    answer: SentenceObject<'a>,
}

#[derive(Serialize)]
struct UndertakingObject<'a> {
    told: SentenceObject<'a>,
    who: Option<&'a str>,
    by: Option<&'a str>,
    /// What another said just before.
    after: Option<SentenceObject<'a>>,
}

#[derive(Serialize)]
struct NextObject<'a> {
    not_reached: Six,
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<&'a str>,
    question: &'a str,
}

/// `whatmatters.session/1`, one object.
pub fn write_session_json(session: &Session, versions: &Versions, out: &mut dyn Write) -> io::Result<()> {
    let sentence = |said| sentence_object(session, said);
    let object = SessionObject {
        schema: "whatmatters.session/1",
        engine: versions,
        source: &session.draft.recording.source,
        told_as: session.form,
        is_supervision: session.is_supervision,
        words: session.words,
        notes: &session.notes,
        questions: Six::ALL
            .into_iter()
            .map(|question| QuestionObject { question, sentences: session.reached(question).map(sentence).collect() })
            .collect(),
        not_reached: session.not_reached(),
        talk: Section::ALL.into_iter().map(|section| TalkObject { section, words: session.about(section) }).collect(),
        speakers: session
            .speakers
            .iter()
            .map(|speaker| SpeakerObject { name: &speaker.name, role: speaker.role, words: speaker.words })
            .collect(),
        carried: session.carried().map(sentence).collect(),
        asked: session.asked.iter().map(|one| exchange_object(session, one)).collect(),
        undertakings: session.undertakings.iter().map(|one| undertaking_object(session, one)).collect(),
        next: session
            .next
            .iter()
            .map(|next| NextObject { not_reached: next.lacks, about: next.about.as_deref(), question: &next.question })
            .collect(),
    };
    serde_json::to_writer(&mut *out, &object)?;
    out.write_all(b"\n")
}

fn exchange_object<'a>(session: &'a Session, one: &'a Exchange) -> ExchangeObject<'a> {
    let whole = |range: &std::ops::Range<usize>| {
        let (first, last) = (&session.said[range.start], &session.said[range.end - 1]);
        stretch_object(session, Span::new(first.span.start(), last.span.end()), first.time, first.speaker)
    };
    ExchangeObject { reaches: &one.reaches, question: whole(&one.question), answer: whole(&one.answer) }
}

fn undertaking_object<'a>(session: &'a Session, one: &'a Undertaking) -> UndertakingObject<'a> {
    let speaker = one.speaker.map(|speaker| session.speakers[speaker].name.as_str());
    UndertakingObject {
        told: stretch_object(session, one.span, one.time.as_deref(), one.speaker),
        who: speaker.or(one.who.as_deref()),
        by: one.by.as_deref(),
        after: one.after.map(|(speaker, span)| stretch_object(session, span, None, Some(speaker))),
    }
}

fn stretch_object<'a>(
    session: &'a Session,
    span: Span,
    time: Option<&'a str>,
    speaker: Option<usize>,
) -> SentenceObject<'a> {
    let text = span.of(&session.draft.recording.text);
    SentenceObject { start: span.start(), end: span.end(), text, time, speaker }
}

fn sentence_object<'a>(session: &'a Session, said: &'a Said) -> SentenceObject<'a> {
    SentenceObject {
        start: said.span.start(),
        end: said.span.end(),
        text: said.span.of(&session.draft.recording.text),
        time: said.time,
        speaker: said.speaker,
    }
}
