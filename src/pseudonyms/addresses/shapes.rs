//! The shapes that addresses are written in.

use regex::Regex;
use std::sync::LazyLock;

/// Words that end the name of a street and little else.
pub(super) const STREETS: &str = "road|rd|street|str|st|lane|ln|avenue|ave|av|crescent|cresc|cres|terrace|terr|tce|gardens|gdns|grove|mews|parade|wynd|boulevard|villas|cottages|buildings|pde|vw|hse|crt|bldgs|wlk|lne|strt|gro|parc";
/// Words that end the name of a street and much else.
pub(super) const PERHAPS: &str = "drive|dr|close|cl|place|pl|court|ct|way|walk|view|park|square|sq|hill|rise|row|green|gate|mount|vale|croft|fold|yard|approach|wharf|quay|heights|\
house|lodge|meadows?|paddocks?|brae|fields?|path|circus|passage|broadway|ridge|dene|dell|orchard|glade|chase|drove|embankment|mansions|towers?|loan|cottage|bungalows?|leys|mead|lea|garth|bank|\
ridings|heath|common|reach|point|hall|farm|barn|mill|vicarage|rectory|estate|end|quays|springs?|brow|beck|maltings|copse|spinney|warren|nook|causeway|strand|cloisters?|acres?|side|\
gr|fm|prom|yd|pk|ter|wood|woods|bottoms?|corner|priory|moor|edge|clough|hey|haven|riverside|promenade|esplanade";

/// The number of a house as it is dictated.
pub(super) const NUMBER_WORDS: &str = "(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|\
twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)(?: [a-d])?";

/// A way whose word for a street comes first, as in Welsh: `14 Heol y Coed`.
pub(super) static NUMBERED_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b\d{1,4}[a-h]? (?:heol|ffordd|stryd|maes|clos|lôn|lon|rhodfa|cae|bryn|llys|trem|dôl|erw|rue|via)(?:[ -](?:y|yr|dan|des?|la|le))?[ -][\p{L}'’-]{3,}",
    )
});
/// `9 Kirkgate,`, `(3 Fairacre)`: a number and a word with a capital that no list holds, marked off as addresses are.
pub(super) static NUMBERED_MARKED_OFF: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:\b(?i:at|to|from|of|in|address|addr|is)|[:(,;]) ?([1-9]\d{0,3}[a-hA-H]? (?:The )?\p{Lu}\p{Ll}[\p{L}'’-]{2,}(?: \p{Lu}\p{Ll}[\p{L}'’-]+)?)(?:[,.;)\n]|$| \|| [A-Z]{1,2}\d)",
    )
});
/// `flat 12`, `Apartment 4b`.
pub(super) static FLAT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\b(?i:flat|flt|apartment|apt) (?:\d{1,4}[a-hA-H]?(?:/\d{1,3})?|[A-H])\b(?: block [a-h]\b)?")
});
/// A house by its name alone.
pub(super) static COTTAGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?i:at|to|from|in|of|near) ((?:The )?(?:\p{Lu}[\p{L}'’-]+ ){1,3}(?:Cottage|Farm|Farmhouse|Bungalow|Barn|Croft|Villa|Forge|Rectory|Vicarage|Smithy|Gatehouse))\b",
    )
});
/// `Neighbour at 27`.
pub(super) static NEXT_DOOR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?i:neighbou?rs?|lives?|living|lived|family|couple|lady|man|woman|stays|staying) (?:at|from) ((?:(?i:no\.?|number) ?)?\d{1,3}[a-hA-H]?)(?:[,;)\n]|\.(?:\D|$)| (?:who|and|said|says|has|is|was|with|rang|told|opposite|for|since)\b|$)",
    )
});
/// A street without capitals, in dictated text.
pub(super) static LOWER_STREET: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:in|on|near|at|off|to|from) ((?:[a-z'’-]{3,} ){1,2}(?:road|rd|street|lane|avenue|ave|crescent|terrace|grove|gardens|mews))\b",
    )
});
/// A street whose word is that of many other things, after a word that says that somebody lives there.
pub(super) static LIVED_IN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?i:lives?|living|lived|stays?|staying|stayed|moved|moving|address|resides?|tenancy|property|flat|house|home)\b[^.\n]{0,30}?\b(?:in|on|at|to|off|near) ((?:\p{Lu}[\p{L}'’-]+ ){1,3}(?:Way|Place|Court|Walk|Rise|Hill|View|Row|Square|Park|Green|Mount|Vale|Croft|Fold|Yard|Wharf|Heights|Meadows?|Estate|Towers?|Mansions))\b",
    )
});

/// A number and the name of a street: group `name` holds what stands between, `strong` or `weak` the word that ends it.
pub(super) static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)\b(?:{NUMBER_WORDS}|[1-9]\d{{0,3}} ?[a-h]?(?:(?:[/–-]| ?& ?)\d{{1,4}}[a-h]?)?),? (?P<name>(?:\p{{L}}[\p{{L}}'’.-]* ){{1,4}}?)(?:(?P<strong>{STREETS})|(?P<weak>{PERHAPS}))\b"
    ))
});
/// `2 The Paddocks`, `12 Pinewood`, after a word that says that somebody lives there.
pub(super) static NUMBERED_ALONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?i:at|address|addr|to|of|lives|moved to)[ :]{1,2}([1-9]\d{0,3}[a-hA-H]? (?:The )?\p{Lu}\p{Ll}[\p{L}'’-]+(?: \p{Lu}\p{Ll}[\p{L}'’-]+)?)\b",
    )
});
/// `Flat 3, Old Vicarage Court`: a part of a house and the house or street it is in, without a number of its own.
pub(super) static PART_OF_A_HOUSE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?i:flat|flt|apartment|apt|room|rm|unit|bungalow|studio|plot|caravan|pitch|berth|mooring|bay|chalet|cabin|block|maisonette|bedsit|croft|annexe?|suite|uned|fflat|stafell|bwthyn) (?:\d{1,4}[a-hA-H]?(?:/\d{1,3})?|[A-H]),? (?:The )?(?:\p{Lu}[\p{L}'’.-]+ (?:(?:na|an|nan|y|yr|of|the|le|on) )?){0,4}(?:\p{Lu}[\p{L}'’-]+)\b",
    )
});
/// `Hazelwood, Copse End`: a house and its street, after what says that somebody lives there.
pub(super) static HOUSE_LIVED_IN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?i:house|home|home to|lives at|living at|moved to|address)[:,]? ((?:\p{Lu}[\p{L}'’-]+ ){0,2}\p{Lu}[\p{L}'’-]+, (?:\p{Lu}[\p{L}'’-]+ ){1,3}(?:Street|Road|Lane|Avenue|Close|Drive|Hill|Green|Row|Way|Common|Square|Terrace|Crescent|Gardens|Mews|Park|Walk|Court|End|Fold|Yard|Side|Place|St|Rd|Ln|Ave))\b",
    )
});
/// `the old signal box, crossing lane`.
pub(super) static LOWER_HOUSE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b(?:at|of|to|from|in|is|lives) ((?:the )?(?:[a-z'’-]{{3,}} ){{1,2}}(?:house|cottage|farm|barn|mill|lodge|box|hse|court|villa|bungalow|hall), (?:[a-z'’-]{{3,}} ){{1,2}}(?:{STREETS}))\b"
    ))
});
/// `Pear Tree House, The Street`.
pub(super) static HOUSE_BY_NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:The )?(?:\p{Lu}[\p{L}'’-]+ ){1,3}(?:House|Cottage|Farm|Farmhouse|Lodge|Barn|Mill|Rectory|Vicarage|Villa|Manor|Grange|Bungalow|Court|Stables), (?:The )?(?:\p{Lu}[\p{L}'’-]+ ){0,3}(?:Street|Road|Lane|Avenue|Close|Drive|Hill|Green|Row|Way|Common|Square|Terrace|Crescent|Gardens|Mews|Park|Walk|Court|St|Rd|Ln|Ave|Cl|Dr|Cres|Gdns|Terr|Gr)\b",
    )
});
/// `at No. 3`.
pub(super) static NEIGHBOUR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?i:at|of|from|to|house is|home is|flat is|we are|we're|i am|i'm|lives) ((?i:no\.?|number) ?\d{1,4}[a-hA-H]?(?: (?:the \p{L}{4,}|\p{Lu}\p{Ll}{3,}(?: \p{Lu}\p{Ll}{2,})?))?)\b(?: |,|\.|\)|$)",
    )
});
/// A street alone.
pub(super) static STREET: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b((?:\p{Lu}[\p{L}'’-]+ ){1,3}(?:Road|Rd|Street|Lane|Avenue|Ave|Crescent|Terrace|Grove|Gardens|Mews|Close|Drive|Ln|Cres|Gdns|Terr))\b",
    )
});
/// A label and what is written after it.
pub(super) static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:(?:home |current |previous |correspondence |postal |new |old |last |prev |curr )?(?:address|add?r)(?: ?line ?1)?|i live|lives? at|lives? in|living at|resides at|residing at|resident at|deliver to|staying at|moved to|returned to|going to|moving to|cyfeiriad|yn byw yn|yn byw ym|where (?:he|she|they|i|you) lives?|comes from|prem(?:ises)?|accommodation|accomm?|residence|placement|c/o [\p{L} ]{3,30}|(?:home|lives|living|now|prev|add|property|house|flat|tenancy|discharged? to|d/c to)[ \t]?[:=^])(?:\.| ?\.(?: \.)+)?[ \t]*(?:is|was)?[ \t]*[:=^,-]?[ \t]*",
    )
});
pub(super) static POSTCODE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b[A-Z]{1,2}\d[A-Z\d]? {0,3}\d[A-Z]{2}\b"));

pub(super) fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is whole")
}

/// A flat and its street as they are typed without capitals: `flat 34 block c, dunmore rise`.
pub(super) static LOWER_FLAT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b(?:flat|flt|apt) \d{{1,4}}[a-h]?(?:,? block [a-h])?,? (?:[a-z'’-]{{3,}} ){{1,2}}(?:{STREETS}|{PERHAPS})\b(?:,? (?:[a-z'’-]{{3,}} ){{1,2}}(?:{STREETS})\b)?"
    ))
});
/// What stands before a postcode on its line, as far as it is written as places are.
pub(super) static BEFORE_A_POSTCODE: LazyLock<Regex> = LazyLock::new(|| {
    let word = r"(?:\p{Lu}[\p{L}'’.-]*|\d{1,4}[A-Za-z]?(?:[/-](?:\d{1,4}[A-Za-z]?|[LR]))?)";
    let places = format!("{word}(?: (?:(?:y|yr|of|on|upon|the|le|and|in|under|by|de) )?{word})*");
    pattern(&format!(r"{places}(?:, {places}){{0,4}},? ?$"))
});
/// `flat above Shah Jewellers`.
pub(super) static OVER_A_SHOP: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\b(?i:flat|room|rooms) (?:above|over|behind) (?:the )?(?:\p{Lu}[\p{L}'’-]+)(?: \p{Lu}[\p{L}'’-]+)*, \d")
});
/// `Tŷ Gwyn, Heol Fawr, Llanwen`: a house and a way whose word for a street comes first.
pub(super) static HOUSE_ON_A_WELSH_STREET: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:\p{Lu}[\p{L}'’-]+ ){0,2}\p{Lu}[\p{L}'’-]+, (?:Heol|Ffordd|Stryd|Lôn|Lon|Rhodfa|Clos|Maes) (?:y |yr )?\p{Lu}[\p{L}'’-]+\b",
    )
});
