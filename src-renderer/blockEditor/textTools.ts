// The tools beside a text, which another feature brings: the editor knows none itself.
import type { Component, InjectionKey } from 'vue'

/**
 * A component with the props `text`, `label`, `max`, `altOf` and the event `apply`. Without one,
 * fields have no tools.
 */
export const textToolsKey: InjectionKey<Component> = Symbol('tools beside a text')

/** A component with the event `pick`: words to put where one writes. */
export const wordToolsKey: InjectionKey<Component> = Symbol('words to put into a text')
