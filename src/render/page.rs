//! What the readable formats share: which lines stand where, and the words around them. The writer's words are given whole.

use crate::placement::{Placed, Section, Voice};
use crate::recording::Draft;
use crate::rules::{Action, Finding, Severity};
use crate::text::LineIndex;

/// Below this a placement is shown as one to check.
const UNSURE: f32 = 0.6;

/// One placed segment as a reader sees it.
pub struct Item {
    /// The writer's own words; line breaks inside them are shown as spaces.
    pub words: String,
    /// What is said beside them, if anything: whose account, how sure.
    pub notes: Vec<String>,
}

/// The sections as they are shown, those that hold nothing left out.
pub fn sections(draft: &Draft) -> Vec<(Section, Vec<Item>)> {
    let items =
        |section| (section, draft.section(section).into_iter().map(|placed| item(draft, placed)).collect::<Vec<_>>());
    Section::ALL.into_iter().map(items).filter(|(_, items)| !items.is_empty()).collect()
}

/// Segments placed elsewhere that may tell of a risk, for checking under the priority risks.
pub fn possible_risks(draft: &Draft) -> Vec<String> {
    draft.possible_risks().map(|placed| words_of(draft, placed)).collect()
}

fn item(draft: &Draft, placed: &Placed) -> Item {
    let mut notes = Vec::new();
    match placed.voice {
        Voice::Practitioner => {}
        Voice::Person if placed.quoted => notes.push("the person, in their own words".into()),
        Voice::Person => notes.push("the person".into()),
        Voice::Family if placed.quoted => notes.push("family or friends, in their own words".into()),
        Voice::Family => notes.push("family or friends".into()),
        Voice::Professional => notes.push("another worker".into()),
        Voice::Unattributed => notes.push("nobody named".into()),
    }
    if let Some(action) = draft.actions.iter().find(|action| action.span == placed.span) {
        notes.extend(still_to_say(action));
    }
    if placed.confidence < UNSURE && !placed.heading {
        notes.push("please check the place".into());
    }
    Item { words: words_of(draft, placed), notes }
}

fn words_of(draft: &Draft, placed: &Placed) -> String {
    placed.span.of(&draft.recording.text).lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

fn still_to_say(action: &Action) -> Option<String> {
    use crate::rules::Status;
    let missing: Vec<&str> = action.missing().into_iter().filter(|part| *part != "measurable").collect();
    (action.status != Status::Done && !missing.is_empty()).then(|| format!("still to say: {}", missing.join(", ")))
}

/// One finding as a reader sees it.
pub struct Look<'a> {
    pub finding: &'a Finding,
    pub line: usize,
    pub column: usize,
}

pub fn looks(draft: &Draft) -> Vec<Look<'_>> {
    let text = &draft.recording.text;
    let index = LineIndex::new(text);
    let at = |finding: &Finding| index.position(text, finding.span.start());
    draft
        .findings
        .iter()
        .map(|finding| (finding, at(finding)))
        .map(|(finding, (line, column))| Look { finding, line, column })
        .collect()
}

pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Harm => "harm",
        Severity::Unclear => "unclear",
        Severity::Style => "style",
    }
}

/// What every draft says of itself at its foot.
pub fn foot(versions: &super::Versions) -> [String; 2] {
    [
        "Arranged by machine from the writer's own words; nothing was added. For the writer to check before it is used.".into(),
        format!("whatmatters {}, model {}, rules {}", versions.version, versions.model, versions.rules),
    ]
}
