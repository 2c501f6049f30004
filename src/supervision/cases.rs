//! Which recordings belong together, and in what order they were made.

use crate::recording::Draft;
use crate::rules::{Rules, Written};
use crate::text::PERSON;
use serde_json::Map;
use std::collections::BTreeMap;
use std::path::Path;

/// The recordings of one person or family, by their numbers from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    pub name: String,
    /// In the order of their days: those that tell a year, then those that tell none, then those without a date.
    pub recordings: Vec<usize>,
    /// How many of them, from the first, stand in an order that was told.
    pub ordered: usize,
    pub told_by: ToldBy,
}

/// What says that recordings belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ToldBy {
    Column,
    Folder,
    /// A table that has no column for it.
    File,
}

/// Where a column tells the case, what is told of its several people belongs together.
const CASE: [&str; 6] = ["case", "case id", "case name", "case number", "case ref", "case reference"];

/// The cases, by name.
pub fn cases(drafts: &[Draft], days: &[Option<Written>]) -> Vec<Case> {
    let mut found: BTreeMap<(String, ToldBy), Vec<usize>> = BTreeMap::new();
    for (number, draft) in drafts.iter().enumerate() {
        found.entry(case_of(draft)).or_default().push(number);
    }
    let names: Vec<String> = found.keys().map(|(name, _)| name.clone()).collect();
    let named = found.into_iter().map(|((name, told_by), mut recordings)| {
        let name = if told_by == ToldBy::Folder { short(&name, &names) } else { name };
        let tells_year = |number: usize| days[number].is_some_and(Written::tells_year);
        recordings.sort_by_key(|&number| match days[number] {
            Some(written) if written.tells_year() => (0, Some(written.day())),
            Some(_) => (1, None),
            None => (2, None),
        });
        let ordered = recordings.iter().take_while(|&&number| tells_year(number)).count();
        Case { name, recordings, ordered, told_by }
    });
    named.collect()
}

/// The day of a recording: its own, or the one that the name of its file bears where it tells none, or no year.
pub fn day(draft: &Draft, rules: &Rules) -> Option<Written> {
    let name = Path::new(&draft.recording.source.name).file_stem().map(|stem| stem.to_string_lossy().replace('_', " "));
    // The name of a table is no day of its rows.
    let named = name.filter(|_| draft.recording.source.row.is_none());
    let named = named.and_then(|name| rules.written(&name, &Map::new()));
    let same_day = |a: Written, b: Written| a.in_words().split(' ').take(2).eq(b.in_words().split(' ').take(2));
    match (draft.written, named) {
        (Some(own), Some(named)) if !own.tells_year() && same_day(own, named) => Some(named),
        (own, named) => own.or(named),
    }
}

/// The name a case goes by, and what tells it.
fn case_of(draft: &Draft) -> (String, ToldBy) {
    let source = &draft.recording.source;
    if let Some(name) =
        [&CASE[..], &PERSON].into_iter().find_map(|names| source.column(names)).filter(|name| name != "null")
    {
        return (name, ToldBy::Column);
    }
    if source.row.is_some() {
        return (source.name.clone(), ToldBy::File);
    }
    let folder = Path::new(&source.name).parent().filter(|folder| folder.file_name().is_some());
    let folder = folder.map(|folder| folder.to_string_lossy().into_owned());
    (folder.unwrap_or_else(|| "These recordings".into()), ToldBy::Folder)
}

/// The last part of a folder's path, or the whole of it where another folder is called alike.
fn short(folder: &str, all: &[String]) -> String {
    let last = |folder: &str| Path::new(folder).file_name().map(|name| name.to_string_lossy().into_owned());
    let own = last(folder);
    let alike = all.iter().filter(|other| last(other) == own).count();
    own.filter(|_| alike == 1).unwrap_or_else(|| folder.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Recording, Source};
    use serde_json::json;

    fn draft(name: &str, row: Option<usize>, text: &str, person: Option<&str>) -> Draft {
        let fields = person.map(|person| json!({"Person": person}).as_object().unwrap().clone()).unwrap_or_default();
        let rules = Rules::built_in();
        let written = rules.written(text, &Map::new());
        let recording = Recording::new(text.into(), Source { name: name.into(), row, fields, ..Source::default() });
        Draft { written, ..Draft::unread(recording) }
    }

    #[test]
    fn cases_are_told_by_a_column_else_by_folder_and_stand_in_the_order_of_their_days() {
        let drafts = [
            draft("a/ada/second.txt", None, "Visit 4 May 2026", None),
            draft("a/ada/no-day.txt", None, "She came.", None),
            draft("a/ada/2026-03-01-first.txt", None, "Sunday 1 March", None),
            draft("table.csv", Some(2), "She came.", Some("Ben")),
            draft("table.csv", Some(3), "She came.", None),
        ];
        let rules = Rules::built_in();
        let days: Vec<Option<Written>> = drafts.iter().map(|draft| day(draft, &rules)).collect();
        let found = cases(&drafts, &days);
        let told: Vec<(&str, &[usize], usize)> =
            found.iter().map(|case| (case.name.as_str(), case.recordings.as_slice(), case.ordered)).collect();
        assert_eq!(told, [("Ben", &[3][..], 0), ("ada", &[2, 0, 1], 2), ("table.csv", &[4], 0)]);
    }
}
