use super::super::csv::write_rows;
use super::super::tables::{Cell, SOURCE};
use super::super::workbook::{new_workbook, write_sheet};
use super::{Audited, percent};
use crate::audit::measures::{Serves, Verdict};
use crate::audit::{Cell as GroupCell, Change, EARLIER_SCHEMA, Reading, Role, Row, wilson};
use rust_xlsxwriter::XlsxError;
use serde_json::json;

pub(super) struct Table {
    /// As a sheet, and in small letters as a file.
    pub name: &'static str,
    pub columns: Vec<(String, u32)>,
    pub rows: Vec<Vec<Cell>>,
}

/// The figures of an audit for a later one, and for scripts: `whatmatters.audit-summary/1`.
pub fn audit_summary(audited: &Audited) -> Vec<u8> {
    let count = |recordings: &[Vec<usize>; 3], verdict: Verdict| recordings[verdict as usize].len();
    let measures = audited.summary.measures.iter().map(|measure| {
        json!({
            "id": measure.id,
            "evident": count(&measure.recordings, Verdict::Evident),
            "partly": count(&measure.recordings, Verdict::Partly),
            "not_evident": count(&measure.recordings, Verdict::NotEvident),
            "nothing_to_judge": measure.nothing,
        })
    });
    let header = audited.header;
    let summary = json!({
        "schema": EARLIER_SCHEMA,
        "engine": {"version": header.version, "model": header.model, "rules": header.rules},
        "begun": header.begun,
        "read": audited.summary.read,
        "unread": audited.unread.len(),
        "read_first": audited.summary.first.len(),
        "measures": measures.collect::<Vec<_>>(),
        "themes": audited.summary.themes,
    });
    let mut bytes = serde_json::to_vec_pretty(&summary).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// A CSV file for each table, by name. Beside those of the workbook there is `why.csv`, a row for each recording and measure. Here
/// `not-evident.csv` holds every row, however many.
pub fn audit_tables(audited: &Audited) -> Vec<(String, Vec<u8>)> {
    let all = tables(audited).into_iter().chain([not_evident(audited), why(audited)]);
    all.map(|table| (format!("{}.csv", table.name.to_lowercase().replace(' ', "-")), csv(&table))).collect()
}

/// Rows of the sheet of what is not evident: more than anybody reads in one.
const MOST_MISSING: usize = 20_000;

/// # Errors
/// Where there are more rows than a sheet can hold.
pub fn audit_workbook(audited: &Audited) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = new_workbook()?;
    let mut missing = not_evident(audited);
    let cut = missing.rows.len().saturating_sub(MOST_MISSING);
    missing.rows.truncate(MOST_MISSING);
    let cut = (cut > 0).then(|| format!("The sheet Not evident leaves out {cut} rows, which are in not-evident.csv."));
    let foot = audited.how_made().into_iter().chain([audited.read_of(), audited.quotes.note().into()]).chain(cut);
    let about = Table {
        name: "About",
        columns: vec![("note".into(), 110)],
        rows: foot.map(|line| vec![Cell::from(line)]).collect(),
    };
    for table in tables(audited).iter().chain([&missing, &about]) {
        let columns: Vec<(&str, u32)> = table.columns.iter().map(|(name, width)| (name.as_str(), *width)).collect();
        write_sheet(workbook.add_worksheet(), table.name, &columns, &table.rows)?;
    }
    workbook.save_to_buffer()
}

pub(super) fn csv(table: &Table) -> Vec<u8> {
    // Without this mark Excel takes the file for Windows-1252.
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    let heading: Vec<Cell> = table.columns.iter().map(|(name, _)| Cell::from(name)).collect();
    // Writing to memory does not fail.
    let _ = write_rows(&mut bytes, [heading].into_iter().chain(table.rows.iter().cloned()));
    bytes
}

fn tables(audited: &Audited) -> Vec<Table> {
    let before = [Some(first(audited)), Some(measures(audited)), changes(audited)];
    let after = [
        matters(audited),
        groups(audited),
        recordings(audited),
        copies(audited),
        to_look_at(audited),
        unread(audited),
        columns_read(audited),
    ];
    before.into_iter().flatten().chain(after).collect()
}

pub(super) fn columns(named: &[(&str, u32)]) -> Vec<(String, u32)> {
    named.iter().map(|(name, width)| ((*name).to_owned(), *width)).collect()
}

pub(super) fn source(row: &Row) -> Vec<Cell> {
    let number = row.row.map_or_else(|| Cell::from(""), Cell::count);
    vec![Cell::from(&row.name), Cell::from(row.id.as_deref().unwrap_or_default()), number]
}

fn of_source(named: &[(&str, u32)]) -> Vec<(String, u32)> {
    columns(&SOURCE).into_iter().chain(columns(named)).collect()
}

fn first(audited: &Audited) -> Table {
    let row = |&at: &usize| {
        let grave = audited.rows[at].first.as_ref().is_some_and(|first| first.grave);
        let why = if grave { "words of harm, no action" } else { "a likely risk, no action" };
        let [day, team, service] = audited.whose(at).map(Cell::from);
        let words = Cell::from(audited.quotes.first(at).join("\n"));
        source(&audited.rows[at]).into_iter().chain([Cell::from(why), team, service, day, words]).collect()
    };
    Table {
        name: "Read first",
        columns: of_source(&[("why", 28), ("team", 20), ("service", 20), ("date", 12), ("words", 80)]),
        rows: audited.summary.first.iter().map(row).collect(),
    }
}

fn measures(audited: &Audited) -> Table {
    let named = [
        ("measure", 24),
        ("title", 36),
        ("looks at", 22),
        ("serves", 30),
        ("judged", 9),
        ("evident", 9),
        ("partly", 9),
        ("not evident", 12),
        ("nothing to judge", 16),
        ("evident %", 10),
        ("from %", 8),
        ("to %", 8),
        ("how sure", 60),
        ("asks", 60),
        ("evidence", 60),
        ("could distort", 60),
    ];
    let row = |(measure, found): (&crate::audit::measures::Measure, &crate::audit::MeasureSummary)| {
        let card = &measure.card;
        let share = found.share(Verdict::Evident);
        let (low, high) = wilson(share);
        let serves: Vec<&str> = card.serves.iter().copied().map(Serves::in_words).collect();
        let figure = |value: f64| if share.of == 0 { Cell::from("") } else { Cell::Number(percent(value)) };
        let mut row = vec![
            Cell::from(&card.id),
            Cell::from(&card.title),
            Cell::from(card.looks_at.title()),
            Cell::from(serves.join(", ")),
            Cell::count(found.judged()),
        ];
        row.extend(found.recordings.iter().map(|recordings| Cell::count(recordings.len())));
        row.extend([Cell::count(found.nothing), figure(share.value()), figure(low), figure(high)]);
        row.extend([&card.accuracy, &card.asks, &card.evidence, &card.distorts].map(Cell::from));
        row
    };
    let rows = audited.measures.on().zip(&audited.summary.measures).map(row).collect();
    Table { name: "Measures", columns: columns(&named), rows }
}

fn changes(audited: &Audited) -> Option<Table> {
    let trend = audited.trend?;
    let row = |change: &Change| {
        let before = change.before.unwrap_or_default();
        let figure = |value: f64| match change.reading {
            Reading::NotCompared => Cell::from(""),
            _ => Cell::Number(percent(value)),
        };
        let mut row = vec![Cell::from(&change.id)];
        row.extend([before.so, before.of, change.now.so, change.now.of].map(Cell::count));
        row.extend([figure(change.by), figure(change.range.0), figure(change.range.1)]);
        row.push(Cell::from(change.reading.in_words()));
        row
    };
    let named = [
        ("measure", 24),
        ("evident then", 12),
        ("judged then", 12),
        ("evident now", 12),
        ("judged now", 12),
        ("change, points", 14),
        ("from", 8),
        ("to", 8),
        ("reading", 40),
    ];
    Some(Table { name: "Changes", columns: columns(&named), rows: trend.changes.iter().map(row).collect() })
}

fn matters(audited: &Audited) -> Table {
    let row = |(theme, count): &(crate::outcome::Theme, Option<usize>)| {
        let words = audited.quotes.of_theme(*theme).iter().map(|(_, words)| words.as_str()).collect::<Vec<_>>();
        let words = if count.is_some() { words.join("\n") } else { String::new() };
        let count = count.map_or_else(|| Cell::from("kept back"), Cell::count);
        vec![Cell::from(theme.title()), Cell::from(theme.part()), count, Cell::from(words)]
    };
    Table {
        name: "What matters",
        columns: columns(&[("theme", 28), ("part", 18), ("recordings", 11), ("words", 80)]),
        rows: audited.summary.themes.iter().map(row).collect(),
    }
}

fn groups(audited: &Audited) -> Table {
    let mut rows = Vec::new();
    for (dimension, groups) in &audited.summary.dimensions.told {
        for group in groups {
            let name = group.name.as_deref().unwrap_or("not told");
            for (measure, cell) in audited.measures.on().zip(&group.cells) {
                let recordings = group.recordings.map_or_else(|| Cell::from("kept back"), Cell::count);
                let mut row =
                    vec![Cell::from(dimension.title()), Cell::from(name), recordings, Cell::from(&measure.card.id)];
                row.extend(match cell {
                    GroupCell::KeptBack => ["kept back", "", "", "", ""].map(Cell::from).to_vec(),
                    GroupCell::NothingToJudge => ["nothing to judge", "", "", "", ""].map(Cell::from).to_vec(),
                    GroupCell::Evident(share) => {
                        let (low, high) = wilson(*share);
                        let figures = [share.value(), low, high].map(|value| Cell::Number(percent(value)));
                        [Cell::count(share.of), Cell::count(share.so)].into_iter().chain(figures).collect()
                    }
                });
                rows.push(row);
            }
        }
    }
    let named = [
        ("by", 10),
        ("group", 24),
        ("recordings", 12),
        ("measure", 24),
        ("judged", 16),
        ("evident", 9),
        ("evident %", 10),
        ("from %", 8),
        ("to %", 8),
    ];
    Table { name: "Groups", columns: columns(&named), rows }
}

fn recordings(audited: &Audited) -> Table {
    let ids: Vec<&str> = audited.measures.on().map(|measure| measure.card.id.as_str()).collect();
    let named: Vec<(&str, u32)> =
        [("words", 8), ("read first", 10)].into_iter().chain(ids.iter().map(|id| (*id, 14))).collect();
    let verdict = |row: &Row, id: &str| match row.measures.get(id) {
        Some(Some(told)) => told.verdict.in_words(),
        _ if row.unread => "not read",
        _ => "nothing to judge",
    };
    let row = |row: &Row| {
        let first = if row.first.is_some() { "yes" } else { "" };
        let verdicts = ids.iter().map(|id| Cell::from(verdict(row, id)));
        source(row).into_iter().chain([Cell::count(row.words), Cell::from(first)]).chain(verdicts).collect()
    };
    Table { name: "Recordings", columns: of_source(&named), rows: audited.rows.iter().map(row).collect() }
}

fn copies(audited: &Audited) -> Table {
    let row = |(at, like): &(usize, crate::audit::Alike)| {
        let of = [Cell::from(audited.rows[like.to].title()), Cell::Number(percent(like.share))];
        source(&audited.rows[*at]).into_iter().chain(of).collect()
    };
    Table {
        name: "Copied forward",
        columns: of_source(&[("like", 30), ("about % of its words", 20)]),
        rows: audited.summary.copies.iter().map(row).collect(),
    }
}

fn to_look_at(audited: &Audited) -> Table {
    let of = |at: usize, what: &str| source(&audited.rows[at]).into_iter().chain([Cell::from(what)]).collect();
    let summary = audited.summary;
    let same = summary.same_id.iter().flat_map(|(_, rows)| rows).map(|&at| of(at, "another recording has this id"));
    let future = summary.in_future.iter().map(|&at| of(at, "its date is after the day of the audit"));
    let unclear = summary.unclear_dates.iter().map(|&at| of(at, "its date is not understood as a day"));
    let other = summary.not_assessed.iter().map(|&at| of(at, "mostly in a language that is not assessed: not judged"));
    Table {
        name: "To look at",
        columns: of_source(&[("what", 44)]),
        rows: same.chain(future).chain(unclear).chain(other).collect(),
    }
}

fn unread(audited: &Audited) -> Table {
    let row = |problem: &crate::input::Problem| {
        let number = problem.row.map_or_else(|| Cell::from(""), Cell::count);
        vec![Cell::from(&problem.name), number, Cell::from(&problem.message), Cell::from(&problem.hint)]
    };
    Table {
        name: "Not read",
        columns: columns(&[("recording", 24), ("row", 8), ("why", 60), ("what to do", 60)]),
        rows: audited.unread.iter().map(row).collect(),
    }
}

/// Which columns were read for what, then those that were not.
fn columns_read(audited: &Audited) -> Table {
    let used = audited.used;
    let told = |role: Role| {
        let of = used.of(role).into_iter();
        of.map(move |(name, count)| vec![Cell::from(role.title()), Cell::from(name), Cell::count(count)])
    };
    let others = used.others().into_iter().map(|name| ["not used", name, ""].map(Cell::from).to_vec());
    Table {
        name: "Columns",
        columns: columns(&[("read for", 14), ("column", 40), ("recordings", 12)]),
        rows: Role::ALL.into_iter().flat_map(told).chain(others).collect(),
    }
}

/// A row for every recording in which a measure is not evident: what was looked for, what was found in its place, and the sentences to look at.
fn not_evident(audited: &Audited) -> Table {
    let rows = audited.measures.on().zip(&audited.summary.measures).flat_map(|(measure, found)| {
        let card = &measure.card;
        found.recordings[Verdict::NotEvident as usize].iter().map(move |&at| {
            let row = &audited.rows[at];
            let because = row.measures.get(&card.id).and_then(Option::as_ref).map_or("", |told| told.because.as_str());
            let words = audited.quotes.missing(at, &card.id).join("\n");
            let named = [Cell::from(&card.id), Cell::from(&card.title)].into_iter().chain(source(row));
            named.chain([audited.whose(at)[0], card.looked_for(), because, &words].map(Cell::from)).collect()
        })
    });
    let source = SOURCE.iter().copied();
    let named: Vec<(&str, u32)> = [("measure", 20), ("title", 28)]
        .into_iter()
        .chain(source)
        .chain([("date", 12), ("looked for, and not found", 60), ("what was read", 44), ("sentences", 90)])
        .collect();
    Table { name: "Not evident", columns: columns(&named), rows: rows.collect() }
}

fn why(audited: &Audited) -> Table {
    let spans = |spans: &[[usize; 2]]| {
        spans.iter().map(|[start, end]| format!("{start} to {end}")).collect::<Vec<String>>().join("; ")
    };
    let of_row = |row: &Row| {
        let of_measure = |(id, told): (&String, &Option<crate::audit::Told>)| {
            let told = told.as_ref()?;
            let cells = [
                Cell::from(id),
                Cell::from(told.verdict.in_words()),
                Cell::from(&told.because),
                Cell::from(spans(&told.evidence)),
                Cell::from(spans(&told.against)),
            ];
            Some(source(row).into_iter().chain(cells).collect::<Vec<Cell>>())
        };
        row.measures.iter().filter_map(of_measure).collect::<Vec<_>>()
    };
    let named = [("measure", 24), ("verdict", 12), ("because", 60), ("evidence (bytes)", 40), ("against (bytes)", 40)];
    Table { name: "Why", columns: of_source(&named), rows: audited.rows.iter().flat_map(of_row).collect() }
}
