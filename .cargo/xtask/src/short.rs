//! Short names for what the module asks of its script.
//!
//! wasm-bindgen names each function after what it does and adds a hash; the names stand in the module and in the script, and a hash
//! does not compress. They are private to the two, so that numbers do as well.

use std::collections::HashMap;

use anyhow::{Result, ensure};
use walrus::ModuleConfig;

/// Gives numbers to the functions that a module imports from a script, in both: the module first.
///
/// # Errors
/// Where the module cannot be read, or where the script does not hand out each of them on a line of its own.
pub fn shorten(wasm: &[u8], glue: &str) -> Result<(Vec<u8>, String)> {
    let mut module = ModuleConfig::new().generate_producers_section(false).parse(wasm)?;
    let mut numbers = HashMap::new();
    for import in module.imports.iter_mut().filter(|import| import.name.starts_with("__wb")) {
        let number = format!("_{}", numbers.len());
        numbers.insert(std::mem::replace(&mut import.name, number.clone()), number);
    }
    let mut handed = 0;
    let glue: Vec<String> = glue
        .lines()
        .map(|line| {
            match line.trim_start().split_once(": ").and_then(|(name, rest)| Some((numbers.get(name)?, rest))) {
                Some((number, rest)) => {
                    handed += 1;
                    format!("{number}: {rest}")
                }
                None => line.to_owned(),
            }
        })
        .collect();
    ensure!(
        handed == numbers.len(),
        "The script hands out {handed} functions, and the module asks for {}.",
        numbers.len()
    );
    Ok((module.emit_wasm(), glue.join("\n")))
}

#[cfg(test)]
mod tests {
    use walrus::{Module, ValType};

    use super::*;

    const NAME: &str = "__wbg_click_c6eff13daacf9806";

    fn module() -> Vec<u8> {
        let mut module = Module::default();
        let kind = module.types.add(&[ValType::I32], &[]);
        module.add_import_func("./mainstay_bg.js", NAME, kind);
        module.add_import_func("./other.js", "load", kind);
        module.emit_wasm()
    }

    #[test]
    fn both_speak_of_the_same() -> Result<()> {
        let (wasm, glue) = shorten(&module(), &format!("    return {{\n        {NAME}: function(arg0) {{\n"))?;
        let names: Vec<String> = Module::from_buffer(&wasm)?.imports.iter().map(|import| import.name.clone()).collect();
        assert_eq!(
            (names, glue.as_str()),
            (vec!["_0".to_owned(), "load".to_owned()], "    return {\n_0: function(arg0) {")
        );
        Ok(())
    }

    #[test]
    fn a_script_without_one_is_refused() {
        assert!(shorten(&module(), "    return {\n").is_err());
    }
}
