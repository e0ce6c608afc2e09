// Moving in from WeBox IA over the REST API: a form with the file, a dry run by the query, and
// refusals by their status.
import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { startLocalHost } from '../support/localHost.ts'

type Json = Record<string, unknown>

it('takes a database of WeBox IA sent as a form, and only looks at it where that is asked', async () => {
  const form = async () => {
    const data = new FormData()
    data.append(
      'file',
      new File(
        [await readFile(new URL('../fixtures/webox/webox.db', import.meta.url))],
        'webox.db',
      ),
    )
    return data
  }
  const own = await startLocalHost()
  try {
    const look = await own.rest('POST', '/marketing/import/webox?dryRun=true', await form())
    expect([look.status, look.body]).toMatchObject([
      200,
      { leads: { found: 500, created: 495, merged: 5, refused: 0 }, interactions: { found: 758 } },
    ])
    expect((look.body as { problems: Json[] }).problems[0]).toMatchObject({
      table: 'leads',
      id: expect.any(String) as string,
      reason: expect.any(String) as string,
    })
    expect(((await own.rest('GET', '/marketing/leads')).body as Json)['total']).toBe(0)
    expect((await own.rest('POST', '/marketing/import/webox', await form())).body).toEqual(
      look.body,
    )
    expect(((await own.rest('GET', '/marketing/leads')).body as Json)['total']).toBe(495)
    expect(
      (await own.rest('POST', '/marketing/import/webox?dryRun=oui', await form())).status,
    ).toBe(400)
    expect(
      (await own.rest('POST', '/marketing/import/webox?later=true', await form())).status,
    ).toBe(400)
    const other = new FormData()
    other.append('file', new File(['nom;email'], 'x.csv'))
    expect((await own.rest('POST', '/marketing/import/webox', other)).body).toMatchObject({
      code: 'UNPROCESSABLE',
      data: { reason: 'webox_not_sqlite' },
    })
    expect((await own.rest('POST', '/marketing/import/webox', { file: 'x' })).status).toBe(422)
  } finally {
    await own.stop()
  }
})
