//! Where daily copies go as well, or the status page, as it is typed: the whole path of a folder. Whether there is one is found out by trying,
//! and not here.

use std::path::Path;

use domain::field::{FieldError, Problem};

/// Of a path, in bytes.
const LONGEST: usize = 1_000;

pub(super) fn parse(field: &str, typed: &str) -> Result<Option<String>, FieldError> {
    let typed = typed.trim();
    let refused = |problem| Err(FieldError::new(field, problem));
    if typed.is_empty() {
        return Ok(None);
    }
    if typed.len() > LONGEST {
        return refused(Problem::TooLong { most: LONGEST, now: typed.len() });
    }
    if !Path::new(typed).is_absolute() || typed.chars().any(char::is_control) {
        return refused(Problem::Malformed);
    }
    Ok(Some(typed.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(typed: &str) -> Result<Option<String>, FieldError> {
        super::parse("second_folder", typed)
    }

    #[test]
    fn a_whole_path_is_taken_and_none_is_none() {
        assert_eq!(parse("  "), Ok(None));
        assert_eq!(parse(" /mnt/the copies "), Ok(Some("/mnt/the copies".to_owned())));
        for typed in ["copies", "./copies", "/mnt/\u{7}", "/mnt/a\nb"] {
            assert_eq!(parse(typed).unwrap_err().problem, Problem::Malformed, "{typed:?}");
        }
        assert!(matches!(parse(&"/x".repeat(900)).unwrap_err().problem, Problem::TooLong { .. }));
    }
}
