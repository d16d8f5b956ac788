//! `new site`: the small example of `data/starter` in a folder of its own.

use std::path::Path;

use include_dir::{Dir, include_dir};

use super::{Refusal, create};
use crate::diag::Words;

static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data/starter");

pub(super) fn new(dir: &Path) -> Result<Words, Refusal> {
    let taken = dir.exists() && dir.read_dir().map_or(true, |mut entries| entries.next().is_some());
    if taken {
        return Err(Refusal::Content(Words::new(
            format!("{} 里已经有东西，没有改动；换一个空文件夹", dir.display()),
            format!("{} is not empty; it was not changed. Take an empty folder", dir.display()),
        )));
    }
    write(&STARTER, dir)?;
    let at = dir.display();
    Ok(Words::new(
        format!(
            "示例网站写在 {at}。接着运行：\n  fangzhi watch --site {at}    在浏览器里看\n  fangzhi build --site {at}    生成到 {at}/public"
        ),
        format!(
            "the example site stands in {at}. Next:\n  fangzhi watch --site {at}    look at it in a browser\n  fangzhi build --site {at}    build it into {at}/public"
        ),
    ))
}

fn write(folder: &Dir<'_>, to: &Path) -> Result<(), Refusal> {
    for file in folder.files() {
        create(&to.join(file.path()), file.contents_utf8().unwrap_or_default())?;
    }
    folder.dirs().try_for_each(|folder| write(folder, to))
}
