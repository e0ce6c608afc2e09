// A component that is loaded when it is first shown, and says so where its file cannot be loaded.
import { defineAsyncComponent, type Component } from 'vue'
import MissingPart from './MissingPart.vue'

/** @param load imports the component: `() => import('./Big.vue')` */
export const lazyComponent = <T extends Component>(load: () => Promise<{ default: T }>) =>
  defineAsyncComponent({ loader: load, errorComponent: MissingPart })
