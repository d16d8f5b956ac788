//! Pictures and other files that bodies refer to: what is known of each, what is published of it, and how its bytes come
//! about. Must not know how pages are made.

use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::ProduceFault;
use crate::article::markdown::LinkKind;
use crate::article::{Article, Body};
use crate::config::SvgPictures;
use crate::diag::{Code, Diagnostic, Findings, SourcePath, Span, Words};
use crate::model::{Site, normalise_path};
use crate::output::Digest;
use crate::page::{Attachment, Attachments};
use crate::picture::{self, EDITION, Flaw, Form, Format, Look, Uses};
use crate::source::{Disk, ReadError, unreadable};

/// What is known of a file without keeping it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The hexadecimal digest of its content.
    pub digest: String,
    /// What it shows, if it is a picture.
    pub look: Option<Result<Look, Flaw>>,
}

impl Known {
    /// Looks at the bytes of a file.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self { digest: Digest::of(bytes).to_string(), look: Look::at(bytes) }
    }
}

/// Where the bytes of pictures and other files come from.
pub trait Attached: Sync {
    /// What is known of a file that is there.
    fn known(&self, path: &SourcePath) -> Option<Result<Known, ReadError>>;

    /// Its bytes.
    ///
    /// # Errors
    /// When they cannot be read.
    fn bytes(&self, path: &SourcePath) -> Result<Vec<u8>, ReadError>;

    /// The disk, for its cache.
    fn disk(&self) -> &Disk;

    /// Another number whenever what is known of a file may have changed; `None` if nobody watches.
    fn generation(&self) -> Option<u64>;
}

impl Attached for Disk {
    fn known(&self, path: &SourcePath) -> Option<Result<Known, ReadError>> {
        self.exists(path.as_str()).then(|| Disk::bytes(self, path).map(|b| Known::of(&b)))
    }

    fn bytes(&self, path: &SourcePath) -> Result<Vec<u8>, ReadError> {
        Disk::bytes(self, path)
    }

    fn disk(&self) -> &Disk {
        self
    }

    fn generation(&self) -> Option<u64> {
        None
    }
}

/// Finds the pictures and files that bodies refer to and names them after their content.
pub(super) fn attachments(files: &dyn Attached, site: &Site, findings: &mut Findings) -> Attachments {
    let known: Vec<_> = site.attachments.par_iter().map(|(path, _)| files.known(path)).collect();
    let mut attachments = Attachments::default();
    for ((path, uses), known) in site.attachments.iter().zip(known) {
        match known {
            Some(Ok(known)) => match look(&known, *uses, site.config.svg) {
                Ok(look) => attachments.add(attachment(path.clone(), &known.digest, look, *uses)),
                Err(mut problem) => {
                    problem.span = first_place(site, path);
                    findings.push(*problem);
                }
            },
            Some(Err(e)) => findings.push(unreadable(&e)),
            None => {}
        }
    }
    attachments
}

fn look(known: &Known, uses: Uses, svg: SvgPictures) -> Result<Option<Look>, Box<Diagnostic>> {
    match &known.look {
        Some(Ok(look)) if look.format == Format::Svg && svg == SvgPictures::Refuse => Err(Box::new(refused())),
        Some(Ok(look)) => Ok(Some(look.clone())),
        Some(Err(flaw)) => Err(Box::new(flawed(flaw))),
        None if uses.is_shown => Err(Box::new(flawed(&Flaw::NotAPicture))),
        None => Ok(None),
    }
}

fn attachment(file: SourcePath, digest: &str, look: Option<Look>, uses: Uses) -> Attachment {
    match look {
        // What is made of a picture changes with what makes it.
        Some(look) => {
            let name = Digest::of(format!("{EDITION} {digest}").as_bytes()).to_string();
            let forms = look.forms(uses);
            Attachment::picture(file, digest, &name, look, &forms)
        }
        None => Attachment::plain(file, digest),
    }
}

fn refused() -> Diagnostic {
    Diagnostic::new(
        Code::BadPicture,
        Words::new("这个网站不收SVG图片（svg: refuse）", "this site takes no SVG pictures (svg: refuse)"),
    )
    .help(Words::new("另存为PNG", "save it as PNG"))
}

pub(super) fn flawed(flaw: &Flaw) -> Diagnostic {
    let (message, help) = flaw.words();
    Diagnostic::new(Code::BadPicture, message).help(help)
}

/// Every body that is shown.
fn bodies(site: &Site) -> impl Iterator<Item = &Body> {
    (site.articles.iter().map(|a| &a.file.body))
        .chain(site.counties.iter().map(|c| &c.file.body))
        .chain(site.indicators.iter().map(|i| &i.file.body))
        .chain(site.columns.iter().map(|c| &c.file.body))
        .chain(site.issues.iter().map(|i| &i.file.body))
        .chain(site.pages.iter().map(|p| &p.body))
}

/// The first place where a file is referred to.
fn first_place(site: &Site, file: &SourcePath) -> Option<Span> {
    let covers = site.articles.iter().filter_map(|article| cover(&article.file));
    bodies(site).flat_map(references).chain(covers).find(|(path, _)| path == file).map(|(_, at)| at)
}

/// Whether the pictures that a body shows can be made: the fault of the first that cannot. One that was changed since the
/// site was read is passed over.
pub(super) fn check(site: &Site, attachments: &Attachments, body: &Body, files: &dyn Attached) -> Option<ProduceFault> {
    let shown = references(body).filter_map(|(path, ..)| attachments.get(&path));
    let is_same =
        |of: &&Attachment| files.known(&of.file).and_then(Result::ok).is_some_and(|now| now.digest == of.digest);
    let mut forms = shown.filter(is_same).filter_map(|attachment| Some((attachment, attachment.forms.first()?.0)));
    forms.find_map(|(attachment, form)| produce(site, attachment, form, files).err())
}

/// The picture that stands for an article.
fn cover(article: &Article) -> Option<(SourcePath, Span)> {
    let cover = article.cover.as_ref()?;
    let path = normalise_path(article.file.folder(), &cover.value)?;
    Some((SourcePath::new(path), Span::new(&article.file, cover.range.clone())))
}

/// Files a body refers to, each with its place.
fn references(body: &Body) -> impl Iterator<Item = (SourcePath, Span)> + '_ {
    let folder = body.handle.file.folder();
    body.outline.links.iter().filter_map(move |link| {
        let is_link = link.kind == LinkKind::Link;
        let path = link.to.split(['#', '?']).next().filter(|p| !(p.is_empty() || is_link && link.to.contains(':')))?;
        let path = normalise_path(folder, path).filter(|p| !p.is_empty())?;
        Some((SourcePath::new(path), body.span(&link.range)))
    })
}

/// Keeps two threads from making the same picture.
static MAKING: [Mutex<()>; 16] = [const { Mutex::new(()) }; 16];

/// The bytes of a form of a picture: from the cache, or made, and then with all its other forms.
pub(super) fn produce(
    site: &Site,
    attachment: &Attachment,
    form: Form,
    files: &dyn Attached,
) -> Result<Vec<u8>, ProduceFault> {
    let read = || files.bytes(&attachment.file).map_err(ProduceFault::Read);
    let Some(look) = &attachment.look else { return read() };
    let mutex = attachment.digest.bytes().last().and_then(|b| MAKING.get(usize::from(b % 16)));
    let _making = mutex.map(|mutex| mutex.lock().unwrap_or_else(PoisonError::into_inner));
    let name = |form: Form| match form {
        Form::Width(width) => format!("{}-{EDITION}-{width}", attachment.digest),
        Form::Full => format!("{}-{EDITION}", attachment.digest),
    };
    let cache = look.is_scaled().then(|| files.disk());
    if let Some(bytes) = cache.and_then(|disk| disk.cached(&name(form))) {
        return Ok(bytes);
    }
    let forms: Vec<Form> = attachment.forms.iter().map(|(form, _)| *form).collect();
    let made = picture::make(&read()?, look, &forms)
        .map_err(|flaw| ProduceFault::Picture { at: first_place(site, &attachment.file), flaw })?;
    let mut wanted = None;
    for (one, bytes) in forms.into_iter().zip(made) {
        if let Some(disk) = cache {
            disk.cache(&name(one), &bytes);
        }
        if one == form {
            wanted = Some(bytes);
        }
    }
    Ok(wanted.unwrap_or_default())
}
