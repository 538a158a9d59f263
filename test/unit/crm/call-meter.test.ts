import { describe, expect, it } from 'vitest';
import { createCallMeter } from '../../../electron/crm/call-meter.ts';
import type { CallReport } from '../../../electron/crm/transport.ts';

const MINUTE = 60_000;

function meterAt(start: number) {
  let now = start;
  const meter = createCallMeter({ now: () => now });
  const report = (given: Partial<CallReport> = {}): CallReport => ({
    at: now,
    method: 'GET',
    lane: 'background',
    status: 200,
    remaining: null,
    limit: null,
    ...given,
  });
  return {
    meter,
    record: (given?: Partial<CallReport>) => meter.record(report(given)),
    set: (at: number) => (now = at),
  };
}

describe('createCallMeter', () => {
  it('counts the calls of the last hour', () => {
    const { meter, record, set } = meterAt(1000 * MINUTE);
    record();
    set(1030 * MINUTE);
    record({ status: null });
    expect(meter.lastHour()).toBe(2);
    set(1060 * MINUTE);
    expect(meter.lastHour()).toBe(1);
    set(1090 * MINUTE);
    expect(meter.lastHour()).toBe(0);
  });

  it('remembers what the CRM last said of its limit, also when later answers say nothing', () => {
    const { meter, record } = meterAt(0);
    expect([meter.limit(), meter.remaining()]).toEqual([null, null]);
    record({ limit: 1000, remaining: 998 });
    record();
    expect([meter.limit(), meter.remaining()]).toEqual([1000, 998]);
    record({ remaining: 0 });
    expect([meter.limit(), meter.remaining()]).toEqual([1000, 0]);
  });

  it('forgets calls of the future, which a clock that was set back makes', () => {
    const { meter, record, set } = meterAt(1000 * MINUTE);
    record();
    set(900 * MINUTE);
    expect(meter.lastHour()).toBe(0);
  });
});
