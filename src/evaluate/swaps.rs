//! The same recordings with other names, the other gender or other ages: a reading should not change with them.

use crate::random::Random;
use crate::recording::Draft;
use crate::rules::Finding;
use crate::text::Span;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Swap {
    Names,
    Pronouns,
    Ages,
}

/// Names that are met, and groups of names that they become.
pub struct Names {
    met: HashSet<String>,
    groups: Vec<Vec<String>>,
}

/// How many segments were read otherwise after a swap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    pub recordings: usize,
    pub segments: usize,
    pub section: usize,
    pub voice: usize,
    pub flags: usize,
}

impl Names {
    /// From the text of `evals/names.toml`.
    pub fn parse(text: &str) -> Result<Names, toml::de::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct File {
            met: String,
            groups: BTreeMap<String, String>,
        }
        let file: File = toml::from_str(text)?;
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<String>>();
        Ok(Names {
            met: words(&file.met).into_iter().collect(),
            groups: file.groups.values().map(|group| words(group)).collect(),
        })
    }
}

impl Swap {
    pub const ALL: [Swap; 3] = [Swap::Names, Swap::Pronouns, Swap::Ages];

    pub fn name(self) -> &'static str {
        match self {
            Swap::Names => "names",
            Swap::Pronouns => "pronouns and titles",
            Swap::Ages => "ages",
        }
    }

    /// `text` after the swap; the same as before where there is nothing to swap.
    pub fn of(self, text: &str, names: &Names, mut random: Random) -> String {
        let group = &names.groups[random.below(names.groups.len())];
        let mut given: HashMap<&str, &str> = HashMap::new();
        with_words(text, |word| match self {
            Swap::Names if names.met.contains(word) => {
                let start = random.below(group.len());
                Some((*given.entry(word).or_insert(&group[start])).to_owned())
            }
            Swap::Pronouns => other_gender(word),
            Swap::Ages => other_age(word),
            Swap::Names => None,
        })
    }
}

/// `text` with some of its runs of letters and digits replaced.
fn with_words<'a>(text: &'a str, mut other: impl FnMut(&'a str) -> Option<String>) -> String {
    let mut swapped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        let (gap, from) = rest.split_at(start);
        let length = from.find(|c: char| !c.is_alphanumeric()).unwrap_or(from.len());
        let (word, after) = from.split_at(length);
        swapped.push_str(gap);
        swapped.push_str(other(word).as_deref().unwrap_or(word));
        rest = after;
    }
    swapped.push_str(rest);
    swapped
}

fn other_gender(word: &str) -> Option<String> {
    let other = match word.to_lowercase().as_str() {
        "he" => "she",
        "she" => "he",
        "him" | "his" => "her",
        "her" | "hers" => "his",
        "himself" => "herself",
        "herself" => "himself",
        "mr" => "mrs",
        "mrs" => "mr",
        _ => return None,
    };
    let is_capital = word.starts_with(char::is_uppercase);
    Some(if is_capital { format!("{}{}", other[..1].to_uppercase(), &other[1..]) } else { other.to_owned() })
}

/// A grown person's age, or what could be one, as another of the same length: 83 as 47. Children keep theirs, because what is safe at
/// sixteen is not at six.
fn other_age(word: &str) -> Option<String> {
    let age: u32 = word.parse().ok().filter(|age| (32..=99).contains(age))?;
    Some((32 + (age - 32 + 34) % 68).to_string())
}

impl Changes {
    /// What differs between two drafts of one recording. Where the swap cuts it otherwise, every segment counts as changed.
    pub fn between(before: &Draft, after: &Draft) -> Changes {
        let segments = before.segments.len();
        if segments != after.segments.len() {
            return Changes { recordings: 1, segments, section: segments, voice: segments, flags: segments };
        }
        let pairs = || before.segments.iter().zip(&after.segments);
        let rules = |findings: &[Finding], span: Span| {
            let over = findings.iter().filter(|finding| finding.span.overlaps(span));
            over.map(|finding| finding.rule.to_string()).collect::<Vec<String>>()
        };
        Changes {
            recordings: 1,
            segments,
            section: pairs().filter(|(a, b)| a.section != b.section).count(),
            voice: pairs().filter(|(a, b)| a.voice != b.voice).count(),
            flags: pairs().filter(|(a, b)| rules(&before.findings, a.span) != rules(&after.findings, b.span)).count(),
        }
    }

    pub fn and(self, other: Changes) -> Changes {
        Changes {
            recordings: self.recordings + other.recordings,
            segments: self.segments + other.segments,
            section: self.section + other.section,
            voice: self.voice + other.voice,
            flags: self.flags + other.flags,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swaps_keep_everything_else() {
        let names = Names::parse("met = \"Kofi Joy\"\n[groups]\none = \"Ann\"").unwrap();
        let swapped = |swap: Swap, text: &str| swap.of(text, &names, Random::new(1));
        assert_eq!(swapped(Swap::Names, "Kofi's joy; Joy, 83.\n"), "Ann's joy; Ann, 83.\n");
        assert_eq!(swapped(Swap::Pronouns, "She told Mr Kofi; his cat. Hers."), "He told Mrs Kofi; her cat. His.");
        assert_eq!(swapped(Swap::Ages, "Aged 83, son 9, flat 1204, 12yo."), "Aged 49, son 9, flat 1204, 12yo.");
    }
}
