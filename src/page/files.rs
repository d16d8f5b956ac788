//! Pictures and other files that bodies refer to: published under `assets/` with a name made of their content.

use std::collections::BTreeMap;

use super::address::Address;
use crate::diag::SourcePath;
use crate::picture::{Form, Look};

/// A file to publish: as it is, or in the forms of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Where it stands in the site's folder.
    pub file: SourcePath,
    /// The hexadecimal digest of its content.
    pub digest: String,
    /// Where it is published; of a picture the largest form.
    pub address: Address,
    /// What it shows, if it is a picture.
    pub look: Option<Look>,
    /// The forms of a picture, the smallest first, and where each is published.
    pub forms: Vec<(Form, Address)>,
}

impl Attachment {
    /// A file that is published as it is.
    #[must_use]
    pub fn plain(file: SourcePath, digest: &str) -> Self {
        let address = Address::new(hashed_path(file.file_name(), digest));
        Self { file, digest: digest.to_owned(), address, look: None, forms: Vec::new() }
    }

    /// A picture in these forms, which are named after `name`, a hexadecimal digest.
    #[must_use]
    pub fn picture(file: SourcePath, digest: &str, name: &str, look: Look, forms: &[Form]) -> Self {
        let own = look.format.named(file.file_name());
        let own = own.as_ref();
        let address = |form: Form| match (form, own.rsplit_once('.')) {
            (Form::Full, _) => hashed_path(own, name),
            (Form::Width(width), Some((stem, extension))) => hashed_path(&format!("{stem}-{width}.{extension}"), name),
            (Form::Width(width), None) => hashed_path(&format!("{own}-{width}"), name),
        };
        let forms: Vec<(Form, Address)> = forms.iter().map(|form| (*form, Address::new(address(*form)))).collect();
        let largest = forms.last().map_or_else(|| Address::new(hashed_path(own, name)), |(_, address)| address.clone());
        Self { file, digest: digest.to_owned(), address: largest, look: Some(look), forms }
    }

    /// The forms that a page shows, the smallest first: those of the usual widths, or else the full one.
    pub fn shown(&self) -> impl Iterator<Item = &(Form, Address)> {
        let widest = crate::picture::WIDTHS.last().copied().unwrap_or_default();
        let is_wide = self.look.as_ref().is_some_and(|look| look.width > widest);
        self.forms.iter().filter(move |(form, _)| self.forms.len() == 1 || !is_wide || *form != Form::Full)
    }
}

/// The files that published bodies refer to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attachments(BTreeMap<SourcePath, Attachment>);

impl Attachments {
    /// Adds a file.
    pub fn add(&mut self, attachment: Attachment) {
        self.0.insert(attachment.file.clone(), attachment);
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The published form of a file.
    #[must_use]
    pub fn get(&self, file: &SourcePath) -> Option<&Attachment> {
        self.0.get(file)
    }

    /// Everything to publish, by address: files of one name and content share one.
    #[must_use]
    pub fn by_address(&self) -> BTreeMap<&Address, (&Attachment, Option<Form>)> {
        let mut all = BTreeMap::new();
        for attachment in self.0.values() {
            match attachment.look {
                Some(_) => all.extend(attachment.forms.iter().map(|(form, at)| (at, (attachment, Some(*form))))),
                None => all.extend([(&attachment.address, (attachment, None))]),
            }
        }
        all
    }
}

/// `photo.jpg` and a digest → `assets/photo.1a2b3c4d.jpg`.
#[must_use]
pub fn hashed_path(name: &str, digest: &str) -> String {
    let short = digest.get(..8).unwrap_or(digest);
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("assets/{stem}.{short}.{extension}"),
        None => format!("assets/{name}.{short}"),
    }
}
