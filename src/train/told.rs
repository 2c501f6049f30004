//! Where the labelled words of actions stand in their segments, as the close readers learn them.

use crate::corpus::{Label, ToldAction};
use crate::model::{OF_ACTION, Tag, TellsWho};
use crate::rules::Marked;
use crate::text::{Span, words};
use std::ops::Range;

/// What the words of a segment tell: a tag for each, and each action's words with what its reader is to say.
pub struct Told {
    pub tags: Vec<Tag>,
    pub actions: Vec<(Range<usize>, [f32; OF_ACTION])>,
}

/// One labelled action and where its parts stand; bytes of the segment.
struct Found<'a> {
    action: &'a ToldAction,
    begin: usize,
    who: Option<Span>,
    when: Option<Span>,
    tells: TellsWho,
}

/// What a segment tells; nothing where dictation has pulled the words of a part asunder.
pub fn told(text: &str, span: Span, marked: &[Marked], label: &Label) -> Option<Told> {
    let own = span.of(text).to_ascii_lowercase();
    let found = found(&own, label.actions.as_deref()?)?;
    let at = |byte: usize| marked.partition_point(|word| word.span.start() < span.start() + byte);
    let mut tags = vec![Tag::Other; marked.len()];
    for (part, first, further) in [
        (found.iter().filter_map(|one| one.when).collect::<Vec<_>>(), Tag::FirstOfWhen, Tag::InWhen),
        (found.iter().filter_map(|one| one.who).collect(), Tag::FirstOfWho, Tag::InWho),
    ] {
        for words in part {
            let range = at(words.start())..at(words.end());
            range.clone().for_each(|word| tags[word] = if word == range.start { first } else { further });
        }
    }
    let begins: Vec<usize> = found.iter().enumerate().map(|(n, one)| if n == 0 { 0 } else { at(one.begin) }).collect();
    for &begin in begins.iter().skip(1).filter(|&&begin| begin < marked.len()) {
        tags[begin] = match tags[begin] {
            Tag::FirstOfWho | Tag::InWho => Tag::NextWho,
            Tag::FirstOfWhen | Tag::InWhen => Tag::NextWhen,
            _ => Tag::NextOther,
        };
    }
    let ends = begins.iter().skip(1).copied().chain([marked.len()]);
    let ranges = begins.iter().zip(ends).map(|(&begin, end)| begin..end);
    let actions = ranges.zip(&found).filter(|(range, _)| !range.is_empty()).map(|(range, one)| (range, says(one)));
    Some(Told { actions: actions.collect(), tags })
}

fn found<'a>(own: &str, actions: &'a [ToldAction]) -> Option<Vec<Found<'a>>> {
    let says_i =
        words(own, 0).iter().any(|word| matches!(word.folded.as_str(), "i" | "i'm" | "im" | "ive" | "ill" | "id"));
    let mut found: Vec<Found> = Vec::new();
    // Where the last action's task stands: a word that stands twice is a later action's where it stands after that.
    let mut last: Option<usize> = None;
    for action in actions {
        let unsaid = action.who.as_deref() == Some("I") && !says_i;
        let place = |words: &Option<String>| match words {
            None => Some(None),
            Some(words) => Some(Some(stands(own, words, last.map_or(0, |at| at + 1))?)),
        };
        let what = place(&action.what)?;
        let when = place(&action.when)?;
        let who = if unsaid { None } else { place(&action.who)? };
        let is_shared = |part: Span| found.iter().any(|other| other.who == Some(part) || other.when == Some(part));
        let later = |part: &Span| last.is_none_or(|at| part.start() > at);
        let leads = |part: &Span| later(part) && !is_shared(*part);
        let before_task = |part: &Span| what.is_none_or(|task| part.start() < task.start());
        let task = what.filter(later);
        let by = [task, who.filter(leads), when.filter(leads).filter(before_task)];
        let begin = by.into_iter().flatten().map(Span::start).min().or(when.filter(leads).map(Span::start));
        let begin = begin.unwrap_or(last.map_or(0, |at| at + 1));
        let as_before = who.is_some_and(|who| last.is_some() && (is_shared(who) || who.start() < begin));
        let tells = match who {
            _ if unsaid => TellsWho::UnsaidI,
            None => TellsWho::Nobody,
            Some(_) if as_before => TellsWho::AsBefore,
            Some(_) => TellsWho::Named,
        };
        last = Some(task.map_or(begin, |task| begin.max(task.start())));
        found.push(Found { action, begin, who, when, tells });
    }
    Some(found)
}

/// Where `wanted` stands as whole words, after `from` if it does so there.
fn stands(own: &str, wanted: &str, from: usize) -> Option<Span> {
    let wanted = wanted.to_ascii_lowercase();
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let whole = |at: usize| is_edge(own[..at].chars().next_back()) && is_edge(own[at + wanted.len()..].chars().next());
    let places: Vec<usize> = own.match_indices(&wanted).map(|(at, _)| at).filter(|&at| whole(at)).collect();
    let at = places.iter().find(|&&at| at >= from).or(places.first())?;
    Some(Span::new(*at, at + wanted.len()))
}

fn says(one: &Found) -> [f32; OF_ACTION] {
    let mut says = [0.0; OF_ACTION];
    says[0] = f32::from(one.action.what.is_some());
    says[1] = f32::from(one.action.measurable);
    says[2 + one.tells as usize] = 1.0;
    says[2 + TellsWho::ALL.len() + one.action.status as usize] = 1.0;
    says
}
