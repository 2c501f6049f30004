//! One recording in, one draft out. The same recording gives the same draft, whatever it is read beside.

use crate::closely::{close_scores, proposed_actions};
use crate::model::{Model, ModelError, Reading, Scores};
use crate::phrasing;
use crate::placement::{self, Placed};
use crate::recording::{Draft, Parts, arrange};
use crate::rules::{Action, Entries, Proposal, ProposedAction, Rules, Status, Written};
use crate::section::Section;
use crate::segment::{self, Segment};
use crate::text::{Recording, Span, What};
use std::collections::HashSet;
use std::path::Path;

/// The rules, and the model where one could be loaded.
pub struct Engine {
    rules: Rules,
    model: Result<Model, ModelError>,
}

impl Engine {
    /// With the model that is part of this program, or the one in `folder`. A model that cannot be loaded leaves the rules to work alone,
    /// and every draft says so.
    pub fn new(folder: Option<&Path>) -> Engine {
        Engine { rules: Rules::built_in(), model: folder.map_or_else(Model::built_in, Model::from_folder) }
    }

    /// The rules alone, with placement by word cues: what a model has to be better than.
    pub fn without_model() -> Engine {
        Engine { rules: Rules::built_in(), model: Err(ModelError::LeftOut) }
    }

    /// The same, with other rules.
    pub fn with_rules(self, rules: Rules) -> Engine {
        Engine { rules, ..self }
    }

    /// The findings alone, for what needs no placement, in a draft that says what stood in the way.
    pub fn check(&self, recording: Recording) -> Draft {
        let segments = segment::segments(&recording);
        let words = recording.words();
        let (proposals, problem) = match self.proposals(&words, &segments) {
            Ok(proposals) => (proposals, None),
            Err(why) => (Vec::new(), Some(why)),
        };
        let findings = self.rules.findings(&words, &segments, &proposals);
        let problems =
            problem.into_iter().chain(told_of_mail(&recording)).chain(told_of_languages(&recording)).collect();
        drop(words);
        Draft { findings, problems, ..Draft::unread(recording) }
    }

    /// The phrases that the model points out, or why it cannot.
    pub fn proposals(&self, text: &str, segments: &[Segment]) -> Result<Vec<Proposal>, String> {
        let why = |error: &ModelError| {
            format!("phrases that no list holds were not looked for, because the model could not be used: {error}")
        };
        let model = self.model.as_ref().map_err(why)?;
        let reading = model.read(text, &spans(segments)).map_err(|error| why(&error))?;
        proposals(model, &reading).map_err(|error| why(&error))
    }

    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The model, or why there is none.
    pub fn model(&self) -> Result<&Model, &ModelError> {
        self.model.as_ref()
    }

    pub fn read(&self, recording: Recording) -> Draft {
        let segments = segment::segments(&recording);
        // The heading of a mail tells its day.
        let entries = self.rules.entries(&recording.without(What::is_workings), &recording.source.fields);
        let words = recording.words();
        let (by_model, problem) = match &self.model {
            Ok(model) => match self.read_by_model(model, &words, &segments, &entries) {
                Ok(read) => (Some(read), None),
                Err(error) => (None, Some(for_want_of_a_model(&error))),
            },
            Err(error) => (None, Some(for_want_of_a_model(error))),
        };
        let parts = by_model.unwrap_or_else(|| self.read_by_rules(&words, segments, &entries));
        drop(words);
        let told = told_of_mail(&recording).into_iter().chain(told_of_transcript(&recording));
        let told: Vec<String> = told.chain(told_of_languages(&recording)).collect();
        let mut draft = arrange(recording, &self.rules, Parts { problem, ..parts });
        draft.problems.extend(told);
        draft
    }

    fn read_by_model(
        &self,
        model: &Model,
        text: &str,
        own: &[Segment],
        entries: &Entries,
    ) -> Result<Parts, ModelError> {
        let settings = &model.manifest().settings;
        let reading = model.read_closely(text, &spans(own))?;
        let findings = self.rules.findings(text, own, &proposals(model, &reading)?);
        let begins: Vec<usize> = model
            .boundaries(&reading)?
            .into_iter()
            .filter(|(_, likely)| *likely >= settings.boundary)
            .map(|(span, _)| span.start())
            .collect();
        let segments = segment::cut_unpunctuated(text, own, &begins);
        let all = spans(&segments);
        let scores = model.score(&reading, &all)?;
        let cues = self.rules.readings(text, &segments);
        let placed = segments
            .iter()
            .zip(&cues)
            .zip(&scores)
            .map(|((segment, cues), scores)| placement::by_model(text, segment, cues, scores, settings))
            .collect::<Vec<_>>();
        let close = close_scores(model, &reading, &self.rules, text, &all)?;
        let may_tell = |(at, (placed, scores)): (usize, (&Placed, &Scores))| {
            placed.section == Section::AgreedActions || may_be_step(placed, scores, close.steps[at])
        };
        let told: Vec<bool> = placed.iter().zip(&scores).enumerate().map(may_tell).collect();
        let told: Vec<&Segment> =
            segments.iter().zip(told).filter_map(|(segment, told)| told.then_some(segment)).collect();
        let spans: Vec<Span> = told.iter().map(|segment| segment.span).collect();
        let proposed = proposed_actions(model, &reading, &self.rules, text, &spans)?;
        let of = |(segment, own): (&&Segment, &Vec<ProposedAction>)| {
            self.rules.actions(text, segment, Some(own), entries.at(segment.span.start()))
        };
        let actions = settled_actions(told.iter().zip(&proposed).flat_map(of).collect(), &placed, entries);
        Ok(Parts { placed, findings, actions, close: Some(close), entries: entries.clone(), problem: None })
    }

    fn read_by_rules(&self, text: &str, segments: Vec<Segment>, entries: &Entries) -> Parts {
        let cues = self.rules.readings(text, &segments);
        let placed: Vec<Placed> =
            segments.iter().zip(&cues).map(|(segment, cues)| placement::by_cues(text, segment, cues)).collect();
        let findings = self.rules.findings(text, &segments, &[]);
        let may_tell =
            |placed: &Placed| placed.section == Section::AgreedActions || placed.also.contains(&Section::AgreedActions);
        let told = segments.iter().zip(&placed).filter(|(_, placed)| may_tell(placed));
        let of = |segment: &Segment| self.rules.actions(text, segment, None, entries.at(segment.span.start()));
        let actions = told.flat_map(|(segment, _)| of(segment)).collect();
        let actions = settled_actions(actions, &placed, entries);
        Parts { placed, findings, actions, close: None, entries: entries.clone(), problem: None }
    }
}

/// Longer lines, in bytes, tell more than the day of a recording.
const LONGEST_DATE: usize = 40;

/// The actions without the lines that date the recording or an entry, which have its day and nobody's name, and without those of other
/// sections that nobody has still to take.
fn settled_actions(actions: Vec<Action>, placed: &[Placed], entries: &Entries) -> Vec<Action> {
    let agreed = placed.iter().filter(|placed| placed.section == Section::AgreedActions).map(|placed| placed.span);
    let agreed: HashSet<Span> = agreed.collect();
    let dates = |action: &Action| {
        let is_day =
            |written: Option<Written>| action.due.zip(written).is_some_and(|(due, written)| due.is_day_of(written));
        let start = action.segment.start();
        let is_own_day = is_day(entries.own()) || (entries.is_heading(start) && is_day(entries.at(start)));
        // *Son to be told today* names no day of the calendar.
        let names_day = action.when.as_deref().is_some_and(|when| {
            let when = when.to_lowercase();
            when.contains(|c: char| c.is_ascii_digit()) && !when.contains("today") && !when.contains("tonight")
        });
        is_own_day && names_day && action.who.is_none() && action.span.len() < LONGEST_DATE
    };
    let tells =
        |action: &Action| !dates(action) && (agreed.contains(&action.segment) || action.status == Status::Planned);
    actions.into_iter().filter(tells).collect()
}

/// From this a sentence tells a step by its words alone.
pub const STEP_BY_ITS_WORDS: f32 = 0.3;

/// True of a segment placed elsewhere that may tell a step too, by its words and by what the model makes of it. Chosen on the development
/// split, where half of those found so are steps.
fn may_be_step(placed: &Placed, scores: &Scores, likely: f32) -> bool {
    const BY_ITS_PLACE: f32 = 0.02;
    placed.is_told()
        && likely >= STEP_BY_ITS_WORDS
        && scores.acceptable[Section::AgreedActions as usize] >= BY_ITS_PLACE
}

fn spans(segments: &[Segment]) -> Vec<Span> {
    segments.iter().map(|segment| segment.span).collect()
}

fn proposals(model: &Model, reading: &Reading) -> Result<Vec<Proposal>, ModelError> {
    Ok(phrasing::proposals(&model.flags(reading)?, &model.manifest().settings.flag))
}

/// What is said of a chain of mail, so that nobody thinks that all of it was read alike.
fn told_of_mail(recording: &Recording) -> Option<String> {
    let has_earlier = recording.aside.iter().any(|aside| aside.what == What::EarlierMail);
    has_earlier.then(|| {
        "Read as mail: the newest message is the recording, and the earlier ones are context. To have one of those arranged too, give it a file \
         of its own."
            .into()
    })
}

/// What is said of words that are not assessed, so that nobody takes silence for approval.
fn told_of_languages(recording: &Recording) -> Option<String> {
    let holds = |what: What| recording.aside.iter().any(|aside| aside.what == what);
    let languages = match (holds(What::Welsh), holds(What::OtherLanguage)) {
        (false, false) => return None,
        (true, false) => "Welsh",
        (false, true) => "a language other than English",
        (true, true) => "Welsh or another language",
    };
    Some(format!(
        "What is written in {languages} is not assessed: please read it yourself, for what matters and for risks."
    ))
}

/// What is said of a transcript, whose workings a draft does not show.
fn told_of_transcript(recording: &Recording) -> Option<String> {
    recording.is_transcript().then(|| {
        "Read as a transcript: its times and numbers are left out here. What each person said is as the transcript has it, which may have \
         misheard."
            .into()
    })
}

fn for_want_of_a_model(error: &ModelError) -> String {
    format!("placed by word cues alone, which is much less sure, because the model could not be used: {error}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Source;

    /// The examples of `packs/unlisted.toml`, whose phrases the model has to point out.
    #[test]
    fn examples_of_phrases_on_no_list_hold() {
        let engine = Engine::new(None);
        let mut wrong = Vec::new();
        for rule in engine.rules().all().filter(|rule| rule.id.contains("/read-as-")) {
            assert!(rule.examples.iter().any(|example| example.contains("[[")), "{}", rule.id);
            for example in &rule.examples {
                let text = example.replace("[[", "").replace("]]", "");
                let wanted = example.split_once("[[").map(|(before, rest)| {
                    Span::new(before.len(), before.len() + rest.split("]]").next().unwrap_or_default().len())
                });
                let draft = engine.check(Recording::new(text, Source::default()));
                let mut found = draft.findings.iter().filter(|finding| finding.rule == rule.id).peekable();
                let holds = match wanted {
                    Some(span) => found.any(|finding| finding.span.overlaps(span)),
                    None => found.peek().is_none(),
                };
                if !holds {
                    wrong.push(example);
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
