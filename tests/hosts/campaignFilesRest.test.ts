// Files of a campaign and its dry run over the REST API: a form with the file, and its list.
import { expect, it } from 'vitest'
import { startLocalHost } from '../support/localHost.ts'
import { fileOf, pngPicture } from '../support/pictures.ts'

type Json = Record<string, unknown>
const formOf = (fields: Record<string, string | File>): FormData => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  return form
}

it('takes pictures and attachments of a campaign as forms, lists them, takes one out, and checks', async () => {
  const own = await startLocalHost()
  try {
    const made = await own.rest('POST', '/marketing/campaigns', { name: 'Soldes' })
    const { id } = made.body as { id: number }
    const path = `/marketing/campaigns/${id}/files`
    const picture = await own.rest('POST', path, formOf({ file: fileOf(pngPicture(), 'logo.png') }))
    expect([picture.status, picture.body]).toMatchObject([
      201,
      { kind: 'picture', name: 'logo.png', type: 'image/png', isUsed: false },
    ])
    const attached = await own.rest(
      'POST',
      path,
      formOf({ kind: 'attachment', file: fileOf('Conditions', 'été.txt') }),
    )
    expect([attached.status, attached.body]).toMatchObject([201, { name: 'été.txt', bytes: 10 }])
    const svg = await own.rest('POST', path, formOf({ file: fileOf('<svg/>', 'logo.svg') }))
    expect([svg.status, svg.body]).toMatchObject([422, { data: { reason: 'picture_svg' } }])
    expect((await own.rest('POST', path, { file: 'x' })).status).toBe(422)
    expect(
      (await own.rest('POST', '/marketing/campaigns/99/files', formOf({ file: fileOf('x', 'a') })))
        .status,
    ).toBe(404)
    const { id: fileId } = picture.body as Json
    expect((await own.rest('DELETE', `${path}/${String(fileId)}`)).status).toBe(204)
    expect((await own.rest('GET', path)).body).toMatchObject({
      items: [{ name: 'été.txt' }],
      attachmentBytes: 10,
    })
    const check = await own.rest('POST', `/marketing/campaigns/${id}/check`)
    expect([check.status, check.body]).toMatchObject([200, { canBeSent: false, drawn: 0 }])
  } finally {
    await own.stop()
  }
})
