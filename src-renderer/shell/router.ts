// The routes of all features, in the address fragment: the same under a custom scheme, on 127.0.0.1 and in tests.
import { createRouter, createWebHashHistory, type RouterHistory } from 'vue-router'
import { features } from './features.ts'

export const createAppRouter = (history: RouterHistory = createWebHashHistory()) =>
  createRouter({
    history,
    routes: [
      { path: '/', redirect: '/dashboard' },
      ...features.flatMap((feature) => feature.routes),
      { path: '/:unknown(.*)*', redirect: '/dashboard' },
    ],
  })
