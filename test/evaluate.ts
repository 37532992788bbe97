import { join } from 'node:path';
import { openKnowledge } from '../adapters/open-knowledge.ts';
import { endWithReader } from '../adapters/report-problem.ts';
import { projectFolder, readSettings } from '../adapters/settings.ts';
import { createUnderstand } from '../src/understanding/understand.ts';
import { countText } from './measurements/corpus.ts';
import { crossValidate } from './understanding/cross-validate.ts';
import { readAll, readHeldOut } from './understanding/held-out.ts';
import {
  printConfusions,
  printHeadOfShort,
  printInShort,
  printScore,
  printWorst,
} from './understanding/print-score.ts';
import { score } from './understanding/score.ts';

/**
 * How well labelled messages are read that the models were not trained on: those of `test/phrases/`, and the example
 * messages, each read by models trained on the other four fifths. Mistakes are shown for the latter only: what is held
 * out stays unseen.
 */
endWithReader();
const print = (line: string) => void process.stdout.write(`${line}\n`);
const settings = readSettings();
const knowledge = await openKnowledge(settings);
const understand = createUnderstand(knowledge.language);
const labelled = readHeldOut(join(projectFolder, 'test', 'phrases'));
const heldOut = readAll(labelled.messages, understand);
print(`${heldOut.length} held-out messages, ${labelled.numbers.length} labelled with numbers`);
printScore(score(heldOut), print, score(readAll(labelled.numbers, understand)));
printConfusions(heldOut, print);

print(`\n${labelled.hard.length} held-out messages that were written to be misread`);
const hard = score(readAll(labelled.hard, understand));
printScore(hard, print, hard);

print('\nheld-out messages file by file');
printHeadOfShort(print);
for (const { name, messages } of labelled.files) {
  printInShort(name, score(readAll(messages, understand)), print);
}

print('');
for (const part of ['corpus', 'held-back'] as const) print(countText(understand, part));

const crossed = crossValidate(knowledge, settings.knowledgeFolder);
print(`\n${crossed.length} example messages, cross-validated in five parts`);
printScore(score(crossed), print);
printConfusions(crossed, print);
print('\n  the worst mistakes among these');
printWorst(crossed, 25, print);
