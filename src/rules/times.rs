//! Times as recordings write them: *by Fri 9/5*, *w/c 12th*, *within ten working days*, *at the core group*, *till Theo rings back*.

mod around;
mod calendar;
mod days;
mod said;
mod scan;

use super::lexicon::Line;
use super::pack;
use crate::text::{Span, Word};
use scan::{Found, Scan};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;

/// Words that bound an action in time, and what they say of when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    pub span: Span,
    pub meaning: Meaning,
    /// Something is to be done by then: *by*, *before*, *no later than*, *due*.
    pub is_deadline: bool,
    /// An hour, or an occasion within a day: *at 2pm*, *at lunch*.
    pub is_within_a_day: bool,
    /// It stands in what is said or asked: *ask why he did not come on 8 May*.
    pub is_said: bool,
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
    /// The coming one, from 0 for Monday.
    Weekday(i8),
    /// So many weeks after the coming one: *Friday week*.
    WeekdayIn {
        weekday: i8,
        weeks: i32,
    },
    /// Of the recording's own week, or of one so many weeks later: *this Friday*, *Friday of next week*.
    WeekdayOf {
        weekday: i8,
        weeks: i32,
    },
    /// *Next Friday*.
    NextWeekday(i8),
    /// So many days from the day of the recording.
    DaysFrom(i32),
    Within {
        count: i32,
        unit: Unit,
    },
    /// *Review 3/12*: so many months, or days, unless the day of the calendar that is written so is near.
    LengthOrDay {
        count: i32,
        unit: Unit,
    },
    /// *Repeat bloods 3/12*: that day of December where it is near, and otherwise perhaps so many months.
    DayOrLength {
        day: i8,
    },
    /// The week that begins on a day.
    WeekOf {
        day: i8,
        month: Option<i8>,
        year: Option<i16>,
    },
    /// *This week*, *next month*.
    This(Unit),
    Next(Unit),
    EndOf(Unit),
    EndOfNext(Unit),
    /// *In June*.
    MonthOf {
        month: i8,
        year: Option<i16>,
    },
    EndOfMonth {
        month: i8,
        year: Option<i16>,
    },
    /// The coming Saturday and Sunday.
    Weekend,
    /// A time of day, something that recurs, an event, or a condition: bounded, with no day of its own.
    Bounded,
    /// A day gone by, or that of something else: *last Friday*, *the letter sent on Monday*, a day of birth.
    Gone,
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
    around: Around,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    leads: Vec<String>,
    bounds: Vec<String>,
    day_ends: Vec<String>,
    parts_of_day: Vec<String>,
    repeats: Vec<String>,
    often: Vec<String>,
    events: Vec<String>,
    conditions: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Around {
    gone: Vec<String>,
    papers: Vec<String>,
    past: Vec<String>,
    never_past: Vec<String>,
    carried: Vec<String>,
    ahead: Vec<String>,
    arranged: Vec<String>,
    about: Vec<String>,
    unsettled: Vec<String>,
    anew: Vec<String>,
}

/// The time on which an action is due that tells `times`: the one that settles a day, where it stands alone or is a deadline and comes
/// first. Which of two others it is would be a guess.
pub fn deciding<'a>(times: &[&'a Time]) -> Option<&'a Time> {
    let told: Vec<&Time> = times.iter().copied().filter(|time| time.meaning != Meaning::Gone).collect();
    let days: Vec<&Time> = told.iter().copied().filter(|time| time.meaning != Meaning::Bounded).collect();
    let is_plain = told.iter().all(|other| other.meaning != Meaning::Bounded || other.is_within_a_day);
    match days.as_slice() {
        [day] if is_plain => Some(day),
        [day, others @ ..] => (day.is_deadline && !others.iter().any(|other| other.is_deadline)).then_some(day),
        [] => None,
    }
}

impl Times {
    pub fn built_in() -> Times {
        toml::from_str(pack::TIMES).expect("the built-in times are read by a test")
    }

    /// Every time that `line` tells, in order. A date stamp at the beginning of an entry is none; what a label leads to is.
    pub fn of(&self, line: &Line) -> Vec<Time> {
        let body = line.segment.body().start();
        let first = line.words.partition_point(|word| word.span.start() < body);
        let label = line.words[..first].last().filter(|_| line.segment.label.is_some());
        let led_by = label.map_or("", |word| word.folded.as_str());
        let scan = Scan { times: self, text: line.text, words: &line.words[first..], led_by };
        let mut found: Vec<Found> = Vec::new();
        let mut at = 0;
        while at < scan.words.len() {
            match scan.time_at(at) {
                Some(time) if line.segment.label.is_some() || !scan.is_stamp(&time) => {
                    at = time.1;
                    found.push(time);
                }
                Some(time) => at = time.1,
                None => at += 1,
            }
        }
        // *(Robyn, 14/12)* tells rather an age where another time is told.
        let is_alone = found.len() < 2;
        found.retain(|found| is_alone || !scan.may_be_age(found.0));
        let as_time = |found: Found| {
            let from = scan.with_leads(found.0);
            Time {
                span: Span::new(scan.words[from].span.start(), scan.words[found.1 - 1].span.end()),
                meaning: scan.among_others(from, &found),
                is_deadline: scan.is_deadline(from, found.0),
                is_within_a_day: scan.is_within_a_day(from, found.0),
                is_said: scan.in_what_is_said(from, (found.0, found.1), found.2) == Some(Meaning::Gone),
            }
        };
        found.into_iter().map(as_time).collect()
    }

    /// The days of the calendar that `text` tells with their month, each with its place among the words.
    pub fn dates(&self, text: &str, words: &[Word]) -> Vec<(Range<usize>, Meaning)> {
        let scan = Scan { times: self, text, words, led_by: "" };
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let date = scan.date(at);
            if let Some((to, meaning @ Meaning::Date { month: Some(_), .. })) = date {
                found.push((at..to, meaning));
            }
            at = date.map_or(at + 1, |(to, _)| to);
        }
        found
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

    /// True for a verb of what was done.
    pub fn is_past(&self, folded: &str) -> bool {
        let around = &self.around;
        let ends = folded.ends_with("ed") && folded.len() > 3;
        around.past.iter().any(|word| word == folded) || (ends && !around.never_past.iter().any(|word| word == folded))
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
            ("Send it no later than 5pm on 20 March.", "no later than 5pm on 20 March"),
            ("Ring by noon on Thursday.", "by noon on Thursday"),
            ("Moira to ring on Tuesday 18 March at 11.15am.", "on Tuesday 18 March at 11.15am"),
            ("Core group on 2025-03-10.", "on 2025-03-10"),
            ("Send it by COP Friday.", "by COP Friday"),
            ("Next core group 30 March at 1.30pm", "Next core group 30 March at 1.30pm"),
            ("Next core group: 30 March 2025 at 1.30pm, St Luke's.", "30 March 2025 at 1.30pm"),
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
            "Sam to book Friday's minibus.",
            "Sam to ring Ward 7/8.",
            "COP pending.",
            "Ring soon, asap, regularly.",
            "Weight on the 9th centile.",
            "Outcome on the 10th working day.",
            "He is 5/12 and she will ring.",
            "See sib (Robyn, 14/12) at home.",
            "Weigh the baby (5/12).",
            "Mia, aged 9/12, was asleep.",
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
        assert_eq!(meaning("Ring on Friday week."), Meaning::WeekdayIn { weekday: 4, weeks: 1 });
        assert_eq!(meaning("Ring next Friday."), Meaning::NextWeekday(4));
        assert_eq!(meaning("Quote before the end of the working week."), Meaning::EndOf(Unit::Week));
        assert_eq!(meaning("TAC w/in 20 WD."), Meaning::Within { count: 20, unit: Unit::WorkingDay });
        assert_eq!(meaning("Ring a week tomorrow."), Meaning::DaysFrom(8));
        assert_eq!(meaning("Bloods in 3/7."), Meaning::Within { count: 3, unit: Unit::Day });
        assert_eq!(meaning("Review in 6/12."), Meaning::Within { count: 6, unit: Unit::Month });
        let three_months = Meaning::LengthOrDay { count: 3, unit: Unit::Month };
        for text in ["Review 3/12.", "Review: 3/12.", "R/V 3/12", "Next review 3/12.", "Follow up 3/12", "F/U - 3/12"] {
            assert_eq!(meaning(text), three_months, "{text}");
        }
        assert_eq!(meaning("Repeat bloods 3/12."), Meaning::DayOrLength { day: 3 });
        assert_eq!(meaning("Bloods on 3/12."), Meaning::Date { day: 3, month: Some(12), year: None, weekday: None });
        assert_eq!(meaning("Ask him who he wants at the meeting by Thursday."), Meaning::Weekday(3));
        assert_eq!(meaning("Ring 2/7 from today."), Meaning::Within { count: 2, unit: Unit::Day });
        assert_eq!(
            meaning("HV to see sib (Robyn, 14/12) w/b 11/05."),
            Meaning::WeekOf { day: 11, month: Some(5), year: None }
        );
        assert_eq!(meaning("Take him to docs mon about it."), Meaning::Weekday(0));
        assert_eq!(meaning("Ask her what she wants by Friday."), Meaning::Weekday(4));
        assert_eq!(meaning("Tell Orla what was decided about him tomorrow."), Meaning::DaysFrom(1));
        assert_eq!(meaning("Letter to be sent on Monday."), Meaning::Weekday(0));
        assert_eq!(meaning("Have it fitted on Saturday."), Meaning::Weekday(5));
        assert_eq!(
            meaning("Say yes or no by 14 June."),
            Meaning::Date { day: 14, month: Some(6), year: None, weekday: None }
        );
    }

    #[test]
    fn what_settles_no_day() {
        for text in [
            "Ring within 5 working days of the result.",
            "Visit within 28 days of discharge.",
            "He will not visit until 20 March.",
            "Ring after 20 March.",
            "It should not go ahead on Thursday.",
            "Ring on Monday or Tuesday.",
            "Away 10-14 March.",
            "See him on 10/11 March.",
            "Ring in 2-3 weeks.",
            "Ring by mid-June.",
            "Ring by next week.",
            "Ring by the 5th of next month.",
            "Ring the Friday after next.",
            "Care for 6/52.",
            "Ring Deborah (Deborah, 14/12)",
            "MGM to have Shay Fri-Sun cont.",
            "Ask Mum what she wants on Friday.",
            "Come on Thursday evenings.",
            "Will ring if she has not heard by Friday.",
            "Attend the visit booked on Monday.",
            "Visit Mon, Weds & Fri.",
            "Outcome in by half-term.",
            "Text Lowri before then.",
        ] {
            let found = times(text);
            assert!(found.iter().all(|(_, meaning)| *meaning == Meaning::Bounded), "{text}: {found:?}");
            assert!(!found.is_empty(), "{text}");
        }
        for text in [
            "Ring her about Thursday evenings.",
            "Ask the IRO whether contact on 24/5 should go ahead.",
            "Sam to ask Dad why he did not come on 8 May.",
            "I will find out who was working on 18 April.",
            "Speak to my manager about what happened on Tuesday.",
            "Check if she went on 3 May.",
            "Ask the vicar for a lift on Sundays.",
            "The wetting is three nights this week.",
            "Kofi is going to be fourteen on Thursday.",
            "Email school re 24/5.",
            "Universal Credit is paid on the 15th.",
            "Chase the letter sent on Monday.",
            "Send the report dated 28/02/2025.",
            "Isla, DOB 02/03/2021.",
            "The minutes of 3 March.",
            "On Monday he fell.",
            "The last seen day was last Friday.",
            "Away since 3 March.",
        ] {
            let found = times(text);
            assert!(found.iter().all(|(_, meaning)| *meaning == Meaning::Gone), "{text}: {found:?}");
            assert!(!found.is_empty(), "{text}");
        }
    }

    #[test]
    fn one_of_two_times_decides_where_it_alone_settles_a_day() {
        let decided = |text: &str| {
            let segment = &segment(text)[0];
            let found = Times::built_in().of(&Line::new(text, segment, &[]));
            deciding(&found.iter().collect::<Vec<_>>()).map(|time| time.span.of(text).to_owned())
        };
        assert_eq!(decided("A sitter for Thursday evenings (by 13 March)").as_deref(), Some("by 13 March"));
        assert_eq!(decided("Chase by Friday the letter sent on Monday.").as_deref(), Some("by Friday"));
        assert_eq!(decided("Ring Friday 2-4pm.").as_deref(), Some("Friday"));
        assert_eq!(decided("Ring by Friday 7 March, as she was out on 3 April.").as_deref(), Some("by Friday 7 March"));
        assert_eq!(decided("Ring on Monday to get the report by Friday."), None);
        assert_eq!(decided("Daily visits, review 20 March."), None);
    }
}
