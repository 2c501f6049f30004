use super::Span;

/// In small letters, in their order.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// *First* to *twentieth*.
pub const ORDINALS: [&str; 20] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

/// A word as rules compare it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub span: Span,
    /// Lower case, with straight apostrophes: `Doesn’t` is `doesn't`.
    pub folded: String,
}

/// The words of `text` in order, with spans that begin at `offset`.
///
/// Endings that stand for a word of their own are words (`he's` is `he` and `'s`), `n't` stays with its verb, and short forms
/// joined by a stroke or ampersand stay whole (`T/C`, `A&E`). Hyphens separate, so `wheelchair-bound` reads as `wheelchair bound` does.
pub fn words(text: &str, offset: usize) -> Vec<Word> {
    let mut found = Vec::new();
    let mut rest = 0;
    while let Some(start) = text[rest..].find(char::is_alphanumeric).map(|n| rest + n) {
        let end = word_end(text, start);
        for (from, to) in clitic_parts(&text[start..end]) {
            found.push(Word {
                span: Span::new(offset + start + from, offset + start + to),
                folded: fold(&text[start + from..start + to]),
            });
        }
        rest = end;
    }
    found
}

fn word_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut chars = text[start..].char_indices().peekable();
    while let Some((at, letter)) = chars.next() {
        let next_is_letter = chars.peek().is_some_and(|&(_, next)| next.is_alphanumeric());
        let joins = match letter {
            '\'' | '’' => true,
            '/' | '&' => text[start..start + at].chars().count() <= 2,
            _ => false,
        };
        let belongs = letter.is_alphanumeric() || (joins && next_is_letter);
        if !belongs {
            break;
        }
        end = start + at + letter.len_utf8();
    }
    end
}

/// Byte ranges of the parts of one word: `Mum's` gives `Mum` and `'s`.
fn clitic_parts(word: &str) -> impl Iterator<Item = (usize, usize)> {
    const ENDINGS: [&str; 6] = ["s", "ve", "ll", "re", "d", "m"];
    let cut = word.rfind(['\'', '’']).filter(|&at| {
        let ending = word[at..].trim_start_matches(['\'', '’']);
        at > 0 && ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known))
    });
    let ending = cut.map(|at| (at, word.len()));
    std::iter::once((0, cut.unwrap_or(word.len()))).chain(ending)
}

fn fold(word: &str) -> String {
    if word.is_ascii() { word.to_ascii_lowercase() } else { word.to_lowercase().replace('’', "'") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clitics_hyphens_and_short_forms() {
        let folded: Vec<String> =
            words("Mum’s wheelchair-bound; he doesn't. T/C to A&E, mum/dad", 0).into_iter().map(|w| w.folded).collect();
        assert_eq!(folded, ["mum", "'s", "wheelchair", "bound", "he", "doesn't", "t/c", "to", "a&e", "mum", "dad"]);
    }
}
