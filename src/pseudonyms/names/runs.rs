//! Runs of words that may be a name, and what makes them one.

use super::tokens::{Known, Shape, is_rarely_name};
use super::{Part, Reader};
use crate::pseudonyms::lists::{Gender, LISTS, fold};

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

    pub(super) fn begins_run(&self, at: usize) -> bool {
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
        if token.begins && next_is_first && verb { at + 1 } else { at }
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
    pub(super) fn is_closing_initial(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let rest = self.rest(at);
        let next = rest.chars().next().unwrap_or('\n');
        token.is_capital()
            && !matches!(&*token.folded, "i" | "a" | "o")
            && (matches!(next, '.' | ',' | ')' | '\n' | '\'' | '’' | ';' | ':') || rest.starts_with(' '))
            && !matches!(self.folded(at - 1), "plan" | "type" | "hep" | "vitamin")
    }

    /// The name of a place or a thing: *Albert Dock Road*, *Daisy Clinic*, *St Luke's*.
    pub(super) fn is_place_name(&self, start: usize, end: usize) -> bool {
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
    pub(super) fn is_person(&self, start: usize, end: usize) -> bool {
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
    pub(super) fn is_person_without_capital(&self, start: usize, end: usize) -> bool {
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
    pub(super) fn is_meant(&self, at: usize) -> bool {
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
    pub(super) fn cued(&self, at: usize) -> bool {
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
    pub(super) fn evident(&self, last: usize) -> bool {
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
    pub(super) fn is_owner_without_mark(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let stem = token.folded.strip_suffix('s').filter(|stem| stem.len() > 2);
        token.is_unknown()
            && self.is_written_so(at)
            && stem.is_some_and(|stem| LISTS.first(stem).is_some() && !LISTS.is_exactly_ordinary(stem))
            && (LISTS.owned.contains(self.after(at)) || LISTS.kin.contains(self.after(at)))
    }

    /// *Hope's*: an ordinary word is not owned from.
    pub(super) fn is_owner(&self, at: usize) -> bool {
        let rest = self.rest(at);
        (rest.starts_with("'s ") || rest.starts_with("’s ")) && !self.tokens[at].no_name
    }

    /// *Christian and Joy Aldous*.
    pub(super) fn beside_a_name(&self, start: usize, end: usize) -> bool {
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
    pub(super) fn is_done_to(&self, at: usize) -> bool {
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
    pub(super) fn is_family(&self, at: usize) -> bool {
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
    pub(super) fn is_destination(&self, at: usize) -> bool {
        let Some(last) = at.checked_sub(1) else { return false };
        matches!(self.before(at), "to" | "from" | "for") && LISTS.going.contains(self.before(last))
            || self.before(at) == "of" && last > 0 && self.tokens[last - 1].is_capital()
    }

    /// *BAINES, Cuthbert* at the beginning of a line or a cell.
    pub(super) fn is_turned(&self, at: usize) -> bool {
        self.tokens.get(at + 1).is_some_and(|next| next.gap == ", " && next.is_capital() && next.first > Known::No)
            && (self.tokens[at].line || self.tokens[at].begins || self.cued(at))
            && (self.tokens[at].last > Known::No || self.tokens[at].is_unknown())
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
}
