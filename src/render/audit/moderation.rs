use super::super::tables::{Cell, SOURCE};
use super::super::workbook::{new_workbook, write_sheet};
use super::Audited;
use super::tables::{Table, columns, csv, source};
use crate::audit::{Judgement, is_low};
use rust_xlsxwriter::{DataValidation, XlsxError};

/// Said of a measure on which people and the program, or people among themselves, do not agree enough.
pub const TOO_LOW: &str = "too low, or too few, to rely on";

/// What an auditor answers where a measure has nothing to judge.
pub const NOTHING_TO_JUDGE: &str = "nothing to judge";

/// The recordings on which two differ.
pub struct Apart {
    pub measure: String,
    pub between: (String, String),
    pub recordings: Vec<Differ>,
}

/// A recording on which two differ.
pub struct Differ {
    /// As it stands in the sheets.
    pub number: usize,
    /// Its file, id and row.
    pub source: [String; 3],
    pub answers: (&'static str, &'static str),
    /// What each adds in their own words: an auditor's comment on the recording, or why the program read it so.
    pub why: (String, String),
}

/// A sheet on which an auditor judges a sample by the criteria beside it. What was read by machine is not shown, so that it leads nobody.
///
/// # Errors
/// Where there are more rows than a sheet can hold.
pub fn moderation_sheet(audited: &Audited, sample: &[usize]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = new_workbook()?;
    let ids: Vec<&str> = audited.measures.on().map(|measure| measure.card.id.as_str()).collect();
    let named: Vec<(&str, u32)> = [("number", 9)]
        .into_iter()
        .chain(SOURCE)
        .chain(ids.iter().map(|id| (*id, 16)))
        .chain([("comments", 60)])
        .collect();
    let row = |&at: &usize| [Cell::count(at + 1)].into_iter().chain(source(&audited.rows[at])).collect();
    let rows: Vec<Vec<Cell>> = sample.iter().map(row).collect();
    let sheet = workbook.add_worksheet();
    write_sheet(sheet, "Moderation", &named, &rows)?;
    if let (Ok(last_row), false) = (u32::try_from(rows.len()), rows.is_empty()) {
        let answers =
            DataValidation::new().allow_list_strings(&["evident", "partly", "not evident", NOTHING_TO_JUDGE])?;
        let first = SOURCE.len() as u16 + 1;
        sheet.add_data_validation(1, first, last_row, first + ids.len() as u16 - 1, &answers)?;
    }
    let card = |measure: &crate::audit::measures::Measure| {
        let card = &measure.card;
        [&card.id, &card.title, &card.asks, &card.evidence].map(Cell::from).to_vec()
    };
    let criteria: Vec<Vec<Cell>> = audited.measures.on().map(card).collect();
    let named = [("measure", 24), ("title", 36), ("asks", 70), ("evidence", 70)];
    write_sheet(workbook.add_worksheet(), "Criteria", &named, &criteria)?;
    workbook.save_to_buffer()
}

/// How far people agree, and where they do not, as CSV files by name.
pub fn agreement_tables(judgements: &[Judgement], apart: &[Apart]) -> [(&'static str, Vec<u8>); 2] {
    let figure =
        |value: Option<f64>| value.map_or(Cell::from(""), |value| Cell::Number((value * 1000.0).round() / 1000.0));
    let row = |judgement: &Judgement| {
        let found = judgement.agreement;
        let names = [&judgement.measure, &judgement.one, judgement.other_in_words()].map(Cell::from);
        let figures = [
            figure(Some(found.same)),
            figure(found.kappa),
            figure(found.kappa_range.map(|range| range.0)),
            figure(found.kappa_range.map(|range| range.1)),
            figure(found.ac1),
            figure(Some(found.prevalence)),
        ];
        let low = Cell::from(if is_low(&found) { TOO_LOW } else { "" });
        names.into_iter().chain([Cell::count(found.of)]).chain(figures).chain([low]).collect()
    };
    let differ = |apart: &Apart| {
        let names = [&apart.measure, &apart.between.0, &apart.between.1].map(Cell::from);
        let row = |differ: &Differ| {
            let answers = [Cell::count(differ.number), Cell::from(differ.answers.0), Cell::from(differ.answers.1)];
            let source = differ.source.iter().map(Cell::from);
            let why = [Cell::from(&differ.why.0), Cell::from(&differ.why.1)];
            names.iter().cloned().chain(answers).chain(source).chain(why).collect()
        };
        apart.recordings.iter().map(row).collect::<Vec<Vec<Cell>>>()
    };
    let named =
        ["measure", "one", "other", "judged by both", "same", "kappa", "from", "to", "ac1", "evident", "reading"];
    let agreement = Table {
        name: "Agreement",
        columns: columns(&named.map(|name| (name, 0))),
        rows: judgements.iter().map(row).collect(),
    };
    let named = [
        "measure",
        "one",
        "other",
        "number",
        "one says",
        "other says",
        "recording",
        "id",
        "row",
        "one adds",
        "other adds",
    ];
    let to_talk_about = Table {
        name: "Disagreements",
        columns: columns(&named.map(|name| (name, 0))),
        rows: apart.iter().flat_map(differ).collect(),
    };
    [("agreement.csv", csv(&agreement)), ("disagreements.csv", csv(&to_talk_about))]
}
