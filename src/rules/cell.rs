//! Days as cells of tables write them: with nothing beside them but an hour, so that more can be taken for a day than in a sentence.

use super::due::Written;
use super::times::Times;
use jiff::civil::{Date, date};

/// The day that a cell for dates tells, with its year: `19-Apr-26`, `Apr 19, 2026`, `2026/04/19`, `20260419`, or 46131.5, as spreadsheets count days.
pub fn day_in_cell(cell: &str, times: &Times) -> Option<Written> {
    in_digits(cell).or_else(|| in_parts(cell, times)).map(Written::on)
}

fn in_digits(cell: &str) -> Option<Date> {
    /// What spreadsheets count from.
    const FIRST: Date = date(1899, 12, 30);
    /// 1954 to 2119.
    const DAYS: std::ops::Range<i32> = 20_000..80_000;
    let (whole, rest) = cell.split_once('.').unwrap_or((cell, "0"));
    let is_digits = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(whole) || !is_digits(rest) {
        return None;
    }
    if whole.len() == 8 {
        return Date::strptime("%Y%m%d", whole).ok();
    }
    let days: i32 = whole.parse().ok().filter(|days| DAYS.contains(days))?;
    FIRST.checked_add(jiff::Span::new().days(days)).ok()
}

/// Three parts after one another of which one is a month by its name, or the first a year of four digits.
fn in_parts(cell: &str, times: &Times) -> Option<Date> {
    const ENDS_OF_ORDINALS: [&str; 4] = ["st", "nd", "rd", "th"];
    let folded = cell.to_lowercase();
    let parts: Vec<&str> = parts(&folded).into_iter().filter(|part| !ENDS_OF_ORDINALS.contains(part)).collect();
    let day = |part: &str| part.parse::<i8>().ok();
    let year = |part: &str| match part.len() {
        4 => part.parse::<i16>().ok(),
        2 => part.parse::<i16>().ok().map(|year| 2000 + year),
        _ => None,
    };
    let read = |three: &[&str]| {
        let [one, two, three] = three else { return None };
        let (year, month, day) = match (times.month(one), times.month(two)) {
            (_, Some(month)) => (year(three)?, month, day(one)?),
            (Some(month), None) => (year(three)?, month, day(two)?),
            (None, None) if one.len() == 4 => (year(one)?, day(two)?, day(three)?),
            (None, None) => return None,
        };
        Date::new(year, month, day).ok()
    };
    parts.windows(3).find_map(read)
}

/// Runs of digits, and of letters.
fn parts(cell: &str) -> Vec<&str> {
    let kind = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
    let mut parts = Vec::new();
    let mut from = 0;
    let mut last = None;
    for (at, c) in cell.char_indices() {
        if last.is_some_and(|last| last != kind(c)) {
            parts.push(&cell[from..at]);
            from = at;
        }
        last = Some(kind(c));
    }
    parts.push(&cell[from..]);
    parts.retain(|part| part.starts_with(char::is_alphanumeric));
    parts
}
