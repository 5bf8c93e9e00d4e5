//! Takes out of the wasm what only lazily loaded routes would run. Leptos 0.8 compiles a second, asynchronous way to
//! hydrate into every view; Sitrep hydrates in one go and never takes it, but each erased view keeps a pointer to it.
//! With those functions cut off, whatever else is no longer reached goes too, code and data. Leptos 0.9 makes the second
//! way an option; then this file can go, with `links.rs`, `reach.rs` and `frontend/build.rs`.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, ensure};
use walrus::{ElementItems, FunctionBuilder, FunctionId, IndicesToIds, Module, ModuleConfig};

use crate::links::{Links, Symbol};
use crate::reach::dead;

/// What the mangled name of such a function holds: the one the pointer names, and the body of the future it makes.
/// Only those two. Closures further inside may stand for others as well, because the compiler merges equal functions;
/// a body may not, for it names its own place in the source when it panics.
const LAZY: [&str; 2] = ["IntoAny$GT$8into_any13hydrate_async17h", "13hydrate_async28_$u7b$$u7b$closure$u7d$$u7d$17h"];

/// What scripts could call of streams that only calls with streams for bodies would make; Sitrep has none.
const STREAMS: [&str; 2] = ["intounderlying", "__wbg_intounderlying"];

/// Linker's notes, which would be part of what the browser loads.
const NOTES: [&str; 3] = ["linking", "reloc.CODE", "reloc.DATA"];

/// Reads the wasm for wasm-bindgen, whose collection of garbage then drops what is named no more.
pub fn without_lazy_routes(mut wasm: Vec<u8>) -> Result<Module> {
    let links = Links::read(&wasm)?;
    // The linker has collected already, so this holds unless its notes are misread here.
    ensure!(dead(&links, &BTreeSet::new()).functions.is_empty(), "functions are reached in a way not known here");
    let lazy = lazy(&links);
    ensure!(!lazy.is_empty(), "no view has a lazy way to hydrate any more: remove server/build/unlazy.rs");
    let dead = dead(&links, &lazy.union(&streams(&links)?).copied().collect());
    for place in dead.data {
        wasm[place].fill(0);
    }
    let mut reading = ModuleConfig::new();
    // As wasm-bindgen itself reads: what the compiler wrote is not validated again.
    reading.strict_validate(false).generate_dwarf(false).generate_name_section(false).generate_producers_section(false);
    reading.on_parse(move |module, ids| empty(module, ids, &dead.functions));
    let mut module = reading.parse(&wasm).context("cannot read the wasm")?;
    for note in NOTES {
        module.customs.remove_raw(note);
    }
    Ok(module)
}

/// Functions every name of which is lazy.
fn lazy(links: &Links) -> BTreeSet<u32> {
    let mut all: BTreeMap<u32, bool> = BTreeMap::new();
    for symbol in &links.symbols {
        if let Symbol::Function { index, name, .. } = symbol {
            *all.entry(*index).or_insert(true) &= LAZY.iter().any(|lazy| name.contains(lazy));
        }
    }
    all.into_iter().filter_map(|(index, lazy)| lazy.then_some(index)).collect()
}

/// The linker would have kept what makes such a stream if anything did.
fn streams(links: &Links) -> Result<BTreeSet<u32>> {
    let mut streams = BTreeSet::new();
    for symbol in &links.symbols {
        let Symbol::Function { index, name, .. } = symbol else { continue };
        let made = *index < links.imported && name.contains("intounderlying");
        ensure!(!made, "{name} is called: streams must not be cut off in server/build/unlazy.rs any more");
        streams.extend(STREAMS.iter().any(|stream| name.starts_with(stream)).then_some(*index));
    }
    Ok(streams)
}

/// Pointers to them lead to one function that stops; whoever calls one of them by name finds the same.
fn empty(module: &mut Module, ids: &IndicesToIds, dead: &BTreeSet<u32>) -> Result<()> {
    let dead: BTreeSet<FunctionId> = dead.iter().map(|index| ids.get_func(*index)).collect::<Result<_>>()?;
    let mut stop = FunctionBuilder::new(&mut module.types, &[], &[]);
    stop.func_body().unreachable();
    let stop = stop.finish(Vec::new(), &mut module.funcs);
    for element in module.elements.iter_mut() {
        if let ElementItems::Functions(functions) = &mut element.items {
            functions.iter_mut().filter(|function| dead.contains(function)).for_each(|function| *function = stop);
        }
    }
    let Module { funcs, types, .. } = module;
    for id in dead {
        let body = funcs.get_mut(id).kind.unwrap_local_mut();
        let signature = types.get(body.ty());
        let (takes, gives) = (signature.params().to_vec(), signature.results().to_vec());
        let mut stub = FunctionBuilder::new(types, &takes, &gives);
        stub.func_body().unreachable();
        *body = stub.local_func(body.args.clone());
    }
    Ok(())
}
