//! Fits one-layer readers: the whole of the lessons at each step, with weights drawn back to nothing, so that a word met twice says little.

use crate::model::{Clues, Evened, Follows, Reader, Tag, sigmoid, softmax};
use rayon::prelude::*;
use std::ops::Range;

/// Steps, and how far the first goes.
pub const STEPS: usize = 150;
const RATE: f32 = 0.05;
/// What states count beside words.
const OF_STATES: f32 = 4.0;
/// Parts that a step is worked in, side by side. Always as many, so that the sums are the same on every machine.
const PARTS: usize = 4;

/// Numbers that are fitted along the slopes of a loss (Adam), each with how it has moved.
pub struct Fitted {
    pub values: Vec<f32>,
    first: Vec<f32>,
    second: Vec<f32>,
}

impl Fitted {
    pub fn new(count: usize) -> Fitted {
        Fitted { values: vec![0.0; count], first: vec![0.0; count], second: vec![0.0; count] }
    }

    /// One step of [`STEPS`], with `held` the strength that draws values back to nothing.
    pub fn step(&mut self, number: usize, slopes: &[f32], held: f32) {
        const FIRST: f32 = 0.9;
        const SECOND: f32 = 0.99;
        let rate = RATE * (1.0 - number as f32 / STEPS as f32);
        let (of_first, of_second) = (1.0 - FIRST.powi(number as i32 + 1), 1.0 - SECOND.powi(number as i32 + 1));
        let moments = self.first.iter_mut().zip(&mut self.second);
        for ((value, slope), (first, second)) in self.values.iter_mut().zip(slopes).zip(moments) {
            let slope = slope + held * *value;
            *first = FIRST * *first + (1.0 - FIRST) * slope;
            *second = SECOND * *second + (1.0 - SECOND) * slope * slope;
            *value -= rate * (*first / of_first) / ((*second / of_second).sqrt() + 1e-6);
        }
    }
}

/// Slopes on the three parts of a reader: words, states and bias.
pub type Slopes = [Vec<f32>; 3];

/// Adds what one lesson tells: `slopes` on the outputs, through its clues.
pub fn spread_out(total: &mut Slopes, clues: &Clues, slopes: &[f32]) {
    let [words, states, bias] = total;
    let outputs = slopes.len();
    for &word in &clues.words {
        let own = word as usize * outputs;
        words[own..own + outputs].iter_mut().zip(slopes).for_each(|(sum, slope)| *sum += slope);
    }
    for (state, own) in clues.states.iter().zip(states.chunks_mut(outputs)) {
        own.iter_mut().zip(slopes).for_each(|(sum, slope)| *sum += slope * state);
    }
    bias.iter_mut().zip(slopes).for_each(|(sum, slope)| *sum += slope);
}

/// Fits a reader to lessons. `tells` adds the slopes of one lesson, by the reader as it is and `beside`, which is fitted with it.
pub fn fit<L: Sync>(
    lessons: &[L],
    (outputs, states): (usize, usize),
    beside: usize,
    held: f32,
    tells: impl Fn(&L, &Reader, &[f32], &mut Slopes, &mut [f32]) + Sync,
) -> (Reader, Vec<f32>) {
    let mut reader = Reader::blank(outputs, states);
    let mut fitted = reader.parts_mut().map(|part| Fitted::new(part.len()));
    let mut others = Fitted::new(beside);
    let blank = || (reader_sized(outputs, states), vec![0f32; beside]);
    for step in 0..STEPS {
        let of_part = |part: &[L]| {
            let (mut slopes, mut of_others) = blank();
            part.iter().for_each(|lesson| tells(lesson, &reader, &others.values, &mut slopes, &mut of_others));
            (slopes, of_others)
        };
        let parts: Vec<(Slopes, Vec<f32>)> =
            lessons.par_chunks(lessons.len().div_ceil(PARTS).max(1)).map(of_part).collect();
        let (mut slopes, mut of_others) = blank();
        for (own, of_own) in parts {
            slopes.iter_mut().zip(&own).for_each(|(sum, own)| add(sum, own));
            add(&mut of_others, &of_own);
        }
        others.step(step, &of_others, held);
        for (number, (part, weights)) in fitted.iter_mut().zip(reader.parts_mut()).enumerate() {
            // What is common to all is not drawn back.
            part.step(step, &slopes[number], if number == 2 { 0.0 } else { held });
            weights.copy_from_slice(&part.values);
        }
    }
    (reader, others.values)
}

fn reader_sized(outputs: usize, states: usize) -> Slopes {
    Reader::blank(outputs, states).into_parts()
}

fn add(sum: &mut [f32], own: &[f32]) {
    sum.iter_mut().zip(own).for_each(|(sum, own)| *sum += own);
}

/// How `states` are evened: each comes to a spread of its own, less the more there are of them.
pub fn evened<'a>(states: impl Iterator<Item = &'a Vec<f32>> + Clone) -> Evened {
    let width = states.clone().next().map_or(0, Vec::len);
    let count = states.clone().count().max(1) as f64;
    let mut sums = vec![(0f64, 0f64); width];
    for own in states {
        sums.iter_mut().zip(own).for_each(|(sum, &value)| {
            sum.0 += f64::from(value);
            sum.1 += f64::from(value) * f64::from(value);
        });
    }
    let whole = f64::from(OF_STATES) / (width as f64).sqrt();
    let scale =
        |(sum, squares): &(f64, f64)| (whole / (squares / count - (sum / count).powi(2)).max(1e-8).sqrt()) as f32;
    Evened {
        middle: sums.iter().map(|(sum, _)| (sum / count) as f32).collect(),
        scale: sums.iter().map(scale).collect(),
    }
}

/// What the outputs of a reader are: each a yes or no, or shares of one whole.
pub enum Output {
    Alone(Range<usize>),
    Shares(Range<usize>),
}

/// The slope of the loss on the outputs, where `says` is what they should say; not a number where nothing is asked.
pub fn slopes(logits: &[f32], says: &[f32], outputs: &[Output]) -> Vec<f32> {
    let mut slopes = vec![0.0; logits.len()];
    for output in outputs {
        match output {
            Output::Alone(range) => {
                let asked = range.clone().filter(|&at| !says[at].is_nan());
                asked.for_each(|at| slopes[at] = sigmoid(logits[at]) - says[at]);
            }
            Output::Shares(range) if says[range.start].is_nan() => {}
            Output::Shares(range) => {
                let shares = softmax(&logits[range.clone()]);
                range.clone().zip(shares).for_each(|(at, share)| slopes[at] = share - says[at]);
            }
        }
    }
    slopes
}

const TAGS: usize = Tag::ALL.len();

/// The slopes of the loss of a whole sequence of tags: on the outputs for each word, and on what follows what.
pub fn sequence_slopes(logits: &[Vec<f32>], follows: &Follows, tags: &[Tag]) -> (Vec<Vec<f32>>, Follows) {
    let count = logits.len();
    let mut ahead = vec![[0f32; TAGS]; count];
    let mut behind = vec![[0f32; TAGS]; count];
    for at in 0..count {
        for tag in 0..TAGS {
            let reached = match at {
                0 => follows[TAGS][tag],
                _ => log_sum((0..TAGS).map(|from| ahead[at - 1][from] + follows[from][tag])),
            };
            ahead[at][tag] = reached + logits[at][tag];
        }
    }
    for at in (0..count.saturating_sub(1)).rev() {
        for tag in 0..TAGS {
            behind[at][tag] = log_sum((0..TAGS).map(|to| follows[tag][to] + logits[at + 1][to] + behind[at + 1][to]));
        }
    }
    let whole = ahead.last().map_or(0.0, |last| log_sum(last.iter().copied()));
    let mut of_follows: Follows = vec![[0.0; TAGS]; TAGS + 1];
    let mut of_words = Vec::with_capacity(count);
    for at in 0..count {
        let mut own: Vec<f32> = (0..TAGS).map(|tag| (ahead[at][tag] + behind[at][tag] - whole).exp()).collect();
        match at {
            0 => own.iter().enumerate().for_each(|(tag, share)| of_follows[TAGS][tag] += share),
            _ => {
                for from in 0..TAGS {
                    for to in 0..TAGS {
                        let path = ahead[at - 1][from] + follows[from][to] + logits[at][to] + behind[at][to] - whole;
                        of_follows[from][to] += path.exp();
                    }
                }
            }
        }
        of_follows[if at == 0 { TAGS } else { tags[at - 1] as usize }][tags[at] as usize] -= 1.0;
        own[tags[at] as usize] -= 1.0;
        of_words.push(own);
    }
    (of_words, of_follows)
}

fn log_sum(values: impl Iterator<Item = f32> + Clone) -> f32 {
    let highest = values.clone().fold(f32::NEG_INFINITY, f32::max);
    highest + values.map(|value| (value - highest).exp()).sum::<f32>().ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The slopes against small moves of each output.
    #[test]
    fn slopes_of_a_sequence_are_those_of_its_loss() {
        let logits: Vec<Vec<f32>> =
            (0..4).map(|at| (0..TAGS).map(|tag| ((at * 7 + tag * 3) as f32).sin()).collect()).collect();
        let follows: Follows =
            (0..=TAGS).map(|from| std::array::from_fn(|to| ((from * 5 + to) as f32).cos() * 0.5)).collect();
        let tags = [Tag::FirstOfWho, Tag::InWho, Tag::Other, Tag::NextWhen];
        let loss = |logits: &[Vec<f32>]| {
            let mut ahead: Vec<f32> = (0..TAGS).map(|tag| follows[TAGS][tag] + logits[0][tag]).collect();
            let mut path = ahead[tags[0] as usize];
            for at in 1..logits.len() {
                path += follows[tags[at - 1] as usize][tags[at] as usize] + logits[at][tags[at] as usize];
                ahead = (0..TAGS)
                    .map(|tag| logits[at][tag] + log_sum((0..TAGS).map(|from| ahead[from] + follows[from][tag])))
                    .collect();
            }
            log_sum(ahead.iter().copied()) - path
        };
        let (slopes, _) = sequence_slopes(&logits, &follows, &tags);
        for at in 0..logits.len() {
            for tag in 0..TAGS {
                let mut moved = logits.clone();
                moved[at][tag] += 1e-2;
                let measured = (loss(&moved) - loss(&logits)) / 1e-2;
                assert!((measured - slopes[at][tag]).abs() < 1e-2, "{measured} and {}", slopes[at][tag]);
            }
        }
    }
}
