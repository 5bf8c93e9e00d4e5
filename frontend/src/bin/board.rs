//! The program of one live page: the board.

use kit::routes::Live;

fn main() {
    frontend::take_over(Live::Board, app::site::board);
}
