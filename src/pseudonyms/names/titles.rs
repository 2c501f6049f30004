//! Names after titles, and of couples.

use super::tokens::{Known, Shape, Token};
use super::{Part, Reader};
use crate::pseudonyms::lists::{LISTS, is_day_or_month};

impl Reader<'_> {
    /// *Mrs Fatima Begum*, *mr singh*, *Dr P. Venkataraman*.
    pub(super) fn take_titles(&mut self) {
        for at in 0..self.tokens.len() {
            let title = &self.tokens[at];
            if !title.is_title() || self.parts[at] != Part::No || self.called_after(at).is_some() {
                continue;
            }
            // *sister hodan* is somebody's.
            let kin = LISTS.kin.contains(&title.folded) || title.folded == "lady";
            if !title.is_capital() && LISTS.titles_in_doubt.contains(&title.folded) && (self.cased || kin) {
                continue;
            }
            let end = self.titled(at);
            if end > at + 1 {
                self.parts[at] = Part::Title;
                // *Rev. Canon Ede*.
                if title_before(&self.tokens, at) && self.parts[at - 1] == Part::No {
                    self.parts[at - 1] = Part::Title;
                    self.joined.insert(at);
                }
                self.take_couple(at);
            }
        }
    }

    /// *Mr and Mrs Patel*: the title before the title at `at`.
    pub(super) fn take_couple(&mut self, at: usize) {
        let parted = if self.tokens[at].gap == " & " { 1 } else { 2 };
        let Some(first) = at.checked_sub(parted) else { return };
        let joined = parted == 1 || (self.folded(at - 1) == "and" && self.tokens[at].follows_closely());
        let title = self.tokens[first].is_title() && !LISTS.titles_in_doubt.contains(self.folded(first));
        if joined && title && self.parts[first] == Part::No {
            (first..at).for_each(|at| self.parts[at] = Part::Title);
            self.joined.extend(first + 1..=at);
        }
    }

    /// Marks the name after the title at `at`, and gives where it ends.
    pub(super) fn titled(&mut self, at: usize) -> usize {
        const MOST: usize = 6;
        let doubtful = LISTS.titles_in_doubt.contains(self.folded(at));
        let mut next = at + 1;
        let mut named = false;
        while next < self.tokens.len() && next <= at + MOST {
            let token = &self.tokens[next];
            let stopped = token.follows_stop()
                && (next == at + 1 || self.parts[next - 1] == Part::Initial || self.folded(next - 1) == "st");
            if !(token.follows_closely() || stopped)
                || !(self.cased_name(next) || token.is_initial() && token.is_capital())
            {
                break;
            }
            let part = if token.is_initial() {
                Part::Initial
            } else if self.is_particle(next) {
                Part::Particle
            } else if self.ends_title(next, named, doubtful) {
                break;
            } else {
                named = true;
                Part::Name
            };
            self.parts[next] = part;
            next += 1;
        }
        // A particle with no name after it is none.
        while next > at + 1 && self.parts[next - 1] == Part::Particle {
            next -= 1;
            self.parts[next] = Part::No;
        }
        next
    }

    /// True where the word at `at` is no part of a title's name, of which there is a word already where it is `named`.
    pub(super) fn ends_title(&self, at: usize, named: bool, doubtful: bool) -> bool {
        let token = &self.tokens[at];
        let ordinary = !token.may_be_name();
        if named {
            // *Mr Singh today*.
            let day = token.folded.ends_with("day") && is_day_or_month(&token.folded);
            return day || ordinary && !self.is_family_name(at - 1, at) || (!self.cased && token.plain);
        }
        let joins = !token.is_capital() && doubtful && LISTS.verbs.contains(&token.folded)
            || matches!(&*token.folded, "and" | "or" | "is" | "was" | "has" | "the" | "to");
        // *mrs k will ring*.
        let closed = self.rest(at).starts_with(['.', ',', '\n', ')']);
        let after_letter = !token.is_capital()
            && token.plain
            && self.parts[at - 1] == Part::Initial
            && !(token.last > Known::No && closed);
        let no_first_name = !self.cased && token.plain && token.first == Known::No;
        // *Mr or Mrs Assessor*.
        let post = token.plain
            && LISTS.roles.contains(&token.folded)
            && token.last == Known::No
            && self.before(at - 1) == "or";
        token.is_title() || post || joins || after_letter || (doubtful && (ordinary || no_first_name))
    }

    /// A word with a capital, or any in text that gives names none; a particle between.
    pub(super) fn cased_name(&self, at: usize) -> bool {
        self.is_written_so(at) || self.is_particle(at) || self.is_titled_small(at)
    }

    /// *mrs zając* among sentences that begin with capitals.
    fn is_titled_small(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let title = at.checked_sub(1).map(|last| &self.tokens[last]).filter(|title| title.is_title());
        title.is_some_and(|title| !LISTS.titles_in_doubt.contains(&title.folded))
            && (token.last == Known::Yes || token.first == Known::Yes || token.is_unknown() && !token.met)
    }

    /// *de*, *ap*, *Mac* with a name after it.
    pub(super) fn is_particle(&self, mut at: usize) -> bool {
        // *de la Cruz*.
        const MOST: usize = 2;
        for _ in 0..MOST {
            let goes_on = LISTS.particles.contains(self.folded(at))
                && self.tokens.get(at + 1).is_some_and(|next| {
                    next.follows_closely() && !next.is_capital() && LISTS.particles.contains(&next.folded)
                });
            at += usize::from(goes_on);
        }
        let token = &self.tokens[at];
        LISTS.particles.contains(&token.folded)
            && self.tokens.get(at + 1).is_some_and(|next| {
                (next.follows_closely() || next.follows_stop() && token.folded == "st")
                    && (next.is_capital() || (!self.cased && next.may_be_name()))
                    && (next.may_be_name()
                        || next.shape == Shape::Capital && !next.no_name && token.folded != "st"
                        || next.is_initial() && next.is_capital()
                        || LISTS.particles.contains(&next.folded))
            })
    }
}

fn title_before(tokens: &[Token], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|last| {
        tokens[last].is_title()
            && tokens[last].is_capital()
            && (tokens[at].follows_closely() || tokens[at].follows_stop())
    })
}
