use super::page::{MOST_LISTED, and_more};
use super::{Audited, TOO_LOW, percent};
use crate::audit::{Judgement, Role, is_low};
use maud::{Markup, html};

/// What to know before a figure is relied on: what was not read, what may count twice, and how far people agreed.
pub(super) fn rely(audited: &Audited) -> Markup {
    let summary = audited.summary;
    let title = |at: usize| audited.rows[at].title();
    html! {
        section id="sure" {
            h2 { "How far to rely on them" }
            p { "Each measure says below how well it reads. A figure is of recordings, never of a worker: whoever is asked about one should be shown the \
                sentences." }
            (agreement(audited))
            (columns(audited))
            @if !audited.unread.is_empty() {
                h3 { "Not read" }
                p { (audited.read_of()) }
                ul {
                    @for problem in audited.unread.iter().take(MOST_LISTED) {
                        li { (problem.name) @if let Some(row) = problem.row { ", row " (row) } ": " (problem.message) "; " (problem.hint) }
                    }
                }
                (and_more(audited.unread.len(), "not-read.csv"))
            }
            @if !summary.not_assessed.is_empty() {
                h3 { "Not judged" }
                p { "Mostly in Welsh or another language, which no measure judges. Somebody who reads it should read these." }
                ul { @for at in summary.not_assessed.iter().take(MOST_LISTED) { li { (title(*at)) } } }
                (and_more(summary.not_assessed.len(), "to-look-at.csv"))
            }
            @if !summary.same_id.is_empty() {
                h3 { "One id for several recordings" }
                p { "They were read apart. The same recording may have been exported twice, and then counts twice." }
                ul { @for (id, rows) in summary.same_id.iter().take(MOST_LISTED) { li { (id) ": " (rows.len()) " recordings" } } }
                (and_more(summary.same_id.len(), "to-look-at.csv"))
            }
            @if !summary.in_future.is_empty() {
                h3 { "Dated after the day of the audit" }
                ul { @for at in summary.in_future.iter().take(MOST_LISTED) { li { (title(*at)) } } }
                (and_more(summary.in_future.len(), "to-look-at.csv"))
            }
            @if !summary.unclear_dates.is_empty() {
                h3 { "Dates that are not understood" }
                p {
                    "The column for the date holds something else than a day with its year. Days are read day first: 04/05/2026 is 4 May. If the date stands in another \
                    column, name it with " code { "--column date=\"Its name\"" } "."
                }
                @if summary.month_first > 0 {
                    p {
                        (summary.month_first) " have the month first and none has the day first, so those that could be either are not read as days. Save the export with dates \
                        such as 2026-05-04 and run the audit again."
                    }
                }
                ul { @for at in summary.unclear_dates.iter().take(MOST_LISTED) { li { (title(*at)) } } }
                (and_more(summary.unclear_dates.len(), "to-look-at.csv"))
            }
            @if !summary.copies.is_empty() {
                h3 { "Copied forward" }
                ul {
                    @for (at, like) in summary.copies.iter().take(MOST_LISTED) {
                        li { (title(*at)) ": about " (percent(like.share)) " % of its words stand in " (title(like.to)) " too" }
                    }
                }
                (and_more(summary.copies.len(), "copied-forward.csv"))
            }
        }
    }
}

/// Which columns of tables were read, and for what.
fn columns(audited: &Audited) -> Markup {
    let used = audited.used;
    if used.is_empty() {
        return Markup::default();
    }
    let others = used.others();
    html! {
        h3 { "Columns that were read" }
        p.quiet {
            "Chosen by their names. Where one is wrong or missing, name it with " code { "--column team=\"Its name\"" } " and the like; " code { "--text-column" } " and "
            code { "--id-column" } " name those of the recording and its id. The worker is looked at only to keep back what would be one worker's figures."
        }
        div.wide tabindex="0" role="region" aria-label="Columns that were read" {
            table {
                thead { tr { @for name in ["Read for", "Column", "Recordings that hold it"] { th scope="col" { (name) } } } }
                tbody {
                    @for role in Role::ALL {
                        @let told = used.of(role);
                        @for (name, count) in &told { tr { th scope="row" { (role.title()) } td { (name) } td { (count) } } }
                        @if told.is_empty() { tr { th scope="row" { (role.title()) } td { (without(role)) } td {} } }
                    }
                }
            }
        }
        @for (role, name) in used.missed() { p { "No recording has anything in a column " code { (name) } " for its " (role.title()) "." } }
        @if !others.is_empty() { p.quiet { "Not used: " (others.join(", ")) "." } }
    }
}

/// What is said where no column tells `role`.
fn without(role: Role) -> &'static str {
    match role {
        Role::Date => "no column: dates are taken from the first lines of recordings, where they tell one",
        Role::Month => "no column: taken from the date",
        Role::Worker => "no column: a group that one worker alone wrote cannot be kept back",
        Role::Id => "no column: recordings are called by their rows",
        _ => "no column",
    }
}

/// How far auditors agreed with each other and with the program, where they have judged a sample.
fn agreement(audited: &Audited) -> Markup {
    if audited.judgements().is_empty() {
        return html! {
            p {
                "Nobody has judged a sample of these recordings beside it yet: " code { "--sample" } " draws one, and " code { "whatmatters audit agree" }
                " says how far people agree with each other and with the program."
            }
        };
    }
    html! {
        h3 { "How far people agreed" }
        p.quiet {
            "On a sample judged by people. Kappa is agreement beyond chance, with where it lies nineteen times in twenty; AC1 holds as well where nearly \
            everything is judged alike. A measure marked " (TOO_LOW) " is for talking about, not for figures."
        }
        div.wide tabindex="0" role="region" aria-label="How far people agreed" {
            table {
                thead { tr { @for name in ["Measure", "Who", "Same", "Kappa", "AC1", "Reading"] { th scope="col" { (name) } } } }
                tbody { @for judgement in audited.judgements() { (agreed(audited, judgement)) } }
            }
        }
        p.quiet { "The recordings on which they differ, with what each said of them, are in disagreements.csv." }
    }
}

fn agreed(audited: &Audited, judgement: &Judgement) -> Markup {
    let found = &judgement.agreement;
    let title = audited.measures.on().find(|measure| measure.card.id == judgement.measure);
    let title = title.map_or(judgement.measure.as_str(), |measure| &measure.card.title);
    let figure = |value: Option<f64>| value.map_or("–".into(), |value| format!("{value:.2}"));
    let range = found.kappa_range.map(|(low, high)| format!(" ({low:.2} to {high:.2})")).unwrap_or_default();
    html! {
        tr {
            th scope="row" { (title) }
            td { (judgement.one) " and " (judgement.other_in_words()) }
            td { (percent(found.same)) " % of " (found.of) }
            td { (figure(found.kappa)) (range) }
            td { (figure(found.ac1)) }
            td { @if is_low(found) { (TOO_LOW) } }
        }
    }
}
