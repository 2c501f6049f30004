//! Places and things that are called as people are.

use super::Reader;
use super::tokens::Known;
use crate::pseudonyms::lists::{Gender, LISTS, is_called_so};

impl Reader<'_> {
    /// The name of a place or a thing: *Albert Dock Road*, *Daisy Clinic*, *St Luke's*.
    pub(super) fn is_place_name(&self, start: usize, end: usize) -> bool {
        let saint = matches!(
            self.before(start),
            "st" | "saint" | "ss" | "ysgol" | "ysbyty" | "canolfan" | "meddygfa" | "capel" | "neuadd" | "llyfrgell"
        ) || (start > 0 && self.tokens[start].follows_stop() && self.folded(start - 1) == "st");
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
                && !matches!(self.before(start), "the" | "on" | "in" | "at")
                && (!matches!(self.before(start), "to" | "from" | "of")
                    || first.first == Known::Yes
                        && LISTS.first(&first.folded) != Some(Gender::Either)
                        && !matches!(&*last.folded, "ward" | "hall" | "unit"))
                && (first.first == Known::Yes || LISTS.first(&first.folded) != Some(Gender::Either));
            let built = matches!(
                &*last.folded,
                "house" | "grange" | "lodge" | "centre" | "clinic" | "court" | "rm" | "ctr" | "manor"
            );
            built || !person && (last.last < Known::Yes || LISTS.before_places.contains(self.before(start)))
        };
        let before_place = next.is_some_and(|next| {
            // *Albert Dock Road*: ordinary words with capitals that lead to the word of a place.
            next.is_capital() && {
                let mut at = end;
                while at < self.tokens.len()
                    && at < end + 4
                    && (self.tokens[at].follows_closely() || matches!(self.tokens[at].gap, "'s " | "’s "))
                    && self.tokens[at].is_capital()
                    && !self.tokens[at].is_place()
                {
                    at += 1;
                }
                self.tokens.get(at).is_some_and(|token| {
                    (token.follows_closely() || matches!(token.gap, "'s " | "’s "))
                        && token.is_capital()
                        && token.is_place()
                })
            }
        });
        // *Valentine's Day*, *Martin's Close*.
        let feast = self.tokens.get(end).is_some_and(|next| {
            matches!(next.gap, "'s " | "’s ")
                && matches!(
                    &*next.folded,
                    "day"
                        | "eve"
                        | "law"
                        | "world"
                        | "college"
                        | "kitchen"
                        | "hospital"
                        | "church"
                        | "hospice"
                        | "school"
                        | "cathedral"
                )
                && next.is_capital()
        });
        // *Lake Balaton*, *Storm Darragh*, *HMP Altcourse*.
        const OF_PLACES: [&str; 12] =
            ["lake", "loch", "river", "storm", "hmp", "yoi", "hms", "mount", "cape", "radio", "planet", "captain's"];
        let of_place = alone && OF_PLACES.contains(&self.before(start)) && self.tokens[start - 1].is_capital()
            || OF_PLACES.contains(&&*first.folded) && !alone;
        let product = of_place || next.is_some_and(|next| is_called_so(&next.folded) && alone);
        saint || next_place || product || ward || before_place || feast
    }

    /// *A Jack Russell*, *Father Christmas*, *Tai Chi*: what is called as people are, as far as it goes from `at`.
    pub(super) fn called_after(&self, at: usize) -> Option<usize> {
        const LONGEST: usize = 4;
        let mut phrase = self.folded(at).to_owned();
        let mut longest = LISTS.called_after.contains(&phrase).then_some(at + 1);
        for next in at + 1..self.tokens.len().min(at + LONGEST) {
            let gap = match self.tokens[next].gap {
                " " => " ",
                " & " => " & ",
                _ => break,
            };
            phrase.push_str(gap);
            phrase.push_str(self.folded(next));
            if LISTS.called_after.contains(&phrase) {
                longest = Some(next + 1);
            }
        }
        let person =
            self.tokens[at].first > Known::No && self.tokens.get(at + 1).is_some_and(|next| next.last > Known::No);
        let article = matches!(self.before(at), "a" | "an" | "the");
        longest.filter(|_| article || !person)
    }

    /// *Moved to Northmere*, *back from Ludley*.
    pub(super) fn is_destination(&self, at: usize) -> bool {
        let Some(last) = at.checked_sub(1) else { return false };
        matches!(self.before(at), "to" | "from" | "for") && LISTS.going.contains(self.before(last))
            || self.before(at) == "of" && last > 0 && self.tokens[last - 1].is_capital()
    }
}
