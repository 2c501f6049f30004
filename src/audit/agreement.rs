//! How far two readings of the same recordings agree: in per cent, and beyond what chance would give.

use super::intervals::NINETEEN_IN_TWENTY;
use serde::{Deserialize, Serialize};

/// The schema of what is kept of moderation beside an audit.
pub const MODERATED_SCHEMA: &str = "whatmatters.audit-agreement/1";

/// What is kept of moderation (`agreement.json`), for the report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Moderated {
    pub schema: String,
    pub judgements: Vec<Judgement>,
}

/// How two answered on one measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Judgement {
    pub measure: String,
    pub one: String,
    /// None where it is what was read by machine.
    pub other: Option<String>,
    #[serde(flatten)]
    pub agreement: Agreement,
}

impl Judgement {
    pub fn other_in_words(&self) -> &str {
        self.other.as_deref().unwrap_or("the program")
    }
}

/// What two readers said of the same recordings.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Agreement {
    /// Recordings that both judged.
    pub of: usize,
    /// The share on which both said the same.
    pub same: f64,
    /// Cohen's kappa; none where neither reader ever said two things, for which it is not defined.
    pub kappa: Option<f64>,
    /// Where kappa lies nineteen times in twenty, by its large-sample error: too narrow for fewer than about thirty recordings.
    pub kappa_range: Option<(f64, f64)>,
    /// Gwet's AC1, which holds where nearly everything is said to be one thing.
    pub ac1: Option<f64>,
    /// The share of both readers' answers that were the first category.
    pub prevalence: f64,
}

/// Of pairs of answers, each below `categories`. None without a pair.
pub fn agreement(pairs: &[(usize, usize)], categories: usize) -> Option<Agreement> {
    if pairs.is_empty() {
        return None;
    }
    let n = pairs.len() as f64;
    let share = |so: &dyn Fn(&(usize, usize)) -> bool| pairs.iter().filter(|pair| so(pair)).count() as f64 / n;
    let same = share(&|(one, other)| one == other);
    let first = |category: usize| share(&|(one, _)| *one == category);
    let second = |category: usize| share(&|(_, other)| *other == category);
    let mean = |category: usize| (first(category) + second(category)) / 2.0;
    let by_chance: f64 = (0..categories).map(|category| first(category) * second(category)).sum();
    let kappa = (by_chance < 1.0).then(|| (same - by_chance) / (1.0 - by_chance));
    let error = (same * (1.0 - same) / n).sqrt() / (1.0 - by_chance);
    let range =
        |kappa: f64| ((kappa - NINETEEN_IN_TWENTY * error).max(-1.0), (kappa + NINETEEN_IN_TWENTY * error).min(1.0));
    let gwets: f64 = (0..categories).map(|category| mean(category) * (1.0 - mean(category))).sum::<f64>()
        / (categories.saturating_sub(1).max(1)) as f64;
    Some(Agreement {
        of: pairs.len(),
        same,
        kappa,
        kappa_range: kappa.map(range),
        ac1: (gwets < 1.0).then(|| (same - gwets) / (1.0 - gwets)),
        prevalence: mean(0),
    })
}

/// The AC1 from which a measure may be relied on.
pub const ENOUGH: f64 = 0.6;

/// Too low, or resting on too little, to rely on a measure.
pub fn is_low(agreement: &Agreement) -> bool {
    const FEWEST: usize = 10;
    agreement.of < FEWEST || agreement.ac1.is_none_or(|ac1| ac1 < ENOUGH)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(table: &[(usize, usize, usize)]) -> Vec<(usize, usize)> {
        table.iter().flat_map(|(one, other, count)| vec![(*one, *other); *count]).collect()
    }

    fn rounded(value: f64) -> f64 {
        (value * 1000.0).round() / 1000.0
    }

    /// 20 both yes, 5 and 10 apart, 15 both no. Same 0.7; by chance 0.5 × 0.6 + 0.5 × 0.4 = 0.5; kappa 0.2 / 0.5. Its error √(0.21 / 50) / 0.5 =
    /// 0.1296. AC1: mean of yes 0.55, chance 2 × 0.55 × 0.45 = 0.495, 0.205 / 0.505.
    #[test]
    fn two_readers_as_worked_by_hand() {
        let found = agreement(&pairs(&[(0, 0, 20), (0, 1, 5), (1, 0, 10), (1, 1, 15)]), 2).unwrap();
        assert_eq!((found.of, rounded(found.same), rounded(found.kappa.unwrap())), (50, 0.7, 0.4));
        let (low, high) = found.kappa_range.unwrap();
        assert_eq!((rounded(low), rounded(high)), (0.146, 0.654));
        assert_eq!((rounded(found.ac1.unwrap()), rounded(found.prevalence)), (0.406, 0.55));
    }

    /// Of three categories: 4, 3 and 2 alike, one apart. Same 0.9; by chance 0.4 × 0.5 + 0.3 × 0.3 + 0.3 × 0.2 = 0.35; kappa 0.55 / 0.65. Means
    /// 0.45, 0.3, 0.25: chance (0.2475 + 0.21 + 0.1875) / 2 = 0.3225; AC1 0.5775 / 0.6775.
    #[test]
    fn three_categories_as_worked_by_hand() {
        let found = agreement(&pairs(&[(0, 0, 4), (1, 1, 3), (2, 2, 2), (2, 0, 1)]), 3).unwrap();
        assert_eq!((rounded(found.kappa.unwrap()), rounded(found.ac1.unwrap())), (0.846, 0.852));
    }

    #[test]
    fn where_nearly_all_is_one_thing_kappa_falls_and_ac1_does_not() {
        let found = agreement(&pairs(&[(0, 0, 95), (0, 1, 2), (1, 0, 3)]), 2).unwrap();
        assert!(found.kappa.unwrap() < 0.0 && found.ac1.unwrap() > 0.9);
    }

    #[test]
    fn what_cannot_be_reckoned_is_not() {
        assert_eq!(agreement(&[], 3), None);
        let all_one = agreement(&pairs(&[(0, 0, 12)]), 3).unwrap();
        assert_eq!((all_one.kappa, all_one.ac1), (None, Some(1.0)));
        assert!(!is_low(&all_one) && is_low(&agreement(&pairs(&[(0, 0, 5)]), 3).unwrap()));
    }
}
