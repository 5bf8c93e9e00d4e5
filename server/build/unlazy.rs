//! Takes out of the wasm what only lazily loaded routes would run. Leptos 0.8 compiles a second, asynchronous way to
//! hydrate into every view; Sitrep hydrates in one go and never takes it, but each erased view keeps a pointer to it.
//! Emptying what those pointers name leaves the rest to wasm-bindgen's collection of garbage: a seventh of the compressed
//! size. Leptos 0.9 makes the second way an option; then this file can go.

use anyhow::{Context, Result, ensure};
use walrus::{FunctionBuilder, FunctionKind, Module, ModuleConfig};

/// What the mangled name of such a function holds: the one the pointer names, and the body of the future it makes.
/// Only those two. Closures further inside may stand for others as well, because the compiler merges equal functions;
/// a body may not, for it names its own place in the source when it panics.
const LAZY: [&str; 2] = ["IntoAny$GT$8into_any13hydrate_async17h", "13hydrate_async28_$u7b$$u7b$closure$u7d$$u7d$17h"];

/// Reads the wasm for wasm-bindgen, whose collection of garbage then drops what only the emptied functions called.
pub fn without_lazy_routes(wasm: &[u8]) -> Result<Module> {
    let mut reading = ModuleConfig::new();
    // As wasm-bindgen itself reads: what the compiler wrote is not validated again.
    reading.strict_validate(false).generate_dwarf(false).generate_name_section(false).generate_producers_section(false);
    let mut module = reading.parse(wasm).context("cannot read the wasm")?;
    let Module { funcs, types, .. } = &mut module;
    let mut emptied = 0;
    for function in funcs.iter_mut() {
        let lazy = function.name.as_deref().is_some_and(|name| LAZY.iter().any(|lazy| name.contains(lazy)));
        if let (true, FunctionKind::Local(body)) = (lazy, &mut function.kind) {
            let signature = types.get(body.ty());
            let (takes, gives) = (signature.params().to_vec(), signature.results().to_vec());
            let mut stub = FunctionBuilder::new(types, &takes, &gives);
            stub.func_body().unreachable();
            *body = stub.local_func(body.args.clone());
            emptied += 1;
        }
    }
    ensure!(emptied > 0, "no view has a lazy way to hydrate any more: remove server/build/unlazy.rs");
    Ok(module)
}
