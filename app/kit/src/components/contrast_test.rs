//! Reads the tokens as they are shipped and computes every pair of colours in use, in both themes: 4.5 for text,
//! 3 for marks and the edges of controls (WCAG 2.2, 1.4.3 and 1.4.11).

use std::collections::HashMap;

const TOKENS: &str = include_str!("../../../../style/tokens.css");
const GROUNDS: &[&str] = &["ground", "surface", "hover"];
const TINTS: &[&str] = &["tint-accent", "tint-p1", "tint-p2", "tint-p3", "tint-good"];
/// Filled grounds and the text that stands on them.
const FILLS: &[&str] = &["accent", "accent-strong", "p1", "p2", "good"];

#[derive(Clone, Copy, Debug)]
struct Oklch {
    lightness: f64,
    chroma: f64,
    hue: f64,
}

impl Oklch {
    fn parse(text: &str) -> Option<Self> {
        let numbers: Vec<f64> = text.split_whitespace().map_while(|number| number.parse().ok()).collect();
        let [lightness, chroma, hue] = numbers[..] else { return None };
        Some(Self { lightness, chroma, hue })
    }

    /// Björn Ottosson's matrices, to linear sRGB, clipped to the screen's gamut, to luminance.
    fn luminance(self) -> f64 {
        let (sine, cosine) = self.hue.to_radians().sin_cos();
        let (a, b) = (self.chroma * cosine, self.chroma * sine);
        let l = (self.lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let m = (self.lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let s = (self.lightness - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
        let red = 4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s;
        let green = -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s;
        let blue = -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s;
        0.2126 * red.clamp(0.0, 1.0) + 0.7152 * green.clamp(0.0, 1.0) + 0.0722 * blue.clamp(0.0, 1.0)
    }
}

fn contrast(one: Oklch, other: Oklch) -> f64 {
    let (one, other) = (one.luminance(), other.luminance());
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Name to its light and dark colour, from lines such as `--text: light-dark(oklch(…), oklch(…));`.
fn tokens() -> HashMap<&'static str, [Oklch; 2]> {
    let colour = |line: &'static str| {
        let (name, value) = line.trim().strip_prefix("--")?.split_once(": light-dark(")?;
        let mut colours = value.split("oklch(").skip(1).map(|part| Oklch::parse(part.split(')').next()?));
        Some((name, [colours.next()??, colours.next()??]))
    };
    TOKENS.lines().filter_map(colour).collect()
}

fn shortfalls(pairs: impl IntoIterator<Item = (&'static str, &'static str, f64)>) -> Vec<String> {
    let tokens = tokens();
    let mut found = Vec::new();
    for (front, back, least) in pairs {
        for (theme, at) in [("light", 0), ("dark", 1)] {
            let reached = contrast(tokens[front][at], tokens[back][at]);
            if reached < least {
                found.push(format!("{theme}: {front} on {back} reaches {reached:.2} of {least}"));
            }
        }
    }
    found
}

#[test]
fn every_text_reaches_4_5_on_every_ground_it_stands_on() {
    let plain = ["text", "quiet"]
        .into_iter()
        .flat_map(|front| GROUNDS.iter().chain(TINTS).map(move |back| (front, *back, 4.5)));
    let coloured = ["accent", "accent-strong", "p1", "p1-strong", "p2", "p3", "p4", "good"];
    let coloured = coloured.into_iter().flat_map(|front| GROUNDS.iter().map(move |back| (front, *back, 4.5)));
    let own = [
        ("accent", "tint-accent"),
        ("p1", "tint-p1"),
        ("p1-strong", "tint-p1"),
        ("p2", "tint-p2"),
        ("p3", "tint-p3"),
        ("good", "tint-good"),
    ];
    let own = own.into_iter().map(|(front, back)| (front, back, 4.5));
    let filled = FILLS.iter().map(|back| ("on-fill", *back, 4.5));
    let inverted = [("surface", "text", 4.5)];
    let short = shortfalls(plain.chain(coloured).chain(own).chain(filled).chain(inverted));
    assert!(short.is_empty(), "{}", short.join("\n"));
}

#[test]
fn every_mark_and_every_edge_of_a_control_reaches_3() {
    let edges = GROUNDS[..2].iter().map(|back| ("edge", *back, 3.0));
    let focus = GROUNDS.iter().chain(TINTS).map(|back| ("accent", *back, 3.0));
    let marks = ["p1", "p2", "p3", "p4", "good"]
        .into_iter()
        .flat_map(|mark| GROUNDS.iter().map(move |back| (mark, *back, 3.0)));
    let short = shortfalls(edges.chain(focus).chain(marks));
    assert!(short.is_empty(), "{}", short.join("\n"));
}

#[test]
fn every_colour_outside_the_tokens_is_a_token() {
    let styles = concat!(
        include_str!("../../../../style/base.css"),
        include_str!("../../../../style/board.css"),
        include_str!("../../../../style/card.css"),
        include_str!("../../../../style/composer.css"),
        include_str!("../../../../style/controls.css"),
        include_str!("../../../../style/dialog.css"),
        include_str!("../../../../style/fields.css"),
        include_str!("../../../../style/frame.css"),
        include_str!("../../../../style/incident.css"),
        include_str!("../../../../style/lists.css"),
        include_str!("../../../../style/marks.css"),
        include_str!("../../../../style/timeline.css"),
    );
    for strange in ["oklch(", "rgb(", "hsl(", ": #", " #0", " #f"] {
        assert!(!styles.contains(strange), "{strange}");
    }
}
