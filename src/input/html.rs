//! The words of a mail that came as HTML.

use mail_parser::decoders::html::add_html_token;

/// Elements that begin and end a line of their own, as a reader sees them.
const BLOCKS: [&str; 24] = [
    "address",
    "article",
    "blockquote",
    "br",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "footer",
    "form",
    "header",
    "hr",
    "li",
    "main",
    "ol",
    "pre",
    "section",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];
/// Elements with a blank line after them.
const PARAGRAPHS: [&str; 7] = ["p", "h1", "h2", "h3", "h4", "h5", "h6"];
/// Elements whose content is not shown.
const UNSEEN: [&str; 5] = ["head", "script", "style", "template", "title"];

/// The words of `html`, a line to a block.
pub fn words(html: &str) -> String {
    let mut out = Words::default();
    let mut rest = html;
    while !rest.is_empty() {
        let Some(at) = rest.find('<') else {
            out.say(rest);
            break;
        };
        out.say(&rest[..at]);
        rest = &rest[at..];
        let length = tag_length(rest);
        let (tag, after) = rest.split_at(length);
        match name_of(tag) {
            None if length == 1 => out.say(tag),
            None => {}
            Some((name, ends)) if UNSEEN.contains(&name.as_str()) => out.unseen(&name, ends),
            Some((name, _)) if BLOCKS.contains(&name.as_str()) => out.end_line(),
            Some((name, true)) if PARAGRAPHS.contains(&name.as_str()) => out.end_paragraph(),
            Some((name, false)) if PARAGRAPHS.contains(&name.as_str()) => out.end_line(),
            Some(_) => {}
        }
        rest = after;
    }
    out.text
}

#[derive(Default)]
struct Words {
    text: String,
    /// The element whose content is passed over.
    hidden: Option<String>,
    /// White space was met and not written yet.
    space: bool,
}

impl Words {
    fn say(&mut self, words: &str) {
        if self.hidden.is_some() {
            return;
        }
        let mut rest = words;
        while let Some(c) = rest.chars().next() {
            let length = match c {
                '&' => entity_length(rest),
                other => other.len_utf8(),
            };
            let (piece, after) = rest.split_at(length);
            rest = after;
            if c.is_whitespace() {
                self.space = true;
                continue;
            }
            if self.space && !self.text.is_empty() && !self.text.ends_with(['\n', ' ']) {
                self.text.push(' ');
            }
            self.space = false;
            match piece {
                // A line of nothing but such a space is a blank line.
                "&nbsp;" | "\u{a0}" | "&#160;" => self.space = true,
                piece if length > 1 && c == '&' => add_html_token(&mut self.text, piece.as_bytes(), false),
                piece => self.text.push_str(piece),
            }
        }
    }

    fn end_line(&mut self) {
        self.space = false;
        if self.hidden.is_none() && !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn end_paragraph(&mut self) {
        self.end_line();
        if self.hidden.is_none() && !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn unseen(&mut self, name: &str, ends: bool) {
        match &self.hidden {
            Some(hidden) if ends && hidden == name => self.hidden = None,
            None if !ends => self.hidden = Some(name.to_owned()),
            _ => {}
        }
    }
}

/// Bytes of the tag or comment that `rest` begins with; 1 where its `<` begins none.
fn tag_length(rest: &str) -> usize {
    /// A tag that goes on for longer was never closed.
    const LONGEST: usize = 100_000;
    let begins = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
    if !begins {
        return 1;
    }
    let near = &rest[..rest.floor_char_boundary(LONGEST)];
    let end =
        if rest.starts_with("<!--") { near.find("-->").map(|at| at + 3) } else { near.find('>').map(|at| at + 1) };
    end.unwrap_or(near.len())
}

/// The name of a tag in lower case, and whether it ends an element.
fn name_of(tag: &str) -> Option<(String, bool)> {
    let inside = tag.strip_prefix('<')?;
    let ends = inside.starts_with('/');
    let name: String = inside.trim_start_matches('/').chars().take_while(|c| c.is_ascii_alphanumeric()).collect();
    (!name.is_empty()).then(|| (name.to_lowercase(), ends))
}

/// Bytes of the entity that `rest` begins with; 1 where its `&` begins none.
fn entity_length(rest: &str) -> usize {
    const LONGEST: usize = 32;
    let near = &rest.as_bytes()[..rest.len().min(LONGEST)];
    let length = near[1..].iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'#').count();
    if length > 0 && near.get(1 + length) == Some(&b';') { length + 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn blocks_are_lines_and_words_stay_apart() {
        let html = "<html><head><title>x</title><style>p {}</style></head><body><p class=MsoNormal>Hi&nbsp;<b>Grace</b> and\n <i>Tia</i>,</p>\
                    <!-- no > this --><div>&pound;5 &amp; caf&eacute; <3<br>Up&#8217;s</div><ul><li>One</li><li>Two</li></ul>\
                    <table><tr><td>Who</td><td>When</td></tr></table><p>&nbsp;</p>Last & done</body></html>";
        assert_eq!(
            words(html).trim_end(),
            "Hi Grace and Tia,\n\n£5 & café <3\nUp’s\nOne\nTwo\nWho\nWhen\n\nLast & done"
        );
    }

    proptest! {
        #[test]
        fn any_html_is_read(html in "(?s)(<[a-z!/]{0,4}|[>&;#]|style|-->|<!--|&eacute;|&#x1F600;|é|.){0,60}") {
            words(&html);
        }
    }
}
