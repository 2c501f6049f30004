//! Whole recordings, good and poor, as a reader sees them. A change to a draft shows in its snapshot and must be looked at.

#![allow(clippy::disallowed_methods, reason = "tests read what they test")]

use whatmatters::engine::Engine;
use whatmatters::render::{Findings, Markdown, Render, Versions};
use whatmatters::text::{Recording, Source};

#[test]
fn drafts_of_whole_recordings() {
    let engine = Engine::new(None);
    // The versions change with every pack and model; the drafts are what matters here.
    let versions = Versions { version: "0", model: "model".into(), rules: "rules".into() };
    for name in ["good-review", "poor-visit", "dictated-visit", "council-form", "shorthand-duty", "plan-review"] {
        let text = std::fs::read_to_string(format!("tests/recordings/{name}.txt")).unwrap();
        let source = Source { name: name.to_owned(), encoding: "utf-8".into(), ..Source::default() };
        let draft = engine.read(Recording::new(text, source));
        let mut page = Vec::new();
        Markdown { versions: versions.clone(), findings_only: false }.render(&draft, &mut page).unwrap();
        insta::assert_snapshot!(name, String::from_utf8(page).unwrap());
        let mut findings = Vec::new();
        Findings { width: 100 }.render(&draft, &mut findings).unwrap();
        insta::assert_snapshot!(
            format!("{name}-findings"),
            anstream::adapter::strip_str(std::str::from_utf8(&findings).unwrap()).to_string()
        );
    }
}
