use super::Span;

/// The stretches of `text` that stand inside quotation marks, marks included, in order.
///
/// A quotation opens and closes in one paragraph. Straight and curly marks are read, double and single; a single mark that could be
/// an apostrophe opens nothing. A mark that is never closed is left alone: it is more often a slip (or inches) than speech.
pub fn quotations(text: &str) -> Vec<Span> {
    const MARKS: [char; 8] = ['"', '“', '”', '\'', '‘', '’', '\n', '\r'];
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let mut rest = 0;
    while let Some(at) = text[rest..].find(MARKS).map(|offset| rest + offset) {
        let mark = text[at..].chars().next().unwrap_or('\n');
        rest = at + mark.len_utf8();
        let before = text[..at].chars().next_back().unwrap_or('\n');
        let after = text[rest..].chars().next().unwrap_or('\n');
        match open {
            Some((start, closing)) if mark == closing && closes(closing, before, after) => {
                found.push(Span::new(start, rest));
                open = None;
            }
            // Of `\r\n` the second ends the line.
            Some(_) if mark == '\r' && after == '\n' => {}
            Some(_) if matches!(mark, '\n' | '\r') && begins_anew(&text[rest..]) => open = None,
            Some(_) => {}
            None if matches!(mark, '\'' | '‘' | '’') && is_elision(&text[rest..]) => {}
            None => open = closing_mark(mark, before, after).map(|closing| (at, closing)),
        }
    }
    found
}

/// True where a paragraph or a bullet begins: no quotation runs on into it.
fn begins_anew(rest: &str) -> bool {
    let line = rest.split(['\n', '\r']).next().unwrap_or("").trim_start();
    line.is_empty() || line.starts_with(['-', '*', '•', '·', '▪', '◦'])
}

/// `'cos` and its like begin with an apostrophe.
fn is_elision(rest: &str) -> bool {
    const ELISIONS: [&str; 8] = ["cos", "til", "em", "n", "bout", "cause", "tis", "ere"];
    let word: String = rest.chars().take_while(|c| c.is_alphabetic()).take(6).collect();
    ELISIONS.contains(&word.to_lowercase().as_str())
}

fn closing_mark(mark: char, before: char, after: char) -> Option<char> {
    let opens = !before.is_alphanumeric() && !after.is_whitespace();
    match mark {
        '“' => Some('”'),
        '"' if opens => Some('"'),
        '‘' if opens && after.is_alphanumeric() => Some('’'),
        '\'' if opens && after.is_alphanumeric() => Some('\''),
        _ => None,
    }
}

fn closes(closing: char, before: char, after: char) -> bool {
    match closing {
        // Otherwise the apostrophe of `don't` would end the speech it stands in.
        '\'' | '’' => !after.is_alphanumeric() && !before.is_whitespace(),
        '"' => !before.is_whitespace() || !after.is_alphanumeric(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inside(text: &str) -> Vec<&str> {
        quotations(text).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn straight_and_curly_marks_are_read() {
        assert_eq!(inside(r#"She said "I can't" and left."#), [r#""I can't""#]);
        assert_eq!(inside("He said ‘it’s mine’ twice."), ["‘it’s mine’"]);
        assert_eq!(inside("Mum: 'he won't eat' she said"), ["'he won't eat'"]);
    }

    #[test]
    fn apostrophes_inches_and_unclosed_marks_open_nothing() {
        assert_eq!(inside("Mum's bag, the girls' room, a 32\" telly"), Vec::<&str>::new());
        assert_eq!(inside("stayed 'til six 'cos Pat's out, he's got 'em"), Vec::<&str>::new());
        assert_eq!(inside("- said \"not today\n- came \"later\""), ["\"later\""]);
        assert_eq!(inside("He said \"come back.\n\nNext day he rang."), Vec::<&str>::new());
    }

    #[test]
    fn a_paragraph_ends_a_quotation_whatever_ends_its_lines() {
        for end in ["\n", "\r", "\r\n"] {
            let whole = format!("“I am{end}fine”");
            assert_eq!(inside(&format!("She said {whole} today.")), [whole]);
            let text = format!("She said “I am ok.{end}{end}Mum rang.{end}{end}Dad said “no”.{end}");
            assert_eq!(inside(&text), ["“no”"], "{end:?}");
            assert_eq!(inside(&format!("He said “come.{end}- and “go”")), ["“go”"], "{end:?}");
        }
    }
}
