// The smallest site that treats posts as AstroPaper does. What is tested is content, so typographic quotes are off.
import { defineConfig } from "astro/config";

export default defineConfig({ site: "https://blog.example", markdown: { smartypants: false } });
