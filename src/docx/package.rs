//! The parts of a document, as its ZIP archive holds them.

use super::{DocxError, local};
use crate::unpack::{Archive, UnpackError};
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The largest part that is opened, in bytes: some ten thousand pages. What grows beyond is made to do harm.
pub const LARGEST_PART: u64 = 60_000_000;

#[derive(Clone)]
pub struct Package {
    /// Name and bytes of each part, in the order of the archive.
    parts: Vec<(String, Vec<u8>)>,
    /// The name of the part that holds the words, and its text.
    main: String,
    xml: String,
}

pub const CONTENT_TYPES: &str = "[Content_Types].xml";
const RELATIONS: &str = "_rels/.rels";
const DOCUMENT: &str = "/officeDocument";

impl Package {
    pub fn open(bytes: &[u8]) -> Result<Package, DocxError> {
        // A document with a password is kept in the container that old Office files had.
        if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
            return Err(DocxError::Locked);
        }
        let mut archive = Archive::open(bytes, 4 * LARGEST_PART).map_err(from_unpacking)?;
        let mut parts = Vec::new();
        for member in archive.members() {
            if member.is_folder {
                continue;
            }
            let name = member.name.ok_or(DocxError::Broken)?.trim_start_matches('/').to_owned();
            parts.push((name, archive.read(member.index, LARGEST_PART).map_err(from_unpacking)?));
        }
        let mut package = Package { parts, main: String::new(), xml: String::new() };
        let target = package.related(RELATIONS, DOCUMENT)?.ok_or(DocxError::Broken)?;
        package.main = target.trim_start_matches('/').to_owned();
        package.xml = package.text(&package.main)?.ok_or(DocxError::Broken)?;
        Ok(package)
    }

    pub fn of_text(text: &str) -> Package {
        let text = text.replace("\r\n", "\n");
        let paragraphs = text.split("\n\n").map(|words| format!("<w:p><w:r>{}</w:r></w:p>", run_of(words)));
        Package::of_body(&paragraphs.collect::<String>())
    }

    /// A document of the paragraphs and tables in `body`, with `w` as the prefix of its elements.
    pub fn of_body(body: &str) -> Package {
        let xml = format!("{DECLARATION}<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>");
        let types = format!(
            "{DECLARATION}<Types xmlns=\"{TYPES}\">\
             <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Override PartName=\"/word/document.xml\" ContentType=\"{WORDPROCESSING}.document.main+xml\"/></Types>"
        );
        let relations = format!(
            "{DECLARATION}<Relationships xmlns=\"{PACKAGE_RELATIONS}\"><Relationship Id=\"rId1\" Type=\"{RELATION}{DOCUMENT}\" \
             Target=\"word/document.xml\"/></Relationships>"
        );
        let main = "word/document.xml".to_owned();
        let parts = vec![
            (CONTENT_TYPES.to_owned(), types.into_bytes()),
            (RELATIONS.to_owned(), relations.into_bytes()),
            (main.clone(), xml.clone().into_bytes()),
        ];
        Package { parts, main, xml }
    }

    /// The part that holds the words.
    pub fn document(&self) -> &str {
        &self.xml
    }

    /// The same package with another text in that part.
    pub fn with_document(&self, xml: String) -> Package {
        let mut changed = self.clone();
        changed.set(&self.main.clone(), xml.clone());
        changed.xml = xml;
        changed
    }

    /// The text of a part; nothing where there is none of that name.
    pub fn text(&self, name: &str) -> Result<Option<String>, DocxError> {
        let found = self.parts.iter().find(|(part, _)| part == name);
        let text = |(_, bytes): &(String, Vec<u8>)| {
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            String::from_utf8(bytes.to_vec()).map_err(|_| DocxError::Broken)
        };
        found.map(text).transpose()
    }

    pub fn set(&mut self, name: &str, text: String) {
        match self.parts.iter_mut().find(|(part, _)| part == name) {
            Some((_, content)) => *content = text.into_bytes(),
            None => self.parts.push((name.to_owned(), text.into_bytes())),
        }
    }

    /// Adds a part that the document is related to: `comments`, `styles` and the like.
    pub fn add_related(&mut self, kind: &str, xml: String) -> Result<(), DocxError> {
        let (relations, folder) = self.relations_of_document();
        self.set(&format!("{folder}{kind}.xml"), xml);
        let relation = format!(
            "<Relationship xmlns=\"{PACKAGE_RELATIONS}\" Id=\"rIdWhatmatters-{kind}\" Type=\"{RELATION}/{kind}\" Target=\"{kind}.xml\"/>"
        );
        let empty = || format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE_RELATIONS}\"></Relationships>");
        let before = self.text(&relations)?.unwrap_or_else(empty);
        self.set(&relations, before_the_end(&before, &relation)?);
        let content_type = format!(
            "<Override xmlns=\"{TYPES}\" PartName=\"/{folder}{kind}.xml\" ContentType=\"{WORDPROCESSING}.{kind}+xml\"/>"
        );
        let types = self.text(CONTENT_TYPES)?.ok_or(DocxError::Broken)?;
        self.set(CONTENT_TYPES, before_the_end(&types, &content_type)?);
        Ok(())
    }

    /// The part beside the document that tells what it is related to, and the folder that its targets stand in.
    pub fn relations_of_document(&self) -> (String, String) {
        let (folder, file) = self.main.rsplit_once('/').unwrap_or(("", &self.main));
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        (format!("{folder}_rels/{file}.rels"), folder)
    }

    /// The target of the first relation in `part` whose type ends so.
    pub fn related(&self, part: &str, type_ends: &str) -> Result<Option<String>, DocxError> {
        Ok(self.all_related(part, &[type_ends])?.into_iter().next())
    }

    /// The targets of the relations in `part` whose types end in one of `ends`.
    pub fn all_related(&self, part: &str, ends: &[&str]) -> Result<Vec<String>, DocxError> {
        let Some(xml) = self.text(part)? else { return Ok(Vec::new()) };
        let mut reader = Reader::from_str(&xml);
        let mut targets = Vec::new();
        loop {
            match reader.read_event().map_err(|_| DocxError::Broken)? {
                Event::Start(tag) | Event::Empty(tag) if local(tag_name(&tag)) == "Relationship" => {
                    let kind = attribute(&tag, "Type").unwrap_or_default();
                    if ends.iter().any(|end| kind.ends_with(end)) {
                        targets.extend(attribute(&tag, "Target"));
                    }
                }
                Event::DocType(_) => return Err(DocxError::Entities),
                Event::Eof => return Ok(targets),
                _ => {}
            }
        }
    }

    pub fn has_macros(&self) -> bool {
        self.parts.iter().any(|(name, _)| name.to_lowercase().ends_with("vbaproject.bin"))
    }

    pub fn to_bytes(&self) -> Result<Vec<u8>, DocxError> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.parts {
            writer.start_file(name, SimpleFileOptions::default()).map_err(|_| DocxError::Broken)?;
            writer.write_all(content).map_err(|_| DocxError::Broken)?;
        }
        Ok(writer.finish().map_err(|_| DocxError::Broken)?.into_inner())
    }
}

pub const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
pub const NAMESPACE: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
pub const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
pub const PACKAGE_RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
pub const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
pub const WORDPROCESSING: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

fn from_unpacking(error: UnpackError) -> DocxError {
    match error {
        UnpackError::Locked => DocxError::Locked,
        UnpackError::TooLong | UnpackError::TooLarge | UnpackError::TooMany => DocxError::TooLarge,
        UnpackError::Broken | UnpackError::Unknown => DocxError::Broken,
    }
}

/// The name of a tag with its prefix.
pub fn tag_name<'a>(tag: &'a BytesStart) -> &'a str {
    tag.split([' ', '\t', '\n', '\r', '/']).next().unwrap_or_default()
}

/// What the attribute `name`, whatever its prefix, says; None where there is none, or none that can be read.
pub fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(unescape(&found.value).ok()?.into_owned())
}

/// What a run holds to show `words`: their text, with its tabs and line breaks.
pub fn run_of(words: &str) -> String {
    let mut run = String::with_capacity(words.len() + 50);
    for (number, line) in words.replace("\r\n", "\n").split(['\n', '\r']).enumerate() {
        run.push_str(if number > 0 { "<w:br/>" } else { "" });
        for (number, words) in line.split('\t').enumerate() {
            run.push_str(if number > 0 { "<w:tab/>" } else { "" });
            run.push_str("<w:t xml:space=\"preserve\">");
            run.push_str(&escaped(words));
            run.push_str("</w:t>");
        }
    }
    run
}

pub fn escaped(words: &str) -> String {
    let mut safe = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '\t' => safe.push('\t'),
            c if !xml_holds(c) => safe.push('\u{fffd}'),
            c => safe.push(c),
        }
    }
    safe
}

/// False of what XML has no way to write.
pub fn xml_holds(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r') || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'))
}

/// `xml` with `added`, which names its own namespace, as the last thing in its root.
pub fn before_the_end(xml: &str, added: &str) -> Result<String, DocxError> {
    let body = xml.trim_end();
    if let Some(open) = body.strip_suffix("/>") {
        // The root is one empty tag: it is opened, and closed after what is added.
        let root = open.rfind('<').map(|at| &open[at + 1..]).ok_or(DocxError::Broken)?;
        let name = root.split(char::is_whitespace).next().unwrap_or(root);
        return Ok(format!("{open}>{added}</{name}>"));
    }
    let at = body.rfind("</").ok_or(DocxError::Broken)?;
    Ok(format!("{}{added}{}", &body[..at], &body[at..]))
}
