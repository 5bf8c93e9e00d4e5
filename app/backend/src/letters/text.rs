//! The text part: reads as well as the HTML, wrapped by no one.

use std::fmt::Write;

use super::{Block, Content};

pub fn text(content: &Content) -> String {
    let mut out = String::with_capacity(1024);
    // Writing to a String cannot fail.
    let _ = draw(content, &mut out);
    out
}

fn draw(content: &Content, out: &mut String) -> std::fmt::Result {
    writeln!(out, "{}", content.state)?;
    for block in &content.blocks {
        writeln!(out)?;
        match block {
            Block::Paragraph(words) => writeln!(out, "{words}")?,
            Block::Heading(words) => writeln!(out, "{words}\n{}", "-".repeat(words.chars().count().min(72)))?,
            Block::Words(words) => {
                for line in words.lines() {
                    writeln!(out, "{}", format!("> {line}").trim_end())?;
                }
            }
            Block::Link(link) => writeln!(out, "{}: {}", link.label, link.url)?,
            Block::Facts(facts) => {
                for (name, value) in facts {
                    writeln!(out, "{name}: {value}")?;
                }
            }
        }
    }
    if let Some(link) = &content.link {
        writeln!(out, "\n{}:\n{}", link.label, link.url)?;
    }
    // RFC 3676: what follows is a signature, which replies leave out.
    writeln!(out, "\n-- ")?;
    for line in &content.footer {
        match &line.link {
            Some(link) => writeln!(out, "{} {}: {}", line.text, link.label, link.url)?,
            None => writeln!(out, "{}", line.text)?,
        }
    }
    Ok(())
}
