//! What the people who work on an incident read.

use domain::classification::Priority;
use domain::incident::Verdict;
use domain::locale::Locale;

use super::super::{Block, Matter, Part};
use super::{Told, paragraph, quoted};

pub(super) fn tell(matter: &Matter, number: &str) -> Option<Told> {
    Some(match matter {
        Matter::NewIncident { service, priority, impact, urgency, reporter, words } => {
            let locale = Locale::English;
            let mut facts = vec![
                ("Proposed priority".to_owned(), priority.code().to_owned()),
                ("Impact".to_owned(), locale.impact_sentence(*impact).to_owned()),
                ("Urgency".to_owned(), locale.urgency_sentence(*urgency).to_owned()),
                ("Reported by".to_owned(), reporter.clone()),
            ];
            facts.insert(0, ("Service".to_owned(), service.clone().unwrap_or_else(|| "not known yet".to_owned())));
            let mut blocks = vec![Block::Facts(facts)];
            blocks.extend(quoted(words.as_ref()));
            Told { state: format!("{number} is new and nobody has it yet ({}).", priority.code()), blocks }
        }
        Matter::Assigned { by, part, reason } => Told {
            state: assigned(number, by.as_deref(), *part),
            blocks: quoted(reason.as_ref()).into_iter().collect(),
        },
        Matter::MajorProposed { by, reason } => Told {
            state: format!("{number}: {by} proposes a major incident."),
            blocks: vec![
                Block::Words(reason.clone()),
                paragraph("Accept or decline it on the incident's page. Until then nothing changes."),
            ],
        },
        Matter::PriorityRaised { from, to, reason } => {
            Told { state: raised(number, *from, *to), blocks: quoted(reason.as_ref()).into_iter().collect() }
        }
        Matter::ReporterSaid { who, verdict, words, still_broken } => {
            let mut blocks: Vec<Block> = quoted(words.as_ref()).into_iter().collect();
            if let Some((broken, of)) = still_broken {
                blocks.push(paragraph(format!("{broken} of {of} say that it is still broken.")));
            }
            let said = match verdict {
                Some(Verdict::WorksAgain) => "says that it works again",
                Some(Verdict::StillBroken) => "says that it is still broken",
                None => "added words",
            };
            Told { state: format!("{number}: {who} {said}."), blocks }
        }
        Matter::NewSecurityReport { priority } => {
            unsaid(format!("{number}: a new security report waits for you ({}).", priority.code()))
        }
        Matter::Restricted => unsaid(format!("{number}: something changed.")),
        Matter::AccessAsked { who, number, words } => {
            let mut blocks: Vec<Block> = quoted(words.as_ref()).into_iter().collect();
            blocks.push(paragraph(
                "They were told only that you are asked if it exists. Add them as a member, or do nothing.",
            ));
            Told { state: format!("{who} asks for access to {number}."), blocks }
        }
        Matter::MembersByLastResort { number } => Told {
            state: format!("{number} had no active member left, so all administrators are members of it now."),
            blocks: vec![paragraph("This stands in the journal. Please name members and leave it again.")],
        },
        _ => return None,
    })
}

fn unsaid(state: String) -> Told {
    Told { state, blocks: vec![paragraph("Its words are not sent by mail. Sign in to read them.")] }
}

fn raised(number: &str, from: Option<Priority>, to: Priority) -> String {
    match from {
        Some(from) => format!("{number} was raised from {} to {}.", from.code(), to.code()),
        None => format!("{number} was raised to {}.", to.code()),
    }
}

fn assigned(number: &str, by: Option<&str>, part: Part) -> String {
    let what = match part {
        Part::Owner => "own it",
        Part::ActingManager => "are its acting incident manager until you hand over",
        Part::IncidentManager => "are its incident manager",
        Part::CommunicationsLead => "are its communications lead",
        Part::Member => "are a member of it",
    };
    match by {
        Some(by) => format!("{number}: you {what} now, by {by}."),
        None => format!("{number}: you {what} now."),
    }
}
