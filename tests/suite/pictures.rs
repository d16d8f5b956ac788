//! Pictures of a site: sizes, what is taken out, the cache.

use std::fs;

use crate::site::SiteTest;
use crate::tree;

/// A picture of one colour, `width` × 20.
fn png(width: u32) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, 20);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.add_text_chunk("Author".to_owned(), "GPSHERE".to_owned()).unwrap();
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&vec![90; width as usize * 20]).unwrap();
    writer.finish().unwrap();
    out
}

fn site() -> SiteTest {
    SiteTest::base()
        .article("with-picture", "", "![宽图](wide.png \"图题\")\n\n[原图](linked.png)\n\n![小图](small.png)\n")
        .file("content/articles/wide.png", png(2000))
        .file("content/articles/linked.png", png(1500))
        .file("content/articles/small.png", png(300))
}

fn published(site: &SiteTest, name: &str) -> usize {
    site.output().keys().filter(|path| path.starts_with(&format!("assets/{name}."))).count()
}

#[test]
fn a_page_offers_sizes_and_says_how_large_they_are() {
    let site = site();
    site.build(&[]).ends_with(0);
    let page = tree::text(&site.output(), "articles/with-picture/index.html");
    for words in
        [" 480w, ", " 960w, ", " 1440w\" sizes=", "width=\"1440\" height=\"14\"", "width=\"300\" height=\"20\""]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert_eq!(page.matches("srcset=").count(), 1);
    // Wider than a column on a fine screen is only what is linked to.
    assert_eq!((published(&site, "wide"), published(&site, "wide-1440")), (0, 1));
    assert_eq!((published(&site, "linked"), published(&site, "linked-480")), (1, 0));
    assert_eq!((published(&site, "small"), published(&site, "small-480")), (1, 0));
    assert!(site.output().values().all(|bytes| !bytes.windows(7).any(|w| w == b"GPSHERE")));
}

#[test]
fn the_cache_is_used_and_may_be_deleted() {
    let site = site();
    site.build(&[]).ends_with(0);
    let first = site.output();
    let cache = site.path().join(".fangzhi-cache");
    let times = tree::times(&cache);
    assert_eq!(times.len(), 3 + 1 + 1);
    site.build(&[]).ends_with(0);
    assert_eq!(tree::times(&cache), times);
    fs::remove_dir_all(&cache).unwrap();
    site.build(&[]).ends_with(0);
    assert_eq!(tree::times(&cache).len(), times.len());
    assert!(tree::differences(&first, &site.output()).is_empty());
    assert!(!first.keys().any(|path| path.contains("cache")));
}

#[test]
fn what_is_in_the_cache_is_what_is_published() {
    let site = site();
    site.build(&[]).ends_with(0);
    for entry in fs::read_dir(site.path().join(".fangzhi-cache/pictures")).unwrap() {
        fs::write(entry.unwrap().path(), b"from the cache").unwrap();
    }
    site.build(&[]).ends_with(0);
    assert_eq!(site.output().values().filter(|bytes| *bytes == b"from the cache").count(), 3 + 1 + 1);
}

/// What links show that are shared, where the editor chose nothing; not a drawing.
#[test]
fn a_shared_link_shows_the_first_photograph() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>";
    let site = SiteTest::base()
        .file("site-config.yaml", "schema: 1\ntitle: 图\nbase_url: https://example.org/b/\n")
        .article("drawn", "", "![线](a.svg)\n\n![照](b.png)\n")
        .article("plain", "", "![线](a.svg)\n")
        .file("content/articles/a.svg", svg)
        .file("content/articles/b.png", png(300));
    site.build(&[]).ends_with(0);
    let page = |id: &str| tree::text(&site.output(), &format!("articles/{id}/index.html")).clone();
    assert!(page("drawn").contains("property=\"og:image\" content=\"https://example.org/b/assets/b."));
    assert!(page("drawn").contains("\"image\":[\"https://example.org/b/assets/b."));
    assert!(!page("plain").contains("og:image"));
}

/// Hosts tell the type of a file by its name.
#[test]
fn a_picture_is_named_after_what_it_is() {
    let site =
        SiteTest::base().article("misnamed", "", "![图](photo.jpg)\n").file("content/articles/photo.jpg", png(300));
    site.build(&[]).ends_with(0);
    assert!(
        site.output().keys().any(|path| path.starts_with("assets/photo.") && path.rsplit('.').next() == Some("png"))
    );
}

#[test]
fn a_picture_that_ends_too_early_is_an_error_where_it_stands() {
    let site = site().file("content/articles/wide.png", &png(2000)[..120]);
    site.build(&["--format", "short"]).ends_with(1).says("with-picture.md:").says("FZ309");
}
