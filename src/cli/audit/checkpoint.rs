//! The rows of an audit, written as they come, so that one that was stopped goes on.

#![expect(clippy::disallowed_methods, reason = "the rows of an audit are kept here")]

use super::super::Failure;
use super::super::output::is_among;
use super::super::reading::Inputs;
use crate::audit::{Header, Row};
use crate::files::in_words;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

/// The file in the folder of an audit.
const FILE: &str = "recordings.jsonl";
/// How every header begins, of whichever version.
const BEGINNING: &[u8] = b"{\"schema\":\"whatmatters.audit/";
const ANOTHER_FOLDER: &str = "name a new folder with --output, or empty this one";

pub struct Checkpoint {
    /// Of the audit as it began.
    pub header: Header,
    /// What an earlier run has done.
    pub rows: Vec<Row>,
    file: File,
    path: PathBuf,
}

impl Checkpoint {
    /// Begins an audit in `folder`, or goes on with the one that is there.
    pub fn open(folder: &Path, header: Header, inputs: &Inputs) -> Result<Checkpoint, Failure> {
        make(folder, inputs)?;
        let path = folder.join(FILE);
        let failed = |error: io::Error| could_not(&path, &error);
        let is_new = !path.exists();
        if is_new && holds_anything(folder).map_err(failed)? {
            let why = format!("{} holds something else than an audit", folder.display());
            return Err(Failure::new(why, ANOTHER_FOLDER));
        }
        let mut file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(failed)?;
        if file.try_lock().is_err() {
            let why = format!("another audit is being written to {}", folder.display());
            return Err(Failure::new(why, "wait until it is done, or name another folder"));
        }
        let mut text = Vec::new();
        file.read_to_end(&mut text).map_err(failed)?;
        // A line without its end was being written when the audit was stopped.
        let whole = text.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let other =
            |what: &str| Failure::new(format!("{} holds another audit: {what}", folder.display()), ANOTHER_FOLDER);
        // Nothing is written to a file that this program did not begin.
        if !text.starts_with(BEGINNING) && !BEGINNING.starts_with(&text) {
            return Err(other("of a kind that this version does not know"));
        }
        file.set_len(whole as u64).and_then(|()| file.seek(io::SeekFrom::End(0))).map_err(failed)?;
        let mut lines = text[..whole].split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        let first = lines.next();
        let lines: Vec<&[u8]> = lines.collect();
        // An audit that has read nothing yet is in nobody's way.
        let Some(first) = first.filter(|_| !lines.is_empty()) else {
            file.set_len(0).and_then(|()| file.rewind()).map_err(failed)?;
            let mut begun = Checkpoint { header, rows: Vec::new(), file, path };
            let line = serde_json::to_vec(&begun.header).map_err(io::Error::from);
            line.and_then(|line| begun.write(line)).map_err(|error| could_not(&begun.path, &error))?;
            return Ok(begun);
        };
        let was: Header =
            serde_json::from_slice(first).map_err(|_| other("of a kind that this version does not know"))?;
        if let Some(what) = header.differs(&was) {
            return Err(other(what));
        }
        let rows = lines.into_iter().map(serde_json::from_slice).collect::<Result<Vec<Row>, _>>().map_err(|_| {
            Failure::new(format!("{} is damaged", path.display()), "take the folder away and begin again")
        })?;
        Ok(Checkpoint { header: was, rows, file, path })
    }

    /// Keeps what has been done.
    pub fn add(&mut self, rows: &[Row]) -> Result<(), Failure> {
        if rows.is_empty() {
            return Ok(());
        }
        let lines = rows.iter().map(serde_json::to_vec).collect::<Result<Vec<_>, _>>();
        let lines = lines.map_err(io::Error::from).map(|lines| lines.join(&b'\n'));
        lines.and_then(|lines| self.write(lines)).map_err(|error| could_not(&self.path, &error))
    }

    fn write(&mut self, mut lines: Vec<u8>) -> io::Result<()> {
        lines.push(b'\n');
        self.file.write_all(&lines)
    }

    /// For recordings that are not those of the audit that is here.
    pub fn of_others(&self) -> Failure {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        Failure::new(
            format!("{} holds another audit: the recordings have changed since it began", folder.display()),
            ANOTHER_FOLDER,
        )
    }
}

fn make(folder: &Path, inputs: &Inputs) -> Result<(), Failure> {
    let made = std::fs::create_dir_all(folder).and_then(|()| std::fs::canonicalize(folder));
    let whole = made.map_err(|error| could_not(folder, &error))?;
    let is_input = |file: &PathBuf| std::fs::canonicalize(file).is_ok_and(|file| file == whole.join(FILE));
    if is_among(&whole, inputs) || inputs.files().iter().any(is_input) {
        let why = format!("{} stands among the recordings that are read", folder.display());
        return Err(Failure::new(why, "name a folder elsewhere, so that it is never taken for a recording"));
    }
    Ok(())
}

/// Hidden files aside, which systems put into folders by themselves.
fn holds_anything(folder: &Path) -> io::Result<bool> {
    for entry in std::fs::read_dir(folder)? {
        if !entry?.file_name().to_string_lossy().starts_with('.') {
            return Ok(true);
        }
    }
    Ok(false)
}

fn could_not(path: &Path, error: &io::Error) -> Failure {
    Failure::new(
        format!("{} could not be written: {}", path.display(), in_words(error.kind())),
        "make room, or name a folder where this account may write; what is done is kept, and the same command goes on",
    )
}
