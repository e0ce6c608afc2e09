// Serves the interface's own files over HTTP.
import { createReadStream } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { readInterfaceFiles } from '#main/platform/interfaceFiles.ts'

export type StaticFiles = {
  /** @returns false if there is no such file */
  serve(path: string, response: ServerResponse, bodyWanted: boolean): boolean
}

/** @param folder the built interface */
export async function readStaticFiles(folder: string): Promise<StaticFiles> {
  const files = await readInterfaceFiles(folder)
  return {
    serve(path, response, bodyWanted) {
      const file = files.find(path)
      if (file === null) return false
      response.writeHead(200, file.headers)
      if (!bodyWanted) response.end()
      else
        createReadStream(file.path)
          .on('error', () => response.destroy())
          .pipe(response)
      return true
    },
  }
}
