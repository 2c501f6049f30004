//! Few and chosen sentences of a case, under the questions.

use super::dropped::{OutOfSight, wants};
use super::enough::Enough;
use super::priorities::Priority;
use super::scores::{Moved, lately};
use super::well::takes_back;
use super::{Became, Follower, Read, Six, Telling, is_same};
use crate::placement::Placed;
use crate::rules::{Action, Status};
use crate::section::{Section, Voice};
use crate::text::{Span, lines};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// The most sentences under one question, and of one recording under it, so that a case is two pages.
const MOST: usize = 4;
const MOST_OF_ONE: usize = 2;
const MOST_RISKS: usize = 4;
/// Segments that are less likely where they stand are not chosen to stand for a case.
pub const SURE: f32 = 0.5;

/// What is likelier a risk than this is told nowhere as going well.
const LIKELY_RISK: f32 = 0.3;

/// A sentence that was chosen, and why it stands where it does.
#[derive(Clone, Debug, PartialEq)]
pub struct Chosen {
    pub recording: usize,
    pub span: Span,
    pub voice: Voice,
    pub quoted: bool,
    pub why: Option<&'static str>,
}

/// A recording with its sentences as they are compared; one for each segment.
pub struct Told<'a> {
    pub read: &'a Read<'a>,
    pub tellings: Vec<Telling>,
    /// The segments that hold plans.
    pub planned: BTreeSet<Span>,
    /// Greater for newer recordings; 0 where a recording tells no day with its year.
    pub newness: usize,
}

pub fn told<'a>(read: &'a [Read<'a>], follower: &Follower) -> Vec<Told<'a>> {
    let of = |(number, read): (usize, &'a Read<'a>)| {
        let is_dated = read.day.is_some_and(|day| day.tells_year());
        let text = &read.draft.recording.text;
        let tellings = read.draft.segments.iter().map(|placed| follower.telling(placed.span.of(text))).collect();
        let newness = if is_dated { number + 1 } else { 0 };
        let told = Told { read, tellings, planned: BTreeSet::new(), newness };
        let planned = told.plans(follower).iter().map(|action| action.segment).collect();
        Told { planned, ..told }
    };
    read.iter().enumerate().map(of).collect()
}

/// The newest recording, or the last given where none tells its day.
pub fn newest<'t, 'a>(told: &'t [Told<'a>]) -> Option<(usize, &'t Told<'a>)> {
    told.iter().enumerate().max_by_key(|(number, told)| (told.newness, *number))
}

impl<'a> Told<'a> {
    /// The segments that tell something, each with its number.
    pub fn segments(&self) -> impl Iterator<Item = (usize, &'a Placed)> {
        self.read.draft.segments.iter().enumerate().filter(|(_, placed)| placed.is_told())
    }

    pub fn words(&self, span: Span) -> &'a str {
        span.of(&self.read.draft.recording.text)
    }

    /// Where the segment that begins as `span` does was placed.
    pub fn section_of(&self, span: Span) -> Option<Section> {
        self.read.draft.segments.iter().find(|placed| placed.span.start() == span.start()).map(|placed| placed.section)
    }

    /// True where a word stands anywhere in its text, in whatever form of it.
    pub fn mentions(&self, word: &str, follower: &Follower) -> bool {
        let said = follower.telling(&self.read.draft.recording.text);
        follower.telling(&word.to_lowercase()).matters().any(|key| said.holds(key))
    }

    /// Plans whose day or deed can be looked for later: neither something that goes on, nor what is done only if something happens.
    pub fn plans(&self, follower: &Follower) -> Vec<&'a Action> {
        let draft = self.read.draft;
        let is_contingent =
            |action: &Action| draft.contingencies.iter().any(|&at| draft.segments[at].span == action.segment);
        let stands = |action: &&Action| {
            draft.placed_of(action).is_some_and(|placed| {
                placed.is_told() && placed.section == Section::AgreedActions && placed.confidence >= SURE
            })
        };
        let tells = |action: &&Action| {
            let words = self.words(action.span);
            let says = |looked_for: &str| {
                words.split(|c: char| !c.is_alphanumeric()).any(|word| word.eq_ignore_ascii_case(looked_for))
            };
            let looks_back = ["has", "have", "had", "was", "were", "met"].iter().any(|word| says(word));
            let looks_ahead = ["will", "to", "next", "ll", "going"].iter().any(|word| says(word));
            let is_done = words.split_whitespace().nth(1).is_some_and(|second| second.ends_with("ed"));
            (action.due.is_some() && (looks_ahead || !(looks_back || is_done)))
                || looks_ahead && (!looks_back || says("will"))
                || follower.telling(words).reading() == Some(Became::Planned)
        };
        let planned = draft.actions.iter().filter(|action| {
            action.status == Status::Planned && action.what.as_deref().is_some_and(|what| !what.is_empty())
        });
        planned.filter(|action| !is_contingent(action)).filter(stands).filter(tells).collect()
    }
}

/// The sentences under each question, but for what becomes of plans, which `followed` holds.
pub fn six(
    told: &[Told],
    well: &[Chosen],
    priorities: &[Priority],
    enough: &Enough,
    lost: &[OutOfSight],
    moved: &[Moved],
) -> Vec<(Six, Vec<Chosen>)> {
    // What has gone out of sight is shown as such.
    let is_lost = |chosen: &Chosen| lost.iter().any(|one| is_at(chosen, one.first.0, one.first.1));
    let mut towards = of_section(told, Section::WhatMatters, &[well, &enough.said].concat());
    let used = [well, &towards].concat();
    towards.retain(|chosen| !is_lost(chosen));
    let is_elsewhere = |chosen: &Chosen| is_lost(chosen) || is_score(moved, chosen);
    let risks = worth_showing(told, priorities, &is_elsewhere).into_iter().map(|one| one.chosen.clone()).collect();
    vec![
        (Six::WorkingWell, of_section(told, Section::Strengths, &used)),
        (Six::WorriedAbout, risks),
        (Six::NeedsToHappen, ahead(told)),
        (Six::WhereNow, lately(told, moved)),
        (Six::WhereToBe, to_be(told, enough, &used, &is_lost)),
        (Six::WorkingTowards, towards),
    ]
}

/// Every risk of the newest recording, since nobody may come to a conversation without knowing them; then the first of those before: those whose
/// words tell of harm or danger, with at most two others.
fn worth_showing<'p>(
    told: &[Told],
    priorities: &'p [Priority],
    is_elsewhere: &dyn Fn(&Chosen) -> bool,
) -> Vec<&'p Priority> {
    const MOST_OTHERS: usize = 2;
    const MOST_OF_NEWEST: usize = 12;
    let newest = newest(told).map(|(recording, _)| recording);
    let (new, before): (Vec<&Priority>, Vec<&Priority>) = priorities
        .iter()
        .filter(|one| !is_elsewhere(&one.chosen))
        .partition(|one| Some(one.chosen.recording) == newest);
    let mut others = 0;
    let mut is_one = |one: &&&Priority| {
        others += usize::from(!one.is_telling());
        !one.denied && (one.is_telling() || others <= MOST_OTHERS)
    };
    let before = before.iter().filter(|one| is_one(one)).take(MOST_RISKS);
    new.iter().take(MOST_OF_NEWEST).chain(before).copied().collect()
}

/// Likely segments of a section that `used` does not hold: of what matters, wishes first; then the person's own words, then the newest.
fn of_section(told: &[Told], section: Section, used: &[Chosen]) -> Vec<Chosen> {
    let all = told.iter().enumerate().flat_map(|(at, told)| told.segments().map(move |(_, placed)| (at, told, placed)));
    let mut found: Vec<(Chosen, f32)> = all
        .filter(|(_, told, placed)| {
            let words = told.words(placed.span);
            placed.section == section
                && stands(placed)
                && says_enough(words)
                && (section != Section::Strengths || (is_balanced(words) && !takes_back(words)))
        })
        .map(|(recording, _, placed)| (chosen(recording, placed), placed.confidence))
        .filter(|(chosen, _)| !used.iter().any(|other| is_at(other, chosen.recording, chosen.span)))
        .collect();
    found.sort_by(|(a, sure_a), (b, sure_b)| {
        let order = |chosen: &Chosen| {
            let words = told[chosen.recording].words(chosen.span);
            let is_wish = section == Section::WhatMatters && wants(words) && !is_against(words);
            let is_person = chosen.voice == Voice::Person;
            (
                Reverse((is_wish && is_person, is_person && chosen.quoted, is_person)),
                Reverse(told[chosen.recording].newness),
            )
        };
        order(a).cmp(&order(b)).then(sure_b.total_cmp(sure_a)).then(a.span.cmp(&b.span))
    });
    let mut kept: Vec<Chosen> = Vec::new();
    let words = |chosen: &Chosen| told[chosen.recording].words(chosen.span);
    for (chosen, _) in found {
        // A sentence that is copied from recording to recording is shown once.
        if kept.len() < MOST
            && kept.iter().chain(used).all(|other| words(other) != words(&chosen))
            && kept.iter().filter(|other| other.recording == chosen.recording).count() < MOST_OF_ONE
        {
            kept.push(chosen);
        }
    }
    kept
}

/// What would be good enough, then wishes that stand nowhere else.
fn to_be(told: &[Told], enough: &Enough, used: &[Chosen], is_lost: &dyn Fn(&Chosen) -> bool) -> Vec<Chosen> {
    const MOST: usize = 4;
    let used = [used, &enough.said].concat();
    let more = of_section(told, Section::WhatMatters, &used);
    let is_wish = |words: &str| wants(words) && !words.to_lowercase().contains("misses ") && !is_against(words);
    let more = more.into_iter().filter(|chosen| !is_lost(chosen));
    let wishes = more.filter(|chosen| is_wish(told[chosen.recording].words(chosen.span)));
    enough.said.iter().cloned().chain(wishes.take(2)).take(MOST).collect()
}

/// All that the newest recording plans, and what is planned if things go otherwise.
fn ahead(told: &[Told]) -> Vec<Chosen> {
    let Some((recording, last)) = newest(told) else { return Vec::new() };
    let draft = last.read.draft;
    let contingent = |placed: &Placed| draft.contingencies.iter().any(|&at| draft.segments[at].span == placed.span);
    let of = |placed: &Placed, status: Status| {
        draft.actions.iter().any(|action| action.segment == placed.span && action.status == status)
    };
    // What is told of no action, such as *Step down on hold*, belongs to what is agreed as well.
    let is_ahead = |placed: &&Placed| {
        let is_agreed = placed.section == Section::AgreedActions && placed.confidence >= SURE;
        let is_past = of(placed, Status::Done) || of(placed, Status::Standing);
        contingent(placed) || of(placed, Status::Planned) || (is_agreed && !is_past)
    };
    let why = |placed: &Placed| contingent(placed).then_some("if things go otherwise");
    let all = last.segments().map(|(_, placed)| placed).filter(is_ahead);
    all.map(|placed| Chosen { why: why(placed), ..chosen(recording, placed) }).collect()
}

/// True of what somebody does not want, or wants another to do: neither is where the person wants to be.
pub fn is_against(words: &str) -> bool {
    const NOT: [&str; 8] =
        ["not want", "n't want", "dont want", "doesnt want", "no wish", "not wish", "never wants", "not hope"];
    let words = words.to_lowercase().replace('’', "'");
    // *Wants him to go*; *wants them all to listen* may be the person's own, and is left out as well.
    let for_another = ["him", "her", "them", "me", "us", "you"].iter().any(|whom| {
        ["want", "wants", "wanted", "would like", "hopes for"]
            .iter()
            .any(|verb| words.contains(&format!("{verb} {whom} to ")))
    });
    for_another || NOT.iter().any(|not| words.contains(not))
}

pub fn chosen(recording: usize, placed: &Placed) -> Chosen {
    Chosen { recording, span: placed.span, voice: placed.voice, quoted: placed.quoted, why: None }
}

/// A number is shown with those before it.
fn is_score(moved: &[Moved], chosen: &Chosen) -> bool {
    let mut all = moved.iter().flat_map(|moved| &moved.scores);
    all.any(|score| score.0 == chosen.recording && score.1.overlaps(chosen.span))
}

fn is_at(chosen: &Chosen, recording: usize, span: Span) -> bool {
    chosen.recording == recording && chosen.span == span
}

/// True where a segment is likely enough in its place to stand for a case. Nothing is told as going well that may be a risk.
fn stands(placed: &Placed) -> bool {
    placed.confidence >= SURE && !(placed.section == Section::Strengths && may_be_a_risk(placed))
}

pub fn may_be_a_risk(placed: &Placed) -> bool {
    placed.risk.is_some_and(|risk| risk >= LIKELY_RISK) || placed.also.contains(&Section::PriorityRisks)
}

/// True where every quotation in `words` begins and ends there.
pub fn is_balanced(words: &str) -> bool {
    let count = |mark: char| words.matches(mark).count();
    count('"') % 2 == 0 && count('“') == count('”')
}

/// A line of a form, such as `Action: Jean to hold the key    By: 2 March    Status: open`.
pub fn is_form_line(words: &str) -> bool {
    const LABELS: usize = 2;
    let labels = words.matches(": ").count() + usize::from(words.trim_end().ends_with(':'));
    let lower = words.to_lowercase();
    labels >= LABELS
        || lower.contains("status:")
        || lower.contains("[ ]")
        || lower.contains("[x]")
        || words.contains('\t')
}

/// A clause of few words, unless somebody said them, or the second half of a sentence, says little apart from what stands beside it.
pub fn says_enough(words: &str) -> bool {
    const FEWEST: usize = 6;
    const FEWEST_SAID: usize = 4;
    let said = words.contains(['"', '“', '”', '‘']);
    words.split_whitespace().count() >= if said { FEWEST_SAID } else { FEWEST } && !words.starts_with("but ")
}

/// How many people the first lines name as the one they are about.
pub fn people(told: &[Told]) -> usize {
    const LABELS: [&str; 10] = [
        "name:",
        "client:",
        "person:",
        "young person:",
        "service user:",
        "child:",
        "patient:",
        "resident:",
        "family:",
        "re:",
    ];
    const LINES: usize = 5;
    let of = |told: &Told| {
        let text = &told.read.draft.recording.text;
        let first = lines(text).map(|line| line.of(text).trim()).filter(|line| !line.is_empty()).take(LINES);
        first.into_iter().find_map(|line| {
            let label = LABELS.iter().find(|label| line.to_lowercase().starts_with(*label))?;
            let rest = line.get(label.len()..)?.trim();
            let end = rest.find(['(', ',', '.', ';']).or_else(|| rest.find("  ")).unwrap_or(rest.len());
            Some(rest[..end].trim().to_owned()).filter(|name| !name.is_empty())
        })
    };
    let names: BTreeSet<String> = told.iter().filter_map(of).collect();
    let mut kept: Vec<String> = Vec::new();
    for name in names {
        if !kept.iter().any(|other| is_same(other, &name)) {
            kept.push(name);
        }
    }
    kept.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::supervision::examples::draft;

    #[test]
    fn neither_a_refusal_nor_a_wish_for_another_is_where_to_be() {
        for against in
            ["Marcus wants him to go and live in a home", "She doesn’t want Plas Gwyn at present", "he dont want it"]
        {
            assert!(is_against(against), "{against}");
        }
        assert!(!is_against("She wants to see the sea before winter"));
    }

    #[test]
    fn all_risks_and_steps_of_the_newest_recording_are_shown() {
        use Section::{AgreedActions, PriorityRisks};
        let risks: Vec<String> = (0..9).map(|at| format!("The tap number {at} drips")).collect();
        let steps: Vec<String> = (0..9).map(|at| format!("Step {at} is on hold")).collect();
        let lines: Vec<(&str, Section)> = risks
            .iter()
            .map(|line| (line.as_str(), PriorityRisks))
            .chain(steps.iter().map(|line| (line.as_str(), AgreedActions)))
            .collect();
        let drafts =
            [draft("1 May 2026", &[("The gate is stiff and old now", PriorityRisks)]), draft("9 May 2026", &lines)];
        let (read, follower) = (crate::supervision::examples::read(&drafts), Follower::built_in());
        let told = told(&read, &follower);
        let priorities = crate::supervision::priorities::priorities(&told, &follower);
        let shown = worth_showing(&told, &priorities, &|_| false);
        assert_eq!(shown.iter().filter(|one| one.chosen.recording == 1).count(), 9);
        assert_eq!(ahead(&told).len(), 9);
    }

    #[test]
    fn nothing_that_may_be_a_risk_is_told_as_going_well() {
        let draft = draft("1 May 2026", &[("She makes her own tea now", Section::Strengths)]);
        let placed = &draft.segments[0];
        assert!(stands(placed));
        assert!(!stands(&Placed { risk: Some(0.3), ..placed.clone() }));
        assert!(!stands(&Placed { also: vec![Section::PriorityRisks], ..placed.clone() }));
    }
}
