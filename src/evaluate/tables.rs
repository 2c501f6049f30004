//! Figures as CSV tables. They are committed, so that a change for better or worse shows in the diff.

use super::questions::Judged;
use super::{Changes, Figures, Finder, Found, Persons, ReadingRow, Replacing, Scored, Swap};
use crate::corpus::Entry;
use crate::pseudonyms::Kind;
use crate::rules::Category;
use crate::section::Section;
use std::collections::BTreeMap;

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

/// Figures with the range that holds nineteen in twenty resamplings of the recordings.
pub fn intervals_table(intervals: &[(&str, [f64; 3])]) -> String {
    let rows = intervals.iter().map(|(name, [low, middle, high])| format!("{name},{middle:.3},{low:.3},{high:.3}\n"));
    std::iter::once("figure,value,low,high\n".to_owned()).chain(rows).collect()
}

/// Labelled section by found section, in segments.
pub fn confusion_table(figures: &Figures) -> String {
    let names = ["what_matters", "strengths", "priority_risks", "agreed_actions", "context"];
    let mut table = format!("labelled,{}\n", names.join(","));
    for (name, row) in names.iter().zip(figures.confusion) {
        table.push_str(&format!("{name},{}\n", row.map(|count| count.to_string()).join(",")));
    }
    table
}

/// Services, kinds and forms of enough segments to say anything, the weakest first.
pub fn groups_table(entries: &[Entry], scored: &[Vec<Scored>]) -> String {
    const ENOUGH: usize = 25;
    let mut groups: BTreeMap<(&str, &str), Vec<&Scored>> = BTreeMap::new();
    for (entry, scored) in entries.iter().zip(scored) {
        for (by, value) in [("service", &entry.service), ("kind", &entry.kind), ("form", &entry.form)] {
            groups.entry((by, value)).or_default().extend(scored);
        }
    }
    let mut rows: Vec<(&str, &str, Figures)> = groups
        .into_iter()
        .filter(|(_, scored)| scored.len() >= ENOUGH)
        .map(|((by, value), scored)| (by, value, Figures::of(scored)))
        .collect();
    rows.sort_by(|a, b| a.0.cmp(b.0).then(a.2.acceptable.total_cmp(&b.2.acceptable)));
    let mut table = String::from("by,value,segments,acceptable,risk_recall,risk_shown,voice\n");
    for (by, value, f) in rows {
        let value = value.replace([',', '"'], " ");
        table.push_str(&format!(
            "{by},{value},{},{:.3},{:.3},{:.3},{:.3}\n",
            f.segments, f.acceptable, f.risk_recall, f.risk_shown, f.voice
        ));
    }
    table
}

/// For each threshold of *may be a risk*: the share of risks placed or marked, the share of other segments marked, and the share of marks
/// on segments that a careful reader could call a risk.
pub fn marks_table(scored: &[Vec<Scored>]) -> String {
    let all = || scored.iter().flatten();
    let risks = all().filter(|one| one.expected == Section::PriorityRisks).count().max(1);
    let mut table = String::from("threshold,risks_placed_or_marked,others_marked,marks_right\n");
    for threshold in [0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5] {
        let marked = |one: &&Scored| !one.risk_placed && one.risk >= threshold;
        let is_risk = |one: &&Scored| one.expected == Section::PriorityRisks;
        let shown = all().filter(|one| is_risk(one) && (one.risk_placed || marked(one))).count();
        let others = all().filter(|one| !is_risk(one) && !one.risk_placed).count().max(1);
        let others_marked = all().filter(|one| !is_risk(one) && marked(one)).count();
        let marks = all().filter(marked).count().max(1);
        let right = all().filter(|one| marked(one) && one.accepts_risk).count();
        table.push_str(&format!(
            "{threshold},{:.3},{:.3},{:.3}\n",
            shown as f64 / risks as f64,
            others_marked as f64 / others as f64,
            right as f64 / marks as f64
        ));
    }
    table
}

/// Shares of segments read otherwise after each swap.
pub fn swaps_table(changes: &[(Swap, Changes)]) -> String {
    let mut table = String::from("swapped,recordings,segments,section_changed,voice_changed,flags_changed\n");
    for (swap, changes) in changes {
        let share = |count: usize| count as f64 / changes.segments.max(1) as f64;
        table.push_str(&format!(
            "{},{},{},{:.4},{:.4},{:.4}\n",
            swap.name(),
            changes.recordings,
            changes.segments,
            share(changes.section),
            share(changes.voice),
            share(changes.flags)
        ));
    }
    table
}

/// Precision and recall of phrasing over segments: lists alone, model alone, together.
pub fn phrasing_table(found: &[[Found; Category::ALL.len()]; Finder::ALL.len()]) -> String {
    let mut table = String::from("finder,category,wanted,found,right,precision,recall\n");
    for (finder, by_category) in Finder::ALL.iter().zip(found) {
        let all = by_category.iter().copied().fold(Found::default(), Found::and);
        let named = Category::ALL.iter().map(|category| category.name()).zip(by_category.iter().copied());
        for (category, f) in named.chain([("all", all)]) {
            table.push_str(&format!(
                "{},{category},{},{},{},{:.3},{:.3}\n",
                finder.name(),
                f.wanted,
                f.found,
                f.right,
                f.precision(),
                f.recall()
            ));
        }
    }
    table
}

/// One row for each reading of closely read recordings.
pub fn readings_table(rows: &[ReadingRow]) -> String {
    let mut table = String::from("reading,by,labelled,found,right,figure\n");
    for row in rows {
        let counted = row.counted;
        let name = row.reading.replace(',', ";");
        let counts = format!("{},{},{}", counted.labelled, counted.found, counted.right);
        table.push_str(&format!("{name},{},{counts},{:.3}\n", row.by, row.figure));
    }
    table
}

/// One row for each kind of identifier, then the persons whose names keep stand-ins that belong together.
pub fn identifiers_table(by_kind: &[Replacing; Kind::ALL.len()], persons: Persons) -> String {
    let mut table = String::from("kind,labelled,replaced,found,right,recall,precision\n");
    for (kind, counted) in Kind::ALL.iter().zip(by_kind) {
        table.push_str(&format!(
            "{},{},{},{},{},{:.3},{:.3}\n",
            kind.name(),
            counted.labelled,
            counted.replaced,
            counted.found,
            counted.right,
            counted.recall(),
            counted.precision()
        ));
    }
    let share = persons.kept as f64 / persons.named.max(1) as f64;
    table.push_str(&format!("persons kept one,{},{},,,{share:.3},\n", persons.named, persons.kept));
    table
}

/// One row for each reason for asking, then all of them.
pub fn questions_table(by_reason: &BTreeMap<String, Judged>) -> String {
    let mut table = String::from("reason,asked,judged,answered,partly,not apt\n");
    let mut all = Judged::default();
    let mut row = |reason: &str, one: &Judged| {
        let reason = reason.replace(',', ";");
        let Judged { asked, judged, answered, partly, not_apt } = one;
        table.push_str(&format!("{reason},{asked},{judged},{answered},{partly},{not_apt}\n"));
    };
    for (reason, one) in by_reason {
        row(reason, one);
        all.asked += one.asked;
        all.judged += one.judged;
        all.answered += one.answered;
        all.partly += one.partly;
        all.not_apt += one.not_apt;
    }
    row("all", &all);
    table
}
