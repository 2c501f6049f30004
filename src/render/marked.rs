use super::page::{self, Look};
use super::terminal::title;
use super::{Render, Versions};
use crate::recording::Draft;
use crate::rules::Category;
use std::io::{self, Write};

/// Recordings with their phrasing marked, as one page that needs nothing beside itself. What is said of a phrase shows when the pointer or
/// the keyboard is on it, and again below the recording, for paper.
pub struct Marked {
    pub versions: Versions,
}

const STYLE: &str = "\
:root { color-scheme: light dark; --paper: #fff; --ink: #1b1b1b; --quiet: #595959; --mark: #ffe9a8; --line: #c9c9c9 }\n\
@media (prefers-color-scheme: dark) { :root { --paper: #161616; --ink: #ececec; --quiet: #b0b0b0; --mark: #5c4600; --line: #444 } }\n\
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; font: 1.05rem/1.6 system-ui, sans-serif; color: var(--ink); background: var(--paper) }\n\
.recording { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--line); padding: 1rem }\n\
mark { position: relative; color: inherit; background: var(--mark); text-decoration: underline dotted; cursor: help }\n\
mark:focus { outline: 2px solid }\n\
.said { display: none; position: absolute; left: 0; top: 1.7em; z-index: 1; width: max-content; max-width: min(20rem, 80vw); padding: .6rem .8rem;\n\
  font-size: .9rem; line-height: 1.4; white-space: normal; color: var(--ink); background: var(--paper); border: 1px solid var(--quiet) }\n\
mark:hover .said, mark:focus .said { display: block }\n\
sup { font-size: .7em }\n\
.quiet, footer { color: var(--quiet); font-size: .9rem }\n\
@media print { .said { display: none !important } mark { background: none; border-bottom: 1px solid } }\n";

impl Render for Marked {
    fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(
            out,
            "<!doctype html>\n<html lang=\"en-GB\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
             <title>Phrasing worth another look</title>\n<style>\n{STYLE}</style>\n<h1>Phrasing worth another look</h1>"
        )
    }

    fn render(&self, draft: &Draft, out: &mut dyn Write) -> io::Result<()> {
        let looks = page::looks(draft);
        writeln!(out, "<section>\n<h2>{}</h2>", safe(&title(draft)))?;
        draft.problems.iter().try_for_each(|problem| writeln!(out, "<p>{}</p>", safe(problem)))?;
        write!(out, "<p class=\"recording\">")?;
        let (text, mut rest) = (&draft.recording.text, 0);
        for (number, look) in looks.iter().enumerate() {
            let span = look.finding.span;
            write!(out, "{}", safe(&text[rest..span.start()]))?;
            write!(
                out,
                "<mark tabindex=\"0\" class=\"{}\">{}<sup>{}</sup><span class=\"said\">{}</span></mark>",
                look.finding.category.name(),
                safe(span.of(text)),
                number + 1,
                said(look)
            )?;
            rest = span.end();
        }
        writeln!(out, "{}</p>", safe(&text[rest..]))?;
        if looks.is_empty() {
            writeln!(out, "<p>{}</p>", page::NOTHING_TO_LOOK_AT)?;
        } else {
            writeln!(out, "<ol>")?;
            looks.iter().try_for_each(|look| writeln!(out, "<li>{}</li>", said(look)))?;
            writeln!(out, "</ol>")?;
        }
        for line in page::settled(draft) {
            writeln!(out, "<p class=\"quiet\">{}</p>", safe(&line))?;
        }
        writeln!(out, "</section>")
    }

    fn end(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<footer>")?;
        page::foot_of_findings(&self.versions).iter().try_for_each(|line| writeln!(out, "<p>{}</p>", safe(line)))?;
        writeln!(out, "</footer>\n</html>")
    }
}

fn said(look: &Look) -> String {
    let finding = look.finding;
    let suggestions: Vec<String> =
        finding.suggestions.iter().map(|instead| format!("<br>Perhaps: {}", safe(instead))).collect();
    format!(
        "{}. <span class=\"quiet\">Line {}, {}, {}</span>{}",
        safe(&finding.message),
        look.line,
        kind(finding.category),
        page::severity(finding.severity),
        suggestions.concat()
    )
}

/// The category as a reader knows it.
fn kind(category: Category) -> &'static str {
    match category {
        Category::Deficit => "deficit-led",
        Category::Defensive => "defensive",
        Category::Jargon => "jargon",
        Category::Vague => "vague",
    }
}

/// Nothing in a recording becomes markup, and no character of it steers what shows it.
fn safe(words: &str) -> String {
    let mut safe = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\n' | '\t' => safe.push(c),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            c if c.is_control() => {}
            c => safe.push(c),
        }
    }
    safe
}
