//! What a page may know of the request: the desk, who asks, the words in the address, and the form that came back.

use std::collections::BTreeMap;

use backend::{Backend, Caller, Result};
use domain::view::account::FrameView;
use kit::form::FormState;

pub struct Asked {
    pub desk: Backend,
    pub caller: Caller,
    /// What a refused form brought back; empty at a first look.
    pub form: FormState,
    /// The words of the query.
    pub query: BTreeMap<String, String>,
    /// The parts of the path that have a name in the pattern.
    pub path: BTreeMap<String, String>,
    /// Where the request says we are, such as `http://127.0.0.1:3000`. It only ever fills a field.
    pub address: String,
    /// The request came through a proxy that nobody has named.
    pub unnamed_proxy: bool,
}

impl Asked {
    /// A word of the query, if it is there.
    pub fn word(&self, name: &str) -> Option<String> {
        self.query.get(name).cloned()
    }

    /// A named part of the path.
    pub fn part(&self, name: &str) -> String {
        self.path.get(name).cloned().unwrap_or_default()
    }

    /// Who looks, and what the frame around every page shows them.
    pub fn frame(&self) -> Result<FrameView> {
        self.desk.frame(&self.caller, self.unnamed_proxy)
    }

    pub fn organisation(&self) -> Result<String> {
        Ok(self.frame()?.organisation)
    }
}
