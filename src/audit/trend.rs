//! How shares changed since an earlier audit, and whether that could be chance.

use super::intervals::{Share, wilson};
use serde::Deserialize;

/// The figures that an earlier audit left (`summary.json`).
#[derive(Clone, Debug, Deserialize)]
pub struct Earlier {
    pub schema: String,
    pub engine: EarlierEngine,
    pub begun: String,
    pub measures: Vec<EarlierMeasure>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct EarlierEngine {
    pub version: String,
    pub model: String,
    pub rules: String,
}

#[derive(Clone, Debug, Deserialize)]
pub struct EarlierMeasure {
    pub id: String,
    pub evident: usize,
    pub partly: usize,
    pub not_evident: usize,
}

pub const EARLIER_SCHEMA: &str = "whatmatters.audit-summary/1";

/// A measure then and now.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub id: String,
    /// None where it was not looked at then.
    pub before: Option<Share>,
    pub now: Share,
    /// How much the share rose, and where that lies nineteen times in twenty; from -1 to 1.
    pub by: f64,
    pub range: (f64, f64),
    pub reading: Reading,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    Rose,
    Fell,
    CouldBeChance,
    /// Read otherwise then, or not at all.
    NotCompared,
}

impl Reading {
    pub fn in_words(self) -> &'static str {
        match self {
            Reading::Rose => "more often evident, and hardly by chance",
            Reading::Fell => "less often evident, and hardly by chance",
            Reading::CouldBeChance => "could be chance",
            Reading::NotCompared => "not compared",
        }
    }
}

/// What changed since an earlier audit.
#[derive(Debug)]
pub struct Trend {
    pub begun: String,
    /// True where another engine read the earlier recordings: figures then stand side by side, and nothing is said of a change.
    pub other_engine: bool,
    pub changes: Vec<Change>,
}

/// Compares the shares that are evident, by measure. That many measures are looked at, of which one may change by chance, is reckoned with
/// (Holm).
pub fn trend(earlier: &Earlier, engine: &EarlierEngine, now: &[(String, Share)]) -> Trend {
    let other_engine = earlier.engine != *engine;
    let before = |id: &str| {
        let measure = earlier.measures.iter().find(|measure| measure.id == id)?;
        let of = measure.evident.checked_add(measure.partly)?.checked_add(measure.not_evident)?;
        Some(Share { so: measure.evident, of }).filter(|share| share.of > 0)
    };
    let fair = |share: Share, before: &Option<Share>| !other_engine && share.of > 0 && before.is_some();
    let mut changes: Vec<Change> = (now.iter().map(|(id, now)| (id, *now, before(id))))
        .map(|(id, now, before)| Change {
            id: id.clone(),
            by: now.value() - before.map_or(0.0, Share::value),
            range: before.map_or((-1.0, 1.0), |before| range(before, now)),
            reading: if fair(now, &before) { Reading::CouldBeChance } else { Reading::NotCompared },
            before,
            now,
        })
        .collect();
    let mut compared: Vec<(f64, usize)> = changes
        .iter()
        .enumerate()
        .filter(|(_, change)| change.reading != Reading::NotCompared)
        .filter_map(|(at, change)| Some((by_chance(change.before?, change.now), at)))
        .collect();
    compared.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    let count = compared.len();
    for (step, (chance, at)) in compared.into_iter().enumerate() {
        const RARE: f64 = 0.05;
        // What comes after one that could be chance could be chance as well.
        if chance * (count - step) as f64 >= RARE {
            break;
        }
        changes[at].reading = if changes[at].by > 0.0 { Reading::Rose } else { Reading::Fell };
    }
    Trend { begun: earlier.begun.clone(), other_engine, changes }
}

/// Where the difference of two shares lies, nineteen times in twenty: Newcombe's way, from Wilson's intervals.
fn range(before: Share, now: Share) -> (f64, f64) {
    let (b, n) = (before.value(), now.value());
    let ((b_low, b_high), (n_low, n_high)) = (wilson(before), wilson(now));
    let by = n - b;
    let below = ((n - n_low).powi(2) + (b_high - b).powi(2)).sqrt();
    let above = ((n_high - n).powi(2) + (b - b_low).powi(2)).sqrt();
    ((by - below).max(-1.0), (by + above).min(1.0))
}

/// How likely chance alone gives a difference as large, were both shares the same. By the normal curve, with Yates's correction, which errs
/// towards chance.
fn by_chance(before: Share, now: Share) -> f64 {
    let (m, n) = (before.of as f64, now.of as f64);
    let pooled = (before.so + now.so) as f64 / (m + n);
    let error = (pooled * (1.0 - pooled) * (1.0 / m + 1.0 / n)).sqrt();
    let apart = ((now.value() - before.value()).abs() - 0.5 * (1.0 / m + 1.0 / n)).max(0.0);
    if error == 0.0 { 1.0 } else { beyond(apart / error) }
}

/// The share of the normal curve further than `z` from its middle, to about one in ten million (Abramowitz and Stegun 7.1.26).
fn beyond(z: f64) -> f64 {
    const PARTS: [f64; 5] = [0.254_829_592, -0.284_496_736, 1.421_413_741, -1.453_152_027, 1.061_405_429];
    let x = z / std::f64::consts::SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    PARTS.iter().rev().fold(0.0, |sum, part| (sum + part) * t) * (-x * x).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn engine(rules: &str) -> EarlierEngine {
        EarlierEngine { version: "1".into(), model: "m".into(), rules: rules.into() }
    }

    fn compared(rules: &str, figures: &[(usize, usize, usize, usize)]) -> Trend {
        let id = |at: usize| format!("m{at}");
        let then = figures.iter().enumerate().map(|(at, (so, of, _, _))| EarlierMeasure {
            id: id(at),
            evident: *so,
            partly: 0,
            not_evident: of - so,
        });
        let earlier = Earlier {
            schema: EARLIER_SCHEMA.into(),
            engine: engine("r"),
            begun: "2026-02-01".into(),
            measures: then.collect(),
        };
        let now: Vec<_> =
            figures.iter().enumerate().map(|(at, (_, _, so, of))| (id(at), Share { so: *so, of: *of })).collect();
        trend(&earlier, &engine(rules), &now)
    }

    fn readings(trend: &Trend) -> Vec<Reading> {
        trend.changes.iter().map(|change| change.reading).collect()
    }

    #[test]
    fn a_change_that_was_planted_is_told_and_none_where_none_was() {
        let found = compared("r", &[(40, 100, 75, 100), (40, 100, 43, 100), (80, 100, 40, 100)]);
        assert_eq!(readings(&found), [Reading::Rose, Reading::CouldBeChance, Reading::Fell]);
        let change = &found.changes[0];
        assert!((change.by - 0.35).abs() < 1e-9 && change.range.0 > 0.2 && change.range.1 < 0.5, "{change:?}");
    }

    /// 40 and 55 of 100: z = (0.15 - 0.01) / √(0.475 × 0.525 × 0.02) = 1.98, which is 0.047 alone and no longer rare among five.
    #[test]
    fn one_of_many_measures_may_differ_by_chance() {
        let same = (50, 100, 50, 100);
        assert_eq!(readings(&compared("r", &[(40, 100, 55, 100)]))[0], Reading::Rose);
        assert_eq!(readings(&compared("r", &[(40, 100, 55, 100), same, same, same, same]))[0], Reading::CouldBeChance);
    }

    #[test]
    fn another_engine_is_not_compared_with() {
        let found = compared("other", &[(10, 100, 90, 100)]);
        assert!(found.other_engine && readings(&found) == [Reading::NotCompared]);
        assert_eq!(readings(&compared("r", &[(0, 0, 9, 10)])), [Reading::NotCompared]);
        assert_eq!(readings(&compared("r", &[(10, 10, 10, 10)])), [Reading::CouldBeChance]);
    }

    #[test]
    fn the_normal_curve_is_as_tables_have_it() {
        for (z, share) in [(0.0, 1.0), (1.0, 0.317_311), (1.96, 0.049_996), (2.575_829, 0.01)] {
            assert!((beyond(z) - share).abs() < 1e-6, "{z}: {}", beyond(z));
        }
    }
}
