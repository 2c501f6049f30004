//! What went wrong with a file, in words.

use std::io::ErrorKind;

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
