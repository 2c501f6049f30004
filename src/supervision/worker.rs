//! Who wrote a recording: as a column tells, or a label, a role beside a name, or a name that signs it.

use crate::recording::Draft;
use crate::text::{WORKER, lines};

/// Labels before a name, those that can mean nobody but the writer first.
const LABELS: [&str; 15] = [
    "writer of this note:",
    "written by",
    "recorded by",
    "completed by",
    "notes by",
    "author:",
    "writer:",
    "worker:",
    "social worker:",
    "practitioner:",
    "personal adviser:",
    "therapist:",
    "key worker:",
    "support worker:",
    "case manager:",
];
/// Roles that stand after a writer's name, near the beginning.
const ROLES: [&str; 12] = [
    "social worker",
    "sw",
    "pa",
    "personal adviser",
    "occupational therapist",
    "ot",
    "support worker",
    "key worker",
    "family support worker",
    "student social worker",
    "care coordinator",
    "dictating",
];
/// Lines from the beginning, and characters, in which a name is looked for.
const NEAR: usize = 4;
/// Words of the longest name.
const LONGEST: usize = 3;

/// The writer, where the recording tells of one.
pub fn writer(draft: &Draft) -> Option<String> {
    let source = &draft.recording.source;
    // A number is no name.
    let told = |column: &&str| source.column(&[column]).filter(|name| name.contains(char::is_alphabetic));
    WORKER.iter().find_map(told).or_else(|| told_in(&draft.recording.text))
}

/// The same, from the text alone.
pub fn told_in(text: &str) -> Option<String> {
    let all: Vec<&str> = lines(text).map(|line| line.of(text).trim()).filter(|line| !line.is_empty()).collect();
    let first = &all[..all.len().min(NEAR)];
    let labelled = |label: &&str| first.iter().find_map(|line| after(line, label));
    LABELS
        .iter()
        .find_map(labelled)
        .or_else(|| first.iter().find_map(|line| beside_a_role(line)))
        .or_else(|| first.iter().find_map(|line| ends_in_a_name(line)))
        .or_else(|| all.last().and_then(|line| signs(line)))
}

/// One of `known` whose whole name stands near the beginning, or of whom it is said there that they wrote.
pub fn among(text: &str, known: &[String]) -> Option<String> {
    let first: Vec<String> = lines(text)
        .map(|line| line.of(text).trim().to_lowercase())
        .filter(|line| !line.is_empty())
        .take(NEAR)
        .collect();
    let stands = |name: &&String| {
        let name = name.to_lowercase();
        let forename = name.split(' ').next().unwrap_or_default();
        let is_whole = name.contains(' ');
        first
            .iter()
            .any(|line| (is_whole && find(line, &name).is_some()) || find(line, &format!("{forename} wrote")).is_some())
    };
    known.iter().find(stands).cloned()
}

/// True where two names can be one person's: *G Pugh*, *Gareth*, *GP* and *Gareth Pugh*.
pub fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (parts(one), parts(other));
    if one.is_empty() || other.is_empty() {
        return false;
    }
    let (short, long) = if one.concat().len() <= other.concat().len() { (one, other) } else { (other, one) };
    let initials = |name: &[String]| name.iter().filter_map(|part| part.chars().next()).collect::<String>();
    let fits = |short: &String, long: &String| {
        short == long || (short.chars().count() == 1 && long.starts_with(short.as_str()))
    };
    match (short.as_slice(), long.as_slice()) {
        ([only], [_, .., _]) => *only == long[0] || *only == initials(&long),
        ([first, .., last], [long_first, .., long_last]) => fits(first, long_first) && last == long_last,
        ([only], [other]) => only == other,
        _ => false,
    }
}

/// The writers of several recordings, each once, under the fullest name that tells them.
pub fn writers<'a>(found: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<&str> = found.collect();
    names.sort_by_key(|name| (std::cmp::Reverse(name.len()), name.to_lowercase()));
    let mut kept: Vec<String> = Vec::new();
    for name in names {
        if !kept.iter().any(|other| is_same(other, name)) {
            kept.push(name.to_owned());
        }
    }
    kept.sort();
    kept
}

fn parts(name: &str) -> Vec<String> {
    const TITLES: [&str; 7] = ["mr", "mrs", "ms", "miss", "mx", "dr", "rev"];
    let parts = name.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'' && c != '’');
    parts.map(str::to_lowercase).filter(|part| !part.is_empty() && !TITLES.contains(&part.as_str())).collect()
}

fn after(line: &str, label: &str) -> Option<String> {
    let at = find(line, label)?;
    name_at_start(line.get(at + label.len()..)?)
}

/// Where `wanted`, in lower case, stands in `line` as words of their own.
fn find(line: &str, wanted: &str) -> Option<usize> {
    let lower = line.to_ascii_lowercase();
    let is_end = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let places = lower.match_indices(wanted).map(|(at, _)| at);
    places
        .into_iter()
        .find(|&at| is_end(lower[..at].chars().next_back()) && is_end(lower[at + wanted.len()..].chars().next()))
}

/// Up to three words that begin with a capital, from the beginning of `words` to the first mark between them.
fn name_at_start(words: &str) -> Option<String> {
    let words = words.trim_start();
    let end = words.find([',', '.', ';', '(', '|', '\t', ':']).unwrap_or(words.len());
    let end = words.find("  ").map_or(end, |gap| gap.min(end));
    let name: Vec<&str> = words[..end].split(' ').take_while(|word| is_capital(word)).take(LONGEST).collect();
    (!name.is_empty()).then(|| name.join(" "))
}

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
}

/// `Gareth Pugh, social worker`; `M Adjei (SW)`; `sunita rawal pa`, as dictation gives it.
fn beside_a_role(line: &str) -> Option<String> {
    let dictated = !line.contains(char::is_uppercase);
    ROLES.iter().find_map(|role| {
        let at = find(line, role)?;
        let before = line[..at].trim_end_matches([' ', ',', '(', ':']);
        if dictated {
            let name: Vec<&str> = before.split(' ').collect();
            return (name.len() == 2).then(|| name.iter().map(|part| titled(part)).collect::<Vec<_>>().join(" "));
        }
        let mut name: Vec<&str> = before.rsplit(' ').take_while(|word| is_capital(word)).take(LONGEST).collect();
        name.reverse();
        (!name.is_empty()).then(|| name.join(" "))
    })
}

fn titled(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `Weds 27 August. Home visit. Gareth Pugh.`
fn ends_in_a_name(line: &str) -> Option<String> {
    let line = line.trim_end_matches('.');
    let (before, last) = line.rsplit_once([',', '.', '-', '–'])?;
    // The last of those who were there.
    if line[before.len()..].starts_with(',') && find(before, "with").is_some() {
        return None;
    }
    let last = last.split(" and ").next()?.trim();
    let is_name = (2..=LONGEST).contains(&last.split(' ').count()) && last.split(' ').all(is_capital);
    let is_name = is_name && !is_of_the_case(last);
    is_name.then(|| last.to_owned())
}

/// A last line that is a name and nothing else.
fn signs(line: &str) -> Option<String> {
    let line = line.trim_end_matches(['.', ',']);
    let is_name = (1..=LONGEST).contains(&line.split(' ').count()) && line.split(' ').all(is_capital);
    let is_name = is_name && !is_of_the_case(line);
    is_name.then(|| line.to_owned())
}

/// True of a name with a title or a word for kin, as neighbours and families are called: only a label or a role makes a writer of them.
fn is_of_the_case(name: &str) -> bool {
    const WORDS: [&str; 22] = [
        "mr", "mrs", "miss", "ms", "mum", "mam", "mom", "dad", "nan", "nana", "nanny", "gran", "granny", "grandma",
        "grandad", "aunt", "auntie", "aunty", "uncle", "cousin", "sister", "brother",
    ];
    name.split(' ').any(|word| WORDS.contains(&word.trim_end_matches('.').to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writers_are_told_in_many_ways() {
        for (text, wanted) in [
            ("Home visit, 5 March\nIda and Rob\nGareth Pugh, social worker\n\nShe smiled.", Some("Gareth Pugh")),
            ("VISIT\nDate: 30/04/2025    Time: 17:00    Worker: G Pugh\nSeen.", Some("G Pugh")),
            ("Worker: Gareth Pugh. Manager and writer of this note: Ros Whitcombe.\nSeen.", Some("Ros Whitcombe")),
            ("sunita rawal pa phone call with leah fonseca\nshe rang", Some("Sunita Rawal")),
            ("Dear Leah,\n\nIt went well today.\n\nSunita", Some("Sunita")),
            ("Weds 27 August. Home visit after a call. Gareth Pugh.\nHe ran.", Some("Gareth Pugh")),
            (
                "Review, 24 June 2025, at home\nAda Okello with Dilys, Rhian, Mrs Prosser and Carys Bowen\nShe was seen.",
                None,
            ),
            ("Review at home\nAda Okello with Dilys, Carys Bowen\nShe was seen.", None),
            ("Visit. Mrs Prosser.\nAll was quiet and\n\nMrs Prosser", None),
            ("Visit\nWorker: Mrs Prosser\nAll was quiet.", Some("Mrs Prosser")),
            ("Visit\nAll was quiet and the kettle was on.", None),
            ("", None),
        ] {
            assert_eq!(told_in(text).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn short_names_are_those_of_the_longer() {
        for (one, other) in [
            ("G Pugh", "Gareth Pugh"),
            ("GP", "Gareth Pugh"),
            ("sunita", "Sunita Rawal"),
            ("Gareth pugh", "Gareth Pugh"),
        ] {
            assert!(is_same(one, other) && is_same(other, one), "{one} {other}");
        }
        assert!(
            !is_same("G Pugh", "Ros Whitcombe") && !is_same("Pat Pugh", "Gareth Pugh") && !is_same("", "Gareth Pugh")
        );
        assert_eq!(writers(["GP", "Gareth Pugh", "G Pugh", "Ros"].into_iter()), ["Gareth Pugh", "Ros"]);
    }
}
