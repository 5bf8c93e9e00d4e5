//! Opening a folder whose states or rows have another shape than this program makes.

use backend::incidents::find_by_number;
use backend::storage::{Order, Read, Table};
use backend::{Backend, Options};
use domain::incident::{HoldReason, Press};
use domain::time::SECOND;

use crate::lifecycle::draft;
use crate::office::{Office, RUI};

/// Two reports: one taken, put on hold, and that undone; one untouched.
async fn office_with_an_undo() -> Office {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    office.visitor_reports(draft("Mail is down")).await;
    office.visitor_reports(draft("Printer smokes")).await;
    office.press(&rui, "INC-1", Press::Take { priority: None, reason: String::new() }).await.unwrap();
    office.wait(SECOND);
    let hold = Press::Hold { reason: HoldReason::Vendor, note: "Waits.".into(), until: None };
    let done = office.press(&rui, "INC-1", hold).await.unwrap();
    office.press(&rui, "INC-1", Press::Undo { sequence: done.sequence.unwrap() }).await.unwrap();
    office
}

#[tokio::test]
async fn states_and_rows_of_another_shape_are_made_anew_from_the_timelines() {
    let office = office_with_an_undo().await;
    let storage = office.desk.storage().clone();
    let before = storage.read(|read| find_by_number(read, "INC-1")).unwrap();
    storage
        .write_blocking(|tx| {
            backend::storage::set_shape(tx, "fold 0, words 7");
            // States that this program cannot even read, rows it would never make, counts that are wrong.
            for (key, _) in tx.scan(Table::Incidents, &[], &[], Order::Ascending, 9)? {
                tx.put(Table::Incidents, key, b"of an older program".as_slice());
            }
            for table in [Table::OpenIncidents, Table::Numbers, Table::PersonIncidents] {
                for (key, _) in tx.scan(table, &[], &[], Order::Ascending, 99)? {
                    tx.delete(table, key);
                }
                tx.put(table, b"an older row".as_slice(), b"".as_slice());
            }
            Ok(())
        })
        .unwrap();
    assert_ne!(office.differences(), Vec::<String>::new());
    let desk = Backend::new(storage.clone(), Options::default()).unwrap();
    assert_eq!(desk.storage().read(|read| find_by_number(read, "INC-1")).unwrap(), before, "the hold was undone");
    assert_eq!(office.differences(), Vec::<String>::new());
}
