//! Transcripts with cues, .vtt and .srt: their numbers, times and marks stand aside, their words stay where they are.

use super::{Batch, InputError, Problem, read_text};
use crate::text::{Aside, Span, What, lines};

/// Reads a file of cues as one recording.
pub fn read(name: &str, bytes: &[u8], batch: &mut Batch) -> Result<(), Problem> {
    read_text(name, bytes, batch)?;
    let Some(recording) = batch.recordings.last() else { return Ok(()) };
    if !recording.is_transcript() {
        batch.recordings.pop();
        return Err(Problem::error(name, InputError::NoCues));
    }
    let said = recording.text[recording.aside.last().map_or(0, |aside| aside.span.end())..].trim();
    let last = recording.aside.last().is_some_and(|aside| aside.what == What::Time);
    if last && said.is_empty() {
        let hint = "check that the whole transcript was saved";
        batch.problems.push(Problem::note(name, "its last cue has no words".into(), hint));
    }
    Ok(())
}

/// What stands aside in a text of cues, in order; nothing where it has none.
pub fn asides(text: &str) -> Vec<Aside> {
    let lines: Vec<Span> = lines(text).collect();
    if !lines.iter().any(|line| is_timing(line.of(text))) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut follows_blank = true;
    let mut at = 0;
    while at < lines.len() {
        let words = lines[at].of(text).trim();
        let end = match words {
            _ if is_timing(words) => at + 1,
            _ if lines.get(at + 1).is_some_and(|next| is_timing(next.of(text)))
                && (follows_blank || is_number(words)) =>
            {
                at + 2
            }
            _ => at,
        };
        if end > at {
            found.extend(aside(text, lines[at], lines[end - 1], What::Time));
            at = end;
            follows_blank = false;
            continue;
        }
        match follows_blank.then(|| block(words, at == 0)).flatten() {
            Some(what) => {
                let length = lines[at..].iter().take_while(|line| !line.of(text).trim().is_empty()).count();
                found.extend(aside(text, lines[at], lines[at + length - 1], what));
                at += length;
            }
            // A file that was cut short ends in part of a number or a time.
            None if follows_blank && at + 1 == lines.len() && is_part_of_a_time(words) => {
                found.extend(aside(text, lines[at], lines[at], What::Time));
                at += 1;
            }
            None => {
                marks(text, lines[at], &mut found);
                follows_blank = words.is_empty();
                at += 1;
            }
        }
    }
    found
}

fn aside(text: &str, first: Span, last: Span, what: What) -> Option<Aside> {
    Span::new(first.start(), last.end()).trimmed(text).map(|span| Aside { span, what })
}

/// `00:01:02.500 --> 00:01:04.000`, with or without what is said of its place on the screen.
fn is_timing(line: &str) -> bool {
    let is_time = |words: &str| words.starts_with(|c: char| c.is_ascii_digit()) && words.contains(':');
    line.split_once("-->").is_some_and(|(from, to)| is_time(from.trim()) && is_time(to.trim()) && from.len() < 24)
}

fn is_number(words: &str) -> bool {
    !words.is_empty() && words.bytes().all(|b| b.is_ascii_digit())
}

fn is_part_of_a_time(words: &str) -> bool {
    !words.is_empty()
        && words.bytes().all(|b| b.is_ascii_digit() || matches!(b, b':' | b'.' | b',' | b'-' | b'>' | b' '))
}

/// What a block is that begins so and holds nothing said.
fn block(first: &str, begins_file: bool) -> Option<What> {
    let word = first.trim_start_matches('\u{feff}').split_whitespace().next()?;
    match word {
        "WEBVTT" if begins_file => Some(What::Mark),
        "STYLE" | "REGION" if first == word => Some(What::Mark),
        "NOTE" => Some(What::Note),
        _ => None,
    }
}

/// The marks `<i>`, `<v Name>` and `{\an8}` in a line of words.
fn marks(text: &str, line: Span, found: &mut Vec<Aside>) {
    /// A longer one is no mark, and a line of nothing but brackets must not be gone through again for each of them.
    const LONGEST: usize = 200;
    let words = line.of(text);
    let mut rest = 0;
    while let Some(from) = words[rest..].find(['<', '{']).map(|at| rest + at) {
        let closing = if words[from..].starts_with('<') { '>' } else { '}' };
        let near = &words[from..words.floor_char_boundary(from + LONGEST)];
        let Some(to) =
            near.find(closing).map(|at| from + at + 1).filter(|&to| is_mark(&words[from + 1..to - 1], closing))
        else {
            rest = from + 1;
            continue;
        };
        let mut add = |from: usize, to: usize, what: What| {
            found.extend(
                Span::new(line.start() + from, line.start() + to).trimmed(text).map(|span| Aside { span, what }),
            )
        };
        match speaker(&words[from..to]) {
            Some(name) => {
                add(from, from + name, What::Mark);
                add(from + name, to - 1, What::Speaker);
                add(to - 1, to, What::Mark);
            }
            None => add(from, to, What::Mark),
        }
        rest = to;
    }
}

/// Words that somebody put in angle brackets are no mark: `<3`, `<laughs quietly and looks away>`.
fn is_mark(inside: &str, closing: char) -> bool {
    const MARKS: [&str; 11] = ["v", "i", "b", "u", "s", "c", "font", "lang", "ruby", "rt", "span"];
    if closing == '}' {
        return inside.starts_with('\\');
    }
    let inside = inside.trim_start_matches('/');
    let name = inside.split(|c: char| c.is_whitespace() || c == '.').next().unwrap_or("");
    MARKS.contains(&name.to_lowercase().as_str()) || (is_part_of_a_time(inside) && inside.contains(':'))
}

/// Where the name begins in `<v Name>` or `<v.loud Name>`.
fn speaker(mark: &str) -> Option<usize> {
    let is_voice = mark.starts_with("<v ") || mark.starts_with("<v.");
    let name = mark.find(' ')? + 1;
    (is_voice && !mark[name..mark.len() - 1].trim().is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, What)]) {
        let found: Vec<(&str, What)> = asides(text).iter().map(|aside| (aside.span.of(text), aside.what)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn head_notes_times_and_marks_stand_aside() {
        check(
            "WEBVTT\nKind: captions\n\nNOTE at home, 4 May\nwith Grace\n\n3f2a/12-0\n00:00:01.000 --> 00:00:04.000 align:start\n<v Social worker>How <i>are</i> you?</v>\n\n00:05.000 --> 00:06.000\nFine <3\n",
            &[
                ("WEBVTT\nKind: captions", What::Mark),
                ("NOTE at home, 4 May\nwith Grace", What::Note),
                ("3f2a/12-0\n00:00:01.000 --> 00:00:04.000 align:start", What::Time),
                ("<v", What::Mark),
                ("Social worker", What::Speaker),
                (">", What::Mark),
                ("<i>", What::Mark),
                ("</i>", What::Mark),
                ("</v>", What::Mark),
                ("00:05.000 --> 00:06.000", What::Time),
            ],
        );
    }

    #[test]
    fn numbers_of_cues_stand_aside_and_numbers_that_are_said_do_not() {
        check(
            "1\r\n00:00:01,000 --> 00:00:02,000\r\nHow many falls?\r\n\r\n2\r\n00:00:02,000 --> 00:00:03,000\r\n{\\an8}3\r\n",
            &[
                ("1\r\n00:00:01,000 --> 00:00:02,000", What::Time),
                ("2\r\n00:00:02,000 --> 00:00:03,000", What::Time),
                ("{\\an8}", What::Mark),
            ],
        );
    }

    #[test]
    fn a_file_cut_short_gives_what_it_has() {
        check(
            "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n\n00:03.0",
            &[("WEBVTT", What::Mark), ("00:01.000 --> 00:02.000", What::Time), ("00:03.0", What::Time)],
        );
        assert!(asides("She went from 9:30 --> the shop.").is_empty());
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            for head in [&b""[..], b"WEBVTT\n\n00:01.000 --> 00:02.000\n"] {
                let _ = read("a.vtt", &[head, &bytes].concat(), &mut Batch::default());
            }
        }

        #[test]
        fn asides_are_in_order_and_apart(text in "(?s)(<v Mum>|</?i>|00:01.000 --> 00:02.000|NOTE|WEBVTT|[0-9]|[<>{}a-zé \\r]|\\n){0,60}") {
            let mut rest = 0;
            for aside in asides(&text) {
                prop_assert!(aside.span.start() >= rest && !aside.span.is_empty());
                prop_assert_eq!(aside.span.trimmed(&text), Some(aside.span));
                rest = aside.span.end();
            }
        }
    }
}
