//! Signatures, and names found once that stand elsewhere.

use super::tokens::{Known, Shape, is_rarely_name};
use super::{Part, Reader};
use crate::pseudonyms::lists::{LISTS, fold, is_called_so};
use std::collections::HashSet;

impl Reader<'_> {
    /// The name under *Regards*, and one that ends the recording alone on its line.
    pub(super) fn take_signatures(&mut self) {
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
    pub(super) fn spread(&mut self, told: &[String]) {
        let mut names: HashSet<String> = told
            .iter()
            .flat_map(|name| name.split_whitespace())
            .map(|word| fold(word.trim_matches(|c: char| !c.is_alphabetic())))
            .filter(|word| word.chars().count() > 1 && !LISTS.titles.contains(word) && !LISTS.particles.contains(word))
            .collect();
        names.extend(
            (0..self.tokens.len()).filter(|&at| self.parts[at] == Part::Name).map(|at| self.folded(at).to_owned()),
        );
        let mut initials = self.initials_of_names();
        self.take_letters_of_staff();
        let acting =
            (0..self.tokens.len()).filter(|&at| self.tokens[at].shape == Shape::Upper && self.acts_by_letters(at));
        initials.extend(acting.map(|at| self.folded(at).to_owned()));
        // *Worker: JT*.
        let labelled = (0..self.tokens.len()).filter(|&at| {
            self.parts[at] == Part::Name && self.tokens[at].shape == Shape::Upper && self.tokens[at].span.len() == 2
        });
        initials.extend(
            labelled.map(|at| self.folded(at).to_owned()).filter(|letters| !LISTS.abbreviations.contains(letters)),
        );
        for at in 0..self.tokens.len() {
            if self.parts[at] != Part::No || self.things.contains(&at) {
                continue;
            }
            let token = &self.tokens[at];
            // *PIP* is no *Pip*.
            let short = token.shape == Shape::Upper && token.folded.len() <= 3;
            if names.contains(&token.folded) && !(short || initials.contains(&token.folded)) {
                if self.is_same_name(at) {
                    self.parts[at] = Part::Name;
                }
            } else if let Some(stem) = token.folded.strip_suffix('s').filter(|stem| stem.len() > 2) {
                let owned = LISTS.owned.contains(self.after(at)) || LISTS.kin.contains(self.after(at));
                if owned && names.contains(stem) && token.is_unknown() {
                    self.parts[at] = Part::Owner;
                }
            } else if self.signs(at) || initials.contains(&token.folded) && self.is_written_as_letters(at) {
                self.parts[at] = Part::Initial;
            }
        }
        self.fill_in();
    }

    /// *SW KP*, *SW MO'H*, *staff: TJ, TJ, bw*, *worker initials jm jm sf*, `AA|`: the letters of who works there or of whose row it is, and the rest of
    /// their list.
    fn take_letters_of_staff(&mut self) {
        const POSTS: &str = "sw ssw worker workers initials staff carer carers hca nurse rn iro cin ot ota physio fsw pa hv cpn rmn amhp author sgd signed by with caller assessor chair";
        for at in 0..self.tokens.len() {
            if self.parts[at] != Part::No || !self.may_be_letters(at) {
                continue;
            }
            let token = &self.tokens[at];
            let small = token.shape == Shape::Lower;
            let last = at.checked_sub(1);
            let post = last.is_some_and(|last| {
                let word = self.folded(last);
                let told = matches!(word, "staff" | "initials" | "worker" | "workers" | "carers" | "carer");
                POSTS.split(' ').any(|post| post == word)
                    && (matches!(token.gap, ": " | " : ") && (told || !small)
                        || token.gap == " "
                            && (!small && !matches!(word, "by" | "with")
                                || word == "initials"
                                || small && told && self.closes(at)))
            });
            let listed = last.is_some_and(|last| {
                (self.parts[last] == Part::Initial && !self.tokens[last].is_initial()
                    || self.parts[last] == Part::Name
                        && self.tokens[last].shape == Shape::Upper
                        && self.tokens[last].span.len() < 4)
                    && matches!(token.gap, ", " | " / " | "/" | " & " | " " | " + ")
                    && (token.gap != " " || small && self.tokens[last].shape == Shape::Lower)
            });
            let row = token.shape == Shape::Upper
                && (token.line || at == 0)
                && self.rest(at).starts_with('|')
                && token.span.len() == 2;
            if post || listed || row {
                self.parts[at] = Part::Initial;
                // *sgd J-P. Kowal*.
                let family = self
                    .tokens
                    .get(at + 1)
                    .is_some_and(|next| next.follows_stop() && next.is_capital() && next.may_be_name());
                if family && self.tokens[at].folded.contains('-') && self.parts[at + 1] == Part::No {
                    self.parts[at + 1] = Part::Name;
                }
            }
        }
    }

    /// Two or three letters that are no word and no abbreviation.
    fn may_be_letters(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let letters: String = token.folded.chars().filter(|c| c.is_alphabetic()).collect();
        let vowel = letters.contains(['a', 'e', 'i', 'o', 'u']);
        let upper = token.span.of(self.text).chars().filter(|c| c.is_uppercase()).count();
        (2..=3).contains(&letters.len())
            && !(upper == 0 && LISTS.is_exactly_ordinary(&token.folded))
            && !LISTS.abbreviations.contains(&letters)
            && (upper == letters.len() || upper == 0 && !(vowel && letters.len() == 3))
    }

    fn closes(&self, at: usize) -> bool {
        let rest = self.rest(at);
        rest.is_empty() || rest.starts_with(['.', ',', '\n', ')', ';', '|', '/'])
    }

    /// *JB*, *AvP*, and *mpl* alone in its cell.
    fn is_written_as_letters(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let capitals = token.span.of(self.text).chars().filter(|c| c.is_uppercase()).count();
        let cell = token.gap.ends_with("/ ") && (self.rest(at).starts_with('\n') || self.rest(at).starts_with(" /"));
        token.shape == Shape::Upper
            || capitals >= 2
            || cell && capitals == 0 && token.folded.len() == 3 && !token.met_in_print
    }

    /// *AR explained it*, *SK (minutes)*: two letters that do what people do and are no abbreviation.
    fn acts_by_letters(&self, at: usize) -> bool {
        const SAYING: [&str; 22] = [
            "said",
            "says",
            "told",
            "asked",
            "asks",
            "explained",
            "agreed",
            "rang",
            "reported",
            "confirmed",
            "thinks",
            "felt",
            "feels",
            "emailed",
            "texted",
            "phoned",
            "visited",
            "collected",
            "thanked",
            "raised",
            "met",
            "queried",
        ];
        let token = &self.tokens[at];
        let is_known = LISTS.abbreviations.contains(&token.folded);
        // *KB / Obi*.
        let beside = self.rest(at).starts_with(" / ")
            && self.parts.get(at + 1) == Some(&Part::Name)
            && (token.line || token.begins);
        let minutes = ["minutes", "notes", "chair"]
            .iter()
            .any(|post| self.rest(at).strip_prefix(" (").is_some_and(|rest| rest.starts_with(post)));
        let nickname = token.folded.len() == 2 && token.folded.ends_with('j');
        token.folded.chars().count() == 2
            && !is_known
            && token.span.len() == 2
            && (SAYING.contains(&self.after(at)) || minutes || nickname || beside)
    }

    /// *R/v 48h. cjm*, a line *KB / Obi*: letters that sign a recording or a note.
    fn signs(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let letters = (2..=3).contains(&token.folded.chars().count())
            && !LISTS.is_exactly_ordinary(&token.folded)
            && !token.no_name
            && token.first == Known::No;
        let is_known = LISTS.abbreviations.contains(&token.folded);
        let ends = at + 1 == self.tokens.len()
            && self.rest(at).trim().is_empty()
            && (token.gap.starts_with('.') || token.gap.ends_with(". ") || token.gap.contains('\n'));
        let vowel = token.folded.contains(['a', 'e', 'i', 'o', 'u']);
        letters && !is_known && ends && !token.met && (token.shape == Shape::Upper || !vowel)
    }

    /// Two or three letters that the names of the recording begin with, as *JB* for *Josie Bright*; none that is an abbreviation besides.
    pub(super) fn initials_of_names(&self) -> HashSet<String> {
        let mut found = HashSet::new();
        let mut letters = String::new();
        for at in 0..=self.tokens.len() {
            let goes_on = at < self.tokens.len()
                && matches!(self.parts[at], Part::Name | Part::Initial | Part::Particle)
                && (letters.is_empty() || self.tokens[at].follows_closely());
            if goes_on {
                letters.extend(self.folded(at).chars().next());
                continue;
            }
            if (2..=3).contains(&letters.len()) && !LISTS.abbreviations.contains(&letters) {
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
    pub(super) fn is_same_name(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let (before, after) = (self.before(at), self.after(at));
        let digit_next = self.rest(at).trim_start_matches(' ').starts_with(|c: char| c.is_ascii_digit())
            && self.rest(at).starts_with(' ');
        // *Noor means light*.
        let meant = self.rest(at).trim_start_matches(['"', '”', '\'', '’']).starts_with(" means ");
        if meant || self.is_pet(at) || self.is_dated(at) || self.opens_in_welsh(at) {
            return false;
        }
        if token.is_capital() {
            let saint = matches!(before, "st" | "saint");
            let place_next = self.tokens.get(at + 1).is_some_and(|next| {
                next.follows_closely()
                    && (next.is_capital()
                        && next.is_place()
                        && (next.last == Known::No || next.folded == "grange" || next.folded == "house")
                        || is_called_so(&next.folded))
            });
            if saint || place_next {
                return false;
            }
            // *Will not eat*.
            if matches!(&*token.folded, "will" | "may" | "can")
                && matches!(after, "not" | "be" | "have" | "need" | "also")
            {
                return false;
            }
            let ordinary = token.plain || token.no_name;
            if !ordinary {
                return true;
            }
            if is_rarely_name(&token.folded) || token.no_name && token.first == Known::No {
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
            // *Rhys tanner*, where *Tanner* is told.
            let family = at > 0
                && self.parts[at - 1] == Part::Name
                && token.follows_closely()
                && token.last > Known::No
                && !LISTS.verbs.contains(&token.folded);
            return !self.cased && (family || self.is_meant(at, true));
        }
        // *A marsh* is no *Mr Marsh*.
        !(self.cased && token.met_in_print && token.first == Known::No)
    }

    /// A capital between a first name and what is known to be its family name, or after one: *Michelle Anne Garforth*.
    pub(super) fn fill_in(&mut self) {
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
            // *R Sodipo*, where *Sodipo* is found already.
            let letter = self.parts[at - 1] == Part::No
                && self.parts[at] == Part::Name
                && token.follows_closely()
                && self.tokens[at - 1].is_initial()
                && self.tokens[at - 1].is_capital()
                && token.last >= token.first
                && !matches!(self.folded(at - 1), "a" | "i" | "x");
            if letter {
                self.parts[at - 1] = Part::Initial;
            }
        }
    }
}
