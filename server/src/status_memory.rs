//! What visitors read of the status, from memory: written once after it has changed, or when the minute turns, and given
//! to everybody who asks until then. An outage crowd costs no reading and no writing of pages.

use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use backend::{Backend, Caller, Result};
use domain::time::{MINUTE, SECOND};
use kit::shell::SiteAssets;

/// As the cookie of the theme says; `None` is what the system chooses.
const THEMES: [Option<&str>; 3] = [None, Some("light"), Some("dark")];

#[derive(Default)]
pub struct StatusMemory(Mutex<Option<Arc<Kept>>>);

pub struct Kept {
    /// The version of what visitors read, and the minute, in which it was written.
    of: (u64, i64),
    pages: [Bytes; 3],
    pub json: Bytes,
    pub atom: Bytes,
}

impl Kept {
    pub fn page(&self, theme: Option<&str>) -> Bytes {
        let place = THEMES.iter().position(|known| *known == theme).unwrap_or(0);
        self.pages[place].clone()
    }
}

impl StatusMemory {
    /// Written by the first who asks, while the others wait for it.
    pub fn kept(&self, desk: &Backend, assets: &SiteAssets) -> Result<Arc<Kept>> {
        let mut memory = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = desk.storage().now();
        let of = (desk.storage().public_version(), now.div_euclid(MINUTE));
        if let Some(kept) = memory.as_ref().filter(|kept| kept.of == of) {
            return Ok(Arc::clone(kept));
        }
        let status = desk.public_status()?;
        let frame = desk.frame(&Caller::visitor(), false)?;
        // It needs no script, and so it gets none.
        let assets = SiteAssets { script: None, ..assets.clone() };
        let written = |theme| {
            let document = documents::status_for_visitors(frame.clone(), status.view.clone());
            Bytes::from(document.html(assets.clone(), theme, now.div_euclid(SECOND)))
        };
        let pages = THEMES.map(written);
        let kept = Arc::new(Kept { of, pages, json: status.json.into(), atom: status.atom.into() });
        *memory = Some(Arc::clone(&kept));
        Ok(kept)
    }
}
