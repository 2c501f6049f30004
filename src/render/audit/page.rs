use super::super::html::unsteered;
use super::matters::matters;
use super::rely::rely;
use super::{Audited, percent};
use crate::audit::measures::{LooksAt, Measure, Serves, Verdict};
use crate::audit::{Cell, Change, GroupSummary, MeasureSummary, Reading, Share, wilson};
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = "\
:root { --paper: #fff; --ink: #1b1b1b; --quiet: #505050; --line: #767676; --link: #0b4f8a; --bar: #0b4f8a; --part: #8fb4d9 }
@media screen and (prefers-color-scheme: dark) {
  :root { color-scheme: dark; --paper: #161616; --ink: #ececec; --quiet: #bdbdbd; --line: #8c8c8c; --link: #9ecbff; --bar: #9ecbff; --part: #3f6288 }
}
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 1.05rem/1.6 system-ui, sans-serif; color: var(--ink); background: var(--paper) }
h1, h2, h3 { line-height: 1.25; overflow-wrap: anywhere }
h2 { margin-top: 2.5rem }
a { color: var(--link) }
li, td, dd, blockquote { overflow-wrap: anywhere }
:focus-visible { outline: 3px solid var(--link); outline-offset: 1px }
.wide { overflow-x: auto; background: linear-gradient(to right, var(--paper) 40%, transparent), linear-gradient(to left, var(--paper) 40%, transparent) 100% 0, \
linear-gradient(to right, var(--line), transparent), linear-gradient(to left, var(--line), transparent) 100% 0; \
background-size: 3rem 100%, 3rem 100%, .8rem 100%, .8rem 100%; background-repeat: no-repeat; background-attachment: local, local, scroll, scroll }
table { border-collapse: collapse; width: 100%; min-width: 32rem; font-size: .95rem }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .5rem; text-align: left; vertical-align: top }
td.figure { white-space: nowrap }
svg { display: block; width: 11rem; height: 1rem }
svg .frame { fill: none; stroke: var(--line) }
svg .evident { fill: var(--bar) }
svg .partly { fill: var(--part) }
svg .range { stroke: var(--ink); stroke-width: 1.5 }
blockquote { margin: .4rem 0; padding-left: .8rem; border-left: 4px solid var(--line) }
dt { font-weight: 600 }
dd { margin: 0 0 .4rem }
.quiet, footer { color: var(--quiet); font-size: .9rem }
.first { border: 2px solid var(--ink); padding: 0 1rem 1rem }
@media screen and (max-width: 45rem) {
  table { font-size: .85rem }
  th, td { padding: .3rem }
  td.figure { white-space: normal }
  svg { width: 5rem }
}
@media print {
  body { max-width: none; margin: 0; padding: 0; font-size: 10pt; line-height: 1.4 }
  nav { display: none }
  .wide { overflow: visible; background: none }
  table { min-width: 0; font-size: 8.5pt }
  td.figure { white-space: normal }
  svg { width: 6rem }
  h2, h3 { break-after: avoid }
  tr, li, blockquote { break-inside: avoid }
  .first details::details-content { content-visibility: visible; block-size: auto }
  svg rect, svg line { print-color-adjust: exact; -webkit-print-color-adjust: exact }
}
";

/// Groups that stand beside each other on a page as wide as paper.
const GROUPS_TO_A_TABLE: usize = 5;

/// Recordings named in one list; the tables hold all of them.
pub(super) const MOST_LISTED: usize = 200;

/// The report, as one page that needs nothing beside itself.
pub fn audit_page(audited: &Audited) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                title { "Audit of recordings" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    h1 { "Audit of recordings" }
                    p { (audited.read_of()) " Audit of " (audited.header.begun) "." @if let Some((first, last)) = &audited.summary.days { " Recordings from " (first) " to " (last) "." } }
                    nav aria-label="Parts" {
                        a href="#figures" { "Figures" } " · " a href="#matters" { "What matters to people" } " · "
                        a href="#sure" { "How far to rely on them" } " · "
                        a href="#groups" { "Groups" } " · " a href="#measures" { "Each measure and its recordings" }
                    }
                }
                main { (first(audited)) (figures(audited)) (since(audited)) (matters(audited)) (rely(audited)) (groups(audited)) (each(audited)) }
                footer { @for line in audited.how_made() { p { (line) } } p { (audited.quotes.note()) } }
            }
        }
    };
    unsteered(&page.into_string()) + "\n"
}

fn first(audited: &Audited) -> Markup {
    let (grave, likely) = audited.first();
    html! {
        section.first id="first" {
            h2 { "Read first" }
            @if grave.is_empty() {
                p { "No recording was found that tells of serious harm and of no action. This is no proof that there is none." }
            } @else {
                p {
                    (recordings(grave.len())) " words of harm, and no action that answers them was found there, planned or done. A word can mean something else, \
                    so read each. They stand apart from the measures: follow your own safeguarding procedure."
                }
                (to_read(audited, &grave))
            }
            @if !likely.is_empty() {
                details {
                    summary { (recordings(likely.len())) " a likely risk in other words, and no action" }
                    (to_read(audited, &likely))
                }
            }
            p.quiet { "An action about something else takes a recording off this list, and a risk in words that are not known may be missed." }
        }
    }
}

fn to_read(audited: &Audited, some: &[usize]) -> Markup {
    html! {
        ul {
            @for at in some.iter().take(MOST_LISTED) {
                li {
                    (audited.rows[*at].title())
                    @let whose = audited.whose(*at);
                    @for told in whose.iter().skip(1).chain(&whose[..1]).filter(|told| !told.is_empty()) { " · " (told) }
                    @for words in audited.quotes.first(*at) { blockquote { (words) } }
                }
            }
        }
        (and_more(some.len(), "read-first.csv"))
    }
}

fn recordings(count: usize) -> String {
    if count == 1 { "1 recording holds".into() } else { format!("{count} recordings hold") }
}

pub(super) fn and_more(count: usize, file: &str) -> Markup {
    html! { @if count > MOST_LISTED { p.quiet { "And " (count - MOST_LISTED) " more, in " (file) "." } } }
}

fn pairs<'a>(audited: &'a Audited) -> impl Iterator<Item = (&'a Measure, &'a MeasureSummary)> {
    audited.measures.on().zip(&audited.summary.measures)
}

fn figures(audited: &Audited) -> Markup {
    html! {
        section id="figures" {
            h2 { "Figures" }
            p.quiet {
                "Of the recordings in which there was something to judge: the full part of a bar is evident, the fainter part partly. The line shows where the share of all \
                such recordings lies, nineteen times in twenty."
            }
            @for looks_at in LooksAt::ALL {
                h3 { (looks_at.title()) }
                div.wide tabindex="0" role="region" aria-label=(looks_at.title()) {
                    table {
                        thead { tr { @for name in ["Measure", "", "Evident", "Partly", "Not evident", "Nothing to judge"] { th scope="col" { (name) } } } }
                        tbody {
                            @for (measure, found) in pairs(audited).filter(|(measure, _)| measure.card.looks_at == looks_at) {
                                (line(measure, found, audited.is_unsure(&measure.card)))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn line(measure: &Measure, found: &MeasureSummary, is_unsure: bool) -> Markup {
    let count = |verdict: Verdict| found.recordings[verdict as usize].len();
    html! {
        tr {
            th scope="row" { a href={ "#" (measure.card.id) } { (measure.card.title) }
                @if measure.card.for_trying { " (for trying)" } @if is_unsure { " (to talk about, not to rely on)" }
            }
            td { (bar(&measure.card.title, found)) }
            td.figure { (in_words(found.share(Verdict::Evident))) }
            td { (count(Verdict::Partly)) }
            td { (count(Verdict::NotEvident)) }
            td { (found.nothing) }
        }
    }
}

/// *12 of 40, 30 % (18 to 45)*.
fn in_words(share: Share) -> String {
    if share.of == 0 {
        return "none judged".into();
    }
    let (low, high) = wilson(share);
    format!("{} of {}, {} % ({} to {})", share.so, share.of, percent(share.value()), percent(low), percent(high))
}

/// A bar of 100 by 10, with the same in words for those who hear the page.
fn bar(title: &str, found: &MeasureSummary) -> Markup {
    let (evident, partly) = (found.share(Verdict::Evident), found.share(Verdict::Partly));
    let (low, high) = wilson(evident);
    let at = |share: f64| format!("{:.1}", share * 100.0);
    let told = format!("{title}: evident in {}, partly in {}", in_words(evident), partly.so);
    html! {
        svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label=(told) {
            title { (told) }
            rect.evident x="0" y="0" width=(at(evident.value())) height="10" {}
            rect.partly x=(at(evident.value())) y="0" width=(at(partly.value())) height="10" {}
            rect.frame x="0" y="0" width="100" height="10" {}
            @if evident.of > 0 { line.range x1=(at(low)) x2=(at(high)) y1="5" y2="5" {} }
        }
    }
}

fn since(audited: &Audited) -> Markup {
    let Some(trend) = audited.trend else { return Markup::default() };
    let then = |share: Option<Share>| share.map_or("not looked at".into(), in_words);
    let by = |change: &Change| {
        let (low, high) = change.range;
        format!("{:+} points ({:+} to {:+})", percent(change.by), percent(low), percent(high))
    };
    html! {
        section id="since" {
            h2 { "Since the audit of " (trend.begun) }
            @if trend.other_engine {
                p {
                    "Another version of the program, its model or its rules read those recordings, so nothing is said of a change. To compare, audit both \
                    again with this one."
                }
            } @else {
                p.quiet {
                    "Shares that are evident. A change is told as one only where chance would hardly give it, with so many measures looked at. Other people, \
                    other work or other forms can change a figure too."
                }
            }
            div.wide tabindex="0" role="region" aria-label="Changes" {
                table {
                    thead { tr { @for name in ["Measure", "Then", "Now", "Change", "Reading"] { th scope="col" { (name) } } } }
                    tbody {
                        @for (measure, change) in audited.measures.on().zip(&trend.changes) {
                            tr {
                                th scope="row" { (measure.card.title) }
                                td { (then(change.before)) }
                                td { (in_words(change.now)) }
                                td { @if change.reading != Reading::NotCompared { (by(change)) } }
                                td { (change.reading.in_words()) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn groups(audited: &Audited) -> Markup {
    let dimensions = &audited.summary.dimensions;
    html! {
        section id="groups" {
            h2 { "Groups" }
            @if dimensions.told.is_empty() {
                p { "No column tells a team, a service, a kind or a month." }
            } @else {
                p.quiet {
                    "Shares that are evident. Groups of fewer than five are kept back (–), and as many others as it takes that they cannot be reckoned from the \
                    rest. Groups stand by name, in no order of merit: their people and their work differ."
                }
            }
            @for dimension in &dimensions.too_many {
                p.quiet { "The column for " (dimension.title()) " has too many values to be groups." }
            }
            @for (dimension, all) in &dimensions.told {
                @let groups: Vec<&GroupSummary> = all.iter().filter(|group| group.recordings.is_some()).collect();
                h3 { "By " (dimension.title()) }
                @if groups.len() < all.len() { p.quiet { (all.len() - groups.len()) " of " (all.len()) " groups are kept back." } }
                @for (part, groups) in groups.chunks(GROUPS_TO_A_TABLE).enumerate() {
                    @let label = if part == 0 { format!("By {}", dimension.title()) } else { format!("By {}, part {}", dimension.title(), part + 1) };
                    div.wide tabindex="0" role="region" aria-label=(label) {
                        table {
                            thead { tr { th scope="col" { "Measure" } @for group in groups { th scope="col" { (heading(group)) } } } }
                            tbody {
                                @for (at, measure) in audited.measures.on().enumerate() {
                                    tr { th scope="row" { (measure.card.title) } @for group in groups { td { (cell(group.cells[at])) } } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn heading(group: &GroupSummary) -> Markup {
    html! {
        (group.name.as_deref().unwrap_or("not told"))
        br;
        span.quiet { @if let Some(count) = group.recordings { (count) } }
    }
}

fn cell(cell: Cell) -> String {
    match cell {
        Cell::KeptBack => "–".into(),
        Cell::NothingToJudge => "nothing to judge".into(),
        Cell::Evident(share) => {
            let (low, high) = wilson(share);
            format!("{} of {} ({} to {} %)", share.so, share.of, percent(low), percent(high))
        }
    }
}

fn each(audited: &Audited) -> Markup {
    html! {
        section id="measures" {
            h2 { "Each measure and its recordings" }
            @for (measure, found) in pairs(audited) { (card(audited, measure, found)) }
        }
    }
}

fn card(audited: &Audited, measure: &Measure, found: &MeasureSummary) -> Markup {
    let card = &measure.card;
    let serves: Vec<&str> = card.serves.iter().copied().map(Serves::in_words).collect();
    let parts = [
        ("Asks", &card.asks),
        ("Serves", &serves.join(", ")),
        ("Evidence", &card.evidence),
        ("Could distort practice", &card.distorts),
        ("How sure", &card.accuracy),
    ];
    let (examples, against) = (audited.quotes.examples(&card.id), audited.quotes.against(&card.id));
    html! {
        article id=(card.id) {
            h3 { (card.title) }
            dl { @for (name, words) in parts { dt { (name) } dd { (words) } } }
            @if !examples.is_empty() {
                p { "Where it is evident:" }
                @for (at, words) in examples { blockquote { (words) br; span.quiet { (audited.rows[*at].title()) } } }
            }
            @if !against.is_empty() {
                p { "Where it is not, to talk about. Looked for and not found: " (card.looked_for()) }
                @for (at, words) in against { blockquote { (words) br; span.quiet { (audited.rows[*at].title()) } } }
            }
            @for verdict in [Verdict::NotEvident, Verdict::Partly, Verdict::Evident] {
                (listed(audited, &card.id, verdict, &found.recordings[verdict as usize]))
            }
        }
    }
}

fn listed(audited: &Audited, id: &str, verdict: Verdict, some: &[usize]) -> Markup {
    let because = |at: usize| {
        audited.rows[at].measures.get(id).and_then(Option::as_ref).map(|told| told.because.clone()).unwrap_or_default()
    };
    html! {
        @if !some.is_empty() {
            details {
                summary { (some.len()) " " (verdict.in_words()) }
                @if verdict == Verdict::NotEvident { p.quiet { "Each with its sentences, and what was looked for and not found, in not-evident.csv." } }
                ul { @for at in some.iter().take(MOST_LISTED) { li { (audited.rows[*at].title()) span.quiet { " · " (because(*at)) } } } }
                (and_more(some.len(), if verdict == Verdict::NotEvident { "not-evident.csv" } else { "why.csv" }))
            }
        }
    }
}
