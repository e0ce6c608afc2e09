// What is published is valid HTML, whichever template it comes from: in a preview, in a bundle for
// a relay, in an export with mail forms.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageTypes } from '#shared/contract/pageTypes.ts'
import { bundleOf } from '#main/features/funnels/publishing/bundle.ts'
import { readFunnel } from '#main/features/funnels/funnels.repository.ts'
import { htmlObjections } from '../../support/htmlObjections.ts'
import { createTestApp, type TestApp } from '../../support/testApp.ts'

let app: TestApp
beforeAll(async () => void (app = await createTestApp()))
afterAll(() => app.remove())

describe('every template in both languages', () => {
  it('makes valid pages, of every type there is', async () => {
    const { items } = await app.client.funnels.templates({})
    const types = new Set<string>()
    for (const { id } of items) {
      const funnel = await app.client.funnels.create({
        query: { template: id },
        body: { name: id },
      })
      const { bundle } = bundleOf(app.services, readFunnel(app.services.database, funnel.id), 1)
      for (const [index, page] of funnel.pages.entries()) {
        types.add(page.pageType)
        const { html } = await app.client.funnels.pages.preview({ id: page.id })
        expect(htmlObjections(html), `${id}, ${page.name}, preview`).toEqual([])
        expect(
          htmlObjections(bundle.pages[index]?.html ?? ''),
          `${id}, ${page.name}, published`,
        ).toEqual([])
      }
    }
    expect(items).toHaveLength(28)
    expect([...types].toSorted()).toEqual([...pageTypes].toSorted())
  })
})
