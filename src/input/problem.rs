use crate::docx::{DocxError, LeftOut};
use crate::files::in_words;
use crate::text::Source;
use crate::unpack::{MOST_MEMBERS, MOST_TIMES, UnpackError};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

/// Something that stood in the way of reading, told with what to do next and without a word of the recording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    pub severity: Severity,
    /// File name as given, or `standard input`.
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    pub message: String,
    pub hint: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The recording could not be read.
    Error,
    /// It was read; the reader should know how.
    Warning,
}

/// Why a file or row could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InputError {
    #[error("no such file")]
    Missing,
    #[error("this account may not read it")]
    NotAllowed,
    #[error("it could not be read: {}", in_words(*.0))]
    Unreadable(std::io::ErrorKind),
    #[error("there is no recording in the folder")]
    NothingInFolder,
    #[error("no file has this name, and none matches it as a pattern")]
    NothingMatches,
    #[error("there is no recording in the archive")]
    NothingInArchive,
    #[error("it is an archive in an archive, which is not opened")]
    ArchiveInArchive,
    #[error("its path leads out of the archive, and is not followed")]
    ClimbsOut,
    #[error("{}", of_archive(*.0))]
    Archive(UnpackError),
    #[error("{}", of_member(*.0))]
    Member(UnpackError),
    #[error("at {bytes} bytes the row is too long")]
    LongRow { bytes: usize },
    #[error("there is no row under the names of its columns")]
    NoRows,
    #[error("it cannot be opened as a spreadsheet")]
    BrokenWorkbook,
    #[error(
        "unpacked it comes to more than {} GB, or to {MOST_TIMES} times its own size, as no spreadsheet of recordings does",
        super::sheets::LARGEST_UNPACKED / 1_000_000_000
    )]
    WorkbookTooLarge,
    #[error("its sheets cover more than {} million cells, too many for an .xls", super::xls::MOST_CELLS / 1_000_000)]
    SheetTooWide,
    #[error("there is no text in it")]
    Blank,
    #[error("it is not a whole rich text file")]
    BrokenRichText,
    #[error("it is not a mail")]
    NotMail,
    #[error("there is no text in it, only what is attached: {attached}")]
    OnlyAttached { attached: String },
    #[error("there are no cues in it")]
    NoCues,
    #[error("it is not text (byte {byte})")]
    Binary { byte: usize },
    #[error("it is {what}, not plain text")]
    OtherFormat { what: &'static str },
    #[error("this version does not read .{extension} files")]
    UnreadKind { extension: String },
    #[error("{0}")]
    Docx(DocxError),
    #[error("at {bytes} bytes the file is too large")]
    FileTooLarge { bytes: u64 },
    #[error("the field `{wanted}` of the row is not text")]
    NotText { wanted: String },
    #[error("it is not valid {encoding} text (byte {byte})")]
    BrokenText { encoding: &'static str, byte: usize },
    #[error("at {bytes} bytes it is too long for one recording")]
    TooLong { bytes: usize },
    #[error("the row is not JSON (byte {byte} of the row)")]
    NotJson { byte: usize },
    #[error("the row is JSON but not an object")]
    NotAnObject,
    #[error("there is no field named `{wanted}`")]
    NoColumn { wanted: String, found: Vec<String> },
}

/// Names of columns. A table without them begins with a recording, of which nothing may be told.
fn names(found: &[String]) -> String {
    const LONGEST: usize = 40;
    const MOST: usize = 30;
    let is_name =
        |name: &&String| name.chars().count() <= LONGEST && !name.contains('\n') && !name.ends_with(['.', '!', '?']);
    let mut told: Vec<&str> = found.iter().filter(is_name).take(MOST).map(String::as_str).collect();
    let others = format!("and {} more", found.len() - told.len());
    if told.len() < found.len() {
        told.push(&others);
    }
    told.join(", ")
}

fn of_archive(error: UnpackError) -> String {
    match error {
        UnpackError::TooMany => format!("it holds more than {MOST_MEMBERS} files"),
        UnpackError::TooLarge | UnpackError::TooLong => format!(
            "what it holds comes to more than {} GB, or to {MOST_TIMES} times its own size, as no archive of recordings does; the rest of it was not read",
            super::archive::LARGEST_UNPACKED / 1_000_000_000
        ),
        UnpackError::Broken | UnpackError::Locked | UnpackError::Unknown => "it is not a whole ZIP archive".into(),
    }
}

fn of_member(error: UnpackError) -> String {
    match error {
        UnpackError::Locked => "it is locked with a password".into(),
        UnpackError::Unknown => "it is packed in a way that this version does not read".into(),
        UnpackError::TooLong | UnpackError::TooLarge | UnpackError::TooMany => {
            format!("it comes to more than {} MB", super::LARGEST_FILE / 1_000_000)
        }
        UnpackError::Broken => "it is damaged in the archive".into(),
    }
}

impl InputError {
    pub fn from_io(error: &std::io::Error) -> InputError {
        match error.kind() {
            std::io::ErrorKind::NotFound => InputError::Missing,
            std::io::ErrorKind::PermissionDenied => InputError::NotAllowed,
            other => InputError::Unreadable(other),
        }
    }

    fn hint(&self) -> String {
        match self {
            InputError::Missing => "check the name and the folder".into(),
            InputError::NotAllowed => "copy it to a folder of your own and try again".into(),
            InputError::Unreadable(_) => "close it in other programs and try again".into(),
            InputError::NothingInFolder => {
                "recordings are .docx, .rtf, .txt, .md, .eml, .vtt, .srt, .csv, .tsv, .xlsx, .xls, .ods or .jsonl files, or in a .zip archive"
                    .into()
            }
            InputError::NothingMatches => "check the folder and the ending, such as *.docx".into(),
            InputError::NothingInArchive => {
                "it should hold .docx, .rtf, .txt, .md, .eml, .vtt, .srt, .csv, .tsv, .xlsx, .xls, .ods or .jsonl files".into()
            }
            InputError::ArchiveInArchive => "unpack the outer archive, and name the one in it".into(),
            InputError::ClimbsOut => "ask for that file by itself; the rest of the archive is read".into(),
            InputError::Archive(UnpackError::TooLarge | UnpackError::TooMany) => {
                "if you trust it, unpack it yourself and name the folder".into()
            }
            InputError::Archive(_) => "copy or download it again, or pack its files again".into(),
            InputError::Member(UnpackError::Locked) => "unpack it with its password, and name the files".into(),
            InputError::Member(_) => "unpack the archive yourself and name the file".into(),
            InputError::LongRow { .. } => format!(
                "a row may hold {} MB; look at its quotation marks: one may be open",
                super::row::LONGEST_ROW / 1_000_000
            ),
            InputError::NoRows => "check that the right file was exported".into(),
            InputError::BrokenWorkbook => {
                "open it in Excel, take off any password, and save it again as .xlsx or .csv".into()
            }
            InputError::WorkbookTooLarge => {
                "open it in Excel, and save it again as .csv, in parts if it is long".into()
            }
            InputError::SheetTooWide => "open it in Excel, and save it again as .xlsx or .csv".into(),
            InputError::Blank => "check that the right file was saved".into(),
            InputError::Binary { .. } | InputError::BrokenText { .. } => {
                "open it in the program that made it and save it as plain text (UTF-8)".into()
            }
            InputError::OtherFormat { what: "a PDF" } => {
                "copy the words out of it, or ask for the original, and save them as plain text".into()
            }
            InputError::OtherFormat { what: "a rich text file" } => "save it with a name that ends in .rtf".into(),
            InputError::OtherFormat { .. } => "open it and save it as plain text (UTF-8)".into(),
            InputError::Docx(DocxError::Locked) => "open it in Word, take the password off, and save it again".into(),
            InputError::Docx(_) => "open it in Word and save it again as .docx".into(),
            InputError::BrokenRichText => "open it in Word and save it again as .docx".into(),
            InputError::NotMail => {
                "save it again from the mail program as .eml, or copy its words into a .txt file".into()
            }
            InputError::OnlyAttached { .. } => "save what should be read as a file of its own".into(),
            InputError::NoCues => {
                "export the transcript again; if it holds words without times, save them as .txt".into()
            }
            InputError::UnreadKind { extension } if extension == "msg" => {
                "open it in Outlook and save it as .eml, or as text (.txt)".into()
            }
            InputError::UnreadKind { .. } => "save the recording as .docx or .txt, or several as .csv or .xlsx".into(),
            InputError::FileTooLarge { .. } => {
                format!(
                    "split it into files of at most {} MB; a table may be longer as .csv",
                    super::LARGEST_FILE / 1_000_000
                )
            }
            InputError::NotText { .. } => "put the recording there in quotation marks".into(),
            InputError::TooLong { .. } => format!(
                "one recording may hold {} kB, about 80,000 words; put each recording in a file of its own, or in a row of a table",
                super::LONGEST_RECORDING / 1000
            ),
            InputError::NotJson { .. } | InputError::NotAnObject => {
                "each line of a .jsonl file is one object, such as {\"id\": \"1\", \"text\": \"…\"}".into()
            }
            InputError::NoColumn { found, .. } if found.is_empty() => "the row is empty".into(),
            InputError::NoColumn { found, .. } => {
                format!("fields found: {}; choose with --text-column and --id-column", names(found))
            }
        }
    }
}

impl Problem {
    pub fn error(name: &str, error: InputError) -> Problem {
        Problem {
            severity: Severity::Error,
            name: name.to_owned(),
            row: None,
            message: error.to_string(),
            hint: error.hint(),
        }
    }

    pub fn in_row(name: &str, row: usize, error: InputError) -> Problem {
        Problem { row: Some(row), ..Problem::error(name, error) }
    }

    /// For a recording that this program failed on.
    pub fn mistake(source: &Source) -> Problem {
        Problem {
            severity: Severity::Error,
            name: source.name.clone(),
            row: source.row,
            message: "it could not be read because of a mistake in this program".into(),
            hint:
                "nothing of it was lost or kept; please report the version and the line named above, not the recording"
                    .into(),
        }
    }

    /// For words in a document that were not read.
    pub fn left_out(name: &str, left_out: LeftOut) -> Problem {
        Problem {
            severity: Severity::Warning,
            name: name.to_owned(),
            row: None,
            message: left_out.in_words(),
            hint: "look in the document itself if they matter".into(),
        }
    }

    /// For files in an archive that are of kinds not read: how many there are of each extension.
    pub fn passed_over(name: &str, kinds: &BTreeMap<String, usize>) -> Problem {
        const NAMED: usize = 6;
        let total: usize = kinds.values().sum();
        let told = kinds.iter().take(NAMED).map(|(kind, count)| match kind.as_str() {
            "" => format!("{count} without an ending"),
            kind => format!("{count} .{kind}"),
        });
        let mut told: Vec<String> = told.collect();
        if kinds.len() > NAMED {
            told.push("and others".into());
        }
        let files = if total == 1 { "1 file".into() } else { format!("{total} files") };
        let message = format!("{files} in it of kinds that are not read: {}", told.join(", "));
        Problem::note(name, message, "if recordings are among them, save them as .docx or .txt")
    }

    /// Something that the reader should know, and what to do if it is not as it should be.
    pub fn note(name: &str, message: String, hint: &str) -> Problem {
        Problem { severity: Severity::Warning, name: name.to_owned(), row: None, message, hint: hint.to_owned() }
    }

    /// For a row that has more or fewer cells than there are columns.
    pub fn ragged(name: &str, row: usize, cells: usize, columns: usize) -> Problem {
        let cells = if cells == 1 { "1 cell".into() } else { format!("{cells} cells") };
        let message = format!("it has {cells} where the table has {columns} columns");
        Problem { row: Some(row), ..Problem::note(name, message, "check that its words stand in the right column") }
    }

    pub fn guessed_encoding(name: &str, encoding: &str) -> Problem {
        Problem {
            severity: Severity::Warning,
            name: name.to_owned(),
            row: None,
            message: format!("read as {encoding}, which is a guess"),
            hint: "if quotation marks or £ signs look wrong, save it as UTF-8".into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.row {
            Some(row) => write!(f, "{}, row {row}: {}; {}", self.name, self.message, self.hint),
            None => write!(f, "{}: {}; {}", self.name, self.message, self.hint),
        }
    }
}
