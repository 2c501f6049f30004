//! Where people live: a number and a street, a flat in a house, a house by its name, each with the places that follow on the same line. Towns
//! alone, and the streets of shops and services, are nobody's address.

mod judged;
mod reach;
mod shapes;

use super::{Found, Kind, is_free};
use crate::text::Span;
use judged::{home_street, is_nowhere_else, is_of_service, is_street, lower_street, part_of_a_house};
use reach::{after_label, before_postcode, further, lines_below, widened};
use regex::Regex;
use shapes::*;

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
    spans.extend(PART_OF_A_HOUSE.find_iter(text).filter_map(|part| part_of_a_house(text, &part)));
    spans.extend(LOWER_FLAT.find_iter(text).map(span_of));
    spans.extend(HOUSE_ON_A_WELSH_STREET.find_iter(text).map(span_of));
    spans.extend(OVER_A_SHOP.find_iter(text).map(|shop| Span::new(shop.start(), shop.end() - ", 1".len())));
    let postcodes = found.iter().filter(|one| one.kind == Kind::Postcode);
    spans.extend(postcodes.filter_map(|code| before_postcode(text, code.span.start())));
    spans.extend(HOUSE_BY_NAME.find_iter(text).map(span_of));
    spans.extend(groups(text, &NUMBERED_ALONE).filter(|group| is_nowhere_else(text, *group)));
    spans.extend(NUMBERED_BEFORE.find_iter(text).map(span_of));
    spans.extend(groups(text, &NUMBERED_MARKED_OFF).filter(|group| is_nowhere_else(text, *group)));
    spans.extend(FLAT.find_iter(text).map(span_of));
    spans.extend(groups(text, &COTTAGE).filter(|group| !is_of_service(text, *group)));
    spans.extend(groups(text, &HOUSE_LIVED_IN));
    spans.extend(groups(text, &LOWER_HOUSE));
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
            Some(last) if span.start() < last.end() || &text[last.end()..span.start()] == ", " => {
                *last = Span::new(last.start(), last.end().max(span.end()))
            }
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

fn span_of(found: regex::Match) -> Span {
    Span::new(found.start(), found.end())
}

fn groups<'a>(text: &'a str, pattern: &'static Regex) -> impl Iterator<Item = Span> + 'a {
    pattern.captures_iter(text).filter_map(|captures| captures.get(1)).map(span_of)
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
