//! What the encoder is not told: which name somebody has, and whether they are *he* or *she*.
//!
//! A name is given as a stand-in, the same one throughout the recording, so that people can still be told apart; pronouns and titles
//! are given in one form. A placement then cannot turn on anybody's gender, ethnicity or religion as their name tells it.

use super::ModelError;
use crate::text::Span;
use std::collections::{HashMap, HashSet};
use tokenizers::Tokenizer;

/// Words of the base vocabulary that stand for names, in the order in which names are met.
const STAND_INS: [&str; 16] = [
    "alex", "sam", "chris", "robin", "lee", "taylor", "casey", "jamie", "pat", "kim", "terry", "morgan", "leslie",
    "dana", "kelly", "riley",
];

/// Words of gender, and the one form in which the encoder is given them.
const ONE_FORM: [(&str, &str); 11] = [
    ("he", "he"),
    ("she", "he"),
    ("him", "his"),
    ("her", "his"),
    ("his", "his"),
    ("hers", "his"),
    ("himself", "himself"),
    ("herself", "himself"),
    ("mrs", "mr"),
    ("ms", "mr"),
    ("miss", "mr"),
];

/// Ordinary words that follow the name of a place rather than the first name of a person: *Ashdown Ward*, *Tulketh Road*.
const OF_PLACES: [&str; 24] = [
    "avenue", "centre", "clinic", "close", "college", "council", "court", "day", "drive", "family", "gardens", "hall",
    "health", "home", "hospital", "house", "lane", "park", "primary", "road", "school", "street", "team", "ward",
];

pub struct Likeness {
    /// Words that are no names, in lower case.
    ordinary: HashSet<String>,
    stand_ins: Vec<u32>,
    one_form: HashMap<&'static str, u32>,
}

impl Likeness {
    /// `ordinary`: one word to a line.
    pub fn new(tokenizer: &Tokenizer, ordinary: &str) -> Result<Likeness, ModelError> {
        let id = |word: &str| {
            tokenizer.token_to_id(word).ok_or_else(|| ModelError::Tokenizer(format!("it has no piece `{word}`")))
        };
        Ok(Likeness {
            ordinary: ordinary.lines().map(str::to_owned).collect(),
            stand_ins: STAND_INS.into_iter().map(id).collect::<Result<_, _>>()?,
            one_form: ONE_FORM
                .into_iter()
                .map(|(word, form)| Ok((word, id(form)?)))
                .collect::<Result<_, ModelError>>()?,
        })
    }

    pub fn is_ordinary(&self, folded: &str) -> bool {
        self.ordinary.contains(folded)
    }

    /// True of a piece that is given in place of a name.
    pub fn is_stand_in(&self, id: u32) -> bool {
        self.stand_ins.contains(&id)
    }

    /// The words of `text` that the encoder is given otherwise, in order, each with the piece it is given.
    pub fn of(&self, text: &str) -> Vec<(Span, u32)> {
        let cased = letter_runs(text).any(|span| is_capitalised(span.of(text)));
        let told = self.told_as_names(text);
        let mut met = HashMap::new();
        let given = |span: Span| {
            let word = span.of(text);
            let lower = word.to_lowercase();
            // *Ms* is a title, *MS* an illness; *Miss* a title, *miss* a verb.
            let is_title = matches!(lower.as_str(), "ms" | "miss");
            if let Some(&id) = self.one_form.get(lower.as_str()).filter(|_| !is_title || is_capitalised(word)) {
                return Some((span, id));
            }
            let may_be_name = if cased { is_capitalised(word) } else { lower.chars().count() > 2 };
            if !may_be_name || (self.ordinary.contains(&lower) && !told.contains(&lower)) {
                return None;
            }
            let next = met.len();
            let number = *met.entry(lower).or_insert(next);
            Some((span, self.stand_ins[number % self.stand_ins.len()]))
        };
        letter_runs(text).filter_map(given).collect()
    }

    /// Ordinary words that are names in `text`, because they once stand after a title or a name: *Mr Ward*, *Amara Brown*.
    fn told_as_names(&self, text: &str) -> HashSet<String> {
        let mut told = HashSet::new();
        let mut before: Option<Span> = None;
        for span in letter_runs(text) {
            let lower = span.of(text).to_lowercase();
            let Some(last) = before.replace(span).filter(|_| self.ordinary.contains(&lower)) else { continue };
            let between = &text[last.end()..span.start()];
            let last = last.of(text);
            let is_capital = is_capitalised(span.of(text));
            let after_title = match last.to_lowercase().as_str() {
                // *Mr and Mrs Ward*.
                "mr" | "mrs" => !matches!(lower.as_str(), "and" | "or"),
                // *Has ms and*, *a dr today* and *will miss school* tell no name.
                "ms" | "miss" | "dr" => is_capital && is_capitalised(last),
                _ => false,
            };
            let after_name = is_capitalised(last) && !self.ordinary.contains(&last.to_lowercase());
            if (after_title && matches!(between, " " | ". "))
                || (after_name && between == " " && is_capital && !OF_PLACES.contains(&lower.as_str()))
            {
                told.insert(lower);
            }
        }
        told
    }
}

/// The words of `texts` that are ordinary: usually written in lower case, or capitalised in so many recordings that they cannot be a
/// name (*Monday*, *Christmas*). One to a line, in order.
#[cfg(feature = "training")]
pub fn ordinary_words<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    use std::collections::BTreeMap;
    /// Recordings that share a capitalised word before it is taken for no name, in ten thousand.
    const SHARED: usize = 100;
    #[derive(Default)]
    struct Seen {
        lower: usize,
        capitalised: usize,
        recordings: usize,
    }
    let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
    let mut count = 0;
    for text in texts.filter(|text| has_capitals(text)) {
        count += 1;
        let mut here = HashSet::new();
        for word in letter_runs(text).map(|span| span.of(text)) {
            let lower = word.to_lowercase();
            let of_word = seen.entry(lower.clone()).or_default();
            if is_capitalised(word) {
                of_word.capitalised += 1;
                of_word.recordings += usize::from(here.insert(lower));
            } else if word == lower {
                of_word.lower += 1;
            }
        }
    }
    let is_ordinary = |seen: &Seen| {
        (seen.lower > 0 && seen.lower * 2 >= seen.capitalised) || seen.recordings * 10_000 > count * SHARED
    };
    seen.iter().filter(|(_, seen)| is_ordinary(seen)).map(|(word, _)| format!("{word}\n")).collect()
}

/// True of text whose writer gives names their capital: dictated text may have one by chance.
#[cfg(feature = "training")]
fn has_capitals(text: &str) -> bool {
    const WORDS_TO_A_CAPITAL: usize = 25;
    let capitalised = letter_runs(text).filter(|span| is_capitalised(span.of(text))).count();
    capitalised > 0 && capitalised * WORDS_TO_A_CAPITAL >= letter_runs(text).count()
}

/// Stretches of letters that no digit touches.
fn letter_runs(text: &str) -> impl Iterator<Item = Span> + '_ {
    let is_inside = |c: char| c.is_alphanumeric();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + text[at..].find(is_inside)?;
            let length = text[start..].find(|c| !is_inside(c)).unwrap_or(text.len() - start);
            at = start + length;
            if text[start..at].chars().all(char::is_alphabetic) {
                return Some(Span::new(start, at));
            }
        }
    })
}

/// *Amara*, *McGill*; not *GP*, not *K*.
fn is_capitalised(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use crate::model::Model;

    /// The pieces that the built-in model gives its encoder for `text`, by their ids.
    fn pieces(text: &str) -> Vec<u32> {
        let model = Model::built_in().unwrap();
        model.tokens.of(text).unwrap().iter().map(|token| token.id).collect()
    }

    #[test]
    fn the_encoder_is_not_told_names_or_gender() {
        let one = pieces("Mrs Adaeze Onyekachi rang. She is worried about her son Kofi; Adaeze's knee hurts.");
        let other = pieces("Mr Zbigniew Kowalski rang. He is worried about his son Moshe; Zbigniew's knee hurts.");
        assert_eq!(one, other);
    }

    #[test]
    fn people_can_still_be_told_apart() {
        assert_ne!(pieces("Ngozi rang Fatima."), pieces("Ngozi rang Ngozi."));
        assert_ne!(pieces("She misses Tom."), pieces("She misses Monday."));
        assert_ne!(pieces("Diagnosed with MS."), pieces("Diagnosed with Ms."));
    }

    #[test]
    fn a_word_is_a_name_after_a_title_or_a_name() {
        assert_eq!(pieces("saw mrs ward. ward has eaten"), pieces("saw mrs pham. pham has eaten"));
        assert_ne!(pieces("Saw Kofi. Will ring. Will ask."), pieces("Saw Kofi. Pham ring. Pham ask."));
        assert_eq!(pieces("Mr Ward fell. Ward is home."), pieces("Mr Pham fell. Pham is home."));
        assert_eq!(pieces("Kofi Brown rang."), pieces("Kofi Owusu rang."));
        assert_ne!(pieces("Ashdown Ward rang. Ward staff came."), pieces("Ashdown Pham rang. Pham staff came."));
    }

    #[test]
    fn names_in_dictated_text_are_stood_in_for() {
        assert_eq!(pieces("mrs greta lindqvist has a cat"), pieces("mrs fatima choudhury has a cat"));
    }
}
