// Where the build is of the present sources, the application under test starts its threads from it:
// a test of imports starts five, and each loads a thousand modules from source.
import { isBuilt } from '../../build/bundle.js'
import { builtThreadsVariable } from '#main/platform/workerThread.ts'

if (isBuilt()) process.env[builtThreadsVariable] = new URL('../../out/main/', import.meta.url).href
