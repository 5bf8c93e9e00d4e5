//! Takes out of the wasm what only lazily loaded routes would run. Leptos 0.8 compiles a second, asynchronous way to
//! hydrate into every view; Sitrep hydrates in one go and never takes it, but function pointers keep it alive. It is a
//! third of the compressed size. Names say which functions these are, and are dropped here as well. Leptos 0.9 makes
//! the second way an option; then this file can go.

use anyhow::{Context, Result};
use walrus::{FunctionBuilder, FunctionKind, Module, ModuleConfig};

/// Part of the mangled name of each such function and of the futures it makes.
const LAZY: &str = "hydrate_async";

/// Reads the wasm for wasm-bindgen, whose collection of garbage then drops what only the emptied functions called.
pub fn without_lazy_routes(wasm: &[u8]) -> Result<Module> {
    let mut reading = ModuleConfig::new();
    // As wasm-bindgen itself reads: what the compiler wrote is not validated again.
    reading.strict_validate(false).generate_dwarf(false).generate_name_section(false).generate_producers_section(false);
    let mut module = reading.parse(wasm).context("cannot read the wasm")?;
    let Module { funcs, types, .. } = &mut module;
    for function in funcs.iter_mut() {
        let lazy = function.name.as_deref().is_some_and(|name| name.contains(LAZY));
        if let (true, FunctionKind::Local(body)) = (lazy, &mut function.kind) {
            let signature = types.get(body.ty());
            let (takes, gives) = (signature.params().to_vec(), signature.results().to_vec());
            let mut stub = FunctionBuilder::new(types, &takes, &gives);
            stub.func_body().unreachable();
            *body = stub.local_func(body.args.clone());
        }
    }
    Ok(module)
}
