//! Names that are known, words that are none, and the words around names.

mod sound;
mod words;

pub use words::{
    HIJRI, MONTHS, fold, is_called_so, is_compound, is_contraction, is_counted, is_day_or_month, is_epithet, is_kin,
    is_no_name, is_ordinary, is_title,
};

use serde::Deserialize;
use sound::Sound;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

const FIRST_NAMES: &str = include_str!("lists/first-names.txt");
const SHORT_NAMES: &str = include_str!("lists/short-names.txt");
const SURNAMES: &str = include_str!("lists/surnames.txt");
const WORDS: &str = include_str!("lists/words.toml");
/// What the encoder takes for no name: words that the training recordings write without a capital.
const ORDINARY: &str = include_str!("../../models/recording-minilm/words.txt");
/// The encoder's tokens, among them the words that are commonest in print: ordinary words and places, and of names few that no list holds.
const TOKENS: &str = include_str!("../../models/recording-minilm/tokenizer.json");

/// Whose name it is, as far as the name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gender {
    Woman,
    Man,
    Either,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    titles: String,
    titles_of_men: String,
    titles_of_women: String,
    titles_in_doubt: String,
    particles: String,
    kin_of_men: String,
    kin_of_women: String,
    kin: String,
    roles: String,
    served: String,
    callers: String,
    verbs: String,
    speaking: String,
    towards: String,
    after_person: String,
    before_places: String,
    going: String,
    places: String,
    labels_of_people: String,
    abbreviations: String,
    never: String,
    closings: String,
    called_after: String,
    owned: String,
    welsh: String,
    no_names: String,
    ordinary: String,
    short_forms: String,
}

/// Sets of folded words.
pub struct Lists {
    first: HashMap<String, Gender>,
    surnames: HashSet<String>,
    ordinary: HashSet<String>,
    met: HashSet<String>,
    pub titles: HashSet<String>,
    pub titles_of_men: HashSet<String>,
    pub titles_of_women: HashSet<String>,
    pub titles_in_doubt: HashSet<String>,
    pub particles: HashSet<String>,
    pub kin_of_men: HashSet<String>,
    pub kin_of_women: HashSet<String>,
    pub kin: HashSet<String>,
    pub roles: HashSet<String>,
    pub served: HashSet<String>,
    pub callers: HashSet<String>,
    pub verbs: HashSet<String>,
    pub speaking: HashSet<String>,
    pub towards: HashSet<String>,
    pub after_person: HashSet<String>,
    pub before_places: HashSet<String>,
    pub going: HashSet<String>,
    pub places: HashSet<String>,
    pub labels: HashSet<String>,
    pub abbreviations: HashSet<String>,
    pub never: HashSet<String>,
    pub closings: HashSet<String>,
    pub called_after: HashSet<String>,
    pub owned: HashSet<String>,
    /// The commonest words of Welsh that are no English ones.
    pub welsh: HashSet<String>,
    no_names: HashSet<String>,
    /// Short forms of first names, each with the names it can stand for.
    pub short_forms: HashMap<String, Vec<String>>,
    /// Names that stand-ins are taken from, in the order of the lists: those that are no ordinary words.
    pub stand_ins: StandIns,
}

pub struct StandIns {
    pub women: Vec<&'static str>,
    pub men: Vec<&'static str>,
    pub either: Vec<&'static str>,
    pub surnames: Vec<&'static str>,
}

pub static LISTS: LazyLock<Lists> = LazyLock::new(Lists::read);
pub static SOUND: LazyLock<Sound> = LazyLock::new(|| LISTS.sounds());

impl Lists {
    fn read() -> Lists {
        let words: Words = toml::from_str(WORDS).expect("the built-in list is whole");
        let set = |words: &str| words.split_whitespace().map(fold).collect::<HashSet<String>>();
        let phrases =
            |words: &str| words.split('|').map(|phrase| phrase.trim().to_owned()).collect::<HashSet<String>>();
        let mut ordinary: HashSet<String> = ORDINARY.lines().map(str::to_owned).collect();
        ordinary.extend(set(&words.ordinary));
        let first = first_names();
        let surnames: HashSet<String> = of_lines(SURNAMES).map(fold).collect();
        let no_names = set(&words.no_names);
        let stand_ins = stand_ins(&first, &ordinary, &no_names);
        let mut kin = set(&words.kin);
        let (kin_of_men, kin_of_women) = (set(&words.kin_of_men), set(&words.kin_of_women));
        kin.extend(kin_of_men.iter().chain(&kin_of_women).cloned());
        Lists {
            first,
            surnames,
            ordinary,
            met: met_words(),
            titles: set(&words.titles),
            titles_of_men: set(&words.titles_of_men),
            titles_of_women: set(&words.titles_of_women),
            titles_in_doubt: set(&words.titles_in_doubt),
            particles: set(&words.particles),
            kin_of_men,
            kin_of_women,
            kin,
            roles: set(&words.roles),
            served: set(&words.served),
            callers: set(&words.callers),
            verbs: set(&words.verbs),
            speaking: set(&words.speaking),
            towards: set(&words.towards),
            after_person: set(&words.after_person),
            before_places: set(&words.before_places),
            going: set(&words.going),
            places: set(&words.places),
            labels: phrases(&words.labels_of_people),
            abbreviations: set(&words.abbreviations),
            never: set(&words.never),
            closings: phrases(&words.closings),
            called_after: phrases(&words.called_after),
            owned: set(&words.owned),
            welsh: set(&words.welsh),
            no_names,
            short_forms: short_forms(&words.short_forms),
            stand_ins,
        }
    }

    /// The gender of a known first name.
    pub fn first(&self, folded: &str) -> Option<Gender> {
        let whole = self.first.get(folded).copied();
        // `lacey-mae` goes by `lacey`.
        whole.or_else(|| self.first.get(folded.split_once('-')?.0).copied()).or_else(|| self.pet_name(folded))
    }

    /// *Reecey*, *Chi-Chi*: a name that love has lengthened or doubled, and no word.
    fn pet_name(&self, folded: &str) -> Option<Gender> {
        const SHORTEST: usize = 4;
        const ENDINGS: [&str; 5] = ["y", "ie", "ey", "o", "z"];
        if self.ordinary.contains(folded) || self.met.contains(folded) || self.no_names.contains(folded) {
            return None;
        }
        let doubled = folded
            .split_once('-')
            .filter(|(one, other)| one == other && !self.ordinary.contains(*one))
            .map(|_| Gender::Either);
        let stem = |ending: &&str| folded.strip_suffix(*ending).filter(|stem| stem.len() >= SHORTEST);
        let of_stem = |stem: &str| {
            let usual = !self.ordinary.contains(stem) && !self.met.contains(stem);
            self.first.get(stem).copied().filter(|_| usual)
        };
        doubled.or_else(|| ENDINGS.iter().filter_map(stem).find_map(of_stem))
    }

    /// A word that the recordings of the corpora write small.
    pub fn is_exactly_ordinary(&self, folded: &str) -> bool {
        self.ordinary.contains(folded)
    }

    /// A word that is common in print, so that its capital alone tells nothing.
    pub fn is_met(&self, folded: &str) -> bool {
        self.met.contains(folded)
    }

    /// A word with a capital that is no person's name.
    pub fn is_no_name(&self, folded: &str) -> bool {
        // *Mondays*.
        let plural =
            || folded.strip_suffix("days").is_some_and(|_| self.no_names.contains(&folded[..folded.len() - 1]));
        self.no_names.contains(folded) || plural()
    }

    pub fn is_surname(&self, folded: &str) -> bool {
        self.surnames.contains(folded)
            || folded.split_once('-').is_some_and(|(one, other)| {
                self.surnames.contains(one) || self.surnames.contains(other) || self.first.contains_key(other)
            })
    }
}

fn met_words() -> HashSet<String> {
    #[derive(Deserialize)]
    struct Tokenizer {
        model: Model,
    }
    #[derive(Deserialize)]
    struct Model {
        vocab: HashMap<String, u32>,
    }
    const SHORTEST: usize = 3;
    let tokenizer: Tokenizer = serde_json::from_str(TOKENS).expect("the built-in tokenizer is whole");
    let is_word = |token: &String| token.len() >= SHORTEST && token.bytes().all(|byte| byte.is_ascii_lowercase());
    tokenizer.model.vocab.into_keys().filter(is_word).collect()
}

/// `tom thomas`: a short form and the names it stands for, a line each.
fn short_forms(lines: &str) -> HashMap<String, Vec<String>> {
    let of_line = |line: &str| {
        let mut words = line.split_whitespace().map(str::to_owned);
        Some((words.next()?, words.collect()))
    };
    lines.lines().filter_map(of_line).collect()
}

/// Each name with its gender; *either* where several lines differ.
fn first_names() -> HashMap<String, Gender> {
    let mut first: HashMap<String, Gender> = HashMap::new();
    for line in FIRST_NAMES.lines().chain(SHORT_NAMES.lines()) {
        let Some((gender, names)) = group(line) else { continue };
        let gender = match gender {
            "w" => Gender::Woman,
            "m" => Gender::Man,
            _ => Gender::Either,
        };
        for name in names.split_whitespace() {
            let known = first.entry(fold(name)).or_insert(gender);
            if *known != gender {
                *known = Gender::Either;
            }
        }
    }
    first
}

/// A line of first names: whose, and the names.
fn group(line: &'static str) -> Option<(&'static str, &'static str)> {
    line.split_once(": ").filter(|_| !line.starts_with('#'))
}

fn of_lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace)
}

fn stand_ins(first: &HashMap<String, Gender>, ordinary: &HashSet<String>, no_names: &HashSet<String>) -> StandIns {
    const SHORTEST: usize = 4;
    let usable = |name: &str| {
        let folded = fold(name);
        let plain = name.chars().all(char::is_alphabetic) && name.chars().skip(1).all(char::is_lowercase);
        name.len() >= SHORTEST && plain && !ordinary.contains(&folded) && !no_names.contains(&folded)
    };
    let mut met: HashSet<&str> = HashSet::new();
    let (mut women, mut men, mut either) = (Vec::new(), Vec::new(), Vec::new());
    let names = FIRST_NAMES.lines().filter_map(group).flat_map(|(_, names)| names.split_whitespace());
    for name in names.filter(|name| usable(name)) {
        if met.insert(name) {
            match first.get(&fold(name)) {
                Some(Gender::Woman) => women.push(name),
                Some(Gender::Man) => men.push(name),
                _ => either.push(name),
            }
        }
    }
    let surnames =
        of_lines(SURNAMES).filter(|name| usable(name) && !first.contains_key(&fold(name)) && met.insert(name));
    StandIns { women, men, either, surnames: surnames.collect() }
}
