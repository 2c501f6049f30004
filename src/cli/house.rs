//! Finds and reads an organisation's own ways: `whatmatters.toml` beside the recordings, or in the user's configuration folder.

#![expect(clippy::disallowed_methods, reason = "the organisation's file and its packs are opened here")]

use super::Failure;
use crate::audit::measures::{Measures, Ways};
use crate::files::in_words;
use crate::rules::{HOUSE_FILE, House, Rules};
use std::path::{Path, PathBuf};

/// The rules for recordings in `files`: the built-in ones, under what the organisation wants. Standard input is where the command was
/// given.
pub fn rules(files: &[PathBuf]) -> Result<Rules, Failure> {
    file_for(files)?.map_or_else(|| Ok(Rules::built_in()), |path| read(&path))
}

/// The measures for recordings in `files`, in the same way.
pub fn measures(files: &[PathBuf]) -> Result<Measures, Failure> {
    let Some(path) = file_for(files)? else { return Ok(Measures::built_in()) };
    let hint = "mend the file, or move it away to work with the built-in measures";
    let wrong = |error: String| Failure::new(format!("{}: {error}", path.display()), hint);
    let house = House::parse(&read_text(&path, hint)?).map_err(|error| wrong(error.to_string()))?;
    let ways = Ways::read(house.audit).map_err(|error| wrong(error.to_string()))?;
    Measures::of(&ways).map_err(|error| wrong(error.to_string()))
}

/// The organisation's file for recordings in `files`, where there is one.
fn file_for(files: &[PathBuf]) -> Result<Option<PathBuf>, Failure> {
    let here = PathBuf::new();
    let own = |file: &'_ PathBuf| if file.is_dir() { Some(file.clone()) } else { file.parent().map(Path::to_path_buf) };
    let named: Vec<PathBuf> = files.iter().filter_map(own).collect();
    let mut folders: Vec<&Path> = named.iter().map(PathBuf::as_path).collect();
    if folders.is_empty() {
        folders.push(&here);
    }
    folders.dedup();
    let mut houses: Vec<Option<PathBuf>> =
        folders.into_iter().map(|folder| beside(folder).or_else(configured)).collect();
    houses.dedup_by_key(|house| house.as_ref().and_then(|path| std::fs::canonicalize(path).ok()));
    let name = |house: &Option<PathBuf>| {
        house.as_ref().map_or("the built-in rules alone".into(), |path| path.display().to_string())
    };
    match houses.as_slice() {
        [] => Ok(None),
        [only] => Ok(only.clone()),
        [one, other, ..] => Err(Failure::new(
            format!("these recordings are read in more than one way: by {} and by {}", name(one), name(other)),
            "read the recordings of each folder by themselves",
        )),
    }
}

fn beside(folder: &Path) -> Option<PathBuf> {
    Some(folder.join(HOUSE_FILE)).filter(|path| path.is_file())
}

/// The file in the user's configuration folder, as each system has it.
fn configured() -> Option<PathBuf> {
    let under = |variable: &str, rest: &str| {
        std::env::var_os(variable).filter(|folder| !folder.is_empty()).map(|folder| Path::new(&folder).join(rest))
    };
    let folder = if cfg!(windows) {
        under("APPDATA", "")
    } else if cfg!(target_os = "macos") {
        under("HOME", "Library/Application Support")
    } else {
        under("XDG_CONFIG_HOME", "").or_else(|| under("HOME", ".config"))
    };
    folder.map(|folder| folder.join("whatmatters").join(HOUSE_FILE)).filter(|path| path.is_file())
}

fn read(path: &Path) -> Result<Rules, Failure> {
    let hint = "mend the file, or move it away to work with the built-in rules";
    let text = read_text(path, hint)?;
    let wrong = |error| Failure::new(format!("{}: {error}", path.display()), hint);
    let house = House::parse(&text).map_err(wrong)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let packs = house
        .packs
        .iter()
        .map(|name| Ok((name.clone(), read_text(&folder.join(name), "mend the name under `packs`")?)))
        .collect::<Result<Vec<_>, Failure>>()?;
    Rules::of_house(&house, &text, &packs).map_err(wrong)
}

fn read_text(path: &Path, hint: &str) -> Result<String, Failure> {
    std::fs::read_to_string(path)
        .map_err(|error| Failure::new(format!("{}: {}", path.display(), in_words(error.kind())), hint))
}
