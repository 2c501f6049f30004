//! Reviews and contingencies, by their words.

use super::lexicon::{Lexicon, Line};
use super::pack;
use super::phrase::Phrase;
use serde::Deserialize;

/// Reads which segments say when something is looked at again, and which say what is done if things go otherwise.
pub struct Plans {
    review: Lexicon,
    no_condition_after: Vec<String>,
    no_condition_before: Vec<String>,
}

/// `packs/plans.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    review: Vec<String>,
    no_condition_after: Vec<String>,
    no_condition_before: Vec<String>,
}

impl Plans {
    pub fn built_in() -> Plans {
        let file: File = toml::from_str(pack::PLANS).expect("the built-in words are read by a test");
        let mut review = Lexicon::default();
        for phrase in &file.review {
            review.add(0, Phrase::parse(phrase).expect("the built-in phrases are read by a test"));
        }
        Plans { review, no_condition_after: file.no_condition_after, no_condition_before: file.no_condition_before }
    }

    /// True where a line says that something will be looked at again. Whether it says when is the action's own part.
    pub fn reviews(&self, line: &Line) -> bool {
        self.review.hits(line).iter().any(|hit| !line.is_negated(*hit))
    }

    /// True where a line holds *if … then …*: a condition, and what is done.
    pub fn is_contingent(&self, line: &Line) -> bool {
        let folded = |at: usize| line.words.get(at).map_or("", |word| word.folded.as_str());
        let holds = |list: &[String], word: &str| list.iter().any(|other| other == word);
        (0..line.words.len()).any(|at| {
            let begins = match folded(at) {
                "if" | "unless" => at == 0 || !holds(&self.no_condition_after, folded(at - 1)),
                "should" => {
                    at == 0
                        && matches!(
                            folded(1),
                            "he" | "she" | "they" | "it" | "this" | "things" | "anything" | "the" | "mum" | "dad"
                        )
                }
                "in" => folded(at + 1) == "case",
                "otherwise" => true,
                _ => false,
            };
            let is_told_of_another =
                matches!(folded(at), "if" | "unless") && (only_threatens(line, at) || asks_what_happens(line, at));
            begins && !holds(&self.no_condition_before, folded(at + 1)) && line.words.len() >= 6 && !is_told_of_another
        })
    }
}

/// *He may go to court if it isn't paid*: what could come, and nothing that is then done.
fn only_threatens(line: &Line, at: usize) -> bool {
    const DONE_THEN: [&str; 8] = ["will", "'ll", "please", "must", "should", "ring", "call", "999"];
    let folded = |at: usize| line.words[at].folded.as_str();
    let could = (0..at).any(|at| matches!(folded(at), "may" | "might" | "could"));
    could && !(0..line.words.len()).any(|at| DONE_THEN.contains(&folded(at)))
}

/// *What would happen if*: a wish or a worry to know it, and no answer.
fn asks_what_happens(line: &Line, at: usize) -> bool {
    let before = at.saturating_sub(5)..at;
    let folded = |at: usize| line.words[at].folded.as_str();
    before.clone().any(|at| folded(at) == "what")
        && before.into_iter().any(|at| matches!(folded(at), "happen" | "happens"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;

    fn line<T>(text: &str, read: impl Fn(&Plans, &Line) -> T) -> T {
        read(&Plans::built_in(), &Line::new(text, &segment(text)[0], &[]))
    }

    #[test]
    fn reviews_are_known_by_their_words() {
        for text in [
            "We will look at this again on 4 May.",
            "Review date: 12/06.",
            "To be reviewed at the next core group.",
            "See how it goes and meet again in June.",
        ] {
            assert!(line(text, Plans::reviews), "{text}");
        }
        for text in ["She looked at the garden.", "Sian to ring the GP.", "This has not been reviewed."] {
            assert!(!line(text, Plans::reviews), "{text}");
        }
    }

    #[test]
    fn if_then_plans_are_known_from_other_ifs() {
        for text in [
            "If he is not in by ten, staff ring Lola.",
            "Mum will ring me if the lock breaks again.",
            "Should she fall again, Folake rings 999 first.",
            "Mum may ring me or she will call the police if he comes back.",
        ] {
            assert!(line(text, Plans::is_contingent), "{text}");
        }
        for text in [
            "I will ask if he would like to come.",
            "Call back later today if possible please.",
            "He looked as if he had slept badly.",
            "You owe £900 and she may go to court if it isn't paid by June.",
            "Knowing what would happen if she were taken ill in the night",
        ] {
            assert!(!line(text, Plans::is_contingent), "{text}");
        }
    }
}
