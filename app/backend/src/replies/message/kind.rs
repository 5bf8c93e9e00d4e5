//! Whether a person wrote it. What a machine sent never creates, re-opens, answers or ends anything, and is never
//! answered: it is told by the marks of RFC 3834 and of the programs that have their own, never by its words alone.

use mail_parser::{Message as Parsed, MimeHeaders, PartType};

use super::bounce::{self, Bounce};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    #[default]
    Person,
    /// Out of office, a receipt, a notice of a machine.
    Automatic,
    /// Sent on to many by a list.
    List,
    /// The answer of a calendar, and nothing else.
    Calendar,
    /// A letter of ours did not arrive.
    Bounced(Bounce),
}

pub(super) fn of(parsed: &Parsed<'_>) -> Kind {
    if let Some(bounce) = bounce::of(parsed) {
        return Kind::Bounced(bounce);
    }
    let head = |name: &str| parsed.header_raw(name).map(|raw| raw.trim().to_ascii_lowercase());
    let precedence = head("Precedence").unwrap_or_default();
    if is_automatic(&head, parsed) || precedence == "auto_reply" {
        return Kind::Automatic;
    }
    if ["List-Id", "List-Post", "List-Unsubscribe", "Mailing-List"].iter().any(|name| head(name).is_some())
        || ["bulk", "list", "junk"].contains(&precedence.as_str())
    {
        return Kind::List;
    }
    if is_calendars(parsed) { Kind::Calendar } else { Kind::Person }
}

/// `X-Auto-Response-Suppress` is no such mark: Exchange puts it on what people write.
fn is_automatic(head: &dyn Fn(&str) -> Option<String>, parsed: &Parsed<'_>) -> bool {
    let submitted = head("Auto-Submitted").is_some_and(|value| !value.is_empty() && value != "no");
    let marked = ["X-Autoreply", "X-Autorespond", "X-Autoresponse"].iter();
    let marked = marked.filter_map(|name| head(name)).any(|value| value != "no");
    let nobody = head("Return-Path").is_some_and(|path| path == "<>");
    let reports = parsed.is_content_type("multipart", "report");
    submitted || marked || nobody || reports
}

/// Its text is a calendar's, or there is none beside it.
fn is_calendars(parsed: &Parsed<'_>) -> bool {
    let calendar = |part: &mail_parser::MessagePart<'_>| part.is_content_type("text", "calendar");
    let has_one = parsed.parts.iter().any(calendar);
    let method = parsed.parts.iter().filter(|part| calendar(part)).any(|part| {
        let typed = part.content_type().and_then(|kind| kind.attribute("method"));
        typed.is_some_and(|method| !method.eq_ignore_ascii_case("publish"))
    });
    let has_words = parsed.parts.iter().any(|part| {
        let text = if let PartType::Text(text) | PartType::Html(text) = &part.body { text.trim() } else { "" };
        !calendar(part) && !text.is_empty()
    });
    has_one && (method || !has_words)
}
