//! To whom the data folder belongs. The superuser who types a command there leaves what the command makes to the owner
//! of the folder, else the service could not read its own data afterwards. Only what was made just now is given away,
//! by its handle: a name in a folder of somebody else may lead anywhere.

use std::fs::File;
use std::io::Result;
use std::os::unix::fs::{MetadataExt, fchown};
use std::path::Path;

const SUPERUSER: u32 = 0;
/// Where the names of users are written on every machine that has some.
const USERS: &str = "/etc/passwd";

/// Gives a new file or folder, made by the superuser, to whoever owns the data folder.
pub(crate) fn leave_to_owner_of(data: &Path, made: &File) -> Result<()> {
    let (owner, maker) = (std::fs::metadata(data)?, made.metadata()?);
    if maker.uid() != SUPERUSER || owner.uid() == SUPERUSER {
        return Ok(());
    }
    fchown(made, Some(owner.uid()), Some(owner.gid()))
}

/// Whoever owns the file, or the nearest folder above it that can be looked at: a name, or a number without one.
pub(super) fn owner_of(path: &Path) -> String {
    let owner = path.ancestors().find_map(|place| std::fs::metadata(place).ok());
    owner.map_or_else(|| "unknown".to_owned(), |owner| name_of(owner.uid()))
}

/// Whoever runs this program.
pub(super) fn runner() -> String {
    std::fs::metadata("/proc/self").map_or_else(|_| "unknown".to_owned(), |process| name_of(process.uid()))
}

fn name_of(user: u32) -> String {
    let users = std::fs::read_to_string(USERS).unwrap_or_default();
    name_in(&users, user).map_or_else(|| user.to_string(), str::to_owned)
}

fn name_in(users: &str, user: u32) -> Option<&str> {
    users.lines().find_map(|line| {
        let mut parts = line.split(':');
        let name = parts.next()?;
        (parts.nth(1)?.parse() == Ok(user)).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_are_named_as_the_machine_names_them() {
        let users = "root:x:0:0:root:/root:/bin/bash\nbroken\nsitrep:x:998:997::/var/lib/sitrep:/usr/sbin/nologin\n";
        assert_eq!(name_in(users, 998), Some("sitrep"));
        assert_eq!(name_in(users, 997), None);
    }
}
