//! When reports are read, in plain HTML: on the report page, the status page, a receipt and the poster.

use backend::Clock;
use domain::time::{DAY, HOUR};

use crate::asked::{form, get};
use crate::office::Office;

/// Monday, 23 November 2026, 08:00 UTC.
const MORNING: i64 = 1_795_420_800_000;

#[tokio::test]
async fn on_a_friday_evening_each_page_says_from_when_it_is_read_and_whom_to_call() {
    let clock = Clock::manual(MORNING + 4 * DAY + 10 * HOUR);
    let office = Office::by(clock.clone(), &[("SITREP_PUBLIC_URL", "https://desk.example"), ("SITREP_ZONE", "UTC")]);
    let ada = office.signed_in("Ada", "administrator").await;
    let said = "Read from Mon 09:00. Urgent: call +351 21 000 0000.";
    for path in ["/report", "/status"] {
        let page = get(path).of(&office.site).await.body;
        assert!(page.contains("Read from Mon 09:00.<") && !page.contains("Urgent"), "{path} without a phone: {page}");
    }
    let basics = [("act", "basics"), ("organisation", "Harbour"), ("reach", "network")];
    let basics = [&basics[..], &[("emergency_phone", "+351 21 000 0000"), ("revision", "99")]].concat();
    assert_eq!(form("/settings", &basics).cookie(&ada).of(&office.site).await.status, 303);
    let receipt = office.reported("The lift is stuck").await.location().to_owned();
    for path in ["/report", "/status", receipt.as_str()] {
        let page = get(path).of(&office.site).await.body;
        assert!(page.contains(said), "{path}: {page}");
    }
    let page = get("/report").of(&office.site).await.body;
    assert!(!page.contains("as soon as you send it"), "nobody is there: {page}");
    let page = get(&receipt).of(&office.site).await.body;
    assert!(page.contains("The team aims to answer by Mon"), "{page}");
    let poster = get("/poster").cookie(&ada).of(&office.site).await.body;
    let week = "Read Monday to Friday 09:00 to 17:00. Urgent: call +351 21 000 0000.";
    assert!(poster.contains(week) && !poster.contains("Mon 09:00"), "paper is read at any time: {poster}");

    clock.advance(2 * DAY + 16 * HOUR);
    for path in ["/report", "/status"] {
        let page = get(path).of(&office.site).await.body;
        assert!(!page.contains("Read from") && page.contains("If it cannot wait, call <b>+351"), "{path}: {page}");
    }
    assert!(get("/report").of(&office.site).await.body.contains("Your IT team reads it as soon as you send it."));
}

#[tokio::test]
async fn the_board_leads_to_what_is_due_and_from_there_to_why_and_is_quiet_without_it() {
    let office = Office::by(Clock::manual(MORNING), &[]);
    let rui = office.responder().await;
    let page = |path: &'static str| get(path).cookie(&rui).of(&office.site);
    assert!(!page("/board").await.body.contains("\"/due\""), "nothing is due");
    assert!(page("/due").await.body.contains("Nothing is due"));
    office.reported("The lift is <b>stuck").await;
    assert!(page("/board").await.body.contains("\"/due\""));
    let due = page("/due").await.body;
    for part in ["The lift is &lt;b", "/incidents/INC-1/clocks", "The team's", "nobody has it", "Take "] {
        assert!(due.contains(part), "{part}: {due}");
    }
    assert!(!due.contains("Yours"), "{due}");
    assert_eq!(get("/due").of(&office.site).await.location(), "/sign-in?next=/due");
}
