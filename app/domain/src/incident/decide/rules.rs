//! Which rule decides which press.

use crate::incident::Change;
use crate::incident::decide::{
    Press, Step, checklist, classify, correct, finish, hold, legal, merge, progress, redact, report, restrict, roles,
    services, sla, tell, undo, words,
};
use crate::refusal::Refusal;

impl Press {
    /// What its rule makes of it.
    #[expect(clippy::too_many_lines, reason = "one match, an arm for each press")]
    pub(super) fn decided(&self, step: &Step<'_>) -> Result<Vec<Change>, Refusal> {
        match self {
            Self::Take { priority, reason } => progress::take(step, *priority, reason),
            Self::TakeAndResolve { resolution } => progress::take_and_resolve(step, resolution),
            Self::Acknowledge => progress::acknowledge(step),
            Self::Mitigate { what, works } => progress::mitigate(step, what, *works),
            Self::Resume { reason } => progress::resume(step, reason),
            Self::Resolve { resolution } => finish::resolve(step, resolution),
            Self::Reopen { reason } => finish::reopen(step, reason),
            Self::Close => finish::close(step),
            Self::Cancel { why, words } => finish::cancel(step, *why, words),
            Self::Hold { reason, note, until } => {
                hold::hold(step, *reason, note, *until).map(|changes| hold::watched(step, *reason, *until, changes))
            }
            Self::EndHold => hold::end(step),
            Self::Chase { ticket, note, again } => hold::chase(step, ticket, note, *again),
            Self::Note { text } => words::note(text),
            Self::Message { text } => words::message(step, text),
            Self::AddWords { text } => words::add(step, text),
            Self::Judge { verdict, words } => words::judge(step, *verdict, words),
            Self::Leave => report::leave(step),
            Self::Tell { public_title, audiences, text, promise } => {
                tell::tell(step, public_title, audiences, text, *promise)
            }
            Self::TellEach { public_title, audiences, text, only, promise, anyway } => {
                let told = tell::Told { audiences, promise: *promise };
                tell::tell_each(step, public_title, &told, text, only, *anyway)
            }
            Self::Assign { owner } => roles::assign(step, *owner),
            Self::NameManager { person } => roles::name_manager(step, *person),
            Self::TakeCommand => roles::take_command(step),
            Self::NameCommunicationsLead { person } => roles::name_communications_lead(step, *person),
            Self::ProposeMajor { reason } => roles::propose_major(step, reason),
            Self::AcceptMajor => roles::accept_major(step),
            Self::DeclineMajor { reason } => roles::decline_major(step, reason),
            Self::Follow { person } => roles::follow(step, *person),
            Self::Unfollow { person } => roles::unfollow(step, *person),
            Self::Classify { impact, urgency, priority, reason } => {
                classify::classify(step, *impact, *urgency, *priority, reason)
            }
            Self::Rename { title } => classify::rename(step, title),
            Self::ChangeType { kind } => classify::change_type(step, *kind),
            Self::Publish { public_title, workaround } => classify::publish(step, public_title, workaround),
            Self::Affect { service, effect } => services::affect(step, *service, *effect),
            Self::Restrict => restrict::restrict(step),
            Self::LiftRestriction { reason } => restrict::lift(step, reason),
            Self::AddMember { person } => restrict::add_member(step, *person),
            Self::RemoveMember { person } => restrict::remove_member(step, *person),
            Self::Merge { into, .. } => merge::merge(step, into),
            Self::TakeApart => merge::take_apart(step),
            Self::ExplainBreach { clock, cause, words } => sla::explain(step, *clock, *cause, words),
            Self::BeginChecklist { playbook } => checklist::begin(step, *playbook),
            Self::MarkStep { checklist, step: at, mark } => checklist::mark(step, *checklist, *at, mark),
            Self::GiveStep { checklist, step: at, person } => checklist::give(step, *checklist, *at, *person),
            Self::CorrectTime { which, at, reason } => correct::time(step, *which, *at, reason),
            Self::Declare { criteria, aware_at } => legal::declare(step, criteria, *aware_at),
            Self::SetAware { at, reason } => legal::set_aware(step, *at, reason),
            Self::Notify { deadline, whom, at, reference } => legal::notify(step, *deadline, whom, *at, reference),
            Self::NotNotifiable { why } => legal::exempt(step, why),
            Self::EndRecovery { at } => legal::end_recovery(step, *at),
            Self::Redact { sequence, reason } => redact::redact(step, *sequence, reason),
            Self::TakeOutOwnWords { sequence } => redact::own_words(step, *sequence),
            Self::Undo { sequence } => undo::undo(step, *sequence),
        }
    }
}
