//! The rows: recipient, what and why, how it stands.

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
    let shown = domain::locale::Locale::English.count(letters.len() as u64, "letter", "letters");
    let mut heads = vec![Head::new("To"), Head::new("Letter"), Head::new("Why")];
    if about {
        heads.push(Head::tight("Incident"));
    }
    heads.extend([Head::new("State"), Head::tight("When")]);
    view! {
        <DataTable caption="Letters, newest first" heads=heads>
            {letters.into_iter().map(|letter| row(letter, about)).collect_view()}
        </DataTable>
        <Pager shown=shown newer=newer older=older/>
    }
    .into_any()
}

fn row(letter: LetterRow, about: bool) -> impl IntoView {
    let LetterRow { id, incidents, to_name, to, why, kind, subject, state, at, attempts, answer } = letter;
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
