//! What an administrator does to one account: role, access, the end of it. When somebody still owns open incidents,
//! the refused form comes back with the question who takes over.

use domain::locale::Locale;
use domain::view::settings::{PersonRow, PersonState};
use leptos::prelude::*;

use super::people::roles;
use super::returned::{Slip, asks};
use kit::components::button::{Button, ButtonKind};
use kit::components::choice_field::{Offer, SelectField};
use kit::form::FormState;
use kit::routes;

#[component]
pub fn PersonPanel(person: PersonRow, own: bool, everybody: Vec<PersonRow>, state: FormState) -> impl IntoView {
    let about = format!("{} · {}", person.email, Locale::English.role(person.role));
    let staff = everybody
        .into_iter()
        .filter(|one| one.id != person.id && one.state == PersonState::Active && one.role.is_staff());
    let staff: Vec<_> = staff.map(|one| Offer::new(one.id, one.name)).collect();
    let gone = person.state == PersonState::Disabled;
    let invited = person.state == PersonState::Invited;
    let reads = person.private_read;
    let may_read = reads || (!own && person.role.is_staff() && person.state == PersonState::Active);
    let (role, leave) = (Slip::of(&state, "role", &person.id), Slip::of(&state, "disable", &person.id));
    let asked = asks(&state, "ask_owner");
    view! {
        <section class="panel stack" aria-label=person.name.clone()>
            <div class="panel-head">
                <div><h2>{person.name.clone()}</h2><p class="quiet">{about}</p></div>
                <a class="b b-small b-quiet" href=routes::PEOPLE rel="external">"Close"</a>
            </div>
            <form class="form" method="post" action=routes::PEOPLE>
                {role.hidden()}
                {role.drawn_at(person.revision)}
                <SelectField name="role" id=role.field("role") label="Role" offers=roles() value=role.value("role", person.role.code()) error=role.error("role")/>
                {(asked && role.came_back()).then(|| view! { <NewOwner slip=role.clone() staff=staff.clone()/> })}
                <div><Button submit=true>"Change the role"</Button></div>
            </form>
            {invited.then(|| view! { <Act act="invite-again" id=person.id.clone() words="Send the invitation again" about="The link sent before ends."/> })}
            {may_read.then(|| view! { <PrivateRead id=person.id.clone() reads=reads/> })}
            {gone.then(|| view! { <Act act="enable" id=person.id.clone() words="Enable" about="They come back as they were, and sign in anew."/> })}
            {(!gone).then(|| view! {
                <form class="form-section" method="post" action=routes::PEOPLE>
                    {leave.hidden()}
                    <p class="quiet">"Disabling ends every session at once. What they did stays on record."</p>
                    {(asked && leave.came_back()).then(|| view! { <NewOwner slip=leave.clone() staff=staff.clone()/> })}
                    <div><Button kind=ButtonKind::Danger submit=true>"Disable"</Button></div>
                </form>
            })}
        </section>
    }
}

#[component]
fn NewOwner(slip: Slip, staff: Vec<Offer>) -> impl IntoView {
    view! {
        <SelectField
            name="new_owner"
            id=slip.field("new_owner")
            label="Who takes over their open incidents?"
            offers=staff
            blank="Choose somebody"
            value=slip.value("new_owner", "")
            error=slip.error("new_owner")
        />
    }
}

#[component]
fn PrivateRead(id: String, reads: bool) -> impl IntoView {
    if reads {
        let about = "Reads every restricted incident without being a member.";
        view! { <Act act="withdraw" id=id words="Withdraw" about=about/> }.into_any()
    } else {
        let about = "Lets them read every restricted incident. All administrators are told, and each look is noted in the journal.";
        view! { <Act act="grant" id=id words="Let read restricted incidents" about=about/> }.into_any()
    }
}

#[component]
fn Act(act: &'static str, id: String, words: &'static str, about: &'static str) -> impl IntoView {
    let slip = Slip::of(&FormState::default(), act, &id);
    view! {
        <form class="form-section" method="post" action=routes::PEOPLE>
            {slip.hidden()}
            <p class="quiet">{about}</p>
            <div><Button submit=true>{words}</Button></div>
        </form>
    }
}
