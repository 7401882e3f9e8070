// by_duckdb.mjs -- the whole job as an office with DuckDB and exceljs does it: one ledger in, a workbook out.
//
//     node bench/whole/by_duckdb.mjs MODULES LEDGER.csv QUERY.sql THREADS OUT.xlsx
//
// QUERY groups by 区县 and by 区县, 街道; here also by 区县, 街道, 社区.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const [modules, ledger, query, threads, out] = process.argv.slice(2);
const require = createRequire(resolve(modules, 'x.js'));
const { DuckDBInstance } = require('@duckdb/node-api');
const ExcelJS = require('exceljs');
const db = await (await DuckDBInstance.create(':memory:', { threads })).connect();
const sql = readFileSync(query, 'utf8').replaceAll('@FILE@', resolve(ledger)).trim().replace(/;$/, '')
	.replace('SELECT 区县, 街道,', 'SELECT 区县, 街道, 社区,')
	.replace('((区县),(区县,街道))', '((区县),(区县,街道),(区县,街道,社区))');
const rows = (await db.runAndReadAll(sql)).getRows().map((row) => row.map((x) => (typeof x === 'bigint' ? Number(x) : x)));
const levels = [[], [], []];
for (const [district, street, community, ...m] of rows) {
	const total = Math.round(m.reduce((sum, x) => sum + Math.max(0, 100 - x * 0.00001) * 0.05, 0) * 100) / 100;
	levels[street === null ? 0 : community === null ? 1 : 2].push([district, street, community, 0, total, ...m]);
}
const book = new ExcelJS.Workbook();
const sheet = book.addWorksheet('排名');
sheet.addRow(['区县', '街道', '社区', '名次', '总分', ...Array.from({ length: 20 }, (_, i) => `m${String(i + 1).padStart(2, '0')}`)]);
for (const level of levels) {
	level.sort((a, b) => b[4] - a[4]);
	level.forEach((row, i) => { row[3] = i > 0 && level[i - 1][4] === row[4] ? level[i - 1][3] : i + 1; });
	level.forEach((row) => sheet.addRow(row));
}
await book.xlsx.writeFile(out);
