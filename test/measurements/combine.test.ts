import { expect, test } from 'vitest';
import { understand } from '../support/understand.ts';

const WAITS = 'real\t0m30.0s\nuser\t0m0.9s\nsys\t0m0.1s';
const COMPUTES = 'real\t0m30.0s\nuser\t0m29.0s\nsys\t0m0.1s';

test.each([
  [
    'says how it concluded',
    WAITS,
    {
      answers: { TaskType: 'io' },
      says: /CPU share = \(user \+ sys\) \/ real = 1 s \/ 30 s = 0\.033, so it waits/,
    },
  ],
  [
    'two runs that disagree settle nothing',
    `${WAITS}\n\n${COMPUTES}`,
    { answers: {}, quantities: {}, says: /disagree/ },
  ],
  [
    'a measurement outranks what people believe',
    `i am sure it is cpu bound\n${WAITS}`,
    { answers: { TaskType: 'io' }, says: /“cpu bound”.*I go by the measurement/ },
  ],
  [
    'the quota of a container outranks its host',
    '$ nproc\n16\nresources:\n  limits:\n    cpu: 2',
    { quantities: { cores: 2 } },
  ],
  [
    'fewer cores said than measured are a limit',
    'the limit is 2 cores\n$ nproc\n16',
    { quantities: { cores: 2 }, says: /You say 2 cores where I read 16 cores/ },
  ],
  [
    'more cores said than measured are a mistake',
    'we have 8 cores\n\nCPU(s):              4',
    { quantities: { cores: 4 }, says: /I go by the measurement/ },
  ],
  [
    'a rate that arrives outranks one that a test reached',
    'we expect 200 req/s\nRequests/sec:    428.57',
    { quantities: { requestsPerSecond: 200 } },
  ],
  [
    'the times of a run over many are not those of one',
    `it does 2000 pages in one go\n${WAITS}`,
    { quantities: { jobsTotal: 2000 } },
  ],
  [
    'the times of a run over one are',
    `2000 pages, this is for one page\n${WAITS}`,
    { quantities: { jobsTotal: 2000, cpuSeconds: 1, ioWaitSeconds: 29 } },
  ],
  [
    'more CPU time than the cores can give',
    '$ nproc\n4\nreal 1.0\nuser 100.0\nsys 0.0',
    { quantities: { cores: 4 }, says: /more CPU time than 4 cores can give/ },
  ],
  [
    'little CPU is waiting only where there was work',
    ' 1 ana 20 0 9m 9m 9m S 1.0 0.1 0:01.0 python3',
    { answers: {}, says: /Was there work/ },
  ],
  [
    'little CPU under load is waiting',
    'while it runs:\n 1 ana 20 0 9m 9m 9m S 1.0 0.1 0:01.0 python3',
    { answers: { TaskType: 'io' } },
  ],
  [
    'rate and time of one tell that one at a time is too few',
    `50 req/s\n${WAITS}`,
    { answers: { TaskType: 'io', IOScale: 'yes' } },
  ],
])('%s', (_name, text, expected: { answers?: object; quantities?: object; says?: RegExp }) => {
  const reading = understand(text, null);
  if (expected.answers) expect(reading.answers).toMatchObject(expected.answers);
  if (expected.answers && Object.keys(expected.answers).length === 0) expect(reading.answers).toEqual({});
  if (expected.quantities)
    expect(reading.quantities).toEqual({ ...reading.quantities, ...expected.quantities });
  if (expected.quantities && Object.keys(expected.quantities).length === 0)
    expect(reading.quantities).toEqual({});
  if (expected.says) expect((reading.measured ?? []).join('\n')).toMatch(expected.says);
});

test('the times of a run over many are left out', () => {
  expect(understand(`it does 2000 pages in one go\n${WAITS}`, null).quantities).toEqual({ jobsTotal: 2000 });
});

test('as a reply, a measurement answers what is asked and does not move what was settled before', () => {
  const top = 'GIL: 97.00%, Active: 102.00%, Threads: 9';
  expect(understand(top, null).answers).toEqual({ TaskType: 'cpu', GIL: 'yes' });
  expect(understand(top, 'GIL').answers).toEqual({ GIL: 'yes' });
});

test('numbers of pasted output are none of the job', () => {
  const text =
    '```\n$ python job.py\nread 500 files, 8 workers, 3 s each\n\nreal\t0m30.0s\nuser\t0m29.0s\nsys\t0m0.1s\n```';
  expect(understand(text, null).quantities).toEqual({ cpuSeconds: 29.1 });
});
