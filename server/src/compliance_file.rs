//! GET `/compliance.csv`: the lines of `/compliance` as a file.

use axum::Extension;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use backend::{Caller, Error};
use domain::locale::Locale;
use domain::view::compliance::{ComplianceQuery, StoppedLine};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

use crate::refusal::{Asker, BROKEN, NOT_FOUND, SIGNED_OUT};
use crate::state::AppState;

const HEAD: &str =
    "number,title,clock,priority,services,in time,due,stopped,working time,before a correction,order of times\r\n";

/// Of what is listed and counted nowhere.
const IMPOSSIBLE: &str = "impossible, left out";

pub async fn file(
    State(state): State<AppState>,
    Extension(caller): Extension<Caller>,
    Query(query): Query<ComplianceQuery>,
) -> Response {
    match state.backend.compliance(&caller, &query) {
        Ok(page) => {
            let body =
                page.lines.iter().map(|of| line(of, "")).chain(page.impossible.iter().map(|of| line(of, IMPOSSIBLE)));
            let body = body.fold(HEAD.to_owned(), |body, line| body + &line);
            let name = format!("attachment; filename=\"in-time-{}.csv\"", page.month);
            let headers = [(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, name)];
            (headers, body).into_response()
        }
        Err(Error::NotFound | Error::Refused(_)) => NOT_FOUND.to(Asker::Page),
        Err(Error::SignedOut) => SIGNED_OUT.to(Asker::Page),
        Err(error) => {
            tracing::error!("the file of what was in time: {error}");
            BROKEN.to(Asker::Page)
        }
    }
}

fn line(line: &StoppedLine, order: &str) -> String {
    let cells = [
        line.number.clone(),
        line.title.clone(),
        Locale::English.counted(line.what).to_owned(),
        line.priority.code().to_owned(),
        line.services.join("; "),
        if line.in_time { "yes" } else { "no" }.to_owned(),
        line.due.as_ref().map(|due| due.iso.clone()).unwrap_or_default(),
        line.stopped.iso.clone(),
        line.elapsed.clone().unwrap_or_default(),
        line.was_in_time.map_or("", |was| if was { "in time" } else { "late" }).to_owned(),
        order.to_owned(),
    ];
    cells.map(|cell| quoted(&cell)).join(",") + "\r\n"
}

/// A spreadsheet takes what begins with one of these for a formula.
fn quoted(cell: &str) -> String {
    let harmless =
        if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() };
    format!("\"{}\"", harmless.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_no_formula_and_ends_no_cell() {
        assert_eq!(quoted("=1+1"), "\"'=1+1\"");
        assert_eq!(quoted("Mail \"is\" down, again"), "\"Mail \"\"is\"\" down, again\"");
    }
}
