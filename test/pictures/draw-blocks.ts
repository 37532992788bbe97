/*
 * Slack's blocks as plain HTML: the payload drawn, to be looked at. Sizes and colours are near Slack's; nothing is
 * added that is not in the payload.
 */

type Json = Readonly<Record<string, unknown>>;

/** A message of the app, or what only one person sees. */
export function drawMessage(blocks: readonly Json[], { isPrivate = false } = {}): string {
  const above = isPrivate ? '<p class="private">Only visible to you</p>' : '';
  return `<article>${above}<span class="avatar">G</span><div><b>Gilbert</b> <i>APP</i>${drawBlocks(blocks)}</div></article>`;
}

/** What a person wrote. */
export function drawPerson(name: string, text: string): string {
  const words = escapeHtml(text).replace(/@Gilbert/g, '<span class="mention">@Gilbert</span>');
  return `<article><span class="avatar person">${escapeHtml(name.charAt(0))}</span><div><b>${escapeHtml(name)}</b><section>${words}</section></div></article>`;
}

/** A modal or the Home tab. */
export function drawView(view: Json): string {
  const title = view.title === undefined ? '' : `<h3>${textOf(view.title)}</h3>`;
  const ends = [view.close, view.submit].filter((each) => each !== undefined);
  const buttons = ends.map((each) => `<button>${textOf(each)}</button>`).join('');
  return `<article class="view"><div>${title}${drawBlocks(listOf(view.blocks))}<footer>${buttons}</footer></div></article>`;
}

export function page(content: string): string {
  return `<!doctype html><meta charset="utf-8"><style>${STYLE}</style>${content}<script>${MEASURE}</script>`;
}

function drawBlocks(blocks: readonly Json[]): string {
  return blocks.map(drawBlock).join('');
}

function drawBlock(block: Json): string {
  const elements = listOf(block.elements);
  switch (block.type) {
    case 'header':
      return `<h2>${textOf(block.text)}</h2>`;
    case 'section':
      return `<section>${textOf(block.text)}</section>`;
    case 'context':
      return `<small>${elements.map(textOf).join(' ')}</small>`;
    case 'divider':
      return '<hr>';
    case 'actions':
      return `<nav>${elements.map(drawElement).join('')}</nav>`;
    case 'context_actions':
      return `<nav class="quiet">${elements.map(drawElement).join('')}</nav>`;
    case 'rich_text':
      return elements
        .map(
          ({ elements: parts }) =>
            `<pre>${listOf(parts)
              .map(({ text }) => escapeHtml(String(text)))
              .join('')}</pre>`,
        )
        .join('');
    case 'table': {
      const rows = (Array.isArray(block.rows) ? block.rows : []).map(listOf);
      const drawn = rows.map(
        (row) => `<tr>${row.map(({ text }) => `<td>${escapeHtml(String(text))}</td>`).join('')}</tr>`,
      );
      return `<table>${drawn.join('')}</table>`;
    }
    case 'input': {
      const hint = block.hint === undefined ? '' : `<small>${textOf(block.hint)}</small>`;
      const optional = block.optional === true ? ' <i>(optional)</i>' : '';
      return `<label>${textOf(block.label)}${optional}${drawElement(objectOf(block.element))}${hint}</label>`;
    }
    default:
      throw new Error(`no drawing for a block of type ${String(block.type)}`);
  }
}

function drawElement(element: Json): string {
  switch (element.type) {
    case 'button':
      return `<button class="${String(element.style ?? '')}">${textOf(element.text)}</button>`;
    case 'feedback_buttons':
      return [element.positive_button, element.negative_button]
        .map((side) => `<button>${textOf(objectOf(side).text)}</button>`)
        .join('');
    case 'static_select':
      return `<span class="field">${textOf(element.placeholder)} ▾</span>`;
    case 'number_input':
    case 'plain_text_input':
      return `<span class="field wide">${textOf(element.placeholder)}</span>`;
    default:
      throw new Error(`no drawing for an element of type ${String(element.type)}`);
  }
}

function textOf(value: unknown): string {
  const { type, text } = objectOf(value);
  return type === 'mrkdwn' ? fromMrkdwn(String(text)) : escapeHtml(String(text ?? ''));
}

/** Slack's mrkdwn, which comes escaped. */
function fromMrkdwn(text: string): string {
  const spans: string[] = [];
  const hidden = text
    .replace(/`[^`\n]+`/g, (code) => `\uE000${spans.push(`<code>${code.slice(1, -1)}</code>`) - 1}\uE000`)
    .replace(
      /<(https?:[^|>]+)\|([^>]+)>/g,
      (_, _url, label) => `\uE000${spans.push(`<a>${label}</a>`) - 1}\uE000`,
    )
    .replace(
      /<@(\w+)>/g,
      (_, user) => `\uE000${spans.push(`<span class="mention">@${user}</span>`) - 1}\uE000`,
    );
  return hidden
    .replace(/(?<![\w*])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])/g, '<b>$1</b>')
    .replace(/(?<![\w_])_(\S(?:[^_\n]*\S)?)_(?![\w_])/g, '<em>$1</em>')
    .replace(/\uE000(\d+)\uE000/g, (_, index) => spans[Number(index)] ?? '');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}

/** How tall the picture has to be. */
const MEASURE = 'document.body.dataset.height = document.body.offsetHeight + 24';

const STYLE = `
body { margin: 12px; overflow: hidden; width: 600px; font: 15px/1.46 Lato, "DejaVu Sans", "Liberation Sans", Arial, sans-serif; color: #1d1c1d; background: #fff }
article { display: grid; grid-template-columns: 36px 1fr; gap: 0 8px; margin: 0 0 14px }
article.view { grid-template-columns: 1fr; border: 1px solid #ddd; border-radius: 8px; padding: 12px }
article > div { min-width: 0 }
.private { grid-column: 2; margin: 0; font-size: 12px; color: #616061 }
.avatar { grid-column: 1; width: 36px; height: 36px; border-radius: 8px; background: #1f3b57; color: #fff; text-align: center; line-height: 36px; font-weight: bold }
.avatar.person { background: #7a5c1f }
i { font-style: normal; font-size: 11px; color: #616061; background: #eee; border-radius: 2px; padding: 0 3px }
label i { background: none }
h2 { font-size: 18px; margin: 8px 0 4px } h3 { margin: 0 0 8px }
section { white-space: pre-wrap; margin: 4px 0 8px; overflow-wrap: anywhere }
small { display: block; font-size: 12px; line-height: 1.5; color: #616061; margin: 4px 0; white-space: pre-wrap }
a { color: #1264a3 } .mention { color: #1264a3; background: #e8f5fa }
code { font-size: 12px; color: #c01343; background: #f6f6f6; border: 1px solid #ddd; border-radius: 3px; padding: 1px 3px }
pre { font-size: 12px; line-height: 1.5; background: #f8f8f8; border: 1px solid #ddd; border-radius: 4px; padding: 8px; margin: 4px 0; white-space: pre-wrap }
nav { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0 }
button, .field { font: bold 13px/1.2 inherit; border: 1px solid #bbb; border-radius: 4px; background: #fff; padding: 6px 12px; color: #1d1c1d }
button.danger { color: #e01e5a; border-color: #e01e5a } button.primary { background: #007a5a; color: #fff }
.quiet button { font-weight: normal; border-color: #eee; padding: 3px 8px }
.field { color: #868686; font-weight: normal } .field.wide { display: block; margin: 4px 0 }
label { display: block; font-weight: bold; margin: 0 0 10px } label i { font-weight: normal }
table { border-collapse: collapse; font-size: 14px; margin: 6px 0 } td { border: 1px solid #ddd; padding: 5px 8px; vertical-align: top }
hr { border: 0; border-top: 1px solid #ddd } footer { display: flex; justify-content: flex-end; gap: 8px }
`;
