//! What an .xls claims, looked through before calamine opens it: calamine makes room for as many cells as a sheet says it covers, and follows
//! chains of sectors that may run in a circle. One wrong byte would end the program.

use super::InputError;

/// The most cells that the sheets may cover together, empty ones too, since all of them are held at once.
pub const MOST_CELLS: u64 = 10_000_000;

/// An error where the workbook is damaged, or covers more than can be held.
pub fn check(bytes: &[u8]) -> Result<(), InputError> {
    let stream = Container::open(bytes).and_then(|container| container.workbook()).ok_or(InputError::BrokenWorkbook)?;
    let mut covered = 0;
    for place in sheets(&stream) {
        let sheet = stream.get(place..).ok_or(InputError::BrokenWorkbook)?;
        covered += cells(sheet, MOST_CELLS - covered)?;
    }
    Ok(())
}

/// The compound file that an .xls is: a small file system of sectors, each of which names the next of its chain.
struct Container<'a> {
    bytes: &'a [u8],
    /// Bytes in a sector.
    size: usize,
    /// For each sector, the next.
    next: Vec<u32>,
}

const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
/// Sector numbers from here on mean something else.
const NO_SECTOR: u32 = 0xFFFF_FFFA;

impl<'a> Container<'a> {
    fn open(bytes: &'a [u8]) -> Option<Container<'a>> {
        let size = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut container = Container { bytes, size, next: Vec::new() };
        let mut tables: Vec<u32> = numbers(bytes.get(76..512)?).collect();
        let mut more = u32_at(bytes, 68)?;
        for _ in 0..=container.sectors() {
            if more >= NO_SECTOR {
                break;
            }
            tables.extend(numbers(container.sector(more)?));
            more = tables.pop()?;
        }
        // A table names at least the sectors that there are, and no honest one many more.
        let most = 2 * container.sectors() + 65_536;
        for table in tables.into_iter().filter(|table| *table < NO_SECTOR) {
            let numbers: Vec<u32> = numbers(container.sector(table)?).collect();
            container.next.extend(numbers);
            if container.next.len() > most {
                return None;
            }
        }
        Some(container)
    }

    fn sectors(&self) -> usize {
        self.bytes.len() / self.size
    }

    /// The last sector may be cut short.
    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let start = (number as usize + 1) * self.size;
        self.bytes.get(start..(start + self.size).min(self.bytes.len()))
    }

    fn chain(&self, start: u32, length: usize) -> Option<Vec<u8>> {
        chain(start, length, self.sectors(), |number| self.sector(number), &self.next)
    }

    /// The stream of records.
    fn workbook(&self) -> Option<Vec<u8>> {
        let folder = self.chain(u32_at(self.bytes, 48)?, usize::MAX)?;
        let entries: Vec<&[u8]> = folder.chunks_exact(128).collect();
        let start = |entry: &[u8]| u32_at(entry, 116);
        let length = |entry: &[u8]| match self.size {
            512 => Some(u32_at(entry, 120)? as usize),
            _ => usize::try_from(u64::from_le_bytes(entry.get(120..128)?.try_into().ok()?)).ok(),
        };
        // Streams of less than a page share the sectors of another.
        let (mut small, mut small_next) = (Vec::new(), Vec::new());
        let tables = u32_at(self.bytes, 64)? as usize;
        if tables > 0 {
            let root = entries.first()?;
            small = self.chain(start(root)?, length(root)?)?;
            small_next = numbers(&self.chain(u32_at(self.bytes, 60)?, tables.checked_mul(self.size)?)?).collect();
        }
        let named = |wanted: &str| entries.iter().find(|entry| name_of(entry).eq_ignore_ascii_case(wanted));
        let entry = named("Workbook").or_else(|| named("Book"))?;
        match length(entry)? {
            length if length < 4096 => {
                let sector = |number: u32| small.get(number as usize * 64..)?.chunks(64).next();
                chain(start(entry)?, length, small.len() / 64, sector, &small_next)
            }
            length => self.chain(start(entry)?, length),
        }
    }
}

/// The bytes of a chain, `length` at most; nothing where it leads nowhere or is longer than there are sectors.
fn chain<'s>(
    start: u32,
    length: usize,
    sectors: usize,
    sector: impl Fn(u32) -> Option<&'s [u8]>,
    next: &[u32],
) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut number = start;
    for _ in 0..=sectors {
        if number == END_OF_CHAIN {
            return Some(bytes);
        }
        bytes.extend_from_slice(sector(number)?);
        if bytes.len() >= length {
            bytes.truncate(length);
            return Some(bytes);
        }
        number = *next.get(number as usize)?;
    }
    None
}

fn name_of(entry: &[u8]) -> String {
    let units = entry[..64].chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
    char::decode_utf16(units.take_while(|unit| *unit != 0)).flatten().collect()
}

const BEGINS: u16 = 0x0809;
const ENDS: u16 = 0x000A;
const SHEET: u16 = 0x0085;
const COVERS: u16 = 0x0200;
const SEVERAL_NUMBERS: u16 = 0x00BD;
/// Records of one cell, which begin with its row and column: a formula, texts, numbers, what is true or wrong.
const CELLS: [u16; 7] = [0x0006, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E];

/// Kind and content of each record, as far as they are whole.
fn records(mut stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let end = 4 + u16_at(stream, 2)? as usize;
        let record = (u16_at(stream, 0)?, stream.get(4..end)?);
        stream = &stream[end..];
        Some(record)
    })
}

/// Where the sheets begin.
fn sheets(stream: &[u8]) -> Vec<usize> {
    let of_workbook = records(stream).take_while(|(kind, _)| *kind != ENDS);
    of_workbook.filter(|(kind, _)| *kind == SHEET).filter_map(|(_, data)| Some(u32_at(data, 0)? as usize)).collect()
}

/// How many cells a sheet covers, by what it says and by where its cells stand; an error where that is more than `most`.
fn cells(sheet: &[u8], most: u64) -> Result<u64, InputError> {
    let mut covered = Covered::default();
    let mut claimed = 0;
    let mut depth = 0;
    for (kind, data) in records(sheet) {
        let row = u16_at(data, 0).map(u32::from);
        let column = u16_at(data, 2).map(u32::from);
        match kind {
            BEGINS => depth += 1,
            ENDS if depth <= 1 => break,
            ENDS => depth -= 1,
            COVERS => claimed = claimed.max(claim(data).ok_or(InputError::BrokenWorkbook)?),
            SEVERAL_NUMBERS => {
                let last = data.len().checked_sub(2).and_then(|at| u16_at(data, at)).map(u32::from);
                covered.take(row, column);
                covered.take(row, last);
            }
            kind if CELLS.contains(&kind) => covered.take(row, column),
            _ => {}
        }
        if claimed.max(covered.cells()) > most {
            return Err(InputError::SheetTooWide);
        }
    }
    Ok(claimed.max(covered.cells()))
}

/// How many cells a sheet says that it covers.
fn claim(data: &[u8]) -> Option<u64> {
    let short = |at: usize| u16_at(data, at).map(u64::from);
    let (first_row, row, first_column, column) = match data.len() {
        10 => (short(0)?, short(2)?, short(4)?, short(6)?),
        14 | 16 => (u64::from(u32_at(data, 0)?), u64::from(u32_at(data, 4)?), short(8)?, short(10)?),
        _ => return None,
    };
    let first_column = if first_column > 0xFF || column < first_column { 0 } else { first_column };
    match (row, column) {
        (0, _) | (_, 0) => Some(1),
        _ if row <= first_row || column <= first_column => None,
        _ => Some((row - first_row) * (column - first_column)),
    }
}

/// The smallest rectangle around some cells.
#[derive(Default)]
struct Covered {
    rows: Option<(u32, u32)>,
    columns: Option<(u32, u32)>,
}

impl Covered {
    fn take(&mut self, row: Option<u32>, column: Option<u32>) {
        let with =
            |known: Option<(u32, u32)>, place: u32| known.map_or((place, place), |(a, b)| (a.min(place), b.max(place)));
        self.rows = row.map(|row| with(self.rows, row)).or(self.rows);
        self.columns = column.map(|column| with(self.columns, column)).or(self.columns);
    }

    fn cells(&self) -> u64 {
        let length = |range: Option<(u32, u32)>| range.map_or(0, |(first, last)| u64::from(last - first) + 1);
        length(self.rows) * length(self.columns)
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).map(|number| u32::from_le_bytes([number[0], number[1], number[2], number[3]]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXPORT: &[u8] = include_bytes!("../../tests/documents/export.xls");

    /// The export with the bytes at the first `record` from byte `at` of it replaced.
    fn changed(record: &[u8], at: usize, by: &[u8]) -> Vec<u8> {
        let mut bytes = EXPORT.to_vec();
        let place = bytes.windows(record.len()).position(|window| window == record).unwrap() + at;
        bytes[place..place + by.len()].copy_from_slice(by);
        bytes
    }

    #[test]
    fn an_honest_workbook_passes_and_one_that_claims_too_much_does_not() {
        assert_eq!(check(EXPORT), Ok(()));
        let covers = [0x00, 0x02, 0x0E, 0x00];
        assert_eq!(check(&changed(&covers, 8, &[0xff; 4])), Err(InputError::SheetTooWide));
        assert_eq!(check(&changed(&covers, 4, &[0xff; 4])), Err(InputError::BrokenWorkbook));
    }

    #[test]
    fn a_chain_that_runs_in_a_circle_ends() {
        let mut bytes = EXPORT.to_vec();
        let table = 512 * (1 + u32_at(EXPORT, 76).unwrap() as usize);
        let folder = u32_at(EXPORT, 48).unwrap();
        bytes[table + 4 * folder as usize..][..4].copy_from_slice(&folder.to_le_bytes());
        assert_eq!(check(&bytes), Err(InputError::BrokenWorkbook));
    }

    #[test]
    fn what_is_cut_short_is_damaged() {
        for length in [0, 8, 100, 511, 512, 600, EXPORT.len() / 2] {
            assert_eq!(check(&EXPORT[..length]), Err(InputError::BrokenWorkbook), "{length}");
        }
    }
}
