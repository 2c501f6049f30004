//! Which columns of tables an audit reads, and for what, so that a wrong guess can be seen and mended.

use crate::rules::Rules;
use crate::text::{DATE, PERSON, Recording, WORKER, columns, plain_name};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// What a column is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Recording,
    Id,
    Date,
    Person,
    Team,
    Service,
    Kind,
    Month,
    Worker,
}

impl Role {
    pub const ALL: [Role; 9] = [
        Role::Recording,
        Role::Id,
        Role::Date,
        Role::Person,
        Role::Team,
        Role::Service,
        Role::Kind,
        Role::Month,
        Role::Worker,
    ];

    pub fn title(self) -> &'static str {
        match self {
            Role::Recording => "recording",
            Role::Id => "id",
            Role::Date => "date",
            Role::Person => "person",
            Role::Team => "team",
            Role::Service => "service",
            Role::Kind => "kind",
            Role::Month => "month",
            Role::Worker => "worker",
        }
    }

    /// Columns that tell it, as exports name them. What holds the recording and its id is chosen where the table is read.
    fn usual(self) -> &'static [&'static str] {
        match self {
            Role::Recording | Role::Id => &[],
            Role::Date => &DATE,
            Role::Person => &PERSON,
            Role::Team => {
                &["team", "team name", "allocated team", "responsible team", "worker team", "locality", "hub", "unit"]
            }
            Role::Service => &["service", "service name", "service area", "service type", "department", "directorate"],
            Role::Kind => &[
                "kind",
                "type",
                "note type",
                "case note type",
                "recording type",
                "contact type",
                "event type",
                "activity type",
                "entry type",
                "type of contact",
                "form",
            ],
            Role::Month => &["month"],
            Role::Worker => &WORKER,
        }
    }

    /// True of what `--column` names; for the others there are options of their own.
    fn can_be_asked(self) -> bool {
        !matches!(self, Role::Recording | Role::Id)
    }
}

/// Columns that were asked for by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked(BTreeMap<Role, String>);

impl FromIterator<(Role, String)> for Asked {
    fn from_iter<T: IntoIterator<Item = (Role, String)>>(asked: T) -> Asked {
        Asked(asked.into_iter().collect())
    }
}

impl Asked {
    /// `team=Ward name`.
    ///
    /// # Errors
    /// Says what can be asked for.
    pub fn read(option: &str) -> Result<(Role, String), String> {
        let (what, name) = option.split_once('=').unwrap_or((option, ""));
        let role = Role::ALL.into_iter().find(|role| role.can_be_asked() && role.title() == what.trim().to_lowercase());
        match role.filter(|_| !plain_name(name).is_empty()) {
            Some(role) => Ok((role, name.trim().to_owned())),
            None => {
                let all = Role::ALL.into_iter().filter(|role| role.can_be_asked()).map(Role::title);
                let all = all.collect::<Vec<_>>().join(", ");
                Err(format!("write what it tells, then its name, such as team=\"Ward name\"; it can tell {all}"))
            }
        }
    }

    /// The column that tells `role` of a row, with what it holds.
    pub(super) fn told<'a>(&self, role: Role, fields: &'a Map<String, Value>) -> Option<(&'a str, String)> {
        let told = match self.0.get(&role) {
            Some(name) => columns(fields, &[name]),
            None => columns(fields, role.usual()),
        };
        told.into_iter().next()
    }

    /// Those columns of a row in which its date is looked for.
    pub(super) fn for_dates(&self, fields: &Map<String, Value>) -> Map<String, Value> {
        let Some(name) = self.0.get(&Role::Date) else { return fields.clone() };
        let told = columns(fields, &[name]).into_iter();
        // Under a name that is looked at, whatever its own.
        told.map(|(_, value)| (DATE[0].to_owned(), Value::String(value))).take(1).collect()
    }
}

/// Which columns were read, gathered as recordings pass.
#[derive(Clone, Debug, Default)]
pub struct Used {
    /// In how many recordings a column told this.
    told: BTreeMap<(Role, String), usize>,
    all: BTreeSet<String>,
    asked: Asked,
}

impl Used {
    pub fn new(asked: Asked) -> Used {
        Used { asked, ..Used::default() }
    }

    pub fn take(&mut self, recording: &Recording, rules: &Rules) {
        const MOST: usize = 200;
        let source = &recording.source;
        let Some(text) = &source.taken.text else { return };
        for name in [text].into_iter().chain(&source.taken.id).chain(source.fields.keys()) {
            if self.all.len() < MOST && !self.all.contains(name) {
                self.all.insert(name.clone());
            }
        }
        for role in Role::ALL {
            let column = match role {
                Role::Recording => Some(text.clone()),
                Role::Id => source.id.as_ref().and(source.taken.id.clone()),
                Role::Date if !self.asked.0.contains_key(&role) => {
                    rules.dated(&source.fields).map(|dated| dated.column.to_owned())
                }
                role => self.asked.told(role, &source.fields).map(|(name, _)| name.to_owned()),
            };
            if let Some(column) = column {
                *self.told.entry((role, column)).or_default() += 1;
            }
        }
    }

    /// True where no recording came out of a table.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The columns that told `role`, with in how many recordings.
    pub fn of(&self, role: Role) -> Vec<(&str, usize)> {
        let own = self.told.iter().filter(|((other, _), _)| *other == role);
        own.map(|((_, name), count)| (name.as_str(), *count)).collect()
    }

    /// Columns that nothing was read from.
    pub fn others(&self) -> Vec<&str> {
        let used: BTreeSet<&str> = self.told.keys().map(|(_, name)| name.as_str()).collect();
        self.all.iter().map(String::as_str).filter(|name| !used.contains(name)).collect()
    }

    /// Columns that were asked for and told nothing of any recording.
    pub fn missed(&self) -> Vec<(Role, &str)> {
        let asked = self.asked.0.iter().filter(|(role, _)| self.of(**role).is_empty());
        asked.map(|(role, name)| (*role, name.as_str())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Source, Taken};

    #[test]
    fn what_was_read_and_what_was_not_is_told() {
        let row = |value: Value| {
            let taken = Taken { text: Some("Note".into()), id: Some("CaseNoteID".into()) };
            let fields = value.as_object().unwrap().clone();
            Recording::new("Tea.".into(), Source { id: Some("7".into()), fields, taken, ..Source::default() })
        };
        let mut used = Used::new([Asked::read("Service=Division").unwrap()].into_iter().collect());
        for (day, locality) in [("19-Apr-26", "North"), ("soon", ""), ("46146", "South")] {
            let fields = serde_json::json!({
                "Contact Date/Time": day, "Created On": "2026-05-01", "Locality": locality, "Ward": "X", "Recorded By": "Ada"
            });
            used.take(&row(fields), &Rules::built_in());
        }
        assert_eq!(used.of(Role::Recording), [("Note", 3)]);
        assert_eq!(used.of(Role::Id), [("CaseNoteID", 3)]);
        assert_eq!(used.of(Role::Date), [("Contact Date/Time", 2), ("Created On", 1)]);
        assert_eq!((used.of(Role::Team), used.of(Role::Worker)), (vec![("Locality", 2)], vec![("Recorded By", 3)]));
        assert_eq!((used.others(), used.missed()), (vec!["Ward"], vec![(Role::Service, "Division")]));
    }

    #[test]
    fn what_cannot_be_asked_for_is_told() {
        for wrong in ["team", "team=", "text=Note", "manager=Ada"] {
            assert!(
                Asked::read(wrong).unwrap_err().contains("date, person, team, service, kind, month, worker"),
                "{wrong}"
            );
        }
    }
}
