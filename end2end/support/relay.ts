import { type Server, type Socket, createServer } from 'node:net';

/** A mail server that says what it is told to say to each recipient; to others it says yes and forgets the letter. */
export class Relay {
  private constructor(readonly port: number, private readonly server: Server) {}

  /** `refusals` are answers by recipient, such as `550 5.1.1 no such mailbox`; `greeting` may turn everybody away. */
  static open(refusals: Record<string, string>, greeting = '220 relay.example ESMTP'): Promise<Relay> {
    const server = createServer((socket) => talk(socket, refusals, greeting));
    return new Promise((done) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        done(new Relay(address && typeof address === 'object' ? address.port : 0, server));
      });
    });
  }

  close(): void {
    this.server.close();
  }
}

function talk(socket: Socket, refusals: Record<string, string>, greeting: string): void {
  let [text, writing] = ['', false];
  const say = (line: string) => socket.write(`${line}\r\n`);
  socket.on('error', () => socket.destroy());
  say(greeting);
  socket.on('data', (chunk) => {
    text += chunk;
    for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
      const line = text.slice(0, end);
      text = text.slice(end + 2);
      if (writing && line !== '.') continue;
      if (line === '.') say('250 2.0.0 taken');
      else if (/^EHLO/i.test(line)) say('250 relay.example');
      else if (/^RCPT/i.test(line)) say(Object.entries(refusals).find(([to]) => line.includes(to))?.[1] ?? '250 2.1.5 known');
      else if (/^DATA/i.test(line)) say('354 go on');
      else if (/^QUIT/i.test(line)) say('221 bye');
      else say('250 2.0.0 fine');
      writing = /^DATA/i.test(line);
    }
  });
}
