//! Actions that a form or a table lays out: *Action*, *Owner* and *By when* on lines of their own, or the columns of a table.

use super::actions::{Action, Actions, Status, day};
use super::due::Written;
use super::lexicon::Line;
use super::parties::{Named, holds};
use crate::segment::{Segment, bullet_length};
use crate::text::{Span, lines};

/// The part of an action that a label or the head of a column asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    What,
    Who,
    When,
    Status,
}

/// What was found of one action, each the words in its place, and the lines it stands on.
#[derive(Default)]
struct Laid {
    places: Vec<(Place, Option<Span>)>,
    lines: Vec<Span>,
}

impl Laid {
    fn has(&self, place: Place) -> bool {
        self.places.iter().any(|(other, _)| *other == place)
    }

    fn told(&self, place: Place) -> Option<Span> {
        self.places.iter().find(|(other, _)| *other == place).and_then(|(_, told)| *told)
    }

    /// A label alone lays nothing out: there are places for the action and for who or when.
    fn is_whole(&self) -> bool {
        self.has(Place::What) && (self.has(Place::Who) || self.has(Place::When))
    }
}

/// What a line is of a form or table.
enum Row {
    Blank,
    /// Its cells, trimmed; `None` where there is nothing in one.
    Cells(Vec<Option<Span>>),
    Field(Place, Option<Span>),
    Other,
}

impl Actions {
    /// `actions` with those that forms and tables lay out read as such, in order, and with whoever else the recording bears out as somebody.
    /// `segments` are in order; what stands in none of them is passed over.
    pub fn as_laid_out(
        &self,
        text: &str,
        segments: &[Span],
        actions: Vec<Action>,
        written: Option<Written>,
    ) -> Vec<Action> {
        let named = Named::of(text, &self.sure.parties, |word| self.times().is_calendar(word) || self.is_no_name(word));
        let (laid, taken) = self.laid(text);
        let is_taken = |span: Span| {
            let next = taken.partition_point(|line| line.end() <= span.start());
            taken.get(next).is_some_and(|line| line.overlaps(span))
        };
        let (within, mut found): (Vec<Action>, Vec<Action>) =
            actions.into_iter().partition(|action| is_taken(action.segment));
        found.retain(|action| !self.is_filler(action.span.of(text)));
        for action in found.iter_mut().filter(|action| action.who.is_none()) {
            action.who = self.sure.who(text, action.span, &named).map(|who| who.of(text).to_owned());
        }
        let read = laid.iter().filter_map(|laid| self.laid_action(text, laid, segments, &within, &named, written));
        found.extend(read);
        found.sort_by_key(|action| action.span.start());
        found
    }

    /// Every action that is laid out, and all lines that belong to one, in order.
    fn laid(&self, text: &str) -> (Vec<Laid>, Vec<Span>) {
        let mut found: Vec<Laid> = Vec::new();
        let mut taken: Vec<Span> = Vec::new();
        let mut form = Laid::default();
        let mut columns: Option<Vec<Option<Place>>> = None;
        for line in lines(text) {
            let row = self.row(text, line);
            if !matches!(row, Row::Blank | Row::Field(..)) {
                keep(&mut form, &mut found, &mut taken);
            }
            match (row, &columns) {
                (Row::Cells(cells), Some(columns)) => {
                    let places = columns.iter().zip(cells).filter_map(|(place, cell)| Some(((*place)?, cell)));
                    found.push(Laid { places: places.collect(), lines: vec![line] });
                    taken.push(line);
                }
                (Row::Cells(cells), None) => {
                    columns = self.columns(text, &cells);
                    taken.extend(columns.is_some().then_some(line));
                }
                (Row::Field(place, told), _) => {
                    columns = None;
                    if form.has(place) {
                        keep(&mut form, &mut found, &mut taken);
                    }
                    form.places.push((place, told));
                    form.lines.push(line);
                }
                (Row::Blank | Row::Other, _) => columns = None,
            }
        }
        keep(&mut form, &mut found, &mut taken);
        taken.sort();
        (found, taken)
    }

    fn row(&self, text: &str, line: Span) -> Row {
        let Some(own) = line.trimmed(text) else { return Row::Blank };
        let words = own.of(text);
        let strokes = words.matches('|').count() > 1;
        let field = if strokes { None } else { self.field(text, own) };
        if let Some((place, told)) = field {
            return Row::Field(place, told);
        }
        if !strokes && !words.contains('\t') {
            return Row::Other;
        }
        let mut from = own.start();
        let mut cells = Vec::new();
        for cell in words.split(if strokes { '|' } else { '\t' }) {
            cells.push(Span::new(from, from + cell.len()).trimmed(text));
            from += cell.len() + 1;
        }
        Row::Cells(cells)
    }

    /// A label that asks for a part, and what stands after it.
    fn field(&self, text: &str, own: Span) -> Option<(Place, Option<Span>)> {
        let words = own.of(text);
        let from = bullet_length(words);
        let colon = words.find(':').filter(|colon| *colon >= from)?;
        let place = self.place(&words[from..colon])?;
        // A label in bold ends after its colon.
        let marks = words[colon + 1..].len() - words[colon + 1..].trim_start_matches(['*', '_', ' ']).len();
        let told = Span::new(own.start() + colon + 1 + marks, own.end()).trimmed(text);
        Some((place, told.filter(|told| told.of(text).contains(char::is_alphanumeric))))
    }

    /// What a label or head asks for, whatever its capitals, marks and number.
    fn place(&self, label: &str) -> Option<Place> {
        const LONGEST: usize = 40;
        let is_mark = |c: char| !c.is_alphabetic() && c != ')';
        let plain = label.trim_matches(is_mark).to_lowercase();
        let plain = plain.split('(').next().unwrap_or_default().trim_matches(is_mark);
        let places = &self.sure.places;
        let lists = [
            (Place::What, &places.what),
            (Place::Who, &places.who),
            (Place::When, &places.when),
            (Place::Status, &places.status),
        ];
        let found = lists.into_iter().find(|(_, list)| plain.len() <= LONGEST && holds(list, plain));
        found.map(|(place, _)| place)
    }

    /// What each column asks for, where these cells are the head of a table of actions.
    fn columns(&self, text: &str, cells: &[Option<Span>]) -> Option<Vec<Option<Place>>> {
        let head = |cell: &Option<Span>| cell.map_or("", |cell| cell.of(text));
        let is_of_actions = cells.iter().any(|cell| head(cell).to_lowercase().contains("action"));
        let place = |cell: &Option<Span>| {
            let is_date = is_of_actions && holds(&self.sure.places.date, &head(cell).to_lowercase());
            self.place(head(cell)).or(is_date.then_some(Place::When))
        };
        let mut columns: Vec<Option<Place>> = cells.iter().map(place).collect();
        // Of two columns for one part the first has it.
        for at in 1..columns.len() {
            if columns[..at].contains(&columns[at]) {
                columns[at] = None;
            }
        }
        let has = |place: Place| columns.contains(&Some(place));
        (has(Place::What) && (has(Place::Who) || has(Place::When))).then_some(columns)
    }

    /// The action that is laid out, over what was read of its line.
    fn laid_action(
        &self,
        text: &str,
        laid: &Laid,
        segments: &[Span],
        within: &[Action],
        named: &Named,
        written: Option<Written>,
    ) -> Option<Action> {
        let what = laid.told(Place::What).filter(|what| what.of(text).contains(char::is_alphabetic))?;
        if self.is_unsettled(what.of(text)) || self.place(what.of(text)).is_some() {
            return None;
        }
        let next = segments.partition_point(|segment| segment.end() <= what.start());
        let segment = segments.get(next).copied().filter(|segment| segment.overlaps(what))?;
        let settled = |place: Place| laid.told(place).filter(|told| !self.is_unsettled(told.of(text)));
        let is_done = |place: Place| settled(place).is_some_and(|told| self.sure.begins_done(told.of(text)));
        let first = within.partition_point(|action| action.segment.start() < segment.start());
        let read = within.get(first).filter(|action| action.segment == segment);
        let is_told_done = || {
            read.is_some_and(|read| read.status == Status::Done)
                && crate::text::words(what.of(text), 0).iter().any(|word| self.sure.is_past(&word.folded))
        };
        let status = match read {
            _ if is_done(Place::Status) || is_done(Place::When) || is_told_done() => Status::Done,
            Some(read) if read.status == Status::Standing => Status::Standing,
            _ => Status::Planned,
        };
        let mut times = [Place::When, Place::Status].into_iter().filter_map(|place| Some((place, settled(place)?)));
        let when = times.find_map(|(place, told)| {
            let own = Segment::plain(told);
            let times = self.times().of(&Line::new(text, &own, &[]));
            // What was made of it has a day of its own only where it was done.
            let counts = place == Place::When || status == Status::Done;
            times.into_iter().next().filter(|_| counts).map(|time| (told, time))
        });
        let words = what.of(text).trim_end_matches(['.', ';', ',']);
        let own = Segment::plain(Span::new(what.start(), what.start() + words.len()));
        let told = self.tells_task(&Line::new(text, &own, &[]), when.is_some());
        let (due, impossible) = day(when.as_ref().map(|(_, time)| time), status, written);
        let who = settled(Place::Who).filter(|who| !self.is_nobody(who.of(text)));
        Some(Action {
            span: segment,
            segment,
            status,
            who: who.or_else(|| self.sure.who(text, what, named)).map(|who| who.of(text).to_owned()),
            what: told.then(|| words.to_owned()),
            when: when.map(|(told, time)| if told.len() > LONGEST_TIME { time.span } else { told }.of(text).to_owned()),
            due,
            impossible,
            measurable: told,
            laid_out: true,
        })
    }

    /// True of *ASAP* alone or after the label of a place, and of a bare *yes*. *Review: ongoing* is a plan that lacks its parts.
    fn is_filler(&self, words: &str) -> bool {
        let (label, answer) = words.split_once(": ").unwrap_or(("", words));
        let is_of_place = label.is_empty() || self.place(&label[bullet_length(label)..]).is_some();
        is_yes_or_no(answer) || (is_of_place && self.is_unsettled(answer))
    }

    /// *TBC*, *asap*, *yes*: what fills a place and tells nothing.
    fn is_unsettled(&self, words: &str) -> bool {
        let plain = plain(words);
        plain.is_empty() || holds(&self.sure.places.unsettled, &plain) || is_yes_or_no(words)
    }
}

fn plain(words: &str) -> String {
    words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

fn is_yes_or_no(words: &str) -> bool {
    matches!(plain(words).as_str(), "yes" | "no")
}

/// A place for when holds no more than this, in bytes, but what tells of more than that.
const LONGEST_TIME: usize = 40;

/// Ends a form that is being read.
fn keep(form: &mut Laid, found: &mut Vec<Laid>, taken: &mut Vec<Span>) {
    let form = std::mem::take(form);
    if form.is_whole() {
        taken.extend(&form.lines);
        found.push(form);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;
    use crate::segment::segment;

    /// Who, what, when, the day, and whether it is done, of what `text` lays out.
    fn laid_out(text: &str) -> Vec<[String; 5]> {
        let rules = Rules::built_in();
        let segments: Vec<Span> = segment(text).iter().map(|segment| segment.span).collect();
        let written = rules.written(text, &serde_json::Map::new());
        let told = |part: &Option<String>| part.clone().unwrap_or_default();
        let row = |action: Action| {
            let due = action.due.map(|due| due.iso()).unwrap_or_default();
            [told(&action.who), told(&action.what), told(&action.when), due, format!("{:?}", action.status)]
        };
        let found = rules.as_laid_out(text, &segments, Vec::new(), written);
        assert!(found.iter().all(|action| action.laid_out && segments.contains(&action.segment)));
        found.into_iter().map(row).collect()
    }

    #[test]
    fn lines_of_a_form_are_one_action() {
        let text = "Review 14/05/2025\n\nAction 1: Ring the agency about Tuesday calls\nOwner: Bethan Lowe\nBy when: 16/05/2025\n\n**Action:** Carer's assessment for Sunil\n\
                    **Owner:** TBC\n**By when:** ASAP\nAction: Referral to the walking group\nOwner: Dilip\nBy when:\n\nNext review date: 14/08/2025\n";
        assert_eq!(
            laid_out(text),
            [
                ["Bethan Lowe", "Ring the agency about Tuesday calls", "16/05/2025", "2025-05-16", "Planned"],
                ["", "Carer's assessment for Sunil", "", "", "Planned"],
                ["Dilip", "Referral to the walking group", "", "", "Planned"],
            ]
        );
    }

    #[test]
    fn columns_of_a_table_are_parts() {
        let text = "Core group 2 October 2025\n\n| No | Action | Who | By when | Progress |\n|----|--------|-----|---------|----------|\n\
                    | 1 | Hearing test for Bo | SW | 10/10/2025 | Booked |\n| 2 | Return the library books | Idris Shah | Complete | Done 30/09 |\n\
                    | 3 | Family meeting | TBC | TBC | On hold |\n\nWe ended at | half past | two.\n";
        assert_eq!(
            laid_out(text),
            [
                ["SW", "Hearing test for Bo", "10/10/2025", "2025-10-10", "Planned"],
                ["Idris Shah", "Return the library books", "Done 30/09", "", "Done"],
                ["", "Family meeting", "", "", "Planned"],
            ]
        );
        assert_eq!(
            laid_out("Action\tOwner\tDate\nRing the GP\tSam\t16/05/2025\n")[0][..3],
            ["Sam", "Ring the GP", "16/05/2025"]
        );
    }

    #[test]
    fn what_only_looks_like_a_form_or_table_is_none() {
        for text in [
            "What: a good day\nHe sang.",
            "Who: Sam\nWhen: Friday",
            "Date\tEvent\tWho\n4 May\tFell\tMum",
            "| a | b |\n| c | d |",
        ] {
            assert!(laid_out(text).is_empty(), "{text}");
        }
    }
}
