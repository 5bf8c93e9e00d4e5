//! The fields of a mail server, of every form that asks for one.

use backend::settings::RelayFields;

use super::posted::Posted;

/// As `RelayFields` has them.
pub const FIELDS: [&str; 5] = ["smtp_host", "smtp_port", "smtp_security", "smtp_user", "smtp_password"];

pub fn relay_typed(posted: &Posted) -> RelayFields {
    let [host, port, security, user, password] = FIELDS.map(|field| posted.value(field));
    RelayFields { host, port, security, user, password }
}
