//! How the board has a step asked for: the dialogs are a program of their own (`pages/dialogs.rs`), fetched when the
//! first is wanted. The board tells it what to ask, and hears what came of it.

use js_sys::futures::JsFuture;
use js_sys::{Function, Promise, Reflect};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};

use crate::pages::board::on_board::OnBoard;
use crate::pages::dialogs::{Answered, Asked, LOADER, hear, tell};
use crate::pages::incident::Ask;

pub fn ask_in_dialog(board: OnBoard, number: String, ask: Ask) {
    spawn_local(async move {
        match load().await {
            Ok(_) => tell(&Asked::Step { number, ask }),
            Err(_) => board.toasts.fail("This dialog could not be fetched. Reload the page and try again."),
        }
    });
}

/// Listens while the page is open; does nothing on the server.
pub fn listen_to_dialogs(board: OnBoard) {
    Effect::new(move || {
        hear(move |answered| match answered {
            Answered::Closed { number } => board.renew(vec![number]),
            Answered::Said(said) => board.toasts.take_over(said, |toast| tell(&Asked::Undo { toast })),
        });
    });
}

/// Once it is there, it is there at once.
async fn load() -> Result<JsValue, JsValue> {
    let loader: Function = Reflect::get(&window(), &LOADER.into())?.dyn_into()?;
    let loading: Promise = loader.call0(&JsValue::UNDEFINED)?.dyn_into()?;
    JsFuture::from(loading).await
}
