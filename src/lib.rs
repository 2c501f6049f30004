//! Arranges a social-care recording, in its writer's own words. See ARCHITECTURE.md for the flow.

pub mod audit;
pub mod cli;
pub mod closely;
pub mod corpus;
pub mod docx;
pub mod engine;
pub mod evaluate;
pub mod files;
pub mod input;
pub mod model;
pub mod outcome;
pub mod phrasing;
pub mod placement;
pub mod pseudonyms;
mod random;
pub mod recording;
pub mod render;
pub mod rules;
pub mod section;
pub mod segment;
pub mod settled;
pub mod supervision;
pub mod text;
#[cfg(feature = "training")]
pub mod train;
mod unpack;
