// One way to fail for every test that looks for faults.

import assert from 'node:assert/strict';

/** Fails with the first faults, each on a line of its own, if there are any. */
export function assertNone(faults) {
  const shown = faults.slice(0, 20).join('\n');
  const more = faults.length > 20 ? `\n… and ${faults.length - 20} more` : '';
  if (faults.length > 0) assert.fail(`${faults.length} found\n${shown}${more}`);
}
