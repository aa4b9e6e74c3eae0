import type { SessionEvent } from './event.ts';
import { redact } from './redact.ts';

/** The event with credentials of known shapes taken out of what agents and errors say. */
export function redactEvent(event: SessionEvent): SessionEvent {
  switch (event.event) {
    case 'checkpoint':
    case 'agent-finished':
      return { ...event, message: redact(event.message), tools_used: event.tools_used.map(redact) };
    case 'agent-started': {
      const { label, message, tools_used } = event;
      return {
        ...event,
        ...(label === undefined ? {} : { label: redact(label) }),
        ...(message === undefined ? {} : { message: redact(message) }),
        ...(tools_used === undefined ? {} : { tools_used: tools_used.map(redact) }),
      };
    }
    case 'hook-failed':
      return event.message === undefined ? event : { ...event, message: redact(event.message) };
    case 'session-started':
    case 'session-ended':
    case 'issue-linked':
    case 'batch-activated':
    case 'drive':
    case 'drive-continued':
    case 'orphan-dismissed':
    case 'told':
      return event;
  }
}
