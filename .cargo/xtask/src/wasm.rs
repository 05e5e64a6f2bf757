//! The browser's half: compiled, bound to JavaScript, made small.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::build::Form;
use crate::cargo::{WASM, cargo};
use crate::program::Program;
use crate::split::{self, Parts};
use crate::{merge, place, prune, short};

/// The features that rustc's own output uses, and no more: with `--all-features` wasm-opt emits types which browsers in use do not
/// take.
pub const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

const OPTIMIZE: [&str; 7] = [
    "-Oz",
    "--converge",
    // What is written once compresses better than what is written into its caller, and than what is kept in a local for later.
    "--one-caller-inline-max-function-size=40",
    "--always-inline-max-function-size=0",
    "--skip-pass=local-cse",
    // The stack begins at the lowest address and grows down: nothing lies in the first kilobyte before it is exhausted.
    "--low-memory-unused",
    // What was made of one generic function looks alike, and compresses best side by side.
    "--reorder-functions-by-name",
];

/// Up to 108 wasm-opt puts the table of references into the table of functions: it succeeds, and the page dies as it wakes.
const OLDEST_WASM_OPT: u32 = 110;

/// The client: the module that every page needs, the script that binds it, and what is fetched apart.
pub struct Client {
    /// WebAssembly.
    pub module: Vec<u8>,
    /// An ES module, as wasm-bindgen wrote it: its `__wbg_init` takes the module's address and starts it.
    pub glue: String,
    /// What the pages that come apart are made of.
    pub parts: Parts,
}

/// Where npm's packages of the task runner are.
pub fn npm_folder() -> PathBuf {
    place::at(".cargo/xtask")
}

/// Compiles the browser's half and tells where the raw module is.
///
/// # Errors
/// Where it does not compile.
pub fn compile(form: Form) -> Result<PathBuf> {
    let profile = match form {
        Form::Release => "wasm-release",
        Form::Dev => "dev",
    };
    // Cutting it needs to know which function is meant wherever one is called.
    let relocations = ["--", "-Clink-arg=--emit-relocs"];
    cargo("rustc").args(["-p", "frontend", "--target", WASM, "--profile", profile]).args(relocations).run()?;
    let folder = if form == Form::Dev { "debug" } else { profile };
    Ok(place::target().join(WASM).join(folder).join("frontend.wasm"))
}

/// Cuts a raw module into parts and binds it to JavaScript; in a release, makes all of it small.
///
/// # Errors
/// Where a step fails.
pub fn bind(raw: &Path, form: Form) -> Result<Client> {
    let folder = place::target().join("xtask/module");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let cut = split::cut(raw, &folder)?;
    let cut = if form == Form::Release { merge::merged(cut, &folder)? } else { cut };
    let mut bindgen = Bindgen::new();
    bindgen.input_path(&cut.main).out_name("mainstay").typescript(false).omit_default_module_path(true);
    // The parts use the memory and the tables of the module, by the names that the linker gave them.
    bindgen.keep_lld_exports(true);
    bindgen.web(true)?.remove_producers_section(form == Form::Release).demangle(false);
    bindgen.generate(&folder).context("wasm-bindgen")?;
    if folder.join("snippets").exists() {
        bail!(
            "A package brings JavaScript files of its own (snippets); their names carry no hash, so they must not be served."
        );
    }
    let module = folder.join("mainstay_bg.wasm");
    let (wasm, glue) = short::shorten(&fs::read(&module)?, &fs::read_to_string(folder.join("mainstay.js"))?)?;
    fs::write(&module, wasm)?;
    let module = small(&module, form)?;
    let glue = split::joined(&glue, &cut.loader)?;
    let mut parts = Parts { needs: cut.needs, ..Parts::default() };
    for file in &cut.files {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        parts.modules.insert(stem, small(file, form)?);
    }
    Ok(Client { module, glue, parts })
}

fn small(file: &Path, form: Form) -> Result<Vec<u8>> {
    fs::write(file, prune::prune(&fs::read(file)?)?)?;
    if form == Form::Release {
        optimize(file)?;
    }
    Ok(fs::read(file)?)
}

fn optimize(wasm: &Path) -> Result<()> {
    let wasm_opt = npm_folder().join("node_modules/.bin/wasm-opt");
    let said = Program::new(&wasm_opt).arg("--version").output()?;
    let version = said.split_whitespace().find_map(|word| word.parse::<u32>().ok());
    if version.is_none_or(|version| version < OLDEST_WASM_OPT) {
        bail!("wasm-opt {OLDEST_WASM_OPT} or later is needed; this one says {:?}", said.trim());
    }
    Program::new(wasm_opt).args(OPTIMIZE).args(FEATURES).arg(wasm).arg("-o").arg(wasm).run()
}

/// Makes a script small. It must be whole: names are shortened, so that nothing which is added later finds them.
///
/// # Errors
/// Where it does not parse.
pub fn minify(script: &str) -> Result<String> {
    let terser = npm_folder().join("node_modules/.bin/terser");
    let file = place::target().join("xtask/script.js");
    fs::write(&file, script)?;
    let line = ["--module", "--compress", "--mangle", "--ecma", "2022", "-o"];
    Program::new(terser).arg(&file).args(line).arg(&file).run()?;
    Ok(fs::read_to_string(file)?)
}
