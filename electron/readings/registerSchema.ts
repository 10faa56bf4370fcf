/**
 * Tables of the registers that devices and files read (docs/meters.md): raw readings, one a minute, for about 400 days; what each register
 * stood at on quarter-hours, for ever; daily roll-ups, kept in step in the same transaction. Totals and energy in units of the register.
 */
export const REGISTER_SCHEMA: string[] = [
  `CREATE TABLE register (
     id INTEGER PRIMARY KEY,
     device TEXT NOT NULL,
     code TEXT NOT NULL,
     unit TEXT NOT NULL,
     -- Readings up to here are thinned out: nothing can be put among them any more.
     closed INTEGER NOT NULL DEFAULT -1,
     UNIQUE (device, code)
   ) STRICT`,
  `CREATE TABLE register_origin (
     id INTEGER PRIMARY KEY,
     kind TEXT NOT NULL,
     name TEXT NOT NULL,
     UNIQUE (kind, name)
   ) STRICT`,
  // quality: 0 missing, 1 measured, 2 substituted. total: since its stretch began (shared/metering/registers/totals.ts).
  `CREATE TABLE register_reading (
     register INTEGER NOT NULL REFERENCES register (id) ON DELETE CASCADE,
     at INTEGER NOT NULL,
     value INTEGER NOT NULL,
     quality INTEGER NOT NULL,
     origin INTEGER NOT NULL REFERENCES register_origin (id),
     total INTEGER NOT NULL,
     stretch INTEGER NOT NULL,
     PRIMARY KEY (register, at)
   ) STRICT, WITHOUT ROWID`,
  // What better readings and corrections replaced, in the order in which that happened.
  `CREATE TABLE register_replaced (
     register INTEGER NOT NULL REFERENCES register (id) ON DELETE CASCADE,
     at INTEGER NOT NULL,
     turn INTEGER NOT NULL,
     value INTEGER NOT NULL,
     quality INTEGER NOT NULL,
     origin INTEGER NOT NULL REFERENCES register_origin (id),
     reason TEXT NOT NULL,
     PRIMARY KEY (register, at, turn)
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE register_event (
     register INTEGER NOT NULL REFERENCES register (id) ON DELETE CASCADE,
     at INTEGER NOT NULL,
     kind TEXT NOT NULL CHECK (kind IN ('exchange', 'reset', 'reversed')),
     last INTEGER,
     first INTEGER,
     falls INTEGER,
     PRIMARY KEY (register, at, kind)
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE register_quarter (
     register INTEGER NOT NULL REFERENCES register (id) ON DELETE CASCADE,
     at INTEGER NOT NULL,
     total INTEGER NOT NULL,
     stretch INTEGER NOT NULL,
     quality INTEGER NOT NULL,
     PRIMARY KEY (register, at)
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE register_day (
     register INTEGER NOT NULL REFERENCES register (id) ON DELETE CASCADE,
     date TEXT NOT NULL,
     energy INTEGER,
     missing INTEGER NOT NULL,
     substituted INTEGER NOT NULL,
     PRIMARY KEY (register, date)
   ) STRICT, WITHOUT ROWID`,
];
