import { logInverseErlangB, oneServerMore } from './erlang.ts';

/**
 * Throughput (per second) of a closed network: `customers` circulate between a delay and up to two single-server
 * stations. The exact mean value analysis of Reiser and Lavenberg (1980), in closed form: with one station it is
 * the machine repairman, X = (1 - B(K, Z/s)) / s; with two, the normalising constant splits into partial fractions
 * of the one-station constants (Moore 1972, Harrison 1985). The cost does not grow with the number of customers.
 *
 * @param delaySeconds time a customer spends without queueing, Z
 * @param firstSeconds demand at the first station, s1
 * @param secondSeconds demand at the second station, s2; 0 when there is none
 */
export function closedThroughput(
  customers: number,
  delaySeconds: number,
  firstSeconds: number,
  secondSeconds = 0,
): number {
  const slow = Math.max(firstSeconds, secondSeconds);
  let fast = Math.min(firstSeconds, secondSeconds);
  // Stations so quick that hardly ever two customers meet there.
  if (customers * slow <= 1e-9 * delaySeconds)
    return customers / (delaySeconds + firstSeconds + secondSeconds);
  const delay = Math.max(delaySeconds, 1e-9 * slow);
  if (fast <= 1e-9 * slow) return (1 - Math.exp(-logInverseErlangB(customers, delay / slow))) / slow;
  // Equal demands would divide by zero; a difference of 0.01% is far below what the demands are known to.
  if (slow - fast < 1e-4 * slow) fast = slow * (1 - 1e-4);
  const [a, b] = [delay / slow, delay / fast];
  const [slowBefore, fastBefore] = [logInverseErlangB(customers - 1, a), logInverseErlangB(customers - 1, b)];
  const before = logConstant(slow, slowBefore, fast, fastBefore);
  const now = logConstant(
    slow,
    oneServerMore(slowBefore, customers, a),
    fast,
    oneServerMore(fastBefore, customers, b),
  );
  return Math.min((customers / delay) * Math.exp(before - now), 1 / slow);
}

/** ln of G(K) K! / Z^K times a constant, G being the normalising constant of delay and both stations. */
function logConstant(slow: number, logSlowInverse: number, fast: number, logFastInverse: number): number {
  const logSlow = Math.log(slow) + logSlowInverse;
  const logFast = Math.log(fast) + logFastInverse;
  return logSlow + Math.log1p(-Math.exp(logFast - logSlow));
}
