//! How values travel between server and browser, in calls and inside the page: as JSON. The server reads what anybody
//! may send with `serde_json`; the browser, which reads only what the server wrote, with a reader a third of that size.

#[cfg(any(test, not(feature = "ssr")))]
mod read;
#[cfg(test)]
mod read_test;
#[cfg(any(test, not(feature = "ssr")))]
mod values;

use std::future::Future;

use bytes::Bytes;
use leptos::prelude::*;
use leptos::server::codee::{Decoder, Encoder};
use leptos::server_fn::codec::Post;
use leptos::server_fn::{ContentType, Decodes, Encodes, Format, FormatType};
use serde::Serialize;
use serde::de::DeserializeOwned;

#[cfg(not(feature = "ssr"))]
pub use read::{Unreadable, read};
#[cfg(feature = "ssr")]
pub use serde_json::{Error as Unreadable, from_str as read};

/// The encoding of calls.
pub type Wire = Post<Json>;

pub struct Json;

impl ContentType for Json {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for Json {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for Json {
    type Error = serde_json::Error;

    fn encode(value: &T) -> Result<Bytes, Self::Error> {
        serde_json::to_vec(value).map(Bytes::from)
    }
}

impl<T: DeserializeOwned> Decodes<T> for Json {
    type Error = Unreadable;

    fn decode(bytes: Bytes) -> Result<T, Self::Error> {
        // What is no text is no JSON either.
        read(std::str::from_utf8(&bytes).unwrap_or_default())
    }
}

impl<T: Serialize> Encoder<T> for Json {
    type Error = serde_json::Error;
    type Encoded = String;

    fn encode(value: &T) -> Result<String, Self::Error> {
        serde_json::to_string(value)
    }
}

impl<T: DeserializeOwned> Decoder<T> for Json {
    type Error = Unreadable;
    type Encoded = str;

    fn decode(text: &str) -> Result<T, Self::Error> {
        read(text)
    }
}

/// What a page loads once, and its parts wait for.
pub type Loaded<T> = OnceResource<T, Json>;

/// Loads once: on the server before anything of it is sent.
pub fn load_once<T>(loading: impl Future<Output = T> + Send + 'static) -> Loaded<T>
where
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
{
    OnceResource::new_with_options(loading, true)
}

/// The same for what is loaded again when `source` changes.
pub fn load<S, T, Loading>(
    source: impl Fn() -> S + Send + Sync + 'static,
    fetch: impl Fn(S) -> Loading + Send + Sync + 'static,
) -> Resource<T, Json>
where
    S: PartialEq + Clone + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
    Loading: Future<Output = T> + Send + 'static,
{
    Resource::new_with_options(source, fetch, true)
}
