import { withDefaults } from '../../src/sizing/defaults.ts';
import { readInput } from '../../src/sizing/read-input.ts';
import { type Sized, sizeOnce } from '../../src/sizing/sized.ts';
import type { SizingInput } from '../../src/sizing/sizing-input.ts';
import { workloadAt } from '../../src/sizing/workload.ts';

/** The likely configuration without its ranges and words, which take most of an estimate's time; null when refused. */
export function configurationOf(input: SizingInput): Sized | null {
  const reading = readInput(input);
  if ('fault' in reading) return null;
  const request = withDefaults(reading.value);
  return sizeOnce(workloadAt(request, request.likely));
}
