//! Who speaks in a supervision session, and when, as far as its text tells.

use super::session_words::{Lists, Role};
use crate::placement::Placed;
use crate::recording::Draft;
use crate::segment::bullet_length;
use crate::text::{Span, What, lines};
use std::collections::{BTreeMap, HashMap};

/// How a session is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// With the times at which things were said.
    Transcript,
    /// What was said, without times.
    Talk,
    /// Written afterwards.
    Notes,
}

/// Something said or noted: words without the name before them.
pub struct Uttered<'a> {
    pub placed: &'a Placed,
    pub body: Span,
    /// The number of whoever says it, among [`Talk::names`].
    pub speaker: Option<usize>,
    /// As the transcript has it, without parts of a second.
    pub time: Option<&'a str>,
}

/// A session as it was told, in its order.
pub struct Talk<'a> {
    pub form: Form,
    /// In the order in which they first speak, with what they are where that is told.
    pub names: Vec<(String, Option<Role>)>,
    numbers: HashMap<String, usize>,
    pub uttered: Vec<Uttered<'a>>,
    /// True where its first lines say that somebody is the supervisor.
    pub names_supervisor: bool,
}

pub fn talk<'a>(draft: &'a Draft, lists: &Lists) -> Talk<'a> {
    let text = draft.recording.text.as_str();
    let declared = declared(text, lists);
    let is_transcript = draft.recording.is_transcript();
    let labels = if is_transcript { Vec::new() } else { names_before_words(text, lists) };
    let form = match (is_transcript, labels.is_empty()) {
        (true, _) => Form::Transcript,
        (false, false) => Form::Talk,
        (false, true) => Form::Notes,
    };
    let mut talk = Talk {
        form,
        names: Vec::new(),
        numbers: HashMap::new(),
        uttered: Vec::new(),
        names_supervisor: declared.iter().any(|(_, role)| *role == Role::Supervisor),
    };
    let mut times = draft.recording.aside.iter().filter(|aside| aside.what == What::Time).peekable();
    let mut time = None;
    let mut label = None;
    for placed in draft.segments.iter().filter(|placed| placed.aside.is_none()) {
        while let Some(aside) = times.next_if(|aside| aside.span.start() < placed.span.end()) {
            time = clock(aside.span.of(text));
        }
        // The last name that begins a line before the end of these words.
        let until = labels.partition_point(|name: &Span| name.start() < placed.span.end());
        label = labels[..until].last().copied().or(label);
        let name = if is_transcript { placed.speaker } else { label };
        let start = name.filter(|name| placed.span.contains(*name)).map_or(placed.span.start(), |name| name.end());
        let Some(body) = body(text, Span::new(start, placed.span.end())) else { continue };
        if form == Form::Notes && placed.heading {
            continue;
        }
        let speaker = name.map(|name| talk.number(name.of(text), &declared, lists));
        talk.uttered.push(Uttered { placed, body, speaker, time });
    }
    talk
}

impl Talk<'_> {
    fn number(&mut self, name: &str, declared: &BTreeMap<String, Role>, lists: &Lists) -> usize {
        let name = crate::text::on_one_line(name);
        if let Some(&number) = self.numbers.get(&name) {
            return number;
        }
        let role = lists.role(&name).or_else(|| declared_as(&name, declared));
        self.numbers.insert(name.clone(), self.names.len());
        self.names.push((name, role));
        self.names.len() - 1
    }
}

/// The words of a stretch without the marks before them, or nothing where it holds no word.
fn body(text: &str, span: Span) -> Option<Span> {
    let words = span.of(text);
    let from = words.len() - words.trim_start_matches([':', ' ', '\t', '*', '_', '\n', '\r']).len();
    let from = from + bullet_length(&words[from..]);
    let body = Span::new(span.start() + from, span.end()).trimmed(text)?;
    body.of(text).contains(char::is_alphanumeric).then_some(body)
}

/// `00:01:23` of whatever stands around it.
fn clock(aside: &str) -> Option<&str> {
    let token = aside.split_whitespace().find(|token| token.contains(':'))?;
    let token = token.trim_matches(|c: char| !c.is_ascii_digit());
    token.split(['.', ',']).next().filter(|time| !time.is_empty())
}

/// The names that begin lines, where most lines begin with one of a few that come again: a talk written down. Nothing otherwise.
fn names_before_words(text: &str, lists: &Lists) -> Vec<Span> {
    /// Fewer lines are no talk.
    const FEWEST: usize = 4;
    let mut found: Vec<Span> = Vec::new();
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    let mut with_words = 0;
    for line in lines(text).filter_map(|line| line.trimmed(text)) {
        with_words += 1;
        if let Some(name) = name_before(text, line).filter(|name| !lists.is_label(name.of(text))) {
            *count.entry(name.of(text)).or_default() += 1;
            found.push(name);
        }
    }
    found.retain(|name| count[name.of(text)] > 1);
    let several = count.values().filter(|times| **times > 1).count() > 1;
    if several && found.len() >= FEWEST && found.len() * 2 > with_words { found } else { Vec::new() }
}

/// `Ann:` or `Team manager (JP):` at the beginning of a line.
fn name_before(text: &str, line: Span) -> Option<Span> {
    const LONGEST: usize = 40;
    const WORDS: usize = 4;
    let words = line.of(text);
    let from = bullet_length(words);
    let from = from + (words[from..].len() - words[from..].trim_start_matches(['*', '_']).len());
    let name = words[from..].split_once(':')?.0.trim_end_matches(['*', '_']);
    let is_name = name.starts_with(char::is_uppercase)
        && name.len() <= LONGEST
        && name.split_whitespace().count() <= WORDS
        && !name.contains([',', ';', '?', '!', '"', '“']);
    is_name.then(|| Span::new(line.start() + from, line.start() + from + name.len()))
}

/// Names that the first lines give a role: `Supervisor: Ann Prosser`, `Ann Prosser (supervisor)`. In lower case.
fn declared(text: &str, lists: &Lists) -> BTreeMap<String, Role> {
    const LINES: usize = 15;
    const LONGEST: usize = 300;
    let mut found = BTreeMap::new();
    for line in lines(text).map(|line| line.of(text)).filter(|line| line.len() <= LONGEST).take(LINES) {
        for (colon, _) in line.match_indices(':') {
            let before: Vec<&str> = line[..colon].split_whitespace().collect();
            let role =
                (1..=before.len().min(4)).rev().find_map(|count| lists.role(&before[before.len() - count..].join(" ")));
            let name = name_at_start(line[colon + 1..].trim_start());
            if let (Some(role), Some(name)) = (role, name) {
                found.insert(name, role);
            }
        }
        for (open, _) in line.match_indices('(') {
            let Some((inside, _)) = line[open + 1..].split_once(')') else { continue };
            let before = line[..open].rsplit([',', ';', ':']).next().unwrap_or_default().trim();
            if let (Some(role), Some(name)) = (lists.role(inside), name_at_start(before)) {
                found.insert(name, role);
            }
        }
    }
    found
}

/// Up to three words with capitals, to the next mark or gap.
fn name_at_start(words: &str) -> Option<String> {
    let near = words.split("  ").next()?.split(['\t', ',', ';', '(', '|', '/']).next()?;
    let named = near.split_whitespace().take_while(|word| word.starts_with(char::is_uppercase) && !word.ends_with(':'));
    let name = named.take(3).map(|word| word.trim_end_matches('.')).collect::<Vec<_>>().join(" ").to_lowercase();
    (!name.is_empty()).then_some(name)
}

/// The role of whoever is meant by a name, by its first word or its first letters: *Ann* and *AP* are Ann Prosser.
fn declared_as(name: &str, declared: &BTreeMap<String, Role>) -> Option<Role> {
    let name = name.to_lowercase();
    let letters = |full: &str| full.split_whitespace().filter_map(|word| word.chars().next()).collect::<String>();
    let is_meant =
        |full: &String| *full == name || full.split(' ').next() == Some(name.as_str()) || letters(full) == name;
    let mut meant = declared.iter().filter(|(full, _)| is_meant(full)).map(|(_, role)| *role);
    // Two people of one name leave it open.
    meant.next().filter(|_| meant.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&str> {
        names_before_words(text, &Lists::built_in()).into_iter().map(|name| name.of(text)).collect()
    }

    #[test]
    fn a_talk_is_known_by_names_that_come_again() {
        assert_eq!(names("Ann: Hello.\nTom: Hello.\nAnn: Sit down.\nTom: Thanks.\n"), ["Ann", "Tom", "Ann", "Tom"]);
        assert!(names("Action: ring.\nRisk: falls.\nAction: visit.\nRisk: fire.\n").is_empty(), "labels of a form");
        assert!(names("Ann: Hello.\nTom: Hello.\n").is_empty(), "too few");
        assert!(names("").is_empty());
    }

    #[test]
    fn first_lines_tell_who_is_who() {
        let lists = Lists::built_in();
        let told =
            declared("Supervisor: Ann Prosser    Supervisee: Tomos Beynon\nPresent: Gill (manager), Wes", &lists);
        assert_eq!(declared_as("Ann", &told), Some(Role::Supervisor));
        assert_eq!(declared_as("TB", &told), Some(Role::Worker));
        assert_eq!(declared_as("Gill", &told), Some(Role::Supervisor));
        assert_eq!(declared_as("Wes", &told), None);
    }

    #[test]
    fn times_of_any_kind() {
        assert_eq!(clock("12\n00:00:01,000 --> 00:00:05,000"), Some("00:00:01"));
        assert_eq!(clock("[00:01:23.500]"), Some("00:01:23"));
        assert_eq!(clock("0:03"), Some("0:03"));
        assert_eq!(clock("12"), None);
    }
}
