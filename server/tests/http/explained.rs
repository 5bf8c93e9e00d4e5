//! What somebody works out by hand: a case in a file, the answer on the standard output.

use std::fs;
use std::process::{Command, Output};

fn explained(command: &str, case: &str) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("case.json");
    fs::write(&file, case).unwrap();
    Command::new(env!("CARGO_BIN_EXE_sitrep")).env_clear().args([command, "--explain"]).arg(&file).output().unwrap()
}

fn answer(command: &str, case: &str) -> serde_json::Value {
    let output = explained(command, case);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn refused(command: &str, case: &str) -> String {
    let output = explained(command, case);
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(1), [].as_slice()));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_blast_radius_is_worked_out_and_a_hole_in_the_map_is_told() {
    let case = r#"{
        "services": [
            {"id": "a", "criticality": "critical", "depends_on": ["b"]},
            {"id": "b", "criticality": "low", "depends_on": ["b"]},
            {"id": "c", "criticality": "normal", "depends_on": ["b"]}
        ],
        "failing": ["b"],
        "open": [["a"], ["c"]]
    }"#;
    let told = serde_json::json!({
        "hit": [{"id": "a", "distance": 1}, {"id": "c", "distance": 1}],
        "highest": "critical",
        "common": [{"id": "b", "open": [0, 1]}],
    });
    assert_eq!(answer("blast-radius", case), told);
    let nothing = serde_json::json!({"hit": [], "highest": null, "common": []});
    assert_eq!(answer("blast-radius", r#"{"services": [], "failing": [], "open": []}"#), nothing);
    let hole = r#"{"services": [{"id": "a", "criticality": "low", "depends_on": ["x"]}], "failing": [], "open": []}"#;
    assert!(refused("blast-radius", hole).contains("\"a\" depends on \"x\", which is no service here"));
    assert!(refused("blast-radius", "[]").contains("no case of a blast radius"));
}

#[test]
fn the_availability_of_a_month_is_worked_out_and_no_month_is_told() {
    let case = |month: &str| {
        serde_json::json!({
            "zone": "Europe/Berlin", "month": month, "target_percent": 99.5, "count_planned": false, "calendar": null,
            "intervals": [{"from": "2026-03-28T22:00:00Z", "to": "2026-03-29T03:00:00Z", "effect": "down"}],
            "now": "2026-04-02T08:00:00Z",
        })
        .to_string()
    };
    let told = serde_json::json!({
        "observed_seconds": 2_674_800, "down_seconds": 18_000, "degraded_seconds": 0, "planned_seconds": 0,
        "availability_percent": 99.327,
        "segments": [{"from": "2026-03-28T22:00:00Z", "to": "2026-03-29T03:00:00Z", "effect": "down"}],
    });
    assert_eq!(answer("availability", &case("2026-03")), told);
    assert!(refused("availability", &case("March")).contains("\"March\" is no month, as 2026-03 is"));
}
