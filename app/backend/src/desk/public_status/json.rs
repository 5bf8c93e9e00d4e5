//! `/status.json`: the page for programs. Instants are RFC 3339 in the organisation's zone, spans are seconds.

use domain::locale::Locale;
use domain::service::Standing;
use domain::view::planned::PlannedLine;
use domain::view::public::{KnownLine, ServiceLine, StatusView};
use serde_json::{Value, json};

pub(super) fn written(view: &StatusView, base: &str) -> String {
    let incidents = |lines: &[KnownLine]| lines.iter().map(|line| incident(line, base)).collect::<Vec<_>>();
    let page = json!({
        "organisation": view.organisation,
        "page": format!("{base}/status"),
        "as_of": view.as_of.iso,
        "reading": view.reading,
        "emergency_phone": view.emergency_phone,
        "services": view.services.iter().map(service).collect::<Vec<_>>(),
        "known": incidents(&view.incidents),
        "ended_lately": incidents(&view.ended),
        "planned": view.planned.iter().map(planned).collect::<Vec<_>>(),
    });
    page.to_string()
}

fn service(line: &ServiceLine) -> Value {
    let days = &line.days;
    let hit = days.hit.iter().map(|day| json!({"day": day.date, "down": day.down, "in_part_only": day.degraded}));
    json!({
        "name": line.name,
        "standing": standing(line.standing),
        "state": line.state,
        "since": line.since.as_ref().map(|since| &since.iso),
        "last_days": {
            "days": days.days,
            "first": days.first,
            "words": Locale::English.service_days(days),
            "down": days.down,
            "in_part_only": days.degraded,
            "percent": days.figure.map(|figure| Locale::English.percent(figure)),
            "hit": hit.collect::<Vec<_>>(),
        },
    })
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Fine => "no_known_outage",
        Standing::Watched => "watched",
        Standing::Reported => "reported",
        Standing::LookedInto => "looked_into",
        Standing::Degraded => "in_part_only",
        Standing::Down => "down",
    }
}

fn incident(line: &KnownLine, base: &str) -> Value {
    let steps = line.steps.iter().map(|(state, at)| json!({"state": state, "at": at.iso}));
    json!({
        "number": line.number,
        "title": line.public_title.as_ref().unwrap_or(&line.service),
        "service": line.service,
        "state": line.state,
        "since": line.since.iso,
        "updated": line.updated.iso,
        "people": line.people,
        "until_then": line.workaround,
        "updates": steps.collect::<Vec<_>>(),
        "page": format!("{base}/status#{}", line.number),
    })
}

fn planned(line: &PlannedLine) -> Value {
    json!({"services": line.names(), "words": line.words, "begins": line.begins.iso, "ends": line.ends.iso})
}
