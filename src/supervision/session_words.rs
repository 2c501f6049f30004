//! The word lists by which a supervision session is read.

use super::Six;
use crate::rules::{Met, Phrases};
use crate::text::{Span, words};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What somebody who speaks in a session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Supervisor,
    Worker,
    /// Somebody whom a recording is about: a session has none.
    Case,
}

/// `session.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    reaches: BTreeMap<Six, Reaching>,
    silent: List,
    apart: Headings,
    session: Marks,
    roles: Roles,
    speakers: Labels,
    carried: Carried,
    undertakes: Undertakes,
    by_when: List,
    not_got_to: List,
    titles: Titles,
    next: Vec<NextQuestion>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Undertakes {
    phrases: Vec<String>,
    unless: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Titles {
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reaching {
    headings: Vec<String>,
    phrases: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    phrases: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Headings {
    headings: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Carried {
    phrases: Vec<String>,
    between: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Marks {
    marks: Vec<String>,
    opens: Vec<String>,
    unless: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Roles {
    supervisor: Vec<String>,
    worker: Vec<String>,
    case: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Labels {
    labels: Vec<String>,
}

/// A question for next time.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NextQuestion {
    pub lacks: Six,
    #[serde(default)]
    pub beside: Option<Six>,
    pub question: String,
}

pub struct Lists {
    /// Owner: number of a question, or APART.
    headings: Phrases,
    /// Owner: number of a question, or one of those below.
    phrases: Phrases,
    /// Marks of a session, and what takes a mark away.
    marks: Phrases,
    opens: Vec<String>,
    roles: Vec<(Role, Vec<String>)>,
    labels: Vec<String>,
    between: Vec<String>,
    /// What somebody takes on, what takes that away, by when, and what was not got to.
    taking_on: Phrases,
    titles: Vec<String>,
    pub next: Vec<NextQuestion>,
}

const SILENT: usize = Six::ALL.len();
const APART: usize = Six::ALL.len();
const CARRIED: usize = Six::ALL.len() + 1;
const TAKES_ON: usize = 0;
const ONLY_FELT: usize = 1;
const BY_WHEN: usize = 2;
const NOT_GOT_TO: usize = 3;

/// What the lists say of a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Noted {
    pub reaches: Vec<Six>,
    /// True where it says that something was not talked about.
    pub is_silent: bool,
    /// Where verbs stand by which somebody's words are brought in.
    pub carries: Vec<Span>,
}

/// What a heading says of the lines below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Announced {
    pub six: Vec<Six>,
    /// True where they are about the worker or the service.
    pub is_apart: bool,
}

impl Announced {
    pub fn is_empty(&self) -> bool {
        self.six.is_empty() && !self.is_apart
    }
}

impl Lists {
    pub fn built_in() -> Lists {
        Lists::parse(include_str!("session.toml")).expect("the built-in words are read by a test")
    }

    fn parse(written: &str) -> Result<Lists, String> {
        let file: File = toml::from_str(written).map_err(|error| error.message().to_owned())?;
        let of = |six: Six| file.reaches.get(&six).ok_or_else(|| format!("nothing reaches {six:?}"));
        let reaching = Six::ALL.into_iter().map(of).collect::<Result<Vec<_>, _>>()?;
        let apart = [file.apart.headings.as_slice()];
        let headings = Phrases::parse(reaching.iter().map(|one| one.headings.as_slice()).chain(apart))?;
        let others = [file.silent.phrases.as_slice(), file.carried.phrases.as_slice()];
        let phrases = Phrases::parse(reaching.iter().map(|one| one.phrases.as_slice()).chain(others))?;
        let marks = Phrases::parse([file.session.marks.as_slice(), file.session.unless.as_slice()])?;
        let undertakes = [file.undertakes.phrases.as_slice(), file.undertakes.unless.as_slice()];
        let when = [file.by_when.phrases.as_slice(), file.not_got_to.phrases.as_slice()];
        let taking_on = Phrases::parse(undertakes.into_iter().chain(when))?;
        let Roles { supervisor, worker, case } = file.roles;
        Ok(Lists {
            headings,
            phrases,
            marks,
            opens: file.session.opens,
            roles: vec![(Role::Supervisor, supervisor), (Role::Worker, worker), (Role::Case, case)],
            labels: file.speakers.labels,
            between: file.carried.between,
            taking_on,
            titles: file.titles.words,
            next: file.next,
        })
    }

    /// What is said of the words at `span`. Of phrases that share words the longest is heard: *are we working towards* says nothing of what is working.
    pub fn noted(&self, text: &str, span: Span) -> Noted {
        let mut noted = Noted::default();
        let all = self.phrases.met(text, span);
        let is_within = |met: &Met| {
            all.iter()
                .any(|other| other.list < SILENT && other.span.overlaps(met.span) && other.span.len() > met.span.len())
        };
        for met in &all {
            match met.list {
                SILENT => noted.is_silent = true,
                CARRIED => noted.carries.push(met.span),
                list if !met.negated && !is_within(met) && !noted.reaches.contains(&Six::ALL[list]) => {
                    noted.reaches.push(Six::ALL[list]);
                }
                _ => {}
            }
        }
        noted.reaches.sort();
        noted
    }

    /// True where somebody takes something on.
    pub fn takes_on(&self, text: &str, span: Span) -> bool {
        let all = self.taking_on.met(text, span);
        let is_only_felt = |met: &Met| all.iter().any(|other| other.list == ONLY_FELT && other.span.overlaps(met.span));
        // *They let me see the room.*
        let is_told_of_others = |met: &Met| {
            let before = text[span.start()..met.span.start()].trim_end();
            met.span.of(text).to_lowercase().starts_with("let me") && before.ends_with(char::is_alphabetic)
        };
        all.iter().any(|met| met.list == TAKES_ON && !met.negated && !is_only_felt(met) && !is_told_of_others(met))
    }

    /// When something is to be done, in the words that say so, each once and in their order.
    pub fn by_when(&self, text: &str, span: Span) -> Option<String> {
        let mut end = span.start();
        let mut said: Vec<&str> = Vec::new();
        let mut all = self.taking_on.met(text, span);
        all.sort_by_key(|met| (met.span.start(), std::cmp::Reverse(met.span.len())));
        for met in all.iter().filter(|met| met.list == BY_WHEN) {
            if met.span.start() >= end {
                said.push(met.span.of(text));
                end = met.span.end();
            }
        }
        (!said.is_empty()).then(|| said.join(", "))
    }

    /// True where words say that something was hardly come to.
    pub fn not_got_to(&self, text: &str, span: Span) -> bool {
        self.taking_on.met(text, span).iter().any(|met| met.list == NOT_GOT_TO)
    }

    /// The name that words begin with, after a title: `Mrs Parry`.
    pub fn titled<'t>(&self, words: &'t str) -> Option<&'t str> {
        let (title, rest) = words.split_once(' ')?;
        let name = rest.split(|c: char| !c.is_alphabetic() && !matches!(c, '-' | '\'' | '’')).next()?;
        let is_name = self.titles.iter().any(|known| known == title.trim_end_matches('.'))
            && name.starts_with(char::is_uppercase);
        is_name.then(|| &words[..title.len() + 1 + name.len()])
    }

    /// What a heading or label announces.
    pub fn announced(&self, text: &str, span: Span) -> Announced {
        const LONGEST: usize = 8;
        let mut found = Announced::default();
        if words(span.of(text), 0).len() > LONGEST {
            return found;
        }
        for met in self.headings.met(text, span) {
            match met.list {
                APART => found.is_apart = true,
                list => found.six.push(Six::ALL[list]),
            }
        }
        found.six.sort();
        found.six.dedup();
        found
    }

    /// True of somebody whom a case is about, or a relative: *mum*, *he*.
    pub fn is_of_case(&self, word: &str) -> bool {
        let is_listed =
            |(role, names): &(Role, Vec<String>)| *role == Role::Case && names.iter().any(|name| name == word);
        matches!(word, "he" | "she" | "they") || self.roles.iter().any(is_listed)
    }

    /// True of what may stand between somebody and what they say.
    pub fn is_between(&self, word: &str) -> bool {
        self.between.iter().any(|between| between == word)
    }

    /// True where words tell of a supervision session, and not only of supervision.
    pub fn marks_session(&self, text: &str) -> bool {
        let begun = text.trim_start();
        // Case recordings speak of one-to-one support too, though hardly in their first words.
        let opens =
            |open: &String| begun.strip_prefix(open.as_str()).is_some_and(|rest| rest.starts_with(char::is_whitespace));
        if self.opens.iter().any(opens) {
            return true;
        }
        let met = self.marks.met(text, Span::new(0, text.len()));
        let (marks, unless): (Vec<_>, Vec<_>) = met.into_iter().partition(|met| met.list == 0);
        // Both are in order of the text.
        let mut rest = unless.iter().peekable();
        marks.iter().any(|mark| {
            while rest.next_if(|other| other.span.end() <= mark.span.start()).is_some() {}
            rest.peek().is_none_or(|other| !other.span.overlaps(mark.span))
        })
    }

    /// What somebody is, where their name says so: `Team manager`, `Ann (supervisor)`.
    pub fn role(&self, name: &str) -> Option<Role> {
        let of = |words: &str| {
            let words = words.trim().trim_end_matches([')', '.', ':']).to_lowercase();
            self.roles.iter().find(|(_, names)| names.contains(&words)).map(|(role, _)| *role)
        };
        let (before, inside) = name.split_once('(').unwrap_or((name, ""));
        of(before).or_else(|| of(inside))
    }

    /// True of a label of a form.
    pub fn is_label(&self, name: &str) -> bool {
        self.labels.contains(&name.trim().to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_read() {
        let lists = Lists::built_in();
        for six in Six::ALL {
            let last = lists.next.iter().rfind(|next| next.lacks == six);
            assert!(last.is_some_and(|next| next.beside.is_none()), "{six:?} can always be asked for");
        }
        assert!(Lists::parse("").is_err());
    }

    #[test]
    fn questions_for_next_time_are_open() {
        const CLOSED: [&str; 8] = ["is ", "are ", "does ", "did ", "should ", "why ", "isn't ", "could "];
        for next in Lists::built_in().next {
            let lower = next.question.to_lowercase();
            assert!(next.question.ends_with('?') && !CLOSED.iter().any(|word| lower.starts_with(word)), "{lower}");
            assert_eq!(next.beside.is_some(), lower.contains("{quote}"), "{lower}");
        }
    }

    fn reached(text: &str) -> Vec<Six> {
        Lists::built_in().noted(text, Span::new(0, text.len())).reaches
    }

    #[test]
    fn the_six_questions_are_known_as_they_are_asked() {
        let asked = [
            "What are we working towards?",
            "What’s working well?",
            "What are we worried about?",
            "What needs to happen?",
            "Where are we now?",
            "Where do we want to be?",
        ];
        for (six, text) in Six::ALL.into_iter().zip(asked) {
            assert!(reached(text).contains(&six), "{text}");
        }
        assert_eq!(reached("The kettle was on."), []);
        assert!(!reached("It is not going well.").contains(&Six::WorkingWell));
    }

    #[test]
    fn of_phrases_that_share_words_the_longest_is_heard() {
        assert_eq!(reached("What is it you and Robin are working towards?"), [Six::WorkingTowards]);
        assert_eq!(reached("What's been working?"), [Six::WorkingWell]);
    }

    #[test]
    fn what_is_taken_on_is_known_and_by_when() {
        let lists = Lists::built_in();
        for (text, when) in [
            ("I'll do the card on Friday when I'm there.", Some("on Friday")),
            ("I'll ring Jo today.", Some("today")),
            ("I'll do that. Put the 8th in.", Some("the 8th")),
            ("I'll do them Thursday.", Some("Thursday")),
            ("I need to get Marcus to give a date.", None),
            ("Leave it with me, by the end of the week.", Some("by the end of the week")),
        ] {
            let all = Span::new(0, text.len());
            assert!(lists.takes_on(text, all), "{text}");
            assert_eq!(lists.by_when(text, all).as_deref(), when, "{text}");
        }
        for text in [
            "I'll be honest, I was scared.",
            "I won't go there.",
            "She'll ring me.",
            "I rang him today.",
            "They let me see the room.",
        ] {
            assert!(!lists.takes_on(text, Span::new(0, text.len())), "{text}");
        }
    }

    #[test]
    fn a_session_is_known_from_a_recording_that_speaks_of_one() {
        let lists = Lists::built_in();
        assert!(lists.marks_session("Supervision with Jean, 9 May."));
        assert!(lists.marks_session("1:1 Jean and me."));
        assert!(lists.marks_session("He needs supervision at meals. We began supervision with tea."));
        for text in [
            "He needs constant supervision near the road.",
            "I will take this to supervision.",
            "A supervision order was made.",
            "He has 1:1 support at school.",
            "Tea made.",
            "",
        ] {
            assert!(!lists.marks_session(text), "{text}");
        }
    }
}
