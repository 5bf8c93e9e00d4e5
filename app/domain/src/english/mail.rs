//! What is wrong with a mail server, and what to do about it.

use crate::locale::Locale;
use crate::view::letters::MailFault;

const TRUST: &str = "Have Sitrep trust it: put the certificate into a file, start Sitrep with SSL_CERT_FILE set to that file, \
                     and save again.";

impl Locale {
    /// `at` is the server with its port.
    pub fn mail_fault(self, fault: MailFault, at: &str) -> String {
        match fault {
            MailFault::SelfSigned => format!(
                "The certificate of {at} is signed by itself, so nobody vouches for it. {TRUST} Or have one made by an \
                 authority that is trusted already."
            ),
            MailFault::UnknownIssuer => {
                format!("The certificate of {at} comes from an authority that this machine does not know. {TRUST}")
            }
            MailFault::WrongName => format!(
                "The certificate of {at} is for another name. Write the server's name as it stands in the certificate, \
                 or have the certificate made for this name."
            ),
            MailFault::Expired => {
                format!("The certificate of {at} has expired. Whoever runs that server renews it.")
            }
            MailFault::NotYetValid => {
                format!("The certificate of {at} is not valid yet. Look whether both machines have the right time.")
            }
            MailFault::Certificate => {
                format!("The certificate of {at} cannot be trusted. Whoever runs that server can say why.")
            }
            MailFault::NoTls => format!(
                "{at} does not begin with TLS. Choose STARTTLS, or another port: TLS from the start is mostly at 465, \
                 STARTTLS at 587."
            ),
            MailFault::NoStartTls => format!(
                "{at} offers no STARTTLS, and nothing was sent in the open. Choose TLS from the start, mostly at port \
                 465, or no encryption on a network you trust."
            ),
            MailFault::NoSuchHost => {
                format!("No server is called {at}. Look at the name, and whether this machine can look names up.")
            }
            MailFault::Refused => {
                format!("Nobody listens at {at}. Look at name and port, and whether a firewall is between.")
            }
            MailFault::Silent => {
                format!("{at} does not answer in time. Look at the port, and whether a firewall is between.")
            }
            MailFault::NoWay => format!("There is no way from this machine to {at}. Look at its network."),
            MailFault::HungUp => format!(
                "{at} hung up before it said anything useful. Mostly the way is wrong: TLS from the start at a port \
                 that wants STARTTLS, or the other way round."
            ),
            MailFault::NoMailServer => {
                format!("What answers at {at} is no mail server. Look at the port: mostly 587, 465 or 25.")
            }
            MailFault::WrongPassword => {
                format!(
                    "{at} does not take this user and password. Write them again; some servers want the whole mail address as user, or a password made for this program."
                )
            }
            MailFault::AsksForPassword => format!("{at} wants a user and a password. Write them into their fields."),
            MailFault::AsksForEncryption => format!("{at} wants encryption first. Choose STARTTLS or TLS."),
        }
    }
}
