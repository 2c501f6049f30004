//! Finds times in words, one form of them to a function.

use super::{Meaning, Times, Unit};
use crate::text::Word;

/// A time's words, by number: the first and the one past the last.
pub(super) type Found = (usize, usize, Meaning);

/// The words of a line, looked at one after the other for the times that begin with them.
pub(super) struct Scan<'a> {
    pub times: &'a Times,
    pub text: &'a str,
    pub words: &'a [Word],
}

impl Scan<'_> {
    pub fn folded(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.folded.as_str())
    }

    pub fn is(&self, at: usize, list: &[String]) -> bool {
        let folded = self.folded(at);
        list.iter().any(|word| word == folded)
    }

    /// What stands between a word and the next.
    pub fn gap(&self, at: usize) -> &str {
        match (self.words.get(at), self.words.get(at + 1)) {
            (Some(word), Some(next)) => &self.text[word.span.end()..next.span.start()],
            _ => "",
        }
    }

    pub fn time_at(&self, at: usize) -> Option<Found> {
        let (mut to, mut meaning) = self
            .week_of(at)
            .or_else(|| self.clinical(at))
            .or_else(|| self.told_by_another(at))
            .or_else(|| self.date(at))
            .or_else(|| self.length(at))
            .or_else(|| self.near(at))
            .or_else(|| self.clock(at))
            .or_else(|| self.repeat(at))
            .or_else(|| self.event(at))
            .or_else(|| self.condition(at))?;
        let recurs = self.repeat(at).is_some() || self.times.day(self.folded(at)).is_some();
        // *Friday at ten*, *by noon tomorrow*, *Mon 6th 9.10*: a day and its hour are one time.
        let names_the_next = matches!(self.folded(at), "next") && meaning == Meaning::Bounded;
        while to < self.words.len() && (self.joins_on(to) || (names_the_next && self.is_dash_or_colon(to))) {
            let lead = self.folded(to);
            let from =
                if matches!(lead, "at" | "by" | "before" | "in" | "from" | "after" | "on") { to + 1 } else { to };
            let from = if self.folded(from) == "the" { from + 1 } else { from };
            let joined = self.clock(from).or_else(|| self.part_of_day(from)).or_else(|| self.day_at(from));
            let joined = joined.or_else(|| self.length(from).filter(|_| names_the_next));
            let Some((end, of_joined)) = joined else { break };
            to = end;
            let is_date = matches!(of_joined, Meaning::Date { .. });
            meaning = match meaning {
                Meaning::Bounded if recurs && !matches!(lead, "by" | "before") => Meaning::Bounded,
                // *Next Tuesday 11 March*: the day of the calendar says most.
                Meaning::Bounded | Meaning::EndOf(Unit::Day) => match of_joined {
                    Meaning::Bounded => meaning,
                    told => told,
                },
                Meaning::Within { .. } if of_joined != Meaning::Bounded => Meaning::Bounded,
                _ if is_date && lead != "before" && lead != "by" => of_joined,
                told => told,
            };
        }
        Some((at, to, meaning))
    }

    fn is_dash_or_colon(&self, to: usize) -> bool {
        matches!(self.gap(to - 1).trim(), ":" | "-" | "–")
    }

    pub fn joins_on(&self, to: usize) -> bool {
        let gap = self.gap(to - 1);
        gap.chars().all(|c| c == ' ' || c == ',') && !gap.contains(", ,")
    }

    /// A day that may follow an hour or another name of it.
    fn day_at(&self, at: usize) -> Option<(usize, Meaning)> {
        let near = self.times.days_from.get(self.folded(at)).map(|days| (at + 1, Meaning::DaysFrom(*days)));
        self.told_by_another(at).filter(|(_, meaning)| *meaning != Meaning::Bounded).or(near).or_else(|| self.date(at))
    }

    /// `w/c 12th`, `week beginning 12 May`.
    fn week_of(&self, at: usize) -> Option<(usize, Meaning)> {
        let from = match self.folded(at) {
            "w/c" | "w/b" | "wc" | "w/e" => at + 1,
            "w" if matches!(self.folded(at + 1), "c" | "b") && self.gap(at) == "." => at + 2,
            "week" | "wk"
                if matches!(
                    self.folded(at + 1),
                    "commencing" | "beginning" | "starting" | "comm" | "beg" | "of" | "ending"
                ) =>
            {
                at + 2
            }
            _ => return None,
        };
        let ends = self.folded(at) == "w/e" || self.folded(from - 1) == "ending";
        let from = if self.folded(from) == "the" { from + 1 } else { from };
        let day = if matches!(self.folded(from), "this" | "next") { from + 1 } else { from };
        match self.date(day)? {
            (to, Meaning::Date { day, month, year, .. }) if !ends => Some((to, Meaning::WeekOf { day, month, year })),
            (to, _) => Some((to, Meaning::Bounded)),
        }
    }

    /// A weekday, a day of the month or both; bounded where several are told.
    pub fn date(&self, at: usize) -> Option<(usize, Meaning)> {
        let (mut to, mut meaning) = self.one_date(at)?;
        // *10 to 14 March*, *Tuesday or Wednesday*, *Mon/Wed/Fri* settle no day.
        let is_listed = |to: usize| {
            let is_weekday = |at: usize| matches!(self.one_date(at), Some((_, Meaning::Weekday(_))));
            (self.gap(to - 1) == ", " && is_weekday(to - 1) && is_weekday(to)).then_some(to)
        };
        while let Some((end, _)) = self.further(to).or_else(|| is_listed(to)).and_then(|next| self.one_date(next)) {
            (to, meaning) = (end, Meaning::Bounded);
        }
        Some((to, meaning))
    }

    /// Where a further day may begin after the words before `to`.
    fn further(&self, to: usize) -> Option<usize> {
        let joins = matches!(self.gap(to - 1).trim(), "-" | "–" | "/" | "&" | "or");
        let by_word =
            self.gap(to - 1) == " " && matches!(self.folded(to), "to" | "or" | "and" | "till" | "til" | "until");
        if joins && to < self.words.len() { Some(to) } else { by_word.then_some(to + 1) }
    }

    fn one_date(&self, at: usize) -> Option<(usize, Meaning)> {
        if let Some(end) = self.days_of_one_month(at) {
            return Some((end, Meaning::Bounded));
        }
        let weekday = self.times.day(self.folded(at)).filter(|_| self.is_day_here(at));
        let next = if weekday.is_some() { at + 1 } else { at };
        let next = if weekday.is_some() && self.folded(next) == "the" { next + 1 } else { next };
        let same_phrase = weekday.is_none() || self.gap(at).chars().all(|c| matches!(c, ' ' | ','));
        if same_phrase
            && let Some((to, day, month, year)) =
                self.numeric_date(next).or_else(|| self.day_of_month(next, weekday.is_some()))
        {
            let later = month.is_none() && self.folded(to) == "of";
            return Some(match (self.folded(to + 1), self.folded(to + 2)) {
                ("next", "month") if later => (to + 3, Meaning::Bounded),
                _ => (to, Meaning::Date { day, month, year, weekday }),
            });
        }
        let weekday = weekday?;
        // *By Friday's core group* tells a day, *Friday's bus* a thing.
        if self.folded(at + 1) == "'s" {
            let event = (at + 2..at + 5).find(|&n| self.is(n, &self.times.words.events))?;
            return Some((event + 1, Meaning::Weekday(weekday)));
        }
        if self.names_a_thing(at) {
            return None;
        }
        let recurs = self.folded(at).len() > 5 && self.is_plural_day(at);
        let parts = self
            .folded(at + 1)
            .strip_suffix('s')
            .is_some_and(|part| self.times.words.parts_of_day.iter().any(|other| other == part));
        // *On a Saturday before 30 June* settles no Saturday, *the first Monday in May* not the coming one.
        let before = if at > 0 { self.folded(at - 1) } else { "" };
        let counted = (self.ordinal(at.saturating_sub(1)).is_some() || before == "last")
            && at > 0
            && matches!(self.folded(at + 1), "of" | "in");
        let any = matches!(before, "a" | "any" | "one" | "most" | "some") || counted;
        let meaning = if recurs || any || parts { Meaning::Bounded } else { Meaning::Weekday(weekday) };
        Some((at + 1 + usize::from(parts), meaning))
    }

    /// `10-14 March`, `10th or 11th March`, `10/11 March`: one past the last word.
    fn days_of_one_month(&self, at: usize) -> Option<usize> {
        let is_day = |folded: &str| {
            plain_number(folded).or_else(|| digits_of_ordinal(folded)).is_some_and(|day| (1..=31).contains(&day))
        };
        let month_at = |at: usize| self.times.month(self.folded(at)).is_some() && self.gap(at - 1).trim().is_empty();
        if let Some((first, last)) = self.folded(at).split_once('/') {
            return (is_day(first) && is_day(last) && month_at(at + 1)).then_some(at + 2);
        }
        if !is_day(self.folded(at)) {
            return None;
        }
        let next = self.further(at + 1).filter(|&next| is_day(self.folded(next)))?;
        let of = next + 1 + usize::from(self.folded(next + 1) == "of");
        month_at(of).then_some(of + 1 + usize::from(self.year_at(of + 1).is_some()))
    }

    /// *Thursday lifts* and *the Friday group* are things and no days: no lead stands before, and a word that could be one comes after.
    fn names_a_thing(&self, at: usize) -> bool {
        const GOES_ON: [&str; 29] = [
            "with", "at", "about", "to", "and", "for", "if", "when", "so", "or", "in", "on", "by", "before", "after",
            "from", "until", "then", "but", "as", "will", "is", "unless", "because", "w", "he", "she", "they", "we",
        ];
        let led = at > 0 && self.is(at - 1, &self.times.words.leads) && self.folded(at - 1) != "the";
        let attached = self.gap(at) == " ";
        let next = self.folded(at + 1);
        let part = next.strip_suffix('s').unwrap_or(next);
        let time = self.times.words.parts_of_day.iter().any(|other| other == part || other == next)
            || next.starts_with(|c: char| c.is_ascii_digit());
        attached && !led && !time && !GOES_ON.contains(&next)
    }

    /// *Mondays* recur.
    fn is_plural_day(&self, at: usize) -> bool {
        self.folded(at).ends_with("days")
    }

    /// Short forms that are words too (*sat with him*, *sun cream*) are days where a capital, a lead or a number says so.
    pub fn is_day_here(&self, at: usize) -> bool {
        if !self.times.is_doubtful(self.folded(at)) {
            return true;
        }
        let is_capital = self.words[at].span.of(self.text).starts_with(char::is_uppercase) && at > 0;
        let led = at > 0
            && matches!(
                self.folded(at - 1),
                "on" | "by" | "next" | "this" | "til" | "till" | "until" | "every" | "from"
            );
        let counted = self.folded(at + 1).starts_with(|c: char| c.is_ascii_digit()) && !self.is_hour_of(at + 1);
        is_capital || led || counted
    }

    /// `12/05`, `12.05.24`, `4-5-24`, `2024-05-12`.
    fn numeric_date(&self, at: usize) -> Option<(usize, i8, Option<i8>, Option<i16>)> {
        let word = self.words.get(at)?;
        let rest = &self.text[word.span.start()..];
        let (day, rest) = number(rest)?;
        if day >= 1900 {
            return self.year_first(day, rest);
        }
        let separator = rest.chars().next().filter(|c| matches!(c, '/' | '.' | '-'))?;
        let (month, rest) = number(&rest[1..])?;
        let year = rest
            .strip_prefix(separator)
            .and_then(number)
            .map(|(year, rest)| (if year < 100 { 2000 + year } else { year }, rest));
        let is_date = (1..=31).contains(&day) && (1..=12).contains(&month);
        if year.is_none() && self.is_share(at) {
            return None;
        }
        // Two numbers with a stop are a time of day or a measure; with a stroke they may be doses, which no capital or month tells apart.
        if !is_date
            || (year.is_none() && separator != '/')
            || year.is_some_and(|(year, _)| !(1900..2100).contains(&year))
        {
            return None;
        }
        let end = self.text.len() - year.map_or(rest.len(), |(_, rest)| rest.len());
        let to = self.words.partition_point(|word| word.span.start() < end);
        Some((to, day as i8, Some(month as i8), year.map(|(year, _)| year as i16)))
    }

    fn year_first(&self, year: i32, rest: &str) -> Option<(usize, i8, Option<i8>, Option<i16>)> {
        let separator = rest.chars().next().filter(|c| matches!(c, '/' | '-'))?;
        let (month, rest) = number(&rest[1..])?;
        let (day, rest) = rest.strip_prefix(separator).and_then(number)?;
        let is_date = year < 2100 && (1..=31).contains(&day) && (1..=12).contains(&month);
        let end = self.text.len() - rest.len();
        let to = self.words.partition_point(|word| word.span.start() < end);
        is_date.then_some((to, day as i8, Some(month as i8), Some(year as i16)))
    }

    /// `3/4 of it`, `2/3 visits`, `Ward 7/8`, `24/7` are no days.
    fn is_share(&self, at: usize) -> bool {
        const NUMBERED: [&str; 12] =
            ["ward", "wards", "room", "bed", "bay", "year", "yr", "class", "flat", "page", "unit", "band"];
        let before = if at > 0 { self.folded(at - 1) } else { "" };
        let led = matches!(before, "on" | "by" | "before" | "from" | "until" | "due");
        let counts = self.gap(at) == " " && (self.folded(at + 1) == "of" || self.counts_things(at + 1));
        NUMBERED.contains(&before) || (!led && (counts || self.folded(at) == "24/7"))
    }

    /// A year of the calendar: `2026`, `'26`, or two digits that end a phrase.
    pub fn year_at(&self, at: usize) -> Option<i16> {
        let year = plain_number(self.folded(at))?;
        let gap = if at > 0 { self.gap(at - 1) } else { "" };
        let ends =
            at + 1 == self.words.len() || !self.gap(at).starts_with([' ', '.', ':', '/']) || self.gap(at) == ". ";
        let short = (20..40).contains(&year) && (gap.ends_with(['\'', '’', '-']) || (gap == " " && ends));
        match year {
            1900..2100 if gap.trim_matches([' ', ',', '-', '.']).is_empty() => Some(year as i16),
            _ if short => Some(2000 + year as i16),
            _ => None,
        }
    }

    /// `12th`, `the twelfth of May`, `12 May 2026`, `May 12`; `bare` where a number alone is a day (*Tues 28*).
    fn day_of_month(&self, at: usize, bare: bool) -> Option<(usize, i8, Option<i8>, Option<i16>)> {
        if let Some(month) = self.times.month(self.folded(at)) {
            let next = if self.folded(at + 1) == "the" { at + 2 } else { at + 1 };
            let day = plain_number(self.folded(next)).or_else(|| digits_of_ordinal(self.folded(next)))?;
            let year = self.year_at(next + 1);
            let to = next + 1 + usize::from(year.is_some());
            return (1..=31).contains(&day).then_some((to, day as i8, Some(month), year));
        }
        let (day, next, ordinal) = self
            .ordinal(at)
            .map(|(day, next)| (day, next, true))
            .or_else(|| plain_number(self.folded(at)).map(|day| (day, at + 1, false)))?;
        if !(1..=31).contains(&day) {
            return None;
        }
        let month_at = if self.folded(next) == "of" { next + 1 } else { next };
        let month = self.times.month(self.folded(month_at)).filter(|_| matches!(self.gap(next - 1).trim(), "" | "-"));
        match month {
            Some(month) => {
                let year = self.year_at(month_at + 1);
                Some((month_at + 1 + usize::from(year.is_some()), day as i8, Some(month), year))
            }
            None if ordinal && self.is_ordinal_day(at, next) => Some((next, day as i8, None, None)),
            None if bare && plain_number(self.folded(at)).is_some() && !self.is_hour_of(at) => {
                Some((next, day as i8, None, None))
            }
            None => None,
        }
    }

    /// A bare number after a weekday that is an hour or counts something: *Friday 2-4pm*, *Friday 10 til 12*, *Friday 2 pm*.
    fn is_hour_of(&self, at: usize) -> bool {
        let next = self.folded(at + 1);
        let minutes = self.gap(at).starts_with(['.', ':']) && next.starts_with(|c: char| c.is_ascii_digit());
        let goes_on = self.further(at + 1).is_some_and(|to| self.folded(to).starts_with(|c: char| c.is_ascii_digit()));
        let named = matches!(next, "am" | "pm" | "o'clock" | "oclock" | "ish") || self.times.unit(next).is_some();
        minutes || goes_on || (named && self.gap(at).trim().is_empty())
    }

    /// *On the ninth* is a day; *the first time*, *second floor* and *a third worker* are not.
    fn is_ordinal_day(&self, at: usize, next: usize) -> bool {
        let written = self.folded(at).starts_with(|c: char| c.is_ascii_digit());
        let led = |word: &str| {
            matches!(word, "on" | "by" | "from" | "until" | "till" | "til" | "before" | "after" | "for" | "to" | "and")
        };
        let the = at > 0 && self.folded(at - 1) == "the";
        let lead = if the { at.checked_sub(2) } else { at.checked_sub(1) };
        let is_led = lead.is_some_and(|lead| led(self.folded(lead)));
        let thing_follows = !matches!(
            self.folded(next),
            "" | "at" | "with" | "and" | "to" | "about" | "so" | "for" | "of" | "if" | "then" | "when" | "in" | "by"
        );
        let closed = self.gap(next - 1).contains([',', '.', ';', ':', ')', '\n']);
        if written {
            !matches!(
                self.folded(next),
                "floor"
                    | "birthday"
                    | "time"
                    | "year"
                    | "attempt"
                    | "week"
                    | "visit"
                    | "call"
                    | "centile"
                    | "percentile"
                    | "session"
                    | "place"
                    | "dose"
                    | "working"
                    | "school"
                    | "day"
            )
        } else {
            is_led && (closed || !thing_follows)
        }
    }

    /// An ordinal and the number of the word after it: `9th`, `ninth`, `twenty first`.
    fn ordinal(&self, at: usize) -> Option<(i32, usize)> {
        let folded = self.folded(at);
        if let Some(day) = digits_of_ordinal(folded) {
            return Some((day, at + 1));
        }
        let named = |word: &str| self.times.ordinals.iter().position(|ordinal| ordinal == word).map(|n| n as i32);
        match folded {
            "twenty" => named(self.folded(at + 1)).filter(|n| *n < 10).map(|n| (20 + n, at + 2)),
            "thirtieth" => Some((30, at + 1)),
            "thirty" if self.folded(at + 1) == "first" => Some((31, at + 2)),
            word => named(word).filter(|n| *n > 0).map(|n| (n, at + 1)),
        }
    }

    /// `within 10 working days`, `in a fortnight`, `48 hours`, `72hrs`; bounded where it is counted from something else or told roughly.
    fn length(&self, at: usize) -> Option<(usize, Meaning)> {
        let lead = self.leads_a_length(at);
        let (count, next) = match self.folded(at) {
            "a" | "an" | "one" if lead => (1, at + 1),
            "couple" if self.folded(at + 1) == "of" => (2, at + 2),
            word => match self.number(word) {
                Some(count) => (count, at + 1),
                None => {
                    let (count, unit) = number(word).filter(|(count, _)| *count < 400)?;
                    let unit = self.times.unit(unit)?;
                    return lead.then_some((at + 1, Meaning::Within { count, unit }));
                }
            },
        };
        // *Two or three weeks*, *4-6 weeks*.
        let several = self.further(next).filter(|&n| self.number(self.folded(n)).is_some());
        let rough = several.is_some() || self.folded(at) == "couple";
        let next = several.map_or(next, |n| n + 1);
        let working = matches!(self.folded(next), "working" | "school" | "business");
        let unit = self
            .times
            .unit(self.folded(next + usize::from(working)))
            .filter(|_| rough || self.gap(at).trim().is_empty())?;
        let unit = if working && unit == Unit::Day { Unit::WorkingDay } else { unit };
        let mut to = next + 1 + usize::from(working);
        if self.folded(to) == "ago" {
            return None;
        }
        // *In two weeks' time*.
        to += usize::from(self.folded(to) == "'s");
        to += usize::from(self.folded(to) == "time");
        let from_now = self.folded(to) == "from" && matches!(self.folded(to + 1), "today" | "now");
        let from_event = matches!(self.folded(to), "before" | "after" | "prior");
        let meaning = if rough { Meaning::Bounded } else { Meaning::Within { count, unit } };
        match (lead, from_now) {
            (_, true) => Some((to + 2, meaning)),
            (true, _) => Some((to, meaning)),
            _ => from_event.then_some((to, Meaning::Bounded)),
        }
    }

    /// *Within*, *in about*, *in a* (couple of).
    fn leads_a_length(&self, at: usize) -> bool {
        const LEADS: [&str; 8] = ["within", "in", "after", "w/in", "under", "inside", "next", "every"];
        let before = |back: usize| at.checked_sub(back).map_or("", |at| self.folded(at));
        let is_between = self.times.around.about.iter().any(|word| word == before(1))
            || (before(1) == "a" && self.folded(at) == "couple");
        LEADS.contains(&before(1)) || (is_between && LEADS.contains(&before(2)))
    }

    pub fn number(&self, folded: &str) -> Option<i32> {
        plain_number(folded).or_else(|| self.times.numbers.iter().position(|word| word == folded).map(|n| n as i32))
    }

    /// `today`, `tomorrow`, `in the morning`, `first thing`.
    fn near(&self, at: usize) -> Option<(usize, Meaning)> {
        if let Some(days) = self.times.days_from.get(self.folded(at)) {
            return Some((at + 1, Meaning::DaysFrom(*days)));
        }
        let to = match self.folded(at) {
            "this" | "next"
                if matches!(self.folded(at + 1), "term" | "morning" | "afternoon" | "evening" | "night") =>
            {
                at + 2
            }
            "in" | "by"
                if self.folded(at + 1) == "the"
                    && matches!(self.folded(at + 2), "morning" | "morn" | "afternoon" | "evening" | "night") =>
            {
                at + 3
            }
            "the" if self.folded(at + 1) == "morn" => at + 2,
            "first" | "last" if self.folded(at + 1) == "thing" => at + 2,
            "half" if self.folded(at + 1) == "term" => at + 2,
            "noon" | "midday" | "midnight" | "overnight" => at + 1,
            _ => return None,
        };
        Some((to, Meaning::Bounded))
    }

    fn part_of_day(&self, at: usize) -> Option<(usize, Meaning)> {
        self.is(at, &self.times.words.parts_of_day).then_some((at + 1, Meaning::Bounded))
    }

    /// `9am`, `at 4`, `16.30`, `at half past two`, `five o'clock`.
    pub fn clock(&self, at: usize) -> Option<(usize, Meaning)> {
        let folded = self.folded(at);
        let bounded = |to: usize| Some((to, Meaning::Bounded));
        let digits = folded.bytes().take_while(u8::is_ascii_digit).count();
        let number = self.number(folded);
        if digits > 0 && matches!(&folded[digits..], "am" | "pm" | "hrs" | "h") {
            return bounded(at + 1);
        }
        if number.is_some_and(|n| n <= 24) && matches!(self.folded(at + 1), "am" | "pm" | "o'clock" | "oclock") {
            return bounded(at + 2);
        }
        if matches!(folded, "half" | "quarter" | "ten" | "twenty" | "five")
            && matches!(self.folded(at + 1), "past" | "to")
            && self.number(self.folded(at + 2)).is_some()
        {
            return bounded(at + 3);
        }
        if folded == "half"
            && self.number(self.folded(at + 1)).is_some_and(|n| n <= 12)
            && at > 0
            && self.is(at - 1, &self.times.words.leads)
        {
            return bounded(at + 2);
        }
        let after = self.folded(at + 1);
        let after = ["am", "pm", "hrs", "h"].iter().find_map(|end| after.strip_suffix(end)).unwrap_or(after);
        let minutes =
            matches!(self.gap(at), "." | ":") && after.len() >= 2 && plain_number(after).is_some_and(|n| n < 60);
        if plain_number(folded).is_some_and(|n| n < 24) && minutes {
            let to = if matches!(self.folded(at + 2), "am" | "pm") { at + 3 } else { at + 2 };
            return bounded(to);
        }
        let led = at > 0
            && matches!(
                self.folded(at - 1),
                "at" | "by" | "before" | "b4" | "until" | "till" | "til" | "from" | "after"
            );
        let is_hour = number.is_some_and(|n| (1..=12).contains(&n))
            || (digits == 4 && folded.len() == 4 && plain_number(folded).is_some_and(|n| n < 2400));
        let counts =
            self.times.unit(self.folded(at + 1)).is_some() || (self.gap(at) == " " && self.counts_things(at + 1));
        (led && is_hour && !counts).then_some((at + 1, Meaning::Bounded))
    }

    /// *At four* may be an hour; *by four points* is none. A plural after the number is what is counted.
    fn counts_things(&self, at: usize) -> bool {
        let next = self.folded(at);
        next.len() > 3
            && next.ends_with('s')
            && self.times.day(next).is_none()
            && !matches!(next, "this" | "was" | "his" | "always" | "unless")
    }

    /// `every Friday`, `twice a week`, `x3 wkly`, `daily`.
    fn repeat(&self, at: usize) -> Option<(usize, Meaning)> {
        let bounded = |to: usize| Some((to, Meaning::Bounded));
        if self.is(at, &self.times.words.repeats)
            && !matches!(self.folded(at + 1), "notes" | "log" | "logs" | "living" | "planner")
        {
            return bounded(at + 1);
        }
        let is_unit = |at: usize| {
            self.times.unit(self.folded(at)).is_some()
                || self.is(at, &self.times.words.parts_of_day)
                || self.times.day(self.folded(at)).is_some()
        };
        let often = self.is(at, &self.times.words.often);
        if often && is_unit(at + 1) {
            return bounded(at + 2);
        }
        if often
            && is_unit(at + 2)
            && (matches!(self.folded(at + 1), "a" | "per" | "other" | "single" | "school")
                || self.number(self.folded(at + 1)).is_some())
        {
            return bounded(at + 3);
        }
        let times = matches!(self.folded(at + 1), "times" | "x") || self.folded(at).starts_with('x');
        (times && self.folded(at).len() < 6 && matches!(self.folded(at + 2), "a" | "per") && is_unit(at + 3))
            .then_some((at + 4, Meaning::Bounded))
    }

    /// `at the core group`, `before I go back`, `till Theo rings back`, `next review`.
    fn event(&self, at: usize) -> Option<(usize, Meaning)> {
        const REACH: usize = 5;
        if matches!(self.folded(at), "next" | "first") && (at + 1..at + 4).any(|n| self.is(n, &self.times.words.events))
        {
            let to = (at + 1..at + 4).find(|&n| self.is(n, &self.times.words.events))? + 1;
            return (self.folded(at) == "next").then_some((to, Meaning::Bounded));
        }
        if !self.is(at, &self.times.words.bounds) {
            return None;
        }
        // *At Beechgrove was agreed by panel* is no event of his, and a day is told apart.
        let breaks = |n: usize| {
            !self.gap(n - 1).trim().is_empty()
                || matches!(
                    self.folded(n),
                    "was" | "is" | "are" | "were" | "by" | "on" | "that" | "and" | "but" | "if" | "as" | "with" | "who"
                )
                || self.is(n, &self.times.words.bounds)
                || self.date(n).is_some()
        };
        let reach = (at + 1 + REACH).min(self.words.len());
        let named = (at + 1..reach).take_while(|&n| !breaks(n)).find(|&n| self.is(n, &self.times.words.events));
        if let Some(event) = named.filter(|_| !matches!(self.folded(at), "as" | "when" | "once")) {
            return Some((event + 1, Meaning::Bounded));
        }
        let clause = matches!(self.folded(at), "before" | "until" | "till" | "til" | "b4" | "after" | "once" | "when");
        let subject = matches!(self.folded(at + 1), "i" | "he" | "she" | "they" | "we" | "it" | "mum" | "dad" | "the")
            || self.words.get(at + 1).is_some_and(|word| word.span.of(self.text).starts_with(char::is_uppercase));
        let day = if self.folded(at + 1) == "the" { at + 2 } else { at + 1 };
        let subject = subject && self.day_at(day).is_none() && self.near(at + 1).is_none();
        (clause && subject && at + 2 < self.words.len()).then(|| (self.clause_end(at), Meaning::Bounded))
    }

    /// A contingency is bounded by what sets it off: *if she falls again*.
    fn condition(&self, at: usize) -> Option<(usize, Meaning)> {
        let begins = at == 0
            || self.gap(at - 1).contains([',', ';', ':', '.', '-', '–'])
            || matches!(self.folded(at - 1), "and" | "then" | "or" | "me" | "999" | "101");
        (self.is(at, &self.times.words.conditions) && begins && at + 2 < self.words.len())
            .then(|| (self.clause_end(at), Meaning::Bounded))
    }

    /// One past the last word of the clause that begins at `at`: as far as the next mark, or eight words.
    fn clause_end(&self, at: usize) -> usize {
        const LONGEST: usize = 9;
        let last = (at..(at + LONGEST).min(self.words.len())).find(|&n| {
            self.gap(n).contains([',', ';', ':', '.', ')', '–', '—', '\n'])
                || matches!(self.folded(n + 1), "and" | "then" | "but" | "so")
        });
        last.map_or((at + LONGEST).min(self.words.len()), |last| last + 1)
    }

    /// A date or an hour that begins an entry tells when it was written, unless the entry is little more than that.
    pub fn is_stamp(&self, time: &Found) -> bool {
        const FEW: usize = 1;
        let numeric = self.folded(time.0).starts_with(|c: char| c.is_ascii_digit());
        let stamped = numeric
            && !self.folded(time.0).ends_with(|c: char| c.is_alphabetic())
            && matches!(time.2, Meaning::Date { .. } | Meaning::Bounded);
        time.0 == 0 && stamped && self.words.len() > time.1 + FEW
    }

    /// The first word of a time with the small words that lead to it.
    pub fn with_leads(&self, from: usize) -> usize {
        let mut first = from;
        while first > 0
            && from - first < 3
            && self.is(first - 1, &self.times.words.leads)
            && self.gap(first - 1).trim().is_empty()
        {
            first -= 1;
        }
        // A lead that leads nowhere belongs to what went before: *up to Friday* but not *to of the Friday*.
        while first < from
            && matches!(self.folded(first), "the" | "of" | "to" | "up")
            && !(self.folded(first) == "up" && self.folded(first + 1) == "to")
        {
            first += 1;
        }
        self.with_limit(first)
    }

    /// *No later than*, *on or before*.
    fn with_limit(&self, first: usize) -> usize {
        let is = |back: usize, words: &[&str]| first >= back && words.contains(&self.folded(first - back));
        if is(1, &["than"]) && is(2, &["later"]) && is(3, &["no", "not"]) {
            first - 3
        } else if first < self.words.len() && self.folded(first) == "before" && is(1, &["or"]) && is(2, &["on"]) {
            first - 2
        } else {
            first
        }
    }
}

fn number(text: &str) -> Option<(i32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=4).contains(&digits).then(|| text[..digits].parse().ok().map(|n| (n, &text[digits..]))).flatten()
}

fn plain_number(folded: &str) -> Option<i32> {
    number(folded).filter(|(_, rest)| rest.is_empty()).map(|(n, _)| n)
}

fn digits_of_ordinal(folded: &str) -> Option<i32> {
    number(folded).filter(|(_, rest)| matches!(*rest, "st" | "nd" | "rd" | "th")).map(|(n, _)| n)
}
