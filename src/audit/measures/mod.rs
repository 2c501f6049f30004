//! Measures: what an audit looks for in a recording, each with a card that says what it asks, whom it serves, and how it could distort
//! practice. Each gives *evident*, *partly* or *not evident* with the words that say so; none gives a mark.

mod balance;
mod contingency;
mod decisions;
mod own_words;
mod phrasing;
mod plain;
mod review;
mod risks;
mod smart;
mod sources;
mod strengths;
mod thread;
mod voices;
mod ways;

pub use ways::{Ways, WaysError};

use crate::placement::Placed;
use crate::recording::Draft;
use crate::rules::{Action, Category, Finding, Phrases, Status};
use crate::section::Section;
use crate::text::{Span, What};
use serde::{Deserialize, Serialize};

/// What a reader should know of a measure before it is relied on.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    pub id: String,
    pub title: String,
    pub asks: String,
    pub looks_at: LooksAt,
    pub serves: Vec<Serves>,
    pub evidence: String,
    /// What is looked for and not found where it is not evident.
    #[serde(default)]
    pub not_found: String,
    /// How practice could change for the worse where it is counted.
    pub distorts: String,
    #[serde(default = "not_measured")]
    pub accuracy: String,
    /// Gwet's AC1 with a careful reader's judgement on labelled recordings, where that was tried.
    #[serde(default)]
    pub ac1: Option<f64>,
    /// Not yet sure enough to be on by itself.
    #[serde(default)]
    pub for_trying: bool,
    /// What an organisation's own measure listens for; the built-in ones judge in other ways.
    #[serde(default)]
    pub phrases: Vec<String>,
}

impl Card {
    /// What is looked for and not found where the measure is not evident; of an organisation's own that do not say so, what its evidence is.
    pub fn looked_for(&self) -> &str {
        if self.not_found.is_empty() { &self.evidence } else { &self.not_found }
    }
}

fn not_measured() -> String {
    "not yet measured".into()
}

/// A record can be complete and poor, or late and good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LooksAt {
    Completeness,
    Quality,
}

impl LooksAt {
    pub const ALL: [LooksAt; 2] = [LooksAt::Completeness, LooksAt::Quality];

    pub fn title(self) -> &'static str {
        match self {
            LooksAt::Completeness => "Is it there?",
            LooksAt::Quality => "Is it well made?",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Serves {
    Person,
    Practitioner,
    Supervisor,
    Organisation,
}

impl Serves {
    pub fn in_words(self) -> &'static str {
        match self {
            Serves::Person => "the person",
            Serves::Practitioner => "the practitioner",
            Serves::Supervisor => "the supervisor",
            Serves::Organisation => "the organisation",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Evident,
    Partly,
    NotEvident,
}

impl Verdict {
    pub const ALL: [Verdict; 3] = [Verdict::Evident, Verdict::Partly, Verdict::NotEvident];

    pub fn in_words(self) -> &'static str {
        match self {
            Verdict::Evident => "evident",
            Verdict::Partly => "partly",
            Verdict::NotEvident => "not evident",
        }
    }
}

/// What a measure says of one recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    pub verdict: Verdict,
    /// What speaks for it, in the order of the text.
    pub evidence: Vec<Span>,
    /// What speaks against it.
    pub against: Vec<Span>,
    /// In a few words, none of them of the recording.
    pub because: String,
}

impl Judged {
    fn new(verdict: Verdict, because: impl Into<String>) -> Judged {
        Judged { verdict, evidence: Vec::new(), against: Vec::new(), because: because.into() }
    }

    fn with(self, evidence: impl IntoIterator<Item = Span>) -> Judged {
        Judged { evidence: in_order(evidence), ..self }
    }

    fn but(self, against: impl IntoIterator<Item = Span>) -> Judged {
        Judged { against: in_order(against), ..self }
    }
}

fn in_order(spans: impl IntoIterator<Item = Span>) -> Vec<Span> {
    let mut spans: Vec<Span> = spans.into_iter().collect();
    spans.sort();
    spans.dedup();
    spans
}

pub struct Measure {
    pub card: Card,
    how: How,
}

/// How a measure judges; none where there is nothing to judge.
enum How {
    Draft(fn(&Draft, &Words) -> Option<Judged>),
    /// An organisation's own: evident where one of the phrases stands.
    Phrases(Phrases),
    /// By comparing with the other recordings of the audit.
    Beside,
}

/// The measure that compares a recording with others.
pub const OWN_ENTRY: &str = "own-entry";

const BUILT_IN: [(&str, How); 14] = [
    ("own-words", How::Draft(own_words::judge)),
    ("strengths-beside-risks", How::Draft(strengths::judge)),
    ("risks-specific", How::Draft(risks::judge)),
    ("decisions-shared", How::Draft(decisions::judge)),
    ("smart-actions", How::Draft(smart::judge)),
    ("contingency", How::Draft(contingency::judge)),
    ("review", How::Draft(review::judge)),
    ("plain-language", How::Draft(plain::judge)),
    ("phrasing", How::Draft(phrasing::judge)),
    ("sources-told", How::Draft(sources::judge)),
    ("voices-heard", How::Draft(voices::judge)),
    (OWN_ENTRY, How::Beside),
    ("golden-thread", How::Draft(thread::judge)),
    ("risks-balanced", How::Draft(balance::judge)),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cards {
    measure: Vec<Card>,
}

/// The words that measures look for.
pub struct Words {
    decisions: Phrases,
    shared: Phrases,
    reasons: Phrases,
    opinions: Phrases,
    times: Phrases,
    further: Phrases,
    grave: Phrases,
    gravest: Phrases,
    denied: Phrases,
    protects: Phrases,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordsFile {
    decisions: Vec<String>,
    shared: Vec<String>,
    reasons: Vec<String>,
    opinions: Vec<String>,
    times: Vec<String>,
    further: Vec<String>,
    grave: Vec<String>,
    gravest: Vec<String>,
    denied: Vec<String>,
    protects: Vec<String>,
}

impl Words {
    fn built_in() -> Words {
        let file: WordsFile = toml::from_str(include_str!("words.toml")).expect("the words are read by a test");
        let read = |list: &[String]| Phrases::parse([list]).expect("the phrases are read by a test");
        Words {
            decisions: read(&file.decisions),
            shared: read(&file.shared),
            reasons: read(&file.reasons),
            opinions: read(&file.opinions),
            times: read(&file.times),
            further: read(&file.further),
            grave: read(&file.grave),
            gravest: read(&file.gravest),
            denied: read(&file.denied),
            protects: read(&file.protects),
        }
    }

    /// True of words of harm to a person, wherever they stand.
    pub fn is_gravest(&self, text: &str, span: Span) -> bool {
        self.gravest.holds(text, span) && !self.denied.holds(text, span)
    }

    /// True of words that make a risk one to read first.
    pub fn is_grave(&self, text: &str, span: Span) -> bool {
        self.grave.holds(text, span) && !self.denied.holds(text, span)
    }

    /// True of words by which somebody is protected, or told who can protect.
    pub fn protects(&self, text: &str, span: Span) -> bool {
        self.protects.holds(text, span)
    }
}

/// Every measure that there is, those that are on, and the words they look for.
pub struct Measures {
    all: Vec<Measure>,
    on: Vec<usize>,
    pub words: Words,
}

impl Measures {
    /// The built-in ones, of which those for trying are off.
    pub fn built_in() -> Measures {
        Measures::of(&Ways::default()).expect("nothing is asked of the built-in measures")
    }

    /// The built-in ones and an organisation's own, under its ways.
    pub fn of(ways: &Ways) -> Result<Measures, WaysError> {
        let cards: Cards = toml::from_str(include_str!("cards.toml")).expect("the cards are read by a test");
        let mut all: Vec<Measure> =
            cards.measure.into_iter().zip(BUILT_IN).map(|(card, (_, how))| Measure { card, how }).collect();
        ways.add_own(&mut all)?;
        let on = (0..all.len()).filter(|&at| ways.wants(&all[at].card)).collect();
        ways.check_names(&all)?;
        Ok(Measures { all, on, words: Words::built_in() })
    }

    /// Those that are on, in the order in which they are shown.
    pub fn on(&self) -> impl Iterator<Item = &Measure> {
        self.on.iter().map(|&at| &self.all[at])
    }

    pub fn all(&self) -> impl Iterator<Item = (&Measure, bool)> {
        self.all.iter().enumerate().map(|(at, measure)| (measure, self.on.contains(&at)))
    }

    /// What each measure that is on says of a draft, in their order. The one that compares says nothing yet.
    pub fn judge(&self, draft: &Draft) -> Vec<Option<Judged>> {
        self.on().map(|measure| measure.judge(draft, &self.words)).collect()
    }
}

impl Measure {
    pub fn judge(&self, draft: &Draft, words: &Words) -> Option<Judged> {
        match &self.how {
            How::Draft(judge) => judge(draft, words),
            How::Phrases(phrases) => Some(ways::judge(phrases, draft)),
            How::Beside => None,
        }
    }
}

/// How likely a section has to be for a measure to rest on it: what word cues alone place is right as often.
const SURE: f32 = 0.5;

fn told(draft: &Draft) -> impl Iterator<Item = (usize, &Placed)> {
    draft.segments.iter().enumerate().filter(|(_, placed)| placed.is_told())
}

/// The segments of a section that are likely where they belong.
fn sure(draft: &Draft, section: Section) -> Vec<&Placed> {
    told(draft)
        .map(|(_, placed)| placed)
        .filter(|placed| placed.section == section && placed.confidence >= SURE)
        .collect()
}

fn planned(draft: &Draft) -> Vec<&Action> {
    draft.actions.iter().filter(|action| action.status == Status::Planned).collect()
}

fn findings_of(draft: &Draft, categories: &[Category]) -> Vec<Span> {
    own_findings(draft).filter(|finding| categories.contains(&finding.category)).map(|finding| finding.span).collect()
}

/// Those in the writer's own words: what stands in a message that they answer is its sender's.
fn own_findings(draft: &Draft) -> impl Iterator<Item = &Finding> {
    let is_anothers = |finding: &&Finding| {
        let at = draft.segments.partition_point(|placed| placed.span.end() <= finding.span.start());
        draft.segments.get(at).is_some_and(|placed| placed.aside == Some(What::EarlierMail))
    };
    draft.findings.iter().filter(move |finding| !is_anothers(finding))
}

/// *1 action*, *3 actions*.
fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

#[cfg(test)]
mod tests;
