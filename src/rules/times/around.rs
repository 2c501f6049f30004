//! What the words around a time make of it: a day gone by, one of something else, one that is not settled, or a deadline.

use super::Meaning;
use super::scan::{Found, Scan};

/// How far back, in words, a *not* or an *if* is looked for.
const REACH: usize = 10;

impl Scan<'_> {
    /// What a time means where it stands; with its leads it begins at `from`.
    pub fn among_others(&self, from: usize, found: &Found) -> Meaning {
        let (core, to, meaning) = *found;
        if let Some(meaning) = self.in_what_is_said(from, (core, to), meaning) {
            return meaning;
        }
        if self.may_be_age(core) {
            return Meaning::Bounded;
        }
        if meaning == Meaning::Bounded {
            return meaning;
        }
        if self.is_gone(from, core, to, meaning) {
            return Meaning::Gone;
        }
        let open = self.is_open(from, core, to, meaning) || self.is_unsettled(from);
        if open { Meaning::Bounded } else { meaning }
    }

    /// True of an hour or an occasion within a day, which leaves no other day open: *2pm*, *at lunch*.
    pub fn is_within_a_day(&self, from: usize, core: usize) -> bool {
        self.folded(from) == "at" || self.clock(core).is_some()
    }

    pub fn is_deadline(&self, from: usize, core: usize) -> bool {
        let begins = from.saturating_sub(1);
        (begins..core).any(|at| matches!(self.folded(at), "by" | "before" | "b4" | "due" | "deadline" | "than"))
    }

    fn before(&self, from: usize, back: usize) -> &str {
        from.checked_sub(back).map_or("", |at| self.folded(at))
    }

    fn is_gone(&self, from: usize, core: usize, to: usize, meaning: Meaning) -> bool {
        let around = &self.times.around;
        let before = self.before(from, 1);
        let is_birth = before == "b" && self.before(from, 2) == "o" && self.before(from, 3) == "d";
        let is_of_paper = before == "of" && around.papers.iter().any(|paper| paper == self.before(from, 2));
        let goes_back = matches!(self.folded(to), "ago" | "last" | "gone")
            || around.gone.iter().any(|word| word == before)
            || is_birth
            || is_of_paper;
        let is_day = !is_length(meaning) && !matches!(meaning, Meaning::EndOf(_) | Meaning::EndOfNext(_));
        goes_back || (is_day && (self.follows_what_was_done(from, core) || self.begins_what_was_done(from, to)))
    }

    /// *The letter sent on Monday*, but not *to be sent on Monday* or *have it fitted on Saturday*.
    fn follows_what_was_done(&self, from: usize, core: usize) -> bool {
        let around = &self.times.around;
        let looks_ahead = (from..core).any(|at| {
            matches!(
                self.folded(at),
                "by" | "before" | "b4" | "for" | "from" | "until" | "till" | "til" | "next" | "this" | "than"
            )
        });
        let Some(verb) = from.checked_sub(1).filter(|_| !looks_ahead) else { return false };
        let attached = self.gap(verb).trim().is_empty();
        let holds = |list: &[String], at: usize| list.iter().any(|word| word == self.folded(at));
        let settled_early = holds(&around.ahead, verb) || holds(&around.arranged, verb);
        let is_to_come =
            matches!(self.before(verb, 1), "to" | "will" | "'ll" | "shall" | "can" | "could" | "should" | "must");
        if !attached || settled_early || is_to_come || !self.is_past(verb) {
            return false;
        }
        let carries = |at: usize| match self.folded(at) {
            "have" | "having" => at + 1 < verb,
            _ => holds(&around.carried, at),
        };
        !(verb.saturating_sub(5)..verb).any(carries)
    }

    /// *On Monday he fell*.
    fn begins_what_was_done(&self, from: usize, to: usize) -> bool {
        if from > 0 && self.gap(from - 1).trim().is_empty() {
            return false;
        }
        let subject = matches!(self.folded(to), "he" | "she" | "they" | "i" | "we" | "it" | "mum" | "dad")
            || self.words.get(to).is_some_and(|word| word.span.of(self.text).starts_with(char::is_uppercase));
        let apart = self.gap(to.wrapping_sub(1)).contains(['.', ';', '\n']);
        subject && !apart && self.words.len() > to + 1 && self.is_past(to + 1)
    }

    fn is_past(&self, at: usize) -> bool {
        self.times.is_past(self.folded(at))
    }

    /// Words that leave a day open: *until*, *about*, *a week or so*, *within five days of the result*.
    fn is_open(&self, from: usize, core: usize, to: usize, meaning: Meaning) -> bool {
        let leads = |list: &[&str]| (from..core).any(|at| list.contains(&self.folded(at)));
        let is_length = is_length(meaning);
        let is_stretch = matches!(
            meaning,
            Meaning::This(_) | Meaning::Next(_) | Meaning::MonthOf { .. } | Meaning::Weekend | Meaning::WeekOf { .. }
        );
        let arranged = self.before(from, 1);
        let may_be_either = matches!(meaning, Meaning::Weekday(_))
            && !leads(&["for", "by", "before"])
            && self.times.around.arranged.iter().any(|word| word == arranged)
            && !(from.saturating_sub(5)..from).any(|at| matches!(self.folded(at), "be" | "get" | "needs" | "need"));
        leads(&["until", "till", "til"])
            || (leads(&["after"]) && !is_length)
            || (leads(&["by", "before", "b4"]) && is_stretch)
            || may_be_either
            || self.times.around.about.iter().any(|word| word == self.before(from, 1))
            || (self.before(core, 1) == "than" && self.before(core, 2) == "earlier")
            || matches!(self.folded(to), "cont" | "contd" | "continues" | "continuing" | "ongoing" | "usual")
            || matches!((self.folded(to), self.folded(to + 1)), ("or", "so" | "later" | "after"))
            || matches!(self.folded(to), "ish" | "onwards" | "onward")
            || (self.folded(to) == "at" && self.folded(to + 2) == "earliest")
            || (is_length && self.is_from_an_event(to))
    }

    /// *Of the result*, *before the move*; *from today* and *of this meeting* count from the recording.
    fn is_from_an_event(&self, to: usize) -> bool {
        let to = if self.folded(to) == "prior" { to + 1 } else { to };
        let own = matches!(self.folded(to + 1), "today" | "now" | "this");
        let counts =
            matches!(self.folded(to), "of" | "from" | "after" | "before" | "following" | "post" | "since" | "to");
        counts && !own && self.joins_on(to)
    }

    /// *Should not go ahead on Thursday*, *if she has not rung by Friday*.
    fn is_unsettled(&self, from: usize) -> bool {
        let around = &self.times.around;
        for at in (from.saturating_sub(REACH)..from).rev() {
            let folded = self.folded(at);
            if self.gap(at).contains([',', ';', ':', '.', '\n', '–', '—', '('])
                || around.anew.iter().any(|word| word == folded)
            {
                return false;
            }
            let is_answer = folded == "no" && self.before(at, 1) == "or";
            let is_limit = is_answer || matches!(self.folded(at + 1), "later" | "longer" | "more" | "less" | "only");
            if (folded.ends_with("n't") || around.unsettled.iter().any(|word| word == folded)) && !is_limit {
                return true;
            }
        }
        false
    }
}

fn is_length(meaning: Meaning) -> bool {
    matches!(meaning, Meaning::Within { .. } | Meaning::LengthOrDay { .. })
}
