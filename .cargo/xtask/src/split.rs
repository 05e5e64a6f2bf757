//! The client cut into what every page needs and what some pages fetch apart, where `#[wasm_split]` marks it.
//!
//! `wasm_split_cli_support` does the cutting, and writes a script that fetches the parts. That script and the one of wasm-bindgen import each
//! other; since each would carry the other's hash in its name, they are joined to one.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use wasm_split_cli_support::{Options, transform};

/// The name by which the module imports what fetches the parts.
const LOADER: &str = "./__wasm_split.js";

/// A raw module, cut.
pub struct Cut {
    /// What every page needs, not yet bound.
    pub main: PathBuf,
    /// The parts.
    pub files: Vec<PathBuf>,
    /// The script that fetches them.
    pub loader: String,
    /// The stems of the files that make up a part, in the order in which they may come.
    pub needs: BTreeMap<String, Vec<String>>,
}

/// The modules that are fetched apart, by stem.
#[derive(Default)]
pub struct Parts {
    /// WebAssembly.
    pub modules: BTreeMap<String, Vec<u8>>,
    /// The stems of the modules that make up a part.
    pub needs: BTreeMap<String, Vec<String>>,
}

/// Cuts a raw module that was linked with its relocations.
///
/// # Errors
/// Where it cannot be cut.
pub fn cut(raw: &Path, folder: &Path) -> Result<Cut> {
    let wasm = fs::read(raw).with_context(|| format!("{} was not built", raw.display()))?;
    let main = folder.join("main.wasm");
    let mut options = Options::new(&wasm);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.link_name = LOADER;
    let done = transform(options).map_err(|report| anyhow!("cutting the client: {report:#}"))?;
    let loader = fs::read_to_string(folder.join(LOADER))?;
    Ok(Cut { main, files: done.split_modules, loader, needs: done.prefetch_map.into_iter().collect() })
}

/// Both scripts as one module.
///
/// # Errors
/// Where they do not look as expected, which a new version of either tool may bring about.
pub fn joined(glue: &str, loader: &str) -> Result<String> {
    let (imports, glue): (Vec<_>, Vec<_>) =
        glue.lines().partition(|line| line.starts_with("import ") && line.contains(LOADER));
    let names = imports.iter().map(|line| imported(line)).collect::<Result<Vec<_>>>()?;
    let (own, loader): (Vec<_>, Vec<_>) = loader.lines().partition(|line| line.starts_with("import "));
    ensure!(
        matches!(own.as_slice(), [only] if only.contains("initSync")),
        "The script that fetches the parts imports more than initSync."
    );
    let exported: Vec<_> =
        loader.iter().filter_map(|line| line.strip_prefix("export const ")?.split_whitespace().next()).collect();
    let loader: Vec<_> = loader.iter().map(|line| line.strip_prefix("export ").unwrap_or(line)).collect();
    let all = exported.join(", ");
    let names: String = names.iter().map(|name| format!("const {name} = {{ {all} }};\n")).collect();
    Ok(format!("{}\n{names}{}", loader.join("\n"), glue.join("\n")))
}

/// The name in `import * as name from "…"`.
fn imported(line: &str) -> Result<&str> {
    let name = line.strip_prefix("import * as ").and_then(|rest| rest.split_whitespace().next());
    name.with_context(|| format!("An import that is not understood: {line}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_scripts_become_one() -> Result<()> {
        let glue = "import * as import1 from \"./__wasm_split.js\"\nlet wasm;\nfunction initSync() {}\n";
        let loader = "import { initSync } from \"./main.js\";\nexport const load_a = 1;\nexport const load_b = 2;\n";
        let one = joined(glue, loader)?;
        assert_eq!(one.lines().filter(|line| line.starts_with("import ") || line.starts_with("export ")).count(), 0);
        assert!(one.contains("const import1 = { load_a, load_b };"));
        assert!(one.contains("const load_a = 1;"));
        Ok(())
    }

    #[test]
    fn what_is_not_understood_is_said() {
        assert!(joined("import { x } from \"./__wasm_split.js\"", "import { initSync } from \"./m.js\";").is_err());
        assert!(joined("", "import { other } from \"./m.js\";").is_err());
    }
}
