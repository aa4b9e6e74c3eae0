// The project's own document: whether the plugin is off here, and what the person has been told.
import * as v from 'valibot';
import { parserOf } from './parse.ts';

export const projectSchema = v.looseObject({
  off: v.exactOptional(v.looseObject({ at: v.string() })),
  told: v.exactOptional(v.array(v.string())),
});

export type Project = Readonly<v.InferOutput<typeof projectSchema>>;

export const parseProject = parserOf(projectSchema);

/** The same project if that was told before. */
export function noteTold(project: Project | null, what: string): Project {
  const told = project?.told ?? [];
  return project !== null && told.includes(what) ? project : { ...project, told: [...told, what] };
}

export function switchOff(project: Project | null, now: string): Project {
  return project?.off === undefined ? { ...project, off: { at: now } } : project;
}

export function switchOn(project: Project | null): Project {
  if (project === null || project.off === undefined) return project ?? {};
  const { off: _, ...rest } = project;
  return rest;
}
