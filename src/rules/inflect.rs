//! Forms of a listed word. Where spelling leaves a doubt (`admitted`, `visited`) both are given: a form that no one writes matches nothing.

use std::collections::HashSet;

/// Every form of a verb given in its base form.
pub fn verb(base: &str) -> Vec<String> {
    let mut forms = vec![base.to_owned()];
    if let Some((_, others)) = IRREGULAR_VERBS.iter().find(|(verb, _)| *verb == base) {
        forms.extend(others.split(' ').map(str::to_owned));
        forms.push(with_s(base));
        forms.extend(with_ing(base));
    } else {
        forms.push(with_s(base));
        forms.extend(with_ed(base));
        forms.extend(with_ing(base));
    }
    forms.sort();
    forms.dedup();
    forms
}

/// A noun in the singular and the plural.
pub fn noun(base: &str) -> Vec<String> {
    let plural = match base {
        "child" => "children".to_owned(),
        "person" => "people".to_owned(),
        "man" | "woman" => base.replace("man", "men"),
        "wife" => "wives".to_owned(),
        "life" => "lives".to_owned(),
        _ => with_s(base),
    };
    vec![base.to_owned(), plural]
}

/// The past forms that no ending shows. What is also a base form is left out.
pub fn irregular_past() -> HashSet<&'static str> {
    const NOT_PAST: [&str; 8] = ["am", "is", "are", "being", "does", "goes", "has", "lay"];
    let forms = IRREGULAR_VERBS.iter().flat_map(|(base, forms)| forms.split(' ').filter(move |form| form != base));
    forms.filter(|form| !NOT_PAST.contains(form)).collect()
}

fn with_s(base: &str) -> String {
    match before_y(base) {
        Some(stem) => format!("{stem}ies"),
        None if base.ends_with(['s', 'x', 'z', 'o']) || base.ends_with("ch") || base.ends_with("sh") => {
            format!("{base}es")
        }
        None => format!("{base}s"),
    }
}

fn with_ed(base: &str) -> Vec<String> {
    match before_y(base) {
        Some(stem) => vec![format!("{stem}ied")],
        None if base.ends_with('e') => vec![format!("{base}d")],
        None => doubled(base).into_iter().map(|stem| format!("{stem}ed")).collect(),
    }
}

fn with_ing(base: &str) -> Vec<String> {
    if let Some(stem) = base.strip_suffix("ie") {
        return vec![format!("{stem}ying")];
    }
    match base.strip_suffix('e') {
        Some(stem) if !base.ends_with("ee") && base.len() > 2 => vec![format!("{stem}ing")],
        _ => doubled(base).into_iter().map(|stem| format!("{stem}ing")).collect(),
    }
}

/// The stem of a word in consonant and y.
fn before_y(base: &str) -> Option<&str> {
    base.strip_suffix('y').filter(|stem| !stem.is_empty() && !stem.ends_with(is_vowel))
}

/// The word, and where it ends in one vowel and one consonant the word with that consonant twice.
fn doubled(base: &str) -> Vec<String> {
    let mut ends = base.chars().rev();
    let (last, middle, first) = (ends.next(), ends.next(), ends.next());
    let doubles = last.is_some_and(|c| !is_vowel(c) && !matches!(c, 'w' | 'x' | 'y'))
        && middle.is_some_and(is_vowel)
        && !first.is_some_and(is_vowel);
    let mut stems = vec![base.to_owned()];
    stems.extend(last.filter(|_| doubles).map(|last| format!("{base}{last}")));
    stems
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

const IRREGULAR_VERBS: [(&str, &str); 76] = [
    ("be", "am is are was were been being"),
    ("bear", "bore borne"),
    ("beat", "beaten"),
    ("become", "became"),
    ("begin", "began begun"),
    ("bite", "bit bitten"),
    ("blow", "blew blown"),
    ("break", "broke broken"),
    ("bring", "brought"),
    ("build", "built"),
    ("burst", "burst"),
    ("buy", "bought"),
    ("catch", "caught"),
    ("choose", "chose chosen"),
    ("come", "came"),
    ("cut", "cut"),
    ("deal", "dealt"),
    ("do", "does did done"),
    ("draw", "drew drawn"),
    ("drink", "drank drunk"),
    ("drive", "drove driven"),
    ("eat", "ate eaten"),
    ("fall", "fell fallen"),
    ("feed", "fed"),
    ("feel", "felt"),
    ("fight", "fought"),
    ("find", "found"),
    ("forget", "forgot forgotten"),
    ("get", "got gotten"),
    ("give", "gave given"),
    ("go", "goes went gone"),
    ("grow", "grew grown"),
    ("have", "has had"),
    ("hear", "heard"),
    ("hide", "hid hidden"),
    ("hit", "hit"),
    ("hold", "held"),
    ("hurt", "hurt"),
    ("keep", "kept"),
    ("know", "knew known"),
    ("lead", "led"),
    ("leave", "left"),
    ("let", "let"),
    ("lie", "lied lay lain"),
    ("lose", "lost"),
    ("make", "made"),
    ("mean", "meant"),
    ("meet", "met"),
    ("pay", "paid"),
    ("put", "put"),
    ("read", "read"),
    ("ring", "rang rung"),
    ("rise", "rose risen"),
    ("run", "ran"),
    ("say", "said"),
    ("see", "saw seen"),
    ("seek", "sought"),
    ("sell", "sold"),
    ("send", "sent"),
    ("set", "set"),
    ("show", "showed shown"),
    ("shut", "shut"),
    ("sit", "sat"),
    ("sleep", "slept"),
    ("speak", "spoke spoken"),
    ("spend", "spent"),
    ("stand", "stood"),
    ("steal", "stole stolen"),
    ("take", "took taken"),
    ("tell", "told"),
    ("think", "thought"),
    ("throw", "threw thrown"),
    ("understand", "understood"),
    ("wake", "woke woken"),
    ("wear", "wore worn"),
    ("write", "wrote written"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_verbs_and_nouns() {
        assert_eq!(verb("engage"), ["engage", "engaged", "engages", "engaging"]);
        assert!(verb("admit").contains(&"admitted".to_owned()));
        assert_eq!(verb("deny"), ["denied", "denies", "deny", "denying"]);
        assert_eq!(verb("give"), ["gave", "give", "given", "gives", "giving"]);
        assert_eq!(verb("lie"), ["lain", "lay", "lie", "lied", "lies", "lying"]);
        assert_eq!(noun("agency"), ["agency", "agencies"]);
        assert_eq!(noun("placement"), ["placement", "placements"]);
    }
}
