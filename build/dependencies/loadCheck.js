// Loads what building and running the application stand on, under the project's Node; ends with 1
// and one line where something is missing or was made for another system. Run by ../install.js.
const needed = [
  'rolldown',
  'vite',
  'lightningcss',
  '@vitejs/plugin-vue',
  'electron-vite',
  'better-sqlite3',
]

for (const name of needed) {
  try {
    const loaded = await import(name)
    // Its native part is loaded by the first connection only.
    if (name === 'better-sqlite3') new loaded.default(':memory:').close()
  } catch (error) {
    console.error(
      `${name}: ${String(error instanceof Error ? error.message : error).split('\n')[0]}`,
    )
    process.exit(1)
  }
}
