use super::Span;

/// The stretches of `text` that stand inside quotation marks, marks included, in order.
///
/// A quotation opens and closes in one paragraph. Straight and curly marks are read, double and single; a single mark that could be
/// an apostrophe opens nothing. A mark that is never closed is left alone: it is more often a slip (or inches) than speech.
pub fn quotations(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let mut before = '\n';
    let mut chars = text.char_indices().peekable();
    while let Some((at, mark)) = chars.next() {
        let after = chars.peek().map_or('\n', |&(_, next)| next);
        match open {
            Some((start, closing)) if mark == closing && closes(closing, before, after) => {
                found.push(Span::new(start, at + mark.len_utf8()));
                open = None;
            }
            Some(_) if mark == '\n' && matches!(after, '\n' | '\r') => open = None,
            Some(_) => {}
            None => open = closing_mark(mark, before, after).map(|closing| (at, closing)),
        }
        before = mark;
    }
    found
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
        assert_eq!(inside("He said \"come back.\n\nNext day he rang."), Vec::<&str>::new());
    }
}
