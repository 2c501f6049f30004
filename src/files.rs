//! Files written whole or not at all, and what went wrong with one, in words.

#![expect(clippy::disallowed_methods, reason = "what `cli` and `train` write goes through here")]

use std::ffi::OsString;
use std::fs::OpenOptions;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Reads on from *it could not be read:* or *could not be written:*.
pub fn in_words(kind: ErrorKind) -> String {
    match kind {
        ErrorKind::NotFound => "no such file or folder".into(),
        ErrorKind::PermissionDenied => "this account may not".into(),
        ErrorKind::FileTooLarge => "it holds more than such a file can".into(),
        ErrorKind::StorageFull => "the disk is full".into(),
        other => other.to_string(),
    }
}

/// Puts `bytes` in `file` in one step: they are written beside it and take its place when they are all there, so that whatever goes wrong
/// the file stays as it was.
///
/// # Errors
/// Says why nothing was written; then nothing is left beside the file either.
pub fn write_whole(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = OsString::from(".");
    name.push(file.file_name().unwrap_or_default());
    name.push(format!(".{}", std::process::id()));
    let beside = folder_of(file).join(name);
    let written = (|| {
        let mut unfinished = OpenOptions::new().write(true).create_new(true).open(&beside)?;
        // Who may read the file stays as it was.
        if let Ok(about) = std::fs::metadata(file) {
            unfinished.set_permissions(about.permissions())?;
        }
        unfinished.write_all(bytes)?;
        unfinished.sync_all()?;
        std::fs::rename(&beside, file)
    })();
    if written.is_err() {
        // What cannot be taken away was never there, or is told of by the error itself.
        let _ = std::fs::remove_file(&beside);
    }
    written
}

/// The folder that a file stands in, as it can be opened.
pub fn folder_of(file: &Path) -> PathBuf {
    match file.parent() {
        Some(folder) if folder != Path::new("") => folder.to_path_buf(),
        _ => PathBuf::from("."),
    }
}
