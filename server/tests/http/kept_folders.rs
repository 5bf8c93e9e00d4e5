//! Data folders of earlier versions at a real command line: they are served as if nothing had happened.

use std::io::Read as _;
use std::path::Path;

use crate::commands::{Serving, assert_fine, folder, typed};
use crate::operator::said;

#[test]
fn a_data_folder_of_an_earlier_version_verifies_and_is_served() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/backend/tests/folders");
    let files: Vec<_> = std::fs::read_dir(kept).unwrap().map(|file| file.unwrap().path()).collect();
    assert!(!files.is_empty());
    for packed in files {
        let (_around, data) = folder();
        std::fs::create_dir(&data).unwrap();
        let mut database = Vec::new();
        flate2::read::GzDecoder::new(std::fs::File::open(&packed).unwrap()).read_to_end(&mut database).unwrap();
        std::fs::write(data.join("sitrep.redb"), database).unwrap();
        assert!(assert_fine(&typed(&data, &["verify"])).starts_with("clean: "), "{packed:?}");
        assert_fine(&typed(&data, &["user", "list"]));
        let serving = Serving::start(&data);
        for page in ["/status", "/report", "/readyz"] {
            let asked = format!("GET {page} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
            let answer = said(serving.address(), &asked);
            assert!(answer.starts_with("HTTP/1.1 200"), "{packed:?} {page}: {answer}");
        }
        serving.stop();
    }
}
