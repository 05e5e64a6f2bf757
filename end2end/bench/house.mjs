// The server that is measured, and beside it the plain page with the same data.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { brotliCompressSync, constants } from 'node:zlib';

const READY = 'Mainstay is ready at ';
const KINDS = { html: 'text/html; charset=utf-8', css: 'text/css', js: 'text/javascript', json: 'application/json' };

export function told(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set. Run by: cargo xtask bench`);
  return value;
}

/** Starts the real program over the database of this run. One browser plays several people, so the caps of a person are wide. */
export async function serve() {
  const wide = ['rate-per-address', 'burst-per-address', 'rate-per-person', 'burst-per-person', 'streams-per-session', 'streams-per-person'];
  const caps = wide.flatMap(name => [`--${name}`, '100000']);
  const server = spawn(told('MAINSTAY_PROGRAM'), ['serve', '--listen', '127.0.0.1:0', '--log', 'error', ...caps], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const said of createInterface({ input: server.stdout })) {
    if (!said.startsWith(READY)) continue;
    server.stdout.resume();
    return { url: said.slice(READY.length), close: () => end(server) };
  }
  throw new Error('The server ended before it was ready');
}

async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** Holds streams of a board open until it is closed. */
export async function readers(url, accounts, count) {
  const line = ['readers', new URL(url).host, String(accounts), String(count)];
  const child = spawn(told('MAINSTAY_LOAD_PROGRAM'), line, { stdio: ['pipe', 'pipe', 'inherit'] });
  for await (const said of createInterface({ input: child.stdout })) {
    if (JSON.parse(said).value !== count) continue;
    child.stdout.resume();
    const close = async () => {
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
    };
    return { close };
  }
  throw new Error('The readers could not read');
}

/** Serves the plain pages, compressed as the app is; their data is what they are given. */
export async function servePlain() {
  const files = new Map();
  const put = (path, kind, content) => {
    const packed = brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
    files.set(path, { packed, kind: KINDS[kind] });
  };
  for (const name of ['board', 'ledger']) {
    for (const kind of ['html', 'css', 'js']) {
      put(`/${name}.${kind}`, kind, await readFile(new URL(`vanilla/${name}.${kind}`, import.meta.url)));
    }
  }
  const server = createServer((asked, answer) => {
    const found = files.get(asked.url.split('?')[0]);
    if (!found) return answer.writeHead(404).end();
    answer.writeHead(200, { 'content-type': found.kind, 'content-encoding': 'br', 'content-length': found.packed.length });
    answer.end(found.packed);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    give: (name, data) => put(`/${name}.json`, 'json', data),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
