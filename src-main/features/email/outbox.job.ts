// Runs the sending engine beside the application. (The engine itself comes with the next commit.)
import type { Job } from '#main/app/services.ts'
export const outboxJob: Job = { name: 'outbox', start: async () => undefined, stop: async () => undefined }
