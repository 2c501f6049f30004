//! Days that are told by others: *a week today*, *Friday week*, *next Tuesday*, *the end of March*, *in 6/52*.

use super::scan::Scan;
use super::{Meaning, Unit};

impl Scan<'_> {
    /// A day that is told by another day, by its week or by its month.
    pub fn told_by_another(&self, at: usize) -> Option<(usize, Meaning)> {
        self.weeks_on(at)
            .or_else(|| self.day_in_a_week(at))
            .or_else(|| self.before_or_after(at))
            .or_else(|| self.this_or_next(at))
            .or_else(|| self.end_of(at))
    }

    /// `a week today`, `two weeks tomorrow`, `a fortnight on Tuesday`.
    fn weeks_on(&self, at: usize) -> Option<(usize, Meaning)> {
        let (count, next) = match self.folded(at) {
            "a" | "one" => (1, at + 1),
            word => (self.number(word)?, at + 1),
        };
        let unit = self.times.unit(self.folded(next)).filter(|_| self.gap(at).trim().is_empty())?;
        let linked = matches!(self.folded(next + 1), "on" | "from" | "this" | "come");
        let day = next + 1 + usize::from(linked);
        if !self.joins_on(next + 1) {
            return None;
        }
        // *Three times a week on Friday*, *for two weeks from Friday*.
        let before = if at > 0 { self.folded(at - 1) } else { "" };
        let is_rate = before.starts_with(|c: char| c.is_ascii_digit())
            || before.ends_with('s') && before.len() > 3
            || self.times.unit(before).is_some()
            || matches!(
                before,
                "once" | "twice" | "thrice" | "for" | "over" | "x" | "per" | "than" | "is" | "was" | "been" | "'s"
            );
        let weeks = match unit {
            Unit::Week => count,
            Unit::Fortnight => 2 * count,
            _ => 0,
        };
        let days = self.times.days_from.get(self.folded(day)).copied();
        match (days, self.times.day(self.folded(day))) {
            _ if is_rate => None,
            (Some(days), _) if weeks > 0 => Some((day + 1, Meaning::DaysFrom(7 * weeks + days))),
            (Some(0), _) if matches!(unit, Unit::Day | Unit::Month | Unit::Year) => {
                Some((day + 1, Meaning::Within { count, unit }))
            }
            (None, Some(weekday)) if weeks > 0 && self.date(day) == Some((day + 1, Meaning::Weekday(weekday))) => {
                Some((day + 1, Meaning::WeekdayIn { weekday, weeks }))
            }
            _ => None,
        }
    }

    /// `Friday week`, `tomorrow week`, `Friday of next week`, `next week on Friday`, `the Friday after next`.
    fn day_in_a_week(&self, at: usize) -> Option<(usize, Meaning)> {
        let of_week = |at: usize| match (self.folded(at), self.folded(at + 1)) {
            ("this", "week" | "wk") => Some(0),
            ("next", "week" | "wk") => Some(1),
            _ => None,
        };
        if let Some(weeks) = of_week(at) {
            let day = if matches!(self.folded(at + 2), "on" | "by") { at + 3 } else { at + 2 };
            let weekday = self.times.day(self.folded(day)).filter(|_| self.joins_on(at + 2))?;
            let (to, meaning) = self.date(day)?;
            return Some((
                to,
                if meaning == Meaning::Weekday(weekday) { Meaning::WeekdayOf { weekday, weeks } } else { meaning },
            ));
        }
        let weekday = self.times.day(self.folded(at)).filter(|_| self.is_day_here(at));
        let days = self.times.days_from.get(self.folded(at)).copied();
        if (weekday.is_none() && days.is_none()) || self.gap(at) != " " {
            return None;
        }
        if self.folded(at + 1) == "after" && self.folded(at + 2) == "next" {
            return Some((at + 3, Meaning::Bounded));
        }
        let of = if self.folded(at + 1) == "of" { at + 2 } else { at + 1 };
        if let (Some(weeks), Some(weekday)) = (of_week(of), weekday) {
            return Some((of + 2, Meaning::WeekdayOf { weekday, weeks }));
        }
        let weeks = match self.folded(at + 1) {
            "week" | "wk" => 1,
            "fortnight" => 2,
            _ => return None,
        };
        let names_a_week =
            matches!(self.folded(at + 2), "beginning" | "commencing" | "starting" | "ending" | "of" | "after")
                || (self.gap(at + 1) == " " && self.folded(at + 2).starts_with(|c: char| c.is_ascii_digit()));
        match (weekday, days) {
            _ if names_a_week => None,
            (Some(weekday), _) => Some((at + 2, Meaning::WeekdayIn { weekday, weeks })),
            (None, days) => Some((at + 2, Meaning::DaysFrom(7 * weeks + days?))),
        }
    }

    /// `the day after tomorrow`, `the week after next`, `the following Monday`, `last Friday`.
    fn before_or_after(&self, at: usize) -> Option<(usize, Meaning)> {
        let next = self.folded(at + 1);
        let weekday = || self.times.day(next).filter(|_| self.is_day_here(at + 1));
        let period = || self.times.unit(next).is_some() || self.is(at + 1, &self.times.words.parts_of_day);
        match self.folded(at) {
            "day" if next == "after" && self.times.days_from.get(self.folded(at + 2)) == Some(&1) => {
                Some((at + 3, Meaning::DaysFrom(2)))
            }
            "week" | "month" if next == "after" && self.folded(at + 2) == "next" => Some((at + 3, Meaning::Bounded)),
            "following" if weekday().is_some() || period() => Some((at + 2, Meaning::Bounded)),
            "before" | "by" | "until" | "till" if next == "then" => Some((at + 2, Meaning::Bounded)),
            "same" if period() => Some((at + 2, Meaning::Bounded)),
            "same" | "that" if matches!(self.date(at + 1), Some((_, Meaning::Weekday(_)))) => {
                Some((at + 2, Meaning::Bounded))
            }
            "last" if weekday().is_some() => {
                let of_month = matches!(self.folded(at + 2), "of" | "in");
                Some((at + 2, if of_month { Meaning::Bounded } else { Meaning::Gone }))
            }
            _ => None,
        }
    }

    /// `this week`, `next Tuesday`, `this afternoon`, `over the weekend`, `in June`, `mid June`.
    fn this_or_next(&self, at: usize) -> Option<(usize, Meaning)> {
        let next = self.folded(at + 1);
        let before = if at > 0 { self.folded(at - 1) } else { "" };
        match self.folded(at) {
            // *She is coming Saturday* is another word.
            "coming" if before != "the" => None,
            word @ ("this" | "next" | "coming") => {
                let from = if word == "this" && next == "coming" { at + 2 } else { at + 1 };
                if self.times.day(self.folded(from)).is_some() {
                    let (to, meaning) = self.date(from)?;
                    let Meaning::Weekday(weekday) = meaning else { return Some((to, meaning)) };
                    return Some(match word {
                        "next" => (to, Meaning::NextWeekday(weekday)),
                        "this" if from == at + 1 => (to, Meaning::WeekdayOf { weekday, weeks: 0 }),
                        _ => (to, Meaning::Weekday(weekday)),
                    });
                }
                if word == "coming" {
                    return None;
                }
                if next == "weekend" {
                    return Some((at + 2, if word == "this" { Meaning::Weekend } else { Meaning::Bounded }));
                }
                if word == "this" && self.is(at + 1, &self.times.words.parts_of_day) {
                    return Some((at + 2, Meaning::DaysFrom(0)));
                }
                let unit = self.times.unit(next)?;
                // *Within the next week* is seven days, *next week* one of the calendar.
                let is_length =
                    before == "the" && at > 1 && matches!(self.folded(at - 2), "within" | "in" | "over" | "during");
                Some((
                    at + 2,
                    match (word, unit) {
                        ("next", _) if is_length => Meaning::Within { count: 1, unit },
                        (_, _) if before == "the" => Meaning::Bounded,
                        ("next", Unit::Week | Unit::Month) => Meaning::Next(unit),
                        ("this", Unit::Week) => Meaning::This(unit),
                        _ => Meaning::Bounded,
                    },
                ))
            }
            "at" | "over" | "during" if next == "the" && self.folded(at + 2) == "weekend" => {
                Some((at + 3, Meaning::Weekend))
            }
            "over" if next == "weekend" => Some((at + 2, Meaning::Weekend)),
            "mid" | "early" | "late" if self.month_of(at + 1).is_some() => {
                Some((self.month_of(at + 1)?.0, Meaning::Bounded))
            }
            "in" | "during" => {
                let (to, month, year) = self.month_of(at + 1)?;
                Some((to, Meaning::MonthOf { month, year }))
            }
            "since" => Some((self.month_of(at + 1)?.0, Meaning::Gone)),
            "by" | "until" | "till" | "til" | "from" | "before" => Some((self.month_of(at + 1)?.0, Meaning::Bounded)),
            _ => None,
        }
    }

    /// A month by itself, with its year: one past its last word, and both. *May* and *March* are months with a capital.
    fn month_of(&self, at: usize) -> Option<(usize, i8, Option<i16>)> {
        let month = self.times.month(self.folded(at))?;
        let is_capital = self.words[at].span.of(self.text).starts_with(char::is_uppercase);
        if self.times.is_doubtful(self.folded(at)) && !is_capital {
            return None;
        }
        // *In June 4 came* tells a number; *by June 4* is a day.
        let year = self.year_at(at + 1);
        let day =
            year.is_none() && self.gap(at) == " " && self.folded(at + 1).starts_with(|c: char| c.is_ascii_digit());
        (!day).then_some((at + 1 + usize::from(year.is_some()), month, year))
    }

    /// `end of the month`, `end of next week`, `end March`, `close of play`, `mid June`, `EOD`.
    fn end_of(&self, at: usize) -> Option<(usize, Meaning)> {
        // *COP* is a court as well.
        let led = at > 0 && matches!(self.folded(at - 1), "by" | "before" | "at" | "until");
        let day_follows =
            self.times.day(self.folded(at + 1)).is_some() || self.times.days_from.contains_key(self.folded(at + 1));
        if self.is(at, &self.times.words.day_ends) && (led || day_follows) {
            return Some((at + 1, Meaning::EndOf(Unit::Day)));
        }
        match self.folded(at) {
            "month" if self.folded(at + 1) == "end" => return Some((at + 2, Meaning::EndOf(Unit::Month))),
            "end" | "start" | "beginning" | "close" | "middle" => {}
            _ => return None,
        }
        let is_end = matches!(self.folded(at), "end" | "close");
        let has_of = self.folded(at + 1) == "of";
        let (mut next, mut is_next) = (if has_of { at + 2 } else { at + 1 }, false);
        while has_of && matches!(self.folded(next), "the" | "this" | "next" | "working" | "business" | "school") {
            // *Close of business* is the end of a day.
            if self.folded(next) == "business" && self.times.unit(self.folded(next + 1)).is_none() {
                break;
            }
            is_next |= self.folded(next) == "next";
            next += 1;
        }
        let told = |meaning: Meaning| if is_end { meaning } else { Meaning::Bounded };
        if let Some((to, month, year)) = self.month_after_end(next) {
            return Some((to, told(Meaning::EndOfMonth { month, year })));
        }
        if !has_of {
            return None;
        }
        if let Some(unit) = self.times.unit(self.folded(next)) {
            let settled = if is_next { Meaning::EndOfNext(unit) } else { Meaning::EndOf(unit) };
            return Some((next + 1, told(settled)));
        }
        if matches!(self.folded(next), "play" | "business") {
            return Some((next + 1, told(Meaning::EndOf(Unit::Day))));
        }
        if let Some(days) = self.times.days_from.get(self.folded(next)) {
            return Some((next + 1, Meaning::DaysFrom(*days)));
        }
        if self.times.day(self.folded(next)).is_some() {
            return self.date(next);
        }
        let bounded = matches!(self.folded(next), "term" | "shift") || self.is(next, &self.times.words.events);
        bounded.then_some((next + 1, Meaning::Bounded))
    }

    /// *End of march* is the month's, whether it has a capital or not.
    fn month_after_end(&self, at: usize) -> Option<(usize, i8, Option<i16>)> {
        let month = self.times.month(self.folded(at))?;
        let year = self.year_at(at + 1);
        Some((at + 1 + usize::from(year.is_some()), month, year))
    }

    /// `6/52`, `3/12`, `2/7`: weeks, months and days as nurses write them. Before 7 and 12 the stroke may be that of a date, and only the
    /// words around it tell.
    pub fn clinical(&self, at: usize) -> Option<(usize, Meaning)> {
        /// Longer times are told in years.
        const MOST_MONTHS: i32 = 11;
        let (count, of) = self.folded(at).split_once('/')?;
        let count: i32 = count.parse().ok().filter(|count| (1..=60).contains(count))?;
        let unit = match of {
            "52" => Unit::Week,
            "12" => Unit::Month,
            "7" => Unit::Day,
            _ => return None,
        };
        if self.gap(at).starts_with(['/', '-']) || self.is_age(at) {
            return None;
        }
        let gap = if at > 0 { self.gap(at - 1) } else { "" };
        let led = if at > 0 { self.folded(at - 1) } else { self.led_by };
        let before = if gap.trim().is_empty() { led } else { "" };
        // *Review: 3/12*, *r/v - 6/52*.
        let labelled = if gap.trim_matches([' ', ':', '-', '–', '*']).is_empty() { led } else { "" };
        let may_be_either = matches!(
            labelled,
            "review"
                | "reviewed"
                | "rv"
                | "r/v"
                | "f/u"
                | "fu"
                | "up"
                | "followup"
                | "repeat"
                | "rpt"
                | "recheck"
                | "again"
                | "back"
        );
        let from_now = matches!((self.folded(at + 1), self.folded(at + 2)), ("from", "today" | "now") | ("time", _));
        let is_length = matches!(before, "in" | "within" | "w/in" | "after" | "next" | "further" | "another");
        let lasts = matches!(before, "for" | "over" | "every" | "x" | "last" | "past" | "approx" | "about");
        let to = match self.folded(at + 1) {
            "from" if from_now => at + 3,
            "time" => at + 2,
            _ => at + 1,
        };
        match unit {
            Unit::Week if !lasts => Some((to, Meaning::Within { count, unit })),
            _ if is_length || from_now => Some((to, Meaning::Within { count, unit })),
            Unit::Week => Some((to, Meaning::Bounded)),
            _ if lasts => Some((to, Meaning::Bounded)),
            _ if may_be_either => Some((to, Meaning::LengthOrDay { count, unit })),
            Unit::Month if count <= MOST_MONTHS && !self.is_plainly_a_date(at) => {
                Some((to, Meaning::DayOrLength { day: count as i8 }))
            }
            _ => None,
        }
    }

    /// *On 5/12*, *Friday 5/12*, *5/12 at 2pm*, *5/12 – he rang*.
    fn is_plainly_a_date(&self, at: usize) -> bool {
        let led = at > 0
            && (self.is(at - 1, &self.times.words.leads)
                || self.times.day(self.folded(at - 1)).is_some()
                || self.folded(at - 1) == "due");
        let goes_on = self.clock(at + 1).is_some()
            || matches!(self.folded(at + 1), "at" | "to" | "or" | "and")
            || self.is(at + 1, &self.times.words.parts_of_day);
        at == 0 || led || goes_on || !self.gap(at).trim_matches([' ', '.']).is_empty()
    }
}
