//! Phrases that the model takes for ones another wording would serve better, from what it says of each token.

use crate::model::ByCategory;
use crate::rules::{Category, Proposal};
use crate::text::Span;

/// What the model says of one token: its place in the text, and how likely it is part of a phrase of each category.
pub type TokenFlags = (Span, [f32; Category::ALL.len()]);

/// Runs of tokens of which one is at least as likely as `least` of the category asks, with those beside it that are half as likely. In the
/// order of the text.
pub fn proposals(tokens: &[TokenFlags], least: &ByCategory) -> Vec<Proposal> {
    let of_category = |category: Category| runs(tokens, category, least.of(category));
    let mut found: Vec<Proposal> = Category::ALL.into_iter().flat_map(of_category).collect();
    found.sort_by_key(|proposal| (proposal.span.start(), proposal.category));
    found
}

fn runs(tokens: &[TokenFlags], category: Category, least: f32) -> Vec<Proposal> {
    let likely = |token: &TokenFlags| token.1[category as usize];
    tokens
        .chunk_by(|a, b| (likely(a) >= least / 2.0) == (likely(b) >= least / 2.0))
        .filter(|run| run.iter().any(|token| likely(token) >= least))
        .map(|run| Proposal { span: Span::new(run[0].0.start(), run[run.len() - 1].0.end()), category })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_taken_whole_where_its_peak_is_high_enough() {
        let token = |start: usize, deficit: f32, vague: f32| (Span::new(start, start + 2), [deficit, 0.0, 0.0, vague]);
        let tokens =
            [token(0, 0.1, 0.0), token(3, 0.4, 0.0), token(6, 0.9, 0.8), token(9, 0.1, 0.0), token(12, 0.5, 0.0)];
        let found = proposals(&tokens, &ByCategory::from_each(|_| 0.7));
        let expected = [(3, 8, Category::Deficit), (6, 8, Category::Vague)];
        assert_eq!(found.len(), 2);
        for (proposal, (start, end, category)) in found.iter().zip(expected) {
            assert_eq!((proposal.span, proposal.category), (Span::new(start, end), category));
        }
    }
}
