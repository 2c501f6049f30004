//! The bank of questions still to ask, as `packs/questions.toml` writes it.

use super::pack;
use crate::section::Section;
use serde::Deserialize;

pub struct Questions(Vec<Question>);

/// A question that a recording may leave open.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub id: String,
    pub section: Section,
    pub when: When,
    /// `{quote}` stands for the words it rests on.
    pub question: String,
    pub because: String,
    pub source: String,
}

/// What a recording holds, or lacks, that makes a question worth asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    NoWhatMatters,
    NoStrengths,
    NoActions,
    ActionWithoutWho,
    ActionWithoutWhen,
    ActionWithoutWhat,
    RiskWithoutAction,
    NoPersonVoice,
    NoReview,
    NoContingency,
    WishWithoutAction,
    /// A child is named and nobody tells what they say, want, feel or show; the words are the name.
    VoiceAbsent,
    /// A form asks for somebody's views and nothing stands there; the words are its label.
    VoiceLeftBlank,
    ServiceInPlaceOfOutcome,
    OutputInPlaceOfOutcome,
    /// The words are whoever has many tasks.
    ManyTasks,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    question: Vec<Question>,
}

impl Questions {
    pub fn built_in() -> Questions {
        let file: File = toml::from_str(pack::QUESTIONS).expect("the built-in bank is read by a test");
        Questions(file.question)
    }

    /// A question for a gap; `quoting` says whether there are words for it to rest on. Where the bank has several, `turn` settles which,
    /// so that recordings are not all asked the same.
    pub fn for_gap(&self, when: When, quoting: bool, turn: usize) -> Option<&Question> {
        let asks = |question: &&Question| question.when == when && (quoting || !question.question.contains("{quote}"));
        let fitting: Vec<&Question> = self.0.iter().filter(asks).collect();
        let resting: Vec<&Question> =
            fitting.iter().copied().filter(|question| question.question.contains("{quote}") == quoting).collect();
        let choice = if resting.is_empty() { fitting } else { resting };
        choice.get(turn % choice.len().max(1)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_is_one_and_has_a_source() {
        for question in Questions::built_in().0 {
            assert!(question.question.ends_with('?'), "{}", question.id);
            assert!(!question.because.is_empty() && !question.source.is_empty(), "{}", question.id);
        }
    }
}
