//! Deterministic reading: phrasing worth another look, and the cues that say what a segment is.
//!
//! Packs of phrases are data under `packs/`, and their examples are tests. The lexicon proposes; context disposes. Nothing here knows
//! of `model`: what the lists find is the same with a model, without one, and with a broken one. A model may propose phrases that no
//! list holds; it takes none away.

mod accounts;
mod actions;
mod cell;
mod coded;
mod cues;
mod due;
mod entries;
mod house;
mod inflect;
mod laid_out;
mod lexicon;
mod marks;
mod pack;
mod parties;
mod phrase;
mod phrases;
mod plans;
mod questions;
mod scores;
mod several;
mod stands;
mod sure;
mod times;
mod unlisted;
mod written;

pub use actions::{Action, ProposedAction, Status};
pub use cell::Order;
pub use cues::{Cue, Reading};
pub use due::{Due, Impossible, Written};
pub use entries::Entries;
pub use house::{HOUSE_FILE, House, HouseError};
pub use laid_out::LaidOut;
pub use marks::{InTime, Marked, Shape};
pub use pack::{Pack, PackError, Rule};
pub use phrases::{Met, Phrases};
pub use questions::{Question, Questions, When};
pub use scores::Score;
pub use times::Meaning;
pub use unlisted::Proposal;

use crate::section::{Section, Voice};
use crate::segment::Segment;
use crate::text::{DATE, Span, What, columns, lines, quotations};
use actions::Actions;
use coded::{Abbreviations, Answers};
use cues::Cues;
use lexicon::{Hit, Lexicon, Line};
use plans::Plans;
use serde::{Deserialize, Serialize};
use std::cell::LazyCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};
use unlisted::Unlisted;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    Deficit,
    Defensive,
    Jargon,
    Vague,
}

/// By effect on the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// It blames, or it hides harm.
    Harm,
    /// It could not be acted on or understood.
    Unclear,
    /// A better word exists.
    Style,
}

/// What a column for dates tells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dated<'a> {
    pub column: &'a str,
    /// None where it holds what is not understood as a day.
    pub written: Option<Written>,
    /// None where the cell is not two numbers before a year.
    pub order: Option<Order>,
}

/// A phrase worth another look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// `category/name`
    pub rule: String,
    pub category: Category,
    pub severity: Severity,
    pub span: Span,
    /// What the phrase does, as a sentence that quotes it.
    pub message: String,
    pub suggestions: Vec<String>,
}

/// The rules, cues and questions of this version.
pub struct Rules {
    rules: Vec<Rule>,
    /// Owner: number of a rule.
    phrases: Lexicon,
    /// Owner: number of a rule; phrases that silence it when they stand before, or after.
    before: Lexicon,
    after: Lexicon,
    abbreviations: Abbreviations,
    answers: Answers,
    unlisted: Unlisted,
    cues: Cues,
    actions: Actions,
    plans: Plans,
    pub(crate) questions: Questions,
    /// Rules that an organisation wants silent, and severities that it wants otherwise, by rule.
    off: HashSet<String>,
    severity: BTreeMap<String, Severity>,
    hash: String,
}

/// How far from a phrase, in words, another may silence it.
const REACH_BEFORE: usize = 6;
const REACH_AFTER: usize = 8;
/// Words of the longest phrase that silences another.
const LONGEST_PHRASE: usize = 12;

impl Rules {
    /// The packs that are part of this program; a test reads every one of them.
    pub fn built_in() -> Rules {
        Rules::of(pack::built_in().expect("the built-in packs are read by a test"), pack::hash(&[]))
    }

    /// `listed` rules, and all that is built in beside the packs.
    fn of(listed: Vec<Rule>, hash: String) -> Rules {
        let mut rules = Rules {
            rules: Vec::new(),
            phrases: Lexicon::default(),
            before: Lexicon::default(),
            after: Lexicon::default(),
            abbreviations: Abbreviations::built_in(),
            answers: Answers::built_in(),
            unlisted: Unlisted::built_in(),
            cues: Cues::built_in(),
            actions: Actions::built_in(),
            plans: Plans::built_in(),
            questions: Questions::built_in(),
            off: HashSet::new(),
            severity: BTreeMap::new(),
            hash,
        };
        listed.into_iter().for_each(|rule| rules.add(rule));
        rules
    }

    fn add(&mut self, rule: Rule) {
        let owner = self.rules.len();
        let lexicons = [
            (&mut self.phrases, &rule.wording.phrases),
            (&mut self.before, &rule.wording.unless_before),
            (&mut self.after, &rule.wording.unless_after),
        ];
        for (lexicon, phrases) in lexicons {
            phrases.iter().for_each(|phrase| lexicon.add(owner, phrase.pattern.clone()));
        }
        self.rules.push(rule);
    }

    /// First twelve characters of the hash of every pack.
    pub fn hash(&self) -> &str {
        &self.hash[..12]
    }

    /// Every phrase rule, then the coded ones, then those for phrases on no list.
    pub fn all(&self) -> impl Iterator<Item = &Rule> {
        let coded = self.answers.rules().chain([self.abbreviations.rule()]);
        self.rules.iter().chain(coded).chain(self.unlisted.rules())
    }

    /// The findings in `text`, in order, one for a phrase. `proposals` are in order; where a list speaks of the same words it is heard
    /// alone, and where its context has silenced it so are they.
    pub fn findings(&self, text: &str, segments: &[Segment], proposals: &[Proposal]) -> Vec<Finding> {
        let quotations = quotations(text);
        let mut found = Vec::new();
        let mut proposed = Vec::new();
        let mut silenced = Vec::new();
        let mut met = coded::Met::new(text);
        let mut used = HashSet::new();
        for sentence in &self.writers_sentences(text, segments) {
            let line = Line::new(text, sentence, &quotations);
            self.in_line(&line, &mut found, &mut silenced);
            found.extend(self.answers.finding(&line));
            found.extend(self.abbreviations.findings(&line, &mut met));
            proposed.extend(self.unlisted.findings(&line, proposals, &self.abbreviations, &mut used));
            // Where a list has spoken of a person in a sentence, what the model says of them there adds little and errs often.
            let judged = found.iter().rev().take_while(|finding| finding.span.start() >= sentence.span.start());
            if judged.into_iter().any(|finding| finding.category == Category::Deficit) {
                silenced.push((Category::Deficit, sentence.span));
            }
        }
        found.extend(self.in_earlier_mail(text, segments, &quotations));
        // Both are in order of the text, so that each finding looks only at what is near it.
        silenced.sort_by_key(|(_, span)| span.start());
        let longest = silenced.iter().map(|(_, span)| span.len()).max().unwrap_or(0);
        proposed.retain(|finding| {
            let from = silenced.partition_point(|(_, span)| span.start() + longest < finding.span.start());
            let near = silenced[from..].iter().take_while(|(_, span)| span.start() < finding.span.end());
            !near.into_iter().any(|(category, span)| *category == finding.category && span.overlaps(finding.span))
        });
        let wanted =
            |findings: Vec<Finding>| findings.into_iter().filter_map(|finding| self.as_wanted(finding)).collect();
        once(text, one_for_a_phrase(wanted(found), wanted(proposed)))
    }

    /// What the gravest rules say of the messages that a recording answers: their words are the sender's, but a draft shows them again.
    fn in_earlier_mail(&self, text: &str, segments: &[Segment], quotations: &[Span]) -> Vec<Finding> {
        const ANOTHERS_WORDS: &str = "these are the words of whoever sent it: leave them out of the file, or say whose they are and that they are not yours";
        let earlier = segments.iter().filter(|segment| segment.aside == Some(What::EarlierMail));
        let of_segment = |segment: &Segment| {
            let line = Line::new(text, segment, quotations);
            let (before, after) = (self.told_before(&line), self.after.hits(&line));
            let speaks = |hit: &Hit| {
                let rule = &self.rules[hit.owner];
                rule.wording.in_earlier_mail && !self.is_silenced(&line, *hit, &before, &after) && !line.is_muted(*hit)
            };
            let hits = self.phrases.hits(&line).into_iter().filter(speaks);
            hits.map(|hit| self.rules[hit.owner].finding(text, line.span(hit))).collect::<Vec<_>>()
        };
        let mut found: Vec<Finding> = earlier.flat_map(of_segment).collect();
        found.iter_mut().for_each(|finding| finding.suggestions.insert(0, ANOTHERS_WORDS.to_owned()));
        found
    }

    /// What may silence a phrase that follows. That a worker or service says it silences no judgement: the writer passes it on.
    fn told_before(&self, line: &Line) -> Vec<Hit> {
        let mut before = self.before.hits(line);
        let reports = LazyCell::new(|| self.cues.reports_of_workers(line));
        let is_report = |hit: &Hit| reports.iter().any(|report| report.contains(&hit.first) && hit.end <= report.end);
        before.retain(|hit| self.rules[hit.owner].category != Category::Deficit || !is_report(hit));
        before
    }

    /// True where the words around a phrase say that it judges nobody, or that somebody says it of themself.
    fn is_silenced(&self, line: &Line, hit: Hit, before: &[Hit], after: &[Hit]) -> bool {
        (self.rules[hit.owner].wording.silent_when_negated && line.is_negated(hit))
            || line.names_a_service(hit)
            || (self.rules[hit.owner].category == Category::Deficit && accounts::tells_of_self(line, hit))
            || near(before, hit.first.saturating_sub(REACH_BEFORE + LONGEST_PHRASE), hit.first)
                .any(|other| stands_before(other, hit))
            || near(after, hit.end, hit.end + REACH_AFTER).any(|other| stands_after(other, hit))
    }

    /// A finding as the organisation wants it, if at all.
    fn as_wanted(&self, finding: Finding) -> Option<Finding> {
        let severity = self.severity.get(&finding.rule).copied().unwrap_or(finding.severity);
        (!self.off.contains(&finding.rule)).then_some(Finding { severity, ..finding })
    }

    /// What is left of `proposals` when their context has been looked at, whatever the lists hold.
    pub fn proposed(&self, text: &str, segments: &[Segment], proposals: &[Proposal]) -> Vec<Finding> {
        let quotations = quotations(text);
        let mut met = HashSet::new();
        let of_sentence = |sentence: &Segment| {
            self.unlisted.findings(&Line::new(text, sentence, &quotations), proposals, &self.abbreviations, &mut met)
        };
        self.writers_sentences(text, segments).iter().flat_map(of_sentence).collect()
    }

    /// What the cues say of each segment, in order.
    pub fn readings(&self, text: &str, segments: &[Segment]) -> Vec<Reading> {
        let quotations = quotations(text);
        segments.iter().map(|segment| self.cues.reading(&Line::new(text, segment, &quotations))).collect()
    }

    /// The actions that a segment tells, each with its parts: as they are proposed, or by their words alone.
    pub fn actions(
        &self,
        text: &str,
        segment: &Segment,
        proposed: Option<&[ProposedAction]>,
        written: Option<Written>,
    ) -> Vec<Action> {
        let line = Line::new(text, segment, &[]);
        match proposed {
            Some(proposed) => self.actions.as_proposed(&line, proposed, &self.cues, written),
            None => vec![self.actions.by_words(&line, &self.cues, written)],
        }
    }

    /// The actions of a recording with those that its forms and tables lay out. `segments` are those that may tell of one, in order.
    pub fn as_laid_out(&self, text: &str, segments: &[Span], actions: Vec<Action>, entries: &Entries) -> LaidOut {
        self.actions.as_laid_out(text, segments, actions, entries)
    }

    /// True where the words of somebody who speaks hold a verb that plans: `Right.` and `She's been on at me to.` hold none.
    pub fn may_plan(&self, text: &str, span: Span) -> bool {
        self.actions.sure.may_plan(span.of(text))
    }

    /// The words of a segment with what the lists know of each.
    pub fn marked(&self, text: &str, segment: Span) -> Vec<Marked> {
        marks::marked(&Line::new(text, &Segment::plain(segment), &[]), &self.actions, &self.cues)
    }

    /// The day on which a recording was made: as its row tells in a column for dates, or as it bears near its beginning.
    pub fn written(&self, text: &str, columns: &serde_json::Map<String, serde_json::Value>) -> Option<Written> {
        let in_columns = self.dated(columns).and_then(|dated| dated.written);
        in_columns.or_else(|| written::in_lines(text, self.actions.times()).map(|day| day.written))
    }

    /// The days of the entries of a recording: its own, and those that head what was written later or earlier.
    pub fn entries(&self, text: &str, columns: &serde_json::Map<String, serde_json::Value>) -> Entries {
        let times = self.actions.times();
        let in_columns = self.dated(columns).and_then(|dated| dated.written);
        let own = match in_columns {
            Some(written) => Some(written::Day { written, line: None }),
            None => written::in_lines(text, times),
        };
        entries::entries(text, own, &self.actions.lines_laid_out(text), times)
    }

    /// The column that tells the day of a row: of several, the first whose day is understood.
    pub fn dated<'a>(&self, fields: &'a serde_json::Map<String, serde_json::Value>) -> Option<Dated<'a>> {
        let told = columns(fields, &DATE).into_iter();
        let mut told: Vec<Dated> = told
            .map(|(column, value)| Dated { column, written: self.day_in(&value), order: Order::of(&value) })
            .collect();
        let at = told.iter().position(|dated| dated.written.is_some()).unwrap_or(0);
        (at < told.len()).then(|| told.swap_remove(at))
    }

    fn day_in(&self, cell: &str) -> Option<Written> {
        let times = self.actions.times();
        cell::day_in_cell(cell, times).or_else(|| written::in_cell(cell, times))
    }

    /// True where a segment says that something will be looked at again.
    pub fn reviews(&self, text: &str, segment: Span) -> bool {
        self.plans.reviews(&Line::new(text, &Segment::plain(segment), &[]))
    }

    /// True where a segment says what is done if things go otherwise, as it can stand in two sections alone.
    pub fn is_contingent(&self, text: &str, segment: Span, section: Section) -> bool {
        let among_risks = section == Section::PriorityRisks;
        (among_risks || section == Section::AgreedActions)
            && self.plans.is_contingent(&Line::new(text, &Segment::plain(segment), &[]), among_risks)
    }

    /// True where a segment tells what somebody says, feels, wants or shows: a verb of that kind shortly after one of `names`.
    pub fn tells_of(&self, text: &str, segment: Span, names: &[&str]) -> bool {
        let segment = Segment::plain(segment);
        let line = Line::new(text, &segment, &[]);
        let named = |at: &usize| names.iter().any(|name| line.words[*at].span.of(text).eq_ignore_ascii_case(name));
        let tellings = self.cues.tellings(&line);
        let told_after = |at: usize| tellings.iter().any(|&verb| verb > at && verb <= at + REACH_BEFORE);
        (0..line.words.len()).filter(named).any(told_after)
    }

    /// The scores that somebody gave in a segment.
    pub fn scores(&self, text: &str, segment: Span) -> Vec<Score> {
        scores::scores(&Line::new(text, &Segment::plain(segment), &[]))
    }

    /// Adds what the lists find in a sentence to `found`, and to `silenced` the phrases that the words around them silence.
    fn in_line(&self, line: &Line, found: &mut Vec<Finding>, silenced: &mut Vec<(Category, Span)>) {
        let hits = self.phrases.hits(line);
        if hits.is_empty() {
            return;
        }
        let before = self.told_before(line);
        let after = self.after.hits(line);
        let plan = LazyCell::new(|| self.actions.is_plan(line, &self.cues));
        for hit in hits {
            let rule = &self.rules[hit.owner];
            let span = line.span(hit);
            if self.is_silenced(line, hit, &before, &after) {
                silenced.push((rule.category, span));
            } else if !line.is_muted(hit)
                && (!rule.wording.only_in_plans || *plan)
                && rule.wording.matches_case(span.of(line.text))
            {
                found.push(rule.finding(line.text, span));
            }
        }
    }

    /// The writer's own sentences, without those in which somebody answers for themself.
    fn writers_sentences(&self, text: &str, segments: &[Segment]) -> Vec<Segment> {
        let whole = self.whole_sentences(text, segments);
        let is_own = accounts::own_accounts(text, &whole);
        whole.into_iter().zip(is_own).filter_map(|(sentence, is_own)| (!is_own).then_some(sentence)).collect()
    }

    /// Whole sentences. Clauses are one again, since what silences a phrase may stand on the other side of a *but*; what stands
    /// aside or behind `>`, and what is known to be said by another, is somebody else's.
    fn whole_sentences(&self, text: &str, segments: &[Segment]) -> Vec<Segment> {
        let mut whole: Vec<Segment> = Vec::new();
        let is_anothers = |segment: &Segment| {
            let speaker = segment.speaker.and_then(|name| self.cues.speaker(name.of(text)));
            segment.aside.is_some() || speaker.is_some_and(|voice| voice != Voice::Practitioner)
        };
        let own = segments.iter().filter(|segment| !is_anothers(segment));
        for segment in own.filter(|segment| !segment.heading && !segment.span.of(text).starts_with('>')) {
            match whole.last_mut() {
                Some(last) if goes_on(text, last.span, segment.span) => {
                    last.span = Span::new(last.span.start(), segment.span.end())
                }
                _ => whole.push(segment.clone()),
            }
        }
        whole
    }
}

fn goes_on(text: &str, clause: Span, next: Span) -> bool {
    let between = &text[clause.end()..next.start()];
    !between.contains(['\n', '\r'])
        && !clause.of(text).trim_end_matches(['"', '”', '\'', '’', ')']).ends_with(['.', '?', '!', '…'])
}

/// The hits that begin from word `from` up to word `to`; `hits` are in order of where they begin.
fn near(hits: &[Hit], from: usize, to: usize) -> impl Iterator<Item = Hit> + '_ {
    let start = hits.partition_point(|hit| hit.first < from);
    hits[start..].iter().copied().take_while(move |hit| hit.first < to)
}

fn stands_before(other: Hit, hit: Hit) -> bool {
    other.owner == hit.owner && other.first < hit.first && other.end + REACH_BEFORE >= hit.first
}

fn stands_after(other: Hit, hit: Hit) -> bool {
    other.owner == hit.owner && other.first >= hit.end && other.first < hit.end + REACH_AFTER
}

/// Jargon the first time a recording has it, since it is explained once, and a vague word once on a line. What is said of people stands as often
/// as it is said: the next time it may be of another.
fn once(text: &str, mut findings: Vec<Finding>) -> Vec<Finding> {
    let begins: Vec<usize> = lines(text).map(|line| line.start()).collect();
    let mut met = HashSet::new();
    findings.retain(|finding| {
        let line = match finding.category {
            Category::Deficit | Category::Defensive => return true,
            Category::Jargon => 0,
            Category::Vague => begins.partition_point(|&begin| begin <= finding.span.start()),
        };
        met.insert((finding.rule.clone(), finding.span.of(text).to_lowercase(), line))
    });
    findings
}

/// Where findings overlap the list is the more specific, then the longer phrase; of two as long, the graver wins.
fn one_for_a_phrase(mut listed: Vec<Finding>, mut unlisted: Vec<Finding>) -> Vec<Finding> {
    for found in [&mut listed, &mut unlisted] {
        found.sort_by_key(|finding| (Reverse(finding.span.len()), finding.severity, finding.rule.clone()));
    }
    let mut kept: BTreeMap<Span, Finding> = BTreeMap::new();
    for finding in listed.into_iter().chain(unlisted) {
        // What is kept does not overlap, so only the nearest on either side can be in the way.
        let before = kept.range(..finding.span).next_back();
        let after = kept.range(finding.span..).next();
        if !before.into_iter().chain(after).any(|(span, _)| span.overlaps(finding.span)) {
            kept.insert(finding.span, finding);
        }
    }
    kept.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_exports_write_them() {
        let rules = Rules::built_in();
        for (told, wanted) in [
            ("2026-05-04", Some("2026-05-04")),
            ("2026-05-04T14:30:00+01:00", Some("2026-05-04")),
            ("2026-05-04T23:30:00.000Z", Some("2026-05-04")),
            ("2026-05-04 14:30:00", Some("2026-05-04")),
            ("2026/05/04", Some("2026-05-04")),
            ("20260504", Some("2026-05-04")),
            ("46146", Some("2026-05-04")),
            ("46146.604166", Some("2026-05-04")),
            ("04/05/2026", Some("2026-05-04")),
            ("04/05/2026 14:30", Some("2026-05-04")),
            ("04/05/26 2:30 PM", Some("2026-05-04")),
            ("4.5.2026", Some("2026-05-04")),
            ("04-05-2026", Some("2026-05-04")),
            ("04-May-26", Some("2026-05-04")),
            ("04-May-2026 14:30", Some("2026-05-04")),
            ("04 May 26", Some("2026-05-04")),
            ("Mon 4 May 2026", Some("2026-05-04")),
            ("Monday, 4th May 2026 at 2.30pm", Some("2026-05-04")),
            ("May 4, 2026", Some("2026-05-04")),
            ("4 Sept 2026", Some("2026-09-04")),
            ("04MAY2026:14:30", Some("2026-05-04")),
            ("4 May", Some("--05-04")),
            ("05/23/2026", None),
            ("31/06/2026", None),
            ("12345", None),
            ("20261304", None),
            ("soon", None),
        ] {
            let fields = serde_json::json!({ "Contact Date/Time": told });
            let found = rules.dated(fields.as_object().unwrap()).unwrap().written.map(Written::iso);
            assert_eq!(found.as_deref(), wanted, "{told}");
        }
        let fields = serde_json::json!({ "Created On": 46146, "Case Note Date": "" });
        let dated = rules.dated(fields.as_object().unwrap()).unwrap();
        assert_eq!((dated.column, dated.written.map(Written::iso).as_deref()), ("Created On", Some("2026-05-04")));
    }
}
