//! What is for the worker alone, as a paper and as JSON.

use super::Versions;
use super::pack::{count, day, words};
use super::page::made_by;
use super::paper::{Chapter, Line, Paper, PaperPart};
use crate::supervision::{Own, Pack, Pattern, Place, Progress, Shares, ToTry};
use crate::text::Span;
use serde::Serialize;
use std::io::{self, Write};

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
    let examples = match own.examples.len() {
        1 => "An example of your own to keep",
        _ => "Two examples of your own to keep",
    };
    let mut parts = vec![
        part(examples, own.examples.iter().map(example).collect(), Vec::new()),
        part("Your plans", plans(own), Vec::new()),
        part(
            "Words that come again",
            own.patterns.iter().map(|one| pattern(one, own.progress.as_ref())).collect(),
            Vec::new(),
        ),
        part("One thing to try", vec![to_try(pack, &own.to_try)], Vec::new()),
    ];
    parts.retain(|part| !part.is_empty());
    Paper {
        title: "Your own recording: for you".into(),
        intro: vec![format!(
            "From {} of yours. It is for you, and for your supervision only as far as you wish. A machine read them and can be wrong.",
            count(own.recordings, "recording")
        )],
        chapters: vec![Chapter { heading: pack.worker.clone().unwrap_or_default(), notes: Vec::new(), parts }],
        foot: vec!["Not a mark, and not for comparing people.".into(), made_by(versions)],
    }
}

fn plans(own: &Own) -> Vec<Line> {
    if own.actions.planned == 0 {
        return Vec::new();
    }
    vec![Line { words: in_words(&own.actions), ..Line::default() }]
}

/// How much of the plans tells each part, without counting.
fn in_words(shares: &Shares) -> String {
    let Shares { planned, told: [who, what, when, measurable] } = *shares;
    let some = |told: usize| match told * 100 / planned.max(1) {
        100 => "all",
        85.. => "nearly all",
        60.. => "most",
        40.. => "about half",
        15.. => "some",
        _ => "few",
    };
    format!(
        "Of your plans, {} say who, {} say what and {} say when. Of {} of them, anybody could tell whether they have happened.",
        some(who),
        some(what),
        some(when),
        some(measurable)
    )
}

fn to_try(pack: &Pack, to_try: &ToTry) -> Line {
    let beside = to_try.from.map(|(case, recording, _)| {
        let case = &pack.cases[case];
        format!("{}, {}", case.name, day(&case.read[recording]))
    });
    Line { words: to_try.words.clone(), beside, then: None }
}

fn pattern(pattern: &Pattern, progress: Option<&Progress>) -> Line {
    let words: Vec<String> = pattern.words.iter().take(3).map(|words| format!("“{words}”")).collect();
    let [before, since] = pattern.before_and_since;
    let told = match progress {
        Some(progress) if progress.by_pack => {
            let of = progress.recordings.map(|of| count(of, "recording"));
            format!("{before} in the {} of the last pack, {since} in the {} since", of[0], of[1])
        }
        _ => format!("{} times", pattern.times),
    };
    let beside = format!("{told}; whatmatters explain {} says more", pattern.rule);
    Line { words: words.join(", "), beside: Some(beside), then: None }
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
    #[serde(skip_serializing_if = "Option::is_none")]
    progress: Option<ProgressObject>,
    patterns: Vec<PatternObject<'a>>,
    to_try: &'a str,
    /// The sentence that it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    to_try_from: Option<SentenceObject<'a>>,
}

#[derive(Serialize)]
struct SentenceObject<'a> {
    case: &'a str,
    date: Option<String>,
    text: &'a str,
}

/// Before and since: an earlier pack, or the middle of the recordings.
#[derive(Serialize)]
struct ProgressObject {
    by_earlier_pack: bool,
    recordings: [usize; 2],
    planned: [usize; 2],
    told: [[usize; 4]; 2],
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
    before_and_since: [usize; 2],
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
    let sentence = |(case, recording, span): Place| {
        let case = &pack.cases[case];
        let read = &case.read[recording];
        SentenceObject {
            case: &case.name,
            date: read.day.map(|day| day.iso()),
            text: span.of(&read.draft.recording.text),
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
        progress: own.progress.map(|progress| ProgressObject {
            by_earlier_pack: progress.by_pack,
            recordings: progress.recordings,
            planned: progress.actions.map(|shares| shares.planned),
            told: progress.actions.map(|shares| shares.told),
        }),
        patterns: own
            .patterns
            .iter()
            .map(|one| PatternObject {
                rule: &one.rule,
                times: one.times,
                before_and_since: one.before_and_since,
                words: &one.words,
            })
            .collect(),
        to_try: &own.to_try.words,
        to_try_from: own.to_try.from.map(sentence),
    };
    serde_json::to_writer(&mut *out, &object)?;
    out.write_all(b"\n")
}
