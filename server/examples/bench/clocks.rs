//! Clocks: whether a million histories add up, how long one with many marks takes, and what happens when very many are due
//! at once, as after a long time without power.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use backend::calendars::Book;
use backend::demo::{PASSWORD, enter_office};
use backend::incidents::{ChangeRequest, NewReport, find_by_number};
use backend::storage::Storage;
use backend::{Backend, Caller, Clock, Options};
use domain::incident::{Press, SlaClock};
use domain::report::ReportDraft;
use domain::time::{DAY, Moment};
use domain::view::board::BoardFilter;

use crate::table::{Table, percentile};

#[path = "../../../app/domain/tests/rules/histories.rs"]
mod histories;

const HISTORIES: u64 = 1_000_000;
/// Each puts two marks on a clock.
const CYCLES: usize = 100;
const ROUNDS: usize = 1_000;
/// Each has two clocks that are over, and both say so.
const INCIDENTS: usize = 50_000;
/// Monday, 23 November 2026, 08:00 UTC.
const MORNING: i64 = 1_795_420_800_000;

pub async fn measure(table: &mut Table) -> Result<()> {
    let begun = Instant::now();
    ensure!(histories::checked(10_000) == histories::TEN_THOUSAND, "the clocks come to something else");
    histories::checked(HISTORIES);
    let figures = format!("all add up, {:.1} s", begun.elapsed().as_secs_f64());
    table.add("clocks", "1,000,000 random histories of clocks", figures, "the segments add up to what is counted");
    of_many_marks(table).await?;
    all_at_once(table).await
}

async fn desk() -> Result<(Backend, Caller, Clock)> {
    let clock = Clock::manual(MORNING);
    let desk = Backend::new(Storage::in_memory(clock.clone()), Options::default())?;
    enter_office(&desk).await?;
    let cookie = desk.sign_in("rui@example.org", PASSWORD, "bench", "127.0.0.1").await?.cookie;
    let rui = desk.caller_from_session(&cookie).await?.context("Rui is signed in")?;
    Ok((desk, rui, clock))
}

async fn report(desk: &Backend, rui: &Caller) -> Result<String> {
    let (title, level) = ("No mail".to_owned(), "medium".to_owned());
    let draft = ReportDraft { title, impact: level.clone(), urgency: level, ..ReportDraft::default() };
    Ok(desk.report(rui, NewReport::by_web(draft, false)).await?.number)
}

async fn of_many_marks(table: &mut Table) -> Result<()> {
    let (desk, rui, _) = desk().await?;
    let number = report(&desk, &rui).await?;
    let take = Press::Take { priority: None, reason: String::new() };
    let cycles = (0..CYCLES).flat_map(|_| {
        let (what, reason) = ("Restarted it".to_owned(), "It is back".to_owned());
        [Press::Mitigate { what, works: true }, Press::Resume { reason }]
    });
    for press in std::iter::once(take).chain(cycles) {
        let request = ChangeRequest { number: number.clone(), press, also: None, seen: None, nonce: String::new() };
        desk.change(&rui, request).await?;
    }
    let mut spans: Vec<Duration> = Vec::new();
    desk.storage().read(|read| {
        let incident = find_by_number(read, &number)?.ok_or(backend::Error::NotFound)?;
        let book = Book::of(read, [&incident])?;
        let now = Moment(desk.storage().now()).plus(10 * DAY);
        for _ in 0..ROUNDS {
            let begun = Instant::now();
            let told = incident.ledger(SlaClock::Resolution, &book, now);
            spans.push(begun.elapsed());
            assert!(told.is_some_and(|told| told.segments.len() > CYCLES));
        }
        Ok(())
    })?;
    spans.sort_unstable();
    let micro = |share| percentile(&spans, share) * 1_000.0;
    let figures = format!("p50 {:.0} µs, p99 {:.0} µs", micro(0.5), micro(0.99));
    table.add("clocks", "why due then, of 200 entries", figures, "under 50 µs");
    Ok(())
}

async fn all_at_once(table: &mut Table) -> Result<()> {
    let (desk, rui, clock) = desk().await?;
    for _ in 0..INCIDENTS {
        report(&desk, &rui).await?;
    }
    clock.advance(10 * DAY);
    let cookie = desk.sign_in("rui@example.org", PASSWORD, "bench", "127.0.0.1").await?.cookie;
    let rui = desk.caller_from_session(&cookie).await?.context("Rui is signed in")?;
    let (firing, begun) = (desk.clone(), Instant::now());
    let fired = tokio::spawn(async move { firing.fire_due_timers().await });
    let mut boards = Vec::new();
    while !fired.is_finished() {
        let (desk, rui) = (desk.clone(), rui.clone());
        boards.push(
            tokio::task::spawn_blocking(move || {
                let begun = Instant::now();
                desk.board(&rui, &BoardFilter::default()).map(|_| begun.elapsed())
            })
            .await??,
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let (fired, took) = (fired.await??, begun.elapsed());
    boards.sort_unstable();
    ensure!(fired >= 2 * INCIDENTS, "only {fired} fired");
    let figures = format!(
        "{fired} in {:.1} s, the board meanwhile at most {:.0} ms",
        took.as_secs_f64(),
        percentile(&boards, 1.0)
    );
    table.add("clocks", "100,000 timers due at once", figures, "under 10 s, the board under 200 ms");
    Ok(())
}
