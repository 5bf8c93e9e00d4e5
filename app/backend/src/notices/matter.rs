//! The plain facts of one letter each: what is not among them cannot be said by mail. Lies on disk beside the notices.

use domain::action::ActionNews;
use domain::classification::{Level, Priority};
use domain::incident::{Bell, CancelReason, HoldReason, Number, SlaClock, Verdict};
use domain::person::Role;
use domain::planned::Telling;
use domain::review::ReviewNews;
use domain::time::Moment;
use serde::{Deserialize, Serialize};

use super::first_word::FirstWord;
use super::morning::MorningGroup;
use super::part::Part;

/// The facts of one letter each. Names are of people who act; `words` are what a person wrote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Matter {
    /// To the reporter: it arrived.
    Receipt {
        /// What they called it, when the address is known to be theirs or the title is quotable.
        title: Option<String>,
        restricted: bool,
        #[serde(default)]
        first_word: FirstWord,
    },
    /// To the reporter: somebody looks into it.
    Taken {
        by: String,
    },
    /// To the reporter: fixed; asks whether it works.
    Resolved {
        words: Option<String>,
        restored_at: Option<Moment>,
    },
    /// To the reporters: it goes on. What led to it was said to the team.
    Reopened,
    /// To the reporters: it was put aside, and is taken up again.
    CancelReversed,
    /// To the reporter: no incident.
    Cancelled {
        why: CancelReason,
        words: Option<String>,
    },
    /// To the reporter: a person of the team writes.
    TeamMessage {
        from: String,
        words: String,
    },
    /// To the reporter: held until they answer.
    Question {
        from: String,
        words: String,
    },
    /// To the reporter: their answer is still awaited.
    Reminded {
        words: String,
    },
    /// To whoever answers for it: a legal deadline is near, or has passed.
    LegalRang {
        name: String,
        bell: Bell,
        due: Moment,
    },
    /// To the owner: the vendor was to be asked again by now.
    ChaseDue {
        ticket: Option<String>,
        words: String,
        last: Moment,
    },
    /// To the owner: it waits longer than expected.
    HoldOverdue {
        reason: HoldReason,
        words: String,
        since: Moment,
    },
    /// To the team: the reporter answered.
    ReporterSaid {
        who: String,
        verdict: Option<Verdict>,
        words: Option<String>,
        still_broken: Option<(u32, u32)>,
    },
    /// To the team; a take confirms what is `proposed`.
    NewIncident {
        service: Option<String>,
        /// Somebody wants something new: no priority is said.
        #[serde(default)]
        request: bool,
        priority: Priority,
        proposed: Priority,
        impact: Level,
        urgency: Level,
        reporter: String,
        words: Option<String>,
    },
    /// To whoever holds a role now.
    Assigned {
        by: Option<String>,
        part: Part,
    },
    /// To whoever commanded it: somebody else does now.
    CommandTaken {
        by: String,
        now: String,
    },
    /// To the reporters: everybody on the team may read it now.
    RestrictionLifted,
    /// To those who were its members: it is like all others now.
    OpenToTeam {
        by: String,
        reason: String,
    },
    /// To managers: somebody asks for a major incident.
    MajorProposed {
        by: String,
        reason: String,
    },
    PriorityRaised {
        from: Option<Priority>,
        to: Priority,
        reason: Option<String>,
    },
    /// To whoever has it: its time runs out, or has.
    ClockRang {
        clock: SlaClock,
        bell: Bell,
        /// When the target passes or passed.
        due: Moment,
    },
    /// To whoever writes to stakeholders: their update is due soon, or was missed.
    PromiseRang {
        bell: Bell,
        due: Moment,
        /// They were told nothing yet.
        first: bool,
    },
    Update {
        words: String,
        workaround: Option<String>,
        next: Option<Moment>,
    },
    /// To the reporters: it is handled with another one.
    Merged {
        with: String,
    },
    /// To the reporters: it is handled by itself again.
    TakenApart {
        from: String,
    },
    /// To whoever has or follows the incident that another one was merged into.
    Duplicate {
        number: String,
        by: String,
        /// `false`: it was taken apart again.
        merged: bool,
    },
    /// To a member: something happened; the words stay on the screen.
    Restricted,
    /// To whoever handles security reports: one waits.
    NewSecurityReport {
        priority: Priority,
    },
    Invitation {
        by: Option<String>,
        role: Role,
        until: Moment,
    },
    PasswordReset {
        until: Moment,
    },
    SignInLink {
        until: Moment,
    },
    MailTest {
        by: Option<String>,
        courier: String,
    },
    AccessAsked {
        who: String,
        number: String,
        words: Option<String>,
    },
    ConfirmSubscription {
        topic: String,
        until: Moment,
    },
    /// To all administrators: somebody may read every restricted incident.
    PrivateReadGranted {
        who: String,
        by: Option<String>,
    },
    /// To all administrators: the local command made somebody a member of a restricted incident.
    GlassBroken {
        who: String,
    },
    /// To whoever pressed for a letter, and to administrators: it failed for good.
    LetterFailed {
        /// What it was and to whom; in the next line what came back.
        words: String,
    },
    /// To administrators: no copy is kept, for what lies on the disk is not what was written.
    DataDamaged {
        /// The newest copy that is whole, by its name.
        last_clean: Option<String>,
    },
    /// To whoever gets letters: somebody who held a link from one of them chose which.
    ChoicesChanged {
        words: String,
    },
    /// To audiences: work on services that is planned.
    Planned {
        telling: Telling,
        services: String,
        words: String,
        begins: Moment,
        ends: Moment,
        ended: Option<Moment>,
    },
    /// To whoever has an action, and to managers of what is overdue or came back. Of a restricted incident it says nothing
    /// but the number.
    Action {
        news: ActionNews,
        number: String,
        words: Option<String>,
        owner: String,
        due: Moment,
        /// Incidents that may be, or are, what it should prevent, each with why.
        met: Vec<String>,
    },
    /// To whoever has a review, and to whom it is published. Of a restricted incident it says nothing but the number.
    Review {
        news: ReviewNews,
        number: String,
        title: Option<String>,
        due: Option<Moment>,
        /// Nobody but who wrote it has read it.
        unread: bool,
        /// What each part is called, and its words.
        parts: Vec<(String, String)>,
    },
    /// To whoever takes the hours of somebody who is away.
    StandIn {
        /// Name of the rotation.
        rotation: String,
        /// Who entered it, where that is somebody else.
        by: Option<String>,
        from: Moment,
        to: Moment,
    },
    /// To who asked for it: what the day holds.
    Morning {
        groups: Vec<MorningGroup>,
    },
    /// To a second address: somebody is alerted. Of what is restricted no number.
    Alert {
        number: Option<String>,
        priority: Priority,
        since: Moment,
    },
    /// To whoever is reached when nobody else is.
    LastResort {
        number: String,
        priority: Priority,
        since: Moment,
        /// Who was told before.
        told: Option<String>,
        phone: Option<String>,
    },
    /// To administrators: something restricted waits, and none of its members has answered.
    MembersNotReached {
        since: Moment,
    },
    /// To whoever asked for it: how the week begins. Each part has a head and its lines.
    Monday {
        parts: Vec<(String, Vec<String>)>,
    },
    /// To administrators: the last member was disabled.
    MembersByLastResort {
        number: Number,
    },
}
