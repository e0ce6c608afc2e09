// The name of a task in the log; one without a text of its own is shown as it is written there.
import { useI18n } from 'vue-i18n'

export function useTaskName(): (task: string) => string {
  const { t, te } = useI18n()
  return (task) => (te(`assistant.task.${task}`) ? t(`assistant.task.${task}`) : task)
}
