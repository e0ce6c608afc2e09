// From a page of something that is gone there is a way back to the list it stood in.
import { createMemoryHistory, createRouter } from 'vue-router'
import { expect, test } from 'vitest'
import { features } from '../../src-renderer/shell/features.ts'
import { listAbove } from '../../src-renderer/ui/listAbove.ts'

const router = createRouter({
  history: createMemoryHistory(),
  routes: [
    ...features.flatMap((feature) => feature.routes),
    { path: '/:unknown(.*)*', redirect: '/dashboard' },
  ],
})

test.each([
  ['/email/sequences/9', '/email/sequences'],
  ['/email/campaigns/9', '/email'],
  ['/funnels/9/pages/3', '/funnels'],
  ['/crm/import/9', '/crm/import'],
  ['/crm', '/crm'],
])('The list above %s is %s', (path, above) => {
  expect(listAbove(router, path)).toBe(above)
})
