import { DataSource } from 'typeorm';
import { migrations } from './migrations/index.js';
import { schemas } from './schemas/index.js';

export interface DataSourceOptions {
  /** Default `public`. */
  readonly schema?: string;
  /** Connections at most. */
  readonly poolSize?: number;
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
  const { schema = 'public', poolSize = 10, statementTimeoutMs = 4000, onIdleError = ignore } = options;
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
