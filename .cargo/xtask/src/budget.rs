//! What the client may weigh on the way to a browser, in thousands of bytes, compressed by Brotli: a page that a phone on a train
//! opens in seconds.

use anyhow::{Result, bail};

use crate::site::Manifest;

/// What the HTML of the board's first window may weigh. It is measured on the running server; here it is set aside.
const PAGE_KB: f64 = 40.0;

/// Something weighed.
struct Row {
    what: &'static str,
    bytes: usize,
    aim_kb: f64,
    limit_kb: f64,
}

/// Weighs the client, prints the table, and fails where something is too heavy.
///
/// # Errors
/// What is too heavy.
pub fn check(site: &Manifest) -> Result<()> {
    let rows = rows(site);
    println!("\n{:<44} {:>8} {:>6} {:>6}", "Brotli, in thousands of bytes", "is", "aim", "limit");
    for Row { what, bytes, aim_kb, limit_kb, .. } in &rows {
        println!("{what:<44} {:>8.1} {aim_kb:>6.0} {limit_kb:>6.0}", kb(*bytes));
    }
    let heavy: Vec<_> = rows.iter().filter(|row| kb(row.bytes) > row.limit_kb).map(|row| row.what).collect();
    if !heavy.is_empty() {
        bail!("Too heavy: {}", heavy.join(", "));
    }
    Ok(())
}

fn kb(bytes: usize) -> f64 {
    bytes as f64 / 1000.0
}

fn rows(site: &Manifest) -> Vec<Row> {
    let weight = |matches: &dyn Fn(&str) -> bool| -> usize {
        site.files.iter().filter(|file| matches(&file.path)).map(|file| file.wire()).sum()
    };
    let entry = |path: &str| path == site.wasm || path == site.script || path == site.style;
    let speaks = |path: &str| site.parts.get("link").is_some_and(|files| files.iter().any(|part| part == path));
    let apart = |path: &str| path == site.later_style || site.parts.values().flatten().any(|part| part == path);
    vec![
        Row {
            what: "the board's first load, the page set aside",
            bytes: weight(&|path| entry(path) || loads_first(path)),
            aim_kb: 300.0 - PAGE_KB,
            limit_kb: 400.0 - PAGE_KB,
        },
        Row {
            what: "of it the client (wasm)",
            bytes: weight(&|path| path == site.wasm),
            aim_kb: 240.0,
            limit_kb: 320.0,
        },
        Row { what: "what speaks with the server, fetched next", bytes: weight(&speaks), aim_kb: 30.0, limit_kb: 45.0 },
        Row { what: "of it the styles", bytes: weight(&|path| path == site.style), aim_kb: 15.0, limit_kb: 25.0 },
        Row {
            what: "of it the scripts, the worker's too",
            bytes: weight(&|path| path == site.script || path == "/sw.js"),
            aim_kb: 15.0,
            limit_kb: 25.0,
        },
        // Of our own making: grows with what the product can do, and nobody waits for it.
        Row {
            what: "what is fetched when it is idle",
            bytes: weight(&|path| apart(path) && !speaks(path)),
            aim_kb: 200.0,
            limit_kb: 1_000.0,
        },
    ]
}

/// Whether a page asks for this file of `public/` as it opens: the font, the sprite of icons, the tab's icon, the app's manifest. The large icons are
/// for those who install it.
fn loads_first(path: &str) -> bool {
    let in_folder = |folder: &str, ending: &str| path.starts_with(folder) && path.ends_with(ending);
    in_folder("/fonts/", ".woff2")
        || in_folder("/", ".svg")
        || in_folder("/", ".webmanifest")
        || in_folder("/", ".js") && path == "/sw.js"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::Sized;

    fn site(wasm: usize, style: usize) -> Manifest {
        let file = |path: &str, size| Sized { path: path.into(), size: size * 4, brotli: Some(size), gzip: None };
        Manifest {
            wasm: "/pkg/a.wasm".into(),
            script: "/pkg/a.js".into(),
            style: "/pkg/a.css".into(),
            files: vec![
                file("/pkg/a.wasm", wasm),
                file("/pkg/a.js", 9_000),
                file("/pkg/a.css", style),
                file("/icons/512.png", 900_000),
            ],
            ..Manifest::default()
        }
    }

    #[test]
    fn what_is_too_heavy_is_refused() {
        assert!(check(&site(310_000, 9_000)).is_ok());
        assert!(check(&site(320_001, 9_000)).unwrap_err().to_string().contains("wasm"));
        assert!(check(&site(300_000, 25_001)).unwrap_err().to_string().contains("styles"));
    }
}
