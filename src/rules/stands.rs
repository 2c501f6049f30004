//! Where words stand in an action: before a mark or a verb, between dashes, in brackets.

use super::actions::ProposedAction;
use super::lexicon::Line;
use super::times::Time;
use crate::segment::bullet_length;
use crate::text::{Span, Word};

const DASHES: [&str; 3] = [" - ", " – ", " — "];

pub(super) fn without_bullet(text: &str, own: Span) -> Span {
    Span::new(own.start() + bullet_length(own.of(text)), own.end())
}

/// What stands before the first colon or dash, near the beginning, where something follows it.
pub(super) fn before_mark(text: &str, own: Span) -> Option<Span> {
    let words = own.of(text);
    let marks = [": ", " - ", " – ", " — "];
    let at = marks.into_iter().filter_map(|mark| words.find(mark)).min()?;
    (!words[at..].trim_matches([':', ' ', '-', '–', '—']).is_empty()).then(|| Span::new(own.start(), own.start() + at))
}

/// What stands before *to*, *will*, *is to* or *is going to*, within a few words.
pub(super) fn before_verb(text: &str, own: Span) -> Option<Span> {
    const MOST: usize = 5;
    let all = crate::text::words(own.of(text), own.start());
    let all: Vec<&Word> = all.iter().collect();
    let (at, verb) = (1..all.len().min(MOST + 1)).find_map(|at| Some((at, planned_verb(&all, at)?)))?;
    let is_passive = all.get(verb).is_none_or(|next| next.folded == "be");
    (!is_passive).then(|| Span::new(own.start(), all[at - 1].span.end()))
}

/// The place of the verb that the words at `at` plan, if they do: *to ring*, *will ring*, *is to ring*, *is going to ring*.
pub(super) fn planned_verb(all: &[&Word], at: usize) -> Option<usize> {
    let folded = |at: usize| all.get(at).map_or("", |word| word.folded.as_str());
    match folded(at) {
        "to" | "will" | "'ll" | "shall" => Some(at + 1),
        "is" | "are" | "am" | "'s" | "'re" | "'m" if folded(at + 1) == "to" => Some(at + 2),
        "is" | "are" | "am" | "'s" | "'re" | "'m" if folded(at + 1) == "going" && folded(at + 2) == "to" => {
            Some(at + 3)
        }
        _ => None,
    }
}

/// True where nothing but a space, a hyphen or the stop after an initial or title stands between two words.
pub(super) fn adjoin(text: &str, before: &Word, after: &Word) -> bool {
    let between = &text[before.span.end()..after.span.start()];
    let is_short = || before.span.len() <= 3 && before.span.of(text).starts_with(char::is_uppercase);
    matches!(between, "" | " " | "-") || (between == ". " && is_short())
}

pub(super) fn own_words<'a>(line: &'a Line, own: Span) -> Vec<&'a Word> {
    let first = line.words.partition_point(|word| word.span.start() < own.start());
    line.words[first..].iter().take_while(|word| word.span.end() <= own.end()).collect()
}

/// The first of `times` that is told in a stretch.
pub(super) fn time_in(times: &[Time], own: Span) -> Option<Span> {
    times.iter().map(|time| time.span).find(|time| own.contains(*time))
}

/// True of a name that a task belongs to, *Gareth's own review*; *Mum's going to ring* and *Dad's back Sunday* say what they are.
pub(super) fn is_owner(text: &str, who: Span) -> bool {
    const OWNED: [&str; 22] = [
        "own",
        "ax",
        "assessment",
        "review",
        "reviews",
        "referral",
        "appointment",
        "appt",
        "plan",
        "visit",
        "meeting",
        "form",
        "application",
        "check",
        "session",
        "meds",
        "medication",
        "prescription",
        "passport",
        "report",
        "case",
        "file",
    ];
    let rest = &text[who.end()..];
    let Some(after) = rest.strip_prefix("'s ").or_else(|| rest.strip_prefix("’s ")) else { return false };
    let next = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    OWNED.contains(&next.to_lowercase().as_str())
}

/// The end of `St Luke's` and its like, which a reader took for *Luke is*.
pub(super) fn is_possessive(text: &str, action: &ProposedAction) -> bool {
    let Some(who) = action.who else { return false };
    let after = text[who.end()..action.span.end().max(who.end())].trim_end_matches(['.', ',', ';', ' ', '\n']);
    matches!(after, "'s" | "’s")
}

/// The words between dashes, or all of them.
pub(super) fn pieces(text: &str, own: Span) -> Vec<Span> {
    let words = own.of(text);
    let mut cuts: Vec<(usize, usize)> =
        DASHES.iter().flat_map(|dash| words.match_indices(dash).map(|(at, dash)| (at, dash.len()))).collect();
    cuts.sort_unstable();
    let mut found = Vec::with_capacity(cuts.len() + 1);
    let mut from = 0;
    for (at, length) in cuts.into_iter().chain([(words.len(), 0)]) {
        let piece = Span::new(own.start() + from.min(at), own.start() + at);
        let piece = piece.trimmed(text).map(|piece| {
            Span::new(piece.start(), piece.start() + piece.of(text).trim_end_matches(['.', ',', ';']).len())
        });
        found.extend(piece);
        from = at + length;
    }
    found
}

/// What stands before the first comma of a piece: *– SW, within two weeks*.
pub(super) fn before_comma(text: &str, piece: Span) -> Span {
    let length = piece.of(text).find(',').unwrap_or(piece.len());
    Span::new(piece.start(), piece.start() + length)
}

/// The first of what stands in brackets at the end.
pub(super) fn in_brackets(text: &str, own: Span) -> Option<Span> {
    let words = own.of(text).trim_end_matches(['.', ' ', ';', '\n']);
    let from = words.strip_suffix(')')?.rfind('(')? + 1;
    let inside = &words[from..words.len() - 1];
    let length = inside.find([',', ';', '/']).unwrap_or(inside.len());
    Span::new(own.start() + from, own.start() + from + length).trimmed(text)
}
