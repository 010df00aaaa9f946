//! Handbooks as PDF: set by Typst from what `guiju doc --format json` writes.
//!
//! The document says what is on the page, `handbook.typ` how it looks. Fonts are those of the machine; a sign that none of them has is an
//! error, not a box on the page. What comes out is PDF/A-2u: every text in it can be searched and copied.

use std::fmt::Write as _;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};
use typst_kit::fonts::FontStore;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// Fonts for Chinese that the template asks for; one of them must be there.
const CHINESE: [&str; 4] = ["noto sans cjk sc", "noto sans sc", "source han sans sc", "wenquanyi zen hei"];
/// The document's name, as the template reads it.
const DOCUMENT: &str = "handbook.json";

/// Why a handbook was not set.
#[derive(Debug, thiserror::Error)]
pub enum Unset {
    /// What was given is no handbook.
    #[error("the input is no handbook; give what `guiju doc PACK --format json` writes")]
    NoHandbook,
    /// No font of the machine has Chinese.
    #[error("no font with Chinese is installed; install one, for example the package fonts-noto-cjk")]
    NoFont,
    /// Typst can't set it: a sign without a glyph, or a fault of ours.
    #[error("the handbook can't be set: {0}")]
    Typeset(String),
}

/// Sets a handbook, by the fonts of the machine.
///
/// # Errors
/// It is no handbook, no font has its signs, or it can't be set.
pub fn pdf(document: &str) -> Result<Vec<u8>, Unset> {
    if !document.contains("\"guiju-handbook\":1") {
        return Err(Unset::NoHandbook);
    }
    let page = Page::new(document)?;
    let set: PagedDocument = typst::compile(&page).output.map_err(|faults| told(&faults))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2u])
        .map_err(|fault| Unset::Typeset(fault.message().to_string()))?;
    let options =
        PdfOptions { creator: Smart::Custom(Some("Guiju".to_owned())), standards, ..PdfOptions::default() };
    typst_pdf::pdf(&set, &options).map_err(|faults| told(&faults))
}

fn told(faults: &[SourceDiagnostic]) -> Unset {
    let mut text = String::new();
    for fault in faults {
        let _ = write!(text, "{}{}", if text.is_empty() { "" } else { "; " }, fault.message);
        fault.hints.iter().for_each(|hint| {
            let _ = write!(text, " ({})", hint.v);
        });
    }
    Unset::Typeset(text)
}

/// What Typst may look at: the template, the document, and the machine's fonts. No file, no network, no clock.
struct Page {
    library: LazyHash<Library>,
    fonts: FontStore,
    main: Source,
    document: (FileId, Bytes),
}

impl Page {
    fn new(document: &str) -> Result<Page, Unset> {
        let mut fonts = FontStore::new();
        fonts.extend(typst_kit::fonts::system());
        if !CHINESE.iter().any(|family| fonts.book().contains_family(family)) {
            return Err(Unset::NoFont);
        }
        let id = |name: &str| -> Result<FileId, Unset> {
            let path = VirtualPath::new(name).map_err(|_| Unset::NoHandbook)?;
            Ok(RootedPath::new(VirtualRoot::Project, path).intern())
        };
        Ok(Page {
            library: LazyHash::new(Library::default()),
            fonts,
            main: Source::new(id("handbook.typ")?, include_str!("handbook.typ").to_owned()),
            document: (id(DOCUMENT)?, Bytes::from_string(document.to_owned())),
        })
    }
}

impl World for Page {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.document.0 { Ok(self.document.1.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
