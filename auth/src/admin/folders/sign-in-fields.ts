import { checkTexts } from '../../core/policy/check-definitions.js';
import type { SignInTexts } from '../../core/policy/model.js';
import type { Form } from '../admin-request.js';
import { readTexts, type TextField, writeTexts } from '../settings/language-fields.js';

type SignInText = Exclude<keyof SignInTexts, 'patterns'>;

/** Every text that a folder can have of its own, as fields of a form. */
export const signInFields: readonly (TextField & { readonly name: SignInText })[] = [
  { name: 'label', label: 'Button that leads to the sign-in', kind: 'line', maxLength: 300 },
  { name: 'header', label: 'Heading', kind: 'line', maxLength: 300 },
  { name: 'description', label: 'What is asked, and why', kind: 'text', maxLength: 5000 },
  { name: 'confirm', label: 'Button that goes on', kind: 'line', maxLength: 300 },
  { name: 'failureHeader', label: 'Heading when it did not help', kind: 'line', maxLength: 300 },
  { name: 'failureDescription', label: 'What to do then', kind: 'text', maxLength: 5000 },
];

/** The texts of a form; null: none at all. Patterns are not on the form and stay. */
export function readSignIn(form: Form, patterns: SignInTexts['patterns']): SignInTexts | null {
  const signIn: SignInTexts = {
    patterns,
    label: readTexts(form, 'label'),
    header: readTexts(form, 'header'),
    description: readTexts(form, 'description'),
    confirm: readTexts(form, 'confirm'),
    failureHeader: readTexts(form, 'failureHeader'),
    failureDescription: readTexts(form, 'failureDescription'),
  };
  return Object.values(signIn).every((part) => part === null) ? null : signIn;
}

/** The fields that show the texts as they are. */
export function writeSignIn(signIn: SignInTexts | null): Form {
  return new Map(signInFields.flatMap(({ name }) => writeTexts(name, signIn?.[name] ?? null)));
}

/** What is wrong with texts, in words. */
export function checkSignIn(signIn: SignInTexts | null): readonly string[] {
  const problems: string[] = [];
  for (const { name, label } of signInFields)
    checkTexts(signIn?.[name] ?? null, [], (_path, message, remedy) => {
      problems.push(`${label}: ${message}. ${remedy}`);
    });
  return problems;
}
