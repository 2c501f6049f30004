//! The themes of sentences of what matters to people.

use super::close::Counted;
use crate::closely::close_scores;
use crate::corpus::ThemedSentence;
use crate::engine::Engine;
use crate::model::ModelError;
use crate::outcome::Theme;
use crate::recording::{OutcomeReading, outcome_of};
use crate::text::Span;

/// How the themes of sentences were read: each theme, and the one that a sentence is most about.
#[derive(Clone, Debug, Default)]
pub struct ThemeFigures {
    pub themes: [Counted; Theme::ALL.len()],
    pub most_about: Counted,
}

/// The themes of sentences that stand alone, against their labels.
pub fn themes(engine: &Engine, sentences: &[ThemedSentence]) -> Result<ThemeFigures, ModelError> {
    let mut figures = ThemeFigures::default();
    let Ok(model) = engine.model() else { return Ok(figures) };
    for sentence in sentences {
        let span = [Span::new(0, sentence.text.len())];
        let reading = model.read_closely(&sentence.text, &span)?;
        let scores = close_scores(model, &reading, engine.rules(), &sentence.text, &span)?.outcomes;
        for reading in scores.iter().map(outcome_of) {
            count(&mut figures.themes, &reading.themes, &sentence.themes);
            figures.most_about = figures.most_about.and(most_about(&reading, &sentence.themes));
        }
    }
    Ok(figures)
}

pub fn themes_table(ThemeFigures { themes, most_about }: &ThemeFigures) -> String {
    let mut table = String::from("theme,labelled,found,right,precision,recall,F1\n");
    let mut row = |title: &str, one: &Counted| {
        let Counted { labelled, found, right } = *one;
        let figures = [one.precision(), one.accuracy(), one.f1()].map(|figure| format!("{figure:.3}")).join(",");
        table.push_str(&format!("{title},{labelled},{found},{right},{figures}\n"));
    };
    Theme::ALL.iter().zip(themes).for_each(|(theme, one)| row(theme.title(), one));
    row("the theme it is most about", most_about);
    let mean = themes.iter().map(|theme| theme.f1()).sum::<f64>() / themes.len() as f64;
    table.push_str(&format!("macro-F1,,,,,,{mean:.3}\n"));
    table
}

pub(super) fn count(counted: &mut [Counted; Theme::ALL.len()], found: &[Theme], labelled: &[Theme]) {
    for (theme, counted) in Theme::ALL.iter().zip(counted) {
        let (found, labelled) = (found.contains(theme), labelled.contains(theme));
        *counted = counted.and(Counted {
            right: usize::from(found && labelled),
            found: usize::from(found),
            labelled: usize::from(labelled),
        });
    }
}

/// A sentence that has labels counts as one, right where the theme found is among them.
pub(super) fn most_about(reading: &OutcomeReading, labelled: &[Theme]) -> Counted {
    Counted {
        right: usize::from(reading.most_about.is_some_and(|theme| labelled.contains(&theme))),
        found: usize::from(reading.most_about.is_some()),
        labelled: usize::from(!labelled.is_empty()),
    }
}
