//! Whatever people press, in whatever order: what is stored is what the timeline tells, and no promise breaks.

use domain::Refusal;
use domain::audience::OnlyFor;
use domain::classification::{IncidentType, Level, Priority};
use domain::clock::{SegmentKind, State};
use domain::ids::{AudienceId, PlaybookId};
use domain::incident::{
    BreachCause, CancelReason, Change, Command, HoldReason, Incident, Major, Milestone, Press, SlaClock, Status,
    StepMark, Verdict,
};
use domain::permissions::Actor;
use domain::report::ReportDraft;
use domain::service::Effect;
use domain::time::SECOND;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::checklists::plans;
use crate::story::*;
use crate::undo::but_for_the_entries;

/// One press of somebody, after a wait. Undo counts back from the newest press.
#[derive(Clone, Debug)]
enum Act {
    Do(Who, Box<Command>),
    Undo(Who, usize),
}

#[derive(Clone, Copy, Debug)]
enum Who {
    Visitor,
    Eva,
    Ana,
    Rui,
    Mara,
    Ada,
    Timers,
}

impl Who {
    fn actor(self, story: &Story) -> Actor {
        match self {
            Self::Visitor => Actor::VISITOR,
            Self::Eva => story.eva(),
            Self::Ana => ana(),
            Self::Rui => rui(),
            Self::Mara => mara(),
            Self::Ada => ada(),
            Self::Timers => timers(),
        }
    }
}

fn who() -> impl Strategy<Value = Who> {
    use Who::*;
    prop_oneof![
        1 => Just(Visitor),
        2 => Just(Eva),
        1 => Just(Ana),
        5 => Just(Rui),
        3 => Just(Mara),
        4 => Just(Ada),
        1 => Just(Timers),
    ]
}

fn person() -> impl Strategy<Value = domain::ids::PersonId> {
    prop::sample::select(vec![ANA, RUI, MARA, ADA, EVA, NOOR, IVO])
}

fn words() -> impl Strategy<Value = String> {
    prop::sample::select(vec![String::new(), "ok".into(), "Words of somebody.".into(), "x".repeat(1_001)])
}

fn step() -> impl Strategy<Value = Press> {
    let verdict = prop::sample::select(vec![Verdict::WorksAgain, Verdict::StillBroken]);
    let holds = prop::sample::select(HoldReason::ALL.to_vec());
    let cancels = prop::sample::select(CancelReason::ALL.to_vec());
    prop_oneof![
        3 => (prop::option::of(prop::sample::select(Priority::ALL.to_vec())), words())
            .prop_map(|(priority, reason)| Press::Take { priority, reason }),
        1 => Just(Press::TakeAndResolve { resolution: resolution() }),
        3 => any::<bool>().prop_map(mitigate),
        1 => words().prop_map(|reason| Press::Resume { reason }),
        3 => Just(resolve()),
        2 => words().prop_map(|reason| Press::Reopen { reason }),
        1 => Just(Press::Close),
        1 => (cancels, words()).prop_map(|(why, words)| Press::Cancel { why, words }),
        2 => (holds, words()).prop_map(|(reason, note)| Press::Hold { reason, note, until: None }),
        1 => Just(Press::EndHold),
        1 => Just(Press::Merge { into: OTHER.to_owned(), reopen: true }),
        1 => Just(Press::TakeApart),
        2 => (verdict, words()).prop_map(|(verdict, words)| Press::Judge { verdict, words }),
    ]
}

#[expect(clippy::too_many_lines, reason = "one list, a line for each press")]
fn fact() -> impl Strategy<Value = Press> {
    let level = || prop::sample::select(Level::ALL.to_vec());
    let service = prop::sample::select(vec![MAIL, VPN, NETWORK]);
    let effect = prop::sample::select(Effect::ALL.to_vec());
    let kinds = prop::sample::select(IncidentType::ALL.to_vec());
    let left_out = words().prop_map(|reason| StepMark::Skipped { reason });
    let marks = prop_oneof![Just(StepMark::Open), Just(StepMark::Done), left_out];
    prop_oneof![
        prop::option::of(person()).prop_map(|owner| Press::Assign { owner }),
        prop::option::of(person()).prop_map(|person| Press::NameManager { person }),
        prop::option::of(person()).prop_map(|person| Press::NameCommunicationsLead { person }),
        Just(Press::TakeCommand),
        (level(), level()).prop_map(|(impact, urgency)| classify(impact, urgency, None)),
        words().prop_map(|text| Press::Note { text }),
        Just(Press::Acknowledge),
        words().prop_map(|text| Press::Message { text }),
        words().prop_map(|text| Press::AddWords { text }),
        Just(Press::Leave),
        words().prop_map(|text| {
            Press::Tell {
                public_title: String::new(),
                audiences: vec![AudienceId(1)],
                text,
                promise: Some(MORNING.plus(1 << 40)),
            }
        }),
        words().prop_map(|affected| Press::TellEach {
            public_title: String::new(),
            audiences: vec![AudienceId(1)],
            text: "For everybody.".to_owned(),
            only: OnlyFor { affected, ..OnlyFor::default() },
            promise: Some(MORNING.plus(1 << 40)),
            anyway: false,
        }),
        words().prop_map(|reason| Press::ProposeMajor { reason }),
        Just(Press::AcceptMajor),
        words().prop_map(|reason| Press::DeclineMajor { reason }),
        (service, effect).prop_map(|(service, effect)| Press::Affect { service, effect }),
        words().prop_map(|title| Press::Publish { public_title: title, workaround: String::new() }),
        words().prop_map(|title| Press::Rename { title }),
        kinds.prop_map(|kind| Press::ChangeType { kind }),
        (prop::sample::select(SlaClock::ALL.to_vec()), words())
            .prop_map(|(clock, words)| { Press::ExplainBreach { clock, cause: BreachCause::Other, words } }),
        (1..4_u64).prop_map(|id| Press::BeginChecklist { playbook: PlaybookId(id) }),
        (0..2_u32, 0..4_u32, marks).prop_map(|(checklist, step, mark)| Press::MarkStep { checklist, step, mark }),
        (0..2_u32, 0..4_u32, prop::option::of(person())).prop_map(|(checklist, step, person)| Press::GiveStep {
            checklist,
            step,
            person
        }),
        (prop::sample::select(Milestone::ALL.to_vec()), -2_000_000..100_000_i64, words()).prop_map(
            |(which, back, reason)| { Press::CorrectTime { which, at: Some(MORNING.plus(back * SECOND)), reason } }
        ),
        (words(), -9_000..9_000_i64)
            .prop_map(|(criteria, back)| { Press::Declare { criteria, aware_at: Some(MORNING.plus(back * SECOND)) } }),
        (words(), -9_000..9_000_i64)
            .prop_map(|(reason, back)| { Press::SetAware { at: Some(MORNING.plus(back * SECOND)), reason } }),
        (0..3_u32, words()).prop_map(|(deadline, whom)| {
            Press::Notify { deadline, whom, at: Some(MORNING), reference: String::new() }
        }),
        words().prop_map(|why| Press::NotNotifiable { why }),
        Just(Press::EndRecovery { at: Some(MORNING) }),
        (words(), words(), prop::option::of(0..9_000_i64)).prop_map(|(ticket, note, again)| {
            Press::Chase { ticket, note, again: again.map(|ahead| MORNING.plus(ahead * SECOND)) }
        }),
        Just(Press::Restrict),
        (1..12_u64, words()).prop_map(|(sequence, reason)| Press::Redact { sequence, reason }),
        (1..12_u64).prop_map(|sequence| Press::TakeOutOwnWords { sequence }),
        words().prop_map(|reason| Press::LiftRestriction { reason }),
        person().prop_map(|person| Press::AddMember { person }),
        person().prop_map(|person| Press::RemoveMember { person }),
        person().prop_map(|person| Press::Follow { person }),
        person().prop_map(|person| Press::Unfollow { person }),
    ]
}

fn acts() -> impl Strategy<Value = Vec<(i64, Act)>> {
    let act = prop_oneof![
        6 => (who(), step()).prop_map(|(who, press)| Act::Do(who, Box::new(press.into()))),
        6 => (who(), fact()).prop_map(|(who, press)| Act::Do(who, Box::new(press.into()))),
        1 => (who(), person()).prop_map(|(who, person)| Act::Do(who, Box::new(Command::Join { person }))),
        1 => (who(), 0..4_usize).prop_map(|(who, back)| Act::Undo(who, back)),
    ];
    prop::collection::vec((0..8 * SECOND, act), 0..40)
}

fn beginning() -> impl Strategy<Value = Command> {
    (any::<bool>(), any::<bool>(), prop::sample::select(Level::ALL.to_vec())).prop_map(|(known, hidden, level)| {
        let restricted = if hidden { "on".to_owned() } else { String::new() };
        let Command::Report { draft, kind, reporter, channel, .. } =
            report(ReportDraft { restricted, impact: level.code().into(), urgency: "high".into(), ..draft() })
        else {
            unreachable!()
        };
        Command::Report { draft, kind, reporter, known, channel }
    })
}

/// Plays one act; refused presses change nothing. Says whether one happened that goes back to what was.
fn play(story: &mut Story, wait: i64, act: &Act) -> bool {
    story.wait(wait);
    let (who, command) = match act {
        Act::Do(who, command) => (who, Command::clone(command)),
        Act::Undo(who, back) => {
            let sequence = story.presses.iter().rev().nth(*back).copied().unwrap_or(0);
            (who, Press::Undo { sequence }.into())
        }
    };
    let before = story.clone();
    let goes_back = matches!(&command, Command::Press(Press::Undo { .. } | Press::TakeApart));
    let outcome = story.press(&who.actor(&before), command);
    match outcome {
        Ok(true) => goes_back,
        Ok(false) | Err(_) => {
            assert_eq!(story.incident, before.incident);
            assert_eq!(story.log.len(), before.log.len());
            false
        }
    }
}

fn holds_together(incident: &Incident) {
    let open = incident.status.is_open();
    assert!(open || incident.hold.is_none(), "a hold outside the open statuses");
    assert!(open || incident.promise.is_none(), "a promise outside the open statuses");
    assert!(!incident.restricted || !incident.members.is_empty(), "restricted without members");
    assert!(!incident.restricted || !incident.is_published(), "restricted and published");
    assert!(incident.restricted || incident.members.is_empty(), "members of an open incident");
    assert_eq!(incident.closes_at.is_some(), incident.status == Status::Resolved, "only Resolved closes by itself");
    let ended = incident.status.is_final();
    assert_eq!(incident.ended_at.is_some(), ended, "an end without a final status");
    assert_eq!(incident.merged_into.is_some(), incident.status == Status::Merged, "merged into nothing");
    assert!(incident.status == Status::Mitigated || !incident.considered_solved, "solved, yet not mitigated");
    assert!(!incident.acting || incident.incident_manager.is_some(), "nobody is acting");
    let roles = [incident.incident_manager, incident.communications_lead];
    assert!(incident.major != Major::Accepted || roles.iter().all(Option::is_some), "major without its roles");
    clocks_add_up(incident);
    if incident.restricted {
        let seen = |person: &Option<_>| person.is_none_or(|person| incident.is_member(person));
        assert!(roles.iter().chain([&incident.owner]).all(seen), "a role on what its holder cannot see");
    }
    let mut reporters: Vec<_> = incident.reporters.iter().map(|reporter| reporter.person).collect();
    reporters.sort();
    reporters.dedup();
    assert_eq!(reporters.len(), incident.reporters.len(), "somebody counted twice");
    let mut hit: Vec<_> = incident.affected_now().map(|affected| affected.service).collect();
    hit.sort();
    hit.dedup();
    assert_eq!(hit.len(), incident.affected_now().count(), "one service hit in two ways at once");
    assert!(incident.affected.iter().all(|a| a.to.is_none_or(|to| to > a.from)), "an effect that ends first");
}

fn clocks_add_up(incident: &Incident) {
    for clock in SlaClock::ALL {
        let now = incident.changed_at;
        let Some(ledger) = incident.ledger(clock, &NoCalendars, now) else { continue };
        assert_eq!(ledger.total(SegmentKind::Running), ledger.elapsed, "{clock:?} is not the sum of its segments");
        assert!(ledger.segments.windows(2).all(|pair| pair[0].to == pair[1].from && pair[0].kind != pair[1].kind));
        assert!(ledger.segments.first().is_none_or(|first| first.from == incident.starts_at()));
        let stands = matches!(ledger.state, State::Met | State::MetLate | State::Cancelled);
        let solved = incident.considered_solved || !incident.status.is_open() || incident.kind.is_request();
        let taken = incident.taken_at.is_some() || incident.status != Status::Reported || incident.kind.is_request();
        let ended = if clock == SlaClock::Resolution { solved } else { taken };
        assert_eq!(stands, ended, "{clock:?} is {:?} of what is {:?}", ledger.state, incident.status);
        let waits = incident.hold.as_ref().is_some_and(|hold| hold.pauses) && clock == SlaClock::Resolution && !ended;
        assert_eq!(ledger.state == State::Paused, waits);
    }
}

/// The reader of presses tells all it knows when it meets one that is none.
#[test]
fn every_press_there_is_is_drawn() {
    let refused = serde_json::from_str::<Press>("\"none\"").unwrap_err().to_string();
    let known: Vec<_> = refused.split('`').skip(3).step_by(2).collect();
    assert!(known.len() > 30, "{refused}");
    let mut runner = TestRunner::deterministic();
    let mut draw = || format!("{:?}", prop_oneof![step(), fact()].new_tree(&mut runner).unwrap().current());
    let drawn: Vec<String> = (0..2_000).map(|_| draw()).collect();
    let is_drawn = |name: &str| drawn.iter().any(|press| press.split(' ').next() == Some(name));
    // Undo counts back from the newest press, so it is an act of its own.
    let missing: Vec<_> = known.into_iter().filter(|name| *name != "Undo" && !is_drawn(name)).collect();
    assert!(missing.is_empty(), "never pressed: {missing:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn what_is_stored_is_what_the_timeline_tells(first in beginning(), acts in acts()) {
        let mut story = begin(&first).unwrap();
        story.other = Some(another(&story.incident));
        story.plans = plans();
        holds_together(&story.incident);
        for (wait, act) in &acts {
            let before = story.incident.clone();
            let undone = play(&mut story, *wait, act);
            prop_assert_eq!(&story.replayed(), &story.incident);
            prop_assert_eq!(story.incident.revision, story.log.len() as u64);
            prop_assert!(story.incident.revision >= before.revision);
            let since = &story.log[before.revision as usize..];
            let lifted = since.iter().any(|(change, ..)| matches!(change, Change::RestrictionLifted { .. }));
            prop_assert!(story.incident.restricted || !before.restricted || lifted, "what was hidden came back");
            let reversed = since.iter().any(|(change, ..)| matches!(change, Change::CancelReversed { .. }));
            if before.status.is_final() && !undone && !reversed {
                prop_assert_eq!(story.incident.status, before.status);
            }
            prop_assert_eq!((story.incident.id, story.incident.reported_at), (before.id, before.reported_at));
            holds_together(&story.incident);
        }
    }

    #[test]
    fn undo_restores_exactly_what_was(first in beginning(), acts in acts(), who in who(), press in prop_oneof![step(), fact()]) {
        let mut story = begin(&first).unwrap();
        story.other = Some(another(&story.incident));
        story.plans = plans();
        for (wait, act) in &acts {
            play(&mut story, *wait, act);
        }
        let before = story.incident.clone();
        let actor = who.actor(&story);
        let sequence = story.next();
        let for_good = !press.verb().undoable;
        if story.press(&actor, press) == Ok(true) {
            let hidden = story.incident.restricted && !before.restricted;
            match story.press(&actor, Press::Undo { sequence }) {
                Ok(_) => prop_assert_eq!(but_for_the_entries(&story.incident, &before), before),
                Err(Refusal::UndoOverlaid) => prop_assert!(hidden || for_good),
                // Visitors and timers take nothing back, nor does whoever has just locked themselves out.
                Err(Refusal::NotAllowed) => {}
                Err(other) => prop_assert!(false, "{:?}", other),
            }
        }
    }
}
