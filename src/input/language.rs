//! Words in Welsh and other languages, which stand aside: what is made for English would misread them.

use crate::text::{Aside, Span, What, lines, words};
use whatlang::{Lang, detect};

/// Words that English is full of. A sentence of another language has hardly one.
const ENGLISH: [&str; 64] = [
    "the", "and", "to", "of", "is", "was", "in", "that", "it", "he", "she", "his", "her", "for", "with", "on", "has",
    "had", "not", "be", "at", "they", "we", "you", "but", "by", "this", "from", "are", "were", "have", "will", "who",
    "which", "what", "when", "there", "their", "been", "him", "them", "would", "about", "after", "before", "said",
    "says", "my", "me", "no", "out", "up", "off", "re", "did", "does", "mum", "dad", "home", "school", "visit",
    "review", "call", "see",
];

/// Words that Welsh is full of and English hardly holds.
const WELSH: [&str; 62] = [
    "yn", "yr", "mae", "mae'n", "oedd", "roedd", "wedi", "ei", "eu", "gyda", "gan", "ddim", "hefyd", "eisiau", "sydd",
    "sy'n", "yw", "ydy", "ydi", "rwy'n", "dwi", "bod", "fod", "hynny", "hyn", "ond", "neu", "nid", "ni", "nhw", "efo",
    "iddo", "iddi", "wrth", "trwy", "drwy", "dros", "rhwng", "cael", "gael", "mynd", "dod", "gweld", "dweud",
    "dywedodd", "hoffai", "teimlo", "teulu", "mam", "tad", "plant", "ysgol", "gwaith", "cymorth", "gofal", "cartref",
    "nos", "bore", "ac", "fel", "yma", "iawn",
];

/// Fewer words than these tell no language.
const FEWEST: usize = 4;
const FEWEST_OF_OTHERS: usize = 7;

/// What of `text` is in another language, sentence by sentence, in order.
pub fn asides(text: &str) -> Vec<Aside> {
    let mut found: Vec<Aside> = Vec::new();
    for sentence in sentences(text) {
        let Some(what) = language(sentence.of(text)) else { continue };
        match found
            .last_mut()
            .filter(|last| last.what == what && text[last.span.end()..sentence.start()].trim().is_empty())
        {
            Some(last) => last.span = Span::new(last.span.start(), sentence.end()),
            None => found.push(Aside { span: sentence, what }),
        }
    }
    found
}

/// Lines cut where a sentence ends.
fn sentences(text: &str) -> impl Iterator<Item = Span> {
    lines(text).flat_map(move |line| {
        let own = line.of(text);
        let mut starts = vec![0];
        let ends = own.match_indices(['.', '!', '?', '؟', '।']).map(|(at, stop)| at + stop.len());
        starts.extend(ends.filter(|&end| own[end..].starts_with(char::is_whitespace)));
        let stops: Vec<usize> = starts.iter().skip(1).copied().chain([own.len()]).collect();
        let spans = starts
            .into_iter()
            .zip(stops)
            .filter_map(move |(from, to)| Span::new(line.start() + from, line.start() + to).trimmed(text));
        spans.collect::<Vec<Span>>()
    })
}

/// The language of a sentence where it is surely not English.
fn language(sentence: &str) -> Option<What> {
    let words = words(sentence, 0);
    let count = |list: &[&str]| words.iter().filter(|word| list.contains(&word.folded.as_str())).count();
    let share = |list: &[&str]| count(list) as f32 / words.len().max(1) as f32;
    if words.len() < FEWEST || share(&ENGLISH) > 0.12 {
        return None;
    }
    // *Mae* is a name and *yr* a year: one word is not enough.
    if count(&WELSH) > 1 && share(&WELSH) >= 0.25 {
        return Some(What::Welsh);
    }
    let letters = sentence.chars().filter(|c| c.is_alphabetic()).count();
    let of_latin = sentence.chars().filter(|c| c.is_alphabetic() && (*c as u32) < 0x250).count();
    if of_latin * 2 < letters {
        return Some(What::OtherLanguage);
    }
    // Shorthand has few long words, and a list of names or illnesses no short ones: neither is another language for that.
    let told = detect(sentence).filter(|told| told.is_reliable() && told.lang() != Lang::Eng)?;
    let whole = words.iter().filter(|word| word.folded.chars().count() > 3).count();
    let names = words.iter().filter(|word| word.span.of(sentence).starts_with(char::is_uppercase)).count();
    let short =
        words.iter().filter(|word| word.folded.chars().all(char::is_alphabetic) && word.folded.chars().count() < 4);
    let tells = whole * 3 >= words.len() && names * 3 < words.len() && short.count() * 6 >= words.len();
    let is_sure = words.len() >= FEWEST_OF_OTHERS && tells && share(&ENGLISH) < 0.05;
    match told.lang() {
        _ if !is_sure => None,
        Lang::Cym => Some(What::Welsh),
        _ => Some(What::OtherLanguage),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(What, &str)> {
        asides(text).iter().map(|aside| (aside.what, aside.span.of(text))).collect()
    }

    #[test]
    fn welsh_and_others_stand_aside_sentence_by_sentence() {
        let text = "Saw Mair at home. Mae hi eisiau aros yn ei chartref ei hun. Roedd ei mab yn poeni am y grisiau. She will ring.";
        let welsh = "Mae hi eisiau aros yn ei chartref ei hun. Roedd ei mab yn poeni am y grisiau.";
        assert_eq!(told(text), [(What::Welsh, welsh)]);
        let polish = "Powiedziała, że bardzo boi się wracać do mieszkania po tym, co się stało.";
        assert_eq!(told(&format!("Seen with an interpreter.\n{polish}")), [(What::OtherLanguage, polish)]);
        assert_eq!(told("هي لا تريد أن تعود إلى البيت الآن.").len(), 1);
    }

    #[test]
    fn english_in_any_dress_does_not() {
        for text in [
            "tc mum re pip appt dna x2 hv nfa",
            "SW tc MGM, MGF, CGL, YOS: nil contact, NFA.",
            "Siân Llewelyn, Dafydd ap Rhys, Ysgol Gymraeg Pontypridd, Heol Fawr, Caerdydd",
            "He said “Dwi eisiau mynd adref” and would not say more.",
            "Love from Ellie-Mae x",
            "Diagnosis: dementia, type 2 diabetes, hypertension, osteoarthritis, macular degeneration.",
        ] {
            assert_eq!(told(text), [], "{text}");
        }
    }
}
