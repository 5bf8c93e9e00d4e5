//! Reviews in plain HTML: Rui begins one, both texts come back where Mara was quicker, and what is published opens by its
//! link alone.

use crate::asked::{form, get};
use crate::office::Office;

#[tokio::test]
async fn rui_begins_a_review_and_reads_both_texts_where_mara_was_quicker() {
    let office = Office::open();
    let (rui, mara) = (office.responder().await, office.signed_in("Mara", "manager").await);
    let report = [("title", "Mail is down"), ("impact", "medium"), ("urgency", "high")];
    let report = [&report[..], &[("description", "x"), ("name", "Vera"), ("email", "vera@example.org")]].concat();
    form("/report", &report).of(&office.site).await;
    let page = get("/incidents/INC-1/review").cookie(&rui).of(&office.site).await.body;
    assert!(page.contains("It has no review."), "{page}");
    for (number, words) in [("", "Write the number of the incident"), ("INC-9", "There is no such incident")] {
        let refused = form("/reviews", &[("act", "begin"), ("number", number)]).cookie(&rui).of(&office.site).await;
        assert!(refused.status == 422 && refused.body.contains(words), "{}", refused.body);
    }
    let begun = form("/reviews", &[("act", "begin"), ("number", "INC-1")]).cookie(&rui).of(&office.site).await;
    assert_eq!(begun.location(), "/incidents/INC-1/review?said=begun");
    let page = get(begun.location()).cookie(&rui).of(&office.site).await.body;
    assert!(page.contains("Drafted from the record") && page.contains("Mail is down was reported"), "{page}");

    let part = |words: &'static str, revision: &'static str| {
        [("act", "part"), ("id", "because"), ("because", words), ("revision", revision)]
    };
    let path = "/incidents/INC-1/review";
    let saved = form(path, &part("The disk <i>was full", "1")).cookie(&mara).of(&office.site).await;
    assert_eq!(saved.location(), "/incidents/INC-1/review?said=saved", "{}", saved.body);
    let late = form(path, &part("Rui forgot it", "1")).cookie(&rui).of(&office.site).await;
    assert_eq!(late.status, 422);
    for words in ["The disk &lt;i&gt;was full", "Rui forgot it", "id=\"partbecause-because-error\""] {
        assert!(late.body.contains(words), "{words} is missing in {}", late.body);
    }
    let saved = form(path, &part("Rui forgot it", "2")).cookie(&rui).of(&office.site).await;
    let page = get(saved.location()).cookie(&rui).of(&office.site).await.body;
    assert!(page.contains("Would a role do"), "{page}");
    let unread = [("act", "publish"), ("id", ""), ("revision", "3")];
    let refused = form(path, &unread).cookie(&mara).of(&office.site).await;
    assert!(refused.body.contains("or tick that nobody has"), "{}", refused.body);
    let ana = office.signed_in("Ana", "employee").await;
    assert_eq!(get("/reviews").cookie(&ana).of(&office.site).await.status, 403);
    assert_eq!(get(path).cookie(&ana).of(&office.site).await.status, 404);
    assert_eq!(get("/reviews/AAAA").of(&office.site).await.status, 404);
}
