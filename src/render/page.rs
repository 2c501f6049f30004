//! What the readable formats share: the parts of a draft in the order they are shown, and the words around them. The writer's words are given
//! whole. A format dresses what [`parts`] lists and adds nothing of its own.

use super::closer;
use super::possible_risks::{RISK_TOO, is_marked_as_risk, less_likely_risks, risks_elsewhere};
use crate::placement::Placed;
use crate::recording::{Asked, Draft};
use crate::rules::{Action, Finding, Severity, Status};
use crate::section::{Section, Voice};
use crate::segment::bullet_length;
use crate::text::{self, Span, What, cut_short, lines, positions};
use std::collections::HashMap;
use std::ops::Range;

/// Below this a placement is shown as one to check.
const UNSURE: f32 = 0.6;

/// One part of a draft as a reader sees it.
pub struct Part<'a> {
    pub heading: &'static str,
    pub body: Body<'a>,
    /// What is said below it, a line each.
    pub after: Vec<String>,
}

pub enum Body<'a> {
    Items(Vec<Item>),
    /// In the order of [`ACTION_COLUMNS`]; what they leave open the notes beside each action tell as well.
    Actions(Vec<[String; ACTION_COLUMNS.len()]>),
    Phrasing(Vec<Look<'a>>),
    /// The recording as it was written.
    Source(&'a str),
}

/// One placed segment, or something said of several, as a reader sees it.
#[derive(Default)]
pub struct Item {
    /// Of a segment the writer's own words.
    pub words: String,
    /// Where in `words` phrases worth another look stand, in order, each with the number of its finding from 0.
    pub marks: Vec<(Range<usize>, usize)>,
    /// What is said beside them, if anything: whose account, how sure.
    pub notes: Vec<String>,
}

pub const ACTION_COLUMNS: [&str; 5] = ["Who", "What", "When", "Due", "Done, or still to say"];

/// The parts of a draft, those that hold nothing left out.
pub fn parts(draft: &Draft) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let actions = actions_by_segment(draft);
    let less_likely = less_likely_risks(draft);
    for section in Section::ALL {
        let item = |placed: &Placed| Item { notes: notes(draft, placed, &actions), ..one_line(draft, placed.span) };
        // The times of a transcript would drown its words; what they are is said above the draft.
        let is_shown = |placed: &&Placed| !placed.aside.is_some_and(What::is_workings);
        let items = draft.section(section).into_iter().filter(is_shown).map(item).collect();
        let after = if section == Section::PriorityRisks { risks_elsewhere(draft, &less_likely) } else { None };
        parts.push(Part { heading: section.title(), body: Body::Items(items), after: after.into_iter().collect() });
        if section == Section::AgreedActions {
            let rows = draft.actions.iter().map(|action| action_row(draft, action)).collect();
            parts.push(Part::of("Who does what, by when", Body::Actions(rows)));
        }
    }
    parts.push(phrasing(draft));
    let question = |asked: &Asked| Item { notes: vec![asked.because.clone()], ..Item::of(asked.question.clone()) };
    let questions = draft.questions.iter().map(question).collect();
    parts.push(Part::of("Questions still to ask", Body::Items(questions)));
    parts.extend(closer::parts(draft));
    let listed = less_likely.iter().map(|placed| {
        let words = on_one_line(draft, placed.span);
        Item {
            notes: vec![placed.section.title().to_lowercase()],
            ..Item::of(shortened(&words[bullet_length(&words)..]))
        }
    });
    parts.push(Part::of(PERHAPS_RISKS, Body::Items(listed.collect())));
    parts.push(Part::of("The recording in its own order", Body::Source(&draft.recording.text)));
    parts.retain(|part| !part.is_empty());
    parts
}

/// The parts for a format that has no tables and is read beside the recording.
pub fn parts_in_lines(draft: &Draft) -> Vec<Part<'_>> {
    let mut parts = parts(draft);
    parts.retain(|part| !matches!(part.body, Body::Actions(_) | Body::Source(_)));
    parts
}

/// The phrasing alone, as `check` gives it.
pub fn phrasing(draft: &Draft) -> Part<'_> {
    Part { after: settled(draft), ..Part::of("Phrasing worth another look", Body::Phrasing(looks(draft))) }
}

impl<'a> Part<'a> {
    pub fn of(heading: &'static str, body: Body<'a>) -> Part<'a> {
        Part { heading, body, after: Vec::new() }
    }

    pub fn is_empty(&self) -> bool {
        let holds = match &self.body {
            Body::Items(items) => !items.is_empty(),
            Body::Actions(rows) => !rows.is_empty(),
            Body::Phrasing(looks) => !looks.is_empty(),
            Body::Source(text) => !text.is_empty(),
        };
        !holds && self.after.is_empty()
    }
}

impl Item {
    pub fn of(words: String) -> Item {
        Item { words, ..Item::default() }
    }

    /// What stands in brackets after the words.
    pub fn beside(&self) -> Option<String> {
        (!self.notes.is_empty()).then(|| format!("({})", self.notes.join("; ")))
    }

    /// The words cut where marks begin and end, each stretch with the number of its finding.
    pub fn stretches(&self) -> Vec<(&str, Option<usize>)> {
        let (mut found, mut rest) = (Vec::new(), 0);
        for (range, finding) in &self.marks {
            found.push((&self.words[rest..range.start], None));
            found.push((&self.words[range.clone()], Some(*finding)));
            rest = range.end;
        }
        found.push((&self.words[rest..], None));
        found.retain(|(words, _)| !words.is_empty());
        found
    }
}

/// Some of the recording on one line, with its marks. The mark of a bullet before a word is left to the page, which has its own, and so are the
/// marks of Markdown for headings and bold words.
fn one_line(draft: &Draft, span: Span) -> Item {
    let text = &draft.recording.text;
    let mut words = String::new();
    // Where each stretch begins in `words`, and what it is in the text.
    let mut places: Vec<(usize, Span)> = Vec::new();
    for line in lines(span.of(text)) {
        let line = Span::new(span.start() + line.start(), span.start() + line.end());
        for (at, stretch) in without_markdown(text, line).into_iter().enumerate() {
            words.push_str(if at == 0 && !words.is_empty() { " " } else { "" });
            places.push((words.len(), stretch));
            words.push_str(stretch.of(text));
        }
    }
    let unmarked = &words[bullet_length(&words)..];
    // A dash before a figure may be a minus; no other mark is.
    let is_bullet = !words.starts_with(|c: char| c.is_alphanumeric())
        && (unmarked.starts_with(|c: char| !c.is_ascii_digit()) || !words.starts_with(['-', '–', '—']));
    let cut = if is_bullet { words.len() - unmarked.len() } else { 0 };
    let place = |byte: usize| {
        let stretch = places.partition_point(|(_, stretch)| stretch.start() <= byte).saturating_sub(1);
        let place = places.get(stretch);
        let place = place.map_or(0, |(at, stretch)| at + byte.clamp(stretch.start(), stretch.end()) - stretch.start());
        place.saturating_sub(cut)
    };
    Item { marks: marks(draft, span, place), ..Item::of(words[cut..].to_owned()) }
}

/// The stretches of a line that are words, without white space and marks of Markdown around them. A `#` alone is a fracture where a ward
/// writes it, so it counts as a mark before the recording's title only.
fn without_markdown(text: &str, line: Span) -> Vec<Span> {
    let Some(line) = line.trimmed(text) else { return Vec::new() };
    let words = line.of(text);
    let hashes = words.len() - words.trim_start_matches('#').len();
    let title = words[hashes..].trim_start();
    let is_title = text[..line.start()].trim().is_empty()
        && title.starts_with(char::is_uppercase)
        && title.chars().nth(1).is_some_and(char::is_lowercase);
    let is_heading = words[hashes..].starts_with(' ') && (hashes > 1 || (hashes == 1 && is_title));
    let from = if is_heading { words.len() - title.len() } else { 0 };
    if words.matches("**").count() % 2 == 1 {
        return vec![Span::new(line.start() + from, line.end())];
    }
    let mut found = Vec::new();
    let mut at = line.start() + from;
    for stretch in words[from..].split("**") {
        found.push(Span::new(at, at + stretch.len()));
        at += stretch.len() + 2;
    }
    found.retain(|stretch| !stretch.is_empty());
    found
}

/// The whole recording with its marks.
pub fn as_written(draft: &Draft) -> Item {
    let text = &draft.recording.text;
    Item { marks: marks(draft, Span::new(0, text.len()), |byte| byte), ..Item::of(text.clone()) }
}

/// The findings within `span`, each where `place` puts its ends.
fn marks(draft: &Draft, span: Span, place: impl Fn(usize) -> usize) -> Vec<(Range<usize>, usize)> {
    let first = draft.findings.partition_point(|finding| finding.span.end() <= span.start());
    let within = draft.findings[first..].iter().take_while(|finding| finding.span.start() < span.end());
    let mark =
        |(number, finding): (usize, &Finding)| (place(finding.span.start())..place(finding.span.end()), first + number);
    within.enumerate().map(mark).filter(|(range, _)| !range.is_empty()).collect()
}

/// Who an action names. A writer who means themself and leaves the *I* out is named in brackets: no word is put into the recording.
pub fn who(draft: &Draft, action: &Action) -> String {
    let words = action.span.of(&draft.recording.text);
    let says_i = || words.split(|c: char| !c.is_alphanumeric()).any(|word| word == "I");
    match action.who.as_deref() {
        Some("I") if !says_i() => "(the writer)".into(),
        who => who.unwrap_or_default().to_owned(),
    }
}

/// Words of a recording on one line, without marks of Markdown.
pub fn on_one_line(draft: &Draft, span: Span) -> String {
    one_line(draft, span).words
}

/// An action part by part; empty where its words do not tell. What cannot be told apart is given in its own words.
fn action_row(draft: &Draft, action: &Action) -> [String; ACTION_COLUMNS.len()] {
    let told = |part: &Option<String>| part.clone().unwrap_or_default();
    let what = action.what.clone().unwrap_or_else(|| on_one_line(draft, action.span));
    let what = what[bullet_length(&what)..].to_owned();
    let open = match action.status {
        Status::Done => "done".into(),
        _ => missing(&[action]).join(", "),
    };
    [who(draft, action), what, told(&action.when), action.due.map_or(String::new(), |due| due.in_words()), open]
}

/// Above those that bear no mark.
const PERHAPS_RISKS: &str = "Please check whether any of these tells of a risk";

/// The actions that each segment tells of.
pub fn actions_by_segment(draft: &Draft) -> HashMap<Span, Vec<&Action>> {
    let mut actions: HashMap<Span, Vec<&Action>> = HashMap::new();
    draft.actions.iter().for_each(|action| actions.entry(action.segment).or_default().push(action));
    actions
}

/// What is said beside a segment.
pub fn notes(draft: &Draft, placed: &Placed, actions: &HashMap<Span, Vec<&Action>>) -> Vec<String> {
    let actions = actions.get(&placed.span).map_or(&[][..], Vec::as_slice);
    let mut notes: Vec<String> = speaker(draft, placed).into_iter().collect();
    notes.extend(voice(placed).map(str::to_owned));
    if placed.section == Section::AgreedActions {
        let missing = missing(actions);
        notes.extend((!missing.is_empty()).then(|| format!("still to say: {}", missing.join(", "))));
    }
    notes.extend(falls_due(actions));
    if placed.also.contains(&Section::PriorityRisks) && is_marked_as_risk(draft, placed) {
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
    Some(text::on_one_line(name.of(&draft.recording.text)))
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

/// The beginning of some words, for quoting beside others.
pub fn shortened(words: &str) -> String {
    const LONGEST: usize = 70;
    cut_short(words, LONGEST).trim_end_matches('.').to_owned()
}

/// What the actions of one segment leave open, each part once.
fn missing(actions: &[&Action]) -> Vec<&'static str> {
    // Whoever comes to the next meeting, nobody has to hold it.
    let is_meeting = |action: &Action| {
        action.when.is_some() && action.what.as_deref().is_some_and(|what| what.to_lowercase().starts_with("next "))
    };
    let lacks = |action: &Action, part: &str| {
        action.status != Status::Done && action.missing().contains(&part) && !(part == "who" && is_meeting(action))
    };
    let open = |part: &&str| actions.iter().any(|action| lacks(action, part));
    ["who", "what", "when"].into_iter().filter(open).collect()
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

impl Look<'_> {
    /// Its line in the recording, and what its phrase does.
    pub fn said(&self) -> String {
        format!("Line {}: {}", self.line, self.finding.message)
    }
}

/// The findings in order, each with its place.
pub fn looks(draft: &Draft) -> Vec<Look<'_>> {
    look_at(draft, draft.findings.iter())
}

fn look_at<'a>(draft: &Draft, findings: impl Iterator<Item = &'a Finding> + Clone) -> Vec<Look<'a>> {
    let places = positions(&draft.recording.text, findings.clone().map(|finding| finding.span.start()));
    findings.zip(places).map(|(finding, (line, column))| Look { finding, line, column }).collect()
}

/// The phrases that were dismissed, each with its reason.
pub fn looks_dismissed(draft: &Draft) -> Vec<(Look<'_>, &str)> {
    let looks = look_at(draft, draft.dismissed.iter().map(|dismissed| &dismissed.finding));
    looks.into_iter().zip(draft.dismissed.iter().map(|dismissed| dismissed.why.as_str())).collect()
}

/// A line for each phrase that was dismissed, and one for those that a baseline sets aside.
pub fn settled(draft: &Draft) -> Vec<String> {
    let line =
        |(look, why): (Look, &str)| format!("Line {}, {}: dismissed, because {why}", look.line, look.finding.rule);
    looks_dismissed(draft).into_iter().map(line).chain(set_aside(draft)).collect()
}

/// How many a baseline sets aside, if any.
pub fn set_aside(draft: &Draft) -> Option<String> {
    match draft.set_aside {
        0 => None,
        1 => Some("One phrase from before is set aside by the baseline.".into()),
        count => Some(format!("{count} phrases from before are set aside by the baseline.")),
    }
}

/// What is said of a phrase beside it in a Word document, a line each.
pub fn comment(finding: &Finding) -> Vec<String> {
    let mut lines = vec![format!("{}.", finding.message)];
    lines.extend(finding.suggestions.iter().map(|instead| format!("Perhaps: {instead}")));
    lines.push(finding.rule.clone());
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

pub fn made_by(versions: &super::Versions) -> String {
    format!("whatmatters {}, model {}, rules {}", versions.version, versions.model, versions.rules)
}

/// Where no phrase was found.
pub const NOTHING_TO_LOOK_AT: &str = "Nothing in the phrasing to look at again.";

/// Where a recording has characters that documents and workbooks cannot hold.
pub const NOT_HELD: &str = "A character that such a file cannot hold is shown as “\u{fffd}”.";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::rules::Category;
    use crate::text::{Recording, Source};

    fn draft(text: &str, phrases: &[&str]) -> Draft {
        let finding = |phrase: &&str| {
            let start = text.find(phrase).unwrap();
            Finding {
                rule: "vague/test".into(),
                category: Category::Vague,
                severity: Severity::Unclear,
                span: Span::new(start, start + phrase.len()),
                message: String::new(),
                suggestions: vec![],
            }
        };
        let findings = phrases.iter().map(finding).collect();
        Draft { findings, ..Draft::unread(Recording::new(text.into(), Source::default())) }
    }

    #[test]
    fn marks_stand_on_their_words_when_lines_are_joined() {
        let text = "Before é.\r\n  - continue to\r\n    monitor\rhim. After.";
        let draft = draft(text, &["é", "to\r\n    monitor", "him. After"]);
        let whole = one_line(&draft, Span::new(text.find('-').unwrap(), text.find("him").unwrap() + 3));
        assert_eq!(whole.words, "continue to monitor him");
        let stretches = [("continue ", None), ("to monitor", Some(1)), (" ", None), ("him", Some(2))];
        assert_eq!(
            whole.stretches(),
            stretches,
            "the phrase that goes on in the next segment is marked as far as this one goes"
        );
        assert_eq!(one_line(&draft, Span::new(0, 10)).stretches(), [("Before ", None), ("é", Some(0)), (".", None)]);
        let written: String = as_written(&draft).stretches().iter().map(|(words, _)| *words).collect();
        assert_eq!(written, text);
    }

    #[test]
    fn marks_of_bullets_and_markdown_are_left_to_the_page() {
        let shown = |text: &str| one_line(&draft(text, &[]), Span::new(0, text.len())).words;
        assert_eq!(shown("• 12/06/25 – found on floor"), "12/06/25 – found on floor");
        assert_eq!(shown("- **Carer:** Bernadette"), "Carer: Bernadette");
        assert_eq!(shown("# Carer's assessment"), "Carer's assessment");
        assert_eq!(shown("## What is hard"), "What is hard");
        assert_eq!(shown("# NOF dec, home"), "# NOF dec, home");
        assert_eq!(shown("5 * 3 ** or so"), "5 * 3 ** or so");
        let text = "**Plan:** continue to\n**monitor** him";
        let marked = one_line(&draft(text, &["continue to\n**monitor"]), Span::new(0, text.len()));
        let stretches = [("Plan: ", None), ("continue to monitor", Some(0)), (" him", None)];
        assert_eq!(marked.stretches(), stretches);
    }

    /// Marked beside their words, or listed at the end: none is lost, and none is told twice.
    #[test]
    fn possible_risks_are_marked_or_listed() {
        let text = "Dad hit her. He was out. Bell rang. Rang 101.\n\nPLAN";
        let placed = |words: &str, risk: f32| {
            let start = text.find(words).unwrap();
            Placed {
                span: Span::new(start, start + words.len()),
                section: if words == "Rang 101." { Section::AgreedActions } else { Section::Context },
                confidence: 0.9,
                risk: Some(risk),
                also: vec![Section::PriorityRisks],
                voice: Voice::Practitioner,
                quoted: false,
                reason: String::new(),
                heading: words == "PLAN",
                speaker: None,
                aside: None,
            }
        };
        let segments = vec![
            placed("Dad hit her.", 0.9),
            placed("He was out.", 0.12),
            placed("Bell rang.", 0.2),
            placed("Rang 101.", 0.95),
            placed("PLAN", 0.9),
        ];
        let draft = Draft { segments, ..draft(text, &[]) };
        let parts = parts(&draft);
        let marked: Vec<&str> = parts
            .iter()
            .flat_map(|part| match &part.body {
                Body::Items(items) => {
                    items.iter().filter(|item| item.notes.iter().any(|note| note == RISK_TOO)).collect()
                }
                _ => vec![],
            })
            .map(|item| item.words.as_str())
            .collect();
        assert_eq!(marked, ["Dad hit her."]);
        let listed = parts.iter().find(|part| part.heading == PERHAPS_RISKS).unwrap();
        let Body::Items(items) = &listed.body else { panic!("a list") };
        let words: Vec<&str> = items.iter().map(|item| item.words.as_str()).collect();
        assert_eq!(words, ["PLAN", "Bell rang", "He was out", "Rang 101"]);
        let risks = parts.iter().find(|part| part.heading == Section::PriorityRisks.title()).unwrap();
        assert_eq!(
            risks.after,
            [
                "One sentence in another section is marked “a risk too?”. 4 sentences are listed at the end, to check for risks."
            ]
        );
    }

    #[test]
    fn every_part_is_listed_once_and_none_is_empty() {
        let text = "She fell on Friday. Mum failed to attend. Will ring the GP on Monday.".to_owned();
        let draft = Engine::without_model().read(Recording::new(text, Source::default()));
        let headings: Vec<&str> = parts(&draft).iter().map(|part| part.heading).collect();
        assert!(headings.contains(&"Who does what, by when") && headings.contains(&"Phrasing worth another look"));
        assert_eq!(headings.last(), Some(&"The recording in its own order"));
        assert!(parts(&draft).iter().all(|part| !part.is_empty()));
        assert!(parts_in_lines(&draft).len() + 2 == headings.len());
    }

    #[test]
    fn an_i_that_nobody_wrote_is_not_put_into_their_words() {
        let told = |text: &str| {
            let mut draft = Engine::without_model().read(Recording::new(text.into(), Source::default()));
            draft.actions.iter_mut().for_each(|action| action.who = Some("I".into()));
            who(&draft, &draft.actions[0])
        };
        assert_eq!(told("Plan:\n- Will ring the GP on Monday."), "(the writer)");
        assert_eq!(told("Plan:\n- I'll ring the GP on Monday."), "I");
    }
}
