//! Keys of one letter. Whoever speaks to the computer, or holds keys by mistake, can switch them off on this device;
//! keys with Ctrl stay.

use leptos::prelude::*;

use super::choice_field::Checkbox;
use super::cookie::{has_cookie, write_cookie};

const COOKIE: &str = "keys";
const OFF: &str = "off";

/// For the browser only.
pub fn single_keys_are_on() -> bool {
    !has_cookie(COOKIE, OFF)
}

#[component]
pub fn KeysSwitch() -> impl IntoView {
    // Unknown on the server and at hydration; the document says it afterwards.
    let on = RwSignal::new(true);
    Effect::new(move || {
        if !single_keys_are_on() {
            on.set(false);
        }
    });
    let choose = Callback::new(|chosen: bool| write_cookie(COOKIE, if chosen { "" } else { OFF }));
    move || view! { <Checkbox name="keys" label="Keys of one letter" checked=on.get() on_change=choose/> }
}
