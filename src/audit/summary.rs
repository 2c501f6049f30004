//! What an audit found, counted: shares for each measure, groups that are large enough, and what to look at before any figure.

use super::about::{About, Dimension, doubt_month_first};
use super::intervals::Share;
use super::likeness::{Alike, alike};
use super::measures::{Measures, OWN_ENTRY, Verdict};
use super::row::{Row, Told};
use super::suppress;
use crate::outcome::Theme;
use std::collections::{BTreeMap, BTreeSet};

/// Of its own runs of words, the share from which a recording counts as copied forward, and as partly so.
const COPIED: f64 = 0.8;
const PARTLY_COPIED: f64 = 0.5;
/// Values in a column beyond which it tells no group.
const MOST_GROUPS: usize = 60;

/// What an audit found. Recordings are by number, from 0, as they were read.
#[derive(Debug)]
pub struct Summary {
    pub read: usize,
    /// In the order of the measures that are on.
    pub measures: Vec<MeasureSummary>,
    pub dimensions: Dimensions,
    /// In how many recordings something of each theme matters to people; none where it is so few that it could be one person's.
    pub themes: Vec<(Theme, Option<usize>)>,
    /// Those to read before everything else, the gravest first.
    pub first: Vec<usize>,
    /// Ids that several recordings bear.
    pub same_id: Vec<(String, Vec<usize>)>,
    /// Dated later than the day of the audit.
    pub in_future: Vec<usize>,
    /// Whose column for the date holds what is not understood as a day.
    pub unclear_dates: Vec<usize>,
    /// How many dates have the month first, where none has the day first: then a date that could be either is not understood as a day.
    pub month_first: usize,
    /// The first and the last day that recordings tell, as ISO 8601 writes them; later days than the audit's aside.
    pub days: Option<(String, String)>,
    /// Mostly in a language that is not assessed, so that no measure judges them.
    pub not_assessed: Vec<usize>,
    /// Copied forward, wholly or in part, with what they are like.
    pub copies: Vec<(usize, Alike)>,
}

/// How a measure came out.
#[derive(Clone, Debug)]
pub struct MeasureSummary {
    pub id: String,
    /// By verdict, in the order of [`Verdict::ALL`].
    pub recordings: [Vec<usize>; Verdict::ALL.len()],
    /// Where there was nothing to judge.
    pub nothing: usize,
}

impl MeasureSummary {
    pub fn judged(&self) -> usize {
        self.recordings.iter().map(Vec::len).sum()
    }

    /// Of those judged, how many have this verdict.
    pub fn share(&self, verdict: Verdict) -> Share {
        Share { so: self.recordings[verdict as usize].len(), of: self.judged() }
    }
}

/// The ways of grouping that the recordings tell, each with its groups by name.
#[derive(Debug, Default)]
pub struct Dimensions {
    pub told: Vec<(Dimension, Vec<GroupSummary>)>,
    /// Columns with so many values that they tell no group.
    pub too_many: Vec<Dimension>,
}

#[derive(Debug)]
pub struct GroupSummary {
    /// None where the column is empty.
    pub name: Option<String>,
    /// How many recordings; none where the group is kept back.
    pub recordings: Option<usize>,
    /// In the order of the measures.
    pub cells: Vec<Cell>,
}

/// A measure in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    KeptBack,
    NothingToJudge,
    /// Of those judged, how many are evident.
    Evident(Share),
}

impl Summary {
    /// Counts `rows`, to each of which belongs what is told about it, and writes into both what only shows beside the others. `today` is as
    /// ISO 8601 writes it.
    pub fn of(rows: &mut [Row], abouts: &mut [About], measures: &Measures, today: &str) -> Summary {
        let month_first = doubt_month_first(abouts);
        let abouts = &*abouts;
        let ids: Vec<&str> = measures.on().map(|measure| measure.card.id.as_str()).collect();
        let found = if ids.contains(&OWN_ENTRY) { compare(rows, abouts) } else { Vec::new() };
        let read: Vec<usize> = (0..rows.len()).filter(|&at| !rows[at].unread).collect();
        let in_future =
            read.iter().copied().filter(|&at| abouts[at].day.as_deref().is_some_and(|day| day > today)).collect();
        let mut first: Vec<usize> = read.iter().copied().filter(|&at| rows[at].first.is_some()).collect();
        first.sort_by_key(|&at| (rows[at].first.as_ref().is_none_or(|first| !first.grave), at));
        Summary {
            read: read.len(),
            dimensions: dimensions(rows, abouts, &read, &ids),
            themes: themes(rows),
            measures: ids.iter().map(|id| counted(id, rows, &read)).collect(),
            first,
            same_id: same_id(rows),
            days: days(&read, abouts, today),
            not_assessed: read.iter().copied().filter(|&at| rows[at].not_assessed).collect(),
            in_future,
            unclear_dates: read.iter().copied().filter(|&at| abouts[at].unclear_date).collect(),
            month_first,
            copies: found,
        }
    }
}

/// Compares recordings with the earlier ones, and says in their rows whether each is its own.
fn compare(rows: &mut [Row], abouts: &[About]) -> Vec<(usize, Alike)> {
    let mut order: Vec<usize> = (0..rows.len()).filter(|&at| !rows[at].unread).collect();
    // Those of one day stay as they were given, and those without one come last.
    order.sort_by_key(|&at| (abouts[at].day.is_none(), abouts[at].day.as_deref()));
    let of = |&at: &usize| Some((at, abouts[at].person.as_deref(), abouts[at].signature.as_ref()?));
    let comparable: Vec<_> = order.iter().filter_map(of).collect();
    let alike = alike(&comparable);
    let mut found = Vec::new();
    for (at, _, _) in &comparable {
        let like = alike.get(at).copied();
        let share = like.map_or(0.0, |like| like.share);
        let verdict = match share {
            share if share >= COPIED => Verdict::NotEvident,
            share if share >= PARTLY_COPIED => Verdict::Partly,
            _ => Verdict::Evident,
        };
        let because = match like.filter(|_| verdict != Verdict::Evident) {
            Some(like) => {
                format!("about {} in 10 runs of words stand in {} too", (share * 10.0).round(), rows[like.to].title())
            }
            None => "no earlier recording is like it".into(),
        };
        let told = Told { verdict, because, evidence: Vec::new(), against: Vec::new() };
        rows[*at].measures.insert(OWN_ENTRY.into(), Some(told));
        found.extend(like.filter(|_| verdict != Verdict::Evident).map(|like| (*at, like)));
    }
    found.sort_by_key(|(at, _)| *at);
    found
}

fn verdict_of(row: &Row, id: &str) -> Option<Verdict> {
    row.measures.get(id)?.as_ref().map(|told| told.verdict)
}

fn counted(id: &str, rows: &[Row], read: &[usize]) -> MeasureSummary {
    let mut summary = MeasureSummary { id: id.to_owned(), recordings: Default::default(), nothing: 0 };
    for &at in read {
        match verdict_of(&rows[at], id) {
            Some(verdict) => summary.recordings[verdict as usize].push(at),
            None => summary.nothing += 1,
        }
    }
    summary
}

fn days(read: &[usize], abouts: &[About], today: &str) -> Option<(String, String)> {
    let days = || read.iter().filter_map(|&at| abouts[at].day.as_deref()).filter(|day| *day <= today);
    Some((days().min()?.to_owned(), days().max()?.to_owned()))
}

/// The commonest first, then in the order of Talking Points.
fn themes(rows: &[Row]) -> Vec<(Theme, Option<usize>)> {
    let count = |theme: Theme| rows.iter().filter(|row| row.themes.contains_key(&theme)).count();
    let told = |count: usize| (count == 0 || count >= suppress::FEWEST).then_some(count);
    let mut all: Vec<(Theme, Option<usize>)> = Theme::ALL.map(|theme| (theme, told(count(theme)))).to_vec();
    all.sort_by_key(|(_, count)| std::cmp::Reverse(count.unwrap_or(1)));
    all
}

/// False of a group whose recordings are all told to be by one worker: its figures would be theirs.
fn may(own: &[usize], size: usize, read: &[usize], abouts: &[About]) -> Vec<bool> {
    let mut workers: Vec<BTreeSet<Option<&str>>> = vec![BTreeSet::new(); size];
    for (group, at) in own.iter().zip(read) {
        workers[*group].insert(abouts[*at].worker.as_deref());
    }
    workers.iter().map(|workers| workers.len() != 1 || workers.contains(&None)).collect()
}

fn same_id(rows: &[Row]) -> Vec<(String, Vec<usize>)> {
    let mut by_id: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        if let Some(id) = &row.id {
            by_id.entry(id).or_default().push(at);
        }
    }
    by_id.into_iter().filter(|(_, rows)| rows.len() > 1).map(|(id, rows)| (id.to_owned(), rows)).collect()
}

fn dimensions(rows: &[Row], abouts: &[About], read: &[usize], ids: &[&str]) -> Dimensions {
    let mut found = Dimensions::default();
    let mut names: Vec<Vec<Option<String>>> = Vec::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for dimension in Dimension::ALL {
        // *North* and *north* are one team, under the name that is written first.
        let folded = |name: &String| name.to_lowercase();
        let told = |at: &usize| abouts[*at].groups[dimension as usize].as_ref().map(folded);
        let mut written: BTreeMap<Option<String>, Option<String>> = BTreeMap::new();
        for at in read {
            written.entry(told(at)).or_insert_with(|| abouts[*at].groups[dimension as usize].clone());
        }
        let values: Vec<Option<String>> = written.keys().cloned().collect();
        if values.iter().all(Option::is_none) {
            continue;
        }
        if values.len() > MOST_GROUPS {
            found.too_many.push(dimension);
            continue;
        }
        let number = |at: &usize| values.binary_search(&told(at)).unwrap_or_default();
        groups.push(read.iter().map(number).collect());
        names.push(written.into_values().collect());
        found.told.push((dimension, Vec::new()));
    }
    let may: Vec<Vec<bool>> =
        groups.iter().zip(&names).map(|(own, names)| may(own, names.len(), read, abouts)).collect();
    let shown = suppress::shown(&groups, &may);
    let of_measures: Vec<_> = ids.iter().map(|id| cells(id, rows, read, &groups, &shown)).collect();
    for (dimension, (_, told)) in found.told.iter_mut().enumerate() {
        *told = (names[dimension].iter().enumerate())
            .map(|(group, name)| GroupSummary {
                name: name.clone(),
                recordings: shown[dimension][group]
                    .then(|| groups[dimension].iter().filter(|own| **own == group).count()),
                cells: of_measures.iter().map(|cells| cells[dimension][group]).collect(),
            })
            .collect();
    }
    found
}

/// The cells of one measure, by dimension and group. What is judged of a group may be too few though the group is not.
fn cells(id: &str, rows: &[Row], read: &[usize], groups: &[Vec<usize>], may: &[Vec<bool>]) -> Vec<Vec<Cell>> {
    let judged: Vec<(usize, Verdict)> =
        read.iter().enumerate().filter_map(|(at, &row)| Some((at, verdict_of(&rows[row], id)?))).collect();
    let of_judged: Vec<Vec<usize>> = groups.iter().map(|own| judged.iter().map(|(at, _)| own[*at]).collect()).collect();
    let shown = suppress::shown(&of_judged, may);
    let cell = |dimension: usize, group: usize| {
        if !shown[dimension][group] {
            return Cell::KeptBack;
        }
        let own = judged.iter().zip(&of_judged[dimension]).filter(|(_, own)| **own == group);
        let mut share = Share::default();
        for ((_, verdict), _) in own {
            share.of += 1;
            share.so += usize::from(*verdict == Verdict::Evident);
        }
        if share.of == 0 { Cell::NothingToJudge } else { Cell::Evident(share) }
    };
    may.iter().enumerate().map(|(at, may)| (0..may.len()).map(|group| cell(at, group)).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Recording, Source};

    fn given(count: usize, change: impl Fn(usize, &mut Row, &mut About)) -> (Vec<Row>, Vec<About>) {
        let one = |at: usize| {
            let source = Source { name: "x.csv".into(), row: Some(at + 1), ..Source::default() };
            let mut row = super::super::unread(&Recording::new(format!("{at}"), source));
            row.unread = false;
            let mut about = About {
                groups: Default::default(),
                person: None,
                worker: None,
                day: None,
                unclear_date: false,
                order: None,
                signature: None,
            };
            change(at, &mut row, &mut about);
            (row, about)
        };
        (0..count).map(one).unzip()
    }

    fn review(verdict: Verdict) -> Option<Told> {
        Some(Told { verdict, because: String::new(), evidence: vec![], against: vec![] })
    }

    #[test]
    fn shares_are_of_those_judged_and_what_could_not_be_read_counts_nowhere() {
        let (mut rows, mut abouts) = given(10, |at, row, _| {
            row.unread = at == 9;
            let told = match at {
                0..4 => review(Verdict::Evident),
                4..6 => review(Verdict::NotEvident),
                _ => None,
            };
            row.measures.insert("review".into(), told);
        });
        let summary = Summary::of(&mut rows, &mut abouts, &Measures::built_in(), "2026-05-01");
        let review = summary.measures.iter().find(|measure| measure.id == "review").unwrap();
        assert_eq!((summary.read, review.judged(), review.nothing), (9, 6, 3));
        assert_eq!(review.share(Verdict::Evident), Share { so: 4, of: 6 });
        assert_eq!(review.recordings[Verdict::NotEvident as usize], [4, 5]);
    }

    #[test]
    fn small_groups_and_what_they_could_be_reckoned_from_are_kept_back() {
        let (mut rows, mut abouts) = given(20, |at, row, about| {
            let team = match at {
                0..3 => "A",
                3..9 => "B",
                _ => "C",
            };
            about.groups[0] = Some(team.into());
            // In C only two are judged.
            row.measures.insert("review".into(), if at < 11 { review(Verdict::Evident) } else { None });
        });
        let measures = Measures::built_in();
        let at = measures.on().position(|measure| measure.card.id == "review").unwrap();
        let summary = Summary::of(&mut rows, &mut abouts, &measures, "2026-05-01");
        let [(Dimension::Team, teams)] = summary.dimensions.told.as_slice() else { panic!() };
        assert_eq!(teams.iter().map(|team| team.recordings).collect::<Vec<_>>(), [None, None, Some(11)]);
        assert!(teams.iter().all(|team| team.cells[at] == Cell::KeptBack));
    }

    #[test]
    fn what_to_look_at_before_any_figure_is_listed() {
        let (mut rows, mut abouts) = given(4, |at, row, about| {
            row.id = Some(["a", "b", "a", "c"][at].into());
            about.day = Some(["2026-04-30", "2026-05-01", "2026-05-02", "2025-01-01"][at].into());
            let first = super::super::row::ToldFirst { grave: at == 3, risks: vec![] };
            row.first = (at == 1 || at == 3).then_some(first);
        });
        let summary = Summary::of(&mut rows, &mut abouts, &Measures::built_in(), "2026-05-01");
        assert_eq!(summary.same_id, [("a".to_owned(), vec![0, 2])]);
        assert_eq!(summary.in_future, [2]);
        assert_eq!(summary.first, [3, 1]);
    }

    #[test]
    fn a_copy_is_of_the_earlier_day_however_they_are_given() {
        let text = (0..40).map(|n| format!("word{n} thing{n} other{n}. ")).collect::<String>();
        let signature = super::super::Signature::of(&text, &crate::segment::segment(&text));
        let (mut rows, mut abouts) = given(2, |at, _, about| {
            about.day = Some(["2026-05-02", "2026-05-01"][at].into());
            about.signature = signature.clone();
        });
        let summary = Summary::of(&mut rows, &mut abouts, &Measures::built_in(), "2026-06-01");
        assert_eq!(summary.copies, [(0, Alike { to: 1, share: 1.0 })]);
        assert_eq!(verdict_of(&rows[0], OWN_ENTRY), Some(Verdict::NotEvident));
        assert_eq!(verdict_of(&rows[1], OWN_ENTRY), Some(Verdict::Evident));
    }
}
