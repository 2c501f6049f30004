//! Reads files into recordings. Nothing is rewritten: the decoded text is what every span indexes.
//!
//! Files are opened here and in `model::load`, `corpus`, `train` and `cli` alone.

#![expect(clippy::disallowed_methods, reason = "recordings are opened here")]

mod captions;
mod chain;
mod decode;
mod eml;
mod html;
mod jsonl;
mod problem;
mod row;
mod sheets;
mod table;
mod transcript;

pub use decode::decode;
pub use problem::{InputError, Problem, Severity};

use crate::docx::Document;
use crate::text::{Aside, Recording, Source};
use std::io::Read;
use std::path::{Path, PathBuf};

/// The longest text taken as one recording, in bytes: about 80,000 words.
///
/// A longer one is an export of many recordings, and reading it as one would mislead.
pub const LONGEST_RECORDING: usize = 500_000;

/// The largest file that is read whole.
pub const LARGEST_FILE: u64 = 200_000_000;

/// Kinds of file that hold recordings in a form this version does not take apart. As plain text they would be read as one recording.
const UNREAD: [&str; 10] = ["json", "html", "htm", "xml", "msg", "rtf", "doc", "xlsb", "odt", "zip"];

/// The encoding of a recording that came as a Word document.
pub const DOCX: &str = "docx";

/// The encoding of one that came as mail: its parts may have had several.
pub const EML: &str = "eml";

/// What could be read, and what stood in the way. One bad file or row never stops the rest.
#[derive(Default)]
pub struct Batch {
    pub recordings: Vec<Recording>,
    pub problems: Vec<Problem>,
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

/// Reads every origin in order.
pub fn read_all(origins: &[Origin], columns: &Columns) -> Batch {
    let mut batch = Batch::default();
    for origin in origins {
        let outcome = match origin {
            Origin::StandardInput => read_standard_input(&mut batch),
            Origin::File(path) => read_file(path, columns, &mut batch),
        };
        if let Err(problem) = outcome {
            batch.problems.push(problem);
        }
    }
    batch
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
    let about = std::fs::metadata(path).map_err(|error| failed(InputError::from_io(&error)))?;
    if about.is_dir() {
        return read_folder(path, columns, batch);
    }
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    if UNREAD.contains(&extension.as_str()) {
        return Err(failed(InputError::UnreadKind { extension }));
    }
    if extension == "docx" {
        return read_docx(path, &name, batch);
    }
    let is_mail = extension == "eml";
    let is_table = matches!(extension.as_str(), "jsonl" | "ndjson" | "csv" | "tsv" | "xlsx" | "xlsm" | "xls" | "ods");
    if (is_table || is_mail) && about.len() > LARGEST_FILE {
        return Err(failed(InputError::FileTooLarge { bytes: about.len() }));
    }
    // What is attached to mail makes it large, and is not read.
    if !(is_table || is_mail) && about.len() > LONGEST_RECORDING as u64 * 4 {
        return Err(failed(InputError::TooLong { bytes: about.len() as usize }));
    }
    let bytes = std::fs::read(path).map_err(|error| failed(InputError::from_io(&error)))?;
    match extension.as_str() {
        "jsonl" | "ndjson" => jsonl::read(&name, &bytes, columns, batch),
        "csv" | "tsv" => table::read(&name, &bytes, columns, batch),
        "xlsx" | "xlsm" | "xls" | "ods" => sheets::read(&name, &bytes, columns, batch),
        "eml" => eml::read(&name, &bytes, batch),
        "vtt" | "srt" => captions::read(&name, &bytes, batch),
        _ => read_text(&name, &bytes, batch),
    }
}

/// Every file in a folder and the folders in it that can hold recordings, in the order of their names. What an organisation or this program
/// keeps beside them is passed over.
fn read_folder(path: &Path, columns: &Columns, batch: &mut Batch) -> Result<(), Problem> {
    const HELD: [&str; 15] = [
        "txt", "md", "docx", "csv", "tsv", "xlsx", "xlsm", "xls", "ods", "jsonl", "ndjson", "text", "eml", "vtt", "srt",
    ];
    let failed = |error: &std::io::Error| Problem::error(&path.display().to_string(), InputError::from_io(error));
    let mut inside: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(path).map_err(|error| failed(&error))? {
        inside.push(entry.map_err(|error| failed(&error))?.path());
    }
    inside.sort();
    let mut read = false;
    for file in inside {
        let extension = file.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        let hidden = file.file_name().is_some_and(|name| name.to_string_lossy().starts_with(['.', '~']));
        let is_folder = file.is_dir() && !file.is_symlink();
        if hidden || !(is_folder || HELD.contains(&extension.as_str())) {
            continue;
        }
        let own = if is_folder { read_folder(&file, columns, batch) } else { read_file(&file, columns, batch) };
        match own {
            Ok(()) => read = true,
            Err(problem) if is_folder && problem.is_empty_folder() => {}
            Err(problem) => {
                read = true;
                batch.problems.push(problem);
            }
        }
    }
    if read { Ok(()) } else { Err(Problem::error(&path.display().to_string(), InputError::NothingInFolder)) }
}

fn read_docx(path: &Path, name: &str, batch: &mut Batch) -> Result<(), Problem> {
    let document = open_docx(path)?;
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
    if about.len() > LARGEST_FILE {
        return Err(failed(InputError::FileTooLarge { bytes: about.len() }));
    }
    let bytes = std::fs::read(path).map_err(|error| failed(InputError::from_io(&error)))?;
    Document::open(&bytes).map_err(|error| failed(InputError::Docx(error)))
}

fn read_text(name: &str, bytes: &[u8], batch: &mut Batch) -> Result<(), Problem> {
    let decoded = decode(bytes).map_err(|error| Problem::error(name, error))?;
    let source = Source { name: name.to_owned(), encoding: decoded.encoding.to_owned(), ..Source::default() };
    if decoded.guessed {
        batch.problems.push(Problem::guessed_encoding(name, decoded.encoding));
    }
    batch.recordings.push(recording(decoded.text, source).map_err(|error| Problem::error(name, error))?);
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

/// What stands in `text` and was not written as the recording, in order: the times of a transcript, or what is around the newest message
/// of a chain of mail.
pub fn asides(text: &str) -> Vec<Aside> {
    let recognise = [captions::asides, transcript::asides, chain::asides];
    recognise.iter().map(|recognise| recognise(text)).find(|found| !found.is_empty()).unwrap_or_default()
}
