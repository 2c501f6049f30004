//! What the words of names are: first names or a family's, and whose.

use super::{Place, Read, Word, in_order, words_of};
use crate::pseudonyms::lists::{Gender, LISTS, fold};
use crate::pseudonyms::{Found, Kind};
use std::collections::HashMap;

/// How often a word stands as a first name or a family's, and as whose.
#[derive(Clone, Copy, Default)]
pub(super) struct Votes {
    first: usize,
    family: usize,
    woman: usize,
    man: usize,
}

#[derive(Clone, Copy)]
pub(super) enum Role {
    First(Gender),
    Family,
}

impl Votes {
    pub(super) fn and(self, other: &Votes) -> Votes {
        Votes {
            first: self.first + other.first,
            family: self.family + other.family,
            woman: self.woman + other.woman,
            man: self.man + other.man,
        }
    }

    pub(super) fn settle(self) -> Role {
        match (self.family > self.first, self.woman, self.man) {
            (true, ..) => Role::Family,
            (_, woman, man) if woman > man => Role::First(Gender::Woman),
            (_, woman, man) if man > woman => Role::First(Gender::Man),
            _ => Role::First(Gender::Either),
        }
    }
}

/// What the words of names are, by how they stand: the last of several, or alone after a title, is the family's.
pub(super) fn roles(read: &[Read]) -> HashMap<Place, Votes> {
    let mut roles: HashMap<Place, Votes> = HashMap::new();
    for (number, read) in read.iter().enumerate() {
        for piece in read.pieces() {
            for one in piece.found.iter().filter(|one| one.kind == Kind::Name) {
                let name = one.span.of(&piece.text);
                let title = words_of(name)
                    .iter()
                    .find_map(|word| if let Word::Title(title) = word { Some(fold(title)) } else { None });
                let initials = matches!(
                    words_of(name).iter().find(|word| !matches!(word, Word::Title(_) | Word::Between(_))),
                    Some(Word::Initial(_))
                );
                let words = in_order(name);
                for (nth, word) in words.iter().enumerate() {
                    let votes = roles.entry((number, word.clone())).or_default();
                    let known = LISTS.first(word);
                    let last = nth + 1 == words.len();
                    let family = (last && words.len() > 1)
                        || (words.len() == 1 && ((title.is_some() && !is_holy(&title)) || initials))
                        || (words.len() == 1 && known.is_none() && LISTS.is_surname(word));
                    *(if family { &mut votes.family } else { &mut votes.first }) += 1;
                    // A list knows better than the words beside it, except where it knows the name for either's.
                    match known.filter(|gender| *gender != Gender::Either).or_else(|| beside(&piece.text, one, &title))
                    {
                        Some(Gender::Woman) => votes.woman += 1,
                        Some(Gender::Man) => votes.man += 1,
                        _ => {}
                    }
                }
            }
        }
    }
    roles
}

/// *Sister Bernadette*, *Father Brendan*: a title that stands before first names.
fn is_holy(title: &Option<String>) -> bool {
    title.as_deref().is_some_and(|title| matches!(title, "sister" | "father" | "fr" | "lady" | "sir"))
}

/// Whose name it is, by its title, the word before it, or the next *he* or *she*.
fn beside(text: &str, one: &Found, title: &Option<String>) -> Option<Gender> {
    if let Some(title) = title {
        if LISTS.titles_of_women.contains(title) {
            return Some(Gender::Woman);
        }
        if LISTS.titles_of_men.contains(title) {
            return Some(Gender::Man);
        }
    }
    let before = text[..one.span.start()].trim_end_matches([' ', '(', ',']);
    let word = fold(before.rsplit(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or_default());
    if LISTS.kin_of_women.contains(&word) {
        return Some(Gender::Woman);
    }
    if LISTS.kin_of_men.contains(&word) {
        return Some(Gender::Man);
    }
    let near = &text[one.span.end()..text.ceil_char_boundary((one.span.end() + 120).min(text.len()))];
    near.split(|c: char| !c.is_alphanumeric()).find_map(|word| match word.to_lowercase().as_str() {
        "she" | "her" | "herself" => Some(Gender::Woman),
        "he" | "his" | "him" | "himself" => Some(Gender::Man),
        _ => None,
    })
}
