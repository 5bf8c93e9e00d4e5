import { PEOPLE } from '../support/desk';
import { expect, go, report, test } from '../support/test';

test.use({ house: 'one-incident' });

test('a report stands on everybody’s board, is taken, told and resolved, and everyone reads every step', async ({ as, desk, page }) => {
  const rui = await as('rui');
  const mara = await as('mara');
  await go(rui, '/board');
  await go(mara, '/board');

  // Vera reports with script on; the card arrives on both boards without a reload.
  await go(page, '/report');
  await page.getByLabel('What is broken?').fill('No mail since nine');
  await page.getByText('My team', { exact: true }).click();
  await page.getByText('Work has stopped', { exact: true }).click();
  await page.getByLabel('Name').fill('Vera Nunes');
  await page.getByLabel('Mail address').fill('vera@example.org');
  await page.getByRole('button', { name: 'Send to the IT team' }).click();
  await page.waitForURL(/\/r\//);
  for (const board of [rui, mara]) {
    await expect(board.locator('#reported li.c', { hasText: 'No mail since nine' })).toBeVisible({ timeout: 5_000 });
  }
  const number = (await rui.locator('#reported li.c', { hasText: 'No mail since nine' }).getAttribute('id')) ?? '';
  await desk.letterTo('vera@example.org', number);
  await desk.letterTo(PEOPLE.rui.email, 'No mail since nine');

  // Rui takes it from the card, takes that back, and takes it again; Mara sees it move.
  const card = rui.locator(`[id="${number}"]`);
  await card.locator('button.m').click();
  await rui.getByRole('button', { name: /^Take\b/ }).first().click();
  await expect(mara.locator(`#investigating [id="${number}"]`)).toBeVisible();
  await rui.getByRole('button', { name: /^Undo/ }).click();
  await expect(mara.locator(`#reported [id="${number}"]`)).toBeVisible();
  await go(rui, `/incidents/${number}`);
  await rui.getByRole('button', { name: /^Take as/ }).click();
  await expect(rui.getByRole('list').filter({ hasText: 'took it' }).first()).toBeVisible();
  await desk.letterTo('vera@example.org', /Rui/, 25);

  // A note for the team; an update for stakeholders, with its readers and their reasons before it is sent.
  await rui.getByLabel('Note for the team').fill('The queue disk is **full**.');
  await rui.getByRole('button', { name: 'Add note' }).click();
  await expect(rui.locator('.tl strong', { hasText: 'full' })).toBeVisible();
  await rui.getByText('Stakeholder update', { exact: true }).click();
  await rui.getByText('Everyone affected').click();
  await expect(rui.locator('.readers')).toContainText('vera@example.org');
  await rui.getByLabel('What they read').fill('Mail does not arrive. We work on it.');
  await rui.getByRole('button', { name: /Send to 1 person in 1 audience/ }).click();
  const update = await desk.letterTo('vera@example.org', 'Mail does not arrive. We work on it.', 30);
  expect(update.headers.get('in-reply-to')).toBeTruthy();
  expect(update.headers.get('references')).toBeTruthy();
  expect(update.html).toContain('Mail does not arrive');

  // Resolved: the reporter is asked, says "still broken", and it is open again.
  await rui.getByRole('button', { name: 'Resolve…' }).click();
  await rui.getByLabel('How it was fixed').fill('Made room on the queue disk.');
  await rui.getByRole('button', { name: /^Resolve and tell/ }).click();
  await expect(mara.locator(`#resolved [id="${number}"]`)).toBeVisible();
  await desk.letterTo('vera@example.org', 'Made room on the queue disk.', 30);
  await page.reload();
  await page.getByLabel('A few words, if you like').fill('Still nothing here');
  await page.getByRole('button', { name: 'Still broken' }).click();
  await expect(mara.locator(`#investigating [id="${number}"]`)).toBeVisible();

  // One thread: every letter to Vera about it has the same subject.
  const subjects = new Set(desk.letters().filter((l) => l.to.includes('vera@') && l.subject.includes(number)).map((l) => l.subject));
  expect([...subjects]).toHaveLength(1);
});

test('a restricted report is on the board of its members and of nobody else', async ({ as, desk }) => {
  const receipt = await report(desk, { title: 'canary seven reads my mail', restricted: 'on', nonce: 'restricted' });
  const ada = await as('ada');
  const rui = await as('rui');
  await go(ada, '/board');
  await expect(ada.locator('li.c', { hasText: 'canary seven' })).toBeVisible();
  await go(rui, '/board');
  await expect(rui.locator('body')).not.toContainText('canary seven');
  const number = (await ada.locator('li.c', { hasText: 'canary seven' }).getAttribute('id')) ?? '';
  expect(number).toMatch(/^SEC-/);
  const answer = await rui.goto(`/incidents/${number}`);
  expect(answer?.status()).toBe(404);
  expect(receipt).toMatch(/^\/r\//);
});
