//! Days within what is to be said or asked, which are not those of saying or asking it: *ask why he did not come on 8 May*.

use super::Meaning;
use super::scan::Scan;

/// How far back, in words, a question is looked for, and what asks it before its first word.
const REACH: usize = 12;
const NEAR: usize = 4;

const QUESTIONS: [&str; 7] = ["whether", "why", "who", "what", "which", "how", "if"];
const ASKING: [&str; 37] = [
    "ask",
    "asks",
    "asked",
    "asking",
    "out",
    "check",
    "checks",
    "know",
    "tell",
    "tells",
    "told",
    "telling",
    "say",
    "says",
    "explain",
    "establish",
    "clarify",
    "confirm",
    "see",
    "discuss",
    "decide",
    "explore",
    "understand",
    "query",
    "about",
    "learn",
    "remember",
    "speak",
    "talk",
    "into",
    "hear",
    "enquire",
    "inquire",
    "wonder",
    "agree",
    "consider",
    "find",
];
const DOUBTING: [&str; 8] = ["ask", "asks", "asked", "asking", "check", "checks", "see", "out"];
const TOPICS: [&str; 4] = ["about", "regarding", "re", "concerning"];

impl Scan<'_> {
    /// What a time means that stands in what is said or asked, with its leads from `from` on; nothing where it stands elsewhere.
    pub fn in_what_is_said(&self, from: usize, (core, to): (usize, usize), meaning: Meaning) -> Option<Meaning> {
        let is_deadline = (from..to)
            .any(|at| matches!(self.folded(at), "by" | "before" | "b4" | "within" | "until" | "till" | "til" | "than"));
        let is_day = !matches!(
            meaning,
            Meaning::Within { .. } | Meaning::LengthOrDay { .. } | Meaning::EndOf(_) | Meaning::EndOfNext(_)
        );
        if is_deadline || !is_day {
            return None;
        }
        let names_day = self.date(core).is_some();
        let is_topic = names_day && from > 0 && TOPICS.contains(&self.folded(from - 1));
        let is_asked_for = names_day && meaning == Meaning::Bounded && self.is_asked_for(from);
        if is_topic || is_asked_for || self.is_how_often(from) || self.is_birthday(from) {
            return Some(Meaning::Gone);
        }
        self.in_question(from, meaning).filter(|_| names_day || meaning != Meaning::Bounded)
    }

    fn in_question(&self, from: usize, meaning: Meaning) -> Option<Meaning> {
        let question = self.clause_before(from).find(|&at| {
            // *Tell me if he comes on Friday* may wait for it.
            let asking = if self.folded(at) == "if" { &DOUBTING[..] } else { &ASKING[..] };
            QUESTIONS.contains(&self.folded(at))
                && self.clause_before(at).take(NEAR).any(|at| asking.contains(&self.folded(at)))
        })?;
        // *What was found to go to Mum on Friday*.
        let goes_on =
            (question + 1..from).any(|at| self.folded(at) == "to" && matches!(self.folded(at + 1), "go" | "be"));
        let is_past = (question + 1..from).any(|at| self.times.is_past(self.folded(at)));
        let is_near = matches!(meaning, Meaning::DaysFrom(_) | Meaning::This(_) | Meaning::Next(_));
        match self.folded(question) {
            // *Tell Orla what was decided tomorrow*: it is told then.
            _ if is_near || goes_on => None,
            "what" | "how" | "which" if !is_past => Some(Meaning::Bounded),
            _ => Some(Meaning::Gone),
        }
    }

    /// The words before `from`, the nearest first, as far as a mark or a word that begins something new.
    fn clause_before(&self, from: usize) -> impl Iterator<Item = usize> {
        let ends = |at: usize| {
            self.gap(at).contains([',', ';', ':', '.', '\n', '–', '—', '('])
                || matches!(self.folded(at), "and" | "then" | "but" | "so")
        };
        (from.saturating_sub(REACH)..from).rev().take_while(move |at| !ends(*at))
    }

    /// *Ask the vicar for a lift on Sundays*.
    fn is_asked_for(&self, from: usize) -> bool {
        self.clause_before(from).any(|at| matches!(self.folded(at), "ask" | "asks" | "asking" | "request" | "enquire"))
    }

    /// *Which is three nights this week*.
    fn is_how_often(&self, from: usize) -> bool {
        let before = |back: usize| from.checked_sub(back).map_or("", |at| self.folded(at));
        let counts = matches!(
            before(1),
            "nights" | "times" | "days" | "evenings" | "mornings" | "occasions" | "falls" | "hours"
        );
        let is_number = self.number(before(2)).is_some();
        let is_told = (3..=5)
            .any(|back| matches!(before(back), "is" | "its" | "it's" | "'s" | "was" | "been" | "has" | "had" | "were"));
        counts && is_number && is_told
    }

    /// *He is going to be fourteen on Thursday*.
    fn is_birthday(&self, from: usize) -> bool {
        let before = |back: usize| from.checked_sub(back).map_or("", |at| self.folded(at));
        let is_on = matches!(self.folded(from), "on" | "this" | "next") || self.times.is_calendar(self.folded(from));
        is_on
            && self.number(before(1)).is_some()
            && matches!(before(2), "be" | "turn" | "turns" | "turning" | "is" | "'s")
    }
}
