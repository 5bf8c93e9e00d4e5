//! Work on whole files, which takes seconds and is in nobody's way.

use crate::error::{Error, Result};

/// How much further back it stands than whatever serves people.
const NICE: i32 = 10;

/// In a thread of its own, after everybody else's turn.
pub(super) async fn at_leisure<T: Send + 'static>(act: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let (sender, receiver) = tokio::sync::oneshot::channel();
    let work = move || {
        // Of this thread alone. Where it is refused the work is done all the same.
        let _ = rustix::process::nice(NICE);
        drop(sender.send(act()));
    };
    std::thread::Builder::new().name("copies".to_owned()).spawn(work).map_err(Error::internal)?;
    receiver.await.map_err(Error::internal)?
}
