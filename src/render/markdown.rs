use super::page::{self, Item};
use super::terminal::printable;
use super::{Render, Versions, closer};
use crate::recording::Draft;
use crate::section::Section;
use std::io::{self, Write};

/// A draft as Markdown, for pasting into a document.
pub struct Markdown {
    pub versions: Versions,
    /// Only the phrasing, as `check` gives it.
    pub findings_only: bool,
}

impl Render for Markdown {
    fn render(&self, draft: &Draft, out: &mut dyn io::Write) -> io::Result<()> {
        writeln!(out, "# {}\n", escaped(&super::terminal::title(draft)))?;
        for problem in &draft.problems {
            writeln!(out, "> {}\n", escaped(problem))?;
        }
        if self.findings_only {
            return self.phrasing(draft, out);
        }
        for (section, items) in page::sections(draft) {
            writeln!(out, "## {}\n", section.title())?;
            items.iter().try_for_each(|item| write_item(item, out))?;
            writeln!(out)?;
            if section == Section::PriorityRisks {
                risks_elsewhere(draft, out)?;
            }
        }
        if !draft.segments.iter().any(|placed| placed.section == Section::PriorityRisks) {
            risks_elsewhere(draft, out)?;
        }
        findings(draft, out)?;
        questions(draft, out)?;
        closer_look(draft, out)?;
        writeln!(out, "---\n")?;
        page::foot(&self.versions).iter().try_for_each(|line| writeln!(out, "{}  ", escaped(line)))
    }
}

impl Markdown {
    fn phrasing(&self, draft: &Draft, out: &mut dyn io::Write) -> io::Result<()> {
        if draft.findings.is_empty() {
            writeln!(out, "{}\n", page::NOTHING_TO_LOOK_AT)?;
        }
        findings(draft, out)?;
        writeln!(out, "---\n")?;
        page::foot_of_findings(&self.versions).iter().try_for_each(|line| writeln!(out, "{}  ", escaped(line)))
    }
}

fn write_item(item: &Item, out: &mut dyn Write) -> io::Result<()> {
    let notes = if item.notes.is_empty() { String::new() } else { format!(" *({})*", escaped(&item.notes.join("; "))) };
    writeln!(out, "- {}{notes}", escaped(&item.words))
}

fn risks_elsewhere(draft: &Draft, out: &mut dyn Write) -> io::Result<()> {
    page::risks_elsewhere(draft).map_or(Ok(()), |line| writeln!(out, "{line}\n"))
}

fn findings(draft: &Draft, out: &mut dyn Write) -> io::Result<()> {
    let settled = page::settled(draft);
    if draft.findings.is_empty() && settled.is_empty() {
        return Ok(());
    }
    writeln!(out, "## Phrasing worth another look\n")?;
    for look in page::looks(draft) {
        let instead = look.finding.suggestions.first().map_or("", String::as_str);
        writeln!(out, "- Line {}: {}. *Perhaps:* {}", look.line, escaped(&look.finding.message), escaped(instead))?;
    }
    settled.iter().try_for_each(|line| writeln!(out, "- *{}*", escaped(line)))?;
    writeln!(out)
}

fn questions(draft: &Draft, out: &mut dyn Write) -> io::Result<()> {
    if draft.questions.is_empty() {
        return Ok(());
    }
    writeln!(out, "## Questions still to ask\n")?;
    for asked in &draft.questions {
        writeln!(out, "- {} *({})*", escaped(&asked.question), escaped(&asked.because))?;
    }
    writeln!(out)
}

fn closer_look(draft: &Draft, out: &mut dyn Write) -> io::Result<()> {
    for block in closer::blocks(draft) {
        writeln!(out, "## {}\n", block.heading)?;
        block.entries.iter().try_for_each(|entry| writeln!(out, "- {}", escaped(entry)))?;
        writeln!(out)?;
    }
    Ok(())
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
