//! Questions for a conversation about a case, from the bank in `questions.toml`: each rests on a principle and on what the recordings hold or lack.

use super::dropped::OutOfSight;
use super::gathered::{Told, is_balanced, is_form_line, newest};
use super::plans::Followed;
use super::priorities::Words;
use super::scores::Moved;
use super::{Became, is_same};
use crate::recording::{children, is_told_of};
use crate::rules::{Category, Rules, Severity, Status};
use crate::section::{Section, Voice};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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

/// What recordings hold or lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
enum When {
    ChildUnheard,
    RiskOutOfSight,
    PlanNotMentioned,
    ScoreFell,
    JudgingWords,
    PlanChanged,
    WishOutOfSight,
    Poverty,
    PersonNotHeardLately,
    WorkerCarries,
    NoStrengthLately,
    NoWhatMatters,
    PlanWithoutWho,
    ScoreRose,
    ScoreMoved,
    ChildHeard,
    FamilyActs,
    OneRecording,
    Strength,
    Contingency,
    RiskLately,
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
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bank {
    question: Vec<Question>,
}

/// A question put to a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub id: String,
    pub principle: Principle,
    pub question: String,
    pub because: String,
}

/// The conditions that hold of a case, each with the words it rests on; those without any have empty words.
pub struct Holds(BTreeMap<When, String>);

/// The most questions put to a case, and of one principle.
const MOST: usize = 5;
const MOST_OF_ONE: usize = 2;

/// Questions for what holds, those of the rarest conditions first, no two for one condition. Where the bank has several for a condition, the name of
/// the case settles which, so that cases are not all asked alike.
pub fn asked(holds: &Holds, case: &str) -> Vec<Asked> {
    let bank: Bank = toml::from_str(include_str!("questions.toml")).expect("the built-in bank is read by a test");
    let turn: usize = case.bytes().map(usize::from).sum();
    let fits = |question: &&Question| {
        question.when.iter().all(|when| holds.0.contains_key(when))
            && !question.unless.iter().any(|when| holds.0.contains_key(when))
    };
    let mut by_condition: BTreeMap<When, Vec<&Question>> = BTreeMap::new();
    bank.question
        .iter()
        .filter(fits)
        .for_each(|question| by_condition.entry(question.when[0]).or_default().push(question));
    let mut asked: Vec<Asked> = Vec::new();
    for questions in by_condition.values() {
        let question = questions[turn % questions.len()];
        let of_principle = asked.iter().filter(|other| other.principle == question.principle).count();
        if asked.len() == MOST || of_principle == MOST_OF_ONE {
            continue;
        }
        // The words of the first of its conditions that rests on any.
        let words = question.when.iter().filter_map(|when| holds.0.get(when)).find(|words| !words.is_empty());
        let fill = |pattern: &str| pattern.replace("{quote}", words.map_or("", String::as_str));
        asked.push(Asked {
            id: question.id.clone(),
            principle: question.principle,
            question: fill(&question.question),
            because: fill(&question.because),
        });
    }
    asked
}

impl Holds {
    pub fn of(
        told: &[Told],
        followed: &[Followed],
        out_of_sight: &[OutOfSight],
        moved: &[Moved],
        rules: &Rules,
    ) -> Holds {
        let mut holds = Holds(BTreeMap::new());
        let Some((_, last)) = newest(told) else { return holds };
        let first_of = |section: Section| {
            out_of_sight
                .iter()
                .filter(|one| one.section == section && !is_gone(told[one.first.0].words(one.first.1)))
                .find_map(|one| quotable(told[one.first.0].words(one.first.1)))
        };
        holds.put(When::RiskOutOfSight, first_of(Section::PriorityRisks));
        holds.put(When::WishOutOfSight, first_of(Section::WhatMatters));
        let plan = |wanted: &dyn Fn(&Followed) -> bool| {
            let all = followed.iter().rev().filter(|one| wanted(one));
            all.map(|one| told[one.recording].words(one.span)).find_map(quotable)
        };
        holds.put(
            When::PlanNotMentioned,
            plan(&|one| {
                one.later.is_none() && one.perhaps.is_none() && one.is_plain && one.is_whole && one.due.is_some()
            }),
        );
        holds.put(
            When::PlanChanged,
            plan(&|one| one.later.as_ref().is_some_and(|later| later.became == Became::Changed)),
        );
        holds.put(When::PlanWithoutWho, plan(&|one| one.later.is_none() && one.is_plain && one.who.is_none()));
        holds.scores(moved, told.len());
        holds.children(told, rules);
        holds.people_who_act(told, followed);
        let find = |section: Section| {
            let sure = last.segments().filter(|(_, placed)| placed.section == section && placed.confidence >= 0.6);
            let stands = sure.filter(|(at, _)| section != Section::PriorityRisks || !is_gone_from(last, *at));
            let quoted = stands.filter_map(|(_, placed)| Some((placed.span.len(), quotable(last.words(placed.span))?)));
            quoted.max_by_key(|(length, _)| *length).map(|(_, words)| words)
        };
        holds.put(When::RiskLately, find(Section::PriorityRisks));
        holds.put(When::Strength, find(Section::Strengths));
        let has = |section: Section| last.segments().any(|(_, placed)| placed.section == section);
        holds.put(When::NoStrengthLately, (!has(Section::Strengths)).then(String::new));
        let told_ever =
            |section: Section| told.iter().any(|one| one.segments().any(|(_, placed)| placed.section == section));
        holds.put(When::NoWhatMatters, (!told_ever(Section::WhatMatters)).then(String::new));
        let speaks = last.segments().any(|(_, placed)| placed.voice == Voice::Person);
        holds.put(When::PersonNotHeardLately, (!speaks).then(String::new));
        holds.put(When::OneRecording, (told.len() == 1).then(String::new));
        let contingency = told.iter().rev().find_map(|one| {
            let all = one.read.draft.contingencies.iter();
            all.map(|&at| one.words(one.read.draft.segments[at].span)).find_map(quotable)
        });
        holds.put(When::Contingency, contingency);
        let judging = told.iter().rev().filter(|one| one.read.own).find_map(|one| {
            let draft = one.read.draft;
            let harm = draft
                .findings
                .iter()
                .filter(|finding| finding.category == Category::Deficit && finding.severity == Severity::Harm);
            let sentence =
                |at: usize| draft.segments.iter().find(|placed| (placed.span.start()..placed.span.end()).contains(&at));
            harm.filter_map(|finding| sentence(finding.span.start()))
                .find_map(|placed| quotable(one.words(placed.span)))
        });
        holds.put(When::JudgingWords, judging);
        let poor = told.iter().rev().find_map(|one| {
            let all = one.segments().map(|(_, placed)| one.words(placed.span)).filter(|words| tells_of_money(words));
            all.filter_map(quotable).next()
        });
        holds.put(When::Poverty, poor);
        holds
    }

    fn put(&mut self, when: When, words: Option<String>) {
        if let Some(words) = words {
            self.0.insert(when, words);
        }
    }

    fn scores(&mut self, moved: &[Moved], recordings: usize) {
        const LATELY: usize = 2;
        const MOST_NUMBERS: usize = 4;
        // A number that nobody told lately may have moved again.
        let is_late = |moved: &&Moved| moved.scores.last().is_some_and(|score| score.0 + LATELY >= recordings);
        let Some(scores) = moved.iter().find(is_late).map(|moved| &moved.scores) else { return };
        let newest = &scores[scores.len().saturating_sub(MOST_NUMBERS)..];
        let words: Vec<String> = newest.iter().map(|(_, _, given, _)| given.to_string()).collect();
        let of = scores[0].3.map(|of| format!(" out of {of}")).unwrap_or_default();
        let words = format!("{}{of}", words.join(", "));
        let (last, before) = (scores[scores.len() - 1].2, scores[scores.len() - 2].2);
        let fell_or_rose = if last < before { When::ScoreFell } else { When::ScoreRose };
        if last != before {
            self.0.insert(fell_or_rose, words.clone());
        }
        self.0.insert(When::ScoreMoved, words);
    }

    fn children(&mut self, told: &[Told], rules: &Rules) {
        let mut names: Vec<String> = Vec::new();
        for name in told.iter().flat_map(|one| children(&one.read.draft.recording.text, &one.read.draft.segments)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        // How many recordings name a child, and in how many of them somebody tells what the child says, feels or shows.
        let counts = |name: &String| {
            let text = |one: &Told| one.read.draft.recording.text.to_lowercase();
            let named = told.iter().filter(|one| text(one).contains(&name.to_lowercase())).count();
            let tells = |one: &&Told| {
                one.segments().any(|(_, placed)| is_told_of(&one.read.draft.recording.text, placed, name, rules))
            };
            (told.iter().filter(tells).count(), named)
        };
        // One telling among many recordings is hardly one.
        let is_heard = |(telling, named): (usize, usize)| telling > 0 && telling * 2 > named;
        let (heard, mut unheard): (Vec<&String>, Vec<&String>) = names.iter().partition(|name| is_heard(counts(name)));
        unheard.sort_by_key(|name| counts(name).0);
        self.put(When::ChildUnheard, unheard.first().map(|name| (*name).clone()));
        self.put(When::ChildHeard, heard.first().map(|name| (*name).clone()));
    }

    /// Whether most plans are the worker's, and who else is named in several.
    fn people_who_act(&mut self, told: &[Told], followed: &[Followed]) {
        const SEVERAL: usize = 5;
        let is_worker = |one: &Followed, who: &str| {
            let writer = told[one.recording].read.writer.as_deref();
            who == "I" || writer.is_some_and(|writer| is_same(writer, who))
        };
        let named: Vec<(&Followed, &str)> =
            followed.iter().filter_map(|one| Some((one, one.who.as_deref()?))).collect();
        let own = named.iter().filter(|(one, who)| is_worker(one, who)).count();
        let carries = named.len() >= SEVERAL && own * 3 >= named.len() * 2;
        self.put(When::WorkerCarries, carries.then(String::new));
        let family = told.iter().rev().find_map(|one| {
            let draft = one.read.draft;
            let planned = draft.actions.iter().filter(|action| action.status == Status::Planned);
            planned.filter_map(|action| action.who.as_deref()).find(|who| is_of_family(who)).map(str::to_owned)
        });
        self.put(When::FamilyActs, family);
    }
}

/// Somebody whose words say that they are kin or a neighbour.
fn is_of_family(who: &str) -> bool {
    const KIN: [&str; 18] = [
        "mum",
        "dad",
        "nan",
        "gran",
        "grandad",
        "brother",
        "sister",
        "aunt",
        "aunty",
        "uncle",
        "son",
        "daughter",
        "wife",
        "husband",
        "partner",
        "neighbour",
        "cousin",
        "friend",
    ];
    who.split(|c: char| !c.is_alphanumeric()).any(|word| KIN.contains(&word.to_lowercase().as_str()))
}

fn tells_of_money(words: &str) -> bool {
    const WORDS: [&str; 20] = [
        "rent", "arrears", "debt", "debts", "owes", "owe", "behind", "benefits", "foodbank", "meter", "evicted",
        "eviction", "bailiff", "bailiffs", "loan", "lends", "afford", "money", "bills", "credit",
    ];
    const PLAIN: [&str; 2] = ["behind", "credit"];
    let lower = words.to_lowercase();
    let found = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| WORDS.contains(word));
    let found: Vec<&str> = found.collect();
    words.split_whitespace().count() >= 4
        && (found.iter().any(|word| !PLAIN.contains(word)) || (words.contains('£') && !found.is_empty()))
}

/// True of words that tell that a risk is over, as far as a question needs to know.
fn is_gone(words: &str) -> bool {
    const GONE: [&str; 6] = ["no further", "stopped", "no longer", "has gone", "not happened", "used to"];
    let lower = words.to_lowercase();
    Words::built_in().is_over(words) || GONE.iter().any(|gone| lower.contains(gone))
}

/// True where the sentence of that number, or another of the recording about the same, tells that it is over.
fn is_gone_from(one: &Told, at: usize) -> bool {
    let own = &one.tellings[at];
    let names: Vec<&str> = own.names().collect();
    let is_about =
        |other: usize| other == at || own.matters().any(|key| !names.contains(&key) && one.tellings[other].holds(key));
    one.segments().any(|(other, placed)| is_gone(one.words(placed.span)) && is_about(other))
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

/// The beginning of some words on one line, cut at a space where they are long.
pub fn beginning(words: &str) -> String {
    const LONGEST: usize = 70;
    crate::text::cut_short(words, LONGEST).trim_end_matches(['.', ';', ',']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bank() -> Vec<Question> {
        toml::from_str::<Bank>(include_str!("questions.toml")).unwrap().question
    }

    #[test]
    fn every_question_is_open_and_stands_on_a_condition() {
        const LEADING: [&str; 9] = ["is ", "are ", "does ", "did ", "should ", "why ", "don't ", "isn't ", "wouldn't "];
        let mut ids = std::collections::BTreeSet::new();
        for question in bank() {
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

    #[test]
    fn a_question_quotes_what_it_rests_on() {
        let holds = Holds([(When::OneRecording, String::new()), (When::RiskLately, "words".to_owned())].into());
        let asked = asked(&holds, "a");
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
    fn what_is_told_as_over_is_no_worry() {
        assert!(is_gone("Rhian says the hitting stopped in April.") && is_gone("Provisional came on Saturday"));
        assert!(!is_gone("He hit her again."));
    }

    #[test]
    fn cases_are_asked_by_what_they_hold_and_at_most_five_things() {
        let holds = |conditions: &[When]| Holds(conditions.iter().map(|when| (*when, "words".to_owned())).collect());
        assert!(asked(&holds(&[]), "a").is_empty());
        let one = asked(&holds(&[When::ChildUnheard]), "a");
        assert_eq!((one.len(), one[0].principle), (1, Principle::WhatWouldTheChildSay));
        assert!(one[0].question.contains("words"), "{}", one[0].question);
        assert_ne!(one, asked(&holds(&[When::ChildUnheard]), "b"), "another case is asked in another way");
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
        let most = asked(&holds(&all), "a");
        assert_eq!(most.len(), MOST);
        for principle in most.iter().map(|asked| asked.principle) {
            assert!(most.iter().filter(|other| other.principle == principle).count() <= MOST_OF_ONE);
        }
    }
}
