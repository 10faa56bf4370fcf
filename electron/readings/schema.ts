/**
 * Tables of the own meter. A file is kept with everything it was read by; its counters stand at quarter-hour boundaries, and the
 * daily roll-ups are written in the same transaction. Energy in Wh, times in UTC seconds. One file is current: the screens'. The
 * same bytes read by other choices are another file; nothing is deleted, because what was played may have been settled.
 */
export const READINGS_SCHEMA: string[] = [
  `CREATE TABLE meter_file (
     id INTEGER PRIMARY KEY,
     digest TEXT NOT NULL,
     name TEXT NOT NULL,
     bytes INTEGER NOT NULL,
     choices TEXT NOT NULL,
     offsets TEXT NOT NULL,
     interval INTEGER NOT NULL,
     derived INTEGER NOT NULL,
     start INTEGER NOT NULL,
     finish INTEGER NOT NULL,
     readings INTEGER NOT NULL,
     days INTEGER NOT NULL,
     gaps INTEGER NOT NULL,
     plays TEXT NOT NULL CHECK (plays IN ('seller', 'buyer')),
     replay_date TEXT NOT NULL,
     replay_start INTEGER NOT NULL,
     current INTEGER NOT NULL,
     UNIQUE (digest, choices)
   ) STRICT`,
  // quality: of the quarter-hour that ends here (0 missing, 1 measured, 2 substituted). No row: no reading.
  `CREATE TABLE meter_counter (
     file INTEGER NOT NULL REFERENCES meter_file (id) ON DELETE CASCADE,
     at INTEGER NOT NULL,
     imported INTEGER,
     exported INTEGER,
     own INTEGER,
     quality INTEGER NOT NULL,
     PRIMARY KEY (file, at)
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE meter_day (
     file INTEGER NOT NULL REFERENCES meter_file (id) ON DELETE CASCADE,
     date TEXT NOT NULL,
     start INTEGER NOT NULL,
     slots INTEGER NOT NULL,
     missing INTEGER NOT NULL,
     generation INTEGER,
     load INTEGER,
     exported INTEGER,
     imported INTEGER,
     own INTEGER,
     PRIMARY KEY (file, date)
   ) STRICT, WITHOUT ROWID`,
  // What the demo meter plays on a chain, one row per file from market time `since` on: market time = file time + shift. The bases
  // carry the counters on where another file takes over, so that the meter never jumps.
  `CREATE TABLE meter_replay (
     chain TEXT NOT NULL,
     since INTEGER NOT NULL,
     file INTEGER NOT NULL REFERENCES meter_file (id) ON DELETE CASCADE,
     shift INTEGER NOT NULL,
     imported INTEGER NOT NULL,
     exported INTEGER NOT NULL,
     own INTEGER NOT NULL,
     PRIMARY KEY (chain, since)
   ) STRICT, WITHOUT ROWID`,
];
