/// What needs what directly, by places in `ids`, which are in order: a lower place is a lower id.
#[derive(Clone, Debug)]
pub struct Needs<I> {
    pub(super) ids: Vec<I>,
    pub(super) needs: Vec<Vec<usize>>,
    pub(super) needed_by: Vec<Vec<usize>>,
}

/// Why no map can be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoMap<I> {
    /// Two services have this id.
    Twice(I),
    /// It needs a service that is not there.
    Unknown { service: I, needs: I },
}

impl<I: Ord + Clone> Needs<I> {
    /// Of services, each with those that it needs.
    pub fn of(services: Vec<(I, Vec<I>)>) -> Result<Self, NoMap<I>> {
        let mut ids: Vec<I> = services.iter().map(|(id, _)| id.clone()).collect();
        ids.sort_unstable();
        if let Some(pair) = ids.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(NoMap::Twice(pair[0].clone()));
        }
        let mut map = Self { needs: vec![Vec::new(); ids.len()], needed_by: vec![Vec::new(); ids.len()], ids };
        for (id, needed) in services {
            for other in needed {
                let (Some(from), Some(to)) = (map.place(&id), map.place(&other)) else {
                    return Err(NoMap::Unknown { service: id, needs: other });
                };
                map.needs[from].push(to);
                map.needed_by[to].push(from);
            }
        }
        Ok(map)
    }

    /// Without any service.
    pub fn empty() -> Self {
        Self { ids: Vec::new(), needs: Vec::new(), needed_by: Vec::new() }
    }

    pub fn knows(&self, id: &I) -> bool {
        self.place(id).is_some()
    }

    pub(super) fn place(&self, id: &I) -> Option<usize> {
        self.ids.binary_search(id).ok()
    }

    /// Those of them that are on the map.
    pub(super) fn places<'a>(&'a self, ids: &'a [I]) -> impl Iterator<Item = usize> + 'a {
        ids.iter().filter_map(|id| self.place(id))
    }
}
