// How the window's parts are built: the page into out/renderer; a host's main and preload join here with their own sections.
// Must not: need Electron's binary, or inline a script (the page runs under script-src 'self').
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const here = import.meta.dirname;

export default defineConfig({
  renderer: {
    root: resolve(here, 'src-renderer'),
    plugins: [react()],
    build: {
      outDir: resolve(here, 'out/renderer'),
      emptyOutDir: true,
      modulePreload: { polyfill: false },
      minify: true,
      // Data URLs would need an exception in the page's policy.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 2000,
      rolldownOptions: { input: resolve(here, 'src-renderer/index.html') },
    },
  },
});
