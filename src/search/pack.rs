//! Bytes: varints, and gzip with nothing in it that depends on the machine or the hour.

use std::io::Write as _;

use flate2::{Compression, GzBuilder};

/// Writes an unsigned LEB128.
pub fn varint(mut value: u64, out: &mut Vec<u8>) {
    while value >= 0x80 {
        out.push(low_bits(value) | 0x80);
        value >>= 7;
    }
    out.push(low_bits(value));
}

fn low_bits(value: u64) -> u8 {
    (value & 0x7f) as u8
}

/// Reads an unsigned LEB128 from the beginning; how many bytes it has, too.
pub fn read_varint(bytes: &[u8]) -> (u64, usize) {
    let (mut value, mut shift) = (0, 0);
    for (i, byte) in bytes.iter().enumerate() {
        value |= u64::from(byte & 0x7f) << shift;
        shift += 7;
        if byte & 0x80 == 0 {
            return (value, i + 1);
        }
    }
    (value, bytes.len())
}

/// Compresses.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = GzBuilder::new().mtime(0).write(Vec::with_capacity(bytes.len() / 2 + 32), Compression::default());
    // Writing to memory does not fail.
    let _ = writer.write_all(bytes);
    let mut packed = writer.finish().unwrap_or_default();
    // Thousands of them wait in memory until they are written.
    packed.shrink_to_fit();
    packed
}
