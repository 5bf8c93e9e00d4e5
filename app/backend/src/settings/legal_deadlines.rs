//! The legal deadlines of a declared incident, as somebody types them: "Early warning 24h, Notification 72h".

use domain::field::{FieldError, Problem};
use domain::incident::{LEGAL_DEADLINES_MOST, LegalDeadline};
use domain::text::Name;
use domain::time::{DAY, HOUR, span_typed};

/// The longest that one may be.
const WITHIN_MOST: i64 = 366 * DAY;

pub const LEGAL_DEADLINES: &str = "legal_deadlines";

pub(super) fn usual() -> Vec<LegalDeadline> {
    let deadline = |(name, hours): (&str, i64)| LegalDeadline { name: name.to_owned(), within: hours * HOUR };
    [("Early warning", 24), ("Notification", 72)].map(deadline).to_vec()
}

/// As it is typed again.
pub(super) fn written(deadlines: &[LegalDeadline]) -> String {
    let one = |deadline: &LegalDeadline| match deadline.within / HOUR {
        hours if deadline.within % HOUR == 0 => format!("{} {hours}h", deadline.name),
        _ => format!("{} {}s", deadline.name, deadline.within / 1_000),
    };
    deadlines.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// None at all is an answer as well: nobody asks the organisation. A deadline of nothing is none.
pub(super) fn parse(typed: &str) -> Result<Vec<LegalDeadline>, FieldError> {
    let refused = |problem| FieldError::new(LEGAL_DEADLINES, problem);
    let mut deadlines: Vec<LegalDeadline> = Vec::new();
    for line in typed.split([',', '\n']).map(str::trim).filter(|line| !line.is_empty()) {
        let (name, span) = line.rsplit_once(char::is_whitespace).ok_or_else(|| refused(Problem::Malformed))?;
        let within = span_typed(span).ok_or_else(|| refused(Problem::Malformed))?;
        if within > WITHIN_MOST {
            return Err(refused(Problem::TooFarOff));
        }
        let name = Name::parse(LEGAL_DEADLINES, name)?.into_string();
        if deadlines.iter().any(|other| other.name == name) {
            return Err(refused(Problem::Taken));
        }
        deadlines.push(LegalDeadline { name, within });
    }
    match deadlines.len() {
        now if now > LEGAL_DEADLINES_MOST => Err(refused(Problem::TooMany { most: LEGAL_DEADLINES_MOST, now })),
        _ => Ok(deadlines),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deadlines_read_as_people_write_them_and_one_of_nothing_is_refused() {
        assert_eq!(parse(&written(&usual())).unwrap(), usual());
        assert_eq!(parse(" Early warning 24h,\nFinal report 30d ").unwrap()[1].within, 30 * DAY);
        assert!(parse("").unwrap().is_empty());
        for typed in ["Notification", "Notification 0h", "24h", "Notification 72", "Notification -3h"] {
            assert_eq!(parse(typed).unwrap_err().problem, Problem::Malformed, "{typed}");
        }
        assert_eq!(parse("Notification 9999d").unwrap_err().problem, Problem::TooFarOff);
        assert_eq!(parse("A 1h, A 2h").unwrap_err().problem, Problem::Taken);
    }
}
