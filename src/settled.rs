//! Findings that somebody has settled: dismissed with a reason, or part of a backlog from before.
//!
//! Both are known by a fingerprint of the words around the phrase, so that an edit elsewhere in the recording leaves them settled.

use crate::recording::Draft;
use crate::rules::Finding;
use crate::text::words;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// The name of the file beside the recordings that keeps dismissals.
pub const DISMISSALS_FILE: &str = "whatmatters-dismissed.toml";

/// Words on either side of a phrase that its fingerprint takes in, as far as its sentence and its line go.
const AROUND: usize = 3;
/// Bytes in which those words are looked for.
const NEAR: usize = 200;

/// Twelve hexadecimal characters that stay the same while the rule, the phrase and three words on either side do.
pub fn fingerprint(text: &str, finding: &Finding) -> String {
    let span = finding.span;
    let from = text.floor_char_boundary(span.start().saturating_sub(NEAR));
    let to = text.ceil_char_boundary((span.end() + NEAR).min(text.len()));
    let before = folded(text[from..span.start()].rsplit(ends_sentence).next().unwrap_or_default());
    let after = folded(text[span.end()..to].split(ends_sentence).next().unwrap_or_default());
    let near = &before[before.len().saturating_sub(AROUND)..];
    let parts = [near, &folded(span.of(text)), &after[..after.len().min(AROUND)]];
    let known_by = parts.iter().fold(finding.rule.clone(), |all, part| all + "\n" + &part.join(" "));
    Sha256::digest(known_by).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | '?' | '!' | '\n' | '\r')
}

fn folded(text: &str) -> Vec<String> {
    words(text, 0).into_iter().map(|word| word.folded).collect()
}

/// True of what could be a fingerprint.
pub fn is_fingerprint(word: &str) -> bool {
    word.len() == 12 && word.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// A finding that somebody looked at and let stand.
#[derive(Clone, Debug)]
pub struct Dismissed {
    pub finding: Finding,
    pub why: String,
}

/// The dismissals kept in one folder: why, by fingerprint. The file holds no word of a recording but what a reason quotes.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dismissals {
    #[serde(default)]
    pub dismissed: BTreeMap<String, String>,
}

/// The fingerprints of findings that were there before.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    pub set_aside: BTreeSet<String>,
}

impl Dismissals {
    pub fn parse(text: &str) -> Result<Dismissals, toml::de::Error> {
        toml::from_str(text)
    }

    /// The file as it is written.
    pub fn to_text(&self) -> String {
        let table = toml::to_string(self).expect("two strings are always TOML");
        format!(
            "# Phrases that were looked at and may stand, by fingerprint, with the reason. To take one back, delete its line.\n{table}"
        )
    }
}

impl Baseline {
    pub fn parse(text: &str) -> Result<Baseline, toml::de::Error> {
        toml::from_str(text)
    }

    pub fn to_text(&self) -> String {
        let table = toml::to_string_pretty(self).expect("strings are always TOML");
        format!(
            "# Phrasing from before, by fingerprint: `whatmatters check --baseline` counts it and leaves it out.\n{table}"
        )
    }
}

/// Takes what is settled out of the findings of a draft and says so in it.
pub fn settle(draft: &mut Draft, dismissals: &Dismissals, baseline: &Baseline) {
    if dismissals.dismissed.is_empty() && baseline.set_aside.is_empty() {
        return;
    }
    for finding in std::mem::take(&mut draft.findings) {
        let mark = fingerprint(&draft.recording.text, &finding);
        if let Some(why) = dismissals.dismissed.get(&mark) {
            draft.dismissed.push(Dismissed { finding, why: why.clone() });
        } else if baseline.set_aside.contains(&mark) {
            draft.set_aside += 1;
        } else {
            draft.findings.push(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::text::{Recording, Source};

    fn check(text: &str) -> Draft {
        Engine::without_model().check(Recording::new(text.into(), Source::default()))
    }

    fn marks(text: &str) -> Vec<String> {
        let draft = check(text);
        draft.findings.iter().map(|finding| fingerprint(text, finding)).collect()
    }

    #[test]
    fn a_fingerprint_stays_while_the_words_around_it_do() {
        let first = marks("On Monday his mum failed to attend the review.");
        assert_eq!(first.len(), 1);
        assert!(is_fingerprint(&first[0]));
        let edited = "A new beginning, with more in it.\n\nAgain on   Monday his Mum failed to attend the review\nat college. We talked.";
        assert_eq!(marks(edited), first);
        assert_ne!(marks("On Monday his dad failed to attend the review."), first);
        let both = marks("Mum failed to attend the review. Dad failed to attend the meeting.");
        assert_ne!(both[0], both[1]);
    }

    #[test]
    fn what_is_settled_is_counted_and_what_is_not_stays() {
        let text = "Mum failed to attend. He is non-compliant. Dad refused to engage.";
        let marks = marks(text);
        assert_eq!(marks.len(), 3);
        let dismissals = Dismissals { dismissed: [(marks[0].clone(), "her own word".into())].into() };
        let baseline = Baseline { set_aside: [marks[1].clone()].into() };
        let mut draft = check(text);
        settle(
            &mut draft,
            &Dismissals::parse(&dismissals.to_text()).unwrap(),
            &Baseline::parse(&baseline.to_text()).unwrap(),
        );
        assert_eq!((draft.findings.len(), draft.dismissed.len(), draft.set_aside), (1, 1, 1));
        assert_eq!(draft.dismissed[0].why, "her own word");
    }
}
