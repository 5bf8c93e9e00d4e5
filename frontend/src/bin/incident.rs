//! The program of one live page: one incident.

use kit::routes::Live;

fn main() {
    frontend::take_over(Live::Incident, app::site::incident);
}
