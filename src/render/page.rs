//! What the readable formats share: which lines stand where, and the words around them. The writer's words are given whole.

use crate::placement::Placed;
use crate::recording::Draft;
use crate::rules::{Action, Finding, Severity, Status};
use crate::section::{Section, Voice};
use crate::segment::bullet_length;
use crate::text::{Span, What, positions};
use std::collections::HashMap;

/// Below this a placement is shown as one to check.
const UNSURE: f32 = 0.6;

/// One placed segment as a reader sees it.
pub struct Item {
    /// The writer's own words.
    pub words: String,
    /// What is said beside them, if anything: whose account, how sure.
    pub notes: Vec<String>,
}

/// The sections as they are shown, those that hold nothing left out.
pub fn sections(draft: &Draft) -> Vec<(Section, Vec<Item>)> {
    let mut actions: HashMap<Span, Vec<&Action>> = HashMap::new();
    draft.actions.iter().for_each(|action| actions.entry(action.segment).or_default().push(action));
    let item = |placed: &Placed| Item {
        words: words_of(draft, placed),
        notes: notes(draft, placed, actions.get(&placed.span).map_or(&[], Vec::as_slice)),
    };
    // The times of a transcript would drown its words; what they are is said above the draft.
    let is_shown = |placed: &&Placed| !placed.aside.is_some_and(What::is_workings);
    let items = |section: Section| draft.section(section).into_iter().filter(is_shown).map(item).collect::<Vec<Item>>();
    Section::ALL.into_iter().map(|section| (section, items(section))).filter(|(_, items)| !items.is_empty()).collect()
}

/// A line for the reader of the risks where some that may be risks stand elsewhere.
pub fn risks_elsewhere(draft: &Draft) -> Option<String> {
    match draft.possible_risks().count() {
        0 => None,
        1 => Some(format!("One sentence in another section is marked “{RISK_TOO}”.")),
        count => Some(format!("{count} sentences in other sections are marked “{RISK_TOO}”.")),
    }
}

/// Beside a segment placed elsewhere that may tell of a risk.
const RISK_TOO: &str = "a risk too?";

fn notes(draft: &Draft, placed: &Placed, actions: &[&Action]) -> Vec<String> {
    let mut notes: Vec<String> = speaker(draft, placed).into_iter().collect();
    notes.extend(voice(placed).map(str::to_owned));
    if placed.section == Section::AgreedActions {
        notes.extend(still_to_say(actions));
    }
    notes.extend(falls_due(actions));
    if placed.also.contains(&Section::PriorityRisks) {
        notes.push(RISK_TOO.into());
    }
    if placed.confidence < UNSURE && !placed.heading {
        notes.push("please check the place".into());
    }
    notes
}

/// Who says it, where its own words do not begin with that.
fn speaker(draft: &Draft, placed: &Placed) -> Option<String> {
    let name = placed.speaker.filter(|name| !placed.span.contains(*name))?;
    Some(name.of(&draft.recording.text).split_whitespace().collect::<Vec<_>>().join(" "))
}

fn voice(placed: &Placed) -> Option<&'static str> {
    match placed.voice {
        _ if placed.aside.is_some() => placed.aside.map(What::in_words),
        Voice::Practitioner => None,
        Voice::Person if placed.quoted => Some("the person, in their own words"),
        Voice::Person => Some("the person"),
        Voice::Family if placed.quoted => Some("family or friends, in their own words"),
        Voice::Family => Some("family or friends"),
        Voice::Professional => Some("another worker"),
        Voice::Unattributed => Some("nobody named"),
    }
}

/// The words of a segment on one line. The mark of a bullet before a word is left to the page, which has its own.
pub(super) fn words_of(draft: &Draft, placed: &Placed) -> String {
    let words = placed.span.of(&draft.recording.text).lines().map(str::trim).collect::<Vec<_>>().join(" ");
    let unmarked = &words[bullet_length(&words)..];
    let is_bullet =
        !words.starts_with(|c: char| c.is_alphanumeric()) && unmarked.starts_with(|c: char| !c.is_ascii_digit());
    if is_bullet { unmarked.to_owned() } else { words }
}

/// The beginning of some words, cut at a space, for quoting beside others.
pub(super) fn shortened(words: &str) -> String {
    const LONGEST: usize = 70;
    if words.chars().count() <= LONGEST {
        return words.trim_end_matches('.').to_owned();
    }
    let cut: String = words.chars().take(LONGEST).collect();
    format!("{} …", cut.rsplit_once(' ').map_or(cut.as_str(), |(kept, _)| kept))
}

/// What the actions of one segment leave open, each part once.
fn still_to_say(actions: &[&Action]) -> Option<String> {
    let open =
        |part: &&str| actions.iter().any(|action| action.status != Status::Done && action.missing().contains(part));
    let missing: Vec<&str> = ["who", "what", "when"].into_iter().filter(open).collect();
    (!missing.is_empty()).then(|| format!("still to say: {}", missing.join(", ")))
}

/// The days on which the actions of one segment fall due, where its words come to a day.
fn falls_due(actions: &[&Action]) -> Option<String> {
    let mut days: Vec<String> = actions.iter().filter_map(|action| action.due.map(|due| due.in_words())).collect();
    days.dedup();
    (!days.is_empty()).then(|| format!("due {}", days.join(", ")))
}

/// One finding as a reader sees it.
pub struct Look<'a> {
    pub finding: &'a Finding,
    pub line: usize,
    pub column: usize,
}

pub fn looks(draft: &Draft) -> Vec<Look<'_>> {
    look_at(draft, draft.findings.iter())
}

fn look_at<'a>(draft: &Draft, findings: impl Iterator<Item = &'a Finding> + Clone) -> Vec<Look<'a>> {
    let places = positions(&draft.recording.text, findings.clone().map(|finding| finding.span.start()));
    findings.zip(places).map(|(finding, (line, column))| Look { finding, line, column }).collect()
}

/// A line for each phrase that was dismissed, and one for those that a baseline sets aside.
pub fn settled(draft: &Draft) -> Vec<String> {
    let looks = look_at(draft, draft.dismissed.iter().map(|dismissed| &dismissed.finding));
    let mut lines: Vec<String> = looks
        .iter()
        .zip(&draft.dismissed)
        .map(|(look, dismissed)| {
            format!("Line {}, {}: dismissed, because {}", look.line, look.finding.rule, dismissed.why)
        })
        .collect();
    match draft.set_aside {
        0 => {}
        1 => lines.push("One phrase from before is set aside by the baseline.".into()),
        count => lines.push(format!("{count} phrases from before are set aside by the baseline.")),
    }
    lines
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
        made_by(versions),
    ]
}

/// The same, where phrasing was pointed out and nothing was arranged.
pub fn foot_of_findings(versions: &super::Versions) -> [String; 2] {
    ["Pointed out by machine; some of it may be right as it stands. The writer decides.".into(), made_by(versions)]
}

fn made_by(versions: &super::Versions) -> String {
    format!("whatmatters {}, model {}, rules {}", versions.version, versions.model, versions.rules)
}

/// Where no phrase was found.
pub const NOTHING_TO_LOOK_AT: &str = "Nothing in the phrasing to look at again.";
