//! Actions that a form, a table or a list lays out: *Action*, *Owner* and *By when* on lines of their own, the columns of a table, whether bars,
//! tabs or spaces set them apart, or lines such as *Ring the school - Aled - Friday* under a heading for actions.

mod listed;
mod progress;
mod spaced;

use super::actions::{Action, Actions, Status, day};
use super::entries::Entries;
use super::lexicon::Line;
use super::parties::{Named, holds};
use super::times::Time;
use crate::segment::{Segment, bullet_length};
use crate::text::{Span, Word, lines, words};
use progress::Progress;
use spaced::Spaced;

/// The actions of a recording, and the segments of those that a form or table says were dropped: declined, cancelled, no longer needed.
pub struct LaidOut {
    pub actions: Vec<Action>,
    pub dropped: Vec<Span>,
}

/// The part of an action that a label or the head of a column asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    What,
    Who,
    When,
    Status,
}

/// What was found of one action, each the words in its place, which may go on below, and the lines it stands on.
#[derive(Default)]
struct Laid {
    places: Vec<(Place, Vec<Span>)>,
    lines: Vec<Span>,
}

impl Laid {
    fn has(&self, place: Place) -> bool {
        self.places.iter().any(|(other, _)| *other == place)
    }

    fn told(&self, place: Place) -> Option<&[Span]> {
        let told = self.places.iter().find(|(other, _)| *other == place).map(|(_, told)| told.as_slice());
        told.filter(|told| !told.is_empty())
    }

    fn add(&mut self, place: Place, told: Option<Span>) {
        match self.places.iter_mut().find(|(other, _)| *other == place) {
            Some((_, words)) => words.extend(told),
            None => self.places.push((place, told.into_iter().collect())),
        }
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
    /// Its cells where spaces set them apart.
    Spaced(Vec<Spaced>),
    Field(Place, Option<Span>),
    Other,
}

/// What the columns of a table ask for.
struct Columns {
    places: Vec<Option<Place>>,
    /// Where each begins, in characters, when spaces set them apart.
    starts: Option<Vec<usize>>,
}

impl Actions {
    /// `actions` with those that forms, tables and lists lay out read as such, in order, and with whoever else the recording bears out as
    /// somebody. `segments` are in order; what stands in none of them is passed over.
    pub fn as_laid_out(&self, text: &str, segments: &[Span], actions: Vec<Action>, entries: &Entries) -> LaidOut {
        let named = self.named(text);
        let (laid, taken) = self.laid(text, &named);
        let is_taken = |span: Span| {
            let next = taken.partition_point(|line| line.end() <= span.start());
            taken.get(next).is_some_and(|line| line.overlaps(span))
        };
        let (within, mut found): (Vec<Action>, Vec<Action>) =
            actions.into_iter().partition(|action| is_taken(action.segment));
        found.retain(|action| !self.is_filler(action.span.of(text)) && !self.is_only_a_day(text, action.span));
        for action in found.iter_mut().filter(|action| action.who.is_none()) {
            action.who = self.sure.who(text, action.span, &named).map(|who| who.of(text).to_owned());
        }
        let mut dropped = Vec::new();
        for laid in &laid {
            match self.laid_action(text, laid, segments, &within, &named, entries) {
                Some(Read::Action(action)) => found.push(action),
                Some(Read::Dropped(segment)) => dropped.push(segment),
                None => {}
            }
        }
        found.sort_by_key(|action| action.span.start());
        LaidOut { actions: found, dropped }
    }

    /// The lines of forms, tables and lists of actions, in order.
    pub fn lines_laid_out(&self, text: &str) -> Vec<Span> {
        self.laid(text, &self.named(text)).1
    }

    fn named(&self, text: &str) -> Named {
        Named::of(text, &self.sure.parties, |word| self.times().is_calendar(word) || self.is_no_name(word))
    }

    /// Every action that is laid out, and all lines that belong to one, in order.
    fn laid(&self, text: &str, named: &Named) -> (Vec<Laid>, Vec<Span>) {
        let mut found: Vec<Laid> = Vec::new();
        let mut taken: Vec<Span> = Vec::new();
        let mut form = Laid::default();
        let mut columns: Option<Columns> = None;
        let mut rows_from = 0;
        let mut under_actions = false;
        for line in lines(text) {
            let row = match self.row(text, line) {
                // *Outcome 1: …* over an action is what it is for, and no word of its progress.
                Row::Field(Place::Status, _) if !form.has(Place::What) => Row::Other,
                Row::Other if columns.as_ref().is_some_and(|columns| columns.starts.is_some()) => {
                    spaced::rest_of_a_cell(text, line).map_or(Row::Other, |cell| Row::Spaced(vec![cell]))
                }
                row => row,
            };
            if !matches!(row, Row::Blank | Row::Field(..)) {
                keep(&mut form, &mut found, &mut taken);
            }
            match (row, &columns) {
                (Row::Cells(cells), Some(columns)) if columns.starts.is_none() => {
                    let mut laid = Laid { places: Vec::new(), lines: vec![line] };
                    let told = columns.places.iter().zip(cells).filter_map(|(place, cell)| Some(((*place)?, cell)));
                    told.for_each(|(place, cell)| laid.add(place, cell));
                    found.push(laid);
                    taken.push(line);
                    continue;
                }
                (Row::Spaced(cells), Some(Columns { places, starts: Some(starts) })) => {
                    let told = spaced::in_columns(&cells, starts);
                    let goes_on = found.len() > rows_from && spaced::goes_on(text, &told, places);
                    if !goes_on {
                        found.push(Laid::default());
                    }
                    if let Some(laid) = found.last_mut() {
                        laid.lines.push(line);
                        let told = told.into_iter().filter_map(|(column, cell)| Some((places[column]?, cell)));
                        told.for_each(|(place, cell)| laid.add(place, Some(cell)));
                    }
                    taken.push(line);
                    continue;
                }
                (Row::Cells(cells), _) => columns = self.columns(text, &cells, None),
                (Row::Spaced(cells), _) => {
                    let starts = cells.iter().map(|cell| cell.column).collect();
                    let cells: Vec<Option<Span>> = cells.iter().map(|cell| Some(cell.span)).collect();
                    columns = self.columns(text, &cells, Some(starts));
                }
                (Row::Field(place, told), _) => {
                    (columns, under_actions) = (None, place == Place::What && told.is_none());
                    if form.has(place) {
                        keep(&mut form, &mut found, &mut taken);
                    }
                    form.add(place, told);
                    form.lines.push(line);
                    continue;
                }
                (Row::Blank | Row::Other, _) => columns = None,
            }
            if columns.is_some() {
                taken.push(line);
                rows_from = found.len();
                continue;
            }
            under_actions = self.announces_actions(text, line, under_actions);
            if let Some(laid) = under_actions.then(|| self.listed(text, line, named)).flatten() {
                found.push(laid);
                taken.push(line);
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
            let cells = spaced::cells(text, line);
            let is_set_in = line.of(text).starts_with("  ");
            return if cells.len() > 1 || is_set_in { Row::Spaced(cells) } else { Row::Other };
        }
        // The first cell of a row may be empty.
        let row = if strokes { own } else { Span::new(line.start(), own.end()) };
        let mut from = row.start();
        let mut cells = Vec::new();
        for cell in row.of(text).split(if strokes { '|' } else { '\t' }) {
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
    fn columns(&self, text: &str, cells: &[Option<Span>], starts: Option<Vec<usize>>) -> Option<Columns> {
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
        let is_head = has(Place::What) && (has(Place::Who) || has(Place::When));
        is_head.then_some(Columns { places: columns, starts })
    }

    /// The action that is laid out, over what was read of its line, or that it was dropped.
    fn laid_action(
        &self,
        text: &str,
        laid: &Laid,
        segments: &[Span],
        within: &[Action],
        named: &Named,
        entries: &Entries,
    ) -> Option<Read> {
        let spans = laid.told(Place::What)?;
        let what = joined(text, spans);
        if !what.contains(char::is_alphabetic) || self.is_unsettled(&what) || self.place(&what).is_some() {
            return None;
        }
        let written = entries.at(spans[0].start());
        let next = segments.partition_point(|segment| segment.end() <= spans[0].start());
        let segment = segments.get(next).copied().filter(|segment| segment.overlaps(spans[0]))?;
        let first = within.partition_point(|action| action.segment.start() < segment.start());
        let read = within.get(first).filter(|action| action.segment == segment);
        let made = self.made(text, laid, &what, read.map(|read| read.status), written);
        let status = match made {
            Progress::Dropped => return Some(Read::Dropped(segment)),
            Progress::Done => Status::Done,
            _ if read.is_some_and(|read| read.status == Status::Standing) => Status::Standing,
            _ => Status::Planned,
        };
        let settled = |place: Place| laid.told(place).filter(|told| !self.is_unsettled(&joined(text, told)));
        // What was made of it has a day of its own only where it was done, or is arranged for that day.
        let counts = |place: Place| {
            place == Place::When || (place == Place::Status && (status == Status::Done || made == Progress::Arranged))
        };
        let places = [Place::When, Place::Status].into_iter().filter(|place| counts(*place));
        let when = places.into_iter().find_map(|place| Some((settled(place)?, self.time_in(text, settled(place)?)?)));
        let task = what.trim_end_matches(['.', ';', ',']);
        let own = Segment::plain(spans[0]);
        let is_task = self.tells_task(&Line::new(text, &own, &[]), when.is_some());
        let (due, impossible) = day(when.as_ref().map(|(_, time)| time), status, written);
        let who = settled(Place::Who).map(|who| joined(text, who)).filter(|who| !self.is_nobody(who));
        let when_of = |(told, time): (&[Span], Time)| {
            let told = joined(text, told);
            if told.len() > LONGEST_TIME { time.span.of(text).to_owned() } else { told }
        };
        Some(Read::Action(Action {
            span: segment,
            segment,
            status,
            who: who.or_else(|| self.sure.who(text, spans[0], named).map(|who| who.of(text).to_owned())),
            what: is_task.then(|| task.to_owned()),
            when: when.map(when_of),
            due,
            impossible,
            measurable: is_task,
            laid_out: true,
        }))
    }

    /// The first time that the words of a place tell.
    fn time_in(&self, text: &str, told: &[Span]) -> Option<Time> {
        let times = |span: &Span| self.times().of(&Line::new(text, &Segment::plain(*span), &[])).into_iter().next();
        told.iter().find_map(times)
    }

    /// True of a line that is only a day: it heads an entry, or is a cell of a table that was taken apart.
    fn is_only_a_day(&self, text: &str, span: Span) -> bool {
        const LONGEST: usize = 40;
        const BESIDE: [&str; 7] = ["am", "pm", "hrs", "the", "of", "on", "at"];
        if span.len() > LONGEST {
            return false;
        }
        let all = words(span.of(text), 0);
        let is_of_day = |word: &Word| {
            let folded = word.folded.as_str();
            folded.starts_with(|c: char| c.is_ascii_digit())
                || self.times().is_calendar(folded)
                || BESIDE.contains(&folded)
        };
        all.iter().all(is_of_day) && !self.times().dates(span.of(text), &all).is_empty()
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

/// What a row or form is read as.
enum Read {
    Action(Action),
    /// The segment it stands in.
    Dropped(Span),
}

/// The words of a place, on one line.
fn joined(text: &str, spans: &[Span]) -> String {
    spans.iter().map(|span| span.of(text)).collect::<Vec<&str>>().join(" ")
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
        let entries = rules.entries(text, &serde_json::Map::new());
        let told = |part: &Option<String>| part.clone().unwrap_or_default();
        let row = |action: Action| {
            let due = action.due.map(|due| due.iso()).unwrap_or_default();
            [told(&action.who), told(&action.what), told(&action.when), due, format!("{:?}", action.status)]
        };
        let found = rules.as_laid_out(text, &segments, Vec::new(), &entries).actions;
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
    fn columns_may_be_set_apart_by_spaces() {
        let text = "Strategy meeting 8 May 2026\n\n\
            No  Action                                             Who               By when\n\
            1   Visit Imran at school and speak to him alone       AR / DS Nand      Today, before 3.15pm\n\
            2   Medical for Imran; Hana to be                      Sister Hall       Mon 11 May\n    considered after\n\
            3   Police checks on uncle                             DS Nand           Done\n\n\
            The meeting closed.  All left.\n";
        assert_eq!(
            laid_out(text),
            [
                [
                    "AR / DS Nand",
                    "Visit Imran at school and speak to him alone",
                    "Today, before 3.15pm",
                    "2026-05-08",
                    "Planned"
                ],
                [
                    "Sister Hall",
                    "Medical for Imran; Hana to be considered after",
                    "Mon 11 May",
                    "2026-05-11",
                    "Planned"
                ],
                ["DS Nand", "Police checks on uncle", "", "", "Done"],
            ]
        );
        let text = "Home visit 12 May 2026.\nAction                 Who          When\nRing the school        Aled         Fri 15 May\n\
                    Write to Dr Lisle      Deborah\nabout sleep\nPolice checks          DS Nand      Done\n";
        assert_eq!(
            laid_out(text),
            [
                ["Aled", "Ring the school", "Fri 15 May", "2026-05-15", "Planned"],
                ["Deborah", "Write to Dr Lisle about sleep", "", "", "Planned"],
                ["DS Nand", "Police checks", "", "", "Done"],
            ]
        );
    }

    #[test]
    fn progress_is_told_in_its_place_alone() {
        let text = "Core group 12 May 2026\n\n| What | Who | By when | Progress |\n|---|---|---|---|\n\
            | Tell Orla what was decided | Tracey | Friday | |\n| Hair test | Mum | | Declined |\n| Dietitian referral | Jan | | Sent 11 May |\n\
            | New bed | Lewis | 1 May | Overdue |\n| Dentist visit | Lewis | | Booked for 19 May |\n| High chair | Lewis | | Ordered 5 May |\n| GP letter | Jan | Cancelled | |\n";
        assert_eq!(
            laid_out(text),
            [
                ["Tracey", "Tell Orla what was decided", "Friday", "2026-05-15", "Planned"],
                ["Jan", "Dietitian referral", "Sent 11 May", "", "Done"],
                ["Lewis", "New bed", "1 May", "", "Planned"],
                ["Lewis", "Dentist visit", "Booked for 19 May", "2026-05-19", "Planned"],
                ["Lewis", "High chair", "Ordered 5 May", "", "Done"],
            ]
        );
        let form = "Visit 12/05/2026\nOutcome 1: Marnie sleeps well\nAction: Ask for an inspection\nBy whom: Jo\nBy when: 15/05/2026\nStatus: Complete - referred 06/05/2026\n";
        let form = format!("{form}\nAction: Asthma review\nBy whom: Jo\nBy when: Friday\nStatus: Not started\n");
        assert_eq!(laid_out(&form).into_iter().map(|row| row[4].clone()).collect::<Vec<_>>(), ["Done", "Planned"]);
    }

    #[test]
    fn an_empty_first_cell_is_a_cell() {
        let text =
            "Visit 12/05/2026\nNo\tAction\tWho\tWhen\n1\tRing the GP\tSam\tFriday\n\tRing the school\tJo\tFriday\n";
        assert_eq!(laid_out(text)[1][..2], ["Jo", "Ring the school"]);
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
