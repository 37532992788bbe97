/** The colours of the pictures. Every text has a contrast of at least 4.5 to what it stands on, every line 3. */
export const COLOURS = {
  card: '#ffffff',
  cardEdge: '#c9d1d9',
  ink: '#1b2733',
  /** The way taken. */
  taken: '#1f4e79',
  takenFill: '#e6eff8',
  /** Where it ends. */
  outcome: '#1b6e3c',
  onOutcome: '#ffffff',
  /** The road not taken. */
  faint: '#7d8792',
  faintInk: '#5c6670',
  /** Of the plot. */
  grid: '#e3e7eb',
  axis: '#5c6670',
  time: '#1f4e79',
  load: '#b35309',
  range: '#d5ecdd',
  limit: '#b3261e',
  overload: '#f3e3e1',
} as const;
