//! The files of the site and their addresses. Files that refer to each other by relative paths share a revision: the
//! script with the wasm and its snippets, the manifest with its icons; the style sheet has one of its own.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use kit::routes::Live;
use kit::shell::{Program, SiteAssets};

/// One row of the table that the build script writes.
struct EmbeddedFile {
    name: &'static str,
    fingerprint: &'static str,
    identity: &'static [u8],
    brotli: Option<&'static [u8]>,
    gzip: Option<&'static [u8]>,
}

static EMBEDDED: &[EmbeddedFile] = include!(concat!(env!("OUT_DIR"), "/site.rs"));

pub struct File {
    pub name: String,
    pub fingerprint: Cow<'static, str>,
    pub identity: Cow<'static, [u8]>,
    pub brotli: Option<&'static [u8]>,
    pub gzip: Option<&'static [u8]>,
}

pub struct Site {
    /// By address.
    files: HashMap<String, File>,
    shell: SiteAssets,
}

impl Site {
    pub fn load() -> Self {
        let embedded = EMBEDDED.iter().map(|file| File {
            name: file.name.to_owned(),
            fingerprint: file.fingerprint.into(),
            identity: file.identity.into(),
            brotli: file.brotli,
            gzip: file.gzip,
        });
        let mut files: Vec<File> = embedded.collect();
        #[cfg(debug_assertions)]
        files.extend(disk::files());
        files.sort_by(|one, other| one.name.cmp(&other.name));
        Self::of(files)
    }

    pub fn of(files: Vec<File>) -> Self {
        let revisions = revisions(&files);
        let address = |name: &str| address(name, &revisions);
        let present = |name: &str| files.iter().any(|file| file.name == name).then(|| Arc::<str>::from(address(name)));
        let program = |of: Live| {
            let named = |kind: &str| present(&format!("pkg/{}.{kind}", of.name()));
            Some(Program { of, js: named("js")?, wasm: named("wasm")? })
        };
        let shell = SiteAssets {
            css: present("pkg/sitrep.css"),
            script: present("page.js"),
            programs: Live::ALL.into_iter().filter_map(program).collect(),
            icon: present("icon.svg"),
            manifest: present("sitrep.webmanifest"),
            build_id: hash(&revisions).into(),
        };
        let files = files.into_iter().map(|file| (address(&file.name), file)).collect();
        Self { files, shell }
    }

    pub fn find(&self, address: &str) -> Option<&File> {
        self.files.get(address)
    }

    pub fn shell(&self) -> SiteAssets {
        self.shell.clone()
    }
}

/// The part of the site a file belongs to.
fn group(name: &str) -> &'static str {
    match name {
        _ if name.ends_with(".css") => "style",
        _ if name.starts_with("pkg/") => "front",
        _ => "public",
    }
}

fn revisions(files: &[File]) -> BTreeMap<&'static str, String> {
    let mut members: BTreeMap<&'static str, Vec<(&str, &str)>> = BTreeMap::new();
    for file in files {
        members.entry(group(&file.name)).or_default().push((&file.name, &file.fingerprint));
    }
    members.into_iter().map(|(group, members)| (group, hash(&members))).collect()
}

fn address(name: &str, revisions: &BTreeMap<&'static str, String>) -> String {
    let revision = revisions.get(group(name)).map_or("", String::as_str);
    format!("/assets/{revision}/{}", name.strip_prefix("pkg/").unwrap_or(name))
}

fn hash(what: &impl Hash) -> String {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

#[cfg(debug_assertions)]
mod disk {
    //! The site that `make dev` wrote, if any.

    use std::fs;
    use std::path::Path;

    use super::{File, hash};

    pub fn files() -> Vec<File> {
        let root = Path::new(env!("SITREP_SITE_DIR"));
        let mut found = Vec::new();
        collect(root, root, &mut found);
        found
    }

    /// What cannot be read is left away; a page without it still works as plain HTML.
    fn collect(root: &Path, folder: &Path, found: &mut Vec<File>) {
        for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                collect(root, &path, found);
            } else if let (Ok(bytes), Ok(name)) = (fs::read(&path), path.strip_prefix(root)) {
                let name = name.to_string_lossy().into_owned();
                let fingerprint = hash(&bytes).into();
                found.push(File { name, fingerprint, identity: bytes.into(), brotli: None, gzip: None });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, fingerprint: &'static str) -> File {
        let identity = fingerprint.as_bytes().into();
        File { name: name.to_owned(), fingerprint: fingerprint.into(), identity, brotli: None, gzip: None }
    }

    fn site(css: &'static str) -> Site {
        Site::of(vec![
            file("pkg/report.js", "1"),
            file("pkg/report.wasm", "2"),
            file("pkg/snippets/a/inline0.js", "3"),
            file("pkg/sitrep.css", css),
            file("icon.svg", "5"),
        ])
    }

    #[test]
    fn script_wasm_and_snippets_move_together_and_without_the_style() {
        let (before, after) = (site("blue").shell(), site("red").shell());
        assert_eq!(before.programs[0].js, after.programs[0].js);
        assert_eq!(before.programs[0].wasm, after.programs[0].wasm);
        assert_ne!(before.css, after.css);
        assert_ne!(before.build_id, after.build_id, "a page of the old build must be noticed");
        let snippet = before.programs[0].js.replace("report.js", "snippets/a/inline0.js");
        assert!(site("blue").find(&snippet).is_some(), "{snippet} is found relative to the script");
    }

    #[test]
    fn without_a_front_end_the_shell_names_none() {
        let shell = Site::of(Vec::new()).shell();
        assert!(shell.programs.is_empty() && shell.css.is_none());
    }
}
