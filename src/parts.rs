//! The model's likelihoods for the tokens of an action into its parts, which `rules` then reads with the times that the words tell.

use crate::model::{Model, ModelError, Part, Reading};
use crate::rules::{ProposedAction, Status};
use crate::text::Span;

/// How likely a token must be to be part of an action's who or when, or to begin a further action.
const LIKELY: f32 = 0.5;

/// A token's place in the text and how likely it is each part.
type Likely = (Span, [f32; Part::COUNT]);

/// The actions that each segment tells, in order.
pub fn proposed_actions(
    model: &Model,
    reading: &Reading,
    text: &str,
    segments: &[Span],
) -> Result<Vec<Vec<ProposedAction>>, ModelError> {
    let tokens = model.parts(reading)?;
    let apart: Vec<Vec<Span>> =
        segments.iter().map(|&segment| actions_of(within(&tokens, segment), text, segment)).collect();
    let spans: Vec<Span> = apart.iter().flatten().copied().collect();
    let mut scores = model.actions(reading, &spans)?.into_iter();
    let propose = |span: Span| {
        let scores = scores.next().expect("every action has its scores");
        let own = within(&tokens, span);
        let likeliest = (0..Status::ALL.len()).max_by(|&a, &b| scores.status[a].total_cmp(&scores.status[b]));
        ProposedAction {
            span,
            who: run(own, Part::Who, text),
            unsaid_i: scores.unsaid_i >= LIKELY,
            what: scores.what >= LIKELY,
            when: run(own, Part::When, text),
            measurable: scores.measurable >= LIKELY,
            status: Status::ALL[likeliest.unwrap_or(0)],
        }
    };
    let mut proposed: std::vec::IntoIter<ProposedAction> =
        spans.into_iter().map(propose).collect::<Vec<_>>().into_iter();
    Ok(apart.iter().map(|actions| proposed.by_ref().take(actions.len()).collect()).collect())
}

fn within(tokens: &[Likely], span: Span) -> &[Likely] {
    let from = tokens.partition_point(|(token, _)| token.start() < span.start());
    let to = tokens.partition_point(|(token, _)| token.start() < span.end());
    &tokens[from..to]
}

/// A segment cut where further actions begin.
fn actions_of(tokens: &[Likely], text: &str, segment: Span) -> Vec<Span> {
    let begins = tokens.iter().filter(|(_, likely)| likely[Part::Begins as usize] >= LIKELY);
    let mut cuts: Vec<usize> =
        begins.map(|(token, _)| word_start(text, token.start())).filter(|&at| at > segment.start()).collect();
    cuts.dedup();
    let starts = std::iter::once(segment.start()).chain(cuts.iter().copied());
    let ends = cuts.iter().copied().chain([segment.end()]);
    starts.zip(ends).map(|(start, end)| trimmed(text, start, end)).filter(|span| !span.is_empty()).collect()
}

fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let words = text[start..end].trim_end();
    Span::new(start, start + words.len())
}

/// The first run of tokens that are likely the part, as whole words.
fn run(tokens: &[Likely], part: Part, text: &str) -> Option<Span> {
    let likely = |(_, likely): &&Likely| likely[part as usize] >= LIKELY;
    let first = tokens.iter().position(|token| likely(&token))?;
    let count = tokens[first..].iter().take_while(likely).count();
    let (from, to) = (tokens[first].0.start(), tokens[first + count - 1].0.end());
    let end = to + text[to..].find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len() - to);
    let words = text[word_start(text, from)..end].trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')');
    (!words.is_empty()).then(|| Span::new(word_start(text, from), word_start(text, from) + words.len()))
}

/// Where the word around `at` begins.
fn word_start(text: &str, at: usize) -> usize {
    text[..at]
        .rfind(|c: char| !c.is_alphanumeric())
        .map_or(0, |space| space + text[space..].chars().next().map_or(0, char::len_utf8))
}
