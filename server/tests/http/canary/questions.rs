//! What an outsider could ask at each door. Pages are filled and narrowed by themselves; every call and every form
//! has its line here, and one without a line fails the walk. `NUMBER`, `ID` and `LETTER` stand for the incident.
//! Nothing asked here may store a number: a page that shows later what somebody typed would look like a leak.

use domain::classification::IncidentType;
use domain::incident::{Channel, Press, Status, Verdict};
use http::Method;
use serde_json::{Value, json};

use super::desk::{Desk, Key};
use crate::asked::{Asked, asked, form, get};
use crate::registry::walked;

pub const CALLS: &str = "/fn/";

const PLACES: [&str; 3] = ["NUMBER", "ID", "LETTER"];

/// Every way a page lets itself be narrowed; pages take what they know and leave the rest.
const NARROWED: [&str; 7] = [
    "",
    "?q=heliotrop",
    "?q=is:restricted",
    "?q=NUMBER",
    "?q=heliotrop&view=list&status=closed",
    "?q=heliotrop&to=mara@example.org&state=accepted&owner=none&priority=P1",
    "?q=NUMBER&incident=NUMBER&number=NUMBER&token=NUMBER&next=/incidents/NUMBER&said=NUMBER&audience=ID&service=ID\
     &planned=ID&action=ID&view=all&person=ID&change=ID&before=LETTER&ticked=NUMBER.1&into=NUMBER",
];

#[derive(Clone, Debug)]
pub struct Question {
    /// The door, as it is mounted.
    pub pattern: String,
    pub method: Method,
    pub path: String,
    words: Words,
}

#[derive(Clone, Debug)]
enum Words {
    None,
    Call(String),
    Form(Vec<(String, String)>),
}

impl Question {
    pub fn form(path: &str, fields: &[(&str, &str)]) -> Self {
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let path = path.to_owned();
        Self { pattern: path.clone(), method: Method::POST, path, words: Words::Form(fields) }
    }

    pub fn about(&self, key: &Key) -> Asked {
        let filled =
            |text: &str| text.replace("NUMBER", &key.number).replace("ID", &key.id).replace("LETTER", &key.letter);
        let path = filled(&self.path);
        match &self.words {
            Words::None => get(&path),
            Words::Form(fields) => {
                let fields: Vec<(String, String)> = fields.iter().map(|(n, v)| (n.clone(), filled(v))).collect();
                let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
                form(&path, &fields)
            }
            Words::Call(words) => {
                let request = asked(Method::POST, &path).header("sec-fetch-site", "same-origin");
                request.header("content-type", "application/json").body(filled(words))
            }
        }
    }

    pub fn names_one(&self) -> bool {
        let named = |text: &str| PLACES.iter().any(|place| text.contains(place));
        named(&self.path)
            || match &self.words {
                Words::None => false,
                Words::Call(words) => named(words),
                Words::Form(fields) => fields.iter().any(|(_, value)| named(value)),
            }
    }
}

/// A page with its parameters filled, or narrowed when it has none. The live stream has a story of its own.
pub fn asked_by_get(pattern: &str) -> Vec<Question> {
    let ask = |path: String| Question { pattern: pattern.to_owned(), method: Method::GET, path, words: Words::None };
    if pattern == "/live" {
        return Vec::new();
    }
    if pattern.contains('{') {
        return PLACES.iter().map(|place| ask(walked(pattern, place))).collect();
    }
    NARROWED.iter().map(|narrowed| ask(format!("{pattern}{narrowed}"))).collect()
}

/// A call with every argument that could find something.
pub fn calls(path: &str, desk: &Desk) -> Vec<Question> {
    let said = match path.trim_start_matches(CALLS) {
        "report_page" | "frame" | "common_causes" => vec![json!({})],
        "board" => boards(desk),
        "listed" => boards(desk).into_iter().map(from_the_first).collect(),
        "cards" => vec![json!({"numbers": ["NUMBER", "ID", "INC-1", "INC-2"]})],
        "ended" => Status::ALL.map(|status| json!({"status": status, "from": null})).to_vec(),
        "incident" => vec![json!({"number": "NUMBER"}), json!({"number": "ID"}), json!({"number": "INC-2"})],
        "composer" => vec![json!({"number": "NUMBER"}), json!({"number": "ID"})],
        "incident_news" => vec![
            json!({"number": "NUMBER", "shown": {"first": 1, "last": 1, "grows": true, "with_letters": [1], "facts": ""}}),
            json!({"number": "ID", "shown": {"first": 0, "last": 9, "grows": false, "with_letters": [], "facts": ""}}),
        ],
        "open_incident" => vec![
            json!({"number": "NUMBER", "before": null}),
            json!({"number": "NUMBER", "before": 9}),
            json!({"number": "ID", "before": null}),
            json!({"number": "INC-2", "before": null}),
        ],
        "change" => presses(desk),
        "instant" => vec![json!({"field": "NUMBER", "typed": "NUMBER"})],
        "recipients" => vec![json!({"number": "NUMBER", "audiences": [desk.audience]})],
        "new_incident" => vec![new_incident(desk)],
        "ask_access" => vec![json!({"number": "NUMBER"})],
        "revoke_receipts" => vec![json!({"number": "NUMBER", "person": desk.mara_id.to_string()})],
        _ => panic!("{path} is new: say here what an outsider could ask it about a restricted incident"),
    };
    let question = |said: Value| {
        let pattern = path.to_owned();
        Question { pattern, method: Method::POST, path: path.to_owned(), words: Words::Call(said.to_string()) }
    };
    said.into_iter().map(question).collect()
}

fn boards(desk: &Desk) -> Vec<Value> {
    vec![
        json!({"filter": {}}),
        json!({"filter": {"q": "heliotrop"}}),
        json!({"filter": {"q": "NUMBER"}}),
        json!({"filter": {"owner": desk.mara_id.to_string()}}),
        json!({"filter": {"service": desk.service}}),
    ]
}

fn from_the_first(mut asked: Value) -> Value {
    asked["from"] = Value::Null;
    asked["sort"] = json!("title");
    asked["done"] = json!("NUMBER");
    asked
}

/// One press of each kind of right.
fn presses(desk: &Desk) -> Vec<Value> {
    let person = desk.mara_id;
    let audiences = vec![desk.audience.parse().unwrap()];
    let presses = [
        Press::Take { priority: None, reason: String::new() },
        Press::Note { text: "a note".into() },
        Press::AddMember { person },
        Press::Follow { person },
        Press::Judge { verdict: Verdict::WorksAgain, words: String::new() },
        Press::Tell { public_title: String::new(), audiences, text: "an update".into(), promise: None },
        Press::AcceptMajor,
        Press::Undo { sequence: 2 },
    ];
    let said = |press| json!({"number": "NUMBER", "press": press, "seen": null, "nonce": ""});
    presses.map(said).to_vec()
}

fn new_incident(desk: &Desk) -> Value {
    let draft = json!({"title": "A heliotrop elsewhere", "service": desk.service});
    json!({"draft": draft, "kind": IncidentType::Outage, "channel": Channel::Phone})
}

/// A form with every field that could find something; `/sign-out` is posted when the walk is over.
pub fn forms(pattern: &str, desk: &Desk) -> Vec<Question> {
    let (service, audience) = (desk.service.as_str(), desk.audience.as_str());
    let fields: Vec<Vec<(&str, &str)>> = match pattern {
        "/sign-out" => vec![],
        "/report" => vec![
            vec![("title", "A heliotrop elsewhere"), ("impact", "low"), ("urgency", "low"), ("service", service)],
            vec![("title", "NUMBER"), ("service", "ID"), ("email", "NUMBER")],
        ],
        "/join" => vec![vec![("number", "NUMBER")], vec![("number", "ID"), ("email", "vera@example.org")]],
        "/board" => vec![
            vec![("act", "cancel"), ("ticked", "NUMBER.1"), ("why", "false_alarm"), ("reason", "junk")],
            vec![("act", "undo"), ("press", "NUMBER")],
            vec![("step", "merge"), ("ticked", "NUMBER.1")],
        ],
        "/search" => vec![
            vec![("act", "save"), ("q", "NUMBER"), ("name", ""), ("whose", "all")],
            vec![("act", "save"), ("q", "heliotrop"), ("name", "")],
            vec![("act", "remove"), ("q", "heliotrop"), ("id", "ID")],
        ],
        "/merge" => {
            vec![vec![("ticked", "NUMBER.1"), ("into", "INC-1")], vec![("ticked", "INC-1.1"), ("into", "NUMBER")]]
        }
        "/r/{token}" => {
            ["add", "works", "broken"].map(|act| vec![("act", act), ("text", "more"), ("words", "more")]).to_vec()
        }
        "/sign-in" => vec![vec![("email", "NUMBER"), ("password", "NUMBER"), ("next", "/incidents/NUMBER")]],
        "/sign-in/{token}" | "/invite/{token}" | "/u/{token}" | "/subscriptions/confirm/{token}" => vec![vec![]],
        "/subscriptions/{token}" => subscriptions(service),
        "/setup" => vec![vec![("token", "NUMBER")], vec![("token", "NUMBER"), ("act", "test")]],
        "/reset" => vec![vec![("email", "NUMBER")]],
        "/reset/{token}" => vec![vec![("password", "short")]],
        "/status" => {
            vec![vec![("email", "NUMBER"), ("services", service)], vec![("email", "x@example.org"), ("services", "ID")]]
        }
        "/ready" => vec![
            vec![("act", "services"), ("services", "NUMBER")],
            vec![("act", "team"), ("people", "NUMBER")],
            vec![("act", "stakeholders"), ("audience", "executive"), ("people", "NUMBER")],
            vec![("act", "test")],
        ],
        "/letters/{id}/retry" => vec![vec![]],
        "/planned" => planned(audience),
        "/actions" | "/reviews" | "/incidents/{number}/review" => learned(pattern, audience),
        "/due/hand-over" => vec![vec![("all", "ID")], vec![("to-NUMBER", "ID")]],
        _ if pattern.starts_with("/incidents/") => incident(pattern, audience),
        _ if pattern.starts_with("/settings") || ["/on-call", "/services"].contains(&pattern) => {
            settings(pattern, audience)
        }
        _ => unknown(pattern),
    };
    let paths = if pattern.contains('{') { PLACES.to_vec() } else { vec![""] };
    let mut questions = Vec::new();
    for place in paths {
        for fields in &fields {
            let question = Question::form(&walked(pattern, place), fields);
            questions.push(Question { pattern: pattern.to_owned(), ..question });
        }
    }
    questions
}

fn unknown(pattern: &str) -> ! {
    panic!("{pattern} is new: say here what an outsider could post to it about a restricted incident")
}

fn incident<'a>(pattern: &str, audience: &'a str) -> Vec<Vec<(&'a str, &'a str)>> {
    match pattern {
        "/incidents/{number}" => {
            ["note", "message", "add", "works", "broken"].map(|act| vec![("act", act), ("text", "more")]).to_vec()
        }
        "/incidents/{number}/clocks" => clocks(),
        "/incidents/{number}/update" | "/incidents/{number}/update/preview" => update(audience),
        "/incidents/{number}/alert" => ["seen", "take"].map(|act| vec![("act", act)]).to_vec(),
        "/incidents/{number}/checklist" => vec![
            vec![("act", "begin"), ("playbook", "0000000000000001")],
            vec![("act", "done"), ("checklist", "0"), ("step", "0")],
        ],
        _ => unknown(pattern),
    }
}

fn subscriptions(service: &str) -> Vec<Vec<(&str, &str)>> {
    let wishes = vec![("act", "wishes"), ("least", "P4"), ("planned", "on"), ("quiet_from", "NUMBER")];
    vec![vec![("services", service)], wishes, vec![("act", "stop")], vec![("act", "void")]]
}

fn update(audience: &str) -> Vec<Vec<(&str, &str)>> {
    let steps = ["check", "send", "edit", "undo"];
    steps.map(|step| vec![("step", step), ("audience", audience), ("block_all", "more"), ("sequence", "2")]).to_vec()
}

fn planned(audience: &str) -> Vec<Vec<(&str, &str)>> {
    let mut all = vec![vec![("act", "add"), ("services", "ID"), ("words", "NUMBER"), ("begins", "NUMBER")]];
    let acts = ["change", "extend", "finish", "cancel", "tell"];
    all.extend(acts.map(|act| vec![("act", act), ("id", "ID"), ("ends", "NUMBER"), ("audiences", audience)]));
    all
}

fn learned<'a>(pattern: &str, audience: &'a str) -> Vec<Vec<(&'a str, &'a str)>> {
    let of_action =
        |act| vec![("act", act), ("id", "ID"), ("what", "NUMBER"), ("reason", "NUMBER"), ("incident", "ID")];
    let of_review = |act| vec![("act", act), ("owner", "ID"), ("audiences", audience), ("unread", "on")];
    match pattern {
        "/actions" => {
            let add = vec![("act", "add"), ("number", "NUMBER"), ("owner", "ID"), ("due", "2030-01-01")];
            [add].into_iter().chain(["change", "done", "drop", "yes", "no"].map(of_action)).collect()
        }
        "/reviews" => vec![vec![("act", "begin"), ("number", "NUMBER")]],
        _ => {
            let part = vec![("act", "part"), ("id", "happened"), ("happened", "NUMBER")];
            [part].into_iter().chain(["begin", "hand", "lines", "read", "publish"].map(of_review)).collect()
        }
    }
}

#[expect(clippy::too_many_lines, reason = "one match, an arm for each page")]
fn settings<'a>(pattern: &str, audience: &'a str) -> Vec<Vec<(&'a str, &'a str)>> {
    match pattern {
        "/services" => vec![
            vec![("act", "add"), ("name", "NUMBER"), ("owner", "ID"), ("criticality", "NUMBER")],
            vec![("act", "change"), ("id", "ID")],
            vec![("act", "retire"), ("id", "ID")],
        ],
        "/settings" => vec![vec![("organisation", "Harbour"), ("zone", "NUMBER"), ("security_handlers", "ID")]],
        "/settings/mail" => vec![
            vec![("smtp_url", "NUMBER")],
            vec![("act", "test"), ("smtp_url", "NUMBER")],
            vec![("smtp_host", "NUMBER")],
            vec![
                ("act", "mail"),
                ("replies_to", "NUMBER"),
                ("reply_address", "NUMBER"),
                ("reply_plus", "NUMBER"),
                ("imap_url", "NUMBER"),
            ],
        ],
        "/settings/push" => {
            let acts = ["add", "change", "remove", "test"];
            let fields = |act| vec![("act", act), ("id", "ID"), ("name", "NUMBER"), ("push_url", "NUMBER")];
            acts.map(fields).to_vec()
        }
        "/settings/backup" => vec![vec![]],
        "/settings/journal" => vec![vec![("ask_password", "on"), ("password", "NUMBER")]],
        "/settings/jobs" => vec![vec![("job", "heads")], vec![("job", "NUMBER")]],
        "/settings/people" => {
            let acts = ["invite-again", "role", "disable", "enable", "grant", "withdraw"];
            let mut all = acts.map(|act| vec![("act", act), ("id", "ID"), ("role", "employee")]).to_vec();
            all.push(vec![("act", "invite"), ("name", "NUMBER"), ("email", "NUMBER"), ("role", "employee")]);
            all.push(vec![("act", "paste"), ("people", "NUMBER")]);
            all
        }
        "/settings/audiences" => vec![
            vec![("act", "rename"), ("id", "ID"), ("name", "NUMBER")],
            vec![("act", "enter"), ("id", "ID"), ("email", "x@example.org")],
            vec![("act", "remove"), ("id", audience), ("person", "ID")],
            vec![("act", "list"), ("id", audience), ("person", "ID")],
            vec![("act", "one"), ("id", audience), ("person", "ID")],
            vec![("act", "add-owners")],
            vec![("act", "add-rule"), ("id", audience), ("rule", "service-ID")],
            vec![("act", "remove-rule"), ("id", audience), ("rule", "role-manager")],
            vec![("act", "paste"), ("id", audience), ("people", "NUMBER")],
        ],
        "/settings/targets" => vec![
            vec![("act", "change"), ("id", "ID"), ("calendar", "NUMBER"), ("P1_response", "NUMBER")],
            vec![("act", "apply")],
        ],
        "/settings/playbooks" => vec![
            vec![("act", "add"), ("name", "NUMBER"), ("services", "ID"), ("steps", "NUMBER")],
            vec![("act", "change"), ("id", "0000000000000001"), ("name", "NUMBER")],
            vec![("act", "retire"), ("id", "ID")],
        ],
        "/settings/escalation" => vec![vec![
            ("act", "escalation"),
            ("whom1", "ID"),
            ("minutes1", "5"),
            ("repeats", "0"),
            ("last_resort", "NUMBER"),
        ]],
        "/settings/hours" => vec![vec![("act", "change"), ("id", "ID"), ("name", "NUMBER")]],
        "/on-call" => {
            let acts = ["add", "change", "remove", "instead", "not-instead", "away", "back", "feed", "feed-end"];
            let fields = |act| vec![("act", act), ("id", "ID"), ("name", "NUMBER"), ("person", "ID"), ("people", "ID")];
            acts.map(fields).to_vec()
        }
        "/settings/account" => vec![
            vec![("act", "end"), ("id", "ID")],
            vec![("act", "letters"), ("services", "ID")],
            vec![("act", "alert-hours"), ("alert_hours", "NUMBER")],
            vec![("act", "second"), ("second", "NUMBER")],
            vec![("act", "second-confirm"), ("token", "NUMBER")],
            vec![("act", "second-drop")],
        ],
        _ => unknown(pattern),
    }
}

fn clocks() -> Vec<Vec<(&'static str, &'static str)>> {
    vec![
        vec![("clock", "response"), ("cause", "other"), ("words", "NUMBER")],
        vec![("act", "correct"), ("which", "taken"), ("at", "2026-11-23T09:00"), ("reason", "NUMBER")],
        vec![("act", "declare"), ("criteria", "NUMBER")],
        vec![("act", "notify"), ("deadline", "0"), ("whom", "NUMBER"), ("at", "2026-11-23T09:00")],
        vec![("act", "exempt"), ("why_not", "NUMBER")],
        vec![("act", "chase"), ("note", "NUMBER")],
    ]
}
