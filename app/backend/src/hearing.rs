//! Who may hear of what the live stream tells: asked of `permits` for each event, with the rights of that instant.

use domain::permissions::{Action, Actor, Object, Relation, Who, permits};

use crate::storage::{Audience, Topic};

/// An incident is heard of by who had it in their lists before the change, or has it now.
pub fn may_hear(actor: &Actor, topic: &Topic) -> bool {
    let may = |action, audience| {
        relation(actor, audience).is_some_and(|relation| permits(actor, action, Object::Incident(relation)))
    };
    match topic {
        Topic::Incident(change) => may(Action::Hear, &change.before) || may(Action::Hear, &change.after),
        Topic::Letters { audience, .. } => may(Action::Hear, audience) && may(Action::ReadMessages, audience),
        Topic::Planned => permits(actor, Action::Read, Object::Planned),
    }
}

/// How the actor stands to an incident with this audience; `None` when it is nobody's.
fn relation(actor: &Actor, audience: &Audience) -> Option<Relation> {
    match audience {
        Audience::Nobody => None,
        Audience::Staff => Some(Relation::default()),
        Audience::Members(members) => {
            let member = matches!(actor.who, Who::Person(person) if members.contains(&person.0));
            Some(Relation { restricted: true, member, ..Relation::default() })
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::ids::PersonId;
    use domain::permissions::Task;
    use domain::person::Role;

    use super::*;
    use crate::storage::LiveChange;

    const RUI: PersonId = PersonId(1);

    fn changed(before: Audience, after: Audience) -> Topic {
        Topic::Incident(LiveChange { incident: 9, number: "INC-9".to_owned(), revision: 3, before, after })
    }

    fn letters(audience: Audience) -> Topic {
        Topic::Letters { number: "INC-9".to_owned(), audience }
    }

    #[test]
    fn the_team_hears_of_what_is_open_and_nobody_else_does() {
        for topic in [changed(Audience::Nobody, Audience::Staff), letters(Audience::Staff)] {
            let hears = |role| may_hear(&Actor::person(RUI, role), &topic);
            assert_eq!(Role::ALL.map(hears), [false, true, true, true], "{topic:?}");
            let receipt = Who::Receipt { incident: domain::ids::IncidentId(9), person: RUI };
            for who in [Who::Visitor, receipt, Who::Operator, Who::Task(Task::Timers)] {
                assert!(!may_hear(&Actor { who, ..Actor::VISITOR }, &topic), "{who:?} {topic:?}");
            }
        }
    }

    #[test]
    fn what_is_restricted_is_heard_of_by_its_members_whatever_else_somebody_may() {
        let members = || Audience::Members(vec![RUI.0]);
        for topic in [changed(members(), members()), letters(members())] {
            assert!(may_hear(&Actor::person(RUI, Role::Responder), &topic));
            assert!(!may_hear(&Actor::person(RUI, Role::Employee), &topic), "a member who is no longer staff");
            let ada = Actor::person(PersonId(2), Role::Administrator);
            for private_read in [false, true] {
                assert!(!may_hear(&Actor { private_read, ..ada }, &topic), "{topic:?}");
            }
        }
    }

    #[test]
    fn whoever_saw_it_before_hears_that_it_is_gone() {
        let nuno = Actor::person(PersonId(3), Role::Responder);
        assert!(may_hear(&nuno, &changed(Audience::Staff, Audience::Members(vec![RUI.0]))));
        assert!(may_hear(&nuno, &changed(Audience::Members(vec![3]), Audience::Members(vec![RUI.0]))));
        assert!(!may_hear(&nuno, &changed(Audience::Nobody, Audience::Nobody)));
        assert!(!may_hear(&nuno, &letters(Audience::Nobody)));
    }
}
