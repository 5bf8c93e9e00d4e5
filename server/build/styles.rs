//! Makes one style sheet out of `style/main.css` and the parts it imports, so that the browser fetches one file.
//! A part that does not parse stops the build.

use std::fs;

use anyhow::{Result, anyhow};
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions};

use crate::front::Profile;
use crate::places::Places;

pub fn write(places: &Places, profile: Profile) -> Result<()> {
    let files = FileProvider::new();
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let entry = places.root.join("style/main.css");
    let mut sheet = bundler.bundle(&entry).map_err(|error| anyhow!("style: {error}"))?;
    let minify = profile == Profile::Release;
    if minify {
        sheet.minify(MinifyOptions::default()).map_err(|error| anyhow!("style: {error}"))?;
    }
    let printed = sheet.to_css(PrinterOptions { minify, ..PrinterOptions::default() });
    let css = printed.map_err(|error| anyhow!("style: {error}"))?.code;
    Ok(fs::write(places.pkg().join("sitrep.css"), css)?)
}
