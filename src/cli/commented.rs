//! A recording as a Word document with a comment on each phrase worth another look.

#![expect(clippy::disallowed_methods, reason = "the document with its comments is written here")]

use super::reading::Inputs;
use super::{Exit, Failure};
use crate::docx::{Comment, Document};
use crate::engine::Engine;
use crate::files::in_words;
use crate::input::open_docx;
use crate::rules::Finding;
use crate::text::{Recording, Source};
use std::path::Path;

/// Reads one recording and writes it with its comments to `output`.
pub fn write(engine: &Engine, inputs: &Inputs, output: Option<&Path>) -> Result<Exit, Failure> {
    let Some(output) = output else {
        return Err(Failure::new("a Word document goes into a file", "name it with --output, for example --output checked.docx"));
    };
    let document = document(inputs, output)?;
    let recording = Recording { text: document.text().trim_end().to_owned(), source: Source::default() };
    let findings = engine.findings(&recording);
    let comments: Vec<Comment> = findings.iter().map(comment).collect();
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

fn document(inputs: &Inputs, output: &Path) -> Result<Document, Failure> {
    let files = inputs.files();
    if let [file] = files
        && file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("docx"))
    {
        if std::fs::canonicalize(file).ok().is_some_and(|file| std::fs::canonicalize(output).ok() == Some(file)) {
            return Err(Failure::new("--output names the document that is read", "name another file: it stays as it is"));
        }
        return open_docx(file).map_err(|problem| Failure::new(format!("{}: {}", problem.name, problem.message), problem.hint));
    }
    let batch = inputs.read();
    match batch.recordings.as_slice() {
        [recording] => Ok(Document::of_text(&recording.text)),
        [] => Err(Failure::new("nothing could be read", "name a file that holds a recording")),
        _ => Err(Failure::new("a Word document holds one recording", "name one file with one recording in it")),
    }
}

fn comment(finding: &Finding) -> Comment {
    let mut lines = vec![format!("{}.", finding.message)];
    lines.extend(finding.suggestions.iter().map(|instead| format!("Perhaps: {instead}")));
    lines.push(finding.rule.clone());
    Comment { span: finding.span, lines }
}
