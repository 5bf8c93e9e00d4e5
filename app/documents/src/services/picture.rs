//! What depends on what, drawn: each service right of all that it needs. Every box is a link to its row in the table
//! below, which says the same in words. Services that need nothing and that nothing needs stand in the table only.

use domain::locale::Locale;
use domain::service::Criticality;
use domain::view::Choice;
use domain::view::settings::ServiceRow;
use leptos::prelude::*;

/// Boxes beyond this are a thicket: the table says it better.
const DRAWN_MOST: usize = 60;
const BOX: (usize, usize) = (150, 32);
const STEP: (usize, usize) = (210, 44);
/// Letters of a name that fit into a box; the link says all of it.
const LETTERS: usize = 19;

/// The anchor of a service's row.
pub fn row_id(service: &str) -> String {
    format!("service-{service}")
}

#[component]
pub fn Picture(rows: Vec<ServiceRow>) -> impl IntoView {
    let linked = |row: &ServiceRow| !row.depends_on.is_empty() || !row.needed_by.is_empty();
    let drawn: Vec<ServiceRow> = rows.into_iter().filter(linked).collect();
    if drawn.is_empty() || drawn.len() > DRAWN_MOST {
        return None;
    }
    let places = places(&drawn);
    let (columns, lines) = places.iter().fold((0, 0), |(x, y), (column, line)| (x.max(*column), y.max(*line)));
    let (width, height) = (columns * STEP.0 + BOX.0 + 2, lines * STEP.1 + BOX.1 + 2);
    let edges = drawn.iter().zip(&places).flat_map(|(row, to)| {
        let needed = |need: &Choice| drawn.iter().position(|other| other.id == need.id).and_then(|at| places.get(at));
        row.depends_on.iter().filter_map(needed).map(|from| view! { <path d=edge(*from, *to)></path> }).collect_view()
    });
    let edges = edges.collect_view();
    let boxes = drawn.iter().zip(&places).map(|(row, place)| node(row, *place)).collect_view();
    Some(view! {
        <section class="stack" aria-labelledby="picture">
            <h2 id="picture">"What depends on what"</h2>
            <div class="picture">
                <svg width=width.to_string() height=height.to_string() viewBox=format!("0 0 {width} {height}") role="group" aria-labelledby="picture">
                    <g class="picture-edges" aria-hidden="true">{edges}</g>
                    {boxes}
                </svg>
            </div>
            <p class="small quiet">"Each service stands right of what it needs. The table below says the same in words."</p>
        </section>
    })
}

fn node(row: &ServiceRow, place: (usize, usize)) -> impl IntoView + use<> {
    let (x, y) = corner(place);
    let class = if row.criticality == Criticality::Critical { "picture-box is-critical" } else { "picture-box" };
    let (words, drawn) = (said(row), short(&row.name));
    // Who speaks what they see is understood.
    let name = if drawn == row.name { words.clone() } else { format!("{drawn}: {words}") };
    view! {
        <a href=format!("#{}", row_id(&row.id)) class=class aria-label=name>
            <title>{words}</title>
            <rect x=x.to_string() y=y.to_string() width=BOX.0.to_string() height=BOX.1.to_string() rx="6"></rect>
            <text x=(x + 12).to_string() y=(y + 20).to_string() aria-hidden="true">{drawn}</text>
        </a>
    }
}

/// "E-mail, critical, needs Accounts and Internet".
fn said(row: &ServiceRow) -> String {
    let names = |services: &[Choice]| services.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", ");
    let mut words = format!("{}, {}", row.name, Locale::English.criticality(row.criticality));
    if !row.depends_on.is_empty() {
        words += &format!("; needs {}", names(&row.depends_on));
    }
    if !row.needed_by.is_empty() {
        words += &format!("; needed by {}", names(&row.needed_by));
    }
    words
}

fn short(name: &str) -> String {
    if name.chars().count() <= LETTERS {
        return name.to_owned();
    }
    name.chars().take(LETTERS - 1).chain(['…']).collect()
}

/// Column and line of each: a column right of all it needs, in a column by name.
fn places(rows: &[ServiceRow]) -> Vec<(usize, usize)> {
    let mut columns = vec![0; rows.len()];
    // Once for each possible column, so that even a loop somebody managed to store ends.
    for _ in 0..rows.len() {
        let next: Vec<usize> = rows.iter().map(|row| column_of(row, rows, &columns)).collect();
        if next == columns {
            break;
        }
        columns = next;
    }
    let mut filled = vec![0; rows.len() + 1];
    let place = |column: usize| {
        let column = column.min(rows.len());
        let line = filled[column];
        filled[column] += 1;
        (column, line)
    };
    columns.into_iter().map(place).collect()
}

fn column_of(row: &ServiceRow, rows: &[ServiceRow], columns: &[usize]) -> usize {
    let of = |need: &Choice| rows.iter().position(|other| other.id == need.id).and_then(|at| columns.get(at));
    row.depends_on.iter().filter_map(of).max().map_or(0, |column| column + 1)
}

fn corner((column, line): (usize, usize)) -> (usize, usize) {
    (column * STEP.0 + 1, line * STEP.1 + 1)
}

/// From the right side of what is needed to the left side of what needs it.
fn edge(from: (usize, usize), to: (usize, usize)) -> String {
    let ((x, y), (end_x, end_y)) = (corner(from), corner(to));
    let (x, y, end_y) = (x + BOX.0, y + BOX.1 / 2, end_y + BOX.1 / 2);
    let bend = (STEP.0 - BOX.0) / 2;
    format!("M{x} {y} C{} {y} {} {end_y} {end_x} {end_y}", x + bend, end_x.saturating_sub(bend))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, needs: &[&str]) -> ServiceRow {
        let choice = |name: &&str| Choice { id: (*name).to_owned(), name: (*name).to_owned() };
        ServiceRow {
            id: name.to_owned(),
            name: name.to_owned(),
            owner: None,
            criticality: Criticality::Normal,
            target: None,
            depends_on: needs.iter().map(choice).collect(),
            needed_by: Vec::new(),
            open_incidents: 0,
            revision: 0,
            subscribers: 0,
            planned: Vec::new(),
        }
    }

    #[test]
    fn each_stands_right_of_all_that_it_needs_and_a_loop_ends() {
        let rows = [row("accounts", &[]), row("files", &["accounts"]), row("mail", &["accounts", "files"])];
        assert_eq!(places(&rows), [(0, 0), (1, 0), (2, 0)]);
        assert_eq!(places(&[row("a", &[]), row("b", &[]), row("c", &["b"])]), [(0, 0), (0, 1), (1, 0)]);
        assert_eq!(places(&[row("a", &["b"]), row("b", &["a"])]).len(), 2);
    }

    #[test]
    fn a_long_name_is_cut_between_letters() {
        assert_eq!(short("Büro-Übersichtsplanung"), "Büro-Übersichtspla…");
        assert_eq!(short("E-mail"), "E-mail");
    }
}
