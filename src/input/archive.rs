//! ZIP archives: each member read as if it were a file. Nothing is unpacked to the disk.

use super::{
    Batch, Columns, InputError, LARGEST_FILE, Problem, check_length, extension_of, holds_recordings, read_bytes,
};
use crate::text::steers;
use crate::unpack::{Archive, Member, UnpackError};
use std::collections::BTreeMap;
use std::path::Path;

/// The most that an archive may come to, in bytes, all members together.
pub const LARGEST_UNPACKED: u64 = 1_000_000_000;

/// Reads the members in the order of their names; a recording of one is known as `archive.zip/inside/note.docx`.
pub fn read(name: &str, bytes: &[u8], columns: &Columns, batch: &mut Batch) -> Result<(), Problem> {
    let failed = |error: UnpackError| Problem::error(name, InputError::Archive(error));
    let mut archive = Archive::open(bytes, LARGEST_UNPACKED).map_err(failed)?;
    let mut unread: BTreeMap<String, usize> = BTreeMap::new();
    let mut found = false;
    for Inside { index, path } in inside(archive.members()) {
        if batch.flow().is_break() {
            return Ok(());
        }
        let path = match path {
            Ok(path) => path,
            Err(shown) => {
                found = true;
                batch.problems.push(Problem::error(&format!("{name}, {shown}"), InputError::ClimbsOut));
                continue;
            }
        };
        let extension = extension_of(Path::new(&path));
        if extension != "zip" && !holds_recordings(&extension) {
            *unread.entry(extension).or_default() += 1;
            continue;
        }
        found = true;
        match read_member(&mut archive, index, &format!("{name}/{path}"), &extension, columns, batch) {
            Ok(()) => {}
            Err(Unread::Member(problem)) => batch.problems.push(problem),
            Err(Unread::Archive(error)) => return Err(failed(error)),
        }
    }
    if !unread.is_empty() {
        batch.problems.push(Problem::passed_over(name, &unread));
    }
    if found { Ok(()) } else { Err(Problem::error(name, InputError::NothingInArchive)) }
}

/// Why there is nothing of a member: for a reason of its own, or for one that ends the archive.
enum Unread {
    Member(Problem),
    Archive(UnpackError),
}

fn read_member(
    archive: &mut Archive,
    index: usize,
    name: &str,
    extension: &str,
    columns: &Columns,
    batch: &mut Batch,
) -> Result<(), Unread> {
    let failed = |error: InputError| Unread::Member(Problem::error(name, error));
    if extension == "zip" {
        return Err(failed(InputError::ArchiveInArchive));
    }
    let bytes = archive.read(index, LARGEST_FILE).map_err(|error| match error {
        UnpackError::TooLarge => Unread::Archive(error),
        error => failed(InputError::Member(error)),
    })?;
    check_length(extension, bytes.len() as u64).map_err(failed)?;
    read_bytes(name, extension, &bytes, columns, batch).map_err(Unread::Member)
}

/// A member that is a file.
struct Inside {
    index: usize,
    /// As it is shown; an error where it leads out of the archive.
    path: Result<String, String>,
}

/// The files of an archive in the order of their names, without those that systems and programs keep for themselves.
fn inside(members: Vec<Member>) -> Vec<Inside> {
    let mut files: Vec<Inside> = members
        .into_iter()
        .filter(|member| !member.is_folder)
        .map(|member| Inside { index: member.index, path: path_inside(member.name.as_deref().unwrap_or_default()) })
        .filter(|file| !file.path.as_deref().is_ok_and(is_kept_for_itself))
        .collect();
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
}

/// The path of a member, in which nothing steers a terminal; an error where it climbs out of the archive or leads to no file.
fn path_inside(name: &str) -> Result<String, String> {
    let path = name.replace('\\', "/").replace(steers, "\u{fffd}");
    let has_drive = path.as_bytes().get(1) == Some(&b':');
    let parts: Vec<&str> = path.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    if path.starts_with('/') || has_drive || parts.is_empty() || parts.contains(&"..") {
        return Err(path);
    }
    Ok(parts.join("/"))
}

fn is_kept_for_itself(path: &str) -> bool {
    path.split('/').any(|part| part == "__MACOSX" || part.starts_with(['.', '~']))
}
