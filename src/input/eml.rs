//! Mail saved as a file, .eml: its heading and its words as text. What is attached is not read, and said.

use super::{Batch, EML, InputError, Problem, decode, html, recording};
use crate::text::{Source, on_one_line};
use mail_parser::{Address, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use std::collections::BTreeMap;

pub fn read(name: &str, bytes: &[u8], batch: &mut Batch) -> Result<(), Problem> {
    let failed = |error: InputError| Problem::error(name, error);
    let message = open(bytes).map_err(failed)?;
    let attached = attached(&message);
    let body = body(&message);
    if body.trim().is_empty() {
        return Err(failed(if attached.is_empty() {
            InputError::Blank
        } else {
            InputError::OnlyAttached { attached }
        }));
    }
    if body.contains(char::REPLACEMENT_CHARACTER) || message.text_bodies().any(|part| part.is_encoding_problem) {
        let hint = "look at the mail itself, and copy its words into a .txt file if they differ";
        batch.problems.push(Problem::note(name, "part of it is damaged or missing".into(), hint));
    }
    let source = Source { name: name.to_owned(), encoding: EML.into(), ..Source::default() };
    let read = recording(format!("{}\n{}", heading(&message), body.trim_end()), source).map_err(failed)?;
    if !attached.is_empty() {
        let hint = "save what should be read as a file of its own";
        batch.problems.push(Problem::note(name, format!("what is attached was not read: {attached}"), hint));
    }
    batch.recordings.push(read);
    Ok(())
}

fn open(bytes: &[u8]) -> Result<Message<'_>, InputError> {
    if bytes.trim_ascii().is_empty() {
        return Err(InputError::Blank);
    }
    // An Outlook message or a PDF by another name.
    if let Err(error @ InputError::OtherFormat { .. }) = decode(&bytes[..bytes.len().min(8)]) {
        return Err(error);
    }
    let message = MessageParser::default().parse(bytes).ok_or(InputError::NotMail)?;
    let is_mail =
        message.from().is_some() && (message.date().is_some() || message.subject().is_some() || message.to().is_some());
    if is_mail { Ok(message) } else { Err(InputError::NotMail) }
}

/// Who wrote it, when, to whom and about what, a line each.
fn heading(message: &Message) -> String {
    let mut lines = String::new();
    let mut tell = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            let value = on_one_line(&value);
            lines.push_str(&format!("{name}: {value}\n"));
        }
    };
    tell("From", message.from().map(people));
    tell("Date", message.header_raw("Date").map(str::to_owned));
    tell("To", message.to().map(people));
    tell("Cc", message.cc().map(people));
    tell("Subject", Some(message.subject().unwrap_or_default().to_owned()));
    lines
}

fn people(addresses: &Address) -> String {
    let told = |(name, address): (Option<&str>, Option<&str>)| match (name, address) {
        (Some(name), Some(address)) => format!("{name} <{address}>"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => String::new(),
    };
    let all: Vec<String> = addresses.iter().map(|address| told((address.name(), address.address()))).collect();
    all.join(", ")
}

/// Its words: the plain text where there is one, else the words of the HTML.
fn body(message: &Message) -> String {
    let words = |part: &MessagePart| match &part.body {
        PartType::Text(text) => text.replace("\r\n", "\n"),
        PartType::Html(html) => html::words(html),
        _ => String::new(),
    };
    let parts: Vec<String> = message.text_bodies().map(words).filter(|words| !words.trim().is_empty()).collect();
    parts.join("\n")
}

/// What is attached, by kind and count. A name of a file might tell whose it is.
fn attached(message: &Message) -> String {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for part in message.attachments().filter(|part| !is_shown_inside(part)) {
        *kinds.entry(kind(part)).or_default() += 1;
    }
    let told = |(kind, count): (&str, usize)| match (kind.split_once('|'), count) {
        (Some((one, _)), 1) => format!("1 {one}"),
        (Some((_, several)), count) => format!("{count} {several}"),
        (None, count) => format!("{count} {kind}"),
    };
    kinds.into_iter().map(told).collect::<Vec<_>>().join(", ")
}

/// The picture of a signature is nothing attached.
fn is_shown_inside(part: &MessagePart) -> bool {
    let is_picture = part.content_type().is_some_and(|kind| kind.ctype().eq_ignore_ascii_case("image"));
    is_picture && (part.content_id().is_some() || part.content_disposition().is_some_and(|how| how.is_inline()))
}

/// What a part holds, one and several.
fn kind(part: &MessagePart) -> &'static str {
    let (main, sub) = part
        .content_type()
        .map(|kind| (kind.ctype().to_lowercase(), kind.subtype().unwrap_or_default().to_lowercase()))
        .unwrap_or_default();
    let name = part.attachment_name().unwrap_or_default().to_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    match main.as_str() {
        "image" => "picture|pictures",
        "audio" => "sound file|sound files",
        "video" => "film|films",
        "message" => "message|messages",
        _ if sub == "pdf" || ends(&[".pdf"]) => "PDF|PDFs",
        _ if sub.contains("word") || ends(&[".docx", ".doc", ".odt", ".rtf"]) => "document|documents",
        _ if sub.contains("sheet") || sub.contains("excel") || ends(&[".xlsx", ".xls", ".csv"]) => "table|tables",
        "text" if sub == "calendar" => "invitation|invitations",
        _ => "file|files",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read_one(bytes: &[u8]) -> (Batch<'static>, Option<Problem>) {
        let mut batch = Batch::default();
        let problem = read("a.eml", bytes, &mut batch).err();
        (batch, problem)
    }

    #[test]
    fn parts_charsets_and_encoded_headings_are_read() {
        let mail = b"From: =?utf-8?Q?Si=C3=A2n?= <s@x.example>\r\nTo: Priya\r\n <p@x.example>\r\nSubject: =?iso-8859-1?Q?Caf=E9?=\r\n\
            Date: Mon, 4 May 2026 10:02:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\
            Content-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nShe said =93no=94, it=\r\n was =A35.\r\n\
            --b\r\nContent-Type: application/pdf; name=Grace.pdf\r\nContent-Disposition: attachment\r\n\r\nx\r\n--b--\r\n";
        let (batch, _) = read_one(mail);
        assert_eq!(
            batch.recordings[0].text,
            "From: Siân <s@x.example>\nDate: Mon, 4 May 2026 10:02:00 +0100\nTo: Priya <p@x.example>\nSubject: Café\n\nShe said “no”, it was £5."
        );
        assert!(batch.problems[0].message.ends_with("not read: 1 PDF"), "{}", batch.problems[0]);
        assert!(!batch.problems[0].to_string().contains("Grace"));
    }

    #[test]
    fn what_holds_no_words_is_refused() {
        let message = |bytes: &[u8]| read_one(bytes).1.map(|problem| problem.message).unwrap_or_default();
        assert_eq!(message(b""), "there is no text in it");
        assert_eq!(message(b"From: a@x.example\nSubject: b\n\n"), "there is no text in it");
        assert!(message(b"From: a@x.example\nSubject: b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0K\n").contains("1 picture"));
        assert!(message(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Outlook").contains("old Word, Excel or Outlook file"));
        assert!(message(b"She fell on Friday.\nHe came.").contains("not a mail"));
        assert!(message(&[0u8, 159, 146, 150].repeat(99)).contains("not a mail"));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            read_one(&bytes);
            read_one(&[b"From: a@x\nSubject: b\nContent-Type: multipart/mixed; boundary=b\n\n--b\n".as_slice(), &bytes].concat());
            read_one(&[b"From: a@x\nSubject: b\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n".as_slice(), &bytes].concat());
        }
    }
}
