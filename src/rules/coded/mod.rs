//! Rules that a list of phrases cannot tell. One file each.

mod answer_in_a_box;
mod unexplained_abbreviation;

pub use answer_in_a_box::Answers;
pub use unexplained_abbreviation::{Abbreviations, Met, is_explained_after};
