// How the window's parts are built: the page into out/renderer, Electron's main process and the backend's threads into out/main,
// the preload into out/preload. Must not: need Electron's binary, or inline a script (the page runs under script-src 'self').
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const here = import.meta.dirname;

export default defineConfig({
  main: {
    build: {
      outDir: resolve(here, 'out/main'),
      emptyOutDir: true,
      rolldownOptions: {
        input: {
          index: resolve(here, 'src-main/hosts/electron/main.ts'),
          'backend/worker': resolve(here, 'src-main/backend/window/worker.ts'),
          'backend/reading-thread': resolve(here, 'src-main/services/usage/apart/thread.ts'),
          'backend/deriving-thread': resolve(here, 'src-main/services/deriving/thread.ts'),
          'backend/invariants-thread': resolve(here, 'src-main/services/proof/foreseen/thread.ts'),
          'backend/proof-thread': resolve(here, 'src-main/services/proof/tables/thread.ts'),
          'backend/sealing-thread': resolve(here, 'src-main/services/proof/sealing/thread.ts'),
          'backend/statement-thread': resolve(here, 'src-main/services/statements/press/thread.ts'),
        },
        // What finds resources from its own place lies three folders deep in the sources, and here as well.
        output: { entryFileNames: '[name].js', chunkFileNames: 'backend/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: resolve(here, 'out/preload'),
      emptyOutDir: true,
      // A sandboxed window loads one CommonJS file that requires nothing but Electron.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: resolve(here, 'src-main/hosts/electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
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
