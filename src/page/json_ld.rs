//! Structured data for search engines: a series and an indicator as a schema.org `Dataset`.

use serde_json::{Value, json};

use super::address::Address;
use super::frame::Frame;
use super::route::{DataForm, Route};
use crate::config::Licence;
use crate::model::{IndicatorIx, SeriesIx, Site};
use crate::quantity::{Period, Unit};

/// One indicator of one county.
pub(super) fn series(f: &Frame<'_>, ix: SeriesIx, name: &str, description: &str) -> Value {
    let series = f.site.series(ix);
    let county = &f.site.county(series.county).file;
    let mut place = json!({ "@type": "Place", "name": county.name.value });
    if let Some(code) = &county.adcode {
        put(&mut place, "identifier", json!(code.value));
    }
    let periods: Vec<Period> = series.reported().map(|(period, _)| period).collect();
    let forms = [DataForm::Csv, DataForm::Json].map(|form| (form, Route::SeriesData(ix, form)));
    let mut data = dataset(f, name, description, series.indicator, forms);
    put(&mut data, "spatialCoverage", place);
    cover(&mut data, &periods);
    data
}

/// An indicator over all counties.
pub(super) fn indicator(f: &Frame<'_>, ix: IndicatorIx, description: &str) -> Value {
    let indicator = f.site.indicator(ix);
    let all = indicator.series.iter().map(|s| f.site.series(*s));
    let periods: Vec<Period> = all.flat_map(|s| s.reported().map(|(period, _)| period)).collect();
    let forms = [DataForm::Csv, DataForm::Json].map(|form| (form, Route::IndicatorData(ix, form)));
    let mut data = dataset(f, &indicator.file.name.value, description, ix, forms);
    cover(&mut data, &periods);
    data
}

fn dataset(
    f: &Frame<'_>,
    name: &str,
    description: &str,
    indicator: IndicatorIx,
    forms: [(DataForm, Route); 2],
) -> Value {
    let site = f.site;
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": name,
        "description": description,
        "inLanguage": site.config.language,
        "isAccessibleForFree": true,
        "variableMeasured": variable(site, indicator),
        "includedInDataCatalog": { "@type": "DataCatalog", "name": site.config.title, "url": url(f, Route::Home) },
        "distribution": forms.map(|(form, route)| json!({
            "@type": "DataDownload",
            "encodingFormat": if form == DataForm::Csv { "text/csv" } else { "application/json" },
            "contentUrl": url(f, route),
        })),
    });
    if site.config.base_url.is_some() {
        let own = super::frame::absolute(f, &f.address);
        put(&mut data, "url", json!(own));
    }
    // An address says which licence; text alone would not.
    if let Some(url) = site.config.licence.as_ref().and_then(Licence::url) {
        put(&mut data, "license", json!(url));
    }
    if !site.config.publisher.name.is_empty() {
        put(&mut data, "creator", json!({ "@type": "Organization", "name": site.config.publisher.name }));
    }
    data
}

fn variable(site: &Site, indicator: IndicatorIx) -> Value {
    let file = &site.indicator(indicator).file;
    let mut variable = json!({ "@type": "PropertyValue", "name": file.name.value });
    if let Some(unit) = file.unit.as_ref().map(Unit::to_string) {
        put(&mut variable, "unitText", json!(unit));
    }
    variable
}

/// ISO 8601: from the first day to the last.
fn cover(data: &mut Value, periods: &[Period]) {
    let first = periods.iter().map(|p| p.start()).min();
    let last = periods.iter().map(|p| p.end()).max();
    if let (Some(first), Some(last)) = (first, last) {
        put(data, "temporalCoverage", json!(format!("{first}/{last}")));
    }
}

/// The full address where it is known, else relative to the page.
fn url(f: &Frame<'_>, route: Route) -> String {
    let to: Address = f.pages.address(route);
    if f.site.config.base_url.is_some() { super::frame::absolute(f, &to) } else { f.href_to(&to) }
}

fn put(object: &mut Value, key: &str, value: Value) {
    if let Some(map) = object.as_object_mut() {
        map.insert(key.to_owned(), value);
    }
}
