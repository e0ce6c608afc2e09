// The routes of all features, in the address fragment: the same under a custom scheme, on 127.0.0.1
// and in tests.
import { createRouter, createWebHashHistory, type RouterHistory } from 'vue-router'
import { codeIn, startSession } from '../api/session.ts'
import { generationRoutes } from '../features/assistant/generation.feature.ts'
import { features } from './features.ts'

export function createAppRouter(history: RouterHistory = createWebHashHistory()) {
  const router = createRouter({
    history,
    routes: [
      { path: '/', redirect: '/dashboard' },
      ...features.flatMap((feature) => feature.routes),
      ...generationRoutes,
      {
        path: '/:unknown(.*)*',
        redirect: (to) =>
          codeIn(to.path) === null
            ? '/dashboard'
            : { path: '/dashboard', query: { code: codeIn(to.path) } },
      },
    ],
  })
  // A fresh link pasted into an open window changes the fragment only: the code is traded here, and
  // the page begins anew.
  router.beforeEach(async (to) => {
    const { code } = to.query
    if (typeof code !== 'string') return true
    await startSession(`#code=${code}`)
    location.reload()
    return false
  })
  return router
}
