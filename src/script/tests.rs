//! What is converted and what is not.

use super::{Converter, Script};

fn hant(words: &[(&str, &str)]) -> Converter {
    Converter::new(Script::Hant, words.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect())
}

#[track_caller]
fn text(from: &str, expect: &str) {
    assert_eq!(hant(&[]).text(from), expect);
}

#[track_caller]
fn page(from: &str, expect: &str) {
    assert_eq!(String::from_utf8(hant(&[]).file("a.html", from.into())).unwrap(), expect);
}

#[track_caller]
fn feed(from: &str, expect: &str) {
    assert_eq!(String::from_utf8(hant(&[]).file("feed.xml", from.into())).unwrap(), expect);
}

#[test]
fn phrases_decide() {
    text("头发与发展，干部在干燥的主干道", "頭髮與發展，幹部在乾燥的主幹道");
    text("里程、屋里、邻里", "里程、屋裡、鄰里");
    text("面积与面粉", "面積與麵粉");
    text("皇后以后，后羿", "皇后以後，后羿");
    text("范县的模范；台州市天台县", "范縣的模範；台州市天台縣");
    text("核实同比增长", "核實同比增長");
    text("新签合同，报道里有", "新簽合同，報道裡有");
}

#[test]
fn quotation_marks_follow_and_apostrophes_stay() {
    text("“突破‘双百’”，it’s", "「突破『雙百』」，it’s");
}

#[test]
fn back_to_simplified() {
    let hans = Converter::new(Script::Hans, Vec::new());
    assert_eq!(hans.text("乾坤、乾燥的頭髮，「慶雲縣」裡"), "乾坤、干燥的头发，“庆云县”里");
}

#[test]
fn addresses_in_a_text_stay() {
    text("见https://example.org/标签/发展。发展", "見https://example.org/标签/发展。發展");
    text("12://发展", "12://发展");
}

#[test]
fn the_sites_words_go_first() {
    let converter = hant(&[("贾后山", "賈后山"), ("范公", "范公"), ("贾后山", "x")]);
    assert_eq!(converter.text("贾后山的后面是范公亭"), "賈后山的後面是范公亭");
}

#[test]
fn text_and_what_is_read_of_attributes() {
    page(
        r#"<p class="县" id="发展" title="发展"><a href="../发展/">发展</a><img src="发.png" alt="发"></p>"#,
        r#"<p class="县" id="发展" title="發展"><a href="../发展/">發展</a><img src="发.png" alt="發"></p>"#,
    );
    page("<p>1 < 2 县 > <b>县</b>", "<p>1 < 2 縣 > <b>縣</b>");
    page("<!-- 县 --><!doctype 县>县", "<!-- 县 --><!doctype 县>縣");
}

#[test]
fn code_and_scripts_stay() {
    page("<pre><code>县</code>县</pre>", "<pre><code>县</code>縣</pre>");
    page("<script>if (a < b) '县'</script>县", "<script>if (a < b) '县'</script>縣");
    page("<style>.县 > a {}</style>县", "<style>.县 > a {}</style>縣");
    page("<b translate=\"no\">县<b>县</b>县</b>县", "<b translate=\"no\">县<b>县</b>县</b>縣");
}

/// A mark that stands alone before an element is one of a pair; those of Latin words are left.
#[test]
fn quotation_marks_go_in_pairs() {
    page("<p>“<a href=\"县\">县</a>”，“<b>10</b>”</p>", "<p>「<a href=\"县\">縣</a>」，「<b>10</b>」</p>");
    page("<p>“&lt;<b>10</b>”</p>", "<p>「&lt;<b>10</b>」</p>");
    page("<p>county’s “word”</p>", "<p>county’s “word”</p>");
    let text = hant(&[("于都", "于都")]).text("他说“GDP于都”").into_owned();
    assert_eq!(text, "他說「GDP于都」");
}

#[test]
fn what_is_counted_keeps_its_measure() {
    let of = |text: &str| hant(&[]).text(text).into_owned();
    assert_eq!(
        of("全长30里，羊300只，蛋鸡10万只，余下30只有、300余里"),
        "全長30里，羊300隻，蛋雞10萬隻，餘下30只有、300餘里"
    );
    assert_eq!(of("这里、家里、3里外"), "這裡、家裡、3里外");
}

#[test]
fn a_language_says_what_is_in_which_script() {
    page(
        r#"<html lang="zh-Hans">县<p lang="zh-Hant">皇后里<i lang="zh-Hans">县</i>后</p>县<p lang="en">县</p>"#,
        r#"<html lang="zh-Hant">縣<p lang="zh-Hant">皇后里<i lang="zh-Hant">縣</i>后</p>縣<p lang="en">县</p>"#,
    );
    page(r#"<link hreflang="zh-Hans" href="县">"#, r#"<link hreflang="zh-Hans" href="县">"#);
}

#[test]
fn data_blocks_keep_their_keys_and_addresses() {
    page(
        r#"<script type="application/ld+json">{"@type":"县","县":"县\u003c/","inLanguage":"zh-Hans","url":"../县/"}</script>"#,
        r#"<script type="application/ld+json">{"@type":"县","县":"縣\u003c/","inLanguage":"zh-Hant","url":"../县/"}</script>"#,
    );
}

/// Full-width brackets may stand in the name of a tag or picture.
#[test]
fn addresses_keep_what_ends_one_in_a_text() {
    page(
        r#"<meta property="og:url" content="https://a.org/县（价）/"><p>见https://a.org/县（价）</p>"#,
        r#"<meta property="og:url" content="https://a.org/县（价）/"><p>見https://a.org/县（價）</p>"#,
    );
    page(
        r#"<script type="application/ld+json">{"item":"https://a.org/县（价）/","name":"县（价）"}</script>"#,
        r#"<script type="application/ld+json">{"item":"https://a.org/县（价）/","name":"縣（價）"}</script>"#,
    );
}

#[test]
fn feeds_hold_escaped_pages() {
    feed(
        r#"<feed xml:lang="zh-Hans"><id>tag:县</id><link href="县"/><title>县</title><category term="县"/><content type="html">&lt;a href=&quot;县&quot;&gt;县&amp;amp;&lt;/a&gt;</content></feed>"#,
        r#"<feed xml:lang="zh-Hant"><id>tag:县</id><link href="县"/><title>縣</title><category term="縣"/><content type="html">&lt;a href=&quot;县&quot;&gt;縣&amp;amp;&lt;/a&gt;</content></feed>"#,
    );
    feed(
        r#"<content type="html"><![CDATA[<a href="县">县</a>]]></content>"#,
        r#"<content type="html"><![CDATA[<a href="县">縣</a>]]></content>"#,
    );
}

#[test]
fn other_files_keep_their_bytes() {
    assert_eq!(hant(&[]).file("data.csv", "县".into()), "县".as_bytes());
    assert_eq!(hant(&[]).file("a.html", vec![0xff]), [0xff]);
}

mod laws {
    use proptest::prelude::*;

    use super::hant;

    proptest! {
        /// Nothing is lost or doubled, whatever is written: without Chinese a page keeps its bytes.
        #[test]
        fn without_chinese_nothing_changes(page in "[ -~]{0,80}") {
            prop_assert_eq!(hant(&[]).file("a.html", page.clone().into_bytes()), page.into_bytes());
        }

        #[test]
        fn no_markup_is_too_odd(page in "[<>a-c/\"'=!县里&; -]{0,60}") {
            let out = String::from_utf8(hant(&[]).file("a.html", page.clone().into_bytes())).unwrap();
            prop_assert_eq!(out.chars().count(), page.chars().count());
        }
    }
}
