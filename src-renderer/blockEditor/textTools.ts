// The tools beside a text field, which another feature brings: the editor knows none itself.
import type { Component, InjectionKey } from 'vue'

/**
 * A component with the props `text`, `label`, `max`, `altOf` and the event `apply`. Without one,
 * fields have no tools.
 */
export const textToolsKey: InjectionKey<Component> = Symbol('tools beside a text')
