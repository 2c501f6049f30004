//! One supervision session, as its transcript or notes tell it: which of the six questions it reached and by which words, what the talk was about,
//! who spoke, and whose words were carried into the room. Nothing here marks, scores or ranks anybody.

use super::Six;
use super::questions::beginning;
use super::session_talk::{Form, Talk, Uttered, talk};
use super::session_turns::{Exchange, Undertaking, exchanges, next_of_cases, undertakings};
use super::session_words::{Announced, Lists, Noted, Role};
use crate::recording::Draft;
use crate::rules::Rules;
use crate::section::{Section, Voice};
use crate::segment::Segment;
use crate::text::{Span, What, Word, lines, words};
use std::collections::HashSet;

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
    /// What was asked with its answer, in order.
    pub asked: Vec<Exchange>,
    /// What somebody took on, in order; all of it.
    pub undertakings: Vec<Undertaking>,
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
    pub is_question: bool,
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
    /// Whose case it is about, where it is about one.
    pub about: Option<String>,
    pub question: String,
}

/// Fewer words than this are too few to say what was not reached.
const SHORT: usize = 60;
/// How sure a placement must be to reach a question that no words reach. Set by hand.
const SURE: f32 = 0.75;
/// Fewer words than this are no sentence to reach a question by their placement.
const FEWEST_PLACED: usize = 3;
/// Fewer sentences than this tell of no worry and nothing well where placement alone speaks for it.
const FEWEST_ALONE: usize = 2;
/// Sentences that an answer is taken to have, where their own words tell of nothing else.
const LONGEST_ANSWER: usize = 3;
/// Questions for next time.
const MOST_NEXT: usize = 3;

/// Reads one session.
pub fn session<'a>(draft: &'a Draft, rules: &Rules) -> Session<'a> {
    let lists = Lists::built_in();
    let text = draft.recording.text.as_str();
    let talk = talk(draft, &lists);
    let accounts = accounts(&talk, text, rules);
    let names = talk.names.iter().flat_map(|(name, _)| name.split(' ').map(str::to_owned));
    let mut reader = Reader {
        text,
        lists: &lists,
        over: if talk.form == Form::Notes { Over::of(draft, &lists) } else { Over::default() },
        present: names.collect(),
        form: talk.form,
        has_marks: text.contains('?'),
        asked: (None, Vec::new()),
        answering: None,
    };
    let mut said: Vec<Said> = Vec::with_capacity(talk.uttered.len());
    for (uttered, voice) in talk.uttered.iter().zip(accounts) {
        if !reader.over.headings.contains(&uttered.placed.span) {
            said.push(reader.read(uttered, voice));
        }
    }
    let said = less_chance(said);
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
        asked: Vec::new(),
        undertakings: Vec::new(),
        notes: Vec::new(),
        next: Vec::new(),
    };
    session.asked = exchanges(&session);
    session.undertakings = undertakings(&session, &lists);
    session.notes = session.notes_on_reading();
    session.next = next_of_cases(&session, &lists);
    session.next.extend(session.next(&lists));
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
            notes.push(format!(
                "It is short ({count}): too little to say what was not reached, or what most of it was about."
            ));
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
            notes.push(
                "What is in Welsh or another language than English was not read: please look there yourself."
                    .to_owned(),
            );
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
                        let words = crate::text::on_one_line(span.of(&self.draft.recording.text));
                        next.question.replace("{quote}", &beginning(&words.replace(['"', '“', '”'], "'")))
                    }
                },
            };
            found.push(Next { lacks: next.lacks, about: None, question });
        }
        found
    }

    /// A telling sentence by which a question was reached: not asked, neither very short nor long.
    fn quotable(&self, six: Six, used: &[Span]) -> Option<Span> {
        const WORDS: std::ops::RangeInclusive<usize> = 5..=24;
        let fits = |said: &&Said| WORDS.contains(&said.words) && !said.is_question && !used.contains(&said.span);
        let mut fitting: Vec<&Said> = self.reached(six).filter(fits).collect();
        fitting.sort_by_key(|said| (!said.by_words, std::cmp::Reverse(said.words), said.span));
        fitting.first().map(|said| said.span)
    }
}

/// Sentences without what is well, or worrying, where hardly anything but a placement speaks for it: those two go by tone.
fn less_chance(mut said: Vec<Said>) -> Vec<Said> {
    for six in [Six::WorkingWell, Six::WorriedAbout] {
        let reached = || said.iter().filter(|said| said.reaches.contains(&six));
        if !reached().any(|said| said.by_words) && reached().count() < FEWEST_ALONE {
            said.iter_mut().for_each(|said| said.reaches.retain(|other| *other != six));
        }
    }
    said
}

/// What stands over each line of notes: the label that begins it, or the last heading above.
#[derive(Default)]
struct Over {
    /// Where a line begins, and what stands over it.
    lines: Vec<(usize, Announced)>,
    /// Lines that are headings and nothing else.
    headings: HashSet<Span>,
}

impl Over {
    fn of(draft: &Draft, lists: &Lists) -> Over {
        let text = draft.recording.text.as_str();
        let marked: HashSet<Span> = draft.segments.iter().filter(|placed| placed.heading).map(|one| one.span).collect();
        let mut over = Over { lines: Vec::new(), headings: HashSet::new() };
        let mut current = Announced::default();
        let mut follows_blank = true;
        for line in lines(text) {
            let Some(trimmed) = line.trimmed(text) else {
                follows_blank = true;
                continue;
            };
            let words = trimmed.of(text);
            let announced = lists.announced(text, trimmed);
            let is_heading = marked.contains(&trimmed) || is_title(words);
            if is_heading && (follows_blank || marked.contains(&trimmed) || !announced.is_empty()) {
                if !announced.is_empty() {
                    over.headings.insert(trimmed);
                }
                current = announced;
            }
            let label = label_length(words).map(|length| Span::new(trimmed.start(), trimmed.start() + length));
            let own = label.map(|label| lists.announced(text, label)).filter(|own| !own.is_empty());
            over.lines.push((trimmed.start(), own.unwrap_or_else(|| current.clone())));
            follows_blank = false;
        }
        over
    }

    fn at(&self, span: Span) -> Option<&Announced> {
        let next = self.lines.partition_point(|(start, _)| *start <= span.start());
        next.checked_sub(1).map(|at| &self.lines[at].1)
    }
}

/// Few words on a line of their own, begun with a capital and not ended.
fn is_title(line: &str) -> bool {
    const WORDS: usize = 6;
    line.starts_with(char::is_uppercase)
        && line.split_whitespace().count() <= WORDS
        && !line.ends_with(['.', ',', ';', '!', '"', '”'])
}

/// Bytes of the label before an answer on the same line: `Next steps: …`.
fn label_length(line: &str) -> Option<usize> {
    const WORDS: usize = 8;
    let (label, answer) = line.split_once(':')?;
    (label.split_whitespace().count() <= WORDS && !answer.trim().is_empty()).then_some(label.len())
}

/// Whose account each sentence is by its own words, whoever speaks it.
fn accounts(talk: &Talk, text: &str, rules: &Rules) -> Vec<Option<Voice>> {
    let bodies: Vec<Segment> = talk.uttered.iter().map(|uttered| Segment::plain(uttered.body)).collect();
    rules.readings(text, &bodies).into_iter().map(|reading| reading.voice).collect()
}

/// True of a question. Transcripts made by machines may have no question marks at all.
fn is_asked(text: &str, span: Span, has_marks: bool) -> bool {
    const ASKING: [&str; 8] = ["what", "where", "how", "who", "when", "which", "what's", "where's"];
    const REACH: usize = 3;
    let said = span.of(text);
    match has_marks {
        true => said.trim_end_matches(['"', '”', ' ']).ends_with('?'),
        false => words(said, 0).iter().take(REACH).any(|word| ASKING.contains(&word.folded.as_str())),
    }
}

/// Reads sentences one after the other, each with what was asked before it.
struct Reader<'r> {
    text: &'r str,
    lists: &'r Lists,
    over: Over,
    /// Names of those who are there.
    present: HashSet<String>,
    form: Form,
    has_marks: bool,
    /// Who spoke last, and what their words asked.
    asked: (Option<usize>, Vec<Six>),
    /// What is being answered, and in how many sentences so far.
    answering: Option<(Vec<Six>, usize)>,
}

impl Reader<'_> {
    fn read<'a>(&mut self, uttered: &Uttered<'a>, voice: Option<Voice>) -> Said<'a> {
        let (text, placed) = (self.text, uttered.placed);
        let own = words(uttered.body.of(text), uttered.body.start());
        let is_question = is_asked(text, uttered.body, self.has_marks);
        let over = self.over.at(placed.span).cloned().unwrap_or_default();
        let mut noted = self.lists.noted(text, uttered.body);
        let is_silent = noted.is_silent || over.is_apart;
        if is_silent {
            noted.reaches.clear();
        }
        self.turn(uttered.speaker);
        let answer = self.answer(noted.reaches.is_empty() && !is_question);
        let mut reaches = noted.reaches.clone();
        if !is_silent {
            reaches.extend(answer.iter().filter(|(_, answers)| *answers).flat_map(|(asked, _)| asked).chain(&over.six));
        }
        let by_words = !reaches.is_empty();
        let told: Vec<Six> = reaches.iter().chain(answer.iter().flat_map(|(asked, _)| asked)).copied().collect();
        let of_self = own.first().is_some_and(|word| word.folded == "i") && placed.section != Section::AgreedActions;
        let placed_at = question_of(placed.section).filter(|six| !of_self && !is_silent && !contradicts(*six, &told));
        let is_sure = !is_question && own.len() >= FEWEST_PLACED && placed.confidence >= SURE;
        // What answers a question stands with it, unless its own words say otherwise.
        let answers_another = |six: &Six| answer.as_ref().is_some_and(|(asked, _)| !asked.contains(six));
        reaches.extend(placed_at.filter(|_| is_sure).filter(|six| !answers_another(six)));
        reaches.sort();
        reaches.dedup();
        let by_question = reaches.iter().find_map(|six| section_of(*six));
        let quoted = self.form == Form::Notes && placed.quoted && matches!(placed.voice, Voice::Person | Voice::Family);
        self.asked.1.extend(noted.reaches.iter().filter(|_| is_question));
        Said {
            span: uttered.body,
            time: uttered.time,
            speaker: uttered.speaker,
            by_words,
            is_question,
            about: placed_at.map(|_| placed.section).or(by_question).unwrap_or(Section::Context),
            carried: !is_silent && !is_question && (quoted || self.carries(&own, &noted, voice)),
            words: own.len(),
            reaches,
        }
    }

    /// What the next sentence may be an answer to, and whether it is taken for one: the first of an answer is, and so are those next to it whose
    /// words tell of nothing else.
    fn answer(&mut self, tells_nothing_else: bool) -> Option<(Vec<Six>, bool)> {
        let (asked, spoken) = self.answering.as_mut()?;
        let answers = *spoken == 0 || (*spoken < LONGEST_ANSWER && tells_nothing_else);
        *spoken += 1;
        Some((asked.clone(), answers))
    }

    /// Where another begins to speak, what was asked is being answered.
    fn turn(&mut self, speaker: Option<usize>) {
        if speaker == self.asked.0 {
            return;
        }
        let (_, asked) = std::mem::take(&mut self.asked);
        self.answering = speaker.filter(|_| !asked.is_empty()).map(|_| (asked, 0));
        self.asked.0 = speaker;
    }

    /// True where a verb of saying, wanting or feeling is that of the person or family, or of somebody with a name who is not in the room.
    fn carries(&self, own: &[Word], noted: &Noted, voice: Option<Voice>) -> bool {
        if matches!(voice, Some(Voice::Professional | Voice::Unattributed)) {
            return false;
        }
        let of_somebody = |verb: &Span| {
            let at = own.partition_point(|word| word.span.start() < verb.start());
            let who = own[..at].iter().rev().find(|word| !self.lists.is_between(&word.folded));
            who.is_some_and(|who| self.lists.is_of_case(&who.folded) || self.is_named(who.span.of(self.text)))
        };
        noted.carries.iter().any(of_somebody)
    }

    /// True of a name that is not that of somebody who is there.
    fn is_named(&self, word: &str) -> bool {
        const NO_NAMES: [&str; 14] =
            ["It", "That", "This", "What", "You", "We", "Who", "And", "But", "So", "To", "Then", "Not", "I"];
        word.starts_with(char::is_uppercase)
            && word.len() > 1
            && !NO_NAMES.contains(&word)
            && !self.present.contains(word)
    }
}

/// True where words told of worry and the placement of what is well, or the other way round: placement goes by tone.
fn contradicts(six: Six, told: &[Six]) -> bool {
    let hopeful = [Six::WorkingTowards, Six::WorkingWell, Six::WhereToBe];
    let worried = told.contains(&Six::WorriedAbout);
    match six {
        Six::WorriedAbout => !worried && hopeful.iter().any(|other| told.contains(other)),
        Six::WorkingWell => worried && !told.contains(&Six::WorkingWell),
        _ => false,
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
