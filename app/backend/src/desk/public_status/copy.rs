//! The status page as one file that needs nothing beside it: for a folder that another web server shows while this
//! machine is away.

use domain::locale::Locale;
use domain::view::TimeView;
use domain::view::availability::ServiceDays;
use domain::view::public::{KnownLine, ServiceLine, StatusView};
use maud::{DOCTYPE, Markup, PreEscaped, html as markup};

const STYLE: &str = "\
:root{color-scheme:light dark;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif}\
body{max-width:42rem;margin:0 auto;padding:1.5rem}h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:2rem 0 .5rem}\
h3{font-size:1rem;margin:1rem 0 0}p{margin:0 0 .5rem}.quiet{color:GrayText}ul{list-style:none;margin:0;padding:0}\
li{padding:.5rem 0;border-bottom:1px solid GrayText}svg{display:block;width:100%;height:16px;fill:none}\
.all{stroke:#2f855a;stroke-width:16;stroke-dasharray:3 1}.down{stroke:#c53030;stroke-width:16}.part{stroke:#d69e2e;stroke-width:8}";

/// `as_of` in full, for it may be read on another day; `live`: where the page itself stands, if anybody has said so.
pub(super) fn page(view: &StatusView, as_of: &str, live: Option<&str>) -> String {
    let title = format!("Status of {}", view.organisation);
    markup! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width,initial-scale=1";
                title { (title) }
                link rel="alternate" type="application/atom+xml" href="status.atom";
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { (title) }
                    p.quiet {
                        "A copy, as of " time datetime=(view.as_of.iso) { (as_of) } "."
                        @if let Some(live) = live { " " a href=(format!("{live}/status")) { "The page itself" } }
                    }
                    @if let Some(reading) = &view.reading { p { (reading) } }
                    h2 { "Services" }
                    @if view.services.is_empty() { p.quiet { "No services are listed yet." } }
                    ul { @for line in &view.services { (service(line)) } }
                    @if !view.planned.is_empty() {
                        h2 { "Planned work" }
                        @for line in &view.planned {
                            h3 { (line.names()) }
                            p { (line.when(view.as_of.utc)) }
                            p { (line.words) }
                        }
                    }
                    (incidents("What is known", "since", &view.incidents))
                    (incidents("Ended lately", "ended", &view.ended))
                }
            }
        }
    }
    .into_string()
}

fn service(line: &ServiceLine) -> Markup {
    markup! {
        li {
            b { (line.name) } ": " (line.state)
            @if let Some(since) = &line.since { " since " (instant(since)) }
            (bars(&line.days))
            span.quiet { (Locale::English.service_days(&line.days)) }
            @for day in &line.days.hit { br; span.quiet { (day.name) ": " (Locale::English.hit_day(day)) } }
        }
    }
}

fn bars(days: &ServiceDays) -> Markup {
    let room = format!("0 0 {} 16", ServiceDays::ROOM * ServiceDays::STEP);
    markup! {
        svg viewBox=(room) preserveAspectRatio="none" aria-hidden="true" {
            path.all d=(days.line());
            path.part d=(days.marks(false));
            path.down d=(days.marks(true));
        }
    }
}

fn incidents(head: &str, when: &str, lines: &[KnownLine]) -> Markup {
    markup! {
        @if !lines.is_empty() {
            h2 { (head) }
            @for line in lines {
                article id=(line.number) {
                    h3 { (line.public_title.as_ref().unwrap_or(&line.service)) }
                    p {
                        (line.state)
                        span.quiet {
                            @if !line.service.is_empty() { " · " (line.service) }
                            " · " (when) " " (instant(&line.since)) " · " (Locale::English.people(line.people))
                        }
                    }
                    @if let Some(words) = &line.workaround { p { b { "Until then: " } (words) } }
                    @for (state, at) in &line.steps { p.quiet { (instant(at)) ": " (state) } }
                }
            }
        }
    }
}

fn instant(time: &TimeView) -> Markup {
    markup! { time datetime=(time.iso) { (time.text) } }
}
