//! A recording as a Word document with a comment on each phrase worth another look.

#![expect(clippy::disallowed_methods, reason = "the document with its comments is written here")]

use super::reading::Inputs;
use super::settled::Settled;
use super::{Exit, Failure};
use crate::docx::{Comment, Document};
use crate::engine::Engine;
use crate::files::in_words;
use crate::input::{DOCX, asides, open_docx};
use crate::rules::Finding;
use crate::text::Recording;
use std::path::Path;

/// Reads one recording and writes it with its comments to `output`.
pub fn write(engine: &Engine, inputs: &Inputs, settled: &Settled, output: Option<&Path>) -> Result<Exit, Failure> {
    let Some(output) = output else {
        return Err(Failure::new(
            "a Word document goes into a file",
            "name it with --output, for example --output checked.docx",
        ));
    };
    if inputs.files().iter().any(|file| is_same(file, output)) {
        return Err(Failure::new("--output names the recording that is read", "name another file: it stays as it is"));
    }
    let mut batch = inputs.read();
    let recording = match batch.recordings.len() {
        0 => return Ok(Exit::Failed),
        1 => batch.recordings.remove(0),
        _ => return Err(Failure::new("a Word document holds one recording", "name one file with one recording in it")),
    };
    let document = document(&recording)?;
    // A document made of text may part its lines otherwise.
    let text = document.text().trim_end().to_owned();
    let recording = Recording { aside: asides(&text), text, ..recording };
    let draft = settled.settle(engine.check(recording));
    draft.problems.iter().for_each(|problem| anstream::eprintln!("note: {problem}"));
    let comments: Vec<Comment> = draft.findings.iter().map(comment).collect();
    let (bytes, unplaced) = document
        .with_comments(&comments)
        .map_err(|error| Failure::new(error, "open the document in Word and save it again as .docx"))?;
    std::fs::write(output, bytes).map_err(|error| {
        let why = format!("{} could not be written: {}", output.display(), in_words(error.kind()));
        Failure::new(why, "close it in other programs, or name another file")
    })?;
    let placed = comments.len() - unplaced;
    anstream::println!("{placed} {} in {}.", if placed == 1 { "comment" } else { "comments" }, output.display());
    if unplaced > 0 {
        anstream::println!(
            "{unplaced} more in text boxes, where Word takes no comment: `whatmatters check` without --format shows them."
        );
    }
    Ok(if comments.is_empty() { Exit::Done } else { Exit::FoundSomething })
}

fn is_same(file: &Path, other: &Path) -> bool {
    std::fs::canonicalize(file).ok().is_some_and(|file| std::fs::canonicalize(other).ok() == Some(file))
}

/// The writer's own document, or one that holds the recording where it came as plain text.
fn document(recording: &Recording) -> Result<Document, Failure> {
    if recording.source.encoding != DOCX {
        return Ok(Document::of_text(&recording.text));
    }
    open_docx(Path::new(&recording.source.name))
        .map_err(|problem| Failure::new(format!("{}: {}", problem.name, problem.message), problem.hint))
}

fn comment(finding: &Finding) -> Comment {
    let mut lines = vec![format!("{}.", finding.message)];
    lines.extend(finding.suggestions.iter().map(|instead| format!("Perhaps: {instead}")));
    lines.push(finding.rule.clone());
    Comment { span: finding.span, lines }
}
