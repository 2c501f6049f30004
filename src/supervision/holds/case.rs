//! The sentences of a case as questions look at them: what each names, which speak of the same, and what was told again.

use super::{MOST, Quote, SURE};
use crate::placement::Placed;
use crate::recording::children;
use crate::rules::{Category, Severity};
use crate::section::Section;
use crate::supervision::dropped::{actors, is_telling};
use crate::supervision::gathered::Told;
use crate::supervision::priorities::Words;
use crate::supervision::questions::{Cue, CueLists, sayable};
use crate::text::{Span, plain_letters, words};
use std::collections::{BTreeMap, BTreeSet};

/// A case whose sentences are looked at.
pub(super) struct Case<'t, 'a> {
    pub(super) told: &'t [Told<'a>],
    pub(super) lists: &'t CueLists,
    pub(super) writers: BTreeSet<String>,
    /// What each recording names, by the beginnings of its words.
    said: Vec<BTreeSet<String>>,
}

impl<'t, 'a> Case<'t, 'a> {
    pub(super) fn of(told: &'t [Told<'a>], lists: &'t CueLists) -> Case<'t, 'a> {
        let said = told.iter().map(|one| begun_all(lists, &one.read.draft.recording.text)).collect();
        Case { told, lists, writers: writers(told), said }
    }

    pub(super) fn words(&self, (recording, span): (usize, Span)) -> &'t str {
        self.told[recording].words(span)
    }

    pub(super) fn tells(&self, cue: Cue, (recording, span): (usize, Span)) -> bool {
        self.lists.tells(cue, &self.told[recording].read.draft.recording.text, span)
    }

    pub(super) fn holds(&self, cue: Cue, recording: usize) -> bool {
        self.told[recording].segments().any(|(_, placed)| self.tells(cue, (recording, placed.span)))
    }

    /// The words at `span` as a question quotes them: where they name no thing, with a sentence shortly before that does.
    pub(super) fn quote(&self, recording: usize, span: Span) -> Option<Quote> {
        const BACK: usize = 2;
        if let Some(quote) = self.quote_alone(recording, span) {
            return Some(quote);
        }
        let told = &self.told[recording];
        let segments = &told.read.draft.segments;
        let at = segments.iter().position(|placed| placed.span.overlaps(span))?;
        let own = words_of(told.words(span));
        let before = (at.saturating_sub(BACK)..at).rev().filter(|&other| self.is_beside(recording, other, at));
        let before = before.into_iter().map(|other| segments[other].span);
        let object = before.filter_map(|other| self.quote_alone(recording, other)).next()?;
        Some(Quote { words: format!("{}. {own}", object.words), ..object })
    }

    /// The words at `span`, where they can be spoken of by themselves.
    pub(super) fn quote_alone(&self, recording: usize, span: Span) -> Option<Quote> {
        let told = &self.told[recording];
        let words = sayable(told.words(span)).filter(|words| self.lists.has_its_object(words))?;
        let day = told.read.day.map_or_else(String::new, |day| format!("on {}", day.in_words()));
        Some(Quote { words, day })
    }

    /// True where two segments stand in one paragraph.
    pub(super) fn is_beside(&self, recording: usize, one: usize, other: usize) -> bool {
        let draft = self.told[recording].read.draft;
        let between = draft.segments[one].span.end()..draft.segments[other].span.start();
        !draft.segments[one].heading && !draft.recording.text[between].contains('\n')
    }

    /// The most words that name a thing in `sentence` and stand in one later recording, in whatever form of them; of how many.
    pub(super) fn told_again(&self, sentence: &str, from: usize) -> (usize, usize) {
        let naming = self.lists.naming(sentence).into_iter().filter(|word| !self.writers.contains(word));
        let naming: BTreeSet<String> =
            naming.map(|word| begun(&word)).filter(|word| !self.is_everywhere(word)).collect();
        let shared = |said: &BTreeSet<String>| naming.iter().filter(|word| said.contains(*word)).count();
        (self.said[from + 1..].iter().map(shared).max().unwrap_or_default(), naming.len())
    }

    /// What risks name, by the beginnings of its words, but for what most recordings name.
    pub(super) fn risks_named(&self) -> BTreeSet<String> {
        let risks = self.told.iter().flat_map(|one| {
            let sure = one
                .segments()
                .filter(|(_, placed)| placed.section == Section::PriorityRisks && placed.confidence >= SURE);
            sure.map(|(_, placed)| one.words(placed.span))
        });
        let named = risks.flat_map(|words| begun_all(self.lists, words));
        named.filter(|word| !self.is_everywhere(word)).collect()
    }

    /// True of what most recordings name, such as the people of the case.
    pub(super) fn is_everywhere(&self, word: &str) -> bool {
        const FEWEST: usize = 3;
        let holding = self.said.iter().filter(|said| said.contains(word)).count();
        self.said.len() >= FEWEST && holding * 5 > self.said.len() * 4
    }

    /// Sentences with a cue in the last recordings, so many of them, the newest first.
    pub(super) fn with_cue(&self, cue: Cue, lately: usize) -> Vec<Quote> {
        let newest_first = (0..self.told.len()).rev().take(lately);
        let of = |recording: usize| {
            let met =
                self.told[recording].segments().filter(move |(_, placed)| self.tells(cue, (recording, placed.span)));
            met.filter_map(move |(_, placed)| self.quote(recording, placed.span))
        };
        newest_first.flat_map(of).take(MOST).collect()
    }

    pub(super) fn lately(&self, cue: Cue) -> Vec<Quote> {
        const LATELY: usize = 2;
        self.with_cue(cue, LATELY)
    }

    /// Sentences with a cue that stands in no recording after theirs, in recordings that others follow.
    pub(super) fn silent_since(&self, cue: Cue) -> Vec<Quote> {
        let Some(last) = (0..self.told.len()).rev().find(|&at| self.holds(cue, at)) else { return Vec::new() };
        if last + 1 == self.told.len() {
            return Vec::new();
        }
        let met = self.told[last].segments().filter(|(_, placed)| self.tells(cue, (last, placed.span)));
        met.filter_map(|(_, placed)| self.quote(last, placed.span)).collect()
    }

    /// Sentences that tell of too little money and of no good news, where no later recording tells good news of the same.
    pub(super) fn hardship(&self) -> Vec<Quote> {
        let is_hard = &|recording: usize, placed: &Placed| {
            let at = (recording, placed.span);
            placed.section != Section::Strengths && self.tells(Cue::Hardship, at) && !self.tells(Cue::GoodNews, at)
        };
        let sentences =
            (0..self.told.len()).flat_map(|at| self.told[at].segments().map(move |(_, placed)| (at, placed.span)));
        let news: Vec<(usize, BTreeSet<String>)> = sentences
            .filter(|at| self.tells(Cue::GoodNews, *at))
            .map(|at| (at.0, begun_all(self.lists, self.words(at))))
            .collect();
        let is_eased = &|recording: usize, sentence: &str| {
            let naming = begun_all(self.lists, sentence);
            news.iter().any(|(later, told)| *later > recording && !told.is_disjoint(&naming))
        };
        let of = |recording: usize| {
            let hard = self.told[recording].segments().filter(move |(_, placed)| is_hard(recording, placed));
            let hard = hard.filter(move |(_, placed)| !is_eased(recording, self.words((recording, placed.span))));
            hard.filter_map(move |(_, placed)| self.quote_alone(recording, placed.span))
        };
        (0..self.told.len()).rev().flat_map(of).take(MOST).collect()
    }

    /// Risks that recordings tell of twice or more, in the newest words, where no step of any recording speaks of them.
    pub(super) fn risks_without_step(&self) -> Vec<Quote> {
        const OFTEN: usize = 2;
        const COMMON: usize = 6;
        let actors = actors(self.told);
        let mut risks: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
        let mut stepped: BTreeSet<&str> = BTreeSet::new();
        for (recording, one) in self.told.iter().enumerate() {
            for (at, placed) in one.segments() {
                let names: BTreeSet<&str> = one.tellings[at].names().collect();
                let keys = one.tellings[at]
                    .matters()
                    .filter(|key| is_telling(key) && !names.contains(key) && !actors.contains(*key));
                for key in keys {
                    if placed.section == Section::AgreedActions || one.planned.contains(&placed.span) {
                        stepped.insert(key);
                    } else if placed.section == Section::PriorityRisks && placed.confidence >= SURE {
                        risks.entry(key).or_default().push((recording, at));
                    }
                }
            }
        }
        let newest = self.told.len() - 1;
        let mut found: Vec<(usize, usize)> = risks
            .iter()
            .filter(|(key, places)| {
                let recordings: BTreeSet<usize> = places.iter().map(|place| place.0).collect();
                !stepped.contains(*key)
                    && recordings.len() >= OFTEN
                    && places.len() <= COMMON
                    && recordings.contains(&newest)
            })
            .filter_map(|(_, places)| places.last().copied())
            .collect();
        found.sort_unstable();
        found.dedup();
        let stands = found.into_iter().filter(|&(recording, at)| {
            let one = &self.told[recording];
            let mut keys = one.tellings[at].matters();
            !is_gone_from(one, at) && !keys.any(|key| stepped.contains(key) && is_telling(key))
        });
        stands
            .filter_map(|(recording, at)| {
                self.quote_alone(recording, self.told[recording].read.draft.segments[at].span)
            })
            .collect()
    }

    /// Somebody whom the recordings are about or live with, by a name that most of them hold, and of whom none tells what they say.
    pub(super) fn unheard_adult(&self) -> Option<String> {
        const FEWEST: usize = 3;
        if self.told.len() < FEWEST {
            return None;
        }
        let known: BTreeSet<String> =
            self.told.iter().flat_map(|one| introduced(&one.read.draft.recording.text)).collect();
        let children: BTreeSet<String> = self
            .told
            .iter()
            .flat_map(|one| children(&one.read.draft.recording.text, &one.read.draft.segments))
            .collect();
        let is_unheard = |name: &&String| {
            let named = self.told.iter().filter(|one| holds_word(&one.read.draft.recording.text, name)).count();
            named >= FEWEST && named * 3 > self.told.len() * 2 && !children.contains(*name) && !self.is_heard(name)
        };
        known.iter().find(is_unheard).cloned()
    }

    /// True where a recording tells what somebody says or wants, or keeps their own words.
    pub(super) fn is_heard(&self, name: &str) -> bool {
        const REACH: usize = 2;
        self.told.iter().any(|one| {
            one.segments().any(|(_, placed)| {
                let sentence = one.words(placed.span);
                let all = words(sentence, 0);
                let says = |at: usize| all[at + 1..].iter().take(REACH).any(|word| self.lists.is_saying(&word.folded));
                let is_named = |at: usize| all[at].span.of(sentence) == name;
                (0..all.len()).any(|at| is_named(at) && says(at))
            })
        })
    }

    /// Sentences of the worker's own in which words judge somebody, the newest first.
    pub(super) fn judging_words(&self) -> Option<Quote> {
        let own = self.told.iter().enumerate().rev().filter(|(_, one)| one.read.own);
        own.into_iter().find_map(|(recording, one)| {
            let draft = one.read.draft;
            let harm = draft
                .findings
                .iter()
                .filter(|finding| finding.category == Category::Deficit && finding.severity == Severity::Harm);
            let sentence =
                |at: usize| draft.segments.iter().find(|placed| (placed.span.start()..placed.span.end()).contains(&at));
            harm.filter_map(|finding| sentence(finding.span.start()))
                .find_map(|placed| self.quote_alone(recording, placed.span))
        })
    }
}

pub(super) fn words_of(sentence: &str) -> String {
    let words = sentence[crate::segment::bullet_length(sentence)..].split_whitespace().collect::<Vec<_>>().join(" ");
    words.trim_end_matches(['.', ';', ',']).replace(['"', '“', '”'], "'")
}

/// The beginning of a word, by which it is known again in another form: *battery* and *batteries*.
pub(super) fn begun(word: &str) -> String {
    const LETTERS: usize = 5;
    let stem = word.strip_suffix('s').filter(|stem| stem.len() > 2).unwrap_or(word);
    stem.chars().take(LETTERS).collect()
}

pub(super) fn begun_all(lists: &CueLists, text: &str) -> BTreeSet<String> {
    lists.naming(text).iter().map(|word| begun(word)).collect()
}

pub(super) fn writers(told: &[Told]) -> BTreeSet<String> {
    let named = told.iter().filter_map(|one| one.read.writer.as_deref());
    named.flat_map(|name| name.split_whitespace().map(plain_letters).collect::<Vec<String>>()).collect()
}

pub(super) fn holds_word(text: &str, wanted: &str) -> bool {
    words(text, 0).iter().any(|word| word.span.of(text) == wanted)
}

/// First names that a text introduces as those of kin or of whoever is cared for: `Ivor Parry (husband, 81)`, `her husband Ivor`.
pub(super) fn introduced(text: &str) -> Vec<String> {
    let all = words(text, 0);
    let is_name = |at: usize| {
        let word = all[at].span.of(text);
        word.len() > 2 && word.starts_with(char::is_uppercase) && word.chars().skip(1).all(char::is_lowercase)
    };
    let follows = |at: usize| text[all[at - 1].span.end()..all[at].span.start()] == *" ";
    let mut found: Vec<String> = Vec::new();
    for at in 1..all.len() {
        let in_brackets = text[all[at - 1].span.end()..all[at].span.start()] == *" (";
        if is_partner(&all[at].folded) && in_brackets && is_name(at - 1) {
            let has_forename = at >= 2 && is_name(at - 2) && follows(at - 1);
            found.push(all[at - if has_forename { 2 } else { 1 }].span.of(text).to_owned());
        }
        if is_partner(&all[at - 1].folded) && is_name(at) && follows(at) {
            found.push(all[at].span.of(text).to_owned());
        }
    }
    found
}

pub(super) fn is_partner(word: &str) -> bool {
    const WITH: [&str; 12] = [
        "husband",
        "wife",
        "partner",
        "mother",
        "father",
        "mum",
        "dad",
        "mam",
        "brother",
        "sister",
        "grandmother",
        "grandfather",
    ];
    WITH.contains(&word)
}

/// Somebody whose words say that they are kin or a neighbour.
pub(super) fn is_of_family(who: &str) -> bool {
    const KIN: [&str; 18] = [
        "mum",
        "dad",
        "nan",
        "gran",
        "grandad",
        "brother",
        "sister",
        "aunt",
        "aunty",
        "uncle",
        "son",
        "daughter",
        "wife",
        "husband",
        "partner",
        "neighbour",
        "cousin",
        "friend",
    ];
    who.split(|c: char| !c.is_alphanumeric()).any(|word| KIN.contains(&word.to_lowercase().as_str()))
}

/// True of words that tell that a risk is over, as far as a question needs to know.
pub(super) fn is_gone(words: &str) -> bool {
    const GONE: [&str; 6] = ["no further", "stopped", "no longer", "has gone", "not happened", "used to"];
    let lower = words.to_lowercase();
    Words::built_in().is_over(words) || GONE.iter().any(|gone| lower.contains(gone))
}

/// True where the sentence of that number, or another of the recording about the same, tells that it is over.
pub(super) fn is_gone_from(one: &Told, at: usize) -> bool {
    let own = &one.tellings[at];
    let names: Vec<&str> = own.names().collect();
    let is_about =
        |other: usize| other == at || own.matters().any(|key| !names.contains(&key) && one.tellings[other].holds(key));
    one.segments().any(|(other, placed)| is_gone(one.words(placed.span)) && is_about(other))
}
