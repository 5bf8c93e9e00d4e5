//! The blocks a letter is made of, ready to be drawn and stored. Plain text only.

use serde::{Deserialize, Serialize};

/// Stands in place of a link that opens something, on every screen.
pub const LINK_REMOVED: &str = "[link removed]";

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The first line, also what mail clients show beside the subject.
    pub state: String,
    pub blocks: Vec<Block>,
    pub link: Option<Link>,
    pub footer: Vec<FooterLine>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    Paragraph(String),
    Heading(String),
    /// What a person wrote, with its lines.
    Words(String),
    Facts(Vec<(String, String)>),
    /// Of a part of a bundle.
    Link(Link),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    pub label: String,
    pub url: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FooterLine {
    pub text: String,
    pub link: Option<Link>,
}

impl Content {
    /// The same without its link, for storing a letter whose link signs somebody in.
    pub fn without_secret(mut self) -> Self {
        if let Some(link) = &mut self.link {
            LINK_REMOVED.clone_into(&mut link.url);
        }
        self
    }
}
