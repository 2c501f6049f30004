use super::{Audited, percent};
use crate::outcome::Theme;
use maud::{Markup, html};

/// How well themes are read, from `evals/results/themes-test.csv` and `readings-test.csv`.
pub const HOW_SURE: &str = "Of the sentences counted, the theme was right for six in ten of the hardest to read in tests and eight in ten of plainer ones; half are not counted.";

/// What people told that matters to them, so that it can be used and not only kept.
pub fn matters(audited: &Audited) -> Markup {
    let told: Vec<(Theme, usize)> =
        audited.summary.themes.iter().filter_map(|(theme, count)| Some((*theme, (*count)?))).collect();
    let kept_back = audited.summary.themes.len() - told.len();
    html! {
        section id="matters" {
            h2 { "What matters to people here" }
            @if told.iter().all(|(_, count)| *count == 0) {
                p { "In too few recordings is it told what matters to people for anything to be counted." }
            } @else {
                p.quiet {
                    "Recordings in which something of a theme of Talking Points is told as mattering to somebody, with sentences to read. What is not \
                    written down is not counted: a theme that stands low may be one that nobody asked about. " (HOW_SURE)
                }
                div.wide tabindex="0" role="region" aria-label="What matters to people here" {
                    table {
                        thead { tr { @for name in ["Theme", "Part", "Recordings", "From the recordings"] { th scope="col" { (name) } } } }
                        tbody { @for (theme, count) in &told { (line(audited, *theme, *count)) } }
                    }
                }
                @if kept_back > 0 { p.quiet { "Told in one to four recordings, and kept back: " (kept_back) "." } }
            }
        }
    }
}

fn line(audited: &Audited, theme: Theme, count: usize) -> Markup {
    let share = count as f64 / audited.summary.read.max(1) as f64;
    html! {
        tr {
            th scope="row" { (theme.title()) }
            td { (theme.part()) }
            td.figure { (count) @if count > 0 { ", " (percent(share)) " %" } }
            td { @for (at, words) in audited.quotes.of_theme(theme) { blockquote { (words) br; span.quiet { (audited.rows[*at].title()) } } } }
        }
    }
}
