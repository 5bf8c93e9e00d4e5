//! The file of an incident with a long timeline.

use std::time::Instant;

use anyhow::{Context, Result, ensure};
use backend::demo::{PASSWORD, enter_office};
use backend::desk::{Form, Found, check};
use backend::incidents::{ChangeRequest, NewReport};
use backend::storage::Storage;
use backend::{Backend, Clock, Options};
use domain::incident::Press;
use domain::report::ReportDraft;

use crate::table::{Table, percentile};

const ENTRIES: usize = 2_000;
const ROUNDS: usize = 20;

pub async fn measure(table: &mut Table) -> Result<()> {
    let desk = Backend::new(Storage::in_memory(Clock::System), Options::default())?;
    enter_office(&desk).await?;
    let cookie = desk.sign_in("rui@example.org", PASSWORD, "bench", "127.0.0.1").await?.cookie;
    let rui = desk.caller_from_session(&cookie).await?.context("Rui is signed in")?;
    let words = |text: &str| text.to_owned();
    let draft =
        ReportDraft { title: words("No mail"), impact: words("low"), urgency: words("low"), ..ReportDraft::default() };
    let number = desk.report(&rui, NewReport::by_web(draft, false)).await?.number;
    for entry in 1..ENTRIES {
        let text = format!(
            "Looked at node {entry} of the **mail** cluster: its queue holds {} letters, none is late.",
            entry * 7
        );
        let press = Press::Note { text };
        let request = ChangeRequest { number: number.clone(), press, also: None, seen: None, nonce: String::new() };
        desk.change(&rui, request).await?;
    }
    let (mut spans, mut bytes) = (Vec::new(), 0);
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        let file = desk.dossier(&rui, &number, Form::Page).await?;
        spans.push(begun.elapsed());
        bytes = file.len();
        ensure!(matches!(check(file.as_bytes()), Found::Intact { entries: ENTRIES, .. }), "it does not hold");
    }
    spans.sort_unstable();
    let figures = format!("p50 {:.0} ms, {:.2} MB", percentile(&spans, 0.5), bytes as f64 / 1_000_000.0);
    table.add("dossier", "incident file of 2,000 entries", figures, "under 300 ms and 2 MB");
    Ok(())
}
