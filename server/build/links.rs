//! What refers to what in a program that was linked with `--emit-relocs`. The linker leaves a list of symbols and, for
//! each place in code and data that holds an address, which symbol it is the address of. It knows nothing of why
//! anybody asks.

use std::collections::BTreeMap;
use std::ops::Range;

use anyhow::{Context, Result, bail};
use wasmparser::{
    ExternalKind, FunctionBody, KnownCustom, Linking, LinkingSectionReader, Operator, Parser, Payload,
    RelocSectionReader, RelocationType, SymbolFlags, SymbolInfo, TypeRef,
};

/// Positions are those of bytes in the file.
#[derive(Default)]
pub struct Links {
    /// How many functions come from outside; their indices are the first.
    pub imported: u32,
    /// The body of each other function, in the order of their indices.
    pub bodies: Vec<Body>,
    pub symbols: Vec<Symbol>,
    /// Which symbol's address stands there.
    pub addresses: BTreeMap<usize, u32>,
    /// Functions that are reached from outside.
    pub entries: Vec<u32>,
    segments: Vec<Range<usize>>,
    code: usize,
    data: usize,
}

pub struct Body {
    pub place: Range<usize>,
    /// What it calls by name.
    pub calls: Vec<u32>,
}

pub enum Symbol {
    Function {
        index: u32,
        name: String,
        /// Kept for somebody whom the program does not name.
        kept: bool,
    },
    Data {
        place: Range<usize>,
        kept: bool,
    },
    /// Holds nothing that the file holds.
    Other,
}

impl Links {
    pub fn read(wasm: &[u8]) -> Result<Self> {
        let mut links = Self::default();
        for payload in Parser::new(0).parse_all(wasm) {
            links.take(payload?)?;
        }
        if links.symbols.is_empty() || links.addresses.is_empty() {
            bail!("the linker left no word of what refers to what; frontend/build.rs asks it to");
        }
        Ok(links)
    }

    fn take(&mut self, payload: Payload<'_>) -> Result<()> {
        match payload {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    self.imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    let export = export?;
                    self.entries.extend((export.kind == ExternalKind::Func).then_some(export.index));
                }
            }
            Payload::StartSection { func, .. } => self.entries.push(func),
            Payload::CodeSectionStart { range, .. } => self.code = range.start,
            Payload::CodeSectionEntry(body) => self.bodies.push(Body { place: body.range(), calls: calls(&body)? }),
            Payload::DataSection(segments) => {
                self.data = segments.range().start;
                for segment in segments {
                    let segment = segment?;
                    self.segments.push(segment.range.end - segment.data.len()..segment.range.end);
                }
            }
            Payload::CustomSection(section) => match (section.as_known(), section.name()) {
                (KnownCustom::Linking(reader), _) => self.take_symbols(&reader)?,
                (KnownCustom::Reloc(reader), "reloc.CODE") => self.take_addresses(&reader, self.code)?,
                (KnownCustom::Reloc(reader), "reloc.DATA") => self.take_addresses(&reader, self.data)?,
                _ => {}
            },
            _ => {}
        }
        Ok(())
    }

    fn take_symbols(&mut self, reader: &LinkingSectionReader<'_>) -> Result<()> {
        for part in reader.subsections() {
            let Linking::SymbolTable(symbols) = part? else { continue };
            for symbol in symbols {
                let symbol = self.symbol(symbol?)?;
                self.symbols.push(symbol);
            }
        }
        Ok(())
    }

    fn symbol(&self, symbol: SymbolInfo<'_>) -> Result<Symbol> {
        let kept = |flags: SymbolFlags| flags.intersects(SymbolFlags::EXPORTED | SymbolFlags::NO_STRIP);
        Ok(match symbol {
            SymbolInfo::Func { flags, index, name } => {
                Symbol::Function { index, name: name.unwrap_or_default().to_owned(), kept: kept(flags) }
            }
            SymbolInfo::Data { flags, symbol: Some(data), .. } => {
                // What begins as zeros has no segment in the file.
                let Some(segment) = self.segments.get(data.index as usize) else { return Ok(Symbol::Other) };
                let start = segment.start + data.offset as usize;
                let place = start..start + data.size as usize;
                if place.end > segment.end {
                    bail!("a symbol lies outside of its segment");
                }
                Symbol::Data { place, kept: kept(flags) }
            }
            _ => Symbol::Other,
        })
    }

    fn take_addresses(&mut self, reader: &RelocSectionReader<'_>, section: usize) -> Result<()> {
        use RelocationType as To;
        for entry in reader.entries() {
            let entry = entry?;
            match entry.ty {
                // Said by the bodies themselves, or no address.
                To::FunctionIndexLeb | To::TypeIndexLeb | To::GlobalIndexLeb | To::TableNumberLeb => {}
                To::TableIndexSleb | To::TableIndexI32 | To::MemoryAddrLeb | To::MemoryAddrSleb | To::MemoryAddrI32 => {
                    self.addresses.insert(section + entry.offset as usize, entry.index);
                }
                other => bail!("the linker wrote an address of a kind not known here: {other:?}"),
            }
        }
        Ok(())
    }
}

fn calls(body: &FunctionBody<'_>) -> Result<Vec<u32>> {
    let mut calls = Vec::new();
    for operator in body.get_operators_reader()? {
        match operator.context("cannot read a function")? {
            Operator::Call { function_index } | Operator::RefFunc { function_index } => calls.push(function_index),
            Operator::ReturnCall { function_index } => calls.push(function_index),
            _ => {}
        }
    }
    calls.sort_unstable();
    calls.dedup();
    Ok(calls)
}
