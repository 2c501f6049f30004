//! The phrases of packs: words with their forms, alternatives, gaps and classes of words. See `src/rules/packs/README.md`.

use super::inflect;
use crate::text::words;

/// A phrase ready to be matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase(pub Vec<Element>);

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Element {
    /// One word, any of these.
    Word(Vec<String>),
    /// Any words, up to this many.
    Gap(usize),
    Choice(Vec<Vec<Element>>),
}

const LONGEST_GAP: usize = 3;

impl Phrase {
    /// Reads a phrase as a pack writes it.
    pub fn parse(written: &str) -> Result<Phrase, String> {
        let elements = sequence(written)?;
        match elements.first() {
            None => Err(format!("`{written}` holds no word")),
            Some(Element::Gap(_)) => Err(format!("`{written}` begins with a gap")),
            Some(Element::Choice(choices)) if choices.iter().any(Vec::is_empty) => {
                Err(format!("`{written}` begins with a word that may be left out"))
            }
            Some(_) => Ok(Phrase(elements)),
        }
    }

    /// Every word that a match can begin with.
    pub fn first_words(&self) -> Vec<&str> {
        match &self.0[0] {
            Element::Word(forms) => forms.iter().map(String::as_str).collect(),
            Element::Choice(choices) => choices
                .iter()
                .filter_map(|choice| match choice.first() {
                    Some(Element::Word(forms)) => Some(forms.iter().map(String::as_str)),
                    _ => None,
                })
                .flatten()
                .collect(),
            Element::Gap(_) => Vec::new(),
        }
    }
}

fn sequence(written: &str) -> Result<Vec<Element>, String> {
    let mut elements = Vec::new();
    let mut rest = written.trim_start();
    while !rest.is_empty() {
        if let Some(inside) = rest.strip_prefix('(') {
            let (choices, after) = inside.split_once(')').ok_or_else(|| format!("`{written}` has an open bracket"))?;
            let choices = choices.split('|').map(sequence).collect::<Result<Vec<_>, _>>()?;
            elements.push(Element::Choice(choices));
            rest = after.trim_start();
        } else {
            let end = rest.find([' ', '(']).unwrap_or(rest.len());
            elements.extend(item(&rest[..end])?);
            rest = rest[end..].trim_start();
        }
    }
    Ok(elements)
}

fn item(written: &str) -> Result<Vec<Element>, String> {
    if written == "_" {
        return Ok(vec![Element::Gap(LONGEST_GAP)]);
    }
    if let Some(class) = written.strip_prefix('<') {
        let class = class.strip_suffix('>').ok_or_else(|| format!("`{written}` is an open class of words"))?;
        return Ok(vec![Element::Word(class_of(class).ok_or_else(|| format!("`<{class}>` is no class of words"))?)]);
    }
    if let Some(base) = written.strip_suffix('~') {
        return last_inflected(base, inflect::verb);
    }
    if let Some(base) = written.strip_suffix('+') {
        return last_inflected(base, inflect::noun);
    }
    if written.contains([')', '|', '<', '>', '~', '+', '_']) {
        return Err(format!("`{written}` cannot be read"));
    }
    Ok(plain(written))
}

fn plain(written: &str) -> Vec<Element> {
    // The end of `he's`, which is a word of its own; alone it would be read as a letter.
    if matches!(written, "'s" | "'ve" | "'ll" | "'re" | "'d" | "'m") {
        return vec![Element::Word(vec![written.to_owned()])];
    }
    words(written, 0).into_iter().map(|word| Element::Word(vec![word.folded])).collect()
}

/// A hyphenated word is several; its last part carries the ending.
fn last_inflected(base: &str, forms: fn(&str) -> Vec<String>) -> Result<Vec<Element>, String> {
    let mut elements = plain(base);
    match elements.last_mut() {
        Some(Element::Word(last)) => *last = forms(&last[0]),
        _ => return Err(format!("`{base}` holds no word")),
    }
    Ok(elements)
}

fn class_of(name: &str) -> Option<Vec<String>> {
    let members = match name {
        "be" => "is was are were be been being 's 're",
        "have" => "has have had having 've",
        "not" => {
            "not never isn't wasn't aren't weren't doesn't didn't don't won't wouldn't can't cannot couldn't hasn't haven't hadn't \
             shouldn't isnt wasnt doesnt didnt dont wont wouldnt cant couldnt hasnt havent"
        }
        "self" => "himself herself themselves themself myself yourself itself ourselves",
        "their" => "his her their my your its our 's",
        "them" => "him her them me you it us",
        "they" => "he she they i we you it who",
        "number" => "one two three four five six seven eight nine ten eleven twelve",
        "kin" => {
            "mum mother mam mom dad father parents parent nan gran grandma grandmother grandad grandfather wife husband partner son \
             daughter brother sister carer aunt auntie uncle family"
        }
        _ => return None,
    };
    let mut forms: Vec<String> = members.split_whitespace().map(str::to_owned).collect();
    if name == "number" {
        forms.extend((0..=366).map(|n| n.to_string()));
    }
    Some(forms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_said() {
        for wrong in ["", "_ late", "(|late) call", "failed (to attend", "<nobody> came", "he~s"] {
            assert!(Phrase::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn first_words_of_forms_and_choices() {
        assert_eq!(Phrase::parse("fail~ to attend").unwrap().first_words(), ["fail", "failed", "failing", "fails"]);
        assert_eq!(Phrase::parse("(bed|wheel chair) bound").unwrap().first_words(), ["bed", "wheel"]);
    }
}
