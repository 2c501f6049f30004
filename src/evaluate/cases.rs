//! How well `supervise` tells, in whole cases, what became of plans and which risks have gone out of sight.

use super::followed::Told;
use crate::corpus::{CasePlan, CasePlanBecame, CaseRiskLater, LabelledCase};
use crate::engine::Engine;
use crate::recording::Draft;
use crate::section::Section;
use crate::supervision::{Became, CasePack, Followed, SupervisionError, arranged, pack};
use crate::text::{Recording, Source, Span};
use rayon::prelude::*;

/// One row: what is told of cases, and how it went.
pub struct CaseRow {
    pub told: &'static str,
    pub counted: Told,
}

/// Every case, read as `supervise` reads it.
pub fn cases(engine: &Engine, labelled: &[LabelledCase]) -> Result<Vec<CaseRow>, SupervisionError> {
    let of_case = |case: &LabelledCase| {
        let drafts: Vec<Draft> = recordings(case).into_iter().map(|one| engine.read(one)).collect();
        let arranged = arranged(&drafts, None, engine.rules())?;
        Ok(match pack(&drafts, &arranged, None, engine.rules()).cases.as_slice() {
            [read] => rows(case, read),
            _ => [Told::default(); ROWS.len()],
        })
    };
    let counted = labelled.par_iter().map(of_case).collect::<Result<Vec<_>, _>>()?;
    let sum = |row: usize| counted.iter().fold(Told::default(), |sum, own| sum.and(own[row]));
    Ok(ROWS.iter().enumerate().map(|(row, told)| CaseRow { told, counted: sum(row) }).collect())
}

const ROWS: [&str; 7] = [
    "a plan",
    "a plan looks done, by a sentence that tells it",
    "a plan looks done",
    "a plan went otherwise",
    "a plan perhaps told since, by a sentence that tells it",
    "of a plan nothing is found since",
    "a risk is not mentioned again",
];

/// The recordings of a case as rows of a table that names it.
fn recordings(case: &LabelledCase) -> Vec<Recording> {
    let source = |day: &str| {
        let fields = [("date", day), ("case", case.case.as_str())];
        let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
        Source { fields, ..Source::default() }
    };
    case.recordings.iter().map(|one| Recording::new(one.text.clone(), source(&one.date))).collect()
}

fn rows(case: &LabelledCase, read: &CasePack) -> [Told; ROWS.len()] {
    let labelled = |became: CasePlanBecame| case.plans.iter().filter(|plan| plan.became == became).count();
    let text = |recording: usize| case.recordings[recording].text.as_str();
    let label = |followed: &Followed| {
        case.plans.iter().find(|plan| {
            plan.recording == followed.recording && followed.span.overlaps(span(text(plan.recording), &plan.plan))
        })
    };
    let is = |became: CasePlanBecame| move |plan: &CasePlan| plan.became == became;
    let tells = |plan: &CasePlan, recording: usize, found: Option<Span>| {
        plan.told.iter().any(|told| {
            told.recording == recording
                && found.is_none_or(|found| found.overlaps(span(text(told.recording), &told.sentence)))
        })
    };
    let by_a_sentence = |followed: &Followed, plan: &CasePlan| {
        followed.later.as_ref().is_some_and(|later| tells(plan, later.recording, later.span))
    };
    let perhaps_told = |followed: &Followed, plan: &CasePlan| {
        followed.perhaps.is_some_and(|(recording, span)| tells(plan, recording, Some(span)))
    };
    let told_at_all = case.plans.iter().filter(|plan| plan.became != CasePlanBecame::Untold).count();
    let shows = |became: Became| {
        move |followed: &&Followed| followed.later.as_ref().is_some_and(|later| later.became == became)
    };
    let all = &read.followed;
    let done: Vec<&Followed> = all.iter().filter(shows(Became::Done)).collect();
    let changed: Vec<&Followed> = all.iter().filter(shows(Became::Changed)).collect();
    let perhaps: Vec<&Followed> = all.iter().filter(|followed| followed.perhaps.is_some()).collect();
    let is_unfound = |one: &&Followed| one.is_plain && one.later.is_none() && one.perhaps.is_none();
    let unfound: Vec<&Followed> = all.iter().filter(is_unfound).collect();
    let counted = |found: &[&Followed], labelled: usize, is_right: &dyn Fn(&Followed, &CasePlan) -> bool| Told {
        labelled,
        found: found.len(),
        right: found.iter().filter(|one| label(one).is_some_and(|plan| is_right(one, plan))).count(),
    };
    [
        counted(&all.iter().collect::<Vec<_>>(), case.plans.len(), &|_, _| true),
        counted(&done, labelled(CasePlanBecame::Done), &|one, plan| {
            is(CasePlanBecame::Done)(plan) && by_a_sentence(one, plan)
        }),
        counted(&done, labelled(CasePlanBecame::Done), &|_, plan| is(CasePlanBecame::Done)(plan)),
        counted(&changed, labelled(CasePlanBecame::Changed), &|_, plan| is(CasePlanBecame::Changed)(plan)),
        counted(&perhaps, told_at_all, &perhaps_told),
        counted(&unfound, labelled(CasePlanBecame::Untold), &|_, plan| is(CasePlanBecame::Untold)(plan)),
        out_of_sight(case, read),
    ]
}

fn out_of_sight(case: &LabelledCase, read: &CasePack) -> Told {
    let named: Vec<_> = read.out_of_sight.iter().filter(|one| one.section == Section::PriorityRisks).collect();
    let lost = || case.risks.iter().filter(|risk| risk.later == CaseRiskLater::Untold);
    let is_right = |recording: usize, found: Span| {
        lost().any(|risk| {
            risk.recording == recording && found.overlaps(span(&case.recordings[recording].text, &risk.risk))
        })
    };
    Told {
        labelled: lost().count(),
        found: named.len(),
        right: named.iter().filter(|one| is_right(one.first.0, one.first.1)).count(),
    }
}

/// Where labelled words stand.
fn span(text: &str, words: &str) -> Span {
    let start = text.find(words).unwrap_or(text.len());
    Span::new(start, (start + words.len()).min(text.len()))
}

/// One row for each.
pub fn cases_table(rows: &[CaseRow]) -> String {
    let mut table = String::from("told,labelled,found,right,precision,recall,f1\n");
    for CaseRow { told, counted } in rows {
        let Told { labelled, found, right } = counted;
        let (precision, recall, f1) = (counted.precision(), counted.recall(), counted.f1());
        table.push_str(&format!("\"{told}\",{labelled},{found},{right},{precision:.3},{recall:.3},{f1:.3}\n"));
    }
    table
}
