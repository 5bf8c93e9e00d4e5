//! "New incident" in one line, or a request: what came by phone, on whose behalf, and by which channel. What
//! the caller says of impact, urgency and kind can be chosen; else it is what is usual and set when somebody takes it.

use domain::classification::{IncidentType, Level};
use domain::incident::Channel;
use domain::locale::Locale;
use domain::report::ReportDraft;
use domain::view::Choice;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::incidents::new_incident;
use crate::components::alive::use_alive;
use crate::pages::board::on_board::OnBoard;
use crate::pages::incident::Sending;
use kit::components::button::{Button, ButtonKind};
use kit::components::choice_field::{Offer, Options};
use kit::components::field::FieldError;
use kit::routes;

/// The field the key `c` leads to.
pub const TITLE_FIELD: &str = "new-title";

const CHANNELS: [Channel; 5] = [Channel::Phone, Channel::InPerson, Channel::Chat, Channel::Mail, Channel::Other];

/// What the line has besides its words; each is read when it is sent.
#[derive(Clone, Copy)]
struct Fields {
    title: NodeRef<html::Input>,
    behalf: NodeRef<html::Input>,
    reached: NodeRef<html::Input>,
    service: NodeRef<html::Select>,
    impact: NodeRef<html::Select>,
    urgency: NodeRef<html::Select>,
    kind: NodeRef<html::Select>,
    channel: NodeRef<html::Select>,
}

impl Fields {
    fn new() -> Self {
        let select = NodeRef::new;
        let (title, behalf, reached) = (NodeRef::new(), NodeRef::new(), NodeRef::new());
        Self {
            title,
            behalf,
            reached,
            service: select(),
            impact: select(),
            urgency: select(),
            kind: select(),
            channel: select(),
        }
    }

    fn draft(self, nonce: String) -> ReportDraft {
        let typed = |field: NodeRef<html::Input>| field.get_untracked().map(|f| f.value()).unwrap_or_default();
        let (impact, urgency, service) = (chosen(self.impact), chosen(self.urgency), chosen(self.service));
        let title = typed(self.title);
        let title = requested(&title).unwrap_or(&title).to_owned();
        let reached = typed(self.reached);
        ReportDraft { impact, urgency, reached, ..draft(title, &typed(self.behalf), service, nonce) }
    }

    fn kind(self) -> IncidentType {
        let title = self.title.get_untracked().map(|field| field.value()).unwrap_or_default();
        if requested(&title).is_some() {
            return IncidentType::Request;
        }
        IncidentType::parse("kind", &chosen(self.kind)).unwrap_or(IncidentType::Outage)
    }

    fn channel(self) -> Channel {
        let by = chosen(self.channel);
        CHANNELS.into_iter().find(|c| Locale::English.by_channel(*c) == by).unwrap_or(Channel::Other)
    }

    /// Ready for the next call. The board may have been left while the answer was on its way.
    fn clear(self) {
        for field in
            [self.reached, self.behalf, self.title].into_iter().filter_map(|field| field.try_get_untracked().flatten())
        {
            field.set_value("");
            // Refused only by what is hidden.
            let _ = field.focus();
        }
        let judged = [self.impact, self.urgency, self.kind];
        for field in judged.into_iter().filter_map(|field| field.try_get_untracked().flatten()) {
            field.set_value("");
        }
    }
}

fn chosen(field: NodeRef<html::Select>) -> String {
    field.get_untracked().map(|f| f.value()).unwrap_or_default()
}

#[component]
pub fn NewIncident(board: OnBoard, services: Vec<Choice>) -> impl IntoView {
    let fields = Fields::new();
    let (sending, alive) = (Sending::new(), use_alive());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(nonce) = sending.begin() else { return };
        let (draft, kind, channel) = (fields.draft(nonce), fields.kind(), fields.channel());
        spawn_local(async move {
            match new_incident(draft, kind, channel).await {
                Ok(number) => {
                    sending.succeed();
                    fields.clear();
                    let words = format!("{number} is reported");
                    board.toasts.say_with_link(words, routes::incident(&number), "Open it");
                    board.renew(vec![number]);
                }
                Err(refused) => sending.fail(refused),
            }
        });
    };
    let wrong = sending.message(&[]);
    let services = services.into_iter().map(|c| Offer::new(c.id, c.name)).collect::<Vec<_>>();
    view! {
        <form class="inline-form board-new" on:submit=send on:input=move |_| sending.soothe() aria-label="New incident">
            <input class="input grow" id=TITLE_FIELD node_ref=fields.title placeholder="What is broken? Or “request: …”" aria-label="What is broken"
                autocomplete="off" aria-invalid=move || wrong.with(Option::is_some).then_some("true") aria-describedby="new-title-error"/>
            <input class="input" node_ref=fields.behalf placeholder="For whom?" aria-label="On behalf of" autocomplete="off"/>
            <select class="select" node_ref=fields.service aria-label="Service of the new incident">
                <Options offers=services value="" blank=Some("Service?".to_owned())/>
            </select>
            <details class="new-more">
                <summary class="b">"More"</summary>
                <Judged fields=fields/>
            </details>
            <Button kind=ButtonKind::Primary submit=true pending=sending.pending() disabled=Signal::derive(move || !alive.get())>"Add"</Button>
            <FieldError id=TITLE_FIELD.to_owned() error=wrong/>
        </form>
    }
}

/// What the caller can tell and is usual otherwise.
#[component]
fn Judged(fields: Fields) -> impl IntoView {
    let locale = Locale::English;
    let impacts = Level::ALL.map(|level| Offer::new(level.code(), locale.impact_sentence(level))).to_vec();
    let urgencies = Level::ALL.map(|level| Offer::new(level.code(), locale.urgency_sentence(level))).to_vec();
    let kinds = IncidentType::ALL.map(|kind| Offer::new(kind.code(), locale.incident_type(kind))).to_vec();
    let channels = CHANNELS.map(|c| Offer::new(locale.by_channel(c), locale.by_channel(c))).to_vec();
    let phone = locale.by_channel(Channel::Phone);
    let unsaid = || Some("Not said".to_owned());
    view! {
        <div class="new-judged">
            <label class="field"><span class="field-label">"How many are hit?"</span>
                <select class="select" node_ref=fields.impact><Options offers=impacts value="" blank=unsaid()/></select>
            </label>
            <label class="field"><span class="field-label">"What does it do to the work?"</span>
                <select class="select" node_ref=fields.urgency><Options offers=urgencies value="" blank=unsaid()/></select>
            </label>
            <label class="field"><span class="field-label">"What kind is it?"</span>
                <select class="select" node_ref=fields.kind><Options offers=kinds value="" blank=unsaid()/></select>
            </label>
            <label class="field"><span class="field-label">"How it came"</span>
                <select class="select" node_ref=fields.channel><Options offers=channels value=phone blank=None/></select>
            </label>
            <label class="field"><span class="field-label">"When it reached you, unless now"</span>
                <input class="input" type="datetime-local" node_ref=fields.reached/>
            </label>
        </div>
    }
}

/// What is asked for in a line that begins with "request:".
fn requested(line: &str) -> Option<&str> {
    let (kind, rest) = line.split_once(':')?;
    kind.trim().eq_ignore_ascii_case("request").then(|| rest.trim_start())
}

/// Whoever it is for is one field: an address when it looks like one, else a name.
fn draft(title: String, behalf: &str, service: String, nonce: String) -> ReportDraft {
    let behalf = behalf.trim().to_owned();
    let (name, email) = if behalf.contains('@') { (String::new(), behalf) } else { (behalf, String::new()) };
    ReportDraft { title, name, email, service, nonce, ..ReportDraft::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_begins_with_request_is_one_and_loses_the_word() {
        for (line, asked) in [
            ("request: toner for room 3", Some("toner for room 3")),
            (" Request : a new starter: Lia", Some("a new starter: Lia")),
            ("request:", Some("")),
            ("request toner", None),
            ("Requests: fail since 8", None),
            ("Mail is down", None),
        ] {
            assert_eq!(requested(line), asked, "{line}");
        }
    }
}
