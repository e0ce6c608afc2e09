// What a feature hands to the frame: its routes, its place in the navigation, the actions the
// command palette offers.
import type { Component } from 'vue'
import type { RouteRecordRaw } from 'vue-router'

declare module 'vue-router' {
  interface RouteMeta {
    /** The page writes in the language of a campaign or funnel, whatever the interface speaks. */
    needsAllLanguages?: boolean
  }
}

export type FeatureDoor = {
  name: string
  routes: RouteRecordRaw[]
  /** Left out where the feature is reached from another one's page. */
  navigation?: { to: string; labelKey: string; icon: Component; order: number }
  actions: { labelKey: string; to: string; icon: Component }[]
}
