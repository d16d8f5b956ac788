//! The same input gives the same bytes: on one core or two, in any locale and time zone, however the files came about.

use crate::site::{SiteTest, TODAY};
use crate::tree::{self, Tree, differences};

const SITES: [&str; 4] = ["lists", "markdown", "minimal", "sparse"];

fn build(site: &SiteTest, variables: &[(&str, &str)]) -> Tree {
    let mut program = site.program("build").args(&["--as-of", TODAY]);
    for (key, value) in variables {
        program = program.env(key, value);
    }
    program.end().ends_with(0);
    site.output()
}

fn check(same: impl Fn(&str) -> Tree) {
    for name in SITES {
        let reference = build(&SiteTest::copy_of(&format!("golden/{name}/site")), &[]);
        assert_eq!(differences(&reference, &same(name)), Vec::<&str>::new(), "{name}");
    }
}

fn with(variables: &'static [(&'static str, &'static str)]) -> impl Fn(&str) -> Tree {
    move |name| build(&SiteTest::copy_of(&format!("golden/{name}/site")), variables)
}

#[test]
fn on_one_core_or_two() {
    check(with(&[("RAYON_NUM_THREADS", "1")]));
    check(with(&[("RAYON_NUM_THREADS", "2")]));
}

#[test]
fn in_any_locale_and_time_zone() {
    check(with(&[("LC_ALL", "C"), ("TZ", "UTC")]));
    check(with(&[("LC_ALL", "zh_CN.UTF-8"), ("TZ", "America/New_York")]));
}

#[test]
fn however_the_files_came_about() {
    check(|name| {
        let files = tree::read(&crate::site::data(&format!("golden/{name}/site")));
        let site = SiteTest::empty();
        tree::write(site.path(), files.iter().rev());
        build(&site, &[])
    });
}

#[test]
fn after_a_detour() {
    check(|name| {
        let site = SiteTest::copy_of(&format!("golden/{name}/site")).article("detour", "tags: [绕道]", "正文。");
        build(&site, &[]);
        std::fs::remove_file(site.path().join("content/articles/detour.md")).unwrap();
        build(&site, &[])
    });
}

/// The reports come in the same order too.
#[test]
fn reports_do_not_depend_on_threads() {
    let site = SiteTest::base();
    for n in 0..40 {
        site.write(
            &format!("content/articles/{n}.md"),
            format!("---\ntitle: {n}\ncounty: 没有{n}\n---\n[x](y{n}.md)\n"),
        );
    }
    let run = |threads: &str| {
        site.program("check").args(&["--as-of", TODAY]).env("RAYON_NUM_THREADS", threads).end().ends_with(1)
    };
    assert_eq!(run("1"), run("2"));
}
