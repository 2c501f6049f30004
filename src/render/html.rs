use super::page::{self, ACTION_COLUMNS, Body, Item, Look, Part};
use super::{Render, Versions};
use crate::recording::Draft;
use crate::rules::Category;
use crate::text::steers;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::io::{self, Write};

/// Drafts as one page that needs nothing beside itself. What is said of a phrase shows when the pointer or the keyboard is on it, and again
/// in a list, for paper and for those who hear the page. It is written when the last draft is known, since it begins with a list of them.
pub struct Html {
    pub versions: Versions,
    /// Only the recordings with their phrasing, as `check` gives them.
    pub findings_only: bool,
    titles: Vec<String>,
    drafts: String,
}

pub(super) const STYLE: &str = "\
:root { --paper: #fff; --ink: #1b1b1b; --quiet: #505050; --mark: #ffe9a8; --line: #767676; --link: #0b4f8a }
@media screen and (prefers-color-scheme: dark) {
  :root { color-scheme: dark; --paper: #161616; --ink: #ececec; --quiet: #bdbdbd; --mark: #594400; --line: #8c8c8c; --link: #9ecbff }
}
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 1.05rem/1.6 system-ui, sans-serif; color: var(--ink); background: var(--paper) }
h1, h2, h3 { line-height: 1.25; overflow-wrap: anywhere }
h3 { margin: 2rem 0 .5rem }
a { color: var(--link) }
li, td, .recording { overflow-wrap: anywhere }
li { margin: .35rem 0 }
/* What is said of a phrase stands below its line and as wide as what holds it, so that it never runs off the page. */
li, .recording { position: relative }
.row { white-space: pre-wrap; tab-size: 4 }
.recording { white-space: pre-wrap; border: 1px solid var(--line); padding: 1rem }
mark { color: inherit; background: var(--mark); text-decoration: underline dotted; cursor: help }
:focus-visible { outline: 3px solid var(--link); outline-offset: 1px }
.said { display: none; position: absolute; left: 0; right: 0; margin-top: -.2rem; z-index: 1; padding: .6rem .8rem; font-size: .9rem; line-height: 1.4;
  white-space: normal; color: var(--ink); background: var(--paper); border: 1px solid var(--line) }
mark:hover .said, mark:focus .said { display: block }
sup { font-size: .7em; line-height: 1 }
.wide { overflow-x: auto }
table { border-collapse: collapse; table-layout: fixed; width: 100%; min-width: 36rem; font-size: .95rem }
th:first-child { width: 14% }
th:nth-child(2) { width: 38% }
th, td { border: 1px solid var(--line); padding: .3rem .5rem; text-align: left; vertical-align: top }
.quiet, footer { color: var(--quiet); font-size: .9rem }
.note { border-left: 4px solid var(--line); padding-left: .8rem }
@media print {
  body { max-width: none; margin: 0; padding: 0; font-size: 10.5pt; line-height: 1.4 }
  .said, nav { display: none !important }
  mark { background: none }
  article + article { break-before: page }
  h2, h3 { break-after: avoid }
  li, tr { break-inside: avoid }
  .wide { overflow: visible }
}
";

impl Html {
    pub fn new(versions: Versions, findings_only: bool) -> Html {
        Html { versions, findings_only, titles: Vec::new(), drafts: String::new() }
    }

    fn heading(&self) -> String {
        match (self.findings_only, self.titles.len()) {
            (true, _) => "Phrasing worth another look".into(),
            (false, 1) => "Draft".into(),
            (false, count) => format!("Drafts of {count} recordings"),
        }
    }

    fn contents(&self) -> Markup {
        html! {
            @if self.titles.len() > 1 {
                nav aria-label="Recordings" {
                    ol { @for (at, title) in self.titles.iter().enumerate() { li { a href={ "#recording-" (at + 1) } { (title) } } } }
                }
            }
        }
    }
}

impl Render for Html {
    fn render(&mut self, draft: &Draft, _out: &mut dyn Write) -> io::Result<()> {
        self.titles.push(draft.recording.source.title());
        let number = self.titles.len();
        let article = html! {
            article id={ "recording-" (number) } {
                h2 { (draft.recording.source.title()) }
                @for problem in &draft.problems { p.note { (problem) } }
                @if self.findings_only { (with_phrasing(draft, number)) } @else { (arranged(draft, number)) }
            }
        };
        self.drafts.push_str(&article.into_string());
        self.drafts.push('\n');
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let heading = self.heading();
        let foot = if self.findings_only { page::foot_of_findings } else { page::foot };
        let page = html! {
            (DOCTYPE)
            html lang="en-GB" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width";
                    title { (heading) @if let [only] = self.titles.as_slice() { " · " (only) } }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    header { h1 { (heading) } (self.contents()) }
                    main { (PreEscaped(std::mem::take(&mut self.drafts))) }
                    footer { @for line in foot(&self.versions) { p { (line) } } }
                }
            }
        };
        writeln!(out, "{}", unsteered(&page.into_string()))
    }
}

/// A draft, part by part. `number` tells its marks apart from those of others.
fn arranged(draft: &Draft, number: usize) -> Markup {
    let looks = page::looks(draft);
    html! { @for part in page::parts(draft) { section { h3 { (part.heading) } (body(&part, &looks, number)) } } }
}

/// A recording as it was written, with its phrasing marked and told.
fn with_phrasing(draft: &Draft, number: usize) -> Markup {
    let part = page::phrasing(draft);
    html! {
        p.recording { (marked(page::as_written(draft).stretches(), &page::looks(draft), number)) }
        @if draft.findings.is_empty() { p { (page::NOTHING_TO_LOOK_AT) } }
        (body(&part, &[], number))
    }
}

fn body(part: &Part, looks: &[Look], number: usize) -> Markup {
    html! {
        @match &part.body {
            Body::Items(items) => @if !items.is_empty() { ul { @for item in items { (line(item, looks, number)) } } },
            Body::Actions(rows) => (table(part.heading, rows)),
            Body::Phrasing(looks) => @if !looks.is_empty() {
                ol { @for (at, look) in looks.iter().enumerate() { li id=(id(number, at)) { (said(look)) } } }
            },
            Body::Source(text) => div.recording { (text) },
        }
        @for line in &part.after { p.quiet { (line) } }
    }
}

fn line(item: &Item, looks: &[Look], number: usize) -> Markup {
    // The columns of a table stay apart.
    let row = (item.words.contains('\t') || item.words.contains("   ")).then_some("row");
    html! {
        li class=[row] {
            (marked(item.stretches(), looks, number))
            @if let Some(beside) = item.beside() { " " span.quiet { (beside) } }
        }
    }
}

fn table(heading: &str, rows: &[[String; ACTION_COLUMNS.len()]]) -> Markup {
    html! {
        // What is wider than the page is reached with the keyboard too.
        div.wide tabindex="0" role="region" aria-label=(heading) {
            table {
                thead { tr { @for column in ACTION_COLUMNS { th scope="col" { (column) } } } }
                tbody { @for row in rows { tr { @for cell in row { td { (cell) } } } } }
            }
        }
    }
}

fn marked(stretches: Vec<(&str, Option<usize>)>, looks: &[Look], number: usize) -> Markup {
    html! {
        @for (words, finding) in stretches {
            @match finding.and_then(|at| Some((at, looks.get(at)?))) {
                Some((at, look)) => mark tabindex="0" class=(look.finding.category.name()) aria-describedby=(id(number, at)) {
                    (words) sup aria-hidden="true" { (at + 1) } span.said aria-hidden="true" { (said(look)) }
                },
                None => (words),
            }
        }
    }
}

fn id(recording: usize, finding: usize) -> String {
    format!("phrase-{recording}-{}", finding + 1)
}

fn said(look: &Look) -> Markup {
    let finding = look.finding;
    html! {
        (finding.message) ". "
        span.quiet { "Line " (look.line) ", " (kind(finding.category)) ", " (page::severity(finding.severity)) }
        @for instead in &finding.suggestions { br; "Perhaps: " (instead) }
    }
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

/// A whole page of which no character steers what shows it; `maud` has seen to the marks of HTML.
pub(super) fn unsteered(page: &str) -> String {
    let page = page.replace("\r\n", "\n").replace('\r', "\n");
    page.chars().map(|c| if steers(c) && !matches!(c, '\n' | '\t') { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How far apart two colours are in brightness, from 1 to 21, as WCAG 2 reckons it.
    fn contrast(one: &str, other: &str) -> f64 {
        let brightness = |colour: &str| {
            let digits: String =
                colour.chars().skip(1).flat_map(|c| vec![c; if colour.len() == 4 { 2 } else { 1 }]).collect();
            let part = |at: usize| {
                let share = f64::from(u8::from_str_radix(&digits[at..at + 2], 16).unwrap()) / 255.0;
                if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
        };
        let (one, other) = (brightness(one), brightness(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn words_stand_out_from_the_page_by_day_and_by_night() {
        let schemes: Vec<&str> = STYLE.lines().filter(|line| line.contains("--paper:")).collect();
        assert_eq!(schemes.len(), 2);
        for scheme in schemes {
            let colour = |name: &str| {
                let from = scheme.find(&format!("--{name}: ")).unwrap() + name.len() + 4;
                scheme[from..].split([';', ' ']).next().unwrap()
            };
            for words in ["ink", "quiet", "link"] {
                assert!(contrast(colour(words), colour("paper")) >= 7.0, "{words} in {scheme}");
            }
            assert!(contrast(colour("ink"), colour("mark")) >= 7.0, "{scheme}");
            assert!(contrast(colour("link"), colour("mark")) >= 3.0, "what shows the keyboard's place in {scheme}");
            assert!(contrast(colour("line"), colour("paper")) >= 3.0, "{scheme}");
        }
        assert_eq!(contrast("#fff", "#000000").round(), 21.0);
    }
}
