//! Who wrote a recording: as a column tells, or a label, a role beside a name, or a name that signs it.

use crate::recording::Draft;
use crate::text::{WORKER, lines, plain_letters};

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
/// Labels of a form, in a cell or on a line of their own, with the writer's name in the next.
const FORM_LABELS: [&str; 16] = [
    "completed by",
    "form completed by",
    "recorded by",
    "written by",
    "prepared by",
    "assessed by",
    "report by",
    "author",
    "report author",
    "assessor",
    "name of worker",
    "worker",
    "worker name",
    "social worker",
    "practitioner",
    "case manager",
];
/// Lines from the beginning in which a name is looked for; those of a form, from its beginning and its end; and those of a mail's heading.
const NEAR: usize = 4;
const OF_A_FORM: usize = 20;
const LAST_OF_A_FORM: usize = 6;
const OF_A_HEADING: usize = 6;
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
    sends(&all)
        .or_else(|| LABELS.iter().find_map(labelled))
        .or_else(|| in_a_form(&all))
        .or_else(|| first.iter().find_map(|line| beside_a_role(line)))
        .or_else(|| first.iter().find_map(|line| ends_in_a_name(line)))
        .or_else(|| all.last().and_then(|line| signs(line)))
}

/// Whoever sends a mail that is headed *From: …*.
fn sends(all: &[&str]) -> Option<String> {
    const OTHERS: [&str; 5] = ["to:", "sent:", "date:", "subject:", "cc:"];
    let heading: Vec<String> = all.iter().take(OF_A_HEADING).map(|line| line.to_lowercase()).collect();
    let at = heading.iter().position(|line| line.starts_with("from:"))?;
    let is_mail = heading.iter().any(|line| OTHERS.iter().any(|other| line.starts_with(other)));
    let sender = all[at].get("from:".len()..).filter(|_| is_mail)?;
    // *A Bhatt, Learning Mentor* is no family's name first.
    let parts = sender.trim().split_once(", ").filter(|(family, _)| !family.contains(' '));
    let family_first = parts.and_then(|(family, first)| {
        let (family, first) = (name_at_start(family)?, name_at_start(first)?);
        Some(format!("{first} {family}"))
    });
    family_first.or_else(|| name_at_start(sender))
}

/// The name in the cell or line after a label of a form, or beside it.
fn in_a_form(all: &[&str]) -> Option<String> {
    let is_near = |at: usize| at < OF_A_FORM || at + LAST_OF_A_FORM >= all.len();
    (0..all.len()).filter(|at| is_near(*at)).find_map(|at| {
        let line = all[at];
        let end = line.find([':', '\t', '|']).unwrap_or(line.len());
        let (label, beside) =
            (line[..end].trim().to_lowercase(), line[end..].trim_start_matches([':', '\t', '|', ' ']));
        if !FORM_LABELS.contains(&label.as_str()) {
            return None;
        }
        let cell = if beside.is_empty() { *all.get(at + 1)? } else { beside };
        name_at_start(cell).filter(|name| name.contains(' ') && !is_of_the_case(name))
    })
}

/// The one of `known` who signs with their initials near the beginning or in the last line, or acts under them in the recording's own plans.
/// Nothing where two of them could be meant.
pub fn by_initials(text: &str, known: &[String]) -> Option<String> {
    let all: Vec<&str> = lines(text).map(|line| line.of(text).trim()).filter(|line| !line.is_empty()).collect();
    let near = all.iter().take(NEAR).chain(all.iter().skip(NEAR).next_back());
    let signing: Vec<&str> = near.flat_map(|line| signing(line)).collect();
    let acting = || all.iter().flat_map(|line| acting(line)).collect::<Vec<&str>>();
    only_one(&signing, known).or_else(|| only_one(&acting(), known))
}

/// Whose initials some of `found` are, where they are one person's.
fn only_one(found: &[&str], known: &[String]) -> Option<String> {
    let mut meant = known.iter().filter(|name| found.iter().any(|initials| is_same(initials, name)));
    meant.next().filter(|_| meant.next().is_none()).cloned()
}

/// True of the initials of a whole name, as `SP` of *Siân Pritchard*.
pub fn is_initials_of(word: &str, name: &str) -> bool {
    initials(word).is_some_and(|short| name.contains(' ') && is_same(short, name))
}

/// What is commonly shortened so is nobody's initials.
const SHORT_FORMS: [&str; 40] = [
    "AM", "BSL", "CIN", "CP", "DA", "DV", "ED", "EH", "EHC", "FT", "GP", "HO", "HR", "HV", "ID", "IRO", "IT", "LA",
    "LAC", "MH", "NFA", "NHS", "NI", "OK", "OT", "PA", "PC", "PE", "PM", "PN", "PO", "SEN", "SLT", "SW", "TM", "TV",
    "UK", "US", "YOT", "YP",
];

/// Two or three capitals, without the stops between and around them.
fn initials(word: &str) -> Option<&str> {
    let bare = word.trim_matches(|c: char| !c.is_alphabetic());
    let letters = bare.chars().filter(char::is_ascii_uppercase).count();
    let others = bare.chars().any(|c| !c.is_ascii_uppercase() && c != '.');
    ((2..=3).contains(&letters) && !others && !SHORT_FORMS.contains(&bare)).then_some(bare)
}

/// Initials that stand apart as a signature does: `Home visit, Mrs Lund. KB.`, `by KB`.
fn signing(line: &str) -> Vec<&str> {
    const BEFORE: [&str; 5] = ["by", "signed", "writer", "author", "worker"];
    const PRESENT: [&str; 5] = ["present", "with", "attended", "apols", "apologies"];
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_list = PRESENT.iter().any(|word| find(line, word).is_some());
    let stands = |at: &usize| {
        let (word, last) = (words[*at], at + 1 == words.len());
        let before = at.checked_sub(1).map_or("", |before| words[before]);
        let is_passed = before == "to" && *at > 1 && words[at - 2].eq_ignore_ascii_case("passed");
        let follows_mark = before.is_empty()
            || before.ends_with(['.', ';', ':', '-', '–', ')'])
            || (before.ends_with(',') && !is_list)
            || before.ends_with(|c: char| c.is_ascii_digit());
        let is_named = BEFORE.contains(&before.trim_end_matches(':').to_lowercase().as_str());
        is_named || is_passed || (follows_mark && (last || word.ends_with(['.', ')'])))
    };
    (0..words.len()).filter(stands).filter_map(|at| initials(words[at])).collect()
}

/// Initials of whoever is to do something: `KB to ring`.
fn acting(line: &str) -> Vec<&str> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let acts = |pair: &&[&str]| matches!(pair[1].trim_end_matches(':'), "to" | "will");
    words.windows(2).filter(acts).filter_map(|pair| initials(pair[0])).collect()
}

/// One of `known` whose whole name stands near the beginning, or of whom it is said there that they wrote.
pub fn among(text: &str, known: &[String]) -> Option<String> {
    let first: Vec<String> = lines(text)
        .map(|line| plain_letters(line.of(text).trim()))
        .filter(|line| !line.is_empty())
        .take(NEAR)
        .collect();
    let stands = |name: &&String| {
        let name = plain_letters(name);
        let forename = name.split(' ').next().unwrap_or_default();
        let is_whole = name.contains(' ');
        // *K Boateng* of Kwame Boateng.
        let shortened =
            name.chars().next().zip(name.rsplit(' ').next()).map(|(letter, family)| format!("{letter} {family}"));
        let shortened = shortened.filter(|_| is_whole);
        let holds = |line: &String, wanted: &str| find(line, wanted).is_some();
        first.iter().any(|line| {
            (is_whole && holds(line, &name))
                || shortened.as_ref().is_some_and(|short| holds(line, short))
                || holds(line, &format!("{forename} wrote"))
        })
    };
    known.iter().find(stands).cloned()
}

/// True where two names can be one person's: *G Pugh*, *Gareth*, *GP* and *Gareth Pugh*, with accents or without.
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
    let name = plain_letters(name);
    let parts = name.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'' && c != '’');
    parts.map(str::to_owned).filter(|part| !part.is_empty() && !TITLES.contains(&part.as_str())).collect()
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
        assert!(is_same("Sian Pritchard", "Siân Pritchard") && is_same("SP", "Siân Pritchard"));
        assert!(is_same("Sia\u{302}n Pritchard", "SIÂN PRITCHARD") && is_same("Llŷr Wŷn", "Llyr Wyn"));
        assert_eq!(writers(["GP", "Gareth Pugh", "G Pugh", "Ros"].into_iter()), ["Gareth Pugh", "Ros"]);
    }

    #[test]
    fn forms_and_mails_name_their_writer() {
        for (text, wanted) in [
            (
                "Carer's review\n\nCarer\n\nAda Marsh\n\nDate\n\n3 May 2025\n\nCompleted by\n\nSiân Owen\n\nPlan\n\nTea.",
                Some("Siân Owen"),
            ),
            (
                "Review\nPerson: Ada\nDate: 3 May\nPlace: home\nTime: 3pm\nAuthor: Femi Ojo (SW)\nShe smiled.",
                Some("Femi Ojo"),
            ),
            ("From: Sian Owen\nTo: Neighbourhood Team, Calder Homes\nDate: 3 May 2025\nDear all", Some("Sian Owen")),
            ("From: Owen, Sian (Adults)\nTo: Ann\nDear Ann", Some("Sian Owen")),
            ("From: A Bhatt, Learning Mentor\nTo: Ann\nDear Ann", Some("A Bhatt")),
            ("From: Monday\nShe came.", None),
            ("Review\nCompleted by\n3 May 2025\nShe smiled.", None),
        ] {
            assert_eq!(told_in(text).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn initials_are_those_of_the_one_writer_they_fit() {
        let known = ["Siân Owen".to_owned(), "Kofi Bako".to_owned(), "Gareth Pugh".to_owned()];
        for (text, wanted) in [
            ("28/01/2025 HV Mr D Marsh. SO.\nShe came.", Some("Siân Owen")),
            ("24/6/25 tel call with Mr M. SO\nShe came.", Some("Siân Owen")),
            ("16.4.25 SV to YH at home. KB. Seen alone.\nSO to ring.", Some("Kofi Bako")),
            ("27.3.25 call to duty, message passed to SO, rang back.\nShe came.", Some("Siân Owen")),
            ("3 May 2025\nShe came.\nPlan: SO to ring the bank.", Some("Siân Owen")),
            ("3 May 2025\nPlan: SO to ring the bank. KB to visit.", None),
            ("3 May 2025, joint visit with SO\nShe came.", None),
            ("3 May 2025. Present: Ada, her mum, KB\nShe came.", None),
            ("3 May 2025. GP to ring.\nSo she came.", None),
            ("", None),
        ] {
            assert_eq!(by_initials(text, &known).as_deref(), wanted, "{text}");
        }
        let alike = ["Siân Owen".to_owned(), "Sam Okri".to_owned()];
        assert_eq!(by_initials("3 May 2025. SO.\nShe came.", &alike), None, "two could be meant");
    }
}
