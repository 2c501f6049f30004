//! Many recordings looked at together: what is evident in them and what is not, with the sentences, and never who wrote them.
//!
//! Everything here is pure; `cli::audit` reads and writes, `render` dresses.

mod about;
mod agreement;
mod columns;
mod first;
mod intervals;
mod likeness;
pub mod measures;
mod row;
mod sample;
mod summary;
mod sums;
mod suppress;
mod trend;

pub use about::{About, Dimension, Group};
pub use agreement::{Agreement, ENOUGH, Judgement, MODERATED_SCHEMA, Moderated, agreement, is_low};
pub use columns::{Asked, Role, Used};
pub use first::{First, first};
pub use intervals::{Share, wilson};
pub use likeness::{Alike, Signature, alike};
pub use row::{Header, Inputs, Row, SCHEMA, Told, ToldFirst, row, unread};
pub use sample::sample;
pub use summary::{Cell, Dimensions, GroupSummary, MeasureSummary, Summary};
pub use suppress::FEWEST;
pub use trend::{Change, EARLIER_SCHEMA, Earlier, EarlierEngine, Reading, Trend, trend};
