use super::Render;
use super::page::{self, Look};
use super::terminal::printable;
use crate::recording::Draft;
use crate::settled::fingerprint;
use crate::text::{Span, lines};
use anstyle::{AnsiColor, Style};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Findings as a linter gives them: the line, and carets under the phrase.
pub struct Findings {
    pub width: usize,
}

const NAME: Style = Style::new().bold();
const CARET: Style = AnsiColor::Yellow.on_default().bold();
const QUIET: Style = Style::new().dimmed();

impl Render for Findings {
    fn render(&mut self, draft: &Draft, out: &mut dyn io::Write) -> io::Result<()> {
        let text = &draft.recording.text;
        let lines: Vec<Span> = lines(text).collect();
        draft.problems.iter().try_for_each(|problem| writeln!(out, "! {}\n", printable(problem)))?;
        page::looks(draft).iter().try_for_each(|look| self.finding(out, draft, lines[look.line - 1], look))?;
        let settled = page::settled(draft);
        settled.iter().try_for_each(|line| {
            writeln!(out, "{QUIET}{}: {}{QUIET:#}", printable(&draft.recording.source.title()), printable(line))
        })?;
        if settled.is_empty() { Ok(()) } else { writeln!(out) }
    }
}

impl Findings {
    fn finding(&self, out: &mut dyn Write, draft: &Draft, line: Span, look: &Look) -> io::Result<()> {
        let finding = look.finding;
        let place = format!("{}:{}:{}", draft.recording.source.title(), look.line, look.column);
        writeln!(
            out,
            "{NAME}{}{NAME:#}: {} {QUIET}[{}, {}, {}]{QUIET:#}",
            printable(&place),
            printable(&finding.message),
            finding.rule,
            page::severity(finding.severity),
            fingerprint(&draft.recording.text, finding)
        )?;
        let (excerpt, before, marked) = self.excerpt(&draft.recording.text, line, finding.span);
        writeln!(out, "  {excerpt}")?;
        writeln!(out, "  {}{CARET}{}{CARET:#}", " ".repeat(before), "^".repeat(marked))?;
        finding.suggestions.iter().try_for_each(|instead| writeln!(out, "  perhaps: {instead}"))?;
        writeln!(out)
    }

    /// As much of the line as fits around the phrase, with the columns before the phrase and those that it fills.
    fn excerpt(&self, text: &str, line: Span, phrase: Span) -> (String, usize, usize) {
        let phrase = Span::new(phrase.start(), phrase.end().min(line.end()));
        let marked = printable(phrase.of(text).trim_end());
        let room = self.width.saturating_sub(2 + marked.width() + 4);
        // No more of the line than could be shown, so that a long one is not copied for each of its findings.
        let start = text.floor_char_boundary(phrase.start().saturating_sub(4 * room)).max(line.start());
        let after = phrase.start() + phrase.of(text).trim_end().len();
        let end = text.ceil_char_boundary((after + 4 * room).min(line.end()));
        let before = tail(&printable(&text[start..phrase.start()]), room / 2);
        let after = head(printable(&text[after..end]).trim_end(), room - before.width().min(room));
        let columns = before.width();
        (format!("{before}{marked}{after}"), columns, marked.width().max(1))
    }
}

/// The end of `words` in at most `columns`, with a mark where some is left out.
fn tail(words: &str, columns: usize) -> String {
    let words = words.trim_start();
    if words.width() <= columns {
        return words.to_owned();
    }
    let count = words.chars().count();
    let kept: String = words.chars().skip(count.saturating_sub(columns.saturating_sub(2))).collect();
    format!("… {}", kept.split_once(' ').map_or("", |(_, whole)| whole))
}

/// The beginning of `words`, the same way.
fn head(words: &str, columns: usize) -> String {
    if words.width() <= columns {
        return words.to_owned();
    }
    let kept: String = words.chars().take(columns.saturating_sub(2)).collect();
    format!("{} …", kept.rsplit_once(' ').map_or("", |(whole, _)| whole))
}
