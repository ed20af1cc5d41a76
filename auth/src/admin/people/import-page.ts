import { listImportNames, planImport, type ImportPlan } from '../../core/identity/plan-import.js';
import type { Result } from '../../core/result.js';
import { html } from '../../http/html.js';
import type { AdminRequest } from '../admin-request.js';
import { goTo, sendAdminPage } from '../page.js';
import { describedBy, renderProblems } from '../pages/problem-list.js';

/** Reads a list of people and judges every row of it against who is there. */
export async function planPeople(
  { deps }: Pick<AdminRequest, 'deps'>,
  text: string,
): Promise<Result<ImportPlan, string>> {
  const [named, groups] = await Promise.all([
    deps.users.listNamed(listImportNames(text)),
    deps.users.listGroups(),
  ]);
  return planImport(
    text,
    new Map(named.map((user) => [user.name, user])),
    new Set(groups.map((group) => group.name)),
  );
}

function showForm(request: AdminRequest, text: string, problems: readonly string[]): void {
  const { ctx, deps } = request;
  const body = html`<p>
      A table with the columns <code>name</code>, <code>display_name</code>, <code>email</code>, <code>groups</code>, saved as
      CSV. Only <code>name</code> is needed; several groups are separated by spaces. You first see what every row would do.
    </p>
    ${renderProblems(problems)}
    <form method="post" action="/auth/admin/import-people" enctype="multipart/form-data" class="narrow">
      <input type="hidden" name="form_token" value="${deps.formGuard.issue(ctx)}" />
      <label for="file">CSV file</label>
      <input type="file" id="file" name="file" accept=".csv,text/csv" ${describedBy(problems)} />
      <label for="text">or paste it here</label>
      <textarea id="text" name="text" class="code short" rows="8" spellcheck="false" wrap="off" ${describedBy(problems)} placeholder="name,display_name,email,groups">
${text}</textarea
      >
      <div class="actions">
        <button type="submit">Show what it would do</button><a href="/auth/admin/people">Leave it</a>
      </div>
    </form>`;
  const status = problems.length === 0 ? 200 : 422;
  sendAdminPage(request, { title: 'Import people', section: 'people', body, status });
}

/** The form for a list of people. */
export async function importPage(request: AdminRequest): Promise<void> {
  showForm(request, '', []);
  await Promise.resolve();
}

/** Keeps the list, and goes on to what it would do. Nothing is changed. */
export async function submitImport(request: AdminRequest): Promise<void> {
  const { ctx, deps, form, user } = request;
  const file = form.get('file') ?? '';
  const pasted = form.get('text') ?? '';
  if (file.trim() !== '' && pasted.trim() !== '') {
    showForm(request, pasted, [
      'There is a file and a pasted text, and only one of them can be taken. Empty the text, or choose no file.',
    ]);
    return;
  }
  const text = file.trim() === '' ? pasted : file;
  if (text.trim() === '') {
    showForm(request, '', ['Choose a file, or paste its text.']);
    return;
  }
  const plan = await planPeople(request, text);
  if (!plan.ok) {
    showForm(request, file.trim() === '' ? pasted : '', [plan.error]);
    return;
  }
  const now = deps.clock();
  const id = deps.newId();
  await deps.jobs.create({
    id,
    kind: 'import',
    owner: user.id,
    state: 'waiting',
    done: 0,
    total: plan.value.rows.length,
    input: { text },
    result: null,
    createdAt: now,
    seenAt: now,
  });
  goTo(ctx, `/auth/admin/import-people/${id}`);
}
