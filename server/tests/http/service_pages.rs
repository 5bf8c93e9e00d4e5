//! The services as a picture, and how much of a month one of them was there: plain documents.

use crate::asked::{Answer, form, get};
use crate::office::Office;

async fn add(office: &Office, cookie: &str, fields: &[(&str, &str)]) -> String {
    let fields = [&[("act", "add")], fields].concat();
    let added = form("/services", &fields).cookie(cookie).of(&office.site).await;
    assert_eq!(added.location(), "/services?said=added", "{}", added.body);
    let name = fields.iter().find(|(field, _)| *field == "name").unwrap().1;
    let page = look(office, cookie, "/services").await.body;
    let before = page.split(&format!(">{name}</a>")).next().unwrap();
    before.rsplit("href=\"/services/").next().unwrap()[..16].to_owned()
}

async fn look(office: &Office, cookie: &str, path: &str) -> Answer {
    get(path).cookie(cookie).of(&office.site).await
}

#[tokio::test]
async fn what_depends_on_what_is_drawn_once_something_does_and_each_box_leads_to_its_row() {
    let office = Office::open();
    let (ada, rui) = (office.signed_in("Ada", "administrator").await, office.responder().await);
    let network = add(&office, &ada, &[("name", "Network")]).await;
    assert!(
        !look(&office, &rui, "/services").await.body.contains("What depends on what"),
        "nothing depends on anything"
    );
    let mail = add(&office, &ada, &[("name", "E-mail <b>"), ("depends_on", &network)]).await;
    let page = look(&office, &rui, "/services").await.body;
    assert!(page.contains("What depends on what") && page.contains("role=\"group\""), "{page}");
    assert!(page.contains("E-mail &lt;b&gt;, normal; needs Network\""), "{page}");
    for id in [network, mail] {
        assert!(page.contains(&format!("href=\"#service-{id}\"")) && page.contains(&format!("id=\"service-{id}\"")));
    }
}

#[tokio::test]
async fn without_a_target_a_page_says_no_known_outage_and_no_hundred_percent() {
    let office = Office::open();
    let (ada, rui) = (office.signed_in("Ada", "administrator").await, office.responder().await);
    let mail = add(&office, &ada, &[("name", "Mail")]).await;
    let path = format!("/services/{mail}/availability");
    let page = look(&office, &rui, &path).await;
    assert!(
        page.status == 200 && page.body.contains("No known outage.") && !page.body.contains("100"),
        "{}",
        page.body
    );
    let change = |target: &'static str| {
        let mail = mail.clone();
        let (office, ada) = (&office, &ada);
        async move {
            let fields = [("act", "change"), ("id", &mail), ("name", "Mail"), ("target", target), ("revision", "9")];
            form("/services", &fields).cookie(ada).of(&office.site).await
        }
    };
    let wrong = change("101").await;
    assert!(wrong.status == 422 && wrong.body.contains("Write a number of percent like 99.5"), "{}", wrong.body);
    assert_eq!(change("99.5").await.location(), "/services?said=changed");
    let page = look(&office, &rui, &path).await.body;
    assert!(page.contains("100 % there: the target is 99.5 %.") && page.contains("May be down yet"), "{page}");
    assert_eq!(look(&office, &rui, &format!("{path}?month=soon")).await.status, 404);
    assert_eq!(look(&office, &rui, "/services/nothing/availability").await.status, 404);
    let ana = office.signed_in("Ana", "employee").await;
    assert_eq!(look(&office, &ana, &path).await.status, 403);
}
