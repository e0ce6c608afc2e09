// Where the build is of the present sources, the application under test starts its threads from it:
// a test of imports starts five, and each loads a thousand modules from source.
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { isBuilt } from '../../build/bundle.js'
import { root } from '../../build/processes.js'
import { useBuiltThreads } from '#main/platform/workerThread.ts'

if (isBuilt()) useBuiltThreads(pathToFileURL(join(root, 'out', 'main', '/')))
