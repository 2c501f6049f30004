//! The recordings of a batch with stand-ins in them. A word of a name has one stand-in throughout a recording, and in all recordings that a full name
//! or a column for the person ties together. What a stand-in is comes from what the batch holds, so that the same batch gives the same bytes and
//! nobody can work a name out from its stand-in without the recordings.

mod roles;
mod ties;

use super::lists::{Gender, LISTS, fold, is_title};
use super::stand_ins::{address_parts, in_case, key, stand_in};
use super::{Found, Kind, find};
use crate::input::asides;
use crate::random::Random;
use crate::text::{Recording, Span};
use rayon::prelude::*;
use roles::{Role, Votes, roles};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeSet, HashMap, HashSet};
use ties::tie;

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

/// Columns that hold who a recording is about, as exports name them.
const PERSON: [&str; 10] = [
    "person",
    "personid",
    "client",
    "clientid",
    "serviceuser",
    "serviceuserid",
    "child",
    "childid",
    "patient",
    "patientid",
];
/// Columns that hold somebody's name and nothing else.
const NAMES: [&str; 22] = [
    "name",
    "fullname",
    "person",
    "personname",
    "client",
    "clientname",
    "serviceuser",
    "child",
    "childname",
    "patient",
    "patientname",
    "worker",
    "workername",
    "socialworker",
    "practitioner",
    "author",
    "recordedby",
    "allocatedworker",
    "keyworker",
    "manager",
    "firstname",
    "surname",
];
/// Columns whose numbers stand for somebody.
const NUMBERS: [&str; 14] = [
    "personid",
    "clientid",
    "serviceuserid",
    "childid",
    "patientid",
    "caseid",
    "mosaicid",
    "mosaic",
    "liquidlogicid",
    "lasid",
    "nhs",
    "nhsno",
    "nhsnumber",
    "hospitalnumber",
];

/// Replaces everything that is found in `recordings`: in their words, their columns and the names of their files.
pub fn pseudonymise(recordings: Vec<Recording>) -> Pseudonymised {
    let read: Vec<Read> = recordings.par_iter().map(Read::of).collect();
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

/// Words of a recording and what was found in them.
struct Piece {
    text: String,
    found: Vec<Found>,
}

/// A recording's own words, its columns by name, the name of its file and its identifier, each read for itself.
struct Read {
    text: Piece,
    fields: Vec<(String, Piece)>,
    file: Piece,
    id: Option<Piece>,
    person: Option<String>,
    /// Every word in any of them, folded: no stand-in is one of these.
    words: HashSet<String>,
}

impl Read {
    fn of(recording: &Recording) -> Read {
        let fields: Vec<(String, String)> = recording
            .source
            .fields
            .iter()
            .filter_map(|(column, value)| Some((column.clone(), written(value)?)))
            .collect();
        let mut told: Vec<String> = fields
            .iter()
            .filter(|(column, _)| NAMES.contains(&&*plain(column)))
            .map(|(_, value)| value.clone())
            .collect();
        let text = Piece { text: recording.text.clone(), found: find(&recording.text, &told) };
        told.extend(text.names().map(str::to_owned));
        let person =
            fields.iter().find(|(column, _)| PERSON.contains(&&*plain(column))).map(|(_, value)| fold(value.trim()));
        let columns = fields
            .into_iter()
            .map(|(column, value)| {
                let piece = of_column(&column, value, &told);
                (column, piece)
            })
            .collect();
        let id = recording.source.id.clone().map(|id| of_column("id", id, &told));
        let file = of_file(&recording.source.name, &told);
        let mut read = Read { text, fields: columns, file, id, person, words: HashSet::new() };
        read.words =
            read.pieces().flat_map(|piece| piece.text.split(|c: char| !c.is_alphanumeric())).map(fold).collect();
        read
    }

    fn pieces(&self) -> impl Iterator<Item = &Piece> {
        std::iter::once(&self.text)
            .chain(self.fields.iter().map(|(_, piece)| piece))
            .chain([&self.file])
            .chain(&self.id)
    }
}

impl Piece {
    fn names(&self) -> impl Iterator<Item = &str> {
        self.of_kind(Kind::Name)
    }

    fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &str> {
        self.found.iter().filter(move |one| one.kind == kind).map(|one| one.span.of(&self.text))
    }
}

fn plain(column: &str) -> String {
    column.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

fn written(value: &Value) -> Option<String> {
    match value {
        Value::String(words) => Some(words.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The value of a column, read as if the column's name were a label before it.
fn of_column(column: &str, value: String, told: &[String]) -> Piece {
    let label = format!("{}: ", column.replace(['_', '-'], " "));
    let shifted = |one: Found| {
        let start = one.span.start().checked_sub(label.len())?;
        Some(Found { span: Span::new(start, one.span.end() - label.len()), kind: one.kind })
    };
    let mut found: Vec<Found> = find(&format!("{label}{value}"), told).into_iter().filter_map(shifted).collect();
    let whole = |kind: Kind| (!value.trim().is_empty()).then(|| Found { span: Span::new(0, value.len()), kind });
    let column = plain(column);
    if NAMES.contains(&&*column) && !value.contains(|c: char| c.is_ascii_digit()) && value.len() < 80 {
        found = whole(Kind::Name).into_iter().collect();
    } else if NUMBERS.contains(&&*column) && found.is_empty() && value.contains(|c: char| c.is_ascii_digit()) {
        found = whole(Kind::PersonId).into_iter().collect();
    }
    Piece { text: value, found }
}

/// The names of people in the name of a file, where strokes and points stand for spaces: each word by itself.
fn of_file(name: &str, told: &[String]) -> Piece {
    let spaced = name.replace(['_', '-', '.'], " ");
    let mut found = Vec::new();
    for one in find(&spaced, told).into_iter().filter(|one| matches!(one.kind, Kind::Name | Kind::Nhs)) {
        let mut start = one.span.start();
        let parted = if one.kind == Kind::Name { ' ' } else { '\n' };
        for word in one.span.of(&spaced).split_inclusive(parted) {
            let whole = word.trim_end();
            if whole.chars().count() > 1 {
                found.push(Found { span: Span::new(start, start + whole.len()), kind: one.kind });
            }
            start += word.len();
        }
    }
    Piece { text: name.to_owned(), found }
}

/// A word of a name as it is written, and what it is.
enum Word<'a> {
    Title(&'a str),
    Name(&'a str),
    Initial(&'a str),
    /// A particle is dropped: it would tell what the name is not to.
    Particle,
    Between(&'a str),
}

fn words_of(name: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let is_between = |c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '\u{300}'..='\u{36f}'));
        let start = rest.find(|c| !is_between(c)).unwrap_or(rest.len());
        if start > 0 {
            words.push(Word::Between(&rest[..start]));
            rest = &rest[start..];
            continue;
        }
        let end = rest.find(is_between).unwrap_or(rest.len());
        let word = &rest[..end];
        let folded = fold(word);
        let last = rest[end..].chars().all(is_between);
        words.push(if is_title(&folded) && !last {
            Word::Title(word)
        } else if folded.chars().count() == 1 {
            Word::Initial(word)
        } else if LISTS.particles.contains(&folded) && !last {
            Word::Particle
        } else {
            Word::Name(word)
        });
        rest = &rest[end..];
    }
    words
}

fn names_in(name: &str) -> Vec<String> {
    words_of(name).iter().filter_map(|word| if let Word::Name(word) = word { Some(fold(word)) } else { None }).collect()
}

/// A word of a name in one recording.
type Place = (usize, String);

/// Stand-ins of words of names, and of their initials.
struct Names {
    of_word: HashMap<Place, String>,
    /// How each recording writes its names, for the letters that stand for them.
    written: Vec<Written>,
    seed: [u8; 32],
}

/// The names of one recording by what may stand for them.
#[derive(Default)]
struct Written {
    /// Words of names by their first letters.
    by_letter: HashMap<char, BTreeSet<String>>,
    /// Full names by each of their words.
    by_word: HashMap<String, BTreeSet<Vec<String>>>,
    /// Names of several words or letters by the letters they begin with: words, and letters with the words beside them.
    by_initials: HashMap<String, Vec<(String, Option<String>)>>,
}

impl Written {
    fn of(read: &Read, full: &BTreeSet<Vec<String>>) -> Written {
        let mut written = Written::default();
        for name in full {
            for word in name {
                written.by_word.entry(word.clone()).or_default().insert(name.clone());
            }
        }
        for name in read.pieces().flat_map(Piece::names) {
            let named = names_in(name);
            for word in &named {
                written.by_letter.entry(first_letter(word)).or_default().insert(word.clone());
            }
            let beside = |word: &Word| match word {
                Word::Name(word) => Some((fold(word), None)),
                Word::Initial(letter) => Some((fold(letter), named.last().cloned())),
                _ => None,
            };
            let parts: Vec<(String, Option<String>)> = words_of(name).iter().filter_map(beside).collect();
            if parts.len() > 1 && !named.is_empty() {
                let letters = parts.iter().map(|(word, _)| first_letter(word)).collect();
                written.by_initials.entry(letters).or_insert(parts);
            }
        }
        written
    }
}

fn first_letter(word: &str) -> char {
    word.chars().next().unwrap_or_default()
}

impl Names {
    fn of(read: &[Read], seed: &[u8; 32]) -> Names {
        let full: Vec<BTreeSet<Vec<String>>> = read
            .iter()
            .map(|read| read.pieces().flat_map(Piece::names).map(in_order).filter(|words| words.len() > 1).collect())
            .collect();
        let places: BTreeSet<Place> = read
            .iter()
            .enumerate()
            .flat_map(|(number, read)| {
                read.pieces().flat_map(Piece::names).flat_map(names_in).map(move |word| (number, word))
            })
            .collect();
        let classes = tie(read, &places, &full);
        let roles = roles(read);
        let mut of_word = HashMap::new();
        let mut used: Vec<HashSet<&'static str>> = vec![HashSet::new(); read.len()];
        for class in classes {
            let role = class.iter().filter_map(|place| roles.get(place)).fold(Votes::default(), Votes::and).settle();
            let recordings: BTreeSet<usize> = class.iter().map(|(number, _)| *number).collect();
            let about = class.iter().map(|(_, word)| word.as_str()).min().unwrap_or_default();
            let chosen = choose(role, &recordings, read, &mut used, draws(seed, about));
            class.into_iter().for_each(|place| {
                of_word.insert(place, chosen.clone());
            });
        }
        let written = read.iter().zip(&full).map(|(read, full)| Written::of(read, full)).collect();
        Names { of_word, written, seed: *seed }
    }

    /// The stand-in for a name as it is written in recording `number`.
    fn stand_in(&self, number: usize, name: &str) -> String {
        let words = words_of(name);
        let named: Vec<String> = names_in(name);
        let initials: Vec<String> = words
            .iter()
            .filter_map(|word| if let Word::Initial(letter) = word { Some(fold(letter)) } else { None })
            .collect();
        let mut stand_in = String::new();
        let mut nth = 0;
        let mut dropped = false;
        for word in &words {
            match word {
                Word::Title(title) => stand_in.push_str(title),
                Word::Between(_) if std::mem::take(&mut dropped) => {}
                Word::Between(between) => stand_in.push_str(between),
                Word::Particle => dropped = true,
                Word::Name(word) => {
                    let other = self.of_word.get(&(number, fold(word))).map_or("Somebody", String::as_str);
                    stand_in.push_str(&in_case(word, other));
                }
                Word::Initial(letter) => {
                    stand_in.push_str(&in_case(letter, &self.initial(number, &fold(letter), nth, &initials, &named)));
                    nth += 1;
                }
            }
        }
        stand_in
    }

    /// What stands for an initial: the first letter of the stand-in for the name that it stands for, where the recording has that name; else another
    /// letter, the same one each time. `nth`: its place among the `initials` beside the words `named`.
    fn initial(&self, number: usize, letter: &str, nth: usize, initials: &[String], named: &[String]) -> String {
        let written = &self.written[number];
        let begins = |word: &&String| word.starts_with(letter);
        let word = match named.last() {
            Some(word) => {
                let full = written.by_word.get(word).into_iter().flatten();
                let whole = full.flat_map(|name| name.iter()).find(|other| begins(other) && !named.contains(other));
                // *A. O'Rourke*, where nobody else's name begins so: *Aoife*.
                let mut alone = written
                    .by_letter
                    .get(&first_letter(letter))
                    .into_iter()
                    .flatten()
                    .filter(|other| !named.contains(other));
                whole.or_else(|| alone.next().filter(|_| alone.next().is_none()))
            }
            None if initials.len() > 1 => match written
                .by_initials
                .get(&initials.concat())
                .and_then(|parts| parts.get(nth))
            {
                Some((letter, Some(beside))) => {
                    return self.initial(number, letter, 0, std::slice::from_ref(letter), std::slice::from_ref(beside));
                }
                Some((word, None)) => Some(word),
                None => None,
            },
            None => {
                let alone = written.by_letter.get(&first_letter(letter)).filter(|words| words.len() == 1);
                alone.and_then(|words| words.first())
            }
        };
        if let Some(other) = word.and_then(|word| self.of_word.get(&(number, word.clone()))) {
            return other.chars().take(1).collect();
        }
        const LETTERS: &[u8] = b"BCDEFGHJKLMNPRSTVW";
        let mut random = draws(&self.seed, &format!("initial {letter} {}", named.last().map_or("", String::as_str)));
        let drawn = char::from(LETTERS[random.below(LETTERS.len())]);
        if letter.eq_ignore_ascii_case(&drawn.to_string()) { "Y".into() } else { drawn.to_string() }
    }
}

/// The words of a name from the first to the family's, whichever the writer begins with.
fn in_order(name: &str) -> Vec<String> {
    let mut words = names_in(name);
    if name.contains(", ") && words.len() > 1 {
        words.rotate_left(1);
    }
    words
}

/// The first name of the list that none of the recordings holds and no other of their names has, from where the draw begins.
fn choose(
    role: Role,
    recordings: &BTreeSet<usize>,
    read: &[Read],
    used: &mut [HashSet<&'static str>],
    mut random: Random,
) -> String {
    let list: &[&'static str] = match role {
        Role::First(Gender::Woman) => &LISTS.stand_ins.women,
        Role::First(Gender::Man) => &LISTS.stand_ins.men,
        Role::First(Gender::Either) => &LISTS.stand_ins.either,
        Role::Family => &LISTS.stand_ins.surnames,
    };
    let begin = random.below(list.len());
    let free = |name: &&'static str| {
        let folded = fold(name);
        recordings.iter().all(|number| !read[*number].words.contains(&folded) && !used[*number].contains(*name))
    };
    let chosen = (0..list.len()).map(|step| list[(begin + step) % list.len()]).find(free);
    match chosen {
        Some(name) => {
            recordings.iter().for_each(|number| {
                used[*number].insert(name);
            });
            name.to_owned()
        }
        // So many recordings hold every name of the list: two of them make one that none holds.
        None => format!("{}-{}", list[begin], list[random.below(list.len())].to_lowercase()),
    }
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
