globalThis.__ran = (globalThis.__ran ?? 0) + 1;
