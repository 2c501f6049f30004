//! Folders: every file in one, and in the folders in it, that can hold recordings.

use super::{Batch, Columns, InputError, Problem, extension_of, holds_recordings, read_file};
use std::path::{Path, PathBuf};

/// Reads the files in the order of their names. What an organisation or this program keeps beside them is passed over.
pub fn read(path: &Path, columns: &Columns, batch: &mut Batch) -> Result<(), Problem> {
    match read_inside(path, columns, batch) {
        Ok(true) => Ok(()),
        Ok(false) => Err(Problem::error(&path.display().to_string(), InputError::NothingInFolder)),
        Err(problem) => Err(problem),
    }
}

/// False where neither the folder nor one in it held anything to read.
fn read_inside(path: &Path, columns: &Columns, batch: &mut Batch) -> Result<bool, Problem> {
    let failed = |error: &std::io::Error| Problem::error(&path.display().to_string(), InputError::from_io(error));
    let mut inside: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(path).map_err(|error| failed(&error))? {
        inside.push(entry.map_err(|error| failed(&error))?.path());
    }
    inside.sort();
    let mut found = false;
    for file in inside {
        let extension = extension_of(&file);
        let hidden = file.file_name().is_some_and(|name| name.to_string_lossy().starts_with(['.', '~']));
        let is_folder = file.is_dir() && !file.is_symlink();
        if hidden || !(is_folder || extension == "zip" || holds_recordings(&extension)) {
            continue;
        }
        let own = match is_folder {
            true => read_inside(&file, columns, batch),
            false => read_file(&file, columns, batch).map(|()| true),
        };
        found |= own.unwrap_or_else(|problem| {
            batch.problems.push(problem);
            true
        });
        if batch.flow().is_break() {
            break;
        }
    }
    Ok(found)
}
