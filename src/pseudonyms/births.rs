//! Dates of birth: dates that the words beside them call so, that stand right after a name or number as forms write them, or that lie so far
//! back that little else is dated so.

use super::{Found, Kind, before, is_free};
use crate::text::Span;
use regex::{Captures, Regex};
use std::sync::LazyLock;

const MONTH: &str = "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|\
muharram|safar|rabi(?: al-?\\w+)?|jumada(?: al-?\\w+)?|rajab|sha'?ban|ramadan|shawwal|dhul?[ -]\\w+)";
const ORDINAL: &str = "(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|\
eighteenth|nineteenth|twentieth|twenty[ -]\\w+|thirtieth|thirty[ -]first)";
const TENS: &str = "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)";
const UNIT: &str = "(?:one|two|three|four|five|six|seven|eight|nine)";
const TEEN: &str = "(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)";

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let said_year = format!(
        "(?:nineteen|twenty)[ -](?:{TENS}(?:[ -]{UNIT})?|{TEEN}|oh[ -]{UNIT}|hundred)|two thousand(?: and)?(?: (?:{TEEN}|{TENS}(?:[ -]{UNIT})?|{UNIT}))?"
    );
    let whole = [
        r"\b(?P<iso>\d{4})-\d{2}-\d{2}\b".to_owned(),
        r"\b\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?(?:(?P<y1>\d{4})|[’']?(?P<y2>\d{2}))\b".to_owned(),
        format!(
            r"\b(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: day)?(?: of)?[ /.,-]{{0,3}}{MONTH}\b[.,]?[ /.,-]{{0,3}}(?:(?P<y3>\d{{4}})|(?P<quote>[’'])?(?P<y4>\d{{2}}))\b"
        ),
        format!(r"\b{MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? (?:(?P<y5>\d{{4}})|[’'](?P<y6>\d{{2}}))\b"),
        format!(r"\b(?:the )?(?:{ORDINAL}|\d{{1,2}}(?:st|nd|rd|th)?)(?: of)? {MONTH},? (?P<said>{said_year})\b"),
        // Only where they are called a birth.
        format!(
            r"\b(?P<part>(?:the )?(?:{ORDINAL}|\d{{1,2}}(?:st|nd|rd|th)?)(?: of)? {MONTH}|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?|{MONTH} \d{{4}}|\d{{1,2}} \d{{1,2}} \d{{2,4}}|\d{{1,2}}[/.-]\d{{1,2}}|\d{{1,2}}/\d{{4}}|\d{{6}}|\d{{8}})\b"
        ),
    ];
    Regex::new(&format!("(?i){}", whole.join("|"))).expect("the pattern is whole")
});

/// In order, apart from each other and from `found`, which is in order.
pub fn find(text: &str, found: &[Found]) -> Vec<Found> {
    let of_date = |captures: Captures| {
        let whole = captures.get(0)?;
        let span = Span::new(whole.start(), whole.end());
        let born = is_called_so(text, span.start(), captures.name("part").is_some())
            || is_called_so_after(text, span.end())
            || (captures.name("part").is_none()
                && (is_far_back(&captures) || is_beside_a_name(text, span, found) || is_beside_an_age(text, span)));
        (born && is_free(found, span)).then_some(Found { span, kind: Kind::Birth })
    };
    DATE.captures_iter(text).filter_map(of_date).collect()
}

/// `partly`: the date is no whole one, so that the word must stand right before it.
fn is_called_so(text: &str, at: usize, partly: bool) -> bool {
    static NEAR: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:\bdob\b|\bd\.? ?o\.? ?b\b\.?|\bdate of birth\b|\bbirth ?date\b|\bborn\b|\bbirthday\b|\bbirth\b|\bb\.|(?:^|[(,; ])b )[^.;\n]{0,45}(?:\b(?:matches|is|was|st|approx)\b\.?[^.;\n]{0,10})?$")
            .expect("the pattern is whole")
    });
    static RIGHT_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:\bdob\b|\bd\.? ?o\.? ?b\b\.?|\bdate of birth\b|\bborn(?: on| in)?\b|\bbirthday(?: is| was)?\b)[ ,.:=(-]{0,4}$")
            .expect("the pattern is whole")
    });
    let near = before(text, at, 70);
    if partly { RIGHT_BEFORE.is_match(&near) } else { NEAR.is_match(&near) }
}

/// *12 March is her birthday*.
fn is_called_so_after(text: &str, at: usize) -> bool {
    const WORDS: [&str; 7] =
        [" is her birthday", " is his birthday", " is their birthday", " is my birthday", " (dob)", " (d.o.b", " dob"];
    WORDS.iter().any(|words| text[at..].starts_with(words))
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
    let whole = ["iso", "y1", "y3", "y5"].into_iter().find_map(year);
    let short = ["y2", "y4", "y6"].into_iter().find_map(year);
    match (whole, short) {
        (Some(year), _) => year < RECENT,
        (_, Some(year)) if captures.name("quote").is_some() || captures.name("y6").is_some() => {
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
    let closed = text[span.end()..].starts_with([',', ')', ';', '|', '.', '\n', '\r']) || span.end() == text.len();
    let parted = matches!(between, ", " | " (" | " | " | "; " | "\t" | ",");
    parted && closed && matches!(last.kind, Kind::Name | Kind::Nhs | Kind::PersonId | Kind::NationalInsurance)
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
