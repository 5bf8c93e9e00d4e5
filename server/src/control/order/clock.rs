//! The order that moves the time of a demonstration on.

use backend::Backend;

use super::Answer;
use super::people::refused;

pub async fn advance(backend: &Backend, milliseconds: i64) -> Answer {
    match backend.advance(&backend.operator(), milliseconds).await {
        Ok(now) => Answer::Ok(vec![format!("the demonstration has moved on: it is {now} there")]),
        Err(error) => refused(&error),
    }
}
