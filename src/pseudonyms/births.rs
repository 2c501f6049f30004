//! Dates of birth: dates that the words beside them call so, that stand right after a name or number as forms write them, or that lie so far
//! back that little else is dated so.

use super::lists::MONTHS;
use super::{Found, Kind, before, is_free, keep_apart};
use crate::text::Span;
use regex::{Captures, Regex};
use std::sync::LazyLock;

const ORDINAL: &str = "(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|\
eighteenth|nineteenth|twentieth|twenty[ -]\\w+|thirtieth|thirty[ -]first)";
const TENS: &str = "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)";
const UNIT: &str = "(?:one|two|three|four|five|six|seven|eight|nine)";
const TEEN: &str = "(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)";

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let month = months();
    let said_year = format!(
        "(?:nineteen|twenty)[ -](?:{TENS}(?:[ -]{UNIT})?|{TEEN}|oh[ -]{UNIT}|hundred)|two thousand(?: and)?(?: (?:{TEEN}|{TENS}(?:[ -]{UNIT})?|{UNIT}))?"
    );
    let whole = [
        r"\b(?P<iso>\d{4})[-/]\d{2}[-/]\d{2}\b".to_owned(),
        r"\b\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?(?:(?P<y1>\d{4})|[’']?(?P<y2>\d{2}))\b".to_owned(),
        format!(
            r"\b(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: day)?(?: of)?[ /.,-]{{0,3}}{month}\b[.,]?[ /.,-]{{0,3}}(?:(?P<y3>\d{{4}})|(?P<quote>[’'])?(?P<y4>\d{{2}}))\b"
        ),
        format!(r"\b{month}\.? \d{{1,2}}(?:st|nd|rd|th)?,? (?:(?P<y5>\d{{4}})|[’'](?P<y6>\d{{2}}))\b"),
        format!(r"\b(?:the )?(?:{ORDINAL}|\d{{1,2}}(?:st|nd|rd|th)?)(?: of)? {month},? (?P<said>{said_year})\b"),
        // `3 Gulan 2007`: months of other years; `7th of 7th '81`; `Boxing Day 2017`.
        r"\b\d{1,2}(?:st|nd|rd|th)? (?-i:\p{Lu}\p{Ll}{3,}) (?P<y7>(?:19|20)\d{2})\b".to_owned(),
        r"\b(?:the )?\d{1,2}(?:st|nd|rd|th)? of (?:the )?\d{1,2}(?:st|nd|rd|th)?,? (?:(?P<y8>\d{4})|[’'](?P<y9>\d{2}))\b".to_owned(),
        r"\b(?:boxing|christmas|new year'?s|valentine'?s) (?:day|eve),? (?P<y10>\d{4})\b".to_owned(),
        // Only where they are called a birth.
        format!(
            r"\b(?P<part>(?:the )?(?:{ORDINAL}|\d{{1,2}}(?:st|nd|rd|th)?)(?: of)? {month}(?: {TENS}(?:[ -]{UNIT})?)?|{month} [’']\d{{2}}|\d{{1,2}}/\?\?/\d{{4}}|\?\?/\d{{1,2}}/\d{{4}}|(?:{TEEN}|{TENS}(?:[ -]{UNIT})?|{UNIT}) (?:{TEEN}|{UNIT}) (?:{TEEN}|{TENS}(?:[ -]{UNIT})?|{UNIT})|{month} \d{{1,2}}(?:st|nd|rd|th)?|{month} \d{{4}}|\d{{1,2}} \d{{1,2}} \d{{2,4}}|\d{{1,2}}[/.-]\d{{1,2}}|\d{{1,2}}/\d{{4}}|\d{{6}}|\d{{8}})\b"
        ),
    ];
    Regex::new(&format!("(?i){}", whole.join("|"))).expect("the pattern is whole")
});

/// Any month, whole or short: `jan(?:uary)?`.
fn months() -> String {
    const OTHERS: &str = r"sept|safar|muharram|rabi(?: al-?\w+)?|jumada(?: al-?\w+)?|rajab|sha'?ban|ramadan|shawwal|dhul?[ -]\w+|xii|xi|ix|iv|vi{1,3}|i{2,3}";
    let of_year: Vec<String> = MONTHS.iter().map(|month| format!("{}(?:{})?", &month[..3], &month[3..])).collect();
    format!("(?:{}|{OTHERS})", of_year.join("|"))
}

/// In order, apart from each other and from `found`, which is in order.
pub fn find(text: &str, found: &[Found]) -> Vec<Found> {
    let of_date = |captures: Captures| {
        let whole = captures.get(0)?;
        let span = Span::new(whole.start(), whole.end());
        let born = is_called_so(text, span.start(), captures.name("part").is_some())
            || is_called_so_after(text, span.end())
            || (captures.name("part").is_some() && is_cell_behind_a_number(text, span, found))
            || (captures.name("part").is_none()
                && (is_far_back(&captures) || is_beside_a_name(text, span, found) || is_beside_an_age(text, span)));
        (born && is_free(found, span)).then_some(Found { span, kind: Kind::Birth })
    };
    let mut births: Vec<Found> = DATE.captures_iter(text).filter_map(of_date).collect();
    let row = rows(text, found, &births);
    keep_apart(&mut births, row);
    births
}

/// `Zain 2/3/10, Zunaira 30/9/12, Zayan 11/11/18`: dates that stand right behind names, each closed by a mark, in a row or where another such date is a
/// birth.
fn rows(text: &str, found: &[Found], births: &[Found]) -> Vec<Found> {
    let behind_a_name = |span: Span| {
        let before = found.partition_point(|one| one.span.end() <= span.start());
        let last = before.checked_sub(1).map(|at| found[at]);
        last.is_some_and(|last| last.kind == Kind::Name && &text[last.span.end()..span.start()] == " ")
    };
    let in_a_row = |span: Span| {
        let rest = &text[span.end()..];
        let next = found.partition_point(|one| one.span.start() < span.end());
        rest.starts_with(", ")
            && found.get(next).is_some_and(|one| one.kind == Kind::Name && one.span.start() == span.end() + 2)
    };
    static SEX: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^ (?:\(?[MF]\b|girl|boy|male|female)").expect("the pattern is whole"));
    let sexed =
        |span: Span| SEX.is_match(&text[span.end()..text.ceil_char_boundary((span.end() + 10).min(text.len()))]);
    let closed = |span: Span| {
        sexed(span) || text[span.end()..].starts_with([',', '\n', '\r', ')', ';', '|']) || span.end() == text.len()
    };
    let dates: Vec<Span> = DATE
        .captures_iter(text)
        .filter(|captures| captures.name("part").is_none())
        .filter_map(|captures| captures.get(0).map(|whole| Span::new(whole.start(), whole.end())))
        .filter(|span| behind_a_name(*span) && closed(*span) && is_free(found, *span))
        .collect();
    // `Ana 12/03/2014 F`: whose sex follows.
    let told = dates.iter().any(|span| in_a_row(*span) || sexed(*span))
        || births.iter().any(|birth| dates.binary_search(&birth.span).is_ok());
    if !told {
        return Vec::new();
    }
    dates.into_iter().map(|span| Found { span, kind: Kind::Birth }).collect()
}

/// `partly`: the date is no whole one, so that the word must stand right before it.
fn is_called_so(text: &str, at: usize, partly: bool) -> bool {
    static NEAR: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:\bdob\b|\bd\.? ?o\.? ?b\b\.?|\bb\.d\.|\bb/d\b|\bd/o/b\b|\bbdate\b|\bb:|\bbn\b|\bd\. of b\.|\b(?:turns|be) \d{1,2} on\b|\bbday\b|\bdate of birth\b|\bbirth ?date\b|\bborn\b|\bbirthday\b|\bbirth\b|\bb\.|(?:^|[(,; ])b )[^.;\n]{0,45}(?:\b(?:matches|is|was|st|approx)\b\.?[^.;\n]{0,10})?$")
            .expect("the pattern is whole")
    });
    static RIGHT_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:\bdob\b|\bd\.? ?o\.? ?b\b\.?|\bb\.d\.|\bd/o/b\b|\bdate of birth\b|\bbirth ?date\b|\bborn(?: on| in)?\b|\byob\b|\byear of birth\b|[ (]b\.|^b\.|\bbn\b|\b(?:turns|turned|be) \d{1,2} on|\bbirthday(?: is| was|'s|’s)?)[ ,.:=(-]{0,4}(?:c\.? ?|circa |about |approx\.? )?$")
            .expect("the pattern is whole")
    });
    let near = before(text, at, 70);
    if partly { RIGHT_BEFORE.is_match(&near) } else { NEAR.is_match(&near) }
}

/// *12 March is her birthday*.
fn is_called_so_after(text: &str, at: usize) -> bool {
    const WORDS: [&str; 7] =
        [" is her birthday", " is his birthday", " is their birthday", " is my birthday", " (dob)", " (d.o.b", " dob"];
    // `12/03/14 (10)`, `12.03.2014 (aged 10)`: how old that makes somebody.
    static AGE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^ \((?:aged? )?\d{1,2}(?: ?(?:y|yrs?|years|yo|y/o)(?: old)?)?\)").expect("the pattern is whole")
    });
    let near = &text[at..text.ceil_char_boundary((at + 24).min(text.len()))];
    AGE.is_match(near) || WORDS.iter().any(|words| text[at..].starts_with(words))
}

/// `| 999.277.4010 | 030361 |`: the cell behind that of somebody's number.
fn is_cell_behind_a_number(text: &str, span: Span, found: &[Found]) -> bool {
    let before = found.partition_point(|one| one.span.end() <= span.start());
    let last = before.checked_sub(1).map(|at| found[at]);
    let cell = text[span.end()..].starts_with(" |") || text[span.end()..].starts_with(['"', '\t']);
    cell && last.is_some_and(|last| {
        last.kind == Kind::Nhs && matches!(&text[last.span.end()..span.start()], " | " | "\",\"" | "\t")
    })
}

/// *Aged 7 (12/03/2016)*.
fn is_beside_an_age(text: &str, span: Span) -> bool {
    static AGE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:\baged? \d{1,3}|\b\d{1,2} (?:years|yrs|yo|y/o|months|mths)(?: old)?)(?:,? \(|, | - )$")
            .expect("the pattern is whole")
    });
    AGE.is_match(&before(text, span.start(), 40)) && text[span.end()..].starts_with([')', ',', '.', ';', '\n'])
}

/// Recordings are about what happened lately, so that a day of long ago is a birth more often than not.
fn is_far_back(captures: &Captures) -> bool {
    const RECENT: u32 = 2012;
    const RECENT_IN_ITS_CENTURY: u32 = 30;
    let year = |name: &str| captures.name(name).and_then(|year| year.as_str().parse::<u32>().ok());
    let whole = ["iso", "y1", "y3", "y5", "y7", "y8"].into_iter().find_map(year);
    let short = ["y2", "y4", "y6", "y9"].into_iter().find_map(year);
    match (whole, short) {
        (Some(year), _) => year < RECENT,
        (_, Some(year))
            if captures.name("quote").is_some() || captures.name("y6").is_some() || captures.name("y9").is_some() =>
        {
            !(RECENT % 100..=RECENT_IN_ITS_CENTURY).contains(&year)
        }
        (_, Some(year)) => year > RECENT_IN_ITS_CENTURY,
        _ => captures.name("said").is_some_and(|said| !said.as_str().to_lowercase().starts_with("twenty")),
    }
}

/// `Luz Ferreira, 7/7/2013,` or `NHS 999 159 0137, 7/7/2013`: right after a name or number and closed by a mark.
fn is_beside_a_name(text: &str, span: Span, found: &[Found]) -> bool {
    let before = found.partition_point(|one| one.span.end() <= span.start());
    let Some(last) = before.checked_sub(1).map(|at| found[at]) else { return false };
    let between = &text[last.span.end()..span.start()];
    let rest = text[span.end()..].trim_start_matches(' ');
    let closed = rest.starts_with([',', ')', ';', '|', '.', '\n', '\r', '"', '\t']) || rest.is_empty();
    let parted = matches!(between, ", " | " (" | " | " | "; " | "\t" | "," | "\",\"");
    // `Ana – 12/03/2014`: a line that somebody signs is dated so too, of late.
    let year: Option<u32> =
        text[..span.end()].rsplit(|c: char| !c.is_ascii_digit()).next().and_then(|year| year.parse().ok());
    const LATEST: u32 = 2018;
    let dashed = matches!(between, " – " | " - " | " [" | " / " | ": ")
        && year.is_some_and(|year| year < LATEST && !(LATEST % 100..=100).contains(&year))
        && last.kind == Kind::Name;
    let closed = closed || rest.starts_with([']', '/']);
    (parted || dashed)
        && closed
        && matches!(last.kind, Kind::Name | Kind::Nhs | Kind::PersonId | Kind::NationalInsurance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn births_are_told_by_words_by_a_name_or_by_their_year() {
        let name = |text: &str| vec![Found { span: Span::new(0, text.find(',').unwrap_or(0)), kind: Kind::Name }];
        for (text, born) in [
            ("DOB 4/5/2015", &["4/5/2015"][..]),
            ("d.o.b. 12-3-98", &["12-3-98"]),
            ("her birthday is 4 May", &["4 May"]),
            ("born on the first of April nineteen thirty six", &["the first of April nineteen thirty six"]),
            ("Luz Ferreira, 7/7/2013, rang", &["7/7/2013"]),
            ("it says 2/Nov/1988 there", &["2/Nov/1988"]),
            ("seen on 4/5/2024, review 1 June 2024", &[]),
            ("moved in March, at 10.30 on the 4th", &[]),
        ] {
            let found = find(text, &name(text));
            assert_eq!(found.iter().map(|one| one.span.of(text)).collect::<Vec<_>>(), born, "{text}");
        }
    }
}
