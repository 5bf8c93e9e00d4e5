//! The file as a page: nothing is loaded from anywhere, no script runs, and it prints.

use maud::{DOCTYPE, Markup, PreEscaped, html as markup};

use super::record::{Done, Letter, Line, Whole};

const STYLE: &str = "\
:root{color-scheme:light dark;font:15px/1.45 system-ui,-apple-system,'Segoe UI',sans-serif}\
body{max-width:60rem;margin:0 auto;padding:1.5rem}h1{font-size:1.5rem;margin:0 0 .25rem}h2{font-size:1.1rem;margin:2rem 0 .5rem}\
p{margin:0 0 .5rem}small,.quiet{color:GrayText}dl{display:grid;grid-template-columns:12rem 1fr;gap:.25rem 1rem;margin:0}\
dt{color:GrayText}dd{margin:0;overflow-wrap:anywhere;white-space:pre-line}table{width:100%;border-collapse:collapse;font-size:.85rem}\
th,td{padding:.3rem .5rem;border-bottom:1px solid GrayText;text-align:left;vertical-align:top;overflow-wrap:anywhere}\
ol{list-style:none;margin:0;padding:0}li.entry{padding:.5rem 0;border-bottom:1px solid GrayText;break-inside:avoid}\
.undone{text-decoration:line-through}.words{padding-left:.75rem;border-left:3px solid GrayText}\
@media print{body{max-width:none;padding:0}tr{break-inside:avoid}thead{display:table-header-group}}\
@media (max-width:40rem){dl{grid-template-columns:1fr}}";

const OPENS: &str = "<script type=\"application/json\" id=\"record\">";
const CLOSES: &str = "</script>";

/// `kept` is what the check needs, as JSON.
pub(super) fn page(whole: &Whole, kept: &str) -> String {
    let title = format!("{} {}", whole.kept.number, whole.title);
    let taken_out = whole.kept.chain.iter().filter(|entry| entry.content.is_none()).count();
    let last = whole.kept.chain.last().map(|entry| entry.hash.as_str()).unwrap_or_default();
    markup! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta name="sitrep-seal" content=(whole.seal);
                meta charset="utf-8";
                meta name="viewport" content="width=device-width,initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { (title) }
                    p.quiet { "Incident file of " (whole.organisation) ", made " (whole.made_at) "." }
                    h2 { "Facts" }
                    dl { @for fact in &whole.facts { dt { (fact.name) } dd { (fact.value) } } }
                    h2 { "Timeline" }
                    ol { @for line in &whole.timeline { (entry(line)) } }
                    h2 { "Letters" }
                    (letters(&whole.letters))
                    @if whole.letters_cut { p { "Older letters than these are on the desk only." } }
                    @if !whole.review.is_empty() {
                        h2 { "Review" }
                        dl { @for part in &whole.review { dt { (part.name) } dd { (part.value) } } }
                    }
                    @if !whole.actions.is_empty() { h2 { "Actions" } (actions(&whole.actions)) }
                    h2 { "How to check this file" }
                    p {
                        "It holds the hash chain of " (whole.kept.chain.len()) " entries"
                        @if taken_out > 0 { ", " (taken_out) " of them without their words" }
                        ", and a seal over all of it. " code { "sitrep verify --dossier FILE" }
                        " checks both anywhere, without the desk."
                    }
                    p { small { "Last entry: " code { (last) } } }
                }
                (PreEscaped(OPENS)) (PreEscaped(kept.replace('<', "\\u003c"))) (PreEscaped(CLOSES))
            }
        }
    }
    .into_string()
}

fn entry(line: &Line) -> Markup {
    markup! {
        li.entry {
            small { (line.sequence) " · " (line.at) } " "
            span.undone[line.undone] { b { (line.who) } " " (line.act) }
            // Rendered from Markdown and sanitised, as on the desk.
            @if let Some(html) = &line.html { div.words { (PreEscaped(html)) } }
        }
    }
}

fn letters(letters: &[Letter]) -> Markup {
    if letters.is_empty() {
        return markup! { p { "None was written." } };
    }
    markup! {
        table {
            thead { tr { th { "When" } th { "To" } th { "Letter" } th { "Why" } th { "State" } } }
            tbody {
                @for letter in letters {
                    tr {
                        td { (letter.at) }
                        td { (letter.to_name) " " small { (letter.to) } }
                        td { (letter.subject) " " small { (letter.kind) } }
                        td { (letter.why) }
                        td { (letter.state) @if let Some(answer) = &letter.answer { " " small { (answer) } } }
                    }
                }
            }
        }
    }
}

fn actions(actions: &[Done]) -> Markup {
    markup! {
        table {
            thead { tr { th { "What" } th { "Kind" } th { "Who" } th { "Until" } th { "State" } } }
            tbody {
                @for action in actions {
                    tr {
                        td { (action.words) }
                        td { (action.kind) }
                        td { (action.owner) }
                        td { (action.due) }
                        td { (action.worth) }
                    }
                }
            }
        }
    }
}

/// The JSON in a page.
pub(super) fn kept_in(file: &[u8]) -> Option<&[u8]> {
    let find = |from: usize, words: &str| {
        let at = file.get(from..)?.windows(words.len()).position(|window| window == words.as_bytes())?;
        Some(from + at)
    };
    let begins = find(0, OPENS)? + OPENS.len();
    file.get(begins..find(begins, CLOSES)?)
}
