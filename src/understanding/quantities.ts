import type { Observation } from './observe.ts';
import type { Quantities } from './understanding.ts';

export function readQuantities(_observation: Observation): Quantities {
  return {};
}
