//! What stands in for numbers, dates and addresses: of the same shape, from ranges that belong to nobody where there are any.

use super::Kind;
use super::digits;
use super::lists::{LISTS, fold};
use crate::random::Random;
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// What makes two writings of a number, a date or an address one: its letters and digits alone.
pub fn key(kind: Kind, original: &str) -> String {
    let spoken = digits::SPOKEN.is_match(original) && !original.contains(|c: char| c.is_ascii_digit());
    match kind {
        Kind::Birth => match Day::read(original) {
            Some(day) => format!("{} {}", day.day, day.month),
            None => fold(original),
        },
        _ if spoken => digits::of_words(original),
        Kind::Phone => {
            // `+44 7700` and `07700` are one phone.
            let digits = digits::of(original);
            digits
                .strip_prefix("0044")
                .or(digits.strip_prefix("44"))
                .map_or(digits.clone(), |rest| format!("0{}", rest.trim_start_matches('0')))
        }
        _ => fold(original).chars().filter(|c| c.is_alphanumeric()).collect(),
    }
}

/// A stand-in for `original`, drawn with `random`. Letters keep their case, and digits their places.
pub fn stand_in(kind: Kind, original: &str, random: &mut Random) -> String {
    match kind {
        Kind::Nhs => in_digits(original, &nhs_number(random)),
        Kind::Phone => in_digits(original, &phone(original, random)),
        Kind::NationalInsurance => like_nino(original, random),
        Kind::Postcode => like_postcode(original, random),
        Kind::Email if original.starts_with('@') => format!("@{}", mailbox(random)),
        Kind::Email => format!("{}@example.org", mailbox(random)),
        Kind::Birth => other_day(original, random),
        Kind::Address => address_part(original, random),
        Kind::PersonId | Kind::Registration | Kind::Name => same_shape(original, random),
    }
}

/// Ten digits from the range 999, which is given to nobody, with their check digit.
fn nhs_number(random: &mut Random) -> String {
    loop {
        let nine = format!("999{:06}", random.below(1_000_000));
        if let Some(check) = digits::check_digit(nine.as_bytes()) {
            return format!("{nine}{}", char::from(check));
        }
    }
}

/// A number from the ranges that are kept for fiction.
fn phone(original: &str, random: &mut Random) -> String {
    let given = digits::of(original);
    let abroad = original.trim_start().starts_with('+') || given.starts_with("00");
    let mobile =
        given.starts_with("07") || given.starts_with("447") || given.starts_with("00447") || given.starts_with("4407");
    let spoken = if given.is_empty() { digits::of_words(original) } else { given.clone() };
    let mobile = mobile || spoken.starts_with("07");
    let last = random.below(1000);
    let home = match mobile {
        true => format!("07700900{last:03}"),
        false if given.starts_with("02") => format!("02079460{last:03}"),
        false => format!("01632960{last:03}"),
    };
    if !abroad {
        return home;
    }
    let prefix = if given.starts_with("00") { "0044" } else { "44" };
    let nought = if original.contains("(0)") { "0" } else { "" };
    format!("{prefix}{nought}{}", &home[1..])
}

/// `digits` written as `original` writes its own: in its groups where there are as many, in words where it has words.
fn in_digits(original: &str, digits: &str) -> String {
    let given = original.chars().filter(char::is_ascii_digit).count();
    if given == 0 {
        let words: Vec<&str> = digits.bytes().map(|digit| digits::WORDS[usize::from(digit - b'0')]).collect();
        return words.join(" ");
    }
    if given != digits.len() {
        let plus = if original.starts_with('+') { "+" } else { "" };
        return format!("{plus}{digits}");
    }
    let mut rest = digits.chars();
    original.chars().map(|c| if c.is_ascii_digit() { rest.next().unwrap_or(c) } else { c }).collect()
}

fn like_nino(original: &str, random: &mut Random) -> String {
    let mut letters = 0;
    let mut of_char = |c: char| match c {
        c if c.is_ascii_digit() => digit(random),
        c if c.is_ascii_alphabetic() => {
            letters += 1;
            // No number begins with QQ.
            let letter = if letters < 3 { 'Q' } else { ['A', 'B', 'C', 'D'][random.below(4)] };
            as_written(c, letter)
        }
        c => c,
    };
    original.chars().map(&mut of_char).collect()
}

fn like_postcode(original: &str, random: &mut Random) -> String {
    const LETTERS: &[u8] = b"ABDEFGHJLNPQRSTUWXYZ";
    let mut area = true;
    let mut of_char = |c: char| match c {
        c if c.is_ascii_digit() => {
            area = false;
            digit(random)
        }
        c if c.is_ascii_alphabetic() => {
            // No area is called Z or ZZ.
            let letter = if area { 'Z' } else { char::from(LETTERS[random.below(LETTERS.len())]) };
            as_written(c, letter)
        }
        c => c,
    };
    original.chars().map(&mut of_char).collect()
}

fn mailbox(random: &mut Random) -> String {
    format!("box{:05}", random.below(100_000))
}

fn same_shape(original: &str, random: &mut Random) -> String {
    const LETTERS: &[u8] = b"BCDFGHJKLMNPQRSTVWXZ";
    let mut of_char = |c: char| match c {
        c if c.is_ascii_digit() => digit(random),
        c if c.is_alphabetic() => as_written(c, char::from(LETTERS[random.below(LETTERS.len())])),
        c => c,
    };
    let words = !original.contains(|c: char| c.is_ascii_digit()) && digits::SPOKEN.is_match(original);
    if words {
        let counted = digits::of_words(original).len();
        let digits: String = (0..counted).map(|_| digit(random)).collect();
        return in_digits(original, &digits);
    }
    original.chars().map(&mut of_char).collect()
}

fn digit(random: &mut Random) -> char {
    char::from(b'0' + random.below(10) as u8)
}

fn as_written(original: char, letter: char) -> char {
    if original.is_lowercase() { letter.to_ascii_lowercase() } else { letter }
}

const MONTHS: [&str; 12] = [
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
];
const HIJRI: [&str; 8] = ["muharram", "safar", "rajab", "shaban", "ramadan", "shawwal", "jumada", "rabi"];
const ORDINALS: [&str; 20] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

/// The day and month that a date tells, as far as it does; the month from 1, Hijri months from 101.
struct Day {
    day: usize,
    month: usize,
}

static PARTS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\d+(?P<th>st|nd|rd|th)?|\p{L}+").expect("the pattern is whole"));

impl Day {
    fn read(original: &str) -> Option<Day> {
        let mut numbers = Vec::new();
        let mut month = None;
        for part in PARTS.find_iter(original) {
            let folded = fold(part.as_str());
            if let Ok(number) = folded.trim_end_matches(char::is_alphabetic).parse::<usize>() {
                numbers.push((number, part.len()));
            } else if let Some(found) = month_of(&folded) {
                month = Some(found);
            } else if let Some(at) = ORDINALS.iter().position(|known| *known == folded) {
                numbers.push((at + 1, 1));
            }
        }
        match (numbers.as_slice(), month) {
            ([(year, 4), (month, _), (day, _)], None) if *year > 31 => Some(Day { day: *day, month: *month }),
            ([(day, _), (month, _), ..], None) => Some(Day { day: *day, month: *month }),
            ([(day, width), ..], Some(month)) if *width < 4 => Some(Day { day: *day, month }),
            (_, Some(month)) => Some(Day { day: 0, month }),
            _ => None,
        }
    }
}

fn month_of(folded: &str) -> Option<usize> {
    let begins =
        |known: &&str| folded.len() >= 3 && known.starts_with(folded.trim_end_matches('t').get(..3).unwrap_or(folded));
    let whole = MONTHS.iter().position(|known| *known == folded || (folded.len() <= 4 && begins(known)));
    whole.map(|at| at + 1).or(HIJRI.iter().position(|known| *known == folded).map(|at| at + 101))
}

/// Another day and month, written in the same way. The year stays, so that what the recording says of ages still holds.
fn other_day(original: &str, random: &mut Random) -> String {
    const MARKER: &str = "[date of birth]";
    let Some(given) = Day::read(original) else { return MARKER.into() };
    let other = |given: usize, most: usize, random: &mut Random| (given + random.below(most - 1)) % most + 1;
    let day = other(given.day, 28, random);
    let month =
        if given.month > 100 { other(given.month - 100, HIJRI.len(), random) } else { other(given.month, 12, random) };
    let iso = original.len() > 4 && original.as_bytes()[..4].iter().all(u8::is_ascii_digit);
    let named = PARTS.find_iter(original).any(|part| month_of(&fold(part.as_str())).is_some());
    let (mut numbers, mut changed) = (0, false);
    let written = PARTS.replace_all(original, |captures: &Captures| {
        let part = &captures[0];
        let folded = fold(part);
        let is_number = part.starts_with(|c: char| c.is_ascii_digit());
        if is_number {
            numbers += 1;
            let value = match (iso, named, numbers) {
                (true, _, 2) | (false, false, 2) => month,
                (true, _, 3) | (false, _, 1) if part.len() < 4 || captures.name("th").is_some() => day,
                _ => return part.to_owned(),
            };
            changed = true;
            let width = part.bytes().take_while(u8::is_ascii_digit).count();
            let suffix = captures.name("th").map_or("", |_| ordinal_suffix(value));
            return format!("{value:0width$}{suffix}");
        }
        if let Some(found) = month_of(&folded) {
            changed = true;
            let name = if found > 100 { HIJRI[month - 1] } else { MONTHS[month - 1] };
            let short = found <= 100 && folded.len() <= 4 && MONTHS[found - 1].len() > folded.len();
            return in_case(part, if short { &name[..3] } else { name });
        }
        if ORDINALS.contains(&folded.as_str()) {
            changed = true;
            return in_case(part, ORDINALS[(day - 1) % ORDINALS.len()]);
        }
        part.to_owned()
    });
    if changed { written.into_owned() } else { MARKER.into() }
}

fn ordinal_suffix(day: usize) -> &'static str {
    match (day % 10, day / 10) {
        (1, tens) if tens != 1 => "st",
        (2, tens) if tens != 1 => "nd",
        (3, tens) if tens != 1 => "rd",
        _ => "th",
    }
}

/// `word` with the capitals of `original`.
pub fn in_case(original: &str, word: &str) -> String {
    let letters = || original.chars().filter(|c| c.is_alphabetic());
    let upper = letters().count() > 1 && letters().all(char::is_uppercase);
    if upper {
        return word.to_uppercase();
    }
    if letters().next().is_some_and(char::is_lowercase) {
        return word.to_lowercase();
    }
    let mut rest = word.chars();
    rest.next().map_or(String::new(), |first| first.to_uppercase().chain(rest).collect())
}

/// The parts of an address that commas part, with what stands between them, so that a street is one wherever it stands.
pub fn address_parts(original: &str) -> impl Iterator<Item = &str> {
    original.split_inclusive(", ").flat_map(|part| match part.strip_suffix(", ") {
        Some(words) => vec![words, ", "],
        None => vec![part],
    })
}

fn address_part(original: &str, random: &mut Random) -> String {
    const STREETS: [&str; 40] = [
        "Alderway",
        "Ashlea",
        "Beckfoot",
        "Birchwell",
        "Bramblegate",
        "Brookend",
        "Cedarholme",
        "Chestnutfold",
        "Cloverfield",
        "Copperbeech",
        "Crossbeck",
        "Dovecotes",
        "Elmhurst",
        "Fernhollow",
        "Foxcover",
        "Gorsehill",
        "Hawthornedge",
        "Hazelmount",
        "Heronfield",
        "Hollybush",
        "Ivybank",
        "Juniperway",
        "Kestrelside",
        "Larchmount",
        "Lindenfold",
        "Maplegarth",
        "Meadowfoot",
        "Millrace",
        "Oakenshade",
        "Orchardleigh",
        "Pinecroft",
        "Quarrybeck",
        "Rookwood",
        "Rowanside",
        "Sedgebrook",
        "Stonegarth",
        "Thistledown",
        "Willowmead",
        "Wrensfield",
        "Yewtree",
    ];
    const TOWNS: [&str; 20] = [
        "Aldermouth",
        "Brackenby",
        "Calderstow",
        "Dunmarsh",
        "Eskerton",
        "Fenwickham",
        "Garsthwaite",
        "Holmebridge",
        "Inglesham",
        "Kelderby",
        "Langmere",
        "Marlstow",
        "Netherwick",
        "Oxenford",
        "Pellbrook",
        "Ravenshaw",
        "Selmouth",
        "Thornaby Cross",
        "Underbeck",
        "Wyremouth",
    ];
    let numbered = original.contains(|c: char| c.is_ascii_digit());
    let written = |word: &str| {
        let last = original.rsplit(' ').next().unwrap_or_default();
        if last.starts_with(char::is_lowercase) { word.to_lowercase() } else { word.to_owned() }
    };
    let mut of_number = |number: &str| -> String {
        number
            .chars()
            .enumerate()
            .map(|(at, c)| match c {
                c if c.is_ascii_digit() && at == 0 => char::from(b'1' + random.below(9) as u8),
                c if c.is_ascii_digit() => digit(random),
                c => c,
            })
            .collect()
    };
    let words: Vec<&str> = original.split(' ').collect();
    let number = words.iter().position(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let street = words.len() > 1
        && words
            .last()
            .is_some_and(|last| !last.starts_with(|c: char| c.is_ascii_digit()) && is_street_word(&fold(last)));
    match number {
        // `Flat 3`, `Bungalow 2`, `No. 3`.
        Some(at) if at + 1 == words.len() => {
            let mut kept: Vec<String> = words[..at].iter().map(|word| (*word).to_owned()).collect();
            kept.push(of_number(words[at]));
            kept.join(" ")
        }
        Some(at) => {
            let number = of_number(words[at]);
            let lead: String = words[..at].iter().map(|word| format!("{word} ")).collect();
            let end = if street { format!(" {}", words[words.len() - 1]) } else { String::new() };
            format!("{lead}{number} {}{end}", written(STREETS[random.below(STREETS.len())]))
        }
        None if street && !numbered => {
            format!("{} {}", written(STREETS[random.below(STREETS.len())]), words[words.len() - 1])
        }
        None => written(TOWNS[random.below(TOWNS.len())]),
    }
}

fn is_street_word(folded: &str) -> bool {
    LISTS.places.contains(folded)
        || matches!(
            folded,
            "road"
                | "rd"
                | "street"
                | "st"
                | "lane"
                | "ln"
                | "ave"
                | "avenue"
                | "close"
                | "drive"
                | "rd."
                | "grove"
                | "mews"
                | "walk"
                | "way"
                | "view"
                | "rise"
                | "mount"
                | "vale"
                | "croft"
                | "paddocks"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: Kind, original: &str) -> String {
        stand_in(kind, original, &mut Random::new(7))
    }

    #[test]
    fn numbers_keep_their_shape_and_belong_to_nobody() {
        let nhs = of(Kind::Nhs, "943-476-5919");
        assert!(digits::is_checked(&digits::of(&nhs)) && nhs.starts_with("999-") && nhs.len() == 12, "{nhs}");
        assert!(of(Kind::Phone, "07123 456 789").starts_with("07700 900 "));
        assert!(of(Kind::Phone, "+44 (0)7123 456789").starts_with("+44 (0)7700 900"));
        assert!(
            of(Kind::Phone, "oh one six one, four nine six double oh one two").starts_with("zero one six three two")
        );
        assert!(of(Kind::NationalInsurance, "ab 98 76 54 c").starts_with("qq "));
        assert!(of(Kind::Postcode, "e312rr").starts_with('z'));
        assert!(of(Kind::Email, "jo@home.example").ends_with("@example.org"));
        assert_eq!(of(Kind::PersonId, "CF-03318").len(), 8);
    }

    #[test]
    fn births_keep_their_year_and_their_writing() {
        for (date, year) in [
            ("1.1.1950", "1950"),
            ("2/Nov/1988", "1988"),
            ("1944-12-02", "1944-"),
            ("the 22nd of April, 1924", "1924"),
            ("8th Dec. '08", "'08"),
        ] {
            let other = of(Kind::Birth, date);
            assert!(other.contains(year) && other != date, "{date} became {other}");
        }
        assert!(of(Kind::Birth, "the first of April nineteen thirty six").ends_with("nineteen thirty six"));
        assert_eq!(key(Kind::Birth, "02/11/1988"), key(Kind::Birth, "2 Nov 1988"));
    }

    #[test]
    fn addresses_keep_their_parts() {
        let other = of(Kind::Address, "Flat 3");
        assert!(other.starts_with("Flat ") && other.len() == 6, "{other}");
        assert!(of(Kind::Address, "14 Larkhill Terrace").ends_with(" Terrace"));
        assert!(of(Kind::Address, "5 quarry view").ends_with(" view"));
    }
}
