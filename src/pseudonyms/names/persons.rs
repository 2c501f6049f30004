//! Whether a run of words that may be a name is somebody's.

use super::tokens::{Known, is_rarely_name};
use super::{Part, Reader};
use crate::pseudonyms::lists::LISTS;

impl Reader<'_> {
    /// Whether the run of words that may be a name is one.
    pub(super) fn is_person(&self, start: usize, end: usize) -> bool {
        let words = &self.tokens[start..end];
        let first = &words[0];
        if !first.is_capital() {
            return self.is_person_without_capital(start, end);
        }
        let names = words.iter().filter(|word| !word.is_initial()).count();
        if self.is_epithet(start) || names == 1 && self.is_kept_by_kin(start) {
            return true;
        }
        // *Ward: Birch*: the name of what the label says.
        let of_a_place = start > 0 && first.gap == ": " && self.tokens[start - 1].is_place();
        if of_a_place && words.len() == 1 && first.first == Known::No {
            return false;
        }
        let rare = is_rarely_name(&first.folded);
        let place_before = LISTS.before_places.contains(self.before(start))
            || self.welsh[start] && matches!(self.before(start), "yn" | "ym" | "yng");
        let evidence = self.cued(start) || self.evident(end - 1) || self.beside_a_name(start, end);
        if names > 1 {
            let surely = words.iter().any(|word| word.first == Known::Yes);
            let known = words.iter().any(|word| word.first > Known::No || word.last > Known::No);
            let all_surnames = words.iter().all(|word| word.first == Known::No);
            let thing = rare && words[1].last == Known::No && !self.is_particle(start + 1) && first.folded != "jun";
            // Two words that nobody knows, where ordinary ones have no capital: *Haralambos Petrou*.
            let nobody_knows = words.iter().all(|word| !word.met && !word.no_name) && !place_before;
            let met = words.iter().all(|word| word.met || word.plain || word.no_name);
            return !thing
                && (surely
                    || evidence
                    || (known && !(all_surnames && place_before) && !first.heading)
                    || !(met || first.begins || place_before || first.heading)
                    || (nobody_knows && names == words.len()));
        }
        if names < words.len() {
            // *Stacey B.*
            return first.first > Known::No || evidence || (!first.begins && !place_before);
        }
        // *Christmas Eve*, *Boxing Day*.
        let feast = first.plain && matches!(self.before(start), "christmas" | "xmas" | "easter" | "new" | "year's");
        match (first.first, first.last) {
            _ if feast => false,
            // *Will not eat*, *May need admission*.
            _ if matches!(&*first.folded, "will" | "may" | "can" | "might") => {
                evidence || self.is_done_to(start) || self.is_owner(start)
            }
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
            (_, Known::Yes) if matches!(self.before(start), "the" | "a" | "an") => false,
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
                evidence
                    && !LISTS.before_places.contains(self.before(start))
                    && (!first.met || !first.begins || self.cued(start) || self.introduced(end - 1))
                    || !(first.met
                        || first.begins
                        || place_before
                        || first.heading
                        || self.is_destination(start)
                        || self.is_one_of_things(start))
            }
        }
    }

    /// *From Nangarhar*, *Dreams or Bensons*, *SIM cards, Snickers*: a word that nobody knows where a place or a thing of a list stands, and no name beside it.
    pub(super) fn is_one_of_things(&self, at: usize) -> bool {
        let Some(last) = at.checked_sub(1) else { return false };
        let named = |at: usize| {
            self.parts[at] == Part::Name || self.tokens[at].first > Known::No && self.tokens[at].is_capital()
        };
        let again = self.repeated.contains(&self.tokens[at].folded);
        let joined = matches!(self.before(at), "and" | "or" | "nor");
        let beside = if joined { last.checked_sub(1).is_some_and(named) } else { named(last) };
        let placed = matches!(
            self.before(at),
            "from"
                | "of"
                | "not"
                | "until"
                | "till"
                | "called"
                | "about"
                | "use"
                | "loved"
                | "plays"
                | "watching"
                | "watches"
        ) && !matches!(self.before(at), "of" if matches!(self.before(last), "mother" | "father" | "care" | "carer" | "name"));
        !again && !beside && (joined || placed || self.tokens[at].gap == ", ")
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
                let at_work = (LISTS.served.contains(self.before(start)) || self.before(start) == "by")
                    && first.folded.len() > 2
                    && !first.met_in_print
                    && self.tokens[start].gap == " ";
                cue || at_work
                    || first.folded.len() > 3
                        && !place_before
                        && !first.met_in_print
                        && (LISTS.towards.contains(self.before(start)) || self.is_owner(start) || first.begins)
                    || (LISTS.towards.contains(self.before(start)) && LISTS.after_person.contains(self.after(start)))
                    || (LISTS.speaking.contains(self.after(start)) && first.folded.len() > 3 && !place_before)
            }
            Known::Yes => !place_before || first.folded.len() > 4,
            Known::No if self.is_customer(start) => true,
            _ if self.cased => false,
            Known::Perhaps if end - start > 1 => {
                self.tokens[start + 1..end].iter().any(|word| word.last == Known::Yes || word.first == Known::Yes)
                    && !first.no_name
            }
            Known::Perhaps => self.is_meant(start, false),
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
    /// `elsewhere`: it is a name elsewhere in the recording.
    pub(super) fn is_meant(&self, at: usize, elsewhere: bool) -> bool {
        // What people do and things do not: *hope said*, never *grant came*.
        const ONLY_PEOPLE: &str = "said says told tells asked asks rang rings called phoned texted emailed replied explained explains agreed agrees declined refused denied admitted disclosed mentioned thinks thought feels felt wants wanted wishes hopes likes liked loves loved hates prefers preferred knows knew believes remembers enjoyed smiled laughed cried shouted swore whispered nodded shrugged walked ate drank slept cooked drove talked spoke wrote attended visited joined chaired";
        let token = &self.tokens[at];
        let doubtful = !elsewhere && token.met_in_print;
        let (before, after) = (self.before(at), self.after(at));
        let closes = self.rest(at).is_empty() || self.rest(at).starts_with(['.', ',', '\n', ')', ';', '?', '!']);
        let towards = LISTS.towards.contains(before)
            && !matches!(before, "and" | "by" | "for" | "than" | "like" | "without" | "to")
            || matches!(before, "to" | "for" | "by")
                && !matches!(&*token.folded, "will" | "mark" | "hope" | "may" | "can" | "bill" | "chase" | "grant");
        let spoken_to = before == "to"
            && matches!(
                self.before(at - 1),
                "spoke" | "speak" | "speaking" | "talked" | "talk" | "talking" | "said" | "listened"
            );
        let distant = !spoken_to
            && matches!(before, "by" | "for" | "to" | "about" | "like" | "than" | "without" | "re" | "via" | "between");
        let object = towards
            && !(doubtful && distant)
            && !is_rarely_name(&token.folded)
            && (closes || LISTS.after_person.contains(after) || after.is_empty());
        let says = if doubtful {
            ONLY_PEOPLE.split(' ').any(|verb| verb == after)
        } else if is_rarely_name(&token.folded) {
            LISTS.speaking.contains(after) && !matches!(after, "is" | "was" | "has" | "had" | "came" | "did")
        } else {
            LISTS.speaking.contains(after)
                || (LISTS.verbs.contains(after)
                    && !matches!(after, "can" | "may" | "also" | "still" | "just" | "now" | "never"))
        };
        let subject = token.begins && says;
        // *ivy and olive*: two that may be names, one of them surely where both are ordinary words.
        let sure = |at: usize| {
            self.parts.get(at) == Some(&Part::Name) || self.tokens.get(at).is_some_and(|one| one.first == Known::Yes)
        };
        let may_be = |at: usize| {
            self.tokens.get(at).is_some_and(|token| {
                token.first > Known::No && !is_rarely_name(&token.folded) && !LISTS.verbs.contains(&token.folded)
            })
        };
        let paired = may_be(at)
            && (after == "and"
                && may_be(at + 2)
                && (!doubtful || sure(at + 2))
                && self.tokens[at + 2].follows_closely()
                || before == "and"
                    && at >= 2
                    && may_be(at - 2)
                    && (!doubtful || sure(at - 2))
                    && self.tokens[at - 1].follows_closely());
        let kin = LISTS.kin.contains(before) && token.gap == " " && (closes || LISTS.speaking.contains(after));
        object || subject || kin || paired || matches!(before, "dear" | "hi" | "hiya" | "called" | "named")
    }
}
