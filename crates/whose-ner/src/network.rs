//! The model itself: numbers of pieces in, a score for each label out.

use std::path::Path;
use std::sync::Arc;

use rten::{Dimension, Model, NodeId, RunOptions, ThreadPool, ValueOrView};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, NdTensorView};

use crate::error::ModelError;

/// A model that is loaded.
pub(crate) struct Network {
    model: Model,
    inputs: Vec<(NodeId, Input)>,
    output: NodeId,
    /// Windows that it takes at a time, where it takes no other number.
    pub batch: Option<usize>,
    /// Pieces of a window, where it takes no other number.
    pub length: Option<usize>,
    labels: usize,
    pad: i32,
}

impl std::fmt::Debug for Network {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Network({} inputs, {} labels)", self.inputs.len(), self.labels)
    }
}

/// What an input holds for each piece.
#[derive(Debug, Clone, Copy)]
enum Input {
    /// The number of the piece.
    Ids,
    /// 1 for a piece, 0 for padding.
    Mask,
    /// 0: there is one text.
    Types,
    /// Which it is, from 0.
    Positions,
}

impl Network {
    /// Reads `model.onnx`, which must give `labels` scores for each piece.
    pub(crate) fn read(file: &Path, labels: usize, pad: u32) -> Result<Self, ModelError> {
        std::fs::metadata(file).map_err(|why| ModelError::Unread { file: file.to_path_buf(), why })?;
        let model = Model::load_file(file).map_err(|why| ModelError::unusable(file, why))?;
        let unusable = |why: String| ModelError::unusable(file, why);
        let mut inputs = Vec::new();
        let (mut batch, mut length) = (None, None);
        for id in model.input_ids() {
            let info = model.node_info(*id);
            let name = info.as_ref().and_then(rten::NodeInfo::name).unwrap_or_default();
            let input = match name {
                "input_ids" => Input::Ids,
                "attention_mask" => Input::Mask,
                "token_type_ids" => Input::Types,
                "position_ids" => Input::Positions,
                _ => return Err(unusable(format!("it wants an input {name}, which is not known"))),
            };
            let shape = info.as_ref().and_then(rten::NodeInfo::shape).unwrap_or_default();
            let fixed = |at: usize| match shape.get(at) {
                Some(Dimension::Fixed(size)) => Some(*size),
                _ => None,
            };
            batch = batch.or_else(|| fixed(0));
            length = length.or_else(|| fixed(1));
            inputs.push((*id, input));
        }
        if !inputs.iter().any(|(_, input)| matches!(input, Input::Ids)) {
            return Err(unusable("it has no input input_ids".to_string()));
        }
        let named = model.find_node("logits").filter(|id| model.output_ids().contains(id));
        let output = named.or_else(|| model.output_ids().first().copied());
        let output = output.ok_or_else(|| unusable("it has no output".to_string()))?;
        Ok(Self { model, inputs, output, batch, length, labels, pad: pad as i32 })
    }

    /// The scores of each window, piece after piece, one for each label. The windows go through the model together.
    pub(crate) fn scores(
        &self,
        windows: &[Vec<u32>],
        pool: &Arc<ThreadPool>,
    ) -> Result<Vec<Vec<f32>>, String> {
        let longest = windows.iter().map(Vec::len).max().unwrap_or_default();
        let shape = [self.batch.unwrap_or(windows.len()), self.length.unwrap_or(longest)];
        let inputs = self
            .inputs
            .iter()
            .map(|(id, input)| (*id, ValueOrView::from(self.tensor(*input, windows, shape))))
            .collect();
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(pool)));
        let mut outputs =
            self.model.run(inputs, &[self.output], Some(options)).map_err(|why| why.to_string())?;
        let scores: NdTensor<f32, 3> = outputs
            .pop()
            .and_then(|scores| scores.try_into().ok())
            .ok_or("it gives no scores for each piece")?;
        let given = scores.shape();
        if given[..2] != shape || given[2] != self.labels {
            let [_, pieces, labels] = given;
            return Err(format!(
                "it gives {labels} scores for each of {pieces} pieces, where config.json has {} labels and the text {}",
                self.labels, shape[1]
            ));
        }
        let of = |(number, window): (usize, &Vec<u32>)| {
            let own: NdTensorView<'_, f32, 2> = scores.slice(number);
            own.slice(..window.len()).iter().copied().collect()
        };
        Ok(windows.iter().enumerate().map(of).collect())
    }

    fn tensor(&self, input: Input, windows: &[Vec<u32>], shape: [usize; 2]) -> NdTensor<i32, 2> {
        NdTensor::from_fn(shape, |[number, at]| {
            let piece = windows.get(number).and_then(|window| window.get(at));
            match input {
                Input::Ids => piece.map_or(self.pad, |id| *id as i32),
                Input::Mask => i32::from(piece.is_some()),
                Input::Types => 0,
                Input::Positions => at as i32,
            }
        })
    }
}
