//! A score that adds up weak clues, each too little to go by alone: how a word is written, what it sounds like, and what stands before and after it.
//! The weights were fitted to the labelled recordings of the development half.

use super::tokens::{Known, Shape, is_rarely_name};
use super::{Part, Reader};
use crate::pseudonyms::lists::{LISTS, SOUND};
use crate::text::Span;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// How a word is written: each way has weights of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Writing {
    Capital,
    Shouted,
    /// Up to three capital letters.
    Letters,
    Small,
    /// Up to three small letters that are no word.
    SmallLetters,
}

impl Writing {
    pub fn name(self) -> &'static str {
        match self {
            Writing::Capital => "capital",
            Writing::Shouted => "shouted",
            Writing::Letters => "letters",
            Writing::Small => "small",
            Writing::SmallLetters => "small_letters",
        }
    }
}

/// A word with what speaks for and against its being a name.
pub struct Weighed {
    pub span: Span,
    pub writing: Writing,
    pub clues: Vec<&'static str>,
    /// A rule has taken it already.
    pub taken: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Weights {
    /// What the sum is without any clue.
    start: f32,
    /// The sum from which on a word is taken for a name.
    enough: f32,
    clues: BTreeMap<String, f32>,
}

static WEIGHTS: LazyLock<BTreeMap<Writing, Weights>> =
    LazyLock::new(|| toml::from_str(include_str!("likely.toml")).expect("the built-in weights are whole"));

impl Reader<'_> {
    /// Keeps what the clues ask of the whole recording: which words are names so far, and which letters they begin with.
    pub(super) fn gather(&mut self) {
        let is_name = |&at: &usize| self.parts[at] == Part::Name;
        self.named = (0..self.tokens.len()).filter(is_name).map(|at| self.tokens[at].folded.clone()).collect();
        self.letters = self.initials_of_names();
    }

    /// What no rule has taken and what is more likely a name than not.
    pub(super) fn take_likely(&mut self) {
        for at in 0..self.tokens.len() {
            if self.parts[at] == Part::No && self.is_likely(at) {
                self.parts[at] = if self.tokens[at].folded.chars().count() < 4 && self.is_in_letters(at) {
                    Part::Initial
                } else {
                    Part::Name
                };
            }
        }
    }

    pub(super) fn weigh(&self) -> Vec<Weighed> {
        let of_word = |at: usize| {
            let (span, clues, taken) = (self.tokens[at].span, self.clues(at), self.parts[at] != Part::No);
            Some(Weighed { span, writing: self.writing(at)?, clues, taken })
        };
        (0..self.tokens.len()).filter_map(of_word).collect()
    }

    fn is_likely(&self, at: usize) -> bool {
        let Some(writing) = self.writing(at) else { return false };
        let Some(weights) = WEIGHTS.get(&writing) else { return false };
        let clue = |clue: &&'static str| weights.clues.get(*clue).copied().unwrap_or_default();
        weights.start + self.clues(at).iter().map(clue).sum::<f32>() >= weights.enough
    }

    fn is_in_letters(&self, at: usize) -> bool {
        matches!(self.writing(at), Some(Writing::Letters | Writing::SmallLetters))
    }

    /// None for what is never weighed: titles, pets, saints, dates and what is called as people are.
    pub(super) fn writing(&self, at: usize) -> Option<Writing> {
        const LETTERS: usize = 3;
        let token = &self.tokens[at];
        let letters = token.folded.chars().count();
        let nobody = self.things.contains(&at)
            || matches!(self.before(at), "st" | "saint")
            || self.is_pet(at)
            || self.is_dated(at)
            || self.is_place_name(at, at + 1)
            || self.welsh[at]
            || self.is_an_ordinary_small_word(at)
            || token.is_unknown() && self.is_one_of_things(at)
            || LISTS.never.contains(&token.folded)
            || self.is_plainly_no_name(at);
        if token.is_title() && token.first == Known::No || nobody {
            return None;
        }
        let writing = match token.shape {
            Shape::Upper if letters <= LETTERS => Writing::Letters,
            Shape::Capital if letters == 1 => Writing::Letters,
            Shape::Upper => Writing::Shouted,
            Shape::Capital => Writing::Capital,
            Shape::Lower if letters <= LETTERS && !token.plain && token.first == Known::No => Writing::SmallLetters,
            Shape::Lower if letters > 1 => Writing::Small,
            Shape::Lower => return None,
        };
        Some(writing)
    }

    /// *She has lost hope*, *grant came*: where capitals tell nothing such a word is left to the rules.
    fn is_an_ordinary_small_word(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let post = LISTS.roles.contains(&token.folded) || LISTS.kin.contains(&token.folded);
        !token.is_capital() && (token.plain || post)
    }

    /// *Thu*, *Lincoln*, *Nat. Ins.*, *N.H.S.*: a day, a place or an abbreviation with nothing beside it that tells of somebody.
    fn is_plainly_no_name(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let told = || self.cued(at) || self.introduced(at) || self.evident(at) || self.is_done_to(at);
        let rest = self.rest(at);
        let spelt = token.is_initial() && rest.starts_with('.') && rest[1..].starts_with(|c: char| c.is_uppercase());
        let insured = token.folded == "nat" && self.folded(at + 1).starts_with("ins");
        spelt || insured || (token.no_name || is_rarely_name(&token.folded)) && !told()
    }

    /// Everything that speaks for or against the word at `at`.
    pub(super) fn clues(&self, at: usize) -> Vec<&'static str> {
        let mut clues = Vec::new();
        self.clues_of_the_word(at, &mut clues);
        self.clues_of_the_recording(at, &mut clues);
        self.clues_of_its_place(at, &mut clues);
        self.clues_before(at, &mut clues);
        self.clues_after(at, &mut clues);
        self.clues_of_rules(at, &mut clues);
        clues
    }

    fn clues_of_the_word(&self, at: usize, clues: &mut Vec<&'static str>) {
        let token = &self.tokens[at];
        let letters = token.folded.chars().count();
        let is = [
            ("first", token.first == Known::Yes),
            ("perhaps first", token.first == Known::Perhaps),
            ("surname", token.last == Known::Yes),
            ("perhaps surname", token.last == Known::Perhaps),
            ("ordinary", token.plain),
            ("no name", token.no_name),
            ("in print", token.met_in_print),
            ("unknown", token.is_unknown()),
            ("unknown in print", token.is_unknown() && token.met),
            ("place", token.is_place()),
            ("role", LISTS.roles.contains(&token.folded)),
            ("kin", LISTS.kin.contains(&token.folded)),
            ("verb", LISTS.verbs.contains(&token.folded)),
            ("rarely", is_rarely_name(&token.folded)),
            ("one letter", letters == 1),
            ("two letters", letters == 2),
            ("three letters", letters == 3),
            ("long", letters > 8),
            ("stroke", token.folded.contains('-')),
            ("plural", letters > 3 && token.folded.ends_with('s')),
            ("abbreviation", LISTS.abbreviations.contains(&token.folded)),
        ];
        clues.extend(is.into_iter().filter(|(_, is)| *is).map(|(clue, _)| clue));
        clues.push(match SOUND.of_word(&token.folded) {
            sound if sound < -0.8 => "sounds like a word",
            sound if sound < -0.3 => "sounds rather like a word",
            sound if sound < 0.1 => "sounds like either",
            sound if sound < 0.6 => "sounds rather like a name",
            _ => "sounds like a name",
        });
    }

    fn clues_of_the_recording(&self, at: usize, clues: &mut Vec<&'static str>) {
        let token = &self.tokens[at];
        let is = [
            ("cased", self.cased),
            ("capital within a sentence elsewhere", self.capitals.contains(&token.folded)),
            ("again", self.repeated.contains(&token.folded)),
            ("small elsewhere", self.smalls.contains(&token.folded)),
            ("name elsewhere", self.named.contains(&token.folded)),
            ("letters of a name", self.letters.contains(&token.folded)),
            ("welsh", self.welsh[at]),
        ];
        clues.extend(is.into_iter().filter(|(_, is)| *is).map(|(clue, _)| clue));
    }

    fn clues_of_its_place(&self, at: usize, clues: &mut Vec<&'static str>) {
        let token = &self.tokens[at];
        let rest = self.rest(at);
        let ends_line = rest.trim_start_matches([' ', '.']).starts_with(['\n', '\r']) || rest.trim_start().is_empty();
        let cell = token.gap.ends_with('|') || token.gap.ends_with("| ");
        let gap = token.gap.trim_end();
        let is = [
            ("begins", token.begins),
            ("begins a line", token.line),
            ("in a heading", token.heading),
            ("ends a line", ends_line),
            ("alone in its line", ends_line && (token.line || at == 0)),
            ("last of all", rest.trim_start_matches(['.', ' ', '\n', '\r']).is_empty()),
            ("alone in a cell", cell && (rest.starts_with('|') || rest.starts_with(" |") || ends_line)),
            ("after a quote", token.gap.ends_with(['"', '“', '‘', '\''])),
            ("in brackets", token.gap.ends_with('(')),
            ("after a number", gap.ends_with(|c: char| c.is_ascii_digit())),
            ("after a dash", gap.ends_with(['-', '–', '•', '*', '—'])),
            ("after a comma", gap.ends_with(',')),
            ("after a colon", gap.ends_with(':')),
            ("after a stroke", token.gap.ends_with('/')),
            ("after a stop", gap.ends_with(['.', '!', '?'])),
            ("within a sentence", !token.begins && token.follows_closely()),
        ];
        clues.extend(is.into_iter().filter(|(_, is)| *is).map(|(clue, _)| clue));
    }

    fn clues_before(&self, at: usize, clues: &mut Vec<&'static str>) {
        const POSSESSIVES: [&str; 8] = ["my", "his", "her", "their", "our", "your", "its", "whose"];
        let Some(last) = at.checked_sub(1) else { return };
        let before = self.before(at);
        let word = &self.tokens[last];
        let close = !before.is_empty();
        let named = matches!(self.parts[last], Part::Name | Part::Initial | Part::Owner);
        let comma = self.tokens[at].gap == ", ";
        let joined = close && matches!(before, "and" | "or" | "&");
        let is = [
            ("kin before", close && LISTS.kin.contains(before)),
            ("role before", close && LISTS.roles.contains(before)),
            ("served before", close && LISTS.served.contains(before)),
            ("caller before", close && LISTS.callers.contains(before)),
            ("towards before", close && LISTS.towards.contains(before)),
            ("place before", close && LISTS.before_places.contains(before)),
            ("going before", close && LISTS.going.contains(before)),
            ("verb before", close && LISTS.verbs.contains(before)),
            ("title before", close && word.is_title()),
            ("article before", matches!(before, "a" | "an" | "the" | "this" | "that" | "some" | "no")),
            ("possessive before", POSSESSIVES.contains(&before)),
            ("of before", matches!(before, "of" | "for")),
            ("to before", matches!(before, "to" | "from")),
            ("with before", matches!(before, "with" | "told" | "asked" | "saw" | "rang" | "by")),
            ("at before", matches!(before, "in" | "at" | "on" | "near")),
            ("and before", joined),
            ("name and before", joined && last > 0 && self.parts[last - 1] == Part::Name),
            ("name before", close && named),
            ("name and comma before", comma && named),
            ("kin and comma before", comma && LISTS.kin.contains(&word.folded)),
            ("role and comma before", comma && LISTS.roles.contains(&word.folded)),
            ("capital before", close && !named && word.shape == Shape::Capital && !word.begins),
            ("ordinary before", close && word.plain && !word.is_capital()),
            ("unknown before", close && word.is_unknown()),
        ];
        clues.extend(is.into_iter().filter(|(_, is)| *is).map(|(clue, _)| clue));
    }

    fn clues_after(&self, at: usize, clues: &mut Vec<&'static str>) {
        const MODALS: &str = "will would can could should must might may won't can't didn't doesn't has had";
        let after = self.after(at);
        let rest = self.rest(at);
        let next = self.tokens.get(at + 1).filter(|next| next.follows_closely());
        let close = next.is_some();
        let named = close && matches!(self.parts[at + 1], Part::Name | Part::Initial);
        let past = after.len() > 4 && after.ends_with("ed");
        let joins = |at: usize| self.tokens.get(at).is_some_and(|one| one.follows_closely());
        let named_behind = matches!(after, "and" | "or") && joins(at + 2) && self.parts[at + 2] == Part::Name;
        let digits = rest.trim_start_matches([' ', '(', ',']).starts_with(|c: char| c.is_ascii_digit());
        let owned = self.tokens.get(at + 1).is_some_and(|next| matches!(next.gap, "'s " | "’s "));
        let is = [
            ("says after", LISTS.speaking.contains(after)),
            ("verb after", LISTS.verbs.contains(after)),
            ("done after", past),
            ("modal after", close && MODALS.split(' ').any(|modal| modal == after)),
            ("kin after", LISTS.kin.contains(after)),
            ("role after", LISTS.roles.contains(after)),
            ("owned after", LISTS.owned.contains(after)),
            ("of a person after", LISTS.after_person.contains(after)),
            ("and after", matches!(after, "and" | "or")),
            ("and name after", named_behind),
            ("name after", named),
            ("capital after", !named && next.is_some_and(|next| next.is_capital())),
            ("place after", next.is_some_and(|next| next.is_place() && next.is_capital())),
            ("small place after", next.is_some_and(|next| next.is_place() && !next.is_capital())),
            ("ordinary after", next.is_some_and(|next| next.plain && !next.is_capital())),
            ("article after", matches!(after, "a" | "an" | "the" | "my" | "his" | "her")),
            ("of after", matches!(after, "of" | "to")),
            ("owns", owned || rest.starts_with("'s") || rest.starts_with("’s")),
            ("comma after", rest.starts_with(',')),
            ("stop after", rest.starts_with(['.', '!', '?', ';'])),
            ("colon after", rest.starts_with(':')),
            ("bracket after", rest.starts_with(" (")),
            ("bracket closes", rest.starts_with(')')),
            ("dash after", rest.starts_with(" –") || rest.starts_with(" -")),
            ("stroke after", rest.starts_with(['/', '&']) || rest.starts_with(" &")),
            ("number after", digits),
            ("quote after", rest.starts_with(['"', '”', '\'', '’']) && !owned),
        ];
        clues.extend(is.into_iter().filter(|(_, is)| *is).map(|(clue, _)| clue));
    }

    /// What the rules ask of a run of words, asked of this one.
    fn clues_of_rules(&self, at: usize, clues: &mut Vec<&'static str>) {
        let small = !self.tokens[at].is_capital();
        let is = [
            ("introduced", self.introduced(at)),
            ("evident", self.evident(at)),
            ("cued", self.cued(at)),
            ("done to", self.is_done_to(at)),
            ("beside a name", self.beside_a_name(at, at + 1)),
            ("family", self.is_family(at)),
            ("destination", self.is_destination(at)),
            ("meant", small && self.is_meant(at, false)),
            ("kept by kin", self.is_kept_by_kin(at)),
            ("who after", self.rest(at).starts_with(", who") || self.after(at) == "who"),
        ];
        clues.extend(is.into_iter().filter(|(_, is)| *is).map(|(clue, _)| clue));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_writing_has_weights() {
        let writings = [Writing::Capital, Writing::Shouted, Writing::Letters, Writing::Small, Writing::SmallLetters];
        for writing in writings {
            let weights = WEIGHTS.get(&writing).unwrap_or_else(|| panic!("{} has none", writing.name()));
            assert!(weights.start.is_finite() && !weights.clues.is_empty());
        }
    }
}
