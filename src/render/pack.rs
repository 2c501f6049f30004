//! The material for a conversation in supervision, as a paper.

use super::Versions;
use super::page::{made_by, on_one_line};
use super::paper::{Chapter, Line, Paper, PaperPart};
use super::since::since;
use crate::section::{Section, Voice};
use crate::segment::bullet_length;
use crate::supervision::{
    Became, CasePack, Chosen, Followed, Later, Moved, OWN_WORDS, OutOfSight, Pack, Priority, Read, Six,
};
use crate::text::Span;

/// The most plans and scores under one question of a paper, so that a case is about two pages; the JSON has all of them.
const MOST_PLANS: usize = 3;
const MOST_PLANS_BESIDE_CHANGES: usize = 2;
const MOST_SCORES: usize = 3;
/// The most of what a newest recording plans; a shorter one is shown whole.
const MOST_OF_NEWEST: usize = 12;

/// A worker's cases as a paper: a case to a chapter.
pub fn paper_of_pack(pack: &Pack, versions: &Versions) -> Paper {
    let title = match &pack.worker {
        Some(worker) => format!("For supervision with {worker}"),
        None => "For supervision".into(),
    };
    let mut intro = vec![
        "Sentences from the recordings, with their days, to talk about. A machine chose them: it can miss what matters most and bring together what does \
         not belong together, so ask before concluding."
            .to_owned(),
    ];
    intro.extend(pack.notes.clone());
    if let Some(against) = &pack.against {
        intro.extend(against.notes.clone());
        if !against.gone.is_empty() {
            intro.push(format!("In the earlier pack and not in this one: {}.", against.gone.join(", ")));
        }
    }
    Paper {
        title,
        intro,
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
        after: none_well(case).into_iter().collect(),
    }];
    parts.extend(case.since.as_ref().map(|told| since(case, told)));
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

/// What stands in place of what was done well, where nothing was found.
fn none_well(case: &CasePack) -> Option<String> {
    let own = case.read.iter().filter(|read| read.own).count();
    let of = match case.read.len() {
        all if all == own => count(own, "recording"),
        all => {
            format!("{own} of {all} recordings, which {} read as the worker's own", if own == 1 { "is" } else { "are" })
        }
    };
    case.well.is_empty().then(|| format!("None was found in {of}: worth beginning with what they are glad of here."))
}

/// `8 recordings, 5 March 2025 to 27 August 2025.`
fn span_of_days(case: &CasePack) -> String {
    let recordings = count(case.read.len(), "recording");
    let dated: Vec<String> =
        case.read.iter().filter_map(|read| read.day.filter(|day| day.tells_year())).map(|day| day.in_words()).collect();
    match dated.as_slice() {
        [] => format!("{recordings}."),
        [only] => format!("{recordings}, {only}."),
        [first, .., last] => format!("{recordings}, {first} to {last}."),
    }
}

pub(super) fn of_question(case: &CasePack, question: Six) -> PaperPart {
    let chosen: Vec<&Chosen> =
        case.six.iter().filter(|(other, _)| *other == question).flat_map(|(_, chosen)| chosen).collect();
    let mut lines: Vec<Line> = chosen.iter().take(MOST_OF_NEWEST).map(|chosen| line(case, chosen)).collect();
    let mut after: Vec<String> = Vec::new();
    let most = if case.since.is_some() { MOST_PLANS_BESIDE_CHANGES } else { MOST_PLANS };
    let became = |wanted: Option<Became>| {
        case.followed.iter().filter(move |one| one.later.as_ref().map(|later| later.became) == wanted)
    };
    match question {
        Six::WorriedAbout => {
            let shown = risks(case);
            lines = shown.iter().map(|one| priority(case, one)).collect();
            if case.priorities.len() > 1 {
                let left = case.priorities.len() - shown.len();
                after.push(ORDER_OF_RISKS.to_owned() + &more(left, "sentence", "sentences"));
            }
            lines.extend(out_of_sight(case, Section::PriorityRisks));
        }
        Six::WorkingTowards => lines.extend(out_of_sight(case, Section::WhatMatters)),
        Six::NeedsToHappen => {
            let changed: Vec<&Followed> = became(Some(Became::Changed)).collect();
            // What was open at the last pack stands under what has changed since.
            let is_shown = |one: &Followed| {
                let words = case.read[one.recording].draft.recording.text[one.span.start()..one.span.end()].trim();
                case.since.as_ref().is_some_and(|since| since.plans.iter().any(|plan| plan.words.trim() == words))
            };
            let open: Vec<&Followed> = became(None).filter(|one| one.is_plain && !is_shown(one)).collect();
            // The newest of each, a changed plan first; what changed several is shown once.
            let is_first = |one: &&&Followed| {
                changed
                    .iter()
                    .rev()
                    .find(|other| other.later == one.later)
                    .is_some_and(|other| std::ptr::eq(*other, **one))
            };
            let shown: Vec<&Followed> = changed
                .iter()
                .rev()
                .filter(is_first)
                .take(2)
                .chain(open.iter().rev())
                .take(MOST_PLANS)
                .copied()
                .collect();
            let left = chosen.len().saturating_sub(MOST_OF_NEWEST);
            after.push(more(left, "step of the newest recording", "steps of the newest recording"));
            lines.extend(shown.iter().map(|one| plan(case, one)));
            after.push(more(changed.len() + became(None).count() - shown.len(), "earlier plan", "earlier plans"));
        }
        Six::WhereNow => {
            lines.extend(case.moved.iter().rev().take(MOST_SCORES).map(|moved| score(case, moved)));
            let done: Vec<&Followed> = became(Some(Became::Done)).collect();
            lines.extend(done.iter().rev().take(most).map(|one| plan(case, one)));
            after.push(more(done.len().saturating_sub(most), "plan that looks done", "plans that look done"));
        }
        Six::WhereToBe => after.extend(case.enough.ask.clone()),
        Six::WorkingWell => {}
    }
    after.retain(|words| !words.is_empty());
    PaperPart { heading: question.title().into(), lines, after }
}

/// The risks that are shown under their question, in the order of the priorities.
pub(super) fn risks<'a>(case: &'a CasePack) -> Vec<&'a Priority> {
    let of_question = case.six.iter().filter(|(question, _)| *question == Six::WorriedAbout);
    let chosen: Vec<&Chosen> = of_question.flat_map(|(_, chosen)| chosen).collect();
    case.priorities.iter().filter(|one| chosen.contains(&&one.chosen)).collect()
}

/// What the order of risks is, and is not.
const ORDER_OF_RISKS: &str =
    "In an order for discussion only: how lately told, words for harm, and whether a plan speaks of it. ";

/// How much of something is left out, where any is.
pub(super) fn more(left: usize, one: &str, several: &str) -> String {
    match left {
        0 => String::new(),
        1 => format!("There is one more {one}: --output pack.json holds all of them."),
        left => format!("There are {left} more {several}: --output pack.json holds all of them."),
    }
}

/// `1 recording`, `2 recordings`.
pub(super) fn count(count: usize, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}

/// A risk with the reasons for its place.
pub(super) fn priority(case: &CasePack, one: &Priority) -> Line {
    let chosen = &one.chosen;
    let is_new = case.since.as_ref().is_some_and(|since| since.new.contains(&chosen.recording));
    let new = is_new.then(|| "new since the last pack".to_owned());
    // The day says how lately it was told.
    let mut reasons = one.reasons();
    if one.tells_how_lately() {
        reasons.remove(0);
    }
    let perhaps = chosen.why.map(str::to_owned);
    let told = [day(&case.read[chosen.recording])].into_iter();
    let beside: Vec<String> = told.chain(new).chain(perhaps).chain(reasons).collect();
    Line { words: words(case, chosen.recording, chosen.span), beside: Some(beside.join("; ")), then: None }
}

pub(super) fn line(case: &CasePack, chosen: &Chosen) -> Line {
    let mut beside = vec![day(&case.read[chosen.recording])];
    // That the person's own words were kept says whose they are.
    let account = account(chosen).filter(|_| chosen.why != Some(OWN_WORDS));
    beside.extend(account.map(str::to_owned));
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

pub(super) fn plan(case: &CasePack, one: &Followed) -> Line {
    let mut beside = vec![format!("planned {}", day(&case.read[one.recording]))];
    beside.extend(one.due.map(|due| format!("due {}", due.in_words())));
    if one.later.is_none() && one.perhaps.is_none() {
        beside.push("nothing found since that tells what became of it".into());
    }
    let then = match &one.later {
        Some(later) => became(case, later, "looks done"),
        None => one.perhaps.map(|at| perhaps(case, at)),
    };
    beside.extend(one.later.as_ref().and_then(by_day));
    Line { words: words(case, one.recording, one.span), beside: Some(beside.join("; ")), then }
}

/// The sentence that tells what became of a plan, and when.
pub(super) fn became(case: &CasePack, later: &Later, done: &str) -> Option<(String, String)> {
    let what = if later.became == Became::Done { done } else { "looks changed or not done" };
    Some((words(case, later.recording, later.span?), format!("{what}, {}", day(&case.read[later.recording]))))
}

/// The sentence that may tell what became of a plan, and when.
pub(super) fn perhaps(case: &CasePack, (recording, span): (usize, Span)) -> (String, String) {
    (words(case, recording, span), format!("perhaps told since, {}", day(&case.read[recording])))
}

/// What is said where a day alone tells that a plan was done.
pub(super) fn by_day(later: &Later) -> Option<String> {
    later.span.is_none().then(|| "looks done: there is a recording of that day".to_owned())
}

fn out_of_sight<'a>(case: &'a CasePack, section: Section) -> impl Iterator<Item = Line> + 'a {
    let is_new = |at: usize| case.since.as_ref().is_some_and(|since| since.lost.contains(&at));
    let of_section = case.out_of_sight.iter().enumerate().filter(move |(_, one)| one.section == section);
    of_section.map(move |(at, one)| silent(case, one, is_new(at)))
}

/// What was told, and how long ago.
fn silent(case: &CasePack, one: &OutOfSight, is_new: bool) -> Line {
    let since = if one.since == 1 { "recording".to_owned() } else { format!("{} recordings", one.since) };
    let new = if is_new { "; newly so" } else { "" };
    let (recording, span) = one.first;
    let beside = format!("{}; hardly a word of it was found in the {since} since{new}", day(&case.read[recording]));
    Line { words: words(case, recording, span), beside: Some(beside), then: None }
}

pub(super) fn score(case: &CasePack, moved: &Moved) -> Line {
    const SHOWN: usize = 4;
    let left = moved.scores.len().saturating_sub(SHOWN);
    let told = moved.scores[left..].iter().map(|(recording, _, given, of)| {
        let of = of.map(|of| format!(" out of {of}")).unwrap_or_default();
        format!("{given}{of} ({})", day(&case.read[*recording]))
    });
    let numbers = told.collect::<Vec<String>>().join(", then ");
    let before = if left > 0 { format!(", the last {SHOWN} of {}", moved.scores.len()) } else { String::new() };
    let (recording, span, ..) = moved.scores[moved.scores.len() - 1];
    // A number that was told in other words is not found, and may be the newest.
    let since = if recording + 1 < case.read.len() { "; none found since" } else { "" };
    let beside = Some(format!("numbers found{before}: {numbers}{since}"));
    Line { words: words(case, recording, span), beside, then: None }
}

/// A sentence on one line, without the bullet or number before it.
pub(super) fn words(case: &CasePack, recording: usize, span: Span) -> String {
    without_bullet(&on_one_line(case.read[recording].draft, span)).to_owned()
}

pub(super) fn without_bullet(line: &str) -> &str {
    &line[bullet_length(line)..]
}

pub(super) fn day(read: &Read) -> String {
    read.day.map_or_else(|| "no date".into(), |day| day.in_words())
}
