//! A job: reads what is new in the mailbox that is set, and takes it. A message is marked as read only once what became of
//! it is durable; what fails between the two comes again, and is known by its Message-ID.

use std::fmt::Debug;
use std::sync::Arc;
use std::time::Duration;

use async_imap::{Client, Session};
use futures_util::TryStreamExt;
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use super::take::MAIL_MOST;
use crate::Backend;
use crate::error::{Error, Result};
use crate::settings::Mailbox;
use crate::storage::{self, Read, Record, Table, Tx};

const KEY: &[u8] = b"mailbox";
/// Messages of one round, the oldest first.
const AT_ONCE: usize = 200;
/// One answer of the server, which may be a whole message.
const PATIENCE: Duration = Duration::from_secs(60);
/// Characters of a server's words that are kept.
const TROUBLE_MOST: usize = 300;

/// How the last round ended, for the settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Round {
    pub at: i64,
    /// In the words of the server.
    pub trouble: Option<String>,
}

impl Record for Round {
    const TABLE: Table = Table::Settings;
    const VERSION: u8 = 1;
}

impl Round {
    pub fn last(read: &dyn Read) -> Result<Option<Self>> {
        storage::load(read, KEY)
    }
}

/// Anything that a server speaks through.
trait Stream: AsyncRead + AsyncWrite + Unpin + Send + Debug {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send + Debug> Stream for T {}

type Said<T> = std::result::Result<T, String>;

impl Backend {
    /// Answers how many messages were taken; nothing where no mailbox is set.
    pub async fn read_mailbox(&self) -> Result<u64> {
        let Some(mailbox) = self.settings()?.imap_url.as_deref().and_then(Mailbox::of) else { return Ok(0) };
        let read = match connect(&mailbox).await {
            Ok(stream) => read(self, &mailbox, stream).await,
            Err(said) => Err(said),
        };
        let trouble =
            read.as_ref().err().map(|said| said.chars().filter(|c| !c.is_control()).take(TROUBLE_MOST).collect());
        self.storage().write_background(move |tx: &mut Tx<'_>| noted(tx, trouble.clone())).await?;
        read.map_err(|said| Error::internal(format_args!("the mailbox cannot be read: {said}")))
    }
}

/// Every minute the same is no news.
fn noted(tx: &mut Tx<'_>, trouble: Option<String>) -> Result<()> {
    tx.save(KEY, &Round { at: tx.now(), trouble })
}

async fn connect(mailbox: &Mailbox) -> Said<Box<dyn Stream>> {
    let tcp = in_time(TcpStream::connect((mailbox.host.as_str(), mailbox.port))).await?;
    if !mailbox.encrypted {
        return Ok(Box::new(tcp));
    }
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let config = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    let name = ServerName::try_from(mailbox.host.clone()).map_err(|error| error.to_string())?;
    Ok(Box::new(in_time(TlsConnector::from(Arc::new(config)).connect(name, tcp)).await?))
}

async fn read(desk: &Backend, mailbox: &Mailbox, stream: Box<dyn Stream>) -> Said<u64> {
    let mut client = Client::new(stream);
    in_time(client.read_response()).await?.ok_or("the server hung up")?;
    let login = timeout(PATIENCE, client.login(&mailbox.user, &mailbox.password)).await;
    let mut session = login.map_err(|_| silent())?.map_err(|(error, _)| error.to_string())?;
    in_time(session.select(&mailbox.folder)).await?;
    let mut new: Vec<u32> = in_time(session.uid_search("UNSEEN")).await?.into_iter().collect();
    new.sort_unstable();
    let mut taken = 0;
    for uid in new.into_iter().take(AT_ONCE) {
        let Some(bytes) = message(&mut session, uid).await? else { continue };
        match desk.take_from_mailbox(bytes).await {
            Ok(_) => {
                let seen = session.uid_store(uid.to_string(), "+FLAGS.SILENT (\\Seen)");
                let flags = in_time(seen).await?;
                in_time(flags.try_collect::<Vec<_>>()).await?;
                taken += 1;
            }
            // Too many of one sender: it stays unread until the next round.
            Err(Error::Busy) => {}
            Err(error) => return Err(error.to_string()),
        }
    }
    // What is taken is taken, however the server says goodbye.
    drop(in_time(session.logout()).await);
    Ok(taken)
}

/// As it lies there, and no more of it than is looked at; reading it marks nothing.
async fn message(session: &mut Session<Box<dyn Stream>>, uid: u32) -> Said<Option<Vec<u8>>> {
    let part = format!("BODY.PEEK[]<0.{}>", MAIL_MOST + 1);
    let fetched = in_time(session.uid_fetch(uid.to_string(), part)).await?;
    let fetched: Vec<_> = in_time(fetched.try_collect()).await?;
    Ok(fetched.iter().find_map(|one| one.body()).map(<[u8]>::to_vec))
}

async fn in_time<T, E: ToString>(asked: impl Future<Output = std::result::Result<T, E>>) -> Said<T> {
    timeout(PATIENCE, asked).await.map_err(|_| silent())?.map_err(|error| error.to_string())
}

fn silent() -> String {
    format!("the server said nothing for {} seconds", PATIENCE.as_secs())
}
