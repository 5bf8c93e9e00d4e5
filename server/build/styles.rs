//! Makes one style sheet out of `style/main.css` and the parts it imports, so that the browser fetches one file. Each
//! part stands in the layer that its import names, without comments and indentation; nothing else is done to it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::places::Places;

pub fn write(places: &Places) -> Result<()> {
    let sheet = together(&places.root.join("style"))?;
    Ok(fs::write(places.pkg().join("sitrep.css"), sheet)?)
}

fn together(folder: &Path) -> Result<String> {
    let main = fs::read_to_string(folder.join("main.css")).context("style/main.css")?;
    let mut sheet = String::new();
    for line in main.lines() {
        match import(line) {
            Some((part, layer)) => {
                let rules = fs::read_to_string(folder.join(part)).with_context(|| format!("style/{part}"))?;
                let rules = without_comments(&rules).with_context(|| format!("style/{part}: a comment has no end"))?;
                ensure!(rules.matches('{').count() == rules.matches('}').count(), "style/{part}: a brace is missing");
                sheet += &format!("@layer {layer}{{{rules}}}");
            }
            None => sheet += &without_comments(line).context("style/main.css: a comment has no end")?,
        }
    }
    Ok(sheet)
}

/// `@import url("part.css") layer(name);`
fn import(line: &str) -> Option<(&str, &str)> {
    let (part, rest) = line.strip_prefix("@import url(\"")?.split_once("\") layer(")?;
    Some((part, rest.strip_suffix(");")?))
}

/// No string in the sheets holds what looks like a comment.
fn without_comments(rules: &str) -> Option<String> {
    let mut parts = rules.split("/*");
    let mut kept = parts.next()?.to_owned();
    for part in parts {
        kept += part.split_once("*/")?.1;
    }
    Some(
        kept.lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .fold(String::new(), |sheet, line| sheet + line + "\n"),
    )
}
