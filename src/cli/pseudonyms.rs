//! Stand-ins for people, and the key to them.

#![expect(clippy::disallowed_methods, reason = "the key is written here")]

use super::Failure;
use super::reading::{Incoming, Inputs};
use crate::files::in_words;
use crate::pseudonyms::{Pseudonymised, pseudonymise};
use crate::recording::Draft;
use crate::render::begins_formula;
use crate::text::Recording;
use clap::Args;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Pseudonyms {
    /// Put stand-ins for names, NHS and NI numbers, dates of birth, phones, e-mail, addresses, postcodes and person ids before anything is
    /// read. It can miss some: read it all before you share it.
    #[arg(long)]
    pseudonymise: bool,
    /// With --pseudonymise: write what stands for what to this new file. Keep it apart from what you share.
    #[arg(long, value_name = "FILE", requires = "pseudonymise")]
    key: Option<PathBuf>,
}

/// What every draft with stand-ins says.
const CAN_MISS: &str = "Names, numbers, dates of birth and addresses are stand-ins. Some may have been missed: read it all before you share it.";

impl Pseudonyms {
    pub fn asked(&self) -> bool {
        self.pseudonymise
    }

    /// The recordings of `inputs`, with stand-ins where they were asked for: then all are read first, for what they hold together decides.
    pub fn read(&self, inputs: &Inputs) -> Result<Incoming, Failure> {
        if let Some(key) = self.key.as_deref().filter(|key| key.exists()) {
            return Err(taken(key));
        }
        if !self.pseudonymise {
            return Ok(inputs.read());
        }
        let mut recordings = Vec::new();
        let errors = inputs.read().each(|portion| {
            recordings.extend(portion);
            ControlFlow::Continue(())
        });
        let done = pseudonymise(recordings);
        if let Some(key) = self.key.as_ref().filter(|_| !done.recordings.is_empty()) {
            write_key(key, &done)?;
            anstream::eprintln!(
                "note: {} says what stands for what\n  keep it apart from what you share: whoever has both can read the names",
                key.display()
            );
        }
        anstream::eprintln!("note: {CAN_MISS}");
        Ok(Incoming::Read { recordings: done.recordings, errors })
    }

    /// What is to be said of stand-ins, where there are any.
    pub fn can_miss(&self) -> Option<&'static str> {
        self.pseudonymise.then_some(CAN_MISS)
    }

    /// The draft, saying that its names are stand-ins where they are.
    pub fn said(&self, mut draft: Draft) -> Draft {
        draft.problems.splice(0..0, self.can_miss().map(str::to_owned));
        draft
    }
}

fn taken(key: &Path) -> Failure {
    Failure::new(format!("{} is there already", key.display()), "a key is never written over: name another file")
}

fn write_key(key: &Path, done: &Pseudonymised) -> Result<(), Failure> {
    let failed = |kind: ErrorKind| match kind {
        ErrorKind::AlreadyExists => taken(key),
        kind => Failure::new(
            format!("{} could not be written: {}", key.display(), in_words(kind)),
            "name a file in a folder where this account may write",
        ),
    };
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(key).map_err(|error| failed(error.kind()))?;
    let table = table(done).map_err(|error| failed(error.kind()))?;
    file.write_all(&table).map_err(|error| failed(error.kind()))
}

/// Stand-in, original, kind and the recording where the one stands for the other.
fn table(done: &Pseudonymised) -> std::io::Result<Vec<u8>> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["stand_in", "original", "kind", "recording"])?;
    for one in &done.replaced {
        let recording = name(&done.recordings[one.recording]);
        table.write_record([&safe(&one.stand_in), &safe(&one.original), one.kind.name(), &safe(&recording)])?;
    }
    table.into_inner().map_err(csv::IntoInnerError::into_error)
}

fn name(recording: &Recording) -> String {
    let source = &recording.source;
    match (&source.id, source.row) {
        (Some(id), _) => format!("{} {id}", source.name),
        (None, Some(row)) => format!("{} row {row}", source.name),
        (None, None) => source.name.clone(),
    }
}

/// A cell that no spreadsheet takes for something to reckon.
fn safe(cell: &str) -> String {
    if begins_formula(cell) { format!("'{cell}") } else { cell.to_owned() }
}
