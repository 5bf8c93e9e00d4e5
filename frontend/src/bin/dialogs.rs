//! The program of the board's dialogs.

use app::pages::dialogs::Dialogs;

fn main() {
    frontend::join_in(|| leptos::view! { <Dialogs/> });
}
