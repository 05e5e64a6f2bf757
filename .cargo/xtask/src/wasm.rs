//! The browser's half: compiled, bound to JavaScript, made small.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::build::Form;
use crate::cargo::{WASM, cargo};
use crate::place;
use crate::program::Program;

/// The features that rustc's own output uses, and no more: with `--all-features` wasm-opt emits types which browsers in use do not
/// take.
const OPTIMIZE: [&str; 7] = [
    "-Oz",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Up to 108 wasm-opt puts the table of references into the table of functions: it succeeds, and the page dies as it wakes.
const OLDEST_WASM_OPT: u32 = 110;

/// The module and the script that binds it.
pub struct Module {
    /// WebAssembly.
    pub wasm: Vec<u8>,
    /// An ES module, as wasm-bindgen wrote it: its `__wbg_init` takes the module's address and starts it.
    pub glue: String,
}

/// Where the task runner's npm packages are.
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
    cargo("build").args(["-p", "frontend", "--target", WASM, "--profile", profile]).run()?;
    let folder = if form == Form::Dev { "debug" } else { profile };
    Ok(place::target().join(WASM).join(folder).join("frontend.wasm"))
}

/// Binds a raw module to JavaScript; in a release, makes the module small.
///
/// # Errors
/// Where a step fails.
pub fn bind(raw: &Path, form: Form) -> Result<Module> {
    let folder = place::target().join("xtask/module");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let release = form == Form::Release;
    let mut bindgen = Bindgen::new();
    bindgen.input_path(raw).out_name("mainstay").typescript(false).omit_default_module_path(true);
    bindgen.web(true)?.remove_name_section(release).remove_producers_section(release).demangle(!release);
    bindgen.generate(&folder).context("wasm-bindgen")?;
    if folder.join("snippets").exists() {
        bail!(
            "A package brings JavaScript files of its own (snippets); their names carry no hash, so they must not be served."
        );
    }
    let wasm = folder.join("mainstay_bg.wasm");
    let glue = folder.join("mainstay.js");
    if release {
        optimize(&wasm)?;
    }
    Ok(Module { wasm: fs::read(wasm)?, glue: fs::read_to_string(glue)? })
}

fn optimize(wasm: &Path) -> Result<()> {
    let wasm_opt = npm_folder().join("node_modules/.bin/wasm-opt");
    let said = Program::new(&wasm_opt).arg("--version").output()?;
    let version = said.split_whitespace().find_map(|word| word.parse::<u32>().ok());
    if version.is_none_or(|version| version < OLDEST_WASM_OPT) {
        bail!("wasm-opt {OLDEST_WASM_OPT} or later is needed; this one says {:?}", said.trim());
    }
    Program::new(wasm_opt).args(OPTIMIZE).arg(wasm).arg("-o").arg(wasm).run()
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
