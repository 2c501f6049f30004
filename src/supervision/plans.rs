//! What became of plans: each is looked for in the later recordings of its case.

use super::gathered::Told;
use super::{Became, Follower, Telling};
use crate::placement::Placed;
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
    let mut found = Vec::new();
    for (number, own) in told.iter().enumerate().take(told.len().saturating_sub(1)) {
        let plain: BTreeSet<Span> = whole_steps(own.read.draft).iter().map(|action| action.segment).collect();
        for action in own.plans(follower) {
            found.push(Followed {
                recording: number,
                span: action.span,
                who: action.who.clone(),
                due: action.due,
                later: later(own.words(action.span), action.due, number + 1, told, follower),
                is_plain: plain.contains(&action.segment),
                is_whole: action.missing().is_empty(),
            });
        }
    }
    found
}

/// The sentence, from the recording of that number on, that tells what became of a plan: the surest of each recording is looked at, and one that
/// tells that it went otherwise gives way to one that tells that it was done, unless it is much surer. What was planned to be on a day is done by
/// what tells of that day, or was recorded in the days after; and where nothing tells of it, by a recording of that day.
pub fn later(plan: &str, due: Option<Due>, from: usize, told: &[Told], follower: &Follower) -> Option<Later> {
    // Many sentences are compared with each plan, and most are about something else: one that hardly fits is left out.
    const MARGIN: f32 = 0.25;
    const MUCH: f32 = 1.5;
    // A plan is followed through so many recordings, so that the work grows with the case and not with its square.
    const REACH: usize = 100;
    // So many days after a meeting, a recording tells of it without its day.
    const NEAR: i32 = 7;
    let meets = is_meeting(plan);
    let several = holds_several(plan);
    let plan = &follower.telling(plan);
    let days_after = |other: &Told| due.and_then(|due| due.days_until(other.read.day?));
    let is_of_its_day = |other: &Told, later: &Telling| {
        let tells_no_day = due.is_none() && !plan.names_a_day();
        tells_no_day
            || plan.shares_a_day(later)
            || days_after(other).is_some_and(|days| (0..=NEAR).contains(&days) && !later.names_a_day())
    };
    let mut found: Option<(f32, Later)> = None;
    for (recording, other) in told.iter().enumerate().skip(from).take(REACH) {
        let tells = |(at, placed): (usize, &Placed)| {
            let (became, sure) = follower.became(plan, &other.tellings[at])?;
            let of_another_day = meets && became == Became::Done && !is_of_its_day(other, &other.tellings[at]);
            (sure >= MARGIN && became != Became::Planned && !of_another_day && !other.planned.contains(&placed.span))
                .then_some((sure, Later { recording, span: Some(placed.span), became }))
        };
        // Of several things that were planned at once, one that was not done leaves the plan not done.
        let is_not_done = |later: &Later| several && later.became == Became::Changed;
        let surest = other.segments().filter_map(tells).max_by(|a, b| {
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
        let mut after = told.iter().enumerate().skip(from).take(REACH);
        let (recording, _) = after.find(|(_, other)| meets && days_after(other) == Some(0))?;
        Some(Later { recording, span: None, became: Became::Done })
    };
    found.map(|(_, later)| later).or_else(on_the_day)
}

/// True of a long plan of more than one deed, as dictation runs them together.
fn holds_several(plan: &str) -> bool {
    const LONG: usize = 20;
    plan.split_whitespace().count() > LONG && plan.contains(" and ")
}

/// True of a plan to meet on a day, though not by some day.
fn is_meeting(plan: &str) -> bool {
    const MEETINGS: [&str; 12] = [
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
        let later = later(plan, due, 1, &told, &follower)?;
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
