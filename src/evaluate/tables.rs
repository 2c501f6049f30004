//! Figures as CSV tables. They are committed, so that a change for better or worse shows in the diff.

use super::{Figures, Scored};
use crate::corpus::Entry;
use crate::rules::Category;
use crate::section::Section;

/// One row for each system.
pub fn placement_table(rows: &[(String, Figures)]) -> String {
    let mut table = String::from(
        "system,segments,macro_f1,f1_what_matters,f1_strengths,f1_priority_risks,f1_agreed_actions,f1_context,acceptable,risk_recall,\
         risk_shown,voice,calibration_error,deficit_p,deficit_r,defensive_p,defensive_r,jargon_p,jargon_r,vague_p,vague_r,action_who,\
         action_when,action_measurable\n",
    );
    for (system, figures) in rows {
        let mut values = vec![figures.macro_f1];
        values.extend(figures.f1);
        values.extend([
            figures.acceptable,
            figures.risk_recall,
            figures.risk_shown,
            figures.voice,
            figures.calibration_error,
        ]);
        values.extend(Category::ALL.iter().flat_map(|category| <[f64; 2]>::from(figures.flags[*category as usize])));
        values.extend(figures.action);
        let values: Vec<String> = values.iter().map(|value| format!("{value:.3}")).collect();
        table.push_str(&format!("{system},{},{}\n", figures.segments, values.join(",")));
    }
    table
}

/// One row for each recording, so that it shows which got better and which worse.
pub fn recordings_table(entries: &[Entry], scored: &[Vec<Scored>]) -> String {
    let mut table =
        String::from("recording,service,kind,form,segments,right,acceptable,risks,risks_placed,risks_shown\n");
    for (entry, scored) in entries.iter().zip(scored) {
        let risks = || scored.iter().filter(|one| one.expected == Section::PriorityRisks);
        let plain = |words: &str| words.replace([',', '"'], " ");
        table.push_str(&format!(
            "{},{},{},{},{},{},{:.2},{},{},{}\n",
            entry.id,
            plain(&entry.service),
            plain(&entry.kind),
            plain(&entry.form),
            scored.len(),
            scored.iter().filter(|one| one.found == one.expected).count(),
            scored.iter().map(|one| one.acceptable).sum::<f64>(),
            risks().count(),
            risks().filter(|one| one.risk_placed).count(),
            risks().filter(|one| one.risk_shown).count(),
        ));
    }
    table
}

/// Every risk that was placed elsewhere, and whether it was at least shown as one that may be.
pub fn misplaced_risks_table(entries: &[Entry], scored: &[Vec<Scored>]) -> String {
    let mut table = String::from("recording,segment,placed,confidence,shown,words\n");
    for (entry, scored) in entries.iter().zip(scored) {
        for (number, (label, one)) in entry.segments.iter().zip(scored).enumerate() {
            if one.expected == Section::PriorityRisks && !one.risk_placed {
                let words = label.span().of(&entry.text).replace('"', "'").replace(['\n', '\r'], " ");
                let placed = one.found.title();
                table.push_str(&format!(
                    "{},{},{placed},{:.2},{},\"{words}\"\n",
                    entry.id,
                    number + 1,
                    one.confidence,
                    one.risk_shown
                ));
            }
        }
    }
    table
}
