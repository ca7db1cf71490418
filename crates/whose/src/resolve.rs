//! stub
use anyhow::Result;
use arrow_array::RecordBatch;
use whose_model::tables::{ExposureRow, TallyRow};
use crate::case::Case; use crate::scope::Given; use crate::progress::*;
/// s
pub fn exposure_of(_: &Case, _: &[RecordBatch]) -> Result<(Vec<ExposureRow>, Vec<TallyRow>)> { Ok((vec![],vec![])) }
/// s
pub fn resolve(_: &mut Case, _: &Given, _: usize, _: &Control, _: &dyn Progress) -> Result<()> { Ok(()) }
/// s
pub struct Outcome;
/// s
impl Outcome { /// s
 pub fn of(_:&Case)->Result<Self>{Ok(Self)} /// s
 pub fn estimate(&self)->whose_tell::PeopleEstimate{Default::default()} /// s
 pub fn resolving(&self)->whose_tell::Resolving{Default::default()} }
