use crate::corpus::{ActionLabel, Entry, Label};
use crate::recording::Draft;
use crate::rules::{Category, Status};
use crate::section::{Section, Voice};
use crate::text::Span;
use std::collections::HashSet;

/// How one labelled segment was read.
pub struct Scored {
    pub expected: Section,
    /// The section that covers most of it.
    pub found: Section,
    /// The share of it that stands in an acceptable section.
    pub acceptable: f64,
    /// Placed among the risks in any part, or shown as one that may be.
    pub risk_placed: bool,
    pub risk_shown: bool,
    /// How likely any part of it could be called a risk, and whether its label says that it could.
    pub risk: f32,
    pub accepts_risk: bool,
    pub voice_is_right: bool,
    /// Of the placement that covers most of it.
    pub confidence: f32,
    /// For each category: labelled so, found so; neither where the label leaves it open.
    pub flags: [(bool, bool); Category::ALL.len()],
    /// For a planned action, whether each of who, when and measurable was read as labelled.
    pub action: Option<[bool; 3]>,
}

/// Figures over many segments, each a share from 0 to 1.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    pub segments: usize,
    pub macro_f1: f64,
    pub f1: [f64; Section::ALL.len()],
    pub acceptable: f64,
    pub risk_recall: f64,
    pub risk_shown: f64,
    pub voice: f64,
    /// Expected calibration error of the confidence, in ten bins.
    pub calibration_error: f64,
    /// For each category: precision and recall over segments.
    pub flags: [(f64, f64); Category::ALL.len()],
    /// Who, when, measurable.
    pub action: [f64; 3],
    pub confusion: [[usize; Section::ALL.len()]; Section::ALL.len()],
}

/// Reads a draft against the labels of its entry, segment by segment.
pub fn score(entry: &Entry, draft: &Draft) -> Vec<Scored> {
    entry.segments.iter().map(|label| score_one(label, draft)).collect()
}

fn score_one(label: &Label, draft: &Draft) -> Scored {
    let span = label.span();
    let mut shares = [0usize; Section::ALL.len()];
    let mut voices = [0usize; Voice::ALL.len()];
    let (mut most, mut confidence, mut also_risk, mut risk) = (0, 0.0, false, 0f32);
    for placed in &draft.segments {
        let shared = overlap(span, placed.span);
        if shared == 0 {
            continue;
        }
        shares[placed.section as usize] += shared;
        voices[placed.voice as usize] += shared;
        also_risk |= placed.also.contains(&Section::PriorityRisks);
        risk = risk.max(placed.risk.unwrap_or(0.0));
        if shared > most {
            (most, confidence) = (shared, placed.confidence);
        }
    }
    let total: usize = shares.iter().sum::<usize>().max(1);
    let accepted: usize =
        Section::ALL.iter().filter(|section| label.accepts(**section)).map(|section| shares[*section as usize]).sum();
    let risk_placed = shares[Section::PriorityRisks as usize] > 0;
    Scored {
        expected: label.section,
        found: Section::ALL[largest(&shares)],
        acceptable: accepted as f64 / total as f64,
        risk_placed,
        risk_shown: risk_placed || also_risk,
        risk,
        accepts_risk: label.accepts(Section::PriorityRisks),
        voice_is_right: Voice::ALL[largest(&voices)] == label.voice,
        confidence,
        flags: Category::ALL.map(|category| {
            let found =
                draft.findings.iter().any(|finding| finding.category == category && finding.span.overlaps(span));
            label.wants(category).map_or((false, false), |wanted| (wanted, found))
        }),
        action: label
            .action
            .filter(|action| action.status == Status::Planned)
            .map(|action| score_action(&action, span, draft)),
    }
}

fn score_action(label: &ActionLabel, span: Span, draft: &Draft) -> [bool; 3] {
    let found = || draft.actions.iter().filter(|action| action.span.overlaps(span));
    if found().next().is_none() {
        return [false; 3];
    }
    let told = |part: &str| found().any(|action| !action.missing().contains(&part));
    [told("who") == label.who, told("when") == label.when, told("measurable") == label.measurable]
}

fn overlap(a: Span, b: Span) -> usize {
    a.end().min(b.end()).saturating_sub(a.start().max(b.start()))
}

/// The first of the largest.
fn largest(counts: &[usize]) -> usize {
    (0..counts.len()).max_by_key(|&index| (counts[index], std::cmp::Reverse(index))).unwrap_or(0)
}

impl Scored {
    /// A placement of the labelled segment itself, from what gives nothing else.
    pub fn of_placement(label: &Label, section: Section, voice: Voice, confidence: f32) -> Scored {
        let is_risk = section == Section::PriorityRisks;
        Scored {
            expected: label.section,
            found: section,
            acceptable: if label.accepts(section) { 1.0 } else { 0.0 },
            risk_placed: is_risk,
            risk_shown: is_risk,
            risk: 0.0,
            accepts_risk: label.accepts(Section::PriorityRisks),
            voice_is_right: voice == label.voice,
            confidence,
            flags: Category::ALL.map(|category| (label.wants(category) == Some(true), false)),
            action: None,
        }
    }
}

impl Figures {
    pub fn of<'a>(scored: impl IntoIterator<Item = &'a Scored>) -> Figures {
        let scored: Vec<&Scored> = scored.into_iter().collect();
        let mut confusion = [[0; Section::ALL.len()]; Section::ALL.len()];
        scored.iter().for_each(|one| confusion[one.expected as usize][one.found as usize] += 1);
        let f1 = Section::ALL.map(|section| f1_of(&confusion, section as usize));
        let risks = || scored.iter().filter(|one| one.expected == Section::PriorityRisks);
        Figures {
            segments: scored.len(),
            macro_f1: f1.iter().sum::<f64>() / f1.len() as f64,
            f1,
            acceptable: mean(scored.iter().map(|one| one.acceptable)),
            risk_recall: share(risks().map(|one| one.risk_placed)),
            risk_shown: share(risks().map(|one| one.risk_shown)),
            voice: share(scored.iter().map(|one| one.voice_is_right)),
            calibration_error: calibration_error(&scored),
            flags: Category::ALL.map(|category| flag_figures(&scored, category as usize)),
            action: [0, 1, 2].map(|part| share(scored.iter().filter_map(|one| one.action).map(|parts| parts[part]))),
            confusion,
        }
    }
}

fn f1_of(confusion: &[[usize; Section::ALL.len()]; Section::ALL.len()], section: usize) -> f64 {
    let right = confusion[section][section];
    let expected: usize = confusion[section].iter().sum();
    let found: usize = confusion.iter().map(|row| row[section]).sum();
    if right == 0 { 0.0 } else { 2.0 * right as f64 / (expected + found) as f64 }
}

fn flag_figures(scored: &[&Scored], category: usize) -> (f64, f64) {
    let flags = || scored.iter().map(|one| one.flags[category]);
    let right = flags().filter(|&(labelled, found)| labelled && found).count() as f64;
    let found = flags().filter(|&(_, found)| found).count().max(1) as f64;
    let labelled = flags().filter(|&(labelled, _)| labelled).count().max(1) as f64;
    (right / found, right / labelled)
}

/// Mean gap between how sure and how often right, over ten bins of confidence, weighted by how many fall in each.
fn calibration_error(scored: &[&Scored]) -> f64 {
    const BINS: usize = 10;
    let mut bins = [(0usize, 0.0f64, 0usize); BINS];
    for one in scored {
        let bin = &mut bins[((one.confidence * BINS as f32) as usize).min(BINS - 1)];
        bin.0 += 1;
        bin.1 += f64::from(one.confidence);
        bin.2 += usize::from(one.found == one.expected);
    }
    let gap = |&(_, sure, right): &(usize, f64, usize)| (sure - right as f64).abs();
    bins.iter().map(gap).sum::<f64>() / scored.len().max(1) as f64
}

fn share(facts: impl Iterator<Item = bool>) -> f64 {
    mean(facts.map(f64::from))
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0usize), |(sum, count), value| (sum + value, count + 1));
    sum / count.max(1) as f64
}

/// F1 of where segments begin, over recordings as somebody would dictate them: `starts` beside the drafts made of that text.
pub fn boundary_f1<'a>(read: impl IntoIterator<Item = (&'a [Span], &'a Draft)>) -> f64 {
    let (mut right, mut found, mut labelled) = (0usize, 0usize, 0usize);
    for (spans, draft) in read {
        let starts: HashSet<usize> =
            spans.iter().filter(|span| !span.is_empty() && span.start() > 0).map(|span| span.start()).collect();
        let cuts: Vec<usize> =
            draft.segments.iter().map(|placed| placed.span.start()).filter(|&start| start > 0).collect();
        right += cuts.iter().filter(|cut| starts.contains(cut)).count();
        found += cuts.len();
        labelled += starts.len();
    }
    2.0 * right as f64 / (found + labelled).max(1) as f64
}
