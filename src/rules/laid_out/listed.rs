//! Lines that each tell an action with who and when beside it, in the way of minutes: *Ring the school - Aled - Friday*, *Ring the school (AR,
//! Fri)*, *AR: ring school by Fri*.

use super::{Laid, Place, Progress};
use crate::rules::actions::Actions;
use crate::rules::lexicon::Line;
use crate::rules::parties::Named;
use crate::rules::times::Meaning;
use crate::segment::{Segment, bullet_length};
use crate::text::Span;

/// What a piece of such a line is.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// The flag says that rules are sure of it.
    Who(bool),
    When,
    Status,
    Other,
}

/// Longer lines are prose.
const LONGEST: usize = 200;

impl Actions {
    /// True from a heading for actions on, as far as the next heading or paragraph; `under` where the line above is so.
    pub(super) fn announces_actions(&self, text: &str, line: Span, under: bool) -> bool {
        const PLANS: [&str; 10] = [
            "plan",
            "the plan",
            "action plan",
            "plan of action",
            "plan agreed",
            "action points",
            "actions agreed",
            "agreed actions",
            "tasks",
            "to do",
        ];
        let Some(own) = line.trimmed(text).map(|own| own.of(text)) else { return under };
        let plain = own.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
        let is_head = self.place(own) == Some(Place::What) || PLANS.contains(&plain.as_str());
        let is_shouted = !own.contains(|c: char| c.is_lowercase() || matches!(c, '-' | '–' | '—' | ':' | '(' | '\t'));
        let is_other_heading = own.starts_with('#') || own.ends_with(':') || is_shouted;
        is_head || (under && !is_other_heading && own.len() <= LONGEST)
    }

    /// The parts of a line that tells an action and who does it, where its pieces say which is which.
    pub(super) fn listed(&self, text: &str, line: Span, named: &Named) -> Option<Laid> {
        let own = line.trimmed(text).filter(|own| own.len() <= LONGEST)?;
        let body = Span::new(own.start() + number_length(own.of(text)), own.end());
        let pieces = self.pieces(text, body, named);
        let kinds: Vec<Kind> = pieces.iter().map(|piece| self.kind(text, *piece, named)).collect();
        let mut who = (0..pieces.len()).filter(|&at| match kinds[at] {
            Kind::Who(is_sure) => is_sure || at > 0 || !is_one_name(pieces[at].of(text)),
            _ => false,
        });
        let sure = (0..pieces.len()).find(|&at| kinds[at] == Kind::Who(true));
        let who = sure.or_else(|| who.next_back())?;
        let mut laid = Laid { places: Vec::new(), lines: vec![line] };
        laid.add(Place::Who, Some(pieces[who]));
        for (at, (piece, kind)) in pieces.iter().zip(&kinds).enumerate().filter(|(at, _)| *at != who) {
            let place = match kind {
                Kind::When => Place::When,
                Kind::Status => Place::Status,
                // Of two that may be names, the first is what is rung or written to.
                Kind::Who(_) | Kind::Other => Place::What,
            };
            if laid.has(place) || (place == Place::What && matches!(kind, Kind::Who(_)) && at > 0) {
                return None;
            }
            laid.add(place, Some(*piece));
        }
        // *Ring the school by Friday* tells its day within.
        let what = *laid.told(Place::What)?.first()?;
        if !laid.has(Place::When) {
            let own = Segment::plain(what);
            let is_told = |meaning: Meaning| !matches!(meaning, Meaning::Gone);
            let within = self.times().of(&Line::new(text, &own, &[])).into_iter().find(|time| is_told(time.meaning));
            let (task, time) = match self.time_at_end(text, what).filter(|(task, _)| !task.is_empty()) {
                Some((task, time)) => (task, Some(time)),
                None => (what, within.as_ref().map(|time| time.span)),
            };
            if let Some(time) = time.filter(|_| within.is_some()) {
                laid.places.retain(|(place, _)| *place != Place::What);
                laid.add(Place::What, Some(task));
                laid.add(Place::When, Some(time));
            }
        }
        let tells_more = laid.has(Place::When) || laid.has(Place::Status) || sure.is_some();
        tells_more.then_some(laid)
    }

    /// The pieces of a line: between dashes, tabs or wide spaces, before a colon, and in brackets at the end, where commas part them again.
    fn pieces(&self, text: &str, body: Span, named: &Named) -> Vec<Span> {
        const CUTS: [&str; 6] = [" - ", " – ", " — ", "\t", "   ", "  "];
        const STROKE: &str = " / ";
        // *AR / DS Nand* are two people where something else parts the line.
        let is_by_strokes =
            body.of(text).matches(STROKE).count() > 1 && !CUTS.iter().any(|cut| body.of(text).contains(cut));
        let cuts = if is_by_strokes { &[STROKE][..] } else { &CUTS[..] };
        let mut found = Vec::new();
        let mut rest = body;
        if let Some(colon) = rest.of(text).find(": ") {
            let label = Span::new(rest.start(), rest.start() + colon);
            found.push(label);
            rest = Span::new(label.end() + 2, rest.end());
        }
        while let Some((at, cut)) = cuts
            .iter()
            .filter_map(|cut| Some((rest.of(text).find(cut)?, cut.len())))
            .min_by_key(|(at, cut)| (*at, usize::MAX - cut))
        {
            found.push(Span::new(rest.start(), rest.start() + at));
            rest = Span::new(rest.start() + at + cut, rest.end());
        }
        found.push(rest);
        let trimmed = found.into_iter().filter_map(|piece| piece.trimmed(text)).map(|piece| {
            Span::new(
                piece.start(),
                piece.start() + piece.of(text).trim_end_matches(['.', ',', ';', '-', '–', ' ']).len(),
            )
        });
        let apart = trimmed.flat_map(|piece| out_of_brackets(text, piece));
        apart.flat_map(|piece| self.who_and_when(text, piece, named)).filter(|piece| !piece.is_empty()).collect()
    }

    /// *FSW by Friday*, *AR, today*: who and when apart.
    fn who_and_when(&self, text: &str, piece: Span, named: &Named) -> Vec<Span> {
        if let Some((who, when)) = self.time_at_end(text, piece)
            && matches!(self.kind(text, who, named), Kind::Who(_))
        {
            return vec![who, when];
        }
        let parts: Vec<Span> = split(text, piece, ',');
        let is_part = |part: &Span| self.kind(text, *part, named) != Kind::Other;
        if parts.len() > 1 && self.kind(text, piece, named) == Kind::Other && parts.iter().all(is_part) {
            parts
        } else {
            vec![piece]
        }
    }

    fn kind(&self, text: &str, piece: Span, named: &Named) -> Kind {
        let words = piece.of(text);
        if self.is_all_time(text, piece) {
            return Kind::When;
        }
        if self.sure.progress(words) != Progress::Open && words.len() <= super::LONGEST_TIME && !words.contains(" to ")
        {
            return Kind::Status;
        }
        if self.sure.parties.is_somebody(words, named) {
            return Kind::Who(true);
        }
        let parts = words.split(['/', '&', ',']).flat_map(|part| part.split(" and ")).map(str::trim);
        if words.len() <= super::LONGEST_TIME && parts.into_iter().all(|part| self.may_be_name(part, named)) {
            Kind::Who(false)
        } else {
            Kind::Other
        }
    }

    /// True of a name or of initials that stand by themselves: *Aled*, *Joan Whitlock*, *DF*.
    fn may_be_name(&self, part: &str, named: &Named) -> bool {
        const NO_INITIALS: [&str; 14] =
            ["CP", "MH", "DV", "DA", "OK", "LA", "ED", "PM", "AM", "IT", "UC", "HB", "NA", "TC"];
        const STATES: [&str; 14] = [
            "urgent",
            "high",
            "medium",
            "low",
            "red",
            "amber",
            "green",
            "immediate",
            "immediately",
            "priority",
            "pending",
            "open",
            "outstanding",
            "overdue",
        ];
        let all: Vec<&str> = part.split_whitespace().collect();
        let is_name = |word: &&str| {
            let folded = word.to_lowercase();
            let mut letters = word.chars();
            letters.next().is_some_and(char::is_uppercase)
                && letters.clone().next().is_some()
                && letters.all(|c| c.is_lowercase() || matches!(c, '\'' | '’' | '-'))
                && !self.times().is_calendar(&folded)
                && !self.is_no_name(&folded)
                && !self.sure.is_task(&folded)
                && !self.times().is_past(&folded)
                && !self.sure.parties.is_body(&folded)
                && !STATES.contains(&folded.as_str())
        };
        let is_initials = |word: &str| {
            word.len() == 2 && word.chars().all(|c| c.is_ascii_uppercase()) && !NO_INITIALS.contains(&word)
        };
        match all[..] {
            [] => false,
            [one] => is_initials(one) || is_name(&one) || self.sure.parties.is_somebody(one, named),
            _ => all.len() <= 3 && all.iter().all(is_name),
        }
    }

    fn is_all_time(&self, text: &str, piece: Span) -> bool {
        let Some((before, _)) = self.time_at_end(text, piece) else {
            return self.times().is_calendar(&piece.of(text).to_lowercase());
        };
        before.is_empty()
    }

    /// The words before a time that ends a piece, without what leads to it, and the time.
    fn time_at_end(&self, text: &str, piece: Span) -> Option<(Span, Span)> {
        let own = Segment::plain(piece);
        let times = self.times().of(&Line::new(text, &own, &[]));
        let last =
            times.last().filter(|time| text[time.span.end()..piece.end()].trim_matches([' ', '.', ')']).is_empty())?;
        let mut start = last.span.start();
        for time in times.iter().rev().skip(1) {
            if text[time.span.end()..start].trim_matches([' ', ',']).is_empty() {
                start = time.span.start();
            }
        }
        let time = Span::new(start, last.span.end());
        let before = Span::new(piece.start(), time.start());
        let before = before.trimmed(text).unwrap_or(Span::new(piece.start(), piece.start()));
        Some((
            Span::new(before.start(), before.start() + before.of(text).trim_end_matches([',', ' ', '-']).len()),
            time,
        ))
    }
}

/// The bullet or number of a line; a number may stand without a mark before a capital.
fn number_length(line: &str) -> usize {
    let bullet = bullet_length(line);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let after = line[digits..].trim_start_matches([' ', '\t']);
    let is_number = bullet == 0
        && (1..=2).contains(&digits)
        && after.len() < line.len() - digits
        && after.starts_with(char::is_uppercase);
    if is_number { line.len() - after.len() } else { bullet }
}

/// A piece, and what stands in brackets at its end.
fn out_of_brackets(text: &str, piece: Span) -> Vec<Span> {
    let words = piece.of(text);
    let inside = words.strip_suffix(')').and_then(|before| Some((before.rfind('(')?, before.len())));
    match inside.filter(|(open, _)| *open > 0) {
        Some((open, close)) => {
            let before = Span::new(piece.start(), piece.start() + words[..open].trim_end().len());
            let within = Span::new(piece.start() + open + 1, piece.start() + close);
            std::iter::once(before).chain(split(text, within, ',')).collect()
        }
        None => vec![piece],
    }
}

/// True of a single word that could as well be what is done: *Respite*, *Dentist*. Initials could not.
fn is_one_name(words: &str) -> bool {
    !words.contains(' ') && words.contains(char::is_lowercase)
}

fn split(text: &str, piece: Span, mark: char) -> Vec<Span> {
    let mut from = piece.start();
    let mut found = Vec::new();
    for part in piece.of(text).split(mark) {
        found.extend(Span::new(from, from + part.len()).trimmed(text));
        from += part.len() + mark.len_utf8();
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::rules::Rules;
    use crate::segment::segment;
    use crate::text::Span;

    /// Who, what, when and the day of each action that `rows` tell under a heading, in a recording of Tuesday 12 May 2026.
    fn listed(rows: &str) -> Vec<[String; 4]> {
        let text = format!("Home visit 12 May 2026.\nAction points\n{rows}");
        let rules = Rules::built_in();
        let segments: Vec<Span> = segment(&text).iter().map(|segment| segment.span).collect();
        let entries = rules.entries(&text, &serde_json::Map::new());
        let found = rules.as_laid_out(&text, &segments, Vec::new(), &entries).actions;
        let told = |part: Option<String>| part.unwrap_or_default();
        let row = |action: crate::rules::Action| {
            let due = action.due.map(|due| due.iso()).unwrap_or_default();
            [told(action.who), told(action.what), told(action.when), due]
        };
        found.into_iter().map(row).collect()
    }

    #[test]
    fn rows_of_minutes() {
        for (row, wanted) in [
            ("1 Ring the school - Aled - Friday", ["Aled", "Ring the school", "Friday", "2026-05-15"]),
            ("3 Tell Imran the outcome - Aled - today", ["Aled", "Tell Imran the outcome", "today", "2026-05-12"]),
            ("2.\tLetter to GP\tDeborah\t13/05", ["Deborah", "Letter to GP", "13/05", "2026-05-13"]),
            ("Ring the school (AR, Fri)", ["AR", "Ring the school", "Fri", "2026-05-15"]),
            ("Mum to be told: AR, today", ["AR", "Mum to be told", "today", "2026-05-12"]),
            ("AR: ring school by Fri", ["AR", "ring school", "by Fri", "2026-05-15"]),
            ("DF – GP letter – 13/05", ["DF", "GP letter", "13/05", "2026-05-13"]),
            ("Housing letter - FSW by Friday", ["FSW", "Housing letter", "by Friday", "2026-05-15"]),
            (
                "- Book the hall: Joan Whitlock, w/c 25 May",
                ["Joan Whitlock", "Book the hall", "w/c 25 May", "2026-05-25/2026-05-31"],
            ),
            (
                "Fit the stair gate — Dev / Sister Hall — 20 May",
                ["Dev / Sister Hall", "Fit the stair gate", "20 May", "2026-05-20"],
            ),
        ] {
            assert_eq!(listed(row), [wanted.map(str::to_owned)], "{row}");
        }
    }

    #[test]
    fn what_only_looks_like_a_row_is_none() {
        for row in [
            "Mum to ring the school on Friday.",
            "Respite - twelve weekends - to be agreed",
            "Bank – ask about the card, 3/7",
            "Ring school - urgent - Friday",
            "He said: nothing, today",
        ] {
            assert_eq!(listed(row), Vec::<[String; 4]>::new(), "{row}");
        }
        let text = "Home visit 12 May 2026.\nNoticed:\nRing on the door - Aled - Friday\n";
        let rules = Rules::built_in();
        let segments: Vec<Span> = segment(text).iter().map(|segment| segment.span).collect();
        let entries = rules.entries(text, &serde_json::Map::new());
        assert!(rules.as_laid_out(text, &segments, Vec::new(), &entries).actions.is_empty());
    }
}
