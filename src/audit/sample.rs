//! A sample of recordings for people to judge, drawn so that every group has its share and the same seed draws the same.

use crate::random::Random;
use std::collections::BTreeMap;

/// The numbers of `size` recordings, in order, drawn from each stratum in proportion; all of them where there are no more. `strata` has the
/// stratum of each recording, by number.
pub fn sample(strata: &[(usize, Option<&str>)], size: usize, seed: u64) -> Vec<usize> {
    let mut by_stratum: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
    strata.iter().for_each(|(number, stratum)| by_stratum.entry(*stratum).or_default().push(*number));
    let total = strata.len();
    let size = size.min(total);
    let exact = |count: usize| count as u128 * size as u128;
    let mut wanted: Vec<usize> =
        by_stratum.values().map(|own| (exact(own.len()) / total.max(1) as u128) as usize).collect();
    // What is left goes to those that lost most in rounding, of two alike to the first.
    let mut rests: Vec<(usize, u128)> =
        by_stratum.values().enumerate().map(|(at, own)| (at, exact(own.len()) % total.max(1) as u128)).collect();
    rests.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(&other.0)));
    let left = size - wanted.iter().sum::<usize>();
    rests.iter().take(left).for_each(|(at, _)| wanted[*at] += 1);
    let mut drawn = Vec::new();
    for (at, (mut own, wanted)) in by_stratum.into_values().zip(wanted).enumerate() {
        Random::new(seed).fork(at as u64).shuffle(&mut own);
        drawn.extend(own.into_iter().take(wanted));
    }
    drawn.sort_unstable();
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stratum_has_its_share() {
        let of = |number: usize| (number, Some(["a", "b", "b", "b"][number % 4]));
        let strata: Vec<_> = (0..400).map(of).collect();
        let drawn = sample(&strata, 20, 7);
        let a = drawn.iter().filter(|number| *number % 4 == 0).count();
        assert_eq!((drawn.len(), a), (20, 5));
        assert!(drawn.is_sorted_by(|one, other| one < other));
        assert_eq!(drawn, sample(&strata, 20, 7));
        assert_ne!(drawn, sample(&strata, 20, 8));
    }

    #[test]
    fn rounding_loses_nobody_and_a_large_sample_is_all() {
        let strata = [(0, None), (1, Some("a")), (2, Some("b")), (3, Some("b"))];
        for size in 0..6 {
            assert_eq!(sample(&strata, size, 1).len(), size.min(4));
        }
        assert!(sample(&[], 5, 1).is_empty());
    }
}
