//! The words of a recording with what the finder of names asks of each.

use crate::pseudonyms::Found;
use crate::pseudonyms::lists::{LISTS, fold, is_compound, is_contraction, is_counted, is_day_or_month, is_ordinary};
use crate::text::Span;

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Lower,
    /// *Amara*, *McGill*, *O'Rourke*; a single capital letter too.
    Capital,
    /// *BAINES*.
    Upper,
}

/// How far a list of names knows the word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Known {
    No,
    /// It is an ordinary word too.
    Perhaps,
    Yes,
}

pub struct Token<'a> {
    pub span: Span,
    pub folded: String,
    pub shape: Shape,
    pub first: Known,
    pub last: Known,
    /// An ordinary word, exactly or by its stem.
    pub plain: bool,
    pub no_name: bool,
    /// Common in print and on no list: its capital tells less than that of a word nobody knows.
    pub met: bool,
    /// Common in print, whether or not a list knows it as a name.
    pub met_in_print: bool,
    /// What stands between this word and the one before.
    pub gap: &'a str,
    /// A sentence, a line, a quotation or what follows a colon begins here.
    pub begins: bool,
    pub line: bool,
    /// It stands in a line that is written as a heading.
    pub heading: bool,
}

impl Token<'_> {
    pub fn is_initial(&self) -> bool {
        self.folded.chars().count() == 1
    }

    pub fn is_capital(&self) -> bool {
        self.shape != Shape::Lower
    }

    pub fn is_title(&self) -> bool {
        // *Ms*, the title, is never the illness *MS*, nor *Miss* the verb.
        LISTS.titles.contains(&self.folded) && !(self.folded == "ms" && self.shape == Shape::Upper)
    }

    pub fn is_place(&self) -> bool {
        LISTS.places.contains(&self.folded)
    }

    /// No list knows it, neither as a name nor as a word.
    pub fn is_unknown(&self) -> bool {
        self.first == Known::No && self.last == Known::No && !self.plain && !self.no_name
    }

    pub fn may_be_name(&self) -> bool {
        self.first > Known::No || self.last > Known::No || self.is_unknown()
    }

    /// True where nothing but a space, or the stop of an initial or title, stands before it.
    pub fn follows_closely(&self) -> bool {
        matches!(self.gap, " " | "  " | "\u{a0}")
    }

    pub fn follows_stop(&self) -> bool {
        matches!(self.gap, ". " | ".")
    }
}

/// The words of `text` that touch nothing of `found`.
pub fn tokens<'a>(text: &'a str, found: &[Found]) -> Vec<Token<'a>> {
    let mut tokens: Vec<Token> = Vec::new();
    let (mut at, mut taken, mut last) = (0, 0, 0);
    let mut lines = Lines::new(text);
    let shouted = is_shouted(text);
    while let Some(start) = text[at..].find(char::is_alphanumeric).map(|found| at + found) {
        let (end, letters) = word_end(text, start);
        at = end;
        while found.get(taken).is_some_and(|one| one.span.end() <= start) {
            taken += 1;
        }
        if !letters || found.get(taken).is_some_and(|one| one.span.start() < end) {
            continue;
        }
        let word = without_ending(&text[start..end]);
        let gap = &text[last..start];
        let (begins, line) = beginning(gap, tokens.last(), start);
        last = start + word.len();
        tokens.push(Token {
            gap,
            begins,
            line,
            heading: lines.is_heading(start),
            ..token(Span::new(start, last), word, shouted)
        });
    }
    tokens
}

fn token(span: Span, word: &str, shouted: bool) -> Token<'static> {
    let folded = fold(word);
    let exact = LISTS.is_exactly_ordinary(&folded);
    let no_name = LISTS.is_no_name(&folded);
    // What is listed as a name and met in print nowhere is a name that somebody wrote small.
    let ordinary = exact && (folded.len() < 3 || folded.contains('-') || LISTS.is_met(&folded)) || no_name;
    let known = |is: bool| match (is, ordinary) {
        (false, _) => Known::No,
        (true, true) => Known::Perhaps,
        (true, false) => Known::Yes,
    };
    let initial = folded.chars().count() == 1;
    let shape = if shouted { Shape::Lower } else { shape(word) };
    // *Simi can't*, *ahmed seventeenth*: nobody is called so who is written small.
    let small = shape == Shape::Lower && (is_contraction(&folded) || is_counted(&folded));
    let (first, last) = match initial || small {
        true => (Known::No, Known::No),
        // *Non-verbal* begins as *Non* does.
        false if is_compound(word) => (Known::No, Known::No),
        false => (known(LISTS.first(&folded).is_some()), known(LISTS.is_surname(&folded))),
    };
    let listed = first > Known::No || last > Known::No;
    let plain = initial
        || small
        || !listed && is_contraction(&folded)
        || exact && (ordinary || !listed)
        || !listed && (is_ordinary(&folded) || is_compound(word) || is_shortened(word));
    Token {
        span,
        shape,
        first,
        last,
        plain,
        no_name,
        met: !plain && !no_name && !listed && LISTS.is_met(&folded),
        met_in_print: LISTS.is_met(&folded),
        folded,
        gap: "",
        begins: false,
        line: false,
        heading: false,
    }
}

/// A recording in capitals throughout, where they tell as little as small letters do elsewhere.
fn is_shouted(text: &str) -> bool {
    const FEWEST: usize = 25;
    const OF_TEN: usize = 8;
    let words = || text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 1);
    let all = words().count();
    all >= FEWEST && words().filter(|word| word.chars().all(char::is_uppercase)).count() * 10 >= all * OF_TEN
}

/// *Nxt*, *Sessn*, *ViSOR*, *BiPAP*: a word without a vowel, or with a capital at its end, is none that a name is.
fn is_shortened(word: &str) -> bool {
    let letters = || word.chars().filter(|c| c.is_alphabetic());
    let last_is_capital = letters().next_back().is_some_and(char::is_uppercase);
    let small = letters().any(char::is_lowercase);
    let scottish = word.starts_with("Mc") || word.starts_with("Mac");
    letters().count() > 1
        && small
        && !scottish
        && (last_is_capital || !fold(word).contains(['a', 'e', 'i', 'o', 'u', 'y', 'w']))
}

fn shape(word: &str) -> Shape {
    // *al-Hassan*, *d'Souza*: the capital stands after what comes before the name.
    let inner = word.split_once(['-', '\'', '’']).is_some_and(|(before, after)| {
        before.chars().count() <= 3 && before.chars().all(char::is_lowercase) && after.starts_with(char::is_uppercase)
    });
    if inner {
        return Shape::Capital;
    }
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let first = letters.next().is_some_and(char::is_uppercase);
    let rest: String = letters.collect();
    // *GPs*, *SWs* are written in capitals alone.
    let shouted = rest.strip_suffix('s').filter(|rest| !rest.is_empty()).unwrap_or(&rest);
    match (first, !shouted.is_empty() && shouted.chars().all(char::is_uppercase)) {
        (false, _) => Shape::Lower,
        (true, true) => Shape::Upper,
        (true, false) => Shape::Capital,
    }
}

/// Where the word that begins at `start` ends, and whether it is of letters alone.
fn word_end(text: &str, start: usize) -> (usize, bool) {
    let mut end = start;
    let mut letters = true;
    let mut chars = text[start..].char_indices().peekable();
    while let Some((at, letter)) = chars.next() {
        let joins = matches!(letter, '\'' | '’' | '-') && chars.peek().is_some_and(|(_, next)| next.is_alphabetic());
        if !(letter.is_alphanumeric() || is_mark(letter) || joins) {
            break;
        }
        letters &= !letter.is_numeric();
        end = start + at + letter.len_utf8();
    }
    (end, letters)
}

fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

/// The word without `'s`, `'ll` and their like.
fn without_ending(word: &str) -> &str {
    const ENDINGS: [&str; 6] = ["s", "ve", "ll", "re", "d", "m"];
    match word.rfind(['\'', '’']) {
        Some(cut)
            if cut > 0
                && ENDINGS
                    .iter()
                    .any(|ending| word[cut..].trim_start_matches(['\'', '’']).eq_ignore_ascii_case(ending)) =>
        {
            &word[..cut]
        }
        _ => word,
    }
}

fn beginning(gap: &str, before: Option<&Token>, start: usize) -> (bool, bool) {
    let Some(before) = before else { return (true, start == gap.len()) };
    let line = gap.contains('\n');
    let stopped = gap.starts_with(['.', '!', '?']) || gap.contains(". ") || gap.contains("? ") || gap.contains("! ");
    let abbreviated = gap == ". " && (before.is_initial() || before.is_title() || before.folded == "st");
    let opened = gap.ends_with(['"', '“', '‘', '•', '[', ']', '|']) || gap.contains(": ") || gap.contains("; ");
    (line || opened || (stopped && !abbreviated && gap.contains(char::is_whitespace)), line)
}

/// Tells headings, where capitals say nothing: three words or more, most of them with a capital.
struct Lines<'a> {
    text: &'a str,
    end: usize,
    heading: bool,
}

impl Lines<'_> {
    fn new(text: &str) -> Lines<'_> {
        Lines { text, end: 0, heading: false }
    }

    fn is_heading(&mut self, at: usize) -> bool {
        const FEWEST: usize = 3;
        if at >= self.end {
            let start = self.text[..at].rfind('\n').map_or(0, |line| line + 1);
            self.end = self.text[at..].find('\n').map_or(self.text.len(), |end| at + end).max(at + 1);
            let line = &self.text[start..self.end.min(self.text.len())];
            let words = || line.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 3);
            let capitals = words().filter(|word| word.starts_with(char::is_uppercase)).count();
            let all = words().count();
            let row = line.contains(',')
                && (line.contains(':')
                    || line.matches(',').count() > 1
                    || line.bytes().filter(u8::is_ascii_digit).count() > 4);
            self.heading = !row && all >= FEWEST && capitals * 4 >= all * 3 && !line.trim_end().ends_with('.');
        }
        self.heading
    }
}

/// A day, a month, a people or a faith: a word that is more often no person's name, though it can be one.
pub fn is_rarely_name(folded: &str) -> bool {
    const RARE: [&str; 16] = [
        "christian",
        "german",
        "welsh",
        "english",
        "holland",
        "ireland",
        "england",
        "easter",
        "rio",
        "india",
        "asia",
        "africa",
        "america",
        "china",
        "kenya",
        "israel",
    ];
    is_day_or_month(folded) || RARE.contains(&folded)
}
