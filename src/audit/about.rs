//! What is told of a recording beside its words: its day, the person it is of, and the groups it belongs to. Who wrote it is looked at only to keep back
//! what would be one worker's figures.

use super::columns::{Asked, Role};
use super::likeness::Signature;
use crate::rules::{Order, Rules};
use crate::segment;
use crate::text::{Recording, What};

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

    pub fn role(self) -> Role {
        match self {
            Dimension::Team => Role::Team,
            Dimension::Service => Role::Service,
            Dimension::Kind => Role::Kind,
            Dimension::Month => Role::Month,
        }
    }
}

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
    /// True where the column for its date holds what is not understood as a day with its year.
    pub unclear_date: bool,
    /// Whether the day or the month stands first in the column for its date, where both are numbers.
    pub(super) order: Option<Order>,
    pub signature: Option<Signature>,
}

impl About {
    /// Columns that were asked for are read in place of those with usual names.
    pub fn of(recording: &Recording, asked: &Asked, rules: &Rules) -> About {
        let fields = &recording.source.fields;
        let told = |role: Role| asked.told(role, fields).map(|(_, value)| value);
        let (text, of_dates) = (recording.without(What::is_workings), asked.for_dates(fields));
        let written = rules.written(&text, &of_dates);
        let day = written.filter(|written| written.tells_year()).map(|written| written.iso());
        let is_unclear = |dated: crate::rules::Dated| !dated.written.is_some_and(|written| written.tells_year());
        let dated = rules.dated(&of_dates);
        let order = dated.and_then(|dated| dated.order);
        let unclear_date = dated.is_some_and(is_unclear);
        let groups = Dimension::ALL.map(|dimension| {
            let told = told(dimension.role());
            // `2026-05`
            let month = || day.as_deref().and_then(|day| day.get(..7)).map(str::to_owned);
            if dimension == Dimension::Month { told.or_else(month) } else { told }
        });
        let signature = Signature::of(&recording.text, &segment::segments(recording));
        About { groups, person: told(Role::Person), worker: told(Role::Worker), day, unclear_date, order, signature }
    }
}

/// Where the month plainly stands first in some dates and the day in none, a date that could be either is not read as a day. Says how many dates have
/// the month first.
pub(super) fn doubt_month_first(abouts: &mut [About]) -> usize {
    let count = |wanted: Order| abouts.iter().filter(|about| about.order == Some(wanted)).count();
    let month_first = count(Order::MonthFirst);
    if month_first == 0 || count(Order::DayFirst) > 0 {
        return 0;
    }
    for about in abouts.iter_mut().filter(|about| about.order == Some(Order::Either)) {
        let month = about.day.take();
        about.unclear_date = true;
        let own = &mut about.groups[Dimension::Month as usize];
        // What a column for months tells is kept.
        if own.as_deref() == month.as_deref().and_then(|day| day.get(..7)) {
            *own = None;
        }
    }
    month_first
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
        let about = About::of(&recording, &Asked::default(), &Rules::built_in());
        assert_eq!(about.groups, [Some("North".into()), None, Some("visit".into()), Some("2026-05".into())]);
        assert_eq!((about.person.as_deref(), about.day.as_deref()), (Some("7"), Some("2026-05-04")));
        assert_eq!(about.signature, None);
    }

    #[test]
    fn a_column_that_was_asked_for_is_read_in_place_of_the_usual_one() {
        let row = serde_json::json!({ "Unit": "Ward 3", "Patch": "North", "date": "2026-05-04", "Seen": "19-Apr-26", "Ended": "soon" });
        let recording =
            Recording::new("Tea.".into(), Source { fields: row.as_object().unwrap().clone(), ..Source::default() });
        let about = |asked: &[&str]| {
            let asked = asked.iter().map(|one| Asked::read(one).unwrap()).collect();
            About::of(&recording, &asked, &Rules::built_in())
        };
        assert_eq!((about(&[]).groups[0].as_deref(), about(&[]).day.as_deref()), (Some("Ward 3"), Some("2026-05-04")));
        let asked = about(&["team=patch", "date=Seen"]);
        assert_eq!((asked.groups[0].as_deref(), asked.day.as_deref()), (Some("North"), Some("2026-04-19")));
        let unclear = about(&["date=Ended", "team=Nothing"]);
        assert_eq!((unclear.unclear_date, unclear.day, &unclear.groups[0]), (true, None, &None));
    }

    #[test]
    fn an_export_with_the_month_first_is_not_read_day_first() {
        let abouts = |days: &[&str]| -> Vec<About> {
            let about = |day: &&str| {
                let fields = serde_json::json!({ "date": day }).as_object().unwrap().clone();
                let recording = Recording::new("Tea.".into(), Source { fields, ..Source::default() });
                About::of(&recording, &Asked::default(), &Rules::built_in())
            };
            days.iter().map(about).collect()
        };
        let mut doubted = abouts(&["04/23/2026", "04/05/2026", "2026-05-06"]);
        assert_eq!(doubt_month_first(&mut doubted), 1);
        let days: Vec<(Option<&str>, Option<&str>, bool)> = doubted
            .iter()
            .map(|about| (about.day.as_deref(), about.groups[3].as_deref(), about.unclear_date))
            .collect();
        assert_eq!(days, [(None, None, true), (None, None, true), (Some("2026-05-06"), Some("2026-05"), false)]);
        for days in [["04/23/2026", "23/04/2026", "04/05/2026"], ["04/05/2026", "05/05/2026", "06/05/2026"]] {
            let mut read = abouts(&days);
            assert_eq!(doubt_month_first(&mut read), 0);
            assert!(read.iter().any(|about| about.day.as_deref() == Some("2026-05-04")), "{days:?}");
        }
    }

    #[test]
    fn a_day_without_a_year_gives_no_month() {
        let recording = Recording::new("4 May. Tea with Ron.".into(), Source::default());
        assert_eq!(About::of(&recording, &Asked::default(), &Rules::built_in()).groups[3], None);
    }
}
