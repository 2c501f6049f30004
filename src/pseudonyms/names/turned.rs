//! Names whose words stand apart: the family's first with a comma behind it, or with a nickname in quotation marks between them.

use super::tokens::{Known, Shape};
use super::{Part, Reader};
use crate::pseudonyms::before as words_before;
use crate::pseudonyms::lists::LISTS;

impl Reader<'_> {
    /// *"Achterberg, Joost"*, *| abara, ify |*: a family name, a comma and first names alone in a cell or a line's beginning that a mark closes. Gives where
    /// the name ends.
    pub(super) fn turned_in_a_cell(&self, at: usize) -> Option<usize> {
        const MOST: usize = 3;
        let token = &self.tokens[at];
        let opens = |gap: &str| gap.ends_with(['"', '“', '|', '\t']) || gap.ends_with("| ");
        let quoted = opens(token.gap);
        let begins = quoted || token.line || at == 0;
        let family =
            token.folded == "o" || !token.plain && !token.no_name || token.last > Known::No || token.first > Known::No;
        let comma = (at + 1..self.tokens.len().min(at + MOST)).find(|&next| self.tokens[next].gap == ", ")?;
        let mut end = comma + 1;
        while end < self.tokens.len()
            && end < comma + MOST
            && self.tokens[end].follows_closely()
            && self.tokens[end].may_be_name()
        {
            end += 1;
        }
        let one = |range: std::ops::Range<usize>| range.into_iter().all(|at| self.tokens[at].follows_closely());
        let first = &self.tokens[comma];
        let rest = self.rest(end - 1);
        let closed = rest.starts_with(['"', '”', '|', '\t'])
            || rest.starts_with(" |")
            || rest.starts_with(" –")
            || rest.starts_with(" - ");
        let known = first.first > Known::No
            || token.last == Known::Yes
            || !token.met && !token.plain && first.may_be_name() && quoted;
        (begins
            && family
            && one(at + 1..comma)
            && known
            && closed
            && first.may_be_name()
            && !first.no_name
            && first.is_capital() == token.is_capital())
        .then_some(end)
    }

    /// `SUMMERS, A      999 306 5242`, `WELLS,GRAHAM^`: a family name, a comma and first names, all in capitals and alone in a row's cell. Gives where the
    /// name ends.
    pub(super) fn turned_in_capitals(&self, at: usize) -> Option<usize> {
        const MOST: usize = 3;
        let upper = |at: usize| {
            self.tokens
                .get(at)
                .is_some_and(|token| token.shape == Shape::Upper || token.is_initial() && token.is_capital())
        };
        let token = &self.tokens[at];
        let begins = token.line
            || at == 0
            || token.gap.contains("  ")
            || token.gap.ends_with(['^', '|', '\t'])
            || token.gap.ends_with("| ");
        if !begins || token.shape != Shape::Upper {
            return None;
        }
        let comma = (at + 1..at + 1 + MOST)
            .find(|&next| self.tokens.get(next).is_some_and(|next| matches!(next.gap, ", " | ",")))?;
        let mut end = comma;
        while end < comma + MOST && upper(end) && (end == comma || self.tokens[end].gap == " ") {
            end += 1;
        }
        let close = (at + 1..comma).all(|at| upper(at) && self.tokens[at].gap == " ");
        if end == comma || !close {
            return None;
        }
        let rest = self.rest(end - 1);
        let numbered = rest.trim_start_matches([' ', '|', '^', '\t']).starts_with(|c: char| c.is_ascii_digit());
        let cell = rest.starts_with("  ") || rest.starts_with(['^', '|', '\t']) || rest.starts_with(" |");
        let known = self.tokens[comma].first > Known::No || token.last > Known::No;
        let ends = rest.is_empty() || rest.starts_with(['\n', '\r']) || rest.starts_with(" (");
        (cell && (numbered || known) || ends && known).then_some(end)
    }

    /// *BAINES, Cuthbert* at the beginning of a line or a cell.
    pub(super) fn is_turned(&self, at: usize) -> bool {
        self.tokens
            .get(at + 1)
            .is_some_and(|next| matches!(next.gap, ", " | ",") && next.is_capital() && next.first > Known::No)
            && (self.tokens[at].line
                || self.tokens[at].begins
                || self.cued(at)
                || self.tokens[at].shape == Shape::Upper
                    && self.tokens[at].folded.len() > 2
                    && self.tokens[at + 1].shape == Shape::Capital
                    && self.tokens[at + 1].first == Known::Yes)
            && (self.tokens[at].last > Known::No
                || self.tokens[at].is_unknown()
                || self.tokens[at].shape == Shape::Upper && self.tokens[at].first > Known::No)
            && !LISTS.closings.contains(&self.tokens[at].folded)
    }

    /// Takes the family name before a first name that a comma parts from it.
    pub(super) fn turned_round(&mut self, start: usize) {
        let Some(last) = start.checked_sub(1) else { return };
        if matches!(self.tokens[start].gap, ", " | ",") && self.tokens[start].first > Known::No && self.is_turned(last)
        {
            if self.parts[last] == Part::No {
                self.parts[last] = Part::Name;
            }
            self.joined.insert(start);
        }
    }

    /// *Philippa 'Pip' de Souza*, *Ibironke "Ronke" Sodipo*: what is quoted within a name, and the rest of it.
    pub(super) fn take_nicknames(&mut self) {
        for at in 1..self.tokens.len().saturating_sub(1) {
            let (token, before, after) = (&self.tokens[at], &self.tokens[at - 1], &self.tokens[at + 1]);
            let quoted = matches!(token.gap, " '" | " ‘" | " \"" | " “" | " (")
                && matches!(after.gap, "' " | "’ " | "\" " | "” " | ") ");
            // *Any nicknames? "Bugs", "Bugsy"*.
            let alone = token.gap.ends_with(['"', '“']) && self.rest(at).starts_with(['"', '”']);
            let told = alone
                && token.shape == Shape::Capital
                && ["nickname", "known as", "likes to be called"]
                    .iter()
                    .any(|words| words_before(self.text, token.span.start(), 70).contains(words));
            if told && self.parts[at] == Part::No && !token.no_name {
                self.parts[at] = Part::Name;
            }
            let named = self.parts[at - 1] == Part::Name
                || before.shape == Shape::Capital && before.is_unknown() && !before.met;
            let goes_on =
                after.shape == Shape::Capital && after.may_be_name() && !after.no_name || self.is_particle(at + 1);
            let bracket = token.gap.ends_with('(');
            let sure = !bracket || after.last == Known::Yes && token.may_be_name();
            if quoted && named && goes_on && sure && token.is_capital() && !token.no_name {
                self.parts[at - 1] = Part::Name;
                self.parts[at] = Part::Name;
                self.parts[at + 1] = if self.is_particle(at + 1) { Part::Particle } else { Part::Name };
                self.joined.extend([at, at + 1]);
                self.go_on(at + 1);
            }
        }
    }
}
