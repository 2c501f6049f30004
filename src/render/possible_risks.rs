//! Which sentences placed elsewhere are shown as possible risks, and where: beside their words, or in one list at the end of a draft.

use crate::placement::Placed;
use crate::recording::Draft;
use crate::section::Section;
use crate::text::{MONTHS, words};

/// Beside a segment placed elsewhere that may well tell of a risk.
pub(super) const RISK_TOO: &str = "a risk too?";

/// From here on what may be a risk is marked where it stands; what is less likely is listed at the end. Chosen on the development split
/// (`evals/README.md`): from about here half the marks are right, and more would bring hardly better ones.
const LIKELY_RISK: f32 = 0.3;

/// A line for the reader of the risks where some that may be risks stand elsewhere, `listed` of them named at the end.
pub(super) fn risks_elsewhere(draft: &Draft, listed: &[&Placed]) -> Option<String> {
    let marked = draft.possible_risks().filter(|placed| is_marked_as_risk(draft, placed)).count();
    let marked = match marked {
        0 => None,
        1 => Some(format!("One sentence in another section is marked “{RISK_TOO}”.")),
        count => Some(format!("{count} sentences in other sections are marked “{RISK_TOO}”.")),
    };
    let listed = match listed.len() {
        0 => None,
        1 => Some("One sentence is listed at the end, to check for a risk.".to_owned()),
        count => Some(format!("{count} sentences are listed at the end, to check for risks.")),
    };
    let said: Vec<String> = marked.into_iter().chain(listed).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// True where a possible risk is marked beside its words. A heading announces and tells nothing; a step agreed is read for what it answers,
/// and next to none is a risk out of place; without a model nobody knows how likely it is.
pub(super) fn is_marked_as_risk(draft: &Draft, placed: &Placed) -> bool {
    may_be_likely(placed)
        && !placed.heading
        && placed.section != Section::AgreedActions
        && !is_bare(placed.span.of(&draft.recording.text), &ANSWERS)
}

/// The possible risks that bear no mark, the likeliest first and the steps agreed last. Left out are what tells nothing whoever reads it, and
/// steps that are less likely risks: they stand where they are read anyway, and of 91 such marks in the development split none was right.
pub(super) fn less_likely_risks(draft: &Draft) -> Vec<&Placed> {
    let is_step = |placed: &Placed| placed.section == Section::AgreedActions;
    let may_be = |placed: &Placed| !is_step(placed) || may_be_likely(placed);
    let is_listed = |placed: &&Placed| {
        may_be(placed) && !is_marked_as_risk(draft, placed) && !is_bare(placed.span.of(&draft.recording.text), &[])
    };
    let mut listed: Vec<&Placed> = draft.possible_risks().filter(is_listed).collect();
    listed.sort_by(|a, b| is_step(a).cmp(&is_step(b)).then(how_likely(b).total_cmp(&how_likely(a))));
    listed
}

fn may_be_likely(placed: &Placed) -> bool {
    placed.risk.is_none_or(|risk| risk >= LIKELY_RISK)
}

fn how_likely(placed: &Placed) -> f32 {
    placed.risk.unwrap_or(0.0)
}

/// What stands around words in a form, a greeting or a date.
const FURNITURE: [&str; 22] = [
    "am",
    "at",
    "best",
    "date",
    "day",
    "dear",
    "hello",
    "hi",
    "kind",
    "many",
    "of",
    "on",
    "pm",
    "regards",
    "sincerely",
    "faithfully",
    "thanks",
    "thank",
    "time",
    "wishes",
    "you",
    "yours",
];
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Answers that tell nothing without their question.
const ANSWERS: [&str; 5] = ["yes", "no", "none", "x", "n/a"];

/// True of a line that only dates, greets or signs off, or holds nothing but `others`: *Date: 3 June 2025*, *Hi Tom,*.
fn is_bare(line: &str, others: &[&str]) -> bool {
    const GREETINGS: [&str; 4] = ["dear", "hello", "hi", "regards"];
    const SHORTEST: usize = 3;
    let words = words(line, 0);
    let greets = words.iter().any(|word| GREETINGS.contains(&word.folded.as_str()));
    words.iter().all(|word| {
        let told = word.folded.as_str();
        told.starts_with(|c: char| c.is_ascii_digit())
            || FURNITURE.contains(&told)
            || others.contains(&told)
            || (told.len() >= SHORTEST && MONTHS.iter().chain(&DAYS).any(|name| name.starts_with(told)))
            || (greets && word.span.of(line).starts_with(char::is_uppercase))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_that_rules_a_risk_out_is_not_taken_for_no_model() {
        use crate::section::{Section, Voice};
        use crate::text::{Recording, Source, Span};
        let text = "The bell rang twice.";
        let placed = |risk: Option<f32>| Placed {
            span: Span::new(0, text.len()),
            section: Section::Context,
            confidence: 0.9,
            risk,
            also: vec![Section::PriorityRisks],
            voice: Voice::Practitioner,
            quoted: false,
            reason: String::new(),
            heading: false,
            speaker: None,
            aside: None,
        };
        let draft = Draft::unread(Recording::new(text.into(), Source::default()));
        assert!(is_marked_as_risk(&draft, &placed(None)));
        assert!(!is_marked_as_risk(&draft, &placed(Some(0.0))));
    }

    #[test]
    fn what_only_dates_greets_or_ticks_is_no_risk_to_check() {
        for bare in ["**Date:** 3rd June 2025", "Hi Tom,", "Kind regards,", "|----|", "Mon 4 Sept, 10.30am"] {
            assert!(is_bare(bare, &[]), "{bare}");
        }
        for told in ["Married.", "Decided to leave", "No", "Tom fell", "Dear oh dear, no food in"] {
            assert!(!is_bare(told, &[]), "{told}");
        }
        assert!(is_bare("Yes [x] No [ ]", &ANSWERS));
    }
}
