//! What rules are sure of in the parts of an action, over what a reader proposes: words that are no part of a name, somebody who is plainly
//! named, a promise told as past, a thing done that is told as a noun, and one action that was read as two or two as one.

use super::actions::{ProposedAction, Status};
use super::inflect;
use super::lexicon::Line;
use super::pack;
use super::parties::{Named, Parties, holds};
use super::stands::{
    adjoin, before_comma, before_mark, before_verb, in_brackets, is_owner, is_possessive, own_words, pieces, time_in,
    without_bullet,
};
use super::times::{Meaning, Time};
use crate::segment::bullet_length;
use crate::text::{Span, Word};
use serde::Deserialize;
use std::collections::HashSet;

/// Reads what rules are sure of.
pub struct Sure {
    pub parties: Parties,
    pub places: Places,
    pub states: States,
    pub(super) words: Words,
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

/// What the place for progress says of an action.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct States {
    pub dropped: Vec<String>,
    pub not_wanted: Vec<String>,
    pub arranged: Vec<String>,
    pub sent: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub saying: Vec<String>,
    pub wishing: Vec<String>,
    asking: Vec<String>,
    done: Vec<String>,
    tasks: Vec<String>,
    open: Vec<String>,
    particles: Vec<String>,
    pub contacting: Vec<String>,
}

/// `packs/parties.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    parties: Parties,
    places: Places,
    states: States,
    words: Words,
}

impl Sure {
    pub fn built_in() -> Sure {
        let file: File = toml::from_str(pack::PARTIES).expect("the built-in words are read by a test");
        Sure {
            parties: file.parties,
            places: file.places,
            states: file.states,
            words: file.words,
            past: inflect::irregular_past(),
        }
    }

    /// The proposed actions of a line as far as rules are sure of them.
    pub fn of(&self, line: &Line, proposed: &[ProposedAction], times: &[Time]) -> Vec<ProposedAction> {
        let whole = self.joined(line, proposed);
        let apart = whole.into_iter().flat_map(|action| self.cut_at_dash(line, action, times));
        let apart = apart.flat_map(|action| self.cut_at_promise(line, action, times));
        let apart = apart.flat_map(|action| self.cut_at_answer(line, action, times));
        let apart = apart.flat_map(|action| self.cut_at_others(line, action, times));
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
                found.push(ProposedAction {
                    span: Span::new(condition.span.start(), action.span.end()),
                    when,
                    ..action.clone()
                });
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
        let body = line.segment.body().start();
        let own = own_words(line, action.span);
        let first = own.iter().find(|word| word.span.start() >= body);
        let begins = first.is_some_and(|first| matches!(first.folded.as_str(), "if" | "unless" | "should"));
        let words = action.span.of(line.text).trim_end_matches([',', ' ']);
        begins && action.who.is_none() && !words.contains(',')
    }

    /// *Mum to think about it - SW to send the form* is two actions: somebody stands before a *to* on either side.
    fn cut_at_dash(&self, line: &Line, action: ProposedAction, times: &[Time]) -> Vec<ProposedAction> {
        let parts = pieces(line.text, action.span);
        let actor = |part: &Span| before_verb(line.text, without_bullet(line.text, *part));
        let somebody = |part: &&Span| {
            actor(part).is_some_and(|who| self.parties.is_somebody(who.of(line.text), &Named::default()))
        };
        let Some(further) = parts.iter().skip(1).find(somebody).copied().filter(|_| actor(&parts[0]).is_some()) else {
            return vec![action];
        };
        let first = Span::new(action.span.start(), further.start());
        let rest = Span::new(further.start(), action.span.end());
        let when = action.when.filter(|when| first.contains(*when));
        let further = ProposedAction { who: actor(&further), ..self.planned(rest, times) };
        let trimmed = first.of(line.text).trim_end_matches([' ', '-', '–', '—', '\n']).len();
        vec![ProposedAction { span: Span::new(first.start(), first.start() + trimmed), when, ..action }, further]
    }

    /// A plan that words tell by themselves.
    pub(super) fn planned(&self, span: Span, times: &[Time]) -> ProposedAction {
        ProposedAction {
            span,
            who: None,
            unsaid_i: false,
            somebody: true,
            what: true,
            when: time_in(times, span),
            measurable: true,
            status: Status::Planned,
        }
    }

    /// Where dictation runs on from somebody else's step to one of the writer's own, that is a further action.
    fn cut_at_promise(&self, line: &Line, action: ProposedAction, times: &[Time]) -> Vec<ProposedAction> {
        let is_writers = |who: Span| matches!(who.of(line.text).to_lowercase().as_str(), "i" | "me" | "my");
        if action.unsaid_i || action.who.is_none_or(is_writers) {
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
        let further = ProposedAction { who: Some(own[at].span), ..self.planned(span, times) };
        let first = Span::new(action.span.start(), joint);
        let when = action.when.filter(|when| first.contains(*when));
        vec![ProposedAction { span: first.trimmed(line.text).unwrap_or(first), when, ..action }, further]
    }

    /// True where the words at `verb` say that something will be done: *will ring*, *would ring*, *need to ring*.
    fn plans(&self, own: &[&Word], verb: usize) -> bool {
        let folded = |at: usize| own.get(at).map_or("", |word| word.folded.as_str());
        let is_act =
            |at: usize| !folded(at).is_empty() && !holds(&self.words.wishing, folded(at)) && !self.is_past(folded(at));
        match folded(verb) {
            "will" | "'ll" | "would" | "'d" => is_act(verb + 1),
            "need" | "have" | "agreed" | "promised" => folded(verb + 1) == "to" && is_act(verb + 2),
            "am" | "'m" => folded(verb + 1) == "going" && folded(verb + 2) == "to" && is_act(verb + 3),
            _ => false,
        }
    }

    fn with_sure_parts(&self, line: &Line, action: ProposedAction, times: &[Time]) -> ProposedAction {
        let mut told = action;
        let own = own_words(line, told.span);
        told.who = told.who.and_then(|who| self.parties.without_task(line.text, who));
        told.who = told.who.filter(|who| !is_owner(line.text, *who) && !self.parties.is_thing(who.of(line.text)));
        if let Some(begins) = self.parties.subject(line.text, told.span) {
            told = ProposedAction { who: begins.who, unsaid_i: begins.who.is_none(), somebody: false, ..told };
        } else if let Some(then) = self.after_condition(line.text, &told, &own) {
            told.who = Some(then);
        }
        if let Some(asked) = self.begged(line, &told, &own) {
            told = ProposedAction { who: asked, unsaid_i: false, somebody: false, ..told };
        }
        if told.who.is_none() {
            let found = self.who(line.text, told.span, &Named::default());
            let is_writer_meant = told.unsaid_i && !own.iter().any(|word| word.folded == "be");
            told.who = found.filter(|_| !is_writer_meant);
            told.unsaid_i &= told.who.is_none();
        }
        // *… and HR will seek advice*: who acts is plain, and so is what they do.
        let acts = told.who.is_some_and(|who| self.acts(line.text, told.span, who));
        told.what |= acts;
        told.measurable |= acts;
        let is_askers = told.who.is_none() || is_writer(line.text, &told);
        if told.status != Status::Standing && is_askers && self.asks_for_later(&own, times) {
            told = ProposedAction { who: self.asked(line.text, &own), unsaid_i: false, somebody: false, ..told };
            told.status = Status::Planned;
        }
        told.status = self.status(line, &told, times);
        told.measurable &= !self.is_left_open(line, told.span);
        told
    }

    /// Whoever is begged to do something, by *you* where the line has that word: nobody whom they are to ask in turn.
    fn begged(&self, line: &Line, action: &ProposedAction, own: &[&Word]) -> Option<Option<Span>> {
        let please = own.iter().find(|word| word.folded == "please")?;
        let stands_before = |who: Span| who.end() <= please.span.start();
        let you = line.words.iter().find(|word| word.folded == "you").map(|word| word.span);
        let is_asked_in_turn = action.who.is_none_or(|who| {
            let before = own.iter().rev().filter(|word| word.span.end() <= who.start()).take(2);
            before.into_iter().any(|word| matches!(word.folded.as_str(), "ask" | "tell" | "get"))
        });
        let is_open = !action.who.is_some_and(stands_before) && is_asked_in_turn && !action.unsaid_i;
        is_open.then_some(you)
    }

    /// *Who will ring Mum*: a verb that could be seen done, and something after it.
    fn acts(&self, text: &str, own: Span, who: Span) -> bool {
        let rest = crate::text::words(&text[who.end()..own.end().max(who.end())], who.end());
        let is_plan = rest.first().is_some_and(|first| matches!(first.folded.as_str(), "will" | "'ll"));
        is_plan && rest.len() > 3 && !holds(&self.words.open, &rest[1].folded) && rest[1].folded != "be"
    }

    /// Whoever is asked to act, where they can be found.
    fn asked(&self, text: &str, own: &[&Word]) -> Option<Span> {
        let (from, to) = self.asked_words(own)?;
        let span = Span::new(own[from].span.start(), own[to - 1].span.end());
        if matches!(span.of(text).to_lowercase().as_str(), "her" | "him" | "them") {
            return self.told(text, own).and_then(|told| told.whom).filter(|whom| self.parties.is_named(text, *whom));
        }
        self.parties.is_somebody(span.of(text), &Named::default()).then_some(span)
    }

    /// Where the words for whoever is asked begin, and the *to* before what they are asked: *asked Mum to*, *a message for Mum to*.
    fn asked_words(&self, own: &[&Word]) -> Option<(usize, usize)> {
        const REACH: usize = 7;
        let folded = |at: usize| own.get(at).map_or("", |word| word.folded.as_str());
        let asks = |at: usize| match folded(at) {
            "message" | "voicemail" | "word" | "note" if folded(at + 1) == "for" => Some(at + 2),
            // *Asked for a scan to be done* asks nobody in particular.
            verb if holds(&self.words.asking, verb) && folded(at + 1) != "for" => Some(at + 1),
            _ => None,
        };
        let from = (0..own.len()).find_map(asks)?;
        let to = (from + 1..own.len().min(from + REACH)).find(|&at| folded(at) == "to")?;
        Some((from, to))
    }

    /// *If they do not come, Yvonne to ring*: she acts, and whoever may not come does not.
    fn after_condition(&self, text: &str, action: &ProposedAction, own: &[&Word]) -> Option<Span> {
        let first = own.iter().find(|word| word.folded != "plan")?;
        let waits = matches!(first.folded.as_str(), "if" | "when" | "unless" | "should" | "once");
        let who = action.who.filter(|_| waits)?;
        let comma = own.windows(2).find(|pair| text[pair[0].span.end()..pair[1].span.start()].contains([',', ':']));
        let then = comma.filter(|pair| pair[0].span.start() > first.span.start())?[1].span.start();
        let actor = before_verb(text, Span::new(then, action.span.end().max(then)))?;
        (who.end() <= then && self.parties.is_named(text, actor)).then_some(actor)
    }

    /// Who is plainly named: by what agent, before a mark or *to* and *will*, between dashes, or in brackets at the end.
    pub fn who(&self, text: &str, own: Span, named: &Named) -> Option<Span> {
        let words = own.of(text);
        let lead =
            ["and ", "then ", "& ", "but ", "so "].into_iter().find(|lead| words.to_lowercase().starts_with(lead));
        let marks = [bullet_length(words), lead.map_or(0, str::len)].into_iter().max().unwrap_or(0);
        let body = Span::new(own.start() + marks, own.end());
        let somebody = |span: &Span| self.parties.is_somebody(span.of(text), named);
        self.agent(text, body, named)
            .or_else(|| before_mark(text, body).filter(somebody))
            .or_else(|| before_verb(text, body).filter(somebody))
            .or_else(|| pieces(text, body).into_iter().skip(1).find(somebody))
            .or_else(|| pieces(text, body).into_iter().skip(1).map(|piece| before_comma(text, piece)).find(somebody))
            .or_else(|| pieces(text, body).into_iter().skip(1).find_map(|piece| self.before_time(text, piece)))
            .or_else(|| {
                pieces(text, body).into_iter().skip(1).filter_map(|piece| before_verb(text, piece)).find(somebody)
            })
            .or_else(|| in_brackets(text, body).filter(somebody))
    }

    /// *Ward pharmacist, the day before discharge*: a role that a time follows.
    fn before_time(&self, text: &str, piece: Span) -> Option<Span> {
        const MOST: usize = 4;
        let all = crate::text::words(piece.of(text), piece.start());
        let tells_time = |word: &Word| {
            let words =
                ["by", "before", "after", "on", "day", "today", "tomorrow", "tonight", "this", "next", "within"];
            words.contains(&word.folded.as_str()) || word.folded.starts_with(|c: char| c.is_ascii_digit())
        };
        let at = (1..all.len().min(MOST + 1)).find(|&at| tells_time(&all[at]))?;
        let role = Span::new(piece.start(), all[at - 1].span.end());
        let adjoins = all[..at].windows(2).all(|pair| adjoin(text, &pair[0], &pair[1]));
        (adjoins && self.parties.is_somebody(role.of(text), &Named::default())).then_some(role)
    }

    /// *To be made by the ward manager.*
    fn agent(&self, text: &str, own: Span, named: &Named) -> Option<Span> {
        const MOST: usize = 5;
        const REACH: usize = 8;
        let all = crate::text::words(own.of(text), own.start());
        let is_agent =
            |at: &usize| all[*at].folded == "by" && all[at.saturating_sub(REACH)..*at].iter().any(|w| w.folded == "be");
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
        let promised = |at: usize| {
            matches!(own.get(at + 1).map(|word| word.folded.as_str()), Some("would" | "'d" | "will" | "'ll"))
                && self.plans(own, at + 1)
        };
        said.is_some_and(|said| (said + 1..own.len()).filter(is_subject).any(promised))
    }

    /// *Asked the food bank to deliver on Friday*: the time stands after what is asked, and is still to come.
    fn asks_for_later(&self, own: &[&Word], times: &[Time]) -> bool {
        let Some(to) = self.asked_words(own).map(|(_, to)| own[to].span.start()) else { return false };
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
            && !own.iter().any(|word| {
                self.is_past(&word.folded) || matches!(word.folded.as_str(), "is" | "has" | "was" | "in" | "place")
            })
    }

    /// True where a verb that plans stands in some words, with what is planned after it.
    pub fn may_plan(&self, words: &str) -> bool {
        const PLANS: [&str; 20] = [
            "will", "'ll", "to", "should", "must", "shall", "can", "could", "would", "'d", "need", "needs", "going",
            "let", "let's", "if", "when", "plan", "booked", "agreed",
        ];
        let all = crate::text::words(words, 0);
        let plans = all.iter().rposition(|word| PLANS.contains(&word.folded.as_str()));
        plans.is_some_and(|at| at + 1 < all.len())
            || all.iter().any(|word| self.is_past(&word.folded) && word.folded != "been")
    }

    pub fn is_past(&self, folded: &str) -> bool {
        (folded.len() > 3 && folded.ends_with("ed") && !folded.ends_with("eed")) || self.past.contains(folded)
    }

    pub fn is_done_word(&self, folded: &str) -> bool {
        holds(&self.words.done, folded)
    }

    /// True of what is made or held: *assessment*, *visit*.
    pub fn is_task(&self, folded: &str) -> bool {
        holds(&self.words.tasks, folded)
    }

    /// *– done today* after what was to be done.
    fn says_done(&self, text: &str, span: Span) -> bool {
        let parts = pieces(text, span);
        let ends = parts.last().filter(|_| parts.len() > 1);
        ends.is_some_and(|last| self.begins_done(last.of(text)))
    }

    /// True of what stands in a place for progress where that is made.
    pub fn begins_done(&self, words: &str) -> bool {
        const MOST: usize = 3;
        let all = crate::text::words(words, 0);
        let is_to_come =
            all.get(1).is_some_and(|next| matches!(next.folded.as_str(), "by" | "before" | "when" | "once" | "until"));
        all.len() <= MOST && !is_to_come && all.first().is_some_and(|first| holds(&self.words.done, &first.folded))
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

fn is_writer(text: &str, action: &ProposedAction) -> bool {
    action.unsaid_i || action.who.is_some_and(|who| matches!(who.of(text), "I" | "i"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;
    use crate::segment::segment;

    /// Who, status and whether anyone could tell, where a reader proposed one action of `status` and named `who`.
    fn read(text: &str, who: &str, status: Status) -> Vec<(Option<String>, Status, bool)> {
        let segment = &segment(text)[0];
        let proposed = ProposedAction {
            span: segment.span,
            who: (!who.is_empty()).then(|| text.find(who).map(|at| Span::new(at, at + who.len()))).flatten(),
            unsaid_i: false,
            somebody: false,
            what: true,
            when: None,
            measurable: true,
            status,
        };
        let found = Rules::built_in().actions(text, segment, Some(&[proposed]), None);
        found.into_iter().map(|action| (action.who, action.status, action.measurable)).collect()
    }

    fn who(text: &str, proposed: &str) -> Option<String> {
        read(text, proposed, Status::Planned).remove(0).0
    }

    #[test]
    fn who_is_found_by_where_they_stand() {
        for (text, wanted) in [
            ("Blood test form – DN – today", "DN"),
            ("Mr Adeyemi: bathroom check at 4pm", "Mr Adeyemi"),
            ("Interview to be arranged by the intake coordinator within 72 hours.", "the intake coordinator"),
            ("Statement to be typed by K. Lowe, 8/7", "K. Lowe"),
            ("Chair to send the minutes", "Chair"),
            ("Safeguarding form – me – today", "me"),
            ("Ring the ward (Dr Amin, Friday)", "Dr Amin"),
        ] {
            assert_eq!(who(text, "").as_deref(), Some(wanted), "{text}");
        }
        for text in [
            "Form to be posted by Friday.",
            "Referral to be made by the ward.",
            "Bank – ask about the card, 3/7",
            "Plan to be agreed",
        ] {
            assert_eq!(who(text, ""), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_part_of_a_name_is_left_out() {
        for (text, proposed, wanted) in [
            ("SW t/c school re trip", "SW t/c", "SW"),
            ("Moira - dentist, Monday.", "Moira - dentist", "Moira"),
            ("Gran (Bet), who can have him tonight", "Gran (Bet", "Gran (Bet)"),
            ("If you fall, please ring 999 or ask your neighbour to.", "neighbour", "you"),
        ] {
            assert_eq!(who(text, proposed).as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn what_is_still_to_come_is_not_done() {
        for text in [
            "Told him I'd ring back in the morning.",
            "I have asked the club to collect her on Friday.",
            "Carer's assessment for Bola",
            "OT referral",
        ] {
            assert_eq!(read(text, "", Status::Done)[0].1, Status::Planned, "{text}");
        }
        for text in [
            "Told him I'd rung Mum.",
            "Asked Mum on Friday to ring.",
            "OT referral sent.",
            "Said she would like a rest.",
        ] {
            assert_eq!(read(text, "", Status::Done)[0].1, Status::Done, "{text}");
        }
        assert_eq!(read("Nurse referral - Dr Poole - done today", "", Status::Planned)[0].1, Status::Done);
    }

    #[test]
    fn a_passive_with_nothing_in_it_could_not_be_checked() {
        for text in ["Respite to be looked into", "Options to be explored further", "Mr Hale to chase"] {
            assert!(!read(text, "", Status::Planned)[0].2, "{text}");
        }
        for text in ["Respite to be discussed with Mum", "Mr Hale to chase the grab rail"] {
            assert!(read(text, "", Status::Planned)[0].2, "{text}");
        }
    }

    #[test]
    fn actions_are_cut_and_joined_where_words_say_so() {
        let found = read(
            "she is going to ring the surgery and I said I would get the OT out by Friday",
            "she",
            Status::Planned,
        );
        assert_eq!(found.iter().map(|(who, ..)| who.as_deref()).collect::<Vec<_>>(), [Some("she"), Some("I")]);
        let found = read("Mum to think about it - SW to send the form", "Mum", Status::Planned);
        assert_eq!(found.iter().map(|(who, ..)| who.as_deref()).collect::<Vec<_>>(), [Some("Mum"), Some("SW")]);
        assert_eq!(read("Mum to ring the GP and the school, then me", "Mum", Status::Planned).len(), 1);
    }
}
