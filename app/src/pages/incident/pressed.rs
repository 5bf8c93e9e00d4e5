//! What a form of the page sends: a step, and the stakeholder update that goes with it.

use domain::incident::Press;

pub struct Pressed {
    pub press: Press,
    /// Done together with the step, or neither is.
    pub also: Option<Press>,
}

impl From<Press> for Pressed {
    fn from(press: Press) -> Self {
        Self { press, also: None }
    }
}
