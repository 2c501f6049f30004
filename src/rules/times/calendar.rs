//! Days of the calendar: weekdays, dates in figures and in words, and several days that settle none.

use super::Meaning;
use super::scan::{Scan, digits_of_ordinal, number, plain_number};

impl Scan<'_> {
    /// A weekday, a day of the month or both; bounded where several are told.
    pub fn date(&self, at: usize) -> Option<(usize, Meaning)> {
        let (mut to, mut meaning) = self.one_date(at)?;
        // *10 to 14 March*, *Tuesday or Wednesday*, *Mon/Wed/Fri* settle no day.
        let is_listed = |to: usize| {
            let is_weekday = |at: usize| matches!(self.one_date(at), Some((_, Meaning::Weekday(_))));
            (self.gap(to - 1) == ", " && is_weekday(to - 1) && is_weekday(to)).then_some(to)
        };
        // *Fri-Sun cont.*: the second is a day, whatever follows it.
        let joined = |next: usize| {
            let is_joined = matches!(self.gap(next - 1), "-" | "–" | "/");
            (is_joined && self.times.day(self.folded(next)).is_some()).then_some((next + 1, Meaning::Bounded))
        };
        let further = |next: usize| self.one_date(next).or_else(|| joined(next));
        while let Some((end, _)) = self.further(to).or_else(|| is_listed(to)).and_then(further) {
            (to, meaning) = (end, Meaning::Bounded);
        }
        Some((to, meaning))
    }

    /// Where a further day may begin after the words before `to`.
    pub fn further(&self, to: usize) -> Option<usize> {
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
    pub fn names_a_thing(&self, at: usize) -> bool {
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
        let counted = self.folded(at + 1).starts_with(|c: char| c.is_ascii_digit())
            && (self.numeric_date(at + 1).is_some() || !self.is_hour_of(at + 1));
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
        self.is_age(at) || NUMBERED.contains(&before) || (!led && (counts || self.folded(at) == "24/7"))
    }

    /// *He is 5/12*, *aged 14/12*, *3/52 old*, *baby (14/12)*: as nurses write an age.
    pub fn is_age(&self, at: usize) -> bool {
        const KIN: [&str; 16] = [
            "sib", "sibling", "baby", "babe", "brother", "sister", "son", "daughter", "child", "bro", "nephew",
            "niece", "twin", "boy", "girl", "infant",
        ];
        if !self.is_clinical(at) {
            return false;
        }
        let before = |back: usize| at.checked_sub(back).map_or("", |at| self.folded(at));
        let is_named = |back: usize| at >= back && self.is_capital(at - back);
        let subject = matches!(before(2), "he" | "she" | "they" | "baby" | "who") || is_named(2);
        let is_told = matches!(before(1), "aged" | "age")
            || matches!(self.folded(at + 1), "old" | "ago")
            || (matches!(before(1), "is" | "'s" | "now" | "was") && subject);
        is_told || self.after_name_in_brackets(at).is_some_and(|kin| KIN.contains(&self.folded(kin)))
    }

    /// *Letter to GP (Deborah, 5/12)* tells a day in December and no age, *Robyn (5/12)* rather an age: nobody can tell.
    pub fn may_be_age(&self, at: usize) -> bool {
        self.is_clinical(at) && self.after_name_in_brackets(at).is_some()
    }

    /// The word before the brackets that hold a number such as 14/12, alone or after a name.
    fn after_name_in_brackets(&self, at: usize) -> Option<usize> {
        let opens = |back: usize| at > back && self.gap(at - back - 1).ends_with('(');
        let closes = self.text[self.words[at].span.end()..].starts_with(')');
        let named = opens(1) && self.gap(at - 1) == ", " && self.is_capital(at - 1);
        match () {
            () if !closes => None,
            () if opens(0) => at.checked_sub(1),
            () if named => at.checked_sub(2),
            () => None,
        }
    }

    fn is_capital(&self, at: usize) -> bool {
        let word = self.words[at].span.of(self.text);
        word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase)
    }

    /// `6/52`, `14/12`, `2/7`.
    fn is_clinical(&self, at: usize) -> bool {
        let parts = self.folded(at).split_once('/');
        parts.is_some_and(|(count, of)| plain_number(count).is_some() && matches!(of, "52" | "12" | "7"))
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
    pub fn ordinal(&self, at: usize) -> Option<(i32, usize)> {
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
}
