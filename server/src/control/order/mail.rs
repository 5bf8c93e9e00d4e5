//! Orders about mail: one letter now, and what the relay says to it.

use backend::Backend;
use backend::mail::courier::Outcome;
use backend::outbox::send_test_letter;
use domain::locale::Locale;
use domain::person::Email;

use super::Answer;

pub async fn test(backend: &Backend, to: &str) -> Answer {
    let to = match Email::parse("to", to) {
        Ok(to) => to,
        Err(error) => return Answer::refused(format!("{to}: {}", Locale::English.problem(&error))),
    };
    match send_test_letter(backend, None, &to, None).await {
        Ok(Outcome::Accepted { answer }) => Answer::Ok(vec![format!("accepted: {answer}")]),
        Ok(Outcome::Kept { answer }) => Answer::Ok(vec![format!("{answer}; it lies in {}", backend.mail_folder())]),
        Ok(other) => Answer::refused(format!("not accepted: {}", other.answer())),
        Err(error) => Answer::refused(error),
    }
}
