//! How each priority risk is told: whether the harm is named, and where its evidence, its benefit, the person's view, the shared decision
//! and the reason stand.

use super::threads::{Ends, Line};
use crate::closely::Joins;
use crate::model::{Join, TOLD_OF_RISK};
use crate::section::Section;

/// A risk as its words and those beside it tell it; segments by number from 0, none where nothing was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RiskReading {
    pub segment: usize,
    /// Whether it is named what could or did happen to whom.
    pub harm: Harm,
    pub evidence: Vec<usize>,
    pub benefit: Vec<usize>,
    pub view: Vec<usize>,
    pub decision: Vec<usize>,
    pub why: Vec<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Harm {
    Named,
    Partly,
    NotNamed,
}

/// How likely a segment must be to give evidence, a benefit, a view, a decision or a reason; chosen on the development split.
const LIKELY: [f32; TOLD_OF_RISK - 1] = [0.03, 0.1, 0.12, 0.04, 0.1];

/// Segments on either side of a risk in which what belongs to it is looked for.
const BESIDE: usize = 2;

/// Reads every risk. `told` is what each segment tells of a risk, as the model's head has it.
pub fn risks(ends: &Ends, told: &[[f32; TOLD_OF_RISK]], joins: &Joins) -> Vec<RiskReading> {
    let is_risk = |at: &usize| ends.placed[*at].section == Section::PriorityRisks;
    (0..ends.placed.len()).filter(is_risk).map(|risk| reading(risk, ends, told, joins)).collect()
}

fn reading(risk: usize, ends: &Ends, told: &[[f32; TOLD_OF_RISK]], joins: &Joins) -> RiskReading {
    let beside: Vec<usize> = (risk.saturating_sub(BESIDE)..(risk + BESIDE + 1).min(told.len())).collect();
    let answers: Vec<usize> =
        ends.lines(joins, Join::RiskToAction, risk).iter().map(|line: &Line| line.segment).collect();
    let gives = |part: usize, places: &[usize]| {
        let mut found: Vec<usize> = places.iter().copied().filter(|&at| told[at][1 + part] >= LIKELY[part]).collect();
        found.sort_unstable();
        found.dedup();
        found
    };
    let near_and_answers: Vec<usize> = beside.iter().chain(&answers).copied().collect();
    RiskReading {
        segment: risk,
        harm: match told[risk][0] {
            likely if likely >= 0.7 => Harm::Named,
            likely if likely >= 0.05 => Harm::Partly,
            _ => Harm::NotNamed,
        },
        evidence: gives(0, &[risk]),
        benefit: gives(1, &beside),
        view: gives(2, &beside),
        decision: gives(3, &near_and_answers),
        why: gives(4, &near_and_answers),
    }
}
