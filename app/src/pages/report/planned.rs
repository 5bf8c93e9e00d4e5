//! Planned work above the report: what goes on now, and what comes for the service that is chosen. It only speaks of it:
//! whoever reports all the same is heard like anybody else.

use domain::planned::Stage;
use domain::report::ReportDraft;
use domain::time::Moment;
use domain::view::planned::PlannedLine;
use leptos::prelude::*;

#[component]
pub fn PlannedHere(
    planned: Vec<PlannedLine>,
    as_of: Moment,
    draft: RwSignal<ReportDraft>,
    /// The service in a form that came back, before anybody types.
    chosen: String,
) -> impl IntoView {
    let shown = Memo::new(move |_| {
        let typed = draft.with(|draft| draft.service.clone());
        let service = if typed.is_empty() { chosen.clone() } else { typed };
        let concerns = |line: &PlannedLine| line.services.iter().any(|one| one.id == service);
        let goes_on = |line: &PlannedLine| line.stage(as_of) != Stage::Coming;
        let mut shown: Vec<_> = planned.iter().filter(|line| goes_on(line) || concerns(line)).cloned().collect();
        // What concerns the chosen one first.
        shown.sort_by_key(|line| !concerns(line));
        shown
    });
    move || {
        let shown = shown.get();
        let line = |line: PlannedLine| {
            let asks = if line.stage(as_of) == Stage::Coming { "" } else { " Is it this?" };
            view! {
                <li class="known-item">
                    <div class="grow">
                        <p class="strong">{format!("{}: {}.{asks}", line.names(), line.when(as_of))}</p>
                        <small>{line.words}</small>
                    </div>
                </li>
            }
        };
        (!shown.is_empty()).then(|| {
            view! {
                <section class="stack stack-tight" aria-labelledby="planned-head" aria-live="polite">
                    <h2 id="planned-head">"Planned work"</h2>
                    <ul class="known">{shown.into_iter().map(line).collect_view()}</ul>
                    <p class="help">"Not this, or not sure? Report it all the same."</p>
                </section>
            }
        })
    }
}
