//! What a request says of who sends it, and how much of us they may have: read by
//! the guards, the forms and the accept loop alike. Refuses nothing by itself and
//! knows neither routes nor pages; who is turned away is for `security` to say.

pub mod client_address;
pub mod cookie;
pub mod next_path;
pub mod rate_limits;
pub mod turns;
pub mod unnamed_proxy;
