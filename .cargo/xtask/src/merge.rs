//! The files that the cut leaves, laid together to a few.
//!
//! The cut makes a file of whatever the same parts share, which comes to dozens: each is a request, and what is compressed by itself
//! compresses badly. Here all that the link needs becomes one file, which every other part builds on, since the link comes first on
//! every page; and what else is shared becomes a second one. The files know nothing of each other: they meet in the memory and in the
//! table of functions.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use walrus::{ExportItem, ImportKind, Module, ModuleConfig};

use crate::program::Program;
use crate::split::Cut;
use crate::wasm;

/// The part that comes first on every page.
const LINK: &str = "link";
/// The file of it.
const LINK_FILE: &str = "split_link";
/// The file of what other parts share.
const SHARED_FILE: &str = "chunk_shared";
/// What the files call the module whose memory and table they use.
const MAIN: &str = "__wasm_split";
/// What that module is called meanwhile.
const BED: &str = "bed";

/// A cut in few files.
///
/// # Errors
/// Where there is no link, or where the files cannot be laid together.
pub fn merged(cut: Cut, folder: &Path) -> Result<Cut> {
    let first: BTreeSet<&String> = cut.needs.get(LINK).context("There is no part of the link.")?.iter().collect();
    let is_shared = |stem: &&String| stem.starts_with("chunk_") && !first.contains(stem);
    let shared: BTreeSet<&String> = cut.needs.values().flatten().filter(is_shared).collect();
    let merged = [(LINK_FILE, lay(&first, folder)?), (SHARED_FILE, lay(&shared, folder)?)];
    let mut files: Vec<_> = merged
        .iter()
        .map(|(stem, _)| *stem)
        .chain(own_files(&cut))
        .map(|stem| folder.join(format!("{stem}.wasm")))
        .collect();
    files.dedup();
    for ((stem, module), file) in merged.iter().zip(&files) {
        fs::write(file, module).with_context(|| format!("writing {stem}"))?;
    }
    let needs = needs(&cut);
    let loader = loader(&cut.loader, &needs)?;
    Ok(Cut { files, loader, needs, ..cut })
}

/// The stems of the files that are of one part alone.
fn own_files(cut: &Cut) -> impl Iterator<Item = &str> {
    let stems = cut.needs.values().flatten().map(String::as_str);
    stems.filter(|stem| !stem.starts_with("chunk_") && *stem != LINK_FILE)
}

/// The stems of the files that make up each part, in the order in which they may come.
fn needs(cut: &Cut) -> BTreeMap<String, Vec<String>> {
    let of_part = |(part, stems): (&String, &Vec<String>)| {
        let own = stems.iter().filter(|stem| !stem.starts_with("chunk_") && *stem != LINK_FILE).cloned();
        let before = if part == LINK { vec![LINK_FILE] } else { vec![LINK_FILE, SHARED_FILE] };
        (part.clone(), before.into_iter().map(str::to_owned).chain(own).collect())
    };
    cut.needs.iter().map(of_part).collect()
}

/// Several files as one.
fn lay(stems: &BTreeSet<&String>, folder: &Path) -> Result<Vec<u8>> {
    let files: Vec<_> = stems.iter().map(|stem| folder.join(format!("{stem}.wasm"))).collect();
    let mut bed = Module::default();
    for file in &files {
        spread(&mut bed, &ModuleConfig::new().parse(&fs::read(file)?)?)?;
    }
    let (below, whole) = (folder.join("bed.wasm"), folder.join("whole.wasm"));
    fs::write(&below, bed.emit_wasm())?;
    let mut merge = Program::new(wasm::npm_folder().join("node_modules/.bin/wasm-merge")).arg(&below).arg(MAIN);
    for (stem, file) in stems.iter().zip(&files) {
        merge = merge.arg(file).arg(stem.as_str());
    }
    // With names: by them is known what never runs.
    merge.args(wasm::FEATURES).arg("--debuginfo").arg("-o").arg(&whole).run()?;
    lifted(&fs::read(whole)?)
}

/// Has the bed import what a file imports, and hand it on.
fn spread(bed: &mut Module, file: &Module) -> Result<()> {
    for import in file.imports.iter() {
        ensure!(import.module == MAIN, "A file that was cut off imports from {}.", import.module);
        if bed.imports.iter().any(|known| known.name == import.name) {
            continue;
        }
        let name = import.name.as_str();
        let item: ExportItem = match import.kind {
            ImportKind::Memory(id) => {
                let memory = file.memories.get(id);
                let (pages, most) = (memory.initial, memory.maximum);
                bed.add_import_memory(BED, name, memory.shared, memory.memory64, pages, most, memory.page_size_log2)
                    .0
                    .into()
            }
            ImportKind::Table(id) => {
                let table = file.tables.get(id);
                bed.add_import_table(BED, name, table.table64, table.initial, table.maximum, table.element_ty).0.into()
            }
            ImportKind::Global(id) => {
                let global = file.globals.get(id);
                bed.add_import_global(BED, name, global.ty, global.mutable, global.shared).0.into()
            }
            ImportKind::Function(_) | ImportKind::Tag(_) => {
                anyhow::bail!("A file that was cut off imports {name}, which is neither memory, table nor global.")
            }
        };
        bed.exports.add(name, item);
    }
    Ok(())
}

/// A merged module without its bed: it imports from the main module again, and hands nothing on.
fn lifted(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut module = ModuleConfig::new().generate_producers_section(false).parse(wasm)?;
    for import in module.imports.iter_mut() {
        MAIN.clone_into(&mut import.module);
    }
    let exports: Vec<_> = module.exports.iter().map(|export| export.id()).collect();
    exports.into_iter().for_each(|export| module.exports.delete(export));
    Ok(module.emit_wasm())
}

/// The script that fetches the parts, by the files that there are now. What it is made of stays as the cut wrote it.
fn loader(written: &str, needs: &BTreeMap<String, Vec<String>>) -> Result<String> {
    let (tools, _) =
        written.split_once("\n/* ").context("The script that fetches the parts begins otherwise than expected.")?;
    ensure!(
        tools.contains("function makeLoad(") && tools.contains("function wrapAsyncCb("),
        "The script lacks its tools."
    );
    let load = |stem: &str, after: &str| {
        format!(
            "makeLoad(() => {{\n    const src = fetch(new URL(\"./{stem}.wasm\", import.meta.url));\n    src.catch(() => {{}});\n    \
             return async (imports) => (WebAssembly.instantiateStreaming(src, imports));\n}}, [{after}])"
        )
    };
    let mut lines = vec![
        tools.to_owned(),
        format!("const __link = {};", load(LINK_FILE, "")),
        format!("const __shared = {};", load(SHARED_FILE, "")),
    ];
    for (part, stems) in needs {
        let own = stems.iter().find(|stem| *stem != LINK_FILE && *stem != SHARED_FILE);
        let loaded = match own {
            _ if part == LINK => "__link".to_owned(),
            Some(stem) => load(stem, "__link, __shared"),
            None => "makeLoad(() => async () => {}, [__link, __shared])".to_owned(),
        };
        lines.push(format!("export const __wasm_split_load_{part} = wrapAsyncCb({loaded});"));
    }
    Ok(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut() -> Cut {
        let stems = |stems: &[&str]| stems.iter().map(|stem| (*stem).to_owned()).collect();
        let needs = [
            ("link".to_owned(), stems(&["chunk_7", "split_link"])),
            ("lists".to_owned(), stems(&["chunk_7", "chunk_8", "split_lists"])),
        ];
        Cut { main: "main.wasm".into(), files: Vec::new(), loader: String::new(), needs: needs.into() }
    }

    #[test]
    fn every_part_builds_on_the_link() {
        let needs = needs(&cut());
        assert_eq!(needs["link"], ["split_link"]);
        assert_eq!(needs["lists"], ["split_link", "chunk_shared", "split_lists"]);
        assert_eq!(own_files(&cut()).collect::<Vec<_>>(), ["split_lists"]);
    }

    #[test]
    fn the_script_fetches_what_there_is() -> Result<()> {
        let written = "function wrapAsyncCb() {}\nfunction makeLoad() {}\n/* link, lists */\nconst __chunk_7 = 1;";
        let script = loader(written, &needs(&cut()))?;
        assert!(!script.contains("chunk_7"));
        assert!(script.contains("export const __wasm_split_load_link = wrapAsyncCb(__link);"));
        assert!(script.contains("\"./split_lists.wasm\"") && script.contains("\"./chunk_shared.wasm\""));
        assert!(loader("", &needs(&cut())).is_err());
        Ok(())
    }

    #[test]
    fn what_a_file_asks_for_is_handed_on_once() -> Result<()> {
        let mut file = Module::default();
        file.add_import_memory(MAIN, "memory", false, false, 19, None, None);
        let mut bed = Module::default();
        spread(&mut bed, &file)?;
        spread(&mut bed, &file)?;
        assert_eq!((bed.imports.iter().count(), bed.exports.iter().count()), (1, 1));
        let lifted = Module::from_buffer(&lifted(&bed.emit_wasm())?)?;
        assert!(lifted.exports.iter().next().is_none());
        assert!(lifted.imports.iter().all(|import| import.module == MAIN));
        Ok(())
    }
}
