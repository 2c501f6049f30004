//! A paper for reading together: chapters of parts of lines, dressed as Markdown, a page or a Word document.

use super::html::{STYLE, unsteered};
use super::markdown::escaped;
use super::terminal::{HEADING, QUIET, printable, wrapped};
use super::word::shown;
use crate::docx::{Run, Style, Written, xml_holds};
use anstyle::Style as Colour;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::io::{self, Write};

/// How a paper is dressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dress {
    Markdown,
    Html,
    Docx,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    pub title: String,
    pub intro: Vec<String>,
    pub chapters: Vec<Chapter>,
    pub foot: Vec<String>,
}

/// Each begins on a page of its own on paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chapter {
    pub heading: String,
    pub notes: Vec<String>,
    pub parts: Vec<PaperPart>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaperPart {
    pub heading: String,
    pub lines: Vec<Line>,
    /// What is said below them.
    pub after: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    pub words: String,
    /// What is said beside them, in brackets.
    pub beside: Option<String>,
    /// What a later sentence tells of them, with what is said beside that.
    pub then: Option<(String, String)>,
}

impl PaperPart {
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.after.is_empty()
    }
}

/// Writes the paper whole. The same paper gives the same bytes.
pub fn write_paper(paper: &Paper, dress: Dress, out: &mut dyn Write) -> io::Result<()> {
    match dress {
        Dress::Markdown => as_markdown(paper, out),
        Dress::Html => writeln!(out, "{}", unsteered(&as_page(paper).into_string())),
        Dress::Docx => out.write_all(&as_document(paper).to_bytes().map_err(io::Error::other)?),
    }
}

/// Writes the paper for reading in a terminal of `width` columns.
pub fn write_paper_to_terminal(paper: &Paper, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let heading = |out: &mut dyn Write, words: &str| writeln!(out, "{HEADING}{}{HEADING:#}", printable(words));
    heading(out, &paper.title)?;
    paper.intro.iter().try_for_each(|line| wrapped(out, width, "", line, QUIET))?;
    for chapter in &paper.chapters {
        writeln!(out)?;
        heading(out, &chapter.heading)?;
        chapter.notes.iter().try_for_each(|note| wrapped(out, width, "! ", note, Colour::new()))?;
        for part in &chapter.parts {
            writeln!(out)?;
            heading(out, &part.heading.to_uppercase())?;
            for line in &part.lines {
                wrapped(out, width, "  • ", &line.words, Colour::new())?;
                line.beside.iter().try_for_each(|beside| wrapped(out, width, "    ", beside, QUIET))?;
                if let Some((words, beside)) = &line.then {
                    wrapped(out, width, "    → ", words, Colour::new())?;
                    wrapped(out, width, "      ", beside, QUIET)?;
                }
            }
            part.after.iter().try_for_each(|line| wrapped(out, width, "  ", line, QUIET))?;
        }
    }
    writeln!(out)?;
    paper.foot.iter().try_for_each(|line| wrapped(out, width, "", line, QUIET))
}

fn as_markdown(paper: &Paper, out: &mut dyn Write) -> io::Result<()> {
    let paragraphs =
        |lines: &[String], out: &mut dyn Write| lines.iter().try_for_each(|line| writeln!(out, "{}\n", escaped(line)));
    writeln!(out, "# {}\n", escaped(&paper.title))?;
    paragraphs(&paper.intro, out)?;
    for chapter in &paper.chapters {
        writeln!(out, "## {}\n", escaped(&chapter.heading))?;
        chapter.notes.iter().try_for_each(|note| writeln!(out, "> {}\n", escaped(note)))?;
        for part in &chapter.parts {
            writeln!(out, "### {}\n", escaped(&part.heading))?;
            for line in &part.lines {
                let beside = line.beside.as_ref().map_or(String::new(), |beside| format!(" *({})*", escaped(beside)));
                writeln!(out, "- {}{beside}", escaped(&line.words))?;
                if let Some((words, beside)) = &line.then {
                    writeln!(out, "  - {} *({})*", escaped(words), escaped(beside))?;
                }
            }
            if !part.lines.is_empty() {
                writeln!(out)?;
            }
            paragraphs(&part.after, out)?;
        }
    }
    writeln!(out, "---\n")?;
    paper.foot.iter().try_for_each(|line| writeln!(out, "{}  ", escaped(line)))
}

fn as_page(paper: &Paper) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                title { (paper.title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header { h1 { (paper.title) } @for line in &paper.intro { p { (line) } } }
                main { @for chapter in &paper.chapters {
                    article {
                        h2 { (chapter.heading) }
                        @for note in &chapter.notes { p.note { (note) } }
                        @for part in &chapter.parts { section {
                            h3 { (part.heading) }
                            @if !part.lines.is_empty() { ul { @for line in &part.lines { (item(line)) } } }
                            @for line in &part.after { p.quiet { (line) } }
                        } }
                    }
                } }
                footer { @for line in &paper.foot { p { (line) } } }
            }
        }
    }
}

fn item(line: &Line) -> Markup {
    html! {
        li {
            (line.words)
            @if let Some(beside) = &line.beside { " " span.quiet { "(" (beside) ")" } }
            @if let Some((words, beside)) = &line.then { ul { li { (words) " " span.quiet { "(" (beside) ")" } } } }
        }
    }
}

fn as_document(paper: &Paper) -> Written {
    let mut document = Written::default();
    let line =
        |document: &mut Written, style: Style, words: &str| document.paragraph(style, &[Run::plain(shown(words))]);
    line(&mut document, Style::Heading1, &paper.title);
    paper.intro.iter().for_each(|words| line(&mut document, Style::Plain, words));
    if !holds_all(paper) {
        line(&mut document, Style::Quiet, super::page::NOT_HELD);
    }
    // The foot never stands alone on a page.
    let paragraphs = |part: &PaperPart| part.lines.len() + part.after.len();
    let last = paper.chapters.len().saturating_sub(1);
    for (at, chapter) in paper.chapters.iter().enumerate() {
        let heading = [Run::plain(shown(&chapter.heading))];
        if at == 0 {
            document.paragraph(Style::Heading1, &heading);
        } else {
            document.paragraph_on_new_page(Style::Heading1, &heading);
        }
        chapter.notes.iter().for_each(|note| line(&mut document, Style::Quiet, note));
        for (number, part) in chapter.parts.iter().enumerate() {
            let is_last = at == last && number + 1 == chapter.parts.len();
            let mut left = if is_last { paragraphs(part) } else { usize::MAX };
            let mut put = |document: &mut Written, style: Style, runs: &[Run]| {
                left -= 1;
                match left {
                    0 => document.paragraph_kept_with_next(style, runs),
                    _ => document.paragraph(style, runs),
                }
            };
            line(&mut document, Style::CloseHeading, &part.heading);
            for one in &part.lines {
                let mut runs = vec![Run::plain(shown(&one.words))];
                runs.extend(one.beside.as_ref().map(|beside| Run::quiet(shown(&format!(" ({beside})")))));
                if let Some((words, beside)) = &one.then {
                    runs.push(Run::plain(shown(&format!("\n→ {words}"))));
                    runs.push(Run::quiet(shown(&format!(" ({beside})"))));
                }
                put(&mut document, Style::CloseBullet, &runs);
            }
            part.after.iter().for_each(|words| put(&mut document, Style::Quiet, &[Run::plain(shown(words))]));
        }
    }
    line(&mut document, Style::Foot, &paper.foot.join("\n"));
    document
}

fn holds_all(paper: &Paper) -> bool {
    let lines = paper.chapters.iter().flat_map(|chapter| &chapter.parts).flat_map(|part| &part.lines);
    lines.into_iter().all(|line| {
        let then = line.then.as_ref().map_or("", |(words, _)| words);
        line.words.chars().chain(then.chars()).all(xml_holds)
    })
}
