//! Names that recordings shorten, spelled out as the case has them, so that one person has one stand-in throughout a group's page: *Mrs F* is Mrs
//! Ferdous, and the initials of whoever writes are no name at all.

use super::worker::is_initials_of;
use super::{Arranged, Case};
use crate::text::words;
use std::collections::BTreeMap;

/// What a case calls people in full, by how it shortens them; nothing where two could be meant.
#[derive(Default)]
struct Names {
    titled: BTreeMap<(String, char), Option<String>>,
    first: BTreeMap<char, Option<String>>,
    /// Who writes, and what stands for their initials.
    writers: Vec<(String, String)>,
}

impl Arranged {
    /// The text of each recording of a case with its shortened names spelled out; nothing for a recording of no case.
    pub fn spelled_out(&self, texts: &[&str]) -> Vec<Option<String>> {
        let mut found: Vec<Option<String>> = vec![None; texts.len()];
        for case in &self.cases {
            let names = self.names(case, texts);
            for &number in &case.recordings {
                found[number] = Some(names.spell(texts[number]));
            }
        }
        found
    }

    fn names(&self, case: &Case, texts: &[&str]) -> Names {
        let mut names = Names::default();
        for word in case.name.split_whitespace().filter(|word| word.chars().count() > 1) {
            if let Some(letter) = word.chars().next().filter(|letter| letter.is_uppercase()) {
                note(&mut names.first, letter, word);
            }
        }
        for &number in &case.recordings {
            names.read_titles(texts[number]);
        }
        let mut writers: Vec<&String> = case.recordings.iter().filter_map(|&number| self.by[number].as_ref()).collect();
        writers.sort();
        writers.dedup_by(|one, other| super::is_same(one, other));
        let is_alone = writers.len() == 1;
        let called = |at: usize| if is_alone { "Worker".to_owned() } else { format!("Worker {}", at + 1) };
        names.writers = writers.into_iter().enumerate().map(|(at, name)| (name.clone(), called(at))).collect();
        names
    }
}

/// Remembers a name, unless another is shortened so.
fn note<K: Ord>(names: &mut BTreeMap<K, Option<String>>, short: K, name: &str) {
    let known = names.entry(short).or_insert_with(|| Some(name.to_owned()));
    if known.as_deref() != Some(name) {
        *known = None;
    }
}

impl Names {
    fn read_titles(&mut self, text: &str) {
        let all = words(text, 0);
        for pair in all.windows(2) {
            let (title, name) = (pair[0].span.of(text), pair[1].span.of(text));
            let is_name = name.chars().count() > 2
                && name.starts_with(char::is_uppercase)
                && !name.chars().all(char::is_uppercase);
            if is_title(title) && is_name && text[pair[0].span.end()..pair[1].span.start()].trim_matches('.') == " " {
                let letter = name.chars().next().unwrap_or_default();
                note(&mut self.titled, (title.to_owned(), letter), name);
            }
        }
    }

    fn spell(&self, text: &str) -> String {
        let all = words(text, 0);
        let mut spelled = String::with_capacity(text.len());
        let mut rest = 0;
        for (at, word) in all.iter().enumerate() {
            let written = word.span.of(text);
            let before = at.checked_sub(1).map(|before| all[before].span.of(text));
            let next = all.get(at + 1).map(|next| next.span.of(text));
            let full = self.full(written, before, next, &text[word.span.end()..]);
            if let Some(full) = full {
                spelled.push_str(&text[rest..word.span.start()]);
                spelled.push_str(full);
                rest = word.span.end();
            }
        }
        spelled.push_str(&text[rest..]);
        spelled
    }

    /// What a word is short for.
    fn full(&self, written: &str, before: Option<&str>, next: Option<&str>, after: &str) -> Option<&str> {
        let mut letters = written.chars();
        let letter = letters.next().filter(|letter| letter.is_uppercase())?;
        if letters.next().is_some() {
            let writer = self.writers.iter().find(|(name, _)| is_initials_of(written, name));
            return writer.map(|(_, called)| called.as_str());
        }
        // *D Hutchinson*, *D. Hutchinson*: a name's own initial.
        let begins_name = next.is_some_and(|next| next.starts_with(char::is_uppercase))
            && after.starts_with([' ', '.'])
            && !after.starts_with(". ");
        if begins_name || letter == 'I' || letter == 'A' {
            return None;
        }
        match before.filter(|before| is_title(before)) {
            Some(title) => self.titled.get(&(title.to_owned(), letter))?.as_deref(),
            None if after.starts_with([' ', ',', '\'', '’']) || after.is_empty() => {
                self.first.get(&letter)?.as_deref()
            }
            None => None,
        }
    }
}

fn is_title(word: &str) -> bool {
    matches!(word, "Mr" | "Mrs" | "Ms" | "Miss" | "Mx" | "Dr")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::supervision::ToldBy;

    #[test]
    fn shortened_names_are_spelled_out_within_a_case() {
        let texts = [
            "Mrs Ferdous and Yusuf were in. Mr Hall rang.",
            "Mrs F said Y's tea was hot, Y laughed. KB to ring Mr H. Y Haddad signed. Plan B.",
            "Mrs F rang KB.",
        ];
        let case = Case { name: "Yusuf Haddad".into(), recordings: vec![0, 1], ordered: 2, told_by: ToldBy::Folder };
        let by = vec![Some("Kofi Bako".to_owned()), None, None];
        let arranged = Arranged { worker: None, cases: vec![case], days: vec![None; 3], by, own: vec![true; 3] };
        let found = arranged.spelled_out(&texts);
        assert_eq!(
            found[1].as_deref(),
            Some(
                "Mrs Ferdous said Yusuf's tea was hot, Yusuf laughed. Worker to ring Mr Hall. Y Haddad signed. Plan B."
            )
        );
        assert_eq!(found[2], None, "of no case");
    }

    #[test]
    fn what_could_be_two_people_stays_short() {
        let mut names = Names::default();
        names.read_titles("Mrs Ford met Mrs Finch.");
        assert_eq!(names.spell("Mrs F rang."), "Mrs F rang.");
    }
}
