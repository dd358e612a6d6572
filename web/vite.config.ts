import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

// The build stands alone: no address outside of it, no inline script or style (the policy of khaldun serve forbids them).
export default defineConfig({
  base: './',
  plugins: [svelte()],
  build: { target: 'es2021', modulePreload: { polyfill: false }, assetsInlineLimit: 0, chunkSizeWarningLimit: 400 },
  server: { proxy: { '/api': 'http://127.0.0.1:8420' } },
});
