//! The program of one live page: the report.

use kit::routes::Live;

fn main() {
    frontend::take_over(Live::Report, app::site::report);
}
