//! The incident file: everything about one incident in one file that opens without a server or a network, as a page or
//! as JSON. In it stands the hash chain of its timeline with what each entry holds, so that anybody can check it
//! anywhere (`check.rs`), and a seal over the whole file, which a changed byte breaks.

mod check;
mod gather;
mod page;
mod record;
mod seal;

use domain::permissions::Action;

use crate::error::{Error, Result};
use crate::{Backend, Caller};
use record::{Kept, Whole};

pub use check::{Found, check};

/// How it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Page,
    Json,
}

impl Backend {
    /// Reading that of a restricted incident is journaled.
    pub async fn dossier(&self, caller: &Caller, number: &str, form: Form) -> Result<String> {
        let organisation = self.settings()?.organisation;
        let whole =
            self.look_at(caller, number, Action::Export, |look| gather::gather(look, organisation.clone())).await?;
        written(&whole, form)
    }
}

fn written(whole: &Whole, form: Form) -> Result<String> {
    let unwritten = |error: serde_json::Error| Error::internal(format_args!("an incident file: {error}"));
    let text = match form {
        Form::Json => serde_json::to_string(whole).map_err(unwritten)? + "\n",
        Form::Page => {
            let kept = serde_json::to_string(&whole.kept).map_err(unwritten)?;
            page::page(whole, &kept) + "\n"
        }
    };
    Ok(seal::sealed(text))
}

/// The part that is checked stands alone in a page, and among the rest in JSON.
fn kept_in(file: &[u8]) -> Option<Kept> {
    let json = if file.first() == Some(&b'{') { file } else { page::kept_in(file)? };
    serde_json::from_slice(json).ok()
}
