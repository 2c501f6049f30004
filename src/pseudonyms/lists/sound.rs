//! How far a word sounds like a name: its letters by threes, held against those of the names and of the words that are known.

use super::Lists;
use std::collections::HashMap;

/// By three letters, how much oftener names have them than words do, as a logarithm.
pub struct Sound(HashMap<[char; 3], f32>);

impl Sound {
    pub(super) fn of<'a>(names: impl Iterator<Item = &'a String>, words: impl Iterator<Item = &'a String>) -> Sound {
        let mut counts: HashMap<[char; 3], [f32; 2]> = HashMap::new();
        let mut all = [0.0f32; 2];
        let mut count = |word: &str, side: usize| {
            for three in threes(word) {
                counts.entry(three).or_default()[side] += 1.0;
                all[side] += 1.0;
            }
        };
        names.for_each(|name| count(name, 0));
        words.for_each(|word| count(word, 1));
        let odds = |of: [f32; 2]| ((of[0] + 1.0) / (all[0] + 1.0)).ln() - ((of[1] + 1.0) / (all[1] + 1.0)).ln();
        Sound(counts.into_iter().map(|(three, of)| (three, odds(of))).collect())
    }

    /// Above nought for what sounds like a name.
    pub fn of_word(&self, folded: &str) -> f32 {
        let (mut sum, mut counted) = (0.0, 0.0);
        for three in threes(folded) {
            sum += self.0.get(&three).copied().unwrap_or_default();
            counted += 1.0;
        }
        if counted > 0.0 { sum / counted } else { 0.0 }
    }
}

impl Lists {
    pub(super) fn sounds(&self) -> Sound {
        let names = self.first.keys().chain(&self.surnames);
        let is_name = |word: &&String| self.first.contains_key(*word) || self.surnames.contains(*word);
        let words = self.ordinary.iter().chain(&self.met).chain(&self.no_names).filter(|word| !is_name(word));
        Sound::of(names, words)
    }
}

/// The letters of a word by threes, with its beginning and its end.
fn threes(word: &str) -> impl Iterator<Item = [char; 3]> + '_ {
    let mut last = ['^', '^'];
    word.chars().chain(std::iter::once('$')).map(move |letter| {
        let three = [last[0], last[1], letter];
        last = [last[1], letter];
        three
    })
}

#[cfg(test)]
mod tests {
    use super::super::SOUND;

    #[test]
    fn names_that_no_list_has_sound_like_names() {
        for (name, word) in
            [("chimeliana", "unmistakable"), ("kowalinski", "strengthening"), ("muhamadullah", "worksheets")]
        {
            assert!(SOUND.of_word(name) > SOUND.of_word(word), "{name}, {word}");
        }
    }
}
