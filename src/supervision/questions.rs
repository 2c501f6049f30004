//! Questions for a conversation about a case, from the bank in `questions.toml`: each rests on a principle and on what the recordings hold or lack,
//! which `holds` reads.

use super::gathered::{is_balanced, is_form_line};
use super::holds::Holds;
use crate::rules::Phrases;
use crate::text::{Span, Word, plain_letters, words};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a question rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Principle {
    Exceptions,
    Strengths,
    SharedResponsibility,
    WhatWouldTheChildSay,
    PowerWith,
    Poverty,
}

impl Principle {
    /// As a pack shows it.
    pub fn title(self) -> &'static str {
        match self {
            Principle::Exceptions => "times when it went otherwise",
            Principle::Strengths => "strengths",
            Principle::SharedResponsibility => "risk is shared",
            Principle::WhatWouldTheChildSay => "what would the child say",
            Principle::PowerWith => "deciding together",
            Principle::Poverty => "poverty",
        }
    }
}

/// What recordings hold or lack, what matters most to a conversation first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    HarmToSelf,
    ChildUnheard,
    RiskOutOfSight,
    AdultUnheard,
    ScoreFell,
    PromiseSlipped,
    NoInterpreter,
    DidNotAsk,
    PlanNotMentioned,
    Poverty,
    NotSeen,
    RiskWithoutStep,
    WishOutOfSight,
    JudgingWords,
    PlanChanged,
    NoWhatMatters,
    OneRecording,
    Strength,
    RiskLately,
    Contingency,
    ChildHeard,
    FamilyActs,
    ScoreRose,
    ScoreMoved,
    NoStrengthLately,
    PersonNotHeardLately,
    WorkerCarries,
    PlanWithoutWho,
    GraveLately,
}

/// One question of the bank.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    id: String,
    principle: Principle,
    when: Vec<When>,
    #[serde(default)]
    unless: Vec<When>,
    question: String,
    because: String,
    /// Asked only where little else is.
    #[serde(default)]
    weak: bool,
}

/// `questions.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bank {
    question: Vec<Question>,
    cues: Cues,
    names_nothing: WordList,
    saying: WordList,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordList {
    words: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cues {
    not_seen: Vec<String>,
    no_interpreter: Vec<String>,
    did_not_ask: Vec<String>,
    promise: Vec<String>,
    harm_to_self: Vec<String>,
    hardship: Vec<String>,
    good_news: Vec<String>,
    tender: Vec<String>,
    grave: Vec<String>,
}

/// What a list of cues tells of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    NotSeen,
    NoInterpreter,
    DidNotAsk,
    Promise,
    HarmToSelf,
    Hardship,
    GoodNews,
    Tender,
    Grave,
}

/// The words by which it is read what recordings hold.
pub struct CueLists {
    phrases: Phrases,
    names_nothing: BTreeSet<String>,
    saying: BTreeSet<String>,
}

impl CueLists {
    pub fn built_in() -> CueLists {
        let Bank { cues, names_nothing, saying, .. } = bank();
        let lists = [
            cues.not_seen,
            cues.no_interpreter,
            cues.did_not_ask,
            cues.promise,
            cues.harm_to_self,
            cues.hardship,
            cues.good_news,
            cues.tender,
            cues.grave,
        ];
        let phrases = Phrases::parse(lists.iter().map(Vec::as_slice)).expect("the built-in words are read by a test");
        CueLists { phrases, names_nothing: names_nothing.words, saying: saying.words }
    }

    /// True where a cue stands in a stretch of `text`, and is not said not to be so.
    pub fn tells(&self, cue: Cue, text: &str, span: Span) -> bool {
        self.phrases.met(text, span).iter().any(|met| met.list == cue as usize && !met.negated)
    }

    /// True of a word that somebody named before it says something by.
    pub fn is_saying(&self, word: &str) -> bool {
        self.saying.contains(word)
    }

    /// The words of a sentence that name a thing, or somebody, each as it is compared.
    pub fn naming(&self, sentence: &str) -> Vec<String> {
        const SHORTEST: usize = 3;
        let names = |word: &Word| {
            word.folded.chars().count() >= SHORTEST
                && !word.folded.starts_with('\'')
                && word.folded.contains(char::is_alphabetic)
                && !self.names_nothing.contains(&word.folded)
        };
        words(sentence, 0).iter().filter(|word| names(word)).map(|word| plain_letters(&word.folded)).collect()
    }

    /// True of a sentence that can be spoken of by itself: it names two things, or one that is known or belongs to somebody, beside whoever acts.
    pub fn has_its_object(&self, sentence: &str) -> bool {
        const KNOWN: [&str; 6] = ["the", "his", "her", "their", "my", "our"];
        const BESIDE: [&str; 5] = ["with", "for", "from", "by", "and"];
        const ACTS: [&str; 7] = ["to", "will", "'ll", "has", "is", "said", "agreed"];
        let all = words(sentence, 0);
        let folded = |at: usize| all.get(at).map_or("", |word| word.folded.as_str());
        let is_actor = |at: usize| at == 0 && ACTS.contains(&folded(1));
        let named = |at: usize| !is_actor(at) && !self.naming(all[at].span.of(sentence)).is_empty();
        let found: Vec<usize> = (0..all.len()).filter(|&at| named(at)).collect();
        match found.as_slice() {
            [] => false,
            [0] => false,
            [only] => {
                let is_name = all[*only].span.of(sentence).starts_with(char::is_uppercase);
                KNOWN.contains(&folded(only - 1)) || (is_name && !BESIDE.contains(&folded(only - 1)))
            }
            _ => true,
        }
    }
}

fn bank() -> Bank {
    toml::from_str(include_str!("questions.toml")).expect("the built-in bank is read by a test")
}

/// A question put to a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub id: String,
    pub principle: Principle,
    pub question: String,
    pub because: String,
}

/// How often each question has been put in one pack.
pub type Used = BTreeMap<String, usize>;

/// The most questions put to a case, of one principle, and of one question in a pack; a weak question is put only to a case that has fewer than these.
const MOST: usize = 5;
const MOST_OF_ONE: usize = 2;
const MOST_OF_PACK: usize = 2;
const FEW: usize = 3;

/// Questions for what holds, those of the gravest conditions first, no two for one condition or about the same words. Where the bank has several for
/// a condition, the name of the case and what was `used` for other cases settle which, so that cases are not all asked alike.
pub fn asked(holds: &Holds, case: &str, used: &mut Used) -> Vec<Asked> {
    let bank = bank().question;
    let turn: usize = case.bytes().map(usize::from).sum();
    let fits = |question: &&Question| {
        question.when.iter().all(|when| holds.has(*when)) && !question.unless.iter().any(|when| holds.has(*when))
    };
    let mut by_condition: BTreeMap<When, Vec<&Question>> = BTreeMap::new();
    bank.iter().filter(fits).for_each(|question| by_condition.entry(question.when[0]).or_default().push(question));
    let mut chosen: Vec<Asked> = Vec::new();
    let mut quoted: Vec<&str> = Vec::new();
    for is_weak in [false, true] {
        for questions in by_condition.values() {
            let rotated = questions.iter().cycle().skip(turn % questions.len()).take(questions.len());
            let may = |question: &&&Question| {
                let of_principle = chosen.iter().filter(|other| other.principle == question.principle).count();
                question.weak == is_weak
                    && chosen.len() < if is_weak { FEW } else { MOST }
                    && of_principle < MOST_OF_ONE
                    && used.get(&question.id).is_none_or(|times| *times < MOST_OF_PACK)
            };
            let Some(question) = rotated.into_iter().find(may) else { continue };
            let Some(quote) = holds.quote(&question.when, &quoted) else { continue };
            quoted.extend(Some(quote.words.as_str()).filter(|words| !words.is_empty()));
            *used.entry(question.id.clone()).or_default() += 1;
            let fill = |pattern: &str| pattern.replace("{quote}", &quote.words).replace("{day}", &quote.day);
            chosen.push(Asked {
                id: question.id.clone(),
                principle: question.principle,
                question: fill(&question.question),
                because: tidy(&fill(&question.because)),
            });
        }
    }
    chosen
}

/// Words whose day is not known, without the gap it leaves.
fn tidy(because: &str) -> String {
    because.split_whitespace().collect::<Vec<_>>().join(" ").replace(" ,", ",")
}

/// Words as a question quotes them: a sentence of some words that begins with a capital and holds no half of a quotation, cut at a space where it is
/// long; or nothing.
pub fn quotable(words: &str) -> Option<String> {
    const WORDS: std::ops::RangeInclusive<usize> = 4..=25;
    const MARKS: [char; 3] = ['"', '“', '”'];
    let words = crate::text::on_one_line(&words[crate::segment::bullet_length(words)..]);
    let is_one = words.matches(MARKS).count() == 2 && words.starts_with(MARKS) && words.ends_with(MARKS);
    let said = if is_one { words.trim_matches(MARKS) } else { &words };
    let begins = said.trim_start_matches(MARKS).starts_with(char::is_uppercase);
    let stands = begins && WORDS.contains(&said.split(' ').count()) && !is_form_line(said);
    let shown = beginning(said);
    // Words that are cut within a quotation end within it.
    (stands && is_balanced(said) && is_balanced(&shown)).then(|| shown.replace(MARKS, "'"))
}

/// Words as they can be said aloud in a question: whole, or to the end of a clause where they are long; or nothing.
pub fn sayable(words: &str) -> Option<String> {
    const WORDS: std::ops::RangeInclusive<usize> = 4..=40;
    const LONGEST: usize = 120;
    const SHORTEST: usize = 30;
    const MARKS: [char; 3] = ['"', '“', '”'];
    const CLAUSES: [&str; 9] = [" because ", " so that ", "; ", ", ", " and ", " but ", " when ", " which ", " - "];
    let said = words[crate::segment::bullet_length(words)..].split_whitespace().collect::<Vec<_>>().join(" ");
    let said = without_label(said.trim_end_matches(['.', ';', ',', ' ']));
    let begins = said.trim_start_matches(MARKS).starts_with(char::is_uppercase);
    if !begins || !WORDS.contains(&said.split(' ').count()) || is_form_line(said) || !is_balanced(said) {
        return None;
    }
    if said.chars().count() <= LONGEST {
        return Some(said.replace(MARKS, "'"));
    }
    let near = &said[..said.floor_char_boundary(LONGEST)];
    let cut = CLAUSES
        .iter()
        .filter_map(|mark| near.rfind(mark))
        .filter(|&at| at >= SHORTEST && is_balanced(&near[..at]))
        .max()?;
    Some(format!("{} …", near[..cut].replace(MARKS, "'")))
}

/// `SP to ring the bank` of `Plan: SP to ring the bank`.
fn without_label(words: &str) -> &str {
    const LONGEST: usize = 2;
    let parts = words.split_once(": ");
    let label = parts.filter(|(label, rest)| {
        label.split(' ').count() <= LONGEST
            && label.starts_with(char::is_uppercase)
            && label.chars().all(|c| c.is_alphabetic() || c == ' ')
            && rest.starts_with(char::is_uppercase)
    });
    label.map_or(words, |(_, rest)| rest)
}

/// The beginning of some words on one line, cut at a space where they are long.
pub fn beginning(words: &str) -> String {
    const LONGEST: usize = 70;
    crate::text::cut_short(words, LONGEST).trim_end_matches(['.', ';', ',']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::supervision::holds::Quote;

    #[test]
    fn every_question_is_open_and_stands_on_a_condition() {
        const LEADING: [&str; 9] = ["is ", "are ", "does ", "did ", "should ", "why ", "don't ", "isn't ", "wouldn't "];
        let mut ids = std::collections::BTreeSet::new();
        for question in bank().question {
            let lower = question.question.to_lowercase();
            assert!(
                question.question.ends_with('?') && !LEADING.iter().any(|word| lower.starts_with(word)),
                "{}",
                question.id
            );
            assert!(!question.when.is_empty() && !question.because.is_empty(), "{}", question.id);
            assert!(ids.insert(question.id.clone()), "{} stands twice", question.id);
        }
    }

    fn held(conditions: &[When]) -> Holds {
        let mut holds = Holds::default();
        conditions
            .iter()
            .for_each(|when| holds.put(*when, [Quote { words: format!("words {when:?}"), day: "on 4 May".into() }]));
        holds
    }

    #[test]
    fn a_question_quotes_what_it_rests_on() {
        let mut holds = held(&[When::RiskLately]);
        holds.put(When::OneRecording, [Quote::default()]);
        let asked = asked(&holds, "a", &mut Used::new());
        assert!(!asked.is_empty() && asked.iter().all(|asked| !asked.question.contains("“”")), "{asked:?}");
    }

    #[test]
    fn whole_sentences_are_quoted() {
        for (words, wanted) in [
            ("- Her lamp is on all day.", Some("Her lamp is on all day")),
            ("\"I'd like it to be quiet.\"", Some("I'd like it to be quiet")),
            ("He said \"go now\" and left.", Some("He said 'go now' and left")),
            ("\"I want to see that one again.", None),
            ("he bought it its in the hall still in the plastic", None),
            ("Her lamp fell.", None),
            ("Status: not done by the end of June", None),
            ("He put it at four, which is one lower than in the summer, \"because rent is a real thing now\".", None),
        ] {
            assert_eq!(quotable(words).as_deref(), wanted, "{words}");
        }
        assert!(quotable(&"Word ".repeat(26)).is_none());
    }

    #[test]
    fn what_a_question_quotes_can_be_said_aloud() {
        for (words, wanted) in [
            ("Plan: Sam to ring the bank about the card.", Some("Sam to ring the bank about the card")),
            ("- Her lamp is on \"all day\".", Some("Her lamp is on 'all day'")),
            ("he is cut from his sentence", None),
            ("Her lamp fell.", None),
        ] {
            assert_eq!(sayable(words).as_deref(), wanted, "{words}");
        }
        let long = format!(
            "She put off her appointment because {}",
            "she had nobody to sit with him and the bus is long ".repeat(2)
        );
        assert_eq!(sayable(&long).as_deref().map(|said| said.ends_with(" …")), Some(true), "{long}");
    }

    #[test]
    fn cases_are_asked_by_what_they_hold_and_at_most_five_things() {
        let ask = |holds: &Holds, case: &str| asked(holds, case, &mut Used::new());
        assert!(ask(&held(&[]), "a").is_empty());
        let one = ask(&held(&[When::ChildUnheard]), "a");
        assert_eq!((one.len(), one[0].principle), (1, Principle::WhatWouldTheChildSay));
        assert!(one[0].question.contains("words ChildUnheard"), "{}", one[0].question);
        assert_ne!(one, ask(&held(&[When::ChildUnheard]), "b"), "another case is asked in another way");
        let all = [
            When::ChildUnheard,
            When::RiskOutOfSight,
            When::PlanNotMentioned,
            When::PlanChanged,
            When::ScoreFell,
            When::Poverty,
            When::WishOutOfSight,
            When::JudgingWords,
        ];
        let most = ask(&held(&all), "a");
        assert_eq!(most.len(), MOST);
        for principle in most.iter().map(|asked| asked.principle) {
            assert!(most.iter().filter(|other| other.principle == principle).count() <= MOST_OF_ONE);
        }
    }

    #[test]
    fn no_question_stands_in_most_cases_of_a_pack() {
        let holds = held(&[When::ChildUnheard, When::Strength, When::RiskLately]);
        let mut used = Used::new();
        let cases: Vec<Vec<Asked>> = (0..6).map(|_| asked(&holds, "a", &mut used)).collect();
        for question in cases.iter().flatten() {
            let times = cases.iter().flatten().filter(|other| other.id == question.id).count();
            assert!(times <= MOST_OF_PACK, "{} stands {times} times", question.id);
        }
        assert!(cases[2].iter().any(|question| question.id.starts_with("child-")), "another of the bank stands in");
    }

    #[test]
    fn a_weak_question_waits_for_the_others() {
        let holds = held(&[When::ChildUnheard, When::RiskOutOfSight, When::ScoreFell, When::Strength]);
        let asked = asked(&holds, "a", &mut Used::new());
        assert_eq!(asked.len(), FEW);
        assert!(asked.iter().all(|question| !question.id.starts_with("strength")), "{asked:?}");
    }

    #[test]
    fn a_plan_is_named_by_its_object() {
        let lists = CueLists::built_in();
        for (sentence, wanted) in [
            ("I will refer this week", false),
            ("KB to find out how.", false),
            ("SP to arrange a sitter for the day.", false),
            ("I will go with Robin.", false),
            ("I will ring the museum this week.", true),
            ("SP to ring Icilda re driver", true),
            ("SP to ring Icilda", true),
            ("I will ask the gas company about a cut-off valve.", true),
            ("I offered a referral to the befriending scheme as the evenings are long.", true),
        ] {
            assert_eq!(lists.has_its_object(sentence), wanted, "{sentence}");
        }
    }

    #[test]
    fn cues_are_known_by_their_words() {
        let lists = CueLists::built_in();
        let tells = |cue: Cue, text: &str| lists.tells(cue, text, Span::new(0, text.len()));
        for (cue, text) in [
            (Cue::NotSeen, "Isla not seen to speak to, asleep in pram."),
            (Cue::NoInterpreter, "No interp, Y said not needed."),
            (Cue::NoInterpreter, "Interpreter did not ring in, so we managed."),
            (Cue::DidNotAsk, "There were wine bottles in the recycling, did not ask today."),
            (Cue::Promise, "Visits have slipped, I was on leave and then on duty."),
            (Cue::HarmToSelf, "They were in hospital afterwards, following an overdose."),
            (Cue::HarmToSelf, "There are old scars on his left forearm."),
            (Cue::Hardship, "She has to think about whether she can afford it."),
            (Cue::Hardship, "He was short this month and had to borrow £40."),
            (Cue::GoodNews, "Welfare fund paid the gas arrears on 2 May."),
            (Cue::Tender, "He would like to know if anybody can find his mother and sister."),
            (Cue::Grave, "Police called a strategy discussion."),
        ] {
            assert!(tells(cue, text), "{cue:?}: {text}");
        }
        assert!(!tells(Cue::HarmToSelf, "No self harm was seen."));
        assert!(!tells(Cue::NotSeen, "Both children were seen and spoken to."));
    }
}
