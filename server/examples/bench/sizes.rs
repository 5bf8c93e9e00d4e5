//! What crosses the wire at a first visit.

use anyhow::Result;

use crate::desk::Desk;
use crate::reports::report;
use crate::table::Table;
use crate::wire::Wire;

const ENCODING: &str = "br, gzip";

pub async fn measure(desk: &Desk, table: &mut Table) -> Result<()> {
    let mut wire = Wire::to(&desk.address).await?;
    let receipt = wire.post("/report", "", &report(u64::MAX)).await?;
    let receipt = receipt.header("location").unwrap_or("/").to_owned();
    for (name, path) in [("/report", "/report"), ("/r/…", receipt.as_str())] {
        let (html, css, _) = visit(&mut wire, path, "").await?;
        table.add(
            "sizes",
            format!("{name} without script, compressed"),
            format!("{:.1} kB ({html} of HTML, {css} of CSS)", (html + css) as f64 / 1000.0),
            "under 15 kB",
        );
    }
    let (html, css, script) = visit(&mut wire, "/board", &desk.cookie).await?;
    table.add(
        "sizes",
        "board, first visit, compressed in all",
        format!(
            "{:.1} kB ({html} of HTML, {css} of CSS, {script} of script and wasm)",
            (html + css + script) as f64 / 1000.0
        ),
        "under 300 kB",
    );
    Ok(())
}

/// Compressed bytes of the page, of its style, and of script and wasm.
async fn visit(wire: &mut Wire, path: &str, cookie: &str) -> Result<(usize, usize, usize)> {
    let compressed = wire.get(path, cookie, ENCODING).await?.body.len();
    let page = wire.get(path, cookie, "identity").await?;
    let page = String::from_utf8_lossy(&page.body).into_owned();
    let (mut css, mut script) = (0, 0);
    for file in files(&page) {
        let bytes = wire.get(&file, cookie, ENCODING).await?.body.len();
        match file.rsplit('.').next() {
            Some("css") => css += bytes,
            Some("js" | "wasm") => script += bytes,
            _ => {}
        }
    }
    Ok((compressed, css, script))
}

/// What the head links to. The dialogs of the board, which its script names too, are fetched when one is opened.
fn files(page: &str) -> Vec<String> {
    let links = page.split(" href=\"").filter_map(|after| after.split('"').next());
    let mut files: Vec<String> = links
        .filter(|part| part.starts_with('/') && [".css", ".js", ".wasm"].iter().any(|end| part.ends_with(end)))
        .map(str::to_owned)
        .collect();
    files.sort();
    files.dedup();
    files
}
