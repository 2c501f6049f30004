//! Whether a few recordings can be reckoned from groups that are shown, by adding and taking away, whatever the ways of grouping.
//!
//! What is shown is a sum over the recordings of each shown group, and one over all of them. Numbers are drawn for the recordings such that each of these sums is
//! nought. Other sums are then nought where they follow from these, and else all but never: one in 2^61 times.

use super::suppress::FEWEST;
use crate::random::Random;
use std::collections::BTreeMap;

/// All sums are of remainders by this prime.
const PRIME: u64 = (1 << 61) - 1;
/// The seed does not matter; that it is always the same one does.
const SEED: u64 = 61;

/// A shown group by which something of one to four recordings, or a group that is kept back, can be reckoned: the smallest that it takes.
pub fn to_keep_back(
    groups: &[Vec<usize>],
    counts: &[Vec<usize>],
    may: &[Vec<bool>],
    shown: &[Vec<bool>],
) -> Option<(usize, usize)> {
    let known = Known::new(groups, shown);
    let numbers = known.numbers();
    for dimensions in 1_usize..1 << groups.len() {
        let crossed: Vec<usize> = (0..groups.len()).filter(|dimension| dimensions >> dimension & 1 == 1).collect();
        let mut meetings: BTreeMap<Vec<usize>, (usize, u64)> = BTreeMap::new();
        for (recording, number) in numbers.iter().enumerate() {
            let own = crossed.iter().map(|&dimension| groups[dimension][recording]).collect();
            let (size, sum) = meetings.entry(own).or_default();
            (*size, *sum) = (*size + 1, add(*sum, *number));
        }
        let is_secret = |own: &[usize], size: usize| size < FEWEST || (own.len() == 1 && !may[crossed[0]][own[0]]);
        let told = meetings.into_iter().filter(|(own, (size, sum))| *sum == 0 && is_secret(own, *size));
        let smallest = told.filter_map(|(own, _)| {
            let is_in = |recording: usize| crossed.iter().zip(&own).all(|(&at, group)| groups[at][recording] == *group);
            let parts = known.parts(&(0..numbers.len()).map(is_in).collect::<Vec<bool>>());
            parts.into_iter().min_by_key(|&(dimension, group)| (counts[dimension][group], dimension, group))
        });
        if let Some(group) = smallest.min_by_key(|&(dimension, group)| (counts[dimension][group], dimension, group)) {
            return Some(group);
        }
    }
    None
}

/// The sums that are shown.
struct Known {
    /// Which of them each recording is part of.
    of: Vec<Vec<usize>>,
    /// What each is of; the first is of all recordings.
    groups: Vec<Option<(usize, usize)>>,
    /// How many recordings each two have in common.
    common: Vec<Vec<u64>>,
}

impl Known {
    fn new(groups: &[Vec<usize>], shown: &[Vec<bool>]) -> Known {
        let mut sums = vec![None];
        let mut place: Vec<Vec<Option<usize>>> = shown.iter().map(|own| vec![None; own.len()]).collect();
        for (dimension, own) in shown.iter().enumerate() {
            for group in (0..own.len()).filter(|&group| own[group]) {
                place[dimension][group] = Some(sums.len());
                sums.push(Some((dimension, group)));
            }
        }
        let count = groups.first().map_or(0, Vec::len);
        let own = |recording: usize| {
            let told = groups.iter().zip(&place).filter_map(|(own, place)| place[own[recording]]);
            [0].into_iter().chain(told).collect()
        };
        let of: Vec<Vec<usize>> = (0..count).map(own).collect();
        let mut common = vec![vec![0; sums.len()]; sums.len()];
        for own in &of {
            own.iter().for_each(|&one| own.iter().for_each(|&other| common[one][other] += 1));
        }
        Known { of, groups: sums, common }
    }

    /// One for each recording, such that every known sum of them is nought.
    fn numbers(&self) -> Vec<u64> {
        let mut random = Random::new(SEED);
        let drawn: Vec<u64> = self.of.iter().map(|_| random.next() % PRIME).collect();
        let shares = solve(&self.common, self.sums(&drawn));
        let taken = |own: &Vec<usize>| own.iter().fold(0, |sum, &at| add(sum, shares[at]));
        drawn.iter().zip(&self.of).map(|(number, own)| add(*number, PRIME - taken(own))).collect()
    }

    /// The groups by which the sum over some recordings is reckoned, where it can be.
    fn parts(&self, some: &[bool]) -> Vec<(usize, usize)> {
        let sums = self.sums(&some.iter().map(|is_in| u64::from(*is_in)).collect::<Vec<u64>>());
        let shares = solve(&self.common, sums);
        self.groups.iter().zip(shares).filter(|(_, share)| *share != 0).filter_map(|(group, _)| *group).collect()
    }

    fn sums(&self, numbers: &[u64]) -> Vec<u64> {
        let mut sums = vec![0; self.groups.len()];
        for (number, own) in numbers.iter().zip(&self.of) {
            own.iter().for_each(|&at| sums[at] = add(sums[at], *number));
        }
        sums
    }
}

/// A solution of linear equations that have one, by elimination; what is free is nought.
fn solve(equations: &[Vec<u64>], right: Vec<u64>) -> Vec<u64> {
    let size = right.len();
    let mut rows: Vec<Vec<u64>> =
        equations.iter().zip(right).map(|(row, right)| row.iter().copied().chain([right]).collect()).collect();
    let mut leads: Vec<usize> = Vec::new();
    for column in 0..size {
        let done = leads.len();
        let Some(found) = (done..size).find(|&row| rows[row][column] != 0) else { continue };
        rows.swap(done, found);
        let inverse = power(rows[done][column], PRIME - 2);
        rows[done].iter_mut().for_each(|value| *value = times(*value, inverse));
        let lead = rows[done].clone();
        for row in rows.iter_mut().enumerate().filter(|(at, row)| *at != done && row[column] != 0).map(|(_, row)| row) {
            let factor = PRIME - row[column];
            row.iter_mut().zip(&lead).for_each(|(value, lead)| *value = add(*value, times(*lead, factor)));
        }
        leads.push(column);
    }
    let mut solution = vec![0; size];
    leads.iter().zip(&rows).for_each(|(&column, row)| solution[column] = row[size]);
    solution
}

fn add(one: u64, other: u64) -> u64 {
    (one + other) % PRIME
}

fn times(one: u64, other: u64) -> u64 {
    (u128::from(one) * u128::from(other) % u128::from(PRIME)) as u64
}

fn power(base: u64, mut exponent: u64) -> u64 {
    let (mut result, mut square) = (1, base);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = times(result, square);
        }
        square = times(square, square);
        exponent >>= 1;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::super::suppress::shown;
    use super::*;

    /// Whether rows of numbers give `wanted` when they are added and taken away, by elimination in fractions of another kind than above.
    fn gives(rows: &[Vec<f64>], wanted: &[f64]) -> bool {
        let mut rows = rows.to_vec();
        let mut left = wanted.to_vec();
        let mut done = 0;
        for column in 0..wanted.len() {
            let largest = |one: &usize, other: &usize| rows[*one][column].abs().total_cmp(&rows[*other][column].abs());
            let Some(found) = (done..rows.len()).max_by(largest).filter(|&row| rows[row][column].abs() > 1e-7) else {
                continue;
            };
            rows.swap(done, found);
            let lead = rows[done].clone();
            let take = |row: &mut Vec<f64>| {
                let factor = row[column] / lead[column];
                row.iter_mut().zip(&lead).for_each(|(value, lead)| *value -= factor * lead);
            };
            rows[done + 1..].iter_mut().for_each(take);
            take(&mut left);
            done += 1;
        }
        left.iter().all(|value| value.abs() < 1e-6)
    }

    #[test]
    fn no_few_recordings_can_be_reckoned_from_three_ways_at_once() {
        let mut random = Random::new(11);
        let (mut secrets, mut hidden) = (0, 0);
        for export in 0..150 {
            let count = 20 + random.below(60);
            let teams: Vec<usize> = (0..count).map(|_| random.below(6)).collect();
            // Now and then a recording of another service than its team's.
            let services =
                teams.iter().map(|team| if random.below(9) == 0 { random.below(3) } else { team / 2 }).collect();
            let months =
                teams.iter().map(|team| if export % 3 == 0 { random.below(5) } else { (team + random.below(2)) % 5 });
            let groups = [teams.clone(), services, months.collect()];
            let shown = shown(&groups, &[vec![true; 6], vec![true; 3], vec![true; 5]]);
            let is_in =
                |so: &dyn Fn(usize) -> bool| (0..count).map(|at| f64::from(u8::from(so(at)))).collect::<Vec<f64>>();
            let mut rows = vec![vec![1.0; count]];
            for (own, shown) in groups.iter().zip(&shown) {
                rows.extend((0..shown.len()).filter(|&group| shown[group]).map(|group| is_in(&|at| own[at] == group)));
                hidden += shown.iter().filter(|shown| !**shown).count();
            }
            for first in 0..count {
                for dimensions in 1..8 {
                    let alike = |at: usize| {
                        (0..3).all(|way| dimensions >> way & 1 == 0 || groups[way][at] == groups[way][first])
                    };
                    let wanted = is_in(&alike);
                    if wanted.iter().sum::<f64>() < FEWEST as f64 {
                        secrets += 1;
                        assert!(!gives(&rows, &wanted), "export {export}, recording {first}, ways {dimensions}");
                    }
                }
            }
        }
        // It was tried on enough, and most groups are still shown.
        assert!(secrets > 10_000 && hidden < 150 * 14 / 2, "{secrets} {hidden}");
    }

    #[test]
    fn equations_are_solved() {
        // x + y = 3 twice over, and y = 1.
        assert_eq!(solve(&[vec![1, 1], vec![1, 1]], vec![3, 3]), [3, 0]);
        assert_eq!(solve(&[vec![0, 1], vec![1, 1]], vec![1, 3]), [2, 1]);
        assert_eq!(times(power(7, PRIME - 2), 7), 1);
    }
}
