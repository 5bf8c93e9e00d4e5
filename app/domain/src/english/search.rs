//! What search says of its filters.

use crate::locale::Locale;
use crate::search::Key;

impl Locale {
    /// What may stand behind the colon.
    pub fn filter_takes(self, key: Key) -> &'static str {
        match key {
            Key::Status => {
                "reported, investigating, mitigated, resolved, closed, cancelled or merged, several with commas; \
                 open or ended"
            }
            Key::Priority => "P1, P2, P3 or P4, several with commas",
            Key::Service => "a part of a service's name",
            Key::Owner => "me, none, or a part of the name of somebody who works on incidents",
            Key::Type => {
                "outage, degraded_performance, network_configuration, software_fault, security, data_exposed, \
                 files_lost, access, hardware, third_party, request, or the former data_loss, several with commas"
            }
            Key::Is => "open, ended, held, overdue-hold, major, restricted, unverified, reopened or published",
            Key::Since | Key::Until => {
                "a day like 2026-11-23, today, yesterday, or a span back from now like 7d; by when it was reported"
            }
        }
    }
}
