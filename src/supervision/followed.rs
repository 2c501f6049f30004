//! Whether a later sentence tells what became of a plan: by the words that both share, the people and days they name, and the words of doing,
//! changing and planning. Nothing here opens a file or knows of a model.

use crate::text::{ORDINALS, Span, Word, words};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What a later sentence tells of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Became {
    Done,
    /// It went otherwise than planned: put off, given to somebody else, stopped, not done.
    Changed,
    /// It is planned still.
    Planned,
}

/// What kind of word a plan shares with a later sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// What the plan is about.
    Object,
    Name,
    /// Ringing, seeing, sending and their like: plans of every kind hold them.
    Light,
}

/// A sentence as it is compared.
#[derive(Clone, Debug, Default)]
pub struct Telling {
    keys: BTreeMap<String, Kind>,
    /// Days of the month.
    days: BTreeSet<u8>,
    reading: Option<Became>,
}

/// `followed.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    same: Vec<Vec<String>>,
    light: Vec<String>,
    empty: Vec<String>,
    planning: Vec<String>,
    otherwise: Vec<String>,
    deeds: Vec<String>,
}

/// Reads sentences so that they can be compared.
pub struct Follower {
    /// The names of the groups that a word belongs to.
    same: HashMap<String, Vec<String>>,
    light: HashSet<String>,
    empty: HashSet<String>,
    planning: Vec<String>,
    otherwise: Vec<String>,
    deeds: HashSet<String>,
}

/// How much each thing that two sentences share counts, by how rare it is in the case; fitted to `corpora/cases/development.jsonl` and
/// rounded.
const BASE: f32 = -6.4;
const OBJECTS: f32 = 0.57;
const RAREST_OBJECT: f32 = 0.72;
const LIGHT: f32 = 0.45;
const NAMES: f32 = 0.78;
/// The people of a short case are not rare for being named once.
const RAREST_NAME: f32 = 2.9;
const DAY: f32 = 2.28;
/// That the sentence stands in the recording after the plan's.
const NEXT: f32 = 1.34;

impl Follower {
    pub fn built_in() -> Follower {
        let lists: Lists =
            toml::from_str(include_str!("followed.toml")).expect("the built-in words are read by a test");
        let mut same: HashMap<String, Vec<String>> = HashMap::new();
        for group in &lists.same {
            for word in group {
                same.entry(word.clone()).or_default().push(format!("={}", group[0]));
            }
        }
        let light = lists.light.iter().flat_map(|word| [word.clone(), format!("={word}"), stem(word)]).collect();
        Follower {
            same,
            light,
            empty: lists.empty.into_iter().collect(),
            planning: lists.planning,
            otherwise: lists.otherwise,
            deeds: lists.deeds.into_iter().collect(),
        }
    }

    /// True of a word by which a sentence tells that something is, goes on or was done.
    fn tells_a_deed(&self, word: &str) -> bool {
        let has_ending =
            ["ed", "ing", "n't"].iter().any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending));
        has_ending || self.deeds.contains(word)
    }

    pub fn telling(&self, sentence: &str) -> Telling {
        let all = words(sentence, 0);
        let is_capital = |word: &Word| word.span.of(sentence).starts_with(char::is_uppercase);
        let reading = self.reading(&all, is_capital).map(|reading| match reading {
            Became::Done if is_part_done(sentence) => Became::Changed,
            reading => reading,
        });
        let mut telling = Telling { reading, ..Telling::default() };
        for (at, word) in all.iter().enumerate() {
            let folded = word.folded.as_str();
            let near = |at: Option<usize>| at.and_then(|at| all.get(at)).map_or("", |word| word.folded.as_str());
            let day = spoken_day(near(at.checked_sub(1)), folded, near(Some(at + 1))).or_else(|| day_of_month(folded));
            telling.days.extend(day.filter(|_| !is_of_a_clock(sentence, word.span)));
            if let Some(groups) = self.same.get(folded) {
                for group in groups {
                    let kind = if self.light.contains(group) { Kind::Light } else { Kind::Object };
                    telling.keys.insert(group.clone(), kind);
                }
                continue;
            }
            if self.empty.contains(folded) || (folded.len() < 3 && folded.bytes().all(|b| b.is_ascii_digit())) {
                continue;
            }
            let key = stem(folded);
            let acts = at == 0 && all.get(1).is_some_and(|next| AFTER_AN_ACTOR.contains(&next.folded.as_str()));
            let kind = if (at > 0 && is_capital(word)) || acts {
                Kind::Name
            } else if self.light.contains(folded) || self.light.contains(&key) {
                Kind::Light
            } else {
                Kind::Object
            };
            telling.keys.insert(key, kind);
        }
        telling
    }

    /// What `later` tells of its own matter, and how likely that is the plan's: above 0 more likely than not. Nothing where it tells nothing.
    pub fn became(&self, plan: &Telling, later: &Telling, rarity: &Rarity, is_next: bool) -> Option<(Became, f32)> {
        let shared = |kind: Kind| {
            let of_kind = plan.keys.iter().filter(move |(key, own)| **own == kind && later.keys.contains_key(*key));
            of_kind.map(|(key, _)| rarity.of(key))
        };
        let is = |holds: bool| f32::from(u8::from(holds));
        let sum = BASE
            + OBJECTS * shared(Kind::Object).sum::<f32>()
            + RAREST_OBJECT * shared(Kind::Object).fold(0.0, f32::max)
            + LIGHT * shared(Kind::Light).sum::<f32>()
            + NAMES * shared(Kind::Name).map(|rarity| rarity.min(RAREST_NAME)).sum::<f32>()
            + DAY * is(plan.shares_a_day(later))
            + NEXT * is(is_next);
        later.reading.map(|reading| (reading, sum))
    }

    fn reading(&self, all: &[Word], is_capital: impl Fn(&Word) -> bool) -> Option<Became> {
        const PAST: [&str; 5] = ["was", "were", "has", "have", "had"];
        const NO_VERBS: [&str; 12] = ["the", "a", "an", "his", "her", "their", "my", "me", "him", "them", "it", ""];
        let folded: Vec<&str> = all.iter().map(|word| word.folded.as_str()).collect();
        let first = folded.first()?;
        let line = format!(" {} ", folded.join(" "));
        let holds = |phrases: &[String]| phrases.iter().any(|phrase| line.contains(&format!(" {phrase} ")));
        let looks_back = folded.iter().take(4).any(|word| PAST.contains(word));
        // `Pat to ring`, not `went to the shop`.
        let is_task = folded
            .iter()
            .take(6)
            .position(|word| *word == "to")
            .filter(|&at| at > 0)
            .is_some_and(|at| is_capital(&all[at - 1]) && !NO_VERBS.contains(folded.get(at + 1).unwrap_or(&"")));
        let plans = if holds(&self.planning) { !looks_back } else { is_task };
        let goes_otherwise =
            holds(&self.otherwise) || *first == "no" || folded.iter().any(|word| word.ends_with("n't"));
        let is_future = || folded.iter().any(|word| matches!(*word, "will" | "'ll"));
        Some(match (goes_otherwise, plans) {
            (true, true) if is_future() => Became::Planned,
            (true, _) => Became::Changed,
            (false, true) => Became::Planned,
            // A signature or a heading tells of no deed.
            (false, false) if !folded.iter().any(|word| self.tells_a_deed(word)) => return None,
            (false, false) => Became::Done,
        })
    }
}

/// How rare each word is among the sentences of a case.
pub struct Rarity {
    held: HashMap<String, usize>,
    sentences: usize,
}

impl Rarity {
    pub fn of_sentences<'a>(sentences: impl Iterator<Item = &'a Telling>) -> Rarity {
        let mut rarity = Rarity { held: HashMap::new(), sentences: 0 };
        for telling in sentences {
            rarity.sentences += 1;
            for key in telling.keys.keys() {
                *rarity.held.entry(key.clone()).or_default() += 1;
            }
        }
        rarity
    }

    /// True of a word that few sentences hold.
    pub fn is_rare(&self, key: &str) -> bool {
        const FEW: usize = 3;
        self.held.get(key).is_none_or(|held| *held <= FEW)
    }

    /// What a word counts: more the fewer sentences hold it.
    pub fn of(&self, key: &str) -> f32 {
        // In few sentences a word is not common for standing in two of them: they count as those of the cases that were fitted to.
        const USUAL: usize = 110;
        ((self.sentences.max(USUAL) + 1) as f32 / self.held.get(key).copied().unwrap_or(1).max(1) as f32).ln()
    }
}

impl Telling {
    /// What the sentence says of its own matter, whatever it is compared with.
    pub fn reading(&self) -> Option<Became> {
        self.reading
    }

    /// What it is about: its weightier words, each as it is compared.
    pub fn matters(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().filter(|(_, kind)| **kind != Kind::Light).map(|(key, _)| key.as_str())
    }

    /// Its names, each as it is compared.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().filter(|(_, kind)| **kind == Kind::Name).map(|(key, _)| key.as_str())
    }

    pub fn holds(&self, key: &str) -> bool {
        self.keys.contains_key(key)
    }

    /// True where it names a day of the month.
    pub fn names_a_day(&self) -> bool {
        !self.days.is_empty()
    }

    /// True where both name the same day of the month.
    pub fn shares_a_day(&self, other: &Telling) -> bool {
        !self.days.is_disjoint(&other.days)
    }
}

/// What stands after whoever is to act, at the beginning of a plan.
const AFTER_AN_ACTOR: [&str; 7] = ["to", "will", "is", "and", "would", "'ll", "agreed"];

/// *70% done*, but not *passed with 84%*.
fn is_part_done(sentence: &str) -> bool {
    const DONE: [&str; 4] = ["done", "complete", "finished", "there"];
    let parts: Vec<&str> = sentence.split('%').collect();
    parts.windows(2).any(|two| {
        let given = two[0].rsplit(|c: char| !c.is_ascii_digit()).next().and_then(|digits| digits.parse::<u32>().ok());
        let next = two[1].trim_start().to_lowercase();
        given.is_some_and(|given| given < 100) && DONE.iter().any(|done| next.starts_with(done))
    })
}

/// What is left of a word without its commonest endings: rough, but the same for `refer` and `referred`.
fn stem(word: &str) -> String {
    const ENDINGS: [&str; 9] = ["ings", "ing", "ied", "ies", "ed", "es", "s", "e", "y"];
    let cut = ENDINGS.iter().find_map(|ending| word.strip_suffix(ending).filter(|left| left.chars().count() >= 3));
    // `thickener` and `thickened`, though not `paper` and `pap`.
    let cut = cut.or_else(|| word.strip_suffix("er").filter(|left| left.chars().count() >= 6));
    let mut left = cut.unwrap_or(word).to_owned();
    let mut last = left.chars().rev();
    if left.chars().count() > 3 && last.next() == last.next() {
        left.pop();
    }
    left
}

/// True of the numbers of *9.30* and *10:15*.
fn is_of_a_clock(sentence: &str, span: Span) -> bool {
    let joined = |mark: Option<char>, beyond: Option<char>| {
        mark.is_some_and(|mark| matches!(mark, '.' | ':')) && beyond.is_some_and(|beyond| beyond.is_ascii_digit())
    };
    let mut before = sentence[..span.start()].chars().rev();
    let mut after = sentence[span.end()..].chars();
    joined(before.next(), before.next()) || joined(after.next(), after.next())
}

/// `second` of *the second of July*, and `eighth` of *the twenty eighth*: alone, the first of them tells no day.
fn spoken_day(before: &str, word: &str, after: &str) -> Option<u8> {
    const FEW: [&str; 3] = ["first", "second", "third"];
    let few = FEW.iter().position(|few| *few == word).map(|at| at as u8 + 1);
    match before {
        "twenty" => few.or_else(|| day_of_month(word).filter(|day| *day < 10)).map(|day| day + 20),
        "thirty" => few.filter(|day| *day == 1).map(|day| day + 30),
        _ => few.filter(|_| after == "of" && before == "the"),
    }
}

fn day_of_month(word: &str) -> Option<u8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &word[digits.len()..];
    let told = digits.parse().ok().filter(|_| matches!(ending, "" | "st" | "nd" | "rd" | "th"));
    told.or_else(|| ORDINALS[3..].iter().position(|ordinal| *ordinal == word).map(|at| at as u8 + 4))
        .filter(|day| (1..=31).contains(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(plan: &str, later: &str) -> Option<Became> {
        let follower = Follower::built_in();
        let (plan, later) = (follower.telling(plan), follower.telling(later));
        let rarity = Rarity::of_sentences([&plan, &later].into_iter());
        let became = follower.became(&plan, &later, &rarity, true);
        became.filter(|(_, likely)| *likely >= 0.0).map(|(became, _)| became)
    }

    #[test]
    fn a_plan_is_followed_by_what_it_is_about() {
        let plan = "Moses to fit the hand rail by the back step by 4 June.";
        assert_eq!(told(plan, "Hand rail fitted by the back step on 3 June."), Some(Became::Done));
        assert_eq!(
            told(plan, "The hand rail has not been fitted because the wall is too soft."),
            Some(Became::Changed)
        );
        assert_eq!(told(plan, "Moses will fit the hand rail next week."), Some(Became::Planned));
        assert_eq!(told(plan, "Moses brought his dog."), None);
        assert_eq!(told(plan, ""), None);
    }

    #[test]
    fn neither_a_signature_nor_a_part_nor_a_promise_quoted_back_is_done() {
        let reading = |later: &str| Follower::built_in().telling(later).reading();
        for nothing in ["24/6/25 tel call with Mr H. SP", "Social Worker, Adults North"] {
            assert_eq!(reading(nothing), None, "{nothing}");
        }
        for otherwise in
            ["Pathway plan 70% done.", "They said 'you said same time same chair.'", "The ramp is half finished"]
        {
            assert_eq!(reading(otherwise), Some(Became::Changed), "{otherwise}");
        }
        for done in ["Yusuf passed the maths with 84%, and is in.", "The ramp is 100% done", "Fan in, sensor fitted"] {
            assert_eq!(reading(done), Some(Became::Done), "{done}");
        }
    }

    #[test]
    fn what_is_said_not_to_be_done_is_never_done() {
        let medical = "Jayden to book the medical before Christmas.";
        let rail = "Moses to fit the grab rail by the back step.";
        for (plan, later) in [
            (medical, "He has still to book the medical;"),
            (medical, "Jayden has yet to book his medical."),
            (medical, "We have dropped the medical."),
            (rail, "moses has not done the grab rail"),
            (rail, "moses hasnt fitted the grab rail"),
            (rail, "Grab rail by back step. Status: not done"),
            (rail, "Moses to fit grab rail    Status: open"),
            (rail, "Fitting the grab rail is cancelled."),
            (rail, "The grab rail visit was cancelled."),
        ] {
            assert_ne!(told(plan, later), Some(Became::Done), "{later}");
        }
        assert_eq!(told(medical, "He has still to book the medical;"), Some(Became::Changed));
        assert_eq!(told(medical, "He passed the medical, which he booked himself."), Some(Became::Done));
    }

    #[test]
    fn days_are_told_in_words_too() {
        let follower = Follower::built_in();
        let same = |one: &str, other: &str| follower.telling(one).shares_a_day(&follower.telling(other));
        assert!(same("core group met on the second of july", "Core group 2 July"));
        assert!(same("unannounced on the twenty eighth of june", "Visit 28 June"));
        assert!(!same("unannounced on the twenty eighth of june", "Visit 8 June"));
        assert!(!same("a second of calm", "Visit 2 June"));
    }

    #[test]
    fn words_stand_for_one_another_and_days_count() {
        assert_eq!(
            told("I will ring the GP about the rash on 9 May.", "Doctor phoned on 9 May, rash is eczema."),
            Some(Became::Done)
        );
        assert_eq!(stem("referred"), stem("refer"));
        assert_eq!((day_of_month("14th"), day_of_month("fourteenth"), day_of_month("45")), (Some(14), Some(14), None));
    }
}
