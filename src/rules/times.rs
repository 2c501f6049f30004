//! Times as recordings write them: *by Fri 9/5*, *w/c 12th*, *within ten working days*, *at the core group*, *till Theo rings back*.

mod scan;

use super::lexicon::Line;
use super::pack;
use crate::text::{Span, words};
use scan::{Found, Scan};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Words that bound an action in time, and what they say of when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    pub span: Span,
    pub meaning: Meaning,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A day of the calendar, as far as it is told; `weekday` from 0 for Monday.
    Date {
        day: i8,
        month: Option<i8>,
        year: Option<i16>,
        weekday: Option<i8>,
    },
    Weekday(i8),
    /// So many days from the day of the recording.
    DaysFrom(i32),
    Within {
        count: i32,
        unit: Unit,
    },
    /// The week that begins on a day.
    WeekOf {
        day: i8,
        month: Option<i8>,
        year: Option<i16>,
    },
    EndOf(Unit),
    /// A time of day, something that recurs, an event, or a condition: bounded, with no day of its own.
    Bounded,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    Hour,
    Day,
    WorkingDay,
    Week,
    Fortnight,
    Month,
    Year,
}

/// `packs/times.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Times {
    days: Vec<Vec<String>>,
    months: Vec<Vec<String>>,
    doubtful: Vec<String>,
    numbers: Vec<String>,
    ordinals: Vec<String>,
    days_from: BTreeMap<String, i32>,
    units: BTreeMap<Unit, Vec<String>>,
    words: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    leads: Vec<String>,
    bounds: Vec<String>,
    parts_of_day: Vec<String>,
    repeats: Vec<String>,
    often: Vec<String>,
    events: Vec<String>,
    conditions: Vec<String>,
}

impl Times {
    pub fn built_in() -> Times {
        toml::from_str(pack::TIMES).expect("the built-in times are read by a test")
    }

    /// Every time that `line` tells, in order. A date stamp at the beginning of an entry is none.
    pub fn of(&self, line: &Line) -> Vec<Time> {
        let body = line.segment.body().start();
        let first = line.words.partition_point(|word| word.span.start() < body);
        let scan = Scan { times: self, text: line.text, words: &line.words[first..] };
        let mut found: Vec<Found> = Vec::new();
        let mut at = 0;
        while at < scan.words.len() {
            match scan.time_at(at) {
                Some(time) if !scan.is_stamp(&time) => {
                    at = time.1;
                    found.push(time);
                }
                Some(time) => at = time.1,
                None => at += 1,
            }
        }
        let as_time = |(from, to, meaning): Found| {
            let from = scan.with_leads(from);
            Time { span: Span::new(scan.words[from].span.start(), scan.words[to - 1].span.end()), meaning }
        };
        found.into_iter().map(as_time).collect()
    }

    /// The first day of the calendar, with its month, that `text` tells.
    pub fn first_date(&self, text: &str) -> Option<Meaning> {
        let words = words(text, 0);
        let scan = Scan { times: self, text, words: &words };
        let dates = (0..words.len()).filter_map(|at| scan.date(at).map(|(_, meaning)| meaning));
        dates.into_iter().find(|meaning| matches!(meaning, Meaning::Date { month: Some(_), .. }))
    }

    fn day(&self, folded: &str) -> Option<i8> {
        let whole =
            |word: &str| self.days.iter().position(|names| names.iter().any(|name| name == word)).map(|at| at as i8);
        whole(folded).or_else(|| folded.strip_suffix('s').filter(|word| word.len() > 3).and_then(whole))
    }

    /// From 1, by its name or a short form of it.
    pub fn month(&self, folded: &str) -> Option<i8> {
        self.months.iter().position(|names| names.iter().any(|name| name == folded)).map(|at| at as i8 + 1)
    }

    /// True for a word that names a day or a month.
    pub fn is_calendar(&self, folded: &str) -> bool {
        self.day(folded).is_some() || self.month(folded).is_some() || self.days_from.contains_key(folded)
    }

    fn is_doubtful(&self, folded: &str) -> bool {
        self.doubtful.iter().any(|word| word == folded)
    }

    fn unit(&self, folded: &str) -> Option<Unit> {
        self.units.iter().find(|(_, names)| names.iter().any(|name| name == folded)).map(|(unit, _)| *unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;

    fn times(text: &str) -> Vec<(String, Meaning)> {
        let times = Times::built_in();
        let segment = &segment(text)[0];
        let found = times.of(&Line::new(text, segment, &[]));
        found.into_iter().map(|time| (time.span.of(text).to_owned(), time.meaning)).collect()
    }

    fn words(text: &str) -> Vec<String> {
        times(text).into_iter().map(|(words, _)| words).collect()
    }

    #[test]
    fn dates_of_every_style() {
        for (text, wanted) in [
            ("Sian to ring by Friday.", "by Friday"),
            ("Ring on Fri 9/5.", "on Fri 9/5"),
            ("ring her on the ninth at two", "on the ninth at two"),
            ("Form due by 4 May 2026.", "by 4 May 2026"),
            ("Visit w/c 12th with OT.", "w/c 12th"),
            ("Report within 10 working days please", "within 10 working days"),
            ("I will come back in a fortnight.", "in a fortnight"),
            ("Pathway form by end of month", "by end of month"),
            ("Mum to ask at the core group.", "at the core group"),
            ("Noreen walks her till Theo rings back.", "till Theo rings back"),
            ("I'll do it before I go back.", "before I go back"),
            ("ringing the surgery in the morning", "in the morning"),
            ("Anca to sit with him every Tuesday.", "every Tuesday"),
            ("Decision by 12.05.26 latest", "by 12.05.26"),
            ("If she falls again, Folake rings me.", "If she falls again"),
            ("next core group second of may", "next core group second of may"),
            ("Ring him tomorrow morning.", "tomorrow morning"),
            ("surveyor visiting at half past nine", "at half past nine"),
        ] {
            assert_eq!(words(text).first().map(String::as_str), Some(wanted), "{text}: {:?}", times(text));
        }
    }

    #[test]
    fn what_is_no_time() {
        for text in [
            "05/03 Dietician asked, no date yet.",
            "Support as needed and asap.",
            "Room on the second floor for him.",
            "He sat with the dog.",
            "I may ring her.",
            "3 phone calls made.",
            "1 of 2 tablets given.",
            "They march together.",
            "Folake to ask Denise about Thursday lifts.",
        ] {
            assert_eq!(words(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn what_a_time_means() {
        let meaning = |text: &str| times(text)[0].1;
        assert_eq!(
            meaning("Ring by Fri 9 May."),
            Meaning::Date { day: 9, month: Some(5), year: None, weekday: Some(4) }
        );
        assert_eq!(meaning("Ring by Friday."), Meaning::Weekday(4));
        assert_eq!(meaning("Ring within ten days."), Meaning::Within { count: 10, unit: Unit::Day });
        assert_eq!(meaning("Visit w/c 12/5."), Meaning::WeekOf { day: 12, month: Some(5), year: None });
        assert_eq!(meaning("Ring tomorrow."), Meaning::DaysFrom(1));
    }
}
