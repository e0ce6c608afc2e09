// Opens are never measured: no message gets a picture that nobody put there, whether its links are measured
// or not, and the database has no place for an open.
import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { compileMessage } from '#main/mail/messageContent.ts'

const loads = (html: string) =>
  html.match(
    /<(?:img|link|object|embed|iframe|bgsound|video|audio|source)\b|url\(|@import|\bbackground=/gi,
  ) ?? []

it.each([
  ['', 'plain'],
  ['<p><a href="https://a.example">A</a></p>', 'a link'],
  ['<p><img src="https://a.example/x.png" alt=""></p>', 'a picture of one’s own'],
])('adds nothing that is loaded to %j', (html) => {
  const message = compileMessage({
    ...{ subject: 'A', preheader: 'B', html, text: 'C', fromName: 'D', fromEmail: 'd@e.example' },
    ...{ replyTo: null, identity: { language: 'fr', name: 'D', address: 'Rue' } },
  })
  for (const leadOn of [null, () => 'https://relais.example/l/x'])
    expect(loads(message.render({}, 'reference1', { page: null, leadOn }).html)).toEqual(
      loads(html),
    )
})

it('has no column for an open', async () => {
  const schema = await readFile('docs/schema.sql', 'utf8')
  const columns = schema.match(/\b\w*(?<!re)opened\w*\b|\bopens?_\w+|\bopens\b/gi) ?? []
  expect(columns).toEqual([])
})
