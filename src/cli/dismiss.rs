use super::settled::{dismissals, folder_as_written, keep};
use super::{Exit, Failure};
use crate::settled::{DISMISSALS_FILE, is_fingerprint};
use clap::Args;
use std::path::{Path, PathBuf};

/// Let a phrase stand, and say why. `check` and drafts then count it and show the reason.
///
/// The reason is kept in whatmatters-dismissed.toml beside the recording, under a fingerprint of the words: it holds while they do, whatever
/// changes elsewhere in the recording.
#[derive(Args)]
pub struct Dismiss {
    /// The twelve characters at the end of a finding, as `check` shows them.
    fingerprint: String,
    /// The reason, for whoever reads the recording next.
    #[arg(long, value_name = "REASON")]
    why: String,
    /// The recording that it stands in. None: one in this folder.
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

impl Dismiss {
    pub fn run(self) -> Result<Exit, Failure> {
        if !is_fingerprint(&self.fingerprint) {
            return Err(Failure::new(
                format!("`{}` is no fingerprint", self.fingerprint),
                "give the twelve characters that `whatmatters check` shows after the rule, such as 3f2a9c01b7de",
            ));
        }
        let why = self.why.trim().trim_end_matches('.');
        if why.is_empty() {
            return Err(Failure::new("a phrase is dismissed for a reason", "say it in a few words after --why"));
        }
        let kept = match &self.file {
            Some(file) => folder_as_written(real_file(file)?),
            None => PathBuf::new(),
        };
        let kept = kept.join(DISMISSALS_FILE);
        let mut dismissals = dismissals(&kept)?;
        dismissals.dismissed.insert(self.fingerprint, why.to_owned());
        keep(&kept, &dismissals.to_text())?;
        anstream::println!("Kept in {}. To take it back, delete its line there.", kept.display());
        Ok(Exit::Done)
    }
}

/// The file that is named, or the archive that it stands in, as `check` names it.
fn real_file(file: &Path) -> Result<&Path, Failure> {
    file.ancestors()
        .find(|file| file.is_file())
        .ok_or_else(|| Failure::new(format!("{}: no such file", file.display()), "check the name and the folder"))
}
