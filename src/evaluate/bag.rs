use super::Scored;
use crate::corpus::{Entry, Label};
use crate::section::{Section, Voice};
use crate::text::words;
use std::collections::HashMap;

/// Logistic regression over the words and pairs of words of a segment: what a model that reads in context has to be better than.
pub struct BagOfWords {
    columns: HashMap<String, usize>,
    sections: Regression,
    voices: Regression,
}

/// Passes over the segments that are learnt from.
const PASSES: usize = 6;

impl BagOfWords {
    pub fn learn(entries: &[Entry]) -> BagOfWords {
        let mut columns = HashMap::new();
        let mut rows = Vec::new();
        for entry in entries {
            for label in &entry.segments {
                let row: Vec<usize> = features(label.span().of(&entry.text))
                    .into_iter()
                    .map(|feature| {
                        let next = columns.len();
                        *columns.entry(feature).or_insert(next)
                    })
                    .collect();
                rows.push((row, label));
            }
        }
        let mut sections = Regression::new(columns.len(), Section::ALL.len());
        let mut voices = Regression::new(columns.len(), Voice::ALL.len());
        for _ in 0..PASSES {
            for (row, label) in &rows {
                sections.learn(row, label.section as usize);
                voices.learn(row, label.voice as usize);
            }
        }
        BagOfWords { columns, sections, voices }
    }

    /// Its reading of the labelled segments themselves: it is spared the cutting.
    pub fn score(&self, entry: &Entry) -> Vec<Scored> {
        entry.segments.iter().map(|label| self.score_one(entry, label)).collect()
    }

    fn score_one(&self, entry: &Entry, label: &Label) -> Scored {
        let features = features(label.span().of(&entry.text));
        let row: Vec<usize> = features.iter().filter_map(|feature| self.columns.get(feature).copied()).collect();
        let (section, confidence) = self.sections.likeliest(&row);
        let (voice, _) = self.voices.likeliest(&row);
        Scored::of_placement(label, Section::ALL[section], Voice::ALL[voice], confidence)
    }
}

fn features(segment: &str) -> Vec<String> {
    let words: Vec<String> = words(segment, 0).into_iter().map(|word| word.folded).collect();
    let pairs = words.windows(2).map(|pair| pair.join(" "));
    let mut features: Vec<String> = words.iter().cloned().chain(pairs).collect();
    features.sort();
    features.dedup();
    features
}

/// Multinomial logistic regression over features that are there or not, learnt one example at a time with AdaGrad.
struct Regression {
    classes: usize,
    /// Features × classes, the last row for the bias.
    weights: Vec<f32>,
    squares: Vec<f32>,
}

impl Regression {
    const RATE: f32 = 0.2;

    fn new(features: usize, classes: usize) -> Regression {
        let size = (features + 1) * classes;
        Regression { classes, weights: vec![0.0; size], squares: vec![1e-3; size] }
    }

    fn shares(&self, row: &[usize]) -> Vec<f32> {
        let bias = self.weights.len() / self.classes - 1;
        let mut logits = vec![0f32; self.classes];
        for &feature in row.iter().chain([&bias]) {
            let weights = &self.weights[feature * self.classes..][..self.classes];
            logits.iter_mut().zip(weights).for_each(|(logit, weight)| *logit += weight);
        }
        let highest = logits.iter().copied().fold(f32::MIN, f32::max);
        let raised: Vec<f32> = logits.iter().map(|logit| (logit - highest).exp()).collect();
        let sum: f32 = raised.iter().sum();
        raised.into_iter().map(|share| share / sum).collect()
    }

    fn learn(&mut self, row: &[usize], class: usize) {
        let mut errors = self.shares(row);
        errors[class] -= 1.0;
        let bias = self.weights.len() / self.classes - 1;
        for &feature in row.iter().chain([&bias]) {
            for (index, error) in errors.iter().enumerate() {
                let at = feature * self.classes + index;
                self.squares[at] += error * error;
                self.weights[at] -= Self::RATE * error / self.squares[at].sqrt();
            }
        }
    }

    fn likeliest(&self, row: &[usize]) -> (usize, f32) {
        let shares = self.shares(row);
        shares.into_iter().enumerate().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or((0, 0.0))
    }
}
