// duckdb.mjs -- one query by DuckDB, as the rival runs it.
//
//     node bench/duckdb.mjs MODULES LEDGER.csv QUERY.sql THREADS OUT.csv
//
// MODULES is the folder with node_modules.  Writes the rows to OUT.csv and prints the seconds that the query took
// (the start of node and the loading of DuckDB are not counted) and the version.
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const [modules, ledger, query, threads, out] = process.argv.slice(2);
const { DuckDBInstance, version } = createRequire(resolve(modules, 'x.js'))('@duckdb/node-api');
const db = await (await DuckDBInstance.create(':memory:', { threads })).connect();
const sql = readFileSync(query, 'utf8').replaceAll('@FILE@', resolve(ledger));
const begin = process.hrtime.bigint();
const rows = (await db.runAndReadAll(sql)).getRows();
const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
writeFileSync(out, rows.map((row) => row.map((x) => (x === null ? '' : String(x))).join(',') + '\n').join(''));
console.log(seconds.toFixed(4), version());
