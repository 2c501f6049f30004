//! Mail, and chains of mail pasted into a text: the newest message is the recording. Its heading, the messages below it and what is
//! quoted in it stand aside.

use crate::text::{Aside, Span, What, lines, on_one_line};

/// Names of the lines of a heading, in English and as a Welsh mail program writes them.
const FROM: [&str; 3] = ["from", "oddi wrth", "oddiwrth"];
const SENT: [&str; 2] = ["sent", "anfonwyd"];
const SUBJECT: [&str; 2] = ["subject", "pwnc"];
const OTHERS: [&str; 9] = ["date", "dyddiad", "to", "at", "cc", "bcc", "reply-to", "importance", "attachments"];

/// One message of a chain: its heading, and the lines that follow up to the next.
struct Message {
    heading: Option<Span>,
    lines: Vec<Span>,
}

/// What stands aside in mail, in order; nothing where `text` is not clearly mail.
pub fn asides(text: &str) -> Vec<Aside> {
    let lines: Vec<Span> = lines(text).collect();
    let mut found = Vec::new();
    let messages = messages(text, &lines, &mut found);
    let is_mail = messages.len() > 1 || messages[0].heading.is_some() || !found.is_empty();
    let newest = newest(text, &messages);
    for (number, message) in messages.iter().enumerate() {
        found.extend(message.heading.map(|span| Aside { span, what: What::MailHeading }));
        if number > newest {
            let whole = message.lines.first().zip(message.lines.last());
            let whole = whole.and_then(|(first, last)| Span::new(first.start(), last.end()).trimmed(text));
            found.extend(whole.map(|span| Aside { span, what: What::EarlierMail }));
        } else {
            quoted(text, &message.lines, is_mail, &mut found);
            if is_mail {
                small_print(text, &message.lines, &mut found);
            }
        }
    }
    found.sort_by_key(|aside| aside.span);
    // What is quoted below may hold a heading of its own, or a notice.
    let mut rest = 0;
    found.retain(|aside| {
        let apart = aside.span.start() >= rest;
        rest = rest.max(aside.span.end());
        apart
    });
    found
}

/// The first message that has words; where a line of the worker's only says that mail is filed below it, the mail itself.
fn newest(text: &str, messages: &[Message]) -> usize {
    let says = |message: &Message| message.lines.iter().any(|line| has_words(text, *line));
    let mut with_words = (0..messages.len()).filter(|&at| says(&messages[at]));
    let first = with_words.next().unwrap_or(0);
    let next =
        with_words.next().filter(|_| messages[first].heading.is_none() && announces_mail(text, &messages[first].lines));
    next.unwrap_or(first)
}

/// True of a line such as *Email received 11/02, pasted for the file*.
fn announces_mail(text: &str, lines: &[Span]) -> bool {
    const LONGEST: usize = 15;
    const OF_MAIL: [&str; 10] =
        ["email", "e-mail", "emails", "mail", "pasted", "copied", "forwarded", "outlook", "below", "fyi"];
    const OF_ANSWERS: [&str; 8] = ["your", "you", "thanks", "thank", "dear", "hi", "hello", "i"];
    let mut told = lines.iter().filter_map(|line| line.trimmed(text)).map(|line| line.of(text).to_lowercase());
    let (Some(line), None) = (told.next(), told.next()) else { return false };
    let words: Vec<&str> =
        line.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ':' | ';' | '(' | ')')).collect();
    let holds = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
    words.len() <= LONGEST && holds(&OF_MAIL) && !holds(&OF_ANSWERS)
}

/// The messages in the order in which they stand. Headings of what is quoted with marks, and answered below, go straight to `found`.
fn messages(text: &str, lines: &[Span], found: &mut Vec<Aside>) -> Vec<Message> {
    let mut messages = vec![Message { heading: None, lines: Vec::new() }];
    let mut at = 0;
    while at < lines.len() {
        let (count, whole_message) = heading_at(text, &lines[at..]);
        if count == 0 {
            messages.last_mut().expect("there is a first message").lines.push(lines[at]);
            at += 1;
            continue;
        }
        let heading = Span::new(lines[at].start(), lines[at + count - 1].end()).trimmed(text);
        at += count;
        if whole_message {
            messages.push(Message { heading, lines: Vec::new() });
        } else {
            found.extend(heading.map(|span| Aside { span, what: What::MailHeading }));
        }
    }
    messages
}

/// How many of the lines are the heading of a message, and whether all that follows is that message.
fn heading_at(text: &str, lines: &[Span]) -> (usize, bool) {
    let words = |at: usize| lines.get(at).map_or("", |line| line.of(text).trim());
    let next_with_words = |from: usize| {
        /// Lines between a divider and what it divides.
        const NEAR: usize = 3;
        (from..from + NEAR).find(|&at| !words(at).is_empty()).unwrap_or(from)
    };
    if is_rule(words(0)) || divides(words(0)) {
        let below = next_with_words(1);
        let fields = fields_at(text, &lines[below.min(lines.len())..]);
        return match fields {
            0 if divides(words(0)) => (1, true),
            0 => (0, false),
            fields => (below + fields, true),
        };
    }
    let fields = fields_at(text, lines);
    if fields > 0 {
        return (fields, true);
    }
    match wrote(&[words(0), words(1), words(2)]) {
        0 => (0, false),
        count => {
            let quoted = words(next_with_words(count)).starts_with('>');
            let told = (0..count).any(|at| words(at).contains('@') || tells_clock_time(words(at)));
            if quoted || told { (count, !quoted) } else { (0, false) }
        }
    }
}

/// How many lines in a row are fields of a heading; 0 where they are too few to be one. A form may well have a line *From: hospital*.
fn fields_at(text: &str, lines: &[Span]) -> usize {
    /// A longer run is no heading, and must not be gone through again from each of its lines.
    const MOST: usize = 40;
    let mut names: Vec<String> = Vec::new();
    let mut has_address = false;
    let mut count = 0;
    for line in lines.iter().take(MOST) {
        let words = line.of(text).trim();
        // A long list of people goes on below, set in.
        let goes_on = count > 0 && line.of(text).starts_with([' ', '\t']) && !words.is_empty();
        match field(words) {
            Some(name) => names.push(name),
            None if goes_on => {}
            None => break,
        }
        has_address |= words.contains('@');
        count += 1;
    }
    let has = |wanted: &[&str]| names.iter().any(|name| wanted.contains(&name.as_str()));
    let is_heading = names.len() > 1 && has(&FROM) && (has(&SENT) || has(&SUBJECT) || has_address);
    if is_heading { count } else { 0 }
}

/// The name of the field that a line tells: `From: …`, `*Sent:* …`.
fn field(words: &str) -> Option<String> {
    const LONGEST: usize = 16;
    let colon = words.bytes().take(LONGEST).position(|b| b == b':')?;
    let name = words[..colon].trim_matches(['*', '_', ' ']).to_lowercase();
    let known = [&FROM[..], &SENT, &SUBJECT, &OTHERS].iter().any(|names| names.contains(&name.as_str()));
    known.then_some(name)
}

/// `-----Original Message-----` and its kin.
fn divides(words: &str) -> bool {
    const DIVIDERS: [&str; 4] = ["original message", "forwarded message", "neges wreiddiol", "original appointment"];
    let name = words.trim_matches(['-', ' ']).to_lowercase();
    (words.starts_with("--") && DIVIDERS.contains(&name.as_str())) || words == "Begin forwarded message:"
}

/// A line ruled across the page.
fn is_rule(words: &str) -> bool {
    words.len() >= 10 && words.bytes().all(|b| matches!(b, b'_' | b'-'))
}

/// How many lines say who wrote what follows, and when: *On 4 May 2026 at 10:02, Sian Davies wrote:*.
fn wrote(words: &[&str]) -> usize {
    let begins = words[0].starts_with("On ") || words[0].starts_with("Ar ");
    let ends = |line: &&str| line.ends_with("wrote:") || line.ends_with("ysgrifennodd:");
    let whole = words.iter().take_while(|line| !line.is_empty());
    match whole.clone().position(ends).filter(|_| begins) {
        Some(last) if whole.take(last + 1).any(|line| line.contains(|c: char| c.is_ascii_digit())) => last + 1,
        _ => 0,
    }
}

fn tells_clock_time(words: &str) -> bool {
    let bytes = words.as_bytes();
    bytes.windows(4).any(|four| {
        four[0].is_ascii_digit()
            && matches!(four[1], b':' | b'.')
            && four[2].is_ascii_digit()
            && four[3].is_ascii_digit()
    })
}

/// Lines behind `>`: any in mail, elsewhere two in a row, since `> 3 falls` is not quoted.
fn quoted(text: &str, lines: &[Span], is_mail: bool, found: &mut Vec<Aside>) {
    let least = if is_mail { 1 } else { 2 };
    for run in lines.chunk_by(|a, b| is_quoted(text, *a) == is_quoted(text, *b)) {
        if run.len() >= least && is_quoted(text, run[0]) {
            let whole = Span::new(run[0].start(), run[run.len() - 1].end()).trimmed(text);
            found.extend(whole.map(|span| Aside { span, what: What::EarlierMail }));
        }
    }
}

fn is_quoted(text: &str, line: Span) -> bool {
    let words = line.of(text).trim_start();
    words.starts_with('>') && !words[1..].trim_start().starts_with(|c: char| c.is_ascii_digit())
}

/// True where somebody wrote something: neither a quotation nor a notice.
fn has_words(text: &str, line: Span) -> bool {
    line.of(text).contains(char::is_alphanumeric) && !is_quoted(text, line) && !is_notice(line.of(text))
}

/// Notices under and over a message: from the line where one begins to the end of its paragraph.
fn small_print(text: &str, lines: &[Span], found: &mut Vec<Aside>) {
    let is_blank = |line: &Span| line.of(text).trim().is_empty();
    let begins = |pair: &[Span]| is_notice(Span::new(pair[0].start(), pair[pair.len() - 1].end()).of(text));
    for paragraph in lines.chunk_by(|a, b| is_blank(a) == is_blank(b)) {
        // A notice may be broken over two lines.
        let near = (0..paragraph.len()).find(|&at| begins(&paragraph[at..(at + 2).min(paragraph.len())]));
        let Some(near) = near else { continue };
        let below = paragraph.get(near + 1..near + 2).is_some_and(begins);
        let first = if below && !begins(&paragraph[near..near + 1]) { near + 1 } else { near };
        let own = paragraph[first..].iter().take_while(|line| !is_quoted(text, **line)).last();
        let whole = own.and_then(|last| Span::new(paragraph[first].start(), last.end()).trimmed(text));
        found.extend(whole.map(|span| Aside { span, what: What::SmallPrint }));
    }
}

/// True of words that stand under or over everybody's mail.
fn is_notice(words: &str) -> bool {
    const NOTICES: [&str; 18] = [
        "intended recipient",
        "for the named recipient",
        "intended solely for",
        "intended only for",
        "received this email in error",
        "received this e-mail in error",
        "received this message in error",
        "email is confidential",
        "email and any attachments",
        "email and any files",
        "e-mail and any attachments",
        "e-mail and any files",
        "message and any attachments",
        "originated from outside",
        "consider the environment before printing",
        "dderbynnydd bwriadedig",
        "croesawn ohebiaeth yn gymraeg",
        "welcome correspondence in welsh",
    ];
    const BEGINNINGS: [&str; 4] = ["sent from my ", "sent from outlook", "get outlook for", "anfonwyd o fy "];
    let words = on_one_line(words).to_lowercase();
    NOTICES.iter().any(|notice| words.contains(notice))
        || BEGINNINGS.iter().any(|beginning| words.starts_with(beginning))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, What)]) {
        let found: Vec<(&str, What)> = asides(text).iter().map(|aside| (aside.span.of(text), aside.what)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_newest_message_of_a_chain_is_the_recording() {
        check(
            "From: Sian Davies\nSent: 04 May 2026 10:02\nTo: Priya Shah\nSubject: RE: Grace\n\nGrace was up.\n\n\
             From: Priya Shah\nSent: 03 May 2026 09:00\nTo: Sian Davies\nSubject: Grace\n\nHow is she?\nPriya\n",
            &[
                ("From: Sian Davies\nSent: 04 May 2026 10:02\nTo: Priya Shah\nSubject: RE: Grace", What::MailHeading),
                ("From: Priya Shah\nSent: 03 May 2026 09:00\nTo: Sian Davies\nSubject: Grace", What::MailHeading),
                ("How is she?\nPriya", What::EarlierMail),
            ],
        );
        check(
            "Grace was up.\r\n\r\n-----Original Message-----\r\nFrom: Priya <p@x.example>\r\nTo: Sian\r\n\r\nHow is she?\r\n",
            &[
                ("-----Original Message-----\r\nFrom: Priya <p@x.example>\r\nTo: Sian", What::MailHeading),
                ("How is she?", What::EarlierMail),
            ],
        );
    }

    #[test]
    fn what_is_quoted_and_answered_below_stands_aside() {
        check(
            "Hi Priya,\n\nOn Mon, 4 May 2026 at 10:02, Priya Shah <p@x.example>\nwrote:\n> How is Grace?\n>\n\nShe was up.\n\nSent from my iPhone\n",
            &[
                ("On Mon, 4 May 2026 at 10:02, Priya Shah <p@x.example>\nwrote:", What::MailHeading),
                ("> How is Grace?\n>", What::EarlierMail),
                ("Sent from my iPhone", What::SmallPrint),
            ],
        );
    }

    #[test]
    fn mail_that_is_only_sent_on_is_read_itself() {
        check(
            "---------- Forwarded message ---------\nFrom: Head <h@x.example>\nDate: Mon, 4 May 2026\nSubject: Tia\n\nTia was late.\n",
            &[(
                "---------- Forwarded message ---------\nFrom: Head <h@x.example>\nDate: Mon, 4 May 2026\nSubject: Tia",
                What::MailHeading,
            )],
        );
    }

    #[test]
    fn mail_that_is_filed_under_a_line_is_read_itself() {
        let heading = ("From: Head\nSubject: Tia", What::MailHeading);
        check("Email rec'd 12/2, copied across. TN\n\nFrom: Head\nSubject: Tia\nTia was late.\n", &[heading]);
        check(
            "Thanks for your email, will visit.\n\nFrom: Head\nSubject: Tia\nTia was late.\n",
            &[heading, ("Tia was late.", What::EarlierMail)],
        );
    }

    #[test]
    fn notices_of_mail_stand_aside() {
        check(
            "From: Sian\nSubject: Grace\n\nCAUTION: this mail originated from outside the council.\n\nGrace was up.\n\nThis email and any files with it\nare confidential.\n",
            &[
                ("From: Sian\nSubject: Grace", What::MailHeading),
                ("CAUTION: this mail originated from outside the council.", What::SmallPrint),
                ("This email and any files with it\nare confidential.", What::SmallPrint),
            ],
        );
    }

    #[test]
    fn a_note_is_no_mail() {
        for text in [
            "Moved today.\nFrom: hospital\nTo: Bluebell House\nDate: 4 May\nShe slept.",
            "From: hospital\nShe slept well.",
            "Date: 4 May 2026\nSubject: Home visit\nGrace was up.\n\nDate: 6 May 2026\nSubject: Call\nShe slept.",
            "On 4 May Mum wrote:\n\"I can't go on.\"\nI rang her.",
            "On the ward she wrote:\n> nothing\nand then stopped.",
            "> 3 falls this week\n> 2 last week\nMum worried.",
            "She said \"This is me.\"\n--\nSian",
            "",
        ] {
            check(text, &[]);
        }
    }

    proptest! {
        #[test]
        fn asides_are_in_order_and_apart(text in "(?s)(From: a@b|Subject: x|Sent: 1|On 4 May 10:02 |wrote:|> |-----Original Message-----|intended recipient|_{12}|\\n|\u{a0}|[a-zé >]){0,60}") {
            let mut rest = 0;
            for aside in asides(&text) {
                prop_assert!(aside.span.start() >= rest && !aside.span.is_empty());
                prop_assert_eq!(aside.span.trimmed(&text), Some(aside.span));
                rest = aside.span.end();
            }
        }
    }
}
