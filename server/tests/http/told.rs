//! How somebody wants to be told, on the page of their account and behind the link of a letter; and the page on which an
//! administrator reads whether letters get through.

use crate::asked::{form, get};
use crate::office::Office;

#[tokio::test]
async fn wishes_are_kept_refused_beside_their_field_and_nothing_typed_is_lost() {
    let office = Office::open();
    let ana = office.signed_in("Ana", "employee").await;
    let person = office.caller(&ana).await.person().unwrap();
    let token = office.state.backend.unsubscribe_token(person, backend::subscriptions::Scope::All);
    for (path, cookie) in [("/settings/account".to_owned(), ana.as_str()), (format!("/subscriptions/{token}"), "")] {
        let fields = [("act", "wishes"), ("least", "P2"), ("daily", "on"), ("quiet_from", "22:00"), ("quiet_to", "x")];
        let refused = form(&path, &fields).cookie(cookie).of(&office.site).await;
        assert_eq!(refused.status, 422, "{path}");
        for kept in ["another one than where they begin", "value=\"22:00\"", "value=\"x\""] {
            assert!(refused.body.contains(kept), "{path}: {kept}: {}", refused.body);
        }
        let well = [("act", "wishes"), ("least", "P2"), ("quiet_from", "22:00"), ("quiet_to", "06:00")];
        assert_eq!(form(&path, &well).cookie(cookie).of(&office.site).await.status, 303, "{path}");
        let page = get(&path).cookie(cookie).of(&office.site).await.body;
        assert!(page.contains("value=\"06:00\"") && page.contains("<option value=\"P2\" selected"), "{page}");
    }
}

#[tokio::test]
async fn only_whoever_may_change_mail_reads_what_it_takes_for_letters_to_get_through() {
    let office = Office::open();
    let (ada, mara) = (office.signed_in("Ada", "administrator").await, office.signed_in("Mara", "manager").await);
    let page = get("/settings/mail/doctor").cookie(&ada).of(&office.site).await;
    assert!(page.status == 200 && page.body.contains("v=DMARC1; p=none"), "{}", page.body);
    assert!(get("/settings/mail").cookie(&ada).of(&office.site).await.body.contains("/settings/mail/doctor"));
    assert!(!get("/settings/mail").cookie(&mara).of(&office.site).await.body.contains("/settings/mail/doctor"));
    let refused = get("/settings/mail/doctor").cookie(&mara).of(&office.site).await;
    assert!(refused.body.contains("Your role does not open this page"), "{}", refused.body);
}
