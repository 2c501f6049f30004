use super::page::{self, Body, Item, Look, Part};
use super::{Render, Versions};
use crate::recording::Draft;
use crate::text::steers;
use anstyle::{AnsiColor, Style};
use std::io::{self, Write};

/// A draft for reading in a terminal. Colour is taken out again by the stream where it is not wanted.
pub struct Terminal {
    pub versions: Versions,
    /// Columns to fill.
    pub width: usize,
}

pub const HEADING: Style = Style::new().bold();
pub const QUIET: Style = Style::new().dimmed();
const PHRASE: Style = AnsiColor::Yellow.on_default();

impl Render for Terminal {
    fn render(&mut self, draft: &Draft, out: &mut dyn io::Write) -> io::Result<()> {
        writeln!(out, "{HEADING}{}{HEADING:#}\n", printable(&draft.recording.source.title()))?;
        for problem in &draft.problems {
            wrapped(out, self.width, "! ", problem, Style::new())?;
            writeln!(out)?;
        }
        page::parts_in_lines(draft).iter().try_for_each(|part| self.part(out, part))?;
        page::foot(&self.versions).iter().try_for_each(|line| wrapped(out, self.width, "", line, QUIET))
    }
}

impl Terminal {
    fn part(&self, out: &mut dyn Write, part: &Part) -> io::Result<()> {
        writeln!(out, "{HEADING}{}{HEADING:#}", part.heading.to_uppercase())?;
        match &part.body {
            Body::Items(items) => items.iter().try_for_each(|item| self.item(out, item))?,
            Body::Phrasing(looks) => looks.iter().try_for_each(|look| self.look(out, look))?,
            Body::Actions(_) | Body::Source(_) => {}
        }
        part.after.iter().try_for_each(|line| wrapped(out, self.width, "  ", line, QUIET))?;
        writeln!(out)
    }

    fn item(&self, out: &mut dyn Write, item: &Item) -> io::Result<()> {
        wrapped(out, self.width, "  • ", &item.words, Style::new())?;
        item.beside().map_or(Ok(()), |beside| wrapped(out, self.width, "    ", &beside, QUIET))
    }

    fn look(&self, out: &mut dyn Write, look: &Look) -> io::Result<()> {
        wrapped(out, self.width, "  • ", &look.said(), PHRASE)?;
        let instead = look.finding.suggestions.first();
        instead.map_or(Ok(()), |instead| wrapped(out, self.width, "    ", &format!("perhaps: {instead}"), Style::new()))
    }
}

/// Fills lines of `width` columns with `words`, the first after `lead` and the rest below it.
pub fn wrapped(out: &mut dyn Write, width: usize, lead: &str, words: &str, style: Style) -> io::Result<()> {
    let below = " ".repeat(lead.chars().count());
    let options = textwrap::Options::new(width).initial_indent(lead).subsequent_indent(&below);
    for line in textwrap::wrap(&printable(words), options) {
        writeln!(out, "{style}{line}{style:#}")?;
    }
    Ok(())
}

/// A recording is untrusted text: nothing in it may steer the terminal.
pub fn printable(words: &str) -> String {
    words.chars().map(|c| if steers(c) { ' ' } else { c }).collect()
}
