//! Assembles the whole site in the background, by the desk of the preview; what changed on the disk and in the editor
//! comes as [`Change`]s.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use std::thread;
use std::time::Duration;

use super::laid::Laid;
use super::session::Event;
use crate::diag::{Diagnostic, SourcePath};
use crate::load;
use crate::proofread;
use crate::serve::{Change, Desk, Settings};
use crate::source::Disk;

/// A pause in typing that is long enough to look at the whole site.
const CALM: Duration = Duration::from_millis(120);

/// A site laid out.
pub struct Assembled {
    /// What articles are held against from now on.
    pub laid: Laid,
    /// Everything found.
    pub list: Vec<Diagnostic>,
    /// The texts that the editor held.
    pub held: BTreeMap<SourcePath, Arc<str>>,
}

/// Begins to work; ends when nobody sends changes any more.
pub fn start(disk: Disk, settings: Settings, incoming: Receiver<Change>, to: Sender<Event>) {
    thread::spawn(move || {
        let drafts = settings.drafts;
        let mut office = Desk::new(disk.clone(), settings);
        let mut waiting = Some(Change::Everything);
        while let Some(mut change) = waiting.take() {
            while let Ok(more) = incoming.recv_timeout(CALM) {
                change.join(more);
            }
            let held = disk.all_held();
            if let Some(outcome) = office.take(&change) {
                let site = outcome.edition.site();
                let indicators = Arc::new(site.indicators.iter().map(|indicator| indicator.file.clone()).collect());
                let lists = load::word_lists(&disk, &outcome.attachments);
                let words = Arc::new(lists.iter().flat_map(|list| proofread::word_list(list)).collect());
                let laid =
                    Laid { indicators, words, drafts, attachments: outcome.attachments, edition: outcome.edition };
                if to.send(Event::Laid(Box::new(Assembled { laid, list: outcome.list, held }))).is_err() {
                    return;
                }
            }
            waiting = incoming.recv().ok();
        }
    });
}
