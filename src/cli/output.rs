//! Where a command's output goes: standard output, or a file that is written whole or not at all.

use super::reading::{Inputs, standard_output};
use super::{Exit, Failure};
use crate::files::{self, folder_of, in_words};
use clap::Args;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Output {
    /// Write to this file instead of standard output: whole or not at all, and never over a recording that is read.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Output {
    pub fn file(&self) -> Option<&Path> {
        self.output.as_deref()
    }

    /// Looks at the file before anything is read, so that no work is lost for a wrong name.
    pub fn open(&self, inputs: &Inputs, for_terminal: bool) -> Result<Destination, Failure> {
        match &self.output {
            None => Ok(Destination::Standard(standard_output(for_terminal))),
            Some(file) => {
                check(file, inputs)?;
                Ok(Destination::File { file: file.clone(), bytes: Vec::new(), for_terminal })
            }
        }
    }
}

/// What is written is kept until it is whole.
pub enum Destination {
    Standard(Box<dyn Write>),
    File { file: PathBuf, bytes: Vec<u8>, for_terminal: bool },
}

impl Destination {
    /// Writes the file, if it is one and there is anything to write.
    pub fn finish(self, exit: Exit) -> Result<(), Failure> {
        match self {
            Destination::File { file, bytes, for_terminal } if exit != Exit::Failed => {
                let bytes = if for_terminal { anstream::adapter::strip_bytes(&bytes).into_vec() } else { bytes };
                write_whole(&file, &bytes)?;
                anstream::println!("Written to {}.", file.display());
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

impl Write for Destination {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Destination::Standard(out) => out.write(bytes),
            Destination::File { bytes: kept, .. } => kept.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Destination::Standard(out) => out.flush(),
            Destination::File { .. } => Ok(()),
        }
    }
}

/// Refuses a file that is read itself, that a later reading of the same folder would take for a recording, or that nothing can be written to.
pub fn check(file: &Path, inputs: &Inputs) -> Result<(), Failure> {
    if inputs.files().iter().any(|input| is_same(input, file)) {
        return Err(Failure::new("--output names the recording that is read", "name another file: it stays as it is"));
    }
    if std::fs::metadata(file).is_ok_and(|about| !about.is_file()) {
        let why = format!("{} could not be written: it is no file", file.display());
        return Err(Failure::new(why, "name a file, for example --output draft.html"));
    }
    let folder = folder_of(file);
    let Ok(folder) = std::fs::canonicalize(&folder) else {
        let why = format!("{} could not be written: there is no folder {}", file.display(), folder.display());
        return Err(Failure::new(why, "make the folder, or name another"));
    };
    if is_among(&folder, inputs) {
        let why = format!("{} would stand among the recordings that are read", file.display());
        return Err(Failure::new(why, "name a file in another folder, so that it is never taken for a recording"));
    }
    Ok(())
}

/// True of a folder, with its links followed, in which recordings are looked for.
pub fn is_among(folder: &Path, inputs: &Inputs) -> bool {
    let is_read =
        |input: &PathBuf| input.is_dir() && std::fs::canonicalize(input).is_ok_and(|input| folder.starts_with(input));
    inputs.files().iter().any(is_read)
}

fn is_same(file: &Path, other: &Path) -> bool {
    std::fs::canonicalize(file).ok().is_some_and(|file| std::fs::canonicalize(other).ok() == Some(file))
}

/// Puts `bytes` in `file` in one step: whole or not at all.
pub fn write_whole(file: &Path, bytes: &[u8]) -> Result<(), Failure> {
    files::write_whole(file, bytes).map_err(|error| {
        let why = format!("{} could not be written: {}", file.display(), in_words(error.kind()));
        Failure::new(why, what_to_do(error.kind()))
    })
}

/// After something could not be written.
fn what_to_do(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "make room, or write to another disk",
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "write to a folder of your own, or ask whoever looks after this one"
        }
        _ => "close it in other programs, or name a file in a folder of your own",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_to_do_follows_from_what_happened() {
        assert!(what_to_do(ErrorKind::StorageFull).starts_with("make room"));
        assert!(what_to_do(ErrorKind::ReadOnlyFilesystem).starts_with("write to a folder of your own"));
        assert!(what_to_do(ErrorKind::ResourceBusy).starts_with("close it"));
    }
}
