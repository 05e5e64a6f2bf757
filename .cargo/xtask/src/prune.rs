//! Functions that the client carries but never runs, taken out of a module.
//!
//! They are reached through tables of functions only, so that neither the compiler nor wasm-opt can tell that nobody calls them.
//! What stands in their place ends the client at once, so that a page which did call one fails its story.

use std::collections::BTreeSet;

use anyhow::Result;
use walrus::ir::{Call, Visitor, dfs_in_order};
use walrus::{FunctionBuilder, FunctionId, FunctionKind, LocalFunction, Module, ModuleConfig};

/// Pages are taken over in one go, from what is in hand: nothing in them waits, as `Suspense` does or a route that is fetched.
const WAITS: &str = "hydrate_async";
/// One of some words, read from bytes, which JSON never brings.
const AS_BYTES: &str = "visit_bytes";
/// What such a function calls to say that it knows no such word. One that reads text never does, so neither stands for the other.
const LOSSY: &str = "from_utf8_lossy";
/// Streams of bytes between JavaScript and Rust, which come with server functions; there are none.
const STREAMS: &str = "12wasm_streams";

/// The compiler keeps one of two functions that do the same, under the name of either. Short ones may be all kinds of things at once:
/// these stay, for a saving that nobody would see.
const SHORT: u64 = 40;

/// A module without what it never runs.
///
/// # Errors
/// Where it cannot be read.
pub fn prune(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut module = ModuleConfig::new().generate_producers_section(false).parse(wasm)?;
    for function in never_run(&module) {
        let (params, results) = {
            let kind = module.types.get(module.funcs.get(function).ty());
            (kind.params().to_vec(), kind.results().to_vec())
        };
        let mut empty = FunctionBuilder::new(&mut module.types, &params, &results);
        empty.func_body().unreachable();
        let args = params.iter().map(|param| module.locals.add(*param)).collect();
        module.funcs.get_mut(function).kind = FunctionKind::Local(empty.local_func(args));
    }
    walrus::passes::gc::run(&mut module);
    Ok(module.emit_wasm())
}

fn never_run(module: &Module) -> Vec<FunctionId> {
    let name = |id: FunctionId| module.funcs.get(id).name.as_deref().unwrap_or_default();
    let lossy: BTreeSet<FunctionId> =
        module.funcs.iter().map(|function| function.id()).filter(|id| name(*id).contains(LOSSY)).collect();
    let goes = |id: FunctionId, function: &LocalFunction| {
        is_never_run(name(id)) || (path(name(id)).ends_with(AS_BYTES) && Calls::one_of(&lossy, function))
    };
    let local = module.funcs.iter_local();
    local.filter(|(id, function)| function.size() > SHORT && goes(*id, function)).map(|(id, _)| id).collect()
}

/// Whether a function calls one of some others.
struct Calls<'a> {
    others: &'a BTreeSet<FunctionId>,
    found: bool,
}

impl Calls<'_> {
    fn one_of(others: &BTreeSet<FunctionId>, function: &LocalFunction) -> bool {
        let mut calls = Calls { others, found: false };
        dfs_in_order(&mut calls, function, function.entry_block());
        calls.found
    }
}

impl<'instr> Visitor<'instr> for Calls<'_> {
    fn visit_call(&mut self, call: &Call) {
        self.found |= self.others.contains(&call.func);
    }
}

/// The path of a name: after it the compiler writes `17h` and a hash.
fn path(name: &str) -> &str {
    name.rsplit_once("17h").map_or(name, |(path, _hash)| path)
}

/// By its name alone.
fn is_never_run(name: &str) -> bool {
    let path = path(name);
    // The function itself and its closures; what else is written inside of it is shared with the one that does not wait.
    let waits = path.contains(WAITS) && (path.ends_with(WAITS) || path.ends_with("$u7b$$u7b$closure$u7d$$u7d$"));
    (waits || path.contains(STREAMS)) && !path.contains("drop_in_place")
}

#[cfg(test)]
mod tests {
    use walrus::ValType;

    use super::*;

    #[test]
    fn what_waits_is_known_by_its_name() {
        assert!(is_never_run("_ZN4view8into_any13hydrate_async17h0123456789abcdefE"));
        assert!(is_never_run("_ZN4view13hydrate_async28_$u7b$$u7b$closure$u7d$$u7d$17h0123456789abcdefE"));
        assert!(!is_never_run("_ZN4view13hydrate_async28_$u7b$$u7b$closure$u7d$$u7d$4prep17h0123456789abcdefE"));
        assert!(!is_never_run("_ZN4view7hydrate17h0123456789abcdefE"));
        assert!(!is_never_run(
            "_ZN4core3ptr54drop_in_place$LT$view..hydrate_async..$u7b$$u7b$closure$u7d$$u7d$$GT$17h0E"
        ));
    }

    /// A function of that name, longer than what is left alone, that calls another.
    fn add(module: &mut Module, name: &str, calls: FunctionId) -> FunctionId {
        let mut builder = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
        let mut body = builder.func_body();
        for _ in 0..SHORT {
            body.call(calls).drop();
        }
        body.i32_const(1);
        let added = builder.finish(Vec::new(), &mut module.funcs);
        module.funcs.get_mut(added).name = Some(name.to_owned());
        added
    }

    fn leaf(module: &mut Module, name: &str) -> FunctionId {
        let mut builder = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
        builder.func_body().i32_const(1);
        let added = builder.finish(Vec::new(), &mut module.funcs);
        module.funcs.get_mut(added).name = Some(name.to_owned());
        added
    }

    #[test]
    fn what_reads_words_from_bytes_goes_and_what_may_read_them_from_text_stays() {
        let mut module = Module::default();
        let lossy = leaf(&mut module, "_ZN5alloc6string6String15from_utf8_lossy17h0123456789abcdefE");
        let unknown = leaf(&mut module, "_ZN5error15unknown_variant17h0123456789abcdefE");
        let bytes = add(&mut module, "_ZN7Visitor11visit_bytes17h0123456789abcdefE", lossy);
        add(&mut module, "_ZN7Visitor9visit_str17h0123456789abcdefE", unknown);
        add(&mut module, "_ZN5Alike11visit_bytes17h0123456789abcdefE", unknown);
        assert_eq!(never_run(&module), [bytes]);
    }
}
