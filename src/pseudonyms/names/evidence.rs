//! What stands beside a word that tells that it is somebody.

use super::tokens::{Known, Shape, is_rarely_name};
use super::{Part, Reader};
use crate::pseudonyms::lists::{LISTS, fold};

impl Reader<'_> {
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

    /// What follows tells who it is: their age, their own things, who they are to somebody.
    pub(super) fn introduced(&self, last: usize) -> bool {
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

        let named = rest.strip_prefix(" (").is_some_and(|inside| {
            let word = fold(inside.split(|c: char| !c.is_alphabetic() && c != '-').next().unwrap_or_default());
            LISTS.kin.contains(&word) || LISTS.roles.contains(&word)
        });
        named || aged || owned || rest.starts_with(", AGED")
    }

    /// What follows tells that it is a person: that they are introduced, or what they say and do.
    pub(super) fn evident(&self, last: usize) -> bool {
        let rest = self.rest(last);
        let weak = matches!(self.after(last), "is" | "was" | "are");
        let says = LISTS.speaking.contains(self.after(last))
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
        let done = matches!(
            after,
            "found"
                | "knew"
                | "knows"
                | "made"
                | "kept"
                | "sent"
                | "put"
                | "read"
                | "bit"
                | "hit"
                | "held"
                | "lost"
                | "paid"
                | "picks"
                | "does"
        );
        let acts = self.tokens[last].first > Known::No
            && !is_rarely_name(&self.tokens[last].folded)
            && (modal || past || done);
        // *Reviewed Ptolemy with his mother*.
        let with = [" with his ", " with her ", " and his ", " and her "].iter().any(|words| rest.starts_with(words))
            && !self.tokens[last].no_name
            && !self.tokens[last].is_place()
            && !matches!(self.before(last), "to" | "in" | "from" | "at" | "of" | "for" | "by");
        self.introduced(last)
            || says
            || beside
            || acts
            || with
            || (in_a_row && !is_rarely_name(&self.tokens[last].folded))
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
        let met_with = at >= 2
            && (matches!(
                self.before(at - 1),
                "with" | "by" | "told" | "rang" | "visited" | "contacted" | "supporting" | "supported" | "and"
            ) || self.before(at - 1) == "of"
                && matches!(self.folded(at.saturating_sub(3)), "case" | "review" | "assessment"));
        let plural = token.shape == Shape::Capital
            && token.folded.ends_with('s')
            && token.is_unknown()
            && !token.met
            && !token.is_place();
        (self.before(at) == "the" && met_with && plural)
            || (self.before(at) == "the" && household && known && !token.plain && !token.no_name)
            || self.before(at) == "the"
                && !token.is_place()
                && stems.into_iter().flatten().any(|stem| LISTS.is_surname(stem) && !LISTS.is_exactly_ordinary(stem))
    }
}
