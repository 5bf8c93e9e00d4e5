//! A look at a relay without a letter: what it offers, and whether it takes our sign-in.

use lettre::transport::smtp::commands::Ehlo;
use tokio::time::timeout;

use super::{FAREWELL, Outcome, SmtpCourier, before_any_letter, bounded};

/// A server that was looked at.
#[derive(Debug)]
pub struct Examined {
    /// The lines of its answer to EHLO, the first of which is its name.
    pub offers: Vec<String>,
    pub signed_in: Result<(), Outcome>,
}

impl SmtpCourier {
    /// What the server says of itself, and what it said to our sign-in; hands over nothing.
    pub(crate) async fn examine(&self) -> Result<Examined, Outcome> {
        let look = async {
            let mut connection = self.open().await?;
            let offers = connection.command(Ehlo::new(self.hello.clone())).await.map_err(|e| before_any_letter(&e))?;
            let offers = offers.message().map(bounded).collect();
            let signed_in = self.sign_in(&mut connection).await;
            let _ = timeout(FAREWELL, connection.quit()).await;
            Ok(Examined { offers, signed_in })
        };
        timeout(self.patience, look).await.unwrap_or_else(|_| Err(Outcome::Unreachable { answer: self.late() }))
    }
}
