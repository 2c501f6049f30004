//! Reviews and contingencies, by their words.

use super::lexicon::{Hit, Lexicon, Line};
use super::pack;
use super::phrase::Phrase;
use serde::Deserialize;
use std::ops::Range;

/// Reads which segments say when something is looked at again, and which say what is done if things go otherwise.
pub struct Plans {
    review: Lexicon,
    /// *If that's all right*, from its first word.
    courtesy: Lexicon,
    harm: Lexicon,
    steps: Lexicon,
    no_condition_after: Vec<String>,
    no_condition_before: Vec<String>,
}

/// `packs/plans.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    review: Vec<String>,
    courtesy: Vec<String>,
    harm: Vec<String>,
    steps: Vec<String>,
    no_condition_after: Vec<String>,
    no_condition_before: Vec<String>,
}

impl Plans {
    pub fn built_in() -> Plans {
        let file: File = toml::from_str(pack::PLANS).expect("the built-in words are read by a test");
        Plans {
            review: lexicon(&file.review),
            courtesy: lexicon(&file.courtesy),
            harm: lexicon(&file.harm),
            steps: lexicon(&file.steps),
            no_condition_after: file.no_condition_after,
            no_condition_before: file.no_condition_before,
        }
    }

    /// True where a line says that something will be looked at again. Whether it says when is the action's own part.
    pub fn reviews(&self, line: &Line) -> bool {
        self.review.hits(line).iter().any(|hit| !line.is_negated(*hit))
    }

    /// True where a line holds *if … then …*: a condition, and what is done. Somebody has to do something then: a threat, a habit, a courtesy
    /// and what may come are no plan. What stands among `risks` is one only where its words plan a step.
    pub fn is_contingent(&self, line: &Line, among_risks: bool) -> bool {
        let folded = |at: usize| line.words.get(at).map_or("", |word| word.folded.as_str());
        let holds = |list: &[String], word: &str| list.iter().any(|other| other == word);
        let is_condition = |at: &usize| {
            let at = *at;
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
        };
        let Some(at) = (0..line.words.len()).find(is_condition) else { return false };
        let is_courtesy = self.courtesy.hits(line).iter().any(|hit| hit.first == at);
        !is_courtesy && !self.threatens(line, at) && (!among_risks || self.tells_step(line, at))
    }

    /// True where what is done if things go so would harm somebody: *will kill himself if they take her*, *screams if touched*. What is told
    /// of harm before a step is what the step is for: *if he hits her she rings 999*.
    fn threatens(&self, line: &Line, condition: usize) -> bool {
        /// Words between an *if* and the harm it names.
        const CONDITION: usize = 4;
        let then = self.then(line, condition);
        let steps = self.steps.hits(line);
        let is_answered = |harm: &Hit| steps.iter().any(|step| step.first >= harm.end && then.contains(&step.first));
        let folded = |at: usize| line.words[at].folded.as_str();
        // *Ring 999 if she is hurt*: the harm is what is waited for.
        let is_waited_for = |hit: &Hit| {
            let before = hit.first.saturating_sub(CONDITION)..hit.first;
            before.into_iter().any(|at| matches!(folded(at), "if" | "unless" | "when"))
        };
        let does_harm =
            |hit: &Hit| then.contains(&hit.first) && !line.is_negated(*hit) && !is_answered(hit) && !is_waited_for(hit);
        self.harm.hits(line).iter().any(does_harm)
    }

    /// True where somebody is to do something then: *will ring*, *to call*, *rings 999*, *ring the ward*.
    fn tells_step(&self, line: &Line, condition: usize) -> bool {
        let then = self.then(line, condition);
        // *Ring the ward*, *staff ring Lola*.
        let begins = then.start..then.start + if condition < then.start { 2 } else { 1 };
        let is_step = |hit: &Hit| {
            let before = hit.first.checked_sub(1).map_or("", |at| line.words[at].folded.as_str());
            let plans = matches!(
                before,
                "will" | "'ll" | "to" | "should" | "must" | "shall" | "please" | "can" | "and" | "then"
            );
            let is_third = line.words[hit.first].folded.ends_with('s');
            then.contains(&hit.first) && (plans || is_third || begins.contains(&hit.first)) && !line.is_negated(*hit)
        };
        self.steps.hits(line).iter().any(is_step)
    }

    /// The words of a line that say what is done: those before a condition in the middle, and after one at the beginning.
    fn then(&self, line: &Line, condition: usize) -> Range<usize> {
        const LEADS: usize = 2;
        /// Fewer words after a mark say nothing of what is done.
        const FEWEST: usize = 2;
        let all = line.words.len();
        let ends = |at: &usize| {
            line.text[line.words[*at - 1].span.end()..line.words[*at].span.start()].contains([',', ':', '–', '-', '→'])
        };
        match (condition + 1..(all + 1).saturating_sub(FEWEST)).find(ends) {
            Some(then) if condition <= LEADS => then..all,
            None if condition <= LEADS => condition + 1..all,
            // *In the bag in case he is wheezy, school to call Mum.*
            Some(_) => 0..all,
            None => 0..condition,
        }
    }
}

fn lexicon(phrases: &[String]) -> Lexicon {
    let mut lexicon = Lexicon::default();
    for phrase in phrases {
        lexicon.add(0, Phrase::parse(phrase).expect("the built-in phrases are read by a test"));
    }
    lexicon
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
            "If the pain gets worse, ring the ward on 0161.",
            "Mum knows to call the police if he comes to the door.",
            "If no gain twice M rings the ward direct, now.",
            "Text today if she can get out, and ring 999 if she is hurt.",
            "Spare inhaler in the bag in case he is wheezy, school to call Mum.",
        ] {
            assert!(line(text, |plans, line| plans.is_contingent(line, false)), "{text}");
            assert!(line(text, |plans, line| plans.is_contingent(line, true)), "{text}");
        }
        for text in [
            "I will ask if he would like to come.",
            "Call back later today if possible please.",
            "He looked as if he had slept badly.",
            "You owe £900 and she may go to court if it isn't paid by June.",
            "Knowing what would happen if she were taken ill in the night",
            "I can come in the morning, if that's alright with you.",
            "He can meet at school on Friday if he prefers.",
            "He said he will kill himself if they take her.",
            "She will take an overdose if she is sent home.",
            "He said he will burn the house down if she leaves.",
            "Otherwise the landlord will evict her in June.",
        ] {
            assert!(!line(text, |plans, line| plans.is_contingent(line, false)), "{text}");
        }
    }

    #[test]
    fn among_risks_somebody_has_to_do_something() {
        for text in [
            "He has put the bread knife in his coat \"in case they come\".",
            "Mum says he hits her if dinner is late.",
            "She screams if she is touched at all.",
            "He does not come if it rains hard.",
            "If she is left alone she falls.",
            "Tom could become very ill if he goes on losing weight.",
            "He will hurt her if he finds out.",
            "He'll leave if they make him go.",
        ] {
            assert!(!line(text, |plans, line| plans.is_contingent(line, true)), "{text}");
        }
    }
}
