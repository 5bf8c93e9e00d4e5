//! What everybody may read of `/status`, in the forms in which it leaves the desk: JSON and Atom for programs, and one page
//! that stands in a folder of another web server. All are written from the view that a visitor's page shows.

mod atom;
mod copy;
mod folder;
mod json;

pub(crate) use folder::LastCopy;

use domain::view::public::StatusView;

use crate::Backend;
use crate::caller::Caller;
use crate::error::Result;

/// The same reading as a visitor's page, for programs.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicStatus {
    pub view: StatusView,
    pub json: String,
    pub atom: String,
}

impl Backend {
    pub fn public_status(&self) -> Result<PublicStatus> {
        let view = self.status_page(&Caller::visitor())?;
        let settings = self.settings()?;
        let base = settings.public_url.as_deref().unwrap_or_default();
        let atom = atom::feed(&view, base, settings.set_up_at.unwrap_or(0), self.keys());
        Ok(PublicStatus { json: json::written(&view, base), atom, view })
    }
}
