use crate::audit::Row;
use crate::audit::measures::Verdict;
use crate::outcome::Theme;
use crate::pseudonyms::{Found, Kind, find};
use crate::segment::segment;
use crate::text::{Span, cut_short, on_one_line};
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
    /// Sentences where a measure is not evident, by number and measure.
    missing: BTreeMap<(usize, String), Vec<String>>,
}

/// What quotations are made with.
pub struct Marks {
    /// What tells who somebody is.
    found: Vec<Found>,
    sentences: Vec<Span>,
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
/// Sentences of a recording where a measure is not evident.
const MISSING: usize = 2;
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
            missing: BTreeMap::new(),
        }
    }

    pub fn masked() -> Quotes {
        Quotes { mode: Mode::Masked, ..Quotes::none() }
    }

    pub fn full() -> Quotes {
        Quotes { mode: Mode::Full, ..Quotes::none() }
    }

    /// What it takes to quote a recording; none where nothing will be quoted.
    pub fn marks(&self, row: &Row, text: &str) -> Option<Marks> {
        if self.mode == Mode::None || (row.measures.is_empty() && row.first.is_none()) {
            return None;
        }
        let found = if self.mode == Mode::Masked { find(text, &[]) } else { Vec::new() };
        Some(Marks { found, sentences: segment(text).into_iter().map(|segment| segment.span).collect() })
    }

    /// Takes what is wanted of a recording, whose row has its spans.
    pub fn take(&mut self, number: usize, row: &Row, text: &str, marks: &Marks) {
        let first: &[[usize; 2]] = row.first.as_ref().map_or(&[], |first| &first.risks);
        let is_grave = row.first.as_ref().is_some_and(|first| first.grave);
        let first = if self.kept_first[usize::from(is_grave)] < MOST_FIRST { first } else { &[] };
        let quote = |span: [usize; 2]| quoted(text, span, &marks.found);
        let risks: Vec<String> = first.iter().take(RISKS).filter_map(|span| quote(*span)).collect();
        if !risks.is_empty() {
            self.kept_first[usize::from(is_grave)] += 1;
            self.first.insert(number, risks);
        }
        for (theme, spans) in &row.themes {
            let told = self.themes.entry(*theme).or_default();
            if told.len() < EXAMPLES {
                told.extend(spans.first().and_then(|span| quote(*span)).map(|words| (number, words)));
            }
        }
        for (id, told) in row.measures.iter().filter_map(|(id, told)| Some((id, told.as_ref()?))) {
            match told.verdict {
                Verdict::Evident => {
                    let examples = self.examples.entry(id.clone()).or_default();
                    if examples.len() < EXAMPLES {
                        examples
                            .extend(told.evidence.first().and_then(|span| quote(*span)).map(|words| (number, words)));
                    }
                }
                Verdict::Partly => {}
                Verdict::NotEvident => {
                    let words = sentences(text, &told.against, marks);
                    let examples = self.against.entry(id.clone()).or_default();
                    if examples.len() < EXAMPLES {
                        examples.extend(words.first().map(|words| (number, words.clone())));
                    }
                    if !words.is_empty() {
                        self.missing.insert((number, id.clone()), words);
                    }
                }
            }
        }
    }

    pub fn against(&self, id: &str) -> &[(usize, String)] {
        self.against.get(id).map_or(&[], Vec::as_slice)
    }

    pub fn first(&self, number: usize) -> &[String] {
        self.first.get(&number).map_or(&[], Vec::as_slice)
    }

    /// Sentences to look at where a measure is not evident in a recording.
    pub fn missing(&self, number: usize, id: &str) -> &[String] {
        self.missing.get(&(number, id.to_owned())).map_or(&[], Vec::as_slice)
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

/// The first sentences in which spans stand, each once.
fn sentences(text: &str, spans: &[[usize; 2]], marks: &Marks) -> Vec<String> {
    let mut last = None;
    let mut told = Vec::new();
    for &[start, end] in spans {
        let at = marks.sentences.partition_point(|sentence| sentence.end() <= start);
        if last == Some(at) || told.len() == MISSING || text.get(start..end).is_none() {
            continue;
        }
        last = Some(at);
        let sentence = marks.sentences.get(at).filter(|sentence| sentence.start() <= start);
        told.extend(in_sentence(text, Span::new(start, end), sentence.copied(), marks));
    }
    told
}

/// A sentence, with the span before it that it is shown for where that is little of it. Of a long one, what stands around the span.
fn in_sentence(text: &str, own: Span, sentence: Option<Span>, marks: &Marks) -> Option<String> {
    const AROUND: usize = 100;
    let quote = |start: usize, end: usize| quoted(text, [start, end], &marks.found);
    let phrase = quote(own.start(), own.end())?;
    let Some(sentence) = sentence.filter(|sentence| own.len() * 2 <= sentence.len()) else { return Some(phrase) };
    let (from, to) = (sentence.start(), sentence.end().max(own.end()));
    if to - from <= LONGEST {
        return Some(format!("“{phrase}” in: {}", quote(from, to)?));
    }
    let near = |at: usize| text[at..].find(char::is_whitespace).map_or(at, |space| at + space);
    let start = near(text.floor_char_boundary(own.start().saturating_sub(AROUND).max(from))).min(own.start());
    let end = near(text.ceil_char_boundary((own.end() + AROUND).min(to))).min(to).max(own.end());
    Some(format!("“{phrase}” in: … {} …", quote(start, end)?))
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
    Some(cut_short(&on_one_line(&words), LONGEST))
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
    fn a_phrase_is_shown_in_its_sentence() {
        let text = "Tea with Ron. Mrs Okafor failed to engage with the plan that was made for her. It rained.";
        let marks =
            Marks { found: find(text, &[]), sentences: segment(text).into_iter().map(|one| one.span).collect() };
        let of = |words: &str| {
            let start = text.find(words).unwrap();
            sentences(text, &[[start, start + words.len()], [start, start + 1]], &marks).join("|")
        };
        let told = of("failed to engage");
        assert!(
            told.starts_with("“failed to engage” in: ") && told.ends_with("made for her.") && !told.contains("Okafor")
        );
        assert_eq!(of("It rained"), "It rained");
        let long = "é ".repeat(200) + "YP attended " + &"ü ".repeat(200);
        let marks = Marks { found: Vec::new(), sentences: vec![Span::new(0, long.len())] };
        let told = sentences(&long, &[[600, 602]], &marks).join("|");
        assert!(told.starts_with("“YP” in: … ") && told.contains("YP attended") && told.len() < 300, "{told}");
    }

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
