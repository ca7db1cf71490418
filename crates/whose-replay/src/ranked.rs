//! Lists drawn from by weight.

use crate::dice::Dice;

/// A list with a weight for each entry.
#[derive(Debug, Clone)]
pub(crate) struct Weighted {
    /// Running sums of the weights.
    sums: Vec<u64>,
}

impl Weighted {
    pub(crate) fn new(weights: impl IntoIterator<Item = u64>) -> Self {
        let mut sum = 0;
        let sums = weights
            .into_iter()
            .map(|weight| {
                sum += weight;
                sum
            })
            .collect();
        Self { sums }
    }

    /// Zipf's law over `count` ranks; a larger `offset` flattens the top.
    pub(crate) fn zipf(count: usize, offset: u64) -> Self {
        Self::new((0..count as u64).map(|rank| 1_000_000_000 / (rank + offset)))
    }

    /// Position of an entry, drawn by weight.
    pub(crate) fn draw(&self, dice: &mut Dice) -> usize {
        let total = self.sums.last().copied().unwrap_or(1);
        let at = ((u128::from(dice.next()) * u128::from(total)) >> 64) as u64;
        self.sums.partition_point(|sum| *sum <= at)
    }
}

/// Words of an embedded list, commonest first. `#` starts a comment line; `_` stands for a space in a word.
pub(crate) fn words(list: &'static str) -> Vec<&'static str> {
    list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Purpose;

    #[test]
    fn weights_decide() {
        let list = Weighted::new([0, 3, 1]);
        let mut counts = [0; 3];
        for index in 0..4_000 {
            counts[list.draw(&mut Dice::new(1, Purpose::Noise, index))] += 1;
        }
        assert_eq!(counts[0], 0);
        assert!((2_850..3_150).contains(&counts[1]), "{counts:?}");
    }
}
