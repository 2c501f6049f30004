//! Words that are a name only by the word that stands before them, or none because of it.

use super::Reader;
use super::tokens::{Known, Shape};
use crate::pseudonyms::lists::{LISTS, is_day_or_month, is_epithet};

impl Reader<'_> {
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

    /// *Customer bakhtawar*, *client abdirahman w.*: a word that nobody knows behind one for whom a service is there.
    pub(super) fn is_customer(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        LISTS.served.contains(self.before(at))
            && token.gap == " "
            && token.is_unknown()
            && !token.met
            && token.folded.len() > 2
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
        called || beside || kept
    }
}
