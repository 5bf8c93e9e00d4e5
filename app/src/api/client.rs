//! The browser's side of a call: the framework's own, with the build this page belongs to said in a header, so that
//! a page older than the server is told to reload instead of being misread.

use std::future::Future;

use bytes::Bytes;
use futures::{Sink, Stream};
use leptos::server_fn::client::Client;
use leptos::server_fn::client::browser::BrowserClient;
use leptos::server_fn::request::browser::BrowserRequest;
use leptos::server_fn::response::browser::BrowserResponse;

use crate::api::ApiError;

const BUILD_HEADER: &str = "x-sitrep-build";

pub struct DeskClient;

impl Client<ApiError> for DeskClient {
    type Request = BrowserRequest;
    type Response = BrowserResponse;

    fn send(request: BrowserRequest) -> impl Future<Output = Result<BrowserResponse, ApiError>> + Send {
        let root = leptos::prelude::document().document_element();
        if let Some(build) = root.and_then(|root| root.get_attribute("data-build")) {
            request.headers().set(BUILD_HEADER, &build);
        }
        <BrowserClient as Client<ApiError>>::send(request)
    }

    fn open_websocket(
        path: &str,
    ) -> impl Future<
        Output = Result<
            (impl Stream<Item = Result<Bytes, Bytes>> + Send + 'static, impl Sink<Bytes> + Send + 'static),
            ApiError,
        >,
    > + Send {
        <BrowserClient as Client<ApiError>>::open_websocket(path)
    }

    fn spawn(future: impl Future<Output = ()> + Send + 'static) {
        <BrowserClient as Client<ApiError>>::spawn(future);
    }
}
