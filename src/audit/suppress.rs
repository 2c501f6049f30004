//! Which groups are too small to be told of, and which others have to be kept back so that those cannot be reckoned from the rest.

use super::sums;
use std::collections::BTreeSet;

/// A group of fewer recordings could tell of one worker, or one person.
pub const FEWEST: usize = 5;

/// Which groups may be shown. `groups[d][r]` is the group of recording `r` in dimension `d`, below `sizes[d]`; `may[d][g]` is false for those
/// that are kept back already, such as those of one worker.
///
/// A group is shown where it holds none or at least [`FEWEST`]. What is left of any whole that is shown (all recordings, a group of another
/// dimension, or such groups as one lies across or hangs together with) when the groups inside it are taken away is never one to four: the
/// smallest of them is then kept back as well. Of what is shown then, nothing that is kept back and no meeting of groups of one to four, such as a
/// team's recordings of one month, is what adding and taking away comes to, over however many dimensions ([`super::sums`]).
pub fn shown(groups: &[Vec<usize>], may: &[Vec<bool>]) -> Vec<Vec<bool>> {
    let counts: Vec<Vec<usize>> = groups.iter().zip(may).map(|(own, may)| counts(own, may.len())).collect();
    let enough = |count: usize| count == 0 || count >= FEWEST;
    let mut shown: Vec<Vec<bool>> = (counts.iter().zip(may))
        .map(|(counts, may)| counts.iter().zip(may).map(|(count, may)| *may && enough(*count)).collect())
        .collect();
    let all = groups.first().map_or(0, Vec::len);
    while let Some((dimension, group)) = to_keep_back(groups, &counts, may, &shown, all) {
        shown[dimension][group] = false;
    }
    while let Some((dimension, group)) = sums::to_keep_back(groups, &counts, may, &shown) {
        shown[dimension][group] = false;
    }
    shown
}

fn counts(own: &[usize], size: usize) -> Vec<usize> {
    let mut counts = vec![0; size];
    own.iter().for_each(|&group| counts[group] += 1);
    counts
}

/// A group by whose figures a small rest could be reckoned.
fn to_keep_back(
    groups: &[Vec<usize>],
    counts: &[Vec<usize>],
    may: &[Vec<bool>],
    shown: &[Vec<bool>],
    all: usize,
) -> Option<(usize, usize)> {
    for inner in 0..groups.len() {
        let in_all: Vec<usize> = (0..counts[inner].len()).collect();
        if let Some(group) = smallest_to_blame(&in_all, all, &counts[inner], &may[inner], &shown[inner]) {
            return Some((inner, group));
        }
        for outer in (0..groups.len()).filter(|&outer| outer != inner) {
            let met = met(&groups[inner], &groups[outer], counts[inner].len());
            for whole in wholes(&met, counts[outer].len()) {
                if !whole.iter().all(|&group| shown[outer][group]) {
                    continue;
                }
                let parts: Vec<usize> =
                    (0..met.len()).filter(|&part| !met[part].is_empty() && met[part].is_subset(&whole)).collect();
                let size = whole.iter().map(|&group| counts[outer][group]).sum();
                if let Some(group) = smallest_to_blame(&parts, size, &counts[inner], &may[inner], &shown[inner]) {
                    return Some((inner, group));
                }
            }
        }
    }
    None
}

/// For each group of one dimension, the groups of another that it has recordings in common with.
fn met(inner: &[usize], outer: &[usize], size: usize) -> Vec<BTreeSet<usize>> {
    let mut met = vec![BTreeSet::new(); size];
    inner.iter().zip(outer).for_each(|(part, whole)| {
        met[*part].insert(*whole);
    });
    met
}

/// Sets of groups whose sum may hold others whole: each by itself, those that one group of the other dimension lies across, and those that hang
/// together through such groups.
fn wholes(met: &[BTreeSet<usize>], size: usize) -> BTreeSet<BTreeSet<usize>> {
    let mut wholes: BTreeSet<BTreeSet<usize>> = (0..size).map(|group| BTreeSet::from([group])).collect();
    for across in met.iter().filter(|across| !across.is_empty()) {
        let mut grown = across.clone();
        wholes.insert(grown.clone());
        while let Some(more) = met.iter().find(|other| !other.is_disjoint(&grown) && !other.is_subset(&grown)) {
            grown.extend(more);
        }
        wholes.insert(grown);
    }
    wholes
}

/// Of `parts` of a whole, the smallest that is shown, where what the shown ones leave is too few.
fn smallest_to_blame(parts: &[usize], whole: usize, counts: &[usize], may: &[bool], shown: &[bool]) -> Option<usize> {
    let told = || parts.iter().copied().filter(|&part| shown[part] && counts[part] > 0);
    // A group that is kept back however large it is hides behind others as if it were small.
    let hidden = parts.iter().filter(|&&part| !may[part]).map(|&part| counts[part].saturating_sub(FEWEST - 1));
    let rest = whole - told().map(|part| counts[part]).sum::<usize>() - hidden.sum::<usize>();
    if rest == 0 || rest >= FEWEST {
        return None;
    }
    told().min_by_key(|&part| (counts[part], part))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Groups of these sizes, one after another.
    fn of_sizes(sizes: &[usize]) -> Vec<usize> {
        sizes.iter().enumerate().flat_map(|(group, size)| vec![group; *size]).collect()
    }

    fn all_may(groups: &[Vec<usize>]) -> Vec<Vec<bool>> {
        groups.iter().map(|own| vec![true; own.iter().max().map_or(0, |last| last + 1)]).collect()
    }

    fn shown_of(groups: &[Vec<usize>]) -> Vec<Vec<bool>> {
        shown(groups, &all_may(groups))
    }

    #[test]
    fn one_small_group_takes_the_next_smallest_with_it() {
        assert_eq!(shown_of(&[of_sizes(&[20, 4, 9])]), [[true, false, false]]);
        assert_eq!(shown_of(&[of_sizes(&[20, 5, 9])]), [[true, true, true]]);
    }

    #[test]
    fn small_groups_that_hide_each_other_take_no_more() {
        assert_eq!(shown_of(&[of_sizes(&[20, 4, 3, 9])]), [[true, false, false, true]]);
        assert_eq!(shown_of(&[of_sizes(&[20, 1, 2, 9])]), [[true, false, false, false]]);
    }

    #[test]
    fn a_team_cannot_be_reckoned_from_its_service() {
        // Service 0 holds teams of 3 and 10, service 1 teams of 4 and 12.
        let teams = of_sizes(&[3, 10, 4, 12]);
        let services = of_sizes(&[13, 16]);
        let found = shown_of(&[teams, services]);
        assert_eq!(found[1], [true, true]);
        assert_eq!(found[0], [false; 4]);
    }

    #[test]
    fn a_team_cannot_be_reckoned_from_two_services_that_another_lies_across() {
        // Teams of 20 (7 in service 0, 13 in 1), 3 (in 0), 6 and 10 (both in 2).
        let teams = of_sizes(&[20, 3, 6, 10]);
        let services = [vec![0; 7], vec![1; 13], vec![0; 3], vec![2; 16]].concat();
        let found = shown_of(&[teams, services]);
        let sum_is_known = found[1][0] && found[1][1] && found[0][0];
        assert!(!found[0][1] && !sum_is_known, "{found:?}");
    }

    #[test]
    fn a_group_of_one_worker_takes_the_smallest_other_with_it() {
        let teams = of_sizes(&[20, 8, 12]);
        assert_eq!(shown(std::slice::from_ref(&teams), &[vec![true, false, true]]), [[true, false, false]]);
    }

    #[test]
    fn no_rest_of_one_to_four_is_ever_left() {
        let mut random = crate::random::Random::new(7);
        for _ in 0..300 {
            let count = 1 + random.below(60);
            let mut draw = |groups: usize| (0..count).map(|_| random.below(groups)).collect::<Vec<usize>>();
            let groups = [draw(7), draw(3), draw(12)];
            let shown = shown(&groups, &[vec![true; 7], vec![true; 3], vec![true; 12]]);
            for (own, shown) in groups.iter().zip(&shown) {
                let told = own.iter().filter(|group| shown[**group]).count();
                assert!(count - told == 0 || count - told >= FEWEST || told == 0);
                for (group, shown) in shown.iter().enumerate() {
                    let size = own.iter().filter(|other| **other == group).count();
                    assert!(!shown || size == 0 || size >= FEWEST);
                }
            }
        }
    }
}
