//! Many recordings looked at together: what is evident in them and what is not, with the sentences, and never who wrote them.
//!
//! Everything here is pure; `cli::audit` reads and writes, `render` dresses.

mod about;
mod first;
mod intervals;
mod likeness;
pub mod measures;
mod row;
mod summary;
mod suppress;

pub use about::{About, Dimension, Group};
pub use first::{First, first};
pub use intervals::{Share, wilson};
pub use likeness::{Alike, Signature, alike};
pub use row::{Header, Inputs, Row, SCHEMA, Told, ToldFirst, row, unread};
pub use summary::{Cell, Dimensions, GroupSummary, MeasureSummary, Summary};
pub use suppress::FEWEST;
