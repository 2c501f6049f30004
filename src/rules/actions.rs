//! The parts of an agreed action: who, what, by when, and whether anyone could tell that it has happened.

use super::cues::Cues;
use super::lexicon::Line;
use crate::section::Section;
use crate::text::{Span, Word};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Planned,
    Done,
    /// Something that goes on as it is.
    Standing,
}

/// An action as its words tell it. What they do not tell is `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    pub span: Span,
    pub status: Status,
    pub who: Option<String>,
    pub what: Option<String>,
    pub when: Option<String>,
    /// Whether anyone could tell that it has happened. For now this is so wherever it is told what is done.
    pub measurable: bool,
}

impl Action {
    /// The parts that are missing, in the order they are asked for.
    pub fn missing(&self) -> Vec<&'static str> {
        let parts = [
            ("who", self.who.is_some()),
            ("what", self.what.is_some()),
            ("when", self.when.is_some()),
            ("measurable", self.measurable),
        ];
        parts.into_iter().filter(|(_, told)| !told).map(|(name, _)| name).collect()
    }
}

const FUTURE: [&str; 12] =
    ["will", "'ll", "to", "should", "must", "shall", "can", "agreed", "needs", "going", "due", "would"];
const PAST: [&str; 44] = [
    "rang",
    "phoned",
    "called",
    "telephoned",
    "emailed",
    "texted",
    "wrote",
    "sent",
    "referred",
    "ordered",
    "told",
    "informed",
    "advised",
    "arranged",
    "booked",
    "made",
    "completed",
    "submitted",
    "discussed",
    "spoke",
    "gave",
    "given",
    "asked",
    "reported",
    "passed",
    "took",
    "left",
    "contacted",
    "updated",
    "notified",
    "requested",
    "chased",
    "escalated",
    "raised",
    "changed",
    "moved",
    "signed",
    "agreed",
    "decided",
    "shared",
    "logged",
    "handed",
    "applied",
    "checked",
];
const STANDING: [&str; 8] = ["continue", "continues", "continuing", "remain", "remains", "keeps", "ongoing", "usual"];
/// Verbs that say nothing anyone could check, unless something checkable follows.
const HOLLOW: [&str; 22] = [
    "monitor",
    "support",
    "continue",
    "liaise",
    "explore",
    "consider",
    "engage",
    "progress",
    "work",
    "ensure",
    "encourage",
    "maintain",
    "review",
    "address",
    "facilitate",
    "oversee",
    "promote",
    "manage",
    "assist",
    "monitored",
    "supported",
    "keep",
];
const NOBODY: [&str; 22] = [
    "we",
    "all",
    "services",
    "professionals",
    "everyone",
    "team",
    "teams",
    "staff",
    "agencies",
    "housing",
    "council",
    "dept",
    "department",
    "ward",
    "hospital",
    "school",
    "police",
    "agency",
    "court",
    "someone",
    "somebody",
    "nobody",
];
const SOMEBODY: [&str; 9] = ["i", "he", "she", "they", "me", "myself", "writer", "client", "resident"];

/// True where a sentence tells what is to be done: it says so, or stands under a heading that does.
pub fn is_plan(line: &Line, cues: &Cues) -> bool {
    const SAYS_SO: [&str; 8] = ["will", "'ll", "won't", "shall", "should", "must", "aim", "goal"];
    const BEFORE_TO: [&str; 12] =
        ["need", "needs", "is", "are", "agreed", "agrees", "plan", "aim", "arrangement", "needed", "hopes", "going"];
    let folded = |at: usize| line.words[at].folded.as_str();
    let speakers = cues.ends_of_speakers(line);
    let starts_as_task =
        line.words.first().is_some_and(|first| first.folded == "to" || STANDING.contains(&first.folded.as_str()));
    let is_told = |at: usize| match folded(at) {
        "to" if at > 0 => {
            let before = folded(at - 1);
            let is_subject = at <= 4
                && (speakers.contains(&at) || NOBODY.contains(&before) || (at <= 2 && names_somebody(line, at - 1)));
            let is_passive = line.words.get(at + 1).is_some_and(|next| next.folded == "be");
            BEFORE_TO.contains(&before) || is_subject || is_passive
        }
        word => SAYS_SO.contains(&word),
    };
    cues.announced(line) == Some(Section::AgreedActions) || starts_as_task || (0..line.words.len()).any(is_told)
}

/// A capital that no verb in the past explains: `Pat to ring`, not `Went to ring`.
fn names_somebody(line: &Line, at: usize) -> bool {
    let folded = line.words[at].folded.as_str();
    let is_verb =
        PAST.contains(&folded) || HOLLOW.contains(&folded) || folded.ends_with("ed") || folded.ends_with("ing");
    is_capital(line.text, &line.words[at])
        && !is_verb
        && !matches!(folded, "went" | "came" | "got" | "used" | "had" | "has" | "due")
}

pub fn read(line: &Line, cues: &Cues) -> Action {
    let words: Vec<&Word> = line.words.iter().filter(|word| word.span.start() >= line.segment.body().start()).collect();
    let status = status(&words);
    let verb = verb_position(&words, status);
    let when = when(line.text, &words);
    let what = what(line, &words, verb);
    Action {
        span: line.segment.span,
        status,
        who: who(line, &words, verb, status, cues),
        measurable: what.is_some(),
        what,
        when: when.map(|span| span.of(line.text).to_owned()),
    }
}

fn status(words: &[&Word]) -> Status {
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.folded.as_str()));
    if has(&STANDING) {
        return Status::Standing;
    }
    let first = |list: &[&str]| words.iter().position(|word| list.contains(&word.folded.as_str()));
    match (first(&FUTURE), first(&PAST)) {
        (None, Some(_)) => Status::Done,
        (Some(future), Some(past)) if past < future && words[past].folded != "agreed" => Status::Done,
        _ => Status::Planned,
    }
}

/// The place of the word that says what is done: the verb itself, or the *will* or *to* before it.
fn verb_position(words: &[&Word], status: Status) -> usize {
    let lists: &[&[&str]] = match status {
        Status::Done => &[&PAST],
        Status::Planned => &[&["will", "'ll", "to", "should", "must", "shall"], &FUTURE],
        Status::Standing => &[&["will", "'ll", "to"], &STANDING],
    };
    lists.iter().find_map(|list| words.iter().position(|word| list.contains(&word.folded.as_str()))).unwrap_or(0)
}

/// The person or role that acts: named before the verb, or left out before an active one (*Rang Mum*).
fn who(line: &Line, words: &[&Word], verb: usize, status: Status, cues: &Cues) -> Option<String> {
    // `Will pop back`: the subject left out is the writer.
    if verb == 0 && words.first().is_some_and(|word| word.folded == "will") {
        return Some("I".to_owned());
    }
    if verb == 0 && status == Status::Planned {
        return first_actor(line, words, cues);
    }
    if verb == 0 {
        let active = status == Status::Done && words.first().is_some_and(|word| PAST.contains(&word.folded.as_str()));
        return (active && words.get(1).is_none_or(|next| next.folded != "by")).then(|| "I".to_owned());
    }
    let passive = words[verb..].iter().take(4).any(|word| word.folded == "be") || is_passive(words, verb);
    let actors = &words[..verb];
    let named = actors.iter().rev().find(|word| is_actor(line.text, word, cues));
    named.filter(|_| !passive).map(|word| {
        let first = actors
            .iter()
            .rev()
            .skip_while(|other| other.span != word.span)
            .take_while(|other| is_capital(line.text, other))
            .last();
        Span::new(first.unwrap_or(word).span.start(), word.span.end()).of(line.text).to_owned()
    })
}

/// Where no verb of planning stands (*if she falls, Folake rings me*), the first who is named after what sets it off.
fn first_actor(line: &Line, words: &[&Word], cues: &Cues) -> Option<String> {
    let sets_off = condition(line.text, words)?;
    let actor =
        words.iter().skip_while(|word| word.span.start() < sets_off.end()).find(|word| is_actor(line.text, word, cues));
    actor.map(|word| word.span.of(line.text).to_owned())
}

fn is_actor(text: &str, word: &Word, cues: &Cues) -> bool {
    let folded = word.folded.as_str();
    let is_verb = PAST.contains(&folded) || HOLLOW.contains(&folded) || STANDING.contains(&folded);
    let is_name = word.span.of(text).starts_with(char::is_uppercase)
        && !is_date_word(folded)
        && !NOT_NAMES.contains(&folded)
        && !is_verb;
    !NOBODY.contains(&folded) && (SOMEBODY.contains(&folded) || is_name || cues.is_speaker(folded))
}

const NOT_NAMES: [&str; 17] = [
    "the", "a", "plan", "action", "actions", "agreed", "next", "review", "referral", "if", "in", "on", "by", "at",
    "and", "advised", "no",
];

fn is_capital(text: &str, word: &Word) -> bool {
    word.span.of(text).starts_with(char::is_uppercase) && !NOT_NAMES.contains(&word.folded.as_str())
}

fn is_passive(words: &[&Word], verb: usize) -> bool {
    verb > 0 && matches!(words[verb - 1].folded.as_str(), "was" | "were" | "been" | "is" | "are" | "being" | "'s")
}

/// What is done, from the verb on, unless that is a word nobody could check.
fn what(line: &Line, words: &[&Word], verb: usize) -> Option<String> {
    let from = if words.get(verb).is_some_and(|word| FUTURE.contains(&word.folded.as_str())) { verb + 1 } else { verb };
    let told = words.get(from..)?;
    let hollow = told.iter().take(2).any(|word| HOLLOW.contains(&word.folded.as_str()));
    let checkable =
        told.iter().any(|word| word.folded.starts_with(|c: char| c.is_ascii_digit()) || is_date_word(&word.folded));
    if told.len() < 2 || (hollow && !checkable) {
        return None;
    }
    Some(
        Span::new(told[0].span.start(), line.segment.span.end())
            .of(line.text)
            .trim_end_matches(['.', ';', ','])
            .to_owned(),
    )
}

const DAYS: [&str; 14] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thurs",
    "thu",
    "fri",
];
const MONTHS: [&str; 22] = [
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "apr",
    "jun",
    "jul",
    "aug",
    "sept",
    "sep",
    "oct",
    "nov",
    "dec",
];
const NEAR: [&str; 9] =
    ["today", "tomorrow", "tonight", "tmrw", "yesterday", "weekly", "daily", "fortnightly", "monthly"];
const UNITS: [&str; 17] = [
    "day",
    "days",
    "week",
    "weeks",
    "wk",
    "wks",
    "month",
    "months",
    "mths",
    "hour",
    "hours",
    "hrs",
    "morning",
    "afternoon",
    "evening",
    "weekend",
    "night",
];
const EVENTS: [&str; 12] = [
    "review",
    "meeting",
    "conference",
    "visit",
    "group",
    "appointment",
    "discharge",
    "session",
    "supervision",
    "term",
    "hearing",
    "holidays",
];

fn is_date_word(word: &str) -> bool {
    DAYS.contains(&word) || MONTHS.contains(&word) || NEAR.contains(&word)
}

/// The first words that bound the action in time.
fn when(text: &str, words: &[&Word]) -> Option<Span> {
    let Some(at) = (0..words.len()).find_map(|at| time_at(text, words, at)) else { return condition(text, words) };
    let (first, last) = at;
    let lead = first.checked_sub(1).filter(|&before| {
        matches!(
            words[before].folded.as_str(),
            "by" | "on" | "before" | "within" | "in" | "at" | "next" | "this" | "until" | "w/c" | "from" | "for"
        )
    });
    Some(Span::new(words[lead.unwrap_or(first)].span.start(), words[last].span.end()))
}

/// A contingency is bounded by what sets it off: *if she falls again*.
fn condition(text: &str, words: &[&Word]) -> Option<Span> {
    let first = words.first().filter(|word| matches!(word.folded.as_str(), "if" | "when" | "should"))?;
    let ends = |pair: &&[&Word]| text[pair[0].span.end()..pair[1].span.start()].contains(',');
    let last = words.windows(2).find(ends).map(|pair| pair[0])?;
    Some(Span::new(first.span.start(), last.span.end()))
}

/// First and last word of a time that begins at word `at`.
fn time_at(text: &str, words: &[&Word], at: usize) -> Option<(usize, usize)> {
    let folded = |index: usize| words.get(index).map_or("", |word| word.folded.as_str());
    let word = folded(at);
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let ordinal = digits > 0 && matches!(&word[digits..], "st" | "nd" | "rd" | "th");
    let clock = digits > 0 && matches!(&word[digits..], "am" | "pm" | "hrs");
    let slashed =
        digits > 0 && word[digits..].starts_with('/') && word[digits + 1..].bytes().all(|b| b.is_ascii_digit());
    let numeric = digits == word.len() && digits > 0;
    // `10.30`, `4-5-24`: two numbers with one mark between them.
    let dotted = numeric
        && words.get(at + 1).is_some_and(|next| {
            let between = &text[words[at].span.end()..next.span.start()];
            matches!(between, "." | ":" | "-" | "/") && next.folded.starts_with(|c: char| c.is_ascii_digit())
        });
    if is_date_word(word) || ordinal || clock || slashed {
        let month_follows = MONTHS.contains(&folded(at + 1)) || folded(at + 1) == "may";
        return Some((at, if month_follows { at + 1 } else { at }));
    }
    if numeric && matches!(folded(at + 1), "working" | "school") && UNITS.contains(&folded(at + 2)) {
        return Some((at, at + 2));
    }
    if dotted
        || (numeric && (MONTHS.contains(&folded(at + 1)) || folded(at + 1) == "may" || UNITS.contains(&folded(at + 1))))
    {
        return Some((at, at + 1));
    }
    if matches!(word, "next" | "this" | "each" | "every" | "one" | "two" | "three" | "four" | "six")
        && (UNITS.contains(&folded(at + 1)) || EVENTS.contains(&folded(at + 1)))
    {
        return Some((at, at + 1));
    }
    let bounds = matches!(word, "at" | "before" | "after" | "by" | "until");
    let is_hour = |word: &str| word.parse::<u8>().is_ok_and(|hour| hour <= 24);
    let hour = bounds && is_hour(folded(at + 1)) && time_at(text, words, at + 1).is_none();
    if hour {
        return Some((at, at + 1));
    }
    let event = (at + 1..at + 5).find(|&index| EVENTS.contains(&folded(index)));
    event.filter(|_| bounds).map(|event| (at, event))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;
    use crate::segment::segment;

    fn action(text: &str) -> Action {
        Rules::built_in().action(text, &segment(text)[0])
    }

    #[test]
    fn a_whole_action_lacks_nothing() {
        let found = action("Sian will ring the GP about the dizzy spells by Friday.");
        assert_eq!(found.status, Status::Planned);
        assert_eq!(found.who.as_deref(), Some("Sian"));
        assert_eq!(found.when.as_deref(), Some("by Friday"));
        assert_eq!(found.missing(), Vec::<&str>::new());
    }

    #[test]
    fn what_is_missing_is_said() {
        assert_eq!(action("Continue to monitor.").missing(), ["who", "what", "when", "measurable"]);
        assert_eq!(action("SW to support family.").missing(), ["what", "when", "measurable"]);
        assert_eq!(action("Rang Mum to tell her the bed is coming.").missing(), ["when"]);
        assert_eq!(action("If she falls again, Folake rings me.").missing(), Vec::<&str>::new());
        assert_eq!(action("If she falls again, Folake rings me.").who.as_deref(), Some("Folake"));
        assert!(action("School to be told of the move.").missing().contains(&"who"));
    }

    #[test]
    fn times_of_many_kinds() {
        for (text, when) in [
            ("I will ring at 10.30.", "at 10.30"),
            ("HV to visit w/c 12/05.", "w/c 12/05"),
            ("Jo to send it within 10 working days.", "within 10 working days"),
            ("Jo to send it in two weeks.", "in two weeks"),
            ("I will go up at 4.", "at 4"),
            ("We will look again at the next core group.", "at the next core group"),
            ("Dad to collect on 4 May.", "on 4 May"),
        ] {
            assert_eq!(action(text).when.as_deref().unwrap_or(""), when, "{text}");
        }
    }
}
