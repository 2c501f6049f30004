//! Which actions are plainly steps that somebody has still to take, so that a question about one is not answered beside it.

use super::Draft;
use crate::placement::Placed;
use crate::rules::{Action, InTime, Rules, Status};
use crate::section::Section;
use crate::segment::bullet_length;
use crate::text::{Span, lines, words};

/// Fewer words than these are a heading or a fragment.
const FEWEST: usize = 4;

/// A sentence with its step, and what stands around it.
pub struct Step<'a> {
    pub action: &'a Action,
    text: &'a str,
    /// The segment's words, without a bullet.
    words: &'a str,
    rules: &'a Rules,
}

/// The planned actions that are one whole sentence each, surely stand among the agreed actions and wait for nothing.
pub fn plain_steps<'a>(draft: &'a Draft, rules: &'a Rules) -> Vec<Step<'a>> {
    let text = draft.recording.text.as_str();
    let step = |action: &'a Action| Step { action, text, words: without_bullet(action, text), rules };
    whole_steps(draft).into_iter().map(step).filter(|step| !step.is_conditional()).collect()
}

/// The planned actions that are one whole sentence each and surely stand among the agreed actions.
pub fn whole_steps(draft: &Draft) -> Vec<&Action> {
    let text = draft.recording.text.as_str();
    let alone = |action: &Action| draft.actions_of(action.segment).len() == 1;
    let is_step = |action: &&Action| {
        let is_sure =
            draft.placed_of(action).is_some_and(|placed| stands_surely(placed) && is_whole(text, placed.span));
        action.status == Status::Planned && is_sure && alone(action)
    };
    // A form says by itself what is a step.
    let is_step = |action: &&Action| is_step(action) || (action.laid_out && action.status == Status::Planned);
    let has_words = |action: &&Action| action.laid_out || words(without_bullet(action, text), 0).len() >= FEWEST;
    draft.actions.iter().filter(is_step).filter(has_words).collect()
}

fn without_bullet<'a>(action: &Action, text: &'a str) -> &'a str {
    let own = action.segment.of(text);
    &own[bullet_length(own)..]
}

fn stands_surely(placed: &Placed) -> bool {
    const SURE: f32 = 0.6;
    placed.section == Section::AgreedActions && placed.confidence >= SURE && placed.is_told()
}

/// True of a segment that neither begins nor ends within a sentence.
fn is_whole(text: &str, span: Span) -> bool {
    let before = text[..span.start()].trim_end_matches([' ', '\t']);
    let after = text[span.end()..].trim_start_matches([' ', '\t']);
    let ends = |before: &str| before.is_empty() || before.ends_with(['.', '!', '?', '\n', '\r', '”', '"']);
    ends(before) && (ends(span.of(text)) || after.is_empty() || after.starts_with(['\n', '\r']))
}

impl Step<'_> {
    /// True where neither it nor what stands beside it tells a time: on its line, the one above (*By Christmas:*) or the one below.
    pub fn has_no_time(&self) -> bool {
        if self.action.when.is_some() {
            return false;
        }
        let around = self.around();
        if self.action.laid_out {
            // A place that says *Immediately* has been filled in.
            let is_at_once =
                |word: &crate::text::Word| matches!(word.folded.as_str(), "immediately" | "immediate" | "now");
            return !words(around.of(self.text), 0).iter().any(is_at_once);
        }
        !around.of(self.text).contains(|c: char| c.is_ascii_digit())
            && self.rules.marked(self.text, around).iter().all(|word| word.time == InTime::No)
    }

    /// True where nobody who could do it is named or meant: *to be ordered*, and no body of people before it.
    pub fn has_nobody(&self) -> bool {
        if self.action.laid_out {
            return self.action.who.is_none();
        }
        const MEANT: [&str; 17] = [
            "i", "im", "i'm", "ill", "ive", "id", "me", "my", "we", "us", "our", "you", "he", "she", "they", "myself",
            "both",
        ];
        let own = words(self.words, 0);
        let folded = |at: usize| own.get(at).map_or("", |word| word.folded.as_str());
        // *School to send it*, *Police will ring*: a body that acts, though nobody in it is named.
        let acts = (1..3).any(|at| matches!(folded(at), "to" | "will") && folded(at + 1) != "be");
        let meant = own.iter().any(|word| MEANT.contains(&word.folded.as_str()));
        let named = own.iter().skip(1).any(|word| word.span.of(self.words).starts_with(char::is_uppercase));
        let is_passive = own.iter().any(|word| word.folded == "be");
        // *By the ward*: who there is for them to settle, and a *by* before a time names nobody.
        let by = own.iter().position(|word| word.folded == "by").map(|at| own[at].span.start());
        let is_time = |by: usize| {
            let at = self.action.segment.end() - self.words.len() + by;
            let marked = self.rules.marked(self.text, self.action.segment);
            marked.iter().any(|word| word.span.start() == at && word.time != InTime::No)
        };
        let has_agent = by.is_some_and(|by| !is_time(by));
        self.action.who.is_none()
            && is_passive
            && !has_agent
            && !acts
            && !meant
            && !named
            && !self.words.contains(['(', ':', '–', '/'])
    }

    /// *Follow up as appropriate*: words that stand for a plan, which nobody could explain.
    pub fn is_stock_phrase(&self) -> bool {
        let words = self.words.to_lowercase();
        ["as appropriate", "as required", "as needed", "as necessary"].into_iter().any(|stock| words.contains(stock))
    }

    /// A step that waits for something has its time in that.
    fn is_conditional(&self) -> bool {
        const WAITS: [&str; 11] =
            ["if", "when", "should", "unless", "once", "until", "till", "before", "after", "whenever", "while"];
        words(self.words, 0).iter().any(|word| WAITS.contains(&word.folded.as_str()))
    }

    /// The line it stands on, with those above and below, as far as they are near.
    fn around(&self) -> Span {
        /// In bytes, on either side: the line of a dictation goes on to its end.
        const NEAR: usize = 500;
        let span = self.action.segment;
        let from = self.text.ceil_char_boundary(span.start().saturating_sub(NEAR)).min(span.start());
        let to = self.text.floor_char_boundary((span.end() + NEAR).min(self.text.len()));
        let (before, after) = (&self.text[from..span.start()], &self.text[span.end()..to]);
        let above = lines(before).filter(|line| line.of(before).ends_with(['\n', '\r'])).last();
        let below = lines(after).take(2).last();
        Span::new(from + above.map_or(0, |line| line.start()), span.end() + below.map_or(0, |line| line.end()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::Segment;

    /// Whether a time is missing of the step in square brackets.
    fn has_no_time(text: &str) -> bool {
        let (start, end) = (text.find('[').unwrap(), text.find(']').unwrap() - 1);
        let text = text.replace(['[', ']'], "");
        let rules = Rules::built_in();
        let actions = rules.actions(&text, &Segment::plain(Span::new(start, end)), None, None);
        let words = &text[start..end];
        Step { action: &actions[0], text: &text, words, rules: &rules }.has_no_time()
    }

    #[test]
    fn a_time_stands_beside_a_step_on_its_line_or_the_next() {
        for end in ["\n", "\r", "\r\n"] {
            let lines = |lines: [&str; 5]| lines.join(end);
            let step = "[Sam will ring the landlord.]";
            assert!(has_no_time(&lines(["By 3 May:", "Heating", step, "Rent", "By Friday"])), "{end:?}");
            assert!(!has_no_time(&lines(["Plan", "By Christmas:", step, "Rent", "Food"])), "{end:?}");
            assert!(!has_no_time(&lines(["Plan", "Heating", step, "All by Friday", "Food"])), "{end:?}");
            assert!(!has_no_time(&lines(["Plan", "Heating", &format!("{step} Then rent, 3 May."), "Rent", "Food"])));
        }
        let far = "She was well and had her tea. ".repeat(40);
        assert!(has_no_time(&format!("On 3 May we met. {far}[Sam will ring the landlord.] {far}We meet on Friday.")));
        assert!(!has_no_time(&format!("{far}[Sam will ring the landlord.] We meet on Friday. {far}")));
    }
}
