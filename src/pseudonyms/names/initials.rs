//! Initials, joined to names or alone.

use super::tokens::{Known, Shape, Token, is_rarely_name};
use super::{Part, Reader};
use crate::pseudonyms::lists::LISTS;

impl Reader<'_> {
    /// *A. O'Rourke*, *g. marchetti*, *R J Humphries*, *K.A.*, *taxi for L.*
    pub(super) fn take_initials(&mut self) {
        let mut at = 0;
        while at < self.tokens.len() {
            let end =
                if self.parts[at] == Part::No && self.tokens[at].is_initial() { self.initials(at) } else { at + 1 };
            at = end.max(at + 1);
        }
    }

    pub(super) fn initials(&mut self, start: usize) -> usize {
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
        if (lower && self.cased && !self.rest(start).starts_with('.'))
            || touched
            || OF_THINGS.contains(&self.before(start))
        {
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
            let stopped = self.rest(start).starts_with('.');
            // *V. Grantham*, who is called as a town is; *N. Ireland* is one.
            let town = stopped
                && !lower
                && name.no_name
                && name.shape == Shape::Capital
                && !is_rarely_name(&name.folded)
                && !matches!(self.folded(start), "n" | "s" | "e" | "w");
            let named = named || town;
            let surely = dotted || name.last == Known::Yes;
            // *A Marsh* within a sentence is a letter; *u*, *r*, *n* are words of texts.
            let begins = self.tokens[start].begins || start == 0;
            let article = !stopped
                && match self.folded(start) {
                    "a" => lower || begins,
                    "i" => true,
                    letter => lower && "bcknruvwxy".contains(letter) || letter == "x",
                };
            // *5 a.m. Will go*, *b. Leeds*.
            let counted = self.tokens[start].gap.trim_end().ends_with(|c: char| c.is_ascii_digit());
            let known = name.last == Known::Yes || name.first == Known::Yes;
            let shortened = lower
                && (counted && !known
                    || self.is_abbreviation(start, end)
                    || self.cased && matches!(self.folded(start), "b" | "c" | "d"));
            if named && surely && !article && !shortened {
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
        } else if !lower && (2..=3).contains(&(end - start)) && dotted && stop && !self.is_abbreviation(start, end) {
            (start..end).for_each(|at| self.parts[at] = Part::Initial);
        } else if !lower && end - start == 1 && self.is_lone_initial(start) {
            self.parts[start] = Part::Initial;
        }
        end
    }

    /// Takes what carries on the name at `at`.
    pub(super) fn go_on(&mut self, at: usize) -> usize {
        let mut end = at + 1;
        while end < self.tokens.len() && self.parts[end] == Part::No && self.goes_on(at, end) {
            self.parts[end] = if self.tokens[end].is_initial() { Part::Initial } else { Part::Name };
            end += 1;
        }
        end
    }

    pub(super) fn is_abbreviation(&self, start: usize, end: usize) -> bool {
        const ABBREVIATIONS: [&str; 34] = [
            "dob", "nb", "am", "pm", "gp", "uk", "us", "usa", "eg", "ie", "ps", "pps", "rip", "bp", "mot", "id", "ot",
            "tv", "diy", "ok", "pe", "re", "it", "hr", "nfa", "nhs", "ni", "sw", "ba", "ma", "qc", "kc", "ac", "eu",
        ];
        let letters: String = (start..end).map(|at| self.folded(at)).collect();
        ABBREVIATIONS.contains(&letters.as_str())
    }

    /// A letter that stands for somebody: *taxi for L.*, *L.'s escort*, *told K's mum*.
    pub(super) fn is_lone_initial(&self, at: usize) -> bool {
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
        // *L (4) & T (2)*.
        let aged = rest.strip_prefix(" (").is_some_and(|age| {
            let digits = age.bytes().take_while(u8::is_ascii_digit).count();
            (1..=2).contains(&digits) && age[digits..].starts_with([')', ',']) || age[digits..].starts_with("yrs")
        });
        owns || speaks
            || aged
            || kin
            || (person && self.before(at) != "and" && (stopped || LISTS.after_person.contains(self.after(at))))
    }
}
