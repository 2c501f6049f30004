//! Days as cells of tables write them: with nothing beside them but an hour, so that more can be taken for a day than in a sentence.

use super::due::Written;
use super::times::Times;
use jiff::civil::{Date, date};

/// The day that a cell for dates tells, with its year: `19-Apr-26`, `Apr 19, 2026`, `2026/04/19`, `20260419`, or 46131.5, as spreadsheets count days.
pub fn day_in_cell(cell: &str, times: &Times) -> Option<Written> {
    in_digits(cell).or_else(|| in_parts(cell, times)).map(Written::on)
}

/// In which order a cell has the day and the month, where both are numbers before a year, such as `04/05/2026`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The first is no month: 23/04/2026.
    DayFirst,
    /// The second is no month: 04/23/2026.
    MonthFirst,
    /// Both could be the month, and they differ.
    Either,
}

impl Order {
    pub fn of(cell: &str) -> Option<Order> {
        const MONTHS: std::ops::RangeInclusive<u8> = 1..=12;
        let [one, two, year, ..] = parts(cell)[..] else { return None };
        let number = |part: &str| part.parse::<u8>().ok().filter(|number| (1..=31).contains(number));
        let (one, two) = (number(one)?, number(two)?);
        if !matches!(year.len(), 2 | 4) || !year.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        match (MONTHS.contains(&one), MONTHS.contains(&two)) {
            (true, true) => (one != two).then_some(Order::Either),
            (true, false) => Some(Order::MonthFirst),
            (false, true) => Some(Order::DayFirst),
            (false, false) => None,
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_day_and_month_shows_where_one_is_no_month() {
        let all = [
            ("23/04/2026", Some(Order::DayFirst)),
            ("4/23/26 09:15", Some(Order::MonthFirst)),
            ("04-05-2026", Some(Order::Either)),
            ("05.05.2026", None),
            ("2026-04-05", None),
            ("5 April 2026", None),
            ("31/31/2026", None),
            ("46131", None),
        ];
        for (cell, order) in all {
            assert_eq!(Order::of(cell), order, "{cell}");
        }
    }
}
