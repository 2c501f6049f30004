//! What the other columns of a row tell.

use super::Source;
use serde_json::Value;

/// Columns that tell who wrote a recording, as exports name them.
pub const WORKER: [&str; 16] = [
    "worker",
    "worker name",
    "social worker",
    "practitioner",
    "author",
    "writer",
    "written by",
    "recorded by",
    "created by",
    "entered by",
    "completed by",
    "staff",
    "staff name",
    "allocated worker",
    "key worker",
    "case worker",
];

impl Source {
    /// What the first of these columns that holds words or a number holds. Case, spaces, hyphens and underscores in their names do not matter.
    pub fn column(&self, names: &[&str]) -> Option<String> {
        let told = |wanted: &&str| {
            let wanted = plain(wanted);
            let mut columns = self.fields.iter().filter(|(name, _)| plain(name) == wanted);
            columns.find_map(|(_, value)| match value {
                Value::String(value) if !value.trim().is_empty() => Some(value.trim().to_owned()),
                Value::Number(value) => Some(value.to_string()),
                _ => None,
            })
        };
        names.iter().find_map(told)
    }
}

fn plain(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '-', '_'], "")
}
