//! How far a share could be off for so few recordings.

use serde::{Deserialize, Serialize};

/// Of how many, how many are so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    pub so: usize,
    pub of: usize,
}

/// The point of the normal curve that nineteen in twenty lie within.
pub const NINETEEN_IN_TWENTY: f64 = 1.959_963_984_540_054;

impl Share {
    /// From 0 to 1; nothing of nothing is 0.
    pub fn value(self) -> f64 {
        if self.of == 0 { 0.0 } else { self.so as f64 / self.of as f64 }
    }
}

/// Wilson's interval: where the share of all such recordings lies, nineteen times in twenty. From 0 to 1 where there is none.
pub fn wilson(share: Share) -> (f64, f64) {
    if share.of == 0 {
        return (0.0, 1.0);
    }
    let (n, p, z) = (share.of as f64, share.value(), NINETEEN_IN_TWENTY);
    let middle = p + z * z / (2.0 * n);
    let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let whole = 1.0 + z * z / n;
    // What is all or nothing is so exactly, which the sums miss by a hair.
    let low = if share.so == 0 { 0.0 } else { (middle - half) / whole };
    let high = if share.so == share.of { 1.0 } else { (middle + half) / whole };
    (low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rounded(so: usize, of: usize) -> (f64, f64) {
        let (low, high) = wilson(Share { so, of });
        ((low * 1000.0).round() / 1000.0, (high * 1000.0).round() / 1000.0)
    }

    /// Worked by hand, z² being 3.8415. 5 of 10: middle 0.5, half √(0.025 + 0.009604) × 1.96 / 1.38415. 0 of 10: 3.8415 / 13.8415.
    #[test]
    fn intervals_are_those_worked_by_hand() {
        assert_eq!(rounded(5, 10), (0.237, 0.763));
        assert_eq!(rounded(0, 10), (0.0, 0.278));
        assert_eq!(rounded(10, 10), (0.722, 1.0));
        assert_eq!(rounded(0, 0), (0.0, 1.0));
        assert_eq!(rounded(1, 1), (0.207, 1.0));
    }
}
