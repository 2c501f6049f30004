//! Outcomes: what kind of thing a wish or an aim is, and the themes under which Talking Points gathers what matters to people.

use serde::{Deserialize, Serialize};

/// What a wish or an aim is, by the test question *what would that give you, do for you, or make possible for you?*
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A difference in a life, in terms the person would recognise.
    Outcome,
    /// A service, an aid or an arrangement, where the question still has to be asked.
    Service,
    /// Something completed or attended.
    Output,
    /// A liking, a feeling or a view at which nothing is aimed.
    Other,
}

impl Kind {
    pub const ALL: [Kind; 4] = [Kind::Outcome, Kind::Service, Kind::Output, Kind::Other];
}

/// The themes of Talking Points: quality of life, how help is given, and change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    Safe,
    ThingsToDo,
    SeeingPeople,
    Well,
    Home,
    Respected,
    ListenedTo,
    HavingASay,
    Reliable,
    Confidence,
    Skills,
    Mobility,
    Symptoms,
}

impl Theme {
    pub const ALL: [Theme; 13] = [
        Theme::Safe,
        Theme::ThingsToDo,
        Theme::SeeingPeople,
        Theme::Well,
        Theme::Home,
        Theme::Respected,
        Theme::ListenedTo,
        Theme::HavingASay,
        Theme::Reliable,
        Theme::Confidence,
        Theme::Skills,
        Theme::Mobility,
        Theme::Symptoms,
    ];

    /// The part of Talking Points it stands in.
    pub fn part(self) -> &'static str {
        match self {
            Theme::Safe | Theme::ThingsToDo | Theme::SeeingPeople | Theme::Well | Theme::Home => "quality of life",
            Theme::Respected | Theme::ListenedTo | Theme::HavingASay | Theme::Reliable => "how help is given",
            Theme::Confidence | Theme::Skills | Theme::Mobility | Theme::Symptoms => "change",
        }
    }

    /// As a page shows it.
    pub fn title(self) -> &'static str {
        match self {
            Theme::Safe => "feeling safe",
            Theme::ThingsToDo => "things to do",
            Theme::SeeingPeople => "seeing people",
            Theme::Well => "being as well as I can be",
            Theme::Home => "living where and how I want",
            Theme::Respected => "being treated with respect",
            Theme::ListenedTo => "being listened to",
            Theme::HavingASay => "having a say",
            Theme::Reliable => "help I can rely on",
            Theme::Confidence => "confidence",
            Theme::Skills => "skills",
            Theme::Mobility => "getting about",
            Theme::Symptoms => "fewer symptoms",
        }
    }
}
