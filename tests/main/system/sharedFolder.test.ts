// Folders that another program or another computer writes to as well, and those that only look so.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sharedFolderOf } from '#main/features/system/sharedFolder.ts'
import { createTestApp } from '../../support/testApp.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'webox-shared-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('a data folder', () => {
  it.each([
    ['OneDrive', 'OneDrive'],
    ['OneDrive - Boutique du Marais/Documents', 'OneDrive'],
    ['Library/CloudStorage/OneDrive-Boutique', 'OneDrive'],
    ['Dropbox (Personnel)/WeBox', 'Dropbox'],
    ['Library/Mobile Documents/com~apple~CloudDocs/WeBox', 'iCloud Drive'],
    ['iCloudDrive/WeBox', 'iCloud Drive'],
    ['Library/CloudStorage/GoogleDrive-marie@boutique.example/Mon Drive', 'Google Drive'],
    ['kDrive/WeBox', 'kDrive'],
    ['Nextcloud/WeBox', 'Nextcloud'],
  ])('in %s is synchronised', (below, service) => {
    const path = join(folder, below)
    expect(sharedFolderOf(path, '')).toEqual({ kind: 'synchronised', service })
    mkdirSync(path, { recursive: true })
    expect(sharedFolderOf(path, '')).toEqual({ kind: 'synchronised', service })
  })

  it('is synchronised behind a link, and where only a mark says so', () => {
    mkdirSync(join(folder, 'Dropbox', 'Données'), { recursive: true })
    symlinkSync(join(folder, 'Dropbox', 'Données'), join(folder, 'lien'))
    expect(sharedFolderOf(join(folder, 'lien'), '')).toMatchObject({ service: 'Dropbox' })
    expect(sharedFolderOf(join(folder, 'lien', 'neuf'), '')).toMatchObject({ service: 'Dropbox' })
    mkdirSync(join(folder, 'bureau', '.stfolder'), { recursive: true })
    expect(sharedFolderOf(join(folder, 'bureau', 'a', 'b'), '')).toMatchObject({
      service: 'Syncthing',
    })
    writeFileSync(join(folder, 'bureau', 'onedrive.txt'), '')
    expect(sharedFolderOf(join(folder, 'ailleurs'), '')).toBeNull()
  })

  it.each(['Mes OneDrives', 'Box', 'Sync', 'dropbox-export', 'Mega', 'Drive', 'Cloud'])(
    'called %s is one like any other',
    (name) => expect(sharedFolderOf(join(folder, name), '')).toBeNull(),
  )

  it.each([
    ['nfs4', true],
    ['cifs', true],
    ['fuse.sshfs', true],
    ['9p', true],
    ['ext4', false],
    ['tmpfs', false],
    ['fuseblk', false],
  ])('on %s: on the network %s', (system, isOnNetwork) => {
    const point = join(folder, 'Partage commun')
    mkdirSync(point)
    const mounts = [
      '/dev/sda1 / ext4 rw 0 0',
      `serveur:/export ${point.replaceAll(' ', '\\040')} ${system} rw 0 0`,
    ].join('\n')
    const found = isOnNetwork ? { kind: 'network' } : null
    expect(sharedFolderOf(join(point, 'WeBox'), mounts)).toEqual(found)
    // A name that only begins alike is beside it.
    expect(sharedFolderOf(`${point} 2`, mounts)).toBeNull()
  })

  it('on a drive within one of the network is what that drive is', () => {
    const mounts = `s:/ ${folder} nfs rw 0 0\n/dev/sdb1 ${folder}/disque ext4 rw 0 0`
    expect(sharedFolderOf(join(folder, 'disque', 'WeBox'), mounts)).toBeNull()
    expect(sharedFolderOf(join(folder, 'WeBox'), mounts)).toEqual({ kind: 'network' })
  })

  it('is told among the troubles', async () => {
    const dataFolder = join(folder, 'Dropbox', 'WeBox')
    mkdirSync(dataFolder, { recursive: true })
    const app = await createTestApp({ dataFolder })
    expect((await app.client.system.troubles({})).sharedFolder).toEqual({
      kind: 'synchronised',
      service: 'Dropbox',
    })
    await app.stop()
    const other = await createTestApp()
    expect((await other.client.system.troubles({})).sharedFolder).toBeNull()
    await other.remove()
  })
})
