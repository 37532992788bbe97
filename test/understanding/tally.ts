/** Counts of right, wrong and missed values, and the shares that follow from them. */
export class Tally {
  right = 0;
  wrong = 0;
  missed = 0;

  count(outcome: 'right' | 'wrong' | 'missed'): void {
    this[outcome] += 1;
  }
  /** Counts two sets against each other. */
  compare(expected: readonly string[], found: readonly string[]): void {
    for (const each of new Set(found)) this.count(expected.includes(each) ? 'right' : 'wrong');
    for (const each of new Set(expected)) if (!found.includes(each)) this.count('missed');
  }
  get expected(): number {
    return this.right + this.missed;
  }
  get precision(): number {
    return this.right / Math.max(1, this.right + this.wrong);
  }
  get recall(): number {
    return this.right / Math.max(1, this.right + this.missed);
  }
  get f1(): number {
    return (2 * this.right) / Math.max(1, 2 * this.right + this.wrong + this.missed);
  }
}
