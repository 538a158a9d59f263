import { parseArgs } from 'node:util';
import { startSampleServer } from './server.ts';

/** `node electron/sample/cli.ts --records 200000 --port 8099 --seed 1 --state DIR --flavour suite` */
const { values } = parseArgs({
  options: {
    records: { type: 'string' },
    port: { type: 'string' },
    seed: { type: 'string' },
    state: { type: 'string' },
    flavour: { type: 'string' },
  },
});

/** A whole number of the command line, or nothing. */
function number(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new Error(`not a whole number: ${text}`);
  return value;
}

const records = number(values.records);
const port = number(values.port);
const seed = number(values.seed);
if (values.flavour !== undefined && values.flavour !== 'classic' && values.flavour !== 'suite')
  throw new Error('--flavour is classic or suite');

const server = await startSampleServer({
  ...(records === undefined ? {} : { records }),
  ...(port === undefined ? {} : { port }),
  ...(seed === undefined ? {} : { seed }),
  ...(values.state === undefined ? {} : { stateDir: values.state }),
  ...(values.flavour === undefined ? {} : { flavour: values.flavour }),
});
process.stdout.write(`address  ${server.address}\nAPI key  ${server.token}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close());
