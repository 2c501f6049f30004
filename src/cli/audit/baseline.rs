//! The figures of an earlier audit.

#![expect(clippy::disallowed_methods, reason = "the earlier audit is opened here")]

use super::super::Failure;
use crate::audit::measures::Verdict;
use crate::audit::{EARLIER_SCHEMA, Earlier, EarlierEngine, Header, Summary, Trend, trend};
use crate::files::in_words;
use std::path::Path;

/// The figures in the folder of an earlier audit.
pub fn read(folder: &Path) -> Result<Earlier, Failure> {
    let file = folder.join("summary.json");
    let hint = "name the folder of an audit that was finished";
    let text = std::fs::read_to_string(&file)
        .map_err(|error| Failure::new(format!("{}: {}", file.display(), in_words(error.kind())), hint))?;
    let earlier: Option<Earlier> = serde_json::from_str(&text).ok();
    earlier
        .filter(|earlier| earlier.schema == EARLIER_SCHEMA)
        .ok_or_else(|| Failure::new(format!("{} is not what an audit writes there", file.display()), hint))
}

pub fn compare(earlier: &Earlier, header: &Header, summary: &Summary) -> Trend {
    let Header { version, model, rules, .. } = header.clone();
    let now: Vec<_> =
        summary.measures.iter().map(|measure| (measure.id.clone(), measure.share(Verdict::Evident))).collect();
    trend(earlier, &EarlierEngine { version, model, rules }, &now)
}
