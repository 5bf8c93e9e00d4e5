//! The small office that every story knows, before anything has happened in it: for a demonstration that begins empty,
//! and for the tests. Who works on the big demonstration, and what happens to them, is another matter (`cast.rs`,
//! `script.rs`) and may change without a story noticing.

use crate::Backend;
use crate::demo::SignIn;
use crate::error::Result;

/// The password of everybody in it.
pub const PASSWORD: &str = "a kestrel over the quay";

/// Ada administers, Mara manages, Rui responds, Ana reports. Sol is only written to and has no account.
pub const STAFF: [SignIn; 4] = [
    of("Ada Lima", "ada@example.org", "administrator"),
    of("Mara Reis", "mara@example.org", "manager"),
    of("Rui Costa", "rui@example.org", "responder"),
    of("Ana Silva", "ana@example.org", "employee"),
];

const fn of(name: &'static str, email: &'static str, role: &'static str) -> SignIn {
    SignIn { name, email, role, password: PASSWORD }
}

/// Gives them their accounts on an empty desk, as the command line does.
pub async fn enter(desk: &Backend) -> Result<()> {
    let operator = desk.operator();
    for person in STAFF {
        desk.add_person(&operator, person.email, person.name, person.role, person.password).await?;
    }
    Ok(())
}
