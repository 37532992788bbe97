import { expect, test } from 'vitest';
import { readPython } from '../../src/python-code/read-python.ts';
import { takeCode } from '../../src/python-code/take-code.ts';

/** `line rule` of what is found in the code of a message. */
function findings(message: string): string[] {
  const { code } = takeCode(message);
  const read = code === null ? null : readPython(code);
  return (read?.findings ?? []).map(({ line, rule }) => `${line} ${rule}`);
}

const CODE = [
  '# poll.py',
  'import time',
  '',
  'SQL = """',
  'select a from b',
  '"""',
  '',
  'async def poll(x: int):',
  '    while True:',
  '        time.sleep(1)',
];
const FOUND = ['10 blocking-call-in-async'];

test.each([
  ['alone', CODE.join('\n')],
  ['in a fence', `look:\n\`\`\`python\n${CODE.join('\n')}\n\`\`\`\nwhat is wrong?`],
  ['in a fence without a language', `\`\`\`\n${CODE.join('\n')}\n\`\`\``],
  ['in a fence that never ends', `\`\`\`py\n${CODE.join('\n')}`],
  ['below a question', `what is wrong with this?\n\n${CODE.join('\n')}`],
  ['between sentences', `what is wrong?\n${CODE.join('\n')}\n\nit hangs on our 8 core box`],
  ['with line ends of Windows', CODE.join('\r\n')],
  ['with tabs', CODE.join('\n').replaceAll('    ', '\t')],
  ['quoted', CODE.map((line) => `> ${line}`).join('\n')],
  ['indented as a whole', `\`\`\`\n${CODE.map((line) => `      ${line}`).join('\n')}\n\`\`\``],
  ['with colours', CODE.map((line) => `\u001b[32m${line}\u001b[0m`).join('\n')],
])('code %s is found, with lines counted from its first', (_, message) => {
  expect(findings(message)).toEqual(FOUND);
});

test('prompts and what was printed below them are no code', () => {
  const session = [
    '>>> import asyncio, time',
    '>>> print("x")',
    'x: not code at all',
    '>>> async def poll():',
    '...     time.sleep(1)',
    '...',
    '>>> asyncio.run(poll())',
  ];
  expect(findings(session.join('\n'))).toEqual(['5 blocking-call-in-async']);
  expect(findings(`here:\n\`\`\`pycon\n${session.join('\n')}\n\`\`\``)).toEqual(['5 blocking-call-in-async']);
  expect(findings('In [1]: import time\nIn [2]: async def f():\n   ...:     time.sleep(1)\n')).toEqual([
    '3 blocking-call-in-async',
  ]);
});

test('two pieces of code are one text', () => {
  const message =
    'first\n```\nimport requests as r\n```\nthen\n```\nasync def f():\n    return r.get("x")\n```';
  expect(findings(message)).toEqual(['3 blocking-call-in-async']);
});

test('what is not code stays to be read as words', () => {
  const { prose } = takeCode(`50 req/s, what is wrong?\n\`\`\`python\n${CODE.join('\n')}\n\`\`\`\n8 cores`);
  expect(prose).toContain('50 req/s, what is wrong?');
  expect(prose).toContain('8 cores');
  expect(prose).not.toContain('sleep');
});

test('a statement that is no Python silences its function, not the others', () => {
  const code = [
    'import time',
    'async def a():',
    '    time.sleep(1',
    '',
    'def b(:',
    '    pass',
    '',
    'async def c():',
    '    time.sleep(1)',
  ];
  const found = findings(`\`\`\`python\n${code.join('\n')}\n\`\`\``);
  expect(found.filter((each) => !each.startsWith('9 '))).toEqual([]);
});

test.each([
  [
    'JavaScript',
    'async function f() {\n  const r = await fetch(url);\n  time.sleep(1);\n  return r.json();\n}\nf();',
  ],
  [
    'TypeScript',
    'export class A {\n  private lock = new Lock();\n  async get(id: number): Promise<User> { return this.db.get(id); }\n}',
  ],
  [
    'Go',
    'package main\n\nimport (\n\t"sync"\n\t"time"\n)\n\nfunc main() {\n\tvar wg sync.WaitGroup\n\tgo func() { time.Sleep(1) }()\n\twg.Wait()\n}',
  ],
  [
    'Java',
    'import java.util.concurrent.*;\npublic class A {\n  public static void main(String[] args) throws Exception {\n    ExecutorService pool = Executors.newFixedThreadPool(4);\n    pool.submit(() -> 1);\n  }\n}',
  ],
  [
    'Rust',
    'use tokio::time::sleep;\n#[tokio::main]\nasync fn main() {\n    std::thread::sleep(d);\n    sleep(d).await;\n}',
  ],
  [
    'C',
    '#include <pthread.h>\nint main(void) {\n  pthread_t t;\n  for (int i = 0; i < 4; i++) pthread_create(&t, 0, f, 0);\n  return 0;\n}',
  ],
  ['Ruby', 'require "thread"\nclass A\n  def run\n    Thread.new { sleep 1 }\n  end\nend'],
  ['SQL', 'SELECT id, total FROM orders WHERE id = 1;\nUPDATE orders SET total = total + 1;'],
  ['YAML', 'resources:\n  limits:\n    cpu: 500m\n    memory: 1Gi\nasync: true'],
  ['a shell', '$ pip install x\n$ for i in 1 2 3; do echo $i; done\nimport os'],
  [
    'a traceback',
    'Traceback (most recent call last):\n  File "a.py", line 3, in <module>\n    time.sleep(1)\nKeyboardInterrupt',
  ],
])('%s gives no findings', (_, code) => {
  expect(findings(code)).toEqual([]);
  expect(findings(`\`\`\`\n${code}\n\`\`\``)).toEqual([]);
});

test('code with the name of another language is left alone', () => {
  expect(takeCode('```js\nimport x\n```').code).toBeNull();
});
