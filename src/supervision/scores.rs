//! Numbers that people gave of one thing in several recordings. The first is often told at length (*on a scale of 0 to 10 for how confident he feels, he
//! said 4*) and the next in a word or two (*Confidence 8.*), so a recording is read beside the others of its case.

use super::Follower;
use super::dropped::{actors, is_telling};
use super::gathered::{Chosen, Told, chosen, newest};
use crate::rules::Score;
use crate::text::{Span, words};
use std::collections::BTreeSet;

/// Recording, sentence, number given, and out of how many where that is told.
pub type Given = (usize, Span, u32, Option<u32>);

/// Scores of one thing, in the order of the recordings.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    pub scores: Vec<Given>,
}

/// A score with the words of what it is of; none where its label says nothing but that it is a score.
struct One {
    at: Given,
    about: BTreeSet<String>,
}

/// Words that say that a number is a score, and nothing of what it is of.
const SCALES: [&str; 10] =
    ["scale", "scaling", "scaled", "score", "scores", "scored", "scoring", "rating", "rates", "rated"];

/// Scores of one thing that are not all the same; those alone are left out.
pub fn moved(told: &[Told], follower: &Follower) -> Vec<Moved> {
    let moves = |group: &Vec<One>| group.iter().any(|one| one.at.2 != group[0].at.2);
    let groups = grouped(all(told, follower)).into_iter().filter(moves);
    groups.map(|group| Moved { scores: group.into_iter().map(|one| one.at).collect() }).collect()
}

/// The scores of the newest recording that stand in no such group.
pub fn lately(told: &[Told], moved: &[Moved]) -> Vec<Chosen> {
    let Some((recording, last)) = newest(told) else { return Vec::new() };
    let draft = last.read.draft;
    let stands = |span: Span| {
        let own = moved.iter().flat_map(|moved| &moved.scores).filter(|score| score.0 == recording);
        own.into_iter().any(|score| score.1.overlaps(span))
    };
    let mut segments: Vec<usize> = draft.scores.iter().map(|(segment, _)| *segment).collect();
    segments.dedup();
    let placed = segments.into_iter().map(|segment| &draft.segments[segment]).filter(|placed| !stands(placed.span));
    placed.map(|placed| chosen(recording, placed)).collect()
}

fn all(told: &[Told], follower: &Follower) -> Vec<One> {
    let actors = actors(told);
    let about = |text: &str| -> BTreeSet<String> {
        let telling = follower.telling(text);
        let names: BTreeSet<&str> = telling.names().collect();
        let tells = |key: &&str| {
            is_telling(key.trim_start_matches('=')) && !names.contains(key) && !actors.contains(*key) && !is_scale(key)
        };
        telling.matters().filter(tells).map(str::to_owned).collect()
    };
    let sure: Vec<One> = told
        .iter()
        .enumerate()
        .flat_map(|(recording, one)| {
            let draft = one.read.draft;
            draft.scores.iter().map(move |(segment, Score { given, of, .. })| {
                // `3 out of 10.` belongs to what stands before it.
                let alone = one.tellings[*segment].matters().next().is_none();
                let from = if alone { segment.saturating_sub(1) } else { *segment };
                let span = Span::new(draft.segments[from].span.start(), draft.segments[*segment].span.end());
                (recording, span, *given, Some(*of))
            })
        })
        .map(|at| One { at, about: about(told[at.0].words(at.1)) })
        .collect();
    let topics: BTreeSet<&String> = sure.iter().flat_map(|one| &one.about).collect();
    let mut short = Vec::new();
    for (recording, one) in told.iter().enumerate() {
        for (_, placed) in one.segments() {
            let Some((label, given, of)) = in_short(one.words(placed.span)) else { continue };
            let keys = about(label);
            let is_scored = words(label, 0).iter().any(|word| SCALES.contains(&word.folded.as_str()));
            let is_known = keys.iter().any(|key| topics.iter().any(|topic| alike(key, topic)));
            let is_bare = label.is_empty() && sure.iter().any(|one| one.at.3 == of);
            let is_new = !sure.iter().any(|sure| sure.at.0 == recording && sure.at.1.overlaps(placed.span));
            if is_new && (is_scored || is_known || is_bare) {
                short.push(One { at: (recording, placed.span, given, of), about: keys });
            }
        }
    }
    let mut all: Vec<One> = sure.into_iter().chain(short).collect();
    all.sort_by_key(|one| (one.at.0, one.at.1));
    all
}

/// Those of one thing together. What names nothing belongs to the others where they are all of one thing.
fn grouped(all: Vec<One>) -> Vec<Vec<One>> {
    let mut groups: Vec<Vec<One>> = Vec::new();
    for one in all {
        let may_be = |other: &One| {
            other.at.0 != one.at.0 && (other.at.3 == one.at.3 || other.at.3.is_none() || one.at.3.is_none())
        };
        let shares = |other: &One| one.about.iter().any(|key| other.about.iter().any(|other| alike(key, other)));
        let same = groups.iter().position(|group| group.iter().any(|other| may_be(other) && shares(other)));
        let only = || {
            let is_vague = one.about.is_empty() || groups.first()?.iter().all(|other| other.about.is_empty());
            (groups.len() == 1 && is_vague && groups[0].iter().all(may_be)).then_some(0)
        };
        match same.or_else(only) {
            Some(at) => groups[at].push(one),
            None => groups.push(vec![one]),
        }
    }
    groups
}

/// `Confidence getting about: 6 today.`, `Safety scale: Ana 4, LB 5`, `5/10.`: the label, the first number, and the scale where it is told.
fn in_short(text: &str) -> Option<(&str, u32, Option<u32>)> {
    const LABEL: usize = 5;
    let all = words(text, 0);
    let at = all.iter().take(LABEL + 1).position(|word| word.folded.starts_with(|c: char| c.is_ascii_digit()))?;
    let (given, of) = match all[at].folded.split_once('/') {
        Some((given, of)) => (given.parse().ok()?, Some(of.parse().ok().filter(|of| matches!(of, 5 | 10 | 100))?)),
        None => (all[at].folded.parse().ok()?, None),
    };
    if given > of.unwrap_or(10) || (at == 0 && of.is_none()) {
        return None;
    }
    let label = &text[..all[at].span.start()];
    let rest = text[all[at].span.end()..].trim_start();
    // Neither *4 years* nor *4.30*, nor a day such as *5/10/2026*.
    let ends = rest.is_empty()
        || rest.starts_with(['.', ',', ';', ')', '"', '”']) && !rest[1..].starts_with(|c: char| c.is_ascii_digit())
        || ["today", "now", "this week", "again", "“", "\"", "(", "and "].iter().any(|next| rest.starts_with(next));
    ends.then_some((label.trim_end().trim_end_matches([':', '=', '-', '–']), given, of))
}

/// `confident` and `confidenc`: the beginnings of long words are enough.
fn alike(one: &str, other: &str) -> bool {
    const LONG: usize = 6;
    let shared = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    one == other || shared >= LONG && shared + 2 >= one.chars().count().min(other.chars().count())
}

fn is_scale(key: &str) -> bool {
    const STEMS: [&str; 4] = ["scal", "scor", "rat", "rating"];
    STEMS.contains(&key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::section::Section;
    use crate::supervision::examples::{draft, read};
    use crate::supervision::gathered::told;

    #[test]
    fn a_label_and_a_number_are_a_score_and_other_numbers_are_none() {
        assert_eq!(in_short("Confidence 8."), Some(("Confidence", 8, None)));
        assert_eq!(
            in_short("Confidence getting about: 6 today. He smiled"),
            Some(("Confidence getting about", 6, None))
        );
        assert_eq!(in_short("Safety scale: Ana 4, LB 5"), Some(("Safety scale: Ana", 4, None)));
        assert_eq!(in_short("5/10."), Some(("", 5, Some(10))));
        for other in ["Flat 8 years", "Coping 4.30pm", "Seen 5/10/2026", "Twelve 12.", "7 of them came", "Tea"] {
            assert_eq!(in_short(other), None, "{other}");
        }
    }

    #[test]
    fn a_scale_is_followed_from_its_long_form_to_its_short_ones() {
        let numbers = |all: &[&[&str]]| -> Vec<Vec<u32>> {
            let lines: Vec<Vec<(&str, Section)>> =
                all.iter().map(|lines| lines.iter().map(|line| (*line, Section::Context)).collect()).collect();
            let drafts: Vec<_> =
                lines.iter().enumerate().map(|(at, lines)| draft(&format!("{} May 2026", at + 1), lines)).collect();
            let (read, follower) = (read(&drafts), Follower::built_in());
            let told = told(&read, &follower);
            moved(&told, &follower).iter().map(|one| one.scores.iter().map(|score| score.2).collect()).collect()
        };
        assert_eq!(
            numbers(&[&["Safety scale: Ana 4, LB 4."], &["Scale 5."], &["Safety scale: Ana said 8."]]),
            [[4, 5, 8]]
        );
        assert_eq!(
            numbers(&[&["Safety scale 4.", "Sleep score 2."], &["Sleep score 6.", "Safety scale 9."]]),
            [[4, 9], [2, 6]]
        );
        assert!(numbers(&[&["Room 4."], &["Room 6."]]).is_empty());
    }
}
