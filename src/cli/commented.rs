//! A recording as a Word document with a comment on each phrase worth another look.

use super::reading::Inputs;
use super::settled::Settled;
use super::{Exit, Failure, output};
use crate::docx::{Comment, Document};
use crate::engine::Engine;
use crate::input::{DOCX, asides, open_docx};
use crate::render::comment;
use crate::text::Recording;
use std::ops::ControlFlow;
use std::path::Path;

/// Reads one recording and writes it with its comments to `output`.
pub fn write(engine: &Engine, inputs: &Inputs, settled: &Settled, output: Option<&Path>) -> Result<Exit, Failure> {
    let Some(output) = output else {
        return Err(Failure::new(
            "a Word document goes into a file",
            "name it with --output, for example --output checked.docx",
        ));
    };
    output::check(output, inputs)?;
    let mut recordings = Vec::new();
    inputs.read().each(|portion| {
        recordings.extend(portion);
        if recordings.len() > 1 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    let recording = match recordings.len() {
        0 => return Ok(Exit::Failed),
        1 => recordings.remove(0),
        _ => return Err(Failure::new("a Word document holds one recording", "name one file with one recording in it")),
    };
    let document = document(&recording)?;
    if document.has_macros() && output.extension().is_none_or(|extension| !extension.eq_ignore_ascii_case("docm")) {
        return Err(Failure::new(
            "the document holds macros, which Word opens only under a name that ends in .docm",
            "give --output such a name, or save the document without its macros first",
        ));
    }
    // A document made of text may part its lines otherwise.
    let text = document.text().trim_end().to_owned();
    let recording = Recording { aside: asides(&text), text, ..recording };
    let draft = settled.settle(engine.check(recording));
    draft.problems.iter().for_each(|problem| anstream::eprintln!("note: {problem}"));
    let comments: Vec<Comment> =
        draft.findings.iter().map(|finding| Comment { span: finding.span, lines: comment(finding) }).collect();
    let (bytes, unplaced) = document
        .with_comments(&comments)
        .map_err(|error| Failure::new(error, "open the document in Word and save it again as .docx"))?;
    output::write_whole(output, &bytes)?;
    let placed = comments.len() - unplaced;
    anstream::println!("{placed} {} in {}.", if placed == 1 { "comment" } else { "comments" }, output.display());
    if unplaced > 0 {
        anstream::println!(
            "{unplaced} more in text boxes, where Word takes no comment: `whatmatters check` without --format shows them."
        );
    }
    Ok(if comments.is_empty() { Exit::Done } else { Exit::FoundSomething })
}

/// The writer's own document, or one that holds the recording where it came as plain text.
fn document(recording: &Recording) -> Result<Document, Failure> {
    if recording.source.encoding != DOCX {
        return Ok(Document::of_text(&recording.text));
    }
    let file = Path::new(&recording.source.name);
    if !file.exists() {
        return Err(Failure::new(
            format!("{} stands in an archive", file.display()),
            "unpack the archive and name the document itself",
        ));
    }
    open_docx(file).map_err(|problem| Failure::new(format!("{}: {}", problem.name, problem.message), problem.hint))
}
