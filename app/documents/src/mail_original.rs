//! `/incidents/{number}/mail/{sequence}`: the mail that brought somebody's words, as text, with what it quotes. Nothing
//! of it is drawn as a page of its own, and no file of it is opened.

use backend::Result;
use backend::incidents::{ORIGINAL_MOST, Original};
use backend::replies::message::{Whole, whole};
use domain::view::account::FrameView;
use leptos::prelude::*;

use crate::{Answer, Asked, Document};

use kit::components::time_text::TimeText;
use kit::ground::Framed;
use kit::routes;

pub async fn page(asked: &Asked) -> Result<Answer> {
    let (number, sequence) = (asked.part("number"), asked.part("sequence"));
    let sequence = sequence.parse().map_err(|_| backend::Error::NotFound)?;
    let original = asked.desk.mail_original(&asked.caller, &number, sequence).await?;
    let frame = asked.frame()?;
    let read = whole(&original.bytes);
    Document::new(format!("Mail to {}", original.number), move || {
        view! { <Mail frame=frame original=original read=read/> }
    })
    .shown()
}

#[component]
fn Mail(frame: FrameView, original: Original, read: Whole) -> impl IntoView {
    let back = format!("Back to {}", original.number);
    let cut = (original.bytes.len() >= ORIGINAL_MOST)
        .then(|| view! { <p class="quiet">"The first 256 KB are kept; the rest, which is mostly files, is not."</p> });
    let files = (!read.files.is_empty()).then(|| {
        view! { <div><dt>"Files"</dt><dd>{read.files.join(", ")}" "<small class="quiet">"(not opened here)"</small></dd></div> }
    });
    view! {
        <Framed frame=frame here=routes::BOARD>
            <main id="main" class="page">
                <header class="page-head">
                    <h1 tabindex="-1">"The mail itself"</h1>
                    <a href=routes::incident(&original.number) rel="external">{back}</a>
                    <p class="page-lead">"As it came, with what it quotes. It is kept for 90 days."</p>
                </header>
                <div class="panel">
                    <dl class="facts">
                        <div><dt>"From"</dt><dd>{original.who}" "<small class="quiet">{read.from}</small></dd></div>
                        <div><dt>"Came"</dt><dd><TimeText time=original.at/></dd></div>
                        <div><dt>"Subject"</dt><dd>{read.subject}</dd></div>
                        {files}
                    </dl>
                </div>
                {cut}
                <pre class="letter-text" tabindex="0">{read.text}</pre>
            </main>
        </Framed>
    }
}
