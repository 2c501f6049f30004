//! Patterns such as `*.docx`, which the command prompt of Windows leaves to the program, as any shell does in quotation marks.

use glob::{MatchOptions, glob_with};
use std::path::{Path, PathBuf};

/// The files that `paths` name, those of a pattern in the order of their names. What is no pattern, or one that nothing matches, stays as it
/// is, to be told when it cannot be read.
pub fn expand(paths: &[PathBuf]) -> Vec<PathBuf> {
    let files = |path: &PathBuf| {
        let matched = if is_pattern(path) { matched(path) } else { Vec::new() };
        if matched.is_empty() { vec![path.clone()] } else { matched }
    };
    paths.iter().flat_map(files).collect()
}

/// True where no file has this name and it holds what patterns are made of.
pub fn is_pattern(path: &Path) -> bool {
    path.to_str().is_some_and(|path| path.contains(['*', '?', '['])) && !path.exists()
}

fn matched(pattern: &Path) -> Vec<PathBuf> {
    let options = MatchOptions {
        case_sensitive: !cfg!(windows),
        require_literal_separator: true,
        require_literal_leading_dot: true,
    };
    let found = pattern.to_str().and_then(|pattern| glob_with(pattern, options).ok());
    // Word keeps a file whose name begins with `~$` beside a document that is open.
    let is_lock = |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("~$"));
    let mut files: Vec<PathBuf> = found.into_iter().flatten().flatten().filter(|path| !is_lock(path)).collect();
    files.sort();
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_stands_for_the_files_that_it_matches_in_the_order_of_their_names() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in ["b.txt", "a.txt", "c.md", ".hidden.txt", "~$a.txt", "odd[1].txt"] {
            std::fs::File::create(path(name)).unwrap();
        }
        assert_eq!(expand(&[path("*.txt")]), [path("a.txt"), path("b.txt"), path("odd[1].txt")]);
        assert_eq!(expand(&[path("?.txt"), path("c.md")]), [path("a.txt"), path("b.txt"), path("c.md")]);
        for itself in ["odd[1].txt", "*.docx", "none.txt", "[.txt"] {
            assert_eq!(expand(&[path(itself)]), [path(itself)]);
        }
    }
}
