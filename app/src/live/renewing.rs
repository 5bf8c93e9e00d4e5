//! What keeps a page true: it fetches what changed, one fetch at a time, and tries again when one fails. It knows no
//! page; a page says how it fetches and shows.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::renewals::{Batch, Renewals};
use crate::api::ApiError;

#[derive(Clone, Copy)]
pub struct Renewing {
    wanted: StoredValue<Renewals>,
    /// Why the last fetch failed: what is on the screen may be old.
    behind: RwSignal<Option<ApiError>>,
}

/// A page that is renewed in place.
pub trait Renewed: Copy + 'static {
    fn renewing(self) -> Renewing;

    /// Fetches and shows. Nothing is left to do for a page that was left meanwhile.
    fn fetch(self, batch: Batch) -> impl Future<Output = Result<(), ApiError>>;
}

impl Renewing {
    /// To be called in a component.
    pub fn begin() -> Self {
        Self { wanted: StoredValue::new(Renewals::default()), behind: RwSignal::new(None) }
    }

    pub fn behind(self) -> Signal<Option<ApiError>> {
        self.behind.into()
    }
}

pub fn renew_cards(page: impl Renewed, numbers: Vec<String>) {
    page.renewing().wanted.try_update_value(|wanted| wanted.want(numbers));
    go_on(page);
}

pub fn renew_everything(page: impl Renewed) {
    page.renewing().wanted.try_update_value(Renewals::want_everything);
    go_on(page);
}

fn go_on(page: impl Renewed) {
    let Renewing { wanted, behind } = page.renewing();
    let Some(batch) = wanted.try_update_value(Renewals::begin).flatten() else { return };
    spawn_local(async move {
        match page.fetch(batch).await {
            Ok(()) => {
                wanted.try_update_value(Renewals::succeeded);
                if behind.try_with_untracked(Option::is_some) == Some(true) {
                    behind.try_set(None);
                }
                go_on(page);
            }
            Err(error) => {
                let Some(wait) = wanted.try_update_value(Renewals::failed) else { return };
                behind.try_set(Some(error));
                set_timeout(move || go_on(page), wait);
            }
        }
    });
}
