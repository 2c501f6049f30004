//! Names in the cells of a column that is called so.

use super::tokens::Shape;
use super::{Part, Reader};
use crate::pseudonyms::lists::LISTS;
use crate::pseudonyms::numbers::name_cells;

impl Reader<'_> {
    /// *| Name | DOB |* and the cells below it.
    pub(super) fn take_columns(&mut self) {
        for cell in name_cells(self.text) {
            let start = self.tokens.partition_point(|token| token.span.start() < cell.start());
            let end = self.tokens.partition_point(|token| token.span.end() <= cell.end());
            if start < end && !(start..end).any(|at| self.is_no_cell_of_a_name(at)) {
                (start..end).for_each(|at| self.parts[at] = self.part_in_a_cell(at));
                // *Yılmaz, Elif* is one name.
                self.joined.extend((start + 1..end).filter(|&at| matches!(self.tokens[at].gap, ", " | ",")));
            }
        }
    }

    /// *Closed*, *n/a*, *HV*, *agency staff*.
    fn is_no_cell_of_a_name(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let word = token.plain && !(token.is_capital() || token.is_initial()) && !self.is_particle(at);
        word || LISTS.roles.contains(&token.folded)
            || LISTS.kin.contains(&token.folded)
            || token.shape == Shape::Upper && LISTS.abbreviations.contains(&token.folded)
            || token.plain && LISTS.is_exactly_ordinary(&token.folded) && token.shape == Shape::Upper
    }

    fn part_in_a_cell(&self, at: usize) -> Part {
        let token = &self.tokens[at];
        if token.is_title() {
            Part::Title
        } else if token.is_initial() || token.shape == Shape::Upper && token.folded.len() < 4 {
            Part::Initial
        } else if self.is_particle(at) {
            Part::Particle
        } else {
            Part::Name
        }
    }
}
