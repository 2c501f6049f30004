//! Rules that a list of phrases cannot tell. One file each.

mod unexplained_abbreviation;

pub use unexplained_abbreviation::{Abbreviations, Met, is_explained_after};
