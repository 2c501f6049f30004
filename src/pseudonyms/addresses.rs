//! Where people live: a number and a street, a flat in a house, a house by its name, each with the places that follow on the same line. Towns
//! alone, and the streets of shops and services, are nobody's address.

use super::{Found, Kind, before, is_free, lists};
use crate::text::Span;
use regex::Regex;
use std::sync::LazyLock;

/// Words that end the name of a street and little else.
const STREETS: &str = "road|rd|street|str|st|lane|ln|avenue|ave|av|crescent|cresc|cres|terrace|terr|tce|gardens|gdns|grove|mews|parade|wynd|boulevard|villas|cottages|buildings";
/// Words that end the name of a street and much else.
const PERHAPS: &str = "drive|dr|close|cl|place|pl|court|ct|way|walk|view|park|square|sq|hill|rise|row|green|gate|mount|vale|croft|fold|yard|approach|wharf|quay|heights|\
house|lodge|meadows?|paddocks?|brae|fields?|path|circus|passage|broadway|ridge|dene|dell|orchard|glade|chase|drove|embankment|mansions|towers?|loan|cottage|bungalows?|leys|mead|lea|garth|bank|\
ridings|heath|common|reach|point|hall|farm|barn|mill|vicarage|rectory|estate|end|quays|springs?|brow|beck|maltings|copse|spinney|warren|nook|causeway|strand|cloisters?|acres?|side|\
wood|woods|bottoms?|corner|priory|moor|edge|clough|hey|haven|riverside|promenade|esplanade";

/// The number of a house as it is dictated.
const NUMBER_WORDS: &str = "(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|\
twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)(?: [a-d])?";

/// A way whose word for a street comes first, as in Welsh: `14 Heol y Coed`.
static NUMBERED_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b\d{1,4}[a-h]? (?:heol|ffordd|stryd|maes|clos|lôn|lon|rhodfa|cae|bryn|llys|trem|dôl|erw|rue|via)(?: (?:y|yr|dan|des?|la|le))? [\p{L}'’-]{3,}",
    )
});
/// `9 Kirkgate,`, `(3 Fairacre)`: a number and a word with a capital that no list holds, marked off as addresses are.
static NUMBERED_MARKED_OFF: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:\b(?i:at|to|from|of|in|address|addr|is)|[:(,;]) ?([1-9]\d{0,3}[a-hA-H]? (?:The )?\p{Lu}\p{Ll}[\p{L}'’-]{2,}(?: \p{Lu}\p{Ll}[\p{L}'’-]+)?)(?:[,.;)\n]|$| [A-Z]{1,2}\d)",
    )
});
/// `flat 12`, `Apartment 4b`.
static FLAT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?i:flat|apartment|apt) (?:\d{1,4}[a-hA-H]?(?:/\d{1,3})?|[A-H])\b"));
/// A house by its name alone.
static COTTAGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?i:at|to|from|in|of|near) ((?:The )?(?:\p{Lu}[\p{L}'’-]+ ){1,3}(?:Cottage|Farm|Farmhouse|Bungalow|Barn|Croft|Villa|Forge|Rectory|Vicarage|Smithy|Gatehouse))\b",
    )
});
/// `Neighbour at 27`.
static NEXT_DOOR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?i:neighbou?rs?|lives?|living|lived|family|couple|lady|man|woman|stays|staying) (?:at|from) ((?:(?i:no\.?|number) ?)?\d{1,3}[a-hA-H]?)(?:[,;)\n]|\.(?:\D|$)| (?:who|and|said|says|has|is|was|with|rang|told|opposite|for|since)\b|$)",
    )
});
/// A street without capitals, in dictated text.
static LOWER_STREET: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:in|on|near|at|off|to|from) ((?:[a-z'’-]{3,} ){1,2}(?:road|rd|street|lane|avenue|ave|crescent|terrace|grove|gardens|mews))\b",
    )
});
/// A street whose word is that of many other things, after a word that says that somebody lives there.
static LIVED_IN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?i:lives?|living|lived|stays?|staying|stayed|moved|moving|address|resides?|tenancy|property|flat|house|home)\b[^.\n]{0,30}?\b(?:in|on|at|to|off|near) ((?:\p{Lu}[\p{L}'’-]+ ){1,3}(?:Way|Place|Court|Walk|Rise|Hill|View|Row|Square|Park|Green|Mount|Vale|Croft|Fold|Yard|Wharf|Heights|Meadows?|Estate|Towers?|Mansions))\b",
    )
});

/// A number and the name of a street: group `name` holds what stands between, `strong` or `weak` the word that ends it.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)\b(?:{NUMBER_WORDS}|[1-9]\d{{0,3}} ?[a-h]?(?:[/-]\d{{1,4}}[a-h]?)?),? (?P<name>(?:\p{{L}}[\p{{L}}'’.-]* ){{1,4}}?)(?:(?P<strong>{STREETS})|(?P<weak>{PERHAPS}))\b"
    ))
});
/// `2 The Paddocks`, `12 Pinewood`, after a word that says that somebody lives there.
static NUMBERED_ALONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?i:at|address|addr|to|of|lives|moved to)[ :]{1,2}([1-9]\d{0,3}[a-hA-H]? (?:The )?\p{Lu}\p{Ll}[\p{L}'’-]+(?: \p{Lu}\p{Ll}[\p{L}'’-]+)?)\b",
    )
});
/// `Flat 3, Old Vicarage Court`: a part of a house and the house or street it is in, without a number of its own.
static PART_OF_A_HOUSE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?i:flat|apartment|apt|room|unit|bungalow|studio|plot|caravan|pitch|berth|chalet|cabin|block) (?:\d{1,4}[a-hA-H]?(?:/\d{1,3})?|[A-H]),? (?:The )?(?:\p{Lu}[\p{L}'’.-]+ ){0,4}?(?:\p{Lu}[\p{L}'’-]+)\b",
    )
});
/// `Pear Tree House, The Street`.
static HOUSE_BY_NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:The )?(?:\p{Lu}[\p{L}'’-]+ ){1,3}(?:House|Cottage|Farm|Farmhouse|Lodge|Barn|Mill|Rectory|Vicarage|Villa|Manor|Grange|Bungalow|Court|Stables), (?:The )?(?:\p{Lu}[\p{L}'’-]+ ){0,3}(?:Street|Road|Lane|Avenue|Close|Drive|Hill|Green|Row|Way|Common|Square|Terrace|Crescent|Gardens|Mews|Park|Walk|Court)\b",
    )
});
/// `at No. 3`.
static NEIGHBOUR: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?i:at|of|from|to) ((?i:no\.|number) ?\d{1,4}[a-hA-H]?)\b(?: |,|\.|\)|$)"));
/// A street alone.
static STREET: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b((?:\p{Lu}[\p{L}'’-]+ ){1,3}(?:Road|Rd|Street|Lane|Avenue|Ave|Crescent|Terrace|Grove|Gardens|Mews|Close|Drive))\b",
    )
});
/// A label and what is written after it.
static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:(?:home |current |previous |correspondence |postal |new |old )?address|addr|lives at|living at|resides at|residing at|resident at|deliver to)[ \t]*(?:is|was)?[ \t]*[:=-]?[ \t]*",
    )
});
static POSTCODE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b[A-Z]{1,2}\d[A-Z\d]? {0,3}\d[A-Z]{2}\b"));

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is whole")
}

/// In order, apart from each other and from `found`, which is in order.
pub fn find(text: &str, found: &[Found]) -> Vec<Found> {
    let mut spans: Vec<Span> = Vec::new();
    spans.extend(NUMBERED.captures_iter(text).filter_map(|captures| {
        let whole = captures.get(0)?;
        let named = captures.name("name")?.as_str();
        let weak = captures.name("weak").map(|word| word.as_str());
        is_street(text, whole.start(), named, weak, whole.as_str())
            .then(|| Span::new(whole.start(), further(text, whole.end())))
    }));
    spans.extend(PART_OF_A_HOUSE.find_iter(text).filter(|part| is_part_of_a_house(text, part)).map(span_of));
    spans.extend(HOUSE_BY_NAME.find_iter(text).map(span_of));
    spans.extend(groups(text, &NUMBERED_ALONE).filter(|group| is_nowhere_else(text, *group)));
    spans.extend(NUMBERED_BEFORE.find_iter(text).map(span_of));
    spans.extend(groups(text, &NUMBERED_MARKED_OFF).filter(|group| is_nowhere_else(text, *group)));
    spans.extend(FLAT.find_iter(text).map(span_of));
    spans.extend(groups(text, &COTTAGE).filter(|group| !is_of_service(text, *group)));
    spans.extend(groups(text, &NEXT_DOOR));
    spans.extend(groups(text, &LIVED_IN).filter(|group| !is_of_service(text, *group)));
    spans.extend(groups(text, &LOWER_STREET).filter_map(|group| lower_street(text, group)));
    spans.extend(groups(text, &NEIGHBOUR));
    spans.extend(groups(text, &STREET).filter_map(|group| home_street(text, group)));
    spans.extend(LABELLED.find_iter(text).filter_map(|label| after_label(text, label.end())));
    spans.retain(|span| is_free(found, *span));
    let mut whole: Vec<Span> = spans.into_iter().map(|span| widened(text, span, found)).collect();
    whole.sort_by_key(|span| (span.start(), std::cmp::Reverse(span.end())));
    let mut joined: Vec<Span> = Vec::new();
    for span in whole {
        match joined.last_mut() {
            Some(last) if span.start() < last.end() => *last = Span::new(last.start(), last.end().max(span.end())),
            _ => joined.push(span),
        }
    }
    let mut below: Vec<Span> = joined.iter().flat_map(|span| lines_below(text, *span)).collect();
    below.retain(|span| is_free(found, *span));
    joined.extend(below);
    joined.sort();
    joined.dedup();
    joined.into_iter().map(|span| Found { span, kind: Kind::Address }).collect()
}

/// To the last of several words for a street: *Park Hill Road*.
fn further(text: &str, mut end: usize) -> usize {
    static STREET_WORD: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"(?i)^ (?:{STREETS}|{PERHAPS})\b")));
    let is_capital = |at: usize| text[at..].trim_start_matches(' ').starts_with(char::is_uppercase);
    let capital = text[..end].rsplit(' ').next().is_some_and(|word| word.starts_with(char::is_uppercase));
    while let Some(word) = STREET_WORD.find(&text[end..text.ceil_char_boundary((end + 24).min(text.len()))]) {
        if is_capital(end) != capital {
            break;
        }
        end += word.end();
    }
    end
}

fn span_of(found: regex::Match) -> Span {
    Span::new(found.start(), found.end())
}

fn groups<'a>(text: &'a str, pattern: &'static Regex) -> impl Iterator<Item = Span> + 'a {
    pattern.captures_iter(text).filter_map(|captures| captures.get(1)).map(span_of)
}

/// Words that stand between a number and a word for a street where the number counts something.
const COUNTED: &str = "\
minute minutes min mins hour hours hr hrs day days week weeks wk wks month months mth mths year years yr yrs mile miles mg ml mcg kg cm mm km times percent of to from and or with in at a an \
for out up down off step steps big small long short good bad different new old more other people person kids kid children child adults adult men women boys girls bed beds bedroom bedroomed \
bedrooms storey dogs cats dog cat lot lots metre metres meter meters yards foot feet inch inches stone lb lbs am pm x she he they i we you it her his their my our your is was are were has had have will \
would can could did does do not no all half hours' minutes' days' weeks' way ways point points wheel wheeled door floor floors seater seat car cars hours. then who that this these those which when if so but \
than about by as on into onto over under per each every weekly daily monthly later ago rooms room";

fn is_street(text: &str, at: usize, named: &str, weak: Option<&str>, whole: &str) -> bool {
    let words: Vec<&str> = named.split_whitespace().collect();
    let ends = whole.rsplit(' ').next().unwrap_or_default();
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    let joins =
        |word: &&str| matches!(word.to_lowercase().as_str(), "the" | "of" | "on" | "upon" | "in" | "le" | "and");
    let capitals = words.iter().all(|word| is_capital(word) || joins(word)) && is_capital(ends);
    let titled = words.iter().any(|word| lists::is_title(&lists::fold(word)));
    let short = matches!(ends, "st" | "dr" | "pl" | "cl" | "St" | "Dr")
        && text[at + whole.len()..].starts_with([' '])
        && !capitals;
    // *Seven hour drive* is no place, nor *10.05 Pine Lodge*, nor *12/11 Session took place*.
    let dictated = !whole.starts_with(|c: char| c.is_ascii_digit());
    let timed = text[..at].ends_with(['.', ':', '/', '-', '£']);
    let halved = whole.split(' ').next().is_some_and(|number| number.contains('/')) && weak.is_some();
    if timed
        || halved
        || (dictated && (weak.is_some() || capitals && whole.starts_with(char::is_uppercase)))
        || is_of_service(text, Span::new(at, at + whole.len()))
    {
        return false;
    }
    if titled || short || words.iter().any(|word| word.ends_with('.') && !matches!(*word, "St." | "st.")) {
        return false;
    }
    if capitals {
        return !words.iter().all(|word| lists::is_day_or_month(&lists::fold(word)));
    }
    let counted = |word: &&str| COUNTED.split(' ').any(|known| known == word.to_lowercase());
    let most = if weak.is_some() { 2 } else { 3 };
    words.len() <= most
        && !words.iter().any(counted)
        && !weak.is_some_and(|word| {
            counted(&word) || matches!(word, "house" | "end" | "hall" | "point" | "bank" | "estate" | "tower" | "mill")
        })
}

fn is_part_of_a_house(text: &str, part: &regex::Match) -> bool {
    const HOUSES: [&str; 34] = [
        "court",
        "house",
        "lodge",
        "road",
        "street",
        "lane",
        "avenue",
        "close",
        "drive",
        "gardens",
        "place",
        "heights",
        "tower",
        "towers",
        "mansions",
        "terrace",
        "crescent",
        "paddocks",
        "mews",
        "grove",
        "way",
        "walk",
        "view",
        "park",
        "square",
        "hill",
        "rise",
        "hall",
        "point",
        "villas",
        "buildings",
        "quay",
        "wharf",
        "green",
    ];
    let last = part.as_str().rsplit(' ').next().unwrap_or_default().to_lowercase();
    let number = part.as_str().split([' ', ',']).nth(1).is_some_and(|word| word.contains(|c: char| c.is_ascii_digit()));
    // `Unit 4, The Paddocks`, `Bungalow 2, The Paddocks, Aberwen Road`: the first place of a row of them.
    let rows = part.as_str().contains(", ") && text[part.end()..].starts_with(", ");
    HOUSES.contains(&last.as_str()) && number || rows
}

/// A number and a word that is neither a name nor an ordinary word nor a time: a place and nothing else.
fn is_nowhere_else(text: &str, span: Span) -> bool {
    let place = |word: &str| {
        let folded = lists::fold(word);
        let known = lists::is_ordinary(&folded)
            || lists::is_no_name(&folded)
            || lists::LISTS.first(&folded).is_some()
            || lists::LISTS.is_surname(&folded);
        word == "The" || (!known && word != word.to_uppercase())
    };
    let mut words = span.of(text).split(' ').skip(1);
    let first = words.next();
    let rest: Vec<&str> = words.collect();
    // *2 The Paddocks* is as good as a name.
    first.is_some_and(|first| {
        (first == "The" && !rest.is_empty()) || (place(first) && rest.iter().all(|word| place(word)))
    })
}

/// A street as dictated, of words that no sentence has there: not *on the road*, *down our street*.
fn lower_street(text: &str, group: Span) -> Option<Span> {
    const NO_NAMES: &str = "the our his her their your this that same other next main high long wrong busy side old new cross whole and down across into off from with back open quiet any \
every each one my";
    let told = |word: &str| NO_NAMES.split(' ').chain(COUNTED.split(' ')).any(|known| known == word);
    if span_words(text, group).iter().any(|(_, word)| told(word)) { None } else { home_street(text, group) }
}

/// *Mill Close school*: the street is in the name of something else.
fn is_of_service(text: &str, group: Span) -> bool {
    const SERVICES: &str = "surgery clinic school centre hospital nursery station library hostel health medical pharmacy practice church primary academy team day care hall market depot police \
college infants juniors community youth family children's contact mosque office unit project hub gp resource social stores home residential nursing";
    let rest = &text[group.end()..];
    let next =
        rest.trim_start_matches(' ').split(|c: char| !c.is_alphanumeric() && c != '\'').next().unwrap_or_default();
    rest.starts_with(' ') && SERVICES.split(' ').any(|word| word == next.to_lowercase())
}

/// The street that somebody lives in or near: not that of a shop or a service, and not one that every town has.
fn home_street(text: &str, group: Span) -> Option<Span> {
    const OF_SERVICES: &str = "pharmacy chemist surgery clinic hostel school church hospital library shop shops cafe café office offices centre station nursery mosque pub bank market stop team \
college academy store stores building unit police court gym pool park temple gurdwara dentist optician supermarket garage lights crossing imam doctor bridge seller taxi room depot hub charity project ward home salon barber bookies bar";
    let words = span_words(text, group);
    let whole = words.iter().map(|(_, word)| lists::fold(word)).collect::<Vec<_>>();
    if whole.len() == 2 && matches!(whole[0].as_str(), "high" | "main" | "the") {
        return None;
    }
    if is_of_service(text, group) {
        return None;
    }
    let near = before(text, group.start(), 60);
    let sentence = near.rsplit(['.', ';', '!', '?']).next().unwrap_or_default();
    let mut last = sentence.split_whitespace().rev();
    let leads =
        last.next().is_some_and(|word| matches!(word, "in" | "at" | "near" | "off" | "to" | "from" | "on" | "of"));
    let service = last.take(2).any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        OF_SERVICES.split(' ').any(|known| known == word)
    });
    // A sentence's first word is part of no street.
    (leads && !service).then_some(group)
}

fn span_words(text: &str, span: Span) -> Vec<(usize, &str)> {
    let inside = span.of(text);
    inside.split(' ').map(|word| (word.as_ptr() as usize - inside.as_ptr() as usize + span.start(), word)).collect()
}

/// What stands after `Address:` as far as it is written as places are: numbers and capitals, parted by commas.
fn after_label(text: &str, at: usize) -> Option<Span> {
    static PLACES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:(?i:flat|apartment|apt|room|unit) )?(?:\d{1,4}[a-hA-H]?(?:[/-]\d{1,4})? |(?:The )?)(?:\p{Lu}[\p{L}'’-]+)(?: (?:\p{Lu}[\p{L}'’-]+|on|upon|in|of|the|le))*(?:, (?:\d{1,4}[a-hA-H]? )?\p{Lu}[\p{L}'’-]+(?: (?:\p{Lu}[\p{L}'’-]+|on|upon|in|of|the|le))*)*",
        )
    });
    let near = &text[at..text.floor_char_boundary((at + 160).min(text.len()))];
    let found = PLACES.find(near.split('\n').next()?)?;
    let lead = &found.as_str()[..found.as_str().find([' ', ',']).unwrap_or(found.len())];
    let whole = found.as_str().contains([',', ' ']);
    let ordinary = lists::is_ordinary(&lists::fold(lead)) && lead != "The";
    // Where the number is one of several words on the way (`lives at home`), nothing is told.
    (whole && !ordinary).then(|| without_postcode(text, Span::new(at, at + found.end())))
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
fn widened(text: &str, span: Span, found: &[Found]) -> Span {
    static HOUSE_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:(?i:flat|apartment|apt|room|unit|bungalow|studio|plot|block) ?(?:\d{1,4}[a-hA-H]?(?:/\d{1,3})?|[A-H])|The \p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)?|(?:\p{Lu}[\p{L}'’-]+ ){1,3}(?:House|Court|Lodge|Cottage|Farm|Towers?|Heights|Mansions|Hall|Buildings|Villas?)),? $",
        )
    });
    static PLACE_AFTER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^, ((?:The )?(?:\p{Lu}[\p{L}'’-]+)(?:[ -](?:\p{Lu}[\p{L}'’-]+|on|upon|in|le|the|of|by))*)")
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
fn lines_below(text: &str, span: Span) -> Vec<Span> {
    const MOST: usize = 3;
    static PLACE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^\p{Lu}[\p{L}'’-]+(?:[ -](?:\p{Lu}[\p{L}'’-]+|on|upon|in|le|the|of|by))*$"));
    let mut rest = span.end();
    let mut places = Vec::new();
    if !text[rest..].trim_start_matches([',', ' ', '\r']).starts_with('\n') {
        return places;
    }
    for _ in 0..=MOST {
        let Some(line) = text[rest..].find('\n').map(|end| rest + end + 1) else { break };
        let words = text[line..].split('\n').next().unwrap_or_default();
        let inside = words.trim_matches([' ', ',', '\r']);
        if POSTCODE.find(inside).is_some_and(|code| code.start() == 0) {
            return places;
        }
        if !PLACE.is_match(inside) {
            break;
        }
        let start = line + (words.len() - words.trim_start_matches([' ', ',']).len());
        places.push(Span::new(start, start + inside.len()));
        rest = line + words.len();
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_and_streets_of_services_are_not() {
        for (text, addresses) in [
            ("at 14 Larkhill Terrace, Mum said", &["14 Larkhill Terrace"][..]),
            ("at 14 Larkhill Terrace, Easterby.", &["14 Larkhill Terrace, Easterby"]),
            ("Flat 2/1, 88 Park Hill Road, Ludley (north)", &["Flat 2/1, 88 Park Hill Road, Ludley"]),
            ("at Pear Tree House, The Street, Nether Compton.", &["Pear Tree House, The Street, Nether Compton"]),
            ("moved to 5 quarry view now", &["5 quarry view"]),
            ("lives at fourteen larkhill terrace with her", &["fourteen larkhill terrace"]),
            ("12 Mill Lane\nEasterby\nBD47 3QT", &["12 Mill Lane", "Easterby"]),
            ("the pharmacy on Station Road, a 10 minute walk, Brook Lane Surgery", &[]),
            ("a 4 wheel drive, 2 bed house, on the road, 18.05 Pine Lodge", &[]),
        ] {
            let found = find(text, &[]);
            assert_eq!(found.iter().map(|one| one.span.of(text)).collect::<Vec<_>>(), addresses, "{text}");
        }
    }
}
