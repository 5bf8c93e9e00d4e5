//! The plans that are there on the first day: what to do, and how, for whoever has never done it.

use crate::classification::IncidentType;
use crate::locale::Locale;

/// A plan that nobody has changed yet.
#[derive(Clone, Copy, Debug)]
pub struct ReadyMade {
    pub name: &'static str,
    pub kinds: &'static [IncidentType],
    /// Services called so are what it is about.
    pub services: &'static [&'static str],
    /// What, and how.
    pub steps: &'static [(&'static str, &'static str)],
}

impl Locale {
    /// In an order that never changes: a stored plan takes the place of one of them by its number.
    pub fn ready_made_plans(self) -> &'static [ReadyMade] {
        match self {
            Self::English => &PLANS,
        }
    }
}

const PLANS: [ReadyMade; 6] = [
    ReadyMade {
        name: "Outage",
        kinds: &[IncidentType::Outage],
        services: &[],
        steps: &[
            (
                "Say who commands and who does what",
                "One person decides and tells others; somebody else mends. Two people at the same thing lose time.",
            ),
            (
                "Find out who is hit and since when",
                "Ask two people in different places. Confirm the service as down or degraded, so that the status page says so.",
            ),
            (
                "Tell everyone who is hit",
                "What does not work, what they can do until then, and when they hear again. Not knowing the cause is no reason to wait.",
            ),
            (
                "Ask what changed last",
                "Updates, cables, certificates, passwords, bills. What changed in the last day is the likeliest cause.",
            ),
            (
                "Take back the last change, if there was one",
                "Make it work first, understand it afterwards. Write down what you take back.",
            ),
            (
                "Call the supplier, if it is theirs",
                "Support number and contract stand on the service. Ask for a ticket number and when they call back.",
            ),
            ("Keep what you will need later", "Logs, error messages and times, before a restart deletes them."),
            ("Check that it works, with somebody who was hit", "Not from your own desk only."),
            (
                "Tell everyone that it works again",
                "And what they may have to do: sign in again, send again what was lost.",
            ),
        ],
    },
    ReadyMade {
        name: "Mail is down",
        kinds: &[],
        services: &["E-mail", "Email", "Mail"],
        steps: &[
            (
                "Find out whether sending, receiving or both fail",
                "Send a letter from outside and one to outside. Ask whether phones show the same as computers.",
            ),
            (
                "Tell people without mail",
                "Call the list of those who must know, put up the notice with the code of the status page, ask managers to pass it on.",
            ),
            ("Look at the supplier's status page", "Not yours: if it is theirs, note their reference and call them."),
            (
                "Check that the domain and its records are there",
                "An unpaid domain or a changed MX record stops all mail.",
            ),
            (
                "Check disk, queue and certificate of the server",
                "A full disk and an expired certificate are the most common causes.",
            ),
            (
                "Say which other way to use",
                "Phone, chat, a shared file. Say that letters wait and are not lost, if that is so.",
            ),
            ("Let the queue run out before you say it works", "Letters that waited come late and in bulk."),
            ("Tell everyone that it works again", "With what to do about letters that came back."),
        ],
    },
    ReadyMade {
        name: "Internet is down",
        kinds: &[],
        services: &["Internet"],
        steps: &[
            ("Find out whether it is one room, one building or all", "Ask by phone. One room is a switch or a cable."),
            (
                "Look at the lights of the router, and restart it once",
                "Note the time. If it does not come back in five minutes, do not restart it again.",
            ),
            (
                "Call the provider",
                "Contract number and support phone stand on the service. Ask whether others near you are down, and when it is back.",
            ),
            ("Offer the other line, or a phone as hotspot", "First to those who serve customers."),
            ("Say what works without it", "The network inside, files, printers, phones: whatever does."),
            ("Tell everyone that it works again", "After ten minutes without a break."),
        ],
    },
    ReadyMade {
        name: "Somebody clicked on a phishing letter",
        kinds: &[IncidentType::Security],
        services: &[],
        steps: &[
            ("Thank them for saying so", "Whoever is blamed says nothing the next time."),
            ("Ask what they typed, and when", "Password, second factor, card? Ask them to delete nothing."),
            ("Change the password and end all sessions", "Do it for them, from another device."),
            (
                "Look at sign-ins, forwarding rules and apps of the account",
                "A rule that forwards or deletes letters is the usual trace.",
            ),
            (
                "Find out who else got the letter",
                "Search by sender and subject; remove it from mailboxes; ask those who opened it.",
            ),
            ("Block sender and address", "At the mail gateway and at the proxy."),
            (
                "Tell the others what it looks like",
                "A picture of the letter and what to do with it. No name of whoever clicked.",
            ),
            ("Decide whether data were exposed", "If so, declare it: legal deadlines begin then."),
        ],
    },
    ReadyMade {
        name: "A device is lost or stolen",
        kinds: &[IncidentType::Security],
        services: &[],
        steps: &[
            (
                "Ask which device, where and when",
                "Was it locked? Was somebody signed in? Is a password on a note with it?",
            ),
            ("Lock or wipe it from afar", "Lock first if it may be found; wipe if it holds data of others."),
            ("End its sessions and change the passwords", "Mail, VPN, files and whatever stood open."),
            ("Find out which data were on it", "Was the disk encrypted? Whose data? Copies elsewhere?"),
            ("Report it to the police, if it was stolen", "Keep the reference; the insurance asks for it."),
            ("Decide whether data were exposed", "If so, declare it: legal deadlines begin then."),
            ("Give them another device", "So that work goes on."),
        ],
    },
    ReadyMade {
        name: "Ransomware",
        kinds: &[IncidentType::Security],
        services: &[],
        steps: &[
            (
                "Take the network off, leave the power on",
                "Pull the cable or switch off wireless of each computer that is hit. What is in memory may hold the key.",
            ),
            (
                "Stop shared drives and backups",
                "Before they are encrypted as well. Take the last backup off the network.",
            ),
            ("Say who commands, and talk by phone", "Whoever did it may read your mail and chat."),
            ("Find out how far it went", "Which computers, which accounts, since when."),
            ("Change the passwords of administrators", "From a computer that was never on this network."),
            (
                "Call insurance, police and the supplier",
                "The insurance may pay only if it is called before anything is cleaned.",
            ),
            (
                "Pay nothing, answer nothing",
                "That is a decision of the management with advice, never of one person at night.",
            ),
            (
                "Decide whether data were exposed, and declare it",
                "Data that were encrypted were often copied before. Legal deadlines begin with the declaration.",
            ),
            ("Tell everyone what to leave alone", "Which computers stay off, what nobody may plug in."),
            ("Restore from a copy that is older than the break-in", "To clean machines, after the way in is closed."),
        ],
    },
];
