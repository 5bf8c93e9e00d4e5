//! `/settings/mail/doctor`: what it takes for letters to get through.

use backend::Result;
use backend::desk::{Finding, FindingLine};
use domain::view::account::FrameView;
use leptos::prelude::*;

use crate::{Answer, Asked, Document};

use super::room::{MAIL, Room};
use kit::components::Tone;
use kit::components::badge::Badge;
use kit::components::data_table::{DataTable, Head};
use kit::components::icon::Symbol;

pub async fn mail_doctor(asked: &Asked) -> Result<Answer> {
    let (frame, found) = (asked.frame()?, asked.desk.mail_doctor_page(&asked.caller).await?);
    Document::new("Mail that gets through", move || view! { <Doctor frame=frame found=found/> }).shown()
}

#[component]
fn Doctor(frame: FrameView, found: Vec<Finding>) -> impl IntoView {
    let parts = found.into_iter().map(part).collect_view();
    view! {
        <Room frame=frame here=MAIL title="Mail that gets through" lead="What the mail server offers, what your domain publishes, and what each header is for. Looked at just now; on the server the same is printed by sitrep doctor mail.">
            <p><a href=MAIL>"Back to the settings of mail"</a></p>
            {parts}
        </Room>
    }
}

fn part(found: Finding) -> impl IntoView {
    let heads = vec![Head::new("What"), Head::new("Value"), Head::new("What it means")];
    let rows = found.lines.into_iter().map(line).collect::<Vec<_>>();
    let table = (!rows.is_empty()).then(|| view! { <DataTable caption=found.head heads=heads>{rows}</DataTable> });
    view! {
        <section class="stack stack-tight">
            <h2>{found.head}</h2>
            <p class="quiet">{found.about}</p>
            {table}
        </section>
    }
}

fn line(line: FindingLine) -> impl IntoView {
    let wrong = line.wrong.then(|| view! { <Badge tone=Tone::Bad symbol=Symbol::Alert>"change this"</Badge>" " });
    view! {
        <tr>
            <th scope="row">{line.name}</th>
            <td data-label="Value"><code>{line.value}</code></td>
            <td data-label="What it means">{wrong}{line.words}</td>
        </tr>
    }
}
