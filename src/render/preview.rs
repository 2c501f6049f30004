use super::Render;
use super::page;
use super::terminal::printable;
use crate::recording::Draft;
use crate::rules::Finding;
use crate::text::{Span, lines};
use std::io::{self, Write};

/// What the recording would be with the wording that is suggested for a phrase, as a unified diff, and below it what only the writer can put
/// right. Nothing is changed in place.
pub struct Preview;

impl Render for Preview {
    fn render(&mut self, draft: &Draft, out: &mut dyn io::Write) -> io::Result<()> {
        let text = &draft.recording.text;
        if draft.findings.iter().any(|finding| wording(finding).is_some()) {
            let name = draft.recording.source.title();
            writeln!(out, "--- {name}\n+++ {name}, with the wording suggested")?;
        }
        let mut findings = draft.findings.as_slice();
        for (number, line) in lines(text).enumerate() {
            let here = findings.partition_point(|finding| finding.span.start() < line.end());
            let (on_line, rest) = findings.split_at(here);
            findings = rest;
            let reworded = with_wording(text, line, on_line);
            if reworded != line.of(text) {
                let number = number + 1;
                writeln!(out, "@@ -{number} +{number} @@")?;
                changed('-', line.of(text), out)?;
                changed('+', &reworded, out)?;
            }
        }
        advice(draft, out)
    }
}

/// What to do about the phrases that no wording can mend, each with its place.
fn advice(draft: &Draft, out: &mut dyn Write) -> io::Result<()> {
    let looks = page::looks(draft);
    let mut left = looks.iter().filter(|look| wording(look.finding).is_none()).peekable();
    if left.peek().is_none() {
        return Ok(());
    }
    writeln!(out, "{}: left for the writer", printable(&draft.recording.source.title()))?;
    for look in left {
        writeln!(out, "  {}", printable(&look.said()))?;
        let first = look.finding.suggestions.first();
        first.map_or(Ok(()), |instead| writeln!(out, "    perhaps: {}", printable(instead)))?;
    }
    Ok(())
}

fn changed(sign: char, line: &str, out: &mut dyn Write) -> io::Result<()> {
    let ending = if line.ends_with(['\n', '\r']) { "" } else { "\n\\ No newline at end of file\n" };
    write!(out, "{sign}{line}{ending}")
}

/// A phrase that wraps goes on in the next line, and stays as it is.
fn with_wording(text: &str, line: Span, findings: &[Finding]) -> String {
    let (mut changed, mut rest) = (String::new(), line.start());
    for finding in findings.iter().filter(|finding| finding.span.end() <= line.end()) {
        if let Some(instead) = wording(finding) {
            changed.push_str(&text[rest..finding.span.start()]);
            changed.push_str(&like(finding.span.of(text), instead));
            rest = finding.span.end();
        }
    }
    changed.push_str(&text[rest..line.end()]);
    changed
}

/// The first suggestion where it can stand in place of the phrase; others say what to do, and the phrase stays until the writer has done it.
fn wording(finding: &Finding) -> Option<&str> {
    const TELLING: [&str; 21] = [
        "say", "write", "put", "leave", "give", "name", "describe", "tell", "ask", "keep", "add", "use", "check",
        "quote", "if", "for", "what", "who", "record", "set", "of",
    ];
    let suggestion = finding.suggestions.first()?.as_str();
    let first = suggestion.split([' ', ',', ':']).next().unwrap_or_default();
    (!TELLING.contains(&first) && !suggestion.contains(['…', ':', '?', '[', '('])).then_some(suggestion)
}

/// `instead`, with a capital where the words it replaces have one.
fn like(words: &str, instead: &str) -> String {
    let mut letters = instead.chars();
    match (words.chars().next(), letters.next()) {
        (Some(old), Some(new)) if old.is_uppercase() => new.to_uppercase().chain(letters).collect(),
        _ => instead.to_owned(),
    }
}
