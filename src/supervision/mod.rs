//! Several recordings of one worker's cases into the material for a conversation: under six questions, in the recordings' own sentences.
//! Everything here is pure; nothing is said of how good anybody's work is.

mod cases;
mod dropped;
mod earlier;
mod enough;
mod followed;
mod gathered;
mod holds;
mod own;
mod plans;
mod priorities;
mod questions;
mod scores;
mod session;
mod session_talk;
mod session_turns;
mod session_words;
mod spelled;
mod well;
mod worker;

pub use cases::{Case, ToldBy, cases, day};
pub use dropped::OutOfSight;
pub use earlier::{Against, Earlier, EarlierError, PlanSince, ScoreSince, Since};
pub use enough::Enough;
pub use followed::{Became, Follower, Rarity, Telling};
pub use gathered::Chosen;
pub use own::{Own, Pattern, Place, Progress, Shares, ToTry};
pub use plans::{Followed, Later};
pub use priorities::{Answer, Lately, Priority};
pub use questions::{Asked, Principle};
pub use scores::Moved;
pub use session::{Next, Said, Session, Speaker, session};
pub use session_talk::Form;
pub use session_turns::{Exchange, Undertaking};
pub use session_words::Role;
pub use well::{OWN_WORDS, STRENGTH};
pub use worker::{is_same, writer, writers};

use crate::recording::Draft;
use crate::rules::{Rules, Written};
use gathered::Told;
use well::Worries;

/// The six questions of a conversation in supervision, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Six {
    WorkingTowards,
    WorkingWell,
    WorriedAbout,
    NeedsToHappen,
    WhereNow,
    WhereToBe,
}

impl Six {
    pub const ALL: [Six; 6] =
        [Six::WorkingTowards, Six::WorkingWell, Six::WorriedAbout, Six::NeedsToHappen, Six::WhereNow, Six::WhereToBe];

    /// As a pack shows it.
    pub fn title(self) -> &'static str {
        match self {
            Six::WorkingTowards => "What are we working towards?",
            Six::WorkingWell => "What is working well?",
            Six::WorriedAbout => "What are we worried about?",
            Six::NeedsToHappen => "What needs to happen?",
            Six::WhereNow => "Where are we now?",
            Six::WhereToBe => "Where do we want to be?",
        }
    }
}

/// One recording as a pack reads it.
pub struct Read<'a> {
    pub draft: &'a Draft,
    pub day: Option<Written>,
    pub writer: Option<String>,
    /// True where the worker wrote it, or no worker was asked for.
    pub own: bool,
}

/// The material of one case. Recordings by their number in `read`.
pub struct CasePack<'a> {
    pub name: String,
    /// What the reader should know of how the case was read.
    pub notes: Vec<String>,
    pub read: Vec<Read<'a>>,
    /// What the worker did well, in their own sentences.
    pub well: Vec<Chosen>,
    /// Under each question, few and chosen sentences; of the newest recording, every worry and everything that is planned.
    pub six: Vec<(Six, Vec<Chosen>)>,
    /// Every likely risk, in an order for discussion.
    pub priorities: Vec<Priority>,
    pub enough: Enough,
    /// Every plan of a recording that another follows, and what the later ones tell of it.
    pub followed: Vec<Followed>,
    pub out_of_sight: Vec<OutOfSight>,
    pub moved: Vec<Moved>,
    pub asked: Vec<Asked>,
    /// Against an earlier pack that holds this case.
    pub since: Option<Since>,
}

/// A worker's cases.
pub struct Pack<'a> {
    pub worker: Option<String>,
    /// What the reader should know of how all of it was read.
    pub notes: Vec<String>,
    pub cases: Vec<CasePack<'a>>,
    pub against: Option<Against>,
}

/// Why no pack can be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SupervisionError {
    #[error("no recording is by {wanted}")]
    UnknownWorker {
        wanted: String,
        /// Those that recordings name, in the order of the alphabet.
        found: Vec<String>,
    },
}

/// Which recordings make which case, in what order, and by whom they are.
#[derive(Clone, Debug)]
pub struct Arranged {
    /// Under the fullest name that recordings tell, however it was asked for.
    pub worker: Option<String>,
    pub cases: Vec<Case>,
    /// Of each recording.
    days: Vec<Option<Written>>,
    by: Vec<Option<String>>,
    own: Vec<bool>,
}

/// The cases that hold a recording by `worker`, or every case where none is asked for.
pub fn arranged(drafts: &[Draft], worker: Option<&str>, rules: &Rules) -> Result<Arranged, SupervisionError> {
    let days: Vec<Option<Written>> = drafts.iter().map(|draft| day(draft, rules)).collect();
    let named: Vec<Option<String>> = drafts.iter().map(writer).collect();
    let known = writers(named.iter().flatten().map(String::as_str));
    let mut signing = known.clone();
    signing.extend(worker.filter(|worker| !known.iter().any(|name| is_same(name, worker))).map(str::to_owned));
    let by: Vec<Option<String>> = drafts
        .iter()
        .zip(named)
        .map(|(draft, named)| {
            let text = &draft.recording.text;
            named.or_else(|| worker::among(text, &known)).or_else(|| worker::by_initials(text, &signing))
        })
        .collect();
    let is_own = |by: &Option<String>| worker.is_none_or(|worker| by.as_deref().is_some_and(|by| is_same(by, worker)));
    let own: Vec<bool> = by.iter().map(is_own).collect();
    let mut cases = cases(drafts, &days);
    cases.retain(|case| case.recordings.iter().any(|&number| own[number]));
    match worker {
        Some(wanted) if cases.is_empty() => {
            Err(SupervisionError::UnknownWorker { wanted: wanted.to_owned(), found: known })
        }
        _ => {
            let full = |worker: &str| known.iter().find(|name| is_same(name, worker)).cloned();
            let worker = worker.map(|worker| full(worker).unwrap_or_else(|| worker.to_owned()));
            Ok(Arranged { worker, cases, days, by, own })
        }
    }
}

impl Arranged {
    /// The same for `drafts` of the same recordings with stand-ins: cases are called by a letter, and nobody is the worker.
    pub fn unnamed(&self, drafts: &[Draft]) -> Arranged {
        let letter =
            |at: usize| char::from_digit(10 + at as u32, 36).map_or(at.to_string(), |c| c.to_uppercase().to_string());
        let named = |(at, case): (usize, &Case)| Case { name: format!("Case {}", letter(at)), ..case.clone() };
        Arranged {
            worker: None,
            cases: self.cases.iter().enumerate().map(named).collect(),
            by: drafts.iter().map(writer).collect(),
            own: vec![true; drafts.len()],
            days: self.days.clone(),
        }
    }
}

/// The material of each case. `earlier`: what `supervise` wrote before, with version, model and rules of what reads now.
pub fn pack<'a>(
    drafts: &'a [Draft],
    arranged: &Arranged,
    earlier: Option<(&Earlier, [&str; 3])>,
    rules: &Rules,
) -> Pack<'a> {
    let follower = Follower::built_in();
    let read = |number: usize| Read {
        draft: &drafts[number],
        day: arranged.days[number],
        writer: arranged.by[number].clone(),
        own: arranged.own[number],
    };
    let mut used = questions::Used::new();
    let of_case = |case: &Case| {
        let read: Vec<Read> = case.recordings.iter().map(|&number| read(number)).collect();
        of_case(case, read, earlier.map(|(earlier, _)| earlier), &follower, rules, &mut used)
    };
    let cases: Vec<CasePack> = arranged.cases.iter().map(of_case).collect();
    let against = earlier.map(|(earlier, engine)| earlier.against(arranged.worker.as_deref(), &cases, engine));
    let notes = not_own(&cases, arranged.worker.as_deref()).into_iter().collect();
    Pack { worker: arranged.worker.clone(), notes, cases, against }
}

/// Which recordings are not read as the worker's own, said once for all cases.
fn not_own(cases: &[CasePack], worker: Option<&str>) -> Option<String> {
    let others = |case: &CasePack| case.read.iter().filter(|read| !read.own).count();
    let all: Vec<&Read> = cases.iter().flat_map(|case| &case.read).filter(|read| !read.own).collect();
    let unnamed = all.iter().filter(|read| read.writer.is_none()).count();
    let by_others = all.len() - unnamed;
    let are = |count: usize, one: &str, several: &str| {
        (count > 0).then(|| format!("{count} {}", if count == 1 { one } else { several }))
    };
    let parts =
        [are(by_others, "is by somebody else", "are by others"), are(unnamed, "names no writer", "name no writer")];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let by_case: Vec<String> =
        cases.iter().filter(|case| others(case) > 0).map(|case| format!("{} {}", case.name, others(case))).collect();
    let total: usize = cases.iter().map(|case| case.read.len()).sum();
    let is_read = if all.len() == 1 { "it is" } else { "they are" };
    (!parts.is_empty()).then(|| {
        format!(
            "Of the {total} recordings, {} ({}): {is_read} read too, for what became of things, and not as {}.",
            parts.join(" and "),
            by_case.join(", "),
            worker.map_or("one worker's own".into(), |worker| format!("{worker}'s own"))
        )
    })
}

/// What the worker's own recordings show of their writing, for the worker.
pub fn own(pack: &Pack) -> Own {
    own::own(pack)
}

fn of_case<'a>(
    case: &Case,
    read: Vec<Read<'a>>,
    earlier: Option<&Earlier>,
    follower: &Follower,
    rules: &Rules,
    used: &mut questions::Used,
) -> CasePack<'a> {
    let told = gathered::told(&read, follower);
    let followed = plans::followed(&told[..case.ordered], follower);
    let out_of_sight = dropped::out_of_sight(&told[..case.ordered], follower);
    let moved = scores::moved(&told, follower);
    let priorities = priorities::priorities(&told, follower);
    let place = |one: &Priority| (one.chosen.recording, one.chosen.span);
    let lost = || out_of_sight.iter().map(|one| one.first);
    let worries = Worries {
        all: priorities.iter().map(place).chain(lost()).collect(),
        grave: priorities.iter().filter(|one| one.is_telling()).map(place).chain(lost()).collect(),
    };
    let well = well::well(&told, &worries);
    let enough = enough::enough(&told);
    let six = gathered::six(&told, &well, &priorities, &enough, &out_of_sight, &moved);
    let holds = holds::Holds::of(&told, &followed, &out_of_sight, &moved, rules);
    let asked = questions::asked(&holds, &case.name, used);
    let mut notes = notes(case, &told);
    let old = earlier.and_then(|earlier| earlier.case(&case.name));
    if earlier.is_some() && old.is_none() {
        notes.push("This case was not in the earlier pack.".to_owned());
    }
    let risks: Vec<usize> = priorities.iter().map(|one| one.chosen.recording).collect();
    let since = old.map(|old| {
        let now = earlier::Now {
            told: &told,
            ordered: case.ordered,
            followed: &followed,
            out_of_sight: &out_of_sight,
            moved: &moved,
            risks: &risks,
        };
        old.since(&now, follower)
    });
    CasePack {
        notes,
        name: case.name.clone(),
        well,
        six,
        priorities,
        enough,
        followed,
        out_of_sight,
        moved,
        asked,
        since,
        read,
    }
}

/// What is said of how a case was read, so that nobody takes more from it than it tells.
fn notes(case: &Case, told: &[Told]) -> Vec<String> {
    let count = told.len();
    let mut notes = Vec::new();
    if count == 1 {
        notes.push("There is one recording, so nothing can be said yet of what became of its actions.".to_owned());
    } else if case.ordered == 0 {
        notes.push(
            "No recording tells the year it was made, so which came first is not known, and nothing is said of what became of actions. A date \
             in the text, in the name of the file (2026-05-04) or in a column “date” would settle it."
                .to_owned(),
        );
    } else if case.ordered < count {
        let left = count - case.ordered;
        notes.push(format!(
            "{left} of {count} recordings {} no day with its year: {} last here, and {} not followed from one recording to the next.",
            if left == 1 { "tells" } else { "tell" },
            if left == 1 { "it stands" } else { "they stand" },
            if left == 1 { "is" } else { "are" },
        ));
    }
    if case.told_by == ToldBy::File && count > 1 {
        notes.push(
            "No column of this table says whose recordings these are, so they are read as one case: name one “person” or “case” if there are several."
                .to_owned(),
        );
    }
    let people = gathered::people(told);
    if case.told_by != ToldBy::Column && people > 1 {
        notes.push(format!(
            "Their first lines name {people} people as the one they are about: please check that these recordings belong together."
        ));
    }
    notes
}

#[cfg(test)]
mod examples {
    use super::*;
    use crate::placement::Placed;
    use crate::section::{Section, Voice};
    use crate::text::{Recording, Source, Span};

    /// A recording whose first line is its day, and each further line a sentence in its place.
    pub fn draft(day: &str, lines: &[(&str, Section)]) -> Draft {
        let mut text = format!("{day}\n");
        let mut segments = Vec::new();
        for (line, section) in lines {
            let span = Span::new(text.len(), text.len() + line.len());
            text.push_str(line);
            text.push('\n');
            segments.push(Placed {
                span,
                section: *section,
                confidence: 0.9,
                risk: None,
                also: Vec::new(),
                voice: Voice::Unattributed,
                quoted: false,
                reason: String::new(),
                heading: false,
                speaker: None,
                aside: None,
            });
        }
        let written = Rules::built_in().written(&text, &serde_json::Map::new());
        Draft { written, segments, ..Draft::unread(Recording::new(text, Source::default())) }
    }

    pub fn read(drafts: &[Draft]) -> Vec<Read<'_>> {
        drafts.iter().map(|draft| Read { draft, day: draft.written, writer: None, own: true }).collect()
    }
}
