/** The cast: always the same people, with passwords that exist in throwaway stacks only. */
export interface Person {
  readonly name: string;
  readonly password: string;
}

const person = (name: string): Person => ({ name, password: `only-for-e2e ${name} 5uwz` });

export const people = {
  /** Administrator. */
  ines: person('ines'),
  /** The one who may see `team`. */
  tom: person('tom'),
  /** An account like any other. */
  ayesha: person('ayesha'),
} as const;
