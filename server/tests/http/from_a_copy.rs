//! A desk that begins with a copy, on Ada's screen: what was queued before it waits for one press.

use std::time::Duration;

use backend::Clock;
use backend::mail::courier::Inbox;
use backend::outbox::{Outbox, Route, mail_health};
use backend::storage::{Options, Storage};

use crate::asked::{form, get};
use crate::office::Office;

#[tokio::test]
async fn ada_sends_or_drops_what_was_queued_before_the_copy_with_one_press() {
    let first = Office::open();
    let ada = first.signed_in("Ada", "administrator").await;
    let rui = first.responder().await;
    let report = [("title", "Mail is down"), ("impact", "low"), ("urgency", "low"), ("email", "ana@example.org")];
    assert_eq!(form("/report", &report).of(&first.site).await.status, 303);
    for (act, said) in [("send-old", "go out now"), ("drop-old", "are dropped")] {
        let folder = tempfile::tempdir().unwrap();
        first.state.backend.copy_to(&folder.path().join("sitrep.redb")).unwrap();
        let storage = Storage::open(folder.path(), Options::default(), Clock::System).unwrap();
        let second = Office::on(storage, Some(folder.path()), &[]);
        let inbox = Inbox::default();
        let outbox = Outbox::new(second.state.backend.clone(), Route::Inbox(inbox.clone()), Duration::from_millis(500));
        outbox.work_off().await.unwrap();
        assert!(inbox.letters().is_empty());
        let held = || second.state.backend.storage().read(|read| mail_health(read)).unwrap().set_aside;
        let letters = held();
        assert!(letters > 0);

        let board = get("/board").cookie(&ada).of(&second.site).await.body;
        assert!(board.contains("This desk began with a copy") && board.contains("Send or drop them"), "{board}");
        assert!(!get("/board").cookie(&rui).of(&second.site).await.body.contains("began with a copy"));
        let page = get("/settings/mail").cookie(&ada).of(&second.site).await.body;
        for button in ["Send", "Drop"] {
            assert!(page.contains(&format!("{button} {letters} letters from before the copy")), "{page}");
        }
        let theirs = form("/settings/mail", &[("act", act)]).cookie(&rui).of(&second.site).await;
        assert_ne!(theirs.status, 303, "not for Rui");
        assert_eq!(held(), letters);
        let done = form("/settings/mail", &[("act", act)]).cookie(&ada).of(&second.site).await;
        assert_eq!(done.status, 303, "{}", done.body);
        assert_eq!(held(), 0);
        let page = get(done.location()).cookie(&ada).of(&second.site).await.body;
        assert!(page.contains(said) && !page.contains("letters were queued before"), "{page}");
    }
}
