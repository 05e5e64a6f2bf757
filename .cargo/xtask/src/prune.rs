//! Functions that the client carries but never runs, taken out of a module.
//!
//! They are reached through tables of functions only, so that neither the compiler nor wasm-opt can tell that nobody calls them.
//! What stands in their place ends the client at once, so that a page which did call one fails its story.

use anyhow::Result;
use walrus::{FunctionBuilder, FunctionId, FunctionKind, Module, ModuleConfig};

/// Pages are taken over in one go, from what is in hand: nothing in them waits, as `Suspense` does or a route that is fetched.
const WAITS: &str = "hydrate_async";
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
    let named = |id: FunctionId| module.funcs.get(id).name.as_deref().is_some_and(is_never_run);
    module.funcs.iter_local().filter(|(id, function)| named(*id) && function.size() > SHORT).map(|(id, _)| id).collect()
}

/// By its name, as the compiler writes it: the path, and then `17h` and a hash.
fn is_never_run(name: &str) -> bool {
    let path = name.rsplit_once("17h").map_or(name, |(path, _hash)| path);
    // The function itself and its closures; what else is written inside of it is shared with the one that does not wait.
    let waits = path.contains(WAITS) && (path.ends_with(WAITS) || path.ends_with("$u7b$$u7b$closure$u7d$$u7d$"));
    (waits || path.contains(STREAMS)) && !path.contains("drop_in_place")
}

#[cfg(test)]
mod tests {
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
}
