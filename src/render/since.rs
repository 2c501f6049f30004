//! What has changed since an earlier pack, as a part of a paper.

use super::pack::{became, by_day, count, day, more, perhaps, without_bullet, words};
use super::paper::{Line, PaperPart};
use crate::supervision::{Became, CasePack, PlanSince, ScoreSince, Since};

/// The most of each kind that a paper shows.
const MOST: usize = 2;
const MOST_PLANS: usize = 6;
const MOST_SILENT: usize = 6;

pub fn since(case: &CasePack, told: &Since) -> PaperPart {
    let heading = match told.until.as_deref().and_then(in_words) {
        Some(day) => format!("What has changed since the last pack, which read up to {day}"),
        None => "What has changed since the last pack".into(),
    };
    let mut lines = vec![Line { words: counted(case, told), ..Line::default() }];
    if told.new.is_empty() {
        return PaperPart { heading, lines, after: Vec::new() };
    }
    let of = |wanted: Option<Became>| {
        told.plans.iter().filter(move |one| one.later.as_ref().map(|later| later.became) == wanted)
    };
    let perhaps = of(None).filter(|one| one.perhaps.is_some());
    let shown: Vec<&PlanSince> = of(Some(Became::Done)).chain(of(Some(Became::Changed))).chain(perhaps).collect();
    lines.extend(shown.iter().take(MOST_PLANS).map(|one| plan(case, one)));
    lines.extend(told.scores.iter().take(MOST).map(|one| score(case, one)));
    lines.extend(told.back.iter().take(MOST).map(|sentence| Line {
        words: sentence.clone(),
        beside: Some("had gone out of sight; mentioned again".into()),
        then: None,
    }));
    let silent: Vec<&PlanSince> = told.plans.iter().filter(|one| is_silent(one)).collect();
    lines.extend(silent.iter().take(MOST_SILENT).map(|one| plan(case, one)));
    let left = [
        more(shown.len().saturating_sub(MOST_PLANS), "plan with news of it", "plans with news of them"),
        more(silent.len().saturating_sub(MOST_SILENT), "plan without news of it", "plans without news of them"),
    ];
    PaperPart { heading, lines, after: left.into_iter().filter(|left| !left.is_empty()).collect() }
}

/// True where nothing was found of a plan in what is new.
fn is_silent(plan: &PlanSince) -> bool {
    plan.later.is_none() && plan.perhaps.is_none()
}

/// How many recordings are new or gone, and what is open.
fn counted(case: &CasePack, told: &Since) -> String {
    if told.new.is_empty() {
        let gone = match told.gone {
            0 => String::new(),
            gone => format!(" {} of the last pack {} not among these.", count(gone, "recording"), is(gone)),
        };
        return format!("No recording is new, so nothing can have changed.{gone}");
    }
    const NAMED: usize = 4;
    let mut days: Vec<String> = told.new.iter().take(NAMED).map(|&at| day(&case.read[at])).collect();
    if told.new.len() > NAMED {
        days.push("and others".into());
    }
    let silent = told.plans.iter().filter(|plan| is_silent(plan)).count();
    let mut all =
        vec![format!("{} {} new ({}).", count(told.new.len(), "recording"), is(told.new.len()), days.join(", "))];
    if !told.plans.is_empty() {
        let were = if told.plans.len() == 1 { "was" } else { "were" };
        let open = count(told.plans.len(), "plan");
        all.push(format!("{open} {were} open then; nothing was found since of {silent} of them."));
    }
    all.push(format!(
        "New in what was recorded since: {}, {}.",
        count(told.planned, "plan"),
        if told.risks.len() == 1 { "1 worry".into() } else { format!("{} worries", told.risks.len()) }
    ));
    if told.gone > 0 {
        let these = if told.gone == 1 { "its plans are" } else { "their plans are" };
        all.push(format!(
            "{} of the last pack {} not among these: {these} looked for by their words.",
            count(told.gone, "recording"),
            is(told.gone)
        ));
    }
    all.join(" ")
}

fn is(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

fn plan(case: &CasePack, one: &PlanSince) -> Line {
    let planned = one.planned.as_deref().and_then(in_words).map(|day| format!("planned {day}"));
    let then = match &one.later {
        Some(later) => became(case, later, "looks done since"),
        None => one.perhaps.map(|at| perhaps(case, at)),
    };
    let silent = is_silent(one).then(|| "nothing found since that tells what became of it".to_owned());
    let beside: Vec<String> = planned.into_iter().chain(one.later.as_ref().and_then(by_day)).chain(silent).collect();
    let sentence = crate::text::on_one_line(&one.words);
    Line {
        words: without_bullet(&sentence).to_owned(),
        beside: Some(beside.join("; ")).filter(|beside| !beside.is_empty()),
        then,
    }
}

fn score(case: &CasePack, one: &ScoreSince) -> Line {
    let (recording, span) = one.told;
    let of = one.of.map(|of| format!(" out of {of}")).unwrap_or_default();
    let moved = format!("the number was {} and is {}{of}; {}", one.before, one.now, day(&case.read[recording]));
    Line { words: words(case, recording, span), beside: Some(moved), then: None }
}

/// `2025-06-12` as `12 June 2025`.
fn in_words(date: &str) -> Option<String> {
    let day: jiff::civil::Date = date.parse().ok()?;
    Some(day.strftime("%-d %B %Y").to_string())
}
