//! Runs of words that may be a name: where they begin, and how far they go.

use super::tokens::{Known, Shape, is_rarely_name};
use super::{Part, Reader};
use crate::pseudonyms::before as before_words;
use crate::pseudonyms::lists::{LISTS, is_day_or_month, is_epithet};

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
        if self.is_owner_without_mark(at) {
            self.parts[at] = Part::Owner;
            return at + 1;
        }
        if let Some(end) = self.turned_in_a_cell(at) {
            for at in at..end {
                self.parts[at] = if self.tokens[at].is_initial() { Part::Initial } else { Part::Name };
                if self.tokens[at].gap == ", " {
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
        // *Nat. Ins.* is no *Nat*.
        if token.folded == "nat" && self.folded(at + 1).starts_with("ins") {
            return false;
        }
        const NEVER: [&str; 14] =
            ["an", "my", "mine", "can", "do", "to", "so", "don't", "today", "in", "on", "me", "her", "as"];
        if NEVER.contains(&&*token.folded) {
            return false;
        }
        let post = LISTS.roles.contains(&token.folded) || LISTS.kin.contains(&token.folded);
        if (post && token.first < Known::Yes) || (self.rest(at).starts_with([':', '=']) && self.is_label(at)) {
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
            return token.shape == Shape::Capital || known || self.is_turned(at);
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

    /// *Customer bakhtawar*, *client abdirahman w.*: a word that nobody knows behind one for whom a service is there.
    pub(super) fn is_customer(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        matches!(
            self.before(at),
            "customer" | "client" | "patient" | "resident" | "tenant" | "pupil" | "student" | "fitter"
        ) && token.gap == " "
            && token.is_unknown()
            && !token.met
            && token.folded.len() > 3
    }

    /// *Big Declan*, *Wee Jean*.
    pub(super) fn is_epithet(&self, at: usize) -> bool {
        is_epithet(self.folded(at))
            && self.tokens[at].shape == Shape::Capital
            && self
                .tokens
                .get(at + 1)
                .is_some_and(|next| next.follows_closely() && next.shape == Shape::Capital && next.first > Known::No)
    }

    /// *With twin Heaven*: an ordinary word with a capital right after one of the family.
    pub(super) fn is_kept_by_kin(&self, at: usize) -> bool {
        const FAMILY: &str = "son daughter brother sister twin husband wife partner baby aunt uncle auntie aunty nan granny mum dad mother father boyfriend girlfriend friend cousin niece nephew stepson stepdaughter half-brother half-sister grandson granddaughter";
        let token = &self.tokens[at];
        token.shape == Shape::Capital
            && token.plain
            && !token.is_initial()
            && token.gap == " "
            && FAMILY.split(' ').any(|word| word == self.before(at))
            && !self.tokens[at - 1].is_capital()
            && !(token.no_name
                || token.is_title()
                || token.is_place()
                || token.heading
                || LISTS.verbs.contains(&token.folded))
            && !LISTS.kin.contains(&token.folded)
            && !LISTS.roles.contains(&token.folded)
            && self.rest(at).starts_with(['.', ',', ')', '\'', '’', ';'])
    }

    /// *6 June*, *the 3rd of May*, *May 2024*: a month and no name.
    pub(super) fn is_dated(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let of = self.folded(at.saturating_sub(1)) == "of" && at > 0;
        let gap = if of { self.tokens[at - 1].gap } else { token.gap };
        let near = gap.trim_end().trim_end_matches(|c: char| c.is_ascii_lowercase());
        let numbered = (token.gap.ends_with(' ') || token.gap.ends_with(['/', '-']))
            && near.ends_with(|c: char| c.is_ascii_digit());
        let year = self.rest(at).trim_start_matches([' ', '\'', '’']);
        // *3 Gulan 2007*.
        let day = numbered
            && (year.starts_with("19") || year.starts_with("20"))
            && year.bytes().take(4).all(|byte| byte.is_ascii_digit());
        day || is_day_or_month(&token.folded)
            && (numbered
                || year.len() < self.rest(at).len()
                    && year.starts_with(|c: char| c.is_ascii_digit())
                    && token.folded != "jun")
    }

    /// *Her dog Tyson*, *the cat, Milo*, *Tom the cat*.
    pub(super) fn is_pet(&self, at: usize) -> bool {
        const PETS: [&str; 22] = [
            "dog",
            "dogs",
            "cat",
            "cats",
            "kitten",
            "puppy",
            "pup",
            "hamster",
            "rabbit",
            "budgie",
            "parrot",
            "horse",
            "pony",
            "ferret",
            "tortoise",
            "guinea",
            "terrier",
            "labrador",
            "spaniel",
            "staffie",
            "collie",
            "greyhound",
        ];
        let is_pet = |word: &str| PETS.contains(&word);
        let Some(last) = at.checked_sub(1) else { return false };
        let gap = self.tokens[at].gap;
        let called = matches!(self.folded(last), "called" | "named") && is_pet(self.before(last));
        let beside = is_pet(self.folded(last)) && matches!(gap, " " | " (" | ", " | " \"" | " “");
        let kept = self.after(at) == "the"
            && self.tokens.get(at + 2).is_some_and(|pet| pet.follows_closely() && is_pet(&pet.folded));
        called || beside && !LISTS.speaking.contains(self.after(at)) || kept
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
            return named && !is_rarely_name(&token.folded) && (!shouted || hyphened) && !title;
        }
        if self.tokens[start].is_capital() {
            return false;
        }
        let surely = token.first == Known::Yes || token.last == Known::Yes;
        let closed = self.rest(at).starts_with(['.', ',', '\n', ')']) || LISTS.speaking.contains(self.after(at));
        // *sammy mcaleese at his own house*: no word that is known has a vowel and stands there.
        let foreign = token.is_unknown()
            && token.folded.len() > 4
            && token.folded.contains(['a', 'e', 'i', 'o', 'u', 'y'])
            && at == start + 1
            && self.tokens[start].first == Known::Yes;
        surely
            || foreign
            || (token.last == Known::Perhaps && !LISTS.verbs.contains(&token.folded) && closed && !token.no_name)
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
                || self.rest(at).starts_with(" here")
                || self.rest(at).trim_end().is_empty()
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
            && !matches!(&*token.folded, "i" | "a" | "o")
            && (matches!(next, '.' | ',' | ')' | '\n' | '\'' | '’' | ';' | ':' | '"' | '”' | '|' | '/')
                || rest.starts_with(' '))
            && !matches!(self.folded(at - 1), "plan" | "type" | "hep" | "vitamin")
    }

    /// *Kians mum*.
    pub(super) fn is_owner_without_mark(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let stem = token.folded.strip_suffix('s').filter(|stem| stem.len() > 2);
        token.is_unknown()
            && self.is_written_so(at)
            && stem.is_some_and(|stem| LISTS.first(stem).is_some() && !LISTS.is_exactly_ordinary(stem))
            && (LISTS.owned.contains(self.after(at)) || LISTS.kin.contains(self.after(at)))
    }

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

    /// *BAINES, Cuthbert* at the beginning of a line or a cell.
    pub(super) fn is_turned(&self, at: usize) -> bool {
        self.tokens.get(at + 1).is_some_and(|next| next.gap == ", " && next.is_capital() && next.first > Known::No)
            && (self.tokens[at].line || self.tokens[at].begins || self.cued(at))
            && (self.tokens[at].last > Known::No || self.tokens[at].is_unknown())
            && !LISTS.closings.contains(&self.tokens[at].folded)
    }

    /// Takes the family name before a first name that a comma parts from it.
    pub(super) fn turned_round(&mut self, start: usize) {
        let Some(last) = start.checked_sub(1) else { return };
        if self.tokens[start].gap == ", " && self.tokens[start].first > Known::No && self.is_turned(last) {
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
                    .any(|words| before_words(self.text, token.span.start(), 70).contains(words));
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
