import { RuleTester } from 'eslint';
import { configs } from 'eslint-plugin-svelte';
import { describe, it } from 'vitest';
import { noLiteralText } from '../../build/eslint/no-literal-text.js';

RuleTester.describe = describe;
RuleTester.it = it;
RuleTester.itOnly = it.only;

const tester = new RuleTester({
  languageOptions:
    configs.base.find(({ name }) => name === 'svelte:base:setup-for-svelte')?.languageOptions ?? {},
});
const filename = 'renderer/ui/Part.svelte';
const valid = (code: string) => ({ code, filename });
const invalid = (code: string, errors: number) => ({
  code,
  filename,
  errors: Array.from({ length: errors }, () => ({ messageId: 'literal' as const })),
});

tester.run('no-literal-text', noLiteralText, {
  valid: [
    valid(`<p>{m.hello()}</p>`),
    valid(`<p>{m.hello()} · {count} / 12 →</p>`),
    valid(`<p>{deal.name}{count > 0 ? m.some() : ''}</p>`),
    valid(`<kbd>Ctrl</kbd><kbd>{'K'}</kbd>`),
    valid(`<h1>Satchel</h1>`),
    valid(`<input type="text" class="wide" placeholder={m.search()} />`),
    valid(`<img alt="" src="bag.svg" /><button title="{m.save()}">{m.save()}</button>`),
    valid(`<p style:color={'red'} class={'a b'} data-kind={kind === 'lead' ? 'lead' : 'deal'}></p>`),
    valid(`<script>const kind = 'lead'; import x from 'y';</script><style>p { color: red; }</style>`),
    valid(`{#if kind === 'lead'}<b>{m.lead()}</b>{/if}<!-- a remark -->`),
  ],
  invalid: [
    invalid(`<p>Hello</p>`, 1),
    invalid(`<p>{count} records</p>`, 1),
    invalid(`<p>名前</p>`, 1),
    invalid(`<p>{'Hello'}</p>`, 1),
    invalid('<p>{`${count} records`}</p>', 1),
    invalid(`<p>{many ? 'leads' : m.lead()}</p>`, 1),
    invalid(`<p>{name ?? 'nobody'}{'to ' + name}</p>`, 2),
    invalid(`<button aria-label="Close" title="Close"></button>`, 2),
    invalid(`<input placeholder={'Search'} />`, 1),
    invalid('<img alt="The {name}" /><img alt={`The ${name}`} />', 2),
    invalid(`<Field label="First name" />`, 1),
    invalid(`<svelte:head><title>Leads</title></svelte:head>`, 1),
    invalid(`{#if open}<p>Open</p>{:else}<p>Shut</p>{/if}{#each rows as row}<td>Row {row}</td>{/each}`, 3),
  ],
});
