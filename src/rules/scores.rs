//! The numbers that people gave of how things are: *6 out of 10 for sleep, was 4 in March*.

use super::lexicon::Line;
use crate::text::{MONTHS, Span};

/// A score in its own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// `6 out of 10`
    pub span: Span,
    pub given: u32,
    pub of: u32,
    /// The score before, where one is told: *was 4*, *up from 4*.
    pub earlier: Option<u32>,
}

/// Highest numbers of scales that people are asked to use.
const SCALES: [u32; 5] = [4, 5, 7, 10, 100];

/// Every score in a line.
pub fn scores(line: &Line) -> Vec<Score> {
    let mut found: Vec<Score> = (0..line.words.len()).filter_map(|at| score_at(line, at)).collect();
    if let Some((after, of)) = scale(line) {
        let whole = |score: &Score| found.iter().all(|other| !other.span.overlaps(score.span));
        let on_scale: Vec<Score> =
            (after..line.words.len()).filter_map(|at| given_on(line, at, of)).filter(whole).collect();
        found.extend(on_scale);
        found.sort_by_key(|score| score.span);
    }
    found
}

/// The first scale that a line names, *0 to 10*, *out of ten*, and the word after it.
fn scale(line: &Line) -> Option<(usize, u32)> {
    let folded = |at: usize| line.words.get(at).map_or("", |word| word.folded.as_str());
    let begins = |word: &str| matches!(word, "0" | "1" | "nought" | "zero" | "one");
    let named = |at: usize| match (folded(at), folded(at + 1)) {
        (low, "to") if begins(low) => Some((at + 3, number(folded(at + 2))?)),
        // `1-10-2025` is a day.
        (low, high)
            if begins(low) && joined(line, at) && !joined(line, at + 1) && !(at > 0 && joined(line, at - 1)) =>
        {
            Some((at + 2, number(high)?))
        }
        ("out", "of") => Some((at + 3, number(folded(at + 2))?)),
        _ => None,
    };
    (0..line.words.len()).filter_map(named).find(|(_, of)| matches!(of, 5 | 10 | 100))
}

/// True of `0-10`: nothing but a dash stands between two words.
fn joined(line: &Line, at: usize) -> bool {
    let (Some(word), Some(next)) = (line.words.get(at), line.words.get(at + 1)) else { return false };
    matches!(&line.text[word.span.end()..next.span.start()], "-" | "–")
}

/// A number that somebody gives on a scale of the same line: *0 to 10: Folasade 6, worker 5*, *out of ten she says 3*.
fn given_on(line: &Line, at: usize, of: u32) -> Option<Score> {
    const LEADS: [&str; 16] = [
        "said", "says", "say", "gave", "gives", "give", "put", "puts", "at", "as", "a", "chose", "i", "worker",
        "rated", "scored",
    ];
    const UNITS: [&str; 16] = [
        "years", "months", "weeks", "days", "hours", "minutes", "times", "year", "month", "week", "day", "out", "of",
        "to", "am", "pm",
    ];
    let word = line.words.get(at)?;
    let given = number(&word.folded).filter(|given| *given <= of)?;
    let before = line.words.get(at.checked_sub(1)?)?;
    let is_name = before.span.of(line.text).starts_with(char::is_uppercase);
    let led = is_name || LEADS.contains(&before.folded.as_str());
    let counts =
        line.words.get(at + 1).is_some_and(|next| UNITS.iter().chain(&MONTHS).any(|unit| *unit == next.folded));
    (led && !counts).then(|| Score { span: word.span, given, of, earlier: earlier(line, at, of) })
}

/// The score before, told soon after one: *was 4*.
fn earlier(line: &Line, last: usize, of: u32) -> Option<u32> {
    let folded = |at: usize| line.words.get(at).map_or("", |word| word.folded.as_str());
    (last + 1..(last + 8).min(line.words.len())).find_map(|next| {
        let led =
            matches!(folded(next - 1), "was" | "from" | "previously" | "before" | "earlier" | "been" | "last" | "time");
        // *Was 4/10*, but not *since 4/3*.
        let told = folded(next)
            .split_once('/')
            .map_or(Some(folded(next)), |(own, scale)| (number(scale) == Some(of)).then_some(own));
        let own = told.and_then(number).filter(|earlier| *earlier <= of);
        own.filter(|_| led)
    })
}

fn score_at(line: &Line, at: usize) -> Option<Score> {
    let folded = |at: usize| line.words.get(at).map_or("", |word| word.folded.as_str());
    let (given, of, last) = match folded(at).split_once('/') {
        // `6/10` may be a date: only words of scoring make it a score.
        Some((given, of)) if may_be_a_score(line, at) => (number(given)?, number(of)?, at),
        Some(_) => return None,
        None if folded(at + 1) == "out" && folded(at + 2) == "of" => {
            (number(folded(at))?, number(folded(at + 3)).filter(|_| !counts_things(line, at + 4))?, at + 3)
        }
        None => return None,
    };
    if !SCALES.contains(&of) || given > of {
        return None;
    }
    let span = Span::new(line.words[at].span.start(), line.words[last].span.end());
    Some(Score { span, given, of, earlier: earlier(line, last, of) })
}

fn number(word: &str) -> Option<u32> {
    const WORDS: [&str; 11] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    word.parse().ok().or_else(|| WORDS.iter().position(|name| *name == word).map(|n| n as u32))
}

/// *9 out of 10 visits* counts visits.
fn counts_things(line: &Line, at: usize) -> bool {
    const NO_THINGS: [&str; 9] = ["this", "was", "his", "always", "sometimes", "unless", "perhaps", "plus", "less"];
    let (Some(before), Some(word)) = (line.words.get(at - 1), line.words.get(at)) else { return false };
    let attached = &line.text[before.span.end()..word.span.start()] == " ";
    attached && word.folded.len() > 3 && word.folded.ends_with('s') && !NO_THINGS.contains(&word.folded.as_str())
}

/// `6/10` where the line tells of scoring, and it is neither a day nor how long something has been.
fn may_be_a_score(line: &Line, at: usize) -> bool {
    let word = &line.words[at];
    let rest = &line.text[word.span.end()..];
    let goes_on = rest.strip_prefix(['/', '-', '.']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    // *Pain 2/7* is two days of it, as nurses write.
    let is_length = word.folded.ends_with("/7")
        && !tells(line, &["score", "scored", "scores", "scoring", "scale", "scaled", "scaling", "rated"]);
    tells_of_scoring(line) && !goes_on && !is_length && !follows_a_day(line, at)
}

fn tells_of_scoring(line: &Line) -> bool {
    const WORDS: [&str; 24] = [
        "score",
        "scored",
        "scores",
        "scoring",
        "scale",
        "scaled",
        "scaling",
        "rated",
        "rates",
        "rate",
        "mood",
        "confidence",
        "pain",
        "sleep",
        "anxiety",
        "wellbeing",
        "feels",
        "feel",
        "feeling",
        "safety",
        "happy",
        "happiness",
        "worry",
        "outcome",
    ];
    tells(line, &WORDS)
}

fn tells(line: &Line, words: &[&str]) -> bool {
    line.words.iter().any(|word| words.contains(&word.folded.as_str()))
}

/// What stands before a day: *reviewed 9/10*, *safety plan 9/10*, *Tues 4/10*.
fn follows_a_day(line: &Line, at: usize) -> bool {
    const LEADS: [&str; 49] = [
        "on",
        "by",
        "due",
        "since",
        "before",
        "until",
        "till",
        "w/c",
        "w/b",
        "mon",
        "tue",
        "tues",
        "wed",
        "weds",
        "thu",
        "thurs",
        "fri",
        "sat",
        "sun",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "dated",
        "date",
        "review",
        "plan",
        "visit",
        "meeting",
        "group",
        "conference",
        "session",
        "call",
        "seen",
        "met",
        "meet",
        "rang",
        "ring",
        "see",
        "sent",
        "done",
        "held",
        "note",
        "form",
        "assessment",
        "appointment",
    ];
    const OF_SCORES: [&str; 4] = ["rated", "scored", "scaled", "improved"];
    let Some(before) = at.checked_sub(1).map(|at| line.words[at].folded.as_str()) else { return false };
    let is_done = before.len() > 4 && before.ends_with("ed") && !OF_SCORES.contains(&before);
    LEADS.contains(&before) || is_done
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;

    fn told(text: &str) -> Vec<(u32, u32, Option<u32>)> {
        let found = scores(&Line::new(text, &segment(text)[0], &[]));
        found.into_iter().map(|score| (score.given, score.of, score.earlier)).collect()
    }

    #[test]
    fn scores_are_told_from_dates_and_shares() {
        assert_eq!(told("She gave sleep 6 out of 10, was 4 in March."), [(6, 10, Some(4))]);
        assert_eq!(told("Confidence 7/10 (up from 5)."), [(7, 10, Some(5))]);
        assert_eq!(told("He rated it three out of five."), [(3, 5, None)]);
        assert_eq!(
            told("Scale, safety of the children 0 to 10: Folasade 6, worker 5."),
            [(6, 10, None), (5, 10, None)]
        );
        assert_eq!(told("Asked from 0-10 how safe it felt she said 4, was 6 in June."), [(4, 10, Some(6))]);
        assert_eq!(told("Out of 10 for sleep she says 3."), [(3, 10, None)]);
        assert_eq!(
            told("folasade put the safety number at seven out of ten I put six"),
            [(7, 10, None), (6, 10, None)]
        );
        assert_eq!(told("Out of ten sessions he came to 6 and said 2 hours is too long."), []);
        assert_eq!(told("Review 6/10 with mum."), []);
        assert_eq!(told("Two out of three visits were kept."), []);
        assert_eq!(told("His mood was low on 6/10."), []);
        for day in [
            "| 4 | Update safety plan | | 09/10/2025 | |",
            "Safety plan 09/10/2025",
            "Safety: 03/10/2024 updated",
            "Scaling 03/10/2025",
            "Safety plan reviewed 9/10.",
            "Outcome of the meeting 3/10 shared.",
            "She feels we should meet 9/10.",
            "Seen 4/10, feels tired.",
            "Pain 2/7, settling.",
            "Scale sent 1-10-2025 to mum.",
            "9 out of 10 visits were kept.",
            "On a scale of 0 to 10 she said 4 March was worst.",
        ] {
            assert_eq!(told(day), [], "{day}");
        }
        assert_eq!(told("Safety scale 4/10 today."), [(4, 10, None)]);
        assert_eq!(told("Pain 7/10, was 9/10 in May."), [(7, 10, Some(9)), (9, 10, None)]);
    }
}
