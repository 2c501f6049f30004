//! What a worker did well, in their own sentences: what they did towards somebody and told, then the person's own words where they kept them, then
//! strengths that they noticed. What is planned, taken back or told as a worry is none of it.

use super::gathered::{Chosen, SURE, Told, chosen, is_balanced, is_form_line, may_be_a_risk, says_enough};
use super::is_same;
use crate::placement::Placed;
use crate::rules::Phrases;
use crate::section::{Section, Voice};
use crate::text::{Span, Word, quotations, words};
use serde::Deserialize;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

/// Why a sentence stands here that is not about a deed.
pub const OWN_WORDS: &str = "the person's own words were kept";
pub const STRENGTH: &str = "a strength was noticed and told";

/// The most sentences, the most of them about deeds, and of one recording.
const MOST: usize = 4;
const MOST_DEEDS: usize = 3;
const MOST_OF_ONE: usize = 2;
/// Of its place, before a segment is said to tell a strength.
const SURELY_A_STRENGTH: f32 = 0.7;

/// `well.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    deed: Vec<DeedList>,
    undone: WordList,
    somebody: WordList,
    taken_back: PhraseList,
    dark: WordList,
    did: Did,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Did {
    why: String,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeedList {
    why: String,
    phrases: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordList {
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PhraseList {
    phrases: Vec<String>,
}

struct Lists {
    /// List: the number of a kind of deed, which has its `whys`.
    deeds: Phrases,
    whys: Vec<String>,
    undone: HashSet<String>,
    somebody: HashSet<String>,
    taken_back: Phrases,
    dark: HashSet<String>,
    did: HashSet<String>,
}

static LISTS: LazyLock<Lists> =
    LazyLock::new(|| Lists::parse(include_str!("well.toml")).expect("the built-in words are read by a test"));

impl Lists {
    fn parse(written: &str) -> Result<Lists, String> {
        let file: File = toml::from_str(written).map_err(|error| error.message().to_owned())?;
        Ok(Lists {
            deeds: Phrases::parse(file.deed.iter().map(|deed| deed.phrases.as_slice()))?,
            whys: file.deed.into_iter().map(|deed| deed.why).chain([file.did.why]).collect(),
            did: file.did.words.into_iter().collect(),
            undone: file.undone.words.into_iter().collect(),
            somebody: file.somebody.words.into_iter().collect(),
            taken_back: Phrases::parse([file.taken_back.phrases.as_slice()])?,
            dark: file.dark.words.into_iter().collect(),
        })
    }
}

/// A sentence that may stand, with the number of its kind.
type Found = (usize, Chosen);

/// What stands among the worries, by recording: all of it, and what tells of harm or danger or has gone out of sight.
#[derive(Default)]
pub struct Worries {
    pub all: BTreeSet<(usize, Span)>,
    pub grave: BTreeSet<(usize, Span)>,
}

/// True where the same sentence takes a strength back: *when he remembers*, *used to*.
pub(super) fn takes_back(words: &str) -> bool {
    !LISTS.taken_back.met(words, Span::new(0, words.len())).is_empty()
}

/// What the worker did well, the newest first and one of each kind before a second. A deed stands though the sentence around it may be a worry.
pub fn well(told: &[Told], worries: &Worries) -> Vec<Chosen> {
    let mut own: Vec<(usize, &Told)> = told.iter().enumerate().filter(|(_, told)| told.read.own).collect();
    own.sort_by_key(|(number, told)| Reverse((told.newness, *number)));
    let of_all = |of_one: &dyn Fn(usize, &Told) -> Vec<Found>, worries: &BTreeSet<(usize, Span)>| -> Vec<Found> {
        let all = own.iter().flat_map(|(number, told)| of_one(*number, told));
        all.filter(|(_, one)| !is_a_worry(told, one, worries)).collect()
    };
    let mut kept = Kept { told, chosen: Vec::new() };
    kept.take(of_all(&deeds, &worries.grave), MOST_DEEDS);
    // What matters to somebody is asked for under the questions.
    let (mut said, matters): (Vec<Found>, Vec<Found>) = of_all(&own_words, &worries.all)
        .into_iter()
        .partition(|(_, one)| told[one.recording].section_of(one.span) != Some(Section::WhatMatters));
    said.extend(matters);
    let enough = if kept.chosen.len() < MOST_DEEDS { 2 } else { 1 };
    let so_far = kept.chosen.len();
    kept.take(said, so_far + enough);
    kept.take(of_all(&|at, told| strengths(at, told, SURELY_A_STRENGTH), &worries.all), MOST);
    if kept.chosen.is_empty() {
        kept.take(of_all(&|at, told| strengths(at, told, SURE), &worries.all), MOST_OF_ONE);
    }
    kept.chosen
}

/// What has been chosen so far.
struct Kept<'t, 'a> {
    told: &'t [Told<'a>],
    chosen: Vec<Chosen>,
}

impl Kept<'_, '_> {
    /// Takes the first of each kind, then others, until there are so many.
    fn take(&mut self, found: Vec<Found>, most: usize) {
        let mut kinds: BTreeSet<usize> = BTreeSet::new();
        let (first, others): (Vec<Found>, Vec<Found>) = found.into_iter().partition(|(kind, _)| kinds.insert(*kind));
        for (_, one) in first.into_iter().chain(others) {
            if self.chosen.len() < most.min(MOST) && self.is_new(&one) {
                self.chosen.push(one);
            }
        }
    }

    fn is_new(&self, one: &Chosen) -> bool {
        let words = |one: &Chosen| self.told[one.recording].words(one.span);
        let of_recording = self.chosen.iter().filter(|other| other.recording == one.recording);
        let overlaps = |other: &&Chosen| other.recording == one.recording && other.span.overlaps(one.span);
        of_recording.count() < MOST_OF_ONE
            && !self.chosen.iter().any(|other| overlaps(&other) || words(other) == words(one))
    }
}

fn is_a_worry(told: &[Told], one: &Chosen, worries: &BTreeSet<(usize, Span)>) -> bool {
    let parts = told[one.recording].segments().filter(|(_, placed)| one.span.contains(placed.span));
    let mut parts = parts.map(|(_, placed)| placed);
    parts.any(|placed| worries.contains(&(one.recording, placed.span)))
}

/// What the writer did, and of which kind it is.
fn deeds(recording: usize, told: &Told) -> Vec<Found> {
    const FEWEST: usize = 4;
    let quoted = quotations(&told.read.draft.recording.text);
    let found = told.segments().filter_map(|(at, placed)| {
        let is_plan = placed.section == Section::AgreedActions && told.planned.contains(&placed.span);
        if is_plan || placed.speaker.is_some() {
            return None;
        }
        let span = whole(told, at)?;
        let (kind, span) = match deed(told, placed, &quoted) {
            Some(kind) => (kind, span),
            None => (LISTS.whys.len() - 1, done_as_asked(told, at, span)?),
        };
        let words = told.words(span);
        let stands = is_balanced(words) && !is_form_line(words) && words.split_whitespace().count() >= FEWEST;
        let why = LISTS.whys[kind].as_str();
        // What the writer did is theirs to tell, whoever else is heard in the sentence.
        let of_writer = Chosen { voice: Voice::Practitioner, quoted: false, ..chosen(recording, placed) };
        stands.then_some((kind, Chosen { span, why: Some(why), ..of_writer }))
    });
    let mut found: Vec<Found> = found.collect();
    found.sort_by_key(|(kind, one)| (*kind, one.span));
    found
}

/// The first kind of deed that the words of a segment tell of its writer.
fn deed(told: &Told, placed: &Placed, quoted: &[Span]) -> Option<usize> {
    let text = told.read.draft.recording.text.as_str();
    let met = LISTS.deeds.met(text, placed.span);
    if met.is_empty() {
        return None;
    }
    let all = words(placed.span.of(text), placed.span.start());
    let is_quoted = |span: Span| quoted.iter().any(|quotation| quotation.contains(span));
    let writer = told.read.writer.as_deref();
    let own =
        met.iter().filter(|met| !met.negated && !is_quoted(met.span) && is_by_writer(text, &all, met.span, writer));
    own.map(|met| met.list).min()
}

/// True where the nearest of those before the words of `span` is the writer, or where they begin the sentence and there is nobody.
fn is_by_writer(text: &str, all: &[Word], span: Span, writer: Option<&str>) -> bool {
    const OTHERS: [&str; 4] = ["he", "she", "they", "who"];
    let at = all.partition_point(|word| word.span.start() < span.start());
    let is_self = |word: &str| matches!(word, "i" | "we");
    if all.get(at).is_some_and(|first| is_self(&first.folded) || matches!(first.folded.as_str(), "my" | "our")) {
        return true;
    }
    for before in (0..at).rev() {
        let word = &all[before];
        let folded = word.folded.as_str();
        let begins = begins_clause(text, all, before);
        let written = word.span.of(text);
        let is_named = begins && written.starts_with(char::is_uppercase) && before + 1 < all.len();
        if is_self(folded) || (is_named && writer.is_some_and(|writer| is_same(written, writer))) {
            return true;
        }
        if LISTS.undone.contains(folded) {
            return false;
        }
        let is_somebody =
            LISTS.somebody.contains(folded) || (is_named && before > 0) || (is_named && is_a_name(text, all, before));
        if OTHERS.contains(&folded) || (begins && is_somebody) {
            return false;
        }
    }
    at == 0 || follows_mark(text, all, at) || at == 1
}

/// True of a word at the beginning of a sentence that somebody's doing follows, as far as its shape tells: `Robin met us`, not `Dentist 14 May`.
fn is_a_name(text: &str, all: &[Word], at: usize) -> bool {
    let next = all[at + 1].span.of(text);
    let ends_as_a_deed = ["ed", "s", "met", "said", "told", "came", "took", "went", "had", "was", "has"];
    next.starts_with(char::is_lowercase) && ends_as_a_deed.iter().any(|ending| next.ends_with(ending))
        || next.starts_with(char::is_uppercase)
}

/// True of a word that begins its sentence, or follows a mark or a word that joins clauses.
fn begins_clause(text: &str, all: &[Word], at: usize) -> bool {
    const JOINING: [&str; 6] = ["and", "but", "then", "so", "because", "when"];
    at == 0 || follows_mark(text, all, at) || JOINING.contains(&all[at - 1].folded.as_str())
}

fn follows_mark(text: &str, all: &[Word], at: usize) -> bool {
    let between = &text[all[at - 1].span.end()..all[at].span.start()];
    between.contains([',', ';', ':', '.', '–', '(']) || between.contains(" - ")
}

/// Where the person's own words were kept.
fn own_words(recording: usize, told: &Told) -> Vec<Found> {
    let is_one = |placed: &Placed| placed.voice == Voice::Person && placed.quoted && placed.confidence >= SURE;
    standing(recording, told, OWN_WORDS, &is_one)
        .into_iter()
        .filter(|(_, one)| !is_dark(told.words(one.span)))
        .collect()
}

/// Strengths that were noticed, and that the same sentence does not take back.
fn strengths(recording: usize, told: &Told, sure: f32) -> Vec<Found> {
    let is_one = |placed: &Placed| placed.section == Section::Strengths && placed.confidence >= sure;
    let found = standing(recording, told, STRENGTH, &is_one);
    found.into_iter().filter(|(_, one)| !takes_back(told.words(one.span))).collect()
}

/// Whole sentences of some kind that may stand here, the longest first.
fn standing(recording: usize, told: &Told, why: &'static str, is_one: &dyn Fn(&Placed) -> bool) -> Vec<Found> {
    let found =
        told.segments().filter(|(_, placed)| is_one(placed) && !may_be_a_risk(placed)).filter_map(|(at, placed)| {
            let span = whole(told, at)?;
            let words = told.words(span);
            let stands =
                says_enough(words) && is_balanced(words) && !is_form_line(words) && !begins_with_a_label(words);
            let stands = stands && !told.planned.iter().any(|plan| span.contains(*plan));
            stands.then(|| (0, Chosen { span, why: Some(why), ..chosen(recording, placed) }))
        });
    let mut found: Vec<Found> = found.collect();
    found.sort_by_key(|(_, one)| (Reverse(one.span.len()), one.span));
    found
}

/// True of words by which somebody tells how low they are: kept, and not what was done well.
pub fn is_dark(said: &str) -> bool {
    words(said, 0).iter().any(|word| LISTS.dark.contains(&word.folded))
}

/// `Strengths: …`, whose words are cut short by their label.
fn begins_with_a_label(words: &str) -> bool {
    const LONGEST: usize = 3;
    words.split_once(':').is_some_and(|(label, _)| label.split_whitespace().count() <= LONGEST)
}

/// The sentence that holds the segment of that number, where it can be told from what stands beside it and is not long.
fn whole(told: &Told, at: usize) -> Option<Span> {
    const LONGEST: usize = 320;
    let segments = &told.read.draft.segments;
    let goes_on = |before: &Placed, after: &Placed| goes_on(&told.read.draft.recording.text, before, after);
    let mut first = at;
    while first > 0 && goes_on(&segments[first - 1], &segments[first]) {
        first -= 1;
    }
    let mut last = at;
    while last + 1 < segments.len() && goes_on(&segments[last], &segments[last + 1]) {
        last += 1;
    }
    let span = Span::new(segments[first].span.start(), segments[last].span.end());
    let is_begun = || {
        let words = told.words(span);
        let first = words.chars().find(|c| c.is_alphanumeric());
        // Dictation and messages may have no capitals at all.
        first.is_some_and(|c| !c.is_lowercase()) || !told.read.draft.recording.text.contains(char::is_uppercase)
    };
    (span.len() <= LONGEST && is_begun()).then_some(span)
}

/// True where `after` is more of the sentence of `before`.
fn goes_on(text: &str, before: &Placed, after: &Placed) -> bool {
    let between = &text[before.span.end()..after.span.start()];
    let said = before.span.of(text).trim_end_matches(['"', '”', '’', ')', ' ']);
    !before.heading && !after.heading && !between.contains('\n') && !said.ends_with(['.', '!', '?', ':'])
}

/// A sentence in which somebody asks, with the few words after it that say that it was done: *… asked us to take our shoes off. We did.*
fn done_as_asked(told: &Told, at: usize, span: Span) -> Option<Span> {
    let text = told.read.draft.recording.text.as_str();
    let next = told.read.draft.segments.iter().skip(at + 1).find(|next| next.span.start() >= span.end())?;
    let said: Vec<String> = words(next.span.of(text), 0).into_iter().map(|word| word.folded).collect();
    let is_done = LISTS.did.contains(&said.join(" ")) && !text[span.end()..next.span.start()].contains('\n');
    (is_done && span.of(text).contains(" asked ")).then(|| Span::new(span.start(), next.span.end()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::supervision::Follower;
    use crate::supervision::examples::{draft, read};
    use crate::supervision::gathered::told;

    /// What stands of a recording of these sentences, and why.
    fn chosen_of(lines: &[(&str, Section)]) -> Vec<(String, &'static str)> {
        let drafts = [draft("4 May 2026", lines)];
        let read = read(&drafts);
        let told = told(&read, &Follower::built_in());
        let all = well(&told, &Worries::default());
        all.into_iter().map(|one| (told[0].words(one.span).to_owned(), one.why.unwrap())).collect()
    }

    fn kind_of(sentence: &str) -> Option<&'static str> {
        chosen_of(&[(sentence, Section::Context)]).first().map(|(_, why)| *why)
    }

    #[test]
    fn the_lists_are_read() {
        assert!(LISTS.whys.len() > 8 && Lists::parse("").is_err());
    }

    #[test]
    fn what_the_writer_did_is_known_by_its_words() {
        for (sentence, why) in [
            ("I asked what he would like and he said a normal Saturday.", "asked what the person wanted, and how"),
            ("I explained that I have to share this and she went quiet.", "spoke plainly, and said why"),
            ("I told them why I was there before I sat down.", "spoke plainly, and said why"),
            ("I apologised on the way out of the door.", "said sorry, or owned a mistake"),
            (
                "He asked what happens next, I didn't have a good answer and told him so.",
                "said what they did not know, or could not do",
            ),
            ("I have now been every fortnight as we said.", "kept a promise, or did as asked"),
            ("I didn't say very much, and they told me about him for half an hour.", "listened, and waited"),
            (
                "I said that is not the plan & nobody can make that decision for him.",
                "stood up for what the person wants",
            ),
            ("Took my shoes off at the door as she likes.", "made the visit fit the person"),
            ("Yusra asked the tutor eleven questions, I counted.", "noticed, and wrote it down"),
            ("Sat on the floor with him and built the tower.", "made the visit fit the person"),
            ("Rang again twice about the ramp until they gave a day.", "kept going until there was an answer"),
        ] {
            assert_eq!(kind_of(sentence), Some(why), "{sentence}");
        }
    }

    #[test]
    fn what_others_did_or_nobody_did_yet_is_no_deed_of_the_writer() {
        for sentence in [
            "Mum apologised to the school for the morning.",
            "He listened to the radio while she cooked the tea.",
            "The nurse explained why the dose was changed.",
            "I will ask what he would like for his birthday.",
            "I did not explain why the meeting was moved.",
            "I should explain that I have to share it.",
            "She said \"I apologised to him twice last week\".",
            "I want to ask her what she would like to do.",
            "She asked that we take our shoes off in the hall.",
        ] {
            assert_eq!(kind_of(sentence), None, "{sentence}");
        }
    }

    #[test]
    fn what_was_asked_and_done_stands_together() {
        let asked = ("She met us on the stairs and asked that we take our shoes off.", Section::Context);
        let text = "4 May 2026\nShe met us on the stairs and asked that we take our shoes off. We did.\n";
        let one = draft("4 May 2026", &[asked]);
        let mut both = draft("4 May 2026", &[asked, ("We did.", Section::Context)]);
        both.recording.text = text.to_owned();
        let start = text.find("We did").unwrap();
        both.segments[1].span = Span::new(start, start + "We did.".len());
        let drafts = [one, both];
        let read = read(&drafts);
        let told = told(&read, &Follower::built_in());
        let all = well(&told, &Worries::default());
        assert_eq!(all.len(), 1);
        assert!(told[1].words(all[0].span).ends_with("off. We did."), "{all:?}");
    }

    #[test]
    fn a_strength_that_is_taken_back_or_cut_does_not_stand() {
        let strength = |words: &str| !chosen_of(&[(words, Section::Strengths)]).is_empty();
        assert!(strength("She walked to the shop and back with her stick."));
        assert!(!strength("He says he takes his tablets when he remembers."));
        assert!(!strength("She walks to the shop but only with her stick."));
        assert!(!strength("He used to walk to the shop and back each day."));
        assert!(!strength("he is the wicket keeper for the youth team."), "cut from its sentence");
        assert!(!strength("Strengths: Stacey honest and on it with us all."));
    }

    #[test]
    fn deeds_stand_before_words_that_were_kept_and_no_worry_stands() {
        let lines = [
            ("She walked to the shop and back with her stick.", Section::Strengths),
            ("I asked her what she would like for the evenings.", Section::Context),
        ];
        let found = chosen_of(&lines);
        assert_eq!(found.len(), 2);
        assert_eq!(found[1].1, STRENGTH);
        let drafts = [draft("4 May 2026", &lines)];
        let read = read(&drafts);
        let told = told(&read, &Follower::built_in());
        let all: BTreeSet<(usize, Span)> = drafts[0].segments.iter().map(|placed| (0, placed.span)).collect();
        assert_eq!(
            well(&told, &Worries { all: all.clone(), grave: BTreeSet::new() }).len(),
            1,
            "a deed beside a worry"
        );
        assert!(well(&told, &Worries { grave: all.clone(), all }).is_empty());
    }
}
