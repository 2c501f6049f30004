//! What became of an action, as the place for its status tells: done, dropped, arranged for a day, or still open.

use super::{Laid, Place, joined};
use crate::rules::actions::{Actions, Status, is_over, is_to_come};
use crate::rules::due::Written;
use crate::rules::parties::holds;
use crate::text::{Span, words};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    Done,
    /// Declined, cancelled, no longer needed: not planned, and not done.
    Dropped,
    /// Booked or ordered for a day that is told.
    Arranged,
    Open,
}

impl Actions {
    /// What became of an action that is laid out. `read` is what its words were read as: they tell by themselves only where they begin with
    /// what was done, since *Tell Orla what was decided* is still to do.
    pub(super) fn made(
        &self,
        text: &str,
        laid: &Laid,
        what: &str,
        read: Option<Status>,
        written: Option<Written>,
    ) -> Progress {
        let places = [Place::Status, Place::When];
        let told = places.into_iter().filter_map(|place| {
            let spans = laid.told(place)?;
            let progress = self.sure.progress(&joined(text, spans));
            // In the place for a day, *sent by Friday* tells the day.
            let counts = place == Place::Status || matches!(progress, Progress::Done | Progress::Dropped);
            counts.then(|| self.of_its_day(text, spans, progress, written))
        });
        let told = told.into_iter().find(|progress| *progress != Progress::Open).unwrap_or(Progress::Open);
        let own = words(what, 0);
        let begins_done = own.first().is_some_and(|first| self.sure.is_past(&first.folded));
        let plans = own.iter().any(|word| matches!(word.folded.as_str(), "to" | "will"));
        match told {
            Progress::Open if read == Some(Status::Done) && begins_done && !plans => Progress::Done,
            told => told,
        }
    }

    /// What is arranged is done once its day has come, and what was sent on a day to come is still to do.
    fn of_its_day(&self, text: &str, spans: &[Span], progress: Progress, written: Option<Written>) -> Progress {
        let Some((time, written)) = self.time_in(text, spans).zip(written.filter(|written| written.settles())) else {
            return progress;
        };
        match progress {
            Progress::Arranged if is_over(&time, written) => Progress::Done,
            Progress::Done if is_to_come(&time, written) => Progress::Arranged,
            progress => progress,
        }
    }
}

impl crate::rules::sure::Sure {
    /// What the words in a place for progress say.
    pub fn progress(&self, told: &str) -> Progress {
        /// Words of a sentence, which tells of more than what became of an action.
        const MANY: usize = 7;
        const FILLERS: [&str; 9] = ["yes", "now", "all", "has", "been", "was", "is", "this", "already"];
        const AGAIN: [&str; 9] =
            ["rebooked", "rearranged", "rescheduled", "re", "new", "resent", "reopened", "instead", "reoffered"];
        if told.trim_start().starts_with(['✓', '✔', '☑', '✅']) {
            return Progress::Done;
        }
        let all = words(told, 0);
        let folded = |at: usize| all.get(at).map_or("", |word| word.folded.as_str());
        let first = (0..all.len()).find(|&at| !FILLERS.contains(&folded(at))).unwrap_or(0);
        let states = &self.states;
        let is_open = |at: usize| {
            matches!(
                folded(at),
                "not" | "no" | "to" | "will" | "yet" | "partly" | "part" | "nearly" | "awaiting" | "be" | "if" | "when"
            )
        };
        let starts_again = || all.iter().any(|word| AGAIN.contains(&word.folded.as_str()));
        let is_no_longer = match (folded(first), folded(first + 1), folded(first + 2)) {
            ("no", "longer", next) | ("not", next, _) => holds(&states.not_wanted, next),
            ("n/a" | "na", _, _) => true,
            _ => false,
        };
        if is_no_longer && !starts_again() {
            return Progress::Dropped;
        }
        // *Mum declined*, *Referral sent 6/5*: what was done stands first, or after a word for who or what.
        let reach = if all.len() <= MANY { first + 3 } else { first + 1 };
        for at in first..all.len().min(reach) {
            let is_still_to_come = matches!(folded(at + 1), "by" | "before" | "when" | "once" | "until" | "if");
            if is_open(at) {
                return Progress::Open;
            }
            if holds(&states.dropped, folded(at)) {
                return if starts_again() { Progress::Open } else { Progress::Dropped };
            }
            if holds(&states.arranged, folded(at)) {
                return Progress::Arranged;
            }
            if (holds(&states.sent, folded(at)) || self.is_done_word(folded(at))) && !is_still_to_come {
                return Progress::Done;
            }
        }
        Progress::Open
    }
}

#[cfg(test)]
mod tests {
    use super::Progress::{Arranged, Done, Dropped, Open};
    use crate::rules::sure::Sure;

    #[test]
    fn words_for_progress() {
        let sure = Sure::built_in();
        for (told, wanted) in [
            ("Complete - referred 06/05/2026", Done),
            ("Completed", Done),
            ("Closed 12/5", Done),
            ("Achieved", Done),
            ("Sent 15 May, waiting list 9 weeks", Done),
            ("Referral sent 6/5", Done),
            ("✓ 3/5", Done),
            ("Done 30/09", Done),
            ("Declined", Dropped),
            ("Mum declined", Dropped),
            ("Cancelled by school", Dropped),
            ("Refused", Dropped),
            ("Withdrawn 4 May", Dropped),
            ("N/A", Dropped),
            ("No longer needed", Dropped),
            ("Not required", Dropped),
            ("Cancelled, rebooked for 20 May", Open),
            ("Booked for 20 May", Arranged),
            ("Overdue", Open),
            ("Not done", Open),
            ("Not yet completed", Open),
            ("Outstanding", Open),
            ("Ongoing", Open),
            ("In progress", Open),
            ("To be completed", Open),
            ("Complete by 12 May", Open),
            ("On hold", Open),
            ("Agreed", Open),
            ("Green", Open),
            ("", Open),
        ] {
            assert_eq!(sure.progress(told), wanted, "{told}");
        }
    }
}
