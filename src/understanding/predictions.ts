/** What models make of one message. */
export interface Predictions {
  /** How likely each label of a model is; null when there is no such model. */
  shares(model: string): Readonly<Record<string, number>> | null;
  /** The likeliest label of a model, the first of several alike, and how likely it is. */
  likeliest(model: string): readonly [string, number] | null;
}

/** How likely the labels of a model are, in their order. */
export interface Shares {
  readonly labels: readonly string[];
  readonly values: readonly number[];
}

/** @param ask works out what a model makes of the message, null when there is no such model; asked once for each */
export function predictionsBy(ask: (model: string) => Shares | null): Predictions {
  const known = new Map<string, Shares | null>();
  const sharesFor = (model: string): Shares | null => {
    const shares = known.get(model) ?? ask(model);
    known.set(model, shares);
    return shares;
  };
  return {
    shares(model) {
      const shares = sharesFor(model);
      if (shares === null) return null;
      const named: Record<string, number> = {};
      shares.labels.forEach((label, index) => {
        named[label] = shares.values[index] ?? 0;
      });
      return named;
    },
    likeliest(model) {
      const { labels = [], values = [] } = sharesFor(model) ?? {};
      let best = 0;
      for (let index = 1; index < values.length; index += 1) {
        if ((values[index] ?? 0) > (values[best] ?? 0)) best = index;
      }
      const label = labels[best];
      return label === undefined ? null : [label, values[best] ?? 0];
    },
  };
}
