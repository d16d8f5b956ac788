//! The search index of an edition. Knows no paths of files.

use crate::diag::Findings;
use crate::page::{Fault as PageFault, Pages, RecordTexts, facets, names, records};
use crate::render::RenderFault;
use crate::script::{Converter, Script};
use crate::search::Index;
use crate::source::Bodies;

use super::copy::own_words;
use super::faults::{ProduceFault, report};

/// Whether the search index is made.
#[derive(Clone, Copy)]
pub enum Indexed<'a> {
    /// It is left out.
    No,
    /// It is made of these bodies.
    From(&'a dyn Bodies),
}

/// The search index of an edition, and where its texts stand.
pub struct Searchable {
    /// The index.
    pub index: Index,
    /// Its texts.
    pub texts: RecordTexts,
    /// The site's own words for its copy, see [`own_words`].
    pub(super) words: Vec<(String, String)>,
    /// The script of its copy, whose files stand beside the others.
    pub(super) copy: Option<Script>,
}

/// Bodies that could not be fetched, by the number of the record.
pub(super) type BodyFaults = Vec<(usize, PageFault)>;

impl Searchable {
    pub(super) fn build(pages: &Pages<'_>, copy: Option<&Converter>, bodies: &dyn Bodies) -> Result<Self, BodyFaults> {
        let texts = RecordTexts::new(pages);
        let index = Index::build(records(pages), &facets(pages), &names(pages), &texts.from(bodies), copy)?;
        Ok(Self { index, texts, words: own_words(pages.site), copy: pages.site.config.copy })
    }

    /// The n-th file of its texts.
    ///
    /// # Errors
    /// When a body cannot be fetched.
    pub fn text(&self, n: usize, bodies: &dyn Bodies) -> Result<Vec<u8>, PageFault> {
        self.index.text(n, &self.texts.from(bodies))
    }
}

/// Indexes a site. Bodies that cannot be fetched are reported, and then there is no index.
pub(super) fn index(
    pages: &Pages<'_>,
    copy: Option<&Converter>,
    bodies: &dyn Bodies,
    findings: &mut Findings,
) -> Option<Searchable> {
    match Searchable::build(pages, copy, bodies) {
        Ok(index) => Some(index),
        Err(faults) => {
            let of_page = |(n, fault)| (n, ProduceFault::Render(RenderFault::Page(fault)));
            report(faults.into_iter().map(of_page).collect(), findings);
            None
        }
    }
}
