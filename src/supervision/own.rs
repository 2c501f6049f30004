//! What a worker's own recordings show of their writing: for them, with examples of their own, and never as a mark.

use super::gathered::{is_balanced, is_form_line};
use super::questions::{CueLists, sayable};
use super::well::is_dark;
use super::{OWN_WORDS, Pack, Read, STRENGTH, is_same};
use crate::rules::{Action, Category, Finding, Status};
use crate::section::Voice;
use crate::text::Span;
use std::collections::BTreeMap;

/// The worker's own development.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Own {
    pub recordings: usize,
    /// At most two sentences of their own that others could learn from, each with what it does.
    pub examples: Vec<(usize, usize, Span, &'static str)>,
    /// Phrasing that comes again, the commonest first.
    pub patterns: Vec<Pattern>,
    pub actions: Shares,
    pub progress: Option<Progress>,
    pub to_try: ToTry,
}

/// One thing to try, and the sentence of the worker's own that it comes from, where there is one that can be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ToTry {
    pub words: String,
    pub from: Option<Place>,
}

/// A case, a recording of it, and a span of that.
pub type Place = (usize, usize, Span);

/// A rule that spoke several times, and the words it spoke of, each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    pub rule: String,
    pub category: Category,
    pub times: usize,
    /// Of those, in the recordings before and since, where `Own::progress` is told.
    pub before_and_since: [usize; 2],
    pub words: Vec<String>,
}

/// The earlier recordings and those since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// True where an earlier pack says which are new; else the first and the later half by their days.
    pub by_pack: bool,
    pub recordings: [usize; 2],
    pub actions: [Shares; 2],
}

impl Progress {
    /// True where both hold enough plans for anything to be said of a change.
    pub fn tells_of_plans(&self) -> bool {
        self.actions.iter().all(|shares| shares.planned >= ENOUGH)
    }
}

/// Of how many planned actions, how many tell who, what, when, and how anybody could tell that they have happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shares {
    pub planned: usize,
    pub told: [usize; 4],
}

pub const PARTS: [&str; 4] = ["who", "what", "when", "measurable"];

/// A phrase has to come so often before it is called a pattern, and the most patterns that are shown.
const OFTEN: usize = 2;
const MOST_PATTERNS: usize = 3;
const MOST_EXAMPLES: usize = 2;
/// So many actions in each half before anything is said of a change.
const ENOUGH: usize = 4;

pub fn own(pack: &Pack) -> Own {
    let mut all: Vec<(usize, usize, &Read)> = Vec::new();
    for (case, of_case) in pack.cases.iter().enumerate() {
        all.extend(
            of_case.read.iter().enumerate().filter(|(_, read)| read.own).map(|(number, read)| (case, number, read)),
        );
    }
    // Over all cases, in the order of their days.
    all.sort_by_key(|(case, number, read)| {
        (read.day.filter(|day| day.tells_year()).map(|day| day.day()), *case, *number)
    });
    let is_new = |(case, number, _): &(usize, usize, &Read)| {
        pack.cases[*case].since.as_ref().is_none_or(|since| since.new.contains(number))
    };
    let by_pack = pack.cases.iter().any(|case| case.since.is_some());
    let (before, since): (Vec<_>, Vec<_>) = match by_pack {
        true => all.iter().copied().partition(|one| !is_new(one)),
        false => (all[..all.len() / 2].to_vec(), all[all.len() / 2..].to_vec()),
    };
    let progress =
        Progress { by_pack, recordings: [before.len(), since.len()], actions: [shares(&before), shares(&since)] };
    let actions = shares(&all);
    let patterns = patterns(&before, &since);
    Own {
        recordings: all.len(),
        examples: told_well(pack, &all).into_iter().chain(examples(&all)).take(MOST_EXAMPLES).collect(),
        // What has since been learnt is not asked for again.
        to_try: match by_pack && progress.actions[1].planned >= ENOUGH {
            true => to_try(&progress.actions[1], &patterns, &since),
            false => to_try(&actions, &patterns, &all),
        },
        progress: Some(progress).filter(|progress| !before.is_empty() && (by_pack || progress.tells_of_plans())),
        actions,
        patterns,
    }
}

fn planned<'a>(read: &'a Read) -> impl Iterator<Item = &'a Action> {
    let is_plan = |action: &&Action| {
        let placed = read.draft.placed_of(action);
        action.status == Status::Planned
            && placed.is_some_and(|placed| placed.section == crate::section::Section::AgreedActions)
    };
    read.draft.actions.iter().filter(is_plan)
}

fn shares(all: &[(usize, usize, &Read)]) -> Shares {
    let mut shares = Shares::default();
    for action in all.iter().flat_map(|(_, _, read)| planned(read)) {
        shares.planned += 1;
        let missing = action.missing();
        for (told, part) in shares.told.iter_mut().zip(PARTS) {
            *told += usize::from(!missing.contains(&part));
        }
    }
    shares
}

fn patterns(before: &[(usize, usize, &Read)], since: &[(usize, usize, &Read)]) -> Vec<Pattern> {
    let mut by_rule: BTreeMap<&str, Pattern> = BTreeMap::new();
    let halves = before.iter().map(|one| (0, one)).chain(since.iter().map(|one| (1, one)));
    for (half, (_, _, read)) in halves {
        let of_text = |finding: &Finding| finding.span.of(&read.draft.recording.text).to_lowercase();
        for finding in
            read.draft.findings.iter().filter(|one| one.category != Category::Jargon || is_a_word(&of_text(one)))
        {
            let pattern = by_rule.entry(&finding.rule).or_insert_with(|| Pattern {
                rule: finding.rule.clone(),
                category: finding.category,
                times: 0,
                before_and_since: [0; 2],
                words: Vec::new(),
            });
            pattern.times += 1;
            pattern.before_and_since[half] += 1;
            let words = of_text(finding);
            if !pattern.words.contains(&words) {
                pattern.words.push(words);
            }
        }
    }
    let mut found: Vec<Pattern> = by_rule.into_values().filter(|pattern| pattern.times >= OFTEN).collect();
    found.sort_by_key(|pattern| (std::cmp::Reverse(pattern.times), pattern.rule.clone()));
    found.truncate(MOST_PATTERNS);
    found
}

/// Neither a code nor a part of a postcode, nor somebody's initials.
fn is_a_word(words: &str) -> bool {
    const SHORTEST: usize = 3;
    words.chars().count() >= SHORTEST && !words.contains(|c: char| c.is_ascii_digit())
}

/// Whole words of their own, and no line of a form.
fn may_stand(read: &Read, span: Span) -> bool {
    let words = span.of(&read.draft.recording.text);
    is_balanced(words) && !is_form_line(words)
}

/// The newest sentence that tells what the worker did towards somebody.
fn told_well(pack: &Pack, all: &[(usize, usize, &Read)]) -> Option<(usize, usize, Span, &'static str)> {
    all.iter().rev().find_map(|(case, number, _)| {
        let well = pack.cases[*case].well.iter().filter(|one| one.recording == *number);
        let deed = well.into_iter().find(|one| one.why != Some(OWN_WORDS) && one.why != Some(STRENGTH))?;
        Some((*case, *number, deed.span, "it tells what you did, so that others could do the same"))
    })
}

/// The newest sentence that keeps the person's own words, and the newest plan that lacks nothing.
fn examples(all: &[(usize, usize, &Read)]) -> Vec<(usize, usize, Span, &'static str)> {
    const SURE: f32 = 0.7;
    let newest = || all.iter().rev();
    let own_words = newest().find_map(|(case, number, read)| {
        let quoted = read.draft.segments.iter().filter(|placed| {
            placed.is_told()
                && placed.voice == Voice::Person
                && placed.quoted
                && placed.confidence >= SURE
                && may_stand(read, placed.span)
                && !is_dark(placed.span.of(&read.draft.recording.text))
        });
        let found = quoted.max_by_key(|placed| placed.span.len())?;
        Some((
            *case,
            *number,
            found.span,
            "it keeps the person's own words, so that nobody has to guess what they meant",
        ))
    });
    let whole_plan = newest().find_map(|(case, number, read)| {
        let found = planned(read)
            .filter(|action| action.missing().is_empty() && action.due.is_some() && may_stand(read, action.segment))
            .filter(|action| action.who.as_deref().is_some_and(|who| is_worker(read, who)))
            .max_by_key(|action| action.span.len())?;
        Some((*case, *number, found.segment, "anybody could tell who does what, by when, and whether it has happened"))
    });
    own_words.into_iter().chain(whole_plan).collect()
}

fn is_worker(read: &Read, who: &str) -> bool {
    matches!(who, "I" | "me" | "we" | "We") || read.writer.as_deref().is_some_and(|writer| is_same(writer, who))
}

/// One thing, by what would help most often: the part of plans that is left out in one of four or more, else the commonest pattern in phrasing, else
/// whatever part is left out at all, else something further. It rests on the newest sentence of theirs for which it would.
fn to_try(actions: &Shares, patterns: &[Pattern], all: &[(usize, usize, &Read)]) -> ToTry {
    let lacking = |part: usize| actions.planned - actions.told[part];
    let most = (0..PARTS.len()).max_by_key(|&part| (lacking(part), std::cmp::Reverse(part))).unwrap_or_default();
    let often = actions.planned >= ENOUGH && lacking(most) * 4 >= actions.planned;
    match patterns.first().filter(|_| !often) {
        Some(pattern) => resting_on(for_phrasing(pattern.category), all, |read| phrased(read, &pattern.rule)),
        None if lacking(most) > 0 => resting_on(for_plans(PARTS[most]), all, |read| lacks(read, PARTS[most])),
        None => resting_on(
            [
                "In your next recording, try asking what would be good enough for now, and writing the answer in the person's own words",
                "What would they say is enough?",
            ],
            all,
            kept_words,
        ),
    }
}

/// What to try, with a sentence of theirs and what could be asked of it; without either where none can be shown.
fn resting_on([advice, ask]: [&str; 2], all: &[(usize, usize, &Read)], found: impl Fn(&Read) -> Option<Span>) -> ToTry {
    let newest = all.iter().rev().find_map(|(case, number, read)| Some((*case, *number, found(read)?)));
    let quoted = newest.and_then(|(case, number, span)| {
        let (_, _, read) = all.iter().find(|one| (one.0, one.1) == (case, number))?;
        sayable(span.of(&read.draft.recording.text))
    });
    match quoted {
        Some(quoted) => ToTry { words: format!("{advice}. You wrote “{quoted}”. {ask}"), from: newest },
        None => ToTry { words: format!("{advice}."), from: None },
    }
}

/// The last plan of a recording that leaves a part out and can be quoted.
fn lacks(read: &Read, part: &str) -> Option<Span> {
    let open = planned(read).filter(|action| action.missing().contains(&part) && may_stand(read, action.segment));
    let open = open.filter(|action| part == "who" || action.who.as_deref().is_some_and(|who| is_worker(read, who)));
    let lists = CueLists::built_in();
    let names = |span: &Span| lists.has_its_object(span.of(&read.draft.recording.text));
    open.map(|action| action.segment).filter(|span| is_sayable(read, *span)).filter(names).last()
}

/// The last sentence of a recording of which a rule speaks.
fn phrased(read: &Read, rule: &str) -> Option<Span> {
    let found = read.draft.findings.iter().filter(|finding| finding.rule == rule);
    let sentence = |finding: &Finding| {
        read.draft.segments.iter().map(|placed| placed.span).find(|span| span.contains(finding.span))
    };
    found.filter_map(sentence).rfind(|span| is_sayable(read, *span))
}

/// The last sentence of a recording that keeps the person's own words.
fn kept_words(read: &Read) -> Option<Span> {
    let kept =
        read.draft.segments.iter().filter(|placed| placed.is_told() && placed.voice == Voice::Person && placed.quoted);
    kept.map(|placed| placed.span).rfind(|span| is_sayable(read, *span))
}

fn is_sayable(read: &Read, span: Span) -> bool {
    sayable(span.of(&read.draft.recording.text)).is_some()
}

/// What to try, and what to ask of a sentence that would gain by it.
fn for_plans(part: &str) -> [&'static str; 2] {
    match part {
        "who" => ["In your next recording, try beginning each action with the name of whoever does it", "Whose is it?"],
        "when" => ["In your next recording, try ending each action with a day and its date", "By which day?"],
        "what" => [
            "In your next recording, try writing each action so that somebody else could do it for you tomorrow",
            "What would they need to know?",
        ],
        _ => [
            "In your next recording, try writing each action so that the family could say whether it has happened",
            "How would they know?",
        ],
    }
}

fn for_phrasing(category: Category) -> [&'static str; 2] {
    match category {
        Category::Deficit => [
            "In your next recording, try telling what was offered, what happened and what got in the way, where a verdict would come to mind",
            "What had you seen or heard?",
        ],
        Category::Defensive => [
            "In your next recording, try giving the reason for a decision in one sentence with “because”",
            "What was the reason?",
        ],
        Category::Jargon => [
            "In your next recording, try reading one paragraph aloud as the person would hear it",
            "How would they say it?",
        ],
        Category::Vague => [
            "In your next recording, try telling, for one summary word, what you saw or heard that made you choose it",
            "What had you seen or heard?",
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_no_words_and_a_line_of_a_form_no_example() {
        assert!(!is_a_word("bl1") && !is_a_word("4qr") && !is_a_word("lh") && is_a_word("strat meeting"));
        assert!(is_form_line("Action: Jean to hold spare key    By: 02/03/2025    Status: not done"));
        assert!(!is_form_line("Actions: Mrs Amadi will send the referral by 16 May."));
        assert!(!is_balanced("\"I want us out of here before the clocks go back.") && is_balanced("She said \"no\"."));
    }
}
