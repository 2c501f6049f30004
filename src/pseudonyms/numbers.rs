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
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)\b[A-Z][ ./-]?[A-Z](?:(?:[ ./–_|-]{0,2}|[ –-]?\r?\n ?)\d){6}(?:(?:[ ./–_-]{0,2}|\r?\n)[A-Z])?\b")
    });
    static GLUED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?:NI|NINO|NatIns|Nat Ins|NIno|NI No|Insurance|NINumber)[.:^]?([A-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D]?)")
    });
    static PARTLY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:ni|nino|national insurance)(?: ?(?:no\.?|number))?,? (?:ends|ending|starts|begins|beginning)(?: in| with)? ((?:[A-Z]{2} ?)?\d\d(?: ?\d\d)? ?[A-D]?)\b",
        )
    });
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?:ni|nino|n\.i\.?|national insurance|insurance|insurance n\w+|nat\.? ?ins\w*|n\.i\.? ?n\w*|rhif yswiriant)\b",
        )
    });
    let mut found = matches(text, &NUMBER, Kind::NationalInsurance, |words, at| {
        // `NI: …, wife's …`: further numbers in its line, and in the line below its label.
        let near = || lists::fold(&text[text.ceil_char_boundary(at.saturating_sub(60))..at]);
        let named = || NAMED.is_match(&before(text, at, 90)) || NAMED.is_match(&near());
        let last = words.chars().next_back().unwrap_or(' ').to_ascii_uppercase();
        // `TN 13 06 69 F`: one for the time being, made of a birth.
        let pairs =
            words.chars().filter(|c| c.is_ascii_digit()).count() == 6 && words.split([' ', '-', '/']).count() >= 4;
        let ends = matches!(last, 'A'..='D') || matches!(last, 'F' | 'M' | 'P') && pairs;
        if last.is_ascii_alphabetic() && !ends {
            return false;
        }
        let begins = words.as_bytes().iter().take(2).all(u8::is_ascii_uppercase);
        let whole = words.chars().all(char::is_alphanumeric);
        // Six digits in pairs after two letters are times and counts too (`at 12 30 45 a`).
        (ends && (begins || whole) && !words.contains('\n')) || named()
    });
    keep_apart(&mut found, matches(text, &GLUED, Kind::NationalInsurance, |_, _| true));
    keep_apart(&mut found, matches(text, &PARTLY, Kind::NationalInsurance, |words, _| digits::of(words).len() >= 2));
    found
}

/// What stands for somebody under a label: `Mosaic 1234567`, `P-number P1048823`, `hospital no. K447190`.
fn labelled_ids(text: &str) -> Vec<Found> {
    const CODE: &str =
        r"((?:(?-i:[A-Z]{1,6}[ /_-]?){1,3}|[A-Z]{1,5}[/-]?)?\d[\dA-Z/_-]*(?: \d{2,}){0,3}\b|[A-Z]\d{3,}[A-Z]{0,2}\b)";
    const NUMBER: &str = r"(?:id|i\.d\.|nos?\.?|number|num|numbers|reference|ref\.?|#|n°|rhif)";
    static SYSTEM: LazyLock<Regex> = LazyLock::new(|| {
        let system = r"mosaic|las|liquid ?logic|ll|lcs|lasid|ics|eclipse|care ?first|care ?director|care ?notes|rio|systm ?one|emis|ais|azeus|framework ?-?i?|fwi|care ?works|pnc|crn|noms|nomis|p-nomis|n?delius|oasys|upn|uln|mrn|p-number|chi|h&c|arc|ehm|capita(?: one)?|synergy|tribal|lorenzo|cerner|epr|childview|asset ?plus|abacus|controcc|northgate|civica|charms|paris|swift|jigsaw|passport|brp|urn|rent account|ssid|wccis|ucrn|uci|h/n|hn|cis|usn|bsn|nass|utr|pas|mhs|nmc(?: pin)?|hcpc|swe|pid|hosp\.?|ho ?ref|home office ref|cro|yjs|gwf|hopin|ssref|ehcp|d/l|carepath|trakcare|black pear|cm2000";
        pattern(&format!(
            r"(?i)\b(?:{system})(?:[ -]?(?:case |client |person |record |system )?{NUMBER})?(?: is| was)?[ \t]*[:.=#–^|-]?[ \t]*{CODE}"
        ))
    });
    // What has a number of its own where it is called a number, or is long.
    static THING: LazyLock<Regex> = LazyLock::new(|| {
        let thing = r"hospital|tenancy|tenant|card|home office|prison|custody record|membership|badge|claim|licence|visa|adoption|placement|carer|fostering|patient|pt|client|case|social care|social services|pension|landing|warrant|benefit|unit";
        pattern(&format!(r"(?i)\b(?:{thing})(?:[ -]{NUMBER})?s?(?: is| was)?[ \t]*[:.=#–^|-]?[ \t]*{CODE}"))
    });
    static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)\b(?P<of>(?:our|your|my|[\p{{L}}][\p{{L}}/'’-]*)[ -])?(?:{NUMBER}(?: is| was)?[ \t:.=#–-]+|#){CODE}"
        ))
    });
    static MONEY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:account|a/c|acc|sort|roll)[ -](?:code|nos?\.?|number)(?: is| was)?[ \t]*[:.=#–-]?[ \t]*(\d[\d -]{3,}\d)\b",
        )
    });
    // What has a number and is nobody: an event, a thing, a place to ring.
    const OTHERS: &str = "incident invoice assessment collar log crime cad order room house flat door phone tel telephone mobile mob fax contact bus route policy job event serial model batch ticket version score ward bed page report meter parcel tracking nhs ni insurance helpline line duty office total the a any same other wrong last new that this in on at is of by no complaint police audit interpreter datix riddor referral episode visit session section form chapter para paragraph box room item question chapter large small";
    // *A passport in 2022*.
    let is_word = |code: &str| code.split(' ').next().is_some_and(|word| word.chars().all(|c| c.is_ascii_lowercase()));
    let counted = |code: &str, fewest: usize| digits::of(code).len() >= fewest && !is_date(code) && !is_word(code);
    // `LL 204 9917`: the name of the system is written as part of the number.
    static WITH_ITS_SYSTEM: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?:\bid |\()((?:LL|LAS|LCS|RX|CF|FWI) \d[\d ]{4,}\d)\b"));
    let mut found = matches(text, &WITH_ITS_SYSTEM, Kind::PersonId, |_, _| true);
    // `Client 123456`, `patient #12345`.
    static OF_SOMEBODY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:client|patient|case|record|service user|person|pupil|child|member|tenant|su|pt|file)\b:? ?#?(\d{5,9})\b",
        )
    });
    keep_apart(&mut found, matches(text, &OF_SOMEBODY, Kind::PersonId, |_, _| true));
    // `TenantNo884120Title`: a form whose cells have run together.
    static GLUED: LazyLock<Regex> = LazyLock::new(|| pattern(r"[a-z](?:No|ID|Id|Ref|Number)[.:^]?(\d{5,9})(?:\D|$)"));
    keep_apart(&mut found, matches(text, &GLUED, Kind::PersonId, |_, _| true));
    static OF_PUPIL: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\bupns?[ :.]*([A-Z]\d{11} ?[\dA-Z])\b"));
    keep_apart(&mut found, matches(text, &OF_PUPIL, Kind::PersonId, |_, _| true));
    keep_apart(
        &mut found,
        matches(text, &SYSTEM, Kind::PersonId, |code, at| {
            counted(code, 4) && !text[..at].ends_with(char::is_alphabetic)
        }),
    );
    keep_apart(&mut found, matches(text, &THING, Kind::PersonId, |code, _| counted(code, 6) && !code.starts_with('0')));
    let numbered = NUMBERED.captures_iter(text).filter_map(|captures| {
        let code = captures.iter().flatten().last()?;
        let of = captures.name("of").map(|of| of.as_str().to_lowercase());
        let label = captures.get(0).map_or("", |whole| whole.as_str()).to_lowercase();
        let about = of.as_deref().map_or("", |of| of.trim_end_matches([' ', '-']));
        // A bare `no.` or `ref` is of anything.
        let told = !about.is_empty() || label.starts_with("id") || label.starts_with("i.d");
        let other =
            OTHERS.split_whitespace().any(|other| other == about) || code.as_str().to_uppercase().starts_with("INC");
        let event = before(text, code.start(), 60);
        let event = ["incident", "invoice", "log", "crime", "cad "].iter().any(|word| event.contains(word));
        let letters = code.as_str().chars().any(char::is_alphabetic);
        let phone = code.as_str().starts_with('0') && digits::of(code.as_str()).len() > 9;
        (told && !other && !event && !phone && counted(code.as_str(), if letters { 3 } else { 4 }))
            .then(|| Found { span: Span::new(code.start(), code.end()), kind: Kind::PersonId })
    });
    keep_apart(&mut found, numbered.collect::<Vec<_>>());
    keep_apart(&mut found, matches(text, &MONEY, Kind::PersonId, |code, _| digits::of(code).len() >= 5));
    found
}

fn is_date(words: &str) -> bool {
    static DATE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\d{1,2}([./ -])\d{1,2}[./ -](?:\d{2}|\d{4})\b"));
    DATE.is_match(words)
}

/// Shapes that a case number, a prison number, a police number or a driving licence has and nothing else.
fn unlabelled_ids(text: &str) -> Vec<Found> {
    static CODE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?:[A-Z]\d{11} ?[\dA-Z]|[A-Z]\d{6,8}[A-Z]?|[A-Z]{2,4}\d{5,10}|[A-Z]{1,3}\d{3,}-\d{2,}(?:-\d+)*|[A-Z]{2,4}[/-]\d{5,}(?:[/-][\dA-Z]+)*|[A-Z]{2,4}(?:-[A-Z]{2,5}){1,2}-\d{4,}|[A-Z]{2,4}[/-]\d{2,4}[/-]\d{3,}|[A-Z]{1,2}-\d{4,}(?:-[A-Z\d]{1,3})?|[A-Z]{3,5}/\d{2}/\d{4,}|[A-Z]{1,2}/\d{5,}|[A-Z]\d{4}[A-Z]{2}|\d{2,4}/\d{6,7}[A-Z]|\d{2}[A-Z]\d{4}[A-Z]|[A-Z]{2,5}9{0,3} ?\d{6} ?[A-Z][A-Z9]\d[A-Z]{2}|[A-Z]\d{12})\b",
        )
    });
    static IN_BRACKETS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\p{Lu}[\p{L}'’-]*\.? \((\d{6,9})\)"));
    const EVENTS: [&str; 15] = [
        "incident", "report", "ref", "form", "invoice", "crime", "log", "datix", "order", "parcel", "flight", "model",
        "serial", "batch", "audit",
    ];
    const OF_EVENTS: [&str; 9] = ["INC", "INV", "CAD", "PO", "SO", "DX", "SF", "ISO", "BS"];
    let of_event = |at: usize| {
        let near = before(text, at, 24);
        let mut last = near.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).rev().take(2);
        last.any(|word| EVENTS.contains(&word))
    };
    let mut found = matches(text, &CODE, Kind::PersonId, |words, at| {
        let letters = words.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        let one = words.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
        !(of_event(at) && (words[1..].contains('-') || !one)) && !OF_EVENTS.contains(&letters)
    });
    keep_apart(&mut found, matches(text, &IN_BRACKETS, Kind::PersonId, |_, _| true));
    found
}

fn phones(text: &str) -> Vec<Found> {
    static ABROAD: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?:\+ ?|\b00 ?)[1-9]\d{0,2}[ .-]?(?:\(0\))?(?:[ .-]?\(?\d\)?){7,11}\b"));
    static AT_HOME: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?:\(0\d{2,4}\)|0\d)(?:(?:[ .\u{a0}-]{0,3}|[/–])\d){5,9}(?: ?(?:x|ext\.?|extension) ?\d{2,6}\b)?")
    });
    static OVER_A_LINE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(07\d{3}[ -]?\r?\n ?\d{6}|07\d{3}[ -]?\d{3}[ -]?\r?\n ?\d{3}|0\d{4}[ -]?\r?\n ?\d{6}|0\d{2}[ -]?\d{4}[ -]?\r?\n ?\d{4})\b",
        )
    });
    static SHORT_OF_ITS_NOUGHT: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\b7\d{3}[ -]\d{6}\b|\b7\d{3}[ -]\d{3}[ -]\d{3}\b"));
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:tel|telephone|phone|mob|mobile|landline|fax|ring|rang|call|text|whatsapp|contact)\b\.?(?: (?:no\.?|number|him|her|them|me|us|mum|dad))?(?: on| is| at)?[ \t]*[:.=]?[ \t]*(\d{3,5} \d{3,6}|\d{6,8}|7\d{9})\b",
        )
    });
    static INSIDE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:ext|extn|extension)\.?[ :]{0,2}(\d{3,6})\b"));
    let mut found = matches(text, &ABROAD, Kind::Phone, |_, _| true);
    keep_apart(
        &mut found,
        matches(text, &AT_HOME, Kind::Phone, |words, at| {
            let after = text[at + words.len()..].chars().next();
            // In a form whose cells have run together letters touch it; digits never do.
            let within = text[..at].ends_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '/' | '_'))
                || text[..at].ends_with('-') && text[..at - 1].ends_with(|c: char| c.is_alphanumeric())
                || after.is_some_and(|c| c.is_ascii_digit());
            if within {
                return false;
            }
            let home = words.find(['x', 'e']).map_or(words, |cut| &words[..cut]);
            let counted = digits::of(home).len();
            (10..=11).contains(&counted) && !is_date(words)
        }),
    );
    keep_apart(&mut found, matches(text, &OVER_A_LINE, Kind::Phone, |_, _| true));
    keep_apart(&mut found, matches(text, &SHORT_OF_ITS_NOUGHT, Kind::Phone, |_, _| true));
    keep_apart(
        &mut found,
        matches(text, &NAMED, Kind::Phone, |words, _| (6..=11).contains(&digits::of(words).len()) && !is_date(words)),
    );
    keep_apart(&mut found, matches(text, &INSIDE, Kind::Phone, |_, _| true));
    found
}

fn nhs_numbers(text: &str) -> Vec<Found> {
    static TEN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:\b|\(|[a-z]|NHS|_)(\d(?:(?:[ .\u{a0}\u{2009}\u{202f}–—/()_·-]{0,3}|[ –-]{0,2}\r?\n ?)\d){9})(?:\b|_)",
        )
    });
    // Where a label stands right before them, whatever parts the digits; elsewhere a comma or a cell's edge parts two numbers.
    static PARTED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\bnhs(?: ?(?:nos?\.?|number|num))?(?: is| was)?[ \t]*[:.=#–-]?[ \t]*(\d(?:(?:[ ,•|*+'–-]{0,3}|[ –-]{0,2}\r?\n[ >|]{0,3})\d){9})\b",
        )
    });
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
    // The head of a table says what its cells are.
    static HEAD: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\|[ *]*nhs[^|\n]*\|"));
    let tabled = HEAD.is_match(text);
    let is_cell = |text: &str, at: usize| text[..at].trim_end_matches(' ').ends_with('|');
    let mut found = matches(text, &TEN, Kind::Nhs, |words, at| {
        let near = before(text, at, 90);
        let groups = words.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).count();
        let usual = groups == 1 || words.split([' ', '-', '\u{a0}', '.']).map(str::len).eq([3, 3, 4]);
        let named = NAMED.is_match(&near);
        // A line's end may break a number that is called so.
        if words.contains('\n') && !near.contains("nhs") {
            return false;
        }
        let likely = usual || digits::is_checked(&digits::of(words)) || named;
        likely
            && (groups <= 5
                || named && groups <= 6
                || (groups == 10 && (near.contains("nhs") || tabled && is_cell(text, at))))
            && (named || !is_date(words))
            && !OTHER.is_match(&near)
    });
    keep_apart(&mut found, matches(text, &PARTED, Kind::Nhs, |words, _| !is_date(words)));
    keep_apart(&mut found, matches(text, &LABELLED, Kind::Nhs, |words, _| !is_date(words)));
    static ENDING: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\bnhs(?: ?(?:no\.?|number|num))?,? (?:ends|ending|last (?:four|4|three|3))(?: digits)?(?: are| is| in| with)?:? (\d{3,4})\b",
        )
    });
    keep_apart(&mut found, matches(text, &ENDING, Kind::Nhs, |_, _| true));
    found
}

/// Numbers said one by one: ten digits are an NHS number, and those that begin with a nought a phone's; six between letters are of National Insurance.
fn spoken(text: &str) -> Vec<Found> {
    const FEWEST: usize = 6;
    static LETTERS_BEFORE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\b(?:[a-z],? [a-z],? |qq,? |double [a-z],? )$"));
    static LETTER_AFTER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^,? [A-Da-d]\b"));
    static IN_PAIRS: LazyLock<Regex> = LazyLock::new(|| {
        let unit = "(?:oh|zero|nought|one|two|three|four|five|six|seven|eight|nine)";
        let pair = format!(
            "(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -]{unit})?|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|double {unit}|triple {unit}|{unit})"
        );
        pattern(&format!(r"(?i)\b{pair}(?:[ ,-]+{pair}){{2,}}\b"))
    });
    static NUMBER_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?:ni|nino|insurance|nhs|phone|mobile|mob|tel|number|no\.?|landline|ring|call|text)\b(?: [a-z']+){0,5}[ :]*(?:[a-z] [a-z] )?$",
        )
    });
    let of_run = |run: regex::Match| {
        let said = digits::of_words(run.as_str());
        let near = before(text, run.start(), 60);
        let letters = LETTERS_BEFORE.find(&near).filter(|_| said.len() == FEWEST);
        let last = LETTER_AFTER.find(&text[run.end()..]);
        if let (Some(letters), Some(last)) = (letters, last) {
            let span = Span::new(run.start() - letters.len(), run.end() + last.end());
            return Some(Found { span, kind: Kind::NationalInsurance });
        }
        let kind = match said.len() {
            length if length < FEWEST => return None,
            _ if said.starts_with('0') => Kind::Phone,
            10 => Kind::Nhs,
            _ if near.contains("nhs") => Kind::Nhs,
            _ => Kind::PersonId,
        };
        Some(Found { span: Span::new(run.start(), run.end()), kind })
    };
    let mut found: Vec<Found> = digits::SPOKEN.find_iter(text).filter_map(of_run).collect();
    let in_pairs = IN_PAIRS.find_iter(text).filter_map(|run| {
        let near = before(text, run.start(), 60);
        let letters = LETTERS_BEFORE.find(&near).map_or(0, |letters| letters.len());
        let last = LETTER_AFTER.find(&text[run.end()..]).filter(|_| letters > 0).map_or(0, |last| last.end());
        let insured = letters > 0 || near.contains("insurance") || near.contains("ni ");
        let kind = match insured {
            true => Kind::NationalInsurance,
            false if near.contains("nhs") => Kind::Nhs,
            false => Kind::Phone,
        };
        let long = run.as_str().split([' ', '-']).count() >= 5 || letters > 0;
        (NUMBER_BEFORE.is_match(&near) && long)
            .then(|| Found { span: Span::new(run.start() - letters, run.end() + last), kind })
    });
    keep_apart(&mut found, in_pairs.collect::<Vec<_>>());
    found
}

fn postcodes(text: &str) -> Vec<Found> {
    // The last two letters are never C, I, K, M, O or V, so that no dose or length is one (`p3 5mg`).
    static WHOLE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\b[A-Z]{1,2}\d[A-Z\d]?[ \u{a0}]{0,3}\d[ABD-HJLNP-UW-Z]{2}\b"));
    // `LS91-4QT`, `KA41\n2HW`, `PostcodeKA41 2HW`, `M O 1 4 …`.
    static PARTED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\b[A-Z]{1,2}\d[A-Z\d]?(?: ?[.,/_–-] ?|\t| ?\r?\n ?)\d[ABD-HJLNP-UW-Z]{2}\b"));
    static GLUED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?:(?i:post ?code)|[a-z])([A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2})(?:[^a-z\d]|$)")
    });
    static SPELT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\bpost ?code(?: is| was|:)? ?((?:[A-Z][ -]){1,2}\d(?:[ -]?[A-Z\d])?[ -]{1,2}\d[ -][A-Z][ -][A-Z])\b",
        )
    });
    static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\bpost ?code(?: area| is| was| sector| district)?[ \t]*[:=^.-]{0,3}[ \t]*([A-Z]{1,2}\d[A-Z\d]?(?:[ ]{0,2}\d[A-Z]{2})?)\b",
        )
    });
    const NO_ENDS: [&str; 9] = ["st", "nd", "rd", "th", "hr", "yr", "ft", "pt", "wt"];
    let mut found = matches(text, &WHOLE, Kind::Postcode, |words, _| {
        // (?i) takes ſ for an S.
        let Some(end) = words.get(words.len() - 2..) else { return false };
        end == end.to_uppercase() || !NO_ENDS.contains(&end.to_lowercase().as_str())
    });
    keep_apart(&mut found, matches(text, &PARTED, Kind::Postcode, |_, _| true));
    keep_apart(&mut found, matches(text, &GLUED, Kind::Postcode, |_, _| true));
    keep_apart(&mut found, matches(text, &SPELT, Kind::Postcode, |_, _| true));
    keep_apart(&mut found, matches(text, &LABELLED, Kind::Postcode, |_, _| true));
    found
}

fn registrations(text: &str) -> Vec<Found> {
    static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b[A-Z]{2}\d{2} ?[A-Z]{3}\b|\b[A-Z]\d{2,3} ?[A-Z]{3}\b|\b[A-Z]{3} ?\d{1,3}[A-Z]\b|\b\d{2,3}-[A-Z]{1,2}-\d{1,6}\b|\b[A-Z]{2} \d{2} [A-Z]{3}\b|\b[a-z]{2}\d{2} [a-z]{3}\b",
        )
    });
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:plate|number ?plate|reg|registration|index|vrm)\b(?: no\.?| number| mark)?(?: is| was| of| ending(?: in)?| ends(?: in| with)?| beginning| starting(?: with)?)?[ \t]*[:=]?[ \t]*([A-Z]{1,3}\d{1,4}(?: ?[A-Z]{1,3})?|[A-Z]{3} ?\d{0,4}[A-Z]?)\b",
        )
    });
    static PART: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?:car|van|carrier|vehicle|lorry|bike|moped|taxi|truck|jeep|plate|reg)\b[^.\n]{0,20}\b(?:ending|ended|beginning|starting|began)(?: in| with)? ([A-Z]{2}\d{2}|[A-Z]{2,3}|\d{2} ?[A-Z]{3})\b",
        )
    });
    static OF_CAR: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:car|van|vehicle|lorry|bike|motorbike|moped|scooter|taxi|truck|jeep|plate|reg|registration|driving|drives?|drove|driver|corsa|astra|fiesta|focus|polo|golf|clio|corolla|transit|bmw|audi|mercedes|merc|volvo|nissan|micra|juke|qashqai|peugeot|renault|citro[eë]n|vauxhall|ford|kia|hyundai|honda|toyota|skoda|seat|mini|fiat|suzuki|mazda|range rover|land rover|mobility car|motability)\b[^.\n]{0,40}?\b([A-Z]{2}\d{2} ?[A-Z]{3}|[A-Z]\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,4}[A-Z]?|[A-Z]{2}\d{2})\b",
        )
    });
    let last_word = |words: &str| words.trim_start_matches(|c: char| !c.is_whitespace()).trim().to_lowercase();
    let mut found = matches(text, &WHOLE, Kind::Registration, |words, at| {
        let shouted = lists::is_ordinary(&last_word(words));
        let lower = words.chars().any(char::is_lowercase);
        (!shouted && (!lower || !lists::is_ordinary(&words[..2])))
            || before(text, at, 30).contains("reg")
            || before(text, at, 30).contains("plate")
    });
    let of_car = |words: &str| {
        let letters: String = words.chars().filter(|c| c.is_alphabetic()).collect();
        let capitals = words == words.to_uppercase();
        let ends = last_word(words);
        words.len() >= 4
            && !lists::is_ordinary(&ends)
            && (capitals || (words.len() >= 7 && words.as_bytes()[..2].iter().all(u8::is_ascii_alphabetic)))
            && !lists::is_ordinary(&letters.to_lowercase())
    };
    // `Car outside: vo 21 jju`.
    static SPACED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:car|van|vehicle|bike|moped|plate|reg|registration)\b[^.\n]{0,20}?\b([a-z]{2} \d{2} [a-z]{3})\b",
        )
    });
    keep_apart(&mut found, matches(text, &SPACED, Kind::Registration, |_, _| true));
    keep_apart(&mut found, matches(text, &OF_CAR, Kind::Registration, |words, _| of_car(words)));
    let capitals = |words: &str| {
        !words.chars().any(char::is_lowercase) && words.chars().any(|c| c.is_ascii_digit() || words.len() == 3)
    };
    keep_apart(&mut found, matches(text, &NAMED, Kind::Registration, |words, _| capitals(words)));
    keep_apart(&mut found, matches(text, &PART, Kind::Registration, |words, _| capitals(words)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(Kind, &str)> {
        find(text).into_iter().map(|one| (one.kind, one.span.of(text))).collect()
    }

    #[test]
    fn numbers_are_known_by_their_shape_and_their_labels() {
        use Kind::{Email, NationalInsurance, Nhs, PersonId, Phone, Postcode, Registration};
        for (text, one) in [
            ("NHS 943 476 5919", (Nhs, "943 476 5919")),
            ("nhs no 943-4765-918 it says", (Nhs, "943-4765-918")),
            (
                "nhs is nine four three four seven six five nine one nine ok",
                (Nhs, "nine four three four seven six five nine one nine"),
            ),
            ("NINO ab 12 34 56 c", (NationalInsurance, "ab 12 34 56 c")),
            ("ni is q q one two three four five six a", (NationalInsurance, "q q one two three four five six a")),
            ("call +44 (0)7700 900123", (Phone, "+44 (0)7700 900123")),
            (
                "on oh double seven double oh nine double oh one two three",
                (Phone, "oh double seven double oh nine double oh one two three"),
            ),
            ("at (01632) 960 555.", (Phone, "(01632) 960 555")),
            ("jo.b+x@mail.example.org.", (Email, "jo.b+x@mail.example.org")),
            ("jo dot b at mail dot org", (Email, "jo dot b at mail dot org")),
            ("postcode e31 2rr", (Postcode, "e31 2rr")),
            ("Mosaic 1234567", (PersonId, "1234567")),
            ("Case ID: 88123.", (PersonId, "88123")),
            ("hospital number is K4471902", (PersonId, "K4471902")),
            ("a grey van, part plate VK67", (Registration, "VK67")),
        ] {
            assert_eq!(found(text), [one], "{text}");
        }
    }

    #[test]
    fn doses_dates_scores_and_incidents_are_nobody() {
        for text in [
            "On 12/05/2024 at 10.30 she took 5 mg x2, BP 120/80, paid £1,234.56.",
            "ref INC0045512, incident no 44512, invoice 100234, police log 0712 of 03/10",
            "p3 5mg, s47 at 4pm, s17 4th visit, ring 999 or 111, 10 minutes",
            "S17 AND S20 were talked through. Ward C1 NAD. Route 36 bus.",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
