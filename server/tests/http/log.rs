//! What the desk logs while a test runs, in the test's own thread.

use std::cell::RefCell;
use std::sync::Once;

use tracing_subscriber::filter::dynamic_filter_fn;
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;

static LISTENER: Once = Once::new();

thread_local! {
    /// Nothing in threads that do not listen.
    static HEARD: RefCell<Option<Vec<u8>>> = const { RefCell::new(None) };
}

pub struct Log;

impl Log {
    /// The listener is one for the whole process and asked anew for each line: another thread that comes upon the place
    /// of a line first would otherwise decide for all that nobody listens there.
    pub fn listen() -> Self {
        LISTENER.call_once(|| {
            let lines = tracing_subscriber::fmt::layer().with_ansi(false).with_target(false).with_writer(|| Pen);
            let heard = dynamic_filter_fn(|_, _| HEARD.with_borrow(Option::is_some));
            tracing_subscriber::registry().with(lines.with_filter(heard)).init();
        });
        HEARD.set(Some(Vec::new()));
        Self
    }

    /// What was logged since it was read last.
    pub fn read(&self) -> String {
        let lines = HEARD.with_borrow_mut(|heard| heard.as_mut().map(std::mem::take)).unwrap_or_default();
        String::from_utf8_lossy(&lines).into_owned()
    }
}

struct Pen;

impl std::io::Write for Pen {
    fn write(&mut self, words: &[u8]) -> std::io::Result<usize> {
        HEARD.with_borrow_mut(|heard| heard.iter_mut().for_each(|lines| lines.extend(words)));
        Ok(words.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
