//! The material for a conversation in supervision, and what is for the worker alone, as papers and as JSON.

use super::Versions;
use super::page::{made_by, on_one_line};
use super::paper::{Chapter, Line, Paper, PaperPart};
use crate::section::{Section, Voice};
use crate::supervision::{
    Became, CasePack, Chosen, Followed, Moved, OutOfSight, Own, Pack, Pattern, Read, Shares, Six,
};
use crate::text::{Source, Span};
use serde::Serialize;
use std::io::{self, Write};

/// The most plans under one question of a paper; the JSON has all of them.
const MOST_PLANS: usize = 5;

/// A worker's cases as a paper: a case to a chapter.
pub fn paper_of_pack(pack: &Pack, versions: &Versions) -> Paper {
    let title = match &pack.worker {
        Some(worker) => format!("For supervision with {worker}"),
        None => "For supervision".into(),
    };
    Paper {
        title,
        intro: vec![
            "Sentences from the recordings, with their days, to talk about. A machine chose them: it can miss what matters most and bring together what does \
             not belong together, so ask before concluding."
                .into(),
        ],
        chapters: pack.cases.iter().map(|case| of_case(case, pack.worker.is_some())).collect(),
        foot: vec![
            "Every sentence from a recording is its writer's own. Nothing here says how well anybody works.".into(),
            made_by(versions),
        ],
    }
}

fn of_case(case: &CasePack, for_a_worker: bool) -> Chapter {
    let mut notes = vec![span_of_days(case)];
    notes.extend(case.notes.clone());
    let mut parts = vec![PaperPart {
        heading: match for_a_worker {
            true => "What the worker did well, in their own sentences".into(),
            false => "What was done well, in the recordings' own sentences".into(),
        },
        lines: case.well.iter().map(|chosen| line(case, chosen)).collect(),
        after: Vec::new(),
    }];
    parts.extend(Six::ALL.map(|question| of_question(case, question)));
    let asked = case.asked.iter().map(|asked| Line {
        words: asked.question.clone(),
        beside: Some(format!("{}: {}", asked.principle.title(), asked.because)),
        then: None,
    });
    parts.push(PaperPart {
        heading: "Questions to think about together".into(),
        lines: asked.collect(),
        after: Vec::new(),
    });
    parts.retain(|part| !part.is_empty());
    Chapter { heading: case.name.clone(), notes, parts }
}

/// `8 recordings, 5 March 2025 to 27 August 2025.`
fn span_of_days(case: &CasePack) -> String {
    let count = case.read.len();
    let recordings = if count == 1 { "1 recording".into() } else { format!("{count} recordings") };
    let dated: Vec<String> =
        case.read.iter().filter_map(|read| read.day.filter(|day| day.tells_year())).map(|day| day.in_words()).collect();
    match dated.as_slice() {
        [] => format!("{recordings}."),
        [only] => format!("{recordings}, {only}."),
        [first, .., last] => format!("{recordings}, {first} to {last}."),
    }
}

fn of_question(case: &CasePack, question: Six) -> PaperPart {
    let chosen = case.six.iter().filter(|(other, _)| *other == question).flat_map(|(_, chosen)| chosen);
    let mut lines: Vec<Line> = chosen.map(|chosen| line(case, chosen)).collect();
    let mut after = Vec::new();
    let became = |wanted: Option<Became>| {
        case.followed.iter().filter(move |one| one.later.as_ref().map(|later| later.became) == wanted)
    };
    match question {
        Six::WorriedAbout => lines.extend(out_of_sight(case, Section::PriorityRisks)),
        Six::WorkingTowards => lines.extend(out_of_sight(case, Section::WhatMatters)),
        Six::NeedsToHappen => {
            let changed: Vec<&Followed> = became(Some(Became::Changed)).collect();
            let open: Vec<&Followed> = became(None).collect();
            // The newest of each, a changed plan first.
            let shown: Vec<&Followed> =
                changed.iter().rev().take(2).chain(open.iter().rev()).take(MOST_PLANS).copied().collect();
            lines.extend(shown.iter().map(|one| plan(case, one)));
            after.extend(more(changed.len() + open.len() - shown.len()));
        }
        Six::WhereNow => {
            let done: Vec<&Followed> = became(Some(Became::Done)).collect();
            lines.extend(done.iter().rev().take(MOST_PLANS).map(|one| plan(case, one)));
            after.extend(more(done.len().saturating_sub(MOST_PLANS)));
            lines.extend(case.moved.iter().map(|moved| score(case, moved)));
        }
        Six::WorkingWell | Six::WhereToBe => {}
    }
    PaperPart { heading: question.title().into(), lines, after }
}

fn more(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some("There is one more such plan: a pack written as .json holds all of them.".into()),
        count => Some(format!("There are {count} more such plans: a pack written as .json holds all of them.")),
    }
}

fn line(case: &CasePack, chosen: &Chosen) -> Line {
    let mut beside = vec![day(&case.read[chosen.recording])];
    beside.extend(account(chosen).map(str::to_owned));
    beside.extend(chosen.why.map(str::to_owned));
    Line { words: words(case, chosen.recording, chosen.span), beside: Some(beside.join("; ")), then: None }
}

fn account(chosen: &Chosen) -> Option<&'static str> {
    match chosen.voice {
        Voice::Person if chosen.quoted => Some("the person, in their own words"),
        Voice::Person => Some("the person"),
        Voice::Family => Some("family or friends"),
        Voice::Professional => Some("another worker"),
        Voice::Practitioner | Voice::Unattributed => None,
    }
}

fn plan(case: &CasePack, one: &Followed) -> Line {
    let mut beside = vec![format!("planned {}", day(&case.read[one.recording]))];
    beside.extend(one.due.map(|due| format!("due {}", due.in_words())));
    if one.later.is_none() {
        beside.push("no later sentence was found that tells what became of it".into());
    }
    let then = one.later.as_ref().map(|later| {
        let what = if later.became == Became::Done { "looks done" } else { "looks changed or not done" };
        (words(case, later.recording, later.span), format!("{what}, {}", day(&case.read[later.recording])))
    });
    Line { words: words(case, one.recording, one.span), beside: Some(beside.join("; ")), then }
}

fn out_of_sight<'a>(case: &'a CasePack, section: Section) -> impl Iterator<Item = Line> + 'a {
    let of = |one: &OutOfSight| {
        let since = if one.since == 1 { "recording".to_owned() } else { format!("{} recordings", one.since) };
        let silent = format!("no word of “{}” was found in the {since} since", one.word);
        let (first, last) = (one.first, one.last);
        let told = day(&case.read[first.0]);
        match first == last {
            true => {
                Line { words: words(case, first.0, first.1), beside: Some(format!("{told}; {silent}")), then: None }
            }
            false => Line {
                words: words(case, first.0, first.1),
                beside: Some(told),
                then: Some((words(case, last.0, last.1), format!("last told {}; {silent}", day(&case.read[last.0])))),
            },
        }
    };
    case.out_of_sight.iter().filter(move |one| one.section == section).map(of)
}

fn score(case: &CasePack, moved: &Moved) -> Line {
    let told = moved
        .scores
        .iter()
        .map(|(recording, _, given, of)| format!("{given} out of {of} ({})", day(&case.read[*recording])));
    let numbers = told.collect::<Vec<String>>().join(", then ");
    let (recording, span, ..) = moved.scores[moved.scores.len() - 1];
    Line { words: words(case, recording, span), beside: Some(format!("the number moved: {numbers}")), then: None }
}

fn words(case: &CasePack, recording: usize, span: Span) -> String {
    on_one_line(case.read[recording].draft, span)
}

fn day(read: &Read) -> String {
    read.day.map_or_else(|| "no date".into(), |day| day.in_words())
}

/// What is for the worker alone.
pub fn paper_of_own(pack: &Pack, own: &Own, versions: &Versions) -> Paper {
    let part =
        |heading: &str, lines: Vec<Line>, after: Vec<String>| PaperPart { heading: heading.into(), lines, after };
    let example = |(case, recording, span, why): &(usize, usize, Span, &str)| {
        let case = &pack.cases[*case];
        Line {
            words: words(case, *recording, *span),
            beside: Some(format!("{}, {}: {why}", case.name, day(&case.read[*recording]))),
            then: None,
        }
    };
    let mut parts = vec![
        part("Two examples of your own to keep", own.examples.iter().map(example).collect(), Vec::new()),
        part("Your plans", plans(own), Vec::new()),
        part("Words that come again", own.patterns.iter().map(pattern).collect(), Vec::new()),
        part("One thing to try", Vec::new(), own.to_try.into_iter().map(str::to_owned).collect()),
    ];
    parts.retain(|part| !part.is_empty());
    let count = own.recordings;
    Paper {
        title: "Your own recording: for you".into(),
        intro: vec![format!(
            "From {count} {} of yours. It is for you, and for your supervision only as far as you wish. A machine read them and can be wrong.",
            if count == 1 { "recording" } else { "recordings" }
        )],
        chapters: vec![Chapter { heading: pack.worker.clone().unwrap_or_default(), notes: Vec::new(), parts }],
        foot: vec!["Not a mark, and not for comparing people.".into(), made_by(versions)],
    }
}

fn plans(own: &Own) -> Vec<Line> {
    if own.actions.planned == 0 {
        return Vec::new();
    }
    let shares = |shares: &Shares| {
        let [who, what, when, measurable] = shares.told;
        format!(
            "{} plans: {who} say who, {what} what and {when} when, and of {measurable} anybody could tell whether it has happened",
            shares.planned
        )
    };
    let mut lines = vec![Line { words: format!("{}.", shares(&own.actions)), ..Line::default() }];
    if let Some([before, after]) = &own.halves {
        let words =
            format!("In the first half of these recordings: {}. In the later half: {}.", shares(before), shares(after));
        lines.push(Line { words, ..Line::default() });
    }
    lines
}

fn pattern(pattern: &Pattern) -> Line {
    let words: Vec<String> = pattern.words.iter().take(3).map(|words| format!("“{words}”")).collect();
    Line {
        words: words.join(", "),
        beside: Some(format!("{} times; whatmatters explain {} says more", pattern.times, pattern.rule)),
        then: None,
    }
}

#[derive(Serialize)]
struct PackObject<'a> {
    schema: &'static str,
    engine: &'a Versions,
    worker: Option<&'a str>,
    cases: Vec<CaseObject<'a>>,
}

#[derive(Serialize)]
struct CaseObject<'a> {
    name: &'a str,
    notes: &'a [String],
    recordings: Vec<RecordingObject<'a>>,
    well: Vec<SentenceObject<'a>>,
    questions: Vec<QuestionObject<'a>>,
    actions: Vec<FollowedObject<'a>>,
    out_of_sight: Vec<OutOfSightObject<'a>>,
    moved: Vec<Vec<ScoreObject<'a>>>,
    asked: Vec<AskedObject<'a>>,
}

#[derive(Serialize)]
struct RecordingObject<'a> {
    source: &'a Source,
    date: Option<String>,
    writer: Option<&'a str>,
    own: bool,
}

/// A sentence by its recording, from 0, and its bytes there.
#[derive(Serialize)]
struct SentenceObject<'a> {
    recording: usize,
    start: usize,
    end: usize,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    voice: Option<Voice>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'a str>,
}

#[derive(Serialize)]
struct QuestionObject<'a> {
    question: Six,
    sentences: Vec<SentenceObject<'a>>,
}

#[derive(Serialize)]
struct FollowedObject<'a> {
    planned: SentenceObject<'a>,
    who: Option<&'a str>,
    due: Option<String>,
    became: Option<Became>,
    later: Option<SentenceObject<'a>>,
}

#[derive(Serialize)]
struct OutOfSightObject<'a> {
    section: Section,
    word: &'a str,
    first: SentenceObject<'a>,
    last: SentenceObject<'a>,
    recordings_since: usize,
}

#[derive(Serialize)]
struct ScoreObject<'a> {
    score: u32,
    of: u32,
    told: SentenceObject<'a>,
}

#[derive(Serialize)]
struct AskedObject<'a> {
    id: &'a str,
    principle: crate::supervision::Principle,
    question: &'a str,
    because: &'a str,
}

/// `whatmatters.supervision/1`, one object.
pub fn write_pack_json(pack: &Pack, versions: &Versions, out: &mut dyn Write) -> io::Result<()> {
    let cases = pack.cases.iter().map(case_object).collect();
    let object =
        PackObject { schema: "whatmatters.supervision/1", engine: versions, worker: pack.worker.as_deref(), cases };
    serde_json::to_writer(&mut *out, &object)?;
    out.write_all(b"\n")
}

fn case_object<'a>(case: &'a CasePack) -> CaseObject<'a> {
    let at = |recording: usize, span: Span| SentenceObject {
        recording,
        start: span.start(),
        end: span.end(),
        text: span.of(&case.read[recording].draft.recording.text),
        voice: None,
        why: None,
    };
    let chosen = |chosen: &Chosen| SentenceObject {
        voice: Some(chosen.voice),
        why: chosen.why,
        ..at(chosen.recording, chosen.span)
    };
    let recording = |read: &'a Read| RecordingObject {
        source: &read.draft.recording.source,
        date: read.day.map(|day| day.iso()),
        writer: read.writer.as_deref(),
        own: read.own,
    };
    let followed = |one: &'a Followed| FollowedObject {
        planned: at(one.recording, one.span),
        who: one.who.as_deref(),
        due: one.due.map(|due| due.iso()),
        became: one.later.as_ref().map(|later| later.became),
        later: one.later.as_ref().map(|later| at(later.recording, later.span)),
    };
    let lost = |one: &'a OutOfSight| OutOfSightObject {
        section: one.section,
        word: &one.word,
        first: at(one.first.0, one.first.1),
        last: at(one.last.0, one.last.1),
        recordings_since: one.since,
    };
    let scores = |moved: &Moved| {
        moved
            .scores
            .iter()
            .map(|(recording, span, score, of)| ScoreObject { score: *score, of: *of, told: at(*recording, *span) })
            .collect()
    };
    CaseObject {
        name: &case.name,
        notes: &case.notes,
        recordings: case.read.iter().map(recording).collect(),
        well: case.well.iter().map(chosen).collect(),
        questions: case
            .six
            .iter()
            .map(|(question, sentences)| QuestionObject {
                question: *question,
                sentences: sentences.iter().map(chosen).collect(),
            })
            .collect(),
        actions: case.followed.iter().map(followed).collect(),
        out_of_sight: case.out_of_sight.iter().map(lost).collect(),
        moved: case.moved.iter().map(scores).collect(),
        asked: case
            .asked
            .iter()
            .map(|asked| AskedObject {
                id: &asked.id,
                principle: asked.principle,
                question: &asked.question,
                because: &asked.because,
            })
            .collect(),
    }
}

#[derive(Serialize)]
struct OwnObject<'a> {
    schema: &'static str,
    engine: &'a Versions,
    worker: Option<&'a str>,
    recordings: usize,
    examples: Vec<ExampleObject<'a>>,
    planned: usize,
    /// Of those, how many tell who, what, when, and how anybody could tell.
    told: [usize; 4],
    patterns: Vec<PatternObject<'a>>,
    to_try: Option<&'static str>,
}

#[derive(Serialize)]
struct ExampleObject<'a> {
    case: &'a str,
    date: Option<String>,
    text: &'a str,
    why: &'a str,
}

#[derive(Serialize)]
struct PatternObject<'a> {
    rule: &'a str,
    times: usize,
    words: &'a [String],
}

/// `whatmatters.own/1`, one object.
pub fn write_own_json(pack: &Pack, own: &Own, versions: &Versions, out: &mut dyn Write) -> io::Result<()> {
    let example = |(case, recording, span, why): &(usize, usize, Span, &'static str)| {
        let case = &pack.cases[*case];
        let read = &case.read[*recording];
        ExampleObject {
            case: &case.name,
            date: read.day.map(|day| day.iso()),
            text: span.of(&read.draft.recording.text),
            why,
        }
    };
    let object = OwnObject {
        schema: "whatmatters.own/1",
        engine: versions,
        worker: pack.worker.as_deref(),
        recordings: own.recordings,
        examples: own.examples.iter().map(example).collect(),
        planned: own.actions.planned,
        told: own.actions.told,
        patterns: own
            .patterns
            .iter()
            .map(|one| PatternObject { rule: &one.rule, times: one.times, words: &one.words })
            .collect(),
        to_try: own.to_try,
    };
    serde_json::to_writer(&mut *out, &object)?;
    out.write_all(b"\n")
}
