//! What the recordings of a case hold or lack, as far as a question can rest on it, with the words that each rests on.

mod case;

use super::dropped::OutOfSight;
use super::gathered::{Told, newest};
use super::plans::Followed;
use super::questions::{Cue, CueLists, When};
use super::scores::Moved;
use super::{Became, is_same};
use crate::placement::Placed;
use crate::recording::{children, is_told_of};
use crate::rules::{Rules, Status};
use crate::section::{Section, Voice};
use case::{Case, begun_all, is_gone, is_gone_from, is_of_family};
use std::collections::BTreeMap;

/// Words that a question rests on, and the day they stand under, as `because` speaks of it: `on 4 May 2026`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quote {
    pub words: String,
    pub day: String,
}

impl Quote {
    fn name(name: &str) -> Quote {
        Quote { words: name.to_owned(), day: String::new() }
    }
}

/// The conditions that hold of a case, each with what it may rest on, the best first; those without any words have an empty quote.
#[derive(Clone, Debug, Default)]
pub struct Holds(BTreeMap<When, Vec<Quote>>);

/// Of its place, before a segment is quoted as a risk or a strength.
const SURE: f32 = 0.6;
/// The most sentences that are looked at for one condition.
const MOST: usize = 4;

impl Holds {
    pub fn has(&self, when: When) -> bool {
        self.0.contains_key(&when)
    }

    /// The first words of the first condition that has any, but for those that were quoted already; nothing where all were.
    pub fn quote(&self, when: &[When], quoted: &[&str]) -> Option<&Quote> {
        let rests = when
            .iter()
            .filter_map(|when| self.0.get(when))
            .find(|quotes| quotes.iter().any(|quote| !quote.words.is_empty()));
        let quotes = rests.or_else(|| self.0.get(when.first()?))?;
        let is_new = |quote: &&Quote| {
            let overlaps = |other: &&str| other.contains(quote.words.as_str()) || quote.words.contains(*other);
            quote.words.is_empty() || !quoted.iter().any(overlaps)
        };
        quotes.iter().find(is_new)
    }

    /// Nothing is put where there is no quote.
    pub fn put(&mut self, when: When, quotes: impl IntoIterator<Item = Quote>) {
        let quotes: Vec<Quote> = quotes.into_iter().take(MOST).collect();
        if !quotes.is_empty() {
            self.0.insert(when, quotes);
        }
    }

    fn mark(&mut self, when: When, holds: bool) {
        self.put(when, holds.then(Quote::default));
    }

    pub fn of(
        told: &[Told],
        followed: &[Followed],
        out_of_sight: &[OutOfSight],
        moved: &[Moved],
        rules: &Rules,
    ) -> Holds {
        let mut holds = Holds::default();
        let Some((at, last)) = newest(told) else { return holds };
        let lists = CueLists::built_in();
        let case = Case::of(told, &lists);
        holds.out_of_sight(&case, out_of_sight);
        holds.plans(&case, followed);
        holds.scores(moved, told.len());
        holds.children(told, rules);
        holds.put(When::AdultUnheard, case.unheard_adult().map(|name| Quote::name(&name)));
        holds.cues(&case);
        holds.put(When::RiskWithoutStep, case.risks_without_step());
        let find = |section: Section| {
            let sure =
                last.segments().filter(move |(_, placed)| placed.section == section && placed.confidence >= SURE);
            let stands = sure.filter(|(at, _)| section != Section::PriorityRisks || !is_gone_from(last, *at));
            let mut found: Vec<&Placed> = stands.map(|(_, placed)| placed).collect();
            found.sort_by_key(|placed| (std::cmp::Reverse(placed.span.len()), placed.span));
            found.into_iter().filter_map(|placed| case.quote_alone(at, placed.span)).collect::<Vec<Quote>>()
        };
        holds.put(When::RiskLately, find(Section::PriorityRisks));
        holds.put(When::Strength, find(Section::Strengths));
        holds.of_the_newest(last, told);
        holds.put(When::JudgingWords, case.judging_words());
        holds
    }

    /// What has been told and is silent since; not where its words stand in a later recording after all.
    fn out_of_sight(&mut self, case: &Case, lost: &[OutOfSight]) {
        let of = |section: Section| {
            // A risk's words may come again in another matter; a wish of which any word comes again is spoken of.
            let by_chance = usize::from(section == Section::PriorityRisks);
            let lost = lost.iter().filter(move |one| one.section == section);
            let silent = lost.filter(|one| {
                let first = case.words(one.first);
                let is_tender = section == Section::WhatMatters && case.tells(Cue::Tender, one.first);
                !is_tender && !is_gone(first) && case.told_again(first, one.first.0).0 <= by_chance
            });
            silent.filter_map(|one| case.quote(one.first.0, one.first.1)).collect::<Vec<Quote>>()
        };
        self.put(When::RiskOutOfSight, of(Section::PriorityRisks));
        self.put(When::WishOutOfSight, of(Section::WhatMatters));
    }

    fn plans(&mut self, case: &Case, followed: &[Followed]) {
        let is_silent = |one: &&Followed| one.later.is_none() && one.perhaps.is_none();
        // What names its thing again is told of, though it may not be plain how it went.
        let quote = |one: &Followed| {
            case.quote(one.recording, one.span).filter(|quote| {
                let (again, named) = case.told_again(&quote.words, one.recording);
                again * 2 < named
            })
        };
        let silent = || followed.iter().rev().filter(is_silent);
        // What nobody owns or no day is named for may be a thought and no plan.
        let mut plain: Vec<&Followed> =
            silent().filter(|one| one.is_plain && (one.due.is_some() || one.who.is_some())).collect();
        let answers = case.risks_named();
        let is_worker = |one: &Followed, who: &str| {
            let writer = case.told[one.recording].read.writer.as_deref();
            who == "I" || writer.is_some_and(|writer| is_same(writer, who))
        };
        // Those that answer a risk first, then those of the worker.
        plain.sort_by_key(|one| {
            let naming = begun_all(case.lists, case.words((one.recording, one.span)));
            (naming.is_disjoint(&answers), !one.who.as_deref().is_some_and(|who| is_worker(one, who)))
        });
        self.put(When::PlanNotMentioned, plain.into_iter().filter_map(quote));
        self.put(When::PlanWithoutWho, silent().filter(|one| one.is_plain && one.who.is_none()).filter_map(quote));
        let changed =
            followed.iter().rev().filter(|one| one.later.as_ref().is_some_and(|later| later.became == Became::Changed));
        self.put(When::PlanChanged, changed.filter_map(quote));
        let told = case.told;
        const SEVERAL: usize = 5;
        let named: Vec<(&Followed, &str)> =
            followed.iter().filter_map(|one| Some((one, one.who.as_deref()?))).collect();
        let own: Vec<&Followed> = named.iter().filter(|(one, who)| is_worker(one, who)).map(|(one, _)| *one).collect();
        if named.len() >= SEVERAL && own.len() * 3 >= named.len() * 2 {
            let open = own.iter().rev().filter(|one| one.later.is_none());
            self.put(When::WorkerCarries, open.filter_map(|one| case.quote_alone(one.recording, one.span)));
        }
        let family = told.iter().rev().find_map(|one| {
            let draft = one.read.draft;
            let planned = draft.actions.iter().filter(|action| action.status == Status::Planned);
            planned.filter_map(|action| action.who.as_deref()).find(|who| is_of_family(who)).map(Quote::name)
        });
        self.put(When::FamilyActs, family);
        let contingency = told.iter().enumerate().rev().find_map(|(at, one)| {
            let all = one.read.draft.contingencies.iter();
            all.map(|&segment| one.read.draft.segments[segment].span).find_map(|span| case.quote_alone(at, span))
        });
        self.put(When::Contingency, contingency);
    }

    fn scores(&mut self, moved: &[Moved], recordings: usize) {
        const LATELY: usize = 2;
        const MOST_NUMBERS: usize = 4;
        // A number that nobody told lately may have moved again.
        let is_late = |moved: &&Moved| moved.scores.last().is_some_and(|score| score.0 + LATELY >= recordings);
        let Some(scores) = moved.iter().find(is_late).map(|moved| &moved.scores) else { return };
        let newest = &scores[scores.len().saturating_sub(MOST_NUMBERS)..];
        let given: Vec<String> = newest.iter().map(|(_, _, given, _)| given.to_string()).collect();
        let of = scores[0].3.map(|of| format!(" out of {of}")).unwrap_or_default();
        let numbers = Quote::name(&format!("{}{of}", given.join(", ")));
        let (last, before) = (scores[scores.len() - 1].2, scores[scores.len().saturating_sub(2)].2);
        let fell_or_rose = if last < before { When::ScoreFell } else { When::ScoreRose };
        if last != before {
            self.put(fell_or_rose, [numbers.clone()]);
        }
        self.put(When::ScoreMoved, [numbers]);
    }

    fn children(&mut self, told: &[Told], rules: &Rules) {
        let mut names: Vec<String> = Vec::new();
        for name in told.iter().flat_map(|one| children(&one.read.draft.recording.text, &one.read.draft.segments)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        // How many recordings name a child, and in how many of them somebody tells what the child says, feels or shows.
        let counts = |name: &String| {
            let text = |one: &Told| one.read.draft.recording.text.to_lowercase();
            let named = told.iter().filter(|one| text(one).contains(&name.to_lowercase())).count();
            let tells = |one: &&Told| {
                one.segments().any(|(_, placed)| is_told_of(&one.read.draft.recording.text, placed, name, rules))
            };
            (told.iter().filter(tells).count(), named)
        };
        // One telling among many recordings is hardly one.
        let is_heard = |(telling, named): (usize, usize)| telling > 0 && telling * 2 > named;
        let (heard, mut unheard): (Vec<&String>, Vec<&String>) = names.iter().partition(|name| is_heard(counts(name)));
        unheard.sort_by_key(|name| counts(name).0);
        self.put(When::ChildUnheard, unheard.first().map(|name| Quote::name(name)));
        self.put(When::ChildHeard, heard.first().map(|name| Quote::name(name)));
    }

    /// What sentences give cause for a question by their words, the newest first.
    fn cues(&mut self, case: &Case) {
        let unheard =
            self.0.get(&When::ChildUnheard).and_then(|quotes| quotes.first()).map(|quote| quote.words.clone());
        // Of a child who is hardly heard another question is asked.
        let is_of_child = |quote: &Quote| unheard.as_deref().is_some_and(|name| quote.words.contains(name));
        self.put(When::HarmToSelf, case.silent_since(Cue::HarmToSelf));
        self.put(When::PromiseSlipped, case.lately(Cue::Promise));
        self.put(When::DidNotAsk, case.with_cue(Cue::DidNotAsk, case.told.len()));
        self.put(When::NoInterpreter, case.with_cue(Cue::NoInterpreter, case.told.len()));
        self.put(When::NotSeen, case.lately(Cue::NotSeen).into_iter().filter(|quote| !is_of_child(quote)));
        self.put(When::Poverty, case.hardship());
        self.mark(When::GraveLately, newest(case.told).is_some_and(|(at, _)| case.holds(Cue::Grave, at)));
    }

    fn of_the_newest(&mut self, last: &Told, told: &[Told]) {
        let has = |section: Section| last.segments().any(|(_, placed)| placed.section == section);
        self.mark(When::NoStrengthLately, !has(Section::Strengths));
        let told_ever =
            |section: Section| told.iter().any(|one| one.segments().any(|(_, placed)| placed.section == section));
        self.mark(When::NoWhatMatters, !told_ever(Section::WhatMatters));
        self.mark(When::PersonNotHeardLately, !last.segments().any(|(_, placed)| placed.voice == Voice::Person));
        self.mark(When::OneRecording, told.len() == 1);
    }
}

#[cfg(test)]
mod tests {
    use super::case::begun;
    use super::*;
    use crate::supervision::Follower;
    use crate::supervision::examples::{draft, read};
    use crate::supervision::gathered::told;
    use Section::{AgreedActions, Context, PriorityRisks, WhatMatters};

    /// What holds of recordings made on one day after another.
    fn held(all: &[&[(&str, Section)]], wanted: When) -> Option<String> {
        let drafts: Vec<_> =
            all.iter().enumerate().map(|(at, lines)| draft(&format!("{} May 2026", at + 1), lines)).collect();
        let (read, follower) = (read(&drafts), Follower::built_in());
        let told = told(&read, &follower);
        let followed = crate::supervision::plans::followed(&told, &follower);
        let lost = crate::supervision::dropped::out_of_sight(&told, &follower);
        let holds = Holds::of(&told, &followed, &lost, &[], &Rules::built_in());
        holds.quote(&[wanted], &[]).map(|quote| quote.words.clone())
    }

    #[test]
    fn what_is_told_as_over_is_no_worry() {
        assert!(is_gone("Rhian says the hitting stopped in April.") && is_gone("Provisional came on Saturday"));
        assert!(!is_gone("He hit her again."));
    }

    #[test]
    fn what_nobody_asked_is_quoted_with_what_it_is_about() {
        let lines = [("There were wine bottles by the back door, did not ask today.", Context)];
        let wanted = "There were wine bottles by the back door, did not ask today";
        assert_eq!(held(&[&lines], When::DidNotAsk).as_deref(), Some(wanted));
        assert_eq!(held(&[&[("We had tea and cake in the garden.", Context)]], When::DidNotAsk), None);
    }

    #[test]
    fn harm_that_was_told_once_is_asked_about_only_where_nothing_was_told_since() {
        let once = [("She went to hospital in the spring after an overdose of tablets.", Context)];
        let quiet = [("We had tea and cake in the garden.", Context)];
        let again = [("I asked about the overdose and she talked of it.", Context)];
        assert!(held(&[&once, &quiet], When::HarmToSelf).is_some());
        assert_eq!(held(&[&once, &quiet, &again], When::HarmToSelf), None);
        assert_eq!(held(&[&quiet], When::HarmToSelf), None);
    }

    #[test]
    fn no_question_about_money_on_good_news() {
        let short = [("He is in arrears with the rent and skips meals.", PriorityRisks)];
        let eased = [("The welfare fund paid the rent arrears on Monday.", PriorityRisks)];
        assert!(held(&[&short], When::Poverty).is_some());
        assert_eq!(held(&[&eased], When::Poverty), None);
        assert_eq!(held(&[&short, &eased], When::Poverty), None);
    }

    #[test]
    fn a_wish_that_came_about_or_that_is_a_grief_is_not_asked_after() {
        let quiet = [("We had tea and cake in the garden.", Context)];
        let plan = [("Sam will ring the bank tomorrow.", AgreedActions)];
        let grief = [("He would like to know if anybody can find his mother.", WhatMatters)];
        assert_eq!(held(&[&grief, &quiet, &plan, &quiet], When::WishOutOfSight), None);
    }

    #[test]
    fn somebody_without_words_of_their_own_is_named() {
        let first = [("Cared for: Ivor Marsh (husband, 81). He was asleep.", Context)];
        let again = [("Ivor was asleep in the chair by the window.", Context)];
        let speaks = [("Ivor said he would like his tea by the window.", Context)];
        assert_eq!(held(&[&first, &again, &again], When::AdultUnheard).as_deref(), Some("Ivor"));
        assert_eq!(held(&[&first, &again, &speaks], When::AdultUnheard), None);
    }

    #[test]
    fn words_are_known_again_in_another_form() {
        assert_eq!(begun("batteries"), begun("battery"));
        assert_eq!(begun("notices"), begun("notice"));
        assert_ne!(begun("bath"), begun("bank"));
    }
}
