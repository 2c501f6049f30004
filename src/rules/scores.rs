//! The numbers that people gave of how things are: *6 out of 10 for sleep, was 4 in March*.

use super::lexicon::Line;
use crate::text::Span;

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
    (0..line.words.len()).filter_map(|at| score_at(line, at)).collect()
}

fn score_at(line: &Line, at: usize) -> Option<Score> {
    let folded = |at: usize| line.words.get(at).map_or("", |word| word.folded.as_str());
    let (given, of, last) = match folded(at).split_once('/') {
        // `6/10` may be a date: only words of scoring make it a score.
        Some((given, of)) if tells_of_scoring(line) && !follows_a_day(line, at) => (number(given)?, number(of)?, at),
        Some(_) => return None,
        None if folded(at + 1) == "out" && folded(at + 2) == "of" => {
            (number(folded(at))?, number(folded(at + 3))?, at + 3)
        }
        None => return None,
    };
    if !SCALES.contains(&of) || given > of {
        return None;
    }
    let earlier = (last + 1..(last + 8).min(line.words.len())).find_map(|next| {
        let led =
            matches!(folded(next - 1), "was" | "from" | "previously" | "before" | "earlier" | "been" | "last" | "time");
        let own = folded(next).split('/').next().and_then(number).filter(|earlier| *earlier <= of);
        own.filter(|_| led)
    });
    let span = Span::new(line.words[at].span.start(), line.words[last].span.end());
    Some(Score { span, given, of, earlier })
}

fn number(word: &str) -> Option<u32> {
    const WORDS: [&str; 11] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    word.parse().ok().or_else(|| WORDS.iter().position(|name| *name == word).map(|n| n as u32))
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
    line.words.iter().any(|word| WORDS.contains(&word.folded.as_str()))
}

fn follows_a_day(line: &Line, at: usize) -> bool {
    const LEADS: [&str; 20] = [
        "on", "by", "due", "since", "before", "until", "from", "mon", "tue", "tues", "wed", "weds", "thu", "thurs",
        "fri", "sat", "sun", "dated", "date", "review",
    ];
    at > 0 && LEADS.contains(&line.words[at - 1].folded.as_str())
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
        assert_eq!(told("Review 6/10 with mum."), []);
        assert_eq!(told("Two out of three visits were kept."), []);
        assert_eq!(told("His mood was low on 6/10."), []);
    }
}
