//! Plays one scene through the use cases.

use domain::classification::IncidentType;
use domain::incident::{CancelReason, Channel, HoldReason, Incident, Press, Resolution, StepMark, Verdict};
use domain::report::ReportDraft;
use domain::service::Effect;
use domain::time::Moment;

use super::cast::{Cast, sign_in_again};
use super::learning::learn;
use super::script::{Act, Scene};
use super::troubles::Trouble;
use super::{clocks, planned};
use crate::error::{Error, Result};
use crate::incidents::{ChangeRequest, JoinRequest, NewReport, ReceiptLink, find, find_by_number};
use crate::{Backend, Caller};

pub(super) async fn play(desk: &Backend, cast: &Cast, scene: &Scene) -> Result<()> {
    let (by, command) = match &scene.act {
        Act::Report { by, trouble } => return report(desk, cast, scene.plot, *by, trouble).await,
        Act::Plan { by, work } => return planned::plan(desk, cast, by, work).await,
        Act::FinishPlanned { by } => return planned::finish(desk, cast, by).await,
        Act::Learn { by, lesson } => return learn(desk, cast, scene.plot, by, *lesson).await,
        Act::Desk(act) => return clocks::play(desk, cast, act).await,
        Act::SignIn { by } => return sign_in_again(desk, by).await,
        Act::StillBroken => {
            return judge(desk, cast, scene.plot, Verdict::StillBroken, "Still the same here, sorry.").await;
        }
        Act::WorksAgain => return judge(desk, cast, scene.plot, Verdict::WorksAgain, "").await,
        Act::Join { by } => {
            let number = number_of(desk, cast, scene.plot)?;
            let request = JoinRequest { number, ..JoinRequest::default() };
            return desk.join(cast.caller(by)?, request).await.map(|_| ());
        }
        Act::Major { by } => {
            press(desk, cast, by, scene.plot, Press::ProposeMajor { reason: "The whole annex stands still".into() })
                .await?;
            (by, Press::AcceptMajor)
        }
        Act::Publish { by, workaround } => {
            let public_title = incident(desk, cast, scene.plot)?.title;
            (by, Press::Publish { public_title, workaround: (*workaround).to_owned() })
        }
        Act::Tell { by, audiences, text, next } => {
            let audiences = audiences.iter().filter_map(|name| cast.audience(name)).collect();
            let promise = Some(scene.at.plus(*next));
            let told = incident(desk, cast, scene.plot)?;
            let public_title = if told.restricted { String::new() } else { told.public_title.unwrap_or(told.title) };
            (by, Press::Tell { public_title, audiences, text: (*text).to_owned(), promise })
        }
        Act::Resolve { by } => {
            let resolution = Resolution { text: fix_of(desk, cast, scene.plot)?, restored_at: None };
            (by, Press::Resolve { resolution })
        }
        Act::Take { by } => (by, Press::Take { priority: None, reason: String::new() }),
        Act::Confirm { by } => {
            let service = incident(desk, cast, scene.plot)?.names_itself_by().ok_or(Error::NotFound)?;
            (by, Press::Affect { service, effect: Effect::Down })
        }
        Act::Step { by, step } => (by, Press::MarkStep { checklist: 0, step: *step, mark: StepMark::Done }),
        Act::Note { by, text } => (by, Press::Note { text: (*text).to_owned() }),
        Act::Hold { by, note, until } => {
            let until = Some(Moment(scene.at.0 + until));
            (by, Press::Hold { reason: HoldReason::Vendor, note: (*note).to_owned(), until })
        }
        Act::Ask { by, question } => {
            let (reason, note) = (HoldReason::AwaitingReporter, (*question).to_owned());
            (by, Press::Hold { reason, note, until: None })
        }
        Act::Mitigate { by } => (by, Press::Mitigate { what: "A workaround is in place.".into(), works: true }),
        Act::Cancel { by } => {
            (by, Press::Cancel { why: CancelReason::NotReproducible, words: "It did not come back.".into() })
        }
    };
    press(desk, cast, by, scene.plot, command).await
}

async fn press(desk: &Backend, cast: &Cast, by: &str, plot: usize, command: Press) -> Result<()> {
    let number = number_of(desk, cast, plot)?;
    let request = ChangeRequest { number, press: command, also: None, seen: None, nonce: String::new() };
    desk.change(cast.caller(by)?, request).await.map(|_| ())
}

async fn report(desk: &Backend, cast: &Cast, plot: usize, by: Option<&str>, trouble: &'static Trouble) -> Result<()> {
    let caller = match by {
        Some(name) => cast.caller(name)?.clone(),
        None => Caller::visitor(),
    };
    let visitor = by.is_none();
    let draft = ReportDraft {
        title: trouble.title.to_owned(),
        description: trouble.words.to_owned(),
        service: cast.service(trouble.service).map(|s| s.to_string()).unwrap_or_default(),
        impact: trouble.impact.to_owned(),
        urgency: trouble.urgency.to_owned(),
        name: if visitor { "Tomas Berg".to_owned() } else { String::new() },
        email: if visitor { "tomas@harbour.example".to_owned() } else { String::new() },
        contact: if visitor { "Room 12".to_owned() } else { String::new() },
        restricted: if trouble.restricted { "on".to_owned() } else { String::new() },
        ..ReportDraft::default()
    };
    let kind = if trouble.restricted { IncidentType::Security } else { IncidentType::Outage };
    let new = NewReport {
        draft,
        kind,
        channel: Channel::Web,
        on_behalf: false,
        over_limit: false,
        letter_over_limit: false,
        browser: String::new(),
    };
    let receipt = desk.report(&caller, new).await?;
    let id = desk.storage().read(|read| find_by_number(read, &receipt.number))?.ok_or(Error::NotFound)?.id;
    cast.begin(plot, id);
    Ok(())
}

async fn judge(desk: &Backend, cast: &Cast, plot: usize, verdict: Verdict, words: &str) -> Result<()> {
    let incident = incident(desk, cast, plot)?;
    let Some(person) = incident.first_reporter() else { return Ok(()) };
    let token = desk.receipt_token(ReceiptLink { incident: incident.id, person });
    desk.judge(&token, verdict, words.to_owned(), String::new()).await.map(|_| ())
}

/// The script counts its incidents itself, for numbers change when one becomes restricted.
pub(super) fn incident(desk: &Backend, cast: &Cast, plot: usize) -> Result<Incident> {
    let id = cast.plot(plot).ok_or(Error::NotFound)?;
    desk.storage().read(|read| find(read, id))?.ok_or(Error::NotFound)
}

fn number_of(desk: &Backend, cast: &Cast, plot: usize) -> Result<String> {
    Ok(incident(desk, cast, plot)?.number.to_string())
}

fn fix_of(desk: &Backend, cast: &Cast, plot: usize) -> Result<String> {
    let title = incident(desk, cast, plot)?.title;
    Ok(super::troubles::fix_of(&title).to_owned())
}
