//! How well it is told whether a later sentence says what became of a plan.

use crate::corpus::FollowedPair;
use crate::supervision::{Became, Follower, Rarity, Telling};
use std::collections::BTreeSet;

/// Counts over pairs, and what follows from them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Told {
    pub labelled: usize,
    pub found: usize,
    pub right: usize,
}

impl Told {
    pub fn precision(self) -> f64 {
        self.right as f64 / self.found.max(1) as f64
    }

    pub fn recall(self) -> f64 {
        self.right as f64 / self.labelled.max(1) as f64
    }

    /// The harmonic mean of precision and recall.
    pub fn f1(self) -> f64 {
        2.0 * self.right as f64 / (self.labelled + self.found).max(1) as f64
    }

    pub fn and(self, other: Told) -> Told {
        Told {
            labelled: self.labelled + other.labelled,
            found: self.found + other.found,
            right: self.right + other.right,
        }
    }

    fn count(&mut self, labelled: bool, found: bool) {
        self.labelled += usize::from(labelled);
        self.found += usize::from(found);
        self.right += usize::from(labelled && found);
    }
}

/// One row: what was looked for, by whom, and how it went.
pub struct FollowedRow {
    pub by: &'static str,
    pub told: &'static str,
    pub counted: Told,
}

/// What a later sentence tells of a plan, by one way of reading.
type Way<'a> = &'a dyn Fn(&Telling, &Telling) -> Option<Became>;

/// Every pair, read by the words they share at all, and as `supervise` reads them.
pub fn followed(pairs: &[FollowedPair]) -> Vec<FollowedRow> {
    let follower = Follower::built_in();
    let shares_a_word = |plan: &Telling, later: &Telling| {
        let shares = plan.matters().any(|key| later.holds(key));
        later.reading().filter(|_| shares)
    };
    let sentences: BTreeSet<&str> = pairs.iter().flat_map(|pair| [pair.plan.as_str(), &pair.later]).collect();
    let tellings: Vec<Telling> = sentences.into_iter().map(|sentence| follower.telling(sentence)).collect();
    // The pairs stand as a case would, each later sentence in the recording after its plan.
    let rarity = Rarity::of_sentences(tellings.iter());
    let as_read = |plan: &Telling, later: &Telling| {
        let became = follower.became(plan, later, &rarity, true);
        became.filter(|(_, likely)| *likely >= 0.0).map(|(became, _)| became)
    };
    let mut rows = Vec::new();
    let ways: [(&'static str, Way); 2] = [("one word in common", &shares_a_word), ("supervise", &as_read)];
    for (by, read) in ways {
        let mut outcome = Told::default();
        let mut each = [Told::default(); 3];
        for pair in pairs {
            let found = read(&follower.telling(&pair.plan), &follower.telling(&pair.later));
            let labelled = pair.became.became();
            let is_outcome = |became: Option<Became>| matches!(became, Some(Became::Done | Became::Changed));
            outcome.count(is_outcome(labelled), is_outcome(found));
            for (counted, became) in each.iter_mut().zip([Became::Done, Became::Changed, Became::Planned]) {
                counted.count(labelled == Some(became), found == Some(became));
            }
        }
        let names = ["done", "changed", "planned still"];
        rows.push(FollowedRow { by, told: "what became of it", counted: outcome });
        rows.extend(names.into_iter().zip(each).map(|(told, counted)| FollowedRow { by, told, counted }));
    }
    rows
}

/// One row for each.
pub fn followed_table(rows: &[FollowedRow]) -> String {
    let mut table = String::from("by,told,labelled,found,right,precision,recall,f1\n");
    for FollowedRow { by, told, counted } in rows {
        let Told { labelled, found, right } = counted;
        let (precision, recall, f1) = (counted.precision(), counted.recall(), counted.f1());
        table.push_str(&format!("{by},{told},{labelled},{found},{right},{precision:.3},{recall:.3},{f1:.3}\n"));
    }
    table
}
