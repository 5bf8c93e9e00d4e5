//! Calls about incidents.

use domain::classification::IncidentType;
use domain::incident::{Channel, Press, Status};
use domain::report::ReportDraft;
use domain::time::Moment;
use domain::view::board::{BoardFilter, BoardView, CardUpdate, ListView};
use domain::view::composer::{ComposerView, RecipientsView};
use domain::view::incident::{Done, IncidentHead, Opened};
use domain::view::many::ManyDone;
use domain::view::news::{IncidentNews, Shown};
use domain::view::reach::CommonCause;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

use crate::api::{ApiError, DeskClient};

#[server(prefix = "/fn", endpoint = "board", input = Json, output = Json, client = DeskClient)]
pub async fn board(filter: BoardFilter) -> Result<BoardView, ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, caller)) = (response(), desk()?);
    answer(response, backend.board(&caller, &filter))
}

/// Cards again after live changes; at most 50 numbers.
#[server(prefix = "/fn", endpoint = "cards", input = Json, output = Json, client = DeskClient)]
pub async fn cards(numbers: Vec<String>) -> Result<Vec<CardUpdate>, ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, caller)) = (response(), desk()?);
    answer(response, backend.cards(&caller, &numbers))
}

/// What open incidents may have in common, after cards came or went.
#[server(prefix = "/fn", endpoint = "common_causes", input = Json, output = Json, client = DeskClient)]
pub async fn common_causes() -> Result<Vec<CommonCause>, ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, caller)) = (response(), desk()?);
    answer(response, backend.common_causes(&caller))
}

/// One page of the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListPage {
    pub listed: ListView,
    /// What came of the press that led here.
    pub done: Option<ManyDone>,
}

/// What is on the board and fits the filter, in the order of that word; `done` names a press on several of them.
#[server(prefix = "/fn", endpoint = "listed", input = Json, output = Json, client = DeskClient)]
pub async fn listed(
    filter: BoardFilter,
    sort: String,
    from: Option<String>,
    done: Option<String>,
) -> Result<ListPage, ApiError> {
    use crate::api::caller::{answer, desk, response};
    use domain::view::sorting::ListSort;
    let (response, (backend, caller)) = (response(), desk()?);
    let done = done.map_or(Ok(None), |press| backend.many_done(&caller, &press));
    let page = backend.listed_incidents(&caller, &filter, ListSort::parse(&sort), from.as_deref());
    answer(response, page.and_then(|listed| Ok(ListPage { listed, done: done? })))
}

#[server(prefix = "/fn", endpoint = "ended", input = Json, output = Json, client = DeskClient)]
pub async fn ended(status: Status, from: Option<String>) -> Result<ListPage, ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, caller)) = (response(), desk()?);
    let page = backend.ended_incidents(&caller, status, from.as_deref());
    answer(response, page.map(|listed| ListPage { listed, done: None }))
}

/// As much of one incident as whoever asks may read; its timeline back from the newest entry, or from before that one.
#[server(prefix = "/fn", endpoint = "open_incident", input = Json, output = Json, client = DeskClient)]
pub async fn open_incident(number: String, before: Option<u64>) -> Result<Opened, ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, caller)) = (response(), desk()?);
    answer(response, backend.opened(&caller, &number, before).await)
}

/// What a page of the team that shows these lines has not seen yet.
#[server(prefix = "/fn", endpoint = "incident_news", input = Json, output = Json, client = DeskClient)]
pub async fn news_of_incident(number: String, shown: Shown) -> Result<IncidentNews, ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, caller)) = (response(), desk()?);
    answer(response, backend.incident_news(&caller, &number, &shown).await)
}

/// Whom one can tell about it, with how many people that comes to.
#[server(prefix = "/fn", endpoint = "composer", input = Json, output = Json, client = DeskClient)]
pub async fn composer(number: String) -> Result<ComposerView, ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, caller)) = (response(), desk()?);
    answer(response, backend.composer(&caller, &number).await)
}

/// Where it stands, for a dialog of the team.
#[server(prefix = "/fn", endpoint = "incident", input = Json, output = Json, client = DeskClient)]
pub async fn incident(number: String) -> Result<IncidentHead, ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, caller)) = (response(), desk()?);
    answer(response, backend.incident_head(&caller, &number).await)
}

/// One press, and the stakeholder update that goes with it. `nonce` is made by the browser for this press; `seen` is the revision on the screen.
#[server(prefix = "/fn", endpoint = "change", input = Json, output = Json, client = DeskClient)]
pub async fn change(
    number: String,
    press: Press,
    also: Option<Press>,
    seen: Option<u64>,
    nonce: String,
) -> Result<Done, ApiError> {
    use crate::api::caller::{answer, desk, response};
    use backend::incidents::ChangeRequest;
    let (response, (backend, caller)) = (response(), desk()?);
    answer(response, backend.change(&caller, ChangeRequest { number, press, also, seen, nonce }).await)
}

/// What was typed into the field of that name, `2026-11-23T14:20`, in the zone of who asks.
#[server(prefix = "/fn", endpoint = "instant", input = Json, output = Json, client = DeskClient)]
pub async fn instant(field: String, typed: String) -> Result<Moment, ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, caller)) = (response(), desk()?);
    answer(response, backend.instant(&caller, &field, &typed))
}

/// Who would get a stakeholder update, and why.
#[server(prefix = "/fn", endpoint = "recipients", input = Json, output = Json, client = DeskClient)]
pub async fn recipients(number: String, audiences: Vec<String>) -> Result<RecipientsView, ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, caller)) = (response(), desk()?);
    let audiences: Vec<_> = audiences.iter().filter_map(|id| id.parse().ok()).collect();
    answer(response, backend.preview_recipients(&caller, &number, &audiences))
}

/// "New incident" in one line, by staff, on behalf of whoever the draft names. Answers with the number.
#[server(prefix = "/fn", endpoint = "new_incident", input = Json, output = Json, client = DeskClient)]
pub async fn new_incident(draft: ReportDraft, kind: IncidentType, channel: Channel) -> Result<String, ApiError> {
    use crate::api::caller::{answer, desk, response};
    use backend::incidents::NewReport;
    let (response, (backend, caller)) = (response(), desk()?);
    let new = NewReport {
        draft,
        kind,
        channel,
        on_behalf: true,
        over_limit: false,
        letter_over_limit: false,
        browser: String::new(),
    };
    answer(response, backend.report(&caller, new).await.map(|receipt| receipt.number))
}

/// Every receipt link of that reporter is void from now on; a new one is mailed to them.
#[server(prefix = "/fn", endpoint = "revoke_receipts", input = Json, output = Json, client = DeskClient)]
pub async fn revoke_receipts(number: String, person: String) -> Result<(), ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, caller)) = (response(), desk()?);
    let outcome = match person.parse() {
        Ok(person) => backend.revoke_receipts(&caller, &number, person).await,
        Err(_) => Err(backend::Error::NotFound),
    };
    answer(response, outcome)
}

/// The answer is always the same: sent if it exists.
#[server(prefix = "/fn", endpoint = "ask_access", input = Json, output = Json, client = DeskClient)]
pub async fn ask_access(number: String) -> Result<(), ApiError> {
    use crate::api::caller::{answer, desk, response};
    let (response, (backend, caller)) = (response(), desk()?);
    answer(response, backend.ask_access(&caller, &number).await)
}
