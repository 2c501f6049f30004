//! Cuts a recording into the units that are placed: sentences, bullets, form answers, and clauses joined by *but* and its kin.
//!
//! Segments are spans of the source, in order, without overlap; between them lies white space alone.

mod blocks;
mod clauses;
mod sentences;

use crate::text::{Recording, Span, What, lines, quotations};
pub use blocks::bullet_length;
use blocks::{Block, blocks, is_row};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    pub span: Span,
    /// True for a line that only announces what follows it.
    pub heading: bool,
    /// The form label at its beginning, colon included.
    pub label: Option<Span>,
    /// The heading or form label it stands under.
    pub under: Option<Span>,
    /// In a transcript, where the text names who says it.
    pub speaker: Option<Span>,
    /// What it is where it was not written as the recording.
    pub aside: Option<What>,
}

impl Segment {
    /// A stretch of text as a segment with neither label nor heading.
    pub fn plain(span: Span) -> Segment {
        Segment { span, heading: false, label: None, under: None, speaker: None, aside: None }
    }

    /// Its words without the form label.
    pub fn body(&self) -> Span {
        match self.label {
            Some(label) => Span::new(label.end(), self.span.end()),
            None => self.span,
        }
    }
}

/// Every segment of a recording, in order. What stands aside is cut out of what was written; a message that is read is cut as other text.
pub fn segments(recording: &Recording) -> Vec<Segment> {
    let text = recording.text.as_str();
    if recording.aside.is_empty() {
        return segment(text);
    }
    let mut words = recording.without(|what| !what.may_tell()).into_owned();
    if recording.is_transcript() {
        words = unwrapped(&words);
    }
    let mut own = segment(&words).into_iter().peekable();
    let mut found = Vec::new();
    let mut rest = 0;
    let written = Span::new(text.len(), text.len());
    let asides = recording.aside.iter().map(|aside| (aside.span, Some(aside.what)));
    for (span, what) in asides.chain([(written, None)]) {
        for (stretch, what) in [(Span::new(rest, span.start()), None), (span, what)] {
            if let Some(what) = what.filter(|what| !what.may_tell()) {
                found.extend(stretch.trimmed(text).map(|span| Segment { aside: Some(what), ..Segment::plain(span) }));
                continue;
            }
            while let Some(next) = own.peek().filter(|next| next.span.start() < stretch.end()) {
                found.extend(within(next, stretch, &words, what));
                if next.span.end() > stretch.end() {
                    break;
                }
                own.next();
            }
        }
        rest = span.end();
    }
    if recording.is_transcript() {
        name_speakers(text, &mut found);
    }
    found
}

/// The words of a transcript with a space for each line end that only fits them to a screen: a line begins small, and another stands above it.
fn unwrapped(words: &str) -> String {
    let mut found = String::with_capacity(words.len());
    for line in lines(words) {
        let line = line.of(words);
        if line.trim_start().starts_with(char::is_lowercase) {
            let before = found.trim_end_matches(['\n', '\r']).len();
            let ends = found.split_off(before);
            let is_one_end = matches!(ends.as_str(), "\n" | "\r\n" | "\r") && !found.ends_with(char::is_whitespace);
            found.push_str(if is_one_end { &"  "[..ends.len()] } else { &ends });
        }
        found.push_str(line);
    }
    found
}

/// The part of a segment that lies in `stretch`.
fn within(segment: &Segment, stretch: Span, words: &str, aside: Option<What>) -> Option<Segment> {
    let start = segment.span.start().max(stretch.start());
    let span = Span::new(start, segment.span.end().min(stretch.end()).max(start)).trimmed(words)?;
    // The stop after a mark, which a sentence lost when it was cut.
    let is_left_over = span != segment.span && !span.of(words).contains(char::is_alphanumeric);
    let aside = aside.or(is_left_over.then_some(What::Mark));
    let label = segment.label.filter(|&label| span.contains(label) && label.end() < span.end());
    Some(Segment { span, label, aside, ..segment.clone() })
}

/// Tells of each segment of a transcript who says it: a mark or a line before it, or the label that begins its line or one above it in the
/// same cue.
fn name_speakers(text: &str, segments: &mut [Segment]) {
    let mut speaker: Option<Span> = None;
    for segment in segments {
        match segment.aside {
            Some(What::Speaker) => speaker = Some(segment.span),
            // A name may stand before its time, on the same line.
            Some(What::Time) => {
                speaker = speaker.filter(|name| !text[name.end()..segment.span.start()].contains(['\n', '\r']));
            }
            Some(What::Mark) if segment.span.of(text).starts_with("</v") => speaker = None,
            Some(_) => {}
            None => {
                let label = segment.label.or(segment.heading.then_some(segment.span));
                speaker = label.and_then(|label| name_in(text, label)).or(speaker);
                segment.speaker = speaker;
            }
        }
    }
}

/// The name in a label such as `Mum:` or `- Social worker:`.
fn name_in(text: &str, label: Span) -> Option<Span> {
    const WORDS: usize = 4;
    let words = label.of(text).trim_end();
    let from = bullet_length(words);
    let name = words[from..].strip_suffix(':')?.trim_end_matches(['*', '_']);
    let is_name = name.starts_with(char::is_uppercase) && name.split_whitespace().count() <= WORDS;
    is_name.then(|| Span::new(label.start() + from, label.start() + from + name.len()))
}

/// Every segment of `text`, in order.
pub fn segment(text: &str) -> Vec<Segment> {
    let quotes = quotations(text);
    let mut segments = Vec::new();
    let mut under = None;
    for block in blocks(text) {
        match block {
            Block::Heading(span) => {
                under = Some(span);
                segments.push(Segment { heading: true, ..Segment::plain(span) });
            }
            Block::Body { span, label } => {
                // A label speaks for its own answer; the heading goes on after it.
                let governed_by = label.or(under);
                let inside = quotes_in(&quotes, span);
                let is_row = is_row(span.of(text));
                for sentence in sentences::sentences(text, span, label, inside) {
                    let clauses = if is_row { vec![sentence] } else { clauses::clauses(text, sentence, inside) };
                    for clause in clauses {
                        let label = label.filter(|&label| clause.contains(label) && label.end() < clause.end());
                        segments.push(Segment { label, under: governed_by, ..Segment::plain(clause) });
                    }
                }
            }
        }
    }
    segments
}

/// Cuts long stretches without punctuation where a segment is likely to begin, as dictated text needs.
///
/// `begins` are byte offsets in order; those inside other segments, or inside a word, are passed over.
pub fn cut_unpunctuated(text: &str, segments: &[Segment], begins: &[usize]) -> Vec<Segment> {
    const MANY: usize = 24;
    const SOME: usize = 7;
    let least = if is_unpunctuated(text, MANY / 2) { SOME } else { MANY };
    let mut found = Vec::with_capacity(segments.len());
    for segment in segments {
        if segment.heading || !is_unpunctuated(segment.body().of(text), least) {
            found.push(segment.clone());
            continue;
        }
        let from = begins.partition_point(|&begin| begin <= segment.body().start());
        let to = begins.partition_point(|&begin| begin < segment.span.end());
        let at_words = begins[from..to].iter().filter(|&&begin| text[..begin].ends_with(char::is_whitespace));
        let mut start = segment.span.start();
        for end in at_words.copied().chain([segment.span.end()]) {
            if let Some(span) = Span::new(start, end).trimmed(text) {
                let label = segment.label.filter(|&label| span.contains(label));
                found.push(Segment { span, label, ..segment.clone() });
            }
            start = end;
        }
    }
    found
}

/// Words with hardly a mark between them: nobody writes so, but everybody speaks so. Two dozen such words in one segment are enough to
/// tell, or a whole recording of them, of which then any line of some length is cut.
fn is_unpunctuated(words: &str, least: usize) -> bool {
    const WORDS_TO_A_MARK: usize = 20;
    let count = words.split_whitespace().count();
    let marks = words.matches(['.', ',', ';', ':', '?', '!']).count();
    count >= least && marks * WORDS_TO_A_MARK <= count
}

fn quotes_in(quotes: &[Span], block: Span) -> &[Span] {
    let from = quotes.partition_point(|quote| quote.end() <= block.start());
    let to = quotes.partition_point(|quote| quote.start() < block.end());
    &quotes[from..to]
}

/// True where the byte at `at` lies inside a quotation that is short enough to be kept whole.
fn in_quotation(quotes: &[Span], at: usize) -> bool {
    /// Beyond this a quotation is a statement in itself, and its sentences are read one by one.
    const KEPT_WHOLE: usize = 80;
    let next = quotes.partition_point(|quote| quote.end() <= at);
    quotes.get(next).is_some_and(|quote| quote.start() < at && quote.len() <= KEPT_WHOLE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Aside, Source};
    use proptest::prelude::*;

    /// What `segment` makes of `text`, one piece to a line of `expected`.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = segment(text).iter().map(|s| s.span.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sentences_and_times() {
        check(
            "Visited at 10.30am with Dr. Shah. Mrs. Okoro was up and dressed! Tea on the go, e.g. two cups.She'd slept.",
            &[
                "Visited at 10.30am with Dr. Shah.",
                "Mrs. Okoro was up and dressed!",
                "Tea on the go, e.g. two cups.",
                "She'd slept.",
            ],
        );
    }

    #[test]
    fn letters_with_stops_and_initials_end_nothing() {
        check("She gets P.I.P. and E.S.A. each month.", &["She gets P.I.P. and E.S.A. each month."]);
        check("Seen by Dr. A. Khan today. He ate.", &["Seen by Dr. A. Khan today.", "He ate."]);
        check("He takes vitamin A. Carol rang.", &["He takes vitamin A.", "Carol rang."]);
    }

    #[test]
    fn shorthand_without_capitals() {
        check(
            "tc to dtr. nil concerns. ref no. 4471 sent w/e 12th",
            &["tc to dtr.", "nil concerns.", "ref no. 4471 sent w/e 12th"],
        );
    }

    #[test]
    fn clauses_that_hold_different_things() {
        check(
            "He loves his garden but can't manage the step; his son mows the lawn.",
            &["He loves his garden", "but can't manage the step;", "his son mows the lawn."],
        );
        check(
            "Although the flat is warm, she sleeps in her coat.",
            &["Although the flat is warm,", "she sleeps in her coat."],
        );
        check(
            "There is nothing but bread in. All but one came.",
            &["There is nothing but bread in.", "All but one came."],
        );
    }

    #[test]
    fn speech_is_kept_whole() {
        check(
            "She said \"I'm tired. But I'm not going.\" Then she laughed.",
            &["She said \"I'm tired. But I'm not going.\"", "Then she laughed."],
        );
        check("\"Why now?\" she asked.", &["\"Why now?\" she asked."]);
    }

    #[test]
    fn forms_bullets_and_headings() {
        let text = "VIEWS OF THE PERSON\nI want my cat back. Soon.\n\nPlan:\n- SW to ring the RSPCA\n- Mum: will ask Pat\nDate of visit: 4 May\n";
        check(
            text,
            &[
                "VIEWS OF THE PERSON",
                "I want my cat back.",
                "Soon.",
                "Plan:",
                "- SW to ring the RSPCA",
                "- Mum: will ask Pat",
                "Date of visit: 4 May",
            ],
        );
        let segments = segment(text);
        assert!(segments[0].heading && segments[3].heading && !segments[4].heading);
        assert_eq!(segments[4].under.unwrap().of(text), "Plan:");
        assert_eq!(segments[6].label.unwrap().of(text), "Date of visit:");
    }

    #[test]
    fn a_ticked_answer_stays_with_its_question() {
        check(
            "Advocate required? No\nDoes she have capacity for this? Yes [x] No [ ]\nDid he eat? No.",
            &["Advocate required? No", "Does she have capacity for this? Yes [x] No [ ]", "Did he eat?", "No."],
        );
    }

    #[test]
    fn a_run_of_semicolons_takes_no_longer_than_its_length() {
        for end in ["twice.", "and that was all."] {
            let begun = std::time::Instant::now();
            let found = segment(&format!("Sam rang the man {}{end}", "; ".repeat(200_000)));
            assert!(found.len() < 3 && begun.elapsed().as_secs() < 10, "{} in {:?}", found.len(), begun.elapsed());
        }
    }

    #[test]
    fn wrapped_lines_are_one_sentence() {
        check(
            "We talked for a long while about the move and whether the new\nflat would take a dog.\nShe will ask.",
            &["We talked for a long while about the move and whether the new\nflat would take a dog.", "She will ask."],
        );
        check(
            "tc dtr, carers not turned up three times this week and he has had nothing since his breakfast at eight\n\
             tc dad, says he has had a sarnie off next door\nadv of out of hours no\n1. ring him fri",
            &[
                "tc dtr, carers not turned up three times this week and he has had nothing since his breakfast at eight",
                "tc dad, says he has had a sarnie off next door",
                "adv of out of hours no",
                "1. ring him fri",
            ],
        );
    }

    #[test]
    fn only_long_stretches_without_punctuation_are_cut_again() {
        let text = "so i got there about ten and she was up and dressed and the heating was on and she said \
                    her son had been round and fixed the step for her";
        let begins: Vec<usize> =
            ["and she was", "and the", "and she said", "ep for"].iter().map(|w| text.find(w).unwrap()).collect();
        let cut: Vec<&str> = cut_unpunctuated(text, &segment(text), &begins).iter().map(|s| s.span.of(text)).collect();
        assert_eq!(cut[..3], ["so i got there about ten", "and she was up and dressed", "and the heating was on"]);
        assert_eq!(cut.len(), 4, "a place inside a word cuts nothing");
        let short = "She said her son had been round.";
        assert_eq!(cut_unpunctuated(short, &segment(short), &[9]).len(), 1);
    }

    #[test]
    fn what_stands_aside_is_cut_out_and_speakers_are_kept() {
        let text = "[0:01] Mum: He <i>never</i> eats. He sleeps\nat <b>noon</b>.\n[0:09] He is up.";
        let at = |words: &str| Span::new(text.find(words).unwrap(), text.find(words).unwrap() + words.len());
        let time = |words: &str| Aside { span: at(words), what: What::Time };
        let mark = |words: &str| Aside { span: at(words), what: What::Mark };
        let aside = vec![time("[0:01]"), mark("<i>"), mark("</i>"), mark("<b>"), mark("</b>"), time("[0:09]")];
        let recording = Recording { aside, ..Recording::new(text.into(), Source::default()) };
        let found: Vec<(&str, Option<&str>, bool)> = segments(&recording)
            .iter()
            .map(|s| (s.span.of(text), s.speaker.map(|name| name.of(text)), s.aside.is_some()))
            .collect();
        let mum = Some("Mum");
        assert_eq!(
            found,
            [
                ("[0:01]", None, true),
                ("Mum: He", mum, false),
                ("<i>", None, true),
                ("never", mum, false),
                ("</i>", None, true),
                ("eats.", mum, false),
                ("He sleeps\nat", mum, false),
                ("<b>", None, true),
                ("noon", mum, false),
                ("</b>", None, true),
                (".", None, true),
                ("[0:09]", None, true),
                ("He is up.", None, false),
            ]
        );
    }

    proptest! {
        /// Whatever stands aside, nothing is lost.
        #[test]
        fn segments_beside_asides_cover_all_but_white_space(text in "(?s)([A-Za-z ,.;\"\\n0-9é…]|but |Plan: ){0,100}", cuts in prop::collection::vec((0usize..100, 1usize..9, 0usize..4), 0..6)) {
            const WHAT: [What; 4] = [What::Time, What::Speaker, What::EarlierMail, What::MailHeading];
            let mut aside: Vec<Aside> = Vec::new();
            let mut rest = 0;
            for (gap, length, what) in cuts {
                let start = text.ceil_char_boundary((rest + gap).min(text.len()));
                let end = text.ceil_char_boundary((start + length).min(text.len()));
                aside.extend(Span::new(start, end).trimmed(&text).map(|span| Aside { span, what: WHAT[what] }));
                rest = end;
            }
            let recording = Recording { aside, ..Recording::new(text.clone(), Source::default()) };
            let mut rest = 0;
            for segment in segments(&recording) {
                prop_assert!(segment.span.start() >= rest && text[rest..segment.span.start()].trim().is_empty());
                prop_assert_eq!(segment.span.trimmed(&text), Some(segment.span));
                prop_assert!(segment.label.is_none_or(|label| segment.span.contains(label)));
                let edges = recording.aside.iter().filter(|aside| aside.span.overlaps(segment.span));
                prop_assert!(edges.clone().all(|aside| aside.span.contains(segment.span) && segment.aside.is_some()));
                rest = segment.span.end();
            }
            prop_assert!(text[rest..].trim().is_empty());
        }

        /// Nothing is lost and nothing is counted twice, whatever the text.
        #[test]
        fn segments_cover_all_but_white_space(text in "(?s)([A-Za-z ,.;:?!\"'“”‘’()\\-*#\\n\\r\t0-9é…]|but |Plan: |\\. ){0,200}") {
            let mut rest = 0;
            for segment in segment(&text) {
                prop_assert!(segment.span.start() >= rest);
                prop_assert!(text[rest..segment.span.start()].trim().is_empty());
                prop_assert!(!segment.span.is_empty());
                prop_assert_eq!(segment.span.trimmed(&text), Some(segment.span));
                prop_assert!(segment.label.is_none_or(|label| segment.span.contains(label)));
                rest = segment.span.end();
            }
            prop_assert!(text[rest..].trim().is_empty());
        }

        #[test]
        fn any_text_at_all_is_segmented(text in any::<String>()) {
            let joined: String = segment(&text).iter().map(|s| s.span.of(&text)).collect();
            let without_space = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(without_space(&joined), without_space(&text));
        }
    }
}
