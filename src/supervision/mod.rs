//! Several recordings of one worker's cases into the material for a conversation: under six questions, in the recordings' own sentences.
//! Everything here is pure; nothing is said of how good anybody's work is.

mod cases;
mod dropped;
mod followed;
mod gathered;
mod own;
mod questions;
mod worker;

pub use cases::{Case, ToldBy, cases, day};
pub use dropped::{Moved, OutOfSight};
pub use followed::{Became, Follower, Telling};
pub use gathered::{Chosen, Followed, Later};
pub use own::{Own, Pattern, Shares};
pub use questions::{Asked, Principle};
pub use worker::{is_same, writer, writers};

use crate::recording::Draft;
use crate::rules::{Rules, Written};
use gathered::Told;

/// The six questions of a conversation in supervision, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
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
    /// Under each question but the fourth and fifth, few and chosen sentences.
    pub six: Vec<(Six, Vec<Chosen>)>,
    /// Every plan of a recording that another follows, and what the later ones tell of it.
    pub followed: Vec<Followed>,
    pub out_of_sight: Vec<OutOfSight>,
    pub moved: Vec<Moved>,
    pub asked: Vec<Asked>,
}

/// A worker's cases.
pub struct Pack<'a> {
    pub worker: Option<String>,
    pub cases: Vec<CasePack<'a>>,
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

/// The pack of the cases that hold a recording by `worker`, or of every case where none is asked for.
pub fn pack<'a>(drafts: &'a [Draft], worker: Option<&str>, rules: &Rules) -> Result<Pack<'a>, SupervisionError> {
    let follower = Follower::built_in();
    let days: Vec<Option<Written>> = drafts.iter().map(|draft| day(draft, rules)).collect();
    let named: Vec<Option<String>> = drafts.iter().map(writer).collect();
    let known = writers(named.iter().flatten().map(String::as_str));
    let by: Vec<Option<String>> = drafts
        .iter()
        .zip(named)
        .map(|(draft, named)| named.or_else(|| worker::among(&draft.recording.text, &known)))
        .collect();
    let is_own =
        |number: usize| worker.is_none_or(|worker| by[number].as_deref().is_some_and(|by| is_same(by, worker)));
    let read = |number: usize| Read {
        draft: &drafts[number],
        day: days[number],
        writer: by[number].clone(),
        own: is_own(number),
    };
    let wanted = cases(drafts, &days).into_iter().filter(|case| case.recordings.iter().any(|&number| is_own(number)));
    let cases: Vec<CasePack> = wanted
        .map(|case| {
            let read: Vec<Read> = case.recordings.iter().map(|&number| read(number)).collect();
            of_case(&case, read, &follower, rules)
        })
        .collect();
    match worker {
        Some(wanted) if cases.is_empty() => {
            Err(SupervisionError::UnknownWorker { wanted: wanted.to_owned(), found: known })
        }
        _ => {
            // Under the fullest name that recordings tell, however it was asked for.
            let full = |worker: &str| known.iter().find(|name| is_same(name, worker)).cloned();
            Ok(Pack { worker: worker.map(|worker| full(worker).unwrap_or_else(|| worker.to_owned())), cases })
        }
    }
}

/// What the worker's own recordings show of their writing, for the worker.
pub fn own(pack: &Pack) -> Own {
    own::own(pack)
}

fn of_case<'a>(case: &Case, read: Vec<Read<'a>>, follower: &Follower, rules: &Rules) -> CasePack<'a> {
    let told = gathered::told(&read, follower);
    let followed = gathered::followed(&told[..case.ordered], follower);
    let out_of_sight = dropped::out_of_sight(&told[..case.ordered], &followed, follower);
    let moved = dropped::moved(&told, follower);
    let well = gathered::well(&told);
    let six = gathered::six(&told, &well, follower);
    let holds = questions::Holds::of(&told, &followed, &out_of_sight, &moved, rules);
    let asked = questions::asked(&holds, &case.name);
    CasePack {
        notes: notes(case, &told),
        name: case.name.clone(),
        well,
        six,
        followed,
        out_of_sight,
        moved,
        asked,
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
    let others = told.iter().filter(|told| !told.read.own).count();
    if others > 0 {
        let unnamed = told.iter().filter(|told| told.read.writer.is_none()).count();
        let by_others = others - unnamed;
        let mut parts = Vec::new();
        if by_others > 0 {
            parts.push(format!("{by_others} {} by somebody else", if by_others == 1 { "is" } else { "are" }));
        }
        if unnamed > 0 {
            parts.push(format!("{unnamed} {} nobody as the writer", if unnamed == 1 { "names" } else { "name" }));
        }
        notes.push(format!("Of the {count} recordings, {}: read too, for what became of things.", parts.join(" and ")));
    }
    notes
}
