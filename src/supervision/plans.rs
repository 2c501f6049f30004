//! What became of plans: each is looked for in the later recordings of its case.

use super::gathered::Told;
use super::{Became, Follower, Rarity, Telling};
use crate::recording::whole_steps;
use crate::rules::Due;
use crate::text::Span;
use std::collections::BTreeSet;

/// A plan, and what later recordings tell of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Followed {
    pub recording: usize,
    /// Its own words, and its segment.
    pub span: Span,
    pub who: Option<String>,
    pub due: Option<Due>,
    pub later: Option<Later>,
    /// A recording and a sentence of it that may tell what became of it, where none does surely.
    pub perhaps: Option<(usize, Span)>,
    /// True where the plan lacks nothing: who, what, when and how anybody could tell.
    pub is_whole: bool,
    /// True where it is plainly a step and one sentence: only of such a plan is it said that nothing was told of it since.
    pub is_plain: bool,
}

/// What tells what became of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Later {
    pub recording: usize,
    /// The sentence; nothing where only the day of the recording tells it, as of a visit that was planned for that day.
    pub span: Option<Span>,
    pub became: Became,
}

/// What became of every plan, in recordings whose order is known.
pub fn followed(told: &[Told], follower: &Follower) -> Vec<Followed> {
    let search = Search::new(told, follower);
    let mut found = Vec::new();
    for (number, own) in told.iter().enumerate().take(told.len().saturating_sub(1)) {
        let plain: BTreeSet<Span> = whole_steps(own.read.draft).iter().map(|action| action.segment).collect();
        for action in own.plans(follower) {
            let (later, perhaps) = search.traces(own.words(action.span), action.due, number + 1);
            found.push(Followed {
                recording: number,
                span: action.span,
                who: action.who.clone(),
                due: action.due,
                later,
                perhaps,
                is_plain: plain.contains(&action.segment),
                is_whole: action.missing().is_empty(),
            });
        }
    }
    found
}

/// A plan is followed through so many recordings, so that the work grows with the case and not with its square.
const REACH: usize = 100;

/// The recordings of a case, whose order is known, in which what became of plans is looked for.
pub struct Search<'a> {
    told: &'a [Told<'a>],
    follower: &'a Follower,
    rarity: Rarity,
}

impl<'a> Search<'a> {
    pub fn new(told: &'a [Told<'a>], follower: &'a Follower) -> Search<'a> {
        let rarity = Rarity::of_sentences(told.iter().flat_map(|one| one.segments().map(|(at, _)| &one.tellings[at])));
        Search { told, follower, rarity }
    }

    /// What tells what became of a plan, from the recording of that number on, or where nothing does, what perhaps tells it.
    pub fn traces(&self, plan: &str, due: Option<Due>, from: usize) -> (Option<Later>, Option<(usize, Span)>) {
        match self.later(plan, due, from) {
            Some(later) => (Some(later), None),
            None => (None, self.perhaps(plan, from)),
        }
    }

    /// The sentence, from the recording of that number on, that tells what became of a plan: the surest of each recording is looked at, and one
    /// that tells that it went otherwise gives way to one that tells that it was done, unless it is much surer. What was planned to be on a day is
    /// done by what tells of that day, or was recorded in the days after; and where nothing tells of it, by a recording of that day.
    fn later(&self, plan: &str, due: Option<Due>, from: usize) -> Option<Later> {
        const MUCH: f32 = 1.5;
        // So many days after a meeting, a recording tells of it without its day.
        const NEAR: i32 = 7;
        let meets = is_meeting(plan);
        let several = holds_several(plan);
        let plan = &self.follower.telling(plan);
        let days_after = |other: &Told| due.and_then(|due| due.days_until(other.read.day?));
        let is_of_its_day = |other: &Told, later: &Telling| {
            let tells_no_day = due.is_none() && !plan.names_a_day();
            tells_no_day
                || plan.shares_a_day(later)
                || days_after(other).is_some_and(|days| (0..=NEAR).contains(&days) && !later.names_a_day())
        };
        let mut found: Option<(f32, Later)> = None;
        for recording in self.reach(from) {
            let other = &self.told[recording];
            // What is recorded before the day of a meeting cannot tell that it was held.
            let is_early = days_after(other).is_some_and(|days| days < 0);
            let tells = |(at, span, became, sure): (usize, Span, Became, f32)| {
                let of_another_day =
                    meets && became == Became::Done && (is_early || !is_of_its_day(other, &other.tellings[at]));
                (sure >= 0.0 && !of_another_day).then_some((sure, Later { recording, span: Some(span), became }))
            };
            // Of several things that were planned at once, one that was not done leaves the plan not done.
            let is_not_done = |later: &Later| several && later.became == Became::Changed;
            let surest = self.outcomes(plan, recording, recording == from).filter_map(tells).max_by(|a, b| {
                let first = is_not_done(&a.1).cmp(&is_not_done(&b.1));
                first.then(a.0.total_cmp(&b.0)).then(b.1.span.cmp(&a.1.span))
            });
            let Some((sure, later)) = surest else { continue };
            let is_better = match &found {
                None => true,
                Some((before_sure, before)) => match (before.became, later.became) {
                    // Of a meeting that was called off, what names it best.
                    (Became::Changed, Became::Changed) => meets && sure > *before_sure,
                    (Became::Done, Became::Done) => false,
                    (_, Became::Done) => sure + MUCH > *before_sure,
                    _ => sure > *before_sure + MUCH,
                },
            };
            if is_better {
                found = Some((sure, later));
            }
        }
        let on_the_day = || {
            let recording =
                self.reach(from).find(|&recording| meets && days_after(&self.told[recording]) == Some(0))?;
            Some(Later { recording, span: None, became: Became::Done })
        };
        found.map(|(_, later)| later).or_else(on_the_day)
    }

    /// Where it may be told what became of a plan, though it shares too little with it to say what: in the development half of
    /// `corpora/cases`, two in five of these tell it.
    fn perhaps(&self, plan: &str, from: usize) -> Option<(usize, Span)> {
        const PERHAPS: f32 = -2.95;
        let plan = &self.follower.telling(plan);
        let likely = |recording: usize| {
            self.outcomes(plan, recording, recording == from).map(move |(_, span, _, sure)| (sure, recording, span))
        };
        let all = self.reach(from).flat_map(likely).filter(|(sure, ..)| *sure >= PERHAPS);
        let best = all.max_by(|a, b| a.0.total_cmp(&b.0).then((b.1, b.2).cmp(&(a.1, a.2))));
        best.map(|(_, recording, span)| (recording, span))
    }

    fn reach(&self, from: usize) -> std::ops::Range<usize> {
        from..self.told.len().min(from + REACH)
    }

    /// The sentences of a recording that tell how something went, each with its number, what it tells and how surely of the plan.
    fn outcomes(
        &self,
        plan: &Telling,
        recording: usize,
        is_next: bool,
    ) -> impl Iterator<Item = (usize, Span, Became, f32)> {
        let other = &self.told[recording];
        other.segments().filter_map(move |(at, placed)| {
            let (became, sure) = self.follower.became(plan, &other.tellings[at], &self.rarity, is_next)?;
            let tells = became != Became::Planned && !other.planned.contains(&placed.span);
            tells.then_some((at, placed.span, became, sure))
        })
    }
}

/// True of a long plan of more than one deed, as dictation runs them together.
fn holds_several(plan: &str) -> bool {
    const LONG: usize = 20;
    plan.split_whitespace().count() > LONG && plan.contains(" and ")
}

/// True of a plan to meet on a day, though not by some day.
fn is_meeting(plan: &str) -> bool {
    const MEETINGS: [&str; 16] = [
        "to meet",
        "are meeting",
        "appointment",
        "appt",
        "meeting",
        "mtg",
        "visit",
        "visiting",
        "review",
        "conference",
        "supervision",
        "core group",
        "pop back",
        "pop in",
        "see you",
        "come back",
    ];
    const NO_DAY: [&str; 22] = [
        "by", "before", "until", "till", "end", "within", "every", "refer", "ask", "ring", "call", "phone", "email",
        "write", "send", "bring", "book", "arrange", "invite", "check", "tell", "speak",
    ];
    let words: Vec<String> = plan.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
    let line = format!(" {} ", words.join(" "));
    let holds = |phrase: &&str| line.contains(&format!(" {phrase} "));
    MEETINGS.iter().any(&holds) && !NO_DAY.iter().any(holds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recording::Draft;
    use crate::rules::Rules;
    use crate::section::Section;
    use crate::supervision::examples::{draft, read};
    use crate::supervision::gathered::told;

    /// What became of a plan of 1 May 2026, by one later recording, and the words that tell it.
    fn became(plan: &str, due: &str, day: &str, lines: &[(&str, Section)]) -> Option<(Became, Option<String>)> {
        let drafts: Vec<Draft> = vec![draft("1 May 2026", &[(plan, Section::AgreedActions)]), draft(day, lines)];
        let (read, follower) = (read(&drafts), Follower::built_in());
        let told = told(&read, &follower);
        let due = Rules::built_in().written(due, &serde_json::Map::new()).map(Due::of);
        let later = Search::new(&told, &follower).later(plan, due, 1)?;
        Some((later.became, later.span.map(|span| told[1].words(span).to_owned())))
    }

    #[test]
    fn a_meeting_is_done_by_what_tells_of_its_day() {
        let plan = "Core group 14 May 2026, as planned.";
        let held = "The core group met on 2 July and the plan carries on";
        let sentence = |words: &'static str| [(words, Section::Context)];
        assert_eq!(became(plan, "14 May 2026", "9 July 2026", &sentence(held)), None);
        let told = became(plan, "14 May 2026", "9 July 2026", &sentence("The core group on 14 May was cancelled."));
        assert_eq!(told.map(|told| told.0), Some(Became::Changed));
        let told = became(plan, "14 May 2026", "16 May 2026", &sentence("Core group met, all there."));
        assert_eq!(told.map(|told| told.0), Some(Became::Done));
        let visit = "Next visit 29 May.";
        assert_eq!(became(visit, "29 May", "29 May 2026", &sentence("Tea was made.")), Some((Became::Done, None)));
        assert_eq!(became(visit, "29 May", "30 May 2026", &sentence("Tea was made.")), None);
        let letter = "Sam will write to the landlord on 29 May.";
        assert_eq!(became(letter, "29 May", "29 May 2026", &sentence("Tea was made.")), None);
    }

    #[test]
    fn one_of_several_things_that_was_not_done_leaves_the_plan_not_done() {
        let plan = "so i'm going to ring the surgery tomorrow about the tablets and moses is going to get the grab rail put up by the weekend";
        let told = became(
            plan,
            "",
            "9 May 2026",
            &[
                ("surgery rang about the tablets", Section::Context),
                ("moses has not done the grab rail", Section::PriorityRisks),
            ],
        );
        assert_eq!(told.map(|told| told.0), Some(Became::Changed));
    }
}
