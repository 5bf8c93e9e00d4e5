//! Words for who goes away and hands over what they have.

use crate::locale::Locale;

impl Locale {
    /// The button and the link that lead there.
    pub fn hand_over_mine(self, many: u64) -> String {
        format!("Hand over my {}", self.count(many, "open incident", "open incidents"))
    }

    pub fn handed_over(self, many: u64) -> String {
        format!("Handed over: {}. Whoever has them now is told.", self.count(many, "incident", "incidents"))
    }

    /// Of somebody who could be chosen.
    pub fn away_until(self, name: &str, until: &str) -> String {
        format!("{name} (away until {until})")
    }

    /// What somebody is on an incident.
    pub fn roles_held(self, owner: bool, manager: bool, lead: bool) -> String {
        let roles = [(owner, "owner"), (manager, "incident manager"), (lead, "communications lead")];
        roles.into_iter().filter(|(held, _)| *held).map(|(_, role)| role).collect::<Vec<_>>().join(", ")
    }
}
