//! The parts of an agreed action: who, what, by when, and whether anyone could tell that it has happened.

use super::cues::Cues;
use super::due::{Due, Impossible, Written, due};
use super::lexicon::Line;
use super::pack;
use super::parties::holds;
use super::sure::Sure;
use super::times::{Meaning, Time, Times, deciding};
use crate::section::Section;
use crate::segment::bullet_length;
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

impl Status {
    pub const ALL: [Status; 3] = [Status::Planned, Status::Done, Status::Standing];
}

/// An action as its words tell it. What they do not tell is `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// Its own words; a segment can tell of several actions.
    pub span: Span,
    pub segment: Span,
    pub status: Status,
    pub who: Option<String>,
    pub what: Option<String>,
    pub when: Option<String>,
    /// The day that the words of `when` come to, where they settle one.
    pub due: Option<Due>,
    /// Why they can come to none.
    pub impossible: Option<Impossible>,
    /// Whether anyone could tell that it has happened.
    pub measurable: bool,
    /// Read from a form or table with places for its parts, so that what is missing was plainly left open.
    pub laid_out: bool,
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

/// An action as something other than word lists reads it.
#[derive(Clone, Debug, PartialEq)]
pub struct ProposedAction {
    pub span: Span,
    pub who: Option<Span>,
    /// The writer means themself and left the *I* out.
    pub unsaid_i: bool,
    /// Somebody does it, though no words for them were settled on.
    pub somebody: bool,
    pub what: bool,
    pub when: Option<Span>,
    pub measurable: bool,
    pub status: Status,
}

/// `packs/actions.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    future: Vec<String>,
    past: Vec<String>,
    standing: Vec<String>,
    hollow: Vec<String>,
    nobody: Vec<String>,
    somebody: Vec<String>,
    not_names: Vec<String>,
}

/// Reads actions.
pub struct Actions {
    words: Words,
    times: Times,
    pub(super) sure: Sure,
}

impl Actions {
    pub fn built_in() -> Actions {
        let words = toml::from_str(pack::ACTIONS).expect("the built-in words are read by a test");
        Actions { words, times: Times::built_in(), sure: Sure::built_in() }
    }

    pub fn times(&self) -> &Times {
        &self.times
    }

    /// The names of the lists that hold a word.
    pub fn lists_of(&self, folded: &str) -> Vec<&'static str> {
        let words = &self.words;
        let lists = [
            ("future", &words.future),
            ("past", &words.past),
            ("standing", &words.standing),
            ("hollow", &words.hollow),
            ("nobody", &words.nobody),
            ("somebody", &words.somebody),
            ("not_names", &words.not_names),
        ];
        lists.into_iter().filter(|(_, list)| holds(list, folded)).map(|(name, _)| name).collect()
    }

    /// True where a sentence tells what is to be done: it says so, or stands under a heading that does.
    pub fn is_plan(&self, line: &Line, cues: &Cues) -> bool {
        const SAYS_SO: [&str; 8] = ["will", "'ll", "won't", "shall", "should", "must", "aim", "goal"];
        const BEFORE_TO: [&str; 12] = [
            "need",
            "needs",
            "is",
            "are",
            "agreed",
            "agrees",
            "plan",
            "aim",
            "arrangement",
            "needed",
            "hopes",
            "going",
        ];
        let folded = |at: usize| line.words[at].folded.as_str();
        let speakers = cues.ends_of_speakers(line);
        let starts_as_task =
            line.words.first().is_some_and(|first| first.folded == "to" || holds(&self.words.standing, &first.folded));
        let is_told = |at: usize| match folded(at) {
            "to" if at > 0 => {
                let before = folded(at - 1);
                let named = at <= 2 && self.names_somebody(line, at - 1);
                let is_subject = at <= 4 && (speakers.contains(&at) || holds(&self.words.nobody, before) || named);
                let is_passive = line.words.get(at + 1).is_some_and(|next| next.folded == "be");
                BEFORE_TO.contains(&before) || is_subject || is_passive
            }
            word => SAYS_SO.contains(&word),
        };
        cues.announced(line) == Some(Section::AgreedActions) || starts_as_task || (0..line.words.len()).any(is_told)
    }

    /// A capital that no verb in the past explains: `Pat to ring`, not `Went to ring`.
    fn names_somebody(&self, line: &Line, at: usize) -> bool {
        let folded = line.words[at].folded.as_str();
        let is_verb = holds(&self.words.past, folded)
            || holds(&self.words.hollow, folded)
            || folded.ends_with("ed")
            || folded.ends_with("ing");
        self.is_capital(line.text, &line.words[at])
            && !is_verb
            && !matches!(folded, "went" | "came" | "got" | "used" | "had" | "has" | "due")
    }

    /// The actions of a line as they are proposed, with the times that its words tell.
    pub fn as_proposed(
        &self,
        line: &Line,
        proposed: &[ProposedAction],
        cues: &Cues,
        written: Option<Written>,
    ) -> Vec<Action> {
        let mut times = self.times.of(line);
        // *Fri 15/5/26 Dad to come in on Monday*: the day of the entry is not that of what is planned in it.
        let is_headed = times.len() > 1 && times.first().is_some_and(|first| is_own_day(line, first, written));
        let head = is_headed.then(|| times.remove(0).span);
        let mut proposed = self.sure.of(line, proposed, &times);
        for action in &mut proposed {
            action.when = action.when.filter(|when| !head.is_some_and(|head| head.overlaps(*when)));
        }
        let by_words = || self.by_words(line, cues, None).who;
        let as_told = |action: &ProposedAction| {
            let told = self.with_times(line, action, &times, written);
            let unnamed = told.who.is_none() && action.somebody;
            Action { who: if unnamed { by_words() } else { told.who }, ..told }
        };
        let mut told: Vec<Action> = proposed.iter().map(as_told).collect();
        // What is to be done *if he comes again* waits for that to the end of the sentence.
        for at in 1..told.len() {
            let waits = told[at - 1].when.clone().filter(|when| is_condition(when));
            let own = &mut told[at];
            own.when = own.when.take().or(waits);
        }
        told
    }

    fn with_times(&self, line: &Line, proposed: &ProposedAction, times: &[Time], written: Option<Written>) -> Action {
        let own: Vec<&Time> = times.iter().filter(|time| proposed.span.contains(time.span)).collect();
        let status = self.status_by_day(line, proposed, &own, written);
        // A single word that tells no time by itself is a slip, and so is the day of something else.
        let tells = |span: &Span| {
            let mut within = times.iter().filter(|time| time.span.overlaps(*span)).peekable();
            match within.peek() {
                Some(_) => within.any(|time| status == Status::Done || !time.is_said),
                None => span.of(line.text).trim().contains(char::is_whitespace),
            }
        };
        // *(Robyn, 14/12) w/b 11/05*: a bracket within a time ends something else.
        let is_whole = |span: &Span| span.of(line.text).matches('(').count() == span.of(line.text).matches(')').count();
        let named = proposed.when.filter(tells).filter(is_whole);
        let told = match named {
            Some(named) => times.iter().find(|time| time.span.overlaps(named)),
            None => own.iter().copied().find(|time| bounds(time, status)),
        };
        // *If* alone stands for the whole of what is waited for.
        let waits =
            |named: &Span| is_condition(named.of(line.text)) && !named.of(line.text).contains(char::is_whitespace);
        let named = named.filter(|named| !waits(named) || told.is_none());
        let when = named.or(told.map(|time| time.span));
        let somebody = |span: Span| {
            let folded = span.of(line.text).to_lowercase();
            let is_name = || {
                let begins = self.sure.parties.subject(line.text, proposed.span);
                begins.is_some_and(|begins| begins.who == Some(span))
            };
            !holds(&self.words.nobody, &folded) && (!self.times.is_calendar(&folded) || is_name())
        };
        let who = proposed.who.filter(|span| somebody(*span)).map(|span| span.of(line.text).to_owned());
        let what = proposed.what.then(|| self.task(line, proposed, when));
        let decides = deciding(&own).filter(|_| told.is_some());
        let (due, impossible) = day(decides, status, written);
        Action {
            span: proposed.span,
            segment: line.segment.span,
            status,
            who: who.or_else(|| proposed.unsaid_i.then(|| "I".to_owned())),
            what,
            when: when.map(|span| span.of(line.text).to_owned()),
            due,
            impossible,
            measurable: proposed.measurable,
            laid_out: false,
        }
    }

    /// *Dentist appointment made for 19 May* is still to come until then, and is done after.
    fn status_by_day(
        &self,
        line: &Line,
        proposed: &ProposedAction,
        times: &[&Time],
        written: Option<Written>,
    ) -> Status {
        let own: Vec<&Word> = line.words.iter().filter(|word| proposed.span.contains(word.span)).collect();
        let folded = |at: usize| own.get(at).map_or("", |word| word.folded.as_str());
        let booked = (0..own.len()).find(|&at| holds(&self.sure.states.arranged, folded(at)));
        let Some((booked, written)) = booked.zip(written.filter(|written| written.settles())) else {
            return proposed.status;
        };
        // *Told Mum that a taxi was booked for Friday* tells what was told.
        let is_told_of = (0..booked).any(|at| {
            let until = own[booked].span.start();
            self.sure.is_past(folded(at))
                && !line.text[own[at].span.end()..until].contains([',', ';', ':', '-', '–', '—'])
        });
        let plans =
            own[..booked].iter().any(|word| matches!(word.folded.as_str(), "to" | "will" | "'ll" | "be" | "if"));
        let after = times.iter().filter(|time| time.span.start() > own[booked].span.start());
        let after: Vec<&&Time> = after.collect();
        // *Ordered 5 May* tells when it was ordered, *booked 20 May* for when.
        let tells_itself = matches!(folded(booked), "made" | "ordered" | "confirmed" | "organised" | "organized");
        let is_of_verb = |time: &Time| {
            let next = &line.text[own[booked].span.end()..time.span.start()];
            tells_itself && next.trim().is_empty() && !time.span.of(line.text).to_lowercase().starts_with("for")
        };
        match proposed.status {
            Status::Done if !is_told_of && after.iter().any(|time| is_to_come(time, written) && !is_of_verb(time)) => {
                Status::Planned
            }
            Status::Planned if !plans && !after.is_empty() && after.iter().all(|time| is_over(time, written)) => {
                Status::Done
            }
            status => status,
        }
    }

    /// The words of an action without those of who and when where they stand at its ends.
    fn task(&self, line: &Line, proposed: &ProposedAction, when: Option<Span>) -> String {
        let body = line.segment.body();
        let mut from = proposed.span.start().max(body.start());
        if from == line.segment.span.start() {
            from += bullet_length(&line.text[from..proposed.span.end()]);
        }
        let mut to = proposed.span.end();
        for part in [proposed.who, when].into_iter().flatten().filter(|part| proposed.span.contains(*part)) {
            let leads = line.text[from..part.start().max(from)].trim().is_empty();
            // *Shes going*: what is left of a word is none.
            let is_whole = !line.text[part.end()..].starts_with(char::is_alphanumeric);
            if leads && is_whole && part.end() < to {
                from = part.end();
            }
            let ends = line.text[part.end().min(to)..to].trim_matches(['.', ',', ';', ' ']).is_empty();
            if ends && part.start() > from {
                to = part.start();
            }
        }
        // A label may be an action by itself: *Rang the surgery:*.
        let told = line.text[from.min(to)..to].trim_matches([' ', '.', ',', ';', ':', '-', '–', '—', '/', '\n']);
        let told = TICK_BOXES.iter().find_map(|tick_box| told.strip_prefix(tick_box)).unwrap_or(told).trim_start();
        // *Next meeting: 26/09, St Luke's*: the label says what, and the rest says when and where.
        let is_meeting = |label: &Span| {
            let label = label.of(line.text)[bullet_length(label.of(line.text))..].to_lowercase();
            label.trim_start_matches(['*', '_']).starts_with("next ") && proposed.who.is_none()
        };
        if let Some(label) = line.segment.label.filter(|label| told.is_empty() || is_meeting(label)) {
            let label = label.of(line.text);
            return label[bullet_length(label)..].trim_matches([':', '*', ' ']).to_owned();
        }
        // What leads on to the next action is no part of this one.
        let leads_on = [" and", " &", " then"].into_iter().find_map(|end| told.strip_suffix(end));
        leads_on.unwrap_or(told).trim_end_matches([' ', ',', ';']).to_owned()
    }

    /// The one action of a line by its words alone.
    pub fn by_words(&self, line: &Line, cues: &Cues, written: Option<Written>) -> Action {
        let body = line.segment.body().start();
        let words: Vec<&Word> = line.words.iter().filter(|word| word.span.start() >= body).collect();
        let status = self.status(&words);
        let verb = self.verb_position(&words, status);
        let times = self.times.of(line);
        let time = times.iter().find(|time| bounds(time, status));
        let decides = deciding(&times.iter().collect::<Vec<_>>());
        let what = self.what(line, &words, verb, time.is_some());
        let (due, impossible) = day(decides, status, written);
        Action {
            span: line.segment.span,
            segment: line.segment.span,
            status,
            who: self.who(line, &words, verb, status, cues),
            measurable: what.is_some(),
            what,
            when: time.map(|time| time.span.of(line.text).to_owned()),
            due,
            impossible,
            laid_out: false,
        }
    }

    /// True for words that leave what is to be done to whoever they name: a body of people.
    pub(super) fn is_nobody(&self, words: &str) -> bool {
        holds(&self.words.nobody, &words.trim().to_lowercase())
    }

    /// True for a word that begins a line with a capital and names nobody.
    pub(super) fn is_no_name(&self, folded: &str) -> bool {
        holds(&self.words.not_names, folded) || holds(&self.words.nobody, folded) || holds(&self.words.hollow, folded)
    }

    /// True where the words of a place for what tell something that could be checked.
    pub(super) fn tells_task(&self, line: &Line, timed: bool) -> bool {
        let is_hollow = line.words.first().is_some_and(|first| holds(&self.words.hollow, &first.folded));
        let counts = line.words.iter().any(|word| word.folded.starts_with(|c: char| c.is_ascii_digit()));
        line.words.len() > 1 && (!is_hollow || timed || counts)
    }

    fn status(&self, words: &[&Word]) -> Status {
        let first = |list: &[String]| words.iter().position(|word| holds(list, &word.folded));
        if first(&self.words.standing).is_some() {
            return Status::Standing;
        }
        match (first(&self.words.future), first(&self.words.past)) {
            (None, Some(_)) => Status::Done,
            (Some(future), Some(past)) if past < future && words[past].folded != "agreed" => Status::Done,
            _ => Status::Planned,
        }
    }

    /// The place of the word that says what is done: the verb itself, or the *will* or *to* before it.
    fn verb_position(&self, words: &[&Word], status: Status) -> usize {
        const PLANS: [&str; 6] = ["will", "'ll", "to", "should", "must", "shall"];
        let of = |list: &[String]| words.iter().position(|word| holds(list, &word.folded));
        let plans = |count: usize| words.iter().position(|word| PLANS[..count].contains(&word.folded.as_str()));
        let found = match status {
            Status::Done => of(&self.words.past),
            Status::Planned => plans(PLANS.len()).or_else(|| of(&self.words.future)),
            Status::Standing => plans(3).or_else(|| of(&self.words.standing)),
        };
        found.unwrap_or(0)
    }

    /// The person or role that acts: named before the verb, or left out before an active one (*Rang Mum*).
    fn who(&self, line: &Line, words: &[&Word], verb: usize, status: Status, cues: &Cues) -> Option<String> {
        // `Will pop back`: the subject left out is the writer.
        if verb == 0 && words.first().is_some_and(|word| word.folded == "will") {
            return Some("I".to_owned());
        }
        if verb == 0 && status == Status::Planned {
            return self.first_actor(line, words, cues);
        }
        if verb == 0 {
            let active =
                status == Status::Done && words.first().is_some_and(|word| holds(&self.words.past, &word.folded));
            return (active && words.get(1).is_none_or(|next| next.folded != "by")).then(|| "I".to_owned());
        }
        let passive = words[verb..].iter().take(4).any(|word| word.folded == "be") || is_passive(words, verb);
        let actors = &words[..verb];
        let named = actors.iter().rev().find(|word| self.is_actor(line.text, word, cues));
        named.filter(|_| !passive).map(|word| {
            let first = actors
                .iter()
                .rev()
                .skip_while(|other| other.span != word.span)
                .take_while(|other| self.is_capital(line.text, other))
                .last();
            Span::new(first.unwrap_or(word).span.start(), word.span.end()).of(line.text).to_owned()
        })
    }

    /// Where no verb of planning stands (*if she falls, Folake rings me*), the first who is named after what sets it off.
    fn first_actor(&self, line: &Line, words: &[&Word], cues: &Cues) -> Option<String> {
        words.first().filter(|word| matches!(word.folded.as_str(), "if" | "when" | "should"))?;
        let ends = |pair: &&[&Word]| line.text[pair[0].span.end()..pair[1].span.start()].contains(',');
        let sets_off = words.windows(2).find(ends).map(|pair| pair[0].span.end())?;
        let then = words.iter().skip_while(|word| word.span.start() < sets_off);
        then.into_iter()
            .find(|word| self.is_actor(line.text, word, cues))
            .map(|word| word.span.of(line.text).to_owned())
    }

    fn is_actor(&self, text: &str, word: &Word, cues: &Cues) -> bool {
        let folded = word.folded.as_str();
        let lists = [&self.words.past, &self.words.hollow, &self.words.standing, &self.words.not_names];
        let is_name = word.span.of(text).starts_with(char::is_uppercase)
            && !self.times.is_calendar(folded)
            && !lists.iter().any(|list| holds(list, folded));
        !holds(&self.words.nobody, folded)
            && (holds(&self.words.somebody, folded) || is_name || cues.is_speaker(folded))
    }

    fn is_capital(&self, text: &str, word: &Word) -> bool {
        word.span.of(text).starts_with(char::is_uppercase) && !holds(&self.words.not_names, &word.folded)
    }

    /// What is done, from the verb on, unless that is a word nobody could check.
    fn what(&self, line: &Line, words: &[&Word], verb: usize, timed: bool) -> Option<String> {
        let plans = words.get(verb).is_some_and(|word| holds(&self.words.future, &word.folded));
        let told = words.get(if plans { verb + 1 } else { verb }..)?;
        let hollow = told.iter().take(2).any(|word| holds(&self.words.hollow, &word.folded));
        let counted = told.iter().any(|word| word.folded.starts_with(|c: char| c.is_ascii_digit()));
        if told.len() < 2 || (hollow && !timed && !counted) {
            return None;
        }
        let told = Span::new(told[0].span.start(), line.segment.span.end()).of(line.text);
        Some(told.trim_end_matches(['.', ';', ',']).to_owned())
    }
}

const TICK_BOXES: [&str; 6] = ["[ ]", "[]", "[x]", "[X]", "☐", "☑"];

fn is_condition(when: &str) -> bool {
    let first = when.split_whitespace().next().unwrap_or_default().to_lowercase();
    matches!(first.as_str(), "if" | "should" | "unless" | "whenever")
}

/// A day gone by tells when something was done, and nothing of when it is to be done.
fn bounds(time: &Time, status: Status) -> bool {
    status == Status::Done || time.meaning != Meaning::Gone
}

/// The day of a plan, or why there is none. When something was done says nothing of when it is due, and no plan is due before it was made.
pub(super) fn day(time: Option<&Time>, status: Status, written: Option<Written>) -> (Option<Due>, Option<Impossible>) {
    let Some(time) = time.filter(|_| status == Status::Planned) else { return (None, None) };
    match due(time.meaning, written) {
        Ok(due) => {
            let is_over = |due: &Due| written.is_some_and(|written| due.is_over_by(written));
            (due.filter(|due| !is_over(due)), None)
        }
        Err(impossible) => (None, Some(impossible)),
    }
}

/// True of a time that begins a line and is the day on which it was written.
fn is_own_day(line: &Line, time: &Time, written: Option<Written>) -> bool {
    let begins = line.text[line.segment.span.start()..time.span.start()].chars().all(|c| !c.is_alphanumeric());
    let day = due(time.meaning, written).ok().flatten();
    begins && day.zip(written).is_some_and(|(day, written)| day.is_day_of(written))
}

/// True of a day that lies after that of the entry.
pub(super) fn is_to_come(time: &Time, written: Written) -> bool {
    due(time.meaning, Some(written)).ok().flatten().is_some_and(|due| due.is_to_come_on(written))
}

/// True of a day that lies before that of the entry.
pub(super) fn is_over(time: &Time, written: Written) -> bool {
    match time.meaning {
        Meaning::Gone => true,
        Meaning::Date { month: Some(_), .. } => {
            due(time.meaning, Some(written)).is_ok_and(|due| due.is_none_or(|due| due.is_over_by(written)))
        }
        _ => false,
    }
}

fn is_passive(words: &[&Word], verb: usize) -> bool {
    verb > 0 && matches!(words[verb - 1].folded.as_str(), "was" | "were" | "been" | "is" | "are" | "being" | "'s")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;
    use crate::segment::segment;

    fn action(text: &str) -> Action {
        Rules::built_in().actions(text, &segment(text)[0], None, None).remove(0)
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
    fn proposed_parts_are_told_in_the_words_of_the_recording() {
        let text = "On Tuesday I ring the surgery and Mum will move the bed.";
        let part = |words: &str| text.find(words).map(|at| Span::new(at, at + words.len()));
        let proposed = |span: Span, who: &str| ProposedAction {
            span,
            who: part(who),
            unsaid_i: false,
            somebody: false,
            what: true,
            when: None,
            measurable: true,
            status: Status::Planned,
        };
        let both = [proposed(Span::new(0, 34), "I"), proposed(Span::new(34, text.len()), "Mum")];
        let rules = Rules::built_in();
        let monday = rules.written("Visit 4 May 2026", &serde_json::Map::new());
        let found = rules.actions(text, &segment(text)[0], Some(&both), monday);
        assert_eq!(found[0].who.as_deref(), Some("I"));
        assert_eq!(
            (found[0].when.as_deref(), found[0].due.map(Due::iso)),
            (Some("On Tuesday"), Some("2026-05-05".into()))
        );
        assert_eq!(found[1].what.as_deref(), Some("will move the bed"));
        assert_eq!(found[1].missing(), ["when"]);
    }
}
