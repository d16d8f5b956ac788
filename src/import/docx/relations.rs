//! What the parts of a document are related to: files in the package, addresses outside.

use crate::import::fault::Fault;
use crate::import::package::{Package, target};
use crate::import::xml;

struct Relation {
    id: String,
    kind: String,
    to: String,
    is_outside: bool,
}

/// The relations of one part.
#[derive(Default)]
pub struct Relations(Vec<Relation>);

impl Relations {
    /// Reads the relations of a part; of the package itself if the name is empty.
    ///
    /// # Errors
    /// When they are broken or lead out of the package.
    pub fn of(package: &mut Package<'_>, part: &str) -> Result<Self, Fault> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = format!("{folder}/_rels/{file}.rels");
        let Some(bytes) = package.part(name.trim_start_matches('/'))? else { return Ok(Self::default()) };
        let mut relations = Vec::new();
        for element in xml::read(&bytes)?.elements() {
            let of = |name: &str| element.attribute(name).unwrap_or_default().to_owned();
            let is_outside = of("TargetMode") == "External";
            let to = if is_outside { of("Target") } else { target(folder, &of("Target"))? };
            relations.push(Relation { id: of("Id"), kind: of("Type"), to, is_outside });
        }
        Ok(Self(relations))
    }

    /// The first part of this kind.
    pub fn first(&self, kind: &str) -> Option<&str> {
        self.0.iter().find(|one| !one.is_outside && one.kind.ends_with(kind)).map(|one| one.to.as_str())
    }

    /// The part in the package that an id stands for.
    pub fn part(&self, id: &str) -> Option<&str> {
        self.0.iter().find(|one| !one.is_outside && one.id == id).map(|one| one.to.as_str())
    }

    /// The address outside that an id stands for, if a page may link to it.
    pub fn address(&self, id: &str) -> Option<&str> {
        let to = self.0.iter().find(|one| one.is_outside && one.id == id)?.to.as_str();
        super::is_linkable(to).then_some(to)
    }
}
