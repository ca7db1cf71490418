//! Writes a replay: `generate canada-post|hanwha DIR [SCALE] [SEED]`.

use anyhow::{Context, Result, bail};
use whose_replay::Scale;

#[allow(clippy::print_stdout)]
fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [incident, dir, rest @ ..] = arguments.as_slice() else {
        bail!("generate canada-post|hanwha DIR [SCALE] [SEED]");
    };
    let scale = rest.first().map_or(Ok(1.0), |text| text.parse()).context("SCALE is a number")?;
    let seed = rest.get(1).map_or(Ok(1), |text| text.parse()).context("SEED is a whole number")?;
    let scale = Scale::new(scale)?;
    let mut summary = match incident.as_str() {
        "canada-post" => whose_replay::canada_post(dir.as_ref(), scale, seed)?,
        "hanwha" => whose_replay::hanwha(dir.as_ref(), scale, seed)?,
        other => bail!("no incident {other}"),
    };
    summary.files.clear();
    summary.months.clear();
    println!("{}", serde_json::to_string_pretty(&summary)?);
    Ok(())
}
