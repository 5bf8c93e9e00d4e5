//! Clocks and hours of the demonstration: its targets are promises from the first day, some services have theirs around
//! the clock, so that something runs at whatever hour one looks, and there is a rota with an absence and a gap ahead.

use domain::time::{DAY, HOUR, Moment};

use super::cast::Cast;
use crate::Backend;
use crate::calendars::{AROUND_THE_CLOCK, OFFICE_HOURS};
use crate::desk::HolidayTicks;
use crate::duty::{AwayDraft, RotationDraft, StandInDraft};
use crate::error::{Error, Result};
use crate::settings::Settings;
use crate::targets::TargetsDraft;
use crate::time_text::Reader;

/// Those that are looked after at night.
const ALWAYS: [&str; 4] = ["E-mail", "Internet", "VPN", "Website"];
const ROTATION: &str = "First line";

#[derive(Clone, Debug)]
pub(super) enum DeskAct {
    Rota,
    Away {
        by: &'static str,
        until: Moment,
    },
    /// Nobody is on duty for some hours, as somebody has noticed.
    Gap {
        from: Moment,
        to: Moment,
    },
}

/// Who enters what, and when.
pub(super) fn acts(now: Moment) -> [(Moment, DeskAct); 3] {
    let gap = DeskAct::Gap { from: now.plus(4 * DAY), to: now.plus(4 * DAY + 10 * HOUR) };
    [
        (now.plus(-5 * DAY), DeskAct::Rota),
        (now.plus(-25 * HOUR), DeskAct::Away { by: "In\u{ea}s", until: now.plus(3 * DAY) }),
        (now.plus(-24 * HOUR), gap),
    ]
}

pub(super) async fn play(desk: &Backend, cast: &Cast, act: &DeskAct) -> Result<()> {
    let zone = desk.storage().read(|read| Settings::stored(read))?.zone;
    let typed = |at: Moment| Reader::new(None, &zone, at).as_typed(at);
    match act {
        DeskAct::Rota => {
            let first = typed(Moment(desk.storage().now()));
            let people = ["Rui", "Nuno", "In\u{ea}s"].into_iter().filter_map(|name| cast.person(name)).collect();
            let (name, every_days) = (ROTATION.to_owned(), "7".to_owned());
            let draft = RotationDraft { name, first, every_days, people, ..RotationDraft::default() };
            desk.add_rotation(cast.caller("Mara")?, draft).await.map(drop)
        }
        DeskAct::Away { by, until } => {
            let draft = AwayDraft { to: typed(*until), ..AwayDraft::default() };
            desk.be_away(cast.caller(by)?, draft).await.map(drop)
        }
        DeskAct::Gap { from, to } => {
            let mara = cast.caller("Mara")?;
            let rotations = desk.duty_page(mara, "").await?.rotations;
            let rotation = rotations.into_iter().find(|row| row.name == ROTATION).ok_or(Error::NotFound)?.id;
            let draft = StandInDraft { rotation, person: String::new(), from: typed(*from), to: typed(*to) };
            desk.stand_in(mara, draft).await.map(drop)
        }
    }
}

/// On the first day.
pub(super) async fn begin(desk: &Backend, cast: &Cast) -> Result<()> {
    let ada = cast.caller("Ada")?;
    let general = desk.targets_page(ada)?.general;
    let fields = general.fields.into_iter().map(|field| (field.name, field.value));
    let fields: Vec<_> = fields.chain([("calendar".to_owned(), AROUND_THE_CLOCK.to_string())]).collect();
    for service in ALWAYS {
        desk.change_targets(ada, cast.service(service), TargetsDraft::of(fields.clone()), None).await?;
    }
    desk.confirm_targets(ada).await?;
    let offer = desk.holiday_offer(ada, OFFICE_HOURS, "PT")?;
    let days = offer.days.into_iter().map(|row| row.day).collect();
    let ticks = HolidayTicks { country: offer.country, year: offer.year.to_string(), days };
    desk.tick_holidays(ada, OFFICE_HOURS, ticks).await?;
    desk.want_morning_letter(cast.caller("Rui")?, true).await
}
