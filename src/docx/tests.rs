use super::package::{CONTENT_TYPES, Package};
use super::*;
use crate::text::Span;
use std::io::{Cursor, Read};

/// A document whose body is `body`, with `w` as its prefix.
fn document(body: &str) -> Document {
    let package = Package::of_text("");
    let xml = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    Document::open(&package.with_document(xml).to_bytes().unwrap()).unwrap()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn paragraphs_cells_breaks_and_references_are_read() {
    let body = "<w:p><w:r><w:t>Tea &amp; toast</w:t><w:br/><w:t>at four.</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Views</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t xml:space=\"preserve\">He said </w:t></w:r>\
        <w:r><w:t>no.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    assert_eq!(document(body).text().trim_end(), "Tea & toast\nat four.\n\nViews\n\nHe said no.");
}

/// The XML of a table; a cell that begins with `2:` goes across two columns, and `|` ends a paragraph of one.
fn table(rows: &[&[&str]]) -> String {
    let cell = |cell: &&str| {
        let (look, words) = match cell.strip_prefix("2:") {
            Some(words) => ("<w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>", words),
            None => ("", *cell),
        };
        let paragraphs: String = words
            .split('|')
            .map(|own| format!("<w:p><w:r><w:t xml:space=\"preserve\">{own}</w:t></w:r></w:p>"))
            .collect();
        format!("<w:tc>{look}{paragraphs}</w:tc>")
    };
    let row = |row: &&[&str]| format!("<w:tr>{}</w:tr>", row.iter().map(cell).collect::<String>());
    format!("<w:tbl><w:tblPr/>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

#[test]
fn a_row_of_short_cells_is_a_line() {
    let rows: [&[&str]; 4] = [
        &["What", "Who", "By when", "Progress"],
        &["Ring &amp; ask", "Jan|Moss", "Fri", ""],
        &["2:Both", "", "Done"],
        &["", "Sam", "", "Sent"],
    ];
    let body =
        format!("<w:p><w:r><w:t>Before.</w:t></w:r></w:p>{}<w:p><w:r><w:t>After.</w:t></w:r></w:p>", table(&rows));
    let document = document(&body);
    let lines = "What\tWho\tBy when\tProgress\nRing & ask\tJan Moss\tFri\t\nBoth\t\t\tDone\n\tSam\t\tSent\n";
    assert_eq!(document.text().trim_end(), format!("Before.\n\n{lines}\nAfter."));
    for word in ["Before", "Ring", "& ask", "Moss", "Sent", "After"] {
        let (xml, unplaced) = commented(&body, word);
        assert_eq!((unplaced, xml.matches("commentReference").count()), (0, 1), "{word}");
        let marked = xml.split("commentRangeStart").nth(1).unwrap();
        assert!(marked.split("commentRangeEnd").next().unwrap().contains(&word.replace('&', "&amp;")), "{word}: {xml}");
    }
}

#[test]
fn a_table_that_lays_out_a_page_or_a_form_stays_apart() {
    let long = "She said that she is well. ".repeat(10);
    let cells = |rows: &[&[&str]]| document(&table(rows)).text().trim_end().to_owned();
    assert_eq!(cells(&[&["Name", "Isla"], &["Views", "He said no."]]), "Name\n\nIsla\n\nViews\n\nHe said no.");
    assert!(!cells(&[&["Worries", "Working well", "Next"], &["One", "Two", &long]]).contains('\t'));
    assert!(!cells(&[&["Worries", "Working well", "Next"], &["a|b|c|d", "Two", "x"]]).contains('\t'));
    let within = table(&[&["What", "Who", "When"], &["Ring", "Jan", "Fri"]]);
    let page = format!("<w:tbl><w:tr><w:tc>{within}</w:tc><w:tc/><w:tc/></w:tr></w:tbl>");
    assert_eq!(document(&page).text().trim_end(), "What\tWho\tWhen\nRing\tJan\tFri");
}

#[test]
fn what_is_nobodys_words_is_left_out_and_what_is_somebodys_is_told() {
    let body = "<w:p><w:del><w:r><w:delText>never</w:delText></w:r></w:del><w:ins><w:r><w:t>Seen at home.</w:t></w:r></w:ins></w:p>\
        <w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Click here to enter text.</w:t></w:r></w:p></w:sdtContent></w:sdt>\
        <w:sdt><w:sdtPr><w:tag/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>She wants her cat.</w:t></w:r></w:p></w:sdtContent></w:sdt>";
    let document = document(body);
    assert_eq!(document.text().trim_end(), "Seen at home.\n\nShe wants her cat.");
    assert_eq!(document.left_out(), [LeftOut::TrackedDeletions, LeftOut::Prompts(5)]);
}

#[test]
fn a_text_box_is_read_once() {
    let boxed = "<w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent>";
    let body = format!(
        "<w:p><w:r><w:t>Before.</w:t><mc:AlternateContent><mc:Choice>{boxed}</mc:Choice><mc:Fallback>{boxed}</mc:Fallback>\
         </mc:AlternateContent></w:r></w:p>"
    );
    assert_eq!(document(&body).text().trim_end(), "Before.\n\nIn the box.");
}

#[test]
fn a_comment_stands_on_its_words_and_the_words_stay() {
    let body = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Mum refused &amp; left early.</w:t></w:r></w:p>";
    let document = document(body);
    let start = document.text().find("refused").unwrap();
    let comment = Comment { span: Span::new(start, start + 7), lines: vec!["Ask <why>.".into()] };
    let (bytes, unplaced) = document.with_comments(&[comment]).unwrap();
    assert_eq!(unplaced, 0);
    let again = Document::open(&bytes).unwrap();
    assert_eq!(again.text(), document.text());
    assert_eq!(again.left_out(), [LeftOut::Comments]);
    let xml = part(&bytes, "word/document.xml");
    assert!(xml.contains(
        "<w:commentRangeStart w:id=\"0\"/><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">refused</w:t></w:r><w:commentRangeEnd w:id=\"0\"/>"
    ));
    assert!(xml.contains("<w:t xml:space=\"preserve\">Mum </w:t>"), "{xml}");
    assert!(part(&bytes, "word/comments.xml").contains("Ask &lt;why&gt;."));
    assert!(part(&bytes, CONTENT_TYPES).contains("/word/comments.xml"));
    assert!(part(&bytes, "word/_rels/document.xml.rels").contains("comments.xml"));
}

#[test]
fn comments_that_are_there_stay() {
    let document = document("<w:p><w:r><w:t>Mum refused.</w:t></w:r></w:p>");
    let comment = |line: &str| [Comment { span: Span::new(4, 11), lines: vec![line.into()] }];
    let (once, _) = document.with_comments(&comment("first")).unwrap();
    let (twice, _) = Document::open(&once).unwrap().with_comments(&comment("second")).unwrap();
    let comments = part(&twice, "word/comments.xml");
    assert!(comments.contains("first") && comments.contains("second") && comments.contains("w:id=\"1\""), "{comments}");
}

#[test]
fn text_makes_a_document_that_holds_it() {
    let text = "Tea\tat <four>.\nMum & Dad came.\n\nHe slept.";
    assert_eq!(Document::of_text(text).text().trim_end(), text);
}

#[test]
fn what_would_do_harm_is_refused() {
    let wrong = |xml: &str| Document::open(&Package::of_text("").with_document(xml.into()).to_bytes().unwrap()).err();
    assert_eq!(wrong("<!DOCTYPE a [<!ENTITY b \"c\">]><w:document>&b;</w:document>"), Some(DocxError::Entities));
    assert_eq!(wrong("<w:document><w:body>"), None, "a body cut short still gives what it holds");
    assert_eq!(Document::open(b"PK\x03\x04Zebedee").err(), Some(DocxError::Broken));
    assert_eq!(Document::open(b"\xD0\xCF\x11\xE0 and so on").err(), Some(DocxError::Locked));
    let bomb =
        Package::of_text("").with_document(" ".repeat(super::package::LARGEST_PART as usize + 1)).to_bytes().unwrap();
    assert!(bomb.len() < 1_000_000);
    assert_eq!(Document::open(&bomb).err(), Some(DocxError::TooLarge));
}

/// The XML of a document with the body `body` after a comment on its first `word`.
fn commented(body: &str, word: &str) -> (String, usize) {
    let document = document(body);
    let start = document.text().find(word).unwrap();
    let comment = Comment { span: Span::new(start, start + word.len()), lines: vec!["why".into()] };
    let (bytes, unplaced) = document.with_comments(&[comment]).unwrap();
    assert_eq!(Document::open(&bytes).unwrap().text(), document.text());
    (part(&bytes, "word/document.xml"), unplaced)
}

#[test]
fn a_run_keeps_its_look_where_its_formatting_is_tracked() {
    let look = "<w:rPr><w:b/><w:rPrChange w:id=\"1\"><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr>";
    let (xml, _) = commented(&format!("<w:p><w:r>{look}<w:t>Mum refused.</w:t></w:r></w:p>"), "refused");
    assert_eq!(xml.matches(look).count(), 3, "{xml}");
}

#[test]
fn a_tag_that_says_how_spaces_are_kept_is_left_as_it_is() {
    let (xml, _) = commented("<w:p><w:r><w:t xml:space=\"default\">Mum refused.</w:t></w:r></w:p>", "refused");
    assert!(xml.contains("<w:t xml:space=\"default\">Mum </w:t>"), "{xml}");
}

#[test]
fn what_is_no_run_of_words_takes_no_comment() {
    let (xml, unplaced) = commented("<w:p><m:oMath><m:r><m:t>Mum refused.</m:t></m:r></m:oMath></w:p>", "refused");
    assert!(unplaced == 1 && !xml.contains("commentRange"), "{xml}");
}

#[test]
fn phrases_that_meet_each_have_their_comment() {
    let document = document("<w:p><w:r><w:t>refused support</w:t></w:r></w:p>");
    let comment = |from: usize, to: usize| Comment { span: Span::new(from, to), lines: vec!["why".into()] };
    let (bytes, unplaced) = document.with_comments(&[comment(0, 7), comment(7, 15)]).unwrap();
    let xml = part(&bytes, "word/document.xml");
    assert_eq!((unplaced, xml.matches("commentReference").count()), (0, 2));
    assert!(xml.find("commentRangeEnd w:id=\"0\"") < xml.find("commentRangeStart w:id=\"1\""));
    assert_eq!(Document::open(&bytes).unwrap().text(), document.text());
}

/// A document with other parts beside it, each with the end of the type of its relation.
fn beside(body: &str, parts: &[(&str, &str)]) -> Vec<LeftOut> {
    let mut package = Package::of_text("");
    let relation = |(at, (kind, _)): (usize, &(&str, &str))| {
        // A name as programs may give it: what stands in an attribute is escaped there.
        format!("<Relationship Id='r{at}' Type='x/{kind}' Target='p&amp;{at}.xml'/>")
    };
    let relations: String = parts.iter().enumerate().map(relation).collect();
    package.set("word/_rels/document.xml.rels", format!("<Relationships>{relations}</Relationships>"));
    for (at, (_, words)) in parts.iter().enumerate() {
        package.set(&format!("word/p&{at}.xml"), format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"));
    }
    let xml = format!("<w:document><w:body>{body}</w:body></w:document>");
    let document = Document::open(&package.with_document(xml).to_bytes().unwrap()).unwrap();
    assert_eq!(document.text().trim_end(), "He went out.");
    document.left_out().to_vec()
}

#[test]
fn words_in_other_parts_are_left_out_and_counted() {
    let body = "<w:p><w:r><w:t>He went out.</w:t></w:r></w:p>";
    let parts = [
        ("header", "Home visit"),
        ("header", "Home visit"),
        ("footer", "Page 1"),
        ("footnotes", "See the letter"),
        ("endnotes", ""),
    ];
    assert_eq!(beside(body, &parts), [LeftOut::Notes(3), LeftOut::HeadersAndFooters(4)]);
    assert_eq!(LeftOut::Notes(1).in_words(), "1 word in footnotes and endnotes was left out");
    assert_eq!(beside(body, &[("header", ""), ("diagramData", "Mum Dad")]), [LeftOut::Diagrams(2)]);
    assert_eq!(beside(body, &[("vbaProject", "")]), []);
}

#[test]
fn every_word_of_the_document_is_read_or_told() {
    let read = "<w:p><w:r><w:t>He went out.</w:t></w:r></w:p>";
    let moved = "<w:p><w:moveFrom><w:r><w:t>He went out.</w:t></w:r></w:moveFrom></w:p>";
    assert_eq!(beside(&format!("{read}{moved}"), &[]), [LeftOut::TrackedDeletions]);
    // What stands in for a shape says more than the shape.
    let pair = "<mc:AlternateContent><mc:Choice/><mc:Fallback><w:p><w:r><w:t>Kept &amp; lost.</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>";
    assert_eq!(beside(&format!("{read}{pair}"), &[]), [LeftOut::Others(3)]);
    let unfilled = |value: &str| {
        format!(
            "<w:sdt><w:sdtPr><w:showingPlcHdr{value}></w:showingPlcHdr></w:sdtPr><w:sdtContent>{read}</w:sdtContent></w:sdt>"
        )
    };
    assert_eq!(beside(&format!("{read}{}", unfilled("")), &[]), [LeftOut::Prompts(3)]);
    assert_eq!(beside(&unfilled(" w:val=\"0\""), &[]), []);
    let ticks =
        "<w:p><w:r><w:fldChar><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r></w:p>";
    assert_eq!(beside(&format!("{read}{ticks}"), &[]), [LeftOut::TickBoxes]);
}
