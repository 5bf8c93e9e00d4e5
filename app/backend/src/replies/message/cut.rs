//! Takes out of a text what its writer did not write now: what they answer, and how their program signs. When in doubt
//! a line stays: whoever reads it too much has lost nothing, and the original is kept.

use super::heads::{is_head_of_block, is_opener, is_program_signature, is_separator, says_who_wrote};

/// Lines over which one head may be wrapped.
const HEAD_LINES_MOST: usize = 4;

/// The writer's own words.
pub(super) fn own(text: &str) -> String {
    let clean: String =
        text.replace("\r\n", "\n").chars().filter(|c| !matches!(c, '\u{feff}' | '\u{200b}' | '\r')).collect();
    let clean = clean.replace('\u{a0}', " ");
    let lines: Vec<&str> = clean.lines().map(str::trim_end).collect();
    let kept = without_quotes(&lines);
    without_signature(&kept)
}

fn without_quotes<'a>(lines: &[&'a str]) -> Vec<&'a str> {
    let mut kept = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        // In a quote heads are quoted as well.
        if is_quoted(lines[at]) {
            at += 1;
            continue;
        }
        if is_separator(lines[at]) || is_head_of_block(&lines[at..]) {
            break;
        }
        match head(&lines[at..]) {
            // The last words before it may stand right above.
            Some(Head { lines: 2.., .. }) if !is_opener(lines[at]) && head(&lines[at + 1..]).is_some() => {
                kept.push(lines[at]);
                at += 1;
            }
            // Answers may stand below and between the lines that are quoted with a mark.
            Some(Head { lines: wrapped, marked: true }) => at += wrapped,
            Some(Head { marked: false, .. }) => break,
            None => {
                kept.push(lines[at]);
                at += 1;
            }
        }
    }
    kept
}

struct Head {
    lines: usize,
    /// Each line that follows begins with a mark.
    marked: bool,
}

/// "On Monday at 12:58 Rui wrote:", in one line or in several.
fn head(lines: &[&str]) -> Option<Head> {
    let mut joined = String::new();
    for (count, line) in lines.iter().take(HEAD_LINES_MOST).enumerate() {
        if line.trim().is_empty() {
            return None;
        }
        joined.push_str(line.trim());
        joined.push(' ');
        if line.ends_with([':', '：']) {
            let next = lines[count + 1..].iter().find(|next| !next.trim().is_empty());
            let marked = next.is_some_and(|next| is_quoted(next));
            let certain = joined.contains('@') || marked;
            return (certain && says_who_wrote(&joined)).then_some(Head { lines: count + 1, marked });
        }
    }
    None
}

fn is_quoted(line: &str) -> bool {
    line.trim_start().starts_with('>')
}

/// Below two hyphens, or the line a telephone adds.
fn without_signature(lines: &[&str]) -> String {
    let end = lines.iter().position(|line| matches!(*line, "--" | "-- " | "—")).unwrap_or(lines.len());
    let mut kept = lines[..end].to_vec();
    loop {
        match kept.last() {
            Some(last) if last.trim().is_empty() || is_program_signature(last) => kept.pop(),
            Some(_) | None => break,
        };
    }
    let mut text = String::new();
    for line in kept.iter().skip_while(|line| line.trim().is_empty()) {
        text.push_str(line);
        text.push('\n');
    }
    while text.contains("\n\n\n") {
        text = text.replace("\n\n\n", "\n\n");
    }
    text.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What came, and what of it is somebody's own.
    const SHAPES: [(&str, &str); 24] = [
        (
            "It works.\r\n\r\nOn Mon, 23 Nov 2026 at 12:58, Desk <desk@a.example> wrote:\r\n> INC-1\r\n> is fixed\r\n",
            "It works.",
        ),
        ("It works.\n\nOn 23 Nov 2026, at 12:58, Desk <desk@a.example> wrote:\n\nINC-1 is fixed", "It works."),
        ("Ok\n\nAm 23.11.2026 um 17:40 schrieb IT-Desk <desk@a.example>:\n> x", "Ok"),
        ("Ok\n\nAm Mo., 23. Nov. 2026 um 17:40 Uhr schrieb IT-Desk <\ndesk@a.example>:\n\n> x", "Ok"),
        ("Merci\n\nLe lun. 23 nov. 2026 à 12:58, IT <desk@a.example> a écrit :\n\n> x", "Merci"),
        ("Gracias\n\nEl lun, 23 nov 2026 a las 12:58, IT (<desk@a.example>) escribió:\n\n> x", "Gracias"),
        ("Grazie\n\nIl giorno lun 23 nov 2026 alle ore 12:58 IT <desk@a.example> ha\nscritto:\n\n> x", "Grazie"),
        ("Dank\n\nOp ma 23 nov 2026 om 12:58 schreef IT <desk@a.example>:\n\n> x", "Dank"),
        ("Obrigada\n\nEm seg., 23 de nov. de 2026 às 12:58, IT <desk@a.example> escreveu:\n\n> x", "Obrigada"),
        ("Kiitos\n\nma 23. marrask. 2026 klo 12.58 IT (desk@a.example) kirjoitti:\n\n> x", "Kiitos"),
        ("Dzięki\n\npon., 23 lis 2026 o 12:58 IT <desk@a.example> napisał(a):\n\n> x", "Dzięki"),
        ("ありがとう\n\n2026年11月23日(月) 12:58 IT <desk@a.example>:\n\n> x", "ありがとう"),
        ("Top\n\n-----Original Message-----\nFrom: IT\nSent: Monday\nSubject: x\n\nold", "Top"),
        ("Top\n\n-----Ursprüngliche Nachricht-----\nVon: IT\n\nold", "Top"),
        ("Top\n\n________________________________\nDe : IT <desk@a.example>\nEnvoyé : lundi\nObjet : x\n\nold", "Top"),
        ("Top\n\nFrom: IT <desk@a.example>\nDate: Monday\nTo: Ana\nSubject: x\n\nold", "Top"),
        ("Top\n\n*Från:* IT <desk@a.example>\n*Skickat:* den 23 november\n*Till:* Ana\n*Ämne:* x\n\nold", "Top"),
        ("Yes\nOn 23 Nov 2026, IT <desk@a.example> wrote:\n> x", "Yes"),
        ("Yes\nOn Mon, Nov 23,\n2026 at 12:58 IT <desk@a.example> wrote:\n> x", "Yes"),
        // Answers below and between.
        (
            "On 23 Nov 2026, IT <desk@a.example> wrote:\n> Does it work?\n\nYes.\n\n> Since when?\n\nSince 9.",
            "Yes.\n\nSince 9.",
        ),
        ("Yes\n-- \nAna\nSales", "Yes"),
        ("Yes\n\nSent from my iPhone\n", "Yes"),
        ("Yes\n\nGet Outlook for iOS<https://aka.ms/x>\n", "Yes"),
        // Nobody's head: it stays.
        (
            "Rui wrote at 9:\nthe printer in 4.12 is from: 2019\nSubject to change: no",
            "Rui wrote at 9:\nthe printer in 4.12 is from: 2019\nSubject to change: no",
        ),
    ];

    #[test]
    fn what_is_quoted_goes_and_what_was_written_stays() {
        for (came, stays) in SHAPES {
            assert_eq!(own(came), stays, "{came}");
        }
    }
}
