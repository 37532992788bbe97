import { discordBench } from './discord.ts';
import { engineBench } from './engine.ts';
import { memoryBench } from './memory.ts';
import { picturesBench } from './pictures.ts';
import { pythonCodeBench } from './python-code.ts';
import { readingBench } from './reading.ts';
import { sizingBench } from './sizing.ts';
import { slackBench } from './slack.ts';
import { startUpBench } from './start-up.ts';
import { storeBench } from './store.ts';

/** Every figure is a ratio against a named baseline of the same run; absolute times depend on the machine. */
await startUpBench();
await memoryBench();
await engineBench();
await sizingBench();
await readingBench();
await picturesBench();
await pythonCodeBench();
await storeBench();
await slackBench();
await discordBench();
