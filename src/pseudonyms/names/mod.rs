//! Names of people: by their titles, by lists, by capitals where no ordinary word has one, by labels, initials, greetings and signatures; and, once
//! found, wherever else they stand in the recording.

mod tokens;

use super::lists::{Gender, LISTS, fold};
use super::{Found, Kind};
use crate::text::Span;
use std::collections::{BTreeMap, HashSet};
use tokens::{Known, Shape, Token, is_rarely_name, tokens};

/// What part of a name a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    No,
    Title,
    Name,
    Initial,
    /// *de*, *ap*, *van*.
    Particle,
    /// A name whose last letter is the *s* of a missing apostrophe: *Kians mum*.
    Owner,
}

/// In order, apart from each other and from `found`, which is in order. `told` are names known from elsewhere.
pub fn find(text: &str, found: &[Found], told: &[String]) -> Vec<Found> {
    let mut reader = Reader::new(text, found);
    reader.take_titles();
    reader.take_labels();
    reader.take_runs();
    reader.take_initials();
    reader.take_signatures();
    reader.spread(told);
    reader.spans().into_iter().map(|span| Found { span, kind: Kind::Name }).collect()
}

struct Reader<'a> {
    text: &'a str,
    tokens: Vec<Token<'a>>,
    parts: Vec<Part>,
    /// Names that belong to the word before them, whatever stands between: *Pritchard, Gwendolyn*.
    joined: HashSet<usize>,
    /// The writer gives names their capital.
    cased: bool,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, found: &[Found]) -> Reader<'a> {
        const WORDS_TO_A_CAPITAL: usize = 25;
        let tokens = tokens(text, found);
        let capitals = tokens.iter().filter(|token| token.shape == Shape::Capital && !token.is_initial()).count();
        let cased = capitals > 0 && capitals * WORDS_TO_A_CAPITAL >= tokens.len();
        let parts = vec![Part::No; tokens.len()];
        Reader { text, tokens, parts, joined: HashSet::new(), cased }
    }

    fn folded(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &token.folded)
    }

    /// The word right before, where no more than white space or an opening mark stands between.
    fn before(&self, at: usize) -> &str {
        match at.checked_sub(1) {
            Some(last) if matches!(self.tokens[at].gap, " " | "  " | " (" | " \"" | " “" | " '" | " ‘") => {
                self.folded(last)
            }
            _ => "",
        }
    }

    fn after(&self, at: usize) -> &str {
        match self.tokens.get(at + 1) {
            Some(next) if next.follows_closely() => &next.folded,
            _ => "",
        }
    }

    /// What stands after the word, up to the end of the text.
    fn rest(&self, at: usize) -> &'a str {
        &self.text[self.tokens[at].span.end()..]
    }

    /// True where the word is written as a name can be.
    fn is_written_so(&self, at: usize) -> bool {
        !self.cased || self.tokens[at].is_capital()
    }

    /// *Mrs Fatima Begum*, *mr singh*, *Dr P. Venkataraman*.
    fn take_titles(&mut self) {
        for at in 0..self.tokens.len() {
            let title = &self.tokens[at];
            if !title.is_title() || self.parts[at] != Part::No {
                continue;
            }
            if self.cased && !title.is_capital() && LISTS.titles_in_doubt.contains(&title.folded) {
                continue;
            }
            let end = self.titled(at);
            if end > at + 1 {
                self.parts[at] = Part::Title;
                self.take_couple(at);
            }
        }
    }

    /// *Mr and Mrs Patel*: the title before the title at `at`.
    fn take_couple(&mut self, at: usize) {
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
    fn titled(&mut self, at: usize) -> usize {
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
    fn ends_title(&self, at: usize, named: bool, doubtful: bool) -> bool {
        let token = &self.tokens[at];
        let ordinary = !token.may_be_name();
        if named {
            // *Mr Singh today*.
            return ordinary || (!self.cased && token.plain);
        }
        let joins = matches!(&*token.folded, "and" | "or" | "is" | "was" | "has" | "the" | "to");
        let no_first_name = !self.cased && token.plain && token.first == Known::No;
        token.is_title() || joins || (doubtful && (ordinary || no_first_name))
    }

    /// A word with a capital, or any in text that gives names none; a particle between.
    fn cased_name(&self, at: usize) -> bool {
        self.is_written_so(at) || self.is_particle(at)
    }

    /// *de*, *ap*, *Mac* with a name after it.
    fn is_particle(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        LISTS.particles.contains(&token.folded)
            && self.tokens.get(at + 1).is_some_and(|next| {
                (next.follows_closely() || next.follows_stop() && token.folded == "st")
                    && (next.is_capital() || (!self.cased && next.may_be_name()))
                    && (next.may_be_name()
                        || next.is_initial() && next.is_capital()
                        || LISTS.particles.contains(&next.folded))
            })
    }

    /// *Name: Quentin Ablett*, *Person: Pritchard, Gwendolyn Mair*, *[10:04] Nkechi: morning*.
    fn take_labels(&mut self) {
        let mut speakers: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for at in 0..self.tokens.len() {
            let rest = self.rest(at);
            let colon = rest.starts_with([':', '=']) || rest.starts_with(" :") || rest.starts_with(" =");
            if colon && self.is_label(at) {
                self.labelled(at + 1);
            } else if colon && rest.starts_with(": ") && self.tokens[at].is_capital() {
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

    fn stands_after_a_time(&self, at: usize) -> bool {
        let gap = self.tokens[at].gap;
        gap.contains(|c: char| c.is_ascii_digit()) && gap.trim_end().ends_with(|c: char| c.is_ascii_digit() || c == ']')
    }

    /// The first word of whoever speaks, where the words up to `at` begin their line.
    fn speaker(&self, at: usize) -> Option<usize> {
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
    fn is_label(&self, at: usize) -> bool {
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
    fn labelled(&mut self, at: usize) {
        const MOST: usize = 5;
        let Some(first) = self.tokens.get(at) else { return };
        if first.gap.contains('\n')
            && first.gap.trim_start_matches([':', '=', ' ', '\t', '\r']).matches('\n').count() != 0
        {
            return;
        }
        let mut next = at;
        let mut commas = 0;
        while next < self.tokens.len() && next < at + MOST {
            let token = &self.tokens[next];
            let close = next == at
                || token.follows_closely()
                || (token.follows_stop() && self.parts[next - 1] == Part::Initial);
            let turned = next > at
                && token.gap == ", "
                && commas == 0
                && next == at + 1
                && token.first > Known::No
                && self.parts[at] == Part::Name;
            let unit = token.is_initial() && token.is_capital();
            let named = self.is_written_so(next)
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

    /// Every run of words that may be a name.
    fn take_runs(&mut self) {
        let mut at = 0;
        while at < self.tokens.len() {
            at = if self.parts[at] != Part::No { at + 1 } else { self.take_run(at) };
        }
    }

    /// Judges the run that begins at `at`, if one does, and gives where to go on.
    fn take_run(&mut self, at: usize) -> usize {
        if self.is_owner_without_mark(at) {
            self.parts[at] = Part::Owner;
            return at + 1;
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
            self.parts[at] = if self.tokens[at].is_initial() {
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

    fn begins_run(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        if token.is_initial()
            || !token.may_be_name()
            || token.is_title() && token.first == Known::No
            || token.folded == "st"
        {
            return false;
        }
        // *Nurse Adaeze*, *son Luca*, *Mo: Stacey*: the word before the name.
        let post = LISTS.roles.contains(&token.folded) || LISTS.kin.contains(&token.folded);
        if (post && token.first < Known::Yes) || (self.rest(at).starts_with([':', '=']) && self.is_label(at)) {
            return false;
        }
        if token.is_capital() {
            // Words in capitals alone are abbreviations, unless they are known names.
            let known = (token.first == Known::Yes || token.last == Known::Yes) && token.folded.len() > 3;
            return token.shape == Shape::Capital || known || self.is_turned(at);
        }
        token.first > Known::No || (!self.cased && token.is_unknown())
    }

    /// *Will Kian come*: a verb before a name is no part of it.
    fn without_verb(&self, at: usize) -> usize {
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
        if token.begins && next_is_first && verb { at + 1 } else { at }
    }

    /// True where the word at `at` carries on the name that began at `start`.
    fn goes_on(&self, start: usize, at: usize) -> bool {
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
            return token.may_be_name() && !is_rarely_name(&token.folded) && !shouted && !title;
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

    /// *Stacey B.*, *Cerys W was*; not *Grace I think*.
    fn is_closing_initial(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let rest = self.rest(at);
        let next = rest.chars().next().unwrap_or('\n');
        token.is_capital()
            && !matches!(&*token.folded, "i" | "a" | "o")
            && (matches!(next, '.' | ',' | ')' | '\n' | '\'' | '’' | ';' | ':') || rest.starts_with(' '))
            && !matches!(self.folded(at - 1), "plan" | "type" | "hep" | "vitamin")
    }

    /// The name of a place or a thing: *Albert Dock Road*, *Daisy Clinic*, *St Luke's*.
    fn is_place_name(&self, start: usize, end: usize) -> bool {
        let saint = matches!(self.before(start), "st" | "saint" | "ss")
            || (start > 0 && self.tokens[start].follows_stop() && self.folded(start - 1) == "st");
        let last = &self.tokens[end - 1];
        let alone = end - start == 1;
        let next = self.tokens.get(end).filter(|next| next.follows_closely());
        let owned = self.rest(end - 1).starts_with(['\'', '’']);
        let next_place = next.is_some_and(|next| {
            let thing = next.is_place() && (next.is_capital() || !owned);
            thing
                && (next.is_capital()
                    || (alone && self.tokens[start].first < Known::Yes)
                    || LISTS.before_places.contains(self.before(start)))
        });
        // *Mark Ward* is a person, *Rowan Ward* and *the Helen Ward* are not.
        let first = &self.tokens[start];
        let ward = !alone && last.is_place() && {
            let person = first.first > Known::No
                && last.last > Known::No
                && !matches!(self.before(start), "the" | "on" | "in" | "at" | "to" | "from" | "of")
                && (first.first == Known::Yes || LISTS.first(&first.folded) != Some(Gender::Either));
            !person && (last.last < Known::Yes || LISTS.before_places.contains(self.before(start)))
        };
        let before_place = next.is_some_and(|next| {
            // *Albert Dock Road*: ordinary words with capitals that lead to the word of a place.
            next.is_capital() && {
                let mut at = end;
                while at < self.tokens.len()
                    && at < end + 4
                    && self.tokens[at].follows_closely()
                    && self.tokens[at].is_capital()
                    && !self.tokens[at].is_place()
                {
                    at += 1;
                }
                self.tokens
                    .get(at)
                    .is_some_and(|token| token.follows_closely() && token.is_capital() && token.is_place())
            }
        });
        saint || next_place || ward || before_place
    }

    /// Whether the run of words that may be a name is one.
    fn is_person(&self, start: usize, end: usize) -> bool {
        let words = &self.tokens[start..end];
        let first = &words[0];
        if !first.is_capital() {
            return self.is_person_without_capital(start, end);
        }
        let names = words.iter().filter(|word| !word.is_initial()).count();
        let rare = is_rarely_name(&first.folded);
        let place_before = LISTS.before_places.contains(self.before(start));
        let evidence = self.cued(start) || self.evident(end - 1) || self.beside_a_name(start, end);
        if names > 1 {
            let surely = words.iter().any(|word| word.first == Known::Yes);
            let known = words.iter().any(|word| word.first > Known::No || word.last > Known::No);
            let all_surnames = words.iter().all(|word| word.first == Known::No);
            let thing = rare && words[1].last == Known::No;
            return !thing
                && (surely
                    || evidence
                    || (known && !(all_surnames && place_before) && !first.heading)
                    || !(first.begins || place_before || first.heading));
        }
        if names < words.len() {
            // *Stacey B.*
            return first.first > Known::No || evidence || (!first.begins && !place_before);
        }
        // *Christmas Eve*, *Boxing Day*.
        let feast = first.plain && matches!(self.before(start), "christmas" | "xmas" | "easter" | "new" | "year's");
        match (first.first, first.last) {
            _ if feast => false,
            _ if rare => {
                self.cued(start)
                    || (first.first > Known::No && self.evident(start))
                    || self.is_done_to(start)
                    || (first.first > Known::No && self.beside_a_name(start, end))
            }
            (Known::Yes, _) => true,
            (Known::Perhaps, _) if first.no_name => {
                evidence || !(place_before || first.begins || matches!(self.before(start), "to" | "from" | "of"))
            }
            (Known::Perhaps, _) => {
                let thing =
                    matches!(self.before(start), "the" | "a" | "an" | "in" | "at" | "on" | "near" | "this" | "into");
                evidence || self.is_owner(start) || !(first.begins || thing || first.heading)
            }
            _ if self.is_family(start) => true,
            (_, Known::Yes) => {
                evidence || self.is_owner(start) || !(place_before || first.heading || self.is_destination(start))
            }
            (_, Known::Perhaps) => {
                self.cued(start)
                    || (!first.begins
                        && !place_before
                        && !first.no_name
                        && self.evident(start)
                        && !first.heading
                        && !LISTS.roles.contains(&first.folded))
            }
            _ => {
                evidence && !LISTS.before_places.contains(self.before(start))
                    || !(first.begins || place_before || first.heading || self.is_destination(start))
            }
        }
    }

    /// In text without capitals, or a name without one elsewhere.
    fn is_person_without_capital(&self, start: usize, end: usize) -> bool {
        let first = &self.tokens[start];
        let place_before = matches!(self.before(start), "in" | "at" | "the" | "a" | "an");
        let cue =
            LISTS.kin.contains(self.before(start)) || matches!(self.before(start), "called" | "named" | "dear" | "hi");
        if !self.cased && self.is_family(start) {
            return true;
        }
        match first.first {
            Known::Yes if self.cased => {
                cue || (LISTS.towards.contains(self.before(start)) && LISTS.after_person.contains(self.after(start)))
                    || (LISTS.speaking.contains(self.after(start)) && first.folded.len() > 3 && !place_before)
            }
            Known::Yes => !place_before || first.folded.len() > 4,
            _ if self.cased => false,
            Known::Perhaps if end - start > 1 => {
                self.tokens[start + 1..end].iter().any(|word| word.last == Known::Yes || word.first == Known::Yes)
                    && !first.no_name
            }
            Known::Perhaps => self.is_meant(start),
            Known::No => {
                first.is_unknown()
                    && first.folded.len() > 3
                    && LISTS.kin.contains(self.before(start))
                    && first.gap == " "
                    && {
                        let rest = self.rest(start);
                        rest.starts_with([',', '.', ')', '\'', '’', '\n'])
                            || LISTS.speaking.contains(self.after(start))
                            || LISTS.after_person.contains(self.after(start))
                    }
            }
        }
    }

    /// A word without a capital that is a name or none, by what stands beside it: *tc from hope at*, *will moved out*.
    fn is_meant(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let (before, after) = (self.before(at), self.after(at));
        let closes = self.rest(at).is_empty() || self.rest(at).starts_with(['.', ',', '\n', ')', ';', '?', '!']);
        let towards = LISTS.towards.contains(before)
            && !matches!(before, "and" | "by" | "for" | "than" | "like" | "without" | "to")
            || matches!(before, "to" | "for" | "by")
                && !matches!(&*token.folded, "will" | "mark" | "hope" | "may" | "can" | "bill" | "chase" | "grant");
        let object = towards
            && !is_rarely_name(&token.folded)
            && (closes || LISTS.after_person.contains(after) || after.is_empty());
        let says = if is_rarely_name(&token.folded) {
            LISTS.speaking.contains(after) && !matches!(after, "is" | "was" | "has" | "had" | "came" | "did")
        } else {
            LISTS.speaking.contains(after)
                || (LISTS.verbs.contains(after)
                    && !matches!(after, "can" | "may" | "also" | "still" | "just" | "now" | "never"))
        };
        let subject = token.begins && says;
        // *ivy and olive*: two that may be names.
        let may_be = |at: usize| {
            self.tokens.get(at).is_some_and(|token| {
                token.first > Known::No && !is_rarely_name(&token.folded) && !LISTS.verbs.contains(&token.folded)
            })
        };
        let paired = may_be(at)
            && (after == "and" && may_be(at + 2) && self.tokens[at + 2].follows_closely()
                || before == "and" && at >= 2 && may_be(at - 2) && self.tokens[at - 1].follows_closely());
        let kin = LISTS.kin.contains(before) && token.gap == " " && (closes || LISTS.speaking.contains(after));
        object || subject || kin || paired || matches!(before, "dear" | "hi" | "hiya" | "called" | "named")
    }

    /// A word before it that a name follows: *son*, *PC*, *called*, *Hi*.
    fn cued(&self, at: usize) -> bool {
        let Some(last) = at.checked_sub(1) else { return false };
        let gap = self.tokens[at].gap;
        let before = self.folded(last);
        let close = matches!(gap, " " | " (" | " \"" | " “" | " ‘" | " '" | ": " | " - " | " – ");
        let kin = LISTS.kin.contains(before) && (close || gap == ", ");
        let role = LISTS.roles.contains(before)
            && matches!(gap, " " | " (" | ", " | ": ")
            && !(gap == ", " && self.tokens[at].is_unknown());
        let named_so = self.tokens[last].is_capital() && !self.tokens[last].begins;
        let called = LISTS.callers.contains(before)
            && !named_so
            && matches!(gap, " " | " \"" | " “" | " ‘" | " '" | "\n" | ", " | ",\n")
            && (gap != ", " || matches!(before, "thanks" | "cheers" | "hi" | "hello" | "hiya"));
        // *Known as Billie*, *in the name of Ingeborg*, *goes by Dot*.
        let phrase = match before {
            "as" => matches!(self.before(last), "known"),
            "by" => matches!(self.before(last), "goes" | "went"),
            "is" | "was" => self.before(last) == "name" && gap == " ",
            "of" | "name" => before == "name" || self.before(last) == "name",
            _ => false,
        };
        (kin && !self.tokens[last].is_title())
            || role
            || (called && !matches!(before, "re" | "regarding" | "its" | "thats" | "it" | "love"))
            || (called && self.tokens[at].first > Known::No)
            || phrase && (close || gap == " ")
    }

    /// What follows tells that it is a person: what they say, their age, their own things.
    fn evident(&self, last: usize) -> bool {
        let rest = self.rest(last);
        let age = rest.strip_prefix(" (").or(rest.strip_prefix(", ")).or(rest.strip_prefix(" "));
        let aged = age.is_some_and(|age| {
            let digits = age.bytes().take_while(u8::is_ascii_digit).count();
            let bracket = rest.starts_with(" (") || rest.starts_with(", ");
            (1..=3).contains(&digits)
                && bracket
                && age[digits..].starts_with([')', ',', 'y', ' ', '/'])
                && !age[digits..].starts_with(" J")
        });
        let owned = rest.starts_with(['\'', '’'])
            && self
                .tokens
                .get(last + 1)
                .is_some_and(|next| LISTS.owned.contains(&next.folded) || LISTS.kin.contains(&next.folded));
        let weak = matches!(self.after(last), "is" | "was" | "are");
        let introduced = rest.strip_prefix(" (").is_some_and(|inside| {
            let word = fold(inside.split(|c: char| !c.is_alphabetic() && c != '-').next().unwrap_or_default());
            LISTS.kin.contains(&word) || LISTS.roles.contains(&word)
        });
        let says = introduced
            || LISTS.speaking.contains(self.after(last))
                && !(weak && self.tokens[last].is_unknown() && self.tokens[last].begins);
        const BESIDE: [&str; 10] =
            [", the ", ", his ", ", her ", ", who ", ", my ", ", a ", ", aged", ", their ", ", whose ", ", our "];
        let beside = self.tokens[last].first > Known::No
            && !is_rarely_name(&self.tokens[last].folded)
            && BESIDE.iter().any(|words| rest.starts_with(words));
        // *Alfie 8, Poppy 5*: one of a row of children.
        let in_a_row = self.tokens[last].first > Known::No
            && rest.strip_prefix(' ').is_some_and(|age| {
                let digits = age.bytes().take_while(u8::is_ascii_digit).count();
                (1..=2).contains(&digits) && age[digits..].starts_with([',', ')', '\n', ';'])
            })
            && self.tokens[last].gap.ends_with([' ', '(']);
        // *Will will ring*, *Mark marked it*.
        let after = self.after(last);
        let modal = matches!(
            after,
            "will"
                | "would"
                | "can"
                | "could"
                | "won't"
                | "can't"
                | "couldn't"
                | "wouldn't"
                | "should"
                | "must"
                | "might"
        );
        let past = after.len() > 4 && after.ends_with("ed") && LISTS.is_exactly_ordinary(after);
        let acts = self.tokens[last].first > Known::No && !is_rarely_name(&self.tokens[last].folded) && (modal || past);
        says || aged || owned || beside || acts || (in_a_row && !is_rarely_name(&self.tokens[last].folded))
    }

    /// *Kians mum*.
    fn is_owner_without_mark(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let stem = token.folded.strip_suffix('s').filter(|stem| stem.len() > 2);
        token.is_unknown()
            && self.is_written_so(at)
            && stem.is_some_and(|stem| LISTS.first(stem).is_some() && !LISTS.is_exactly_ordinary(stem))
            && (LISTS.owned.contains(self.after(at)) || LISTS.kin.contains(self.after(at)))
    }

    /// *Hope's*: an ordinary word is not owned from.
    fn is_owner(&self, at: usize) -> bool {
        let rest = self.rest(at);
        (rest.starts_with("'s ") || rest.starts_with("’s ")) && !self.tokens[at].no_name
    }

    /// *Christian and Joy Aldous*.
    fn beside_a_name(&self, start: usize, end: usize) -> bool {
        let is_and = |at: usize| matches!(self.folded(at), "and" | "or");
        let strong = |at: usize| {
            self.tokens
                .get(at)
                .is_some_and(|token| token.is_capital() && token.first > Known::No && !is_rarely_name(&token.folded))
        };
        let after = self.tokens.get(end).is_some_and(|next| next.follows_closely())
            && is_and(end)
            && strong(end + 1)
            && self.tokens[end + 1].follows_closely();
        let ampersand = self.tokens.get(end).is_some_and(|next| matches!(next.gap, " & " | " / ")) && strong(end);
        let before = start >= 2
            && is_and(start - 1)
            && self.tokens[start].follows_closely()
            && self.tokens[start - 1].follows_closely()
            && (self.parts[start - 2] == Part::Name || strong(start - 2));
        after || before || ampersand
    }

    /// *Tell Jan at the centre*; not *until Jan*.
    fn is_done_to(&self, at: usize) -> bool {
        let before = self.before(at);
        let towards = LISTS.towards.contains(before)
            && !matches!(
                before,
                "by" | "for"
                    | "to"
                    | "from"
                    | "and"
                    | "between"
                    | "re"
                    | "via"
                    | "about"
                    | "than"
                    | "like"
                    | "without"
                    | "cc"
            );
        let rest = self.rest(at);
        let closes = rest.starts_with(['.', ',', ')', '\n', '\'', '’']) || rest.is_empty();
        self.tokens[at].first > Known::No && towards && (closes || LISTS.after_person.contains(self.after(at)))
    }

    /// *The Weisses*.
    fn is_family(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let stems = [token.folded.strip_suffix("es"), token.folded.strip_suffix('s')];
        let household = matches!(
            self.after(at),
            "family"
                | "families"
                | "children"
                | "household"
                | "brothers"
                | "sisters"
                | "siblings"
                | "twins"
                | "boys"
                | "girls"
        );
        let known = token.last > Known::No || token.is_unknown();
        (self.before(at) == "the" && household && known && !token.plain && !token.no_name)
            || self.before(at) == "the"
                && !token.is_place()
                && stems.into_iter().flatten().any(|stem| LISTS.is_surname(stem) && !LISTS.is_exactly_ordinary(stem))
    }

    /// *Moved to Northmere*, *back from Ludley*.
    fn is_destination(&self, at: usize) -> bool {
        let Some(last) = at.checked_sub(1) else { return false };
        matches!(self.before(at), "to" | "from" | "for") && LISTS.going.contains(self.before(last))
            || self.before(at) == "of" && last > 0 && self.tokens[last - 1].is_capital()
    }

    /// *BAINES, Cuthbert* at the beginning of a line or a cell.
    fn is_turned(&self, at: usize) -> bool {
        self.tokens.get(at + 1).is_some_and(|next| next.gap == ", " && next.is_capital() && next.first > Known::No)
            && (self.tokens[at].line || self.tokens[at].begins || self.cued(at))
            && (self.tokens[at].last > Known::No || self.tokens[at].is_unknown())
    }

    /// Takes the family name before a first name that a comma parts from it.
    fn turned_round(&mut self, start: usize) {
        let Some(last) = start.checked_sub(1) else { return };
        if self.tokens[start].gap == ", " && self.tokens[start].first > Known::No && self.is_turned(last) {
            if self.parts[last] == Part::No {
                self.parts[last] = Part::Name;
            }
            self.joined.insert(start);
        }
    }

    /// *A. O'Rourke*, *g. marchetti*, *R J Humphries*, *K.A.*, *taxi for L.*
    fn take_initials(&mut self) {
        let mut at = 0;
        while at < self.tokens.len() {
            let end =
                if self.parts[at] == Part::No && self.tokens[at].is_initial() { self.initials(at) } else { at + 1 };
            at = end.max(at + 1);
        }
    }

    fn initials(&mut self, start: usize) -> usize {
        const OF_THINGS: [&str; 22] = [
            "plan",
            "vitamin",
            "hep",
            "hepatitis",
            "group",
            "type",
            "grade",
            "section",
            "part",
            "category",
            "band",
            "ward",
            "unit",
            "block",
            "flat",
            "option",
            "stage",
            "step",
            "appendix",
            "class",
            "table",
            "level",
        ];
        let lower = self.tokens[start].shape == Shape::Lower;
        let touched = self.text[..self.tokens[start].span.start()]
            .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '&' | '/'));
        if (lower && self.cased) || touched || OF_THINGS.contains(&self.before(start)) {
            return start + 1;
        }
        let mut end = start + 1;
        let mut dotted = self.rest(start).starts_with('.');
        while end < self.tokens.len()
            && self.tokens[end].is_initial()
            && matches!(self.tokens[end].gap, "." | ". " | " ")
            && self.tokens[end].shape == self.tokens[start].shape
            || end < self.tokens.len() && self.is_particle(end) && self.tokens[end].follows_stop()
        {
            dotted |= self.tokens[end].gap != " ";
            end += 1;
        }
        let last = end - 1;
        let stop = self.rest(last).starts_with('.');
        if let Some(name) =
            self.tokens.get(end).filter(|name| (name.follows_closely() && !stop) || (name.follows_stop() && stop))
        {
            let named = self.parts[end] == Part::Name
                || (if lower {
                    name.last == Known::Yes || name.is_unknown() && name.folded.len() > 3
                } else {
                    name.is_capital() && name.may_be_name() && !name.no_name && name.shape == Shape::Capital
                });
            let surely = dotted || name.last == Known::Yes;
            let article = matches!(self.folded(start), "a" | "i" | "x") && !self.rest(start).starts_with('.');
            if named && surely && !article {
                for at in start..end {
                    self.parts[at] = if self.tokens[at].is_initial() { Part::Initial } else { Part::Particle };
                }
                self.parts[end] = Part::Name;
                return self.go_on(end);
            }
        }
        // *Smith, J.* at the beginning of a line.
        let family = self.tokens[start].gap == ", "
            && start.checked_sub(1).is_some_and(|last| {
                let token = &self.tokens[last];
                token.last > Known::No && token.is_capital() && (token.line || token.begins || last == 0)
            });
        if family && !lower && dotted {
            self.parts[start - 1] = Part::Name;
            (start..end).for_each(|at| self.parts[at] = Part::Initial);
            self.joined.insert(start);
        } else if !lower && end - start >= 2 && dotted && stop && !self.is_abbreviation(start, end) {
            (start..end).for_each(|at| self.parts[at] = Part::Initial);
        } else if !lower && end - start == 1 && self.is_lone_initial(start) {
            self.parts[start] = Part::Initial;
        }
        end
    }

    /// Takes what carries on the name at `at`.
    fn go_on(&mut self, at: usize) -> usize {
        let mut end = at + 1;
        while end < self.tokens.len() && self.parts[end] == Part::No && self.goes_on(at, end) {
            self.parts[end] = if self.tokens[end].is_initial() { Part::Initial } else { Part::Name };
            end += 1;
        }
        end
    }

    fn is_abbreviation(&self, start: usize, end: usize) -> bool {
        const ABBREVIATIONS: [&str; 34] = [
            "dob", "nb", "am", "pm", "gp", "uk", "us", "usa", "eg", "ie", "ps", "pps", "rip", "bp", "mot", "id", "ot",
            "tv", "diy", "ok", "pe", "re", "it", "hr", "nfa", "nhs", "ni", "sw", "ba", "ma", "qc", "kc", "ac", "eu",
        ];
        let letters: String = (start..end).map(|at| self.folded(at)).collect();
        ABBREVIATIONS.contains(&letters.as_str())
    }

    /// A letter that stands for somebody: *taxi for L.*, *L.'s escort*, *told K's mum*.
    fn is_lone_initial(&self, at: usize) -> bool {
        let rest = self.rest(at);
        let letter = self.folded(at);
        if matches!(letter, "i" | "a" | "x") {
            return false;
        }
        let owns =
            rest.starts_with(".'s") || rest.starts_with(".’s") || rest.starts_with("'s ") || rest.starts_with("’s ");
        let person = LISTS.towards.contains(self.before(at)) || LISTS.kin.contains(self.before(at));
        let stopped = rest.starts_with('.') && !rest.starts_with(". ")
            || rest.starts_with(".\n")
            || rest == "."
            || rest.starts_with(". ") && !self.tokens.get(at + 1).is_some_and(Token::is_capital);
        let speaks =
            LISTS.speaking.contains(self.after(at)) && self.tokens.get(at + 1).is_some_and(|next| !next.is_capital());
        let kin = LISTS.kin.contains(self.before(at)) && self.tokens[at].follows_closely();
        owns || speaks
            || kin
            || (person && self.before(at) != "and" && (stopped || LISTS.after_person.contains(self.after(at))))
    }

    /// The name under *Regards*, and one that ends the recording alone on its line.
    fn take_signatures(&mut self) {
        let mut closed = false;
        let lines: Vec<usize> = (0..self.tokens.len()).filter(|&at| self.tokens[at].line || at == 0).collect();
        for (number, &start) in lines.iter().enumerate() {
            let end = lines.get(number + 1).copied().unwrap_or(self.tokens.len());
            let from = self.tokens[start].span.start();
            let to = self.tokens[end - 1].span.end();
            let near = self.text[from..to].len() < 40;
            let phrase =
                if near { fold(&self.text[from..to]).replace(',', "").trim().to_owned() } else { String::new() };
            let last = end == self.tokens.len()
                && number > 0
                && self.rest(end - 1).trim_matches(|c: char| c.is_whitespace() || c == '.').is_empty();
            let alone = (start..end).all(|at| at == start || self.tokens[at].follows_closely()) && end - start <= 3;
            if closed || (last && alone && !self.tokens[start].heading) {
                let mut at = start;
                while at < end
                    && at < start + 3
                    && (at == start || self.tokens[at].follows_closely() || self.tokens[at].follows_stop())
                {
                    let token = &self.tokens[at];
                    let initial = token.is_initial() && token.is_capital();
                    let named = token.may_be_name()
                        && (self.is_written_so(at) || token.first > Known::No)
                        && !(token.no_name && token.first == Known::No);
                    if !(named || initial)
                        || (last
                            && !closed
                            && token.first == Known::No
                            && token.last < Known::Yes
                            && !initial
                            && at == start)
                    {
                        break;
                    }
                    if self.parts[at] == Part::No && (!initial || closed) {
                        self.parts[at] = if initial { Part::Initial } else { Part::Name };
                    }
                    at += 1;
                }
            }
            closed = LISTS.closings.contains(&phrase);
        }
    }

    /// The same names wherever else they stand.
    fn spread(&mut self, told: &[String]) {
        let mut names: HashSet<String> = told
            .iter()
            .flat_map(|name| name.split_whitespace())
            .map(|word| fold(word.trim_matches(|c: char| !c.is_alphabetic())))
            .filter(|word| word.chars().count() > 1 && !LISTS.titles.contains(word) && !LISTS.particles.contains(word))
            .collect();
        names.extend(
            (0..self.tokens.len()).filter(|&at| self.parts[at] == Part::Name).map(|at| self.folded(at).to_owned()),
        );
        let initials = self.initials_of_names();
        for at in 0..self.tokens.len() {
            if self.parts[at] != Part::No {
                continue;
            }
            let token = &self.tokens[at];
            // *PIP* is no *Pip*.
            let short = token.shape == Shape::Upper && token.folded.len() <= 3;
            if names.contains(&token.folded) && !short {
                if self.is_same_name(at) {
                    self.parts[at] = Part::Name;
                }
            } else if let Some(stem) = token.folded.strip_suffix('s').filter(|stem| stem.len() > 2) {
                let owned = LISTS.owned.contains(self.after(at)) || LISTS.kin.contains(self.after(at));
                if owned && names.contains(stem) && token.is_unknown() {
                    self.parts[at] = Part::Owner;
                }
            } else if token.shape == Shape::Upper && initials.contains(&token.folded) {
                self.parts[at] = Part::Initial;
            }
        }
        self.fill_in();
    }

    /// Two or three letters that the names of the recording begin with, as *JB* for *Josie Bright*; none that is an abbreviation besides.
    fn initials_of_names(&self) -> HashSet<String> {
        const KNOWN: &str = "gp ot sw pa mh ld dv cp ce la hv fn ct md pt pc ds dc di ni ok id tv uk us eu am pm hr ma ba re ps nb fm fa mo mg gm ml kg cm mm km st nd rd th dr mr ms mx ft lb oz aa ad ae af ah \
bp bm bo bs cc cd ch cg cm cv da dd de dm dn do dp dt dx ed eh el em en er es ex fu ga gb go gu ha he hi hm ho if in is it jc kc lo lp lt me mi mo my na nd no nu of oh om on op or os ou ow ox oy pe \
pi pm po pp pr qc qs ra rc rg ri ro rx sb sc se sh si sn so sp sr ss su tb tc te ti tl tm to tp tt tx ui um un up ur us va vc vi vs we wf wc wk wm wp xl ya ye yo yp yr pip dla esa nhs edt mdt emi imca \
tia cva mca dol rc iro lac cla aph all and any are but can did for had has her him his how its may new not now off old one our out own say see she the too two use was way who why yes you";
        let mut found = HashSet::new();
        let mut letters = String::new();
        for at in 0..=self.tokens.len() {
            let goes_on = at < self.tokens.len()
                && matches!(self.parts[at], Part::Name | Part::Initial)
                && (letters.is_empty() || self.tokens[at].follows_closely());
            if goes_on {
                letters.extend(self.folded(at).chars().next());
                continue;
            }
            if (2..=3).contains(&letters.len()) && !KNOWN.split_whitespace().any(|known| known == letters) {
                found.insert(std::mem::take(&mut letters));
            }
            letters.clear();
            if at < self.tokens.len() && matches!(self.parts[at], Part::Name) {
                letters.extend(self.folded(at).chars().next());
            }
        }
        found
    }

    /// Whether a word that is a name elsewhere in the recording is one here too.
    fn is_same_name(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let (before, after) = (self.before(at), self.after(at));
        let digit_next = self.rest(at).trim_start_matches(' ').starts_with(|c: char| c.is_ascii_digit())
            && self.rest(at).starts_with(' ');
        if token.is_capital() {
            let saint = matches!(before, "st" | "saint");
            let place_next = self.tokens.get(at + 1).is_some_and(|next| {
                next.follows_closely() && next.is_capital() && next.is_place() && next.last == Known::No
            });
            if saint || place_next {
                return false;
            }
            let ordinary = token.plain || token.no_name;
            if !ordinary {
                return true;
            }
            if is_rarely_name(&token.folded) {
                return self.evident(at) || self.is_done_to(at) || self.cued(at) || self.is_owner(at);
            }
            if digit_next || matches!(before, "the" | "a" | "an" | "this" | "that") {
                return false;
            }
            const OBJECTS: &str = "the a an this that these those his her my our your their it them him us me as up out down all any some he she they you we i for of no not there";
            let verb = token.begins && OBJECTS.split(' ').any(|word| word == after) && !self.is_owner(at);
            let shouted = token.shape == Shape::Upper;
            return !(verb || shouted);
        }
        if token.plain || token.no_name {
            return !self.cased && self.is_meant(at);
        }
        true
    }

    /// A capital between a first name and what is known to be its family name, or after one: *Michelle Anne Garforth*.
    fn fill_in(&mut self) {
        for at in 1..self.tokens.len() {
            let token = &self.tokens[at];
            let joins = self.parts[at] == Part::No
                && matches!(self.parts[at - 1], Part::Name)
                && token.follows_closely()
                && token.shape == Shape::Capital
                && !token.is_initial();
            let sure = token.first == Known::Yes || token.last == Known::Yes;
            if joins && sure && !token.no_name && !token.is_place() {
                self.parts[at] = Part::Name;
            }
        }
    }

    fn spans(&self) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        let mut open: Option<(usize, usize)> = None;
        for at in 0..=self.tokens.len() {
            let part = self.parts.get(at).copied().unwrap_or(Part::No);
            let carries_on = open.is_some_and(|(_, last)| last + 1 == at && part != Part::No && self.joins(at));
            if carries_on {
                open = open.map(|(start, _)| (start, at));
                continue;
            }
            if let Some((start, last)) = open.take() {
                spans.extend(self.span(start, last));
            }
            if part != Part::No {
                open = Some((at, at));
            }
        }
        spans
    }

    fn joins(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let stop = matches!(self.parts[at - 1], Part::Title | Part::Initial) || self.folded(at - 1) == "st";
        let new = self.parts[at] == Part::Title || self.parts[at - 1] == Part::Owner;
        self.joined.contains(&at)
            || !new && (token.follows_closely() || (token.follows_stop() && stop) || self.joined.contains(&at))
    }

    /// The span of a name; nothing of a title or particle alone.
    fn span(&self, start: usize, last: usize) -> Option<Span> {
        let named = (start..=last).any(|at| matches!(self.parts[at], Part::Name | Part::Initial | Part::Owner));
        let mut end = self.tokens[last].span.end();
        if self.parts[last] == Part::Owner {
            end -= 1;
        }
        if self.parts[last] == Part::Initial && self.rest(last).starts_with('.') {
            end += 1;
        }
        named.then(|| Span::new(self.tokens[start].span.start(), end))
    }
}
