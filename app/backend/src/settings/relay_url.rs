//! The mail server's URL, which may hold a password: how it is shown, and how it is typed back.

use domain::field::{FieldError, Problem};

use crate::mail::courier::Relay;

/// Stands for the password in a URL that is shown; typed back it means "as it was".
pub(super) const HIDDEN: &str = "••••••";

/// As typed in a form that shows `stored` with its password hidden; `None` when nothing was.
pub(crate) fn parse(typed: &str, stored: Option<&str>) -> Result<Option<String>, FieldError> {
    parse_as("smtp_url", typed, stored)
}

/// The same for the field of that name.
pub(crate) fn parse_as(field: &str, typed: &str, stored: Option<&str>) -> Result<Option<String>, FieldError> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    if let Some(stored) = stored
        && typed == with_hidden_password(stored)
    {
        return Ok(Some(stored.to_owned()));
    }
    let malformed = || FieldError::new(field, Problem::Malformed);
    // Dots in another URL would be taken for the password.
    if typed.contains(HIDDEN) || typed.contains("%E2%80%A2") {
        return Err(malformed());
    }
    Relay::parse(typed).map_err(|_| malformed())?;
    Ok(Some(typed.to_owned()))
}

/// For screens and `config print`.
pub(crate) fn with_hidden_password(smtp_url: &str) -> String {
    let Some((scheme, rest)) = smtp_url.split_once("://") else { return HIDDEN.to_owned() };
    let Some((credentials, host)) = rest.rsplit_once('@') else { return smtp_url.to_owned() };
    let user = credentials.split(':').next().unwrap_or_default();
    format!("{scheme}://{user}:{HIDDEN}@{host}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_is_never_shown_and_comes_back_unchanged() {
        let stored = "smtps://desk:p@ss@mail.example.org";
        let shown = with_hidden_password(stored);
        assert_eq!(shown, format!("smtps://desk:{HIDDEN}@mail.example.org"));
        assert_eq!(parse(&shown, Some(stored)).unwrap().as_deref(), Some(stored));
        assert!(parse(&shown, None).is_err());
        assert!(parse(&shown.replace("example", "evil"), Some(stored)).is_err());
        assert_eq!(with_hidden_password("smtp://localhost:25"), "smtp://localhost:25");
    }
}
