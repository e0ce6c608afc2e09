// Starts the interface once the data is open: session, stores, language, routes, then the page.
import { PiniaColada } from '@pinia/colada'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { config } from 'zod'
import App from './App.vue'
import { startSession } from './api/session.ts'
import { createTranslator, loadPageTexts } from './i18n/i18n.ts'
import { coladaOptions } from './shell/coladaOptions.ts'
import { createAppRouter } from './shell/router.ts'
import { untilOpen } from './shell/untilOpen.ts'
import { systemLanguage } from './stores/preferences.store.ts'
import './styles/base.css'

// The page's policy forbids eval; zod would try it for speed and leave a violation in the console.
config({ jitless: true })
const pinia = createPinia()
const translator = await createTranslator(systemLanguage())
await untilOpen(
  (page) => page.use(pinia).use(translator),
  () => loadPageTexts(translator.global, systemLanguage()),
)
await startSession()
createApp(App)
  .use(pinia)
  .use(translator)
  .use(PiniaColada, coladaOptions(translator))
  .use(createAppRouter(translator))
  .mount('#app')
