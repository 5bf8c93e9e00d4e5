//! What crosses the wire at a first visit.

use anyhow::{Context, Result};

use crate::desk::Desk;
use crate::reports::report;
use crate::table::Table;
use crate::wire::Wire;

const ENCODING: &str = "br, gzip";

/// Documents that a visitor, and a responder, opens first.
const DOCUMENTS: [&str; 6] = ["/", "/status", "/sign-in", "/messages", "/services", "/settings/account"];

pub async fn measure(desk: &Desk, table: &mut Table) -> Result<()> {
    let mut wire = Wire::to(&desk.address).await?;
    let receipt = wire.post("/report", "", &report(u64::MAX)).await?;
    let receipt = receipt.header("location").unwrap_or("/").to_owned();
    let (html, css, _) = visit(&mut wire, "/report", "").await?;
    let words = format!("{} ({} of HTML, {} of CSS)", kilobytes(html + css), kilobytes(html), kilobytes(css));
    table.add("sizes", "/report without script, compressed", words, "under 15 kB");
    for path in DOCUMENTS.into_iter().chain([receipt.as_str()]) {
        let cookie = if path == "/" { "" } else { desk.cookie.as_str() };
        let (html, _, script) = visit(&mut wire, path, cookie).await?;
        let words =
            format!("{} ({} of HTML, {} of script)", kilobytes(html + script), kilobytes(html), kilobytes(script));
        let name = if path == receipt { "/r/…" } else { path };
        table.add("sizes", format!("{name}, a document, compressed, beside the style"), words, "20 kB or less");
    }
    let incident = one_on_the_board(&mut wire, &desk.cookie).await?;
    for path in ["/report", "/board", incident.as_str()] {
        let (html, css, script) = visit(&mut wire, path, &desk.cookie).await?;
        let parts = [html, css, script].map(kilobytes);
        let words = format!(
            "{} ({} of HTML, {} of CSS, {} of script and wasm)",
            kilobytes(html + css + script),
            parts[0],
            parts[1],
            parts[2]
        );
        let name = if path == incident { "an incident" } else { path };
        table.add("sizes", format!("{name}, a live page, first visit, compressed in all"), words, "printed");
    }
    Ok(())
}

async fn one_on_the_board(wire: &mut Wire, cookie: &str) -> Result<String> {
    let board = wire.get("/board", cookie, "identity").await?;
    let board = String::from_utf8_lossy(&board.body).into_owned();
    let links = board.split('"').find(|part| part.starts_with("/incidents/"));
    Ok(links.context("the board has a card")?.to_owned())
}

fn kilobytes(bytes: usize) -> String {
    format!("{:.1} kB", bytes as f64 / 1000.0)
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

/// What the head links to and loads.
fn files(page: &str) -> Vec<String> {
    let linked = page.split(" href=\"").chain(page.split(" src=\"")).filter_map(|after| after.split('"').next());
    let mut files: Vec<String> = linked
        .filter(|part| part.starts_with('/') && [".css", ".js", ".wasm"].iter().any(|end| part.ends_with(end)))
        .map(str::to_owned)
        .collect();
    files.sort();
    files.dedup();
    files
}
