//! The rows: recipient, what and why, how it stands. Letters of one press stand under one row, folded.

use domain::locale::Locale;
use domain::view::letters::{LetterRow, LetterState, LettersQuery, LettersView};
use leptos::prelude::*;

use super::address;
use super::state::StateBadge;
use kit::components::data_table::{DataTable, Head};
use kit::components::empty_state::EmptyState;
use kit::components::icon::Symbol;
use kit::components::pager::Pager;
use kit::components::time_text::TimeText;
use kit::routes;

#[component]
pub fn LetterList(view: LettersView, query: LettersQuery) -> impl IntoView {
    if view.letters.is_empty() {
        return view! { <NoLetters query=query/> }.into_any();
    }
    let LettersView { number, letters, older, .. } = view;
    let about = number.is_none();
    let newest = LettersQuery { before: String::new(), ..query.clone() };
    let newer = (!query.before.is_empty()).then(|| address(number.as_deref(), &newest));
    let older = older.map(|before| address(number.as_deref(), &LettersQuery { before, ..query.clone() }));
    let shown = Locale::English.count(letters.len() as u64, "letter", "letters");
    let mut heads = vec![Head::new("To"), Head::new("Letter"), Head::new("Why")];
    if about {
        heads.push(Head::tight("Incident"));
    }
    heads.extend([Head::new("State"), Head::tight("When")]);
    view! {
        <DataTable caption="Letters, newest first" heads=heads>
            {sends(letters).into_iter().map(|send| rows(send, about)).collect_view()}
        </DataTable>
        <Pager shown=shown newer=newer older=older/>
    }
    .into_any()
}

/// What was sent together, in the order of the newest of each; inside by name, so that the order stays.
fn sends(letters: Vec<LetterRow>) -> Vec<Vec<LetterRow>> {
    let mut sends: Vec<Vec<LetterRow>> = Vec::new();
    for letter in letters {
        match sends.iter_mut().find(|send| send[0].send == letter.send) {
            Some(send) => send.push(letter),
            None => sends.push(vec![letter]),
        }
    }
    for send in &mut sends {
        send.sort_by_cached_key(|letter| (letter.to_name.to_lowercase(), letter.to.clone()));
    }
    sends
}

fn rows(mut send: Vec<LetterRow>, about: bool) -> AnyView {
    match send.len() {
        1 => row(send.remove(0), about).into_any(),
        _ => together(send, about).into_any(),
    }
}

/// `all accepted`, or `4 accepted, 1 failed`.
fn standing(send: &[LetterRow]) -> String {
    let of = |state: LetterState| send.iter().filter(|letter| letter.state == state).count();
    let counted: Vec<_> =
        LetterState::ALL.into_iter().map(|state| (state, of(state))).filter(|(_, n)| *n > 0).collect();
    let words = |state| Locale::English.letter_standing(state);
    match counted.as_slice() {
        [(state, _)] => format!("all {}", words(*state)),
        several => several.iter().map(|(state, n)| format!("{n} {}", words(*state))).collect::<Vec<_>>().join(", "),
    }
}

fn together(send: Vec<LetterRow>, about: bool) -> impl IntoView {
    let people = Locale::English.people(send.len() as u64);
    let (standing, first) = (standing(&send), send[0].clone());
    let newest = send.iter().map(|letter| letter.at.clone()).max_by(|one, other| one.iso.cmp(&other.iso));
    let links = first
        .incidents
        .into_iter()
        .map(|number| view! { <a class="mono" href=routes::incident(&number)>{number.clone()}</a>" " });
    let each = send.into_iter().map(|letter| {
        let LetterRow { id, to_name, to, why, state, answer, attempts, .. } = letter;
        let (name, below) = if to_name.is_empty() { (to, None) } else { (to_name, Some(to)) };
        let answer = answer.filter(|_| matches!(state, LetterState::Failed | LetterState::Deferred));
        let tries = (attempts > 1).then(|| format!("{attempts} tries"));
        view! {
            <li>
                <span class="grow letter-to">
                    <a class="table-main" href=routes::letter(&id)>{name}</a>
                    {below.map(|to| view! { <small>{to}</small> })}
                    <small>{why}</small>
                    {answer.map(|answer| view! { <small class="letter-answer">{answer}</small> })}
                </span>
                <span class="letter-state"><StateBadge state=state/>{tries.map(|tries| view! { <small>{tries}</small> })}</span>
            </li>
        }
    });
    let each = each.collect_view();
    view! {
        <tr>
            <th scope="row">{people}</th>
            <td class="wide" colspan="2">
                <details class="fold letter-send">
                    <summary><span class="letter-what">{first.subject}<small>{first.kind}</small></span></summary>
                    <ul class="rows">{each}</ul>
                </details>
            </td>
            {about.then(|| view! { <td class="tight">{links.collect_view()}</td> })}
            <td><span class="letter-state">{standing}</span></td>
            <td class="tight">{newest.map(|at| view! { <TimeText time=at/> })}</td>
        </tr>
    }
}

fn row(letter: LetterRow, about: bool) -> impl IntoView {
    let LetterRow { id, incidents, to_name, to, why, kind, subject, state, at, attempts, answer, .. } = letter;
    let (name, below) = if to_name.is_empty() { (to, None) } else { (to_name, Some(to)) };
    let links = incidents
        .into_iter()
        .map(|number| view! { <a class="mono" href=routes::incident(&number)>{number.clone()}</a>" " });
    // What the relay said matters when it did not take the letter.
    let answer = answer.filter(|_| matches!(state, LetterState::Failed | LetterState::Deferred));
    let tries = (attempts > 1).then(|| format!("{attempts} tries"));
    view! {
        <tr>
            <th scope="row"><span class="letter-to">{name}{below.map(|to| view! { <small>{to}</small> })}</span></th>
            <td class="wide"><span class="letter-what"><a class="table-main" href=routes::letter(&id)>{subject}</a><small>{kind}</small></span></td>
            <td class="wide"><span class="letter-why">{why}</span></td>
            {about.then(|| view! { <td class="tight">{links.collect_view()}</td> })}
            <td>
                <span class="letter-state"><StateBadge state=state/>{tries.map(|tries| view! { <small>{tries}</small> })}</span>
                {answer.map(|answer| view! { <small class="letter-answer">{answer}</small> })}
            </td>
            <td class="tight"><TimeText time=at/></td>
        </tr>
    }
}

#[component]
fn NoLetters(query: LettersQuery) -> impl IntoView {
    let (title, words) = match (query.to.is_empty(), query.state) {
        (false, _) => {
            ("Nothing was written to this address", "Look whether it is whole; letters are kept for 30 days.")
        }
        (true, Some(LetterState::Failed)) => {
            ("No letter has failed", "Those that wait are not among these: they go out by themselves.")
        }
        (true, Some(_)) => ("No letter stands like this", "Choose another state."),
        (true, None) => {
            ("Nobody was written to yet", "The first letter goes out with the first report that names an address.")
        }
    };
    view! { <EmptyState symbol=Symbol::Mail title=title><p>{words}</p></EmptyState> }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(send: &str, name: &str, state: LetterState) -> LetterRow {
        LetterRow {
            id: name.to_owned(),
            send: send.to_owned(),
            incidents: Vec::new(),
            to_name: name.to_owned(),
            to: format!("{name}@example.org"),
            why: String::new(),
            kind: String::new(),
            subject: String::new(),
            state,
            at: domain::view::TimeView::default(),
            attempts: 1,
            answer: None,
        }
    }

    #[test]
    fn what_one_press_sent_stands_together_in_the_order_of_names_and_says_how_it_stands() {
        let (taken, failed) = (LetterState::Accepted, LetterState::Failed);
        let letters = vec![
            letter("update 7", "Sol", taken),
            letter("receipt 1", "Ana", taken),
            letter("update 7", "ada", taken),
            letter("update 7", "Mara", failed),
        ];
        let sends = sends(letters);
        let names: Vec<Vec<_>> =
            sends.iter().map(|send| send.iter().map(|row| row.to_name.as_str()).collect()).collect();
        assert_eq!(names, [vec!["ada", "Mara", "Sol"], vec!["Ana"]]);
        assert_eq!(
            (standing(&sends[0]).as_str(), standing(&sends[1]).as_str()),
            ("2 accepted, 1 failed", "all accepted")
        );
    }
}
