//! Sentences of one block. A stop ends a sentence only where white space or a new capital follows, so times and decimals stay whole.

use super::in_quotation;
use crate::text::Span;

/// Sentences of `block` in order, trimmed. The label, where there is one, stays with the first of them.
pub fn sentences(text: &str, block: Span, label: Option<Span>, quotes: &[Span]) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = block.start();
    let mut from = label.map_or(block.start(), |label| label.end());
    while let Some(end) = next_end(text, Span::new(from, block.end()), quotes) {
        found.extend(Span::new(start, end).trimmed(text));
        start = end;
        from = end;
    }
    found.extend(Span::new(start, block.end()).trimmed(text));
    found
}

/// Where the first sentence of `rest` ends, if another follows it.
fn next_end(text: &str, rest: Span, quotes: &[Span]) -> Option<usize> {
    let words = rest.of(text);
    let mut after_stop = 0;
    for (at, _) in words.match_indices(['.', '?', '!', '…']) {
        if at < after_stop {
            continue;
        }
        let stops = &words[at..];
        let tail = stops.trim_start_matches(['.', '?', '!', '…']);
        let end = words.len() - tail.trim_start_matches(['"', '”', '’', '\'', ')', ']', '*', '_']).len();
        after_stop = end;
        let next = &words[end..];
        if next.trim().is_empty() || (stops.starts_with('?') && answers_a_form(next)) {
            return None;
        }
        // A mark that closes a quotation is part of the sentence; one that lies inside it ends nothing.
        if in_quotation(quotes, rest.start() + at) && in_quotation(quotes, rest.start() + end) {
            continue;
        }
        // `1.` at the beginning is the number of a list.
        let is_list_number = !words[..at].is_empty() && words[..at].bytes().all(|b| b.is_ascii_digit());
        // No abbreviation is longer, and text without a space must not be gone through again at every stop.
        let nearby = &words[words.floor_char_boundary(at.saturating_sub(LONGEST_WORD))..at];
        if !is_list_number
            && ends_here(nearby, &stops[..stops.len() - tail.len()], end - at > stops.len() - tail.len(), next)
        {
            return Some(rest.start() + end);
        }
    }
    None
}

/// True of `Yes [x] No [ ]` and its like, which say nothing apart from the question they stand after. A sentence of somebody's ends in a stop.
fn answers_a_form(words: &str) -> bool {
    const LONGEST: usize = 40;
    const ANSWERS: [&str; 10] = ["yes", "no", "n/a", "na", "none", "unknown", "not", "known", "x", "tbc"];
    let words = words.trim();
    let is_mark = |c: char| !c.is_alphanumeric() && c != '/';
    words.len() <= LONGEST
        && !words.ends_with(['.', '!', '?', '"', '”', '’'])
        && words
            .split_whitespace()
            .flat_map(|word| word.split(is_mark))
            .filter(|word| !word.is_empty())
            .all(|word| ANSWERS.contains(&word.to_lowercase().as_str()))
}

/// Bytes before a stop that are looked at.
const LONGEST_WORD: usize = 48;

fn ends_here(before: &str, stops: &str, closed: bool, next: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '/')).next().unwrap_or("");
    let following = next.trim_start().trim_start_matches(['"', '“', '‘', '\'', '(', '-', '–', '*', '_']);
    let lower = following.starts_with(char::is_lowercase);
    if !next.starts_with(char::is_whitespace) {
        // `for tea.She slept`: a missing space, unless it is a name such as `www.Bank` or a short form such as `e.g.Tuesday`.
        let plain_word = word.len() >= 3 && word.chars().all(|c| c.is_lowercase() || c == '\'');
        return stops == "." && plain_word && next.starts_with(char::is_uppercase);
    }
    if lower && (closed || stops == "…" || stops.starts_with("..")) {
        return false;
    }
    if stops != "." {
        return true;
    }
    !is_abbreviation(word, following) && !is_initial_after_title(before, word)
}

/// `Dr. A. Khan`, whose one letter elsewhere may end a sentence: *vitamin A.*
fn is_initial_after_title(before: &str, word: &str) -> bool {
    const TITLES: [&str; 10] = ["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "cllr", "sister"];
    let title = before[..before.len() - word.len()].split_whitespace().next_back().unwrap_or("");
    word.chars().count() == 1 && TITLES.contains(&title.trim_end_matches('.').to_lowercase().as_str())
}

fn is_abbreviation(word: &str, following: &str) -> bool {
    const ALWAYS: [&str; 26] = [
        "mr", "mrs", "ms", "dr", "prof", "rev", "fr", "vs", "e.g", "i.e", "eg", "ie", "approx", "st", "sr", "snr",
        "jnr", "cllr", "sgt", "insp", "supt", "hon", "cf", "incl", "viz", "c",
    ];
    const BEFORE_A_NUMBER: [&str; 12] = ["no", "nos", "ref", "tel", "ext", "p", "pp", "para", "s", "sec", "art", "rm"];
    const BEFORE_SMALL_LETTERS: [&str; 9] = ["etc", "a.m", "p.m", "am", "pm", "appt", "dept", "yrs", "hrs"];
    let word = word.to_lowercase();
    let word = word.trim_start_matches(['"', '“', '\'', '‘', '[']);
    let number_next = following.starts_with(|c: char| c.is_ascii_digit());
    let lower_next = following.starts_with(char::is_lowercase);
    ALWAYS.contains(&word)
        || (number_next && BEFORE_A_NUMBER.contains(&word))
        || (lower_next && BEFORE_SMALL_LETTERS.contains(&word))
        || (lower_next && is_in_letters(word))
        || is_initial(word, following)
}

/// `P.I.P`: letters with stops between them.
fn is_in_letters(word: &str) -> bool {
    let mut letters = word.split('.');
    word.contains('.') && letters.all(|letter| letter.chars().count() == 1 && letter.chars().all(char::is_alphabetic))
}

/// `J.` before a surname, or `J.R.`
fn is_initial(word: &str, following: &str) -> bool {
    let last = word.rsplit('.').next().unwrap_or("");
    let single = last.chars().count() == 1 && last.chars().all(char::is_alphabetic);
    single && following.starts_with(char::is_uppercase) && !matches!(last, "i" | "a")
}
