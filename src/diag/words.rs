//! A message in both languages. It must not know where the message is printed.

use std::io;

/// The language of messages (not of the site).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    /// Simplified Chinese.
    Zh,
    /// English.
    En,
}

/// One message, in Chinese and English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Chinese, in the words of an editor.
    pub zh: String,
    /// English.
    pub en: String,
}

/// What the machine said, by kind. Anything else is told in its own words.
const FAILURES: &[(io::ErrorKind, &str, &str)] = &[
    (io::ErrorKind::NotFound, "没有这个文件或文件夹", "there is no such file or folder"),
    (io::ErrorKind::PermissionDenied, "没有权限", "permission denied"),
    (io::ErrorKind::IsADirectory, "这是文件夹，不是文件", "it is a folder, not a file"),
    (io::ErrorKind::NotADirectory, "路径中有一段是文件，不是文件夹", "a part of the path is a file, not a folder"),
    (io::ErrorKind::StorageFull, "磁盘满了", "the disk is full"),
    (io::ErrorKind::QuotaExceeded, "超出了磁盘配额", "the disk quota is exceeded"),
    (io::ErrorKind::ReadOnlyFilesystem, "磁盘只能读，不能写", "the disk is read-only"),
    (io::ErrorKind::AlreadyExists, "已经有了", "it is there already"),
    (io::ErrorKind::TimedOut, "等得太久，没有回应", "no answer in time"),
    (io::ErrorKind::ConnectionRefused, "对方拒绝连接", "the connection was refused"),
    (io::ErrorKind::AddrInUse, "端口已被占用", "the port is taken"),
];

impl Words {
    /// Why the machine could not do something.
    #[must_use]
    pub fn of_failure(error: &io::Error) -> Self {
        match FAILURES.iter().find(|(kind, ..)| *kind == error.kind()) {
            Some((_, zh, en)) => Self::new(*zh, *en),
            None => Self::new(error.to_string(), error.to_string()),
        }
    }

    /// Pairs the two wordings.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The wording for one language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}
