//! Small pictures as inline SVG. Colours come from the page's style, so that they follow dark and light.

use std::fmt::Write;

/// A part of a bar.
pub(super) struct Share<'a> {
    /// How much.
    pub(super) amount: u64,
    /// Style class: `main`, `more`, `gap`, `rest`.
    pub(super) class: &'a str,
    /// What it is, shown on hovering and read aloud.
    pub(super) label: &'a str,
}

/// Escapes text for SVG and HTML.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// One horizontal bar of shares. A share that is not nothing is at least a visible sliver.
pub(super) fn share_bar(shares: &[Share], described: &str) -> String {
    const WIDTH: f64 = 600.0;
    const SLIVER: f64 = 4.0;
    let whole: f64 = shares.iter().map(|share| share.amount as f64).sum();
    let mut svg = open("bar", 600, 22, described);
    if whole <= 0.0 {
        svg.push_str("<rect class=\"rest\" width=\"600\" height=\"22\"/></svg>");
        return svg;
    }
    let mut widths: Vec<f64> = shares
        .iter()
        .map(|share| {
            let width = share.amount as f64 / whole * WIDTH;
            if share.amount > 0 { width.max(SLIVER) } else { 0.0 }
        })
        .collect();
    // The widest gives what the slivers took.
    let excess = widths.iter().sum::<f64>() - WIDTH;
    if let Some(widest) = widths.iter_mut().max_by(|one, other| one.total_cmp(other)) {
        *widest -= excess;
    }
    let mut x = 0.0;
    for (share, width) in shares.iter().zip(widths).filter(|(_, width)| *width > 0.0) {
        let _ = write!(
            svg,
            "<rect class=\"{}\" x=\"{x:.1}\" width=\"{width:.1}\" height=\"22\"><title>{}</title></rect>",
            share.class,
            escape(share.label)
        );
        x += width;
    }
    svg.push_str("</svg>");
    svg
}

/// A month or year in a picture of time.
pub(super) struct Bar {
    /// Height.
    pub(super) amount: u64,
    /// Shown on hovering.
    pub(super) label: String,
    /// Shown below the axis; empty where nothing is.
    pub(super) tick: String,
}

/// Bars over time, with an axis that says how high.
pub(super) fn time_bars(bars: &[Bar], described: &str, axis: impl Fn(u64) -> String) -> String {
    const LEFT: f64 = 74.0;
    const TOP: f64 = 12.0;
    const HEIGHT: f64 = 150.0;
    const WIDTH: f64 = 880.0;
    let highest = bars.iter().map(|bar| bar.amount).max().unwrap_or(0);
    let step = axis_step(highest);
    let steps = highest.div_ceil(step).max(1);
    let ceiling = steps.saturating_mul(step);
    let y = |amount: u64| TOP + HEIGHT - amount as f64 / ceiling as f64 * HEIGHT;
    let mut svg = open("time", 960, 196, described);
    for at in 0..=steps {
        let amount = at.saturating_mul(step);
        let (line, label) = (y(amount), axis(amount));
        let _ = write!(
            svg,
            "<line class=\"grid\" x1=\"{LEFT}\" x2=\"{:.1}\" y1=\"{line:.1}\" y2=\"{line:.1}\"/>\
             <text class=\"axis\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            LEFT + WIDTH,
            LEFT - 8.0,
            line + 4.0,
            escape(&label)
        );
    }
    let room = WIDTH / bars.len().max(1) as f64;
    let gap = (room * 0.18).min(6.0);
    for (at, bar) in bars.iter().enumerate() {
        let x = LEFT + at as f64 * room;
        if bar.amount > 0 {
            let top = y(bar.amount).min(TOP + HEIGHT - 1.0);
            let _ = write!(
                svg,
                "<rect class=\"main\" x=\"{:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{:.1}\"><title>{}</title></rect>",
                x + gap / 2.0,
                room - gap,
                TOP + HEIGHT - top,
                escape(&bar.label)
            );
        }
        if !bar.tick.is_empty() {
            let _ = write!(
                svg,
                "<line class=\"tick\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{:.1}\" y2=\"{:.1}\"/>\
                 <text class=\"axis\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
                TOP + HEIGHT,
                TOP + HEIGHT + 18.0,
                x + 4.0,
                TOP + HEIGHT + 18.0,
                escape(&bar.tick)
            );
        }
    }
    svg.push_str("</svg>");
    svg
}

/// The same in a card: no heights, only when.
pub(super) fn small_time_bars(bars: &[Bar], described: &str) -> String {
    const WIDTH: f64 = 360.0;
    const HEIGHT: f64 = 44.0;
    let highest = bars.iter().map(|bar| bar.amount).max().unwrap_or(0).max(1);
    let room = WIDTH / bars.len().max(1) as f64;
    let gap = (room * 0.2).min(4.0);
    let mut svg = open("time", 360, 62, described);
    let mut path = String::new();
    for (at, bar) in bars.iter().enumerate() {
        let x = at as f64 * room;
        if bar.amount > 0 {
            let height = (bar.amount as f64 / highest as f64 * HEIGHT).max(1.0);
            let _ = write!(path, "M{x:.1} {HEIGHT}v-{height:.1}h{:.1}V{HEIGHT}z", room - gap);
        }
        if !bar.tick.is_empty() {
            let _ = write!(
                svg,
                "<line class=\"tick\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{HEIGHT}\" y2=\"60\"/>\
                 <text class=\"axis\" x=\"{:.1}\" y=\"59\">{}</text>",
                x + 3.0,
                escape(&bar.tick)
            );
        }
    }
    let _ = write!(svg, "<path class=\"main\" d=\"{path}\"/></svg>");
    svg
}

/// 1, 2 or 5 times a power of ten, so that three to six lines reach the highest.
fn axis_step(highest: u64) -> u64 {
    let mut power: u64 = 1;
    loop {
        for factor in [1, 2, 5] {
            let step = power.saturating_mul(factor);
            if highest.div_ceil(step) <= 4 {
                return step;
            }
        }
        power = power.saturating_mul(10);
    }
}

/// A row of bars without axes, for a cell or a card.
pub(super) fn spark(amounts: &[u64], highest: u64, described: &str) -> String {
    let width = amounts.len().max(1) * 4;
    let mut svg = open("spark", width, 20, described);
    let mut path = String::new();
    for (at, amount) in amounts.iter().enumerate().filter(|(_, amount)| **amount > 0) {
        let height = (*amount as f64 / highest.max(1) as f64 * 20.0).max(1.0);
        let _ = write!(path, "M{} 20v-{height:.1}h3V20z", at * 4);
    }
    let _ = write!(svg, "<path class=\"main\" d=\"{path}\"/></svg>");
    svg
}

fn open(class: &str, width: usize, height: usize, described: &str) -> String {
    // Bars and sparks stretch to their cell; a picture with text keeps its shape.
    let stretch = if class == "time" { "" } else { " preserveAspectRatio=\"none\"" };
    format!(
        "<svg class=\"{class}\" viewBox=\"0 0 {width} {height}\"{stretch} role=\"img\" aria-label=\"{}\">",
        escape(described)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_has_few_round_steps() {
        for (highest, step) in [(0, 1), (1, 1), (4, 1), (5, 2), (87_000, 50_000), (65_432, 20_000), (9, 5)] {
            assert_eq!(axis_step(highest), step, "{highest}");
        }
        assert!(axis_step(u64::MAX) > 0);
    }

    #[test]
    fn a_small_share_is_seen_and_a_hostile_label_is_text() {
        let svg = share_bar(
            &[
                Share { amount: 1_000_000, class: "main", label: "<script>" },
                Share { amount: 1, class: "gap", label: "x" },
            ],
            "\"quoted\"",
        );
        assert!(svg.contains("x=\"596.0\" width=\"4.0\""), "{svg}");
        assert!(svg.contains("&lt;script&gt;") && svg.contains("&quot;quoted&quot;"), "{svg}");
    }
}
