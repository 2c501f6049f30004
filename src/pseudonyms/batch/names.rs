//! Stand-ins of words of names, and of the letters that stand for them.

use super::draws;
use super::read::{Piece, Read};
use super::roles::{Role, Votes, roles};
use super::ties::tie;
use super::words::{Word, first_letter, in_order, names_in, words_of};
use crate::pseudonyms::lists::{Gender, LISTS, fold};
use crate::pseudonyms::stand_ins::in_case;
use crate::random::Random;
use std::collections::{BTreeSet, HashMap, HashSet};

/// A word of a name in one recording.
pub(super) type Place = (usize, String);

/// Stand-ins of words of names, and of their initials.
pub(super) struct Names {
    of_word: HashMap<Place, String>,
    /// How each recording writes its names, for the letters that stand for them.
    written: Vec<Written>,
    seed: [u8; 32],
}

/// The names of one recording by what may stand for them.
#[derive(Default)]
struct Written {
    /// Words of names by their first letters.
    by_letter: HashMap<char, BTreeSet<String>>,
    /// Full names by each of their words.
    by_word: HashMap<String, BTreeSet<Vec<String>>>,
    /// Names of several words or letters by the letters they begin with: words, and letters with the words beside them.
    by_initials: HashMap<String, Vec<(String, Option<String>)>>,
}

impl Written {
    fn of(read: &Read, full: &BTreeSet<Vec<String>>) -> Written {
        let mut written = Written::default();
        for name in full {
            for word in name {
                written.by_word.entry(word.clone()).or_default().insert(name.clone());
            }
        }
        for name in read.pieces().flat_map(Piece::names) {
            let named = names_in(name);
            for word in &named {
                written.by_letter.entry(first_letter(word)).or_default().insert(word.clone());
            }
            let beside = |word: &Word| match word {
                Word::Name(word) => Some((fold(word), None)),
                Word::Initial(letter) => Some((fold(letter), named.last().cloned())),
                _ => None,
            };
            let parts: Vec<(String, Option<String>)> = words_of(name).iter().filter_map(beside).collect();
            if parts.len() > 1 && !named.is_empty() {
                let letters = parts.iter().map(|(word, _)| first_letter(word)).collect();
                written.by_initials.entry(letters).or_insert(parts);
            }
        }
        written
    }
}

impl Names {
    pub(super) fn of(read: &[Read], seed: &[u8; 32]) -> Names {
        let full: Vec<BTreeSet<Vec<String>>> = read
            .iter()
            .map(|read| read.pieces().flat_map(Piece::names).map(in_order).filter(|words| words.len() > 1).collect())
            .collect();
        let places: BTreeSet<Place> = read
            .iter()
            .enumerate()
            .flat_map(|(number, read)| {
                read.pieces().flat_map(Piece::names).flat_map(names_in).map(move |word| (number, word))
            })
            .collect();
        let classes = tie(read, &places, &full);
        let roles = roles(read);
        let mut of_word = HashMap::new();
        let mut used: Vec<HashSet<&'static str>> = vec![HashSet::new(); read.len()];
        for class in classes {
            let role = class.iter().filter_map(|place| roles.get(place)).fold(Votes::default(), Votes::and).settle();
            let recordings: BTreeSet<usize> = class.iter().map(|(number, _)| *number).collect();
            let about = class.iter().map(|(_, word)| word.as_str()).min().unwrap_or_default();
            let chosen = choose(role, &recordings, read, &mut used, draws(seed, about), first_letter(about));
            class.into_iter().for_each(|place| {
                of_word.insert(place, chosen.clone());
            });
        }
        let written = read.iter().zip(&full).map(|(read, full)| Written::of(read, full)).collect();
        Names { of_word, written, seed: *seed }
    }

    /// The stand-in for a name as it is written in recording `number`.
    pub(super) fn stand_in(&self, number: usize, name: &str) -> String {
        let words = words_of(name);
        let named: Vec<String> = names_in(name);
        let initials: Vec<String> = words
            .iter()
            .filter_map(|word| if let Word::Initial(letter) = word { Some(fold(letter)) } else { None })
            .collect();
        let mut stand_in = String::new();
        let mut nth = 0;
        let mut dropped = false;
        for word in &words {
            match word {
                Word::Title(title) => stand_in.push_str(title),
                Word::Between(_) if std::mem::take(&mut dropped) => {}
                Word::Between(between) => stand_in.push_str(between),
                Word::Particle => dropped = true,
                Word::Name(word) => {
                    let other = self.of_word.get(&(number, fold(word))).map_or("Somebody", String::as_str);
                    stand_in.push_str(&in_case(word, other));
                }
                Word::Initial(letter) => {
                    stand_in.push_str(&in_case(letter, &self.initial(number, &fold(letter), nth, &initials, &named)));
                    nth += 1;
                }
            }
        }
        stand_in
    }

    /// What stands for an initial: the first letter of the stand-in for the name that it stands for, where the recording has that name; else another
    /// letter, the same one each time. `nth`: its place among the `initials` beside the words `named`.
    fn initial(&self, number: usize, letter: &str, nth: usize, initials: &[String], named: &[String]) -> String {
        let written = &self.written[number];
        let begins = |word: &&String| word.starts_with(letter);
        let word = match named.last() {
            Some(word) => {
                let full = written.by_word.get(word).into_iter().flatten();
                let whole = full.flat_map(|name| name.iter()).find(|other| begins(other) && !named.contains(other));
                // *A. O'Rourke*, where nobody else's name begins so: *Aoife*.
                let mut alone = written
                    .by_letter
                    .get(&first_letter(letter))
                    .into_iter()
                    .flatten()
                    .filter(|other| !named.contains(other));
                whole.or_else(|| alone.next().filter(|_| alone.next().is_none()))
            }
            None if initials.len() > 1 => match written
                .by_initials
                .get(&initials.concat())
                .and_then(|parts| parts.get(nth))
            {
                Some((letter, Some(beside))) => {
                    return self.initial(number, letter, 0, std::slice::from_ref(letter), std::slice::from_ref(beside));
                }
                Some((word, None)) => Some(word),
                None => None,
            },
            None => {
                let alone = written.by_letter.get(&first_letter(letter)).filter(|words| words.len() == 1);
                alone.and_then(|words| words.first())
            }
        };
        if let Some(other) = word.and_then(|word| self.of_word.get(&(number, word.clone()))) {
            return other.chars().take(1).collect();
        }
        const LETTERS: &[u8] = b"BCDEFGHJKLMNPRSTVW";
        let mut random = draws(&self.seed, &format!("initial {letter} {}", named.last().map_or("", String::as_str)));
        let drawn = char::from(LETTERS[random.below(LETTERS.len())]);
        if letter.eq_ignore_ascii_case(&drawn.to_string()) { "Y".into() } else { drawn.to_string() }
    }
}

/// The first name of the list that none of the recordings holds, no other of their names has and that does not begin with `letter`, the one it stands for
/// begins with, so that a lone initial changes too; from where the draw begins.
fn choose(
    role: Role,
    recordings: &BTreeSet<usize>,
    read: &[Read],
    used: &mut [HashSet<&'static str>],
    mut random: Random,
    letter: char,
) -> String {
    let list: &[&'static str] = match role {
        Role::First(Gender::Woman) => &LISTS.stand_ins.women,
        Role::First(Gender::Man) => &LISTS.stand_ins.men,
        Role::First(Gender::Either) => &LISTS.stand_ins.either,
        Role::Family => &LISTS.stand_ins.surnames,
    };
    let begin = random.below(list.len());
    let free = |name: &&'static str| {
        let folded = fold(name);
        first_letter(&folded) != letter
            && recordings.iter().all(|number| !read[*number].words.contains(&folded) && !used[*number].contains(*name))
    };
    let chosen = (0..list.len()).map(|step| list[(begin + step) % list.len()]).find(free);
    match chosen {
        Some(name) => {
            recordings.iter().for_each(|number| {
                used[*number].insert(name);
            });
            name.to_owned()
        }
        // So many recordings hold every name of the list: two of them make one that none holds.
        None => format!("{}-{}", list[begin], list[random.below(list.len())].to_lowercase()),
    }
}
