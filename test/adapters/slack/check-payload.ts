/*
 * What Slack refuses or mangles, as a list of faults. Written from Slack's documentation and on purpose without
 * the adapter's own table of limits.
 */

type Json = Readonly<Record<string, unknown>>;

/** Everything that is wrong with the arguments of a Web API call or of a response URL. */
export function faultsOf(method: string, payload: Json): string[] {
  const faults = new Set<string>();
  const isMessage = /^chat\.(post|update)|^response$/.test(method);
  if (isMessage) checkMessage(method, payload, (fault) => faults.add(`${method}: ${fault}`));
  if (/^views\./.test(method)) {
    checkView(objectOf(payload.view), (fault) => faults.add(`${method}: ${fault}`));
  }
  if (method === 'files.getUploadURLExternal') {
    const { alt_txt } = payload;
    if (typeof alt_txt !== 'string' || alt_txt === '') faults.add('a picture without words');
    else if (alt_txt.length > 1000) faults.add(`alt_txt has ${alt_txt.length} characters`);
  }
  if (method === 'assistant.threads.setSuggestedPrompts' && listOf(payload.prompts).length > 4) {
    faults.add('more than four prompts');
  }
  return [...faults];
}

type Report = (fault: string) => void;

function checkMessage(method: string, payload: Json, report: Report): void {
  const text = payload.text;
  if (typeof text !== 'string' || text.trim() === '') report('text is missing');
  else if (text.length > 3000) report(`text has ${text.length} characters`);
  if (payload.parse === 'full' || payload.link_names) report('names would become mentions');
  if (method === 'chat.update' && payload.parse !== 'none') report('an update may parse what people wrote');
  if (method === 'response' && payload.replace_original === undefined) report('replace_original is not said');
  if (payload.reply_broadcast) report('reply_broadcast');
  if (method === 'chat.postMessage' && (payload.unfurl_links !== false || payload.unfurl_media !== false)) {
    report('links would unfurl');
  }
  if (payload.blocks === undefined) {
    if (method === 'chat.update') report('an update without blocks removes them');
    return;
  }
  const blocks = listOf(payload.blocks);
  if (blocks.length === 0) report('no blocks');
  if (blocks.length > 50) report(`${blocks.length} blocks`);
  if (blocks.filter(({ type }) => type === 'table').length > 1) report('two tables');
  const total = lengthOfTexts(blocks);
  if (total > 12_000) report(`${total} characters in blocks`);
  checkBlocks(blocks, report);
  checkMentions([text, ...parsedTexts(blocks)].join(' '), method, report);
}

function checkView(view: Json, report: Report): void {
  const blocks = listOf(view.blocks);
  if (blocks.length > 100) report(`${blocks.length} blocks`);
  if (view.type === 'modal') {
    for (const part of ['title', 'submit', 'close']) {
      const { text } = objectOf(view[part]);
      if (typeof text !== 'string' || text.length > 24) report(`${part} is missing or too long`);
    }
  }
  if (typeof view.private_metadata === 'string' && view.private_metadata.length > 3000)
    report('private_metadata');
  checkBlocks(blocks, report);
}

function checkBlocks(blocks: readonly Json[], report: Report): void {
  const ids = blocks.flatMap(({ block_id }) => (typeof block_id === 'string' ? [block_id] : []));
  if (new Set(ids).size !== ids.length) report('two blocks with the same block_id');
  const words = blocks.flatMap(({ elements }) => listOf(elements).map(({ text }) => objectOf(text).text));
  const labels = words.filter((each) => typeof each === 'string' && each !== '');
  const buttons = blocks
    .filter(({ type }) => type === 'actions')
    .flatMap(({ elements }) => listOf(elements).map(({ text }) => objectOf(text).text))
    .filter((each) => typeof each === 'string');
  if (new Set(buttons).size !== buttons.length)
    report(`two buttons with the same words: ${labels.join(' / ')}`);
  for (const block of blocks) checkBlock(block, report);
}

function checkBlock(block: Json, report: Report): void {
  longest(block.block_id, 255, 'block_id', report);
  switch (block.type) {
    case 'section':
      checkText(block.text, 3000, 'section', report);
      return;
    case 'header':
      checkText(block.text, 150, 'header', report);
      if (objectOf(block.text).type !== 'plain_text') report('a header is plain_text');
      return;
    case 'context': {
      const elements = listOf(block.elements);
      if (elements.length === 0 || elements.length > 10) report(`${elements.length} elements in a context`);
      for (const element of elements) checkText(element, 2000, 'context', report);
      return;
    }
    case 'actions':
      checkActions(listOf(block.elements), 25, report);
      return;
    case 'context_actions':
      checkActions(listOf(block.elements), 5, report);
      return;
    case 'table':
      checkTable(block, report);
      return;
    case 'input': {
      checkText(block.label, 2000, 'label', report);
      if (block.hint !== undefined) checkText(block.hint, 2000, 'hint', report);
      checkActions([objectOf(block.element)], 1, report);
      return;
    }
    case 'rich_text':
    case 'divider':
      return;
    default:
      report(`unknown block ${String(block.type)}`);
  }
}

function checkActions(elements: readonly Json[], most: number, report: Report): void {
  if (elements.length === 0 || elements.length > most) report(`${elements.length} elements`);
  const ids = elements.map(({ action_id }) => action_id);
  if (new Set(ids).size !== ids.length) report('two elements with the same action_id');
  for (const element of elements) {
    if (element.action_id === undefined) report('no action_id');
    longest(element.action_id, 255, 'action_id', report);
    if (element.type === 'button') {
      checkText(element.text, 75, 'button', report);
      longest(element.value, 2000, 'button value', report);
      if (!/[a-z]/i.test(String(objectOf(element.text).text))) report('a button without words');
      const confirm = objectOf(element.confirm);
      if (element.confirm !== undefined) {
        checkText(confirm.title, 100, 'confirm title', report);
        checkText(confirm.text, 300, 'confirm text', report);
        checkText(confirm.confirm, 30, 'confirm button', report);
        checkText(confirm.deny, 30, 'deny button', report);
      }
    }
    if (element.type === 'static_select') checkMenu(element, report);
    if (element.type === 'feedback_buttons') {
      for (const side of ['positive_button', 'negative_button']) {
        const choice = objectOf(element[side]);
        checkText(choice.text, 75, side, report);
        longest(choice.value, 2000, `${side} value`, report);
        longest(choice.accessibility_label, 75, `${side} label`, report);
      }
    }
    if (element.type === 'number_input') {
      if (typeof element.is_decimal_allowed !== 'boolean') report('number_input needs is_decimal_allowed');
      for (const end of ['min_value', 'max_value']) {
        if (element[end] !== undefined && typeof element[end] !== 'string') report(`${end} is no string`);
      }
    }
    if (element.placeholder !== undefined) checkText(element.placeholder, 150, 'placeholder', report);
  }
}

function checkMenu(element: Json, report: Report): void {
  const groups = listOf(element.option_groups);
  for (const group of groups) checkText(group.label, 75, 'group label', report);
  const lists = groups.length > 0 ? groups.map(({ options }) => listOf(options)) : [listOf(element.options)];
  for (const options of lists) {
    if (options.length === 0 || options.length > 100) report(`${options.length} options`);
    for (const { text, value } of options) {
      checkText(text, 75, 'option', report);
      longest(value, 150, 'option value', report);
    }
  }
}

function checkTable(block: Json, report: Report): void {
  const rows = Array.isArray(block.rows) ? block.rows.map(listOf) : [];
  if (rows.length === 0 || rows.length > 100) report(`${rows.length} rows`);
  if (rows.some((row) => row.length === 0 || row.length > 20)) report('columns');
  if (rows.flat().some(({ text }) => text === '')) report('an empty cell');
  if (lengthOfTexts(rows) > 10_000) report('table text');
}

function checkText(value: unknown, most: number, where: string, report: Report): void {
  const { type, text } = objectOf(value);
  if (type !== 'mrkdwn' && type !== 'plain_text') report(`${where} is no text`);
  if (typeof text !== 'string' || text === '') report(`${where} is empty`);
  else if (text.length > most) report(`${where} has ${text.length} characters`);
  if (type !== 'mrkdwn' || typeof text !== 'string') return;
  if (/&(?!(amp|lt|gt);)/.test(text)) report(`${where} has a bare &: ${text.slice(0, 80)}`);
  if (/<(?!https?:\/\/|@[UW])/.test(text)) report(`${where} has a bare <: ${text.slice(0, 80)}`);
}

/** Groups are never called; a person is named in messages only that person's neighbour sees. */
function checkMentions(text: string, method: string, report: Report): void {
  if (/<!(channel|here|everyone|subteam)/.test(text)) report('a live group mention');
  if (/<@/.test(text) && method !== 'chat.postEphemeral' && method !== 'response') report('a live mention');
}

function longest(value: unknown, most: number, where: string, report: Report): void {
  if (typeof value === 'string' && value.length > most) report(`${where} has ${value.length} characters`);
}

/** The texts Slack looks for mentions in: mrkdwn, and no others. */
function parsedTexts(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(parsedTexts);
  const object = objectOf(value);
  if (object.type === 'mrkdwn') return [String(object.text)];
  return Object.values(object).flatMap(parsedTexts);
}

function lengthOfTexts(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + lengthOfTexts(each), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, each]) =>
      sum + (key === 'text' && typeof each === 'string' ? each.length : lengthOfTexts(each)),
    0,
  );
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}
