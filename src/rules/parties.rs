//! Who can be found by the words that name them: a title, a role in full or in short, a name that the recording bears out. A body of people is
//! nobody.

use crate::text::{Span, Word, words};
use serde::Deserialize;
use std::collections::HashSet;

/// The lists of `packs/parties.toml` that tell who can be found.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parties {
    titles: Vec<String>,
    roles: Vec<String>,
    short_roles: Vec<String>,
    bodies: Vec<String>,
    shorthand: Vec<String>,
    kin: Vec<String>,
    word_names: Vec<String>,
    things: Vec<String>,
    acts: Vec<String>,
}

/// The people whom a recording names, as its capitals tell.
#[derive(Default)]
pub struct Named {
    /// In lower case.
    names: HashSet<String>,
    /// Of full names, in capitals.
    initials: HashSet<String>,
}

impl Named {
    /// Everybody in `text`, in one pass. A name stands in the middle of a sentence, its word stands nowhere without a capital, and it is not
    /// `known` for something else, as days are.
    pub fn of(text: &str, parties: &Parties, known: impl Fn(&str) -> bool) -> Named {
        let all = words(text, 0);
        let is_capital = |word: &Word| {
            let mut letters = word.span.of(text).chars();
            letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
        };
        let between = |at: usize| &text[all[at - 1].span.end()..all[at].span.start()];
        let small: HashSet<&str> = all
            .iter()
            .filter(|word| !word.span.of(text).starts_with(char::is_uppercase))
            .map(|w| w.folded.as_str())
            .collect();
        let mut named = Named::default();
        let mut from = 0;
        while from < all.len() {
            if !is_capital(&all[from]) {
                from += 1;
                continue;
            }
            let goes_on = |at: &usize| matches!(between(*at), " " | "-") && is_capital(&all[*at]);
            let to = (from + 1..all.len()).take_while(goes_on).last().map_or(from + 1, |last| last + 1);
            let is_title = holds(&parties.titles, &all[from].folded);
            let run = &all[from + usize::from(is_title)..to];
            let within = from > 0 && between(from) == " " && !is_capital(&all[from - 1]);
            let is_the = from > 0
                && matches!(all[from - 1].folded.as_str(), "the" | "a" | "an" | "on" | "at" | "to" | "in" | "from");
            let full = (2..=4).contains(&run.len()) && !run.iter().any(|word| holds(&parties.bodies, &word.folded));
            if full {
                named
                    .initials
                    .extend(run.iter().map(|word| word.span.of(text).chars().next()).collect::<Option<String>>());
            }
            if let Some(first) = run.first().filter(|_| full || (within && !is_the))
                && !small.contains(first.folded.as_str())
                && !holds(&parties.bodies, &first.folded)
                && !known(&first.folded)
            {
                named.names.insert(first.folded.clone());
            }
            from = to;
        }
        named
    }
}

pub(super) fn holds(list: &[String], word: &str) -> bool {
    list.iter().any(|other| other == word)
}

impl Parties {
    /// True of the last word of the name of a body of people, in small letters.
    pub fn is_body(&self, folded: &str) -> bool {
        holds(&self.bodies, folded)
    }

    /// True where `words` name somebody who can be found, alone or as several who are each named.
    pub fn is_somebody(&self, words: &str, named: &Named) -> bool {
        const LONGEST: usize = 48;
        let words = words.trim();
        words.len() <= LONGEST
            && words.split(['/', '&', ',']).flat_map(|part| part.split(" and ")).all(|part| self.is_one(part, named))
    }

    fn is_one(&self, words: &str, named: &Named) -> bool {
        const DETERMINERS: [&str; 9] = ["the", "a", "an", "his", "her", "their", "our", "my", "your"];
        const MOST: usize = 5;
        let words = words.split_once(" (").map_or(words, |(before, _)| before).trim();
        let all: Vec<&str> = words.split_whitespace().collect();
        let Some(&first) = all.first() else { return false };
        let folded = |word: &str| word.to_lowercase().replace('’', "'");
        let from = usize::from(all.len() > 1 && DETERMINERS.contains(&folded(first).as_str()));
        let own = &all[from..];
        let (Some(first), Some(last)) = (own.first(), own.last()) else { return false };
        if own.len() > MOST || !own.iter().all(|word| is_plain(word)) {
            return false;
        }
        let is_capital = |word: &str| word.starts_with(char::is_uppercase);
        match own {
            [one] if matches!(*one, "me" | "Me" | "I" | "myself" | "Myself") => true,
            [one] if holds(&self.short_roles, one) || holds(&self.roles, &folded(one)) => true,
            [one] if holds(&self.kin, &folded(one)) => true,
            [one] => named.names.contains(&folded(one)) || named.initials.contains(*one),
            [title, name, ..] if holds(&self.titles, folded(title).trim_end_matches('.')) => is_capital(name),
            _ if holds(&self.short_roles, &own.join(" ")) || holds(&self.roles, &folded(last)) => true,
            _ if own.iter().all(|word| is_capital(word)) => {
                // `M. Ross`, or a full name that nothing says is a body's.
                let is_initial = first.trim_end_matches('.').chars().count() == 1;
                is_initial
                    || (named.names.contains(&folded(first)) && !holds(&self.bodies, &folded(last)))
                    || holds(&self.short_roles, first)
            }
            _ => folded(last) == "team" && !matches!(folded(first).as_str(), "whole" | "team"),
        }
    }

    /// True of a few words that each have a capital and of which none is a body or a thing: *Lou*, *supervisor Lou*, *Gail Price*.
    pub(super) fn is_by_capitals(&self, words: &str) -> bool {
        const MOST: usize = 3;
        let all: Vec<&str> = words.split_whitespace().collect();
        let is_capital =
            |word: &str| word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase) && is_plain(word);
        let folded = |word: &str| word.to_lowercase().replace('’', "'");
        // What somebody does, or whose they are, may stand before the name.
        let may_lead = |word: &str| {
            let word = folded(word);
            holds(&self.roles, &word) || holds(&self.kin, &word) || word.ends_with("'s")
        };
        let last = all.last().is_some_and(|last| is_capital(last) || holds(&self.kin, &folded(last)));
        (1..=MOST).contains(&all.len())
            && last
            && all[..all.len() - 1].iter().all(|word| is_capital(word) || may_lead(word))
            && !all.iter().any(|word| holds(&self.bodies, &folded(word)))
            && !self.is_thing(words)
    }

    /// True of a task, a check or something handed over, which no one is: *TTOs*, *PNC*, *T/C*.
    pub(super) fn is_thing(&self, words: &str) -> bool {
        words.split(['&', ',']).flat_map(|part| part.split(" and ")).any(|part| {
            let part = part.trim().to_lowercase();
            holds(&self.things, &part)
        })
    }

    pub(super) fn is_word_name(&self, folded: &str) -> bool {
        holds(&self.word_names, folded)
    }

    pub(super) fn is_act(&self, folded: &str) -> bool {
        holds(&self.acts, folded)
    }

    /// `span` without what is no part of naming somebody: a dash and what follows it, shorthand for a task, half a bracket.
    pub fn without_task(&self, text: &str, span: Span) -> Option<Span> {
        let mut end = span.end();
        for dash in [" - ", " – ", " — ", ": "] {
            let cut = text[span.start()..end].find(dash).filter(|at| *at > 0);
            end = cut.map_or(end, |at| span.start() + at);
        }
        while let Some((before, last)) = text[span.start()..end].trim_end().rsplit_once(char::is_whitespace)
            && holds(&self.shorthand, &last.to_lowercase())
        {
            end = span.start() + before.trim_end().len();
        }
        let own = &text[span.start()..end];
        if own.matches('(').count() > own.matches(')').count() {
            let closes = text[end..].starts_with(')');
            end = if closes { end + 1 } else { span.start() + own.rfind('(').unwrap_or(own.len()) };
        }
        Span::new(span.start(), end).trimmed(text)
    }
}

/// True of a word that a name or role can hold.
fn is_plain(word: &str) -> bool {
    word.starts_with(char::is_alphabetic)
        && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '.'))
}
