//! The sections of a restructured recording, and whose account a segment can be.

use serde::{Deserialize, Serialize};

/// The sections of a restructured recording, in the order they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    WhatMatters,
    Strengths,
    PriorityRisks,
    AgreedActions,
    Context,
}

impl Section {
    pub const ALL: [Section; 5] =
        [Section::WhatMatters, Section::Strengths, Section::PriorityRisks, Section::AgreedActions, Section::Context];

    /// As a heading shows it.
    pub fn title(self) -> &'static str {
        match self {
            Section::WhatMatters => "What matters",
            Section::Strengths => "Strengths",
            Section::PriorityRisks => "Priority risks",
            Section::AgreedActions => "Agreed actions",
            Section::Context => "Also recorded",
        }
    }
}

/// Whose account a segment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Voice {
    Person,
    /// Relatives, friends and unpaid carers.
    Family,
    /// The writer's own seeing, doing or thinking.
    Practitioner,
    /// Another worker or agency.
    Professional,
    /// Reported by nobody who is named.
    Unattributed,
}

impl Voice {
    pub const ALL: [Voice; 5] =
        [Voice::Person, Voice::Family, Voice::Practitioner, Voice::Professional, Voice::Unattributed];
}
