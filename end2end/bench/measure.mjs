// Parts of what was measured.

/** The value below which so many thousandths of all lie. */
export function part(values, permille) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil((sorted.length * permille) / 1000) - 1] ?? NaN;
}
