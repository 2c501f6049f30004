use super::super::Failure;
use super::super::output::write_whole;
use crate::render::{Audited, audit_page, audit_summary, audit_tables, audit_workbook};
use std::path::Path;

/// Writes what an audit found into its folder, each file whole.
pub fn write(folder: &Path, audited: &Audited) -> Result<(), Failure> {
    let mut tables = audit_tables(audited);
    let workbook = audit_workbook(audited).map_err(|_| {
        Failure::new(
            "the workbook could not be made: there is more than one can hold",
            "audit fewer recordings at once",
        )
    })?;
    tables.push(("audit.xlsx".into(), workbook));
    tables.push(("summary.json".into(), audit_summary(audited)));
    tables.push(("report.html".into(), audit_page(audited).into_bytes()));
    tables.iter().try_for_each(|(name, bytes)| write_whole(&folder.join(name), bytes))
}
