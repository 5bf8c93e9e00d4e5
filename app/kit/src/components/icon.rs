//! Symbols of 16 px, drawn once per page as a sprite and used by name. They say nothing by themselves: words stand
//! beside them, or on the button that holds them, so they are hidden from screen readers.

use leptos::prelude::*;

macro_rules! symbols {
    ($($name:ident $id:literal $drawing:literal),+ $(,)?) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Symbol { $($name),+ }

        impl Symbol {
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The address of the drawing in the sprite.
            pub fn href(self) -> &'static str {
                match self { $(Self::$name => concat!("#i-", $id)),+ }
            }
        }

        #[cfg(feature = "ssr")]
        const SPRITE: &str = concat!($(r#"<symbol id="i-"#, $id, r#"" viewBox="0 0 24 24">"#, $drawing, "</symbol>"),+);
    };
}

symbols! {
    Alert "alert" r#"<path d="M12 4 2.5 20h19z"/><path d="M12 10v4M12 17h.01"/>"#,
    Board "board" r#"<path d="M4 5h4v14H4zM10 5h4v9h-4zM16 5h4v11h-4z"/>"#,
    Bolt "bolt" r#"<path d="M13 3 5 14h6l-1 7 9-11h-6z"/>"#,
    Book "book" r#"<path d="M5 4h12a2 2 0 0 1 2 2v14H7a2 2 0 0 1-2-2zM5 18a2 2 0 0 1 2-2h12"/>"#,
    Check "check" r#"<path d="m5 12.5 5 5L19.5 7"/>"#,
    CheckRound "check-round" r#"<circle cx="12" cy="12" r="9"/><path d="m8 12.5 3 3 5.5-6"/>"#,
    Chevron "chevron" r#"<path d="m6 9 6 6 6-6"/>"#,
    Circle "circle" r#"<circle cx="12" cy="12" r="9"/>"#,
    Clock "clock" r#"<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>"#,
    Cross "cross" r#"<path d="m6 6 12 12M18 6 6 18"/>"#,
    Database "database" r#"<ellipse cx="12" cy="6" rx="8" ry="3"/><path d="M4 6v12c0 1.7 3.6 3 8 3s8-1.3 8-3V6M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3"/>"#,
    Dots "dots" r#"<path d="M5 12h.01M12 12h.01M19 12h.01"/>"#,
    Edit "edit" r#"<path d="m4 20 1-5L16 4l4 4L9 19zM14 6l4 4"/>"#,
    Eye "eye" r#"<path d="M2 12c3-5 6-7 10-7s7 2 10 7c-3 5-6 7-10 7s-7-2-10-7"/><circle cx="12" cy="12" r="3"/>"#,
    Flag "flag" r#"<path d="M5 21V4h13l-3 4.5 3 4.5H5"/>"#,
    Hand "hand" r#"<path d="M7 12V6a1.5 1.5 0 0 1 3 0v5V4.500a1.5 1.5 0 0 1 3 0V11 6a1.5 1.5 0 0 1 3 0v6-3a1.5 1.5 0 0 1 3 0v6c0 4-3 6-6 6s-5-1-7-4l-3-4a1.5 1.5 0 0 1 2.3-2z"/>"#,
    Info "info" r#"<circle cx="12" cy="12" r="9"/><path d="M12 11v5M12 8h.01"/>"#,
    Keyboard "keyboard" r#"<path d="M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M8 14h8"/>"#,
    Link "link" r#"<path d="M10 14a4 4 0 0 0 6 0l3-3a4.2 4.2 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4.2 4.2 0 0 0 6 6l1-1"/>"#,
    List "list" r#"<path d="M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01"/>"#,
    Lock "lock" r#"<path d="M5 11h14v10H5zM8 11V7a4 4 0 0 1 8 0v4"/>"#,
    Mail "mail" r#"<path d="M3 5h18v14H3zM3 7l9 6 9-6"/>"#,
    Menu "menu" r#"<path d="M4 6h16M4 12h16M4 18h16"/>"#,
    Message "message" r#"<path d="M4 4h16v12h-9l-5 5v-5H4z"/>"#,
    Moon "moon" r#"<path d="M20 14A8.5 8.5 0 0 1 10 4a8.5 8.5 0 1 0 10 10"/>"#,
    Note "note" r#"<path d="M4 4h16v10l-6 6H4zM14 20v-6h6M8 9h8M8 13h3"/>"#,
    Offline "offline" r#"<path d="m3 3 18 18M5 12a10 10 0 0 1 3-2M16 10a10 10 0 0 1 3 2M8.5 15.500a5 5 0 0 1 7 0M12 19h.01M2 9a15 15 0 0 1 4-2.500M11 5a15 15 0 0 1 11 4"/>"#,
    Pause "pause" r#"<path d="M8 5v14M16 5v14"/>"#,
    People "people" r#"<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6M16 4.800a3.5 3.5 0 0 1 0 6.400M18 14.500c2.2.8 3.5 2.7 3.5 5.5"/>"#,
    Person "person" r#"<circle cx="12" cy="8" r="4"/><path d="M4 21c0-5 4-7 8-7s8 2 8 7"/>"#,
    Phone "phone" r#"<path d="M5 4h4l2 5-2.5 1.500a11 11 0 0 0 5 5L15 13l5 2v4a1 1 0 0 1-1 1C10.5 20 4 13.5 4 5a1 1 0 0 1 1-1"/>"#,
    Search "search" r#"<circle cx="11" cy="11" r="7"/><path d="m20.5 20.5-4.5-4.5"/>"#,
    Send "send" r#"<path d="M21 3 10 14M21 3l-6.5 18L10 14l-7-4.500z"/>"#,
    Settings "settings" r#"<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>"#,
    SignOut "sign-out" r#"<path d="M14 4H5v16h9M10 12h11M17 8l4 4-4 4"/>"#,
    Sun "sun" r#"<circle cx="12" cy="12" r="4"/><path d="M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.400M17.6 17.6 19 19M5 19l1.4-1.400M17.6 6.4 19 5"/>"#,
    Undo "undo" r#"<path d="M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3"/>"#,
    Wrench "wrench" r#"<path d="M14.5 6.500a4.5 4.5 0 0 1 5.5-3l-3 3 .5 2.5 2.5.5 3-3a4.5 4.5 0 0 1-6 5.700L8 21.500a2.5 2.5 0 0 1-4-4L13.5 9"/>"#,
}

/// One symbol; `large` is 24 px.
#[component]
pub fn Icon(symbol: Symbol, #[prop(optional)] large: bool, #[prop(optional)] small: bool) -> impl IntoView {
    let class = match (large, small) {
        (true, _) => "i i-large",
        (_, true) => "i i-small",
        _ => "i",
    };
    view! { <svg class=class aria-hidden="true"><use href=symbol.href()></use></svg> }
}

/// All drawings. Stands once in the document, written by the server beside the app: nothing in it ever changes, so the
/// browser's program knows their names only.
#[cfg(feature = "ssr")]
#[component]
pub fn Sprite() -> impl IntoView {
    view! { <svg class="sprite" width="0" height="0" aria-hidden="true" inner_html=SPRITE></svg> }
}

/// Sitrep's mark: a report that has been ticked off.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 22 22" aria-hidden="true">
            <rect width="22" height="22" rx="6"></rect>
            <path d="M6 7h10M6 11h4M9.5 15l2 2 4.5-5"></path>
        </svg>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn every_symbol_has_a_drawing_of_its_own() {
        for symbol in Symbol::ALL {
            let id = format!(r#"id="{}""#, &symbol.href()[1..]);
            assert_eq!(SPRITE.matches(&id).count(), 1, "{id}");
        }
    }
}
