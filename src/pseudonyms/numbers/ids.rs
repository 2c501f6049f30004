//! What stands for somebody under a label: `Mosaic 1234567`, `P-number P1048823`, `hospital no. K447190`.

use super::{Found, Kind, WORDS, any_of, is_date, keep_apart, matches, pattern};
use crate::pseudonyms::{before, digits};
use crate::text::Span;
use regex::{Captures, Regex};
use std::sync::LazyLock;

const CODE: &str =
    r"((?:(?-i:[A-Z]{1,6}[ /_-]?){1,3}|[A-Z]{1,5}[/-]?)?\d[\dA-Z/_-]*(?: \d{2,}){0,3}\b|[A-Z]\d{3,}[A-Z]{0,2}\b)";
const NUMBER: &str = r"(?:id|i\.d\.|nos?\.?|number|num|numbers|reference|ref\.?|#|n°|rhif)";

pub(super) fn find(text: &str) -> Vec<Found> {
    // `LL 204 9917`: the name of the system is written as part of the number.
    static WITH_ITS_SYSTEM: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?:\bid |\()((?:LL|LAS|LCS|RX|CF|FWI) \d[\d ]{4,}\d)\b"));
    // `Client 123456`, `patient #12345`.
    static OF_SOMEBODY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:client|patient|case|record|service user|person|pupil|child|member|tenant|su|pt|file)\b:? ?#?(\d{5,9})\b",
        )
    });
    // `TenantNo884120Title`: a form whose cells have run together.
    static GLUED: LazyLock<Regex> = LazyLock::new(|| pattern(r"[a-z](?:No|ID|Id|Ref|Number)[.:^]?(\d{5,9})(?:\D|$)"));
    // A driving licence, whatever it is called.
    static LICENCE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\b[A-Z]{2,5}9{0,3} ?\d{6} ?[A-Z][A-Z9]\d[A-Z]{2}(?: ?\d\d)?\b"));
    static OF_PUPIL: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\bupns?[ :.]*([A-Z]\d{11} ?[\dA-Z])\b"));
    let mut found = matches(text, &WITH_ITS_SYSTEM, Kind::PersonId, |_, _| true);
    for written in [&LICENCE, &OF_SOMEBODY, &GLUED, &OF_PUPIL] {
        keep_apart(&mut found, matches(text, written, Kind::PersonId, |_, _| true));
    }
    keep_apart(&mut found, in_systems(text));
    keep_apart(&mut found, of_things(text));
    keep_apart(&mut found, numbered(text));
    keep_apart(&mut found, row_heads(text));
    let more = more_of_a_list(text, &found);
    keep_apart(&mut found, more);
    found
}

fn in_systems(text: &str) -> Vec<Found> {
    static SYSTEM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)\b{}(?:[ -]?(?:case |client |person |record |system )?{NUMBER})?(?: is| was)?[ \t]*[:.=#–^|-]?[ \t]*{CODE}",
            any_of(&WORDS.systems)
        ))
    });
    matches(text, &SYSTEM, Kind::PersonId, |code, at| {
        const FEWEST: usize = 4;
        is_code(code, FEWEST) && !is_year(code) && !text[..at].ends_with(char::is_alphabetic)
    })
}

/// What has a number of its own where it is called a number, or is long.
fn of_things(text: &str) -> Vec<Found> {
    static THING: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)\b{}(?:[ -]{NUMBER})?s?(?:,? (?:is|was|of))?(?:[ \t]*[:.=#–^|-]?[ \t]*|[:.]?\r?\n){CODE}",
            any_of(&WORDS.things)
        ))
    });
    matches(text, &THING, Kind::PersonId, |code, _| {
        let of_phone = code.starts_with('0') && digits::of(code).len() > 9;
        is_code(code, if has_letters(code) { 4 } else { 6 }) && !of_phone
    })
}

/// `Our ref. CW/0004417`, `no. 1399-0417-77182`.
fn numbered(text: &str) -> Vec<Found> {
    static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)\b(?P<of>(?:our|your|my|[\p{{L}}][\p{{L}}/'’-]*)[ -])?(?:{NUMBER}(?: is| was)?[ \t:.=#–-]+|#){CODE}"
        ))
    });
    let of_label = |captures: Captures| {
        let code = captures.iter().flatten().last()?;
        let label = captures.get(0).map_or("", |whole| whole.as_str()).to_lowercase();
        let of = captures.name("of").map(|of| of.as_str().to_lowercase());
        let about = of.as_deref().map_or("", |of| of.trim_end_matches([' ', '-']));
        (is_told_of_somebody(&label, about, code.as_str()) && !is_of_an_event(text, code.start(), code.as_str()))
            .then(|| Found { span: Span::new(code.start(), code.end()), kind: Kind::PersonId })
    };
    NUMBERED.captures_iter(text).filter_map(of_label).collect()
}

/// Whether what is called a number of `about` is somebody's.
fn is_told_of_somebody(label: &str, about: &str, code: &str) -> bool {
    const LONG: usize = 8;
    let counted = digits::of(code).len();
    // A bare `no.` or `ref` is of anything.
    let told = !about.is_empty() || label.starts_with("id") || label.starts_with("i.d") || counted >= LONG;
    let other = WORDS.others.split_whitespace().any(|other| other == about);
    let phone = code.starts_with('0') && counted > 9;
    told && !other && !phone && is_code(code, if has_letters(code) { 3 } else { 4 })
}

fn is_of_an_event(text: &str, at: usize, code: &str) -> bool {
    let near = before(text, at, 60);
    code.to_uppercase().starts_with("INC")
        || ["incident", "invoice", "log", "crime", "cad "].iter().any(|word| near.contains(word))
}

/// `1004471-03 Mrs O Babatunde`: a number that begins a row, and whose it is.
fn row_heads(text: &str) -> Vec<Found> {
    static HEAD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?m)^[ \t|]*(\d{6,9}(?:-\d{1,3})?)(?:\t|,| {1,4}| ?\| ?)(?:\p{Lu}\p{L}*[’'-]?\p{L}*)(?:[ ,.|\t]|$)")
    });
    static DAY: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(?:[0-3]\d[01]\d(?:19|20)?\d\d|(?:19|20)\d\d[01]\d[0-3]\d)$"));
    matches(text, &HEAD, Kind::PersonId, |code, _| !DAY.is_match(code))
}

/// `3190044 and 3190045`: numbers of the same length that follow one that is somebody's.
fn more_of_a_list(text: &str, found: &[Found]) -> Vec<Found> {
    const MOST: usize = 8;
    static NEXT: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(?:, (?:and )?| and | & | or | / |/| \+ )([A-Z]{0,3}\d[\d/-]*)\b"));
    let mut more = Vec::new();
    for one in found {
        let length = one.span.len();
        let mut end = one.span.end();
        for _ in 0..MOST {
            let after = &text[end..text.floor_char_boundary((end + 40).min(text.len()))];
            let Some(next) = NEXT.captures(after).and_then(|captures| captures.get(1)) else { break };
            if next.len() != length || is_date(next.as_str()) {
                break;
            }
            more.push(Found { span: Span::new(end + next.start(), end + next.end()), kind: Kind::PersonId });
            end += next.end();
        }
    }
    more.sort_by_key(|one| one.span);
    more
}

/// A code with so many digits or more that is no date and no word (*a passport in 2022*).
fn is_code(code: &str, fewest: usize) -> bool {
    let word = code.split(' ').next().is_some_and(|word| word.chars().all(|c| c.is_ascii_lowercase()));
    digits::of(code).len() >= fewest && !is_date(code) && !word
}

fn is_year(code: &str) -> bool {
    code.len() == 4 && (code.starts_with("19") || code.starts_with("20"))
}

fn has_letters(code: &str) -> bool {
    code.chars().any(char::is_alphabetic)
}
