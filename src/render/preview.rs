use super::Render;
use super::terminal::title;
use crate::recording::Draft;
use crate::rules::Finding;
use crate::text::{Span, lines};
use std::io::{self, Write};

/// What the recording would be with the first suggestion for each phrase, as a unified diff. Nothing is changed in place.
pub struct Preview;

impl Render for Preview {
    fn render(&mut self, draft: &Draft, out: &mut dyn io::Write) -> io::Result<()> {
        if draft.findings.is_empty() {
            return Ok(());
        }
        let (text, name) = (&draft.recording.text, title(draft));
        writeln!(out, "--- {name}\n+++ {name}, with the first suggestions")?;
        let mut findings = draft.findings.as_slice();
        for (number, line) in lines(text).enumerate() {
            let here = findings.partition_point(|finding| finding.span.start() < line.end());
            let (on_line, rest) = findings.split_at(here);
            findings = rest;
            if !on_line.is_empty() {
                // A phrase that wraps goes on in the next line, which stays as it is.
                let number = number + 1;
                writeln!(out, "@@ -{number} +{number} @@")?;
                changed('-', line.of(text), out)?;
                changed('+', &with_suggestions(text, line, on_line), out)?;
            }
        }
        Ok(())
    }
}

fn changed(sign: char, line: &str, out: &mut dyn Write) -> io::Result<()> {
    let ending = if line.ends_with(['\n', '\r']) { "" } else { "\n\\ No newline at end of file\n" };
    write!(out, "{sign}{line}{ending}")
}

fn with_suggestions(text: &str, line: Span, findings: &[Finding]) -> String {
    let (mut changed, mut rest) = (String::new(), line.start());
    for finding in findings {
        let end = finding.span.end().min(line.end());
        changed.push_str(&text[rest..finding.span.start()]);
        let words = text[finding.span.start()..end].trim_end();
        match finding.suggestions.first() {
            Some(instead) if is_wording(instead) && words.len() == finding.span.len() => {
                changed.push_str(&like(words, instead));
            }
            Some(advice) => changed.push_str(&format!("{words} [{advice}]")),
            None => changed.push_str(words),
        }
        rest = finding.span.start() + words.len();
    }
    changed.push_str(&text[rest..line.end()]);
    changed
}

/// True of a suggestion that can stand in place of the phrase; others say what to do, and the phrase stays until the writer has done it.
fn is_wording(suggestion: &str) -> bool {
    const TELLING: [&str; 21] = [
        "say", "write", "put", "leave", "give", "name", "describe", "tell", "ask", "keep", "add", "use", "check",
        "quote", "if", "for", "what", "who", "record", "set", "of",
    ];
    let first = suggestion.split([' ', ',', ':']).next().unwrap_or_default();
    !TELLING.contains(&first) && !suggestion.contains(['…', ':', '?', '[', '('])
}

/// `instead`, with a capital where the words it replaces have one.
fn like(words: &str, instead: &str) -> String {
    let mut letters = instead.chars();
    match (words.chars().next(), letters.next()) {
        (Some(old), Some(new)) if old.is_uppercase() => new.to_uppercase().chain(letters).collect(),
        _ => instead.to_owned(),
    }
}
