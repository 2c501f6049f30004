use super::{Recording, Span};
use serde::Serialize;
use std::borrow::Cow;

/// A stretch of a recording's text that was not written as the recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aside {
    pub span: Span,
    pub what: What,
}

/// What a stretch that stands aside is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// From, sent, to and subject, and what mail programs put around them.
    MailHeading,
    /// A message that the newest one answers or sends on.
    EarlierMail,
    /// A notice that is put under or over every mail.
    SmallPrint,
    /// What a transcript's file says of itself.
    Note,
    /// When something was said, and the number it has.
    Time,
    /// A mark for whoever shows the words on a screen.
    Mark,
    /// Who says what follows.
    Speaker,
    /// Written in Welsh, which is not assessed.
    Welsh,
    /// Written in a language that is neither English nor Welsh.
    OtherLanguage,
}

impl What {
    /// As the reason why a segment stands where it does.
    pub fn in_words(self) -> &'static str {
        match self {
            What::MailHeading => "a mail's heading",
            What::EarlierMail => "an earlier message",
            What::SmallPrint => "the small print of a mail",
            What::Note => "a note in the file of a transcript",
            What::Time => "a time or number of the transcript",
            What::Mark => "a mark of the transcript",
            What::Speaker => "who is speaking",
            What::Welsh => "in Welsh: not assessed",
            What::OtherLanguage => "in another language: not assessed",
        }
    }

    /// True of words that somebody wrote to be read, though not here: they may tell of a risk.
    pub fn may_tell(self) -> bool {
        self == What::EarlierMail
    }

    /// True of words in a language that is not assessed.
    pub fn is_unassessed(self) -> bool {
        matches!(self, What::Welsh | What::OtherLanguage)
    }

    /// True of what belongs to a transcript and tells a reader nothing beside its words.
    pub fn is_workings(self) -> bool {
        matches!(self, What::Time | What::Mark | What::Speaker)
    }
}

impl Recording {
    /// The text with what nobody wrote to be read blanked out. Every span holds in both.
    pub fn words(&self) -> Cow<'_, str> {
        // A name before what is said helps to read it.
        self.without(|what| !what.may_tell() && what != What::Speaker)
    }

    /// The text with every aside that `left_out` names turned into as many bytes of white space, its line ends kept.
    pub fn without(&self, left_out: impl Fn(What) -> bool) -> Cow<'_, str> {
        let mut blanked = String::new();
        let mut rest = 0;
        for aside in self.aside.iter().filter(|aside| left_out(aside.what)) {
            blanked.push_str(&self.text[rest..aside.span.start()]);
            for c in aside.span.of(&self.text).chars() {
                match c {
                    '\n' | '\r' => blanked.push(c),
                    other => blanked.extend(std::iter::repeat_n(' ', other.len_utf8())),
                }
            }
            rest = aside.span.end();
        }
        if rest == 0 {
            return Cow::Borrowed(&self.text);
        }
        blanked.push_str(&self.text[rest..]);
        Cow::Owned(blanked)
    }

    /// True where what was said is told with its times.
    pub fn is_transcript(&self) -> bool {
        self.aside.iter().any(|aside| aside.what == What::Time)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Source;

    #[test]
    fn what_is_blanked_keeps_its_length_and_its_lines() {
        let text = "Från: é\nTo: b\n\nHi.";
        let aside = vec![Aside { span: Span::new(0, text.find("\n\n").unwrap()), what: What::MailHeading }];
        let recording = Recording { aside, ..Recording::new(text.into(), Source::default()) };
        assert_eq!(recording.words().len(), text.len());
        assert_eq!(recording.words(), "         \n     \n\nHi.");
        assert_eq!(Recording::new(text.into(), Source::default()).words(), text);
    }
}
