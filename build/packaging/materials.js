// What the application is made of, as a CycloneDX 1.6 list: each shipped package with its version, its
// licence and the checksum it was installed by. From the lock file, so that it needs no network.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { shippedPackages } from '../licences.js'
import { root } from '../processes.js'

const readJson = (name) => JSON.parse(readFileSync(join(root, name), 'utf8'))

/** The list, for a file; the same for the same lock file. */
export function billOfMaterials() {
  const { name, version } = readJson('package.json')
  const { packages } = readJson('package-lock.json')
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: { type: 'application', 'bom-ref': `${name}@${version}`, name, version },
    },
    components: shippedPackages().map((shipped) => component(shipped, packages[shipped.path])),
  }
}

function component({ name, version, licence, path }, { integrity }) {
  const at = name.lastIndexOf('/')
  const [, algorithm, digest] = /^(sha\d+)-(\S+)/.exec(integrity ?? '') ?? []
  return {
    type: 'library',
    'bom-ref': path,
    ...(at === -1 ? {} : { group: name.slice(0, at) }),
    name: name.slice(at + 1),
    version,
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    licenses: [/[ ()]/.test(licence) ? { expression: licence } : { license: { id: licence } }],
    ...(digest === undefined
      ? {}
      : {
          hashes: [
            {
              alg: algorithm.replace('sha', 'SHA-'),
              content: Buffer.from(digest, 'base64').toString('hex'),
            },
          ],
        }),
  }
}
