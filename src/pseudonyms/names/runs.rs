//! Runs of words that may be a name: where they begin, and how far they go.

use super::tokens::{Known, Shape, is_rarely_name};
use super::{Part, Reader};
use crate::pseudonyms::lists::LISTS;

impl Reader<'_> {
    /// Every run of words that may be a name.
    pub(super) fn take_runs(&mut self) {
        let mut at = 0;
        while at < self.tokens.len() {
            at = if self.parts[at] != Part::No { at + 1 } else { self.take_run(at) };
        }
    }

    /// Judges the run that begins at `at`, if one does, and gives where to go on.
    pub(super) fn take_run(&mut self, at: usize) -> usize {
        if let Some(end) = self.called_after(at) {
            self.things.extend(at..end);
            return end;
        }
        if self.is_owner_without_mark(at) {
            self.parts[at] = Part::Owner;
            return at + 1;
        }
        if let Some(end) = self.turned_in_a_cell(at).or_else(|| self.turned_in_capitals(at)) {
            for at in at..end {
                self.parts[at] = if self.tokens[at].is_initial() { Part::Initial } else { Part::Name };
                if matches!(self.tokens[at].gap, ", " | ",") {
                    self.joined.insert(at);
                }
            }
            return end;
        }
        if !self.begins_run(at) {
            return at + 1;
        }
        let start = self.without_verb(at);
        let mut end = start + 1;
        while end < self.tokens.len() && self.parts[end] == Part::No && self.goes_on(start, end) {
            end += 1;
        }
        if self.is_place_name(start, end) {
            return end;
        }
        if !self.is_person(start, end) {
            return start + 1;
        }
        for at in start..end {
            self.parts[at] = if at == start && self.is_epithet(at) {
                Part::Title
            } else if self.tokens[at].is_initial() {
                Part::Initial
            } else if self.is_particle(at) && at + 1 < end {
                Part::Particle
            } else {
                Part::Name
            };
        }
        // *Baby De Souza*.
        let particle = start.checked_sub(1).filter(|&last| {
            self.parts[last] == Part::No
                && self.tokens[last].shape == Shape::Capital
                && self.tokens[start].follows_closely()
                && self.is_particle(last)
                && !LISTS.roles.contains(self.folded(last))
                && !self.tokens[last].begins
        });
        if let Some(last) = particle {
            self.parts[last] = Part::Particle;
        }
        self.turned_round(start);
        end
    }

    pub(super) fn begins_run(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        if token.is_initial()
            || !(token.may_be_name() || self.is_epithet(at) || self.is_kept_by_kin(at))
            || token.is_title() && token.first == Known::No
            || token.folded == "st"
        {
            return false;
        }
        // *Nurse Adaeze*, *son Luca*, *Mo: Stacey*: the word before the name.
        // *Reg 40*, *ELSA*.
        let rule = token.folded == "reg"
            && self.rest(at).trim_start_matches(['.', ' ']).starts_with(|c: char| c.is_ascii_digit());
        if rule || token.folded == "elsa" && token.shape == Shape::Upper {
            return false;
        }
        // *Tel (020) 7946 0190*.
        let number = |c: char| c.is_ascii_digit() || c == '(' || c == '+';
        let leads_to_number = || self.rest(at).trim_start_matches([' ', '.', ':']).starts_with(number);
        if token.folded == "tel" && (leads_to_number() || self.tokens.get(at + 1).is_none()) {
            return false;
        }
        // *Nat. Ins.* is no *Nat*.
        if token.folded == "nat" && self.folded(at + 1).starts_with("ins") {
            return false;
        }
        if LISTS.never.contains(&token.folded) {
            return false;
        }
        let post = LISTS.roles.contains(&token.folded) || LISTS.kin.contains(&token.folded);
        if (post && (token.first < Known::Yes || !token.is_capital()))
            || (self.rest(at).starts_with([':', '=']) && self.is_label(at))
        {
            return false;
        }
        if self.is_dated(at)
            || self.opens_in_welsh(at)
            || token.folded.contains('-') && LISTS.kin.contains(&token.folded)
            || self.is_pet(at)
        {
            return false;
        }
        if token.is_capital() {
            // Words in capitals alone are abbreviations, unless they are known names.
            let known = (token.first == Known::Yes || token.last == Known::Yes) && token.folded.len() > 3;
            // *INFORMANT IS KODI, AGED 7*, *BABY RHIANNA-MAE*.
            let told = token.is_unknown()
                && !token.met
                && token.folded.len() > 3
                && (self.introduced(at)
                    || self.rest(at).starts_with(", AGED")
                    || LISTS.kin.contains(self.before(at)) && self.tokens[at - 1].shape == Shape::Upper);
            return token.shape == Shape::Capital || known || told || self.is_turned(at);
        }
        token.first > Known::No || (!self.cased || self.is_customer(at)) && token.is_unknown()
    }

    /// *Will Kian come*: a verb before a name is no part of it.
    pub(super) fn without_verb(&self, at: usize) -> usize {
        const VERBS: [&str; 16] = [
            "will", "may", "mark", "bill", "sue", "chase", "grant", "drew", "rob", "pat", "hope", "can", "art", "nick",
            "jack", "guy",
        ];
        let token = &self.tokens[at];
        let next_is_first = self.tokens.get(at + 1).is_some_and(|next| {
            next.follows_closely() && next.is_capital() && next.first == Known::Yes && next.last != Known::Yes
        });
        // *She said isla told her*: said is a name as well.
        if !token.is_capital()
            && token.plain
            && (LISTS.verbs.contains(&token.folded) || LISTS.towards.contains(&token.folded))
            && self.tokens.get(at + 1).is_some_and(|next| next.follows_closely() && next.first == Known::Yes)
        {
            return at + 1;
        }
        let verb = VERBS.contains(&&*token.folded) || (token.plain && token.first == Known::No);
        // *Big Declan*, *Wee Jean*.
        let called = self.is_epithet(at);
        if called && token.begins || token.begins && next_is_first && verb { at + 1 } else { at }
    }

    /// True where the word at `at` carries on the name that began at `start`.
    pub(super) fn goes_on(&self, start: usize, at: usize) -> bool {
        const MOST: usize = 5;
        let token = &self.tokens[at];
        let after_initial = self.tokens[at - 1].is_initial() && token.follows_stop() && at > start + 1;
        if at - start >= MOST || !(token.follows_closely() || after_initial) {
            return false;
        }
        if token.is_capital() && !self.tokens[start].is_capital() {
            return false;
        }
        if self.is_particle(at) {
            return token.is_capital() || self.tokens[at + 1].is_capital();
        }
        if token.is_initial() {
            return self.is_closing_initial(at);
        }
        if token.is_capital() {
            // *Chidi NHS*: what is in capitals alone after a name that is not is no part of it.
            let shouted =
                token.shape == Shape::Upper && self.tokens[start].shape != Shape::Upper && token.last < Known::Yes;
            let title = token.is_title() && token.first == Known::No;
            let hyphened = token.folded.len() == 3 && token.folded.as_bytes()[1] == b'-';
            let named = token.may_be_name() || hyphened || self.is_particle(at - 1) || self.is_family_name(start, at);
            // *Winterbottom, Clarice May*: a month that ends a name and its line.
            let closing = self.tokens[at - 1].first == Known::Yes
                && matches!(&*token.folded, "may" | "june" | "april" | "august")
                && (self.rest(at).is_empty() || self.rest(at).starts_with(['\n', '|', ')']));
            return named && (closing || !is_rarely_name(&token.folded)) && (!shouted || hyphened) && !title;
        }
        if self.tokens[start].is_capital() {
            return false;
        }
        // *Bev pa*, *leah nanny*: what somebody is, after the name.
        let post = LISTS.roles.contains(&token.folded) || LISTS.kin.contains(&token.folded);
        let surely = token.first == Known::Yes || token.last == Known::Yes;
        let closed = self.rest(at).starts_with(['.', ',', '\n', ')']) || LISTS.speaking.contains(self.after(at));
        // *sammy mcaleese at his own house*: no word that is known has a vowel and stands there.
        let foreign = token.is_unknown()
            && (!token.met || token.folded.starts_with("mac"))
            && token.folded.len() > 4
            && token.folded.contains(['a', 'e', 'i', 'o', 'u', 'y'])
            && at == start + 1
            && self.tokens[start].first == Known::Yes;
        // *leah rice, beans*: an ordinary word, unless a family is called so elsewhere.
        let family = token.last == Known::Perhaps
            && self.capitals.contains(&token.folded)
            && !LISTS.verbs.contains(&token.folded)
            && closed
            && !token.no_name;
        !post && (surely || foreign || family)
    }

    /// *Terry Nutter*: an ordinary word with a capital right after a name that is nothing else, within a sentence.
    pub(super) fn is_family_name(&self, start: usize, at: usize) -> bool {
        let token = &self.tokens[at];
        let first = &self.tokens[start];
        at == start + 1
            && token.shape == Shape::Capital
            && first.shape == Shape::Capital
            && first.first == Known::Yes
            && (token.plain || token.no_name && !token.begins)
            && !(token.is_place() || token.heading || token.is_title())
            && !LISTS.kin.contains(&token.folded)
            && !LISTS.roles.contains(&token.folded)
            && !LISTS.owned.contains(&token.folded)
            && !LISTS.verbs.contains(&token.folded)
            && (self.rest(at).starts_with([',', ')', '\'', '’', ';'])
                || self.rest(at).starts_with(" (")
                || self.rest(at).starts_with('.') && !first.met_in_print
                || self.rest(at).starts_with(" here")
                || at + 1 == self.tokens.len() && self.rest(at).trim_end().is_empty()
                || self.rest(at).starts_with('\n'))
    }

    /// *Stacey B.*, *Cerys W was*; not *Grace I think*.
    pub(super) fn is_closing_initial(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let rest = self.rest(at);
        let next = rest.chars().next().unwrap_or('\n');
        // *maisie b's*, *lynsey t.*
        let small = self.tokens[at - 1].shape == Shape::Lower
            && self.tokens[at - 1].first == Known::Yes
            && (rest.starts_with("'s") || rest.starts_with("’s") || rest.starts_with('.'))
            && !matches!(&*token.folded, "x" | "r" | "u" | "n");
        (token.is_capital() || small)
            && (!matches!(&*token.folded, "i" | "a" | "o")
                || rest.starts_with('.')
                    && token.folded != "i"
                    && self.tokens.get(at + 1).is_some_and(|next| !next.is_capital()))
            && (matches!(next, '.' | ',' | ')' | '\n' | '\'' | '’' | ';' | ':' | '"' | '”' | '|' | '/')
                || rest.starts_with(' '))
            && !matches!(self.folded(at - 1), "plan" | "type" | "hep" | "vitamin")
    }
}
