//! What needs what, through any number of steps: the blast radius of a service, and what it stands on.
//!
//! Both walks visit each service once, so that even a loop somebody managed to store ends.

use std::collections::BTreeSet;

use domain::ids::ServiceId;

use super::ServiceRecord;

/// Everything the service needs, directly or through others; without itself unless it lies on a loop.
pub fn upstream_of(services: &[ServiceRecord], service: ServiceId) -> BTreeSet<ServiceId> {
    walk(service, |at| services.iter().filter(|s| s.id == at).flat_map(|s| s.depends_on.iter().copied()).collect())
}

/// Everything that needs the service, directly or through others; without itself unless it lies on a loop.
pub fn downstream_of(services: &[ServiceRecord], service: ServiceId) -> BTreeSet<ServiceId> {
    walk(service, |at| services.iter().filter(|s| s.depends_on.contains(&at)).map(|s| s.id).collect())
}

/// Whether `service` would need itself if it needed `depends_on`.
pub(super) fn would_loop(services: &[ServiceRecord], service: ServiceId, depends_on: &[ServiceId]) -> bool {
    depends_on.iter().any(|needed| *needed == service || upstream_of(services, *needed).contains(&service))
}

fn walk(from: ServiceId, next: impl Fn(ServiceId) -> Vec<ServiceId>) -> BTreeSet<ServiceId> {
    let mut seen = BTreeSet::new();
    let mut to_visit = next(from);
    while let Some(at) = to_visit.pop() {
        if seen.insert(at) {
            to_visit.extend(next(at));
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use domain::service::Criticality;

    use super::*;
    use crate::stamps::Stamps;

    fn service(id: u64, depends_on: &[u64]) -> ServiceRecord {
        let depends_on = depends_on.iter().map(|id| ServiceId(*id)).collect();
        let (name, criticality) = (id.to_string(), Criticality::Normal);
        let stamps = Stamps::default();
        ServiceRecord { id: ServiceId(id), name, owner: None, criticality, depends_on, retired: false, stamps }
    }

    fn ids(ids: &[u64]) -> BTreeSet<ServiceId> {
        ids.iter().map(|id| ServiceId(*id)).collect()
    }

    #[test]
    fn the_blast_radius_goes_through_others_and_meets_each_service_once() {
        // 1 network <- 2 files, 3 mail; 4 website needs both.
        let all = [service(1, &[]), service(2, &[1]), service(3, &[1]), service(4, &[2, 3]), service(5, &[])];
        assert_eq!(downstream_of(&all, ServiceId(1)), ids(&[2, 3, 4]));
        assert_eq!(upstream_of(&all, ServiceId(4)), ids(&[1, 2, 3]));
        assert_eq!(upstream_of(&all, ServiceId(5)), ids(&[]));
        assert!(would_loop(&all, ServiceId(1), &[ServiceId(4)]));
        assert!(would_loop(&all, ServiceId(1), &[ServiceId(1)]));
        assert!(!would_loop(&all, ServiceId(5), &[ServiceId(4)]));
    }

    #[test]
    fn a_stored_loop_ends_too() {
        let all = [service(1, &[2]), service(2, &[1])];
        assert_eq!(upstream_of(&all, ServiceId(1)), ids(&[1, 2]));
    }
}
