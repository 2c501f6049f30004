use crate::audit::measures::Verdict;
use crate::audit::{Row, Told};
use crate::outcome::Theme;
use crate::pseudonyms::{Found, Kind, find};
use crate::text::Span;
use std::collections::BTreeMap;

/// Sentences that stand in a report, taken as the recordings pass by so that no text has to be kept.
pub struct Quotes {
    mode: Mode,
    /// The risks of recordings to read first, by number.
    first: BTreeMap<usize, Vec<String>>,
    /// How many of those have words of harm, last, and how many have none.
    kept_first: [usize; 2],
    /// Good examples by measure, with the number of their recording.
    examples: BTreeMap<String, Vec<(usize, String)>>,
    /// What speaks against measures, in the same way.
    against: BTreeMap<String, Vec<(usize, String)>>,
    /// What matters to people, by theme, each from another recording.
    themes: BTreeMap<Theme, Vec<(usize, String)>>,
}

#[derive(Clone, Copy, PartialEq)]
enum Mode {
    None,
    /// What tells who somebody is taken out, as far as it is found.
    Masked,
    Full,
}

const EXAMPLES: usize = 3;
/// Recordings to read first whose words are kept, of each kind.
const MOST_FIRST: usize = 200;
const RISKS: usize = 2;
/// Characters of a quotation.
const LONGEST: usize = 280;

impl Quotes {
    pub fn none() -> Quotes {
        Quotes {
            mode: Mode::None,
            first: BTreeMap::new(),
            kept_first: [0; 2],
            examples: BTreeMap::new(),
            against: BTreeMap::new(),
            themes: BTreeMap::new(),
        }
    }

    pub fn masked() -> Quotes {
        Quotes { mode: Mode::Masked, ..Quotes::none() }
    }

    pub fn full() -> Quotes {
        Quotes { mode: Mode::Full, ..Quotes::none() }
    }

    /// Takes what is wanted of a recording, whose row has its spans.
    pub fn take(&mut self, number: usize, row: &Row, text: &str) {
        if self.mode == Mode::None {
            return;
        }
        let first: &[[usize; 2]] = row.first.as_ref().map_or(&[], |first| &first.risks);
        let is_grave = row.first.as_ref().is_some_and(|first| first.grave);
        let first = if self.kept_first[usize::from(is_grave)] < MOST_FIRST { first } else { &[] };
        let examples: Vec<(&String, [usize; 2])> =
            row.measures.iter().filter_map(|(id, told)| Some((id, self.example(id, told.as_ref()?)?))).collect();
        let wanted = |theme: &Theme| self.themes.get(theme).is_none_or(|told| told.len() < EXAMPLES);
        let themes: Vec<(Theme, [usize; 2])> = (row.themes.iter())
            .filter(|(theme, _)| wanted(theme))
            .filter_map(|(theme, spans)| Some((*theme, *spans.first()?)))
            .collect();
        let against: Vec<(&String, [usize; 2])> =
            row.measures.iter().filter_map(|(id, told)| Some((id, self.wants_against(id, told.as_ref()?)?))).collect();
        if first.is_empty() && examples.is_empty() && against.is_empty() && themes.is_empty() {
            return;
        }
        let found = if self.mode == Mode::Masked { find(text, &[]) } else { Vec::new() };
        let quote = |span: [usize; 2]| quoted(text, span, &found);
        let risks: Vec<String> = first.iter().take(RISKS).filter_map(|span| quote(*span)).collect();
        if !risks.is_empty() {
            self.kept_first[usize::from(is_grave)] += 1;
            self.first.insert(number, risks);
        }
        for (theme, span) in themes {
            if let Some(words) = quote(span) {
                self.themes.entry(theme).or_default().push((number, words));
            }
        }
        for (id, span) in against {
            if let Some(words) = quote(span) {
                self.against.entry(id.clone()).or_default().push((number, words));
            }
        }
        for (id, span) in examples {
            if let Some(words) = quote(span) {
                self.examples.entry(id.clone()).or_default().push((number, words));
            }
        }
    }

    fn example(&self, id: &str, told: &Told) -> Option<[usize; 2]> {
        let enough = self.examples.get(id).is_some_and(|examples| examples.len() >= EXAMPLES);
        (told.verdict == Verdict::Evident && !enough).then(|| told.evidence.first().copied()).flatten()
    }

    fn wants_against(&self, id: &str, told: &Told) -> Option<[usize; 2]> {
        let enough = self.against.get(id).is_some_and(|examples| examples.len() >= EXAMPLES);
        (told.verdict == Verdict::NotEvident && !enough).then(|| told.against.first().copied()).flatten()
    }

    pub fn against(&self, id: &str) -> &[(usize, String)] {
        self.against.get(id).map_or(&[], Vec::as_slice)
    }

    pub fn first(&self, number: usize) -> &[String] {
        self.first.get(&number).map_or(&[], Vec::as_slice)
    }

    pub fn examples(&self, id: &str) -> &[(usize, String)] {
        self.examples.get(id).map_or(&[], Vec::as_slice)
    }

    pub fn of_theme(&self, theme: Theme) -> &[(usize, String)] {
        self.themes.get(&theme).map_or(&[], Vec::as_slice)
    }

    /// What a reader of the report should know of them.
    pub fn note(&self) -> &'static str {
        match self.mode {
            Mode::None => {
                "No sentences of the recordings stand in this report. Their files and ids stand as they are called: read them before you share it."
            }
            Mode::Masked => {
                "Names, numbers and addresses are taken out of the sentences as far as they were found. Some may have been missed: and files and ids \
                 stand as they are called: read the report before you share it."
            }
            Mode::Full => {
                "The sentences stand as they were written, with the names in them: share the report with care."
            }
        }
    }
}

/// The words of a span on one line, without what was found to tell who somebody is. None where the span is not of this text.
fn quoted(text: &str, [start, end]: [usize; 2], found: &[Found]) -> Option<String> {
    text.get(start..end)?;
    let span = Span::new(start, end);
    let mut words = String::new();
    let mut rest = start;
    for one in found.iter().filter(|one| one.span.overlaps(span)) {
        words.push_str(&text[rest..one.span.start().max(rest)]);
        words.push_str(stands_for(one.kind));
        rest = one.span.end().min(end);
    }
    words.push_str(&text[rest..end]);
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= LONGEST {
        return Some(words);
    }
    let cut: String = words.chars().take(LONGEST).collect();
    Some(format!("{} …", cut.rsplit_once(' ').map_or(cut.as_str(), |(kept, _)| kept)))
}

fn stands_for(kind: Kind) -> &'static str {
    match kind {
        Kind::Name => "[name]",
        Kind::Nhs | Kind::NationalInsurance | Kind::PersonId | Kind::Registration => "[number]",
        Kind::Birth => "[date of birth]",
        Kind::Phone => "[phone]",
        Kind::Email => "[e-mail]",
        Kind::Postcode => "[postcode]",
        Kind::Address => "[address]",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_who_somebody_is_is_taken_out() {
        let text = "Mrs Okafor said \"I ring Blessing Okafor on 07700 900123.\"\nOther words.";
        let end = text.find('\n').unwrap();
        let masked = quoted(text, [0, end], &find(text, &[])).unwrap();
        assert!(!masked.contains("Okafor") && !masked.contains("07700"), "{masked}");
        assert!(masked.contains("[phone]") && masked.contains("said \"I ring"), "{masked}");
        assert_eq!(quoted(text, [0, end], &[]).unwrap(), text[..end]);
        assert_eq!(quoted(text, [0, 9999], &[]), None);
        assert!(quoted(&"word ".repeat(200), [0, 1000], &[]).unwrap().chars().count() <= LONGEST + 2);
    }
}
