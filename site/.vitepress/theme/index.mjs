import DefaultTheme from 'vitepress/theme';
import { withBase } from 'vitepress';
import './style.css';

/** What ends the editors of the page that is shown. */
const ends = new Set();

/** The editors' code, which is loaded when the first block is opened. */
const loadLive = () => import(/* @vite-ignore */ new URL(withBase('/playground/live.js'), location.href).href);

const isDark = () => document.documentElement.classList.contains('dark');

async function open(button) {
  const block = button.closest('.live');
  button.disabled = true;
  button.textContent = 'Loading …';
  try {
    const { startLive, useTheme } = await loadLive();
    ends.add(await startLive(block, decodeURIComponent(block.dataset.text), isDark()));
    new MutationObserver(() => useTheme(isDark())).observe(document.documentElement, { attributeFilter: ['class'] });
  } catch {
    button.disabled = false;
    button.textContent = 'The editor could not be loaded. Try again';
  }
}

export default {
  extends: DefaultTheme,
  enhanceApp({ router }) {
    if (import.meta.env.SSR) return;
    document.addEventListener('click', ({ target }) => {
      const button = target instanceof Element ? target.closest('.live-start') : null;
      if (button) void open(button);
    });
    router.onBeforeRouteChange = () => {
      for (const end of ends) end();
      ends.clear();
    };
  },
};
