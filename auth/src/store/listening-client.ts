import { Socket } from 'node:net';
import { Client } from 'pg';

/** A connection that listens on a channel. */
export interface ListeningClient {
  /** Sends a notification to everybody who listens, ourselves too. */
  notify(payload: string): Promise<void>;
  /** Ends the connection at once, whatever state it is in, without a call of `onLost`. */
  cut(): void;
}

export interface ListeningClientOptions {
  readonly url: string;
  readonly channel: string;
  /** Shown in pg_stat_activity. */
  readonly name: string;
  readonly onNotice: (payload: string) => void;
  /** Called once, when an open connection is gone. */
  readonly onLost: () => void;
}

/** Milliseconds after which the server ends a connection whose other side acknowledges nothing; a beat is sent each 100. */
const unheardMs = 5000;

/** Opens a connection that listens; rejects when that fails. No statement on it may take longer than a second. */
export async function openListeningClient(options: ListeningClientOptions): Promise<ListeningClient> {
  // Our own socket, to be destroyed: a farewell would wait for a server that may never answer again.
  const socket = new Socket();
  const client = new Client({
    connectionString: options.url,
    application_name: options.name,
    connectionTimeoutMillis: 2000,
    query_timeout: 1000,
    keepAlive: true,
    stream: () => socket,
  });
  let isListening = false;

  function cut(): void {
    isListening = false;
    client.end().catch(ignore);
    socket.destroy();
  }

  client.on('notification', ({ channel, payload }) => {
    if (isListening && channel === options.channel) options.onNotice(payload ?? '');
  });
  // `end` follows every error that matters.
  client.on('error', ignore);
  client.on('end', () => {
    const wasListening = isListening;
    isListening = false;
    if (wasListening) options.onLost();
  });
  try {
    await client.connect();
    // Where the way to us is cut, the server would keep this connection for hours, and after each try to reach it another.
    await client.query(`SET tcp_user_timeout = ${unheardMs}`);
    await client.query(`LISTEN ${client.escapeIdentifier(options.channel)}`);
    isListening = true;
  } catch (error) {
    cut();
    throw error;
  }

  return {
    async notify(payload) {
      await client.query('SELECT pg_notify($1, $2)', [options.channel, payload]);
    },
    cut,
  };
}

function ignore(): void {
  // Whoever cares learns of it by `onLost`.
}
