//! The HTML part: 600 px, one column, nothing loaded from anywhere, colours for light and dark.
//!
//! Styles are repeated on the elements because several mail clients drop the sheet in the head. maud escapes
//! every text; no block can bring markup of its own.

use maud::{DOCTYPE, Markup, PreEscaped, html as markup};

use super::{Block, Content, FooterLine, Link};

const SHEET: &str = ":root{color-scheme:light dark}\
@media (prefers-color-scheme:dark){.ground{background:#15171c!important}.card{background:#1d2027!important;border-color:#33373f!important}\
.text{color:#eaecf0!important}.quiet{color:#9ba1ad!important}.words{border-color:#4a4f5a!important}.link{background:#7aa7ff!important;color:#15171c!important}}";
const FONT: &str = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";
const GROUND: &str = "margin:0;padding:24px 12px;background:#f9fafb;";
const CARD: &str =
    "max-width:600px;margin:0 auto;background:#ffffff;border:1px solid #e2e4e9;border-radius:10px;padding:24px;";
const STATE: &str = "margin:0 0 16px;font-size:18px;line-height:1.45;font-weight:600;color:#181b20;";
const PARAGRAPH: &str = "margin:0 0 16px;font-size:15px;line-height:1.45;color:#181b20;";
const HEADING: &str = "margin:24px 0 8px;font-size:15px;line-height:1.45;font-weight:600;color:#181b20;";
const WORDS: &str =
    "margin:0 0 16px;padding:0 0 0 12px;border-left:3px solid #c9cdd5;font-size:15px;line-height:1.45;color:#181b20;";
const FACT: &str = "padding:2px 12px 2px 0;font-size:13px;line-height:1.45;vertical-align:top;color:#181b20;";
const QUIET_FACT: &str =
    "padding:2px 12px 2px 0;font-size:13px;line-height:1.45;vertical-align:top;color:#626a78;white-space:nowrap;";
const BUTTON: &str = "display:inline-block;background:#2f5fd0;color:#ffffff;padding:10px 16px;border-radius:6px;font-size:15px;font-weight:600;text-decoration:none;";
const SMALL: &str = "margin:0 0 8px;font-size:12px;line-height:1.45;color:#626a78;word-break:break-all;";
const FOOTER: &str = "max-width:600px;margin:16px auto 0;padding:0 24px;";
const FOOTER_LINE: &str = "margin:0 0 4px;font-size:12px;line-height:1.45;color:#626a78;";
/// Shown by mail clients beside the subject, not in the letter.
const PREHEADER: &str = "display:none;max-height:0;overflow:hidden;mso-hide:all;";

pub fn html(content: &Content) -> String {
    markup! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width,initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (content.state) }
                style { (PreEscaped(SHEET)) }
            }
            body class="ground" style=(format!("{GROUND}{FONT}")) {
                div style=(PREHEADER) { (preheader(content)) }
                div class="card" style=(CARD) {
                    h1 class="text" style=(STATE) { (content.state) }
                    @for block in &content.blocks { (draw(block)) }
                    @if let Some(link) = &content.link { (button(link)) }
                }
                div style=(FOOTER) { @for line in &content.footer { (footer_line(line)) } }
            }
        }
    }
    .into_string()
}

/// The state, then the first words after it.
fn preheader(content: &Content) -> String {
    let next = content.blocks.iter().find_map(|block| match block {
        Block::Paragraph(words) | Block::Words(words) => Some(words.as_str()),
        Block::Heading(_) | Block::Facts(_) | Block::Link(_) => None,
    });
    crate::mail::compose::clean_line(&format!("{} {}", content.state, next.unwrap_or_default()), 140)
}

fn draw(block: &Block) -> Markup {
    markup! {
        @match block {
            Block::Paragraph(words) => p class="text" style=(PARAGRAPH) { (lines(words)) },
            Block::Heading(words) => h2 class="text" style=(HEADING) { (words) },
            Block::Link(link) => {
                @if is_web(&link.url) {
                    p style=(FOOTER_LINE) { a class="quiet" href=(link.url) style="color:#626a78;" { (link.label) } }
                }
            }
            Block::Words(words) => blockquote class="text words" style=(WORDS) { (lines(words)) },
            Block::Facts(facts) => table role="presentation" style="border-collapse:collapse;margin:0 0 16px;" {
                @for (name, value) in facts {
                    tr {
                        td class="quiet" style=(QUIET_FACT) { (name) }
                        td class="text" style=(FACT) { (lines(value)) }
                    }
                }
            },
        }
    }
}

/// Each on its own in every mail program: some leave styles of white space alone.
fn lines(words: &str) -> Markup {
    markup! {
        @for (at, line) in words.lines().enumerate() {
            @if at > 0 { br; }
            (line)
        }
    }
}

/// The address stands under the button in full, so that it can be read before it is pressed.
fn button(link: &Link) -> Markup {
    if !is_web(&link.url) {
        return markup! { p class="quiet" style=(SMALL) { (link.label) ": " (link.url) } };
    }
    markup! {
        p style="margin:8px 0 12px;" { a class="link" href=(link.url) style=(BUTTON) { (link.label) } }
        p class="quiet" style=(SMALL) { (link.url) }
    }
}

fn footer_line(line: &FooterLine) -> Markup {
    markup! {
        p class="quiet" style=(FOOTER_LINE) {
            (line.text)
            @if let Some(link) = line.link.as_ref().filter(|link| is_web(&link.url)) {
                " " a class="quiet" href=(link.url) style="color:#626a78;" { (link.label) }
            }
        }
    }
}

fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}
