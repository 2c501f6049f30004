//! The bank of questions still to ask, as `packs/questions.toml` writes it.

use super::pack;
use crate::placement::Section;
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
    NoRisks,
    NoActions,
    ActionWithoutWho,
    ActionWithoutWhen,
    ActionNotMeasurable,
    ActionWithoutWhat,
    RiskWithoutAction,
    NoPersonVoice,
    NoReview,
    NoContingency,
    WishWithoutAction,
    ServiceAsOutcome,
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

    /// The first question of the bank for each kind of gap; `quoting` says whether there are words for it to rest on.
    pub fn for_gap(&self, when: When, quoting: bool) -> Option<&Question> {
        let fits = |question: &&Question| question.when == when && question.question.contains("{quote}") == quoting;
        self.0
            .iter()
            .find(fits)
            .or_else(|| self.0.iter().find(|question| question.when == when && !question.question.contains("{quote}")))
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
