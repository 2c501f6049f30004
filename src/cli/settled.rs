//! Dismissals beside the recordings, and the baseline, read and written.

#![expect(clippy::disallowed_methods, reason = "what was settled is kept in files of its own")]

use super::output::write_whole;
use super::reading::{Incoming, Nothing, each};
use super::{Exit, Failure};
use crate::engine::Engine;
use crate::files::in_words;
use crate::recording::Draft;
use crate::settled::{Baseline, DISMISSALS_FILE, Dismissals, fingerprint, settle};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::io;
use std::path::{Path, PathBuf};

/// What was settled before, for recordings of several folders.
pub struct Settled {
    of_folder: BTreeMap<PathBuf, Dismissals>,
    baseline: Baseline,
}

impl Settled {
    /// What is settled for recordings in `files`; standard input is where the command was given.
    pub fn read(files: &[PathBuf], baseline: Option<&Path>) -> Result<Settled, Failure> {
        let mut of_folder = BTreeMap::new();
        for folder in files.iter().flat_map(|file| folders_of(file)).chain([PathBuf::new()]) {
            if let Entry::Vacant(vacant) = of_folder.entry(folder) {
                let kept = dismissals(&vacant.key().join(DISMISSALS_FILE))?;
                vacant.insert(kept);
            }
        }
        let baseline = match baseline {
            Some(file) => read_baseline(file)?,
            None => Baseline::default(),
        };
        Ok(Settled { of_folder, baseline })
    }

    /// The draft with what is settled taken out of its findings.
    pub fn settle(&self, mut draft: Draft) -> Draft {
        // What stands in an archive belongs to the folder that the archive is in.
        let mut folders = Path::new(&draft.recording.source.name).ancestors().skip(1);
        if let Some(dismissals) = folders.find_map(|folder| self.of_folder.get(folder)) {
            settle(&mut draft, dismissals, &self.baseline);
        }
        draft
    }

    /// Twelve characters that stay the same while what is settled does.
    pub fn hash(&self) -> String {
        let dismissed = self.of_folder.values().flat_map(|dismissals| dismissals.dismissed.keys());
        let all: Vec<&str> = dismissed.chain(&self.baseline.set_aside).map(String::as_str).collect();
        Sha256::digest(all.join("\n")).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
    }

    /// Keeps all that is found in `incoming`, and not dismissed, as the baseline in `file`.
    pub fn write_baseline(&self, file: &Path, incoming: Incoming, engine: &Engine) -> Result<Exit, Failure> {
        if file.exists() {
            // What is written over can only be a baseline, never a recording.
            read_baseline(file)?;
        }
        let mut baseline = Baseline::default();
        let check = |recording| self.settle(engine.check(recording));
        let exit = each(incoming, check, &mut Nothing, &mut io::sink(), |draft| {
            let text = &draft.recording.text;
            baseline.set_aside.extend(draft.findings.iter().map(|finding| fingerprint(text, finding)));
        })?;
        if exit != Exit::Failed {
            keep(file, &baseline.to_text())?;
            anstream::println!("{} set aside in {}.", phrases(baseline.set_aside.len()), file.display());
        }
        Ok(exit)
    }
}

fn phrases(count: usize) -> String {
    if count == 1 { "1 phrase".into() } else { format!("{count} phrases") }
}

/// The folders whose recordings a path names: those in it, where it is one itself.
fn folders_of(path: &Path) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![folder_as_written(path)];
    }
    let inside = std::fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path());
    let below = inside.filter(|inner| inner.is_dir() && !inner.is_symlink()).flat_map(|inner| folders_of(&inner));
    std::iter::once(path.to_path_buf()).chain(below).collect()
}

/// The folder of a recording, by which what is settled there is found; that of standard input, and of a bare name, is empty.
pub fn folder_as_written(file: &Path) -> PathBuf {
    file.parent().map(Path::to_path_buf).unwrap_or_default()
}

/// The dismissals in `file`; none where there is no such file.
pub fn dismissals(file: &Path) -> Result<Dismissals, Failure> {
    if !file.exists() {
        return Ok(Dismissals::default());
    }
    let hint = "mend the line, or move the file away to see every phrase again";
    let text = read_text(file, hint)?;
    Dismissals::parse(&text).map_err(|error| malformed(file, &text, &error, hint))
}

fn read_baseline(file: &Path) -> Result<Baseline, Failure> {
    let hint = "name a file that `whatmatters check --write-baseline` made";
    let text = read_text(file, hint)?;
    Baseline::parse(&text).map_err(|error| malformed(file, &text, &error, hint))
}

fn malformed(file: &Path, text: &str, error: &toml::de::Error, hint: &str) -> Failure {
    // The message of the error may quote the file, which might be a recording.
    let line = error.span().map_or(1, |span| text[..span.start].matches('\n').count() + 1);
    Failure::new(format!("{}: line {line} is not what is written there", file.display()), hint)
}

fn read_text(file: &Path, hint: &str) -> Result<String, Failure> {
    std::fs::read_to_string(file)
        .map_err(|error| Failure::new(format!("{}: {}", file.display(), in_words(error.kind())), hint))
}

/// Writes what was settled, where the file is a link to what it leads to.
pub fn keep(file: &Path, text: &str) -> Result<(), Failure> {
    let linked = if file.is_symlink() { std::fs::canonicalize(file).ok() } else { None };
    write_whole(linked.as_deref().unwrap_or(file), text.as_bytes())
}
