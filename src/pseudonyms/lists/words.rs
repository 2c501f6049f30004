//! Words as they are looked up, and what a word is besides a name.

use super::LISTS;
use crate::text::ORDINALS;
pub use crate::text::{MONTHS, plain_letters as fold};

/// Months of other years that people in recordings count by.
pub const HIJRI: [&str; 8] = ["muharram", "safar", "rajab", "shaban", "ramadan", "shawwal", "jumada", "rabi"];

/// True of a word that the recordings of the corpora write small, or that is made of one by an ending or a beginning.
pub fn is_ordinary(folded: &str) -> bool {
    let known = |word: &str| LISTS.ordinary.contains(word);
    if known(folded) {
        return true;
    }
    if folded.contains('-') {
        return folded.split('-').all(is_ordinary);
    }
    let whole = |stem: &str| {
        let doubled = || stem.len() > 3 && stem.as_bytes()[stem.len() - 1] == stem.as_bytes()[stem.len() - 2];
        stem.len() > 2
            && stem.is_ascii()
            && (known(stem) || known(&format!("{stem}e")) || (doubled() && known(&stem[..stem.len() - 1])))
    };
    const ENDINGS: [&str; 18] = [
        "s", "es", "ed", "d", "ing", "ly", "er", "ers", "est", "ness", "ment", "ments", "ful", "less", "able", "ist",
        "n't", "'s",
    ];
    // Words of learning, which no list of recordings holds to the last.
    const LEARNED: [&str; 16] = [
        "ologist", "ologists", "ology", "tion", "tions", "sion", "ness", "ment", "ical", "ship", "wards", "itis",
        "aemia", "otomy", "ectomy", "ability",
    ];
    const BEGINNINGS: [&str; 9] = ["un", "re", "non", "over", "under", "mid", "pre", "dis", "mis"];
    ENDINGS.iter().any(|ending| folded.strip_suffix(ending).is_some_and(whole))
        || folded.strip_suffix("ies").or(folded.strip_suffix("ied")).is_some_and(|stem| known(&format!("{stem}y")))
        || folded.strip_suffix("ily").is_some_and(|stem| known(&format!("{stem}y")))
        || LEARNED.iter().any(|ending| folded.len() > ending.len() + 3 && folded.ends_with(ending))
        || BEGINNINGS
            .iter()
            .any(|beginning| folded.strip_prefix(beginning).is_some_and(|rest| rest.len() > 3 && known(rest)))
}

/// *Non-attendance*, *Polish-speaking*, *Mon-Thu*: words joined by a stroke that are ordinary, days or beginnings, none of them with a capital after it
/// but a day.
pub fn is_compound(word: &str) -> bool {
    const BEGINNINGS: [&str; 10] = ["co", "ex", "non", "re", "self", "semi", "anti", "multi", "e", "x"];
    // *Eun-ji*, *Mei-ling*: syllables are met in print too.
    const SYLLABLE: usize = 4;
    let is_part = |part: &str| {
        let folded = fold(part);
        let first = word.starts_with(part);
        let small = first || part.starts_with(char::is_lowercase) && LISTS.first(&folded).is_none();
        is_day_or_month(&folded)
            || small
                && (BEGINNINGS.contains(&&*folded)
                    || is_ordinary(&folded)
                    || part.len() > SYLLABLE && LISTS.is_met(&folded)
                    || is_no_name(&folded))
    };
    let told = ["-speaking", "-born", "-based"].iter().any(|ending| word.ends_with(ending));
    word.contains('-') && (told || word.split('-').all(is_part))
}

/// *Can't*, *o'clock*, *y'day*: words that an apostrophe shortens, or should.
pub fn is_contraction(folded: &str) -> bool {
    const ENDINGS: [&str; 8] = ["'t", "'s", "'ve", "'ll", "'re", "'d", "'m", "'know"];
    const OTHERS: [&str; 17] = [
        "o'clock", "y'day", "ma'am", "y'all", "cant", "wont", "dont", "didnt", "doesnt", "isnt", "wasnt", "hasnt",
        "hadnt", "couldnt", "wouldnt", "shouldnt", "arent",
    ];
    ENDINGS.iter().any(|ending| folded.ends_with(ending)) || OTHERS.contains(&folded)
}

/// *Seventeen*, *seventeenth*, *twenty-first*.
pub fn is_counted(folded: &str) -> bool {
    const NUMBERS: [&str; 38] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "hundred",
        "thousand",
        "thirtieth",
        "fortieth",
        "fiftieth",
        "once",
        "twice",
        "half",
        "dozen",
        "quarter",
    ];
    folded.split('-').all(|word| NUMBERS.contains(&word) || ORDINALS.contains(&word))
}

pub fn is_title(folded: &str) -> bool {
    LISTS.titles.contains(folded)
}

/// *Big*, *Wee* before somebody's name, kept as a title is.
pub fn is_epithet(folded: &str) -> bool {
    matches!(folded, "big" | "wee" | "little")
}

/// *Biscuit*, *knife*: what is called by a name and is nobody.
pub fn is_called_so(folded: &str) -> bool {
    matches!(
        folded,
        "biscuit"
            | "biscuits"
            | "knife"
            | "necklace"
            | "tree"
            | "trees"
            | "bun"
            | "buns"
            | "ham"
            | "leaf"
            | "spoon"
            | "stedy"
            | "hoist"
            | "walker"
            | "chart"
            | "dressing"
            | "shirt"
            | "shirts"
            | "cup"
            | "hoover"
            | "doll"
            | "dolls"
            | "protocol"
            | "judgment"
            | "badge"
            | "cake"
            | "tea"
            | "soup"
            | "cider"
            | "sauce"
            | "books"
            | "dvd"
            | "dvds"
            | "song"
            | "songs"
            | "cream"
            | "powder"
            | "plaster"
            | "dressings"
            | "pads"
    )
}

pub fn is_kin(folded: &str) -> bool {
    LISTS.kin.contains(folded)
}

pub fn is_no_name(folded: &str) -> bool {
    LISTS.no_names.contains(folded)
}

pub fn is_day_or_month(folded: &str) -> bool {
    const DAYS: [&str; 15] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thurs",
        "fri",
        "sat",
    ];
    DAYS.contains(&folded) || folded == "sun" || is_month(folded)
}

/// A month, whole or in its first three letters.
fn is_month(folded: &str) -> bool {
    folded == "sept" || MONTHS.iter().any(|month| *month == folded || folded.len() == 3 && month.starts_with(folded))
}
