//! Dates of birth: dates that the words beside them call so, that stand right after a name or number as forms write them, or that lie so far
//! back that little else is dated so.

use super::lists::MONTHS;
use super::{Found, Kind, before, is_free, keep_apart};
use crate::text::Span;
use regex::{Captures, Regex};
use std::collections::HashSet;
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
        r"\b(?P<iso>\d{4})[-/.]\d{1,2}[-/.]\d{1,2}\b".to_owned(),
        r"\b\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?(?:(?P<y1>\d{4})|[’']?(?P<y2>\d{2}))\b".to_owned(),
        r"\b\d{1,2} \d{1,2} (?P<y19>(?:19|20)\d{2})\b".to_owned(),
        // `6.i.2023`, `15th April, 1949`, `'78 – 19th Feb`, `3rd of July (2001)`.
        r"\b\d{1,2}[./](?:i|v|x)[./](?:(?P<y11>\d{4})|(?P<y12>\d{2}))\b".to_owned(),
        format!(r"\b(?P<y13>(?:19|20)\d{{2}}),? (?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {month}|{month} \d{{1,2}}(?:st|nd|rd|th)?)\b"),
        format!(r"[’'](?P<y14>\d{{2}}),? ?[–-]? ?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {month}\b"),
        format!(r"\b(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {month} ?[(\[](?P<y15>(?:19|20)\d{{2}})\b"),
        // `29:01:2018`, `2 0 / 0 7 / 2 0 0 9`, `June the first '13`.
        r"\b\d{1,2}:\d{1,2}:(?P<y20>(?:19|20)\d{2})\b".to_owned(),
        r"\b\d \d ?[/.-] ?\d \d ?[/.-] ?\d \d(?: \d \d)?\b".to_owned(),
        format!(r"\b{month} (?:the )?(?:{ORDINAL}|\d{{1,2}}(?:st|nd|rd|th)),? (?:(?P<y21>(?:19|20)\d{{2}})|[’'](?P<y22>\d{{2}}))\b"),
        r"\byear (?P<y16>\d{4}),? month \d{1,2},? day \d{1,2}\b".to_owned(),
        r"\b(?:day )?\d{1,2},? month \d{1,2},? (?:year )?(?P<y17>\d{4})\b".to_owned(),
        format!(
            r"\b(?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)?|{ORDINAL})(?: day)?(?: of| o[’'])?[ /.,-]{{0,3}}{month}\b[.,]?[ /.,-]{{0,3}}(?:(?P<y3>\d{{4}})|(?P<quote>[’'])?(?P<y4>\d{{2}}))\b"
        ),
        format!(r"\b{month}\.? \d{{1,2}}(?:st|nd|rd|th)?,? (?:(?P<y5>\d{{4}})|[’'](?P<y6>\d{{2}}))\b"),
        format!(r"\b(?:the )?(?:{ORDINAL}|\d{{1,2}}(?:st|nd|rd|th)?)(?: of)? {month},? (?P<said>{said_year})\b"),
        // `3 Gulan 2007`: months of other years; `7th of 7th '81`; `Boxing Day 2017`.
        r"\b\d{1,2}(?:st|nd|rd|th|er|º|\.)?(?: de| of)? (?-i:\p{Lu}\p{L}{2,})(?: de|,)? (?P<y7>(?:13|19|20)\d{2})\b".to_owned(),
        r"\b(?-i:\p{Lu}\p{Ll}{3,}) \d{1,2}, (?P<y18>(?:13|19|20)\d{2})\b".to_owned(),
        r"\b(?:the )?\d{1,2}(?:st|nd|rd|th)? of (?:the )?\d{1,2}(?:st|nd|rd|th)?,? (?:(?P<y8>\d{4})|[’']?(?P<y9>\d{2}))\b".to_owned(),
        format!(r"\b(?:the )?{ORDINAL} of (?:the )?{ORDINAL},? (?P<said_of>{said_year}|{TEEN}|{TENS}(?:[ -]{UNIT})?)\b"),
        r"\b(?:boxing|christmas|new year[’']?s|valentine[’']?s|patrick[’']?s|david[’']?s|april fools?[’']?|bonfire|guy fawkes|burns|midsummer|may) (?:day|eve|night),? (?P<y10>\d{4})\b".to_owned(),
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
    let latest = latest_birth(text);
    let of_date = |captures: Captures| {
        let whole = captures.get(0)?;
        let span = Span::new(whole.start(), whole.end());
        let partly = captures.name("part").is_some();
        // *14 Oct 08:41*: a time.
        let rest = &text[whole.end()..];
        if rest.starts_with(':') && rest[1..].starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        // *Part 2. 11.45*: a number that ends its sentence, and a time.
        if whole.as_str().contains(". ")
            && whole.as_str().matches(". ").count() == 1
            && !whole.as_str().contains(char::is_alphabetic)
        {
            return None;
        }
        // Of the recording's own time are visits and what is to be done, whatever stands beside them.
        let old = year_of(&captures).is_none_or(|year| year <= latest);
        let born = is_called_so(text, span.start(), true) && (partly || old || !is_a_birthday(text, span.start()))
            || !partly && old && is_called_so(text, span.start(), false)
            || old && is_called_so_after(text, span.end())
            || (partly && is_cell_behind_a_number(text, span, found))
            || (is_packed(whole.as_str()) && is_beside_a_name(text, span, found))
            || (!partly
                && old
                && (is_far_back(&captures)
                    || is_beside_a_name(text, span, found)
                    || is_beside_an_age(text, span)
                    || captures.name("said_of").is_some()
                    || is_told_of_a_child(text, span, found)));
        (born && is_free(found, span)).then_some(Found { span, kind: Kind::Birth })
    };
    let mut births: Vec<Found> = DATE.captures_iter(text).filter_map(of_date).collect();
    let glued = glued(text);
    births.retain(|birth| is_free(&glued, birth.span));
    keep_apart(&mut births, glued.into_iter().filter(|one| is_free(found, one.span)));
    // Beside another birth a later one is a smaller child's.
    let row = rows(text, found, &births, latest + u32::from(!births.is_empty()));
    keep_apart(&mut births, row);
    let again = written_again(text, found, &births);
    keep_apart(&mut births, again);
    births
}

/// The same date wherever else it is written so: twins, and what would tell the first one.
fn written_again(text: &str, found: &[Found], births: &[Found]) -> Vec<Found> {
    let known: HashSet<&str> = births.iter().map(|birth| birth.span.of(text)).collect();
    let whole = |captures: Captures| {
        let date = captures.get(0).filter(|date| captures.name("part").is_none() && known.contains(date.as_str()))?;
        Some(Found { span: Span::new(date.start(), date.end()), kind: Kind::Birth })
    };
    DATE.captures_iter(text).filter_map(whole).filter(|one| is_free(found, one.span)).collect()
}

/// `DOB05.09.22KeyPerson`: a form whose cells have run together.
fn glued(text: &str) -> Vec<Found> {
    static GLUED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:\b|[a-z\d])(?:DOB|DoB|dob|D\.O\.B\.?|Birth|Born)[:^]?(\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{1,2}\p{L}{3,9}(?:\d{4}|\d{2})|\d{8})")
            .expect("the pattern is whole")
    });
    let dates = GLUED.captures_iter(text).filter_map(|captures| captures.get(1));
    dates.map(|date| Found { span: Span::new(date.start(), date.end()), kind: Kind::Birth }).collect()
}

/// *Her birthday is 12 June 2025*: the day of a party.
fn is_a_birthday(text: &str, at: usize) -> bool {
    static BIRTHDAY: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\b(?:birthday|bday)\b[^.;]{0,24}$").expect("the pattern is whole"));
    BIRTHDAY.is_match(&before(text, at, 40))
}

/// The year that a date tells, in full.
fn year_of(captures: &Captures) -> Option<u32> {
    const OF_THIS_CENTURY: u32 = 31;
    let year = |name: &&str| captures.name(name).and_then(|year| year.as_str().parse::<u32>().ok());
    let whole =
        ["iso", "y1", "y3", "y5", "y7", "y8", "y10", "y11", "y13", "y15", "y16", "y17", "y18", "y19", "y20", "y21"];
    let short = ["y2", "y4", "y6", "y9", "y12", "y14", "y22"];
    let in_full = |year: u32| if year < OF_THIS_CENTURY { 2000 + year } else { 1900 + year };
    whole.iter().find_map(year).or_else(|| short.iter().find_map(year).map(in_full))
}

/// The latest year in which a date may be a birth without being called one: two before the recording's own, which is that of its latest date.
fn latest_birth(text: &str) -> u32 {
    const EARLIEST_RECORDING: u32 = 2022;
    const FURTHEST: u32 = 2040;
    let years = DATE.captures_iter(text).filter_map(|captures| year_of(&captures)).filter(|year| *year < FURTHEST);
    years.max().unwrap_or_default().max(EARLIEST_RECORDING) - 2
}

/// *Her son Teo, who is at nursery (4.5.2019)*: an old date that is marked off behind somebody in its line, with nothing between that happened.
fn is_told_of_a_child(text: &str, span: Span, found: &[Found]) -> bool {
    const HAPPENED: &str = "since from until till on by dated date moved started began ended made signed seen visit visited review reviewed order plan placed placement died admitted discharged referred \
referral conference meeting assessment report letter returned left arrived closed opened granted issued registered married separated diagnosed convicted sentenced fell bought took held in at last next";
    const FURTHEST: usize = 60;
    let from = found.partition_point(|one| one.span.end() <= span.start());
    let near = |one: &&Found| one.span.end() + FURTHEST >= span.start();
    let who = found[..from].iter().rev().take_while(near).find(|one| one.kind == Kind::Name);
    let Some(who) = who else { return false };
    let between = &text[who.span.end()..span.start()];
    let marked = between.ends_with(['(', '|', '\t', '[', '^'])
        || [", ", "| ", "- ", "– ", "; "].iter().any(|mark| between.ends_with(mark));
    let rest = text[span.end()..].trim_start_matches(' ');
    let closed = rest.is_empty() || rest.starts_with([',', ')', ';', '|', '.', '\n', '\r', '\t', ']', '^']);
    let quiet = || {
        let mut words =
            between.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_lowercase);
        words.all(|word| !HAPPENED.split(' ').any(|known| known == word))
    };
    marked && closed && !between.contains(['\n', '.']) && quiet()
}

/// `Zain 2/3/10, Zunaira 30/9/12, Zayan 11/11/18`: dates that stand right behind names, each closed by a mark, in a row or where another such date is a
/// birth.
fn rows(text: &str, found: &[Found], births: &[Found], latest: u32) -> Vec<Found> {
    let behind_a_name = |span: Span| {
        let before = found.partition_point(|one| one.span.end() <= span.start());
        let last = before.checked_sub(1).map(|at| found[at]);
        last.is_some_and(|last| {
            last.kind == Kind::Name && matches!(&text[last.span.end()..span.start()], " " | " (" | ": ")
        })
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
        sexed(span) || text[span.end()..].starts_with([',', '\n', '\r', ')', ';', '|', '.']) || span.end() == text.len()
    };
    let another = births.len() > 1;
    let mut dates: Vec<Span> = DATE
        .captures_iter(text)
        .filter(|captures| captures.name("part").is_none() && year_of(captures).is_none_or(|year| year <= latest))
        .filter_map(|captures| captures.get(0).map(|whole| Span::new(whole.start(), whole.end())))
        .filter(|span| behind_a_name(*span) && (closed(*span) || another) && is_free(found, *span))
        .collect();
    // `Ana 12/03/2014 F`: whose sex follows.
    let told = dates.iter().any(|span| in_a_row(*span) || sexed(*span))
        || births.iter().any(|birth| dates.binary_search(&birth.span).is_ok());
    if !told {
        // `Ella (b. 3.4.2019), Noah (12/6/21)`.
        dates.retain(|span| {
            !births.is_empty() && text[..span.start()].ends_with('(') && text[span.end()..].starts_with(')')
        });
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
        Regex::new(r"(?:\bdob\b|\bd\.? ?o\.? ?b\b\.?|\bb\.d\.|\bd/o/b\b|\bdate of birth\b|\bbirth ?date\b|\bbdate\b|\bbirth *:|\bdyddiad geni\b|\b(?:ganed|ganwyd)(?: ar)?\b|\bd\. of b\.|\bbday\b|\bborn(?: on| in)?\b|\byob\b|\byear of birth\b|[ (]b\.|^b\.|\bbn\b|\b(?:turns|turned|turning|be|is|becomes|became|hits) \d{1,3} on|\bbirthday(?: is| was|'s|’s)?)[ ,.:=(^|?-]{0,6}(?:[a-z]{3,9}day,? |is |was |on )?(?:c\.? ?|circa |about |approx\.? |the )?$|(?:^|[|,;( ])dob$")
            .expect("the pattern is whole")
    });
    let near = before(text, at, 70);
    if partly { RIGHT_BEFORE.is_match(&near) } else { NEAR.is_match(&near) }
}

/// *12 March is her birthday*.
fn is_called_so_after(text: &str, at: usize) -> bool {
    const WORDS: [&str; 7] = [
        " is her birthday",
        " is his birthday",
        " is their birthday",
        " is my birthday",
        " (dob)",
        " (d.o.b",
        " (born",
    ];
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
        Regex::new(r"(?:\baged? \d{1,3}|\b\d{1,2} ?(?:years|yrs|yr|y|yo|y/o|months|mths|mth|m|weeks|wks)(?: ?\d{1,2} ?(?:m|mths|months))?(?: old)?)(?:,? \(|, | - | – )$")
            .expect("the pattern is whole")
    });
    AGE.is_match(&before(text, span.start(), 40)) && text[span.end()..].starts_with([')', ',', '.', ';', '\n'])
}

/// Recordings are about what happened lately, so that a day of long ago is a birth more often than not.
fn is_far_back(captures: &Captures) -> bool {
    const RECENT: u32 = 2012;
    match year_of(captures) {
        Some(year) => year < RECENT,
        None => captures.name("said").is_some_and(|said| !said.as_str().to_lowercase().starts_with("twenty")),
    }
}

/// `Luz Ferreira, 7/7/2013,` or `NHS 999 159 0137, 7/7/2013`: right after a name or number and closed by a mark.
fn is_beside_a_name(text: &str, span: Span, found: &[Found]) -> bool {
    let before = found.partition_point(|one| one.span.end() <= span.start());
    let Some(last) = before.checked_sub(1).map(|at| found[at]) else { return false };
    let between = &text[last.span.end()..span.start()];
    let rest = &text[span.end()..];
    let cell = rest.starts_with("  ") || rest.starts_with('\t');
    let rest = rest.trim_start_matches(' ');
    let closed = cell || rest.starts_with([',', ')', ';', '|', '.', '\n', '\r', '"', ']', '/']) || rest.is_empty();
    let parted = is_edge(between);
    // `Ana – 12/03/2014`: a line that somebody signs is dated so too, of late.
    let year: Option<u32> =
        text[..span.end()].rsplit(|c: char| !c.is_ascii_digit()).next().and_then(|year| year.parse().ok());
    const LATEST: u32 = 2018;
    let dashed = matches!(between.trim(), "–" | "-" | "[" | "/" | ":")
        && year.is_some_and(|year| year < LATEST && !(LATEST % 100..=100).contains(&year));
    (parted || dashed)
        && closed
        && matches!(last.kind, Kind::Name | Kind::Nhs | Kind::PersonId | Kind::NationalInsurance)
}

/// `190408`, `20190408`: a day, a month and a year without anything between them.
fn is_packed(words: &str) -> bool {
    static PACKED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:(?:19|20)\d\d|\d\d)|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))$")
            .expect("the pattern is whole")
    });
    PACKED.is_match(words)
}

/// What parts the cells of a row: a comma, a bracket, a stroke, a tab, or three spaces.
fn is_edge(between: &str) -> bool {
    let inside = between.trim();
    matches!(inside, "," | "(" | "|" | ";" | "\",\"") && !between.contains('\n')
        || inside.is_empty() && (between.contains('\t') || between.len() > 2 && !between.contains('\n'))
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
            ("born on 6.i.1952 at home", &["6.i.1952"]),
            ("ChildJoDOB05.09.22KeyPerson", &["05.09.22"]),
            ("DOB 6.i.2023; born '78 – 19th Feb", &["6.i.2023", "'78 – 19th Feb"]),
            ("born on the eleventh of the second twenty seventeen", &["the eleventh of the second twenty seventeen"]),
            ("Luz Ferreira, 8/7/25", &[]),
            ("Luz Ferreira, 16/07/2025)", &[]),
            ("Luz Ferreira, 3/4/2023, seen 4/5/2024", &[]),
            ("her birthday party is on 12 June 2025", &[]),
            ("DOB 4/5/2025; born on the ward", &["4/5/2025"]),
            ("seen on 4/5/2024, review 1 June 2024", &[]),
            ("moved in March, at 10.30 on the 4th", &[]),
        ] {
            let found = find(text, &name(text));
            assert_eq!(found.iter().map(|one| one.span.of(text)).collect::<Vec<_>>(), born, "{text}");
        }
    }
}
