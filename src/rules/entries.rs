//! The entries of a recording that was written on several days, and the day from which each reckons *today* and *Friday*.

use super::due::Written;
use super::times::{Meaning, Times};
use super::written::{CONTACTS, Day, LETTERS_OF_AN_HOUR, OTHERS, tells_another};
use crate::segment::bullet_length;
use crate::text::{Span, Word, lines, words};

/// The days of a recording's entries, each with the place at which it begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entries {
    /// The recording's own, which holds until another begins.
    own: Option<Written>,
    /// The day from a place on, in order; one that only bounds what follows where nobody could tell whether it heads an entry.
    days: Vec<(usize, Option<Written>)>,
    /// Those that plainly head an entry, in order.
    heads: Vec<Head>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Head {
    place: usize,
    written: Written,
    /// Its sentence tells nothing else.
    is_alone: bool,
}

impl Entries {
    /// A recording of one day.
    pub fn of_one_day(own: Option<Written>) -> Entries {
        Entries { own, ..Entries::default() }
    }

    /// The recording's own day.
    pub fn own(&self) -> Option<Written> {
        self.own
    }

    /// The day of the words at `place`, a byte of the text, as far as it is told.
    pub fn at(&self, place: usize) -> Option<Written> {
        let after = self.days.partition_point(|(from, _)| *from <= place);
        after.checked_sub(1).map_or(self.own, |last| self.days[last].1)
    }

    /// The day of the last entry that plainly begins at or before `place`.
    pub fn headed(&self, place: usize) -> Option<Written> {
        let after = self.heads.partition_point(|head| head.place <= place);
        after.checked_sub(1).map_or(self.own, |last| Some(self.heads[last].written))
    }

    /// True of a sentence that begins at `place` and only heads an entry: *Tues 19/05/26*, *Update 12 May 2026.*
    pub fn is_heading(&self, place: usize) -> bool {
        self.heads.binary_search_by_key(&place, |head| head.place).is_ok_and(|at| self.heads[at].is_alone)
    }
}

/// The entries of `text`, whose own day is `own`, and stands in a line where that tells it. What stands in `apart`, which is in order, is of
/// forms and tables of actions, and heads nothing.
pub fn entries(text: &str, own: Option<Day>, apart: &[Span], times: &Times) -> Entries {
    let mut reader = Reader {
        found: Entries::of_one_day(own.map(|own| own.written)),
        current: own.map(|own| own.written),
        own_line: own.and_then(|own| own.line),
        shapes: Vec::new(),
        under_plan: false,
    };
    let mut next = 0;
    let mut above = "";
    let mut follows_blank = true;
    for line in lines(text) {
        let Some(told) = line.trimmed(text) else {
            follows_blank = true;
            continue;
        };
        while apart.get(next).is_some_and(|span| span.end() <= told.start()) {
            next += 1;
        }
        if !apart.get(next).is_some_and(|span| span.overlaps(told)) {
            reader.line(text, told, above, follows_blank, times);
        }
        (above, follows_blank) = (told.of(text), false);
    }
    reader.found
}

/// Lines with fewer bytes may be headings.
const LONGEST_HEADING: usize = 60;
/// Words that may stand before the day in the head of an entry.
const MOST_BEFORE: usize = 6;

/// Which say that more was written another day.
const ADDED: [&str; 18] = [
    "update",
    "updated",
    "addendum",
    "added",
    "entry",
    "note",
    "casenote",
    "casenotes",
    "notes",
    "log",
    "diary",
    "response",
    "reply",
    "recording",
    "addition",
    "later",
    "postscript",
    "ps",
];
/// A day before one of these is told of in a sentence.
const GOES_ON: [&str; 22] = [
    "was", "were", "is", "are", "will", "has", "had", "would", "should", "and", "or", "to", "when", "if", "as",
    "because", "but", "until", "for", "which", "that", "of",
];
/// Beside [`CONTACTS`], what entries of a log begin with.
const LOGGED: [&str; 16] = [
    "email",
    "phone",
    "telephone",
    "unannounced",
    "dna",
    "duty",
    "text",
    "message",
    "voicemail",
    "vm",
    "home",
    "sw",
    "from",
    "no",
    "strategy",
    "handover",
];
/// How somebody was reached.
const WAYS: [&str; 5] = ["t/c", "tc", "h/v", "hv", "dna"];
/// A day that one of these leads to is that of something still to come or of something else.
const LEADS_ELSEWHERE: [&str; 27] = [
    "for",
    "by",
    "until",
    "till",
    "til",
    "from",
    "before",
    "to",
    "will",
    "booked",
    "arranged",
    "since",
    "about",
    "re",
    "if",
    "whether",
    "agreed",
    "confirmed",
    "planned",
    "offered",
    "moved",
    "made",
    "ordered",
    "listed",
    "set",
    "starts",
    "that",
];
/// More ways of heading an entry than this are kept apart in no recording.
const MOST_SHAPES: usize = 32;

/// How the head of an entry is written: the words before its day, and whether it tells its year.
#[derive(PartialEq, Eq)]
struct Shape {
    lead: Vec<String>,
    tells_year: bool,
    is_listed: bool,
}

/// A day that a line tells, with what stands around it.
struct Told<'a> {
    written: Option<Written>,
    shape: Shape,
    /// From the beginning of the line, or of the sentence.
    place: usize,
    /// In bold, in brackets or as a heading.
    is_marked: bool,
    rest: &'a str,
    begins_line: bool,
}

struct Reader {
    found: Entries,
    current: Option<Written>,
    /// Where the line begins that tells the recording's own day.
    own_line: Option<usize>,
    /// How the heads so far are written.
    shapes: Vec<Shape>,
    under_plan: bool,
}

/// What a day is of the line it stands in.
enum Part {
    Head,
    /// Nobody can tell whether the words that follow were written on that day.
    Perhaps,
    /// Nor here, but what follows on other lines is of the entry's own day.
    PerhapsHere,
    None,
}

impl Reader {
    fn line(&mut self, text: &str, line: Span, above: &str, follows_blank: bool, times: &Times) {
        let own = line.of(text);
        if own.starts_with('>') {
            return;
        }
        self.under_plan |= announces_plan(own);
        if !own.contains(|c: char| c.is_ascii_digit()) {
            return;
        }
        let all = words(own, 0);
        let mut since = 0;
        let mut after_line = None;
        for (place, meaning) in times.dates(own, &all) {
            let from = sentence_begins(own, since, all[place.start].span.start());
            let told = self.told((own, line.start()), from, &all, (place.start, place.end), meaning, times);
            since = all[place.end - 1].span.end();
            if self.own_line.is_some_and(|at| at == line.start()) && told.written == self.found.own {
                self.own_line = None;
                self.current = told.written;
                self.begin(told);
                continue;
            }
            match self.part(&told, above, follows_blank, times) {
                Part::Head => self.begin(told),
                Part::Perhaps => self.leave_open(&told),
                Part::PerhapsHere => {
                    after_line = after_line.or(Some(self.current));
                    self.leave_open(&told);
                }
                Part::None => {}
            }
        }
        if let Some(current) = after_line {
            self.current = current;
            self.found.days.push((line.end(), current));
        }
    }

    fn told<'a>(
        &self,
        (line, offset): (&'a str, usize),
        from: usize,
        all: &[Word],
        (first, end): (usize, usize),
        meaning: Meaning,
        times: &Times,
    ) -> Told<'a> {
        let begins_line = from == 0;
        let bullet = if begins_line { bullet_length(line) } else { 0 };
        let before = line[from..all[first].span.start()].trim_start();
        let is_marked = begins_line && before.starts_with(['#', '*', '_', '[', '(']) && bullet_length(before) == 0
            || before.starts_with('#');
        let lead = all[all.partition_point(|word| word.span.start() < from + bullet)..first].iter();
        let is_word = |word: &&Word| word.folded.contains(char::is_alphabetic) && !times.is_calendar(&word.folded);
        // The place of an entry is before its marks, so that they belong to it.
        let place = offset + if begins_line { 0 } else { from };
        let rest = &line[all[end - 1].span.end()..];
        let tells_year = matches!(meaning, Meaning::Date { year: Some(_), .. });
        Told {
            written: Written::from_near(meaning, self.current.or(self.found.own)),
            shape: Shape {
                lead: lead.filter(is_word).map(|word| word.folded.clone()).collect(),
                tells_year,
                is_listed: bullet > 0,
            },
            place,
            is_marked,
            rest: rest.trim_start_matches(['*', '_', ']', ')']),
            begins_line,
        }
    }

    fn part(&self, told: &Told, above: &str, follows_blank: bool, times: &Times) -> Part {
        let lead: Vec<&str> = told.shape.lead.iter().map(String::as_str).collect();
        let is_bare = is_bare(told.rest);
        let is_later = told.written.zip(self.current).and_then(|(day, current)| day.is_after(current)).unwrap_or(true);
        let is_known = self.shapes.contains(&told.shape);
        if lead.len() > MOST_BEFORE || lead.iter().any(|word| OTHERS.contains(word) && *word != "letter") {
            return Part::None;
        }
        if lead.iter().any(|word| ADDED.contains(word)) && ends_a_head(told.rest) && told.begins_line {
            return if told.written.is_some() { Part::Head } else { Part::Perhaps };
        }
        let is_elsewhere = lead.iter().any(|word| LEADS_ELSEWHERE.contains(word));
        if !lead.is_empty() {
            let is_contact =
                told.begins_line && lead.iter().any(|word| CONTACTS.contains(word)) && ends_a_head(told.rest);
            let is_label = lead.contains(&"date") || lead == ["sent"];
            let was_done = lead.iter().any(|word| times.is_past(word) || WAYS.contains(word));
            let may_head = was_done || (is_contact && told.shape.tells_year && !self.under_plan);
            return match () {
                () if is_known && (is_label || is_contact) => Part::Head,
                () if is_label || is_elsewhere || !is_later => Part::None,
                () if may_head && self.current.is_some() => Part::Perhaps,
                () => Part::None,
            };
        }
        if goes_on(told.rest) || (is_bare && tells_another(above, times)) {
            return Part::None;
        }
        let was_done = tells_what_was_done(told.rest, times);
        if !told.begins_line {
            return match () {
                () if is_known && (was_done || told.shape.tells_year) => Part::Head,
                () if is_later && was_done => Part::Perhaps,
                () => Part::None,
            };
        }
        let stands_apart = is_bare && (told.is_marked || follows_blank);
        let is_head = match () {
            () if told.written.is_none() => false,
            () if is_known => is_bare || !self.under_plan || was_done || !is_later,
            () if told.shape.is_listed => false,
            () if !told.shape.tells_year => self.is_known_but_for_its_year(&told.shape) && was_done && !self.under_plan,
            () if is_bare => stands_apart,
            () => is_later && (was_done || !self.under_plan && (told.is_marked || self.current.is_none())),
        };
        match () {
            () if is_head => Part::Head,
            () if is_later || told.written.is_none() => Part::Perhaps,
            () => Part::PerhapsHere,
        }
    }

    fn is_known_but_for_its_year(&self, shape: &Shape) -> bool {
        self.shapes.iter().any(|known| known.lead == shape.lead && known.is_listed == shape.is_listed)
    }

    fn begin(&mut self, told: Told) {
        let Some(written) = told.written else { return };
        self.current = Some(written);
        self.under_plan = false;
        self.found.days.push((told.place, self.current));
        let is_alone = is_bare(told.rest) || told.rest.starts_with(['.', ':']);
        self.found.heads.push(Head { place: told.place, written, is_alone });
        if self.shapes.len() < MOST_SHAPES && !self.shapes.contains(&told.shape) {
            self.shapes.push(told.shape);
        }
    }

    fn leave_open(&mut self, told: &Told) {
        let earlier = |one: Written, other: Written| if one.is_after(other) == Some(true) { other } else { one };
        let bound = match (self.current, told.written) {
            (Some(current), Some(written)) if current == written => return,
            (Some(current), Some(written)) => Some(earlier(current, written)),
            (current, written) => current.or(written),
        };
        self.current = bound.map(Written::only_bounding);
        self.found.days.push((told.place, self.current));
    }
}

/// Where the sentence begins in which a day stands that begins at `day`; no earlier than `since`.
fn sentence_begins(line: &str, since: usize, day: usize) -> usize {
    let before = &line[since..day];
    let ends = before.match_indices(['.', '!', '?']).filter(|(at, _)| before[at + 1..].starts_with(' '));
    // *Mr. Rees* ends no sentence.
    let is_long = |at: &usize| before[..*at].chars().rev().take_while(|c| c.is_alphanumeric()).count() != 2;
    let last = ends.map(|(at, _)| at).rfind(is_long);
    last.map_or(since, |at| since + at + 1)
}

/// True of what follows a day that stands by itself: an hour, a place in a word.
fn is_bare(rest: &str) -> bool {
    rest.len() <= LONGEST_HEADING && rest.chars().filter(|c| c.is_alphabetic()).count() <= LETTERS_OF_AN_HOUR
}

/// True where a mark or the end of the line follows a day, with no more than its hour between.
fn ends_a_head(rest: &str) -> bool {
    is_bare(rest) || after_hour(rest).starts_with([':', '.', '-', '–', '—', ',', '|', '\t', '(', ';'])
}

/// What stands after the hour of an entry.
fn after_hour(rest: &str) -> &str {
    let rest = rest.trim_start_matches([' ', '*', '_', ',', ']', ')']);
    let rest = rest.strip_prefix("at ").unwrap_or(rest);
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.'));
    if digits.len() == rest.len() || rest.len() - digits.len() < 2 {
        return rest;
    }
    ["am", "pm", "hrs", "h"].iter().find_map(|end| digits.strip_prefix(end)).unwrap_or(digits).trim_start()
}

fn goes_on(rest: &str) -> bool {
    let is_attached = rest.starts_with(' ');
    is_attached
        && words(&rest[..rest.floor_char_boundary(LONGEST_HEADING)], 0)
            .first()
            .is_some_and(|first| GOES_ON.contains(&first.folded.as_str()))
}

/// True where the words after a day tell of what happened on it: *Rang Mum*, *Home visit*, *T/C to school*.
fn tells_what_was_done(rest: &str, times: &Times) -> bool {
    const FEW: usize = 3;
    let rest = after_hour(rest);
    let first = words(&rest[..rest.floor_char_boundary(LONGEST_HEADING)], 0);
    let is_told = |word: &Word| {
        let folded = word.folded.as_str();
        CONTACTS.contains(&folded) || LOGGED.contains(&folded) || times.is_past(folded)
    };
    let plans = first
        .iter()
        .take(FEW + 2)
        .any(|word| matches!(word.folded.as_str(), "to" | "will" | "booked" | "due" | "next"));
    first.iter().take(FEW).any(is_told) && !plans || first.first().is_some_and(is_told)
}

/// True of a line over what is still to be done.
fn announces_plan(line: &str) -> bool {
    const HEADS: [&str; 10] = ["plan", "plans", "actions", "action", "next", "todo", "do", "agreed", "steps", "dates"];
    let is_short = line.len() <= LONGEST_HEADING && !line.ends_with(['.', ',', '?']);
    let all = words(line, 0);
    let named = |word: &Word| HEADS.contains(&word.folded.as_str());
    is_short && all.len() <= MOST_BEFORE && (all.first().is_some_and(named) || all.last().is_some_and(named))
}

#[cfg(test)]
mod tests {
    use crate::rules::Rules;

    /// The day from which the words that begin with `words` are reckoned; `?` where it only bounds them.
    fn day_of(text: &str, words: &str) -> String {
        let rules = Rules::built_in();
        let found = rules.entries(text, &serde_json::Map::new()).at(text.find(words).unwrap());
        found.map_or("none".into(), |day| if day.settles() { day.iso() } else { "?".into() })
    }

    #[test]
    fn every_entry_has_its_own_day() {
        for text in [
            "LOG\n\nMon 11/05/26\nNo answer.\n\nThurs 14/05/26\nSaw him.\n\nTues 19/05/26\nHere.",
            "06/05/26 T/C to Mo.\n07/05/26 HV.\nPlan -\nSW to ring.\n19/05/26 T/C. Here.",
            "4 May 2026: Rang Leanne.\n19 May 2026: Visited. Here.",
            "Mon 4/5/26 Seen at school. Tues 19/5/26 Seen at home. Here.",
            "Text from carer, 17/5/26: he is fine.\nMy response 19/5/26: Here.",
            "Visit on 4 May 2026. All well.\n\nUpdate 19 May 2026. Here.",
            "11.05.26 Home visit.\n19.05.26 Phone call. Here.",
            "**11 May 2026** Home visit.\n\n**19 May 2026** Here.",
            "11/05/2026 09:00 Home visit.\n19/05/2026 10:00 Here.",
            "2026-05-11 Home visit.\n2026-05-19 Here.",
            "Case note 11/05/2026: Home visit.\nCase note 19/05/2026: Here.",
            "24/05/26 Dropped the form off.\n19/05/26 Rang mum. Here.\n01/05/26 Allocated.",
            "## 11 May 2026\n\nShe sang.\n\n## 19 May 2026\n\nHere.",
            "[11/05/2026] Emailed school.\n[19/05/2026] Here.",
            "Home visit 11 May 2026\nAll well.\n\nHome visit 19 May 2026\nHere.",
            "Home visit 11 May 2026.\nPlan:\n- Mum to ring.\n\n19 May 2026\nHere.",
            "11/05/26 - Visit.\n19/05 - Rang Mum.\n19/05/26 - Here.",
        ] {
            assert_eq!(day_of(text, "Here"), "2026-05-19", "{text}");
        }
    }

    #[test]
    fn a_day_that_only_stands_in_an_entry_heads_none() {
        for text in [
            "Home visit 19 May 2026.\nMum was seen on 3 March 2026 at A&E. Here.",
            "Home visit 19 May 2026.\nReview date: 02/06/2026\nHere.",
            "Date of visit: 19/05/2026\nDate of birth: 04/06/2018\nHere.",
            "Home visit 19 May 2026.\n26 May is her birthday.\nHere.",
            "Home visit 19 May 2026.\nAction\tWho\tBy when\nRing school\tJan\t26/05/2026\n\nHere.",
            "Home visit 19 May 2026.\nMum's contact was on 3 March 2026.\nHere.",
            "Date of report: 19/05/2026\nReport of 19 May 2026\nVisit 19 May 2026\n- 03/03/2026 Referred by school\n\nHere.",
        ] {
            assert_eq!(day_of(text, "Here"), "2026-05-19", "{text}");
        }
    }

    #[test]
    fn where_nobody_can_tell_the_day_is_left_open() {
        for text in [
            "Home visit 19 May 2026.\nPlan\n26/05 medical\nHere.",
            "Home visit 19 May 2026.\n- 26/05/2026 dentist\nHere.",
            "Text from carer (Bev), 19/5/26:\nShe is fine.\nMy response: Rang contact centre 20/5 and Lou was kind. Here.",
            "Mon 18/05/26\nNo answer.\n\nMon 19/05/26\nHere.",
        ] {
            assert_eq!(day_of(text, "Here"), "?", "{text}");
        }
    }

    #[test]
    fn many_days_are_read_in_linear_time() {
        let text = "11/05/26 Rang Mum, no answer on 12/05/26.\n".repeat(4000);
        let started = std::time::Instant::now();
        let found = Rules::built_in().entries(&text, &serde_json::Map::new());
        assert!(found.headed(text.len()).is_some() && started.elapsed().as_secs() < 20);
    }
}
