import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { type Letter, parseLetter } from './letter';

export const PASSWORD = 'a kestrel over the quay';

/** Everybody in the office; Sol is only written to. `sitrep demo --empty` knows the same people and their password. */
export const PEOPLE = {
  ada: { email: 'ada@example.org', name: 'Ada Lima', role: 'administrator' },
  mara: { email: 'mara@example.org', name: 'Mara Reis', role: 'manager' },
  rui: { email: 'rui@example.org', name: 'Rui Costa', role: 'responder' },
  ana: { email: 'ana@example.org', name: 'Ana Silva', role: 'employee' },
} as const;
export type Persona = keyof typeof PEOPLE;

/** The release binary, alone in an empty folder and under an empty environment. */
export class Desk {
  private constructor(
    readonly url: string,
    readonly port: number,
    private readonly folder: string,
    private readonly child: ChildProcess,
    private readonly said: { text: string },
  ) {}

  /** `people: false` leaves the desk before its set-up; the time of one that is `movable` can be moved on. */
  static async open(options: { people?: boolean; movable?: boolean; listen?: string; env?: Record<string, string> } = {}): Promise<Desk> {
    const folder = mkdtempSync(join(tmpdir(), 'sitrep-'));
    const built = resolve(process.env.SITREP_BINARY ?? '../target/release/sitrep');
    copyFileSync(built, join(folder, 'sitrep'));
    const port = await freePort();
    const host = options.listen ?? '127.0.0.1';
    if ((options.people ?? true) && !options.movable) {
      for (const { email, name, role } of Object.values(PEOPLE)) {
        const args = ['user', 'add', '--data', 'data', '--email', email, '--name', name, '--role', role, '--password-stdin'];
        execFileSync(join(folder, 'sitrep'), args, { cwd: folder, env: {}, input: `${PASSWORD}\n` });
      }
    }
    const said = { text: '' };
    const serve = options.movable ? ['demo', '--empty'] : ['serve'];
    const args = [...serve, '--data', 'data', '--listen', `${host}:${port}`];
    const child = spawn(join(folder, 'sitrep'), args, { cwd: folder, env: options.env ?? {} });
    child.stdout?.on('data', (chunk) => (said.text += chunk));
    child.stderr?.on('data', (chunk) => (said.text += chunk));
    const desk = new Desk(`http://127.0.0.1:${port}`, port, folder, child, said);
    await desk.ready();
    return desk;
  }

  private async ready(): Promise<void> {
    for (let tries = 0; tries < 400; tries++) {
      if (this.child.exitCode !== null) throw new Error(`sitrep ended: ${this.said.text}`);
      const answer = await fetch(`${this.url}/readyz`).catch(() => null);
      if (answer?.ok) return;
      await pause(25);
    }
    throw new Error(`sitrep is not ready: ${this.said.text}`);
  }

  /** The one-time link of the line that begins `set-up: `. */
  setUpLink(): string {
    const line = this.said.text.split('\n').find((l) => l.startsWith('set-up: '));
    if (!line) throw new Error(`no set-up line in: ${this.said.text}`);
    return line.slice('set-up: '.length).trim();
  }

  /** Letters that landed as files, oldest first. */
  letters(): Letter[] {
    const folder = join(this.folder, 'data', 'mail');
    if (!existsSync(folder)) return [];
    const files = readdirSync(folder).filter((name) => name.endsWith('.eml')).sort();
    return files.map((name) => parseLetter(readFileSync(join(folder, name), 'utf8')));
  }

  /** Waits for a letter to that address whose subject or text holds these words. */
  async letterTo(address: string, words: string | RegExp, seconds = 20): Promise<Letter> {
    for (let tries = 0; tries < seconds * 10; tries++) {
      const found = this.letters().find((l) => l.to.includes(address) && `${l.subject}\n${l.text}`.match(words));
      if (found) return found;
      await pause(100);
    }
    const got = this.letters().filter((l) => l.to.includes(address)).map((l) => `${l.subject}\n${l.text}`);
    throw new Error(`no letter to ${address} with ${words}; it got:\n${got.join('\n---\n')}`);
  }

  /** A mail that the mail server of the house pipes in. */
  takesMail(message: string): void {
    execFileSync(join(this.folder, 'sitrep'), ['mail-in', '--data', 'data'], { cwd: this.folder, env: {}, input: message });
  }

  command(...args: string[]): string {
    return execFileSync(join(this.folder, 'sitrep'), [...args, '--data', 'data'], { cwd: this.folder, env: {} }).toString();
  }

  async close(): Promise<void> {
    const ended = new Promise((done) => this.child.once('exit', done));
    this.child.kill('SIGTERM');
    await Promise.race([ended, pause(12_000)]);
    this.child.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Moves the time of a movable desk on by 90s, 15m, 3h or 2d: what is due by then happens, and open pages hear of it. */
export const advance = (desk: Desk, span: string): string => desk.command('demo', '--advance', span);

export const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? done(address.port) : fail(new Error('no port'))));
    });
  });
}
