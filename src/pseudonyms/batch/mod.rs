//! The recordings of a batch with stand-ins in them. A word of a name has one stand-in throughout a recording, and in all recordings that a full name
//! or a column for the person ties together. What a stand-in is comes from what the batch holds, so that the same batch gives the same bytes and
//! nobody can work a name out from its stand-in without the recordings.
mod names;
mod read;
mod roles;
mod ties;
mod words;

use super::Kind;
use super::stand_ins::{address_parts, key, stand_in};
use crate::input::asides;
use crate::random::Random;
use crate::text::Recording;
use names::Names;
use rayon::prelude::*;
use read::{Piece, Read};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Recordings as they may be read on, and what stands in them for what.
pub struct Pseudonymised {
    pub recordings: Vec<Recording>,
    pub replaced: BTreeSet<Replaced>,
}

/// One stand-in of one recording.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Replaced {
    /// By number from 0.
    pub recording: usize,
    pub kind: Kind,
    pub stand_in: String,
    pub original: String,
}

/// Replaces everything that is found in `recordings`: in their words, their columns and the names of their files.
pub fn pseudonymise(recordings: Vec<Recording>) -> Pseudonymised {
    let read = read_together(&recordings);
    let seed = seed(&recordings);
    let names = Names::of(&read, &seed);
    let others = others(&read, &seed);
    let work =
        |(number, (recording, read)): (usize, (Recording, &Read))| rewrite(number, recording, read, &names, &others);
    let rewritten: Vec<(Recording, Vec<Replaced>)> =
        recordings.into_par_iter().zip(&read).enumerate().map(work).collect();
    let mut result = Pseudonymised { recordings: Vec::with_capacity(rewritten.len()), replaced: BTreeSet::new() };
    for (recording, replaced) in rewritten {
        result.recordings.push(recording);
        result.replaced.extend(replaced);
    }
    result
}

/// Each recording by itself, and again with the names that others of the batch tell.
fn read_together(recordings: &[Recording]) -> Vec<Read> {
    let alone: Vec<Read> = recordings.par_iter().map(|recording| Read::of(recording, &[])).collect();
    let known: HashSet<String> = alone.iter().flat_map(Read::sure_names).collect();
    let again = |(recording, alone): (&Recording, Read)| {
        let told = alone.untold(&known);
        if told.is_empty() { alone } else { Read::of(recording, &told) }
    };
    recordings.par_iter().zip(alone).map(again).collect()
}

/// What the batch holds, whatever its order.
fn seed(recordings: &[Recording]) -> [u8; 32] {
    let mut each: Vec<[u8; 32]> =
        recordings.iter().map(|recording| Sha256::digest(recording.text.as_bytes()).into()).collect();
    each.sort_unstable();
    let mut hasher = Sha256::new();
    each.iter().for_each(|digest| hasher.update(digest));
    hasher.finalize().into()
}

fn draws(seed: &[u8; 32], about: &str) -> Random {
    let digest = Sha256::new().chain_update(seed).chain_update(about.as_bytes()).finalize();
    Random::new(u64::from_le_bytes(digest[..8].try_into().expect("eight bytes of a digest")))
}

/// Stand-ins of everything but names, by kind and what makes two writings one.
fn others(read: &[Read], seed: &[u8; 32]) -> HashMap<(Kind, String), u64> {
    let mut keys: BTreeSet<(Kind, String)> = BTreeSet::new();
    for piece in read.iter().flat_map(Read::pieces) {
        for one in piece.found.iter().filter(|one| one.kind != Kind::Name) {
            parts(one.kind, one.span.of(&piece.text)).for_each(|part| {
                keys.insert((one.kind, key(one.kind, part)));
            });
        }
    }
    // No two are given one stand-in while the range that they come from has another.
    const TRIES: u64 = 2000;
    let mut given: HashSet<(Kind, String)> = HashSet::new();
    let draw = |(kind, key): (Kind, String)| {
        let seed_of = |attempt: u64| draws(seed, &format!("{} {key}", kind.name())).fork(attempt).next();
        let sample =
            |attempt: u64| stand_in(kind, if key.is_empty() { "x" } else { &key }, &mut Random::new(seed_of(attempt)));
        let chosen = (0..TRIES).find(|attempt| {
            let other = sample(*attempt);
            // A short number may come out as itself.
            other != key && (kind == Kind::Birth || given.insert((kind, other)))
        });
        let chosen = seed_of(chosen.unwrap_or(0));
        ((kind, key), chosen)
    };
    keys.into_iter().map(draw).collect()
}

fn parts(kind: Kind, original: &str) -> impl Iterator<Item = &str> {
    let whole = (kind != Kind::Address).then_some(original);
    let of_address = (kind == Kind::Address).then(|| address_parts(original).filter(|part| *part != ", "));
    whole.into_iter().chain(of_address.into_iter().flatten())
}

fn rewrite(
    number: usize,
    recording: Recording,
    read: &Read,
    names: &Names,
    others: &HashMap<(Kind, String), u64>,
) -> (Recording, Vec<Replaced>) {
    let mut replaced = Vec::new();
    let mut other = |piece: &Piece| {
        let mut text = String::with_capacity(piece.text.len());
        let mut rest = 0;
        for one in &piece.found {
            let original = one.span.of(&piece.text);
            let stand_in = of_found(number, one.kind, original, names, others);
            text.push_str(&piece.text[rest..one.span.start()]);
            text.push_str(&stand_in);
            rest = one.span.end();
            // *James' room* of somebody whose stand-in ends otherwise.
            let after = &piece.text[rest..];
            let bare = after.strip_prefix(['\'', '’']).filter(|after| !after.starts_with(char::is_alphanumeric));
            if one.kind == Kind::Name && bare.is_some() && original.ends_with('s') && !stand_in.ends_with('s') {
                text.push_str("'s");
                rest += after.len() - bare.map_or(0, str::len);
            }
            replaced.push(Replaced { recording: number, kind: one.kind, stand_in, original: original.to_owned() });
        }
        text.push_str(&piece.text[rest..]);
        text
    };
    let mut source = recording.source;
    let text = other(&read.text);
    for (column, piece) in read.fields.iter().filter(|(_, piece)| !piece.found.is_empty()) {
        let value = other(piece);
        source.fields.insert(column.clone(), Value::String(value));
    }
    source.name = other(&read.file);
    source.id = read.id.as_ref().map(&mut other);
    (Recording { aside: asides(&text), ..Recording::new(text, source) }, replaced)
}

fn of_found(number: usize, kind: Kind, original: &str, names: &Names, others: &HashMap<(Kind, String), u64>) -> String {
    let drawn = |part: &str| {
        let seed = others.get(&(kind, key(kind, part))).copied().unwrap_or_default();
        stand_in(kind, part, &mut Random::new(seed))
    };
    match kind {
        Kind::Name => names.stand_in(number, original),
        Kind::Address => {
            address_parts(original).map(|part| if part == ", " { part.to_owned() } else { drawn(part) }).collect()
        }
        _ => drawn(original),
    }
}
