//! The page of the targets and what can be pressed on it.

mod apply;
mod change;
mod page;
mod tried;
