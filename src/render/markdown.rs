use super::page::{self, Body, Item, Look, Part};
use super::terminal::printable;
use super::{Render, Versions};
use crate::recording::Draft;
use std::io::{self, Write};

/// A draft as Markdown, for pasting into a document.
pub struct Markdown {
    pub versions: Versions,
    /// Only the phrasing, as `check` gives it.
    pub findings_only: bool,
}

impl Render for Markdown {
    fn render(&mut self, draft: &Draft, out: &mut dyn io::Write) -> io::Result<()> {
        writeln!(out, "# {}\n", escaped(&draft.recording.source.title()))?;
        draft.problems.iter().try_for_each(|problem| writeln!(out, "> {}\n", escaped(problem)))?;
        if self.findings_only {
            if draft.findings.is_empty() {
                writeln!(out, "{}\n", page::NOTHING_TO_LOOK_AT)?;
            }
            let phrasing = page::phrasing(draft);
            if !phrasing.is_empty() {
                write_part(&phrasing, out)?;
            }
        } else {
            page::parts_in_lines(draft).iter().try_for_each(|part| write_part(part, out))?;
        }
        writeln!(out, "---\n")?;
        let foot = if self.findings_only { page::foot_of_findings } else { page::foot };
        foot(&self.versions).iter().try_for_each(|line| writeln!(out, "{}  ", escaped(line)))
    }
}

fn write_part(part: &Part, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## {}\n", part.heading)?;
    match &part.body {
        Body::Items(items) => items.iter().try_for_each(|item| write_item(item, out))?,
        Body::Phrasing(looks) => looks.iter().try_for_each(|look| write_look(look, out))?,
        Body::Actions(_) | Body::Source(_) => {}
    }
    writeln!(out)?;
    part.after.iter().try_for_each(|line| writeln!(out, "{}\n", escaped(line)))
}

fn write_item(item: &Item, out: &mut dyn Write) -> io::Result<()> {
    let beside = item.beside().map_or(String::new(), |beside| format!(" *{}*", escaped(&beside)));
    writeln!(out, "- {}{beside}", escaped(&item.words))
}

fn write_look(look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let instead = look.finding.suggestions.first();
    let instead = instead.map_or(String::new(), |instead| format!(" *Perhaps:* {}", escaped(instead)));
    writeln!(out, "- {}.{instead}", escaped(&look.said()))
}

/// A recording's own marks stay marks on the page: nothing it holds becomes a heading, a list, markup or a command to a terminal.
pub(super) fn escaped(words: &str) -> String {
    let words = printable(words);
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let numbers_a_list = digits > 0 && words[digits..].starts_with(['.', ')']) && words[digits + 1..].starts_with(' ');
    let mut safe = String::with_capacity(words.len());
    for (at, c) in words.char_indices() {
        let begins_list = (at == 0 && matches!(c, '-' | '+' | '>' | '=')) || (at == digits && numbers_a_list);
        if begins_list || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&') {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}
