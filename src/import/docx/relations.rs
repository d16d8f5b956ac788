//! What the parts of a document are related to: files in the package, addresses outside.

use std::collections::BTreeMap;

use crate::import::fault::Fault;
use crate::import::package::{Package, target};
use crate::import::xml;

struct Relation {
    kind: String,
    to: String,
    is_outside: bool,
}

/// The relations of one part.
#[derive(Default)]
pub struct Relations {
    all: Vec<Relation>,
    by_id: BTreeMap<(bool, String), usize>,
}

impl Relations {
    /// Reads the relations of a part; of the package itself if the name is empty.
    ///
    /// # Errors
    /// When they are broken or lead out of the package.
    pub fn of(package: &mut Package<'_>, part: &str) -> Result<Self, Fault> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = format!("{folder}/_rels/{file}.rels");
        let Some(bytes) = package.part(name.trim_start_matches('/'))? else { return Ok(Self::default()) };
        let mut relations = Self::default();
        for element in xml::read(&bytes)?.elements() {
            let of = |name: &str| element.attribute(name).unwrap_or_default().to_owned();
            let is_outside = of("TargetMode") == "External";
            let to = if is_outside { of("Target") } else { target(folder, &of("Target"))? };
            relations.by_id.entry((is_outside, of("Id"))).or_insert(relations.all.len());
            relations.all.push(Relation { kind: of("Type"), to, is_outside });
        }
        Ok(relations)
    }

    /// The first part of this kind.
    pub fn first(&self, kind: &str) -> Option<&str> {
        self.all.iter().find(|one| !one.is_outside && one.kind.ends_with(kind)).map(|one| one.to.as_str())
    }

    /// The part in the package that an id stands for.
    pub fn part(&self, id: &str) -> Option<&str> {
        self.by_id(id, false)
    }

    /// The address outside that an id stands for, if a page may link to it.
    pub fn address(&self, id: &str) -> Option<&str> {
        self.by_id(id, true).filter(|to| super::is_linkable(to))
    }

    fn by_id(&self, id: &str, is_outside: bool) -> Option<&str> {
        let at = self.by_id.get(&(is_outside, id.to_owned()))?;
        Some(self.all.get(*at)?.to.as_str())
    }
}
