//! Numbers and codes that stand for one person: NHS and National Insurance numbers, phones, e-mail, postcodes, the numbers of case systems, and the
//! registrations of cars.

mod accounts;
mod codes;
mod columns;
mod emails;
mod ids;
mod insurance;
mod nhs;
mod phones;
mod postcodes;
mod registrations;
mod spoken;

pub use columns::names as name_cells;

use super::{Found, Kind, keep_apart};
use crate::text::Span;
use regex::Regex;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const LISTS: &str = include_str!("lists.toml");

/// Words around numbers.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    systems: String,
    things: String,
    others: String,
    events: String,
    codes_of_events: String,
    other_tens: String,
    of_health: String,
    vehicles: String,
    columns: BTreeMap<Kind, String>,
}

static WORDS: LazyLock<Lists> = LazyLock::new(|| toml::from_str(LISTS).expect("the built-in list is whole"));

/// In order, and apart from each other.
pub fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let finders: [fn(&str) -> Vec<Found>; 11] = [
        emails::find,
        insurance::find,
        columns::find,
        accounts::find,
        ids::find,
        phones::find,
        nhs::find,
        spoken::find,
        postcodes::find,
        registrations::find,
        codes::find,
    ];
    for finder in finders {
        keep_apart(&mut found, finder(text));
    }
    found
}

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is whole")
}

/// The alternatives of a list of patterns, which may run over lines.
fn any_of(list: &str) -> String {
    format!("(?:{})", list.replace('\n', ""))
}

/// What `pattern` finds, of its first group where it has one, as far as `holds` says so of the words and where they begin.
fn matches(text: &str, pattern: &Regex, kind: Kind, holds: impl Fn(&str, usize) -> bool) -> Vec<Found> {
    let of_groups = |captures: regex::Captures| {
        let group = captures.iter().skip(1).flatten().next().or(captures.get(0))?;
        holds(group.as_str(), group.start()).then(|| Found { span: Span::new(group.start(), group.end()), kind })
    };
    pattern.captures_iter(text).filter_map(of_groups).collect()
}

fn is_date(words: &str) -> bool {
    static DATE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\d{1,2}([./ -])\d{1,2}[./ -](?:\d{2}|\d{4})\b"));
    DATE.is_match(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(Kind, &str)> {
        find(text).into_iter().map(|one| (one.kind, one.span.of(text))).collect()
    }

    #[test]
    fn numbers_are_known_by_their_shape_and_their_labels() {
        use Kind::{Email, NationalInsurance, Nhs, PersonId, Phone, Postcode, Registration};
        for (text, one) in [
            ("NHS 943 476 5919", (Nhs, "943 476 5919")),
            ("nhs no 943-4765-918 it says", (Nhs, "943-4765-918")),
            (
                "nhs is nine four three four seven six five nine one nine ok",
                (Nhs, "nine four three four seven six five nine one nine"),
            ),
            ("NINO ab 12 34 56 c", (NationalInsurance, "ab 12 34 56 c")),
            ("ni is q q one two three four five six a", (NationalInsurance, "q q one two three four five six a")),
            ("call +44 (0)7700 900123", (Phone, "+44 (0)7700 900123")),
            (
                "on oh double seven double oh nine double oh one two three",
                (Phone, "oh double seven double oh nine double oh one two three"),
            ),
            ("at (01632) 960 555.", (Phone, "(01632) 960 555")),
            ("jo.b+x@mail.example.org.", (Email, "jo.b+x@mail.example.org")),
            ("jo dot b at mail dot org", (Email, "jo dot b at mail dot org")),
            ("postcode e31 2rr", (Postcode, "e31 2rr")),
            ("Mosaic 1234567", (PersonId, "1234567")),
            ("Case ID: 88123.", (PersonId, "88123")),
            ("hospital number is K4471902", (PersonId, "K4471902")),
            ("a grey van, part plate VK67", (Registration, "VK67")),
        ] {
            assert_eq!(found(text), [one], "{text}");
        }
    }

    #[test]
    fn doses_dates_scores_and_incidents_are_nobody() {
        for text in [
            "On 12/05/2024 at 10.30 she took 5 mg x2, BP 120/80, paid £1,234.56.",
            "ref INC0045512, incident no 44512, invoice 100234, police log 0712 of 03/10",
            "p3 5mg, s47 at 4pm, s17 4th visit, ring 999 or 111, 10 minutes",
            "S17 AND S20 were talked through. Ward C1 NAD. Route 36 bus.",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
