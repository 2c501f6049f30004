//! How far the measures of an audit agree with a reader who judged the same recordings by their cards.

use crate::audit::measures::{Measures, Verdict};
use crate::audit::{Agreement, agreement};
use crate::corpus::{Entry, JudgedRecording};
use crate::recording::Draft;
use std::collections::HashMap;

/// A verdict, or nothing to judge.
const ANSWERS: usize = Verdict::ALL.len() + 1;

/// How one measure did.
#[derive(Clone, Debug)]
pub struct MeasureRow {
    pub id: String,
    pub agreement: Agreement,
    /// By the reader's answer and the program's: evident, partly, not evident, nothing to judge.
    pub answers: [[usize; ANSWERS]; ANSWERS],
}

/// Of each measure that the reader judged, in the order of the cards.
pub fn measures(entries: &[Entry], drafts: &[Draft], judged: &[JudgedRecording]) -> Vec<MeasureRow> {
    let measures = Measures::built_in();
    let by_id: HashMap<&str, &Draft> = entries.iter().map(|entry| entry.id.as_str()).zip(drafts).collect();
    let answer = |verdict: Option<Verdict>| verdict.map_or(Verdict::ALL.len(), |verdict| verdict as usize);
    let row = |measure: &crate::audit::measures::Measure| {
        let id = &measure.card.id;
        let pair = |one: &JudgedRecording| {
            let draft = by_id.get(one.id.as_str())?;
            let read = measure.judge(draft, &measures.words).map(|judged| judged.verdict);
            Some((answer(*one.verdicts.get(id)?), answer(read)))
        };
        let pairs: Vec<(usize, usize)> = judged.iter().filter_map(pair).collect();
        let mut answers = [[0; ANSWERS]; ANSWERS];
        pairs.iter().for_each(|(reader, program)| answers[*reader][*program] += 1);
        Some(MeasureRow { id: id.clone(), agreement: agreement(&pairs, ANSWERS)?, answers })
    };
    measures.all().filter_map(|(measure, _)| row(measure)).collect()
}

pub fn measures_table(rows: &[MeasureRow]) -> String {
    const SHORT: [&str; ANSWERS] = ["evident", "partly", "not evident", "nothing to judge"];
    let mut table = String::from("measure,recordings,same,kappa,from,to,ac1");
    for reader in SHORT {
        for program in SHORT {
            table.push_str(&format!(",{reader} as {program}"));
        }
    }
    table.push('\n');
    for MeasureRow { id, agreement, answers } in rows {
        let figure = |value: Option<f64>| value.map_or(String::new(), |value| format!("{value:.3}"));
        let Agreement { of, same, kappa, kappa_range, ac1, .. } = *agreement;
        let (low, high) = (kappa_range.map(|range| range.0), kappa_range.map(|range| range.1));
        let figures = [figure(Some(same)), figure(kappa), figure(low), figure(high), figure(ac1)].join(",");
        let counts: Vec<String> = answers.iter().flatten().map(ToString::to_string).collect();
        table.push_str(&format!("{id},{of},{figures},{}\n", counts.join(",")));
    }
    table
}
