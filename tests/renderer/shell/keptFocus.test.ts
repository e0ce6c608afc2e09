// Where the keyboard stands when what had the focus goes away.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { useKeptFocus } from '../../../src-renderer/shell/useKeptFocus.ts'

let scope: EffectScope
const element = (id: string) => document.getElementById(id)!
/** Longer than a page has to choose a place of its own. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 120))
beforeEach(() => {
  document.body.innerHTML = `
    <nav><button id="link">E-mail</button></nav>
    <main id="view" tabindex="-1">
      <div id="page"><h1 id="title">Campagnes</h1>
        <div id="list" tabindex="0"><p><button id="row">Supprimer</button></p></div>
        <button id="open">Nouvelle</button>
      </div>
    </main>`
  scope = effectScope()
  scope.run(() => useKeptFocus(() => document.getElementById('view')))
})
afterEach(() => {
  scope.stop()
  document.body.innerHTML = ''
})

describe('The focus', () => {
  it('goes to what a deleted row stood in', async () => {
    element('row').focus()
    element('row').parentElement?.remove()
    await settled()
    expect(document.activeElement).toBe(element('list'))
  })

  it('goes to the heading of the page that came', async () => {
    element('open').focus()
    element('page').remove()
    element('view').innerHTML = '<section><h1 id="next">Une campagne</h1></section>'
    await settled()
    expect(document.activeElement).toBe(element('next'))
    // Not a stop of Tab for that.
    expect(element('next').tabIndex).toBe(-1)
  })

  it('stays in the dialog that is open', async () => {
    document.body.insertAdjacentHTML(
      'beforeend',
      '<div role="dialog" aria-modal="true"><h2 id="asked">Supprimer ?</h2><button id="in">Oui</button></div>',
    )
    element('in').focus()
    element('in').remove()
    await settled()
    expect(document.activeElement).toBe(element('asked'))
  })

  it('is left where a page put it itself, and to whoever clicked beside everything', async () => {
    element('row').focus()
    element('row').remove()
    element('open').focus()
    await settled()
    expect(document.activeElement).toBe(element('open'))
    element('open').blur()
    element('list').remove()
    await settled()
    expect(document.activeElement).toBe(document.body)
  })

  it('is let go with the scope', async () => {
    scope.stop()
    element('row').focus()
    element('row').remove()
    await settled()
    expect(document.activeElement).toBe(document.body)
  })
})
