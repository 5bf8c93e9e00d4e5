//! Public holidays to tick, country by country. Only days that hold in the whole of a country, as its law stood in 2026:
//! days of regions, and those that are proclaimed for one year, are not here and come from a calendar file. What is
//! ticked is stored as days off like any other; nothing is looked up later.
//!
//! Sources: AT Arbeitsruhegesetz §7; BE Arrêté royal du 18 avril 1974; DE Feiertagsgesetze der Länder, as far as they
//! agree, and Einigungsvertrag art. 2; DK Helligdagsloven, without Store Bededag since 2024; ES Real Decreto 2001/1983
//! art. 45; FR Code du travail L3133-1; GB Banking and Financial Dealings Act 1971, England and Wales; IT Legge 260/1949,
//! with Legge 151/2025; NL Algemene termijnenwet art. 3; PL Ustawa o dniach wolnych od pracy, with Wigilia since 2025; PT
//! Código do Trabalho art. 234; US 5 U.S.C. 6103.

mod dated;

use chrono::Weekday;

use Rule::{Easter, KingsDay, Last, Nth, On};

/// A country whose holidays can be ticked.
pub struct Country {
    pub code: &'static str,
    pub name: &'static str,
    /// Where its clocks are; whoever sets up there is offered these days.
    zones: &'static [&'static str],
    moves: Moves,
    days: &'static [(&'static str, Rule)],
}

/// What becomes of a day on a weekend.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Moves {
    Never,
    /// To the next day of work that is no holiday itself.
    On,
    /// From Saturday to Friday, from Sunday to Monday.
    Nearest,
}

#[derive(Clone, Copy)]
enum Rule {
    /// Month and day.
    On(u32, u32),
    /// Days after Easter Sunday.
    Easter(i64),
    /// The so-manieth such day of a month.
    Nth(u8, Weekday, u32),
    Last(Weekday, u32),
    /// 27 April, on the 26th where that is a Sunday.
    KingsDay,
}

/// In the order of their names.
pub static COUNTRIES: [Country; 12] = [
    Country {
        code: "AT",
        name: "Austria",
        zones: &["Europe/Vienna"],
        moves: Moves::Never,
        days: &[
            ("Neujahr", On(1, 1)),
            ("Heilige Drei Könige", On(1, 6)),
            ("Ostermontag", Easter(1)),
            ("Staatsfeiertag", On(5, 1)),
            ("Christi Himmelfahrt", Easter(39)),
            ("Pfingstmontag", Easter(50)),
            ("Fronleichnam", Easter(60)),
            ("Mariä Himmelfahrt", On(8, 15)),
            ("Nationalfeiertag", On(10, 26)),
            ("Allerheiligen", On(11, 1)),
            ("Mariä Empfängnis", On(12, 8)),
            ("Weihnachten", On(12, 25)),
            ("Stefanitag", On(12, 26)),
        ],
    },
    Country {
        code: "BE",
        name: "Belgium",
        zones: &["Europe/Brussels"],
        moves: Moves::Never,
        days: &[
            ("Nieuwjaar", On(1, 1)),
            ("Paasmaandag", Easter(1)),
            ("Dag van de Arbeid", On(5, 1)),
            ("Hemelvaart", Easter(39)),
            ("Pinkstermaandag", Easter(50)),
            ("Nationale feestdag", On(7, 21)),
            ("Onze-Lieve-Vrouw-Hemelvaart", On(8, 15)),
            ("Allerheiligen", On(11, 1)),
            ("Wapenstilstand", On(11, 11)),
            ("Kerstmis", On(12, 25)),
        ],
    },
    Country {
        code: "DK",
        name: "Denmark",
        zones: &["Europe/Copenhagen"],
        moves: Moves::Never,
        days: &[
            ("Nytårsdag", On(1, 1)),
            ("Skærtorsdag", Easter(-3)),
            ("Langfredag", Easter(-2)),
            ("2. påskedag", Easter(1)),
            ("Kristi himmelfartsdag", Easter(39)),
            ("2. pinsedag", Easter(50)),
            ("Juledag", On(12, 25)),
            ("2. juledag", On(12, 26)),
        ],
    },
    Country {
        code: "GB",
        name: "England and Wales",
        zones: &["Europe/London"],
        moves: Moves::On,
        days: &[
            ("New Year's Day", On(1, 1)),
            ("Good Friday", Easter(-2)),
            ("Easter Monday", Easter(1)),
            ("Early May bank holiday", Nth(1, Weekday::Mon, 5)),
            ("Spring bank holiday", Last(Weekday::Mon, 5)),
            ("Summer bank holiday", Last(Weekday::Mon, 8)),
            ("Christmas Day", On(12, 25)),
            ("Boxing Day", On(12, 26)),
        ],
    },
    Country {
        code: "FR",
        name: "France",
        zones: &["Europe/Paris"],
        moves: Moves::Never,
        days: &[
            ("Jour de l'an", On(1, 1)),
            ("Lundi de Pâques", Easter(1)),
            ("Fête du Travail", On(5, 1)),
            ("Victoire 1945", On(5, 8)),
            ("Ascension", Easter(39)),
            ("Lundi de Pentecôte", Easter(50)),
            ("Fête nationale", On(7, 14)),
            ("Assomption", On(8, 15)),
            ("Toussaint", On(11, 1)),
            ("Armistice 1918", On(11, 11)),
            ("Noël", On(12, 25)),
        ],
    },
    Country {
        code: "DE",
        name: "Germany",
        zones: &["Europe/Berlin", "Europe/Busingen"],
        moves: Moves::Never,
        days: &[
            ("Neujahr", On(1, 1)),
            ("Karfreitag", Easter(-2)),
            ("Ostermontag", Easter(1)),
            ("Tag der Arbeit", On(5, 1)),
            ("Christi Himmelfahrt", Easter(39)),
            ("Pfingstmontag", Easter(50)),
            ("Tag der Deutschen Einheit", On(10, 3)),
            ("1. Weihnachtstag", On(12, 25)),
            ("2. Weihnachtstag", On(12, 26)),
        ],
    },
    Country {
        code: "IT",
        name: "Italy",
        zones: &["Europe/Rome"],
        moves: Moves::Never,
        days: &[
            ("Capodanno", On(1, 1)),
            ("Epifania", On(1, 6)),
            ("Lunedì dell'Angelo", Easter(1)),
            ("Liberazione", On(4, 25)),
            ("Festa del Lavoro", On(5, 1)),
            ("Festa della Repubblica", On(6, 2)),
            ("Ferragosto", On(8, 15)),
            ("San Francesco", On(10, 4)),
            ("Ognissanti", On(11, 1)),
            ("Immacolata Concezione", On(12, 8)),
            ("Natale", On(12, 25)),
            ("Santo Stefano", On(12, 26)),
        ],
    },
    Country {
        code: "NL",
        name: "Netherlands",
        zones: &["Europe/Amsterdam"],
        moves: Moves::Never,
        days: &[
            ("Nieuwjaarsdag", On(1, 1)),
            ("Tweede paasdag", Easter(1)),
            ("Koningsdag", KingsDay),
            ("Hemelvaartsdag", Easter(39)),
            ("Tweede pinksterdag", Easter(50)),
            ("Eerste kerstdag", On(12, 25)),
            ("Tweede kerstdag", On(12, 26)),
        ],
    },
    Country {
        code: "PL",
        name: "Poland",
        zones: &["Europe/Warsaw"],
        moves: Moves::Never,
        days: &[
            ("Nowy Rok", On(1, 1)),
            ("Trzech Króli", On(1, 6)),
            ("Poniedziałek Wielkanocny", Easter(1)),
            ("Święto Pracy", On(5, 1)),
            ("Święto Konstytucji 3 Maja", On(5, 3)),
            ("Boże Ciało", Easter(60)),
            ("Wniebowzięcie NMP", On(8, 15)),
            ("Wszystkich Świętych", On(11, 1)),
            ("Święto Niepodległości", On(11, 11)),
            ("Wigilia", On(12, 24)),
            ("Boże Narodzenie", On(12, 25)),
            ("Drugi dzień świąt", On(12, 26)),
        ],
    },
    Country {
        code: "PT",
        name: "Portugal",
        zones: &["Europe/Lisbon", "Atlantic/Madeira", "Atlantic/Azores"],
        moves: Moves::Never,
        days: &[
            ("Ano Novo", On(1, 1)),
            ("Sexta-feira Santa", Easter(-2)),
            ("Dia da Liberdade", On(4, 25)),
            ("Dia do Trabalhador", On(5, 1)),
            ("Corpo de Deus", Easter(60)),
            ("Dia de Portugal", On(6, 10)),
            ("Assunção de Nossa Senhora", On(8, 15)),
            ("Implantação da República", On(10, 5)),
            ("Todos os Santos", On(11, 1)),
            ("Restauração da Independência", On(12, 1)),
            ("Imaculada Conceição", On(12, 8)),
            ("Natal", On(12, 25)),
        ],
    },
    Country {
        code: "ES",
        name: "Spain",
        zones: &["Europe/Madrid", "Atlantic/Canary", "Africa/Ceuta"],
        moves: Moves::Never,
        days: &[
            ("Año Nuevo", On(1, 1)),
            ("Epifanía", On(1, 6)),
            ("Viernes Santo", Easter(-2)),
            ("Fiesta del Trabajo", On(5, 1)),
            ("Asunción de la Virgen", On(8, 15)),
            ("Fiesta Nacional", On(10, 12)),
            ("Todos los Santos", On(11, 1)),
            ("Día de la Constitución", On(12, 6)),
            ("Inmaculada Concepción", On(12, 8)),
            ("Navidad", On(12, 25)),
        ],
    },
    Country {
        code: "US",
        name: "United States",
        zones: &["America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles"],
        moves: Moves::Nearest,
        days: &[
            ("New Year's Day", On(1, 1)),
            ("Birthday of Martin Luther King, Jr.", Nth(3, Weekday::Mon, 1)),
            ("Washington's Birthday", Nth(3, Weekday::Mon, 2)),
            ("Memorial Day", Last(Weekday::Mon, 5)),
            ("Juneteenth", On(6, 19)),
            ("Independence Day", On(7, 4)),
            ("Labor Day", Nth(1, Weekday::Mon, 9)),
            ("Columbus Day", Nth(2, Weekday::Mon, 10)),
            ("Veterans Day", On(11, 11)),
            ("Thanksgiving Day", Nth(4, Weekday::Thu, 11)),
            ("Christmas Day", On(12, 25)),
        ],
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::dated::easter;
    use super::*;

    fn dates(code: &str, year: i32) -> Vec<String> {
        Country::of(code).unwrap().holidays(year).iter().map(|(day, _)| day.to_string()).collect()
    }

    #[test]
    fn easter_is_when_the_tables_say() {
        let said = [2024, 2025, 2026, 2027, 2028, 2038].map(|year| easter(year).unwrap().to_string());
        assert_eq!(said, ["2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2038-04-25"]);
    }

    #[test]
    fn the_days_of_some_countries_are_those_of_their_calendars() {
        let germany = [
            "2027-01-01",
            "2027-03-26",
            "2027-03-29",
            "2027-05-01",
            "2027-05-06",
            "2027-05-17",
            "2027-10-03",
            "2027-12-25",
            "2027-12-26",
        ];
        assert_eq!(dates("DE", 2027), germany);
        let england = [
            "2027-01-01",
            "2027-03-26",
            "2027-03-29",
            "2027-05-03",
            "2027-05-31",
            "2027-08-30",
            "2027-12-27",
            "2027-12-28",
        ];
        assert_eq!(dates("GB", 2027), england, "Christmas is on a weekend");
        assert!(
            dates("GB", 2022).ends_with(&["2022-12-26".to_owned(), "2022-12-27".to_owned()]),
            "Christmas on a Sunday"
        );
        let states = [
            "2026-01-01",
            "2026-01-19",
            "2026-02-16",
            "2026-05-25",
            "2026-06-19",
            "2026-07-03",
            "2026-09-07",
            "2026-10-12",
            "2026-11-11",
            "2026-11-26",
            "2026-12-25",
        ];
        assert_eq!(dates("US", 2026), states, "the fourth of July is a Saturday");
        assert_eq!(dates("US", 2028)[0], "2027-12-31");
        assert!(dates("NL", 2025).contains(&"2025-04-26".to_owned()), "the 27th is a Sunday");
        assert!(dates("PT", 2026).contains(&"2026-06-04".to_owned()), "Corpo de Deus");
    }

    #[test]
    fn each_country_is_found_by_its_code_and_by_its_zones_which_exist() {
        let codes: BTreeSet<_> = COUNTRIES.iter().map(|country| country.code).collect();
        assert_eq!(codes.len(), COUNTRIES.len());
        assert!(COUNTRIES.windows(2).all(|pair| pair[0].name < pair[1].name));
        for country in &COUNTRIES {
            assert!(country.zones.iter().all(|zone| crate::time_text::is_zone(zone)), "{}", country.name);
            assert_eq!(Country::of_zone(country.zones[0]).map(|found| found.code), Some(country.code));
            for year in 2025..2060 {
                let days = country.holidays(year);
                let distinct: BTreeSet<_> = days.iter().map(|(_, name)| name).collect();
                assert_eq!((days.len(), distinct.len()), (country.days.len(), country.days.len()), "{year}");
            }
        }
        assert!(Country::of_zone("Asia/Tokyo").is_none() && Country::of("").is_none());
    }
}
