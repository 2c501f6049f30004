//! One recording in, one draft out. The same recording gives the same draft, whatever it is read beside.

use crate::model::{Model, ModelError};
use crate::placement::{self, Placed};
use crate::recording::{Draft, arrange};
use crate::rules::{Finding, Rules};
use crate::segment::{self, Segment};
use crate::text::{Recording, Span};
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

    /// The findings alone, for what needs no placement; the model is not asked.
    pub fn findings(&self, recording: &Recording) -> Vec<Finding> {
        self.rules.findings(&recording.text, &segment::segment(&recording.text))
    }

    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The model, or why there is none.
    pub fn model(&self) -> Result<&Model, &ModelError> {
        self.model.as_ref()
    }

    pub fn read(&self, recording: Recording) -> Draft {
        let text = recording.text.as_str();
        let written = segment::segment(text);
        let findings = self.rules.findings(text, &written);
        let (segments, placed, problem) = match &self.model {
            Ok(model) => match self.place_by_model(model, text, &written) {
                Ok((segments, placed)) => (segments, placed, None),
                Err(error) => self.place_by_cues(text, written, &error),
            },
            Err(error) => self.place_by_cues(text, written, error),
        };
        arrange(recording, &self.rules, &segments, placed, findings, problem)
    }

    fn place_by_model(
        &self,
        model: &Model,
        text: &str,
        written: &[Segment],
    ) -> Result<(Vec<Segment>, Vec<Placed>), ModelError> {
        let settings = &model.manifest().settings;
        let spans = |segments: &[Segment]| segments.iter().map(|segment| segment.span).collect::<Vec<Span>>();
        let reading = model.read(text, &spans(written))?;
        let begins: Vec<usize> = model
            .boundaries(&reading)?
            .into_iter()
            .filter(|(_, likely)| *likely >= settings.boundary)
            .map(|(span, _)| span.start())
            .collect();
        let segments = segment::cut_unpunctuated(text, written, &begins);
        let scores = model.score(&reading, &spans(&segments))?;
        let cues = self.rules.readings(text, &segments);
        let placed = segments
            .iter()
            .zip(&cues)
            .zip(&scores)
            .map(|((segment, cues), scores)| placement::by_model(text, segment, cues, scores, settings))
            .collect();
        Ok((segments, placed))
    }

    fn place_by_cues(
        &self,
        text: &str,
        segments: Vec<Segment>,
        error: &ModelError,
    ) -> (Vec<Segment>, Vec<Placed>, Option<String>) {
        let cues = self.rules.readings(text, &segments);
        let placed =
            segments.iter().zip(&cues).map(|(segment, cues)| placement::by_cues(text, segment, cues)).collect();
        let problem =
            format!("placed by word cues alone, which is much less sure, because the model could not be used: {error}");
        (segments, placed, Some(problem))
    }
}
