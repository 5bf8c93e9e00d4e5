//! A page that is rendered comes to its end, whatever else the process is doing.

use server::router;

use crate::asked::{form, get};
use crate::office::Office;

/// So many that pages are asked for all the while.
const SITES: usize = 100;

/// A page whose data Leptos never began to load ends as the 503 of the server's patience.
#[tokio::test]
async fn pages_are_answered_while_other_sites_are_put_together() {
    let office = Office::with(&[("SITREP_LIMITS", "off")]);
    let state = office.state.clone();
    let others = tokio::task::spawn_blocking(move || (0..SITES).for_each(|_| drop(router(state.clone()))));
    let mut asked = 0;
    while asked == 0 || !others.is_finished() {
        asked += 1;
        assert_eq!(get("/sign-in").of(&office.site).await.status, 200, "page {asked}");
        assert_eq!(form("/report", &[]).of(&office.site).await.status, 422, "form {asked}");
    }
    others.await.unwrap();
}
