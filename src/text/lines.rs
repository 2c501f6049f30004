use super::Span;

/// Finds the line and column of a byte in linear time once, and in logarithmic time after that.
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    pub fn new(text: &str) -> LineIndex {
        let mut starts = vec![0];
        starts.extend(lines(text).map(|line| line.end()).filter(|&end| end < text.len()));
        LineIndex { starts }
    }

    /// Line and column of a byte, both counted from 1; the column counts characters.
    pub fn position(&self, text: &str, byte: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|&start| start <= byte);
        let column = text[self.starts[line - 1]..byte].chars().count();
        (line, column + 1)
    }
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
        let index = LineIndex::new(text);
        assert_eq!(index.position(text, 0), (1, 1));
        assert_eq!(index.position(text, 5), (2, 1));
        assert_eq!(index.position(text, text.len() - 1), (5, 4));
    }

    #[test]
    fn columns_count_characters() {
        let text = "caffè latte";
        assert_eq!(LineIndex::new(text).position(text, text.find("latte").unwrap()), (1, 7));
    }
}
