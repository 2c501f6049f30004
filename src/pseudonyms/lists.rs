//! Names that are known, words that are none, and the words around names.

use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

const FIRST_NAMES: &str = include_str!("lists/first-names.txt");
const SURNAMES: &str = include_str!("lists/surnames.txt");
const WORDS: &str = include_str!("lists/words.toml");
/// What the encoder takes for no name: words that the training recordings write without a capital.
const ORDINARY: &str = include_str!("../../models/recording-minilm/words.txt");

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
    callers: String,
    verbs: String,
    speaking: String,
    towards: String,
    after_person: String,
    before_places: String,
    going: String,
    places: String,
    labels_of_people: String,
    closings: String,
    owned: String,
    no_names: String,
    ordinary: String,
    short_forms: String,
}

/// Sets of folded words.
pub struct Lists {
    first: HashMap<String, Gender>,
    surnames: HashSet<String>,
    ordinary: HashSet<String>,
    pub titles: HashSet<String>,
    pub titles_of_men: HashSet<String>,
    pub titles_of_women: HashSet<String>,
    pub titles_in_doubt: HashSet<String>,
    pub particles: HashSet<String>,
    pub kin_of_men: HashSet<String>,
    pub kin_of_women: HashSet<String>,
    pub kin: HashSet<String>,
    pub roles: HashSet<String>,
    pub callers: HashSet<String>,
    pub verbs: HashSet<String>,
    pub speaking: HashSet<String>,
    pub towards: HashSet<String>,
    pub after_person: HashSet<String>,
    pub before_places: HashSet<String>,
    pub going: HashSet<String>,
    pub places: HashSet<String>,
    pub labels: HashSet<String>,
    pub closings: HashSet<String>,
    pub owned: HashSet<String>,
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
            titles: set(&words.titles),
            titles_of_men: set(&words.titles_of_men),
            titles_of_women: set(&words.titles_of_women),
            titles_in_doubt: set(&words.titles_in_doubt),
            particles: set(&words.particles),
            kin_of_men,
            kin_of_women,
            kin,
            roles: set(&words.roles),
            callers: set(&words.callers),
            verbs: set(&words.verbs),
            speaking: set(&words.speaking),
            towards: set(&words.towards),
            after_person: set(&words.after_person),
            before_places: set(&words.before_places),
            going: set(&words.going),
            places: set(&words.places),
            labels: phrases(&words.labels_of_people),
            closings: phrases(&words.closings),
            owned: set(&words.owned),
            no_names,
            short_forms: short_forms(&words.short_forms),
            stand_ins,
        }
    }

    /// The gender of a known first name.
    pub fn first(&self, folded: &str) -> Option<Gender> {
        let whole = self.first.get(folded).copied();
        // `lacey-mae` goes by `lacey`.
        whole.or_else(|| self.first.get(folded.split_once('-')?.0).copied())
    }

    /// A word that the recordings of the corpora write small.
    pub fn is_exactly_ordinary(&self, folded: &str) -> bool {
        self.ordinary.contains(folded)
    }

    /// A word with a capital that is no person's name.
    pub fn is_no_name(&self, folded: &str) -> bool {
        self.no_names.contains(folded)
    }

    pub fn is_surname(&self, folded: &str) -> bool {
        self.surnames.contains(folded)
            || folded.split_once('-').is_some_and(|(one, other)| {
                self.surnames.contains(one) || self.surnames.contains(other) || self.first.contains_key(other)
            })
    }
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
    for line in FIRST_NAMES.lines() {
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

/// A word as it is looked up: lower case, straight apostrophes, Latin letters without their accents.
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(word.len());
    for letter in word.chars().flat_map(char::to_lowercase) {
        match letter {
            'à'..='å' | 'ā' | 'ă' | 'ą' => folded.push('a'),
            'æ' => folded.push_str("ae"),
            'ç' | 'ć' | 'č' | 'ĉ' | 'ċ' => folded.push('c'),
            'ď' | 'đ' | 'ð' => folded.push('d'),
            'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ế' | 'ề' | 'ễ' | 'ệ' => folded.push('e'),
            'ğ' | 'ģ' | 'ĝ' => folded.push('g'),
            'ì'..='ï' | 'ī' | 'į' | 'ı' => folded.push('i'),
            'ķ' => folded.push('k'),
            'ł' | 'ľ' | 'ļ' | 'ĺ' => folded.push('l'),
            'ñ' | 'ń' | 'ň' | 'ņ' => folded.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ő' | 'ơ' | 'ọ' | 'ố' | 'ồ' | 'ộ' => folded.push('o'),
            'œ' => folded.push_str("oe"),
            'ŕ' | 'ř' => folded.push('r'),
            'ś' | 'š' | 'ş' | 'ș' => folded.push('s'),
            'ß' => folded.push_str("ss"),
            'ť' | 'ţ' | 'ț' => folded.push('t'),
            'ù'..='ü' | 'ū' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ' => folded.push('u'),
            'ŵ' => folded.push('w'),
            'ý' | 'ÿ' | 'ŷ' => folded.push('y'),
            'ź' | 'ż' | 'ž' => folded.push('z'),
            '’' | '‘' | 'ʼ' => folded.push('\''),
            // A combining mark.
            '\u{300}'..='\u{36f}' => {}
            other => folded.push(other),
        }
    }
    folded
}

/// True of a word that the recordings of the corpora write small, or that is made of one by an ending or a beginning.
pub fn is_ordinary(folded: &str) -> bool {
    let known = |word: &str| LISTS.ordinary.contains(word);
    if known(folded) {
        return true;
    }
    if let Some((one, other)) = folded.split_once('-') {
        return is_ordinary(one) && is_ordinary(other);
    }
    let whole = |stem: &str| {
        let doubled = || stem.len() > 3 && stem.as_bytes()[stem.len() - 1] == stem.as_bytes()[stem.len() - 2];
        stem.len() > 2
            && stem.is_ascii()
            && (known(stem) || known(&format!("{stem}e")) || (doubled() && known(&stem[..stem.len() - 1])))
    };
    const ENDINGS: [&str; 18] = [
        "s", "es", "ed", "d", "ing", "ly", "er", "ers", "est", "ness", "ment", "ments", "ful", "less", "able", "ist",
        "n't", "'s",
    ];
    // Words of learning, which no list of recordings holds to the last.
    const LEARNED: [&str; 16] = [
        "ologist", "ologists", "ology", "tion", "tions", "sion", "ness", "ment", "ical", "ship", "wards", "itis",
        "aemia", "otomy", "ectomy", "ability",
    ];
    const BEGINNINGS: [&str; 9] = ["un", "re", "non", "over", "under", "mid", "pre", "dis", "mis"];
    ENDINGS.iter().any(|ending| folded.strip_suffix(ending).is_some_and(whole))
        || folded.strip_suffix("ies").or(folded.strip_suffix("ied")).is_some_and(|stem| known(&format!("{stem}y")))
        || folded.strip_suffix("ily").is_some_and(|stem| known(&format!("{stem}y")))
        || LEARNED.iter().any(|ending| folded.len() > ending.len() + 3 && folded.ends_with(ending))
        || BEGINNINGS
            .iter()
            .any(|beginning| folded.strip_prefix(beginning).is_some_and(|rest| rest.len() > 3 && known(rest)))
}

pub fn is_title(folded: &str) -> bool {
    LISTS.titles.contains(folded)
}

pub fn is_kin(folded: &str) -> bool {
    LISTS.kin.contains(folded)
}

pub fn is_no_name(folded: &str) -> bool {
    LISTS.no_names.contains(folded)
}

pub fn is_day_or_month(folded: &str) -> bool {
    const DAYS_AND_MONTHS: [&str; 36] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thurs",
        "fri",
        "sat",
        "sun",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "aug",
        "sept",
        "sep",
        "oct",
        "nov",
        "dec",
    ];
    DAYS_AND_MONTHS.contains(&folded)
}
