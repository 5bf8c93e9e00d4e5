//! What every page is made of, whichever kind it is: plain components, the addresses, the ground a page stands on,
//! what a refused form brings back. Nothing here needs a program in the browser: it is markup, links and forms, and
//! `public/page.js` helps it along. What is dead without a program (dialogs, toasts, menus that act) lives in `app`.

mod api_error;
pub mod components;
pub mod form;
pub mod ground;
pub mod routes;
#[cfg(feature = "ssr")]
pub mod shell;

pub use api_error::ApiError;
