"""One speaker across reports, languages and scripts."""
