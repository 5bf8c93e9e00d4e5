//! The status page for programs and for another web server: it says what the page says and nothing else.

use backend::Caller;
use backend::incidents::NewReport;
use backend::services::ServiceDraft;
use backend::settings::SettingsDraft;
use domain::incident::{Press, Resolution};
use domain::report::ReportDraft;
use domain::service::Effect;
use domain::time::{DAY, HOUR, MINUTE};

use crate::lifecycle::draft;
use crate::office::*;

const PUBLISHED: &str = "Mail <is> down & out";

impl Office {
    async fn publish(&self, who: &Caller, number: &str, title: &str) {
        let press = Press::Publish { public_title: title.into(), workaround: "Use the telephone".into() };
        self.press(who, number, press).await.unwrap();
    }

    fn entry(&self, title: &str) -> Option<String> {
        let atom = self.desk.public_status().unwrap().atom;
        let entries: Vec<&str> = atom.split("<entry>").skip(1).collect();
        entries.into_iter().find(|entry| entry.contains(title)).map(str::to_owned)
    }
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    text.split_once(from).unwrap().1.split_once(to).unwrap().0
}

#[tokio::test]
async fn a_feed_knows_an_incident_by_one_id_and_says_when_its_words_changed() {
    let office = Office::open().await;
    office.address_is_set().await;
    let rui = office.signed_in(RUI).await;
    office.visitor_reports(draft("Rui cannot spell heliotrop")).await;
    assert_eq!(office.entry("INC-1"), None, "nobody has published it");
    office.wait(MINUTE);
    office.publish(&rui, "INC-1", PUBLISHED).await;
    let first = office.entry("Mail &lt;is&gt; down &amp; out").expect("it is escaped and there");
    let (id, updated) = (between(&first, "<id>", "</id>"), between(&first, "<updated>", "</updated>"));
    assert!(id.starts_with("urn:uuid:") && updated.starts_with("2026-11-23T08:01"), "{first}");
    assert!(first.contains("https://desk.example.org/status#INC-1") && !first.contains("heliotrop"), "{first}");

    office.wait(HOUR);
    office.press(&rui, "INC-1", Press::Note { text: "heliotrop".into() }).await.unwrap();
    assert_eq!(office.entry("Mail").unwrap(), first, "a note of the team changes nothing that is public");
    office.wait(HOUR);
    office.publish(&rui, "INC-1", "Mail works in part").await;
    let second = office.entry("Mail works in part").unwrap();
    assert_eq!(between(&second, "<id>", "</id>"), id);
    assert!(between(&second, "<updated>", "</updated>").starts_with("2026-11-23T10:01"), "{second}");

    let resolution = Resolution { text: "A new cable, heliotrop".into(), ..Resolution::default() };
    office.press(&rui, "INC-1", Press::TakeAndResolve { resolution }).await.unwrap();
    let line = office.desk.status_page(&Caller::visitor()).unwrap();
    let steps: Vec<_> =
        line.ended.iter().chain(&line.incidents).flat_map(|line| &line.steps).map(|(s, _)| s.as_str()).collect();
    assert_eq!(steps, ["Reported, not confirmed yet", "Being looked into", "Fixed"]);
    let status = office.desk.public_status().unwrap();
    assert!(![status.json, status.atom].iter().any(|text| text.contains("heliotrop") || text.contains("cable")));
}

#[tokio::test]
async fn ninety_days_tell_what_the_team_confirmed_from_the_day_the_service_was_added() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    let mail = ServiceDraft { name: "E-mail".into(), target: "99".into(), ..ServiceDraft::default() };
    let mail = office.desk.add_service(&ada, mail).await.unwrap();
    let days = || office.desk.status_page(&Caller::visitor()).unwrap().services.remove(0).days;
    assert_eq!((days().days, days().first.as_str(), days().down), (1, "2026-11-23", 0));
    // Monday 23:30, for an hour over midnight.
    office.wait(15 * HOUR + 30 * MINUTE);
    let report = ReportDraft { service: mail.to_string(), nonce: "n".into(), ..draft("No mail") };
    office.desk.report(&ada, NewReport::by_web(report, false)).await.unwrap();
    office.press(&ada, "INC-1", Press::Affect { service: mail, effect: Effect::Down }).await.unwrap();
    office.wait(HOUR);
    office.press(&ada, "INC-1", Press::Affect { service: mail, effect: Effect::NotAffected }).await.unwrap();
    let hit: Vec<_> = days().hit.iter().map(|day| (day.place, day.date.clone(), day.down / 60)).collect();
    assert_eq!(hit, [(0, "2026-11-23".to_owned(), 30), (1, "2026-11-24".to_owned(), 30)]);
    let words = domain::locale::Locale::English.service_days(&days());
    assert!(words.starts_with("Last 2 days: down for 1 h"), "{words}");

    office.reached_from_the_internet().await;
    assert_eq!(days().down, 0, "nobody has published it");
    office.publish(&ada, "INC-1", "Mail was down").await;
    assert_eq!(days().down / 60, 60);
    office.wait(200 * DAY);
    assert_eq!((days().days, days().hit.len()), (90, 0));
    assert!(domain::locale::Locale::English.service_days(&days()).contains("no known outage"));
}

#[tokio::test]
async fn what_was_published_stands_in_the_month_of_its_report_for_ever() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    let set = |tx: &mut backend::storage::Tx<'_>| {
        let set_up_at = Some(MORNING);
        backend::settings::Settings { set_up_at, ..backend::settings::Settings::stored(tx)? }.save(tx)
    };
    office.desk.storage().write(set).await.unwrap();
    for (number, title) in [("INC-1", "Mail is down"), ("INC-2", "")] {
        office.visitor_reports(draft(&format!("heliotrop {number}"))).await;
        if !title.is_empty() {
            office.publish(&ada, number, title).await;
        }
        let resolution = Resolution { text: "A cable".into(), ..Resolution::default() };
        office.press(&ada, number, Press::TakeAndResolve { resolution }).await.unwrap();
    }
    office.wait(40 * DAY);
    office.desk.fire_due_timers().await.unwrap();
    let of = |month: &str| office.desk.status_history(&Caller::visitor(), month);
    let november = of("2026-11").unwrap();
    let titles: Vec<_> = november.incidents.iter().map(|line| line.public_title.as_deref()).collect();
    assert_eq!((titles, november.words.as_str()), (vec![Some("Mail is down")], "November 2026"));
    assert_eq!((november.before, november.next.as_deref()), (None, Some("2026-12")));
    assert!(of("").unwrap().incidents.is_empty() && of("").unwrap().month == "2027-01");
    for slip in ["2026-10", "2027-02", "november", "2026-13"] {
        assert!(matches!(of(slip), Err(backend::Error::NotFound)), "{slip}");
    }
}

#[tokio::test]
async fn the_copy_follows_what_visitors_read_and_nothing_else() {
    let around = tempfile::tempdir().unwrap();
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    let folder = around.path().to_str().unwrap();
    let named = SettingsDraft::default().with("status_folder", folder);
    office.desk.name_second_folder(&ada, &named).await.unwrap();
    let read = |name: &str| std::fs::read_to_string(around.path().join(name)).unwrap_or_default();
    office.desk.follow_status().await.unwrap();
    assert!(read("index.html").contains(">Mon 23 Nov 2026 08:00 UTC</time>."), "{}", read("index.html"));
    assert!(read("status.json").starts_with('{') && read("status.atom").starts_with("<?xml"));

    std::fs::remove_file(around.path().join("index.html")).unwrap();
    let secret = ReportDraft { restricted: "on".into(), nonce: "s".into(), ..draft("Heliotrop stole the wages") };
    let number = office.desk.report(&ada, NewReport::by_web(secret, false)).await.unwrap().number;
    assert!(number.starts_with("SEC-"), "{number}");
    office.desk.follow_status().await.unwrap();
    assert_eq!(read("index.html"), "", "what is restricted makes no new copy");

    office.visitor_reports(draft("Heliotrop")).await;
    office.publish(&ada, "INC-1", PUBLISHED).await;
    office.desk.follow_status().await.unwrap();
    let page = read("index.html");
    assert!(page.contains("Mail &lt;is&gt; down &amp; out") && page.contains("Use the telephone"), "{page}");
    for text in [page, read("status.json"), read("status.atom")] {
        assert!(!text.to_lowercase().contains("heliotrop") && !text.contains("SEC-"), "{text}");
    }
    // The disk is gone: administrators read it on every page, until it is back.
    let (gone, elsewhere) = (around.path().to_owned(), around.path().with_extension("away"));
    std::fs::rename(&gone, &elsewhere).unwrap();
    office.publish(&ada, "INC-1", "Mail is back").await;
    assert!(office.desk.follow_status().await.is_err());
    office.wait(3_000);
    let strips = |caller: &Caller| office.desk.frame(caller, false).unwrap().strips;
    assert!(strips(&ada).contains(&domain::view::account::Strip::StatusCopyFails));
    std::fs::rename(&elsewhere, &gone).unwrap();
    office.desk.follow_status().await.unwrap();
    office.wait(3_000);
    assert!(!strips(&ada).contains(&domain::view::account::Strip::StatusCopyFails));
    assert!(read("index.html").contains("Mail is back"));
}
