import { endWithReader, reportProblem } from '../report-problem.ts';
import { loadEnvironmentFile } from '../settings.ts';
import * as commands from './commands.ts';

const USAGE = `Usage:
  chat             talk to Gilbert
  chat --jsonl     one event a line in, one line of replies out
  ask "question"   one question, one answer (--file job.py or a pipe for what you would paste, --code, --picture path.png)
  classify --jsonl read messages only
  size             an estimate from numbers (--picture plot.png)
  size --json      one JSON object a line in, one estimate a line out
  schema           the replies as JSON Schema
  review           what was not understood or not helpful, grouped
`;

/** The terminal's commands, by name. Answers go to stdout, everything else to stderr. */
async function run([command = 'chat', ...words]: readonly string[]): Promise<void> {
  const [option] = words;
  switch (command) {
    case 'chat':
      return option === '--jsonl' ? commands.chatByJsonLines() : commands.chatInTerminal();
    case 'ask':
      return commands.askOnce(words);
    case 'classify':
      if (option === '--jsonl') return commands.classifyByJsonLines();
      break;
    case 'size':
      return option === '--json' ? commands.sizeByJsonLines() : commands.sizeForPeople(words);
    case 'schema':
      return commands.printSchema();
    case 'review':
      return commands.review();
  }
  process.stderr.write(USAGE);
  process.exitCode = 2;
}

endWithReader();
loadEnvironmentFile();
run(process.argv.slice(2)).catch(reportProblem);
