//! The sheet on which people judge a sample, and how far they agree with each other and with what was read by machine.

#![expect(clippy::disallowed_methods, reason = "filled sheets and what was read are opened here")]

use super::super::output::write_whole;
use super::super::{Exit, Failure};
use crate::audit::{Agreement, Judgement, MODERATED_SCHEMA, Moderated, agreement, is_low};
use crate::files::in_words;
use crate::render::{Apart, Audited, Differ, NOTHING_TO_JUDGE, TOO_LOW, agreement_tables, moderation_sheet};
use calamine::{Data, Xlsx, open_workbook};
use clap::Args;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

const SHEET: &str = "moderation.xlsx";
/// What is kept of moderation for the report.
const KEPT: &str = "agreement.json";
/// Bytes of a filled sheet that are read.
const LARGEST: u64 = 20_000_000;

/// Compare filled sheets with each other and with what the program read.
#[derive(Args)]
pub struct Agree {
    /// The folder of the audit from which the sample was drawn.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Filled copies of moderation.xlsx, one for each auditor.
    #[arg(value_name = "SHEET", required = true)]
    sheets: Vec<PathBuf>,
}

/// What can be answered, in the order of their numbers.
const ANSWERS: [&str; 4] = ["evident", "partly", "not evident", NOTHING_TO_JUDGE];

/// Answers by recording and measure.
type Answers = BTreeMap<(usize, String), usize>;

/// What one reader said, a person or the program.
#[derive(Default)]
struct Said {
    answers: Answers,
    /// What people add about a recording, by its number.
    comments: BTreeMap<usize, String>,
    /// Why the program answered as it did.
    because: BTreeMap<(usize, String), String>,
}

impl Said {
    fn why(&self, recording: usize, measure: &str) -> String {
        let because = self.because.get(&(recording, measure.to_owned()));
        because.or_else(|| self.comments.get(&recording)).cloned().unwrap_or_default()
    }
}

/// Writes the sheet for a sample. One that is there already may have been filled, and stays.
pub fn write(folder: &Path, audited: &Audited, sample: &[usize]) -> Result<(), Failure> {
    let file = folder.join(SHEET);
    let bytes = moderation_sheet(audited, sample)
        .map_err(|_| Failure::new("the sheet for auditors could not be made", "draw a smaller sample"))?;
    match std::fs::read(&file) {
        Ok(there) if there == bytes => Ok(()),
        Ok(_) => Err(Failure::new(
            format!("{} is there already, and may have been filled", file.display()),
            "move it away before another sample is drawn; the report is written",
        )),
        Err(_) => write_whole(&file, &bytes),
    }
}

impl Agree {
    pub fn run(self) -> Result<Exit, Failure> {
        let read = machine(&self.folder)?;
        for (at, sheet) in self.sheets.iter().enumerate() {
            if self.sheets[..at].iter().any(|other| name(other) == name(sheet)) {
                let why = format!("{} is named twice", sheet.display());
                return Err(Failure::new(why, "name each auditor's own sheet once, each under its own name"));
            }
        }
        let filled = self.sheets.iter().map(|sheet| Ok((name(sheet), filled(sheet, &read)?)));
        let filled = filled.collect::<Result<Vec<(String, Said)>, Failure>>()?;
        let (mut judgements, mut apart) = (Vec::new(), Vec::new());
        for (at, (one, own)) in filled.iter().enumerate() {
            let others = filled[at + 1..].iter().map(|(other, said)| (Some(other.as_str()), said));
            for other in others.chain([(None, &read.said)]) {
                for (judgement, differ) in judged((one, own), other, &read.sources) {
                    judgements.push(judgement);
                    apart.push(differ);
                }
            }
        }
        for (file, bytes) in agreement_tables(&judgements, &apart) {
            write_whole(&self.folder.join(file), &bytes)?;
        }
        judgements.iter().for_each(|judgement| anstream::println!("{}", line(judgement)));
        let moderated = Moderated { schema: MODERATED_SCHEMA.into(), judgements };
        write_whole(&self.folder.join(KEPT), &serde_json::to_vec_pretty(&moderated).unwrap_or_default())?;
        anstream::println!("Written to {}, with what to talk about.", self.folder.join("agreement.csv").display());
        anstream::println!("The report tells it when the same audit is run again.");
        Ok(Exit::Done)
    }
}

/// How far people agreed in the audit in `folder`, where they have moderated it.
pub fn moderated(folder: &Path) -> Result<Option<Moderated>, Failure> {
    let file = folder.join(KEPT);
    if !file.exists() {
        return Ok(None);
    }
    let hint = "run `whatmatters audit agree` again, or move the file away";
    let text = std::fs::read_to_string(&file)
        .map_err(|error| Failure::new(format!("{}: {}", file.display(), in_words(error.kind())), hint))?;
    let kept: Option<Moderated> = serde_json::from_str(&text).ok();
    let known = kept.filter(|kept| kept.schema == MODERATED_SCHEMA);
    known
        .map(Some)
        .ok_or_else(|| Failure::new(format!("{} is not what this version writes there", file.display()), hint))
}

fn name(sheet: &Path) -> String {
    sheet.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// How two answered, by measure, and where they differ. `sources` has what each recording is called.
fn judged(
    (one, own): (&str, &Said),
    (other, others): (Option<&str>, &Said),
    sources: &[[String; 3]],
) -> Vec<(Judgement, Apart)> {
    let mut pairs: BTreeMap<&str, Vec<(usize, usize, usize)>> = BTreeMap::new();
    for ((recording, measure), answer) in &own.answers {
        if let Some(second) = others.answers.get(&(*recording, measure.clone())) {
            pairs.entry(measure).or_default().push((*recording, *answer, *second));
        }
    }
    let of_measure = |(measure, answers): (&str, Vec<(usize, usize, usize)>)| {
        let both: Vec<(usize, usize)> = answers.iter().map(|(_, one, other)| (*one, *other)).collect();
        let differ = |(number, one, other): &(usize, usize, usize)| Differ {
            number: *number,
            source: sources.get(number - 1).cloned().unwrap_or_default(),
            answers: (ANSWERS[*one], ANSWERS[*other]),
            why: (own.why(*number, measure), others.why(*number, measure)),
        };
        let judgement = Judgement {
            measure: measure.to_owned(),
            one: one.to_owned(),
            other: other.map(str::to_owned),
            agreement: agreement(&both, ANSWERS.len())?,
        };
        let apart = Apart {
            measure: measure.to_owned(),
            between: (one.to_owned(), judgement.other_in_words().to_owned()),
            recordings: answers.iter().filter(|(_, one, other)| one != other).map(differ).collect(),
        };
        Some((judgement, apart))
    };
    pairs.into_iter().filter_map(of_measure).collect()
}

fn line(judgement: &Judgement) -> String {
    let Agreement { of, same, kappa, ac1, .. } = judgement.agreement;
    let figure = |value: Option<f64>| value.map_or("–".into(), |value| format!("{value:.2}"));
    let low = if is_low(&judgement.agreement) { format!("  {TOO_LOW}") } else { String::new() };
    let (one, other) = (&judgement.one, judgement.other_in_words());
    format!(
        "{:<24} {one} and {other}: {:.0} % of {of}, kappa {}, AC1 {}{low}",
        judgement.measure,
        same * 100.0,
        figure(kappa),
        figure(ac1)
    )
}

/// What the program read, and what each recording is called.
struct Machine {
    said: Said,
    /// File, id and row of each recording, from the first.
    sources: Vec<[String; 3]>,
}

const UNFINISHED: &str = "name the folder of an audit that was finished";

/// What the program read, from the tables of the audit.
fn machine(folder: &Path) -> Result<Machine, Failure> {
    let (names, rows) = table(&folder.join("recordings.csv"))?;
    let mut machine = Machine { said: Said::default(), sources: Vec::new() };
    for (number, row) in (1..).zip(&rows) {
        machine.sources.push([0, 1, 2].map(|at| row.get(at).unwrap_or_default().to_owned()));
        for (name, cell) in names.iter().zip(row) {
            if let Some(answer) = ANSWERS.iter().position(|answer| *answer == cell) {
                machine.said.answers.insert((number, name.to_owned()), answer);
            }
        }
    }
    // Both tables have the recordings in one order, so that of several with one name each is found.
    let (_, rows) = table(&folder.join("why.csv"))?;
    let (mut number, mut last) = (0, "");
    for row in &rows {
        let [measure, because] = [3, 5].map(|at| row.get(at).unwrap_or_default());
        let is_of = |source: &[String; 3]| source.iter().zip(row).all(|(own, cell)| own == cell);
        // The measures of one recording are in the order of their names.
        if number == 0 || measure <= last || !is_of(&machine.sources[number - 1]) {
            let Some(ahead) = machine.sources[number..].iter().position(is_of) else { break };
            number += ahead + 1;
        }
        last = measure;
        machine.said.because.insert((number, measure.to_owned()), because.to_owned());
    }
    Ok(machine)
}

/// The names and the rows of a table that an audit wrote.
fn table(file: &Path) -> Result<(csv::StringRecord, Vec<csv::StringRecord>), Failure> {
    let failed = |why: String| Failure::new(format!("{}: {why}", file.display()), UNFINISHED);
    let text = std::fs::read_to_string(file).map_err(|error| failed(in_words(error.kind())))?;
    let mut table = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let broken = |_| failed("it is not the table of an audit".into());
    let names = table.headers().map_err(broken)?.clone();
    let rows = table.records().collect::<Result<_, _>>().map_err(broken)?;
    Ok((names, rows))
}

/// What an auditor answered. A cell left empty is no answer.
fn filled(file: &Path, machine: &Machine) -> Result<Said, Failure> {
    let hint = "name a filled copy of moderation.xlsx from this audit, saved as .xlsx";
    let failed = |why: &str| Failure::new(format!("{}: {why}", file.display()), hint);
    let about = std::fs::metadata(file).map_err(|error| failed(&in_words(error.kind())))?;
    if about.len() > LARGEST {
        return Err(failed("it is too large for a filled sheet"));
    }
    let mut workbook: Xlsx<_> =
        open_workbook(file).map_err(|_: calamine::XlsxError| failed("it cannot be opened as a workbook"))?;
    let mut rows =
        rows(&mut workbook).ok_or_else(|| failed("it has no sheet named Moderation that can be read"))?.into_iter();
    let names: Vec<String> = rows.next().unwrap_or_default().iter().map(ToString::to_string).collect();
    if names.first().map(String::as_str) != Some("number") {
        return Err(failed("its first column is not the number of the recording"));
    }
    let mut filled = Said::default();
    for (at, row) in rows.enumerate() {
        let number = match row.first() {
            Some(Data::Float(number)) if *number >= 1.0 => *number as usize,
            Some(Data::Int(number)) if *number >= 1 => *number as usize,
            _ => continue,
        };
        if !is_of(&row, machine.sources.get(number - 1)) {
            return Err(failed(&format!("row {} is of a recording that this audit does not hold there", at + 2)));
        }
        for (name, cell) in names.iter().zip(&row).skip(FIRST_ANSWER) {
            let words = cell.to_string().trim().to_owned();
            if words.is_empty() {
                continue;
            }
            if name == "comments" {
                filled.comments.insert(number, words);
                continue;
            }
            let said = words.to_lowercase();
            let answer = ANSWERS.iter().position(|answer| *answer == said).ok_or_else(|| {
                let why = format!("row {}, column {name}: the answer is none of {}", at + 2, ANSWERS.join(", "));
                failed(&why)
            })?;
            filled.answers.insert((number, name.clone()), answer);
        }
    }
    if filled.answers.is_empty() {
        return Err(failed("it holds no answer yet"));
    }
    Ok(filled)
}

/// The rows of the sheet, whatever it says of its own size. Cells far off are nobody's answers.
fn rows(workbook: &mut Xlsx<BufReader<File>>) -> Option<Vec<Vec<Data>>> {
    const MOST: (u32, u32) = (100_000, 200);
    let mut cells = workbook.worksheet_cells_reader("Moderation").ok()?;
    let mut rows: Vec<Vec<Data>> = Vec::new();
    while let Some(cell) = cells.next_cell().ok()? {
        let (row, column) = cell.get_position();
        if row >= MOST.0 || column >= MOST.1 {
            continue;
        }
        let (row, column) = (row as usize, column as usize);
        rows.resize_with(rows.len().max(row + 1), Vec::new);
        let own = &mut rows[row];
        own.resize(own.len().max(column + 1), Data::Empty);
        own[column] = cell.get_value().clone().into();
    }
    Some(rows)
}

/// True where the file and id beside an answer are those of the audit, as far as the sheet still tells them.
fn is_of(row: &[Data], source: Option<&[String; 3]>) -> bool {
    let Some(source) = source else { return false };
    let same =
        |at: usize| row.get(at + 1).is_none_or(|cell| cell.to_string().is_empty() || cell.to_string() == source[at]);
    same(0) && same(1)
}

/// Columns that say which recording a row is of.
const FIRST_ANSWER: usize = 4;
