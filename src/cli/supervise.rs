#![expect(clippy::disallowed_methods, reason = "an earlier pack is read here")]

use super::output::{check, write_whole};
use super::reading::{Inputs, Nothing, each};
use super::settled::Settled;
use super::{Exit, Failure};
use crate::engine::Engine;
use crate::files::in_words;
use crate::input::asides;
use crate::pseudonyms::pseudonymise;
use crate::recording::Draft;
use crate::render::{
    Dress, Versions, paper_of_group, paper_of_own, paper_of_pack, write_group_json, write_own_json, write_pack_json,
    write_paper,
};
use crate::supervision::{Arranged, Earlier, Pack, SupervisionError, arranged, own, pack};
use crate::text::Recording;
use clap::Args;
use rayon::prelude::*;
use std::collections::BTreeSet;
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
    #[arg(long, value_name = "FILE", required_unless_present = "session")]
    output: Option<PathBuf>,
    /// A second file, for the worker alone: what their recordings show of their own writing.
    #[arg(long, value_name = "FILE")]
    own: Option<PathBuf>,
    /// What supervise wrote before as .json: the pack says what has changed since.
    #[arg(long, value_name = "FILE")]
    earlier: Option<PathBuf>,
    /// A further file: a page a case for a group to think about together, always with stand-ins for people.
    #[arg(long, value_name = "FILE")]
    group: Option<PathBuf>,
    /// Instead of recordings, the transcript or notes of one supervision session: which of the six questions it reached, what the talk was
    /// about, and open questions for next time. To the terminal, or to --output.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["files", "text_column", "id_column", "worker", "own", "earlier", "group"])]
    session: Option<PathBuf>,
}

#[derive(Clone, Copy)]
pub enum Format {
    Paper(Dress),
    Json,
}

impl Supervise {
    pub fn run(self) -> Result<Exit, Failure> {
        match (&self.session, &self.output) {
            (Some(session), output) => super::session::run(session, output.as_deref()),
            (None, Some(output)) => self.pack(output),
            (None, None) => Err(Failure::new("there is no file to write to", "name one with --output")),
        }
    }

    fn pack(&self, output: &Path) -> Result<Exit, Failure> {
        // All that could go wrong with the files is looked at before anything is read.
        let format = format(output, &self.inputs)?;
        let own_format = self.own.as_deref().map(|file| self::format(file, &self.inputs)).transpose()?;
        let group_format = self.group.as_deref().map(|file| self::format(file, &self.inputs)).transpose()?;
        self.names_differ()?;
        if self.own.is_some() && self.worker.is_none() {
            return Err(Failure::new("--own is for one worker", "add --worker NAME"));
        }
        let earlier = self.earlier.as_deref().map(read_earlier).transpose()?;
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
        let arranged = arranged(&drafts, self.worker.as_deref(), engine.rules()).map_err(|error| unknown(&error))?;
        let versions = Versions::of(&engine);
        let names = [versions.version, versions.model.as_str(), versions.rules.as_str()];
        let earlier = earlier.as_ref().map(|earlier| (earlier, names));
        let pack = pack(&drafts, &arranged, earlier, engine.rules());
        for note in pack.against.iter().flat_map(|against| &against.notes) {
            anstream::eprintln!("note: {note}");
        }
        write(output, |bytes| match format {
            Format::Paper(dress) => write_paper(&paper_of_pack(&pack, &versions), dress, bytes),
            Format::Json => write_pack_json(&pack, &versions, bytes),
        })?;
        anstream::println!("{}", told(&pack, output));
        if let (Some(file), Some(format)) = (&self.own, own_format) {
            let own = own(&pack);
            write(file, |bytes| match format {
                Format::Paper(dress) => write_paper(&paper_of_own(&pack, &own, &versions), dress, bytes),
                Format::Json => write_own_json(&pack, &own, &versions, bytes),
            })?;
            anstream::println!("For the worker alone: {}.", file.display());
        }
        if let (Some(file), Some(format)) = (&self.group, group_format) {
            write_group(file, format, &drafts, &arranged, &engine, &versions)?;
            anstream::println!(
                "For a group: {}. Names are stand-ins, and some may have been missed: read it all before you share it.",
                file.display()
            );
        }
        Ok(exit)
    }

    /// Each file is for other eyes, so none may take the place of another.
    fn names_differ(&self) -> Result<(), Failure> {
        let named = [
            ("--output", self.output.as_ref()),
            ("--own", self.own.as_ref()),
            ("--group", self.group.as_ref()),
            ("--earlier", self.earlier.as_ref()),
        ];
        let named: Vec<(&str, &PathBuf)> = named.into_iter().filter_map(|(flag, file)| Some((flag, file?))).collect();
        for (at, (flag, file)) in named.iter().enumerate() {
            if let Some((other, _)) = named[..at].iter().find(|(_, other)| whole(other) == whole(file)) {
                return Err(Failure::new(
                    format!("{flag} names the same file as {other}"),
                    "name a file of its own for each: they are for different people",
                ));
            }
        }
        Ok(())
    }
}

/// A file by the folder it stands in, however that is written.
fn whole(file: &Path) -> PathBuf {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    folder.join(file.file_name().unwrap_or_default())
}

/// Reads the same recordings once more, with stand-ins for people, and writes the sheet of them.
fn write_group(
    file: &Path,
    format: Format,
    drafts: &[Draft],
    arranged: &Arranged,
    engine: &Engine,
    versions: &Versions,
) -> Result<(), Failure> {
    let texts: Vec<&str> = drafts.iter().map(|draft| draft.recording.text.as_str()).collect();
    let spelled = arranged.spelled_out(&texts);
    let of_draft = |(draft, spelled): (&Draft, Option<String>)| match spelled {
        Some(text) => Recording { aside: asides(&text), ..Recording::new(text, draft.recording.source.clone()) },
        None => draft.recording.clone(),
    };
    let recordings = drafts.iter().zip(spelled).map(of_draft).collect();
    let wanted: BTreeSet<usize> = arranged.cases.iter().flat_map(|case| case.recordings.iter().copied()).collect();
    let read = |(number, recording): (usize, Recording)| match wanted.contains(&number) {
        true => engine.read(recording),
        false => Draft::unread(recording),
    };
    let drafts: Vec<Draft> = pseudonymise(recordings).recordings.into_par_iter().enumerate().map(read).collect();
    let pack = pack(&drafts, &arranged.unnamed(&drafts), None, engine.rules());
    write(file, |bytes| match format {
        Format::Paper(dress) => write_paper(&paper_of_group(&pack, versions), dress, bytes),
        Format::Json => write_group_json(&pack, versions, bytes),
    })
}

/// An earlier pack, which is read before any recording so that no work is lost for a wrong file.
fn read_earlier(file: &Path) -> Result<Earlier, Failure> {
    let bytes = std::fs::read(file).map_err(|error| {
        Failure::new(
            format!("{} could not be read: {}", file.display(), in_words(error.kind())),
            "name the .json that supervise --output wrote last time",
        )
    })?;
    Earlier::read(&bytes).map_err(|error| {
        Failure::new(
            format!("{}: {error}", file.display()),
            "name the .json that supervise --output wrote last time, or leave --earlier out",
        )
    })
}

/// What a file's name says of how it is written, where it can be.
pub fn format(file: &Path, inputs: &Inputs) -> Result<Format, Failure> {
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

/// Writes what `into` makes, whole or not at all.
pub fn write(file: &Path, into: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> Result<(), Failure> {
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
        found => {
            const SHOWN: usize = 30;
            let more = match found.len().saturating_sub(SHOWN) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let shown = found[..found.len().min(SHOWN)].join(", ");
            Failure::new(error, format!("workers that recordings name: {shown}{more}"))
        }
    }
}
