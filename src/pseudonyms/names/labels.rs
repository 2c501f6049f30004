//! Names after labels, times and in the line of who speaks.

use super::tokens::{Known, Shape, Token, is_rarely_name};
use super::{Part, Reader};
use crate::pseudonyms::lists::LISTS;
use std::collections::BTreeMap;

impl Reader<'_> {
    /// *Name: Quentin Ablett*, *Person: Pritchard, Gwendolyn Mair*, *[10:04] Nkechi: morning*.
    pub(super) fn take_labels(&mut self) {
        let mut speakers: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for at in 0..self.tokens.len() {
            let rest = self.rest(at);
            let colon = ends_label(rest);
            if colon && self.is_label(at) {
                self.labelled(at + 1);
            } else if rest.starts_with(": ") && self.tokens[at].is_capital() {
                let first = self.speaker(at);
                if let Some(first) = first {
                    speakers.entry(self.folded(first).to_owned()).or_default().push(first);
                }
            }
        }
        let talks = speakers.values().flatten().any(|&first| self.tokens[first].first == Known::Yes);
        for (_, places) in speakers {
            for first in places.iter().copied() {
                let timed = self.tokens[first].gap.contains([']', ')']) || self.stands_after_a_time(first);
                let token = &self.tokens[first];
                let known = token.first == Known::Yes;
                let short = token.shape == Shape::Upper && token.folded.len() <= 3;
                if !short && (known || timed || (talks && places.len() > 1)) && token.may_be_name() && !token.no_name {
                    let mut at = first;
                    while self.parts[at] == Part::No {
                        self.parts[at] = Part::Name;
                        if self.rest(at).starts_with(':') || at + 1 == self.tokens.len() {
                            break;
                        }
                        at += 1;
                    }
                }
            }
        }
    }

    /// *MAC AN TSAOIR*: capitals alone behind a label, to where the cell ends.
    fn shouted_after_label(&self, at: usize) -> usize {
        const MOST: usize = 5;
        let mut end = at;
        while end < self.tokens.len()
            && end < at + MOST
            && self.tokens[end].shape == Shape::Upper
            && (end == at || self.tokens[end].gap == " ")
        {
            let token = &self.tokens[end];
            let joins =
                LISTS.particles.contains(&token.folded) || end > at && matches!(&*token.folded, "an" | "na" | "nan");
            let word = token.plain || token.no_name && token.first == Known::No || token.is_place();
            if (word && !joins)
                || token.is_initial()
                || LISTS.roles.contains(&token.folded)
                || LISTS.kin.contains(&token.folded)
            {
                return at;
            }
            end += 1;
        }
        let long = self.tokens[at..end].iter().any(|token| token.folded.chars().count() > 3);
        if long { end } else { at }
    }

    pub(super) fn stands_after_a_time(&self, at: usize) -> bool {
        let gap = self.tokens[at].gap;
        gap.contains(|c: char| c.is_ascii_digit()) && gap.trim_end().ends_with(|c: char| c.is_ascii_digit() || c == ']')
    }

    /// The first word of whoever speaks, where the words up to `at` begin their line.
    pub(super) fn speaker(&self, at: usize) -> Option<usize> {
        const LONGEST: usize = 3;
        let first = (at.saturating_sub(LONGEST - 1)..=at).find(|&first| {
            let begins = self.tokens[first].line
                || first == 0
                || self.tokens[first].gap.contains('\n')
                || self.stands_after_a_time(first);
            begins && (first + 1..=at).all(|next| self.tokens[next].follows_closely())
        })?;
        let words = &self.tokens[first..=at];
        let label = (first..=at).any(|at| LISTS.roles.contains(self.folded(at)) || LISTS.kin.contains(self.folded(at)));
        let names = words.iter().all(|token| token.is_capital() && token.may_be_name());
        (names && !label).then_some(first)
    }

    /// True where the words that end at `at` are a label before somebody's name.
    pub(super) fn is_label(&self, at: usize) -> bool {
        const LONGEST: usize = 3;
        let mut phrase = String::new();
        for first in (at.saturating_sub(LONGEST - 1)..=at).rev() {
            if first < at && !(self.tokens[first + 1].gap == " " || self.tokens[first + 1].gap == "/") {
                return false;
            }
            phrase = if phrase.is_empty() {
                self.folded(first).to_owned()
            } else {
                format!("{} {phrase}", self.folded(first))
            };
            let begins = self.tokens[first].line
                || self.tokens[first].begins
                || first == 0
                || self.tokens[first].gap.contains("  ");
            let weak = matches!(
                phrase.as_str(),
                "from"
                    | "to"
                    | "re"
                    | "with"
                    | "by"
                    | "contact"
                    | "present"
                    | "chair"
                    | "subject"
                    | "staff"
                    | "officer"
                    | "visitor"
                    | "visitors"
            );
            if LISTS.labels.contains(&phrase) && (begins || !weak) {
                return true;
            }
        }
        false
    }

    /// Marks the name that begins at `at`, after a label.
    pub(super) fn labelled(&mut self, at: usize) {
        const MOST: usize = 5;
        let Some(first) = self.tokens.get(at) else { return };
        if first.gap.contains('\n')
            && first.gap.trim_start_matches([':', '=', ' ', '\t', '\r']).matches('\n').count() != 0
        {
            return;
        }
        let shouted = self.shouted_after_label(at);
        if shouted > at + 1 && !(self.rest(shouted - 1).starts_with(", ")) {
            self.parts[at..shouted].iter_mut().filter(|part| **part == Part::No).for_each(|part| *part = Part::Name);
            return;
        }
        // *From: Ward 11*, *To: Head*.
        let numbered =
            self.rest(at).strip_prefix(' ').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let post = LISTS.roles.contains(&first.folded) && first.last == Known::No || first.is_place() && numbered;
        let alone = !self.tokens.get(at + 1).is_some_and(|next| next.follows_closely() && next.is_capital());
        if post && alone && first.first == Known::No && first.last < Known::Yes {
            return;
        }
        let mut next = at;
        let mut commas = 0;
        while next < self.tokens.len() && next < at + MOST {
            let token = &self.tokens[next];
            let close = next == at
                || token.follows_closely()
                || (token.follows_stop() && (self.parts[next - 1] == Part::Initial || self.folded(next - 1) == "st"));
            let turned = next > at
                && token.gap == ", "
                && commas == 0
                && (next == at + 1 || self.parts[at] == Part::Particle)
                && (token.first > Known::No
                    || token.shape == Shape::Upper
                        && self.tokens[at].shape == Shape::Upper
                        && self.tokens[at].folded.chars().count() > 3)
                && matches!(self.parts[at], Part::Name | Part::Particle);
            let unit = token.is_initial() && token.is_capital();
            // *client: rozhin amin*, written small on a form.
            let small = !token.is_capital()
                && (token.first == Known::Yes && !token.plain || token.is_unknown() && !token.met)
                && token.folded.chars().count() > 2
                && (next == at || !self.tokens[at].is_capital());
            let named = (self.is_written_so(next) || small)
                && token.may_be_name()
                && (self.cased || !token.plain || token.first > Known::No && next == at);
            if token.is_title() || !(close || turned) || !(named || unit || self.is_particle(next)) {
                break;
            }
            if next == at
                && token.no_name
                && is_rarely_name(&token.folded)
                && !self.tokens.get(at + 1).is_some_and(|next| next.follows_closely() && next.may_be_name())
            {
                break;
            }
            if turned {
                commas += 1;
                self.joined.insert(next);
            }
            if self.parts[next] == Part::No {
                self.parts[next] = if unit {
                    Part::Initial
                } else if self.is_particle(next) {
                    Part::Particle
                } else {
                    Part::Name
                };
            }
            next += 1;
        }
        // A row of ordinary words with capitals is a team or a place (`To: Grace House`).
        let words = &self.tokens[at..next];
        let place = words.len() > 1 && words.last().is_some_and(|last| last.is_place() && last.last == Known::No)
            || self
                .tokens
                .get(next)
                .is_some_and(|token| token.follows_closely() && token.is_capital() && token.is_place());
        let only_initials = words.iter().all(Token::is_initial) && words.len() < 2 && !self.rest(at).starts_with('.');
        if place || only_initials {
            (at..next).for_each(|at| self.parts[at] = Part::No);
        }
    }
}

/// What stands between a label and its name: a colon, the dots of a form, the edge of a cell, after what explains it in brackets.
fn ends_label(rest: &str) -> bool {
    const LONGEST: usize = 12;
    let rest = match rest.strip_prefix('(').or_else(|| rest.strip_prefix(" (")) {
        Some(inside) => match inside.find(')') {
            Some(end) if end <= LONGEST => &inside[end + 1..],
            _ => rest,
        },
        None => rest,
    };
    let dotted = rest.trim_start_matches([' ', '.', '…', '_']);
    let dots = rest[..rest.len() - dotted.len()].bytes().filter(|byte| matches!(byte, b'.' | b'_')).count() > 2;
    rest.starts_with([':', '=', '^'])
        || rest.starts_with(" :")
        || rest.starts_with(" =")
        || rest.starts_with("? ")
        || dots
}
