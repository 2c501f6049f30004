//! What has gone out of sight between recordings: told once, and hardly a word of it since.

use super::gathered::Told;
use super::priorities::Words;
use super::{Follower, Rarity, Telling};
use crate::section::{Section, Voice};
use crate::text::Span;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Something that was told as a risk, or as what matters, and of which the last recordings hold hardly a word.
#[derive(Clone, Debug, PartialEq)]
pub struct OutOfSight {
    pub section: Section,
    /// The sentence that told it.
    pub first: (usize, Span),
    /// A word of it, as it is written there.
    pub word: String,
    /// How many recordings came after.
    pub since: usize,
}

/// So many recordings have to be silent before something counts as out of sight.
const SILENT: usize = 2;
/// The most that is named of either kind.
const MOST: usize = 3;
/// Of where a segment stands, before it is said to have told a risk or a wish.
const SURE: f32 = 0.6;
/// So many words a sentence has to hold by which it could be found again.
const FEWEST_WORDS: usize = 4;
/// The share of a sentence's words, the rare ones counting more, that the recordings after may hold. In `corpora/cases/development.jsonl`, two in five
/// of the risks that are named so are not spoken of again.
const HARDLY: f32 = 0.25;
/// As `followed.toml` calls the words for them.
const PARENTS: [&str; 3] = ["=mum", "=dad", "=parent"];

/// Risks in words for harm or danger, then wishes, of which hardly a word stands in any recording since, in recordings whose order is known.
pub fn out_of_sight(told: &[Told], follower: &Follower) -> Vec<OutOfSight> {
    let search = Search::new(told, follower);
    let mut found = search.risks();
    found.extend(search.wishes());
    found
}

struct Search<'t, 'a> {
    told: &'t [Told<'a>],
    /// Each recording as a whole: a word may stand where nothing was placed, such as in a heading.
    said: Vec<Telling>,
    rarity: Rarity,
    actors: BTreeSet<String>,
}

impl<'t, 'a> Search<'t, 'a> {
    fn new(told: &'t [Told<'a>], follower: &Follower) -> Search<'t, 'a> {
        let sentences = told.iter().flat_map(|one| one.segments().map(|(at, _)| &one.tellings[at]));
        Search {
            told,
            said: told.iter().map(|one| follower.telling(&one.read.draft.recording.text)).collect(),
            rarity: Rarity::of_sentences(sentences),
            actors: actors(told),
        }
    }

    fn risks(&self) -> Vec<OutOfSight> {
        let words = Words::built_in();
        let mut found: Vec<(bool, OutOfSight)> = Vec::new();
        for (recording, one) in self.recordings() {
            for (at, placed) in one.segments() {
                let sentence = one.words(placed.span);
                let told = words.told(sentence);
                let is_risk = placed.section == Section::PriorityRisks && placed.confidence >= SURE;
                if is_risk && told.is_telling() && !words.is_over(sentence) {
                    let lost = self.lost(Section::PriorityRisks, recording, at);
                    found.extend(lost.map(|lost| (!told.harm.is_empty(), lost)));
                }
            }
        }
        found.sort_by_key(|(harm, one)| (Reverse(*harm), Reverse(one.first.0)));
        found.into_iter().map(|(_, one)| one).take(MOST).collect()
    }

    /// Wishes in the person's own account. Where a parent is named and still spoken of, the wish may be as well.
    fn wishes(&self) -> Vec<OutOfSight> {
        let mut found = Vec::new();
        for (recording, one) in self.recordings() {
            for (at, placed) in one.segments() {
                let is_wish = placed.section == Section::WhatMatters
                    && placed.confidence >= SURE
                    && placed.voice == Voice::Person
                    && wants(one.words(placed.span));
                let is_spoken_of = PARENTS.iter().any(|parent| {
                    one.tellings[at].holds(parent) && self.said[recording + 1..].iter().any(|said| said.holds(parent))
                });
                if is_wish && !is_spoken_of {
                    found.extend(self.lost(Section::WhatMatters, recording, at));
                }
            }
        }
        found.truncate(MOST);
        found
    }

    /// Recordings after which enough others came.
    fn recordings(&self) -> impl Iterator<Item = (usize, &'t Told<'a>)> {
        self.told.iter().enumerate().take(self.told.len().saturating_sub(SILENT))
    }

    /// A segment, by its number, where hardly a word of it stands in what came after. The coming and going of those who act tells nothing.
    fn lost(&self, section: Section, recording: usize, at: usize) -> Option<OutOfSight> {
        let one = &self.told[recording];
        let keys: Vec<&str> = one.tellings[at].matters().filter(|key| !self.actors.contains(*key)).collect();
        let later = &self.said[recording + 1..];
        let weight = |keys: &mut dyn Iterator<Item = &&str>| keys.map(|key| self.rarity.of(key)).sum::<f32>();
        let again = weight(&mut keys.iter().filter(|key| later.iter().any(|said| said.holds(key))));
        if keys.len() < FEWEST_WORDS || again > HARDLY * weight(&mut keys.iter()) {
            return None;
        }
        let span = one.read.draft.segments[at].span;
        let rarest = keys.iter().max_by(|a, b| self.rarity.of(a).total_cmp(&self.rarity.of(b)))?;
        let word = as_written(rarest, one.words(span));
        Some(OutOfSight { section, first: (recording, span), word, since: later.len() })
    }
}

/// Names, as they are compared, of those who do something in a plan, and of writers.
pub fn actors(told: &[Told]) -> BTreeSet<String> {
    const FIRST_LINES: usize = 3;
    let follower = Follower::built_in();
    let named = told.iter().flat_map(|one| one.read.draft.actions.iter().filter_map(|action| action.who.as_deref()));
    let writers = told.iter().filter_map(|one| one.read.writer.as_deref());
    let keys =
        |name: &str| follower.telling(&format!("- {name}")).matters().map(str::to_owned).collect::<Vec<String>>();
    let folded =
        |name: &str| follower.telling(&name.to_lowercase()).matters().map(str::to_owned).collect::<Vec<String>>();
    // Those whom the first lines name are the people of the case.
    let first_lines = told.iter().flat_map(|one| {
        let text = &one.read.draft.recording.text;
        let first: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(FIRST_LINES).collect();
        first
            .iter()
            .flat_map(|line| follower.telling(line).names().map(str::to_owned).collect::<Vec<String>>())
            .collect::<Vec<String>>()
    });
    named.chain(writers).flat_map(|name| keys(name).into_iter().chain(folded(name))).chain(first_lines).collect()
}

/// Numbers and very short words are told again by chance.
pub fn is_telling(key: &str) -> bool {
    key.chars().count() >= 4 && key.chars().all(char::is_alphabetic)
}

pub fn wants(words: &str) -> bool {
    const WANTING: [&str; 8] = ["want", "wish", "would like", "hope", "misses", "miss ", "dream", "love to"];
    const SILENT: [&str; 4] = ["n't want to say", "n't want to talk", "n't want to tell", "not want to talk"];
    let words = words.to_lowercase().replace('’', "'");
    !SILENT.iter().any(|silent| words.contains(silent)) && WANTING.iter().any(|word| words.contains(word))
}

/// The first word of `sentence` that is compared as `key`.
pub fn as_written(key: &str, sentence: &str) -> String {
    let begins = |word: &&str| word.to_lowercase().starts_with(key);
    let mut all = sentence.split(|c: char| !c.is_alphanumeric());
    all.find(begins).unwrap_or(key.trim_start_matches('=')).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::supervision::examples::{draft, read};
    use crate::supervision::gathered::told;

    fn lost(all: &[&[(&str, Section)]]) -> Vec<String> {
        let drafts: Vec<_> =
            all.iter().enumerate().map(|(at, lines)| draft(&format!("{} May 2026", at + 1), lines)).collect();
        let (read, follower) = (read(&drafts), Follower::built_in());
        let told = told(&read, &follower);
        out_of_sight(&told, &follower).into_iter().map(|one| told[one.first.0].words(one.first.1).to_owned()).collect()
    }

    #[test]
    fn a_danger_of_which_hardly_a_word_is_said_again_is_out_of_sight() {
        use Section::{Context, PriorityRisks, Strengths};
        let words = "The fire door by the laundry is blocked with a wardrobe";
        let risk = [(words, PriorityRisks)];
        let quiet = [("we had tea and cake", Strengths)];
        assert_eq!(lost(&[&risk, &quiet, &quiet]), [words]);
        assert!(lost(&[&risk, &quiet]).is_empty());
        for again in ["the wardrobe is gone from the laundry", "blocking of fire doors was raised"] {
            assert!(lost(&[&risk, &quiet, &[(again, Context)], &quiet]).is_empty(), "{again}");
        }
        assert!(lost(&[&[("the fire door was mended and has been fixed", PriorityRisks)], &quiet, &quiet]).is_empty());
        assert!(lost(&[&[("the garden bench leans against nothing much", PriorityRisks)], &quiet, &quiet]).is_empty());
    }
}
