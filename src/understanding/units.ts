const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** Seconds in a unit of time. */
export const TIME_UNITS: Readonly<Record<string, number>> = {
  us: 1e-6,
  µs: 1e-6,
  usec: 1e-6,
  microsecond: 1e-6,
  microseconds: 1e-6,
  ms: 1e-3,
  msec: 1e-3,
  msecs: 1e-3,
  millis: 1e-3,
  millisecond: 1e-3,
  milliseconds: 1e-3,
  s: 1,
  sec: 1,
  secs: 1,
  second: 1,
  seconds: 1,
  min: MINUTE,
  mins: MINUTE,
  minute: MINUTE,
  minutes: MINUTE,
  h: HOUR,
  hr: HOUR,
  hrs: HOUR,
  hour: HOUR,
  hours: HOUR,
  day: DAY,
  days: DAY,
  night: DAY,
  week: 7 * DAY,
  weeks: 7 * DAY,
  month: 30 * DAY,
  months: 30 * DAY,
};

/** Bytes in a unit of storage: decimal, and binary where the unit says so. */
export const BYTE_UNITS: Readonly<Record<string, number>> = {
  kb: 1e3,
  kib: 2 ** 10,
  mb: 1e6,
  meg: 1e6,
  megs: 1e6,
  megabyte: 1e6,
  megabytes: 1e6,
  mib: 2 ** 20,
  mi: 2 ** 20,
  g: 1e9,
  gb: 1e9,
  gig: 1e9,
  gigs: 1e9,
  gigabyte: 1e9,
  gigabytes: 1e9,
  gib: 2 ** 30,
  gi: 2 ** 30,
  tb: 1e12,
  terabyte: 1e12,
  terabytes: 1e12,
  tib: 2 ** 40,
  pb: 1e15,
  gbit: 1.25e8,
  mbit: 1.25e5,
};

/** Per second in a unit of rate written as one word. */
export const RATE_UNITS: Readonly<Record<string, number>> = {
  rps: 1,
  qps: 1,
  tps: 1,
  hz: 1,
  khz: 1000,
  fps: 1,
  rpm: 1 / MINUTE,
  qpm: 1 / MINUTE,
};
