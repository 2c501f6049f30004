//! An audit as an auditor runs it: what it finds of what was planted, how it goes on after it was stopped, and what its files hold.

#![allow(clippy::disallowed_methods, reason = "tests read what they test")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

const WORKER: &str = "Wilhelmina Quill";
const NAME: &str = "Blodwen Okonkwo";

struct Team {
    folder: tempfile::TempDir,
}

/// A row of the export: id, date, team, person and the recording.
type Entry<'a> = (&'a str, &'a str, &'a str, &'a str, String);

impl Team {
    fn new(entries: &[Entry]) -> Team {
        let team = Team { folder: tempfile::tempdir().unwrap() };
        let mut table = csv::Writer::from_path(team.path("team.csv")).unwrap();
        table.write_record(["id", "date", "team", "person", "worker", "note"]).unwrap();
        for (number, (id, date, of, person, text)) in entries.iter().enumerate() {
            let worker = if number % 2 == 0 { WORKER } else { "Ozias Pell" };
            table.write_record([id, date, of, person, &worker, &text.as_str()]).unwrap();
        }
        table.flush().unwrap();
        team
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, output: &str, more: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_whatmatters"));
        command.current_dir(self.folder.path()).args(["audit", "team.csv", "--output", output]).args(more);
        command
    }

    fn audit(&self, output: &str, more: &[&str]) -> Output {
        self.command(output, more).output().unwrap()
    }

    /// Every file of an audit, by name.
    fn files(&self, output: &str) -> BTreeMap<String, Vec<u8>> {
        let entries = std::fs::read_dir(self.path(output)).unwrap().map(|entry| entry.unwrap().path());
        entries.map(|path| (name_of(&path), std::fs::read(&path).unwrap())).collect()
    }

    fn text(&self, file: &str) -> String {
        std::fs::read_to_string(self.path(file)).unwrap()
    }

    /// The rows of a table, by the names of its columns.
    fn table(&self, file: &str) -> Vec<BTreeMap<String, String>> {
        let text = self.text(file);
        let mut table = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        table.deserialize().map(Result::unwrap).collect()
    }

    fn measure(&self, output: &str, id: &str) -> serde_json::Value {
        let summary: serde_json::Value = serde_json::from_str(&self.text(&format!("{output}/summary.json"))).unwrap();
        summary["measures"].as_array().unwrap().iter().find(|measure| measure["id"] == id).unwrap().clone()
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn status(output: &Output) -> i32 {
    output.status.code().expect("it was not killed")
}

/// A visit that no other number gives, with a plan, and a review where one is wanted.
fn visit(number: usize, review: bool) -> String {
    const PLACES: [&str; 8] =
        ["the allotment", "chapel", "the library", "her sister's", "the canal", "the market", "choir", "the pool"];
    const FOODS: [&str; 7] = ["soup", "porridge", "toast", "a pasty", "rice", "stew", "cake"];
    const WORKS: [&str; 6] =
        ["painting", "mending nets", "baking", "singing", "knitting a blanket", "feeding the hens"];
    let (place, food, work) = (PLACES[number % 8], FOODS[number % 7], WORKS[number % 6]);
    let reviewed = if review { "We will meet again to look at how it went on 1 June 2026." } else { "" };
    format!(
        "{NAME} had been to {place} {} times since we met and was {work} when I came. She said \"I want to go to {place} on my own again.\" We \
         ate {food} that she had made by number {number} of her grandmother's recipes. On the way back she slipped by the gate and hurt her \
         knee.\nPlan\n- Pat (OT) will bring a stick for {place} by {} May 2026.\n{reviewed}\n",
        number + 2,
        1 + number % 27,
    )
}

/// Two teams of twelve and one of three, with what an audit has to find.
fn planted() -> Team {
    let mut entries: Vec<Entry> = Vec::new();
    let ids: Vec<String> = (0..27).map(|number| format!("n{number}")).collect();
    for (number, id) in ids.iter().enumerate() {
        let (team, review) = match number {
            0..12 => ("North", true),
            12..24 => ("South", false),
            _ => ("West", true),
        };
        entries.push((id, "2026-05-04", team, id, visit(number, review)));
    }
    // Copied forward a week later, with a line more.
    entries.push(("copy", "2026-05-11", "North", "n3", visit(3, true) + "Rang to say the bus was late.\n"));
    entries.push(("n1", "2026-05-04", "South", "other", visit(40, false)));
    entries.push(("late", "2126-05-04", "South", "z", visit(41, false)));
    entries.push(("blank", "2026-05-04", "South", "z", " ".into()));
    entries.push((
        "grave",
        "2026-05-04",
        "North",
        "g",
        format!("{NAME} had bruises on both arms. She said he hit her again on Sunday. The house was cold and dark."),
    ));
    Team::new(&entries)
}

#[test]
fn what_was_planted_is_found() {
    let team = planted();
    let done = team.audit("out", &[]);
    assert_eq!(status(&done), 3, "{}", err(&done));
    let said = String::from_utf8(done.stdout.clone()).unwrap();
    assert!(
        said.contains("Read 31 of 32 recordings.")
            && said.contains("Read first: 1 with words of harm and no action, 0 with"),
        "{said}"
    );
    let review = team.measure("out", "review");
    // North's twelve, West's three and the copy; South's were written without.
    assert_eq!((&review["evident"], &review["not_evident"]), (&16.into(), &14.into()), "{review}");
    assert_eq!(team.measure("out", "own-entry")["not_evident"], 1);
    assert!(team.text("out/copied-forward.csv").contains("\"copy\",\"29\",\"team.csv · n3\""));
    assert!(team.text("out/read-first.csv").contains("\"grave\""));
    let first = &team.table("out/read-first.csv")[0];
    assert_eq!(
        (first["id"].as_str(), first["team"].as_str(), first["date"].as_str()),
        ("grave", "North", "2026-05-04")
    );
    assert!(team.text("out/not-read.csv").contains("\"32\"") || team.text("out/not-read.csv").contains("\"31\""));
    let to_look_at = team.text("out/to-look-at.csv");
    assert_eq!(to_look_at.matches("another recording has this id").count(), 2);
    assert!(to_look_at.contains("\"late\"") && to_look_at.contains("after the day of the audit"));
    let report = team.text("out/report.html");
    assert!(report.find("Read first").unwrap() < report.find("id=\"figures\"").unwrap());
    assert!(report.contains("Read 31 of 32 recordings."));
}

#[test]
fn nothing_tells_of_a_worker_of_a_small_team_or_of_a_name() {
    let team = planted();
    team.audit("out", &[]);
    for (name, bytes) in team.files("out").iter().filter(|(name, _)| !name.ends_with(".xlsx")) {
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert!(!text.contains(WORKER), "{name} names a worker");
        assert!(!text.contains(NAME), "{name} names a person");
    }
    let groups = team.text("out/groups.csv");
    let of = |team: &str| groups.lines().filter(|line| line.contains(&format!("\"{team}\""))).collect::<Vec<_>>();
    // West is kept back, and with it the smaller of the others, from which it could be reckoned.
    assert!(of("West").iter().all(|line| line.contains("\"kept back\",\"")));
    let kept_back = |name: &str| of(name).iter().all(|line| line.contains("\"kept back\""));
    assert!(kept_back("North") != kept_back("South"), "{groups}");
}

#[test]
fn all_that_is_not_evident_is_traced_to_its_recordings() {
    let team = planted();
    team.audit("out", &[]);
    let missing = team.table("out/not-evident.csv");
    for measure in team.table("out/measures.csv") {
        let own: Vec<_> = missing.iter().filter(|row| row["measure"] == measure["measure"]).collect();
        assert_eq!(own.len().to_string(), measure["not evident"], "{}", measure["measure"]);
        let told = |row: &BTreeMap<String, String>, column: &str| !row[column].is_empty();
        assert!(
            own.iter()
                .all(|row| told(row, "id") && told(row, "looked for, and not found") && told(row, "what was read"))
        );
    }
    let review = missing.iter().find(|row| row["measure"] == "review" && row["id"] == "n12").unwrap();
    assert_eq!(
        (review["recording"].as_str(), review["row"].as_str(), review["date"].as_str()),
        ("team.csv", "14", "2026-05-04")
    );
    assert!(review["sentences"].contains("will bring a stick"), "{review:?}");
    // More than the three of the page have their sentences.
    assert!(missing.iter().filter(|row| row["measure"] == "review" && !row["sentences"].is_empty()).count() > 10);
}

#[test]
fn columns_with_other_names_are_read_or_told() {
    let mut table = csv::Writer::from_writer(Vec::new());
    table
        .write_record(["CaseNoteID", "Created On", "Contact Date/Time", "Ward", "Recorded By", "Case Note Text"])
        .unwrap();
    for number in 0..12 {
        let (day, at) = (format!("{:02}-May-26", number + 1), format!("2026-04-{:02}T14:30:00+01:00", number + 1));
        let at = if number == 3 { "last Tuesday".into() } else { at };
        let ward = ["Elm", "Oak"][number % 2];
        table.write_record([&format!("c{number}"), &day, &at, ward, WORKER, &visit(number, true)]).unwrap();
    }
    let team = Team::new(&[]);
    std::fs::write(team.path("team.csv"), table.into_inner().unwrap()).unwrap();
    let rows = |output: &str| -> Vec<(String, String, String)> {
        let rows = team.table(&format!("{output}/columns.csv")).into_iter();
        rows.map(|row| (row["read for"].clone(), row["column"].clone(), row["recordings"].clone())).collect()
    };
    let row = |role: &str, column: &str, count: &str| (role.to_owned(), column.to_owned(), count.to_owned());
    assert_eq!(status(&team.audit("out", &[])), 0);
    let read = rows("out");
    assert!(
        read.contains(&row("recording", "Case Note Text", "12")) && read.contains(&row("id", "CaseNoteID", "12")),
        "{read:?}"
    );
    assert!(
        read.contains(&row("date", "Contact Date/Time", "11")) && read.contains(&row("not used", "Ward", "")),
        "{read:?}"
    );
    assert!(team.text("out/report.html").contains("Recordings from 2026-04-01 to 2026-05-04"));

    // The same audit goes on, with the columns that were named.
    let named = ["--column", "team=ward", "--column", "date=Contact Date/Time"];
    assert_eq!(status(&team.audit("out", &named)), 0);
    assert!(
        rows("out").contains(&row("team", "Ward", "12")) && rows("out").contains(&row("not used", "Created On", ""))
    );
    let unclear = team.table("out/to-look-at.csv");
    assert_eq!((unclear.len(), unclear[0]["id"].as_str()), (1, "c3"));
    assert!(unclear[0]["what"].contains("not understood") && team.text("out/report.html").contains("--column date="));
    assert!(team.text("out/groups.csv").contains("\"Elm\""));

    let nowhere = team.audit("out", &["--column", "team=Cluster"]);
    assert!(status(&nowhere) == 0 && err(&nowhere).contains("column `Cluster` for its team"), "{}", err(&nowhere));
    let wrong = team.audit("out", &["--column", "manager=Ward"]);
    assert!(status(&wrong) == 2 && err(&wrong).contains("it can tell date, person, team"), "{}", err(&wrong));
}

/// Whether adding and taking away `rows` gives `wanted`.
fn gives(rows: &[Vec<f64>], wanted: &[f64]) -> bool {
    let mut rows = rows.to_vec();
    let mut left = wanted.to_vec();
    let mut done = 0;
    for column in 0..wanted.len() {
        let Some(found) = (done..rows.len()).find(|&row| rows[row][column].abs() > 1e-7) else { continue };
        rows.swap(done, found);
        let lead = rows[done].clone();
        for row in rows[done + 1..].iter_mut().chain([&mut left]) {
            let factor = row[column] / lead[column];
            row.iter_mut().zip(&lead).for_each(|(value, lead)| *value -= factor * lead);
        }
        done += 1;
    }
    left.iter().all(|value| value.abs() < 1e-6)
}

/// Everything that is published is a sum over recordings. None of one to four that a team, a service or a month has by itself or with another
/// may follow from these sums.
#[test]
fn few_recordings_cannot_be_reckoned_from_all_that_is_published() {
    const COUNT: usize = 36;
    let teams: Vec<usize> = (0..COUNT).map(|n| (n * n + n) % 37 % 5).collect();
    let services = |n: usize| if (n + 2).is_multiple_of(17) { (teams[n] / 2 + 1) % 3 } else { teams[n] / 2 };
    let months = |n: usize| (teams[n] + (n * 7) % 13 % 2) % 4;
    let names: Vec<[String; 3]> = (0..COUNT)
        .map(|n| [format!("team {}", teams[n]), format!("service {}", services(n)), format!("2026-0{}", 1 + months(n))])
        .collect();
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["id", "date", "team", "service", "note"]).unwrap();
    for (n, [team, service, month]) in names.iter().enumerate() {
        table.write_record([&format!("n{n}"), &format!("{month}-03"), team, service, &visit(n, true)]).unwrap();
    }
    let team = Team::new(&[]);
    std::fs::write(team.path("team.csv"), table.into_inner().unwrap()).unwrap();
    assert_eq!(status(&team.audit("out", &[])), 0);
    let (groups, recordings) = (team.table("out/groups.csv"), team.table("out/recordings.csv"));
    let mut tried = 0;
    for measure in team.table("out/measures.csv") {
        let id = &measure["measure"];
        let judged: Vec<bool> = recordings.iter().map(|row| row[id] != "nothing to judge").collect();
        let sum = |so: &dyn Fn(usize) -> bool| -> Vec<f64> {
            (0..COUNT).map(|n| f64::from(u8::from(judged[n] && so(n)))).collect()
        };
        let mut rows = vec![sum(&|_| true)];
        for group in groups.iter().filter(|row| row["measure"] == *id && row["judged"] != "kept back") {
            rows.push(sum(&|n| names[n].contains(&group["group"])));
        }
        for n in 0..COUNT {
            for ways in 1..8 {
                let few = sum(&|other| (0..3).all(|way| ways >> way & 1 == 0 || names[n][way] == names[other][way]));
                if (1.0..5.0).contains(&few.iter().sum()) {
                    tried += 1;
                    assert!(!gives(&rows, &few), "{id}: {:?}, ways {ways}, from {rows:?}", names[n]);
                }
            }
        }
        assert!(
            rows.len() > 3 || judged.iter().filter(|judged| **judged).count() < 20,
            "{id}: nearly all is kept back"
        );
    }
    assert!(tried > 100, "{tried}");
}

#[test]
fn quotes_stand_in_a_report_as_they_were_asked_for() {
    let team = planted();
    let report = |quotes: &str| {
        team.audit(quotes, &["--quotes", quotes]);
        team.text(&format!("{quotes}/report.html"))
    };
    let (none, masked, full) = (report("none"), report("masked"), report("full"));
    assert!(!none.contains("bruises on both arms") && none.contains("No sentences of the recordings"));
    assert!(masked.contains("[name] had bruises on both arms"));
    assert!(full.contains("Blodwen Okonkwo had bruises on both arms"));
    // Quotations are no part of the checkpoint.
    assert_eq!(team.text("none/recordings.jsonl"), team.text("full/recordings.jsonl"));
    assert!(!team.text("full/recordings.jsonl").contains("bruises"));
}

#[test]
fn an_audit_that_was_stopped_goes_on_to_the_same_bytes() {
    let team = planted();
    team.audit("whole", &[]);
    let whole = team.files("whole");
    let rows = &whole["recordings.jsonl"];
    // As a kill leaves it: at the end of a line, in the middle of one, after the first, and with nothing.
    let lines: Vec<usize> = rows.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1).collect();
    for (number, cut) in [lines[0], lines[9], lines[9] + 40, 17, 0, rows.len()].into_iter().enumerate() {
        let folder = format!("cut-{number}");
        std::fs::create_dir(team.path(&folder)).unwrap();
        std::fs::write(team.path(&folder).join("recordings.jsonl"), &rows[..cut]).unwrap();
        let done = team.audit(&folder, &[]);
        assert_eq!(status(&done), 3, "{}", err(&done));
        assert!(team.files(&folder) == whole, "cut at {cut}");
    }
}

#[test]
fn an_audit_that_is_killed_goes_on_to_the_same_bytes() {
    let entries: Vec<(String, String)> = (0..200).map(|number| (format!("n{number}"), visit(number, true))).collect();
    let entries: Vec<Entry> =
        entries.iter().map(|(id, text)| (id.as_str(), "2026-05-04", "North", id.as_str(), text.clone())).collect();
    let team = Team::new(&entries);
    team.audit("whole", &[]);
    for wait in [150, 900, 2500, 5000] {
        let mut child = team.command("killed", &[]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(wait));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    assert_eq!(status(&team.audit("killed", &[])), 0);
    assert!(team.files("killed") == team.files("whole"));
}

#[test]
fn a_folder_with_something_else_in_it_is_left_alone() {
    let team = planted();
    assert_eq!(status(&team.audit("out", &[])), 3);
    let before = team.files("out");
    let refused = |output: &str, more: &[&str], says: &str| {
        let done = team.audit(output, more);
        assert_eq!(status(&done), 2, "{}", err(&done));
        assert!(err(&done).contains(says), "{}", err(&done));
        assert!(!err(&done).contains("Blodwen"));
    };
    refused("out", &["team.csv"], "holds another audit: other files");
    refused("out", &["--id-column", "person"], "holds another audit: other columns");
    std::fs::write(team.path("whatmatters.toml"), "[audit]\noff = [\"review\"]\n").unwrap();
    refused("out", &[], "holds another audit: other ");
    std::fs::write(team.path("whatmatters.toml"), "[audit]\noff = [\"revue\"]\n").unwrap();
    refused("new", &[], "there is no measure `revue`");
    std::fs::remove_file(team.path("whatmatters.toml")).unwrap();
    let table = team.text("team.csv");
    std::fs::write(team.path("team.csv"), table.replace("slipped by the gate", "slipped by the wall")).unwrap();
    refused("out", &[], "the recordings have changed");
    std::fs::write(team.path("team.csv"), table.lines().take(9).collect::<Vec<_>>().join("\n")).unwrap();
    refused("out", &[], "the recordings have changed");
    std::fs::create_dir(team.path("other")).unwrap();
    std::fs::write(team.path("other/letter.txt"), "x").unwrap();
    refused("other", &[], "holds something else than an audit");
    refused("team.csv", &[], "could not be written");
    refused("inside", &["."], "stands among the recordings");
    assert!(team.files("out") == before);
}

#[test]
fn a_change_between_quarters_is_told_and_none_where_there_is_none() {
    let ids: Vec<String> = (0..40).map(|number| format!("n{number}")).collect();
    let quarter = |review: fn(usize) -> bool| {
        let entry = |(number, id)| -> Entry { (id, "2026-05-04", "North", id, visit(number, review(number))) };
        Team::new(&ids.iter().map(String::as_str).enumerate().map(entry).collect::<Vec<_>>())
    };
    let (then, now) = (quarter(|number| number % 4 == 0), quarter(|number| number % 8 != 0));
    then.audit("out", &[]);
    let earlier = then.path("out").display().to_string();
    let done = now.audit("out", &["--baseline", &earlier]);
    assert_eq!(status(&done), 0, "{}", err(&done));
    let changes = now.text("out/changes.csv");
    let of = |measure: &str| changes.lines().find(|line| line.contains(&format!("\"{measure}\""))).unwrap().to_owned();
    assert!(of("review").ends_with("\"more often evident, and hardly by chance\""), "{changes}");
    let others = changes.lines().skip(1).filter(|line| !line.contains("\"review\""));
    assert!(
        others.clone().count() > 8 && others.into_iter().all(|line| !line.contains("hardly by chance")),
        "{changes}"
    );
    assert!(now.text("out/report.html").contains("Since the audit of"));

    let other_rules = then.text("out/summary.json").replace("\"rules\": \"", "\"rules\": \"x");
    std::fs::write(then.path("out/summary.json"), other_rules).unwrap();
    now.audit("out", &["--baseline", &earlier]);
    assert!(!now.text("out/changes.csv").contains("hardly"));
    assert!(now.text("out/report.html").contains("nothing is said of a change"));
    let none = now.audit("none", &["--baseline", "nowhere"]);
    assert!(status(&none) == 2 && err(&none).contains("name the folder of an audit that was finished"));
}

#[test]
fn a_sample_is_drawn_and_filled_sheets_are_compared() {
    let team = planted();
    let more = ["--sample", "9", "--stratify", "team", "--seed", "4"];
    assert_eq!(status(&team.audit("out", &more)), 3);
    let sheet = std::fs::read(team.path("out/moderation.xlsx")).unwrap();
    assert_eq!(status(&team.audit("out", &more)), 3, "the same sample may be drawn again");
    let other = team.audit("out", &["--sample", "9", "--seed", "5"]);
    assert!(status(&other) == 2 && err(&other).contains("may have been filled"), "{}", err(&other));
    assert!(std::fs::read(team.path("out/moderation.xlsx")).unwrap() == sheet);

    // Two auditors: they differ on the second recording.
    let fill = |name: &str, answers: &[(u32, &str)]| {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.set_name("Moderation").unwrap();
        for (at, heading) in ["number", "recording", "id", "row", "review", "comments"].iter().enumerate() {
            sheet.write_string(0, at as u16, *heading).unwrap();
        }
        for (at, (number, answer)) in (1..).zip(answers) {
            sheet.write_number(at, 0, *number).unwrap();
            sheet.write_string(at, 4, *answer).unwrap();
            sheet.write_string(at, 5, if *number == 2 { format!("{name} doubts it") } else { String::new() }).unwrap();
        }
        workbook.save(team.path(name)).unwrap();
    };
    fill("ann.xlsx", &[(1, "evident"), (2, "Evident "), (13, "not evident"), (14, "")]);
    fill("ben.xlsx", &[(1, "evident"), (2, "partly"), (13, "not evident"), (14, "evident")]);
    let agree = |sheets: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_whatmatters"));
        command.current_dir(team.folder.path()).args(["audit", "agree", "out"]).args(sheets).output().unwrap()
    };
    let done = agree(&["ann.xlsx", "ben.xlsx"]);
    let said = String::from_utf8(done.stdout.clone()).unwrap();
    assert_eq!(status(&done), 0, "{}", err(&done));
    assert!(said.contains("ann and ben: 67 % of 3") && said.contains("ann and the program: 100 % of 3"), "{said}");
    let apart = team.text("out/disagreements.csv");
    assert!(apart.contains("\"review\",\"ann\",\"ben\",\"2\",\"evident\",\"partly\""), "{apart}");
    let apart = team.table("out/disagreements.csv");
    let people = apart.iter().find(|row| row["other"] == "ben").unwrap();
    let told = ["recording", "id", "row", "one adds", "other adds"].map(|column| people[column].as_str());
    assert_eq!(told, ["team.csv", "n1", "3", "ann.xlsx doubts it", "ben.xlsx doubts it"]);
    let program = apart.iter().find(|row| row["one"] == "ben" && row["other"] == "the program").unwrap();
    assert_eq!((program["id"].as_str(), program["one says"].as_str()), ("n1", "partly"));
    assert_eq!(program["other adds"], "a review or a next visit told with its time");
    assert!(!team.text("out/report.html").contains("How far people agreed"));
    assert_eq!(status(&team.audit("out", &[])), 3);
    let report = team.text("out/report.html");
    assert!(report.contains("How far people agreed") && report.contains("100 % of 3"));
    // Three recordings are too few to rely on.
    assert!(report.contains("(to talk about, not to rely on)"));

    fill("odd.xlsx", &[(1, "perhaps")]);
    fill("empty.xlsx", &[(1, "")]);
    fill("of-another.xlsx", &[(4000, "evident")]);
    for (sheets, wrong) in [
        (vec!["empty.xlsx"], "holds no answer yet"),
        (vec!["of-another.xlsx"], "a recording that this audit does not hold"),
        (vec!["ann.xlsx", "ann.xlsx"], "named twice"),
    ] {
        let refused = agree(&sheets);
        assert!(status(&refused) == 2 && err(&refused).contains(wrong), "{}", err(&refused));
    }
    let odd = agree(&["odd.xlsx"]);
    assert!(status(&odd) == 2 && err(&odd).contains("row 2, column review"), "{}", err(&odd));
    assert!(status(&agree(&["team.csv"])) == 2 && status(&agree(&["nowhere.xlsx"])) == 2);
}

#[test]
fn a_desk_of_one_worker_and_a_recording_in_welsh_are_not_told_of() {
    let welsh = "Ymwelais â Gwen gartref heddiw. Roedd hi'n eistedd wrth y ffenestr ac yn edrych yn flinedig iawn. Dywedodd nad yw hi wedi bod yn bwyta llawer yr wythnos hon.";
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["Record No", "Event date", "Team", "Allocated worker", "note"]).unwrap();
    for number in 0..24 {
        let (team, worker) = match number {
            0..6 => ("Night desk", "Ada"),
            6..12 => ("North", ["Bo", "Cy"][number % 2]),
            _ => ("north ", ["Di", "Ed"][number % 2]),
        };
        let text = if number == 13 { welsh.into() } else { visit(number, true) };
        let day = format!("2026-05-{:02}", number + 1);
        table.write_record([&format!("r{}", number.min(22)), &day, team, worker, &text]).unwrap();
    }
    let team = Team::new(&[]);
    std::fs::write(team.path("team.csv"), table.into_inner().unwrap()).unwrap();
    let done = team.audit("out", &[]);
    assert_eq!(status(&done), 0, "{}", err(&done));
    let groups = team.text("out/groups.csv");
    assert!(groups.contains("\"Night desk\",\"kept back\"") && !groups.contains("\"north\""), "{groups}");
    let to_look_at = team.text("out/to-look-at.csv");
    assert!(to_look_at.contains("not assessed") && to_look_at.contains("another recording has this id"));
    assert!(team.text("out/report.html").contains("Recordings from 2026-05-01 to 2026-05-24"));
}

/// A disk that is full, as far as one file can tell: the shell lets no file grow beyond so many blocks of 512 bytes.
#[cfg(unix)]
#[test]
fn a_full_disk_is_told_and_what_is_done_is_kept() {
    let team = planted();
    let whole = team.audit("whole", &[]);
    let limited = |blocks: usize| {
        let line = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" audit team.csv --output out");
        let mut command = Command::new("sh");
        command.args(["-c", &line, env!("CARGO_BIN_EXE_whatmatters")]).current_dir(team.folder.path());
        command.output().unwrap()
    };
    let full = limited(8);
    assert_eq!(status(&full), 2, "{}", err(&full));
    assert!(err(&full).contains("could not be written") && err(&full).contains("the same command goes on"));
    let after = team.audit("out", &[]);
    assert_eq!((status(&after), after.stdout.len() > 20), (status(&whole), true));
    assert!(team.files("out") == team.files("whole"));
}

/// Where one audit is being written, another says so and leaves it alone.
#[cfg(unix)]
#[test]
fn two_audits_are_not_written_into_one_folder() {
    let team = planted();
    assert_eq!(status(&team.audit("out", &[])), 3);
    let before = team.files("out");
    let held = std::fs::File::open(team.path("out/recordings.jsonl")).unwrap();
    held.lock().unwrap();
    let second = team.audit("out", &[]);
    assert!(status(&second) == 2 && err(&second).contains("another audit is being written"), "{}", err(&second));
    drop(held);
    assert!(team.files("out") == before);
}

#[test]
fn measures_are_listed_with_their_cards_and_an_organisations_own_are_used() {
    let own = "[audit]\noff = [\"phrasing\"]\n[[audit.measure]]\nid = \"stick\"\ntitle = \"A stick\"\nasks = \"Is a stick told?\"\n\
        looks_at = \"completeness\"\nserves = [\"person\"]\nevidence = \"The word.\"\ndistorts = \"Not at all likely.\"\n\
        phrases = [\"stick+\"]\n";
    let team =
        Team::new(&[("a", "2026-05-04", "North", "a", visit(1, true)), ("b", "", "", "", "Rang. No answer.".into())]);
    std::fs::write(team.path("whatmatters.toml"), own).unwrap();
    let listed = Command::new(env!("CARGO_BIN_EXE_whatmatters"))
        .args(["audit", "measures"])
        .current_dir(team.folder.path())
        .output()
        .unwrap();
    let listed = String::from_utf8(listed.stdout).unwrap();
    for words in [
        "Could distort",
        "golden-thread · Golden thread  (off; for trying)",
        "phrasing · Phrasing  (off)",
        "stick · A stick",
    ] {
        assert!(listed.contains(words), "{words} in {listed}");
    }
    assert_eq!(status(&team.audit("out", &[])), 0);
    let stick = team.measure("out", "stick");
    assert_eq!((&stick["evident"], &stick["not_evident"]), (&1.into(), &1.into()));
    assert!(!team.text("out/recordings.csv").contains("phrasing"));
}

#[test]
fn a_report_needs_nothing_beside_itself_and_cells_are_never_reckoned() {
    let marked = "<script>alert(1)</script> She said \"I want <b>tea</b> and to go out.\" She fell and was hurt and nobody came.";
    let team = Team::new(&[("=1+1", "2026-05-04", "<i>", "a", marked.into())]);
    team.audit("out", &["--quotes", "full"]);
    let report = team.text("out/report.html");
    for never in ["<script", "<b>", "<i>", "http", "src=", "@import", "url("] {
        assert!(!report.contains(never), "{never}");
    }
    assert!(team.text("out/recordings.csv").contains("\"'=1+1\""));
}
