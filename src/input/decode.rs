use super::InputError;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;
use std::io::{self, BufRead, Cursor, ErrorKind, Read, Seek, SeekFrom};

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
    let decoding = Decoding::of(&mut Cursor::new(bytes))?;
    let (text, _) = decoding.encoding.decode_without_bom_handling(&bytes[decoding.mark..]);
    Ok(Decoded { text, encoding: decoding.name(), guessed: decoding.guessed })
}

/// Bytes that are looked at together.
const PIECE: usize = 1 << 16;

/// How the bytes of a text are to be read, found by going through all of them; none are kept.
#[derive(Clone, Copy, Debug)]
pub struct Decoding {
    encoding: &'static Encoding,
    /// Bytes of the byte order mark, which is no part of the text.
    mark: usize,
    /// True where neither a byte order mark nor valid UTF-8 settled it.
    pub guessed: bool,
}

impl Decoding {
    /// An error where the bytes are not text, or not whole.
    pub fn of(bytes: &mut (impl Read + Seek)) -> Result<Decoding, InputError> {
        let mut beginning = Vec::new();
        let read = bytes.rewind().and_then(|()| bytes.take(SAMPLE as u64).read_to_end(&mut beginning));
        read.map_err(|error| InputError::from_io(&error))?;
        if let Some(error) = known_other_format(&beginning) {
            return Err(error);
        }
        if let Some((encoding, mark)) = Encoding::for_bom(&beginning) {
            return Decoding { encoding, mark, guessed: false }.checked(bytes);
        }
        if let Some(encoding) = unmarked_utf16(&beginning) {
            return Decoding { encoding, mark: 0, guessed: true }.checked(bytes);
        }
        refuse_zeros(bytes)?;
        match (Decoding { encoding: UTF_8, mark: 0, guessed: false }).checked(bytes) {
            Err(InputError::BrokenText { .. }) => {
                Decoding { encoding: guess(bytes)?, mark: 0, guessed: true }.checked(bytes)
            }
            settled => settled,
        }
    }

    /// Lower-case name of the encoding.
    pub fn name(&self) -> &'static str {
        match self.encoding {
            e if e == UTF_8 => "utf-8",
            e if e == UTF_16LE => "utf-16le",
            e if e == UTF_16BE => "utf-16be",
            e if e == encoding_rs::WINDOWS_1252 => "windows-1252",
            e => e.name(),
        }
    }

    /// The text, from its beginning.
    pub fn text<R: Read + Seek>(self, mut bytes: R) -> io::Result<Text<R>> {
        bytes.seek(SeekFrom::Start(self.mark as u64))?;
        let decoder = self.encoding.new_decoder_without_bom_handling();
        Ok(Text { bytes, decoder, undecoded: vec![0; PIECE], decoded: String::new(), taken: 0 })
    }

    /// An error where the bytes cannot be read so, or what they say is no text.
    fn checked(self, bytes: &mut (impl Read + Seek)) -> Result<Decoding, InputError> {
        let mut decoder = self.encoding.new_decoder_without_bom_handling();
        let mut text = String::with_capacity(PIECE);
        let mut controls = Controls::default();
        let mut decoded = 0;
        each_piece(bytes, self.mark, |mut piece| {
            let is_last = piece.is_empty();
            loop {
                text.clear();
                let (result, read) = decoder.decode_to_string_without_replacement(piece, &mut text, is_last);
                decoded += read;
                piece = &piece[read..];
                controls.count(text.as_bytes());
                match result {
                    DecoderResult::InputEmpty => return Ok(()),
                    DecoderResult::OutputFull => {}
                    DecoderResult::Malformed(length, after) => {
                        let back = if self.encoding == UTF_8 { length } else { 1 };
                        let byte = decoded.saturating_sub(usize::from(back + after));
                        return Err(InputError::BrokenText { encoding: self.name(), byte });
                    }
                }
            }
        })?;
        controls.refuse()?;
        Ok(self)
    }
}

/// A text as it is decoded, a piece at a time, each of whole characters.
pub struct Text<R> {
    bytes: R,
    decoder: Decoder,
    undecoded: Vec<u8>,
    decoded: String,
    /// Bytes of `decoded` that were taken.
    taken: usize,
}

impl<R: Read> BufRead for Text<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.taken == self.decoded.len() {
            self.decoded.clear();
            self.taken = 0;
            while self.decoded.is_empty() {
                let read = read_some(&mut self.bytes, &mut self.undecoded)?;
                if read == 0 {
                    break;
                }
                self.decode(read);
            }
        }
        Ok(&self.decoded.as_bytes()[self.taken..])
    }

    fn consume(&mut self, bytes: usize) {
        self.taken += bytes;
    }
}

impl<R: Read> Text<R> {
    fn decode(&mut self, read: usize) {
        let mut rest = &self.undecoded[..read];
        loop {
            self.decoded.reserve(PIECE);
            // Nothing needs a replacement unless the file was changed since it was looked through.
            let (result, read, _) = self.decoder.decode_to_string(rest, &mut self.decoded, false);
            rest = &rest[read..];
            if result == CoderResult::InputEmpty {
                return;
            }
        }
    }
}

impl<R: Read> Read for Text<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(into)?;
        self.consume(read);
        Ok(read)
    }
}

/// Gives all that stands from byte `from` on to `look`, piece by piece, and an empty piece at the end.
fn each_piece(
    bytes: &mut (impl Read + Seek),
    from: usize,
    mut look: impl FnMut(&[u8]) -> Result<(), InputError>,
) -> Result<(), InputError> {
    bytes.seek(SeekFrom::Start(from as u64)).map_err(|error| InputError::from_io(&error))?;
    let mut piece = vec![0; PIECE];
    loop {
        let read = read_some(bytes, &mut piece).map_err(|error| InputError::from_io(&error))?;
        look(&piece[..read])?;
        if read == 0 {
            return Ok(());
        }
    }
}

fn read_some(bytes: &mut impl Read, into: &mut [u8]) -> io::Result<usize> {
    loop {
        match bytes.read(into) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}

fn refuse_zeros(bytes: &mut (impl Read + Seek)) -> Result<(), InputError> {
    let mut before = 0;
    each_piece(bytes, 0, |piece| {
        if let Some(at) = piece.iter().position(|&byte| byte == 0) {
            return Err(InputError::Binary { byte: before + at });
        }
        before += piece.len();
        Ok(())
    })
}

fn guess(bytes: &mut (impl Read + Seek)) -> Result<&'static Encoding, InputError> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    each_piece(bytes, 0, |piece| {
        detector.feed(piece, piece.is_empty());
        Ok(())
    })?;
    Ok(detector.guess(Some(b"uk"), Utf8Detection::Deny))
}

/// The beginning that tells UTF-16 without its mark.
const SAMPLE: usize = 1024;

/// UTF-16 without its mark, as some exports write it: mostly Latin text has a zero in every other byte.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
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

/// Control characters in a text. It has tabs, line ends and form feeds; a scatter of others means that it is no text.
#[derive(Default)]
struct Controls {
    first: Option<usize>,
    count: usize,
    /// True where one of them is a zero.
    zero: bool,
    /// Bytes that were looked at.
    bytes: usize,
}

impl Controls {
    fn count(&mut self, text: &[u8]) {
        let is_control = |byte: &u8| byte.is_ascii_control() && !matches!(byte, b'\t'..=b'\r');
        let count = text.iter().filter(|byte| is_control(byte)).count();
        if count > 0 {
            self.first = self.first.or(text.iter().position(is_control).map(|at| self.bytes + at));
            self.zero |= text.contains(&0);
            self.count += count;
        }
        self.bytes += text.len();
    }

    fn refuse(&self) -> Result<(), InputError> {
        match self.first {
            Some(byte) if self.zero || self.count * 50 > self.bytes => Err(InputError::Binary { byte }),
            _ => Ok(()),
        }
    }
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

    #[test]
    fn where_a_piece_ends_changes_nothing() {
        for ahead in PIECE - 5..=PIECE {
            let plain = "a".repeat(ahead);
            let text = format!("{plain}é “no” 😀 ŵ");
            assert_eq!(read(text.as_bytes()), (text.clone(), "utf-8", false));
            let mut wide = b"\xFF\xFE".to_vec();
            wide.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
            assert_eq!(read(&wide), (text.clone(), "utf-16le", false));
            let mut bytes = Vec::new();
            Decoding::of(&mut Cursor::new(&wide))
                .unwrap()
                .text(Cursor::new(&wide))
                .unwrap()
                .read_to_end(&mut bytes)
                .unwrap();
            assert_eq!(String::from_utf8(bytes).unwrap(), text);
            let old = [plain.as_bytes(), b"Mum said \x93I\x92m fine\x94"].concat();
            assert_eq!(read(&old), (format!("{plain}Mum said “I’m fine”"), "windows-1252", true));
            let broken = [b"\xEF\xBB\xBF", plain.as_bytes(), b"\xE2\x80 and so on"].concat();
            assert_eq!(decode(&broken).unwrap_err(), InputError::BrokenText { encoding: "utf-8", byte: ahead });
            let zero = [plain.as_bytes(), b"\xFF\0"].concat();
            assert_eq!(decode(&zero).unwrap_err(), InputError::Binary { byte: ahead + 1 });
        }
        let controls = "a".repeat(PIECE) + &"\u{1}".repeat(PIECE);
        assert_eq!(decode(controls.as_bytes()).unwrap_err(), InputError::Binary { byte: PIECE });
    }
}
