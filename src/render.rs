//! The one way from a route to bytes. `build` maps it over all routes; a preview calls it when a page is asked for. A
//! page of a copy in the other script is the same page with its finished text converted.

use crate::page::{Built, Fault, Pages, Route};
use crate::source::Bodies;
use crate::theme::{TemplateProblem, Theme};

/// Why a route could not be rendered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RenderFault {
    /// The page could not be built.
    #[error(transparent)]
    Page(#[from] Fault),
    /// The template could not show it.
    #[error("{}", .0.message.en)]
    Template(Box<TemplateProblem>),
}

/// Room for a page; most need no more.
const PAGE: usize = 32 * 1024;

/// Renders one route.
///
/// # Errors
/// When a body changed on the disk, or a template fails.
pub fn render(pages: &Pages<'_>, theme: &Theme, bodies: &dyn Bodies, route: Route) -> Result<Vec<u8>, RenderFault> {
    let bytes = match pages.build(bodies, route)? {
        Built::File(bytes) => bytes,
        Built::View(view) => {
            let mut out = Vec::with_capacity(PAGE);
            theme.render(view.template(), &view, &mut out).map_err(|mut problem| {
                problem.page = Some(pages.address(route).file());
                RenderFault::Template(problem)
            })?;
            out
        }
    };
    Ok(match pages.copy.filter(|_| route.is_copied()) {
        Some(copy) => copy.file(&pages.address(route).file(), bytes),
        None => bytes,
    })
}
