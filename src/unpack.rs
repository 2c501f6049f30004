//! ZIP archives as somebody else packed them. What one says of its own sizes may be untrue, so every byte that comes out is counted.

use std::borrow::Cow;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// The most members that are looked at: four years of daily recordings of seven people.
pub const MOST_MEMBERS: usize = 10_000;
/// Headers of members, with those of documents that are archives themselves and stand in it as they are.
const MOST_HEADERS: usize = 200_000;

/// An archive may come to this many times its own size, and to [`ROOM`] more. XML of real documents comes to ten or thirty times.
pub const MOST_TIMES: u64 = 200;
const ROOM: u64 = 10_000_000;

/// Why an archive, or a member of it, cannot be unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnpackError {
    /// Cut short or damaged, or no archive.
    Broken,
    Locked,
    /// Packed in a way that this program does not know.
    Unknown,
    /// The member is longer than was asked for.
    TooLong,
    /// All that was unpacked comes to more than an honest archive would.
    TooLarge,
    TooMany,
}

pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still come out.
    room: u64,
}

/// A member, by its place in the archive.
pub struct Member {
    pub index: usize,
    /// As the archive holds it; nothing where its bytes are no name.
    pub name: Option<String>,
    pub is_folder: bool,
}

impl<'a> Archive<'a> {
    /// Opens an archive that may come to `most` bytes, all members together.
    pub fn open(bytes: &'a [u8], most: u64) -> Result<Archive<'a>, UnpackError> {
        // Before the archive is opened, since opening it holds all of its list.
        if headers(bytes) > MOST_HEADERS {
            return Err(UnpackError::TooMany);
        }
        let room = most.min(MOST_TIMES * bytes.len() as u64 + ROOM);
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| from_zip(&error))?;
        if zip.len() > MOST_MEMBERS {
            return Err(UnpackError::TooMany);
        }
        Ok(Archive { zip, room })
    }

    /// In the order of the archive.
    pub fn members(&self) -> Vec<Member> {
        let name = |index| self.zip.name_for_index(index).and_then(Result::ok).map(Cow::into_owned);
        let member = |index| {
            let name: Option<String> = name(index);
            let is_folder = name.as_ref().is_some_and(|name| name.ends_with(['/', '\\']));
            Member { index, name, is_folder }
        };
        (0..self.zip.len()).map(member).collect()
    }

    /// The bytes of a member, `longest` at most.
    pub fn read(&mut self, index: usize, longest: u64) -> Result<Vec<u8>, UnpackError> {
        let room = self.room;
        let (bytes, read) = self.take(index, longest.min(room), |member| {
            let mut bytes = Vec::new();
            member.read_to_end(&mut bytes).map(|_| bytes)
        })?;
        match read {
            read if read > room => Err(UnpackError::TooLarge),
            read if read > longest => Err(UnpackError::TooLong),
            _ => Ok(bytes),
        }
    }

    /// Gives a member to `work` as it is unpacked; what `work` leaves is unpacked too, counted and let go. The answer of `work`, and how
    /// many bytes the member came to.
    pub fn pass<T>(&mut self, index: usize, work: impl FnOnce(&mut dyn Read) -> T) -> Result<(T, u64), UnpackError> {
        let room = self.room;
        let (answer, read) = self.take(index, room, |member| {
            let answer = work(member);
            std::io::copy(member, &mut std::io::sink()).map(|_| answer)
        })?;
        if read > room { Err(UnpackError::TooLarge) } else { Ok((answer, read)) }
    }

    /// What `work` makes of a member, of which it is given one byte more than `most`, and how many it read. They count even where the
    /// member turns out to be damaged.
    fn take<T>(
        &mut self,
        index: usize,
        most: u64,
        work: impl FnOnce(&mut dyn Read) -> std::io::Result<T>,
    ) -> Result<(T, u64), UnpackError> {
        let member = self.zip.by_index(index).map_err(|error| from_zip(&error))?;
        let mut counted = member.take(most + 1);
        let outcome = work(&mut counted);
        let read = most + 1 - counted.limit();
        self.room = self.room.saturating_sub(read);
        outcome.map(|made| (made, read)).map_err(|_| UnpackError::Broken)
    }
}

/// At least as many as the archive has members: each has a header in its list, which begins so.
fn headers(bytes: &[u8]) -> usize {
    bytes.windows(4).filter(|window| *window == b"PK\x01\x02").count()
}

fn from_zip(error: &ZipError) -> UnpackError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => UnpackError::Locked,
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => UnpackError::Unknown,
        _ => UnpackError::Broken,
    }
}
