//! Every document: its address as the router writes it, and the function that answers it.

use std::pin::Pin;

use backend::Result;

use crate::{Answer, Asked};
use crate::{
    actions, alert, checklist, clocks, compliance, due, hand_over, home, join, link, mail_original, merge, messages,
    on_call, planned, poster, ready, receipt, reset, reviews, search, services, settings, setup, sign_in, status,
    subscriptions, unsubscribe, update,
};

/// A page with its data read and nothing written yet.
pub type Page = for<'a> fn(&'a Asked) -> Pin<Box<dyn Future<Output = Result<Answer>> + Send + 'a>>;

pub const TABLE: &[(&str, Page)] = &[
    ("/", |asked| Box::pin(home::page(asked))),
    ("/join", |asked| Box::pin(join::page(asked))),
    ("/r/{token}", |asked| Box::pin(receipt::page(asked))),
    ("/search", |asked| Box::pin(search::page(asked))),
    ("/incidents/{number}/messages", |asked| Box::pin(messages::page(asked))),
    ("/incidents/{number}/mail/{sequence}", |asked| Box::pin(mail_original::page(asked))),
    ("/incidents/{number}/update", |asked| Box::pin(update::page(asked))),
    ("/incidents/{number}/clocks", |asked| Box::pin(clocks::page(asked))),
    ("/incidents/{number}/checklist", |asked| Box::pin(checklist::page(asked))),
    ("/incidents/{number}/review", |asked| Box::pin(reviews::of_incident(asked))),
    ("/reviews", |asked| Box::pin(reviews::page(asked))),
    ("/reviews/{token}", |asked| Box::pin(reviews::public(asked))),
    ("/actions", |asked| Box::pin(actions::page(asked))),
    ("/incidents/{number}/alert", |asked| Box::pin(alert::page(asked))),
    ("/compliance", |asked| Box::pin(compliance::page(asked))),
    ("/due", |asked| Box::pin(due::page(asked))),
    ("/due/hand-over", |asked| Box::pin(hand_over::page(asked))),
    ("/merge", |asked| Box::pin(merge::page(asked))),
    ("/messages", |asked| Box::pin(messages::page(asked))),
    ("/messages/{id}", |asked| Box::pin(messages::letter(asked))),
    ("/sign-in", |asked| Box::pin(sign_in::page(asked))),
    ("/sign-in/{token}", |asked| Box::pin(link::enter(asked))),
    ("/invite/{token}", |asked| Box::pin(link::invitation(asked))),
    ("/reset", |asked| Box::pin(reset::page(asked))),
    ("/reset/{token}", |asked| Box::pin(link::new_password(asked))),
    ("/status", |asked| Box::pin(status::page(asked))),
    ("/status/history", |asked| Box::pin(status::history(asked))),
    ("/u/{token}", |asked| Box::pin(unsubscribe::page(asked))),
    ("/subscriptions/{token}", |asked| Box::pin(subscriptions::page(asked))),
    ("/subscriptions/confirm/{token}", |asked| Box::pin(subscriptions::confirm(asked))),
    ("/setup", |asked| Box::pin(setup::page(asked))),
    ("/ready", |asked| Box::pin(ready::page(asked))),
    ("/poster", |asked| Box::pin(poster::page(asked))),
    ("/services", |asked| Box::pin(services::page(asked))),
    ("/services/{id}/availability", |asked| Box::pin(services::availability(asked))),
    ("/planned", |asked| Box::pin(planned::page(asked))),
    ("/on-call", |asked| Box::pin(on_call::page(asked))),
    ("/settings", |asked| Box::pin(settings::basics(asked))),
    ("/settings/mail", |asked| Box::pin(settings::mail(asked))),
    ("/settings/mail/doctor", |asked| Box::pin(settings::mail_doctor(asked))),
    ("/settings/push", |asked| Box::pin(settings::push(asked))),
    ("/settings/people", |asked| Box::pin(settings::people(asked))),
    ("/settings/audiences", |asked| Box::pin(settings::audiences(asked))),
    ("/settings/targets", |asked| Box::pin(settings::targets(asked))),
    ("/settings/escalation", |asked| Box::pin(settings::escalation(asked))),
    ("/settings/hours", |asked| Box::pin(settings::hours(asked))),
    ("/settings/playbooks", |asked| Box::pin(settings::playbooks(asked))),
    ("/settings/backup", |asked| Box::pin(settings::backup(asked))),
    ("/settings/jobs", |asked| Box::pin(settings::jobs(asked))),
    ("/settings/journal", |asked| Box::pin(settings::journal(asked))),
    ("/settings/account", |asked| Box::pin(settings::account(asked))),
];
