use super::InputError;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// Text as decoded, and how.
#[derive(Debug)]
pub struct Decoded<'a> {
    /// The bytes themselves where they are UTF-8.
    pub text: Cow<'a, str>,
    /// Lower-case name of the encoding.
    pub encoding: &'static str,
    /// True where neither a byte order mark nor valid UTF-8 settled it.
    pub guessed: bool,
}

/// Decodes the bytes of one text file: byte order mark first, then UTF-8, then a guess, which is said to be one.
pub fn decode(bytes: &[u8]) -> Result<Decoded<'_>, InputError> {
    if let Some(error) = known_other_format(bytes) {
        return Err(error);
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[mark..], false);
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return decode_as(encoding, bytes, true);
    }
    if let Some(byte) = bytes.iter().position(|&b| b == 0) {
        return Err(InputError::Binary { byte });
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        reject_control_characters(text)?;
        return Ok(Decoded { text: text.into(), encoding: "utf-8", guessed: false });
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    decode_as(detector.guess(Some(b"uk"), Utf8Detection::Deny), bytes, true)
}

fn decode_as<'a>(encoding: &'static Encoding, bytes: &'a [u8], guessed: bool) -> Result<Decoded<'a>, InputError> {
    let name = match encoding {
        e if e == UTF_8 => "utf-8",
        e if e == UTF_16LE => "utf-16le",
        e if e == UTF_16BE => "utf-16be",
        e if e == encoding_rs::WINDOWS_1252 => "windows-1252",
        e => e.name(),
    };
    let text = encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or_else(|| InputError::BrokenText { encoding: name, byte: first_bad_byte(encoding, bytes) })?;
    reject_control_characters(&text)?;
    Ok(Decoded { text, encoding: name, guessed })
}

fn first_bad_byte(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    if encoding == UTF_8 {
        return std::str::from_utf8(bytes).err().map_or(0, |error| error.valid_up_to());
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len() * 3));
    let (_, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    read.saturating_sub(1)
}

/// UTF-16 without its mark, as some exports write it: mostly Latin text has a zero in every other byte.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(1024) & !1];
    if sample.len() < 4 {
        return None;
    }
    let zeros = |offset: usize| sample[offset..].iter().step_by(2).filter(|&&b| b == 0).count() * 10;
    let enough = sample.len() / 2 * 7;
    match (zeros(0) >= enough, zeros(1) >= enough) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        _ => None,
    }
}

fn known_other_format(bytes: &[u8]) -> Option<InputError> {
    const FORMATS: [(&[u8], &str); 6] = [
        (b"%PDF", "a PDF"),
        (b"PK\x03\x04", "a Word, Excel or ZIP file"),
        (b"\xD0\xCF\x11\xE0", "an old Word, Excel or Outlook file"),
        (b"{\\rtf", "a rich text file"),
        (b"\x89PNG", "a picture"),
        (b"\xFF\xD8\xFF", "a picture"),
    ];
    FORMATS.iter().find(|(start, _)| bytes.starts_with(start)).map(|&(_, what)| InputError::OtherFormat { what })
}

/// Text has tabs, line ends and form feeds; a scatter of other control characters means it is not text.
fn reject_control_characters(text: &str) -> Result<(), InputError> {
    let is_binary =
        |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{80}'..='\u{9f}');
    let mut control = text.char_indices().filter(|&(_, c)| is_binary(c));
    let Some((byte, _)) = control.next() else { return Ok(()) };
    let count = 1 + control.count();
    if text.as_bytes().contains(&0) || count * 50 > text.len() { Err(InputError::Binary { byte }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, &'static str, bool) {
        let decoded = decode(bytes).unwrap();
        (decoded.text.into_owned(), decoded.encoding, decoded.guessed)
    }

    #[test]
    fn byte_order_marks_settle_the_encoding_and_are_left_out() {
        assert_eq!(read(b"\xEF\xBB\xBFTea at four"), ("Tea at four".into(), "utf-8", false));
        assert_eq!(read(b"\xFF\xFET\0e\0a\0"), ("Tea".into(), "utf-16le", false));
        assert_eq!(read(b"\xFE\xFF\0T\0e\0a"), ("Tea".into(), "utf-16be", false));
        assert_eq!(read(b"T\0e\0a\0 \0a\0t\0 \x004\0"), ("Tea at 4".into(), "utf-16le", true));
    }

    #[test]
    fn windows_1252_quotes_are_guessed_and_said_to_be() {
        let (text, encoding, guessed) = read(b"Mum said \x93I\x92m fine\x94 \x96 twice. \xA35 for the bus.\r\n");
        assert_eq!(text, "Mum said “I’m fine” – twice. £5 for the bus.\r\n");
        assert_eq!((encoding, guessed), ("windows-1252", true));
    }

    #[test]
    fn what_is_not_text_is_refused() {
        assert!(matches!(decode(b"%PDF-1.7 ..."), Err(InputError::OtherFormat { what: "a PDF" })));
        assert!(matches!(decode(b"visit\0note and some more"), Err(InputError::Binary { byte: 5 })));
        assert!(matches!(decode(b"\x01\x02\x03\x04\x05"), Err(InputError::Binary { byte: 0 })));
        assert!(matches!(decode(b"\xFF\xFET\0e"), Err(InputError::BrokenText { .. })));
    }
}
