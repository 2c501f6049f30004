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
    static FLAT_AFTER: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^ (?:\d/[LR\d]|\d[FL]\d|North|South|East|West|Nth|Sth)\b"));
    end + FLAT_AFTER.find(&text[end..text.ceil_char_boundary((end + 8).min(text.len()))]).map_or(0, |flat| flat.len())
}

/// What stands after `Address:` as far as it is written as places are: numbers and capitals, parted by commas; or all small, to the end of its line.
pub(super) fn after_label(text: &str, at: usize) -> Option<Span> {
    static PLACES: LazyLock<Regex> = LazyLock::new(|| {
        let unit = r"(?i:flats?|apartment|apt|room|rm|unit|uned|fflat|plot|pitch|bedsit|maisonette|croft|caravan|no\.?|number) ";
        let number = r"(?:\d{1,4}[a-hA-H]?(?:[/-]\d{1,4}[a-h]?)?,? )";
        let word = r"\p{Lu}[\p{L}'’-]+";
        let place = format!("{word}(?: (?:(?:on|upon|in|of|the|le|an|na|y|yr|&|by) ){{0,2}}{word})*");
        let lead = r"(?:(?i:off|nr|near|rear of|behind|by|opp) )?";
        pattern(&format!(r"^(?:{unit})?(?:{number}|(?:The )?){place}(?:, ?{lead}{number}?{place})*"))
    });
    static SMALL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"^(?:[a-z/]{{1,8}} (?:flat|floor|flr),? )?(?:(?:flat|flt|apt|room|rm|unit|plot|bedsit) \d{{1,4}}[a-h]?,? )?(?:\d{{1,4}}[a-h]?,? )(?:[a-z'’-]{{2,}} ){{1,3}}?(?:{STREETS}|{PERHAPS})\b(?:, (?:[a-z'’-]{{2,}} ){{0,2}}[a-z'’-]{{3,}}(?: (?:north|south|east|west|nth|sth))?(?:,|\.|$))*"
        ))
    });
    let near = &text[at..text.floor_char_boundary((at + 160).min(text.len()))];
    let line = near.split(['\n', '\r', '\t', '|', '^']).next()?;
    if let Some(small) = SMALL.find(line) {
        return Some(without_postcode(text, Span::new(at, at + small.as_str().trim_end_matches([',', '.']).len())));
    }
    let found = PLACES.find(line)?;
    let lead = &found.as_str()[..found.as_str().find([' ', ',']).unwrap_or(found.len())];
    let whole = found.as_str().contains([',', ' ']);
    let floor = found.as_str().contains("Floor, ");
    let street = || found.as_str().split(", ").any(|part| STREET_OR_HOUSE.is_match(part));
    let number = found.as_str().contains(|c: char| c.is_ascii_digit());
    let ordinary = lists::is_ordinary(&lists::fold(lead)) && lead != "The" && !floor && !(street() && number);
    let person = lists::is_title(&lists::fold(lead.trim_end_matches('.')))
        || !number && !street() && lists::LISTS.first(&lists::fold(lead)).is_some();
    // Where the number is one of several words on the way (`lives at home`), nothing is told.
    let end = found.as_str().trim_end_matches([' ', '.']).len();
    (whole && !ordinary && !person && (number || street() || found.as_str().contains(", ")))
        .then(|| without_postcode(text, Span::new(at, at + end)))
}

static STREET_OR_HOUSE: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"(?i)(?:^\d|^(?:flat|unit|plot|the) |[ ](?:{STREETS}|{PERHAPS})\.?$)")));

/// The places before the postcode at `at`, from the first that has a number or the word of a street or house, and the name of a house before that.
pub(super) fn before_postcode(text: &str, at: usize) -> Option<Span> {
    const LONGEST: usize = 120;
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
    static NUMBER_AFTER: LazyLock<Regex> = LazyLock::new(|| pattern(r" \d{1,4}[a-hA-H]? \p{Lu}"));
    if let Some(number) = NUMBER_AFTER.find(parts[0].of(text)) {
        parts[0] = Span::new(parts[0].start() + number.start() + 1, parts[0].end());
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
            r"(?:(?i:flats?|flt|apartment|apt|room|rm|unit|uned|fflat|bungalow|studio|plot|block|pitch|bay|penthouse|bedsit|maisonette|croft|annexe?|suite|caravan) ?(?:\d{1,4}[a-hA-H]?(?:/\d{1,3})?(?: ?(?:&|and|,) ?\d{1,4}[a-h]?)?|[A-H])|Penthouse|(?i:basement|attic|annexe?)|(?i:gff|fff|tff|g/f|f/f|t/f|1/f|2/f)(?: (?i:flat))?|(?i:ground|first|second|third|top|basement|lower|upper|garden|grd|gnd|1st|2nd|3rd|4th|attic) (?i:floor|flat|flr)(?: (?i:flat|frt|front|rear|back|left|right|l|r))?|\d?F\d|\d/[\dLR]|The \p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)?|(?:\p{Lu}[\p{L}'’-]+ ){1,3}(?:House|Hse|Court|Crt|Buildings|Mansions|Lodge|Cottages?|Farm|Towers?|Heights|Mansions|Hall|Buildings|Villas?|Home|Site|Yard|Inn|Park)|[\x22\u{201c}](?:\p{Lu}[\p{L}'’-]+ ?){1,3}[\x22\u{201d}]),? $|\b(?i:plot|unit|pitch|flat|room|bay|no\.?|number) $",
        )
    });
    static PLACE_AFTER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^\.?, ?((?:(?i:off|nr|near|rear of|behind|by|opp) )?(?:\d{1,4}[a-hA-H]? )?(?:The )?(?:\p{Lu}[\p{L}'’-]+)(?:[ -](?:\p{Lu}[\p{L}'’-]+|on|upon|in|le|the|of|by|y|yr|an|na))*)",
        )
    });
    const PARTS: usize = 4;
    let (mut start, mut end) = (span.start(), span.end());
    for _ in 0..PARTS {
        let near = &text[text.ceil_char_boundary(start.saturating_sub(60))..start];
        let own =
            |house: &regex::Match| !["My ", "Our ", "Her ", "His "].iter().any(|word| house.as_str().starts_with(word));
        match HOUSE_BEFORE.find(near).filter(own) {
            Some(house) => start -= near.len() - house.start(),
            None => match place_before(near) {
                Some(length) => start -= length,
                None => break,
            },
        }
    }
    for _ in 0..PARTS {
        let after = &text[end..text.floor_char_boundary((end + 80).min(text.len()))];
        let Some(place) = PLACE_AFTER.captures(after).and_then(|captures| captures.get(1)) else { break };
        let rest = &after[place.end()..];
        let closes = rest.is_empty()
            || rest.starts_with(['\n', '\r', ',', '.', ';', ')', ':', '?', '!'])
            || rest.starts_with(" (")
            || STREET_OR_HOUSE.is_match(place.as_str())
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
    // `12 gas st, dunmore`; `91a jubilee parade (above the bakers)`.
    static SMALL_AFTER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(r"^, (?:[a-z'’-]{{2,}} ){{1,2}}(?:{STREETS})\b(?: (?:north|south|east|west|nth|sth))?"))
    });
    static ABOVE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^ \((?:above|over|behind|opposite|opp|next to|rear of) [^)\n]{3,30}\)"));
    for more in [&SMALL_AFTER, &ABOVE] {
        let after = &text[end..text.floor_char_boundary((end + 60).min(text.len()))];
        end += more.find(after).map_or(0, |more| more.end());
    }
    if text[..end].ends_with(|c: char| c.is_lowercase()) {
        end += small_place_after(text, end, found);
    }
    Span::new(start, end)
}

/// `11 heol-y-deri, pontarfan`: how long the place is that follows in small letters, no word, up to a mark or a postcode.
fn small_place_after(text: &str, end: usize, found: &[Found]) -> usize {
    static PLACE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^, ([a-z][a-z'’-]{3,}(?: [a-z][a-z'’-]{3,})?)"));
    let after = &text[end..text.floor_char_boundary((end + 60).min(text.len()))];
    let Some(place) = PLACE.captures(after).and_then(|captures| captures.get(1)) else { return 0 };
    let rest = &after[place.end()..];
    let closes =
        rest.starts_with([',', '.', ';', '\n']) || rest.is_empty() || is_number_next(text, end + place.end(), found);
    let known = |word: &str| {
        let folded = lists::fold(word);
        lists::is_ordinary(&folded) || lists::is_kin(&folded) || lists::LISTS.first(&folded).is_some()
    };
    if closes && !place.as_str().split(' ').any(known) { place.end() } else { 0 }
}

/// `Chy an Mor, `, `Kaya Kebab & Pizza, ` before a street: how long the name of a house is that stands alone between marks, is no word and nobody's
/// name.
fn place_before(near: &str) -> Option<usize> {
    static PLACE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:^|[:,|^\t\n(] ?|\b(?:at|to|from|in|of) )((?:The |Yr |Y |[\x22“])?\p{Lu}[\p{L}'’-]+(?: (?:\p{Lu}[\p{L}'’-]+|an|na|nan|of|the|on|y|yr|&)){0,4}[\x22”]?),? $",
        )
    });
    let place = PLACE.captures(near)?.get(1)?;
    let parted = near.ends_with(", ");
    let person = |word: &str| {
        let folded = lists::fold(word.trim_matches(|c: char| !c.is_alphabetic()));
        lists::is_title(&folded)
            || lists::is_kin(&folded)
            || lists::is_no_name(&folded)
            || lists::LISTS.roles.contains(&folded)
            || lists::LISTS.first(&folded).is_some()
            || lists::LISTS.is_surname(&folded)
    };
    let ordinary = |word: &str| lists::is_ordinary(&lists::fold(word));
    let words = || place.as_str().split(' ').filter(|word| word.starts_with(char::is_uppercase));
    (parted && words().count() > 1 && !words().any(person) && !words().all(ordinary))
        .then_some(near.len() - place.start())
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
