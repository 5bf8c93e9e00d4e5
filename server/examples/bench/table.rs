//! The figures, printed as they come and once more at the end.

#[derive(Default)]
pub struct Table {
    rows: Vec<Row>,
}

struct Row {
    what: String,
    measured: String,
    wanted: String,
    /// The part of the bench that measures it.
    part: String,
}

impl Table {
    pub fn add(
        &mut self,
        part: impl Into<String>,
        what: impl Into<String>,
        measured: impl Into<String>,
        wanted: impl Into<String>,
    ) {
        let row = Row { what: what.into(), measured: measured.into(), wanted: wanted.into(), part: part.into() };
        println!("{}: {} (wanted: {})", row.what, row.measured, row.wanted);
        self.rows.push(row);
    }

    pub fn print(&self) {
        println!("\n| what | measured | wanted | command |\n| --- | --- | --- | --- |");
        for Row { what, measured, wanted, part } in &self.rows {
            println!("| {what} | {measured} | {wanted} | `make bench PART={part}` |");
        }
    }
}

/// Milliseconds at a share of sorted spans.
pub fn percentile(sorted: &[std::time::Duration], share: f64) -> f64 {
    let place = ((sorted.len() as f64 - 1.0) * share).round() as usize;
    sorted.get(place).map_or(0.0, |span| span.as_secs_f64() * 1000.0)
}
