//! Who and where people are, found in the words of a recording and replaced by stand-ins.
//!
//! This happens before anything else reads the recording, so that every span of a draft indexes the text with its stand-ins. No list knows every
//! name: what is found is most of it, and a person must read the rest before it is shared.

mod addresses;
mod batch;
mod births;
mod digits;
mod lists;
mod names;
mod numbers;
mod stand_ins;

pub use batch::{Pseudonymised, Replaced, pseudonymise};
pub use names::{Weighed, Writing};

use crate::text::Span;
use serde::{Deserialize, Serialize};

/// What something found tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Name,
    Nhs,
    #[serde(rename = "ni")]
    NationalInsurance,
    Birth,
    Phone,
    /// An address for mail, or a name in a network.
    Email,
    Postcode,
    Address,
    /// By which a case system, a prison, a hospital or a bank knows somebody.
    PersonId,
    Registration,
}

impl Kind {
    pub const ALL: [Kind; 10] = [
        Kind::Name,
        Kind::Nhs,
        Kind::NationalInsurance,
        Kind::Birth,
        Kind::Phone,
        Kind::Email,
        Kind::Postcode,
        Kind::Address,
        Kind::PersonId,
        Kind::Registration,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Kind::Name => "name",
            Kind::Nhs => "nhs",
            Kind::NationalInsurance => "ni",
            Kind::Birth => "birth",
            Kind::Phone => "phone",
            Kind::Email => "email",
            Kind::Postcode => "postcode",
            Kind::Address => "address",
            Kind::PersonId => "person_id",
            Kind::Registration => "registration",
        }
    }
}

/// Words that tell who somebody is. A name holds its title, never its `'s`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    pub span: Span,
    pub kind: Kind,
}

/// Everything in `text` that tells who somebody is, in order and apart from each other. `told`: names that are known from elsewhere, as a
/// column of the table that holds the recording.
pub fn find(text: &str, told: &[String]) -> Vec<Found> {
    let mut found = numbers::find(text);
    let addresses = addresses::find(text, &found);
    keep_apart(&mut found, addresses);
    let names = names::find(text, &found, told);
    keep_apart(&mut found, names);
    let births = births::find(text, &found);
    keep_apart(&mut found, births);
    found
}

/// Every word of `text` that is weighed as a name, with what speaks for and against it: what the weights are fitted to.
pub fn weigh(text: &str) -> Vec<Weighed> {
    let mut found = numbers::find(text);
    let addresses = addresses::find(text, &found);
    keep_apart(&mut found, addresses);
    names::weigh(text, &found)
}

/// True where `span` touches nothing of `found`, which is in order.
fn is_free(found: &[Found], span: Span) -> bool {
    let next = found.partition_point(|one| one.span.end() <= span.start());
    found.get(next).is_none_or(|one| !one.span.overlaps(span))
}

/// The words of the same line that stand before `at`, in lower case, at most about `most` bytes of them.
fn before(text: &str, at: usize, most: usize) -> String {
    let from = text.ceil_char_boundary(at.saturating_sub(most));
    let near = &text[from..at];
    near.rsplit('\n').next().unwrap_or(near).to_lowercase()
}

/// Adds what touches nothing of `found` and nothing added before it; `more` is in order.
fn keep_apart(found: &mut Vec<Found>, more: impl IntoIterator<Item = Found>) {
    let mut rest = 0;
    let mut free: Vec<Found> = Vec::new();
    for one in more {
        if one.span.start() >= rest && is_free(found, one.span) {
            rest = one.span.end();
            free.push(one);
        }
    }
    found.extend(free);
    found.sort_by_key(|one| one.span);
}
