//! One request over HTTP/1.1, to an address that was looked at before: a name that leads into a private network is found
//! out here, and what was looked at is what is connected to. Nothing of the answer is read but its status.

use std::net::SocketAddr;
use std::pin::pin;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{HOST, USER_AGENT};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, lookup_host};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use url::{Host, Url};

use crate::local_address::is_private;

/// Addresses of one name that are tried.
const ADDRESSES_MOST: usize = 4;
/// Letters of an error that the log shows.
const WORDS_MOST: usize = 200;

pub(super) struct Request {
    pub url: Url,
    pub headers: Vec<(&'static str, String)>,
    pub body: String,
    pub may_be_private: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Answer {
    Status(u16),
    /// It leads into a private network, and may not.
    Private,
    Trouble(String),
}

impl Answer {
    /// For the log.
    pub fn words(&self) -> String {
        match self {
            Self::Status(status @ 300..=399) => format!("answered {status}: a redirect, which is not followed"),
            Self::Status(status) => format!("answered {status}"),
            Self::Private => "leads into a private network, which is not allowed for it".to_owned(),
            Self::Trouble(words) => words.chars().take(WORDS_MOST).collect(),
        }
    }
}

pub(super) async fn send(request: &Request, patience: Duration) -> Answer {
    match tokio::time::timeout(patience, exchange(request)).await {
        Ok(answer) => answer.unwrap_or_else(Answer::Trouble),
        Err(_) => Answer::Trouble(format!("no answer within {} seconds", patience.as_secs())),
    }
}

async fn exchange(request: &Request) -> Result<Answer, String> {
    let addresses = addresses(&request.url).await?;
    if !request.may_be_private && addresses.iter().any(|address| is_private(address.ip())) {
        return Ok(Answer::Private);
    }
    let stream = connect(&addresses).await?;
    if request.url.scheme() == "http" {
        return speak(request, stream).await;
    }
    let host = request.url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
    let name = ServerName::try_from(host).map_err(|error| error.to_string())?;
    let stream = TlsConnector::from(tls()?).connect(name, stream).await.map_err(|error| error.to_string())?;
    speak(request, stream).await
}

async fn addresses(url: &Url) -> Result<Vec<SocketAddr>, String> {
    let port = url.port_or_known_default().unwrap_or(443);
    let found = match url.host() {
        Some(Host::Ipv4(address)) => vec![SocketAddr::from((address, port))],
        Some(Host::Ipv6(address)) => vec![SocketAddr::from((address, port))],
        Some(Host::Domain(name)) => lookup_host((name, port)).await.map_err(|error| error.to_string())?.collect(),
        None => Vec::new(),
    };
    if found.is_empty() { Err("the name has no address".to_owned()) } else { Ok(found) }
}

async fn connect(addresses: &[SocketAddr]) -> Result<TcpStream, String> {
    let mut why = String::new();
    for address in addresses.iter().take(ADDRESSES_MOST) {
        match TcpStream::connect(address).await {
            Ok(stream) => return Ok(stream),
            Err(error) => why = error.to_string(),
        }
    }
    Err(why)
}

/// Whoever drops this drops the connection with it.
async fn speak<S: AsyncRead + AsyncWrite + Unpin + Send>(request: &Request, stream: S) -> Result<Answer, String> {
    let words = |error: hyper::Error| error.to_string();
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(words)?;
    let url = &request.url;
    let path = url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()));
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let host = format!("{}{port}", url.host_str().unwrap_or_default());
    let mut post = hyper::Request::post(path).header(HOST, host).header(USER_AGENT, "sitrep");
    for (name, value) in &request.headers {
        post = post.header(*name, value);
    }
    let post = post.body(Full::new(Bytes::from(request.body.clone()))).map_err(|error| error.to_string())?;
    let mut answer = pin!(sender.send_request(post));
    let ended = tokio::select! {
        answer = &mut answer => Some(answer),
        // Whoever answers and hangs up at once has answered.
        _ = connection => None,
    };
    let answer = match ended {
        Some(answer) => answer,
        None => answer.await,
    };
    answer.map(|answer| Answer::Status(answer.status().as_u16())).map_err(words)
}

/// Made once: it reads the certificates of the machine.
fn tls() -> Result<Arc<ClientConfig>, String> {
    static CONFIG: OnceLock<Arc<ClientConfig>> = OnceLock::new();
    if let Some(config) = CONFIG.get() {
        return Ok(Arc::clone(config));
    }
    let mut roots = RootCertStore::empty();
    for certificate in rustls_native_certs::load_native_certs().certs {
        // One that cannot be read trusts nobody.
        let _ = roots.add(certificate);
    }
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let builder = builder.with_safe_default_protocol_versions().map_err(|error| error.to_string())?;
    let config = Arc::new(builder.with_root_certificates(roots).with_no_client_auth());
    Ok(Arc::clone(CONFIG.get_or_init(|| config)))
}
