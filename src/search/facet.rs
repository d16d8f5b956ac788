//! The values of a facet for every record, in the order of the records.

use serde_json::json;

use super::pack::varint;
use super::record::{Facets, Label, Record};

/// The files of the facets by their names: `c` county, `k` column, `i` indicator.
pub fn files(facets: &Facets, records: &[Record]) -> [(&'static str, Vec<u8>); 3] {
    [
        ("c", file(&facets.counties, records, |r| &r.counties)),
        ("k", file(&facets.columns, records, |r| &r.columns)),
        ("i", file(&facets.indicators, records, |r| &r.indicators)),
    ]
}

/// A varint, so many bytes of JSON `[[id, name], …]`, then for each record a varint count and as many numbers.
fn file(labels: &[Label], records: &[Record], of: impl Fn(&Record) -> &[u32]) -> Vec<u8> {
    let names: Vec<_> = labels.iter().map(|l| json!([l.id, l.name])).collect();
    let names = serde_json::to_vec(&names).unwrap_or_default();
    let mut out = Vec::with_capacity(names.len() + records.len() * 2);
    varint(names.len() as u64, &mut out);
    out.extend_from_slice(&names);
    for record in records {
        let values = of(record);
        varint(values.len() as u64, &mut out);
        for value in values {
            varint(u64::from(*value), &mut out);
        }
    }
    out
}
