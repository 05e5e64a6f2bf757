//! Compressed forms of files, made once so that the server need not.

use std::io::Write;
use std::path::Path;

use anyhow::Result;

use crate::build::Form;

/// What of a file's name tells that compressing it is worth while: fonts and pictures are compressed already.
const WORTH: [&str; 8] = ["js", "css", "wasm", "svg", "json", "webmanifest", "txt", "html"];

/// A file's compressed forms, each only where it is smaller than the file.
#[derive(Default)]
pub struct Compressed {
    /// Brotli.
    pub brotli: Option<Vec<u8>>,
    /// Gzip, for clients without Brotli.
    pub gzip: Option<Vec<u8>>,
}

/// Compresses a file; a release as small as it gets, a quick build quickly.
///
/// # Errors
/// None in practice: memory is what is written to.
pub fn compress(name: &str, content: &[u8], form: Form) -> Result<Compressed> {
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    if !WORTH.contains(&ending) {
        return Ok(Compressed::default());
    }
    let (quality, level) = match form {
        Form::Release => (11, 9),
        Form::Dev => (2, 1),
    };
    let parameters = brotli::enc::BrotliEncoderParams { quality, lgwin: 24, ..Default::default() };
    let mut small = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut small, &parameters)?;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(level));
    gzip.write_all(content)?;
    let gzip = gzip.finish()?;
    let if_smaller = |form: Vec<u8>| (form.len() < content.len()).then_some(form);
    Ok(Compressed { brotli: if_smaller(small), gzip: if_smaller(gzip) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_shrinks_is_kept() {
        let text = "a line of text\n".repeat(200);
        let both = compress("a.css", text.as_bytes(), Form::Release).unwrap();
        assert!(both.brotli.unwrap().len() < 100 && both.gzip.unwrap().len() < 100);
        assert!(compress("a.css", b"a", Form::Dev).unwrap().brotli.is_none());
        assert!(compress("a.woff2", text.as_bytes(), Form::Dev).unwrap().gzip.is_none());
    }
}
