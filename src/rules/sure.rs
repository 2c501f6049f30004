//! What rules are sure of in the parts of an action, over what a reader proposes: words that are no part of a name, somebody who is plainly
//! named, a promise told as past, a thing done that is told as a noun, and one action that was read as two or two as one.

use super::actions::{ProposedAction, Status};
use super::inflect;
use super::lexicon::Line;
use super::pack;
use super::parties::{Named, Parties, holds};
use super::times::{Meaning, Time};
use crate::segment::bullet_length;
use crate::text::{Span, Word};
use serde::Deserialize;
use std::collections::HashSet;

/// Reads what rules are sure of.
pub struct Sure {
    pub parties: Parties,
    pub places: Places,
    words: Words,
    /// Past forms that no ending shows.
    past: HashSet<&'static str>,
}

/// Where a form or the head of a table asks for a part, and what fills it without telling it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Places {
    pub what: Vec<String>,
    pub who: Vec<String>,
    pub when: Vec<String>,
    pub date: Vec<String>,
    pub status: Vec<String>,
    pub unsettled: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    saying: Vec<String>,
    wishing: Vec<String>,
    asking: Vec<String>,
    done: Vec<String>,
    tasks: Vec<String>,
    open: Vec<String>,
    particles: Vec<String>,
}

/// `packs/parties.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    parties: Parties,
    places: Places,
    words: Words,
}

const DASHES: [&str; 3] = [" - ", " – ", " — "];

impl Sure {
    pub fn built_in() -> Sure {
        let file: File = toml::from_str(pack::PARTIES).expect("the built-in words are read by a test");
        Sure { parties: file.parties, places: file.places, words: file.words, past: inflect::irregular_past() }
    }

    /// The proposed actions of a line as far as rules are sure of them.
    pub fn of(&self, line: &Line, proposed: &[ProposedAction], times: &[Time]) -> Vec<ProposedAction> {
        let whole = self.joined(line, proposed);
        let apart = whole.into_iter().flat_map(|action| self.cut_at_promise(line, action, times));
        apart.map(|action| self.with_sure_parts(line, action, times)).collect()
    }

    /// A condition by itself belongs to what is done then, and the end of a possessive to what stands before it.
    fn joined(&self, line: &Line, proposed: &[ProposedAction]) -> Vec<ProposedAction> {
        let mut found: Vec<ProposedAction> = Vec::with_capacity(proposed.len());
        for action in proposed {
            let before = found.last().filter(|before| self.is_bare_condition(line, before)).cloned();
            if let Some(condition) = before {
                found.pop();
                let when = action.when.or(condition.when).or(condition.span.trimmed(line.text));
                found.push(ProposedAction { span: Span::new(condition.span.start(), action.span.end()), when, ..action.clone() });
            } else if let Some(before) = found.last_mut().filter(|_| is_possessive(line.text, action)) {
                before.span = Span::new(before.span.start(), action.span.end());
            } else {
                found.push(action.clone());
            }
        }
        found
    }

    /// *If Ryan comes back,* and no more.
    fn is_bare_condition(&self, line: &Line, action: &ProposedAction) -> bool {
        let own = own_words(line, action.span);
        let begins = own.first().is_some_and(|first| matches!(first.folded.as_str(), "if" | "unless" | "should"));
        let words = action.span.of(line.text).trim_end_matches([',', ' ']);
        begins && action.who.is_none() && !words.contains(',')
    }

    /// Where dictation runs on from somebody else's step to one of the writer's own, that is a further action.
    fn cut_at_promise(&self, line: &Line, action: ProposedAction, times: &[Time]) -> Vec<ProposedAction> {
        let is_writers = |who: Span| matches!(who.of(line.text).to_lowercase().as_str(), "i" | "me" | "my");
        if action.unsaid_i || !action.who.is_some_and(|who| !is_writers(who)) {
            return vec![action];
        }
        let own = own_words(line, action.span);
        let folded = |at: usize| own.get(at).map_or("", |word| word.folded.as_str());
        let is_said = |at: usize| holds(&self.words.saying, folded(at));
        let begins = |at: &usize| {
            let joins = matches!(folded(at - 1), "and" | "then" | "so" | "but") && folded(*at) == "i";
            // *I said I would*, *I said that I would*.
            let again = (at + 2..at + 4).find(|&at| folded(at) == "i").filter(|_| is_said(at + 1));
            joins && self.plans(&own, again.unwrap_or(*at) + 1)
        };
        let Some(at) = (2..own.len()).find(begins) else { return vec![action] };
        let joint = own[at - 1].span.start();
        let span = Span::new(joint, action.span.end());
        let when = times.iter().map(|time| time.span).find(|time| span.contains(*time));
        let further = ProposedAction {
            span,
            who: Some(own[at].span),
            unsaid_i: false,
            somebody: true,
            what: true,
            when,
            measurable: true,
            status: Status::Planned,
        };
        let first = Span::new(action.span.start(), joint);
        let when = action.when.filter(|when| first.contains(*when));
        vec![ProposedAction { span: first.trimmed(line.text).unwrap_or(first), when, ..action }, further]
    }

    /// True where the words at `verb` say that something will be done: *will ring*, *would ring*, *need to ring*.
    fn plans(&self, own: &[&Word], verb: usize) -> bool {
        let folded = |at: usize| own.get(at).map_or("", |word| word.folded.as_str());
        let is_act = |at: usize| !folded(at).is_empty() && !holds(&self.words.wishing, folded(at)) && !self.is_past(folded(at));
        match folded(verb) {
            "will" | "'ll" | "would" | "'d" => is_act(verb + 1),
            "need" | "have" | "agreed" | "promised" => folded(verb + 1) == "to" && is_act(verb + 2),
            "am" | "'m" => folded(verb + 1) == "going" && folded(verb + 2) == "to" && is_act(verb + 3),
            _ => false,
        }
    }

    fn with_sure_parts(&self, line: &Line, action: ProposedAction, times: &[Time]) -> ProposedAction {
        let mut told = action;
        told.who = self.tidied(line, &told);
        if told.who.is_none() {
            let found = self.who(line.text, told.span, &Named::default());
            let is_writer_meant = told.unsaid_i && !self.is_passive(line, told.span);
            told.who = found.filter(|_| !is_writer_meant);
            told.unsaid_i &= told.who.is_none();
        }
        told.status = self.status(line, &told, times);
        told.measurable &= !self.is_left_open(line, told.span);
        told
    }

    /// The words of who that name somebody. Whoever is to be asked by *you* does nothing yet.
    fn tidied(&self, line: &Line, action: &ProposedAction) -> Option<Span> {
        let who = action.who?;
        let you = own_words(line, line.segment.span).into_iter().find(|word| word.folded == "you").map(|word| word.span);
        let own = own_words(line, action.span);
        let before: Vec<&&Word> = own.iter().filter(|word| word.span.end() <= who.start()).collect();
        let begs = before.iter().any(|word| word.folded == "please");
        let asks = before.iter().rev().take(2).any(|word| matches!(word.folded.as_str(), "ask" | "tell" | "get"));
        if begs && asks {
            return you;
        }
        self.parties.without_task(line.text, who)
    }

    /// Who is plainly named: by what agent, before a mark or *to* and *will*, between dashes, or in brackets at the end.
    pub fn who(&self, text: &str, own: Span, named: &Named) -> Option<Span> {
        let words = own.of(text);
        let lead = ["and ", "then ", "& ", "but ", "so "].into_iter().find(|lead| words.to_lowercase().starts_with(lead));
        let marks = [bullet_length(words), lead.map_or(0, str::len)].into_iter().max().unwrap_or(0);
        let body = Span::new(own.start() + marks, own.end());
        let somebody = |span: &Span| self.parties.is_somebody(span.of(text), named);
        self.agent(text, body, named)
            .or_else(|| before_mark(text, body).filter(somebody))
            .or_else(|| before_verb(text, body).filter(somebody))
            .or_else(|| pieces(text, body).into_iter().skip(1).find(somebody))
            .or_else(|| in_brackets(text, body).filter(somebody))
    }

    /// *To be made by the ward manager.*
    fn agent(&self, text: &str, own: Span, named: &Named) -> Option<Span> {
        const MOST: usize = 5;
        const REACH: usize = 8;
        let all = crate::text::words(own.of(text), own.start());
        let is_agent = |at: &usize| all[*at].folded == "by" && all[at.saturating_sub(REACH)..*at].iter().any(|w| w.folded == "be");
        let at = (1..all.len()).find(is_agent)?;
        let goes_on = |next: &usize| {
            let between = &text[all[next - 1].span.end()..all[*next].span.start()];
            let is_initial = between == ". " && all[next - 1].span.len() == 1;
            *next == at + 1 || is_initial || matches!(between, " " | "-")
        };
        let to = (at + 1..all.len().min(at + 1 + MOST)).take_while(goes_on).last()?;
        let until = |last: usize| Span::new(all[at + 1].span.start(), all[last].span.end());
        (at + 1..=to).rev().map(until).find(|span| self.parties.is_somebody(span.of(text), named))
    }

    fn is_passive(&self, line: &Line, own: Span) -> bool {
        own_words(line, own).iter().any(|word| word.folded == "be")
    }

    fn status(&self, line: &Line, action: &ProposedAction, times: &[Time]) -> Status {
        let own = own_words(line, action.span);
        let promises = || self.promises(&own) || self.asks_for_later(&own, times);
        match action.status {
            Status::Done if promises() || self.names_a_task(line.text, action.span, &own) => Status::Planned,
            Status::Planned if self.says_done(line.text, action.span) => Status::Done,
            status => status,
        }
    }

    /// *Told him I'd ring back.*
    fn promises(&self, own: &[&Word]) -> bool {
        let folded = |at: usize| own[at].folded.as_str();
        let said = own.iter().position(|word| holds(&self.words.saying, &word.folded));
        let is_subject = |at: &usize| matches!(folded(*at), "i" | "he" | "she" | "they" | "we");
        let promised = |at: usize| matches!(own.get(at + 1).map(|word| word.folded.as_str()), Some("would" | "'d" | "will" | "'ll")) && self.plans(own, at + 1);
        said.is_some_and(|said| (said + 1..own.len()).filter(is_subject).any(promised))
    }

    /// *Asked the food bank to deliver on Friday*: the time stands after what is asked, and is still to come.
    fn asks_for_later(&self, own: &[&Word], times: &[Time]) -> bool {
        const REACH: usize = 7;
        let asked = own.iter().position(|word| holds(&self.words.asking, &word.folded));
        let to = asked.and_then(|asked| (asked + 2..own.len().min(asked + REACH)).find(|&at| own[at].folded == "to"));
        let Some(to) = to.map(|to| own[to].span.start()) else { return false };
        let end = own.last().map_or(to, |last| last.span.end());
        let later = times.iter().filter(|time| time.span.start() > to && time.span.end() <= end);
        later.into_iter().any(|time| is_to_come(time.meaning))
    }

    /// *OT assessment for Ama*: what is made or held, and no word that says it was.
    fn names_a_task(&self, text: &str, span: Span, own: &[&Word]) -> bool {
        const MOST: usize = 10;
        let body = span.of(text);
        let holds_task = own.iter().any(|word| holds(&self.words.tasks, &word.folded));
        let is_short_note = own.first().is_some_and(|first| first.folded.contains('/'));
        let tells_day = body.contains(|c: char| c.is_ascii_digit()) || body.contains(['✓', '✔', '☑', '=']);
        holds_task
            && !is_short_note
            && !tells_day
            && own.len() <= MOST
            && !own.iter().any(|word| self.is_past(&word.folded) || matches!(word.folded.as_str(), "is" | "has" | "was" | "in" | "place"))
    }

    /// True where a verb that plans stands in some words, with what is planned after it.
    pub fn may_plan(&self, words: &str) -> bool {
        const PLANS: [&str; 20] = [
            "will", "'ll", "to", "should", "must", "shall", "can", "could", "would", "'d", "need", "needs", "going", "let", "let's", "if", "when",
            "plan", "booked", "agreed",
        ];
        let all = crate::text::words(words, 0);
        let plans = all.iter().rposition(|word| PLANS.contains(&word.folded.as_str()));
        plans.is_some_and(|at| at + 1 < all.len()) || all.iter().any(|word| self.is_past(&word.folded) && word.folded != "been")
    }

    pub fn is_past(&self, folded: &str) -> bool {
        (folded.len() > 3 && folded.ends_with("ed") && !folded.ends_with("eed")) || self.past.contains(folded)
    }

    /// *– done today* after what was to be done.
    fn says_done(&self, text: &str, span: Span) -> bool {
        let words = |piece: Span| crate::text::words(piece.of(text), piece.start());
        let parts = pieces(text, span);
        let ends = parts.last().filter(|_| parts.len() > 1);
        let plans = words(span).iter().any(|word| matches!(word.folded.as_str(), "will" | "to" | "'ll" | "should" | "when" | "once"));
        !plans && ends.is_some_and(|last| self.begins_done(last.of(text)))
    }

    /// True of what stands in a place for progress where that is made.
    pub fn begins_done(&self, words: &str) -> bool {
        const MOST: usize = 3;
        let all = crate::text::words(words, 0);
        all.len() <= MOST && all.first().is_some_and(|first| holds(&self.words.done, &first.folded))
    }

    /// *To be considered*, and nothing that could be seen.
    fn is_left_open(&self, line: &Line, span: Span) -> bool {
        let own = own_words(line, span);
        let is_plan = |at: &usize| matches!(own[*at].folded.as_str(), "to" | "will");
        let Some(plan) = (0..own.len()).find(is_plan) else { return false };
        let verb = plan + 1 + usize::from(own.get(plan + 1).is_some_and(|word| word.folded == "be"));
        let is_open = own.get(verb).is_some_and(|word| holds(&self.words.open, &word.folded));
        let rest = own.get(verb + 1..).unwrap_or_default();
        is_open && rest.iter().all(|word| holds(&self.words.particles, &word.folded))
    }
}

/// True of a time that lies after its recording.
fn is_to_come(meaning: Meaning) -> bool {
    match meaning {
        Meaning::DaysFrom(days) => days > 0,
        Meaning::Bounded => false,
        _ => true,
    }
}

fn own_words<'a>(line: &'a Line, own: Span) -> Vec<&'a Word> {
    line.words.iter().filter(|word| own.contains(word.span)).collect()
}

/// The end of `St Luke's` and its like, which a reader took for *Luke is*.
fn is_possessive(text: &str, action: &ProposedAction) -> bool {
    let Some(who) = action.who else { return false };
    let after = text[who.end()..action.span.end().max(who.end())].trim_end_matches(['.', ',', ';', ' ', '\n']);
    matches!(after, "'s" | "’s")
}

/// What stands before the first colon or dash, near the beginning, where something follows it.
fn before_mark(text: &str, own: Span) -> Option<Span> {
    let words = own.of(text);
    let marks = [": ", " - ", " – ", " — "];
    let at = marks.into_iter().filter_map(|mark| words.find(mark)).min()?;
    (!words[at..].trim_matches([':', ' ', '-', '–', '—']).is_empty()).then(|| Span::new(own.start(), own.start() + at))
}

/// What stands before *to* or *will*, within a few words.
fn before_verb(text: &str, own: Span) -> Option<Span> {
    const MOST: usize = 5;
    let all = crate::text::words(own.of(text), own.start());
    let is_plan = |at: &usize| matches!(all[*at].folded.as_str(), "to" | "will" | "'ll");
    let at = (1..all.len().min(MOST + 1)).find(is_plan)?;
    let is_passive = all.get(at + 1).is_none_or(|next| next.folded == "be");
    (!is_passive).then(|| Span::new(own.start(), all[at - 1].span.end()))
}

/// The words between dashes, or all of them.
fn pieces(text: &str, own: Span) -> Vec<Span> {
    let words = own.of(text);
    let mut cuts: Vec<(usize, usize)> =
        DASHES.iter().flat_map(|dash| words.match_indices(dash).map(|(at, dash)| (at, dash.len()))).collect();
    cuts.sort_unstable();
    let mut found = Vec::with_capacity(cuts.len() + 1);
    let mut from = 0;
    for (at, length) in cuts.into_iter().chain([(words.len(), 0)]) {
        let piece = Span::new(own.start() + from.min(at), own.start() + at);
        let piece = piece.trimmed(text).map(|piece| Span::new(piece.start(), piece.start() + piece.of(text).trim_end_matches(['.', ',', ';']).len()));
        found.extend(piece);
        from = at + length;
    }
    found
}

/// The first of what stands in brackets at the end.
fn in_brackets(text: &str, own: Span) -> Option<Span> {
    let words = own.of(text).trim_end_matches(['.', ' ', ';', '\n']);
    let from = words.strip_suffix(')')?.rfind('(')? + 1;
    let inside = &words[from..words.len() - 1];
    let length = inside.find([',', ';', '/']).unwrap_or(inside.len());
    Span::new(own.start() + from, own.start() + from + length).trimmed(text)
}
