use super::{Figures, Scored};
use crate::random::Random;

/// Low, measured and high for each figure, from a thousand resamplings of whole recordings: segments of one recording are no separate
/// evidence.
pub fn intervals(scored: &[Vec<Scored>]) -> Vec<(&'static str, [f64; 3])> {
    const RESAMPLINGS: u64 = 1000;
    let measured = main_figures(&Figures::of(scored.iter().flatten()));
    let resampled: Vec<_> = (0..RESAMPLINGS)
        .map(|number| {
            let mut random = Random::new(1).fork(number);
            let drawn: Vec<&Vec<Scored>> = scored.iter().map(|_| &scored[random.below(scored.len())]).collect();
            main_figures(&Figures::of(drawn.into_iter().flatten()))
        })
        .collect();
    let range = |(index, (name, value)): (usize, (&'static str, f64))| {
        let mut values: Vec<f64> = resampled.iter().map(|figures| figures[index].1).collect();
        values.sort_by(f64::total_cmp);
        let at = |share: f64| values[((values.len() - 1) as f64 * share).round() as usize];
        (name, [at(0.025), value, at(0.975)])
    };
    measured.into_iter().enumerate().map(range).collect()
}

fn main_figures(figures: &Figures) -> [(&'static str, f64); 6] {
    [
        ("macro_f1", figures.macro_f1),
        ("acceptable", figures.acceptable),
        ("risk_recall", figures.risk_recall),
        ("risk_shown", figures.risk_shown),
        ("voice", figures.voice),
        ("calibration_error", figures.calibration_error),
    ]
}
