//! The four pages that visitors read, asked for one and the same incident.

use backend::incidents::ChangeRequest;
use domain::incident::{Press, Resolution};
use domain::service::Effect;

use crate::asked::{form, get};
use crate::links::service;
use crate::office::Office;

#[tokio::test]
async fn the_four_pages_of_visitors_say_the_same_words_of_one_incident() {
    let office = Office::open();
    let (service, rui) = (service(&office, "Accounts").await, office.responder().await);
    let fields = [("title", "Sign-in fails"), ("service", &service), ("impact", "high"), ("urgency", "high")];
    let receipt = form("/report", &fields).of(&office.site).await.location().to_owned();
    let say = async |words: &str, pages: &[&str]| {
        for path in pages {
            let page = get(path).of(&office.site).await;
            assert!(page.body.to_lowercase().contains(words), "{path} does not say {words}: {}", page.body);
        }
    };
    let press = async |press| {
        let request = ChangeRequest { number: "INC-1".into(), press, also: None, seen: None, nonce: String::new() };
        office.state.backend.change(&office.caller(&rui).await, request).await.unwrap();
    };
    let all = ["/", "/report", "/status", &receipt];
    say("reported, not confirmed yet", &all).await;
    press(Press::Take { priority: None, reason: String::new() }).await;
    say("being looked into", &all).await;
    say("reported, not confirmed yet: being looked into", &["/status"]).await;
    press(Press::Affect { service: service.parse().unwrap(), effect: Effect::Down }).await;
    say("down: being looked into", &["/status"]).await;
    press(Press::Mitigate { what: "Restarted".into(), works: true }).await;
    say("should work again, being watched", &all).await;
    press(Press::Resolve { resolution: Resolution { text: "A new disk".into(), restored_at: None } }).await;
    say("fixed", &[&receipt]).await;
    say("no known outage", &["/status"]).await;
}
