//! Arranges a social-care recording, in its writer's own words. See ARCHITECTURE.md for the flow.

pub mod text;
pub mod input;
pub mod segment;
