//! What is learned of incidents: actions and reviews, their rows and timers, and whether what they name is there.

use std::collections::HashMap;

use data_encoding::HEXLOWER;

use super::Verdict;
use crate::actions::ActionRecord;
use crate::error::Result;
use crate::people::PersonRecord;
use crate::reviews::ReviewRecord;
use crate::storage::{self, Order, Read, Table};

type Rows = Vec<(Table, Vec<u8>, Vec<u8>)>;

pub(super) fn actions(read: &dyn Read, rows: &mut HashMap<Table, u64>, verdict: &mut Verdict) -> Result<()> {
    read.scan_each(Table::Actions, &[], &[], Order::Ascending, &mut |key, value| {
        let what = || format!("action {}", HEXLOWER.encode(key));
        let checked = storage::decode::<ActionRecord>(value).and_then(|record| {
            has_rows(read, &what(), record.rows(), rows, verdict)?;
            let incident = read.contains(Table::Incidents, &record.incident.0.to_be_bytes())?;
            if !incident || PersonRecord::find(read, record.owner)?.is_none() {
                verdict.say(format!("{} names an incident or a person that does not exist", what()));
            }
            Ok(())
        });
        verdict.note(what, checked);
        true
    })
}

pub(super) fn reviews(read: &dyn Read, rows: &mut HashMap<Table, u64>, verdict: &mut Verdict) -> Result<()> {
    read.scan_each(Table::Reviews, &[], &[], Order::Ascending, &mut |key, value| {
        let what = || format!("review {}", HEXLOWER.encode(key));
        let checked = storage::decode::<ReviewRecord>(value).and_then(|record| {
            has_rows(read, &what(), record.rows(), rows, verdict)?;
            if !read.contains(Table::Incidents, &record.incident.0.to_be_bytes())? {
                verdict.say(format!("{} is of an incident that does not exist", what()));
            }
            Ok(())
        });
        verdict.note(what, checked);
        true
    })
}

fn has_rows(
    read: &dyn Read,
    what: &str,
    due: Rows,
    rows: &mut HashMap<Table, u64>,
    verdict: &mut Verdict,
) -> Result<()> {
    for (table, key, value) in due {
        if read.get(table, &key)?.as_ref() != Some(&value) {
            verdict.say(format!("{what} has no right row in {}", table.name()));
        }
        *rows.entry(table).or_default() += 1;
    }
    Ok(())
}
