//! One supervision session, as its transcript or notes tell it: which of the six questions it reached and by which words, what the talk was about,
//! who spoke, and whose words were carried into the room. Nothing here marks, scores or ranks anybody.

use super::Six;
use super::questions::shortened;
use super::session_talk::{Form, Talk, Uttered, talk};
use super::session_words::{Lists, Noted, Role};
use crate::recording::Draft;
use crate::rules::Rules;
use crate::section::{Section, Voice};
use crate::segment::{Segment, segments};
use crate::text::{Span, What, words};

/// A session as it was read.
pub struct Session<'a> {
    pub draft: &'a Draft,
    pub form: Form,
    /// In the order in which they first speak; nobody where the text does not tell.
    pub speakers: Vec<Speaker>,
    /// What was said or noted, in its order.
    pub said: Vec<Said<'a>>,
    /// Words of all that.
    pub words: usize,
    /// False where nothing tells that this is a supervision session.
    pub is_supervision: bool,
    /// True of too few words to say what was not reached.
    pub is_short: bool,
    /// What the reader should know of how it was read.
    pub notes: Vec<String>,
    /// Open questions, resting on what was not reached.
    pub next: Vec<Next>,
}

/// Somebody who speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    pub name: String,
    pub role: Option<Role>,
    /// How many they say.
    pub words: usize,
}

/// A sentence of a session, or part of one.
#[derive(Clone, Debug)]
pub struct Said<'a> {
    /// In the recording, without the name of whoever says it.
    pub span: Span,
    pub time: Option<&'a str>,
    /// By their number in [`Session::speakers`].
    pub speaker: Option<usize>,
    /// The questions it reaches, in their order.
    pub reaches: Vec<Six>,
    /// True where words reach them, and not its placement alone.
    pub by_words: bool,
    /// What it is about; context where that is none of the four.
    pub about: Section,
    /// True where it brings in what the person or family say, feel or want.
    pub carried: bool,
    pub words: usize,
}

/// A question for next time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    pub lacks: Six,
    pub question: String,
}

/// Fewer words than this are too few to say what was not reached.
const SHORT: usize = 60;
/// How sure a placement must be to reach its question alone. Chosen on `corpora/sessions/development.jsonl`.
const SURE: f32 = 0.75;
/// Questions for next time.
const MOST_NEXT: usize = 3;

/// Reads one session.
pub fn session<'a>(draft: &'a Draft, rules: &Rules) -> Session<'a> {
    let lists = Lists::built_in();
    let text = draft.recording.text.as_str();
    let talk = talk(draft, &lists);
    let over = Over::of(draft, &lists);
    let accounts = accounts(&talk, text, rules);
    let mut said: Vec<Said> = Vec::with_capacity(talk.uttered.len());
    for (uttered, voice) in talk.uttered.iter().zip(accounts) {
        let noted = lists.noted(text, uttered.body);
        let asked = asked_just_before(text, &said, uttered);
        said.push(one(text, uttered, noted, over.at(uttered.placed.span), asked, voice, &talk));
    }
    let mut speakers: Vec<Speaker> =
        talk.names.iter().map(|(name, role)| Speaker { name: name.clone(), role: *role, words: 0 }).collect();
    for one in &said {
        if let Some(speaker) = one.speaker {
            speakers[speaker].words += one.words;
        }
    }
    let words = said.iter().map(|one| one.words).sum();
    let mut session = Session {
        draft,
        form: talk.form,
        is_supervision: is_supervision(&talk, &said, text, &lists),
        is_short: words < SHORT,
        speakers,
        said,
        words,
        notes: Vec::new(),
        next: Vec::new(),
    };
    session.notes = session.notes_on_reading();
    session.next = session.next(&lists);
    session
}

impl Session<'_> {
    /// The sentences by which a question was reached.
    pub fn reached(&self, six: Six) -> impl Iterator<Item = &Said<'_>> {
        self.said.iter().filter(move |said| said.reaches.contains(&six))
    }

    /// The questions for which nothing was found; none where too little is known to say so.
    pub fn not_reached(&self) -> Option<Vec<Six>> {
        let told = self.is_supervision && !self.is_short;
        told.then(|| Six::ALL.into_iter().filter(|six| self.reached(*six).next().is_none()).collect())
    }

    /// How many words are about each section.
    pub fn about(&self, section: Section) -> usize {
        self.said.iter().filter(|said| said.about == section).map(|said| said.words).sum()
    }

    /// The sentences that bring in the person's or family's words.
    pub fn carried(&self) -> impl Iterator<Item = &Said<'_>> {
        self.said.iter().filter(|said| said.carried)
    }

    fn notes_on_reading(&self) -> Vec<String> {
        let mut notes: Vec<String> = Vec::new();
        if !self.is_supervision {
            notes.push(
                "Nothing in it was found that tells of a supervision session: it may be the recording of a visit, which restructure arranges. What \
                 follows says only where its sentences would stand; nothing is said of what was not reached."
                    .to_owned(),
            );
        }
        if self.is_short {
            let count = if self.words == 1 { "1 word".into() } else { format!("{} words", self.words) };
            notes.push(format!("It is short ({count}): too little to say what was not reached, or what most of it was about."));
        }
        match self.form {
            Form::Notes => notes.push(
                "These are notes: who said what is not told, and what was not written down may well have been talked about.".to_owned(),
            ),
            Form::Transcript if self.speakers.len() < 2 => notes.push(
                "It does not tell who is speaking, so nothing is said of how much each person said.".to_owned(),
            ),
            _ => {}
        }
        if self.form == Form::Transcript {
            notes.push("The words are as the transcript has them, which may have misheard.".to_owned());
        }
        if self.draft.recording.aside.iter().any(|aside| aside.what.is_unassessed()) {
            notes.push("What is in Welsh or another language than English was not read: please look there yourself.".to_owned());
        }
        if self.draft.recording.aside.iter().any(|aside| aside.what == What::EarlierMail) {
            notes.push("The newest message alone was read, and not those it answers.".to_owned());
        }
        notes
    }

    /// Questions for what was not reached, each resting on words of the session where it can.
    fn next(&self, lists: &Lists) -> Vec<Next> {
        let lacking = self.not_reached().unwrap_or_default();
        let mut used: Vec<Span> = Vec::new();
        let mut found: Vec<Next> = Vec::new();
        for next in &lists.next {
            if found.len() == MOST_NEXT {
                break;
            }
            if !lacking.contains(&next.lacks) || found.iter().any(|other| other.lacks == next.lacks) {
                continue;
            }
            let question = match next.beside {
                None => next.question.clone(),
                Some(beside) => match self.quotable(beside, &used) {
                    None => continue,
                    Some(span) => {
                        used.push(span);
                        next.question.replace("{quote}", &shortened(span.of(&self.draft.recording.text)))
                    }
                },
            };
            found.push(Next { lacks: next.lacks, question });
        }
        found
    }

    /// A telling sentence by which a question was reached: not asked, neither very short nor long.
    fn quotable(&self, six: Six, used: &[Span]) -> Option<Span> {
        const WORDS: std::ops::RangeInclusive<usize> = 5..=24;
        let text = &self.draft.recording.text;
        let fits = |said: &&Said| {
            WORDS.contains(&said.words) && !is_asked(text, said.span) && !used.contains(&said.span)
        };
        let mut fitting: Vec<&Said> = self.reached(six).filter(fits).collect();
        fitting.sort_by_key(|said| (!said.by_words, std::cmp::Reverse(said.words), said.span));
        fitting.first().map(|said| said.span)
    }
}

/// What stands over each segment: the heading or label, and the questions it announces.
struct Over(Vec<(usize, Vec<Six>)>);

impl Over {
    fn of(draft: &Draft, lists: &Lists) -> Over {
        let text = &draft.recording.text;
        let announced = |segment: &Segment| segment.under.map_or(Vec::new(), |under| lists.announced(text, under));
        Over(segments(&draft.recording).iter().map(|segment| (segment.span.start(), announced(segment))).collect())
    }

    fn at(&self, span: Span) -> &[Six] {
        let next = self.0.partition_point(|(start, _)| *start <= span.start());
        next.checked_sub(1).map_or(&[], |at| self.0[at].1.as_slice())
    }
}

/// Whose account each sentence is by its own words, whoever speaks it.
fn accounts(talk: &Talk, text: &str, rules: &Rules) -> Vec<Option<Voice>> {
    let bodies: Vec<Segment> = talk.uttered.iter().map(|uttered| Segment::plain(uttered.body)).collect();
    rules.readings(text, &bodies).into_iter().map(|reading| reading.voice).collect()
}

/// The questions that somebody else asked in the words just before.
fn asked_just_before(text: &str, said: &[Said], uttered: &Uttered) -> Vec<Six> {
    let asked = said.last().filter(|last| {
        last.by_words && last.speaker.is_some() && uttered.speaker.is_some() && last.speaker != uttered.speaker
    });
    // Transcripts made by machines often have no question marks.
    let has_marks = || text.contains('?');
    asked.filter(|last| is_asked(text, last.span) || !has_marks()).map_or(Vec::new(), |last| last.reaches.clone())
}

fn is_asked(text: &str, span: Span) -> bool {
    span.of(text).trim_end_matches(['"', '”', ' ']).ends_with('?')
}

fn one<'a>(
    text: &str,
    uttered: &Uttered<'a>,
    noted: Noted,
    over: &[Six],
    asked: Vec<Six>,
    voice: Option<Voice>,
    talk: &Talk,
) -> Said<'a> {
    let placed = uttered.placed;
    let own = words(uttered.body.of(text), uttered.body.start());
    let of_self = own.first().is_some_and(|word| word.folded == "i");
    let about_case = !of_self || placed.section == Section::AgreedActions;
    let by_place = question_of(placed.section).filter(|_| placed.confidence >= SURE && about_case);
    let mut reaches = Vec::new();
    let mut by_words = false;
    if !noted.is_silent {
        reaches.extend(noted.reaches.iter().chain(over).chain(&asked).copied());
        by_words = !reaches.is_empty();
        reaches.extend(by_place);
        reaches.sort();
        reaches.dedup();
    }
    let by_question = noted.reaches.iter().find_map(|six| section_of(*six));
    let about = match placed.section {
        Section::Context => by_question.unwrap_or(Section::Context),
        _ if of_self && placed.section != Section::AgreedActions => by_question.unwrap_or(Section::Context),
        section => section,
    };
    let by_verb = !noted.carries.is_empty() && tells_of_somebody(text, &noted.carries, voice, talk);
    let in_notes = talk.form == Form::Notes && matches!(placed.voice, Voice::Person | Voice::Family) && placed.quoted;
    Said {
        span: uttered.body,
        time: uttered.time,
        speaker: uttered.speaker,
        reaches,
        by_words,
        about,
        carried: !noted.is_silent && !is_asked(text, uttered.body) && (by_verb || in_notes),
        words: own.len(),
    }
}

/// True where a verb of saying, wanting or feeling is that of the person or family, or of somebody with a name who is not in the room.
fn tells_of_somebody(text: &str, verbs: &[Span], voice: Option<Voice>, talk: &Talk) -> bool {
    let is_present = |name: &str| talk.names.iter().any(|(known, _)| known.split(' ').any(|word| word == name));
    let is_named = |verb: &Span| {
        let before = text[..verb.start()].trim_end();
        let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let is_name = last.starts_with(char::is_uppercase) && last.len() > 1 && !is_present(last);
        is_name && !matches!(last, "It" | "That" | "This" | "What" | "You" | "We" | "Who" | "And" | "But")
    };
    match voice {
        Some(Voice::Person | Voice::Family) => true,
        Some(Voice::Professional | Voice::Unattributed) => false,
        Some(Voice::Practitioner) | None => verbs.iter().any(is_named),
    }
}

fn question_of(section: Section) -> Option<Six> {
    match section {
        Section::WhatMatters => Some(Six::WorkingTowards),
        Section::Strengths => Some(Six::WorkingWell),
        Section::PriorityRisks => Some(Six::WorriedAbout),
        Section::AgreedActions => Some(Six::NeedsToHappen),
        Section::Context => None,
    }
}

fn section_of(six: Six) -> Option<Section> {
    match six {
        Six::WorkingTowards | Six::WhereToBe => Some(Section::WhatMatters),
        Six::WorkingWell => Some(Section::Strengths),
        Six::WorriedAbout => Some(Section::PriorityRisks),
        Six::NeedsToHappen => Some(Section::AgreedActions),
        Six::WhereNow => None,
    }
}

/// True where somebody is told to be the supervisor, words tell of a session, or a talk of workers alone asks several of the questions.
fn is_supervision(talk: &Talk, said: &[Said], text: &str, lists: &Lists) -> bool {
    const QUESTIONS: usize = 3;
    let has = |wanted: Role| talk.names.iter().any(|(_, role)| *role == Some(wanted));
    if has(Role::Supervisor) || talk.names_supervisor {
        return true;
    }
    if has(Role::Case) {
        return false;
    }
    let asks = |six: &Six| said.iter().any(|said| said.by_words && said.reaches.contains(six));
    let is_of_workers = talk.form != Form::Notes && talk.names.len() > 1;
    lists.marks_session(text) || (is_of_workers && Six::ALL.iter().filter(|six| asks(six)).count() >= QUESTIONS)
}
