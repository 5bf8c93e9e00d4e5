//! Ada and Nuno both administer, and have the same form open. Whoever is second is told what the first put there, and
//! overwrites it on purpose or not at all.

use backend::audiences::AudienceRecord;
use backend::services::{ServiceDraft, ServiceRecord};
use backend::settings::SettingsDraft;
use backend::{Caller, Error};
use domain::Refusal;
use domain::audience::AudienceKind;
use domain::field::{Changer, Problem};
use domain::permissions::Section;
use domain::person::Role;

use crate::office::{ADA, ANA, MARA, Office, RUI, refusal};

const NUNO: &str = "nuno@example.org";

/// With two who administer.
async fn open() -> (Office, Caller, Caller) {
    let office = Office::open().await;
    office.add(NUNO, "Nuno Dias", "administrator").await;
    let (ada, nuno) = (office.signed_in(ADA).await, office.signed_in(NUNO).await);
    (office, ada, nuno)
}

/// The form of a section as the caller sees it, to type into.
fn form(office: &Office, caller: &Caller, section: Section) -> SettingsDraft {
    let view = office.desk.read_settings(caller).unwrap();
    let fields = view.fields.into_iter().map(|(name, setting)| (name, setting.value)).collect();
    SettingsDraft::posted(section, fields, Some(view.revision)).with("public_url", "http://desk.lan")
}

fn by_ada(field: &str, now: &str) -> (String, Problem) {
    changed(Changer::Person("Ada Lima".into()), field, now)
}

fn changed(by: Changer, field: &str, now: &str) -> (String, Problem) {
    (field.to_owned(), Problem::Overtaken { by, now: now.into(), revision: 0 })
}

/// What a refused form says, whatever the revision it says it at.
fn problems<T>(outcome: Result<T, Error>) -> Vec<(String, Problem)> {
    let mut problems = crate::office::problems(outcome);
    for (_, problem) in &mut problems {
        if let Problem::Overtaken { revision, .. } = problem {
            assert_ne!(std::mem::take(revision), 0);
        }
    }
    problems
}

#[tokio::test]
async fn nuno_is_told_what_ada_put_there_and_overwrites_it_on_purpose() {
    let (office, ada, nuno) = open().await;
    let theirs = form(&office, &nuno, Section::Basics);
    office
        .desk
        .change_settings(&ada, &form(&office, &ada, Section::Basics).with("organisation", "Harbour"))
        .await
        .unwrap();

    let typed = theirs.with("organisation", "Pier").with("emergency_phone", "112");
    let told = problems(office.desk.change_settings(&nuno, &typed).await);
    assert_eq!(told, [by_ada("organisation", "Harbour")]);
    let kept = office.desk.settings().unwrap();
    assert_eq!((kept.organisation.as_str(), kept.emergency_phone), ("Harbour", None), "nothing is saved");

    let again = form(&office, &nuno, Section::Basics).with("organisation", "Pier").with("emergency_phone", "112");
    office.desk.change_settings(&nuno, &again).await.unwrap();
    let kept = office.desk.settings().unwrap();
    assert_eq!((kept.organisation.as_str(), kept.emergency_phone.as_deref()), ("Pier", Some("112")));
}

#[tokio::test]
async fn what_both_typed_alike_and_what_nobody_else_touched_is_saved() {
    let (office, ada, nuno) = open().await;
    let (theirs, mail) = (form(&office, &nuno, Section::Basics), form(&office, &nuno, Section::Mail));
    office
        .desk
        .change_settings(&ada, &form(&office, &ada, Section::Basics).with("organisation", "Harbour"))
        .await
        .unwrap();
    office
        .desk
        .change_settings(&nuno, &theirs.with("organisation", "Harbour").with("zone", "Europe/Lisbon"))
        .await
        .unwrap();
    office.desk.change_settings(&nuno, &mail.with("mail_from", "desk@example.org")).await.unwrap();
    let kept = office.desk.settings().unwrap();
    assert_eq!((kept.zone.as_str(), kept.mail_from.as_deref()), ("Europe/Lisbon", Some("desk@example.org")));
}

#[tokio::test]
async fn a_password_that_only_dots_stand_for_is_the_one_that_stands_there_now() {
    let (office, ada, nuno) = open().await;
    let url = |password: &str| format!("smtps://desk:{password}@mail.example.org");
    office.desk.change_settings(&ada, &form(&office, &ada, Section::Mail).with("smtp_url", url("old"))).await.unwrap();
    let theirs = form(&office, &nuno, Section::Mail);
    office.desk.change_settings(&ada, &form(&office, &ada, Section::Mail).with("smtp_url", url("new"))).await.unwrap();
    office.desk.change_settings(&nuno, &theirs.clone().with("mail_from", "desk@example.org")).await.unwrap();
    assert_eq!(office.desk.settings().unwrap().smtp_url, Some(url("new")));
    let told = problems(office.desk.change_settings(&nuno, &theirs.with("smtp_url", "smtp://localhost")).await);
    assert_eq!(told[0], by_ada("smtp_url", &url("••••••")), "and nobody reads it");
}

#[tokio::test]
async fn names_stand_where_the_form_holds_ids() {
    let (office, ada, nuno) = open().await;
    let theirs = form(&office, &nuno, Section::Basics);
    let ours = form(&office, &ada, Section::Basics);
    let handlers = format!("{} {}", office.id(MARA), office.id(RUI));
    office
        .desk
        .change_settings(&ada, &ours.with("security_handlers", handlers).with("reach", "internet"))
        .await
        .unwrap();
    let told = problems(office.desk.change_settings(&nuno, &theirs).await);
    assert_eq!(told, [by_ada("reach", "Anybody on the internet"), by_ada("security_handlers", "Mara Reis, Rui Costa")]);
}

#[tokio::test]
async fn what_a_leaving_does_by_itself_is_not_undone_by_an_open_form() {
    let (office, ada, nuno) = open().await;
    let handlers = format!("{} {}", office.id(MARA), office.id(RUI));
    office
        .desk
        .change_settings(&ada, &form(&office, &ada, Section::Basics).with("security_handlers", handlers))
        .await
        .unwrap();
    let theirs = form(&office, &nuno, Section::Basics);
    office.desk.disable(&ada, office.id(RUI), None).await.unwrap();
    let told = problems(office.desk.change_settings(&nuno, &theirs).await);
    let not_eligible = ("security_handlers".to_owned(), Problem::NotEligible);
    assert_eq!(told, [not_eligible, by_ada("security_handlers", "Mara Reis")]);
}

fn service(office: &Office) -> ServiceRecord {
    office.desk.storage().read(|read| ServiceRecord::all(read)).unwrap().remove(0)
}

#[tokio::test]
async fn a_service_that_ada_changed_is_neither_overwritten_nor_retired_unseen() {
    let (office, ada, nuno) = open().await;
    let called = |name: &str| ServiceDraft { name: name.into(), ..ServiceDraft::default() };
    let network = office.desk.add_service(&ada, called("Network")).await.unwrap();
    let shown = Some(office.desk.list_services(&nuno).await.unwrap()[0].revision);
    let by_rui = ServiceDraft { owner: office.id(RUI).to_string(), ..called("Office network") };
    office.desk.change_service(&ada, network, by_rui, shown).await.unwrap();

    let typed = ServiceDraft { criticality: "critical".into(), ..called("Network") };
    let told = problems(office.desk.change_service(&nuno, network, typed.clone(), shown).await);
    assert_eq!(told, [by_ada("name", "Office network"), by_ada("owner", "Rui Costa")], "nobody else judged it");
    let refused = refusal(office.desk.retire_service(&nuno, network, shown).await);
    assert!(matches!(refused, Refusal::Changed { .. }), "{refused:?}");
    assert_eq!((service(&office).name.as_str(), service(&office).retired), ("Office network", false));

    let shown = Some(office.desk.list_services(&nuno).await.unwrap()[0].revision);
    office.desk.change_service(&nuno, network, typed, shown).await.unwrap();
    let shown = Some(office.desk.list_services(&nuno).await.unwrap()[0].revision);
    assert_eq!((service(&office).name.as_str(), service(&office).owner), ("Network", None));
    office.desk.retire_service(&nuno, network, shown).await.unwrap();
    assert!(service(&office).retired);
}

#[tokio::test]
async fn a_need_that_ended_with_its_service_does_not_come_back_from_an_open_form() {
    let (office, ada, nuno) = open().await;
    let called = |name: &str| ServiceDraft { name: name.into(), ..ServiceDraft::default() };
    let network = office.desk.add_service(&ada, called("Network")).await.unwrap();
    let on_it = ServiceDraft { depends_on: vec![network.to_string()], ..called("E-mail") };
    let mail = office.desk.add_service(&ada, on_it.clone()).await.unwrap();
    let shown = Some(office.desk.list_services(&nuno).await.unwrap()[0].revision);
    office.desk.retire_service(&ada, network, None).await.unwrap();
    let told = problems(office.desk.change_service(&nuno, mail, on_it, shown).await);
    assert_eq!(told, [by_ada("depends_on", "")]);
}

#[tokio::test]
async fn an_audience_is_not_renamed_over_the_name_ada_gave_it() {
    let (office, ada, nuno) = open().await;
    let named = || {
        let all = office.desk.storage().read(|read| AudienceRecord::all(read)).unwrap();
        all.into_iter().find(|audience| audience.kind == AudienceKind::Executive).unwrap()
    };
    let (id, shown) = (named().id, Some(named().stamps.revision()));
    office.desk.rename_audience(&ada, id, "The board", shown).await.unwrap();
    let told = problems(office.desk.rename_audience(&nuno, id, "Directors", shown).await);
    assert_eq!(told, [by_ada("name", "The board")]);
    office.desk.rename_audience(&nuno, id, "The board", shown).await.unwrap();
    office.desk.rename_audience(&nuno, id, "Directors", Some(named().stamps.revision())).await.unwrap();
    assert_eq!(named().name, "Directors");
}

#[tokio::test]
async fn rui_keeps_the_role_that_ada_gave_him_until_nuno_has_seen_it() {
    let (office, ada, nuno) = open().await;
    let rui = office.id(RUI);
    let shown = || {
        let people = office.desk.list_people(&nuno).unwrap();
        Some(people.into_iter().find(|person| person.id == rui.to_string()).unwrap().revision)
    };
    let before = shown();
    office.desk.change_role(&ada, rui, "manager", None, before).await.unwrap();
    for role in ["employee", "responder"] {
        let told = problems(office.desk.change_role(&nuno, rui, role, None, before).await);
        assert_eq!(told, [by_ada("role", "manager")]);
    }
    assert_eq!(office.person(RUI).role, Some(Role::Manager));
    office.desk.change_role(&nuno, rui, "employee", None, shown()).await.unwrap();
    assert_eq!(office.person(RUI).role, Some(Role::Employee));
}

#[tokio::test]
async fn ana_is_told_that_she_changed_her_name_on_another_page_herself() {
    let office = Office::open().await;
    let ana = office.signed_in(ANA).await;
    let shown = Some(office.desk.account(&ana).unwrap().revision);
    office.desk.change_own_details(&ana, "Ana da Silva", "", shown).await.unwrap();
    let told = problems(office.desk.change_own_details(&ana, "Ana", "Europe/Lisbon", shown).await);
    assert_eq!(told, [changed(Changer::You, "name", "Ana da Silva")]);
    assert_eq!(office.person(ANA).zone, None);
}

#[tokio::test]
async fn whoever_may_not_change_it_is_told_nothing_of_what_stands_there() {
    let (office, ada, _) = open().await;
    let rui = office.signed_in(RUI).await;
    let theirs = form(&office, &ada, Section::Basics);
    office.desk.change_settings(&ada, &theirs.clone().with("organisation", "Harbour")).await.unwrap();
    assert_eq!(office.desk.change_settings(&rui, &theirs).await, Err(Error::Denied));
}
