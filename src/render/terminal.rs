use super::page::{self, Item};
use super::{Render, Versions, closer};
use crate::recording::Draft;
use crate::section::Section;
use anstyle::{AnsiColor, Style};
use std::io::{self, Write};

/// A draft for reading in a terminal. Colour is taken out again by the stream where it is not wanted.
pub struct Terminal {
    pub versions: Versions,
    /// Columns to fill.
    pub width: usize,
}

const HEADING: Style = Style::new().bold();
const QUIET: Style = Style::new().dimmed();
const PHRASE: Style = AnsiColor::Yellow.on_default();

impl Render for Terminal {
    fn render(&self, draft: &Draft, out: &mut dyn io::Write) -> io::Result<()> {
        writeln!(out, "{HEADING}{}{HEADING:#}\n", printable(&title(draft)))?;
        for problem in &draft.problems {
            self.wrapped(out, "! ", problem, Style::new())?;
            writeln!(out)?;
        }
        let sections = page::sections(draft);
        for (section, items) in &sections {
            self.heading(out, section.title())?;
            items.iter().try_for_each(|item| self.item(out, item))?;
            if *section == Section::PriorityRisks {
                self.risks_elsewhere(out, draft)?;
            }
            writeln!(out)?;
        }
        if !sections.iter().any(|(section, _)| *section == Section::PriorityRisks) {
            self.risks_elsewhere(out, draft)?;
        }
        self.findings(out, draft)?;
        self.questions(out, draft)?;
        self.closer(out, draft)?;
        page::foot(&self.versions).iter().try_for_each(|line| self.wrapped(out, "", line, QUIET))
    }
}

impl Terminal {
    fn heading(&self, out: &mut dyn Write, title: &str) -> io::Result<()> {
        writeln!(out, "{HEADING}{}{HEADING:#}", title.to_uppercase())
    }

    fn item(&self, out: &mut dyn Write, item: &Item) -> io::Result<()> {
        self.wrapped(out, "  • ", &item.words, Style::new())?;
        if item.notes.is_empty() {
            Ok(())
        } else {
            self.wrapped(out, "    ", &format!("({})", item.notes.join("; ")), QUIET)
        }
    }

    fn risks_elsewhere(&self, out: &mut dyn Write, draft: &Draft) -> io::Result<()> {
        page::risks_elsewhere(draft).map_or(Ok(()), |line| self.wrapped(out, "  ", &line, QUIET))
    }

    fn findings(&self, out: &mut dyn Write, draft: &Draft) -> io::Result<()> {
        let settled = page::settled(draft);
        if draft.findings.is_empty() && settled.is_empty() {
            return Ok(());
        }
        self.heading(out, "Phrasing worth another look")?;
        for look in page::looks(draft) {
            self.wrapped(out, "  • ", &format!("line {}: {}", look.line, look.finding.message), PHRASE)?;
            if let Some(instead) = look.finding.suggestions.first() {
                self.wrapped(out, "    ", &format!("perhaps: {instead}"), Style::new())?;
            }
        }
        settled.iter().try_for_each(|line| self.wrapped(out, "    ", line, QUIET))?;
        writeln!(out)
    }

    fn questions(&self, out: &mut dyn Write, draft: &Draft) -> io::Result<()> {
        if draft.questions.is_empty() {
            return Ok(());
        }
        self.heading(out, "Questions still to ask")?;
        for asked in &draft.questions {
            self.wrapped(out, "  • ", &asked.question, Style::new())?;
            self.wrapped(out, "    ", &format!("({})", asked.because), QUIET)?;
        }
        writeln!(out)
    }

    fn closer(&self, out: &mut dyn Write, draft: &Draft) -> io::Result<()> {
        for block in closer::blocks(draft) {
            self.heading(out, block.heading)?;
            block.entries.iter().try_for_each(|entry| self.wrapped(out, "  • ", entry, Style::new()))?;
            writeln!(out)?;
        }
        Ok(())
    }

    /// Fills lines with `words`, the first after `lead` and the rest below it.
    fn wrapped(&self, out: &mut dyn Write, lead: &str, words: &str, style: Style) -> io::Result<()> {
        let below = " ".repeat(lead.chars().count());
        let options = textwrap::Options::new(self.width).initial_indent(lead).subsequent_indent(&below);
        for line in textwrap::wrap(&printable(words), options) {
            writeln!(out, "{style}{line}{style:#}")?;
        }
        Ok(())
    }
}

/// The name a draft goes by.
pub fn title(draft: &Draft) -> String {
    let source = &draft.recording.source;
    match (&source.id, source.row) {
        (Some(id), _) => format!("{} · {id}", source.name),
        (None, Some(row)) => format!("{} · row {row}", source.name),
        (None, None) => source.name.clone(),
    }
}

/// A recording is untrusted text: nothing in it may steer the terminal.
pub fn printable(words: &str) -> String {
    let steers = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    words.chars().map(|c| if steers(c) { ' ' } else { c }).collect()
}
