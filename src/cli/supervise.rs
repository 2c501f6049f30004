use super::output::{check, write_whole};
use super::reading::{Inputs, Nothing, each};
use super::settled::Settled;
use super::{Exit, Failure};
use crate::recording::Draft;
use crate::render::{Dress, Versions, paper_of_own, paper_of_pack, write_own_json, write_pack_json, write_paper};
use crate::supervision::{Pack, SupervisionError, own, pack};
use clap::Args;
use std::io;
use std::path::{Path, PathBuf};

/// Bring together the material for a conversation in supervision: each case under six questions, in the recordings' own sentences.
///
/// Recordings of one case are those with the same name in a column such as person or case, or else those in one folder. A worker is told by a
/// column, or by the name that a recording bears.
#[derive(Args)]
pub struct Supervise {
    #[command(flatten)]
    inputs: Inputs,
    /// Whose cases. Without it, every case.
    #[arg(long, value_name = "NAME")]
    worker: Option<String>,
    /// The file to write: .docx, .html, .md or .json.
    #[arg(long, value_name = "FILE")]
    output: PathBuf,
    /// A second file, for the worker alone: what their recordings show of their own writing.
    #[arg(long, value_name = "FILE", requires = "worker")]
    own: Option<PathBuf>,
}

#[derive(Clone, Copy)]
enum Format {
    Paper(Dress),
    Json,
}

impl Supervise {
    pub fn run(self) -> Result<Exit, Failure> {
        // All that could go wrong with the files is looked at before anything is read.
        let format = format(&self.output, &self.inputs)?;
        let own_format = self.own.as_deref().map(|file| self::format(file, &self.inputs)).transpose()?;
        if self.own.as_ref() == Some(&self.output) {
            return Err(Failure::new(
                "--own names the same file as --output",
                "name two files: one of them is for the worker alone",
            ));
        }
        let engine = self.inputs.engine(None)?;
        let settled = Settled::read(self.inputs.files(), None)?;
        let mut drafts: Vec<Draft> = Vec::new();
        let exit = each(
            self.inputs.read(),
            |recording| settled.settle(engine.read(recording)),
            &mut Nothing,
            &mut io::sink(),
            |draft| drafts.push(draft.clone()),
        )?;
        if exit == Exit::Failed {
            return Ok(exit);
        }
        let pack = pack(&drafts, self.worker.as_deref(), engine.rules()).map_err(|error| unknown(&error))?;
        let versions = Versions::of(&engine);
        write(&self.output, |bytes| match format {
            Format::Paper(dress) => write_paper(&paper_of_pack(&pack, &versions), dress, bytes),
            Format::Json => write_pack_json(&pack, &versions, bytes),
        })?;
        anstream::println!("{}", told(&pack, &self.output));
        if let (Some(file), Some(format)) = (&self.own, own_format) {
            let own = own(&pack);
            write(file, |bytes| match format {
                Format::Paper(dress) => write_paper(&paper_of_own(&pack, &own, &versions), dress, bytes),
                Format::Json => write_own_json(&pack, &own, &versions, bytes),
            })?;
            anstream::println!("For the worker alone: {}.", file.display());
        }
        Ok(exit)
    }
}

/// What a file's name says of how it is written, where it can be.
fn format(file: &Path, inputs: &Inputs) -> Result<Format, Failure> {
    let extension = file.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    let format = match extension.as_deref() {
        Some("docx") => Format::Paper(Dress::Docx),
        Some("html" | "htm") => Format::Paper(Dress::Html),
        Some("md") => Format::Paper(Dress::Markdown),
        Some("json") => Format::Json,
        _ => {
            return Err(Failure::new(
                format!("{}: its name does not say how it is to be written", file.display()),
                "let it end in .docx, .html, .md or .json",
            ));
        }
    };
    check(file, inputs)?;
    Ok(format)
}

fn write(file: &Path, into: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> Result<(), Failure> {
    let mut bytes = Vec::new();
    into(&mut bytes).map_err(|error| {
        Failure::new(format!("{} could not be made: {}", file.display(), error.kind()), "try another format")
    })?;
    write_whole(file, &bytes)
}

fn told(pack: &Pack, file: &Path) -> String {
    let recordings: usize = pack.cases.iter().map(|case| case.read.len()).sum();
    let count = |count: usize, one: &str| if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") };
    format!(
        "{} from {}, written to {}.",
        count(pack.cases.len(), "case"),
        count(recordings, "recording"),
        file.display()
    )
}

fn unknown(error: &SupervisionError) -> Failure {
    let SupervisionError::UnknownWorker { found, .. } = error;
    match found.as_slice() {
        [] => Failure::new(
            format!("{error}: none of them says who wrote it"),
            "add a column “worker” to the table, or a line such as “Worker: Sam Okoro” to each recording; or leave --worker out",
        ),
        found => Failure::new(error, format!("workers that recordings name: {}", found.join(", "))),
    }
}
