use super::page::{self, Body, Item, Look, Part};
use super::terminal::printable;
use super::{Render, Versions};
use crate::recording::Draft;
use std::io::{self, Write};

/// A draft as plain text for pasting into a case system: no mark but hyphens, and no line broken.
pub struct Text {
    pub versions: Versions,
}

impl Render for Text {
    fn render(&mut self, draft: &Draft, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}\n", printable(&draft.recording.source.title()))?;
        draft.problems.iter().try_for_each(|problem| writeln!(out, "Please note: {}\n", printable(problem)))?;
        page::parts_in_lines(draft).iter().try_for_each(|part| write_part(part, out))?;
        page::foot(&self.versions).iter().try_for_each(|line| writeln!(out, "{}", printable(line)))?;
        writeln!(out)
    }
}

fn write_part(part: &Part, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", part.heading)?;
    match &part.body {
        Body::Items(items) => items.iter().try_for_each(|item| write_item(item, out))?,
        Body::Phrasing(looks) => looks.iter().try_for_each(|look| write_look(look, out))?,
        Body::Actions(_) | Body::Source(_) => {}
    }
    part.after.iter().try_for_each(|line| writeln!(out, "{}", printable(line)))?;
    writeln!(out)
}

fn write_item(item: &Item, out: &mut dyn Write) -> io::Result<()> {
    let beside = item.beside().map_or(String::new(), |beside| format!(" {beside}"));
    writeln!(out, "- {}", printable(&format!("{}{beside}", item.words)))
}

fn write_look(look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let instead = look.finding.suggestions.first().map_or(String::new(), |instead| format!(" Perhaps: {instead}"));
    writeln!(out, "- {}", printable(&format!("{}.{instead}", look.said())))
}
