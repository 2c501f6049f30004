//! Reads files into recordings. Nothing is rewritten: the decoded text is what every span indexes.
//!
//! Files are opened here and in `model::load`, `corpus`, `train` and `cli` alone.

#![expect(clippy::disallowed_methods, reason = "recordings are opened here")]

mod archive;
mod captions;
mod chain;
mod decode;
mod eml;
mod folder;
mod html;
mod jsonl;
mod language;
mod ods;
mod pattern;
mod problem;
mod row;
mod rtf;
mod sheets;
mod table;
mod transcript;
mod xls;

pub use decode::decode;
pub use pattern::expand;
pub use problem::{InputError, Problem, Severity};

use crate::docx::Document;
use crate::text::{Aside, Recording, Source};
use std::io::{Cursor, Read, Seek};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// The longest text taken as one recording, in bytes: about 80,000 words.
///
/// A longer one is an export of many recordings, and reading it as one would mislead.
pub const LONGEST_RECORDING: usize = 500_000;

/// The largest file that is read whole. A .csv, .tsv or .jsonl flows from the disk, however long it is.
pub const LARGEST_FILE: u64 = 200_000_000;

/// Kinds of file that hold recordings in a form this version does not take apart. As plain text they would be read as one recording.
const UNREAD: [&str; 8] = ["json", "html", "htm", "xml", "msg", "doc", "xlsb", "odt"];

/// Kinds of file that are looked for where none is named: in folders and archives.
const HELD: [&str; 17] = [
    "txt", "md", "text", "docx", "docm", "rtf", "eml", "vtt", "srt", "csv", "tsv", "xlsx", "xlsm", "xls", "ods",
    "jsonl", "ndjson",
];

/// The encoding of a recording that came as a Word document.
pub const DOCX: &str = "docx";

/// Recordings that are held at once, so that a large table is never held whole.
pub const AT_ONCE: usize = 64;
/// The encoding of one that came as mail: its parts may have had several.
pub const EML: &str = "eml";

/// What could be read, and what stood in the way. One bad file or row never stops the rest.
#[derive(Default)]
pub struct Batch<'a> {
    pub recordings: Vec<Recording>,
    pub problems: Vec<Problem>,
    /// Takes what has been read whenever there is enough of it; without one, all of it stays here.
    taker: Option<Taker<'a>>,
    ended: bool,
}

/// Takes recordings and problems, a portion at a time, and says whether it wants more.
pub type Taker<'a> = &'a mut dyn FnMut(Vec<Recording>, Vec<Problem>) -> ControlFlow<()>;

impl Batch<'_> {
    /// To be called after each row or file: hands on what has been read where that is enough for a portion. After a break nothing more is
    /// wanted.
    pub fn flow(&mut self) -> ControlFlow<()> {
        if self.recordings.len().max(self.problems.len()) >= AT_ONCE { self.hand_on() } else { self.state() }
    }

    fn hand_on(&mut self) -> ControlFlow<()> {
        if let Some(taker) = self.taker.as_mut().filter(|_| !self.ended) {
            let (recordings, problems) = (std::mem::take(&mut self.recordings), std::mem::take(&mut self.problems));
            self.ended = taker(recordings, problems).is_break();
        }
        self.state()
    }

    fn state(&self) -> ControlFlow<()> {
        if self.ended { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

/// The columns asked for; without a name they are found by the names that exports use.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    pub text: Option<String>,
    pub id: Option<String>,
}

/// Where recordings are to be read from.
pub enum Origin {
    StandardInput,
    File(PathBuf),
}

impl Origin {
    /// No path, or `-`, is standard input.
    pub fn from_arguments(paths: &[PathBuf]) -> Vec<Origin> {
        if paths.is_empty() {
            return vec![Origin::StandardInput];
        }
        paths
            .iter()
            .map(|path| if path == Path::new("-") { Origin::StandardInput } else { Origin::File(path.clone()) })
            .collect()
    }
}

/// Reads every origin in order, and gives what it has read to `taker` in portions of about [`AT_ONCE`] recordings.
pub fn read_each(origins: &[Origin], columns: &Columns, taker: Taker) {
    let mut batch = Batch { taker: Some(taker), ..Batch::default() };
    for origin in origins {
        let outcome = match origin {
            Origin::StandardInput => read_standard_input(&mut batch),
            Origin::File(path) => read_file(path, columns, &mut batch),
        };
        if let Err(problem) = outcome {
            batch.problems.push(problem);
        }
        if batch.flow().is_break() {
            return;
        }
    }
    // What is left is less than a portion, and nothing comes after it.
    let _ = batch.hand_on();
}

fn read_standard_input(batch: &mut Batch) -> Result<(), Problem> {
    let name = "standard input";
    let mut bytes = Vec::new();
    std::io::stdin()
        .take(LONGEST_RECORDING as u64 * 4 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Problem::error(name, InputError::Unreadable(error.kind())))?;
    read_text(name, &bytes, batch)
}

fn read_file(path: &Path, columns: &Columns, batch: &mut Batch) -> Result<(), Problem> {
    let name = path.display().to_string();
    let failed = |error: InputError| Problem::error(&name, error);
    if pattern::is_pattern(path) {
        return Err(failed(InputError::NothingMatches));
    }
    let about = std::fs::metadata(path).map_err(|error| failed(InputError::from_io(&error)))?;
    if about.is_dir() {
        return folder::read(path, columns, batch);
    }
    let extension = extension_of(path);
    if UNREAD.contains(&extension.as_str()) {
        return Err(failed(InputError::UnreadKind { extension }));
    }
    // What is no file, such as a pipe, cannot be gone through twice.
    if flows(&extension) && about.is_file() {
        let mut file = std::fs::File::open(path).map_err(|error| failed(InputError::from_io(&error)))?;
        return read_rows(&name, &extension, &mut file, columns, batch);
    }
    check_length(&extension, about.len()).map_err(failed)?;
    let bytes = std::fs::read(path).map_err(|error| failed(InputError::from_io(&error)))?;
    read_bytes(&name, &extension, &bytes, columns, batch)
}

/// True of files that are read row by row.
fn flows(extension: &str) -> bool {
    matches!(extension, "csv" | "tsv" | "jsonl" | "ndjson")
}

fn read_rows(
    name: &str,
    extension: &str,
    bytes: &mut (impl Read + Seek),
    columns: &Columns,
    batch: &mut Batch,
) -> Result<(), Problem> {
    match extension {
        "jsonl" | "ndjson" => jsonl::read(name, bytes, columns, batch),
        _ => table::read(name, bytes, columns, batch),
    }
}

/// Reads the bytes of one file by its extension, wherever they came from. `name` is how the file is known.
fn read_bytes(name: &str, extension: &str, bytes: &[u8], columns: &Columns, batch: &mut Batch) -> Result<(), Problem> {
    match extension {
        "docx" | "docm" => read_docx(name, bytes, batch),
        "rtf" => rtf::read(name, bytes, batch),
        extension if flows(extension) => read_rows(name, extension, &mut Cursor::new(bytes), columns, batch),
        "xlsx" | "xlsm" | "xls" | "ods" => sheets::read(name, bytes, columns, batch),
        "zip" => archive::read(name, bytes, columns, batch),
        "eml" => eml::read(name, bytes, batch),
        "vtt" | "srt" => captions::read(name, bytes, batch),
        _ => read_text(name, bytes, batch),
    }
}

/// Whether a file of this kind may have so many bytes: one recording is short; a table or archive of them, or mail with what is attached,
/// may be long.
fn check_length(extension: &str, bytes: u64) -> Result<(), InputError> {
    match extension {
        "docx" | "docm" | "rtf" | "eml" | "jsonl" | "ndjson" | "csv" | "tsv" | "xlsx" | "xlsm" | "xls" | "ods"
        | "zip" => {
            if bytes > LARGEST_FILE {
                Err(InputError::FileTooLarge { bytes })
            } else {
                Ok(())
            }
        }
        _ if bytes > LONGEST_RECORDING as u64 * 4 => Err(InputError::TooLong { bytes: bytes as usize }),
        _ => Ok(()),
    }
}

/// In lower case, without its stop; empty where there is none.
fn extension_of(path: &Path) -> String {
    path.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// True of the extensions of files that are looked for where none is named.
fn holds_recordings(extension: &str) -> bool {
    HELD.contains(&extension)
}

fn read_docx(name: &str, bytes: &[u8], batch: &mut Batch) -> Result<(), Problem> {
    let document = Document::open(bytes).map_err(|error| Problem::error(name, InputError::Docx(error)))?;
    batch.problems.extend(document.left_out().iter().map(|left_out| Problem::left_out(name, *left_out)));
    let source = Source { name: name.to_owned(), encoding: DOCX.into(), ..Source::default() };
    let found = recording(document.text().trim_end().to_owned(), source);
    batch.recordings.push(found.map_err(|error| Problem::error(name, error))?);
    Ok(())
}

/// The Word document in a file.
pub fn open_docx(path: &Path) -> Result<Document, Problem> {
    let failed = |error: InputError| Problem::error(&path.display().to_string(), error);
    let about = std::fs::metadata(path).map_err(|error| failed(InputError::from_io(&error)))?;
    check_length("docx", about.len()).map_err(failed)?;
    let bytes = std::fs::read(path).map_err(|error| failed(InputError::from_io(&error)))?;
    Document::open(&bytes).map_err(|error| failed(InputError::Docx(error)))
}

fn read_text(name: &str, bytes: &[u8], batch: &mut Batch) -> Result<(), Problem> {
    let decoded = decode(bytes).map_err(|error| Problem::error(name, error))?;
    let source = Source { name: name.to_owned(), encoding: decoded.encoding.to_owned(), ..Source::default() };
    if decoded.guessed {
        batch.problems.push(Problem::guessed_encoding(name, decoded.encoding));
    }
    batch.recordings.push(recording(decoded.text.into_owned(), source).map_err(|error| Problem::error(name, error))?);
    Ok(())
}

/// Checks what must hold of any text before it is taken as a recording.
fn recording(text: String, source: Source) -> Result<Recording, InputError> {
    if text.trim().is_empty() {
        return Err(InputError::Blank);
    }
    if text.len() > LONGEST_RECORDING {
        return Err(InputError::TooLong { bytes: text.len() });
    }
    if let Some(byte) = text.find('\0') {
        return Err(InputError::Binary { byte });
    }
    Ok(Recording { aside: asides(&text), ..Recording::new(text, source) })
}

/// What stands in `text` and is not read as the recording, in order: the times of a transcript, or what is around the newest message of a
/// chain of mail; and of the rest what is not in English.
pub fn asides(text: &str) -> Vec<Aside> {
    let recognise = [captions::asides, transcript::asides, chain::asides];
    let mut found =
        recognise.iter().map(|recognise| recognise(text)).find(|found| !found.is_empty()).unwrap_or_default();
    let written = |other: &Aside| !found.iter().any(|aside| aside.span.overlaps(other.span));
    let others: Vec<Aside> = language::asides(text).into_iter().filter(written).collect();
    found.extend(others);
    found.sort_by_key(|aside| aside.span);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_file_is_handed_on_in_portions_until_no_more_is_wanted() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("long.jsonl");
        std::fs::write(&path, "{\"text\": \"Tea.\"}\n".repeat(1000)).unwrap();
        let origins = Origin::from_arguments(&[path.clone(), path]);
        let portions = |most: usize| {
            let mut sizes = Vec::new();
            read_each(&origins, &Columns::default(), &mut |recordings, problems| {
                assert!(problems.is_empty(), "{problems:?}");
                sizes.push(recordings.len());
                if sizes.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            });
            sizes
        };
        assert_eq!(portions(3), [AT_ONCE; 3]);
        let all = portions(usize::MAX);
        assert!(all.iter().all(|size| *size <= AT_ONCE) && all.iter().sum::<usize>() == 2000, "{all:?}");
    }
}
