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
    /// The last word of a label before them, or nothing.
    pub led_by: &'a str,
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
            let joined = self.clinical(from).or_else(|| self.clock(from)).or_else(|| self.part_of_day(from));
            let joined = joined.or_else(|| self.day_at(from));
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
    pub fn counts_things(&self, at: usize) -> bool {
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

pub(super) fn number(text: &str) -> Option<(i32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=4).contains(&digits).then(|| text[..digits].parse().ok().map(|n| (n, &text[digits..]))).flatten()
}

pub(super) fn plain_number(folded: &str) -> Option<i32> {
    number(folded).filter(|(_, rest)| rest.is_empty()).map(|(n, _)| n)
}

pub(super) fn digits_of_ordinal(folded: &str) -> Option<i32> {
    number(folded).filter(|(_, rest)| matches!(*rest, "st" | "nd" | "rd" | "th")).map(|(n, _)| n)
}
