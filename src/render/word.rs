use super::page::{self, ACTION_COLUMNS, Body, Item, Look, Part};
use super::{Render, Versions};
use crate::docx::{Run, Style, Written, xml_holds};
use crate::recording::Draft;
use crate::text::steers;
use std::io::{self, Write};

/// Drafts as a Word document: headings, a table of actions, and what is said of a phrase as a comment on it. Each recording begins on a page of
/// its own. It is written when the last draft is known.
pub struct Word {
    versions: Versions,
    document: Written,
    drafts: usize,
}

/// Of the columns of the table of actions.
const WIDTHS: [u32; ACTION_COLUMNS.len()] = [3, 9, 4, 4, 4];

impl Word {
    pub fn new(versions: Versions) -> Word {
        Word { versions, document: Written::default(), drafts: 0 }
    }

    fn part(&mut self, part: &Part, comments: &mut Comments) {
        self.heading(part.heading);
        match &part.body {
            Body::Items(items) => items.iter().for_each(|item| self.item(item, comments)),
            Body::Actions(rows) => {
                let rows: Vec<_> = rows.iter().map(|row| row.clone().map(|cell| shown(&cell))).collect();
                self.document.table(ACTION_COLUMNS, WIDTHS, &rows);
            }
            Body::Phrasing(looks) => self.line(Style::Plain, &commented(looks.len())),
            Body::Source(text) => {
                let text = text.replace("\r\n", "\n").replace('\r', "\n");
                text.split("\n\n").for_each(|words| self.line(Style::Plain, words));
            }
        }
        part.after.iter().for_each(|line| self.line(Style::Quiet, line));
    }

    fn heading(&mut self, words: &str) {
        self.line(Style::Heading2, words);
    }

    fn item(&mut self, item: &Item, comments: &mut Comments) {
        let run = |(words, finding): (&str, Option<usize>)| Run {
            comment: finding.map_or_else(Vec::new, |at| comments.take(at)),
            ..Run::plain(shown(words))
        };
        let mut runs: Vec<Run> = item.stretches().into_iter().map(run).collect();
        runs.extend(item.beside().map(|beside| Run::quiet(shown(&format!(" {beside}")))));
        self.document.paragraph(Style::Bullet, &runs);
    }

    fn line(&mut self, style: Style, words: &str) {
        self.document.paragraph(style, &[Run::plain(shown(words))]);
    }
}

impl Render for Word {
    fn render(&mut self, draft: &Draft, _out: &mut dyn Write) -> io::Result<()> {
        let name = [Run::plain(shown(&draft.recording.source.title()))];
        if self.drafts == 0 {
            self.document.paragraph(Style::Heading1, &name);
        } else {
            self.document.paragraph_on_new_page(Style::Heading1, &name);
        }
        self.drafts += 1;
        draft.problems.iter().for_each(|problem| self.line(Style::Quiet, problem));
        if !draft.recording.text.chars().all(xml_holds) {
            self.line(Style::Quiet, page::NOT_HELD);
        }
        let mut comments = Comments { looks: page::looks(draft), taken: vec![false; draft.findings.len()] };
        page::parts(draft).iter().for_each(|part| self.part(part, &mut comments));
        self.line(Style::Foot, &page::foot(&self.versions).join("\n"));
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(&self.document.to_bytes().map_err(io::Error::other)?)
    }
}

/// What is said of each phrase, once: a phrase that goes on in the next segment has its comment where it begins.
struct Comments<'a> {
    looks: Vec<Look<'a>>,
    taken: Vec<bool>,
}

impl Comments<'_> {
    fn take(&mut self, at: usize) -> Vec<String> {
        if std::mem::replace(&mut self.taken[at], true) {
            return Vec::new();
        }
        page::comment(self.looks[at].finding)
    }
}

fn commented(phrases: usize) -> String {
    match phrases {
        0 => page::NOTHING_TO_LOOK_AT.into(),
        1 => "One phrase has a comment beside it.".into(),
        count => format!("{count} phrases have a comment beside them."),
    }
}

/// Words that steer nothing where they are shown. What XML cannot hold the document shows as such.
pub(super) fn shown(words: &str) -> String {
    words.chars().filter(|c| !xml_holds(*c) || matches!(c, '\n' | '\t') || !steers(*c)).collect()
}
