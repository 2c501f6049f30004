//! Whether what has the shape of an address is one: no time, count or turn of speech, and no street of a shop or service.

use crate::pseudonyms::{before, lists};
use crate::text::Span;

/// Words that stand between a number and a word for a street where the number counts something.
const COUNTED: &str = "\
minute minutes min mins hour hours hr hrs day days week weeks wk wks month months mth mths year years yr yrs mile miles mg ml mcg kg cm mm km times percent of to from and or with in at a an \
for out up down off step steps big small long short good bad different new old more other people person kids kid children child adults adult men women boys girls bed beds bedroom bedroomed \
bedrooms storey dogs cats dog cat lot lots metre metres meter meters yards foot feet inch inches stone lb lbs am pm x she he they i we you it her his their my our your is was are were has had have will \
would can could did does do not no all since until before after during while half hours' minutes' days' weeks' way ways point points wheel wheeled door floor floors seater seat car cars hours. then who that this these those which when if so but \
than about by as on into onto over under per each every weekly daily monthly later ago rooms room";

pub(super) fn is_street(text: &str, at: usize, named: &str, weak: Option<&str>, whole: &str) -> bool {
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
    let halved = whole.split(' ').next().is_some_and(|number| number.contains('/'))
        && weak.is_some()
        && (!capitals || words.len() > 2);
    let lived_in = ["lives at ", "live at ", "living at ", "address is ", "moved to ", "staying at ", "home is "]
        .iter()
        .any(|words| before(text, at, 16).ends_with(words));
    // *5th Nov 1940, The Nook*.
    let year = matches!(whole.get(..2), Some("18" | "19" | "20"))
        && whole.get(2..4).is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
        && text[..at].split_whitespace().next_back().is_some_and(|word| lists::is_day_or_month(&lists::fold(word)));
    if timed
        || year
        || halved
        || (dictated && !lived_in && (weak.is_some() || capitals && whole.starts_with(char::is_uppercase)))
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

/// `Pitch 22, Sandy Gap Holiday Park`: as far as a word for a house or street goes, or to the comma in a row of places.
pub(super) fn part_of_a_house(text: &str, part: &regex::Match) -> Option<Span> {
    const HOUSES: [&str; 40] = [
        "pk",
        "approach",
        "yard",
        "inn",
        "ln",
        "rd",
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
    let number = part.as_str().split([' ', ',']).nth(1).is_some_and(|word| word.contains(|c: char| c.is_ascii_digit()));
    let mut words = part.as_str();
    while number && words.contains(' ') {
        if HOUSES.contains(&words.rsplit(' ').next().unwrap_or_default().trim_end_matches('.').to_lowercase().as_str())
        {
            return Some(Span::new(part.start(), part.start() + words.len()));
        }
        words = &words[..words.rfind(' ').unwrap_or_default()];
    }
    // `Unit 4, The Paddocks`, `Bungalow 2, The Paddocks, Aberwen Road`: the first place of a row of them.
    let named = part.as_str().split(' ').any(|word| lists::is_title(&lists::fold(word)));
    let rows = !named && part.as_str().contains(", ") && text[part.end()..].starts_with(", ");
    rows.then(|| Span::new(part.start(), part.end()))
}

/// A number and a word that is neither a name nor an ordinary word nor a time: a place and nothing else.
pub(super) fn is_nowhere_else(text: &str, span: Span) -> bool {
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
pub(super) fn lower_street(text: &str, group: Span) -> Option<Span> {
    const NO_NAMES: &str = "the our his her their your this that same other next main high long wrong busy side old new cross whole and down across into off from with back open quiet any \
every each one my";
    let told = |word: &str| NO_NAMES.split(' ').chain(COUNTED.split(' ')).any(|known| known == word);
    if span_words(text, group).iter().any(|(_, word)| told(word)) { None } else { home_street(text, group) }
}

/// *Mill Close school*: the street is in the name of something else.
pub(super) fn is_of_service(text: &str, group: Span) -> bool {
    const SERVICES: &str = "surgery clinic school centre hospital nursery station library hostel health medical pharmacy practice church primary academy team day care hall market depot police \
college infants juniors community youth family children's contact mosque office unit project hub gp resource social stores home residential nursing";
    let rest = &text[group.end()..];
    let next =
        rest.trim_start_matches(' ').split(|c: char| !c.is_alphanumeric() && c != '\'').next().unwrap_or_default();
    rest.starts_with(' ') && SERVICES.split(' ').any(|word| word == next.to_lowercase())
}

/// The street that somebody lives in or near: not that of a shop or a service, and not one that every town has.
pub(super) fn home_street(text: &str, group: Span) -> Option<Span> {
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
