//! `supervise --session`: one session looked back on, apart from any case.

use super::reading::{Incoming, Inputs, Nothing, each, standard_output, width};
use super::supervise::{Format, format, write};
use super::{Exit, Failure};
use crate::engine::Engine;
use crate::recording::Draft;
use crate::render::{Versions, paper_of_session, write_paper, write_paper_to_terminal, write_session_json};
use crate::supervision::session;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::Path;

/// Reads the session in `file` and writes what it reached to `output`, or to the terminal.
pub fn run(file: &Path, output: Option<&Path>) -> Result<Exit, Failure> {
    let inputs = Inputs::of(file);
    let format = output.map(|output| format(output, &inputs)).transpose()?;
    let engine = inputs.engine(None)?;
    let (draft, exit) = match read(&inputs, &engine)? {
        (Some(draft), exit) => (draft, exit),
        (None, _) => return Ok(Exit::Failed),
    };
    let versions = Versions::of(&engine);
    let session = session(&draft, engine.rules());
    match output.zip(format) {
        Some((output, format)) => {
            write(output, |bytes| match format {
                Format::Paper(dress) => write_paper(&paper_of_session(&session, &versions), dress, bytes),
                Format::Json => write_session_json(&session, &versions, bytes),
            })?;
            anstream::println!("1 session, written to {}.", output.display());
        }
        None => {
            let mut out = standard_output(true);
            let written = write_paper_to_terminal(&paper_of_session(&session, &versions), width(), &mut out);
            if let Err(error) = written.and_then(|()| out.flush()) {
                return Failure::from_output(&error).map_or(Ok(Exit::Done), Err);
            }
        }
    }
    Ok(exit)
}

/// The one recording that `inputs` hold; nothing where what stood in the way has been said.
fn read(inputs: &Inputs, engine: &Engine) -> Result<(Option<Draft>, Exit), Failure> {
    let mut recordings = Vec::new();
    let errors = inputs.read().each(|portion| {
        recordings.extend(portion);
        if recordings.len() > 1 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    if recordings.len() > 1 {
        return Err(Failure::new(
            "--session names more than one recording",
            "name the transcript or the notes of one session, in a file of its own",
        ));
    }
    let mut found = None;
    let incoming = Incoming::Read { recordings, errors };
    let exit =
        each(incoming, |one| engine.read(one), &mut Nothing, &mut io::sink(), |draft| found = Some(draft.clone()))?;
    Ok((found, exit))
}
