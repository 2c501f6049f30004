//! What has gone out of sight between recordings, and scores that moved.

use super::gathered::Told;
use super::plans::Followed;
use super::{Became, Follower, Telling};
use crate::rules::Score;
use crate::section::{Section, Voice};
use crate::text::Span;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Something that was told as a risk, or as what matters, and of which the last recordings say nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct OutOfSight {
    pub section: Section,
    /// The sentence that told it, and the last that holds a word of it.
    pub first: (usize, Span),
    pub last: (usize, Span),
    /// A word that both hold, as it is written in the last.
    pub word: String,
    /// How many recordings came after.
    pub since: usize,
}

/// Scores of one thing, in the order of the recordings.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// Recording, segment, given, and out of how many.
    pub scores: Vec<(usize, Span, u32, u32)>,
}

/// So many recordings have to be silent before something counts as out of sight.
const SILENT: usize = 2;
/// The most that is named of either kind.
const MOST_RISKS: usize = 3;
const MOST_WISHES: usize = 2;
/// Of where a segment stands, before it is said to have told a risk, a wish or a plan.
const SURE: f32 = 0.6;

/// Risks, then wishes, whose words stand in no recording since, in recordings whose order is known.
pub fn out_of_sight(told: &[Told], followed: &[Followed], follower: &Follower) -> Vec<OutOfSight> {
    if told.len() <= SILENT {
        return Vec::new();
    }
    let places = places(told);
    let said: Vec<Telling> = told.iter().map(|one| follower.telling(&one.read.draft.recording.text)).collect();
    // A word may stand where nothing was placed, such as in a heading.
    let is_silent = |key: &str, after: usize| said[after + 1..].iter().all(|later| !later.holds(key));
    let plans: Vec<(Telling, bool)> = followed
        .iter()
        .map(|one| {
            let is_done = one.later.as_ref().is_some_and(|later| later.became == Became::Done);
            (follower.telling(told[one.recording].words(one.span)), is_done)
        })
        .collect();
    // A risk all of whose plans were done has been answered.
    let is_answered = |key: &str| {
        let mut own = plans.iter().filter(|(plan, _)| plan.holds(key)).peekable();
        own.peek().is_some() && own.all(|(_, is_done)| *is_done)
    };
    let mut found = risks(told, &places, &is_silent, &is_answered);
    found.extend(wishes(told, &places, &is_silent));
    found
}

/// Whether no recording after one, by its number, holds a word.
type IsSilent<'a> = &'a dyn Fn(&str, usize) -> bool;

/// A recording, and the number of a segment in it.
type Place = (usize, usize);

/// Every place of each word, but for what is only context.
fn places<'a>(told: &'a [Told]) -> BTreeMap<&'a str, Vec<Place>> {
    let mut places: BTreeMap<&str, Vec<Place>> = BTreeMap::new();
    for (recording, one) in told.iter().enumerate() {
        for (at, _) in one.segments() {
            if one.read.draft.segments[at].section == Section::Context {
                continue;
            }
            one.tellings[at].matters().for_each(|key| places.entry(key).or_default().push((recording, at)));
        }
    }
    places
}

/// A risk is known by a word that it shares with a plan of the same recording, or that is told three times. Names of those who act or whom the
/// first lines name are left out, since their coming and going is no risk.
fn risks(
    told: &[Told],
    places: &BTreeMap<&str, Vec<Place>>,
    is_silent: IsSilent,
    is_answered: &dyn Fn(&str) -> bool,
) -> Vec<OutOfSight> {
    const OFTEN: usize = 3;
    let actors = actors(told);
    let placed = |(recording, at): Place| &told[recording].read.draft.segments[at];
    let is_risk =
        |place: &&Place| placed(**place).section == Section::PriorityRisks && placed(**place).confidence >= SURE;
    let is_plan = |place: &Place| placed(*place).section == Section::AgreedActions && placed(*place).confidence >= SURE;
    let mut found: Vec<(bool, usize, OutOfSight, &Vec<Place>)> = Vec::new();
    for (key, places) in places {
        let Some(&last) = places.last() else { continue };
        let since = told.len() - 1 - last.0;
        let risks: Vec<&Place> = places.iter().filter(is_risk).collect();
        let planned = risks.iter().any(|risk| places.iter().any(|place| place.0 == risk.0 && is_plan(place)));
        // What was last told as going well is no longer a worry that nobody speaks of.
        let went_well = placed(last).section == Section::Strengths && placed(last).confidence >= SURE;
        if since < SILENT
            || went_well
            || !is_silent(key, last.0)
            || is_over(told[last.0].words(placed(last).span))
            || (is_answered(key) && !is_plan(&last))
            || actors.contains(*key)
            || !is_telling(key)
            || VAGUE.contains(key)
            || !(planned || (places.len() >= OFTEN && risks.len() > 1))
        {
            continue;
        }
        let Some(&&first) = risks.first() else { continue };
        let last_words = told[last.0].words(placed(last).span);
        let one = OutOfSight {
            section: Section::PriorityRisks,
            first: (first.0, placed(first).span),
            last: (last.0, placed(last).span),
            word: as_written(key, last_words),
            since,
        };
        found.push((planned, places.len(), one, places));
    }
    found.sort_by_key(|(planned, count, one, _)| (Reverse((*planned, one.since, *count)), one.first));
    // A sentence that has been named is not named again for another word of it.
    let mut used: BTreeSet<Place> = BTreeSet::new();
    found.retain(|(_, _, _, places)| {
        let is_new = !places.iter().any(|place| used.contains(place));
        used.extend(places.iter());
        is_new
    });
    found.into_iter().map(|(_, _, one, _)| one).take(MOST_RISKS).collect()
}

/// A wish in the person's own account, none of whose words stand in the last recordings.
fn wishes(told: &[Told], places: &BTreeMap<&str, Vec<Place>>, is_silent: IsSilent) -> Vec<OutOfSight> {
    const WORDS: usize = 2;
    let actors = actors(told);
    let mut found: Vec<OutOfSight> = Vec::new();
    for (recording, one) in told.iter().enumerate() {
        for (at, placed) in one.segments() {
            let words = one.words(placed.span);
            let is_wish = placed.section == Section::WhatMatters
                && placed.confidence >= SURE
                && placed.voice == Voice::Person
                && wants(words);
            let keys = one.tellings[at]
                .matters()
                .filter(|key| is_telling(key) && !VAGUE.contains(key) && !actors.contains(*key));
            let last_of = |key: &str| places.get(key).and_then(|places| places.last().copied());
            let lasts: Vec<(Place, &str)> = keys.filter_map(|key| Some((last_of(key)?, key))).collect();
            let Some(&(last, key)) = lasts.iter().max() else { continue };
            let since = told.len() - 1 - last.0;
            let is_silent = lasts.iter().all(|(_, key)| is_silent(key, last.0));
            if !is_wish || lasts.len() < WORDS || since < SILENT || !is_silent {
                continue;
            }
            let span = told[last.0].read.draft.segments[last.1].span;
            found.push(OutOfSight {
                section: Section::WhatMatters,
                first: (recording, placed.span),
                last: (last.0, span),
                word: as_written(key, told[last.0].words(span)),
                since,
            });
        }
    }
    found.truncate(MOST_WISHES);
    found
}

/// Names, as they are compared, of those who do something in a plan, and of writers.
pub fn actors(told: &[Told]) -> BTreeSet<String> {
    const FIRST_LINES: usize = 3;
    let follower = Follower::built_in();
    let named = told.iter().flat_map(|one| one.read.draft.actions.iter().filter_map(|action| action.who.as_deref()));
    let writers = told.iter().filter_map(|one| one.read.writer.as_deref());
    let keys =
        |name: &str| follower.telling(&format!("- {name}")).matters().map(str::to_owned).collect::<Vec<String>>();
    let folded =
        |name: &str| follower.telling(&name.to_lowercase()).matters().map(str::to_owned).collect::<Vec<String>>();
    // Those whom the first lines name are the people of the case.
    let first_lines = told.iter().flat_map(|one| {
        let text = &one.read.draft.recording.text;
        let first: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(FIRST_LINES).collect();
        first
            .iter()
            .flat_map(|line| follower.telling(line).names().map(str::to_owned).collect::<Vec<String>>())
            .collect::<Vec<String>>()
    });
    named.chain(writers).flat_map(|name| keys(name).into_iter().chain(folded(name))).chain(first_lines).collect()
}

/// What is left of words that tell too little of a risk or a wish to look for it by them.
const VAGUE: [&str; 12] =
    ["mind", "kitchen", "thing", "plac", "lif", "nam", "word", "peopl", "someth", "anyth", "kind", "sort"];

/// True of words that tell that something lacking has come, or something wrong is put right.
pub fn is_over(words: &str) -> bool {
    const OVER: [&str; 18] = [
        "came on",
        "came through",
        "came thru",
        "has come",
        "arrived",
        "been mended",
        "is mended",
        "been fixed",
        "is fixed",
        "fixed now",
        "sorted",
        "resolved",
        "healed",
        "cleared up",
        "paid off",
        "better now",
        "none since",
        "nothing since",
    ];
    let words = words.to_lowercase();
    OVER.iter().any(|over| words.contains(over))
}

/// Numbers and very short words are told again by chance.
pub fn is_telling(key: &str) -> bool {
    key.chars().count() >= 4 && key.chars().all(char::is_alphabetic)
}

pub fn wants(words: &str) -> bool {
    const WANTING: [&str; 8] = ["want", "wish", "would like", "hope", "misses", "miss ", "dream", "love to"];
    const SILENT: [&str; 4] = ["n't want to say", "n't want to talk", "n't want to tell", "not want to talk"];
    let words = words.to_lowercase().replace('’', "'");
    !SILENT.iter().any(|silent| words.contains(silent)) && WANTING.iter().any(|word| words.contains(word))
}

/// The first word of `sentence` that is compared as `key`.
pub fn as_written(key: &str, sentence: &str) -> String {
    let begins = |word: &&str| word.to_lowercase().starts_with(key);
    let mut all = sentence.split(|c: char| !c.is_alphanumeric());
    all.find(begins).unwrap_or(key.trim_start_matches('=')).to_owned()
}

/// Scores of the same scale whose sentences, or the labels and sentences just before them, share a word; those alone are left out.
pub fn moved(told: &[Told], follower: &Follower) -> Vec<Moved> {
    struct One {
        at: (usize, Span, u32, u32),
        about: Telling,
    }
    let mut all: Vec<One> = Vec::new();
    for (recording, one) in told.iter().enumerate() {
        let draft = one.read.draft;
        for (segment, Score { given, of, .. }) in &draft.scores {
            // `3 out of 10.` belongs to what stands before it.
            let from =
                if one.tellings[*segment].matters().next().is_none() { segment.saturating_sub(1) } else { *segment };
            let span = Span::new(draft.segments[from].span.start(), draft.segments[*segment].span.end());
            all.push(One { at: (recording, span, *given, *of), about: follower.telling(one.words(span)) });
        }
    }
    let mut groups: Vec<Vec<One>> = Vec::new();
    for one in all {
        let same = |group: &&mut Vec<One>| {
            group.iter().any(|other| {
                other.at.3 == one.at.3
                    && other.at.0 != one.at.0
                    && one.about.matters().any(|key| other.about.holds(key) && is_telling(key.trim_start_matches('=')))
            })
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    let moves = |group: &Vec<One>| group.iter().any(|one| one.at.2 != group[0].at.2);
    groups
        .into_iter()
        .filter(moves)
        .map(|group| Moved { scores: group.into_iter().map(|one| one.at).collect() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::supervision::examples::{draft, read};
    use crate::supervision::gathered::told;

    fn lost(all: &[&[(&str, Section)]]) -> Vec<String> {
        let drafts: Vec<_> =
            all.iter().enumerate().map(|(at, lines)| draft(&format!("{} May 2026", at + 1), lines)).collect();
        let (read, follower) = (read(&drafts), Follower::built_in());
        let told = told(&read, &follower);
        out_of_sight(&told, &[], &follower).into_iter().map(|one| one.word).collect()
    }

    #[test]
    fn what_is_mentioned_in_another_form_is_not_out_of_sight() {
        use Section::{AgreedActions, Context, PriorityRisks, Strengths};
        let risk = [("the ladders lean on nothing", PriorityRisks), ("Sam will move the ladder", AgreedActions)];
        let quiet = [("we had tea and cake", Strengths)];
        let again = [("laddering goes on", Context)];
        let over = [("the ladder is mended now", PriorityRisks)];
        assert_eq!(lost(&[&risk, &quiet, &quiet]), ["ladder"]);
        assert!(lost(&[&risk, &quiet, &again, &quiet]).is_empty());
        assert!(lost(&[&risk, &over, &quiet, &quiet]).is_empty());
    }
}
