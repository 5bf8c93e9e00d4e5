//! How mail programs begin what they quote and how telephones sign, in the languages they speak. Lists of words and no
//! cleverness: another language is another word.

/// "wrote", between who and when.
const WROTE: [&str; 22] = [
    "wrote",
    "schrieb",
    "a écrit",
    "escribió",
    "ha scritto",
    "schreef",
    "skrev",
    "kirjoitti",
    "escreveu",
    "napsal",
    "napísal",
    "napisał",
    "написал",
    "пише",
    "írta",
    "a scris",
    "yazdı",
    "έγραψε",
    "写道",
    "寫道",
    "작성",
    "viết",
];

/// Before when.
const OPENERS: [&str; 11] = ["on ", "am ", "le ", "el ", "il ", "op ", "em ", "den ", "dne ", "w dniu ", "в "];

/// Between hyphens.
const ORIGINAL: [&str; 18] = [
    "original message",
    "originalnachricht",
    "ursprüngliche nachricht",
    "message d'origine",
    "message d\u{2019}origine",
    "mensaje original",
    "mensagem original",
    "messaggio originale",
    "oorspronkelijk bericht",
    "ursprungligt meddelande",
    "originalmeddelande",
    "oprindelig meddelelse",
    "opprinnelig melding",
    "alkuperäinen viesti",
    "původní zpráva",
    "wiadomość oryginalna",
    "исходное сообщение",
    "forwarded message",
];

/// The first line of a head in lines.
const FROM: [&str; 16] = [
    "from",
    "von",
    "de",
    "da",
    "van",
    "från",
    "fra",
    "lähettäjä",
    "od",
    "от",
    "feladó",
    "de la",
    "kimden",
    "από",
    "差出人",
    "发件人",
];

/// What follows it.
const THEN: [&str; 45] = [
    "sent",
    "date",
    "to",
    "cc",
    "subject",
    "gesendet",
    "datum",
    "an",
    "betreff",
    "envoyé",
    "à",
    "objet",
    "enviado",
    "enviado el",
    "fecha",
    "para",
    "asunto",
    "enviada",
    "data",
    "assunto",
    "inviato",
    "a",
    "oggetto",
    "verzonden",
    "aan",
    "onderwerp",
    "skickat",
    "till",
    "ämne",
    "sendt",
    "til",
    "emne",
    "lähetetty",
    "vastaanottaja",
    "aihe",
    "wysłano",
    "do",
    "temat",
    "odesláno",
    "komu",
    "předmět",
    "отправлено",
    "кому",
    "тема",
    "件名",
];

/// Lines that telephones and their programs add.
const SIGNATURES: [&str; 22] = [
    "sent from my",
    "sent from mail for",
    "sent from outlook",
    "sent via",
    "get outlook for",
    "von meinem",
    "gesendet von",
    "gesendet mit der",
    "holen sie sich outlook",
    "diese nachricht wurde von meinem",
    "envoyé de mon",
    "envoyé depuis",
    "télécharger outlook",
    "obtenez outlook",
    "enviado desde mi",
    "enviado do meu",
    "inviato da",
    "verstuurd vanaf mijn",
    "skickat från min",
    "sendt fra min",
    "lähetetty",
    "wysłane z",
];
/// A longer line is somebody's own.
const SIGNATURE_MOST: usize = 90;
/// Lines of a head that are looked at for what follows.
const BLOCK_LINES: usize = 6;
const HEAD_MOST: usize = 400;

/// `-----Original Message-----`, or the rule that Outlook draws.
pub(super) fn is_separator(line: &str) -> bool {
    let line = line.trim();
    if line.len() >= 20 && line.bytes().all(|byte| byte == b'_') {
        return true;
    }
    let inner = line.trim_matches(['-', '_', ' ']).to_lowercase();
    line.starts_with("--") && line.ends_with("--") && ORIGINAL.contains(&inner.as_str())
}

/// "From:", and of what follows at least two: "Sent:", "To:", "Subject:".
pub(super) fn is_head_of_block(lines: &[&str]) -> bool {
    if !lines.first().and_then(|line| named(line)).is_some_and(|name| FROM.contains(&name.as_str())) {
        return false;
    }
    let follow = lines.iter().skip(1).take(BLOCK_LINES).filter_map(|line| named(line));
    follow.filter(|name| THEN.contains(&name.as_str())).count() >= 2
}

/// The name of a line like `*Von:* ...` or `Objet : ...`.
fn named(line: &str) -> Option<String> {
    let (name, _) = line.split_once([':', '：'])?;
    Some(name.trim().trim_matches('*').trim().to_lowercase()).filter(|name| name.chars().count() <= 15)
}

/// Somebody, some time, and that they wrote; some languages only say who and when.
pub(super) fn says_who_wrote(head: &str) -> bool {
    let lower = head.to_lowercase();
    let verb = WROTE.iter().any(|verb| lower.contains(verb));
    let dated = head.contains('年') && head.contains('月');
    head.chars().count() <= HEAD_MOST && head.chars().any(|c| c.is_ascii_digit()) && (verb || dated)
}

/// The first line of such a sentence that goes on in the next.
pub(super) fn is_opener(line: &str) -> bool {
    let lower = line.trim().to_lowercase();
    OPENERS.iter().any(|word| lower.starts_with(word)) && lower.contains(|c: char| c.is_ascii_digit())
}

pub(super) fn is_program_signature(line: &str) -> bool {
    let lower = line.trim().to_lowercase();
    let begins = SIGNATURES.iter().any(|signature| lower.starts_with(signature));
    let german = lower.starts_with("von meinem") && !lower.ends_with("gesendet");
    lower.chars().count() <= SIGNATURE_MOST && begins && !german
}
