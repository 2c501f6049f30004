use super::page::on_one_line;
use super::terminal::printable;
use super::{Versions, markdown::escaped, page};
use crate::recording::{Day, Draft, chronology, people};
use serde::Serialize;
use std::io::{self, Write};

/// How a chronology is written.
#[derive(Clone, Copy, PartialEq)]
pub enum As {
    Text,
    Markdown,
    Json,
}

const NO_DATE: &str = "No date found";

/// Writes the chronology of recordings that are about one person.
pub fn write_chronology(drafts: &[Draft], versions: &Versions, form: As, out: &mut dyn Write) -> io::Result<()> {
    let days = chronology(drafts);
    if form == As::Json {
        return write_json(drafts, &days, versions, out);
    }
    let plain = |words: &str| if form == As::Markdown { escaped(words) } else { printable(words) };
    let heading = if form == As::Markdown { "# " } else { "" };
    writeln!(out, "{heading}Chronology\n")?;
    if people(drafts).len() > 1 {
        writeln!(
            out,
            "These recordings are about {} people, as their column says: check that they belong together.\n",
            people(drafts).len()
        )?;
    }
    for day in &days {
        let draft = &drafts[day.recording];
        let date = day.written.map_or(NO_DATE.into(), |written| written.in_words());
        let heading = if form == As::Markdown { "## " } else { "" };
        writeln!(out, "{heading}{} · {}\n", plain(&date), plain(&draft.recording.source.title()))?;
        for (what, segments) in
            [("What happened", &day.happened), ("Around it", &day.around), ("What went well", &day.well)]
        {
            if !segments.is_empty() {
                writeln!(out, "{what}:")?;
                for &at in segments {
                    writeln!(out, "- {}", plain(&on_one_line(draft, draft.segments[at].span)))?;
                }
                writeln!(out)?;
            }
        }
    }
    page::foot(versions).iter().try_for_each(|line| writeln!(out, "{}", plain(line)))
}

#[derive(Serialize)]
struct ChronologyObject<'a> {
    schema: &'static str,
    engine: &'a Versions,
    people: usize,
    days: Vec<DayObject<'a>>,
}

#[derive(Serialize)]
struct DayObject<'a> {
    /// As `due` of an action.
    date: Option<String>,
    source: &'a crate::text::Source,
    happened: Vec<Words<'a>>,
    around: Vec<Words<'a>>,
    well: Vec<Words<'a>>,
}

#[derive(Serialize)]
struct Words<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

fn write_json(drafts: &[Draft], days: &[Day], versions: &Versions, out: &mut dyn Write) -> io::Result<()> {
    let day = |day: &Day| {
        let draft = &drafts[day.recording];
        let words = |segments: &[usize]| {
            let own = segments.iter().map(|&at| draft.segments[at].span);
            own.map(|span| Words { start: span.start(), end: span.end(), text: span.of(&draft.recording.text) })
                .collect()
        };
        DayObject {
            date: day.written.map(|written| written.iso()),
            source: &draft.recording.source,
            happened: words(&day.happened),
            around: words(&day.around),
            well: words(&day.well),
        }
    };
    let object = ChronologyObject {
        schema: "whatmatters.chronology/1",
        engine: versions,
        people: people(drafts).len(),
        days: days.iter().map(day).collect(),
    };
    serde_json::to_writer(&mut *out, &object)?;
    out.write_all(b"\n")
}
