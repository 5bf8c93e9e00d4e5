//! Taking words out: whose, by whom, and what then stands there.

use domain::incident::{Change, Press};
use domain::refusal::Refusal;
use domain::time::MINUTE;

use crate::story::{Story, ada, mara, rui};

fn noted(story: &mut Story, text: &str) -> u64 {
    let sequence = story.next();
    story.must(&rui(), Press::Note { text: text.to_owned() });
    sequence
}

fn redact(sequence: u64) -> Press {
    Press::Redact { sequence, reason: "It holds a password".to_owned() }
}

#[test]
fn rui_takes_out_his_own_words_and_mara_those_of_anybody() {
    let mut story = Story::reported();
    let sequence = noted(&mut story, "The password is hunter2");
    assert!(story.press(&mara(), Press::Redact { sequence, reason: String::new() }).is_err(), "no reason");
    story.must(&rui(), redact(sequence));
    assert!(!format!("{:?}", story.log).contains("hunter2"));
    assert_eq!(story.press(&rui(), redact(sequence)), Err(Refusal::AlreadyDone), "they are out");
    assert_eq!(story.press(&rui(), redact(1)), Err(Refusal::NotAllowed), "Eva wrote that");
    story.must(&mara(), redact(1));
    assert_eq!((story.incident.title.as_str(), story.incident.statement.description.as_str()), ("Words taken out", ""));
    assert_eq!(story.replayed(), story.incident);
}

#[test]
fn what_was_done_stays_and_only_its_words_go() {
    let mut story = Story::at(domain::incident::Status::Resolved);
    let resolved = story.incident.revision;
    let before = story.incident.clone();
    story.must(&ada(), redact(resolved));
    assert_eq!(story.incident.resolution.as_deref(), Some(""));
    assert_eq!((story.incident.status, story.incident.closes_at), (before.status, before.closes_at));
    assert!(matches!(&story.log.last().unwrap().0, Change::Redacted { sequence, .. } if *sequence == resolved));
    assert!(story.press(&rui(), Press::Undo { sequence: resolved + 1 }).is_err(), "the words are gone for good");
}

#[test]
fn a_reporter_takes_own_words_out_for_fifteen_minutes_and_nobody_elses() {
    let mut story = Story::reported();
    let eva = story.eva();
    let said = story.next();
    story.must(&eva, Press::AddWords { text: "It is hunter2".to_owned() });
    let rui_said = noted(&mut story, "Looked at it");
    let out = |sequence| Press::TakeOutOwnWords { sequence };
    for other in [rui(), mara()] {
        assert_eq!(story.press(&other, out(said)), Err(Refusal::NotAllowed));
    }
    assert_eq!(story.press(&eva, out(rui_said)), Err(Refusal::NotAllowed));
    story.must(&eva, out(said));
    assert!(!format!("{:?}", story.log).contains("hunter2"));
    assert_eq!(story.press(&eva, out(said)), Err(Refusal::AlreadyDone));
    let late = story.next();
    story.must(&eva, Press::AddWords { text: "It is room 12".to_owned() });
    story.now = story.now.plus(15 * MINUTE + 1);
    assert_eq!(story.press(&eva, out(late)), Err(Refusal::OwnWordsTooLate));
    assert_eq!(story.replayed(), story.incident);
}
