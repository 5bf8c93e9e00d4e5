//! The names of an enum's variants as they travel and lie on disk: its reader tells them when it meets one that is none.

use std::collections::BTreeSet;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// All there are.
pub fn variants<T: DeserializeOwned>() -> BTreeSet<String> {
    let refused = serde_json::from_str::<T>("\"no such variant\"").err().expect("it is no variant").to_string();
    let (_, names) = refused.split_once("expected ").expect("the reader tells what it knows");
    names.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The one that this is.
pub fn variant<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value).expect("it can be written") {
        serde_json::Value::String(name) => name,
        serde_json::Value::Object(fields) => fields.keys().next().cloned().unwrap_or_default(),
        other => panic!("an enum that is written as {other}"),
    }
}
