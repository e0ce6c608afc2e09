// Each message of the corpus is what its `From` line says: its kind, then class and address of every
// bounce, or who wrote.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { classifyMail } from '../../../../src-main/mail/incoming/classifyMail.ts'
import { mboxMessages } from '../../../../src-main/mail/incoming/mbox.ts'

const corpus = join(import.meta.dirname, 'corpus')

function* labelled(): Generator<{ name: string; expected: string; message: Uint8Array }> {
  for (const file of readdirSync(corpus).filter((name) => name.endsWith('.mbox'))) {
    const bytes = readFileSync(join(corpus, file))
    const labels = [...bytes.toString('utf8').matchAll(/(?:^|\n\n)From (.*)\n/g)]
    const messages = mboxMessages(bytes)
    expect(messages).toHaveLength(labels.length)
    for (const [index, message] of messages.entries()) {
      const expected = labels[index]?.[1] ?? ''
      yield { name: `${file} ${String(index + 1)}: ${expected}`, expected, message }
    }
  }
}

const all = [...labelled()]

describe('a message that came in', () => {
  it('is tried in more than sixty shapes', () => {
    expect(all.length).toBeGreaterThan(60)
  })

  it.each(all)('is what it is: $name', async ({ expected, message }) => {
    const { kind, bounces, person } = await classifyMail(message)
    const told = bounces.flatMap((bounce) => [bounce.class, bounce.recipient])
    expect([kind, ...told, ...(person === null ? [] : [person])]).toEqual(expected.split(' '))
  })
})
