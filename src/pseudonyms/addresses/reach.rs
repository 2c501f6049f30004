//! How far an address goes: the parts of the house before it, the places after it, the lines below.

use super::shapes::{BEFORE_A_POSTCODE, PERHAPS, POSTCODE, STREETS, pattern};
use crate::pseudonyms::{Found, Kind, lists};
use crate::text::Span;
use regex::Regex;
use std::sync::LazyLock;

/// To the last of several words for a street: *Park Hill Road*.
pub(super) fn further(text: &str, mut end: usize) -> usize {
    static STREET_WORD: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"(?i)^ (?:{STREETS}|{PERHAPS})\b")));
    let is_capital = |at: usize| text[at..].trim_start_matches(' ').starts_with(char::is_uppercase);
    let capital = text[..end].rsplit(' ').next().is_some_and(|word| word.starts_with(char::is_uppercase));
    while let Some(word) = STREET_WORD.find(&text[end..text.ceil_char_boundary((end + 24).min(text.len()))]) {
        if is_capital(end) != capital {
            break;
        }
        end += word.end();
    }
    static FLAT_AFTER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^ (?:\d/[LR\d]|\d[FL]\d|North|South|East|West)\b"));
    end + FLAT_AFTER.find(&text[end..text.ceil_char_boundary((end + 8).min(text.len()))]).map_or(0, |flat| flat.len())
}

/// What stands after `Address:` as far as it is written as places are: numbers and capitals, parted by commas.
pub(super) fn after_label(text: &str, at: usize) -> Option<Span> {
    static PLACES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:(?i:flat|apartment|apt|room|unit) )?(?:\d{1,4}[a-hA-H]?(?:[/-]\d{1,4})? |(?:The )?)(?:\p{Lu}[\p{L}'’-]+)(?: (?:\p{Lu}[\p{L}'’-]+|on|upon|in|of|the|le))*(?:, (?:(?:off|nr|near|rear of|behind) )?(?:\d{1,4}[a-hA-H]? )?\p{Lu}[\p{L}'’-]+(?: (?:\p{Lu}[\p{L}'’-]+|on|upon|in|of|the|le))*)*",
        )
    });
    let near = &text[at..text.floor_char_boundary((at + 160).min(text.len()))];
    let found = PLACES.find(near.split('\n').next()?)?;
    let lead = &found.as_str()[..found.as_str().find([' ', ',']).unwrap_or(found.len())];
    let whole = found.as_str().contains([',', ' ']);
    let floor = found.as_str().contains("Floor, ");
    let ordinary = lists::is_ordinary(&lists::fold(lead)) && lead != "The" && !floor;
    // Where the number is one of several words on the way (`lives at home`), nothing is told.
    (whole && !ordinary).then(|| without_postcode(text, Span::new(at, at + found.end())))
}

/// The places before the postcode at `at`, from the first that has a number or the word of a street or house, and the name of a house before that.
pub(super) fn before_postcode(text: &str, at: usize) -> Option<Span> {
    const LONGEST: usize = 120;
    static STREET_OR_HOUSE: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"(?i)(?:^\d|^(?:flat|unit|plot|the) |[ ](?:{STREETS}|{PERHAPS})\.?$)")));
    let near = &text[text.ceil_char_boundary(at.saturating_sub(LONGEST))..at];
    let near = near.rsplit('\n').next().unwrap_or(near);
    let places = BEFORE_A_POSTCODE.find(near)?;
    let whole = places.as_str().trim_end_matches([' ', ',']);
    let start = at - near.len() + places.start();
    let mut parts: Vec<Span> = Vec::new();
    for part in whole.split(", ") {
        let from = parts.last().map_or(start, |last| last.end() + ", ".len());
        parts.push(Span::new(from, from + part.len()));
    }
    let is_name = |part: &Span| {
        part.of(text).split(' ').any(|word| {
            let folded = lists::fold(word.trim_end_matches('.'));
            lists::is_title(&folded) || lists::is_kin(&folded) || lists::LISTS.first(&folded).is_some()
        })
    };
    // *Gethin Pugh of 3 Tai Newyddion*.
    static NUMBER_AFTER: LazyLock<Regex> = LazyLock::new(|| pattern(r" (?:of|at|in|on) \d"));
    if let Some(number) = NUMBER_AFTER.find(parts[0].of(text)) {
        parts[0] = Span::new(parts[0].start() + number.end() - 1, parts[0].end());
    }
    let mut first = parts.iter().position(|part| STREET_OR_HOUSE.is_match(part.of(text)))?;
    if first == 1 && !is_name(&parts[0]) && parts[0].of(text).contains(' ') {
        first = 0;
    }
    Some(Span::new(parts[first].start(), start + whole.len()))
}

fn without_postcode(text: &str, span: Span) -> Span {
    match POSTCODE.find(span.of(text)) {
        Some(code) => {
            let kept = span.of(text)[..code.start()].trim_end_matches([' ', ',']);
            Span::new(span.start(), span.start() + kept.len())
        }
        None => span,
    }
}

/// With the parts of the house before it and the places after it on the same line.
pub(super) fn widened(text: &str, span: Span, found: &[Found]) -> Span {
    static HOUSE_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:(?i:flat|flt|apartment|apt|room|unit|bungalow|studio|plot|block|pitch|bay|penthouse) ?(?:\d{1,4}[a-hA-H]?(?:/\d{1,3})?|[A-H])|Penthouse|(?i:ground|first|second|third|top|basement|lower|upper|garden) (?i:floor|flat)(?: (?i:flat))?|\d?F\d|\d/[\dLR]|The \p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)?|(?:\p{Lu}[\p{L}'’-]+ ){1,3}(?:House|Court|Lodge|Cottages?|Farm|Towers?|Heights|Mansions|Hall|Buildings|Villas?|Home|Site|Yard|Inn|Park)|[\x22\u{201c}](?:\p{Lu}[\p{L}'’-]+ ?){1,3}[\x22\u{201d}]),? $|\b(?i:plot|unit|pitch|flat|room|bay|no\.?|number) $",
        )
    });
    static PLACE_AFTER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^, ((?:(?:off|nr|near|rear of|behind) )?(?:The )?(?:\p{Lu}[\p{L}'’-]+)(?:[ -](?:\p{Lu}[\p{L}'’-]+|on|upon|in|le|the|of|by))*)",
        )
    });
    const PARTS: usize = 4;
    let (mut start, mut end) = (span.start(), span.end());
    for _ in 0..PARTS {
        let near = &text[text.ceil_char_boundary(start.saturating_sub(60))..start];
        match HOUSE_BEFORE.find(near) {
            Some(house) => start -= near.len() - house.start(),
            None => break,
        }
    }
    for _ in 0..PARTS {
        let after = &text[end..text.floor_char_boundary((end + 80).min(text.len()))];
        let Some(place) = PLACE_AFTER.captures(after).and_then(|captures| captures.get(1)) else { break };
        let rest = &after[place.end()..];
        let closes = rest.is_empty()
            || rest.starts_with(['\n', '\r', ',', '.', ';', ')', ':', '?', '!'])
            || rest.starts_with(" (")
            || is_number_next(text, end + place.end(), found);
        let alone = !place.as_str().contains(' ');
        let named = place.as_str().split(' ').any(|word| {
            let word = lists::fold(word);
            let first = alone && lists::LISTS.first(&word).is_some() && !lists::is_no_name(&word);
            first || lists::is_title(&word) || lists::is_kin(&word) || lists::is_day_or_month(&word)
        });
        if !closes || named || POSTCODE.is_match(place.as_str()) {
            break;
        }
        end += place.end();
    }
    Span::new(start, end)
}

fn is_number_next(text: &str, at: usize, found: &[Found]) -> bool {
    let next = found.partition_point(|one| one.span.start() < at);
    found.get(next).is_some_and(|one| one.kind == Kind::Postcode && text[at..one.span.start()].trim().is_empty())
}

/// The lines under an address that lead to its postcode: each a place of its own.
pub(super) fn lines_below(text: &str, span: Span) -> Vec<Span> {
    const MOST: usize = 3;
    static PLACE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^\p{Lu}[\p{L}'’-]+(?:[ -](?:\p{Lu}[\p{L}'’-]+|on|upon|in|le|the|of|by))*$"));
    let mut rest = span.end();
    let mut places = Vec::new();
    if !text[rest..].trim_start_matches([',', '.', ' ', '\r']).starts_with('\n') {
        return places;
    }
    for _ in 0..=MOST {
        let Some(line) = text[rest..].find('\n').map(|end| rest + end + 1) else { break };
        let words = text[line..].split('\n').next().unwrap_or_default();
        let inside = words.trim_matches([' ', ',', '\r']);
        if POSTCODE.find(inside).is_some_and(|code| code.start() == 0) {
            return places;
        }
        // `Old Brewery Yard, TS44 2PW` ends the address.
        let code = POSTCODE.find(inside).filter(|code| code.end() == inside.len());
        let inside = code.map_or(inside, |code| inside[..code.start()].trim_end_matches([' ', ',']));
        if !PLACE.is_match(inside) {
            break;
        }
        let start = line + (words.len() - words.trim_start_matches([' ', ',']).len());
        places.push(Span::new(start, start + inside.len()));
        if code.is_some() {
            return places;
        }
        rest = line + words.len();
    }
    Vec::new()
}
