// What stands on the page as a drawing of its own: boxes, lines of text where the browser set them, and drawings inside.

import { alone } from './save';

const space = 'http://www.w3.org/2000/svg';
/** Longest drawing, in pixels: longer lists are cut there. */
const tallest = 8000;

function visible(style: CSSStyleDeclaration): boolean {
  return style.visibility !== 'hidden' && style.display !== 'none' && style.opacity !== '0';
}

function clear(colour: string): boolean {
  return colour === 'transparent' || /, 0\)$/.test(colour);
}

/** The lines of a text node: its words, by the height at which they stand. */
function lines(node: Text): { text: string; box: DOMRect }[] {
  const out: { text: string; box: DOMRect }[] = [];
  const range = document.createRange();
  const content = node.data;
  for (const found of content.matchAll(/\S+\s*/g)) {
    range.setStart(node, found.index);
    range.setEnd(node, found.index + found[0].trimEnd().length);
    // A word that is broken over lines is written where it begins.
    const box = range.getClientRects()[0];
    if (!box || box.width === 0) continue;
    const last = out.at(-1);
    if (last && Math.abs(last.box.top - box.top) < 2) {
      last.text += found[0];
      last.box = new DOMRect(Math.min(last.box.left, box.left), last.box.top, Math.max(last.box.right, box.right) - Math.min(last.box.left, box.left), box.height);
    } else {
      out.push({ text: found[0], box });
    }
  }
  return out;
}

/** Interactive parts are left out: a picture has no buttons. */
const skipped = 'button, input, select, textarea, form, .bar .push, script, style, .hidden';

export function pictureOf(root: HTMLElement): SVGSVGElement {
  const frame = root.getBoundingClientRect();
  const height = Math.min(tallest, Math.ceil(root.scrollHeight)) + 16;
  const width = Math.ceil(frame.width) + 16;
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('xmlns', space);
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', String(height));
  const add = (name: string, values: Record<string, string | number>, text?: string) => {
    const element = document.createElementNS(space, name);
    for (const [key, value] of Object.entries(values)) element.setAttribute(key, String(value));
    if (text !== undefined) element.textContent = text;
    svg.append(element);
  };
  add('rect', { width, height, fill: getComputedStyle(document.body).backgroundColor });
  const [dx, dy] = [8 - frame.left, 8 - frame.top];
  const walk = (element: Element) => {
    const style = getComputedStyle(element);
    if (!visible(style)) return;
    if (element instanceof SVGSVGElement) {
      const box = element.getBoundingClientRect();
      const copy = alone(element);
      copy.setAttribute('x', String(box.left + dx));
      copy.setAttribute('y', String(box.top + dy));
      svg.append(copy);
      return;
    }
    for (const box of element.getClientRects()) {
      if (box.top + dy > height) return;
      const at = { x: box.left + dx, y: box.top + dy, width: box.width, height: box.height, rx: parseFloat(style.borderRadius) || 0 };
      if (!clear(style.backgroundColor)) add('rect', { ...at, fill: style.backgroundColor });
      if (parseFloat(style.borderTopWidth) > 0 && parseFloat(style.borderLeftWidth) > 0) {
        add('rect', { ...at, fill: 'none', stroke: style.borderTopColor, 'stroke-width': style.borderTopWidth });
      } else if (parseFloat(style.borderBottomWidth) > 0) {
        add('line', { x1: at.x, x2: at.x + at.width, y1: at.y + at.height, y2: at.y + at.height, stroke: style.borderBottomColor });
      }
      if (style.textDecorationLine.includes('underline')) {
        const dash = { dashed: '4 3', dotted: '2 2', wavy: '1 2' }[style.textDecorationStyle] ?? 'none';
        add('line', { x1: at.x, x2: at.x + at.width, y1: at.y + at.height - 1, y2: at.y + at.height - 1, stroke: style.textDecorationColor, 'stroke-width': 1.5, 'stroke-dasharray': dash });
      }
    }
    for (const child of element.childNodes) {
      if (child instanceof Text) {
        const rtl = style.direction === 'rtl';
        for (const line of lines(child)) {
          if (line.box.top + dy > height) return;
          add('text', {
            x: (rtl ? line.box.right : line.box.left) + dx,
            y: line.box.bottom + dy - line.box.height * 0.22,
            fill: style.color,
            'font-size': style.fontSize,
            'font-family': style.fontFamily,
            'font-weight': style.fontWeight,
            'font-style': style.fontStyle,
            direction: style.direction,
          }, line.text.trimEnd());
        }
      } else if (child instanceof Element && !child.matches(skipped)) {
        walk(child);
      }
    }
  };
  walk(root);
  return svg;
}
