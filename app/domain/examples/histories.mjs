// Runs what `histories.rs` came to on the target of the browser: node histories.mjs FILE.wasm
import { readFile } from 'node:fs/promises';

const { instance } = await WebAssembly.instantiate(await readFile(process.argv[2]), {});
const begun = performance.now();
instance.exports.main(0, 0);
console.log(`10,000 histories of clocks in ${Math.round(performance.now() - begun)} ms, the same as on the server`);
