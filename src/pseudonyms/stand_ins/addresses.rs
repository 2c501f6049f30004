//! Another street or town for a part of an address.

use super::digit;
use crate::pseudonyms::lists::{LISTS, fold};
use crate::random::Random;

/// The parts of an address that commas part, with what stands between them, so that a street is one wherever it stands.
pub fn address_parts(original: &str) -> impl Iterator<Item = &str> {
    original.split_inclusive(", ").flat_map(|part| match part.strip_suffix(", ") {
        Some(words) => vec![words, ", "],
        None => vec![part],
    })
}

pub(super) fn address_part(original: &str, random: &mut Random) -> String {
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
