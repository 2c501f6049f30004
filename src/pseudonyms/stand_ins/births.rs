//! Another day for a date of birth, written as the date is.

use super::in_case;
use crate::pseudonyms::lists::{HIJRI, MONTHS, fold};
use crate::random::Random;
use crate::text::ORDINALS;
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// The day and month that a date tells, as far as it does; the month from 1, Hijri months from 101.
pub(super) struct Day {
    pub(super) day: usize,
    pub(super) month: usize,
}

const ROMAN: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];

static PARTS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\d+(?P<th>st|nd|rd|th)?|\p{L}+").expect("the pattern is whole"));

impl Day {
    pub(super) fn read(original: &str) -> Option<Day> {
        let mut numbers = Vec::new();
        let mut month = None;
        for part in PARTS.find_iter(original) {
            let folded = fold(part.as_str());
            if let Ok(number) = folded.trim_end_matches(char::is_alphabetic).parse::<usize>() {
                numbers.push((number, folded.trim_end_matches(char::is_alphabetic).len()));
            } else if let Some(found) = month_of(&folded).or_else(|| roman(&folded)) {
                month = Some(found);
            } else if let Some(at) = ORDINALS.iter().position(|known| *known == folded) {
                numbers.push((at + 1, 1));
            }
        }
        match (numbers.as_slice(), month) {
            // `3 Gulan 2007`, `Hidar 29, 1991`: a month that nobody here knows; `9/2016` has no day.
            ([(day, _), (_, 4)], None) if original.contains(char::is_alphabetic) => Some(Day { day: *day, month: 1 }),
            ([(month, _), (_, 4)], None) => Some(Day { day: 0, month: *month }),
            ([(year, 4), (month, _), (day, _)], None) if *year > 31 => Some(Day { day: *day, month: *month }),
            ([(day, _), (month, _), ..], None) => Some(Day { day: *day, month: *month }),
            ([(_, 4), (day, _)], Some(month)) => Some(Day { day: *day, month }),
            ([(_, 2), (day, _)], Some(month)) if original.starts_with(['\'', '’']) => Some(Day { day: *day, month }),
            ([(day, width), ..], Some(month)) if *width < 4 => Some(Day { day: *day, month }),
            (_, Some(month)) => Some(Day { day: 0, month }),
            _ => None,
        }
    }
}

fn month_of(folded: &str) -> Option<usize> {
    let begins =
        |known: &&str| folded.len() >= 3 && known.starts_with(folded.trim_end_matches('t').get(..3).unwrap_or(folded));
    let whole = MONTHS.iter().position(|known| *known == folded || (folded.len() <= 4 && begins(known)));
    whole.map(|at| at + 1).or(HIJRI.iter().position(|known| *known == folded).map(|at| at + 101))
}

/// `6.i.2023`.
fn roman(folded: &str) -> Option<usize> {
    ROMAN.iter().position(|known| *known == folded).map(|at| at + 1)
}

/// Another day and month, written in the same way. The year stays, so that what the recording says of ages still holds.
pub(super) fn other_day(original: &str, random: &mut Random) -> String {
    const MARKER: &str = "[date of birth]";
    let Some(given) = Day::read(original) else { return MARKER.into() };
    let other = |given: usize, most: usize, random: &mut Random| (given + random.below(most - 1)) % most + 1;
    let day = other(given.day, 28, random);
    let month =
        if given.month > 100 { other(given.month - 100, HIJRI.len(), random) } else { other(given.month, 12, random) };
    let is_month = |word: &str| month_of(word).is_some() || roman(word).is_some();
    let named = PARTS.find_iter(original).any(|part| is_month(&fold(part.as_str())));
    let year_first = original.get(..4).is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
    let iso = !named && (year_first || original.starts_with("year"));
    let monthly = !named && given.day == 0;
    // The year that stands first where the month is named.
    let late = named && (year_first || original.starts_with(['\'', '’']));
    let (mut numbers, mut changed) = (0, false);
    let written = PARTS.replace_all(original, |captures: &Captures| {
        let part = &captures[0];
        let folded = fold(part);
        let is_number = part.starts_with(|c: char| c.is_ascii_digit());
        if is_number {
            numbers += 1;
            let years = part.len() == 4 && captures.name("th").is_none();
            let value = match (iso, named, numbers) {
                _ if years || (late && numbers == 1) => return part.to_owned(),
                (true, _, 2) | (false, false, 2) => month,
                (false, false, 1) if monthly => month,
                (false, true, 2) if late => day,
                (true, _, 3) | (false, _, 1) => day,
                _ => return part.to_owned(),
            };
            changed = true;
            let width = part.bytes().take_while(u8::is_ascii_digit).count();
            let suffix = captures.name("th").map_or("", |_| ordinal_suffix(value));
            return format!("{value:0width$}{suffix}");
        }
        if let Some(found) = month_of(&folded) {
            changed = true;
            let name = if found > 100 { HIJRI[month - 1] } else { MONTHS[month - 1] };
            let short = found <= 100 && folded.len() <= 4 && MONTHS[found - 1].len() > folded.len();
            return in_case(part, if short { &name[..3] } else { name });
        }
        if roman(&folded).is_some() {
            changed = true;
            return in_case(part, ROMAN[month - 1]);
        }
        if ORDINALS.contains(&folded.as_str()) {
            changed = true;
            return in_case(part, ORDINALS[(day - 1) % ORDINALS.len()]);
        }
        part.to_owned()
    });
    if changed { written.into_owned() } else { MARKER.into() }
}

fn ordinal_suffix(day: usize) -> &'static str {
    match (day % 10, day / 10) {
        (1, tens) if tens != 1 => "st",
        (2, tens) if tens != 1 => "nd",
        (3, tens) if tens != 1 => "rd",
        _ => "th",
    }
}
