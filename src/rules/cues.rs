//! Cues: the words that say what a segment is and whose account it gives. They are the reason shown with a placement, and the
//! placement itself where there is no model.

use super::lexicon::{Hit, Lexicon, Line};
use super::pack::{self, Negated};
use super::phrase::Phrase;
use crate::section::{Section, Voice};
use crate::segment::{Segment, segment};
use crate::text::Span;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;

pub struct Cues {
    entries: Vec<CueEntry>,
    lexicon: Lexicon,
    /// Owner: number of a section.
    headings: Lexicon,
    /// Owner: one of the numbers below.
    speakers: Lexicon,
    showing: Lexicon,
    /// Owner: three numbers for each quiet danger, of its phrases, of what has to stand beside them, and of what may not.
    quiet: Lexicon,
    needs_more: Vec<bool>,
}

const PERSON: usize = 0;
const FAMILY: usize = 1;
const PROFESSIONAL: usize = 2;
const SAYING: usize = 3;
const UNATTRIBUTED: usize = 4;

/// What the cues say of one segment.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// For each section, the weight of its cues.
    pub weights: [u32; Section::ALL.len()],
    /// The cues found, the weightiest first.
    pub cues: Vec<Cue>,
    /// Whose account it is, where its words say so.
    pub voice: Option<Voice>,
    /// Whose it is in a transcript, where the one who speaks is named by what they are.
    pub speaker: Option<Voice>,
    /// The section that the heading or label over it announces.
    pub announced: Option<Section>,
    /// True where a quotation of more than one word stands in it.
    pub quotes: bool,
    /// True where it may tell of a danger as if it were praise, or in passing.
    pub is_quiet_danger: bool,
}

impl Reading {
    /// How much speaks for `section`: its cues, and a heading that announces it.
    pub fn weight(&self, section: Section) -> u32 {
        self.weights[section as usize] + u32::from(self.announced == Some(section))
    }
}

/// Words that speak for a section.
#[derive(Clone, Debug)]
pub struct Cue {
    pub section: Section,
    /// A short noun: `wish`, `worry`, `progress`.
    pub kind: String,
    pub weight: u32,
    pub span: Span,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    speakers: Speakers,
    headings: BTreeMap<Section, Vec<String>>,
    quiet: Vec<QuietEntry>,
    cue: Vec<CueEntry>,
}

/// A danger told as praise, or in passing.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuietEntry {
    phrases: Vec<String>,
    /// One of these has to stand in the sentence too, where there are any.
    #[serde(default)]
    with: Vec<String>,
    /// And none of these.
    #[serde(default)]
    unless: Vec<String>,
    /// Marked `[[so]]` where it may be a danger; a test reads them.
    #[cfg_attr(not(test), allow(dead_code, reason = "examples are documentation and tests"))]
    examples: Vec<String>,
}

/// How many numbers of a lexicon belong to one quiet danger.
const LISTS_OF_QUIET: usize = 3;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Speakers {
    person: Vec<String>,
    family: Vec<String>,
    professional: Vec<String>,
    saying: Vec<String>,
    showing: Vec<String>,
    unattributed: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CueEntry {
    section: Section,
    kind: String,
    weight: u32,
    #[serde(default)]
    negated: Negated,
    phrases: Vec<String>,
    /// Marked `[[so]]` where the cue speaks; a test reads them.
    #[cfg_attr(not(test), allow(dead_code, reason = "examples are documentation and tests"))]
    examples: Vec<String>,
}

impl Cues {
    pub fn built_in() -> Cues {
        let file: File = toml::from_str(pack::CUES).expect("the built-in cues are read by a test");
        let lists = [
            (PERSON, &file.speakers.person),
            (FAMILY, &file.speakers.family),
            (PROFESSIONAL, &file.speakers.professional),
            (SAYING, &file.speakers.saying),
            (UNATTRIBUTED, &file.speakers.unattributed),
        ];
        let headings = file.headings.iter().map(|(section, phrases)| (*section as usize, phrases));
        let entries = file.cue.iter().enumerate().map(|(owner, cue)| (owner, &cue.phrases));
        let quiet = file.quiet.iter().enumerate().flat_map(|(number, danger)| {
            let lists = [&danger.phrases, &danger.with, &danger.unless];
            (0..LISTS_OF_QUIET).map(move |list| (number * LISTS_OF_QUIET + list, lists[list]))
        });
        Cues {
            lexicon: lexicon(entries),
            headings: lexicon(headings),
            speakers: lexicon(lists.into_iter()),
            showing: lexicon([(SAYING, &file.speakers.showing)].into_iter()),
            quiet: lexicon(quiet),
            needs_more: file.quiet.iter().map(|danger| !danger.with.is_empty()).collect(),
            entries: file.cue,
        }
    }

    pub fn reading(&self, line: &Line) -> Reading {
        let cues = self.cues(line);
        let mut weights = [0; Section::ALL.len()];
        cues.iter().for_each(|cue| weights[cue.section as usize] += cue.weight);
        Reading {
            weights,
            voice: self.voice(line),
            speaker: line.segment.speaker.and_then(|name| self.speaker(name.of(line.text))),
            announced: self.announced(line),
            quotes: line.quotes_words(),
            is_quiet_danger: self.is_quiet_danger(line),
            cues,
        }
    }

    /// True where a danger may be told as if it were praise: a child who minds others, a new friend with the card, a baby who never cries.
    fn is_quiet_danger(&self, line: &Line) -> bool {
        let hits = self.quiet.hits(line);
        let holds = |owner: usize| hits.iter().any(|hit| hit.owner == owner);
        (0..self.needs_more.len()).any(|number| {
            let first = number * LISTS_OF_QUIET;
            holds(first) && (!self.needs_more[number] || holds(first + 1)) && !holds(first + 2)
        })
    }

    /// Whose voice a name before what is said stands for, where it says what somebody is: `Mum`, `Sian (social worker)`. A name alone says
    /// nothing of that.
    pub fn speaker(&self, name: &str) -> Option<Voice> {
        /// Those who make a transcript of their own conversation, and the one it is about.
        const ROLES: [(&str, Voice); 9] = [
            ("social worker", Voice::Practitioner),
            ("sw", Voice::Practitioner),
            ("worker", Voice::Practitioner),
            ("practitioner", Voice::Practitioner),
            ("interviewer", Voice::Practitioner),
            ("assessor", Voice::Practitioner),
            ("person", Voice::Person),
            ("the person", Voice::Person),
            ("person supported", Voice::Person),
        ];
        let role = |words: &str| {
            let words = words.trim().to_lowercase();
            let known = ROLES.iter().find(|(role, _)| *role == words).map(|(_, voice)| *voice);
            known.or_else(|| self.only_speaker(&words))
        };
        let (before, inside) = name.split_once('(').unwrap_or((name, ""));
        role(before).or_else(|| role(inside.trim_end().trim_end_matches(')')))
    }

    /// The places just after a relative, a friend or a worker is named.
    pub fn ends_of_speakers(&self, line: &Line) -> Vec<usize> {
        self.speakers
            .hits(line)
            .iter()
            .filter(|hit| matches!(hit.owner, FAMILY | PROFESSIONAL))
            .map(|hit| hit.end)
            .collect()
    }

    /// The places of verbs of saying, thinking, feeling and showing.
    pub fn tellings(&self, line: &Line) -> Vec<usize> {
        let saying = self.speakers.hits(line).into_iter().filter(|hit| hit.owner == SAYING);
        saying.chain(self.showing.hits(line)).map(|hit| hit.first).collect()
    }

    /// The words of a line by which a worker, a service or its paper is said to say something, teller and verb: *staff say*, *the referral
    /// states*. *Described as* keeps its distance, and is none.
    pub fn reports_of_workers(&self, line: &Line) -> Vec<Range<usize>> {
        const VERBS: [&str; 9] = ["say", "says", "said", "state", "states", "stated", "report", "reports", "reported"];
        /// Words of a name.
        const NAME: usize = 3;
        const PAPERS: [&str; 8] = ["referral", "letter", "log", "handover", "notes", "home", "provider", "report"];
        let folded = |at: usize| line.words[at].folded.as_str();
        let verbs: Vec<usize> = (1..line.words.len()).filter(|&at| VERBS.contains(&folded(at))).collect();
        if verbs.is_empty() {
            return Vec::new();
        }
        let hits = self.speakers.hits(line);
        // *Their manager, Mr Stroud, said*: a name may stand between.
        let is_name = |at: usize| line.words[at].span.of(line.text).starts_with(char::is_uppercase);
        let adjoins = |end: usize, verb: usize| end <= verb && verb - end <= NAME && (end..verb).all(is_name);
        let teller = |verb: usize| {
            let workers = hits.iter().filter(|hit| hit.owner == PROFESSIONAL && adjoins(hit.end, verb));
            let worker = workers.map(|hit| hit.first).max();
            worker.or_else(|| PAPERS.contains(&folded(verb - 1)).then_some(verb - 1))
        };
        verbs.into_iter().filter_map(|verb| Some(teller(verb)?..verb + 1)).collect()
    }

    /// True for a word that names a relative, a friend or a worker by role.
    pub fn is_speaker(&self, folded: &str) -> bool {
        self.speakers.names(folded, &[FAMILY, PROFESSIONAL])
    }

    /// The strongest cue of each kind, the weightiest first.
    fn cues(&self, line: &Line) -> Vec<Cue> {
        let mut found: Vec<(usize, Hit)> = Vec::new();
        for hit in self.lexicon.hits(line) {
            let entry = &self.entries[hit.owner];
            let silenced = entry.negated == Negated::Silent && line.is_negated(hit);
            if !silenced && !found.iter().any(|(owner, _)| *owner == hit.owner) {
                found.push((hit.owner, hit));
            }
        }
        let mut cues: Vec<Cue> = found
            .into_iter()
            .map(|(owner, hit)| {
                let entry = &self.entries[owner];
                Cue { section: entry.section, kind: entry.kind.clone(), weight: entry.weight, span: line.span(hit) }
            })
            .collect();
        cues.sort_by_key(|cue| (std::cmp::Reverse(cue.weight), cue.span));
        cues
    }

    /// Who is speaking: the last one named before the first verb of saying, or over it in a label such as *School:*.
    fn voice(&self, line: &Line) -> Option<Voice> {
        /// More words than this between a name and its verb, and the verb is more likely somebody else's.
        const REACH: usize = 4;
        let hits = self.speakers.hits(line);
        if hits.iter().any(|hit| hit.owner == UNATTRIBUTED) {
            return Some(Voice::Unattributed);
        }
        let verb = hits.iter().find(|hit| hit.owner == SAYING);
        let speaker = |hit: &&Hit| hit.owner < SAYING;
        match verb {
            // `Reports sleeping badly`: the subject left out is the person.
            Some(verb) if verb.first == 0 && line.words[0].folded.ends_with('s') => Some(Voice::Person),
            Some(verb) => hits
                .iter()
                .filter(speaker)
                .rfind(|hit| hit.end <= verb.first && hit.end + REACH >= verb.first)
                .map(|hit| voice_of(hit.owner)),
            None => self.voice_over(line),
        }
    }

    fn voice_over(&self, line: &Line) -> Option<Voice> {
        let (hits, words) = hits_over(&self.speakers, line)?;
        (hits.len() == 1 && words <= 3).then(|| voice_of(hits[0].owner)).filter(|voice| *voice != Voice::Practitioner)
    }

    /// Whose voice `words` stand for where they name a speaker and nothing else.
    fn only_speaker(&self, words: &str) -> Option<Voice> {
        let segment = Segment::plain(Span::new(0, words.len()));
        let line = Line::new(words, &segment, &[]);
        let is_whole = |hit: &Hit| hit.owner < SAYING && hit.first == 0 && hit.end == line.words.len();
        self.speakers.hits(&line).into_iter().find(is_whole).map(|hit| voice_of(hit.owner))
    }

    /// The section that the heading or label over a segment announces.
    pub fn announced(&self, line: &Line) -> Option<Section> {
        let (hits, _) = hits_over(&self.headings, line)?;
        let longest = hits.into_iter().max_by_key(|hit| hit.end - hit.first)?;
        Some(Section::ALL[longest.owner])
    }
}

/// What a lexicon finds in the heading or label over a segment, and how many words that has.
fn hits_over(lexicon: &Lexicon, line: &Line) -> Option<(Vec<Hit>, usize)> {
    let over = line.segment.under?.of(line.text);
    let segments = segment(over);
    let over = Line::new(over, segments.first()?, &[]);
    Some((lexicon.hits(&over), over.words.len()))
}

fn voice_of(owner: usize) -> Voice {
    match owner {
        PERSON => Voice::Person,
        FAMILY => Voice::Family,
        PROFESSIONAL => Voice::Professional,
        _ => Voice::Practitioner,
    }
}

fn lexicon<'a>(lists: impl Iterator<Item = (usize, &'a Vec<String>)>) -> Lexicon {
    let mut lexicon = Lexicon::default();
    for (owner, phrases) in lists {
        for phrase in phrases {
            lexicon.add(owner, Phrase::parse(phrase).expect("the built-in cues are read by a test"));
        }
    }
    lexicon
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_of_cues_hold() {
        let cues = Cues::built_in();
        let mut wrong = Vec::new();
        for entry in &cues.entries {
            for example in &entry.examples {
                let text = example.replace("[[", "").replace("]]", "");
                let segments = segment(&text);
                let found = segments.iter().flat_map(|segment| cues.cues(&Line::new(&text, segment, &[])));
                let speaks = found.into_iter().any(|cue| cue.kind == entry.kind && cue.section == entry.section);
                if speaks != example.contains("[[") {
                    wrong.push(format!("{}: {example}", entry.kind));
                }
            }
        }
        assert!(wrong.is_empty(), "{} examples do not hold:\n{}", wrong.len(), wrong.join("\n"));
    }

    #[test]
    fn examples_of_quiet_dangers_hold() {
        let file: File = toml::from_str(pack::CUES).unwrap();
        let cues = Cues::built_in();
        for example in file.quiet.iter().flat_map(|danger| &danger.examples) {
            let text = example.replace("[[", "").replace("]]", "");
            let found = segment(&text).iter().any(|segment| cues.is_quiet_danger(&Line::new(&text, segment, &[])));
            assert_eq!(found, example.contains("[["), "{example}");
        }
    }

    #[test]
    fn whose_account_it_is() {
        let cues = Cues::built_in();
        let voice = |text: &str| cues.reading(&Line::new(text, &segment(text)[0], &[])).voice;
        assert_eq!(voice("Mum said he was up all night."), Some(Voice::Family));
        assert_eq!(voice("She told me about the allotment."), Some(Voice::Person));
        assert_eq!(voice("The school reports that he is late."), Some(Voice::Professional));
        assert_eq!(voice("It is alleged that he shouted."), Some(Voice::Unattributed));
        assert_eq!(voice("The kettle was on."), None);
    }

    #[test]
    fn speakers_are_told_by_what_they_are_and_never_by_name() {
        let cues = Cues::built_in();
        for (name, voice) in [
            ("Mum", Some(Voice::Family)),
            ("Foster carer", Some(Voice::Family)),
            ("Person", Some(Voice::Person)),
            ("Young person", Some(Voice::Person)),
            ("Social worker", Some(Voice::Practitioner)),
            ("SW", Some(Voice::Practitioner)),
            ("Sian (social worker)", Some(Voice::Practitioner)),
            ("Nan (Grace)", Some(Voice::Family)),
            ("District nurse", Some(Voice::Professional)),
            ("Sian Davies", None),
            ("Mr Okoro", None),
            ("Plan", None),
            ("", None),
        ] {
            assert_eq!(cues.speaker(name), voice, "{name}");
        }
    }
}
