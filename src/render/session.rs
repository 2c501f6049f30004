//! One supervision session, as a paper and as JSON.

use super::Versions;
use super::pack::count;
use super::page::{made_by, on_one_line};
use super::paper::{Chapter, Line, Paper, PaperPart};
use crate::section::Section;
use crate::supervision::{Form, Role, Said, Session, Six, Speaker};
use crate::text::{Source, Span};
use serde::Serialize;
use std::io::{self, Write};

/// What the talk can be about, in the order that is shown.
const ABOUT: [(Section, &str); 4] = [
    (Section::PriorityRisks, "risk"),
    (Section::Strengths, "strengths"),
    (Section::WhatMatters, "what matters"),
    (Section::AgreedActions, "actions"),
];
/// Speakers whose share is shown.
const MOST_SPEAKERS: usize = 8;
/// Sentences shown under a question.
const SHOWN: usize = 3;

/// A session for reading by those who were in it.
pub fn paper_of_session(session: &Session, versions: &Versions) -> Paper {
    let mut notes = session.notes.clone();
    if versions.model == "none" {
        notes.push(
            "The model could not be used, so sentences were placed by words alone, which is much less sure.".into(),
        );
    }
    let mut parts: Vec<PaperPart> = Six::ALL.into_iter().filter_map(|six| reached(session, six)).collect();
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

/// A question that was reached, with what says most of it: what is known by its words, and of that the longest.
fn reached(session: &Session, six: Six) -> Option<PaperPart> {
    let all = together(session, session.reached(six).collect());
    let mut shown: Vec<&Stretch> = all.iter().collect();
    shown.sort_by_key(|stretch| (!stretch.by_words, std::cmp::Reverse(stretch.words), stretch.span));
    shown.truncate(SHOWN);
    shown.sort_by_key(|stretch| stretch.span);
    let more = all.len() - shown.len();
    let after = (more > 0).then(|| format!("And {more} more."));
    let lines = shown.into_iter().map(|stretch| line(session, stretch.first, stretch.span)).collect();
    (!all.is_empty()).then(|| part(six.title(), lines, after.into_iter().collect()))
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

fn about(session: &Session) -> Vec<Line> {
    if session.is_short || session.words == 0 {
        return Vec::new();
    }
    let told: Vec<String> = ABOUT
        .iter()
        .map(|(section, name)| format!("{name} {}", share(session.about(*section), session.words)))
        .collect();
    let rest = share(session.about(Section::Context), session.words);
    let words = format!(
        "Of its words: {}; other talk {rest}. A sentence is counted once, where it seems to belong.",
        told.join(", ")
    );
    vec![Line { words, ..Line::default() }]
}

/// In whole per cent.
fn share(part: usize, whole: usize) -> String {
    format!("{} %", (part * 100 + whole / 2) / whole.max(1))
}

fn spoke(session: &Session) -> Vec<Line> {
    let mut lines = Vec::new();
    if session.speakers.len() > 1 {
        let all: usize = session.speakers.iter().map(|speaker| speaker.words).sum();
        let others = session.speakers.len().saturating_sub(MOST_SPEAKERS);
        let more = if others > 0 { format!(" and {others} more") } else { String::new() };
        let told: Vec<String> = session
            .speakers
            .iter()
            .take(MOST_SPEAKERS)
            .map(|speaker| format!("{} {}", named(speaker), share(speaker.words, all)))
            .collect();
        lines.push(Line {
            words: format!("Of the words of those who are named: {}{more}.", told.join(", ")),
            ..Line::default()
        });
        if !session.speakers.iter().any(|speaker| speaker.role == Some(Role::Supervisor)) {
            lines.push(Line { words: "Which of them was the supervisor is not told.".into(), ..Line::default() });
        }
    }
    let carried: Vec<&Said> = session.carried().collect();
    if session.is_short && carried.is_empty() {
        return lines;
    }
    let words = match carried.len() {
        0 => "Nothing was found in which the person or family are heard: what they say, feel or want.".to_owned(),
        some => {
            let words = carried.iter().map(|said| said.words).sum();
            let tells = if some == 1 { "tells" } else { "tell" };
            format!(
                "{} ({} of the words) {tells} what the person, the family or somebody else who was not there says, feels or wants, as those in the \
                 room put it.",
                count(some, "sentence"),
                share(words, session.words)
            )
        }
    };
    lines.push(Line { words, ..Line::default() });
    let mut shown = carried;
    shown.sort_by_key(|said| (std::cmp::Reverse(said.words), said.span));
    shown.truncate(SHOWN);
    shown.sort_by_key(|said| said.span);
    lines.extend(shown.into_iter().map(|said| line(session, said, said.span)));
    lines
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
struct NextObject<'a> {
    not_reached: Six,
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
        next: session
            .next
            .iter()
            .map(|next| NextObject { not_reached: next.lacks, question: &next.question })
            .collect(),
    };
    serde_json::to_writer(&mut *out, &object)?;
    out.write_all(b"\n")
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
