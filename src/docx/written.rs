//! A document put together paragraph by paragraph, with headings, bullets, tables and comments as Word knows them.

use super::DocxError;
use super::comments::{of_lines, part_of, range};
use super::package::{DECLARATION, NAMESPACE, Package, run_of};

/// A document while it is written.
#[derive(Default)]
pub struct Written {
    body: String,
    comments: String,
    /// How many comments there are; also the number of the next.
    commented: usize,
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Heading1,
    Heading2,
    Plain,
    Bullet,
    Quiet,
    /// The last lines of a draft, apart from what stands before them.
    Foot,
    /// Headings and bullets of a paper that has to stay short.
    CloseHeading,
    CloseBullet,
}

/// Words of one paragraph that look alike.
#[derive(Clone, Debug, Default)]
pub struct Run {
    pub words: String,
    pub quiet: bool,
    /// What is said of these words, a paragraph each; nothing where nobody says anything.
    pub comment: Vec<String>,
}

impl Run {
    pub fn plain(words: impl Into<String>) -> Run {
        Run { words: words.into(), ..Run::default() }
    }

    pub fn quiet(words: impl Into<String>) -> Run {
        Run { quiet: true, ..Run::plain(words) }
    }
}

impl Style {
    fn id(self) -> &'static str {
        match self {
            Style::Heading1 => "Heading1",
            Style::Heading2 => "Heading2",
            Style::Plain => "Normal",
            Style::Bullet => "ListBullet",
            Style::Quiet => "Quiet",
            Style::Foot => "Foot",
            Style::CloseHeading => "CloseHeading",
            Style::CloseBullet => "CloseBullet",
        }
    }
}

impl Written {
    pub fn paragraph(&mut self, style: Style, runs: &[Run]) {
        self.styled(&format!("<w:pStyle w:val=\"{}\"/>", style.id()), runs);
    }

    /// The same, on the page of what stands after it.
    pub fn paragraph_kept_with_next(&mut self, style: Style, runs: &[Run]) {
        self.styled(&format!("<w:pStyle w:val=\"{}\"/><w:keepNext/>", style.id()), runs);
    }

    /// The same, at the top of a page.
    pub fn paragraph_on_new_page(&mut self, style: Style, runs: &[Run]) {
        self.styled(&format!("<w:pStyle w:val=\"{}\"/><w:pageBreakBefore/>", style.id()), runs);
    }

    fn styled(&mut self, properties: &str, runs: &[Run]) {
        self.body.push_str(&format!("<w:p><w:pPr>{properties}</w:pPr>"));
        runs.iter().for_each(|run| self.run(run));
        self.body.push_str("</w:p>");
    }

    fn run(&mut self, run: &Run) {
        let look = if run.quiet { "<w:rPr><w:rStyle w:val=\"Beside\"/></w:rPr>" } else { "" };
        let words = format!("<w:r>{look}{}</w:r>", run_of(&run.words));
        if run.comment.is_empty() {
            self.body.push_str(&words);
            return;
        }
        let (begin, end) = range("w:", self.commented);
        self.body.push_str(&format!("{begin}{words}{end}"));
        self.comments.push_str(&of_lines(&run.comment, self.commented));
        self.commented += 1;
    }

    /// A table with a row of headings that stands again on each page. `widths` are shares of the whole.
    pub fn table<const N: usize>(&mut self, columns: [&str; N], widths: [u32; N], rows: &[[String; N]]) {
        /// What stands between the margins of a page, in twentieths of a point.
        const BETWEEN_MARGINS: u32 = PAGE_WIDTH - 2 * MARGIN;
        let whole: u32 = widths.iter().sum();
        let widths = widths.map(|width| width * BETWEEN_MARGINS / whole.max(1));
        let grid: String = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
        self.body.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"{BETWEEN_MARGINS}\" w:type=\"dxa\"/>\
             <w:tblLayout w:type=\"fixed\"/><w:tblLook w:firstRow=\"1\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        ));
        self.row("<w:cantSplit/><w:tblHeader/>", "<w:rPr><w:b/></w:rPr>", &columns.map(str::to_owned), &widths);
        rows.iter().for_each(|row| self.row("<w:cantSplit/>", "", row, &widths));
        // Word wants a paragraph after a table; two tables would else be one.
        self.body.push_str("</w:tbl><w:p/>");
    }

    fn row(&mut self, properties: &str, look: &str, cells: &[String], widths: &[u32]) {
        let cell = |(words, width): (&String, &u32)| {
            format!(
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"Cell\"/></w:pPr>\
                 <w:r>{look}{}</w:r></w:p></w:tc>",
                run_of(words)
            )
        };
        let cells: String = cells.iter().zip(widths).map(cell).collect();
        self.body.push_str(&format!("<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"));
    }

    /// The whole document. The same paragraphs give the same bytes.
    pub fn to_bytes(&self) -> Result<Vec<u8>, DocxError> {
        let page = format!(
            "<w:sectPr><w:pgSz w:w=\"{PAGE_WIDTH}\" w:h=\"16838\"/><w:pgMar w:top=\"{MARGIN}\" w:right=\"{MARGIN}\" w:bottom=\"{MARGIN}\" \
             w:left=\"{MARGIN}\" w:header=\"700\" w:footer=\"700\" w:gutter=\"0\"/></w:sectPr>"
        );
        let mut package = Package::of_body(&format!("{}{page}", self.body));
        package.add_related("styles", format!("{DECLARATION}<w:styles {NAMESPACE}>{STYLES}</w:styles>"))?;
        package.add_related("numbering", format!("{DECLARATION}<w:numbering {NAMESPACE}>{BULLETS}</w:numbering>"))?;
        package.add_related("settings", format!("{DECLARATION}<w:settings {NAMESPACE}>{SETTINGS}</w:settings>"))?;
        if self.commented > 0 {
            package.add_related("comments", part_of(&self.comments))?;
        }
        package.to_bytes()
    }
}

/// A4, in twentieths of a point.
const PAGE_WIDTH: u32 = 11906;
const MARGIN: u32 = 1134;

const STYLES: &str = "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:cs=\"Calibri\"/><w:sz w:val=\"22\"/>\
<w:szCs w:val=\"22\"/><w:lang w:val=\"en-GB\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"100\" w:line=\"264\" w:lineRule=\"auto\"/>\
</w:pPr></w:pPrDefault></w:docDefaults>\
<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>\
<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\"><w:name w:val=\"Default Paragraph Font\"/></w:style>\
<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr><w:tblCellMar>\
<w:left w:w=\"108\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:qFormat/>\
<w:pPr><w:keepNext/><w:spacing w:before=\"0\" w:after=\"160\"/><w:outlineLvl w:val=\"0\"/></w:pPr><w:rPr><w:b/><w:sz w:val=\"34\"/><w:szCs w:val=\"34\"/></w:rPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Heading2\"><w:name w:val=\"heading 2\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:qFormat/>\
<w:pPr><w:keepNext/><w:spacing w:before=\"320\" w:after=\"100\"/><w:outlineLvl w:val=\"1\"/></w:pPr><w:rPr><w:b/><w:sz w:val=\"26\"/><w:szCs w:val=\"26\"/></w:rPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"ListBullet\"><w:name w:val=\"List Bullet\"/><w:basedOn w:val=\"Normal\"/>\
<w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"Quiet\"><w:name w:val=\"Quiet\"/><w:basedOn w:val=\"Normal\"/>\
<w:rPr><w:color w:val=\"505050\"/><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/></w:rPr></w:style>\
<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"Foot\"><w:name w:val=\"Foot\"/><w:basedOn w:val=\"Quiet\"/>\
<w:pPr><w:pBdr><w:top w:val=\"single\" w:sz=\"4\" w:space=\"8\" w:color=\"767676\"/></w:pBdr><w:spacing w:before=\"360\"/></w:pPr></w:style>\
<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"CloseHeading\"><w:name w:val=\"Close Heading\"/><w:basedOn w:val=\"Heading2\"/><w:next w:val=\"CloseBullet\"/>\
<w:pPr><w:spacing w:before=\"140\" w:after=\"40\"/></w:pPr><w:rPr><w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/></w:rPr></w:style>\
<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"CloseBullet\"><w:name w:val=\"Close Bullet\"/><w:basedOn w:val=\"ListBullet\"/>\
<w:pPr><w:spacing w:after=\"30\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr><w:rPr><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/></w:rPr></w:style>\
<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"Cell\"><w:name w:val=\"Cell\"/><w:basedOn w:val=\"Normal\"/>\
<w:pPr><w:spacing w:before=\"40\" w:after=\"40\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr><w:rPr><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/></w:rPr></w:style>\
<w:style w:type=\"character\" w:customStyle=\"1\" w:styleId=\"Beside\"><w:name w:val=\"Beside\"/><w:rPr><w:color w:val=\"505050\"/><w:sz w:val=\"20\"/>\
<w:szCs w:val=\"20\"/></w:rPr></w:style>\
<w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>\
<w:top w:val=\"single\" w:sz=\"4\" w:color=\"767676\"/><w:left w:val=\"single\" w:sz=\"4\" w:color=\"767676\"/>\
<w:bottom w:val=\"single\" w:sz=\"4\" w:color=\"767676\"/><w:right w:val=\"single\" w:sz=\"4\" w:color=\"767676\"/>\
<w:insideH w:val=\"single\" w:sz=\"4\" w:color=\"767676\"/><w:insideV w:val=\"single\" w:sz=\"4\" w:color=\"767676\"/></w:tblBorders></w:tblPr></w:style>";

const BULLETS: &str = "<w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"singleLevel\"/><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>\
<w:numFmt w:val=\"bullet\"/><w:pStyle w:val=\"ListBullet\"/><w:lvlText w:val=\"•\"/><w:lvlJc w:val=\"left\"/>\
<w:pPr><w:ind w:left=\"397\" w:hanging=\"284\"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";

/// Word would else open the document as one of an older Word's.
const SETTINGS: &str = "<w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>";
