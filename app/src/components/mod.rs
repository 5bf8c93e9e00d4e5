//! Sitrep's own small kit of components.

pub mod page_title;
pub mod text_area;
