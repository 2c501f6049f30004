use super::Span;

/// Line and column of each byte in `bytes`, which are in order; both count from 1, and columns count characters.
pub fn positions(text: &str, bytes: impl IntoIterator<Item = usize>) -> Vec<(usize, usize)> {
    let mut lines = lines(text).enumerate().peekable();
    let (mut line, mut from, mut column) = (1, 0, 1);
    let mut found = Vec::new();
    for byte in bytes {
        while let Some((number, span)) = lines.next_if(|(_, span)| span.start() <= byte) {
            (line, from, column) = (number + 1, span.start(), 1);
        }
        // Counted on from the byte before, so that a long line is gone through once.
        column += text[from..byte].chars().count();
        from = byte;
        found.push((line, column));
    }
    found
}

/// Every line of `text` with its line end; together they are the whole text.
///
/// A line ends with `\n`, `\r\n`, or a bare `\r` as old systems wrote it.
pub fn lines(text: &str) -> impl Iterator<Item = Span> + '_ {
    let bytes = text.as_bytes();
    let mut start = 0;
    std::iter::from_fn(move || {
        if start == bytes.len() {
            return None;
        }
        let length = bytes[start..].iter().position(|b| matches!(b, b'\n' | b'\r'));
        let end = match length.map(|n| start + n) {
            None => bytes.len(),
            Some(at) if bytes[at..].starts_with(b"\r\n") => at + 2,
            Some(at) => at + 1,
        };
        let line = Span::new(start, end);
        start = end;
        Some(line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_end_counts_once() {
        let text = "one\r\ntwo\rthree\n\nfive";
        let found: Vec<&str> = lines(text).map(|line| line.of(text)).collect();
        assert_eq!(found, ["one\r\n", "two\r", "three\n", "\n", "five"]);
        assert_eq!(positions(text, [0, 5, 7, text.len() - 1]), [(1, 1), (2, 1), (2, 3), (5, 4)]);
    }

    #[test]
    fn columns_count_characters() {
        let text = "caffè latte";
        assert_eq!(positions(text, [1, text.find("latte").unwrap()]), [(1, 2), (1, 7)]);
    }
}
