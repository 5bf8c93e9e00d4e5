//! Orders about mail: one letter now, and what the relay says to it; and a message that came.

use backend::Backend;
use backend::mail::courier::Outcome;
use backend::outbox::send_test_letter;
use backend::replies::Came;
use data_encoding::BASE64;
use domain::locale::Locale;
use domain::person::Email;

use super::Answer;

/// What was dropped was taken: nobody sends it again.
pub async fn take(backend: &Backend, message: &str) -> Answer {
    let Ok(bytes) = BASE64.decode(message.as_bytes()) else {
        return Answer::refused("the message did not arrive whole");
    };
    match backend.take_mail(&backend.operator(), bytes).await {
        Ok(Came::Dropped(why)) => Answer::Ok(vec![format!("dropped: {}", why.words())]),
        Ok(Came::Joined { .. } | Came::Bounced { .. } | Came::Test) => Answer::Ok(vec!["taken".to_owned()]),
        Err(error) => Answer::refused(error),
    }
}

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

/// One thing a line; an error where something is to be changed.
pub async fn doctor(backend: &Backend) -> Answer {
    let found = match backend.mail_doctor().await {
        Ok(found) => found,
        Err(error) => return Answer::refused(error),
    };
    let mut lines = Vec::new();
    for part in &found {
        lines.extend([part.head.to_owned(), format!("  {}", part.about)]);
        for line in &part.lines {
            let mark = if line.wrong { "!" } else { " " };
            lines.push(format!("{mark} {}: {}", line.name, line.value));
            lines.push(format!("    {}", line.words));
        }
        lines.push(String::new());
    }
    let wrong = found.iter().any(|part| part.lines.iter().any(|line| line.wrong));
    if wrong { Answer::Error(lines) } else { Answer::Ok(lines) }
}
