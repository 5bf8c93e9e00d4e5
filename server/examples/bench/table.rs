//! The figures, printed as they come and once more at the end.

#[derive(Default)]
pub struct Table {
    rows: Vec<(String, String, String)>,
}

impl Table {
    pub fn add(&mut self, what: impl Into<String>, measured: impl Into<String>, wanted: impl Into<String>) {
        let row = (what.into(), measured.into(), wanted.into());
        println!("{}: {} (wanted: {})", row.0, row.1, row.2);
        self.rows.push(row);
    }

    pub fn print(&self) {
        println!("\n| what | measured | wanted |\n| --- | --- | --- |");
        for (what, measured, wanted) in &self.rows {
            println!("| {what} | {measured} | {wanted} |");
        }
    }
}

/// Milliseconds at a share of sorted spans.
pub fn percentile(sorted: &[std::time::Duration], share: f64) -> f64 {
    let place = ((sorted.len() as f64 - 1.0) * share).round() as usize;
    sorted.get(place).map_or(0.0, |span| span.as_secs_f64() * 1000.0)
}
