import { createRequire } from 'node:module';

/** The part of nlp.js the benchmark uses; the package brings no types. */
interface NlpManager {
  addDocument(locale: string, text: string, intent: string): void;
  train(): Promise<void>;
  process(locale: string, text: string): Promise<{ readonly intent: string }>;
  export(): string;
  import(model: string): void;
}
interface NlpJs {
  readonly NlpManager: new (settings: object) => NlpManager;
}

/** Recognising numbers has to be asked for. */
const settings = (forceNER: boolean) => ({
  languages: ['en'],
  autoSave: false,
  autoLoad: false,
  forceNER,
  nlu: { log: false },
});

/** A message and what it is to be read as, by what is read: `intent`, or a decision. */
export interface Example {
  readonly text: string;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * nlp.js made to read what Gilbert reads: the intent and numbers by one manager, each decision by another, since one
 * manager names one label.
 */
export async function trainNlpJs(
  examples: readonly Example[],
): Promise<{ readonly read: (text: string) => Promise<void>; readonly models: readonly string[] }> {
  const names = [...new Set(examples.flatMap(({ labels }) => Object.keys(labels)))];
  const managers: NlpManager[] = [];
  for (const name of names) {
    const manager = new (load().NlpManager)(settings(name === 'intent'));
    for (const { text, labels } of examples) {
      const label = labels[name];
      if (label !== undefined) manager.addDocument('en', text, label);
    }
    await manager.train();
    managers.push(manager);
  }
  return {
    read: async (text) => {
      for (const manager of managers) await manager.process('en', text);
    },
    models: managers.map((manager) => manager.export()),
  };
}

/** Restores what `trainNlpJs` exported. */
export function restoreNlpJs(models: readonly string[]): NlpManager[] {
  return models.map((model) => {
    const manager = new (load().NlpManager)(settings(false));
    manager.import(model);
    return manager;
  });
}

/** Loaded when it is used: it takes longer than everything else here. */
function load(): NlpJs {
  return createRequire(import.meta.url)('node-nlp') as NlpJs;
}
