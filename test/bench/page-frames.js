// Runs inside a page that is measured: stands for the editor, moves the pointer in every frame, and writes down when frames come.

/** What the page sends is answered at once: a diagram with the same picture, whatever part of it is asked for. */
globalThis.standForEditor = (answer) => {
  globalThis.acquireVsCodeApi = () => ({
    getState: () => undefined,
    setState: () => undefined,
    postMessage: (message) => {
      if (message.type === 'ask') postMessage({ type: 'answer', number: message.number, ...answer }, '*');
    },
  });
};

const events = {
  hover: (at) => [new MouseEvent('mousemove', at)],
  pan: (at, first) => [new PointerEvent(first ? 'pointerdown' : 'pointermove', at)],
  zoom: (at, _, frame) => [new WheelEvent('wheel', { ...at, deltaY: frame % 60 < 30 ? -20 : 20, cancelable: true })],
};

/** The milliseconds between frames while the pointer hovers, pans or zooms over an element. */
globalThis.framesOf = async (selector, kind, count) => {
  const target = document.querySelector(selector);
  const { left, top, width, height } = target.getBoundingClientRect();
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const gaps = [];
  await frame();
  let last = performance.now();
  for (let at = 0; at < count; at++) {
    const [along, up] = [0.5 + 0.4 * Math.sin(at / 20), 0.5 + 0.3 * Math.sin(at / 13)];
    const place = { bubbles: true, button: 0, pointerId: 1, clientX: left + width * along, clientY: top + height * up };
    for (const event of events[kind](place, at === 0, at)) target.dispatchEvent(event);
    await frame();
    const now = performance.now();
    gaps.push(now - last);
    last = now;
  }
  return gaps;
};
