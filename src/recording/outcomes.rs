//! Outcomes: what is wanted or aimed at, whether it is an outcome yet, and the themes it belongs to.

use crate::model::OutcomeScores;
use crate::outcome::{Kind, Theme};

/// How likely a theme must be to be told; chosen on the development split.
const LIKELY: f32 = 0.25;
/// How likely the likeliest must be to be counted across a team, where more have to be right than need be found.
const LIKELY_ENOUGH_TO_COUNT: f32 = 0.4;

/// What the model says of a segment, settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutcomeReading {
    pub kind: Kind,
    /// The likeliest kind if something is aimed at in it.
    pub kind_of_aim: Kind,
    /// The likeliest first.
    pub themes: Vec<Theme>,
    /// The theme it is most about, where that is likely enough to be counted across a team.
    pub most_about: Option<Theme>,
}

pub fn outcome_of(scores: &OutcomeScores) -> OutcomeReading {
    let likeliest = |kinds: &[Kind]| {
        kinds.iter().copied().max_by(|a, b| scores.kinds[*a as usize].total_cmp(&scores.kinds[*b as usize]))
    };
    let mut themes: Vec<Theme> =
        Theme::ALL.into_iter().filter(|theme| scores.themes[*theme as usize] >= LIKELY).collect();
    themes.sort_by(|a, b| scores.themes[*b as usize].total_cmp(&scores.themes[*a as usize]));
    let most_about = themes.first().copied().filter(|theme| scores.themes[*theme as usize] >= LIKELY_ENOUGH_TO_COUNT);
    OutcomeReading {
        most_about,
        kind: likeliest(&Kind::ALL).unwrap_or(Kind::Other),
        kind_of_aim: likeliest(&Kind::ALL[..3]).unwrap_or(Kind::Outcome),
        themes,
    }
}
