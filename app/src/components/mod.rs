//! Components that act, and so are dead without a program: dialogs, toasts, menus, what listens to keys. Plain ones are
//! in `app/kit`.

pub mod alive;
pub mod card;
pub mod choosing;
pub mod dialog;
pub mod keys_heard;
pub mod menu;
pub mod page_title;
pub mod server_time;
pub mod tabs;
pub mod toast;
