import type { Pool, PoolClient } from 'pg';
import { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { migrations } from './migrations/index.js';
import { schemas } from './schemas/index.js';

/** Connections that the running service holds, whatever comes: enough to ask about one visitor while others can open none. */
export const keptConnections = 4;

export interface DataSourceOptions {
  /** Default `public`. */
  readonly schema?: string;
  /** Connections at most. */
  readonly poolSize?: number;
  /** Connections that stay open though nobody uses them: where the server gives no more, questions can still be asked. Default 0. */
  readonly keepOpen?: number;
  /** What PostgreSQL gives a statement before it breaks it off. 0: as long as it takes (migrations). */
  readonly statementTimeoutMs?: number;
  /** Told of connections that broke while nobody used them; the pool replaces them by itself. */
  readonly onIdleError?: (error: unknown) => void;
}

/**
 * A pool of connections to PostgreSQL; `initialize()` it. The schema is changed by migrations only. Nothing here waits
 * for long: a database that hangs must become a refusal within seconds.
 */
export function createDataSource(url: string, options: DataSourceOptions = {}): DataSource {
  const {
    schema = 'public',
    poolSize = 10,
    keepOpen = 0,
    statementTimeoutMs = 4000,
    onIdleError = ignore,
  } = options;
  return new DataSource({
    type: 'postgres',
    url,
    schema,
    entities: schemas,
    migrations,
    migrationsTableName: 'migrations',
    synchronize: false,
    migrationsRun: false,
    logging: false,
    installExtensions: false,
    uuidExtension: 'pgcrypto',
    applicationName: 'gatehouse',
    poolErrorHandler: onIdleError,
    extra: {
      max: poolSize,
      min: keepOpen,
      // Also the longest wait for a free connection of the pool.
      connectionTimeoutMillis: 2000,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      statement_timeout: statementTimeoutMs,
      idle_in_transaction_session_timeout: 15_000,
      // For a server that no longer answers at all.
      ...(statementTimeoutMs > 0 ? { query_timeout: statementTimeoutMs + 1000 } : {}),
      ...(schema === 'public' ? {} : { options: `-c search_path=${schema}` }),
    },
  });
}

function ignore(): void {
  // Broken idle connections are replaced; the next query tells whoever needs to know.
}

/**
 * Throws away connections that still owe an answer when they are given back: the question took too long, and whoever asked
 * next on that connection would wait behind it, however well others work by then. Call it once, after `initialize()`.
 */
export function dropUnanswered(dataSource: DataSource): void {
  const pool = (dataSource.driver as PostgresDriver).master as Pool;
  pool.on('release', (_error, client) => {
    // pg has no other word for it: what was answered, with an error too, is no longer the active query.
    const { _activeQuery: unanswered } = client as PoolClient & { readonly _activeQuery?: object | null };
    if (unanswered !== null && unanswered !== undefined) client.end().catch(ignore);
  });
}

/** Opens connections that are kept (`keepOpen`), so that they are there before they are needed. */
export async function openConnections(dataSource: DataSource, count: number): Promise<void> {
  // At the same time, so that no two share one.
  await Promise.all(
    Array.from({ length: count }, async () => dataSource.query<unknown>('SELECT pg_sleep(0.05)')),
  );
}
