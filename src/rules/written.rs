//! Which of the days that a recording tells is its own: the one that stands near its beginning as its own. A day of birth, of a report or of what comes next is never taken for it.

use super::due::Written;
use super::times::Times;
use crate::text::{lines, words};

/// Lines that are not empty, from the beginning, in which a day may plainly be the recording's own, and in which any day may.
const LINES: usize = 15;
const FIRST_LINES: usize = 3;
/// Words of a line that are looked at, and those before a day that say what it is the day of.
const WORDS: usize = 60;
const BEFORE: usize = 6;

/// Lines at the end that may be signed, and words of a signature before its day.
const FOOT: usize = 4;
const MOST_OF_A_NAME: usize = 8;

/// What recordings are made of or from: *date of visit*, *home visit 4 March*.
pub(super) const CONTACTS: [&str; 36] = [
    "visit",
    "contact",
    "recording",
    "record",
    "recorded",
    "meeting",
    "assessment",
    "session",
    "call",
    "note",
    "entry",
    "supervision",
    "discussion",
    "conference",
    "group",
    "conversation",
    "observation",
    "seen",
    "met",
    "held",
    "interview",
    "completed",
    "written",
    "t/c",
    "tc",
    "h/v",
    "hv",
    "made",
    "review",
    "time",
    "visited",
    "work",
    "rang",
    "received",
    "pasted",
    "discussed",
];

/// A day that follows one of these is another's.
pub(super) const OTHERS: [&str; 50] = [
    "dob",
    "born",
    "birth",
    "b",
    "birthday",
    "since",
    "admitted",
    "admission",
    "previous",
    "last",
    "next",
    "due",
    "until",
    "till",
    "by",
    "before",
    "report",
    "dated",
    "letter",
    "letters",
    "referral",
    "referred",
    "edd",
    "expected",
    "week",
    "comm",
    "discharge",
    "discharged",
    "start",
    "starts",
    "started",
    "end",
    "ends",
    "expires",
    "expiry",
    "deadline",
    "target",
    "incident",
    "hearing",
    "court",
    "died",
    "death",
    "moved",
    "placed",
    "following",
    "planned",
    "booked",
    "scheduled",
    "arrival",
    "issued",
];

/// How far the words of a line say that a day is the recording's own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Own {
    Plainly,
    Perhaps,
}

/// The first day that a cell for dates tells with its year.
pub fn in_cell(cell: &str, times: &Times) -> Option<Written> {
    times.dates(cell, &words(cell, 0)).into_iter().find_map(|(_, meaning)| Written::from(meaning))
}

/// The day of a recording.
#[derive(Clone, Copy, Debug)]
pub struct Day {
    pub written: Written,
    /// Where the words of the line begin that tells it, where one does.
    pub line: Option<usize>,
}

/// The day that stands near the beginning of a recording as its own, or under it where somebody signed.
pub fn in_lines(text: &str, times: &Times) -> Option<Day> {
    let mut perhaps = None;
    let mut above = "";
    for (number, line) in lines(text).filter_map(|line| line.trimmed(text)).take(LINES).enumerate() {
        for (own, written) in days(line.of(text), above, number, times) {
            let day = Day { written, line: Some(line.start()) };
            match own {
                Own::Plainly => return Some(day),
                Own::Perhaps => perhaps = perhaps.or(Some(day)),
            }
        }
        above = line.of(text);
    }
    perhaps.or_else(|| at_the_foot(text, times))
}

/// *Signed: S. Iqbal, 7 May 2026* at the end of a recording that tells its day nowhere else.
fn at_the_foot(text: &str, times: &Times) -> Option<Day> {
    let foot = text.trim_end().rsplit(['\n', '\r']).filter(|line| !line.trim().is_empty()).take(FOOT);
    let signed = |line: &str| {
        let all = words(line, 0);
        let (place, meaning) = times.dates(line, &all[..all.len().min(WORDS)]).into_iter().next()?;
        let lead: Vec<&str> = all[..place.start].iter().map(|word| word.folded.as_str()).collect();
        signs(&lead).then(|| Written::from(meaning)).flatten()
    };
    foot.into_iter().find_map(signed).map(|written| Day { written, line: None })
}

/// True of what stands before the day on which somebody wrote or signed: *completed by Hettie Braithwaite on*.
fn signs(lead: &[&str]) -> bool {
    const SIGNED: [&str; 7] = ["completed", "written", "recorded", "prepared", "typed", "signed", "undertaken"];
    match lead {
        [first, "by", ..] => SIGNED.contains(first) && lead.len() <= MOST_OF_A_NAME,
        ["signed" | "signature", ..] => lead.len() <= MOST_OF_A_NAME,
        _ => false,
    }
}

/// The days of a line that may be the recording's own; `number` is the line's, and `above` the line before.
fn days(line: &str, above: &str, number: usize, times: &Times) -> Vec<(Own, Written)> {
    let is_quoted = line.trim_start().starts_with('>');
    let mut words = words(line, 0);
    words.truncate(if is_quoted { 0 } else { WORDS });
    let mut from = 0;
    let mut found = Vec::new();
    for (place, meaning) in times.dates(line, &words) {
        let since = if from == 0 { 0 } else { words[from - 1].span.end() };
        let begins = since + clause_begins(&line[since..words[place.start].span.start()]);
        let first = words.partition_point(|word| word.span.start() < begins);
        let led = Led {
            words: words[first..place.start].iter().map(|word| word.folded.as_str()).collect(),
            between: &line[begins..words[place.start].span.start()],
            is_at_start: place.start <= EARLY,
        };
        let rest = &line[words[place.end - 1].span.end()..];
        from = place.end;
        let own = led.tells(rest, above, number, times);
        found.extend(own.zip(Written::from(meaning)));
    }
    found
}

/// What stands in a line before a day.
struct Led<'a> {
    words: Vec<&'a str>,
    between: &'a str,
    /// The day is among the first words of its line.
    is_at_start: bool,
}

/// How many words a heading has before its day.
const EARLY: usize = 12;

/// Where the clause at the end of `text` begins: after a full stop that ends a word of some length, a bar, a tab or a wide space.
fn clause_begins(text: &str) -> usize {
    let ends = |(at, c): &(usize, char)| match c {
        '|' | '\t' | ';' => true,
        '.' => {
            text[at + 1..].starts_with(' ') && text[..*at].chars().rev().take_while(|c| c.is_alphanumeric()).count() > 2
        }
        ' ' => text[at + 1..].starts_with(' '),
        _ => false,
    };
    // A label may stand in a cell of its own.
    let label = text.trim_end_matches([' ', '|', '\t', ':', '*']);
    label.char_indices().rfind(ends).map_or(0, |(at, _)| at + 1)
}

impl Led<'_> {
    fn tells(&self, rest: &str, above: &str, number: usize, times: &Times) -> Option<Own> {
        let is_first = number < FIRST_LINES;
        let near = &self.words[self.words.len().saturating_sub(BEFORE)..];
        let is_label = self.between.trim_end_matches([' ', '*', '_', '\t', '|']).ends_with([':', '='])
            || self.between.contains(['|', '\t']);
        let is_bare = self.is_at_start
            && near.is_empty()
            && rest.chars().filter(|c| c.is_alphabetic()).count() <= LETTERS_OF_AN_HOUR;
        if is_bare {
            let own = if is_first { Own::Plainly } else { Own::Perhaps };
            return (!tells_another(above, times)).then_some(own);
        }
        if signs(&self.words) {
            return Some(Own::Plainly);
        }
        if near.iter().any(|word| OTHERS.contains(word)) {
            return None;
        }
        let is_contact = |word: &&str| CONTACTS.contains(word);
        let labelled = match near.iter().rposition(|word| *word == "date").map(|at| near.split_at(at)) {
            // *Review date* is the next one's.
            Some(([.., kind], ["date"])) => is_contact(kind) && *kind != "review",
            Some(([], ["date"])) | Some((_, ["date", "and", "time"])) => true,
            Some((_, ["date", "of", .., last] | ["date", last])) => is_contact(last),
            _ => matches!(near, ["when"] | ["sent"]),
        };
        if labelled && (is_label || is_first || matches!(near, ["date", ..])) {
            return Some(Own::Plainly);
        }
        let is_contact = near.iter().any(is_contact) && self.is_at_start;
        let is_anothers = matches!(near.last(), Some(&("of" | "from" | "to" | "after" | "for")));
        let tells_an_event = !is_contact && near.iter().any(|word| times.is_past(word));
        match number {
            0 if near.is_empty() || is_contact => Some(Own::Plainly),
            0..FIRST_LINES if !is_anothers && !tells_an_event => Some(Own::Perhaps),
            _ => None,
        }
    }
}

/// *At 2pm*, *Leeds* or *hrs* may stand beside a day that stands alone.
pub(super) const LETTERS_OF_AN_HOUR: usize = 6;

/// True where a line says what the day under it is, and it is not the recording's.
pub(super) fn tells_another(above: &str, times: &Times) -> bool {
    let folded = words(above, 0);
    let label = above.trim().trim_end_matches(['*', '_', ' ']);
    let is_label = folded.len() <= BEFORE && times.dates(above, &folded).is_empty();
    let others = folded.iter().any(|word| OTHERS.contains(&word.folded.as_str()) || word.folded == "when");
    let own = folded.iter().any(|word| word.folded == "date" || CONTACTS.contains(&word.folded.as_str()));
    is_label && (others || (label.ends_with(':') && !own))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<String> {
        in_lines(text, &Times::built_in()).map(|day| day.written.iso())
    }

    const ADDRESS: &str = "Ms Tamsin Kerridge\n14 Alder Court\nHexley\nHX9 4QT\n\n";

    #[test]
    fn the_day_that_is_the_recordings_own() {
        for text in [
            "Visit 4 March 2025",
            "Home visit on Tuesday 4 March 2025.\n\nShe was well.",
            "2025-03-04",
            "2025-03-04T10:00 t/c",
            &format!("{ADDRESS}4 March 2025\n\nDear Tamsin,"),
            &format!("{ADDRESS}Tuesday 4th March, 2025\n\nDear Tamsin,"),
            "# Carer's assessment\n\n**Carer:** Bernadette (61)\n**Cares for:** Declan\n**Date:** 4th March 2025\n",
            "Form\nName: A\nDOB: 02/03/1951\nWorker: B\nDate of visit: 04/03/2025\nDate of next review: 05/06/2025",
            "Name: Isla DOB 02/03/2021. Date of visit: 4 March 2025",
            "Case\nA\nB\nC\nDate of contact\n4 March 2025\n",
            "| Name | Isla |\n|---|---|\n| DOB | 02/03/2021 |\n| Date of meeting | 04/03/2025 |",
            "okay so this is the visit to mrs probert on tuesday the 4th of march 2025 I got there by two and she has been tired since may",
            "STRATEGY DISCUSSION s47. Tues 4 March 2025, 14.30, by video",
            "CARER'S ASSESSMENT\nCarer: Bet\nCompleted by: Hana Price, 4 March 2025, at the kitchen table",
            "Assessment\nCompleted by Hana Price on 4 March 2025",
            "PLAN\nBet is well.\nShe sings.\nShe swims.\n\nSigned (social worker): H. Price 04/03/2025\n",
        ] {
            assert_eq!(day(text).as_deref(), Some("2025-03-04"), "{text}");
        }
    }

    #[test]
    fn the_day_of_something_else_is_not_taken() {
        for text in [
            "Isla Drury, DOB 02/03/2021\nShe was well.",
            "Name: Isla\nDate of birth: 02/03/2021\nWorker: B",
            "Name: Isla\nA\nB\nDate of birth\n02/03/2021\n",
            "Report dated 28/02/2025 was read.",
            "Date of report: 28/02/2025",
            "A\nB\nC\nD\nNext meeting: 26/03/2025 at 2pm",
            "A\nB\nC\nD\nReview date: 26/03/2025",
            "A\nB\nC\nD\nBy when:\n26/03/2025",
            "Unborn baby Whitlock, EDD 30 June",
            "Noor went home on 4 May, for the third time.",
            "A\nB\nC\nD\nShe fell on 4 March 2025.",
            "A\nB\nC\nD\n> Date: 4 March 2025",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
