// Which optional packages of the lock file this machine cannot do without: those with programs for
// its system. npm leaves them out in silence where their `engines` exclude the Node it runs on.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../processes.js'

/** @returns {{ os: string, cpu: string, libc: string | null }} as npm names them */
export function thisMachine() {
  return { os: process.platform, cpu: process.arch, libc: libcOfSystem() }
}

/** Null where there is no choice, and where the system does not say. */
function libcOfSystem() {
  if (process.platform !== 'linux') return null
  // Else the report asks the network for the names of open connections.
  process.report.excludeNetwork = true
  const { header, sharedObjects } = process.report.getReport()
  if (header.glibcVersionRuntime) return 'glibc'
  return sharedObjects.some((path) => /musl/.test(path)) ? 'musl' : null
}

/** npm's reading of a list: one of the names, or none of those after `!`. */
function allows(list, name) {
  if (list === undefined) return true
  if (name === null) return false
  const [refused, wanted] = [
    list.filter((one) => one.startsWith('!')),
    list.filter((one) => !one.startsWith('!')),
  ]
  return (
    !refused.includes(`!${name}`) &&
    (wanted.length === 0 || wanted.includes(name) || wanted.includes('any'))
  )
}

/** True for an optional package made for this very machine. */
export function isForMachine(entry, machine) {
  const isNative = entry.os !== undefined || entry.cpu !== undefined || entry.libc !== undefined
  return (
    isNative &&
    allows(entry.os, machine.os) &&
    allows(entry.cpu, machine.cpu) &&
    allows(entry.libc, machine.libc)
  )
}

/**
 * Paths of the optional packages for this machine that are not on the disk.
 * @param {string} lock package-lock.json
 */
export function missingNatives(
  lock,
  machine = thisMachine(),
  isThere = (path) => existsSync(join(root, path, 'package.json')),
) {
  return Object.entries(JSON.parse(lock).packages)
    .filter(([path, entry]) => entry.optional && isForMachine(entry, machine) && !isThere(path))
    .map(([path]) => path)
}
