//! The records by which other mail servers believe that our letters are ours (RFC 7208, 6376, 7489).

use super::{Finding, FindingLine};

/// Part of the server's name, and what SPF includes for whoever sends through it, as these houses publish it.
const HOUSES: [(&str, &str); 6] = [
    ("office365.com", "include:spf.protection.outlook.com"),
    ("protection.outlook.com", "include:spf.protection.outlook.com"),
    ("gmail.com", "include:_spf.google.com"),
    ("google.com", "include:_spf.google.com"),
    ("mailgun.org", "include:mailgun.org"),
    ("amazonaws.com", "include:amazonses.com"),
];

/// `host`: the mail server, if there is one.
pub(super) fn to_publish(from: &str, domain: &str, host: Option<&str>) -> Finding {
    let about = format!("Whoever keeps the DNS of {domain} publishes these, so that letters from {from} are believed.");
    let spf = host.map_or("mx".to_owned(), passes);
    let check = |name: &str| format!("dig +short TXT {name}");
    let (dmarc, dkim) = (format!("_dmarc.{domain}"), format!("SELECTOR._domainkey.{domain}"));
    let lines = vec![
        FindingLine::new(
            format!("SPF: {domain} TXT"),
            format!("v=spf1 {spf} -all"),
            format!(
                "Who may send for the domain. If there is a record that begins with v=spf1, add {spf} to it: two of them count as none. Check: {}",
                check(domain)
            ),
        ),
        FindingLine::new(
            format!("DKIM: {dkim} TXT"),
            "v=DKIM1; k=rsa; p=…",
            format!(
                "The mail server signs letters, so it makes the key: switch signing on there, and publish the name and value that it shows. Check: {}",
                check(&dkim)
            ),
        ),
        FindingLine::new(
            format!("DMARC: {dmarc} TXT"),
            format!("v=DMARC1; p=none; rua=mailto:postmaster@{domain}"),
            format!(
                "What others do with letters that fail both. Begin with p=none, read the reports for some weeks, then quarantine. Check: {}",
                check(&dmarc)
            ),
        ),
    ];
    Finding { head: "Records to publish", about, lines }
}

/// The mechanism that lets letters through this server pass.
fn passes(host: &str) -> String {
    let host = host.to_ascii_lowercase();
    if let Some((_, include)) = HOUSES.iter().find(|(house, _)| host == *house || host.ends_with(&format!(".{house}")))
    {
        return (*include).to_owned();
    }
    match host.parse::<std::net::IpAddr>() {
        Ok(address) if address.is_loopback() => "mx".to_owned(),
        Ok(std::net::IpAddr::V4(address)) => format!("ip4:{address}"),
        Ok(std::net::IpAddr::V6(address)) => format!("ip6:{address}"),
        Err(_) if host == "localhost" => "mx".to_owned(),
        Err(_) => format!("a:{host}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spf_names_the_server_or_the_house_that_sends_for_us() {
        for (host, passes_by) in [
            ("smtp.office365.com", "include:spf.protection.outlook.com"),
            ("evil-gmail.com", "a:evil-gmail.com"),
            ("mail.example.org", "a:mail.example.org"),
            ("192.0.2.7", "ip4:192.0.2.7"),
            ("::1", "mx"),
        ] {
            assert_eq!(passes(host), passes_by);
        }
        let found = to_publish("it@example.org", "example.org", None);
        assert_eq!(found.lines[0].value, "v=spf1 mx -all");
        assert!(found.lines[2].name.contains("_dmarc.example.org"));
    }
}
