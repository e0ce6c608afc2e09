// What a message says of its blocks in the editor, and that nothing of it leaves.
import { expect, test } from 'vitest'
import { drawnClass } from '#shared/blocks/mail/editorMarks.ts'
import { mailMjml } from '#shared/blocks/mail/mailMjml.ts'
import { withParts } from '#shared/blocks/mail/mailBlocks.ts'
import { defaultMailTheme } from '#shared/blocks/mail/mailTheme.ts'
import type { MailTree } from '#shared/contract/mailTree.ts'

const text = (key: string, words: string) => ({
  ...{ key, kind: 'text' as const, text: words, look: 'plain' as const },
})
const tree: MailTree = {
  language: 'fr',
  theme: defaultMailTheme,
  blocks: [
    { key: 'bann', kind: 'banner', heading: '', text: '', label: '', link: '' },
    { key: 'imag', kind: 'image', url: '', alt: '', link: '' },
    text('host', '<mj-text css-class="x">block-aaaa</mj-text>'),
    { ...text('some', 'Pour certains'), when: { all: [] } as never },
    {
      ...{ key: 'cols', kind: 'columns' as const },
      columns: [{ blocks: [text('left', 'Gauche'), text('gone', '')] }, { blocks: [] }],
    },
    { key: 'divi', kind: 'divider' },
  ],
}

test('Every block is marked in the editor, one that shows nothing too, and none is twice', () => {
  const marked = mailMjml(tree, { isForEditor: true })
  for (const { key } of withParts(tree.blocks))
    expect(marked, key).toMatch(new RegExp(`css-class="[^"]*${drawnClass(key)}[ "]`))
  expect(marked).not.toMatch(/css-class="[^"]*block-\w+[^"]*block-/)
  expect(marked).toContain('css-class="list-1"')
  expect(marked).toContain('&lt;mj-text css-class=&quot;x&quot;&gt;block-aaaa')
})

test('Nothing of it is in a message that leaves', () => {
  const leaves = mailMjml(tree)
  expect(leaves.replace('block-aaaa', '')).not.toMatch(/block-|list-\d|57px/)
})
