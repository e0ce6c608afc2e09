// What kept the relay from starting, for whoever reads its terminal: one sentence in both
// languages, as its launcher writes them.
import { createServer } from 'node:http'

/**
 * Looks whether an address can be listened on, before a folder is made for it.
 * @throws the system's error where it cannot
 */
export function tryPort(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ host, port }, () => server.close(() => resolve()))
  })
}

/** @returns null for an error that is none of the system's own about the address or the folder */
export function relayFailure(error: unknown, where: string, dataFolder: string): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null
  const { code } = error
  const isAddress = 'syscall' in error && /listen|getaddrinfo|bind/.test(String(error.syscall))
  if (isAddress) return addressFailure(code, where)
  if (/^(SQLITE_FULL|ENOSPC|EDQUOT)/.test(code))
    return `Le disque de ${dataFolder} est plein. / The disk of ${dataFolder} is full.`
  if (/^(EACCES|EPERM|EROFS|SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_PERM)/.test(code))
    return `Le dossier ${dataFolder} ne peut pas être écrit (${code}) : changer ses droits ou en choisir un autre avec --data. / The folder ${dataFolder} cannot be written (${code}): change its permissions or choose another one with --data.`
  if (/^(EEXIST|ENOTDIR|ENOENT|ELOOP|ENAMETOOLONG)/.test(code))
    return `${dataFolder} ne peut pas être un dossier (${code}) : c’est un fichier ou un lien vers rien ; en choisir un autre avec --data. / ${dataFolder} cannot be a folder (${code}): it is a file or a link to nothing; choose another one with --data.`
  return null
}

function addressFailure(code: string, where: string): string {
  if (code === 'EADDRINUSE')
    return `L’adresse ${where} est déjà prise par un autre programme : choisir un autre --port. / The address ${where} is taken by another program already: choose another --port.`
  if (code === 'EACCES')
    return `L’adresse ${where} est réservée à l’administrateur : choisir un --port à partir de 1024. / The address ${where} is reserved for the administrator: choose a --port from 1024 on.`
  return `L’adresse ${where} n’est pas celle de cet ordinateur, ou ne peut pas être ouverte (${code}) : choisir un autre --host. / The address ${where} is not this computer’s, or cannot be opened (${code}): choose another --host.`
}
