// Lets promises, renders and short timers run their course.

export async function flushPromises(): Promise<void> {
  for (let round = 0; round < 5; round += 1) await new Promise((resolve) => setTimeout(resolve, 5))
}
