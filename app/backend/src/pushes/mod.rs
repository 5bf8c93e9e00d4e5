//! Where alerts are pushed to beside mail, and what waits to be pushed: ntfy and a signed webhook. Queueing is all that a
//! use case needs to know; what is said, and how it is sent, stands higher up (`pusher`), because it is looked up when it
//! is sent. Secrets are shown to nobody.

mod change;
mod queue;
mod record;
mod target;
mod typed;

pub(crate) use queue::queue_alert;
pub(crate) use record::QUEUE;
pub use record::{PushRecord, PushState, What};
pub use target::{TARGETS_MOST, TargetRecord, WayOut};
pub use typed::TargetDraft;
