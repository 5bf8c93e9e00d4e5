//! What is wrong with a field, where the field itself has better words than the general ones.

/// Words that fit every field.
pub(super) const GENERAL: [&str; 3] =
    ["This is needed.", "Choose one of the list.", "This cannot be understood as it stands."];

pub(super) fn missing(field: &str) -> &'static str {
    match field {
        "title" => "Say in a few words what is broken.",
        "impact" => "Choose how many are hit.",
        "urgency" => "Choose what it does to the work.",
        "email" => "Write a mail address.",
        "password" => "Write a password.",
        "name" => "Write a name.",
        "reason" => "Say why, in a few words.",
        "resolution" => "Say how it was fixed.",
        "what" => "Say what was done.",
        "text" | "words" => "Write something first.",
        "public_title" => "Give it a public title; the workaround is shown under it.",
        "at" | "aware_at" => "Say when it was.",
        "criteria" => "Say what makes it one that the law asks about.",
        "whom" => "Say who was told.",
        "why_not" => "Say why nobody need be told.",
        "whom1" => "Say who is alerted first.",
        _ if field.starts_with("minutes") => "Write how many minutes to wait, from 1 to 240.",
        "last_resort" => "Say who is the last resort, or leave their step away.",
        "last_address" => "Write the mail address of the last resort.",
        "push_url" => "Write where it is sent to, such as https://ntfy.sh/your-topic.",
        "push_secret" => "Write a secret of at least 16 characters, which the receiver knows too.",
        "begins" => "Say when it begins.",
        "ends" => "Say when it ends.",
        "note" => "Say what it waits for.",
        "unread" => "Ask somebody else to read it and press \u{201c}I have read it\u{201d}, or tick that nobody has.",
        "line_at" => "Say when that was.",
        "line" => "Write what happened then.",
        "number" => "Write the number of the incident it comes from.",
        "owner" => "Choose who does it.",
        "due" => "Choose the day until which it is done.",
        "question" => "Write what you ask them.",
        "audiences" => "Choose at least one audience.",
        "ticked" => "Tick at least one report in the list.",
        "into" => "Write the number of the incident that they belong to.",
        "smtp_host" => "Write the name of the mail server.",
        "smtp_user" => "Write the user that this password is of.",
        "smtp_password" => "Write the password: the stored one is kept for the same server, user and way only.",
        "public_url" => "Say under which address people reach Sitrep; links in letters begin with it.",
        _ => GENERAL[0],
    }
}

pub(super) fn unknown(field: &str) -> &'static str {
    match field {
        "into" | "number" => "There is no such incident, or it is not yours to see. Write a number like INC-42.",
        _ => GENERAL[1],
    }
}

pub(super) fn malformed(field: &str) -> &'static str {
    match field {
        "begins" | "ends" | "at" | "aware_at" | "reached" | "again" => "Choose a day and a time.",
        "zone" => "Write a time zone like Europe/Lisbon.",
        "public_url" => "Write an address like https://desk.example.org, without a path.",
        "smtp_url" | "second_smtp_url" => {
            "Write an address like smtps://user:password@mail.example.org. A password that holds / # ? or % is typed into \
             the fields instead."
        }
        "smtp_host" => "Write only the name of the server, such as mail.example.org; the port has a field of its own.",
        "smtp_port" => "Write a number from 1 to 65535, or nothing for the usual one.",
        "smtp_password" => "A password cannot hold the end of a line.",
        "mail_domains" => "Write domains like example.org, separated by spaces.",
        "target" => "Write a number of percent like 99.5, above 0 and at most 100.",
        "legal_deadlines" => "Write a name and a time for each, such as Notification 72h, with commas between them.",
        "second_folder" => "Write the whole path of a folder of the server, such as /mnt/copies.",
        "quiet_from" => "Write a time like 22:00.",
        "quiet_to" => "Write a time like 06:30, another one than where they begin.",
        "status_folder" => "Write the whole path of a folder of the server, such as /srv/status.",
        "hours" => "Write days and hours, one line each, like mon-fri 09:00-17:00; a night is two lines.",
        "hours_from" => "Write a day, such as 2027-01-01.",
        "off" => "This calendar file has no days that can be read.",
        "P1_response" | "P1_resolution" | "P2_response" | "P2_resolution" | "P3_response" | "P3_resolution"
        | "P4_response" | "P4_resolution" => "Write 15m, 4h or 2d; a day is a working day of eight hours.",
        "watch_days" => "Write a number of days from 0 to 366; 0 watches for nothing.",
        "due" => "Choose a day.",
        _ if field.starts_with("minutes") => "Write a number of minutes from 1 to 240.",
        "push_secret" => "Write it in plain letters, digits and signs, without spaces.",
        "push_url" => "Write the whole address, such as https://ntfy.sh/your-topic, without a user or password in it.",
        "repeats" => "Write a number from 0 to 5.",
        "alert_hours" => "Write days and hours, one line each, like mon-fri 07:00-22:00; empty is always.",
        "every_days" => "Write a number of days from 1 to 366.",
        "first" | "from" | "to" => "Choose a day and a time.",
        "emergency_phone" => "Write a number that people can call, like +351 21 000 0000.",
        _ => GENERAL[2],
    }
}
