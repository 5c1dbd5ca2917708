// The smallest site that treats posts as AstroPaper does. What is tested is content, so typographic quotes are off.
// A cache of its own: the default lies in node_modules, which the tests' sites share.
import { defineConfig } from "astro/config";

export default defineConfig({ site: "https://blog.example", cacheDir: "./.cache", markdown: { smartypants: false } });
