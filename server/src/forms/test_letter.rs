//! What came of a test letter, among the values that a form brings back to its
//! page.

use backend::desk::MailTest;
use documents::tried;

use super::posted::Values;

pub fn came_of(test: MailTest) -> Values {
    let (came_to, at, said) = match test {
        MailTest::Accepted { answer } => (tried::ACCEPTED, String::new(), answer),
        MailTest::Kept { folder, answer } => (tried::KEPT, folder, answer),
        MailTest::NotTaken { server, answer } => (tried::NOT_TAKEN, server, answer),
    };
    let values = [(tried::CAME_TO, came_to.to_owned()), (tried::WHERE, at), (tried::SAID, said)];
    values.map(|(name, value)| (name.to_owned(), value)).into()
}
