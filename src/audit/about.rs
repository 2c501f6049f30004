//! What is told of a recording beside its words: its day, the person it is of, and the groups it belongs to. Who wrote it is looked at only to keep back
//! what would be one worker's figures.

use super::likeness::Signature;
use crate::rules::Rules;
use crate::segment;
use crate::text::{Recording, WORKER, What};

/// Ways in which recordings are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dimension {
    Team,
    Service,
    Kind,
    Month,
}

impl Dimension {
    pub const ALL: [Dimension; 4] = [Dimension::Team, Dimension::Service, Dimension::Kind, Dimension::Month];

    pub fn title(self) -> &'static str {
        match self {
            Dimension::Team => "team",
            Dimension::Service => "service",
            Dimension::Kind => "kind",
            Dimension::Month => "month",
        }
    }

    /// Columns that tell it, as exports name them; small letters alone.
    fn columns(self) -> &'static [&'static str] {
        match self {
            Dimension::Team => &["team", "teamname", "locality", "hub", "unit"],
            Dimension::Service => &["service", "servicename", "servicetype", "department", "directorate"],
            Dimension::Kind => &["kind", "type", "notetype", "casenotetype", "recordingtype", "contacttype", "form"],
            Dimension::Month => &["month"],
        }
    }
}

const PERSON: [&str; 11] = [
    "person",
    "personid",
    "personref",
    "case",
    "caseid",
    "client",
    "clientid",
    "serviceuser",
    "serviceuserid",
    "child",
    "childid",
];

/// The group of a recording in one dimension; none where no column tells it.
pub type Group = Option<String>;

#[derive(Clone, Debug)]
pub struct About {
    /// In the order of [`Dimension::ALL`].
    pub groups: [Group; Dimension::ALL.len()],
    pub person: Option<String>,
    /// Who wrote it, for keeping back what would be one worker's figures; it is shown nowhere.
    pub worker: Option<String>,
    /// As ISO 8601 writes it, where the year is told.
    pub day: Option<String>,
    pub signature: Option<Signature>,
}

impl About {
    pub fn of(recording: &Recording, rules: &Rules) -> About {
        let source = &recording.source;
        let written = rules.written(&recording.without(What::is_workings), &source.fields);
        let day = written.filter(|written| written.tells_year()).map(|written| written.iso());
        let groups = Dimension::ALL.map(|dimension| {
            let told = source.column(dimension.columns());
            // `2026-05`
            let month = || day.as_deref().and_then(|day| day.get(..7)).map(str::to_owned);
            if dimension == Dimension::Month { told.or_else(month) } else { told }
        });
        let signature = Signature::of(&recording.text, &segment::segments(recording));
        About { groups, person: source.column(&PERSON), worker: source.column(&WORKER), day, signature }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Source;

    #[test]
    fn columns_are_known_by_usual_names() {
        let row = serde_json::json!({
            "Team Name": " North ", "Note Type": "visit", "worker": "A. N. Other", "Practitioner": "X", "Person ID": 7,
            "date": "2026-05-04", "service": ""
        });
        let fields = row.as_object().unwrap().clone();
        let recording = Recording::new("Tea.".into(), Source { fields, ..Source::default() });
        let about = About::of(&recording, &Rules::built_in());
        assert_eq!(about.groups, [Some("North".into()), None, Some("visit".into()), Some("2026-05".into())]);
        assert_eq!((about.person.as_deref(), about.day.as_deref()), (Some("7"), Some("2026-05-04")));
        assert_eq!(about.signature, None);
    }

    #[test]
    fn a_day_without_a_year_gives_no_month() {
        let recording = Recording::new("4 May. Tea with Ron.".into(), Source::default());
        assert_eq!(About::of(&recording, &Rules::built_in()).groups[3], None);
    }
}
