//! Plain text that tells when each thing was said: `[00:01:23] Sian: …`. Notes with times of day are none.

use crate::text::{Aside, Span, What, lines};

/// Fewer lines with a time are no transcript.
const FEWEST: usize = 3;
/// Seconds from the beginning within which the first time of a transcript lies, with nothing else to tell it from a time of day.
const SOON: u32 = 5 * 60;
const AN_HOUR: u32 = 60 * 60;
/// Lines, with that of the name and the time.
const LINES_BELOW_A_HEAD: usize = 4;

/// A line with a time at its beginning or its end.
struct Timed {
    /// The time, with its brackets and the dash after it.
    time: Span,
    /// What else stands on the line, if anything.
    rest: Option<Span>,
    from_beginning: u32,
    tells_seconds: bool,
    bracketed: bool,
    /// `0:03`, as no clock has it.
    single_digit: bool,
    told_as: ToldAs,
}

#[derive(Clone, Copy, PartialEq)]
enum ToldAs {
    /// Words after the time, behind somebody's name and a colon or not.
    Named,
    Words,
    /// A name alone, and the words on the lines below.
    Head,
    /// A name before the time.
    Trail,
}

/// What stands aside in a transcript, in order; nothing where `text` is not clearly one.
pub fn asides(text: &str) -> Vec<Aside> {
    let lines: Vec<Span> = lines(text).filter_map(|line| line.trimmed(text)).collect();
    let timed: Vec<Option<Timed>> =
        lines.iter().map(|&line| leading(text, line).or_else(|| trailing(text, line))).collect();
    let heads: Vec<bool> = (0..lines.len())
        .map(|at| {
            timed[at].as_ref().is_some_and(|timed| heads_words(text, timed)) && matches!(timed.get(at + 1), Some(None))
        })
        .collect();
    let told = |at: usize, timed: &Timed| {
        if heads[at] && timed.told_as == ToldAs::Words { ToldAs::Head } else { timed.told_as }
    };
    let count = |wanted: &[ToldAs]| {
        let of = |(at, timed): (usize, &Option<Timed>)| {
            timed.as_ref().is_some_and(|timed| wanted.contains(&told(at, timed)))
        };
        timed.iter().enumerate().filter(|&line| of(line)).count()
    };
    let trails = count(&[ToldAs::Trail]) > count(&[ToldAs::Named, ToldAs::Words, ToldAs::Head]);
    let style: &[ToldAs] = if trails { &[ToldAs::Trail] } else { &[ToldAs::Named, ToldAs::Words, ToldAs::Head] };
    let total = count(style);
    let headed = trails || count(&[ToldAs::Head]) * 2 > total;
    let of_style = |at: usize| timed[at].as_ref().filter(|timed| style.contains(&told(at, timed)));
    let own: Vec<&Timed> = (0..lines.len()).filter_map(of_style).collect();
    let named = if headed { total } else { count(&[ToldAs::Named]) };
    if own.len() < FEWEST || !is_clear(&own, named, headed) {
        return Vec::new();
    }
    // Where a name and a time stand alone, some lines below are what was said.
    let reach = if headed { LINES_BELOW_A_HEAD } else { 1 };
    let mut covered = 0;
    let mut told_until = 0;
    for at in (0..lines.len()).filter(|&at| of_style(at).is_some()) {
        covered += (at + reach).min(lines.len()) - at.max(told_until);
        told_until = at + reach;
    }
    if covered * 2 <= lines.len() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for at in 0..lines.len() {
        let Some(timed) = of_style(at) else { continue };
        let name = timed.rest.filter(|_| trails || (headed && told(at, timed) == ToldAs::Head));
        let mut both = vec![Aside { span: timed.time, what: What::Time }];
        both.extend(name.map(|span| Aside { span, what: What::Speaker }));
        both.sort_by_key(|aside| aside.span);
        found.extend(both);
    }
    found
}

/// True of times that can only be those of something said: nobody writes a time of day so.
fn is_clear(timed: &[&Timed], named: usize, headed: bool) -> bool {
    let most = |holds: &dyn Fn(&Timed) -> bool| timed.iter().filter(|timed| holds(timed)).count() * 2 > timed.len();
    let is_named = named * 2 > timed.len();
    let begins = timed[0].from_beginning;
    let seconds = most(&|timed| timed.tells_seconds);
    (most(&|timed| timed.bracketed) && is_named)
        || (seconds && (begins < SOON || (is_named && begins < AN_HOUR)))
        || (headed && begins < SOON && timed[0].single_digit)
}

/// A line that begins with a time.
fn leading(text: &str, line: Span) -> Option<Timed> {
    let words = line.of(text);
    let time = time_at(words)?;
    let after = &words[time.length..];
    if after.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let dash = after.trim_start().trim_start_matches(['-', '–', '|']);
    let rest = Span::new(line.end() - dash.len(), line.end()).trimmed(text);
    let time_end = line.start() + words[..words.len() - dash.len()].trim_end().len();
    let told_as = if rest.is_some_and(|rest| names_speaker(rest.of(text))) { ToldAs::Named } else { ToldAs::Words };
    Some(time.timed(Span::new(line.start(), time_end), rest, told_as))
}

/// A name and a time alone on their line.
fn trailing(text: &str, line: Span) -> Option<Timed> {
    let words = line.of(text);
    let (_, last) = words.rsplit_once(char::is_whitespace)?;
    let from = words.len() - last.len();
    let time = time_at(last).filter(|time| time.length == last.len())?;
    let name = Span::new(line.start(), line.start() + from).trimmed(text)?;
    let capitals = name.of(text).split_whitespace().all(|word| !word.starts_with(char::is_lowercase));
    (capitals && is_name(name.of(text)))
        .then(|| time.timed(Span::new(line.start() + from, line.end()), Some(name), ToldAs::Trail))
}

struct Time {
    /// Bytes, brackets included.
    length: usize,
    from_beginning: u32,
    tells_seconds: bool,
    bracketed: bool,
    single_digit: bool,
}

impl Time {
    fn timed(&self, time: Span, rest: Option<Span>, told_as: ToldAs) -> Timed {
        let Time { from_beginning, tells_seconds, bracketed, single_digit, .. } = *self;
        Timed { time, rest, from_beginning, tells_seconds, bracketed, single_digit, told_as }
    }
}

/// The time that `words` begin with: `1:02:03`, `[00:01:23.500]`, `(10:02)`.
fn time_at(words: &str) -> Option<Time> {
    let closing = match words.chars().next()? {
        '[' => Some(']'),
        '(' => Some(')'),
        _ => None,
    };
    let inside = &words[usize::from(closing.is_some())..];
    let digits =
        inside.len() - inside.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | ',')).len();
    let token = inside[..digits].trim_end_matches([':', '.', ',']);
    let whole = token.split(['.', ',']).next().unwrap_or("");
    let parts: Vec<u32> = whole.split(':').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let two_digits = whole.split(':').skip(1).all(|part| part.len() == 2);
    let sixty = parts.iter().skip(1).all(|&part| part < 60);
    if !(2..=3).contains(&parts.len()) || !two_digits || !sixty || parts[0] > 99 {
        return None;
    }
    let mut length = token.len();
    if let Some(closing) = closing {
        if !inside[length..].starts_with(closing) {
            return None;
        }
        length += 2;
    }
    let tells_seconds = parts.len() == 3;
    let from_beginning = parts.iter().fold(0, |sum, part| sum * 60 + part);
    let single_digit = whole.find(':') == Some(1);
    Some(Time { length, from_beginning, tells_seconds, bracketed: closing.is_some(), single_digit })
}

/// `Sian:` and some words after it.
fn names_speaker(words: &str) -> bool {
    words.split_once(':').is_some_and(|(name, said)| !said.trim().is_empty() && is_name(name))
}

/// True where nothing but a name, with a colon or without, stands beside the time.
fn heads_words(text: &str, timed: &Timed) -> bool {
    timed.rest.is_some_and(|rest| is_name(rest.of(text).trim_end_matches(':')))
}

/// Few words, the first with a capital, and no end of a sentence.
fn is_name(words: &str) -> bool {
    const LONGEST: usize = 40;
    words.chars().next().is_some_and(|c| c.is_uppercase())
        && words.len() <= LONGEST
        && words.split_whitespace().count() <= 4
        && !words.contains(['.', ',', ';', ':', '?', '!', '"', '“'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(text: &str) -> Vec<(&str, What)> {
        asides(text).iter().map(|aside| (aside.span.of(text), aside.what)).collect()
    }

    #[test]
    fn transcripts_of_several_programs_are_recognised() {
        let times = |text: &'static str, count: usize| {
            let found = found(text);
            assert_eq!(found.iter().filter(|(_, what)| *what == What::Time).count(), count, "{text}: {found:?}");
            found
        };
        times("[00:01:23] Sian: How are you?\n[00:01:26] Grace: Tired.\n[00:01:30] Sian: Tell me more.\n", 3);
        times("Visit\n(10:02) SW: How are you?\n(10:03) Mum: Tired.\n(10:04) SW: I see.\n", 3);
        let first = times("00:00:03 - So, how are you?\n00:00:09 - Tired. I don't sleep.\n00:01:00 - No.\n", 3);
        assert_eq!(first[0].0, "00:00:03 -");
        let headed = times("00:01:23 Sian\nHow are you?\n\n00:01:26 Grace\nTired.\n\n00:01:30 Sian\nRight.\n", 3);
        assert_eq!(headed[1], ("Sian", What::Speaker));
        let trailing = times(
            "Sian Davies   0:03\nHow are you?\nGrace   0:07\nTired.\nSian Davies   0:10\nI see you at 10:30\n",
            3,
        );
        assert_eq!(trailing[..2], [("Sian Davies", What::Speaker), ("0:03", What::Time)]);
    }

    #[test]
    fn notes_with_times_of_day_are_no_transcript() {
        for text in [
            "10:15 Rang Mum\n10:40 School: he is in\n11:05 Visit. Grace was up.\n11:30 Left.\n",
            "[10:15] Rang Mum.\n[10:40] No answer.\n[11:05] Rang again.\n",
            "10:15:32 Rang Mum\n10:16:10 No answer\n10:20:00 Rang school\n",
            "Lunch 12:30\nTea 16:30\nBed 21:00\nMeds 21:30\n",
            "Asleep 00:00\nAsleep 00:30\nAwake 01:00\nAsleep 01:30\n",
            "00:00 Asleep\nJo looked in.\n00:30 Asleep\nJo looked in.\n01:00 Awake\nHad tea.\n",
            "She slept well.\n00:01:23 was what the clock said.\nWe had tea.\nSian will ring.\n",
            "Mum: he was up at 00:15\nDad: no\n",
            "",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    proptest! {
        #[test]
        fn asides_are_in_order_and_apart(text in "(?s)(\\[0?0:0[0-9]\\] |00:00:0[1-5] |Sian|: |\\n|\u{a0}|[a-zé\\[(:]){0,60}") {
            let mut rest = 0;
            for aside in asides(&text) {
                prop_assert!(aside.span.start() >= rest && !aside.span.is_empty());
                prop_assert_eq!(aside.span.trimmed(&text), Some(aside.span));
                rest = aside.span.end();
            }
        }
    }
}
