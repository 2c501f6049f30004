//! The day on which an action falls due, reckoned from the recording's own date. A year is never guessed: where the recording tells none,
//! the day has none either.

use super::times::{Meaning, Unit};
use jiff::civil::{Date, Weekday, date};
use jiff::{Span, ToSpan};

/// The day a recording was made, as far as it tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// In a year that fits, where none is told.
    day: Date,
    year_is_told: bool,
    weekday_is_told: bool,
    /// The words may have been written on a later day: it bounds days that are told, and settles none that are reckoned from it.
    only_bounds: bool,
}

/// A day, or a stretch of days, on which something falls due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    first: Date,
    last: Date,
    year_is_told: bool,
}

impl Due {
    /// True of the day on which the recording was made.
    pub fn is_day_of(self, written: Written) -> bool {
        self.first == written.day && self.last == written.day
    }

    /// True where it was over before the recording was made; of what tells no year nobody can say.
    pub fn is_over_by(self, written: Written) -> bool {
        self.year_is_told && written.year_is_told && self.last < written.day
    }

    /// True where it lies after the day on which the recording was made.
    pub fn is_to_come_on(self, written: Written) -> bool {
        self.year_is_told == written.year_is_told && self.first > written.day
    }

    /// How many days after it a recording of a told year was made, by day and month where it tells no year itself; nothing where it is a stretch of days.
    pub fn days_until(self, written: Written) -> Option<i32> {
        if self.first != self.last {
            return None;
        }
        let own = if self.year_is_told { self.first.year() } else { written.day.year() };
        let day = Date::new(own, self.first.month(), self.first.day()).ok()?;
        Some(day.until(written.day).ok()?.get_days())
    }

    #[cfg(test)]
    pub fn of(written: Written) -> Due {
        Due::on(written.day, written.year_is_told)
    }

    fn on(day: Date, year_is_told: bool) -> Due {
        Due { first: day, last: day, year_is_told }
    }

    fn each(self, tell: impl Fn(Date, bool) -> String, between: &str) -> String {
        let first = tell(self.first, self.year_is_told);
        if self.first == self.last { first } else { first + between + &tell(self.last, self.year_is_told) }
    }

    /// As ISO 8601 writes it: `2026-05-08`; `--05-08` where no year is told; `2026-05-11/2026-05-17`.
    pub fn iso(self) -> String {
        self.each(iso, "/")
    }

    /// `8 May 2026`; `8 May`; `11 May 2026 to 17 May 2026`.
    pub fn in_words(self) -> String {
        self.each(in_words, " to ")
    }
}

fn iso(day: Date, year_is_told: bool) -> String {
    if year_is_told { day.to_string() } else { format!("--{:02}-{:02}", day.month(), day.day()) }
}

fn in_words(day: Date, year_is_told: bool) -> String {
    day.strftime(if year_is_told { "%-d %B %Y" } else { "%-d %B" }).to_string()
}

/// Why a day cannot be reckoned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Impossible {
    /// There is no such day: 31 June.
    NoSuchDay,
    /// The weekday is not that of the date.
    OtherWeekday(Weekday),
}

const A_YEAR: i16 = 2001; // A common year that begins on a Monday stands for one that is not told.

impl Written {
    /// From the date that a recording bears.
    pub fn from(meaning: Meaning) -> Option<Written> {
        let Meaning::Date { day, month: Some(month), year, weekday } = meaning else { return None };
        let fits = |year: i16| {
            Date::new(year, month, day)
                .ok()
                .filter(|date| weekday.is_none_or(|weekday| weekday_number(*date) == weekday))
        };
        let found = match year {
            Some(year) => fits(year),
            None => (A_YEAR..A_YEAR + 28).filter(|year| !date(*year, 1, 1).in_leap_year()).find_map(fits),
        };
        found.map(|day| Written {
            day,
            year_is_told: year.is_some(),
            weekday_is_told: weekday.is_some() || year.is_some(),
            only_bounds: false,
        })
    }

    /// The same, in the year of an entry near it where it tells none itself and that year is told.
    pub fn from_near(meaning: Meaning, near: Option<Written>) -> Option<Written> {
        const FARTHEST: i32 = 183;
        let Meaning::Date { day, month: Some(month), year: None, weekday } = meaning else {
            return Written::from(meaning);
        };
        let Some(near) = near.filter(|near| near.year_is_told) else { return Written::from(meaning) };
        let own = near.day.year();
        let years = (own.saturating_sub(1)..=own.saturating_add(1)).filter_map(|year| Date::new(year, month, day).ok());
        let apart = |date: &Date| near.day.until(*date).map_or(i32::MAX, |span| span.get_days().abs());
        let nearest = years.min_by_key(apart).filter(|date| apart(date) <= FARTHEST);
        nearest.filter(|date| weekday.is_none_or(|weekday| weekday == weekday_number(*date))).map(Written::on)
    }

    /// The same day where the words may have been written on a later one.
    pub fn only_bounding(self) -> Written {
        Written { only_bounds: true, ..self }
    }

    /// False where it only bounds the days that are told.
    pub fn settles(self) -> bool {
        !self.only_bounds
    }

    /// Whether it comes after another day, where that can be told.
    pub fn is_after(self, other: Written) -> Option<bool> {
        match (self.year_is_told, other.year_is_told) {
            (true, true) => Some(self.day > other.day),
            (false, false) => Some((self.day.month(), self.day.day()) > (other.day.month(), other.day.day())),
            _ => None,
        }
    }

    /// A day that is told with its year.
    pub fn on(day: Date) -> Written {
        Written { day, year_is_told: true, weekday_is_told: true, only_bounds: false }
    }

    pub fn tells_year(self) -> bool {
        self.year_is_told
    }

    /// For putting days in order, where both tell their year.
    pub fn day(self) -> Date {
        self.day
    }

    /// As a due day has it.
    pub fn iso(self) -> String {
        iso(self.day, self.year_is_told)
    }

    pub fn in_words(self) -> String {
        in_words(self.day, self.year_is_told)
    }

    fn weekday(self) -> i8 {
        weekday_number(self.day)
    }

    /// The Monday of its week, or of one so many weeks later.
    fn monday(self, weeks: i32) -> Option<Date> {
        let first = self.day.checked_sub(i32::from(self.weekday()).days()).ok()?;
        first.checked_add(weeks.weeks()).ok().filter(|_| self.weekday_is_told)
    }

    /// None on a day of the weekend, when the week that is meant may be the next.
    fn friday(self, weeks: i32) -> Option<Date> {
        let monday = self.monday(weeks).filter(|_| self.weekday() < 5)?;
        monday.checked_add(4.days()).ok()
    }

    fn sunday(self, weeks: i32) -> Option<Date> {
        self.monday(weeks)?.checked_add(6.days()).ok()
    }

    /// The same weekday could be today or in a week: nobody can tell.
    fn coming(self, weekday: i8, weeks: i32) -> Option<Date> {
        let days = i32::from((weekday - self.weekday()).rem_euclid(7));
        let day = self.day.checked_add(days.days()).ok().filter(|_| self.weekday_is_told && days > 0)?;
        day.checked_add(weeks.weeks()).ok()
    }

    fn is_across_leap_day(self, other: Date) -> bool {
        let (earlier, later) = (self.day.min(other), self.day.max(other));
        !self.year_is_told
            && (earlier.year()..=later.year())
                .any(|year| (earlier..=later).contains(&date(year, 3, 1)) && earlier < date(year, 3, 1))
    }

    fn due(self, from: Date, to: Date) -> Option<Due> {
        // Whether there is a 29 February between depends on a year that nobody told.
        if self.is_across_leap_day(to) {
            return None;
        }
        Some(Due { first: from, last: to, year_is_told: self.year_is_told })
    }
}

fn weekday_number(date: Date) -> i8 {
    date.weekday().to_monday_zero_offset()
}

/// When something is due that was written down on `written`; nothing where the words do not settle a day.
pub fn due(meaning: Meaning, written: Option<Written>) -> Result<Option<Due>, Impossible> {
    if let Meaning::Date { day, month, year, weekday } = meaning {
        return by_date(day, month, year, weekday, written);
    }
    let Some(written) = written.filter(|written| written.settles()) else { return Ok(None) };
    let reached = |span: Span| written.day.checked_add(span).ok();
    let one = |date: Option<Date>| date.and_then(|date| written.due(date, date));
    Ok(match meaning {
        Meaning::DaysFrom(days) => one(reached(days.days())),
        Meaning::Weekday(weekday) => one(written.coming(weekday, 0)),
        Meaning::WeekdayIn { weekday, weeks } => one(written.coming(weekday, weeks)),
        Meaning::WeekdayOf { weekday, weeks } => {
            let day = written.monday(weeks).and_then(|monday| monday.checked_add(weekday.days()).ok());
            one(day.filter(|day| *day >= written.day))
        }
        // *Next Friday*, said on a Monday, is this week's to some and the week after's to others.
        Meaning::NextWeekday(weekday) => {
            let day = written.monday(1).and_then(|monday| monday.checked_add(weekday.days()).ok());
            one(day.filter(|_| weekday <= written.weekday()))
        }
        Meaning::DayOrLength { day } if !is_near_by_the_calendar(i32::from(day), Unit::Month, written)? => None,
        Meaning::DayOrLength { day } => one(on_or_after(day, Some(DECEMBER), None, written)?),
        Meaning::LengthOrDay { count, unit } if is_near_by_the_calendar(count, unit, written)? => None,
        Meaning::Within { count, unit } | Meaning::LengthOrDay { count, unit } => match unit {
            Unit::Hour => one(reached((count / 24).days()).filter(|_| count % 24 == 0)),
            Unit::Day => one(reached(count.days())),
            Unit::Week => one(reached(count.weeks())),
            Unit::Fortnight => one(reached((2 * count).weeks())),
            Unit::Month => one(reached(count.months())),
            Unit::Year => one(reached(count.years()).filter(|_| written.year_is_told)),
            Unit::WorkingDay => one(working_days(written, count)),
        },
        Meaning::WeekOf { day, month, year } => {
            // The week may have begun.
            let since = Written { day: written.day.saturating_sub(6.days()), ..written };
            let first = on_or_after(day, month, year, since)?;
            first.and_then(|first| written.due(first, first.checked_add(6.days()).ok()?))
        }
        Meaning::This(Unit::Week) => stretch(written, written.monday(0).map(|_| written.day), written.sunday(0)),
        Meaning::Next(Unit::Week) => stretch(written, written.monday(1), written.sunday(1)),
        Meaning::Next(Unit::Month) => {
            let month = written.day.first_of_month().checked_add(1.month()).ok();
            stretch(written, month, month.map(Date::last_of_month))
        }
        Meaning::MonthOf { month, year } => {
            // *In January*, written in May, is rather the one gone by.
            const MONTHS_AHEAD: i32 = 6;
            let soon = |last: &Date| year.is_some() || reached(MONTHS_AHEAD.months()).is_some_and(|far| *last < far);
            let last = end_of_month(month, year, written).filter(soon);
            stretch(written, last.map(|last| last.first_of_month().max(written.day)), last)
        }
        Meaning::Weekend => {
            stretch(written, written.sunday(0).and_then(|day| day.checked_sub(1.day()).ok()), written.sunday(0))
        }
        Meaning::EndOf(Unit::Day) => one(Some(written.day)),
        Meaning::EndOf(Unit::Month) => one(Some(written.day.last_of_month())),
        Meaning::EndOfNext(Unit::Month) => one(reached(1.month()).map(Date::last_of_month)),
        Meaning::EndOfMonth { month, year } => one(end_of_month(month, year, written)),
        // The week of those who work ends on Friday, that of the calendar on Sunday.
        Meaning::EndOf(Unit::Week) => stretch(written, written.friday(0), written.sunday(0)),
        Meaning::EndOfNext(Unit::Week) => stretch(written, written.friday(1), written.sunday(1)),
        _ => None,
    })
}

fn stretch(written: Written, first: Option<Date>, last: Option<Date>) -> Option<Due> {
    let (first, last) = (first?, last?);
    (first >= written.day).then(|| written.due(first, last)).flatten()
}

const DECEMBER: i8 = 12;

/// *Review 6/7* may be the sixth of July where that is soon, and *2/12*, written in November, the second of December.
fn is_near_by_the_calendar(count: i32, unit: Unit, written: Written) -> Result<bool, Impossible> {
    const SOON: i32 = 70;
    const JULY: i8 = 7;
    let month = if unit == Unit::Day { JULY } else { DECEMBER };
    let Some(day) = i8::try_from(count).ok().filter(|day| Date::new(2000, month, *day).is_ok()) else {
        return Ok(false);
    };
    let found = on_or_after(day, Some(month), None, written)?;
    Ok(found.is_some_and(|found| written.day.until(found).is_ok_and(|span| span.get_days() <= SOON)))
}

/// The last day of a month that has not gone by.
fn end_of_month(month: i8, year: Option<i16>, written: Written) -> Option<Date> {
    const MONTHS_AHEAD: i32 = 10;
    let months = (0..MONTHS_AHEAD).filter_map(|ahead| written.day.first_of_month().checked_add(ahead.months()).ok());
    let first = match year {
        Some(year) => Date::new(year, month, 1).ok(),
        None => months.into_iter().find(|first| first.month() == month),
    };
    first.map(Date::last_of_month).filter(|last| *last >= written.day)
}

fn by_date(
    day: i8,
    month: Option<i8>,
    year: Option<i16>,
    weekday: Option<i8>,
    written: Option<Written>,
) -> Result<Option<Due>, Impossible> {
    if let (Some(year), Some(month)) = (year, month) {
        let found = Date::new(year, month, day).map_err(|_| Impossible::NoSuchDay)?;
        return match weekday.is_none_or(|weekday| weekday == weekday_number(found)) {
            true => Ok(Some(Due::on(found, true))),
            false => Err(Impossible::OtherWeekday(found.weekday())),
        };
    }
    if month.is_some_and(|month| Date::new(2000, month, day).is_err()) {
        return Err(Impossible::NoSuchDay);
    }
    let Some(written) = written.filter(|written| month.is_some() || written.settles()) else { return Ok(None) };
    let Some(found) = on_or_after(day, month, year, written)? else { return Ok(None) };
    match weekday.filter(|_| written.weekday_is_told) {
        Some(weekday) if weekday != weekday_number(found) => Err(Impossible::OtherWeekday(found.weekday())),
        _ => Ok(written.due(found, found)),
    }
}

/// The first such day on or after the recording's own.
fn on_or_after(day: i8, month: Option<i8>, year: Option<i16>, written: Written) -> Result<Option<Date>, Impossible> {
    if let Some(year) = year {
        let month = month.unwrap_or(written.day.month());
        return Date::new(year, month, day).map(Some).map_err(|_| Impossible::NoSuchDay);
    }
    let months = (0..12).map(|ahead| written.day.first_of_month().saturating_add(ahead.months()));
    let fits = |first: Date| {
        let date = Date::new(first.year(), first.month(), day).ok()?;
        (date >= written.day && month.is_none_or(|month| month == first.month())).then_some(date)
    };
    // A day of a month that has just gone by is in the past, not eleven months ahead.
    let found = months.take(if month.is_some() { 10 } else { 2 }).find_map(fits);
    Ok(found)
}

/// Monday to Friday; bank holidays are not known here.
fn working_days(written: Written, count: i32) -> Option<Date> {
    if !written.weekday_is_told || !(0..=260).contains(&count) {
        return None;
    }
    let mut day = written.day;
    let mut left = count;
    while left > 0 {
        day = day.checked_add(1.day()).ok()?;
        left -= i32::from(weekday_number(day) < 5);
    }
    Some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(day: i8, month: i8, year: Option<i16>, weekday: Option<i8>) -> Option<Written> {
        Written::from(Meaning::Date { day, month: Some(month), year, weekday })
    }

    fn on(day: i8, month: Option<i8>, weekday: Option<i8>) -> Meaning {
        Meaning::Date { day, month, year: None, weekday }
    }

    fn told(meaning: Meaning, written: Option<Written>) -> Option<String> {
        due(meaning, written).unwrap().map(Due::iso)
    }

    #[test]
    fn days_are_reckoned_from_the_recording() {
        let monday = written(4, 5, Some(2026), None); // 4 May 2026 is a Monday.
        for (meaning, wanted) in [
            (Meaning::Weekday(4), "2026-05-08"),
            (Meaning::DaysFrom(1), "2026-05-05"),
            (Meaning::Within { count: 10, unit: Unit::WorkingDay }, "2026-05-18"),
            (Meaning::Within { count: 6, unit: Unit::Week }, "2026-06-15"),
            (Meaning::Within { count: 48, unit: Unit::Hour }, "2026-05-06"),
            (Meaning::WeekOf { day: 11, month: None, year: None }, "2026-05-11/2026-05-17"),
            (Meaning::LengthOrDay { count: 3, unit: Unit::Month }, "2026-08-04"),
            (Meaning::EndOf(Unit::Month), "2026-05-31"),
            (Meaning::EndOf(Unit::Day), "2026-05-04"),
            (Meaning::EndOf(Unit::Week), "2026-05-08/2026-05-10"),
            (Meaning::EndOfNext(Unit::Week), "2026-05-15/2026-05-17"),
            (Meaning::EndOfMonth { month: 6, year: None }, "2026-06-30"),
            (Meaning::Next(Unit::Week), "2026-05-11/2026-05-17"),
            (Meaning::This(Unit::Week), "2026-05-04/2026-05-10"),
            (Meaning::Weekend, "2026-05-09/2026-05-10"),
            (Meaning::MonthOf { month: 6, year: None }, "2026-06-01/2026-06-30"),
            (Meaning::WeekdayIn { weekday: 4, weeks: 1 }, "2026-05-15"),
            (Meaning::WeekdayOf { weekday: 4, weeks: 1 }, "2026-05-15"),
            (Meaning::NextWeekday(0), "2026-05-11"),
            (Meaning::WeekOf { day: 4, month: Some(5), year: None }, "2026-05-04/2026-05-10"),
            (on(12, None, None), "2026-05-12"),
            (on(2, None, None), "2026-06-02"),
            (on(9, Some(6), Some(1)), "2026-06-09"),
        ] {
            assert_eq!(told(meaning, monday).as_deref(), Some(wanted), "{meaning:?}");
        }
        assert_eq!(told(Meaning::Weekday(0), monday), None, "today or in a week");
        assert_eq!(told(Meaning::LengthOrDay { count: 6, unit: Unit::Day }, monday), None, "six days, or 6 July");
        assert_eq!(told(Meaning::DayOrLength { day: 3 }, monday), None, "three months, or 3 December");
        let november = written(20, 11, Some(2026), None);
        assert_eq!(told(Meaning::DayOrLength { day: 3 }, november).as_deref(), Some("2026-12-03"));
        let open = monday.map(Written::only_bounding);
        assert_eq!(told(Meaning::Weekday(4), open), None);
        assert_eq!(told(on(20, None, None), open), None);
        assert_eq!(told(on(20, Some(5), None), open).as_deref(), Some("2026-05-20"));
        assert_eq!(told(Meaning::Bounded, monday), None);
        assert_eq!(told(Meaning::NextWeekday(4), monday), None, "this week's, or the next");
        assert_eq!(told(Meaning::MonthOf { month: 1, year: None }, monday), None, "rather the one gone by");
        assert_eq!(told(Meaning::EndOf(Unit::Week), written(9, 5, Some(2026), None)), None, "written on a Saturday");
        assert_eq!(told(Meaning::Weekday(4), None), None);
    }

    #[test]
    fn a_year_that_nobody_told_is_not_guessed() {
        let no_year = written(17, 10, None, Some(4));
        assert_eq!(told(Meaning::Weekday(1), no_year).as_deref(), Some("--10-21"));
        assert_eq!(told(Meaning::DaysFrom(1), written(17, 10, None, None)).as_deref(), Some("--10-18"));
        assert_eq!(told(Meaning::Weekday(1), written(17, 10, None, None)), None);
        assert_eq!(
            told(Meaning::Within { count: 2, unit: Unit::Week }, written(20, 2, None, None)),
            None,
            "there may be a 29 February"
        );
        assert_eq!(told(on(4, Some(5), None), None), None);
    }

    #[test]
    fn what_cannot_be_is_said() {
        let monday = written(4, 5, Some(2026), None);
        assert_eq!(due(on(31, Some(6), None), monday), Err(Impossible::NoSuchDay));
        assert_eq!(due(on(9, Some(5), Some(4)), monday), Err(Impossible::OtherWeekday(Weekday::Saturday)));
        let in_1999 = Meaning::Date { day: 30, month: Some(2), year: Some(1999), weekday: None };
        assert_eq!(due(in_1999, None), Err(Impossible::NoSuchDay));
        assert_eq!(written(31, 2, Some(2026), None), None);
    }
}
