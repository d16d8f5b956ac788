//! Bytes of a text or page → letters: UTF-8, UTF-16 with a mark, GB 18030.

use super::fault::Fault;
use crate::source::decode_foreign;

/// Reads letters.
///
/// # Errors
/// When the encoding cannot be told.
pub fn read(bytes: &[u8]) -> Result<String, Fault> {
    decode_foreign(bytes).filter(|text| !text.contains('\0')).ok_or(Fault::Letters)
}
