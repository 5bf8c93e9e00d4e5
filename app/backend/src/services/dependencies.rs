//! The map of what needs what in the catalogue, for whoever asks what else is hit.

use domain::blast_radius::Needs;
use domain::ids::ServiceId;

use super::ServiceRecord;

/// Of the services in use. What one needs that is no longer there is left out: nothing is refused on a stored record.
pub fn needs(services: &[ServiceRecord]) -> Needs<ServiceId> {
    let in_use = || services.iter().filter(|service| !service.retired);
    let known = |id: &ServiceId| in_use().any(|service| service.id == *id);
    let needed = |service: &ServiceRecord| service.depends_on.iter().copied().filter(known).collect();
    let map = in_use().map(|service| (service.id, needed(service)));
    // Ids are keys of the table, so that none comes twice.
    Needs::of(map.collect()).unwrap_or_else(|_| Needs::empty())
}

/// Whether `service` would need itself if it needed `depends_on`.
pub(super) fn would_loop(services: &[ServiceRecord], service: ServiceId, depends_on: &[ServiceId]) -> bool {
    let hit = needs(services).hit(&[service]);
    depends_on.iter().any(|needed| *needed == service || hit.iter().any(|hit| hit.id == *needed))
}

#[cfg(test)]
mod tests {
    use domain::service::Criticality;

    use super::*;
    use crate::stamps::Stamps;

    fn service(id: u64, depends_on: &[u64]) -> ServiceRecord {
        let depends_on = depends_on.iter().map(|id| ServiceId(*id)).collect();
        let (name, criticality) = (id.to_string(), Criticality::Normal);
        ServiceRecord {
            id: ServiceId(id),
            name,
            owner: None,
            criticality,
            depends_on,
            retired: false,
            target: None,
            added_at: None,
            stamps: Stamps::default(),
        }
    }

    #[test]
    fn no_service_may_come_to_need_itself() {
        // 1 network <- 2 files, 3 mail; 4 website needs both.
        let all = [service(1, &[]), service(2, &[1]), service(3, &[1]), service(4, &[2, 3]), service(5, &[])];
        assert!(would_loop(&all, ServiceId(1), &[ServiceId(4)]));
        assert!(would_loop(&all, ServiceId(1), &[ServiceId(1)]));
        assert!(!would_loop(&all, ServiceId(5), &[ServiceId(4)]));
    }

    #[test]
    fn what_is_gone_is_needed_by_nobody() {
        let gone = ServiceRecord { retired: true, ..service(1, &[]) };
        let hit = needs(&[gone, service(2, &[1, 9]), service(3, &[2])]).hit(&[ServiceId(2)]);
        assert_eq!(hit.iter().map(|hit| hit.id).collect::<Vec<_>>(), [ServiceId(3)]);
    }
}
