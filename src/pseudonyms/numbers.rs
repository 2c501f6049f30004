//! Numbers and codes that stand for one person: NHS and National Insurance numbers, phones, e-mail, postcodes, the numbers of case systems, and the
//! registrations of cars.

use super::{Found, Kind, before, digits, keep_apart, lists};
use crate::text::Span;
use regex::Regex;
use std::sync::LazyLock;

/// In order, and apart from each other.
pub fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let finders: [fn(&str) -> Vec<Found>; 9] = [
        emails,
        national_insurance,
        labelled_ids,
        phones,
        nhs_numbers,
        spoken,
        postcodes,
        registrations,
        unlabelled_ids,
    ];
    for finder in finders {
        keep_apart(&mut found, finder(text));
    }
    found
}

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is whole")
}

/// What `pattern` finds, of its first group where it has one, as far as `holds` says so of the words and where they begin.
fn matches(text: &str, pattern: &Regex, kind: Kind, holds: impl Fn(&str, usize) -> bool) -> Vec<Found> {
    let of_groups = |captures: regex::Captures| {
        let group = captures.iter().skip(1).flatten().next().or(captures.get(0))?;
        holds(group.as_str(), group.start()).then(|| Found { span: Span::new(group.start(), group.end()), kind })
    };
    pattern.captures_iter(text).filter_map(of_groups).collect()
}

fn emails(text: &str) -> Vec<Found> {
    static WRITTEN: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"[\p{L}\d][\p{L}\d._%+'’-]*@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+"));
    static SAID: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b([\w.+-]+(?: (?:dot|underscore|dash|hyphen) [\w+-]+)* (?:at|\[at\]|\(at\)) [\w-]+(?: dot [\w-]+)*(?: dot |\.)(?:com|org|net|uk|gov|nhs|info|me|ie|eu|example|test))\b",
        )
    });
    static HANDLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|[\s(,:;])(@[A-Za-z][\w.]{2,29}\b)"));
    let mut found = matches(text, &WRITTEN, Kind::Email, |_, _| true);
    keep_apart(
        &mut found,
        matches(text, &SAID, Kind::Email, |words, _| words.contains(" dot ") || words.contains('.')),
    );
    keep_apart(&mut found, matches(text, &HANDLE, Kind::Email, |_, _| true));
    found
}

fn national_insurance(text: &str) -> Vec<Found> {
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\b[A-Z][ .]?[A-Z](?:[ .-]{0,2}\d){6}(?:[ .-]?[A-D])?\b"));
    static NAMED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\b(?:ni|nino|n\.i\.?|national insurance|insurance n\w+)\b"));
    matches(text, &NUMBER, Kind::NationalInsurance, |words, at| {
        let named = || NAMED.is_match(&before(text, at, 50));
        let ends = words.ends_with(|c: char| c.is_ascii_alphabetic());
        let begins = words.as_bytes().iter().take(2).all(u8::is_ascii_uppercase);
        let whole = words.chars().all(char::is_alphanumeric);
        // Six digits in pairs after two letters are times and counts too (`at 12 30 45 a`).
        (ends && (begins || whole)) || named()
    })
}

/// What stands for somebody under a label: `Mosaic 1234567`, `P-number P1048823`, `hospital no. K447190`.
fn labelled_ids(text: &str) -> Vec<Found> {
    static CODE: LazyLock<Regex> = LazyLock::new(|| {
        let system = r"mosaic|las|liquid ?logic|lcs|ics|eclipse|care ?first|rio|systm ?one|emis|ais|azeus|framework ?i|fwi|careworks|icsw|pnc|crn|noms|upn|uln|mrn|p-number|chi|h&c|arc";
        let holder = r"(?:social care|case|person|client finance|client|patient|service user|hospital|prison|prisoner|tenancy|tenant|housing|rent|unit|unique pupil|pupil|passport|driving licence|licence|home office|asylum|port|finance|customer|system|record|membership|appointeeship|bank|building society|blue badge|bus pass|swift|k|p|ll|paris|nomis|sw|yjs|cis|ims)";
        let number = r"(?:(?:account |acc |a/c )?(?:id|nos?\.?|number|num|reference|ref\.?|#|n°))";
        pattern(&format!(
            r"(?i)\b(?:(?:{system})(?:[ -]{number})?|{holder}[ -]{number}|(?:account|a/c|acc|sort)[ -](?:code|nos?\.?|number)|id[ -]?{number})(?: is| was)?[ \t]*[:.=#–-]?[ \t]*((?:[A-Z]{{1,3}}[ /-]?)?\d[\dA-Z/-]{{2,}}\b|[A-Z]\d{{3,}}[A-Z]{{0,2}}\b|\d{{2}}[ -]\d{{2}}[ -]\d{{2}}\b)"
        ))
    });
    matches(text, &CODE, Kind::PersonId, |code, _| {
        let counted = digits::of(code).len();
        counted >= 4 && !is_date(code)
    })
}

fn is_date(words: &str) -> bool {
    static DATE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\d{1,2}([./ -])\d{1,2}[./ -](?:\d{2}|\d{4})\b"));
    DATE.is_match(words)
}

/// Shapes that a case number, a prison number, a police number or a driving licence has and nothing else.
fn unlabelled_ids(text: &str) -> Vec<Found> {
    static CODE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?:[A-Z]\d{6,8}[A-Z]?|[A-Z]\d{4}[A-Z]{2}|\d{2,4}/\d{6,7}[A-Z]|[A-Z]{2,5}9{0,3}\d{6}[A-Z][A-Z9]\d[A-Z]{2}|[A-Z]\d{12})\b",
        )
    });
    static IN_BRACKETS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\p{Lu}[\p{L}'’-]+ \((\d{6,9})\)"));
    let mut found = matches(text, &CODE, Kind::PersonId, |_, _| true);
    keep_apart(&mut found, matches(text, &IN_BRACKETS, Kind::PersonId, |_, _| true));
    found
}

fn phones(text: &str) -> Vec<Found> {
    static ABROAD: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?:\+ ?|\b00 ?)[1-9]\d{0,2}[ .-]?(?:\(0\))?(?:[ .-]?\(?\d\)?){7,11}\b"));
    static AT_HOME: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?:\(0\d{2,4}\)|\b0\d)(?:[ .-]{0,3}\d){5,9}\b(?: ?(?:x|ext\.?|extension) ?\d{2,6}\b)?")
    });
    static SHORT_OF_ITS_NOUGHT: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\b7\d{3}[ -]\d{6}\b|\b7\d{3}[ -]\d{3}[ -]\d{3}\b"));
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:tel|telephone|phone|mob|mobile|landline|fax|ring|rang|call|text|whatsapp|contact)\b\.?(?: (?:no\.?|number|him|her|them|me|us|mum|dad))?(?: on| is| at)?[ \t]*[:.=]?[ \t]*(\d{3,5} \d{3,6}|\d{6,8})\b",
        )
    });
    static INSIDE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:ext|extn|extension)\.?[ :]{0,2}(\d{3,6})\b"));
    let mut found = matches(text, &ABROAD, Kind::Phone, |_, _| true);
    keep_apart(
        &mut found,
        matches(text, &AT_HOME, Kind::Phone, |words, _| {
            let home = words.find(['x', 'e']).map_or(words, |cut| &words[..cut]);
            let counted = digits::of(home).len();
            (10..=11).contains(&counted) && !is_date(words)
        }),
    );
    keep_apart(&mut found, matches(text, &SHORT_OF_ITS_NOUGHT, Kind::Phone, |_, _| true));
    keep_apart(
        &mut found,
        matches(text, &NAMED, Kind::Phone, |words, _| (6..=11).contains(&digits::of(words).len()) && !is_date(words)),
    );
    keep_apart(&mut found, matches(text, &INSIDE, Kind::Phone, |_, _| true));
    found
}

fn nhs_numbers(text: &str) -> Vec<Found> {
    static TEN: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b\d(?:[ .\u{a0}-]{0,2}\d){9}\b"));
    static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:nhs|chi)(?: ?(?:nos?\.?|number|num|id|#))?(?: is| was)?[ \t]*[:.=#–-]?[ \t]*(\d(?:[ -]?\d){5,11})\b",
        )
    });
    static NAMED: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(?:nhs|chi|h&c|health and care number|number)\b"));
    static OTHER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?:inc|incident|invoice|assessment|order|parcel|tracking|barcode|serial|meter|collar|crime|log)\W*(?:id|no\.?|number|ref\w*)?\W*$",
        )
    });
    let mut found = matches(text, &TEN, Kind::Nhs, |words, at| {
        let near = before(text, at, 90);
        let groups = words.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).count();
        let usual = groups == 1 || words.split([' ', '-', '\u{a0}', '.']).map(str::len).eq([3, 3, 4]);
        let likely = usual || digits::is_checked(&digits::of(words)) || NAMED.is_match(&near);
        likely && groups <= 5 && !is_date(words) && !OTHER.is_match(&near)
    });
    keep_apart(&mut found, matches(text, &LABELLED, Kind::Nhs, |words, _| !is_date(words)));
    found
}

/// Numbers said one by one: ten digits are an NHS number, and those that begin with a nought a phone's.
fn spoken(text: &str) -> Vec<Found> {
    const FEWEST: usize = 6;
    let of_run = |run: regex::Match| {
        let said = digits::of_words(run.as_str());
        let kind = match said.len() {
            length if length < FEWEST => return None,
            _ if said.starts_with('0') => Kind::Phone,
            10 => Kind::Nhs,
            _ if before(text, run.start(), 40).contains("nhs") => Kind::Nhs,
            _ => Kind::PersonId,
        };
        Some(Found { span: Span::new(run.start(), run.end()), kind })
    };
    digits::SPOKEN.find_iter(text).filter_map(of_run).collect()
}

fn postcodes(text: &str) -> Vec<Found> {
    // The last two letters are never C, I, K, M, O or V, so that no dose or length is one (`p3 5mg`).
    static WHOLE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\b[A-Z]{1,2}\d[A-Z\d]?[ \u{a0}]{0,3}\d[ABD-HJLNP-UW-Z]{2}\b"));
    static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)\bpost ?code(?: area| is| was)?[ \t]*[:=-]?[ \t]*([A-Z]{1,2}\d[A-Z\d]?(?:[ ]{0,2}\d[A-Z]{2})?)\b")
    });
    const NO_ENDS: [&str; 9] = ["st", "nd", "rd", "th", "hr", "yr", "ft", "pt", "wt"];
    let mut found = matches(text, &WHOLE, Kind::Postcode, |words, _| {
        let end = &words[words.len() - 2..];
        end == end.to_uppercase() || !NO_ENDS.contains(&end.to_lowercase().as_str())
    });
    keep_apart(&mut found, matches(text, &LABELLED, Kind::Postcode, |_, _| true));
    found
}

fn registrations(text: &str) -> Vec<Found> {
    static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b[A-Z]{2}\d{2} ?[A-Z]{3}\b|\b[A-Z]\d{1,3} ?[A-Z]{3}\b|\b[A-Z]{3} ?\d{1,3}[A-Z]\b|\b[a-z]{2}\d{2} [a-z]{3}\b",
        )
    });
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:plate|number ?plate|reg|registration|index|vrm)\b(?: no\.?| number| mark)?(?: is| was| of| ending(?: in)?| beginning| starting(?: with)?)?[ \t]*[:=]?[ \t]*([A-Z]{1,3}\d{1,4}(?: ?[A-Z]{1,3})?|[A-Z]{3} ?\d{0,4}[A-Z]?)\b",
        )
    });
    static PART: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?:car|van|carrier|vehicle|lorry|bike|moped|taxi|truck|jeep|plate|reg)\b[^.\n]{0,20}\b(?:ending|ended|beginning|starting|began)(?: in| with)? ([A-Z]{2}\d{2}|[A-Z]{2,3}|\d{2} ?[A-Z]{3})\b",
        )
    });
    let last_word = |words: &str| words.trim_start_matches(|c: char| !c.is_whitespace()).trim().to_lowercase();
    let mut found = matches(text, &WHOLE, Kind::Registration, |words, at| {
        let shouted = lists::is_ordinary(&last_word(words));
        let lower = words.chars().any(char::is_lowercase);
        (!shouted && !lower) || before(text, at, 30).contains("reg") || before(text, at, 30).contains("plate")
    });
    let capitals = |words: &str| {
        !words.chars().any(char::is_lowercase) && words.chars().any(|c| c.is_ascii_digit() || words.len() == 3)
    };
    keep_apart(&mut found, matches(text, &NAMED, Kind::Registration, |words, _| capitals(words)));
    keep_apart(&mut found, matches(text, &PART, Kind::Registration, |words, _| capitals(words)));
    found
}
