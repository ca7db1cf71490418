//! Mentions to people, standings, exposure and counts: the steps after the scan.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use arrow_array::RecordBatch;
use serde::{Deserialize, Serialize};
use whose_model::tables::Mentions;
use whose_model::{Categories, Category};

use crate::RULES;
use crate::case::Case;
use crate::progress::{Control, Progress};
use crate::scan::Stopped;
use crate::scope::Given;
