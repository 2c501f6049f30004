//! Words as they are shown beside others.

/// Words on one line, a single space for whatever stands between two of them.
pub fn on_one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The beginning of words that are longer than `longest` characters, cut at a space and ended so that it shows; others as they are.
pub fn cut_short(words: &str, longest: usize) -> String {
    if words.chars().count() <= longest {
        return words.to_owned();
    }
    let cut: String = words.chars().take(longest).collect();
    format!("{} …", cut.rsplit_once(' ').map_or(cut.as_str(), |(kept, _)| kept))
}

/// What a recording is called: its file, and its id or row there.
pub fn title(name: &str, id: Option<&str>, row: Option<usize>) -> String {
    match (id, row) {
        (Some(id), _) => format!("{name} · {id}"),
        (None, Some(row)) => format!("{name} · row {row}"),
        (None, None) => name.to_owned(),
    }
}

/// True of what moves or turns other characters where it is shown.
pub fn steers(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_cut_at_a_space_and_short_ones_left() {
        assert_eq!(on_one_line("  She \r\n\tcame \n"), "She came");
        assert_eq!(cut_short("Ça va bien", 10), "Ça va bien");
        assert_eq!(cut_short("Ça va bien ici", 12), "Ça va bien …");
        assert_eq!(cut_short("unbroken", 4), "unbr …");
    }
}
