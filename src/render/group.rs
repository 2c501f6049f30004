//! One page for a group to think about a case together, as a paper and as JSON. Its recordings have stand-ins for people.

use super::Versions;
use super::pack::{line, of_question, plan, priority, risks, score, words};
use super::page::made_by;
use super::paper::{Chapter, Line, Paper, PaperPart};
use crate::supervision::{Became, CasePack, Chosen, Pack, Six};
use serde::Serialize;
use std::io::{self, Write};

/// The most lines of a part, and the longest sentence in characters, so that a case stays on one page.
const MOST: usize = 3;
const LONGEST: usize = 170;

/// A case to a page: strengths, outcomes, priority risks, what needs to happen, where we are, where we want to be.
pub fn paper_of_group(pack: &Pack, versions: &Versions) -> Paper {
    let chapter = |case: &CasePack| Chapter { heading: case.name.clone(), notes: Vec::new(), parts: parts(case) };
    Paper {
        title: "For thinking together in a group".into(),
        intro: vec![
            "Sentences from recordings, in their writers' own words but for the names. A machine chose them; the group knows what is missing.".into(),
        ],
        chapters: pack.cases.iter().map(chapter).collect(),
        foot: vec![
            "Names, numbers, dates of birth and addresses are stand-ins. Some may have been missed: read it all before you share it.".into(),
            "A stand-in tells nothing of anybody's background, language or faith.".into(),
            made_by(versions),
        ],
    }
}

fn parts(case: &CasePack) -> Vec<PaperPart> {
    let of = |question: Six| {
        let chosen: Vec<&Chosen> =
            case.six.iter().filter(|(other, _)| *other == question).flat_map(|(_, all)| all).collect();
        short(case, &chosen).iter().map(|chosen| line(case, chosen)).collect::<Vec<Line>>()
    };
    let all: Vec<&Chosen> = case
        .well
        .iter()
        .filter(|chosen| chosen.why == Some(crate::supervision::STRENGTH))
        .chain(case.six.iter().filter(|(question, _)| *question == Six::WorkingWell).flat_map(|(_, all)| all))
        .collect();
    let strengths = short(case, &all).iter().map(|chosen| Line { beside: None, ..line(case, chosen) }).collect();
    let risks = risks(case).into_iter().take(MOST).map(|one| priority(case, one)).collect();
    let now = case.moved.iter().rev().take(1).map(|moved| score(case, moved));
    let done =
        case.followed.iter().rev().filter(|one| one.later.as_ref().is_some_and(|later| later.became == Became::Done));
    let now = now.chain(done.map(|one| plan(case, one))).take(MOST - 1).collect();
    let ask = case.enough.ask.iter().cloned().collect();
    let part = |heading: &str, question: Six, lines: Vec<Line>, after: Vec<String>| {
        let lines = if lines.is_empty() { as_in_the_pack(case, question) } else { lines };
        let none = lines.is_empty() && after.is_empty();
        let after =
            if none { vec!["Nothing was found in the recordings: what does the group know?".into()] } else { after };
        PaperPart { heading: heading.into(), lines, after }
    };
    vec![
        part("Strengths", Six::WorkingWell, strengths, Vec::new()),
        part("Outcomes", Six::WorkingTowards, of(Six::WorkingTowards), Vec::new()),
        part("Priority risks, in an order for discussion", Six::WorriedAbout, risks, Vec::new()),
        part(Six::NeedsToHappen.title(), Six::NeedsToHappen, of(Six::NeedsToHappen), Vec::new()),
        part(Six::WhereNow.title(), Six::WhereNow, now, Vec::new()),
        part(Six::WhereToBe.title(), Six::WhereToBe, of(Six::WhereToBe), ask),
    ]
}

/// What the pack itself shows under a question, so that nothing is said to be missing that stands there.
fn as_in_the_pack(case: &CasePack, question: Six) -> Vec<Line> {
    of_question(case, question).lines.into_iter().take(MOST).collect()
}

/// The first few that are short enough for a page, or else the first.
fn short<'a>(case: &CasePack, all: &[&'a Chosen]) -> Vec<&'a Chosen> {
    let is_short = |chosen: &&&Chosen| words(case, chosen.recording, chosen.span).chars().count() <= LONGEST;
    let found: Vec<&Chosen> = all.iter().filter(is_short).copied().take(MOST).collect();
    if found.is_empty() { all.iter().copied().take(1).collect() } else { found }
}

#[derive(Serialize)]
struct GroupObject<'a> {
    schema: &'static str,
    engine: &'a Versions,
    cases: Vec<GroupCase<'a>>,
    problems: &'a [String],
}

#[derive(Serialize)]
struct GroupCase<'a> {
    name: &'a str,
    parts: Vec<GroupPart<'a>>,
}

#[derive(Serialize)]
struct GroupPart<'a> {
    heading: &'a str,
    lines: Vec<GroupLine<'a>>,
    after: &'a [String],
}

#[derive(Serialize)]
struct GroupLine<'a> {
    text: &'a str,
    beside: Option<&'a str>,
    later: Option<&'a str>,
    later_beside: Option<&'a str>,
}

/// `whatmatters.group/1`, one object: what the paper shows.
pub fn write_group_json(pack: &Pack, versions: &Versions, out: &mut dyn Write) -> io::Result<()> {
    let paper = paper_of_group(pack, versions);
    let object = GroupObject {
        schema: "whatmatters.group/1",
        engine: versions,
        cases: paper.chapters.iter().map(of_chapter).collect(),
        problems: &paper.foot[..1],
    };
    serde_json::to_writer(&mut *out, &object)?;
    out.write_all(b"\n")
}

fn of_chapter(chapter: &Chapter) -> GroupCase<'_> {
    GroupCase { name: &chapter.heading, parts: chapter.parts.iter().map(of_part).collect() }
}

fn of_part(part: &PaperPart) -> GroupPart<'_> {
    GroupPart { heading: &part.heading, lines: part.lines.iter().map(of_line).collect(), after: &part.after }
}

fn of_line(line: &Line) -> GroupLine<'_> {
    let then = line.then.as_ref();
    GroupLine {
        text: &line.words,
        beside: line.beside.as_deref(),
        later: then.map(|(words, _)| words.as_str()),
        later_beside: then.map(|(_, beside)| beside.as_str()),
    }
}
