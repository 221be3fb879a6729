import { describe, expect, test } from 'vitest';
import { numberText } from '../../../present/numbers.js';
import { htmlOf } from '../../../present/report/html.js';
import { markdownOf } from '../../../present/report/markdown.js';
import { plotsOf } from '../../../present/report/plots.js';
import { svgOf } from '../../../present/svg/svg.js';
import type { ValidationResult } from '../../../validation/result.js';
import { rate, training } from './results.js';

const hostile: ValidationResult = {
  ...rate,
  study: '<script>alert(1)</script>',
  reason: 'a | b & "c" <img src=x onerror=alert(1)>',
  device: "`code` *stars* ]'",
  predicted: { ...rate.predicted, exponent: '"><b>' },
};

const count = (text: string, part: string): number => text.split(part).length - 1;

describe.each([
  ['rate', rate, 1],
  ['training', training, 4],
] as const)('the report of a run at the %s level', (_, result, plots) => {
  test('is one page that loads nothing, with a picture for each plot', () => {
    const html = htmlOf(result);
    expect(count(html, '<svg ')).toBe(plots);
    expect(html).not.toMatch(/<script|<link|@import|url\((?!#)|src=|href=/);
    expect(html).toContain(result.reason);
    // Nor may it load anything that a text of a result file would bring in: the browser refuses by this.
    const policies = [...html.matchAll(/<meta http-equiv="Content-Security-Policy" content="([^"]*)">/g)];
    expect(policies.map(([, policy]) => policy)).toEqual(["default-src 'none'; style-src 'unsafe-inline'"]);
    expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<title>'));
  });

  test('has every point in its table', () => {
    for (const text of [htmlOf(result), markdownOf(result)]) {
      for (const { value } of result.points) expect(text).toContain(numberText(value));
    }
  });

  test('has its pictures inside the Markdown too', () => {
    const images = [...markdownOf(result).matchAll(/\]\(data:image\/svg\+xml;base64,([A-Za-z0-9+/=]+)\)/g)];
    expect(images).toHaveLength(plots);
    for (const [, data] of images) expect(Buffer.from(data ?? '', 'base64').toString()).toMatch(/^<svg .*<\/svg>$/s);
  });
});

test('text of the user is text, never markup', () => {
  const html = htmlOf(hostile);
  expect(html).not.toMatch(/<script|<img|<b>/);
  expect(html).toContain('&#60;script&#62;alert(1)&#60;/script&#62;');
  const markdown = markdownOf(hostile);
  expect(markdown).not.toMatch(/[^\\]<(script|img)/);
  expect(markdown).toContain('a \\| b \\& "c" \\<img');
});

/** The elements of a picture with their attributes. */
function elements(svg: string, name: string): Record<string, string>[] {
  return [...svg.matchAll(new RegExp(`<${name} ([^>]*?)/?>`, 'g'))].map(([, attributes = '']) =>
    Object.fromEntries([...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value])),
  );
}

test('points of a power law lie on a straight line in the picture, evenly for even ratios', () => {
  const exact = { ...rate, points: [32, 64, 128, 256].map((d) => ({ sizes: { d }, seed: 1, value: d, error: 0 })) };
  const [plot] = plotsOf([{ name: 'exact', result: exact }]);
  const circles = elements(svgOf(plot ?? never()), 'circle').slice(0, 4);
  const steps = circles.slice(1).map(({ cx, cy }, index) => {
    const before = circles[index] ?? {};
    return [Number(cx) - Number(before['cx']), Number(cy) - Number(before['cy'])] as const;
  });
  for (const [dx, dy] of steps) {
    expect(dx).toBeGreaterThan(0);
    // Up is less in a picture.
    expect(dy).toBeLessThan(0);
    expect(dx).toBeCloseTo(steps[0]?.[0] ?? 0, 1);
    expect(dy).toBeCloseTo(steps[0]?.[1] ?? 0, 1);
  }
});

test('a run without points has pictures without numbers that are none', () => {
  const { measured, prefactor, ...begun } = { ...training, points: [], diagnostics: {} };
  expect(measured && prefactor).toBeDefined();
  expect(htmlOf(begun)).not.toMatch(/NaN|Infinity|undefined/);
});

function never(): never {
  throw new Error('there is no plot');
}
